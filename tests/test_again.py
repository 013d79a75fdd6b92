"""A sidecar makes its clip again to the bit, whatever command made it; or says what has changed."""

import json
import signal
from pathlib import Path

import numpy as np
import pytest
import soundfile
from clip_rig import phrase
from studio_rig import run, sidecar

from engine.store import Event, Kind
from engine.take import Take


@pytest.fixture(autouse=True)
def somewhere_else(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("curve.csv").write_text("0,-40\n0.3,-10\n")
    events = [(4, Event(Kind.NOTE_ON, 64, 0.8, 100.0)), (30, Event(Kind.NOTE_OFF, 64))]
    Take(40, 2, "x", [(0, {"notes_mode": 2.0, "steps": 1.0})], events).save(Path("t.json"))
    Path("mine").mkdir()
    Path("mine/soft.txt").write_text("instrument_a: choir\nrms: -31.7\nseed_a: 77\n")
    before = signal.getsignal(signal.SIGTERM)
    yield
    signal.signal(signal.SIGTERM, before)


MADE = {
    "plain": "render --seconds 0.3 --steps 1",
    "lanes": "render --seconds 0.3 --steps 1 --lane rms=curve.csv --set gain=-3.3 --no-backing",
    "named": "render --seconds 0.3 --instrument flute --precision float32 --set rms_mode=held",
    "preset": "render --seconds 0.3 --presets mine --preset soft --set steps=1",
    "form": "render --bars 1 --tempo 300 --loop --steps 1 --rate 44100 --format wav16",
    "stem": "render --seconds 0.3 --steps 1 --stem marimba",
    "take": "render --take t.json",
    "changed": "render --take t.json --seed 4 --instrument choir --set gain=-6",
    "hit": "kit --only hat-02 --seed 7 --steps 1",
}


@pytest.mark.parametrize("name", MADE)
def test_a_clip_is_made_again_to_the_bit_from_another_folder(name, tmp_path, monkeypatch):
    assert run(f"{MADE[name]} --out a.wav") == 0
    kept = Path("a.wav").read_bytes()
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    assert run("again ../a.wav.json --out b.wav") == 0
    assert Path("b.wav").read_bytes() == kept
    ours, theirs = sidecar("b.wav"), sidecar("../a.wav")
    for document in (ours, theirs):
        document["options"].pop("out")
    assert ours == theirs


@pytest.mark.parametrize("words", [
    "vary tune.wav --strength 0.4 --steps 2 --keep rms,onset",
    "restyle tune.wav --instrument violin --steps 2",
    "paint tune.wav --mask 0.2-0.3 --mask 0.4-0.5 --tries 1 --steps 2 --instrument marimba",
    "stitch tune.wav tune.wav --seconds 0.3 --tries 1 --steps 2 --instrument marimba,flute",
    "invert tune.wav --steps 2 --instrument marimba",
])
def test_what_was_made_of_a_clip_is_made_again(words, tmp_path):
    phrase(tmp_path).rename("tune.wav")
    assert run(f"{words} --out a.wav") == 0
    assert run("again a.wav.json --out b.wav") == 0
    # Their samples: a file of floats has the time of day in its head.
    ours, theirs = (soundfile.read(name, dtype="float32")[0] for name in ("a.wav", "b.wav"))
    assert np.array_equal(ours, theirs)


def test_each_of_many_is_made_again_alone():
    assert run("render --out a.wav --count 2 --seed 3 --seconds 0.2 --steps 1 --stems") == 0
    for name in ("a-002.wav", "a-001-marimba.wav"):
        assert run(f"again {name}.json --out b.wav") == 0
        assert Path("b.wav").read_bytes() == Path(name).read_bytes()


def test_without_a_name_it_brings_back_a_clip_that_is_gone(capsys):
    assert run("render --out a.wav --seconds 0.2 --steps 1") == 0
    kept = Path("a.wav").read_bytes()
    assert run("again a.wav.json") == 1
    assert "a.wav is there: name another file with --out" in capsys.readouterr().err
    Path("a.wav").unlink()
    assert run("again a.wav.json") == 0
    assert Path("a.wav").read_bytes() == kept


def test_what_has_changed_is_said(capsys):
    assert run("render --out a.wav --seconds 0.2 --steps 1 --lane rms=curve.csv") == 0
    Path("curve.csv").write_text("0,-40\n0.3,-11\n")
    assert run("again a.wav.json --out b.wav") == 1
    assert "curve.csv (lane rms) has changed since a.wav.json" in capsys.readouterr().err
    Path("curve.csv").unlink()
    assert run("again a.wav.json --out b.wav") == 1
    assert "curve.csv (lane rms) is not there any more" in capsys.readouterr().err
    for key, value, said in (
        ("model_digest", "0", "is not the one that a.wav.json was made with (orchestra)"),
        ("command", "warble", "was made by `flowbend warble`, which this Flowbend has not"),
        ("options", {"warp": 3}, "is of another Flowbend: this one's render has no warp"),
    ):
        document = sidecar("a.wav") | {"inputs": {}}
        Path("c.json").write_text(json.dumps(document | {key: value}))
        assert run("again c.json --out b.wav") == 1
        err = capsys.readouterr().err.replace("c.json", "a.wav.json")
        assert said in err
    assert not Path("b.wav").exists()


def test_another_runtime_is_told(capsys):
    assert run("render --out a.wav --seconds 0.2 --steps 1") == 0
    document = sidecar("a.wav") | {"runtime": "onnxruntime 0.1"}
    Path("a.wav.json").write_text(json.dumps(document))
    assert run("again a.wav.json --out b.wav") == 0
    assert "Made with onnxruntime 0.1" in capsys.readouterr().err
