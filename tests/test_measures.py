"""Figures that the studio prints: a known difference has a known distance, and the one that the
models are trained by says the same."""

import numpy as np
import pytest

from engine.studio import measures

RATE = 48000


def stereo(mono):
    return np.repeat(np.asarray(mono, np.float32)[:, None], 2, axis=1)


@pytest.fixture(scope="module")
def hiss():
    return stereo(0.1 * np.random.default_rng(1).standard_normal(RATE))


def test_a_sound_is_no_distance_from_itself_and_half_of_it_is_6_db(hiss):
    assert measures.mel_distance_db(hiss, hiss, RATE) == 0
    assert measures.mel_distance_db(hiss / 2, hiss, RATE) == pytest.approx(6.02, abs=0.1)
    assert measures.snr_db(hiss, hiss) == measures.ALIKE_DB
    assert measures.snr_db(hiss * 0.9, hiss) == pytest.approx(20, abs=0.01)
    assert measures.relative_error(0 * hiss, hiss) == pytest.approx(1)


def test_it_is_the_distance_of_the_training(hiss):
    import torch

    from engine.models import losses

    other = np.roll(hiss, 700, axis=0) * np.linspace(0, 1, RATE, dtype=np.float32)[:, None]
    theirs = losses.mel_distance_db(
        torch.from_numpy(other.mean(1))[None], torch.from_numpy(hiss.mean(1))[None]
    )
    assert measures.mel_distance_db(other, hiss, RATE) == pytest.approx(theirs, rel=0.02)


def test_every_band_hears_a_tone_within_it():
    bank = measures.mel_bank(RATE)
    assert bank.shape == (128, 1025) and (bank.sum(axis=1) > 0.5).all()
    tones = [np.sin(2 * np.pi * hz * np.arange(9600) / RATE) for hz in (100, 1000, 10000)]
    loudest = [int(measures.mel_db(stereo(tone), RATE)[:, 9].argmax()) for tone in tones]
    assert loudest == sorted(loudest) and len(set(loudest)) == 3


def test_white_noise_is_white_and_a_slow_one_is_not():
    noise = np.random.default_rng(2).standard_normal((4000, 80)).astype(np.float32)
    white = measures.whiteness(noise)
    assert white.deviation == pytest.approx(1, abs=0.01)
    assert abs(white.neighbours) < 0.01 and abs(white.second) < 0.01
    slow = measures.whiteness((noise[1:] + noise[:-1]) / np.sqrt(2))
    assert slow.neighbours == pytest.approx(0.5, abs=0.02) and abs(slow.second) < 0.02


def test_even_steps_are_called_even(hiss):
    quieter = [hiss * 10 ** (-6 * n / 20) for n in range(5)]
    found = measures.evenness(quieter, RATE)
    assert found.largest == pytest.approx(1, abs=0.03)
    assert found.detour == pytest.approx(1, abs=0.01)
    uneven = measures.evenness([*quieter[:2], quieter[4], quieter[3]], RATE)
    assert uneven.largest > 1.5 and uneven.detour > 1.2
