"""The ceiling holds for any sound, and what stays below it is not touched."""

from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.signal import resample_poly

from engine import limiter

HOP, RATE = 512, 48000


def limited(sound, hop=HOP):
    """The whole of (samples, channels), latent by latent, and the memory after it."""
    memory, pieces = limiter.start(sound.shape[1]), []
    for piece in sound.astype(np.float32).reshape(-1, hop, sound.shape[1]):
        piece, memory = limiter.limit(np.ascontiguousarray(piece.T), memory, RATE)
        pieces.append(piece)
    return np.concatenate(pieces, axis=1).T, memory


def true_peak_db(sound):
    """By SciPy's resampler at four times the rate, which shares no code with the limiter. The sound
    fades at its end, which would else be a step that nobody plays."""
    sound = np.concatenate([sound, sound[-1:] * np.linspace(1, 0, 256)[:, None]]).astype(float)
    return 20 * np.log10(np.abs(resample_poly(sound, 4, 1, axis=0)).max() + 1e-12)


@cache
def music(seconds=2.0):
    """(samples, 2): chords whose peak is 1, of partials below 12 kHz."""
    t = np.arange(round(seconds * RATE) // HOP * HOP) / RATE
    rng, sound = np.random.default_rng(4), np.zeros((len(t), 2))
    for pitch in (45, 52, 57, 61, 64, 76):
        root = 440 * 2 ** ((pitch - 69) / 12)
        for partial in range(1, min(24, int(12000 / root))):
            phase = rng.uniform(0, 2 * np.pi, 2)
            decay = np.exp(-3 * ((t + rng.uniform(0, 0.5)) % 0.5))[:, None]
            sound += decay * np.sin(2 * np.pi * root * partial * t[:, None] + phase) / partial
    return sound / np.abs(sound).max()


PIECES = st.sampled_from(["noise", "alternating", "sine", "square", "click", "silence", "constant"])


def piece(kind, samples, amplitude, rng):
    t = np.arange(samples)[:, None]
    return amplitude * {
        "noise": lambda: rng.normal(size=(samples, 2)),
        "alternating": lambda: np.repeat((-1.0) ** t, 2, axis=1),
        "sine": lambda: np.sin(10 ** rng.uniform(-3, 0.49, 2) * t + rng.uniform(0, 6, 2)),
        "square": lambda: np.sign(np.sin(10 ** rng.uniform(-2, 0.3, 2) * t) + 1e-9),
        "click": lambda: (rng.random((samples, 2)) < 0.01) * rng.choice([-1, 1], (samples, 2)),
        "silence": lambda: np.zeros((samples, 2)),
        "constant": lambda: np.full((samples, 2), rng.choice([-1, 1])),
    }[kind]()


@settings(max_examples=50)
@given(st.lists(st.tuples(PIECES, st.integers(1, 1500), st.floats(-20, 34)), min_size=1,
                max_size=12), st.integers(0, 2**31))
def test_no_sound_passes_the_ceiling(pieces, seed):
    rng = np.random.default_rng(seed)
    sound = np.concatenate([piece(kind, n, 10 ** (db / 20), rng) for kind, n, db in pieces])
    sound = np.pad(sound, ((0, -len(sound) % HOP), (0, 0)))
    assert true_peak_db(limited(sound)[0]) <= -1 + 0.1


@settings(max_examples=50)
@given(arrays(np.float32, (4 * HOP, 1), elements=st.floats(-100, 100, width=32)))
def test_no_samples_whatever_pass_the_ceiling(samples):
    assert true_peak_db(limited(samples)[0]) <= -1 + 0.1


@pytest.mark.parametrize("over_db", [1, 6, 20])
def test_loud_music_comes_near_the_ceiling_and_no_further(over_db):
    sound = music() * 10 ** (over_db / 20)
    found, _ = limited(sound)
    assert -1.5 < true_peak_db(found) <= -1 + 0.1
    loudness = 20 * np.log10(found.std() / sound.std())
    assert loudness > -over_db - 4.5  # turned down, and not much more than needed


def test_what_stays_below_is_untouched():
    sound = (music() * 0.85).astype(np.float32)
    found, memory = limited(sound)
    np.testing.assert_array_equal(found, sound)
    assert memory.gain == 1.0


def test_after_a_loud_passage_the_rest_is_untouched_again():
    sound = (music(4.0) * 0.5).astype(np.float32)
    sound[10 * HOP : 20 * HOP] *= 6
    found, memory = limited(sound)
    assert memory.gain == 1.0
    late = 20 * HOP + 2 * RATE
    np.testing.assert_array_equal(found[late:], sound[late:])
    assert np.abs(found[20 * HOP :]).max() <= np.abs(sound[20 * HOP :]).max() * 1.001


def test_both_channels_get_one_gain():
    sound = music() * [3.0, 0.3]
    found, _ = limited(sound)
    heard = np.abs(sound).min(axis=1) > 0.01
    ratio = found[heard] / sound[heard]
    assert ratio.min() < 0.5
    steady = np.abs(ratio[:, 0] - ratio[:, 1]) < 0.02
    assert steady.mean() > 0.95  # all but the milliseconds in which a step of the gain is hidden


@pytest.mark.parametrize("peak_at", [0, 1, 5, 31, 40, 100, 300, 510])
def test_the_gain_moves_without_a_click(peak_at):
    """A low note that jumps to twice the ceiling anywhere in a latent: beside it no sample-to-
    sample step is larger than the sound's own."""
    t = np.arange(40 * HOP) / RATE
    sound = 0.8 * np.sin(2 * np.pi * 110 * t)[:, None]
    swell = 1 + np.clip((np.arange(len(t)) - 20 * HOP - peak_at) / 200, 0, 1.5)
    found, _ = limited(sound * swell[:, None])
    own = np.abs(np.diff(sound * swell[:, None], axis=0)).max()
    assert np.abs(np.diff(found, axis=0)).max() <= 1.5 * own
    assert true_peak_db(found) <= -1 + 0.1


def test_a_little_more_sound_is_a_little_more():
    """No decision flips on rounding: that is what lets the streaming law hold behind the limiter.
    """
    sound = music(0.5) * 3
    found, _ = limited(sound)
    other, _ = limited(sound * (1 + 1e-6))
    assert np.abs(found - other).max() < 2e-5
