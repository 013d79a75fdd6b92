"""The last stage: no constant part, no click, nothing but sound, however time is cut."""

import time

import numpy as np
import pytest
from test_limiter import music, true_peak_db

from engine import output

HOP, RATE = 512, 48000


def finished(sound, sizes=None, gain_db=0.0, audible=None, memory=None):
    """(samples, channels) in blocks of `sizes` latents: what may be played, and the memory."""
    latents = len(sound) // HOP
    audible = np.ones(latents, bool) if audible is None else audible
    gain_db = np.broadcast_to(gain_db, latents + 1).astype(np.float32)
    memory, at, pieces = memory or output.start(sound.shape[1]), 0, []
    for size in sizes or [latents]:
        piece, memory = output.finish(
            sound[at * HOP : (at + size) * HOP].astype(np.float32), gain_db[at : at + size + 1],
            audible[at : at + size], memory, RATE,
        )
        pieces.append(piece)
        at += size
    return np.concatenate(pieces), memory


def clicks(found, reference_step):
    """The largest step between two samples, in steps of the sound itself."""
    return float(np.abs(np.diff(found, axis=0)).max() / reference_step)


def note(seconds=1.0, amplitude=0.5, hz=110.0):
    t = np.arange(round(seconds * RATE) // HOP * HOP) / RATE
    return amplitude * np.cos(2 * np.pi * hz * t)[:, None].repeat(2, axis=1)


@pytest.mark.parametrize("loud", [0.3, 3.0])
@pytest.mark.parametrize("sizes", [[2] * 30, [1] * 60, [7, 1, 52], [58, 2]], ids=str)
def test_every_way_of_cutting_time_is_the_same_sound(sizes, loud):
    rng = np.random.default_rng(1)
    sound = music()[: 60 * HOP] * loud + 0.1
    sound[17 * HOP + 5] = np.nan
    audible = rng.random(60) < 0.9
    gain_db = np.cumsum(rng.normal(size=61))
    whole, memory = finished(sound, None, gain_db, audible)
    cut, other = finished(sound, sizes, gain_db, audible)
    np.testing.assert_array_equal(cut, whole)
    assert other.broken == memory.broken == 1
    np.testing.assert_array_equal(other.limiter.tail, memory.limiter.tail)


def test_what_is_quiet_only_loses_its_constant_part():
    sound = music() * 0.5
    found, memory = finished(sound)
    spectrum = [np.abs(np.fft.rfft(x[RATE // 2 :, 0])) for x in (sound, found)]
    hz = np.fft.rfftfreq(len(sound) - RATE // 2, 1 / RATE)
    loudest = spectrum[0].max()
    np.testing.assert_allclose(spectrum[1][hz > 50], spectrum[0][hz > 50], atol=0.005 * loudest)
    assert memory.limiter.gain == 1.0
    # The same by the text-book recursion, sample by sample, behind the fade at the start.
    slow, pole = 0.0, np.exp(-2 * np.pi * output.DC_HZ / RATE)
    for at, sample in enumerate(sound[:2000, 0].astype(np.float32).tolist()):
        slow = pole * slow + (1 - pole) * sample
        if at >= output.FADE:
            assert found[at, 0] == pytest.approx(sample - slow, abs=1e-6)


def test_the_constant_part_goes():
    found, _ = finished(note(2.0, 0.2) + 0.5)
    whole_periods = found[RATE : RATE + 48000 // 110 * 110]
    assert abs(whole_periods.mean()) < 1e-3
    only, _ = finished(np.full((RATE // HOP * HOP, 1), 0.7))
    assert np.abs(only[RATE // 2 :]).max() < 1e-4


def test_it_starts_from_silence():
    sound = note()
    found, _ = finished(sound)
    assert np.abs(found[0]).max() == 0
    assert clicks(found, np.abs(np.diff(sound, axis=0)).max()) < 2.5


BAD = {"a number that is none": np.nan, "infinity": np.inf, "its negative": -np.inf, "huge": 1e30}


@pytest.mark.parametrize("at", [0, 1, 5 * HOP, 5 * HOP + 1, 5 * HOP + 300, 6 * HOP - 1])
@pytest.mark.parametrize("bad", BAD.values(), ids=BAD.keys())
def test_what_is_no_sound_fades_and_comes_back_without_a_click(bad, at):
    sound = note(amplitude=0.7)
    sound[at, 1] = bad
    found, memory = finished(sound, [2] * (len(sound) // HOP // 2) + [len(sound) // HOP % 2])
    assert np.isfinite(found).all() and memory.broken == 1
    assert clicks(found, np.abs(np.diff(note(amplitude=0.7), axis=0)).max()) < 2.5
    latent = at // HOP * HOP
    assert np.abs(found[latent + output.HOLD : latent + HOP]).max() == 0
    before = found[latent - 1] if latent else np.zeros(2)
    np.testing.assert_allclose(found[latent], before, atol=1e-3)
    clean, _ = finished(note(amplitude=0.7))
    np.testing.assert_allclose(found[latent + RATE // 2 :], clean[latent + RATE // 2 :], atol=1e-3)


def test_nothing_but_what_is_no_sound_is_silence():
    found, memory = finished(np.full((8 * HOP, 2), np.nan))
    np.testing.assert_array_equal(found, 0)
    assert memory.broken == 8


def test_a_gate_that_shuts_and_opens_does_not_click():
    sound = note(amplitude=0.8)
    audible = np.ones(len(sound) // HOP, bool)
    audible[20:40] = False
    found, _ = finished(sound, None, 0.0, audible)
    silent_from = 20 * HOP + output.FADE
    assert silent_from - 20 * HOP <= 0.010 * RATE
    assert np.abs(found[20 * HOP : silent_from]).max() > 0.5
    np.testing.assert_array_equal(found[silent_from : 40 * HOP], 0)
    assert clicks(found, np.abs(np.diff(sound, axis=0)).max()) < 2.5
    assert np.abs(found[-HOP:]).max() > 0.7


def test_a_sound_that_is_cut_off_fades_under_the_next():
    before, memory = finished(note(0.2, 0.8))
    assert np.abs(before[-1]).max() > 0.1
    after, _ = finished(note(0.2, 0.8), memory=output.cut_off(memory))
    joined = np.concatenate([before, after])
    assert clicks(joined, np.abs(np.diff(note(0.2, 0.8), axis=0)).max()) < 2.5
    fresh, _ = finished(note(0.2, 0.8))
    np.testing.assert_array_equal(after[output.HOLD :], fresh[output.HOLD :])


@pytest.mark.parametrize("gain_db", [12.0, 60.0])
def test_the_ceiling_holds_behind_the_gain(gain_db):
    sound = music().copy()
    sound[50 * HOP] = np.nan
    audible = np.ones(len(sound) // HOP, bool)
    audible[70:75] = False
    found, _ = finished(sound, None, gain_db, audible)
    assert true_peak_db(found) <= -1 + 0.1


def test_a_latent_of_another_length_is_refused():
    memory = output.start(1)
    for hop in (128, 300):
        with pytest.raises(ValueError, match=f"a latent of {hop} samples"):
            output.finish(np.zeros((hop, 1), np.float32), np.zeros(2), np.ones(1, bool), memory,
                          RATE)


@pytest.mark.parametrize("loud", [0.3, 3.0])
def test_it_costs_little(loud):
    """A block of 1024 stereo samples in processor time, the fastest of many: below 0.3 ms on a
    machine that does nothing else, and never a tenth of the block."""
    sound = (music(1.0) * loud).astype(np.float32)
    memory, taken = output.start(2), []
    for at in range(0, len(sound) // 1024 * 1024, 1024):
        start = time.thread_time()
        _, memory = output.finish(
            sound[at : at + 1024], np.zeros(3), np.ones(2, bool), memory, RATE
        )
        taken.append(time.thread_time() - start)
    assert min(taken) < 0.0021
