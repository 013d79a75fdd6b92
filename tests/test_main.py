"""The command line: it does what it says, and what it refuses it refuses in one sentence."""

import ast
import json
import os
import re
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import soundfile

from engine import parameters, render
from engine.__main__ import _parser, main
from engine.instrument import SHIPPED
from engine.models.sources import SOURCES
from engine.shared import VARIABLE
from engine.store import Event, Kind
from engine.take import Take

ROOT = Path(__file__).parents[1]


@pytest.fixture(autouse=True)
def somewhere_else(tmp_path, monkeypatch):
    """Each command runs in a folder of its own, and leaves this process's signals as they were."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(VARIABLE, f"test-main-{os.getpid()}")
    before = signal.getsignal(signal.SIGTERM)
    yield
    signal.signal(signal.SIGTERM, before)


def commands():
    """The parser of each command, by its name."""
    (action,) = [action for action in _parser()._actions if action.choices]
    return action.choices


def clip(name="a.wav"):
    return soundfile.read(name, always_2d=True, dtype="float32")[0]


def test_params_prints_the_table(capsys):
    assert main(["params"]) == 0
    assert capsys.readouterr().out == parameters.text_table()
    assert main(["params", "--markdown"]) == 0
    assert capsys.readouterr().out == parameters.markdown_table()


def test_render_writes_a_clip(capsys):
    assert main(["render", "--out", "a.wav", "--seconds", "0.5", "--set", "steps=1"]) == 0
    assert capsys.readouterr().out == "a.wav: 0.5 s\n"
    assert len(clip()) == pytest.approx(24000, abs=1024)
    assert np.abs(clip()).max() > 0
    assert main(["render", "--out", "b.flac", "--seconds", "0.5", "--set", "steps=1"]) == 0
    assert np.abs(clip("b.flac") - clip()).max() <= 2**-22  # the formats round differently


def test_render_knows_names_curves_and_its_backing():
    Path("rms.csv").write_text("seconds,value\n0,-50\n0.5,-10\n")
    base = ["render", "--seconds", "0.5", "--set", "steps=1"]
    wishes = {
        "plain": [], "alone": ["--no-backing"], "name": ["--set", "instrument_a=Flute"],
        "number": ["--set", "instrument_a=17"], "curve": ["--lane", "rms=rms.csv"],
        "model": ["--model", str(SHIPPED)], "gain": ["--set", "gain=-6", "--set", "morph=0.5"],
    }
    found = {}
    for name, wish in wishes.items():
        assert main([*base, "--out", f"{name}.wav", *wish]) == 0
        found[name] = clip(f"{name}.wav")
    np.testing.assert_array_equal(found["plain"], found["model"])
    np.testing.assert_array_equal(found["name"], found["number"])
    for name in ("alone", "name", "curve", "gain"):
        assert np.abs(found[name] - found["plain"]).max() > 1e-5, name


def test_render_replays_a_take():
    values = [(0, {"steps": 1.0, "notes_mode": 2.0}), (20, {"gain": -12.0})]
    Take(40, 2, "x", values, [(6, Event(Kind.NOTE_ON, 60, 0.9, 100.0))]).save(Path("t.json"))
    for name in ("a.wav", "b.wav"):
        assert main(["render", "--out", name, "--take", "t.json"]) == 0
    assert clip().shape == (40 * 512, 2)
    np.testing.assert_array_equal(clip(), clip("b.wav"))


REFUSED = {
    "render --out a.wav --set gian=3": "there is no parameter 'gian'; did you mean 'gain'?",
    "render --out a.wav --set gain=99": "gain must be a number from -60 to 12 dB, not 99.0",
    "render --out a.wav --set gain=nan": "gain must be a number",
    "render --out a.wav --set gain": "expected ID=VALUE, such as guidance=2.5, not 'gain'",
    "render --out a.wav --set rms_mode=hold": "did you mean 'held'",
    "render --out a.wav --set instrument_a=flut": "did you mean 'flute'",
    "render --out a.wav --lane rms": "expected LANE=CURVE.csv, not 'rms'",
    "render --out a.wav --lane rms=none.csv": "none.csv cannot be read",
    "render --out a.wav --lane gain=none.csv": "there is no lane 'gain'",
    "render --out a.wav --seconds 0": "--seconds must be",
    "render --out a.wav --seconds nan": "--seconds must be",
    "render --out a.wav --seconds -1": "--seconds must be",
    "render --out a.wav --take none.json": "none.json cannot be read: No such file",
    "render --out a.wav --bars 0": "--bars must be from 1 to 1024, not 0",
    "render --out a.wav --take odd.json": "played in blocks of 3 latents",
    "render --out a.wav --take odd.json --set gain=0": "played in blocks of 3 latents",
    "render --out a.wav --take odd.json --bars 2": "leave out --listen, --precision, --bars",
    "render --out a.wav --model none": "there is no model 'none': name a folder made by",
    "render --out none/a.wav --seconds 0.1": "name a .wav or .flac file in a folder that exists",
    "render --out a.txt --seconds 0.1": "name a .wav or .flac file",
    "play --seconds 0": "--seconds must be above 0",
    "play --safety 4": "--safety must be from 0 to 3, not 4",
    "play --alone 0": "--alone must be above 0",
    "play --lan abc": "a token for --lan has 8 plain characters or more",
    "play --lan --no-web": "leave out --no-web",
    "play --session a/b": "a session's name is of letters",
    "play --model none": "or one of orchestra (`flowbend models`)",
    "play --model no/ne": "There is no denoiser.onnx in ",
    "play --set steps=0": "steps must be a whole number from 1 to 16",
    "learn gain --osc-port 70000": "no Flowbend answers on 127.0.0.1 port 70000",
    "bench --model none": "there is no model 'none'",
    "corpus --minutes 0": "--minutes must be above 0",
    "corpus --sources flute": "no source 'flute': choose from fluid, musescore, grand, recordings",
    "corpus --sources grand --sounds none": "npm install --prefix none @audio-samples/piano-veloci",
    "corpus --sources recordings --sounds none": "or leave it out with --sources",
    "train codec --minutes 0": "--minutes must be above 0",
    "train codec --minutes 1 --hours 0": "--hours must be above 0, not 0",
    "train codec --minutes 1 --batch 1": "--batch must be 2 or more, not 1",
    "train denoiser --minutes 1 --corpus empty": "codec.safetensors: make it with `flowbend train",
    "train distil --minutes 1 --corpus empty": "codec.safetensors: make it with `flowbend train",
    "export --out x": "codec.safetensors: make it with `flowbend train codec`",
}


@pytest.mark.parametrize("command", REFUSED)
def test_a_refusal_is_one_sentence(capsys, command):
    Take(9, 3).save(Path("odd.json"))
    Path("empty").mkdir()
    Path("empty/index.jsonl").touch()
    assert main(command.split()) == 1
    said = capsys.readouterr()
    assert said.err.splitlines()[-1].startswith("flowbend: ")
    assert REFUSED[command] in said.err
    assert "Traceback" not in said.err and said.out == ""
    assert not Path("a.wav").exists()


def test_training_without_a_corpus_or_a_sound_says_what_to_install(capsys, monkeypatch):
    from engine.models import corpus

    for name, source in SOURCES.items():
        monkeypatch.setitem(SOURCES, name, replace(source, path=f"/none/{name}"))
    assert main(["train", "codec", "--minutes", "1"]) == 1
    said = capsys.readouterr()
    assert said.err.count("\n") == 1 and said.err.startswith("flowbend: Fluid R3 GM is not at")
    assert said.out.count("install it with") == len(corpus.EVERY_SOURCE)


def test_training_without_a_corpus_makes_one_of_every_source_that_is_there(capsys, monkeypatch):
    from engine.models import corpus

    Path("font.sf2").touch()
    for name, source in SOURCES.items():
        path = Path("font.sf2").absolute() if name == "musescore" else f"/none/{name}"
        monkeypatch.setitem(SOURCES, name, replace(source, path=str(path)))
    asked = []  # twenty hours of music would be too much here
    monkeypatch.setattr(corpus, "build", lambda at, sources, cluster: asked.append((at, sources)))
    assert main(["train", "codec", "--minutes", "1", "--corpus", "mine"]) == 1
    assert asked == [(Path("mine"), ("musescore",))]
    assert "No corpus in mine: make one with `flowbend corpus`" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["", "nonsense", "render", "play --osc-port x"])
def test_a_command_that_is_none_shows_what_there_is(capsys, command):
    with pytest.raises(SystemExit) as end:
        main(command.split())
    assert end.value.code == 2
    assert "usage: flowbend" in capsys.readouterr().err


def test_every_command_has_help(capsys):
    assert {"play", "render", "params", "bench", "corpus", "train", "export", "evaluate"} <= set(
        commands()
    )
    for command in commands():
        with pytest.raises(SystemExit) as end:
            main([command, "--help"])
        assert end.value.code == 0
        assert len(capsys.readouterr().out) > 50


def test_bench_prints_ratios(capsys):
    assert main(["bench", "--blocks", "3", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["block_ms"] == pytest.approx(2 * 512 / 48)
    assert found["precision"] in ("float32", "int8")
    ratios = found["ratios"]
    assert ratios.pop("torch_over_onnxruntime") is None
    assert all(ratio > 0 for ratio in ratios.values())
    assert [(r["precision"], r["steps"], r["guidance"]) for r in found["rows"]] == [
        (precision, steps, guidance) for precision in ("float32", "int8")
        for steps in (1, 2, 4, 8) for guidance in (False, True)
    ]
    for row in found["rows"]:
        assert row["real_time_factor"] == pytest.approx(row["median_ms"] / found["block_ms"])
        assert 0 < row["median_ms"] <= row["p99_ms"]
        assert row["p99_over_median"] == pytest.approx(row["p99_ms"] / row["median_ms"])
    usual = next(row for row in found["rows"] if row["precision"] == found["precision"]
                 and row["steps"] == 2 and row["guidance"])
    assert ratios["real_time_factor"] == usual["real_time_factor"]
    assert [(s["precision"], s["name"]) for s in found["stages"]] == [
        (precision, stage) for precision in ("float32", "int8") for stage in render.STAGES
    ]
    for stage in found["stages"]:
        assert (stage["floor_ms"] is not None) == (stage["name"] in ("denoiser", "decoder"))


def test_torch_is_slower_for_the_same_models(shipped):
    from engine.models.bench_torch import torch_over_onnxruntime

    assert torch_over_onnxruntime(shipped) > 1




def test_the_installed_command_is_this_one():
    found = subprocess.run(
        [sys.executable, "-m", "engine", "params"], cwd=ROOT, capture_output=True, text=True
    )
    assert (found.returncode, found.stdout, found.stderr) == (0, parameters.text_table(), "")


def test_every_option_that_a_sentence_names_exists():
    """`choose another with --osc-port` helps nobody where there is no --osc-port."""
    known = {option for parser in commands().values() for action in parser._actions
             for option in action.option_strings}
    foreign = {"--force-reinstall", "--no-deps", "--prefix", "--head"}  # pip's, npm's, Ray's
    for path in [*ROOT.glob("engine/*.py"), *ROOT.glob("bridge/*.py"),
                 *ROOT.glob("engine/studio/*.py")]:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                named = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", node.value)) - foreign
                assert named <= known, (path.name, node.lineno, named - known)
