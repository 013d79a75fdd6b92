"""A take in the studio: as it was to the bit, or changed by what is asked and by nothing else."""

from pathlib import Path

import numpy as np
import pytest
import soundfile
from studio_rig import clip, level_db, run

from engine import offline
from engine.beats import Beats
from engine.instrument import Instrument
from engine.store import Event, Kind
from engine.take import Take, replay


@pytest.fixture(autouse=True)
def somewhere_else(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def gig() -> Take:
    values = [(0, {"steps": 1.0, "notes_mode": 2.0, "rms_mode": 2.0, "loop": 1.0,
                   "loop_beats": 1.0, "instrument_a": 17.0}), (20, {"gain": -6.0})]
    events = [(4, Event(Kind.NOTE_ON, 66, 0.8, 100.0)), (50, Event(Kind.NOTE_OFF, 66))]
    curves = [(10, {"rms": [-30.0, None]}), (30, {"rms": [-12.0, -12.5]})]
    beats = [(0, Beats(0.2, 0.03)), (24, Beats(0.9, 0.02))]
    return Take(64, 2, "x", values, events, curves=curves, beats=beats)


def test_as_it_was_it_is_the_same_to_the_bit():
    gig().save(Path("t.json"))
    assert run("render --take t.json --out a.wav --format wav32f") == 0
    instrument = Instrument(precision="float32")
    played = np.concatenate(list(offline.blocks(instrument, replay(gig(), 512), 2)))
    np.testing.assert_array_equal(clip("a.wav"), played)


CHANGES = {
    "steps": "--steps 3", "seed": "--seed 9", "instrument": "--instrument choir",
    "set": "--set gain=-20", "lane": "--lane rms=curve.csv", "preset": "--preset plain",
}


def test_each_change_is_heard_and_says_how_to_make_it_again():
    gig().save(Path("t.json"))
    Path("curve.csv").write_text("0,-50\n1,-50\n")
    Path("mine").mkdir()
    Path("mine/plain.txt").write_text("instrument_a: choir\n")
    assert run("render --take t.json --out plain.wav") == 0
    plain = clip("plain.wav")
    for name, words in CHANGES.items():
        assert run(f"render --take t.json --out {name}.wav --presets mine {words}") == 0
        assert clip(f"{name}.wav").shape == plain.shape
        assert np.abs(clip(f"{name}.wav") - plain).max() > 1e-4, name
    quieter = level_db(plain[30 * 512 :]) - level_db(clip("set.wav")[30 * 512 :])
    assert quieter == pytest.approx(14, abs=0.1)
    assert level_db(clip("lane.wav")) < level_db(plain) - 10


def test_a_value_that_the_take_has_anyway_changes_nothing():
    gig().save(Path("t.json"))
    assert run("render --take t.json --out a.wav") == 0
    assert run("render --take t.json --out b.wav --steps 1 --set notes_mode=driven") == 0
    np.testing.assert_array_equal(clip("a.wav"), clip("b.wav"))


def test_it_is_cut_and_written_in_any_form():
    gig().save(Path("t.json"))
    assert run("render --take t.json --out a.flac --format flac16 --rate 44100") == 0
    info = soundfile.info("a.flac")
    assert (info.samplerate, info.frames) == (44100, round(64 * 512 * 44100 / 48000))
    assert run("render --take t.json --out b.wav --seconds 0.4") == 0
    assert run("render --take t.json --out c.wav") == 0
    np.testing.assert_array_equal(clip("b.wav"), clip("c.wav")[:19200])
