"""Spectrogram discriminators: they tell real sound from made sound, late in the codec's training.

After the multi-resolution discriminator of UnivNet (Jang et al. 2021), kept small enough for a CPU:
complex spectra at three window lengths, a few strided convolutions each, hinge loss and feature
matching. Used in training only; nothing of it is exported.
"""

import torch
import torch.nn.functional as F
from torch import Tensor, nn

WINDOWS = (2048, 1024, 512)


class SpectrumJudge(nn.Module):
    """One window length: (B, samples) to a map of scores and the features on the way."""

    window: Tensor

    def __init__(self, window: int, width: int = 24):
        super().__init__()
        self.size = window
        self.register_buffer("window", torch.hann_window(window), persistent=False)
        shapes = [(2, width, (1, 2)), (width, width, (1, 2)), (width, width, (1, 2)),
                  (width, 2 * width, (1, 2)), (2 * width, 2 * width, (1, 1))]
        self.layers = nn.ModuleList(
            nn.utils.parametrizations.weight_norm(
                nn.Conv2d(i, o, (3, 7), stride=stride, padding=(1, 3))
            )
            for i, o, stride in shapes
        )
        self.score = nn.Conv2d(2 * width, 1, (3, 3), padding=1)

    def forward(self, audio: Tensor) -> tuple[Tensor, list[Tensor]]:
        spectrum = torch.stft(
            audio, self.size, self.size // 2, window=self.window, return_complex=True
        ) / self.size**0.5
        # Compress: a quiet overtone should count as a loud one does.
        turn = (spectrum.abs() + 1e-4) ** -0.6
        h = torch.stack([spectrum.real * turn, spectrum.imag * turn], 1).transpose(2, 3)
        features = []
        for layer in self.layers:
            h = F.leaky_relu(layer(h), 0.1)
            features.append(h)
        return self.score(h), features


class Discriminator(nn.Module):
    """All window lengths together."""

    def __init__(self):
        super().__init__()
        self.judges = nn.ModuleList(SpectrumJudge(window) for window in WINDOWS)

    def loss(self, made: Tensor, real: Tensor) -> Tensor:
        """Hinge loss for the discriminator's own step; `made` is (B, samples), detached here."""
        total = made.new_zeros(())
        for judge in self.judges:
            total = total + F.relu(1 - judge(real)[0]).mean()
            total = total + F.relu(1 + judge(made.detach())[0]).mean()
        return total / len(self.judges)

    def teach(self, made: Tensor, real: Tensor) -> tuple[Tensor, Tensor]:
        """For the codec's step: (adversarial loss, feature-matching loss)."""
        fool, match = made.new_zeros(()), made.new_zeros(())
        for judge in self.judges:
            score, features = judge(made)
            with torch.no_grad():
                _, wanted = judge(real)
            fool = fool - score.mean()
            for feature, want in zip(features, wanted, strict=True):
                match = match + (feature - want).abs().mean() / (want.abs().mean() + 1e-6)
        return fool / len(self.judges), match / (len(self.judges) * len(features))
