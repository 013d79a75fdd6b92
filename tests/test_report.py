"""The evaluation's parts are kept side by side, told, and drawn."""

import json

import numpy as np
import pytest

from engine.models import judges, plots, report, trials
from engine.models.sweeps import SWEEPS, _summary

RATE = judges.RATE


def a_sweep() -> dict:
    curve = {
        "unit": "dB", "asked": [-40.0, -30.0, -20.0], "instruments": ["organ"],
        "got": [[-41.0, None, -21.0]], "correlation": {"organ": 0.98}, "mean_error": 1.0,
    }
    return {"steps": 2, "guidance": 2.0, "curves": {"rms": curve}}


def test_what_was_measured_before_stays(tmp_path):
    report.keep({"silence": {"no_key_median_db": -70.0}}, tmp_path)
    report.keep({"sweeps": a_sweep()}, tmp_path)
    found = json.loads((tmp_path / "evaluation.json").read_text())
    assert set(found) == {"silence", "sweeps"}
    picture = tmp_path / "pictures" / "response_rms.png"
    assert picture.read_bytes().startswith(b"\x89PNG")


def test_sweeps_are_told_in_a_table():
    told = report.sweeps_text(a_sweep())
    assert "| rms | organ 0.98 | 1.00 dB |" in told


def test_trials_tell_only_what_was_measured():
    assert report.trials_text({}) == ""
    told = report.trials_text({"endurance": {"minutes": 38.0, "ratio": 1.02}})
    assert "38 minutes" in told and "1.020" in told


def test_steps_are_drawn(tmp_path):
    rows = [{"steps": n, "guidance": g, "frechet_over_floor": 2.0 + 1 / n}
            for n in (1, 2, 4) for g in (1.0, 2.0)]
    found = {"played": rows, "codec": {"frechet_over_floor": 1.4}}
    path = plots.steps_and_guidance(found, tmp_path)
    assert path.stat().st_size > 1000


def test_a_summary_leaves_out_what_could_not_be_played():
    sweep = next(s for s in SWEEPS if s.name == "notes")
    got = np.full((len(sweep.instruments), len(sweep.asked)), np.nan)
    got[0] = np.asarray(sweep.asked) + 0.25
    row = _summary(sweep, got)
    assert row["correlation"][sweep.instruments[0]] == pytest.approx(1.0)
    assert row["correlation"][sweep.instruments[1]] == 0.0
    assert row["mean_error"] == pytest.approx(0.25)
    assert row["got"][1][0] is None


def test_distances_between_places():
    places = np.array([[0.0, 0.0], [3.0, 4.0], [0.0, 8.0]])
    assert trials._apart(places) == pytest.approx((5 + 8 + 5) / 3)
    np.testing.assert_allclose(trials._nearest(places, places[1:] + 1e-9), [5, 0, 0], atol=1e-6)


def test_an_attack_that_moved_is_found():
    rng = np.random.default_rng(3)
    reference, moved = np.zeros(RATE, np.float32), np.zeros(RATE, np.float32)
    burst = (0.5 * rng.standard_normal(2400)).astype(np.float32)
    for place in (9600, 24000, 38400):
        reference[place : place + 2400] += burst
        moved[place + 144 : place + 2544] += burst
    times = [0.2, 0.5, 0.8]
    np.testing.assert_allclose(judges.attack_shifts_ms(reference, reference, times), 0)
    np.testing.assert_allclose(judges.attack_shifts_ms(reference, moved, times), 3, atol=0.2)
    assert len(judges.attack_shifts_ms(reference, moved, [0.35])) == 0
    lost = judges.attack_shifts_ms(reference, np.zeros(RATE, np.float32), times)
    assert (lost == 30).all()


def test_brightness_noisiness_and_pitch_of_known_sounds():
    t = np.arange(RATE) / RATE
    tone = (0.3 * np.sin(2 * np.pi * 440 * t)).astype(np.float32)
    noise = (0.1 * np.random.default_rng(1).standard_normal(RATE)).astype(np.float32)
    assert judges.brightness_semitones(tone) == pytest.approx(69, abs=0.5)
    assert judges.noisiness(tone) < 0.15 and judges.noisiness(noise) > 0.9
    assert judges.heard_pitch(tone) == pytest.approx(69, abs=0.2)
    assert np.isnan(judges.brightness_semitones(np.zeros(RATE, np.float32)))
