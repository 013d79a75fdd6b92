"""`flowbend render`: many clips from seed after seed, in any form, and what is refused."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
import soundfile
from studio_rig import clip, run, sidecar

from engine.studio.sounds import FORMATS


@pytest.fixture(autouse=True)
def somewhere_else(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    before = signal.getsignal(signal.SIGTERM)
    yield
    signal.signal(signal.SIGTERM, before)


def test_many_clips_come_from_seed_after_seed_and_know_how_they_were_made(capsys):
    assert run("render --out a.wav --count 3 --seed 65535 --seconds 0.4 --steps 1 --jobs 2") == 0
    names = [f"a-00{number}.wav" for number in (1, 2, 3)]
    assert capsys.readouterr().out.splitlines() == [f"{name}: 0.4 s" for name in names]
    assert sorted(path.name for path in Path().iterdir()) == sorted(
        [*names, *(f"{name}.json" for name in names)]
    )
    sounds = [clip(name) for name in names]
    assert {len(sound) for sound in sounds} == {round(0.4 * 48000)}
    assert [sidecar(name)["seed"] for name in names] == [65535, 0, 1]
    for first, second in ((0, 1), (1, 2), (0, 2)):
        assert np.abs(sounds[first] - sounds[second]).max() > 1e-3
    # One at a time, and on as many threads as a single clip takes, it is the same.
    assert run("render --out b.wav --seed 0 --seconds 0.4 --steps 1") == 0
    assert Path("b.wav").read_bytes() == Path("a-002.wav").read_bytes()


def test_a_seed_that_is_not_given_is_drawn_and_told(capsys):
    assert run("render --out folder/ --count 2 --seconds 0.1 --steps 1 --format flac16") == 0
    first = int(capsys.readouterr().err.split("--seed ")[1].split()[0])
    assert [sidecar(f"folder/clip-00{n}.flac")["seed"] for n in (1, 2)] == [
        first, (first + 1) % 65536
    ]
    assert run("render --out set --count 2 --seconds 0.1 --set seed_a=9 --steps 1") == 0
    assert "--seed" not in capsys.readouterr().err
    assert [sidecar(f"set/clip-00{n}.wav")["seed"] for n in (1, 2)] == [9, 10]


def test_b_has_another_seed_in_every_clip_too():
    words = "--seconds 0.3 --steps 1 --no-backing --set morph=1 --set rms=-20"
    assert run(f"render --out a.wav --count 2 --seed 5 {words}") == 0
    assert np.abs(clip("a-001.wav") - clip("a-002.wav")).max() > 1e-3


@pytest.mark.parametrize("form, rate", list(zip(
    FORMATS, (8000, 22050, 44100, 48000, 96000, 192000), strict=True
)))
def test_every_form_and_rate_is_written(form, rate):
    ending = FORMATS[form][0].lower()
    words = f"--format {form} --rate {rate} --seconds 0.5 --steps 1"
    assert run(f"render --out a.{ending} {words}") == 0
    info = soundfile.info(f"a.{ending}")
    assert (info.format, info.subtype) == FORMATS[form]
    assert (info.samplerate, info.frames, info.channels) == (rate, rate // 2, 2)


def test_the_words_for_who_and_how_are_those_of_the_table():
    base = "--seconds 0.3 --no-backing --set rms=-20"
    assert run(f"render --out a.wav {base} --instrument flute --steps 2 --tempo 90") == 0
    assert run(f"render --out b.wav {base} --set instrument_a=flute --set instrument_b=flute"
               " --set steps=2 --set tempo=90") == 0
    np.testing.assert_array_equal(clip("a.wav"), clip("b.wav"))


REFUSED = {
    "render --out a.wav --count 0": "--count must be from 1 to 10000, not 0",
    "render --out a.wav --jobs 0": "--jobs must be from 1 to 256, not 0",
    "render --out a.wav --seed 65536": "--seed must be from 0 to 65535, not 65536",
    "render --out a.wav --steps 17": "steps must be a whole number from 1 to 16",
    "render --out a.wav --tempo 1000": "tempo must be a number from 20 to 300 BPM",
    "render --out a.wav --instrument flut": "did you mean 'flute'",
    "render --out a.wav --format mp3": "--format takes wav16, wav24, wav32, wav32f, flac",
    "render --out a.flac --format wav16": "is to be wav16: end its name in .wav",
    "render --out a.wav --rate 1": "--rate must be from 4000 to 384000 Hz, not 1",
    "render --out a.wav --stems --stem flute": "leave one of them out",
    "render --out a.wav --stem tuba": "there is no instrument 'tuba'",
    "render --out a.wav --loop --seconds 601": "a loop lasts 600 s at most",
    "render --out a.wav --take t.json --count 2": "leave out --listen",
    "render --out a.wav --take t.json --loop": "leave out --listen",
    "render --out text/b --count 2": "cannot be made: Not a directory",
    "render --out a.wav --spread rms=-20..-10": "is the name of one clip: name a folder",
    "render --out g --spread rms=-20..-10 --stems": "leave out --count and stems",
    "render --out g --spread loud=1..2": "there is no parameter 'loud'",
    "render --out g --spread rms=-20..3": "rms must be a number from -60 to 0 dB, not 3",
    "render --out g --spread rms": "expected ID=LOW..HIGH:N or ID=A,B,C",
    "render --out g --spread rms=-20..-10:20 brightness=100..200:20": "that makes 400 clips",
    "render --out g --spread rms=-20..-10 rms=-9..-1": "two different controls",
    "kit --out a.wav": "is the name of one clip: name a folder",
    "kit --out k --count 97": "--count must be from 1 to 96",
    "kit --out k --kinds tuba": "a kit has kick, snare, hat, percussion, not 'tuba'",
    "kit --out k --steps 0": "--steps must be from 1 to 256, not 0",
    "kit --out a.wav --only tuba-1": "a hit of a kit is named like kick-01",
}


@pytest.mark.parametrize("words", REFUSED)
def test_a_refusal_is_one_sentence_and_writes_nothing(capsys, words):
    Path("text").write_text("x")
    assert run(words) == 1
    said = capsys.readouterr()
    assert REFUSED[words] in said.err and said.err.splitlines()[-1].startswith("flowbend: ")
    assert said.out == "" and not list(Path().glob("**/*.wav")) + list(Path().glob("**/*.part"))


def test_ctrl_c_half_way_keeps_what_is_finished():
    command = [sys.executable, "-m", "engine", "render", "--out", "many/", "--count", "300",
               "--seconds", "2", "--seed", "1"]
    root = Path(__file__).parents[1]
    child = subprocess.Popen(command, stderr=subprocess.PIPE, text=True,
                             env=os.environ | {"PYTHONPATH": str(root)})
    deadline = time.monotonic() + 60
    while len(list(Path("many").glob("*.wav.json"))) < 2 and time.monotonic() < deadline:
        time.sleep(0.02)
    child.send_signal(signal.SIGINT)
    said = child.communicate(timeout=60)[1]
    assert child.returncode == 130 and "Traceback" not in said
    files = sorted(Path("many").iterdir())
    clips = [path for path in files if path.suffix == ".wav"]
    assert 2 <= len(clips) < 300 and len(files) == 2 * len(clips)
    assert f"{len(clips)} of 300 clips are finished." in said
    assert {soundfile.info(path).frames for path in clips} == {96000}


def test_a_disk_that_is_full_keeps_what_is_finished(capsys, monkeypatch):
    from engine.studio import sounds

    written, real = [], sounds.soundfile.SoundFile

    def runs_full(path, *more, **named):
        written.append(path)
        if len(written) > 2:
            raise OSError(28, "No space left on device")
        return real(path, *more, **named)

    monkeypatch.setattr(sounds.soundfile, "SoundFile", runs_full)
    assert run("render --out a.wav --count 4 --jobs 1 --seconds 0.1 --steps 1 --seed 1") == 1
    said = capsys.readouterr().err
    assert "2 of 4 clips are finished." in said
    assert "a-003.wav cannot be written: the disk is full; make room" in said
    assert sorted(path.name for path in Path().glob("*.wav")) == ["a-001.wav", "a-002.wav"]
