"""`flowbend show` through its door: any sound becomes one picture, and what was asked is found out
from the sidecar. Looked at by eye, too: here it is only seen that the right things are drawn."""

import json
import sys

import numpy as np
import pytest
import soundfile
from clip_rig import flowbend, phrase, remains

from engine.parameters import BadValue
from engine.studio import asked, drawing, portrait, sidecar
from engine.studio.sidecar import Record

# A picture whose parts found no room is drawn all the same, with a warning.
pytestmark = pytest.mark.filterwarnings("error:constrained_layout not applied")


def png(path):
    data = path.read_bytes()
    assert data.startswith(b"\x89PNG")
    return int.from_bytes(data[16:20]), int.from_bytes(data[20:24])


def test_a_clip_becomes_a_picture_beside_nothing_else(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    clip = phrase(tmp_path)
    assert flowbend("show", clip) == 0
    assert png(tmp_path / "marimba.png") == (1800, 1500)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["marimba.png", "marimba.wav"]


@pytest.mark.parametrize("rate, channels, seconds", [(8000, 1, 0.3), (192000, 6, 0.05),
                                                     (44100, 2, 0.001)])
def test_any_sound_will_do(tmp_path, rate, channels, seconds):
    count = round(rate * seconds)
    noise = 0.1 * np.random.default_rng(1).standard_normal((count, channels))
    soundfile.write(tmp_path / "any.wav", noise, rate)
    assert flowbend("show", tmp_path / "any.wav", "--out", tmp_path / "any.webp") == 0
    assert (tmp_path / "any.webp").read_bytes()[8:12] == b"WEBP" and not remains(tmp_path)


@pytest.mark.parametrize("make, sentence", [
    (lambda path: path.write_text("no sound"), "cannot be read as sound"),
    (lambda path: soundfile.write(path, np.zeros((0, 1)), 48000), "is empty"),
    (lambda path: soundfile.write(path, np.full(99, np.nan), 48000, subtype="FLOAT"), "NaN"),
    (lambda path: path.with_suffix(".x"), "there is no file"),
])
@pytest.mark.parametrize("command", ["show", "invert"])
def test_what_is_no_sound_is_one_sentence(tmp_path, capsys, command, make, sentence):
    path = tmp_path / "bad.wav"
    make(path)
    out = {"show": "p.png", "invert": "o.wav"}[command]
    assert flowbend(command, path, "--out", tmp_path / out) == 1
    assert sentence in capsys.readouterr().err and not (tmp_path / out).exists()


def test_silence_has_a_picture_too(tmp_path):
    soundfile.write(tmp_path / "s.wav", np.zeros(9600), 48000)
    assert flowbend("show", tmp_path / "s.wav", "--out", tmp_path / "s.png") == 0


def document(tmp_path, shipped, command, options, **inputs):
    clip = tmp_path / "c.wav"
    path = sidecar.write(clip, Record(command, options, 1, inputs), shipped)
    return sidecar.read(path)


def test_what_a_render_was_asked(tmp_path, shipped):
    (tmp_path / "swell.csv").write_text("0,-40\n1,-10\n")
    options = {"set": [], "lane": [f"rms={tmp_path / 'swell.csv'}"], "no_backing": True}
    found = asked.of(document(tmp_path, shipped, "render", options), shipped, 94,
                     {"brightness": 2000.0, "brightness_mode": 1.0})
    np.testing.assert_allclose(found.curve("brightness"), 2000, rtol=1e-4)
    np.testing.assert_allclose(found.curve("rms")[[0, 46, 93]], [-39.8, -25.1, -10.1], atol=0.2)
    assert np.isnan(found.curve("noisiness")).all() and found.pressed() == []
    # The built-in piece, which plays where nothing says otherwise, is what was asked for, too.
    found = asked.of(document(tmp_path, shipped, "render", {}), shipped, 188, {})
    assert len(found.pressed()) == len(found.attacks()) == 9
    assert {round(float(note.start), 1) for note in found.pressed()} >= {0.0, 0.5, 1.0}


def test_what_a_clip_kept_of_another_is_asked(tmp_path, shipped):
    clip = phrase(tmp_path)
    whole = document(tmp_path, shipped, "invert", {}, clip=clip)
    found = asked.of(whole, shipped, 58, {"instrument_a": 3})
    assert {60, 67} <= {note.pitch for note in found.pressed()} and found.attacks()
    assert np.isfinite(found.curve("rms")[:56]).all()
    some = document(tmp_path, shipped, "vary", {"keep": "rms"}, clip=clip)
    found = asked.of(some, shipped, 58, {})
    assert found.pressed() == [] and np.isnan(found.curve("brightness")).all()
    assert asked.of(document(tmp_path, shipped, "paint", {}), shipped, 58, {}) is None


def test_a_sidecar_is_drawn_with_its_clip(tmp_path, capsys):
    words = ("steps", "--instrument", "cello", "--notes", "c3,g3", "--seconds", 0.5, "--seed", 3)
    assert flowbend(*words, "--counts", 2, "--out", tmp_path / "c.wav") == 0
    assert flowbend("show", tmp_path / "c.wav", "--out", tmp_path / "c.png") == 0
    about = json.loads((tmp_path / "c.wav.json").read_text())
    _, line = portrait.described(tmp_path / "c.wav", (24000, 2), 48000, about)
    assert line.startswith("0.50 s, stereo, 48 kHz") and "cello" in line and "seed 3" in line
    (tmp_path / "c.wav.json").write_text("{}")
    assert flowbend("show", tmp_path / "c.wav", "--out", tmp_path / "c.png") == 1
    assert "not the sidecar" in capsys.readouterr().err


def test_a_long_clip_s_picture_is_no_wider():
    low, high = portrait.envelope(np.sin(np.arange(50000, dtype=np.float32)))
    assert len(low) == len(high) <= 3000 and low.min() < -0.99 and high.max() > 0.99
    narrow = portrait.gathered(np.arange(14000.0).reshape(2, 7000), 3000)
    assert narrow.shape == (2, 2334) and narrow[0, 0] == 2 and narrow[1, -1] == 13999


def test_without_matplotlib_the_remedy_is_named(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(BadValue, match=r"pip install 'flowbend\[studio\]'"), drawing.picture(
        tmp_path / "p.png", 1, 1
    ):
        pass
