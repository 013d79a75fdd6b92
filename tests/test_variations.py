"""Variations and restyling through the command line, on the shipped model."""

import json

import numpy as np
import pytest
import soundfile

from engine.__main__ import main
from engine.models import instruments
from engine.studio import asking, journey, keeping, ranges, reading, sounds
from engine.studio.asking import Note

PITCHES = (72, 76, 74, 79)
QUICK = ["--steps", "2", "--seed", "65535"]


@pytest.fixture(scope="module")
def tune(shipped, tmp_path_factory):
    """A file of two and a half seconds of a flute."""
    notes = [Note(0.1 + 0.6 * n, 0.65 + 0.6 * n, pitch) for n, pitch in enumerate(PITCHES)]
    who = {"instrument_a": asking.number_of(shipped, "flute")}
    latents = journey.sample(shipped, asking.request(shipped, 234, who, notes=notes), 4)
    path = tmp_path_factory.mktemp("tune") / "flute.wav"
    sounds.write(path, journey.finished(shipped, journey.decode(shipped, latents))[:119000], 48000)
    return path


def level(path):
    audio = soundfile.read(path, always_2d=True)[0].mean(axis=1)
    parts = audio[: len(audio) // 512 * 512].reshape(-1, 512)
    return 10 * np.log10(np.mean(parts**2, axis=1) + 1e-6)


def test_variations_are_near_or_far_and_the_same_again(tune, tmp_path, capsys):
    out = tmp_path / "v.wav"
    assert main(["vary", str(tune), "--count", "2", "--out", str(out), *QUICK]) == 0
    names = ["v-01.wav", "v-01.wav.json", "v-02.wav", "v-02.wav.json"]
    assert sorted(path.name for path in tmp_path.iterdir()) == names
    said = capsys.readouterr().out
    assert "seed 65535, flute" in said and "seed 0, flute" in said
    first, second = (soundfile.read(tmp_path / name)[0] for name in names[::2])
    assert len(first) == 119000 and not np.array_equal(first, second)
    assert np.corrcoef(level(tmp_path / "v-01.wav"), level(tune))[0, 1] > 0.9
    document = json.loads((tmp_path / "v-02.wav.json").read_text())
    options = document["options"]
    assert document["seed"] == 0 and options["instrument"] == "flute" and options["count"] == 1
    again = ["vary", document["inputs"]["clip"]["path"], "--out", str(tmp_path / "again.wav"),
             "--seed", str(document["seed"]), "--instrument", options["instrument"],
             "--steps", str(options["steps"]), "--keep", options["keep"]]
    assert main(again) == 0
    np.testing.assert_array_equal(soundfile.read(tmp_path / "again.wav")[0], second)

    source, far = soundfile.read(tune)[0], []
    for strength in ("0.1", "0.5", "1"):
        assert main(["vary", str(tune), "--strength", strength, "--instrument", "flute", "--out",
                     str(out), *QUICK]) == 0
        far.append(np.sqrt(np.mean((soundfile.read(out)[0] - source) ** 2)))
    assert far[0] < far[1] < far[2]


def test_lanes_are_kept_or_replaced(tune, tmp_path):
    out = tmp_path / "v.wav"
    assert main(["vary", str(tune), "--strength", "1", "--keep", "rms", "--set", "brightness=900",
                 "--instrument", "choir", "--out", str(out), *QUICK]) == 0
    assert np.corrcoef(level(out), level(tune))[0, 1] > 0.8
    assert main(["vary", str(tune), "--strength", "1", "--keep", "none", "--set", "rms=-30",
                 "--instrument", "choir", "--out", str(out), *QUICK]) == 0
    assert abs(np.median(level(out)[60:]) + 30) < 6


def test_another_instrument_plays_the_same_tune(tune, shipped, tmp_path, capsys):
    out = tmp_path / "r.flac"
    assert main(["restyle", str(tune), "--instrument", "cello", "--out", str(out), "--steps", "4",
                 "--seed", "1"]) == 0
    assert "cello, seed 1" in capsys.readouterr().out
    assert np.corrcoef(level(out), level(tune))[0, 1] > 0.8
    heard = reading.notes(sounds.read(out, 48000).mean(axis=1), 48000)
    played = {note.pitch for note in heard if note.end - note.start > 0.2}
    low, high = ranges.KEYS["cello"]
    octaves = ranges.octaves_into(PITCHES, low, high)
    assert octaves == -1 and len({pitch + 12 * octaves for pitch in PITCHES} & played) >= 3
    document = json.loads((tmp_path / "r.flac.json").read_text())
    assert document["options"]["octaves"] == -1


def test_drums_play_no_tune(tune, tmp_path, capsys):
    out = tmp_path / "r.wav"
    assert main(["restyle", str(tune), "--instrument", "standard_kit", "--out", str(out),
                 *QUICK]) == 0
    assert "its keys are sounds" in capsys.readouterr().out
    assert level(out).max() > -50


def test_noise_has_no_tune(shipped, tmp_path, capsys):
    path, out = tmp_path / "noise.wav", tmp_path / "r.wav"
    noise = np.random.default_rng(0).normal(0, 0.1, (48000, 1)) * np.linspace(0, 1, 48000)[:, None]
    soundfile.write(path, noise, 8000)
    assert main(["restyle", str(path), "--instrument", "flute", "--out", str(out), *QUICK]) == 0
    assert "no tune found" in capsys.readouterr().out
    assert len(soundfile.read(out)[0]) == 6 * 48000


def test_ranges_are_those_that_were_trained():
    trained = {one.name: (one.low, one.high) for one in instruments.INSTRUMENTS
               if not one.is_drums}
    assert trained == ranges.KEYS


def test_a_tune_comes_into_range_whole_and_by_the_shortest_way():
    def at(*pitches):
        return [Note(n, n + 1, pitch) for n, pitch in enumerate(pitches)]

    moved, octaves = ranges.moved(at(30, 34, 41), "flute")
    assert octaves == 3 and [note.pitch for note in moved] == [66, 70, 77]
    assert ranges.moved(at(70, 80), "flute")[1] == 0
    moved, octaves = ranges.moved(at(20, 60, 62, 64), "flute")
    assert octaves == 0 and [note.pitch for note in moved] == [68, 60, 62, 64]
    assert [note.pitch for note in ranges.moved(at(60), "flute", 1)[0]] == [72]
    assert [note.pitch for note in ranges.moved(at(60), "nobody", 1)[0]] == [72]
    assert ranges.moved([], "flute") == ([], 0)


@pytest.mark.parametrize("words, says", [
    (["--strength", "1.5"], "--strength"), (["--strength", "nan"], "--strength"),
    (["--count", "0"], "--count"), (["--keep", "pitch"], "--keep takes"),
    (["--instrument", "lute"], "no instrument 'lute'"), (["--set", "rms"], "ID=VALUE"),
    (["--set", "volume=3"], "volume"), (["--seed", "70000"], "--seed"),
    (["--steps", "999"], "--steps"), (["--rate", "3"], "--rate"), (["--set", "steps=3"], "--steps"),
])
def test_the_wrong_word_is_a_sentence(words, says, tune, tmp_path, capsys):
    assert main(["vary", str(tune), "--out", str(tmp_path / "v.wav"), *words]) == 1
    told = capsys.readouterr().err
    assert told.count("\n") == 1 and says in told and not list(tmp_path.iterdir())


def test_when_it_is_stopped_finished_clips_are_kept(tune, tmp_path, capsys, monkeypatch):
    vary, made = journey.vary, []

    def stopped(*arguments):
        if made:
            raise KeyboardInterrupt
        made.append(1)
        return vary(*arguments)

    monkeypatch.setattr(journey, "vary", stopped)
    assert main(["vary", str(tune), "--count", "3", "--instrument", "flute", "--out",
                 str(tmp_path / "v.wav"), *QUICK]) == 130
    assert "1 of 3 are finished" in capsys.readouterr().err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["v-01.wav", "v-01.wav.json"]


def test_what_is_kept_is_named():
    assert keeping.lanes_of("rms, onset") == {"rms", "onset"}
    assert keeping.lanes_of("none") == frozenset()
