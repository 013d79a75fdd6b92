"""`flowbend models`: what comes is a model that plays or nothing, what is there is what it was."""

import io
import json
import os
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import onnx
import pytest
import soundfile
from model_rig import CARD, denoiser, files, state, tiny
from onnx import TensorProto, helper

from engine.__main__ import main
from engine.contract import VERSION, BrokenContract
from engine.instrument import Instrument
from engine.library import adding, card, catalogue, digest, inspection, onnx_file, trial
from engine.parameters import BadValue

ROOT = Path(__file__).parents[1]


@pytest.fixture(autouse=True)
def shelf(tmp_path, monkeypatch):
    """The user's own models, a folder to stand in, and this process's signals as they were."""
    monkeypatch.setenv(catalogue.VARIABLE, str(tmp_path / "mine"))
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    before = signal.getsignal(signal.SIGTERM)
    yield tmp_path / "mine"
    signal.signal(signal.SIGTERM, before)


def run(words: str) -> int:
    return main(words.split())


def refused(capsys, words: str) -> str:
    """The one sentence that a command ends with."""
    assert run(words) == 1
    said = capsys.readouterr().err
    assert "Traceback" not in said
    assert said.splitlines()[-1].startswith("flowbend: ")
    return said.splitlines()[-1]


# The whole way


def test_a_model_comes_is_listed_plays_and_goes(shelf, capsys):
    tiny(Path("bells"))
    assert run("models add bells") == 0
    assert capsys.readouterr().out == f"{shelf / 'bells'}: flowbend play --model bells\n"
    assert files(shelf / "bells") == files(Path("bells"))
    Path("bells").rename("away")
    assert run("models") == 0
    said = capsys.readouterr().out
    assert "bells: 1 instrument, 48 kHz, mono, float32, 0." in said
    assert "  CC0; digest ok\n  A model that plays its noise.\n" in said
    assert f"  {shelf / 'bells'}\n" in said and f"{catalogue.SHIPPED} (shipped)" in said
    assert run("models verify") == run("models verify bells") == 0
    assert "bells: 2 files are what SHA256SUMS says" in capsys.readouterr().out
    assert run("render --model bells --seconds 0.1 --out a.wav --no-backing") == 0
    assert soundfile.info("a.wav").channels == 1
    assert json.loads(Path("a.wav.json").read_text())["options"]["model"] == str(shelf / "bells")
    assert run("again a.wav.json --out b.wav") == 0
    assert Path("b.wav").read_bytes() == Path("a.wav").read_bytes()
    assert run("models remove bells --yes") == 0
    assert files(shelf) == {}
    said = refused(capsys, "render --model bells --seconds 0.1 --out c.wav")
    assert "there is no model 'bells'" in said


def test_the_list_for_programs(shelf, capsys):
    tiny(shelf / "bells")
    tiny(Path("exports/drums"), with_digest=False)
    assert run("models --json") == 0
    rows = {row["name"]: row for row in json.loads(capsys.readouterr().out)}
    assert list(rows) == ["bells", "drums", "orchestra"]
    assert rows["bells"]["instruments"] == ["tone"] and rows["bells"]["precisions"] == ["float32"]
    assert [row["digest"] for row in rows.values()] == ["ok", "none", "ok"]
    assert rows["orchestra"]["shipped"] and rows["orchestra"]["licence"] == "MIT"
    assert rows["orchestra"]["precisions"] == ["float32", "int8"] and rows["orchestra"]["words"]
    assert rows["drums"]["folder"] == str(Path("exports/drums").absolute())


def test_packed_it_is_the_same_model_and_the_same_bytes(shelf, capsys):
    tiny(Path("exports/bells"))
    assert run("models pack bells a.zip") == run("models pack bells b.zip") == 0
    assert Path("a.zip").read_bytes() == Path("b.zip").read_bytes()
    assert run("models add a.zip --name gong") == 0
    assert files(shelf / "gong") == files(Path("exports/bells"))
    assert "is there: name another file" in refused(capsys, "models pack bells a.zip")
    assert "a name that ends in .zip" in refused(capsys, "models pack bells c.rar")
    assert "cannot be written" in refused(capsys, "models pack bells none/c.zip")


def test_a_name_is_taken_once(shelf, capsys):
    tiny(Path("bells"))
    assert run("models add bells") == 0
    assert "there is a model bells in" in refused(capsys, "models add bells")
    assert "there is a model BELLS in" in refused(capsys, "models add bells --name BELLS")
    assert "there is a model orchestra in" in refused(capsys, "models add bells --name orchestra")
    assert "a model's name has letters" in refused(capsys, "models add bells --name ../bells")
    assert files(shelf) == {f"bells/{n}": data for n, data in files(Path("bells")).items()}


def test_what_may_be_removed(shelf, capsys, monkeypatch):
    tiny(shelf / "bells")
    tiny(Path("exports/drums"))
    tiny(Path("loose"))
    assert "Flowbend brings: it stays" in refused(capsys, "models remove orchestra --yes")
    assert "remove it yourself" in refused(capsys, "models remove loose --yes")
    assert "a model's name has letters" in refused(capsys, "models remove ../mine/bells --yes")
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    assert "would be lost: say --yes" in refused(capsys, "models remove bells")
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    for answer, status in (("", 1), ("n", 1), ("Y", 0)):
        monkeypatch.setattr("builtins.input", lambda prompt, answer=answer: answer)
        assert (shelf / "bells").is_dir()
        assert run("models remove bells") == status
    assert not (shelf / "bells").exists()
    assert run("models remove drums --yes") == 0 and not Path("exports/drums").exists()
    (shelf / "linked").symlink_to(Path("loose").absolute())
    assert run("models remove linked --yes") == 0
    assert not (shelf / "linked").exists() and catalogue.is_model(Path("loose"))


# The digest


def test_the_shipped_model_is_what_its_digest_says():
    assert digest.faults(catalogue.SHIPPED) == [], "run `flowbend export`, or write it anew"
    found = subprocess.run(["sha256sum", "--strict", "-c", digest.FILE], cwd=catalogue.SHIPPED,
                           capture_output=True, text=True)
    assert found.returncode == 0, found.stderr


def test_every_changed_byte_is_found(shelf, capsys):
    folder = tiny(shelf / "bells")
    for name in ("denoiser.onnx", "decoder.onnx"):
        raw = bytearray((folder / name).read_bytes())
        raw[-1] ^= 1
        (folder / name).write_bytes(raw)
        assert run("models verify bells") == 1
        assert f"bells: '{name}' is not what SHA256SUMS says" in capsys.readouterr().out
        raw[-1] ^= 1
        (folder / name).write_bytes(raw)
    (folder / "words.npz").write_bytes(b"")
    assert "words.npz is not in SHA256SUMS" in digest.faults(folder)[0]
    (folder / "words.npz").unlink()
    (folder / "decoder.onnx").unlink()
    assert digest.faults(folder) == ["'decoder.onnx' is in SHA256SUMS, and not there"]
    (folder / digest.FILE).unlink()
    assert "there is no SHA256SUMS" in digest.faults(folder)[0]


@pytest.mark.parametrize("line", ["", "x", "0" * 64, f"{'0' * 64}  ../x", f"{'0' * 64} *a\\b",
                                  f"{'0' * 64}  /etc/passwd", f"{'g' * 64}  denoiser.onnx"])
def test_a_digest_names_files_of_its_folder_alone(shelf, line):
    folder = tiny(shelf / "bells")
    sums = (folder / digest.FILE).read_text()
    (folder / digest.FILE).write_text(sums.replace("\n", "\r\n") + line + "\n")
    faults = digest.faults(folder)
    assert faults == ([f"line 3 of {digest.FILE} is no digest of a file in its folder"]
                      if line else [])


def test_what_comes_is_what_its_digest_says(shelf, capsys):
    folder = tiny(Path("bells"))
    sums = (folder / digest.FILE).read_text()
    (folder / digest.FILE).write_text(sums.replace(sums[:8], "00000000", 1))
    assert "is not what its digest says" in refused(capsys, "models add bells")
    (folder / digest.FILE).unlink()
    assert run("models add bells") == 0
    assert "one was made of what came" in capsys.readouterr().err
    assert (shelf / "bells" / digest.FILE).read_text() == sums


# What is refused


def broken(what: str) -> Path:
    """A model with one thing wrong."""
    folder = tiny(Path(what), with_digest=False)
    model, path = denoiser(), folder / "denoiser.onnx"
    if what == "external":
        weights = helper.make_tensor("w", TensorProto.FLOAT, [1], [1.0])
        weights.ClearField("float_data")
        weights.data_location = TensorProto.EXTERNAL
        weights.external_data.add(key="location", value="../../../etc/passwd")
        model.graph.initializer.append(weights)
    elif what == "inner":  # the same, deep inside
        inner = helper.make_tensor("w", TensorProto.FLOAT, [1], [1.0])
        inner.external_data.add(key="location", value="w.bin")
        graph = helper.make_graph([], "inner", [], [], [inner])
        model.graph.node.append(helper.make_node("If", [], [], then_branch=graph))
    elif what == "custom":
        model.graph.node.append(helper.make_node("Run", [], [], domain="evil.example"))
    elif what == "function":
        node = helper.make_node("Run", [], [], domain="evil.example")
        opset = helper.make_opsetid("", 20)
        model.functions.append(helper.make_function("ai.onnx", "F", [], [], [node], [opset]))
    elif what in ("older", "newer"):
        state(model, "version", VERSION - 1 if what == "older" else VERSION + 1)
    elif what == "unstated":
        del model.metadata_props[:]
    elif what == "lanes":
        state(model, "lane_columns", ["rms"])
    elif what == "shapes":
        model.graph.input[0].type.tensor_type.shape.dim[2].dim_value = 3
    elif what == "elsewhere":
        state(model, "hop", 32)
    elif what == "pickled":
        np.savez(folder / "words.npz", about=np.array({"a": 1}), w=np.zeros(3))
    elif what == "vast":
        vast(folder / "words.npz")
    elif what == "garbled":
        (folder / "words.npz").write_bytes(b"\x80\x04K\x01.")
    elif what == "alone":
        (folder / "decoder.onnx").unlink()
    onnx.save(model, path)
    if what == "nonsense":
        path.write_bytes(b"\x80\x04K\x01.")
    return folder


def vast(path: Path) -> None:
    """An array that says that it is huge, in a file that is small."""
    header = io.BytesIO()
    np.lib.format.write_array_header_1_0(
        header, {"descr": "<f4", "fortran_order": False, "shape": (1 << 40,)}
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("w.npy", header.getvalue() + bytes(64))


REFUSED = {
    "external": "denoiser.onnx keeps weights in another file ('w')",
    "inner": "denoiser.onnx keeps weights in another file ('w')",
    "custom": "denoiser.onnx wants operators of 'evil.example', which are somebody's own code",
    "function": "denoiser.onnx wants operators of 'evil.example'",
    "older": "follows contract 1, this Flowbend plays 2: export it again with `flowbend export",
    "newer": "follows contract 3, this Flowbend plays 2: install a newer Flowbend",
    "unstated": "denoiser.onnx does not state its 'version', so it cannot be played",
    "lanes": "use the Flowbend it was exported with",
    "shapes": "The model does not run here",
    "elsewhere": "disagree on hop: 32 and 256",
    "pickled": "words.npz is no file of plain arrays, so it is not opened: it has arrays of",
    "vast": "words.npz is no file of plain arrays, so it is not opened: it has an array that is",
    "garbled": "words.npz is no file of plain arrays",
    "alone": "There is no decoder.onnx in",
    "nonsense": "denoiser.onnx cannot be read as an ONNX model",
}


@pytest.mark.parametrize("what", REFUSED)
def test_a_model_that_is_wrong_is_refused_in_a_sentence_and_leaves_nothing(shelf, capsys, what):
    broken(what)
    said = refused(capsys, f"models add {what} --name new")
    assert REFUSED[what] in said
    assert list(shelf.iterdir()) == []


def test_a_model_that_cannot_be_played_is_listed_with_the_reason(shelf, capsys):
    Path("exports").mkdir()
    broken("older").rename("exports/old")
    assert run("models") == 0
    assert "old: denoiser.onnx follows contract 1" in capsys.readouterr().out


def test_a_model_that_takes_for_ever_is_given_up(tmp_path):
    folder = tiny(tmp_path / "bells")
    with pytest.raises(BrokenContract, match=r"does not make a block in 0\.01 s"):
        trial.run(folder, patience_s=0.01)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems bound no memory")
def test_a_model_that_takes_all_memory_is_given_up(tmp_path):
    """A graph of a hundred bytes may ask for a terabyte."""
    folder, model = tiny(tmp_path / "bells"), denoiser()
    size = helper.make_tensor("size", TensorProto.INT64, [1], [1 << 40])
    model.graph.initializer.append(size)
    model.graph.node.extend([
        helper.make_node("ConstantOfShape", ["size"], ["vast"]),
        helper.make_node("ReduceMax", ["vast"], ["most"], keepdims=0),
        helper.make_node("Add", ["velocity", "most"], ["more"]),
    ])
    model.graph.output[0].name = "more"
    onnx.save(model, folder / "denoiser.onnx")
    with pytest.raises(BrokenContract):
        trial.run(folder)


def test_the_runtime_need_not_be_asked_what_a_file_says(shipped):
    said = onnx_file.read(catalogue.SHIPPED / "denoiser.onnx").metadata
    assert said == shipped._denoiser.metadata
    promise = inspection.promise(catalogue.SHIPPED)
    assert promise.denoiser == shipped.contract and promise.decoder == shipped.decoder.contract


def test_the_small_model_is_a_model(tmp_path):
    instrument = Instrument(tiny(tmp_path / "bells"))
    assert instrument.contract.instruments == ["tone"]
    trial.run(instrument.folder)


# Whole, or not at all


def test_what_goes_wrong_on_the_way_leaves_nothing(shelf, monkeypatch):
    tiny(Path("bells"))
    for error in (KeyboardInterrupt, OSError(28, "No space left on device"), BrokenContract("no")):
        def fails(folder, error=error):
            assert folder.parent == shelf and folder.name.startswith(".")
            assert catalogue.known().keys() == {"orchestra"}
            raise error

        with pytest.raises((KeyboardInterrupt, BadValue, BrokenContract)):
            adding.add("bells", None, fails)
        assert list(shelf.iterdir()) == []
    monkeypatch.setattr("shutil.disk_usage", lambda path: SimpleNamespace(free=10))
    with pytest.raises(BadValue, match="make room"):
        adding.add("bells", None, lambda folder: None)
    assert list(shelf.iterdir()) == []


def test_killed_on_the_way_it_leaves_no_model_and_the_rest_is_swept_later(shelf, tmp_path):
    tiny(Path("bells"))
    code = ("import os, signal; from engine.library import adding\n"
            "adding.add('bells', None, lambda folder: os.kill(os.getpid(), signal.SIGKILL))")
    found = subprocess.run([sys.executable, "-c", code], env=os.environ | {"PYTHONPATH": str(ROOT)})
    assert found.returncode == -signal.SIGKILL
    (left,) = shelf.iterdir()
    assert left.name.startswith(".bells.") and "bells" not in catalogue.known()
    adding.add("bells", "first", lambda folder: None)
    assert left.exists()  # it may still be another's
    old = time.time() - 2 * 24 * 3600
    os.utime(left, (old, old))
    adding.add("bells", "second", lambda folder: None)
    assert sorted(path.name for path in shelf.iterdir()) == ["first", "second"]


# The card


@pytest.mark.parametrize("text, licence, about", [
    (CARD, "CC0", "A model that plays its noise."),
    ("---\nlicense: cc-by-4.0\ntags: [x]\n---\n# T\n\nAll\nof it.\n", "cc-by-4.0", "All of it."),
    ("Only words.", "", "Only words."), ("", "", ""), ("# T\n", "", ""),
    ("**Licence:** *MIT*\n", "MIT", "Licence:** *MIT"),
    ("\x1b[2J\x1b]0;x\x07gone\n", "", "[2J]0;xgone"),
])
def test_the_first_words_of_a_card(tmp_path, text, licence, about):
    (tmp_path / card.FILE).write_text(text)
    assert card.read(tmp_path) == (licence, about)
    assert card.read(tmp_path / "none") is None


def test_a_long_card_is_cut(tmp_path):
    (tmp_path / card.FILE).write_text("word " * 100000)
    assert len(card.read(tmp_path).about) < 170
