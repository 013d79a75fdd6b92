"""What a codec is trained on: nothing for the same sound, more for less like it, and a slope."""

import pytest
import torch

from engine.models.losses import (
    MEL_BANDS,
    MEL_WEIGHT,
    mel_bank,
    mel_distance_db,
    reconstruction_loss,
)

RATE = 48000


def numbers(*shape, seed=0):
    return torch.randn(*shape, generator=torch.Generator().manual_seed(seed))


def tone(hertz, samples=6000):
    return 0.3 * torch.sin(2 * torch.pi * hertz * torch.arange(samples) / RATE)[None]


def test_the_loss_is_zero_for_the_same_and_grows_with_the_difference():
    audio = 0.3 * numbers(2, 6000)
    for part in reconstruction_loss(audio, audio).values():
        assert float(part) == pytest.approx(0, abs=1e-4)
    found = [reconstruction_loss(audio + level * numbers(2, 6000, seed=2), audio)
             for level in (0.01, 0.1, 0.5)]
    for name in ("loss", "spectral", "mel"):
        losses = [float(row[name]) for row in found]
        assert 0 < losses[0] < losses[1] < losses[2], name


def test_the_loss_is_the_sum_of_its_parts():
    found = reconstruction_loss(0.1 * numbers(1, 6000), 0.1 * numbers(1, 6000, seed=1))
    assert set(found) == {"loss", "spectral", "mel"}
    assert float(found["loss"]) == pytest.approx(
        float(found["spectral"] + MEL_WEIGHT * found["mel"]), rel=1e-6
    )


def test_the_loss_hears_phases_too():
    t = torch.arange(6000) / RATE
    sine, cosine = (0.3 * f(2 * torch.pi * 1000 * t)[None] for f in (torch.sin, torch.cos))
    assert reconstruction_loss(cosine, sine)["spectral"] > 0.1


def test_the_mel_part_hears_what_is_soft():
    """A tone 75 dB down, that the spectral part with its floor hardly minds."""
    loud, soft = tone(500), 10 ** (-75 / 20) * tone(5000)
    found = reconstruction_loss(loud, loud + soft)
    assert found["mel"] > 0.02
    assert found["mel"] > reconstruction_loss(loud, loud + soft / 10)["mel"]


def test_a_higher_floor_minds_soft_noise_less():
    audio, hiss = tone(500), 1e-3 * numbers(1, 6000)
    found = [float(reconstruction_loss(audio + hiss, audio, floor)["spectral"])
             for floor in (3e-5, 3e-4, 3e-3)]
    assert found == sorted(found, reverse=True) and found[0] > found[2] + 0.1


def test_the_loss_has_a_slope_at_silence():
    audio = torch.zeros(1, 6000, requires_grad=True)
    target = torch.zeros(1, 6000) + 1e-3 * numbers(1, 6000)
    reconstruction_loss(audio, target)["loss"].backward()
    assert torch.isfinite(audio.grad).all() and audio.grad.any()
    silence = torch.zeros(1, 6000, requires_grad=True)
    reconstruction_loss(silence, torch.zeros(1, 6000))["loss"].backward()
    assert torch.isfinite(silence.grad).all()


@pytest.mark.parametrize("window, bands", MEL_BANDS.items())
def test_mel_bands_are_triangles_from_20_hz_to_20_khz(window, bands):
    bank = mel_bank(window, bands)
    hertz = torch.linspace(0, RATE / 2, window // 2 + 1)
    assert bank.shape == (bands, window // 2 + 1)
    assert bank.min() >= 0 and bank.max() <= 1
    assert not bank[:, (hertz <= 20) | (hertz >= 20001)].any()
    heard = bank.any(1)
    assert heard[1:].all()  # the lowest of the shortest window lies between two bins
    centres = (bank @ hertz / bank.sum(1))[heard]
    assert (centres.diff() >= 0).all()  # where bins are sparse, neighbours share one
    assert bank.sum(0)[(hertz > 500) & (hertz < 15000)] == pytest.approx(1, abs=1e-3)


def test_a_mel_distance_is_in_db():
    audio = 0.1 * numbers(1, 24000, seed=1)
    assert mel_distance_db(audio, audio) == 0
    assert mel_distance_db(audio / 2, audio) == pytest.approx(6.02, abs=0.1)
