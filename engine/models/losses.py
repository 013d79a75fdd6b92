"""What a codec is trained on: spectra at several window lengths, compared in three ways."""

from collections.abc import Mapping
from functools import cache

import torch
from torch import Tensor

MEL_BANDS = {2048: 128, 512: 48, 128: 16}
"""Window lengths, and how many mel bands each has."""
BETWEEN = {4096: 192, 1024: 80, 256: 32}
"""Others, which hear what lies between two partials, or between two attacks, of the first."""
MEL_WEIGHT = 2.0
MEL_FLOOR = 1e-4


def reconstruction_loss(
    audio: Tensor, target: Tensor, floor: float = 3e-4, windows: Mapping[int, int] = MEL_BANDS
) -> dict[str, Tensor]:
    """Distances of (B, samples) to the target: "loss", and "spectral" and "mel", its parts.

    "spectral" follows Yamamoto et al. 2020 (Parallel WaveGAN): log magnitudes (what is quieter than
    `floor`, about -70 dB, hardly counts), convergence, and complex spectra too, so that phases, and
    with them attacks, are learned. "mel" is the distance of log mel bands, as in DAC (Kumar et al.
    2023): it weighs what the ear does, down to a lower floor.
    """
    spectral, mel = audio.new_zeros(()), audio.new_zeros(())
    for size, bands in windows.items():
        window = torch.hann_window(size, device=audio.device)
        made, real = (
            torch.stft(x, size, size // 4, window=window, return_complex=True) / size**0.5
            for x in (audio, target)
        )
        made_power, real_power = (x.real.square() + x.imag.square() for x in (made, real))
        made_size, real_size = (power.add(1e-12).sqrt() for power in (made_power, real_power))
        log = (torch.log(made_size + floor) - torch.log(real_size + floor)).abs().mean()
        level = real_size.mean() + 1e-3
        convergence = torch.linalg.vector_norm(made_size - real_size) / (
            torch.linalg.vector_norm(real_size) + 1e-3
        )
        spectral = spectral + log + convergence + 0.5 * (made - real).abs().mean() / level
        bank = mel_bank(size, bands).to(audio.device)
        made_mel, real_mel = (
            torch.log((bank @ power).clamp(min=1e-12).sqrt() + MEL_FLOOR)
            for power in (made_power, real_power)
        )
        mel = mel + (made_mel - real_mel).abs().mean()
    spectral, mel = spectral / len(windows), mel / len(windows)
    return {"loss": spectral + MEL_WEIGHT * mel, "spectral": spectral, "mel": mel}


@cache
def mel_bank(window: int, bands: int, sample_rate: int = 48000) -> Tensor:
    """(bands, window / 2 + 1): triangles from 20 Hz to 20 kHz, evenly spaced in mel."""
    hertz = torch.linspace(0, sample_rate / 2, window // 2 + 1)
    edges = 700 * (10 ** (torch.linspace(0.0122408, 1.4709, bands + 2)) - 1)
    up = (hertz[None] - edges[:-2, None]) / (edges[1:-1] - edges[:-2])[:, None]
    down = (edges[2:, None] - hertz[None]) / (edges[2:] - edges[1:-1])[:, None]
    return torch.minimum(up, down).clamp(min=0)


def mel_distance_db(made: Tensor, real: Tensor, bands: int = 128) -> float:
    """Mean distance in dB of log-mel spectra 20 Hz..20 kHz of (B, samples), floor 80 dB below the
    loudest band."""
    window = torch.hann_window(2048, device=real.device)
    bank = mel_bank(2048, bands).to(real.device)
    levels = []
    for audio in (made, real):
        power = torch.stft(audio, 2048, 512, window=window, return_complex=True).abs() ** 2
        levels.append(10 * torch.log10(bank @ power + 1e-10))
    floor = levels[1].max() - 80
    made_db, real_db = (level.clamp(min=float(floor)) for level in levels)
    return float((made_db - real_db).abs().mean())
