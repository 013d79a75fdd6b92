"""A loop's end meets its start: nothing is heard at the seam, and the second pass is the first."""

from pathlib import Path

import numpy as np
import pytest
from studio_rig import clip, level_db, run, sidecar

from engine.glitches import Search
from engine.studio import loops
from engine.studio.rendering import Wish


@pytest.fixture(autouse=True)
def somewhere_else(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def heard_at_seams(sound: np.ndarray, passes: int = 3) -> list:
    """Glitches within 20 ms of where one pass follows another."""
    again = np.concatenate([sound] * passes)
    search = Search(sound.shape[1])
    found = search.feed(again) + search.finish()
    seams = np.arange(1, passes) * len(sound)
    return [one for one in found if np.abs(one.sample - seams).min() < 960]


def steps_beside(sound: np.ndarray) -> tuple[float, float]:
    """From the last sample to the first, and the largest step within 5 ms of either."""
    turned = np.roll(sound, 240, axis=0)[:480]
    steps = np.abs(np.diff(turned, axis=0)).max(axis=1)
    return float(steps[239]), float(np.delete(steps, 239).max())


LOOPS = {
    "held": "--no-backing --instrument string_ensemble --set rms=-18",
    "piece": "",
    "pulse": "--no-backing --instrument marimba --set rms=-18 --set onset_rate=3.3",
    "pattern": "--no-backing --instrument standard_kit --set onset=0.8 --set pattern_pulses=3"
               " --set rms=-15",
    "morph": "--no-backing --set instrument_a=flute --set instrument_b=violin --set morph=0.5"
             " --set rms=-18",
}


@pytest.mark.parametrize("name", LOOPS)
def test_bars_are_as_long_as_the_tempo_says_and_have_no_seam(name):
    assert run(f"render --out a.wav --loop --bars 1 --tempo 137 --steps 2 {LOOPS[name]}") == 0
    sound, notes = clip("a.wav"), sidecar("a.wav")["notes"]
    assert len(sound) == round(4 * 60 / 137 * 48000)
    assert level_db(sound) > -45
    assert heard_at_seams(sound) == []
    across, near = steps_beside(sound)
    assert across <= near
    assert notes["seam"] < 1e-3 and abs(notes["cents"]) < 6


@pytest.mark.parametrize("rate", [44100, 96000])
def test_at_another_rate_the_seam_is_as_good(rate):
    words = "--no-backing --instrument flute --set rms=-15 --steps 1"
    assert run(f"render --out a.wav --loop --bars 1 --rate {rate} {words}") == 0
    sound = clip("a.wav")
    assert len(sound) == 2 * rate and heard_at_seams(sound) == []
    across, near = steps_beside(sound)
    assert across <= near


def test_seconds_are_the_nearest_blocks_in_tune(capsys):
    assert run("render --out a.wav --loop --seconds 1.5 --steps 1") == 0
    assert capsys.readouterr().out == "a.wav: 1.4933 s, a loop, in tune\n"
    assert len(clip("a.wav")) == 70 * 1024 and sidecar("a.wav")["notes"]["cents"] == 0


def test_stems_of_a_loop_are_loops():
    assert run("render --out a.wav --loop --seconds 1 --steps 1 --stems") == 0
    np.testing.assert_array_equal(clip("a.wav"), clip("a-marimba.wav"))
    assert sorted(path.name for path in Path().glob("*.wav")) == ["a-marimba.wav", "a.wav"]


def test_a_clip_that_is_no_loop_has_a_seam():
    """Or the ear of these tests would be deaf."""
    words = "--no-backing --instrument organ --set rms=-12 --steps 1"
    assert run(f"render --out a.wav --seconds 1 {words}") == 0
    assert heard_at_seams(clip("a.wav")) != []


def test_a_pass_later_it_is_the_same_sound(shipped, monkeypatch):
    """So the last pass that is rendered is the loop, and not one of its beginnings."""
    wish = Wish(40 * 512, {"rms": -15.0, "rms_mode": 1.0, "steps": 2.0}, backing=False)
    kept, passes = loops.loop(shipped, wish), loops._passes
    monkeypatch.setattr(loops, "_passes", lambda *what: passes(*what) + 2)
    later = loops.loop(shipped, wish)
    assert np.abs(kept.audio - later.audio).max() < 1e-5
    monkeypatch.setattr(loops, "_passes", lambda *what: 1)
    assert np.abs(kept.audio - loops.loop(shipped, wish).audio).max() > 1e-3
    assert kept.seam < 1e-5 and len(kept.audio) == 40 * 512


@pytest.mark.parametrize("samples", [90, 99, 100, 101, 131, 200])
def test_stretching_keeps_what_is_periodic(samples):
    turn = 2 * np.pi * np.arange(100)[:, None] / 100
    made = loops.stretched((np.sin(3 * turn) + 0.5).astype(np.float32), samples)
    wanted = np.sin(3 * 2 * np.pi * np.arange(samples)[:, None] / samples) + 0.5
    np.testing.assert_allclose(made, wanted, atol=1e-5)
