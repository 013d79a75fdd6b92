"""The instrument from Python: what it renders, what it refuses, and that its name costs nothing."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import soundfile

import engine
from engine import Clip, Instrument, Note, lanes
from engine.parameters import BadValue

ROOT = Path(__file__).parents[1]
HOP, RATE = 512, 48000


@pytest.fixture(scope="module")
def flowbend() -> Instrument:
    return Instrument(precision="float32")


@pytest.fixture(scope="module")
def clip(flowbend) -> Clip:
    return flowbend.render(
        seconds=2, instrument="flute", notes=[(0, 0.9, 72), Note(1, 1.9, 76)],
        lanes={"rms": [(0, -40), (1, -12), (2, -40)]}, seed=3, steps=4,
    )


def test_a_name_is_loaded_when_it_is_asked_for():
    code = (
        "import sys, engine; heavy = {'numpy', 'onnxruntime', 'engine.studio.api'}\n"
        "print(sorted(heavy & set(sys.modules))); engine.Instrument\n"
        "print(sorted(heavy & set(sys.modules)), 'torch' in sys.modules)"
    )
    found = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert found.stdout == "[]\n['engine.studio.api', 'numpy', 'onnxruntime'] False\n"
    with pytest.raises(AttributeError):
        engine.Orchestra  # noqa: B018


def test_users_have_the_types():
    assert (ROOT / "engine" / "py.typed").exists()
    assert set(engine.__all__) == {"Clip", "Instrument", "Note"}


def test_a_clip_is_as_long_and_as_loud_as_asked(flowbend, clip):
    assert clip.audio.shape == (2 * RATE, 2) and clip.audio.dtype == np.float32
    assert clip.seconds == 2 and clip.settings == {"instrument_a": "flute"}
    got = lanes.loudness_db(clip.mono, HOP)
    asked = np.interp((np.arange(len(got)) + 0.5) * HOP / RATE, [0, 1, 2], [-40, -12, -40])
    sounding = asked > -34
    assert np.corrcoef(asked[sounding], got[sounding])[0, 1] > 0.7
    assert "flute" in flowbend.instruments and flowbend.sample_rate == RATE


def test_the_same_call_makes_the_same_samples(flowbend):
    def made(seed):
        return flowbend.render(0.5, "harp", notes=[(0, 0.4, 60)], seed=seed, steps=1).audio

    assert np.array_equal(made(5), made(5))
    assert not np.array_equal(made(5), made(6))


def test_rows_of_the_table_are_arguments(flowbend):
    soft, loud = (
        flowbend.render(1, "organ", notes=[(0, 1, 60)], rms=rms, steps=2) for rms in (-40, -12)
    )
    assert lanes.loudness_db(loud.mono, HOP)[30:].mean() > (
        lanes.loudness_db(soft.mono, HOP)[30:].mean() + 12
    )
    low = flowbend.render(1, "organ", notes=[(0, 1, 60)], rms=-12, gain=-20, steps=2)
    assert np.abs(low.audio).max() < 0.2 * np.abs(loud.audio).max()


def test_a_variation_keeps_more_the_weaker_it_is(flowbend, clip):
    same, near, far = (
        flowbend.vary(clip, strength, instrument="flute", seed=9, steps=4)
        for strength in (0.0, 0.3, 1.0)
    )
    assert same.audio.shape == near.audio.shape == clip.audio.shape

    def away(other):
        return np.mean((other.audio - same.audio) ** 2)

    assert 0 < away(near) < away(far)


def test_to_noise_and_back(flowbend, clip):
    noise = flowbend.invert(clip, steps=8)
    back = flowbend.grow(noise, steps=8)
    assert 0.5 < noise.std() < 1.5 and noise.shape[1] == 80
    assert np.corrcoef(back.mono[: 2 * RATE], clip.mono)[0, 1] > 0.7


def test_a_clip_is_saved_and_shown(clip, tmp_path):
    path = clip.save(tmp_path / "a.wav", format="wav32f")
    audio, rate = soundfile.read(path, dtype="float32")
    assert rate == RATE and np.array_equal(audio, clip.audio)
    assert clip._repr_html_().startswith('<audio controls src="data:audio/wav;base64,UklGR')


def test_sounds_come_from_files_and_arrays(flowbend, clip, tmp_path):
    path = clip.save(tmp_path / "a.flac")
    mono = np.zeros(RATE // 4, np.float32)
    assert flowbend.vary(path, 0.2, steps=1).audio.shape == clip.audio.shape
    assert flowbend.vary(mono, 0.2, steps=1).audio.shape == (RATE // 4, 2)


@pytest.mark.parametrize("call, says", [
    (lambda i: i.render(seconds=0), "seconds must be a number from 0.02 to 1200, not 0"),
    (lambda i: i.render(instrument="flut"), "there is no instrument 'flut'"),
    (lambda i: i.render(notes=[(1, 0, 60)]), "a note is"),
    (lambda i: i.render(notes=[7]), "a note is"),
    (lambda i: i.render(lanes={"pitch": 3}), "lanes are rms, brightness, noisiness, onset"),
    (lambda i: i.render(lanes={"rms": [(1, -20), (0, -20)]}), "in the order of time"),
    (lambda i: i.render(lanes={"rms": "loud"}), r"rms is a number or \(seconds, value\) points"),
    (lambda i: i.render(rms=20), "rms must be a number from -60 to 0 dB, not 20"),
    (lambda i: i.render(rms=float("nan")), "not nan"),
    (lambda i: i.render(loop="on"), "loop means nothing for a clip"),
    (lambda i: i.render(steps=0), "steps must be a number from 1 to 256"),
    (lambda i: i.render(seed=-1), "seed_a must be a whole number"),
    (lambda i: i.render(brightnes=1), "did you mean 'brightness'"),
    (lambda i: i.render(text=" "), "there is no text"),
    (lambda i: i.render(like="nowhere.wav"), "there is no file nowhere.wav"),
    (lambda i: i.vary("nowhere.wav"), "there is no file nowhere.wav"),
    (lambda i: i.vary(np.full((9, 2), np.nan)), "finite numbers"),
    (lambda i: i.vary(np.zeros((9, 6))), "a sound has 1 or 2 channels, not 6"),
    (lambda i: i.vary(np.zeros(9), 2), "strength must be a number from 0 to 1"),
    (lambda i: i.grow(np.zeros(3)), "noise has the shape"),
    (lambda i: Instrument("nowhere"), "there is no model 'nowhere'"),
    (lambda i: Instrument(precision="int4"), "precision is float32 or int8"),
])
def test_what_is_wrong_is_a_sentence(flowbend, call, says):
    with pytest.raises(ValueError, match=says):
        call(flowbend)


def test_the_lines_of_the_readme_run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    readme = (ROOT / "README.md").read_text()
    lines = readme.split("```python\nfrom engine import Instrument")[1].split("```")[0]
    exec("from engine import Instrument" + lines, {})
    assert soundfile.info("flute.wav").frames == 4 * RATE


def test_refusals_are_of_one_kind(flowbend):
    with pytest.raises(BadValue):
        flowbend.render(steps=True)
