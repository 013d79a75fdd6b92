"""Discriminators of sound: they tell recordings from what the decoder makes, late in its training.

Complex spectra at three window lengths, as in the multi-resolution discriminator of UnivNet (Jang
et al. 2021), but convolved along time alone, all bins at once: on a CPU that is a sixth of the work
of small images of spectra. Hinge loss and feature matching. Used in training only.
"""

import torch
import torch.nn.functional as F
from torch import Tensor, nn

WINDOWS = {2048: 192, 512: 160, 128: 96}
"""Window length in samples, and the width of the judge that looks through it."""


class SpectrumJudge(nn.Module):
    """One window length: (B, samples) to scores (B, frames) and the features on the way."""

    window: Tensor

    def __init__(self, window: int, width: int):
        super().__init__()
        self.size = window
        self.register_buffer("window", torch.hann_window(window), persistent=False)
        widths = [window + 2, width, width, width, width]
        kernels = [1, 3, 3, 3]
        self.layers = nn.ModuleList(
            nn.utils.parametrizations.weight_norm(nn.Conv1d(i, o, kernel, padding=kernel // 2))
            for i, o, kernel in zip(widths, widths[1:], kernels, strict=False)
        )
        self.score = nn.Conv1d(width, 1, 3, padding=1)

    def forward(self, audio: Tensor) -> tuple[Tensor, list[Tensor]]:
        spectrum = torch.stft(
            audio, self.size, self.size // 2, window=self.window, return_complex=True
        ) / self.size**0.5
        # Compress: a quiet overtone should count as a loud one does.
        turn = (spectrum.abs() + 1e-4) ** -0.6
        h = torch.cat([spectrum.real * turn, spectrum.imag * turn], dim=1)
        features = []
        for layer in self.layers:
            h = F.leaky_relu(layer(h), 0.1)
            features.append(h)
        return self.score(h)[:, 0], features


class Discriminator(nn.Module):
    """All window lengths together."""

    def __init__(self):
        super().__init__()
        self.judges = nn.ModuleList(SpectrumJudge(*pair) for pair in WINDOWS.items())

    def loss(self, made: Tensor, real: Tensor) -> Tensor:
        """Hinge loss for the discriminator's own step; `made` is (B, samples), detached here."""
        total = made.new_zeros(())
        for judge in self.judges:
            total = total + F.relu(1 - judge(real)[0]).mean()
            total = total + F.relu(1 + judge(made.detach())[0]).mean()
        return total / len(self.judges)

    def teach(self, made: Tensor, real: Tensor) -> tuple[Tensor, Tensor]:
        """For the decoder's step: (adversarial loss, feature-matching loss)."""
        fool, match = made.new_zeros(()), made.new_zeros(())
        for judge in self.judges:
            score, features = judge(made)
            with torch.no_grad():
                _, wanted = judge(real)
            fool = fool - score.mean()
            for feature, want in zip(features, wanted, strict=True):
                match = match + (feature - want).abs().mean() / (want.abs().mean() + 1e-6)
        return fool / len(self.judges), match / (len(self.judges) * len(features))
