"""A discriminator of latents: does a run of them sound like music, and like what was asked for?

It reads latents and the controls beside them, looks both ways along time, and gives each latent a
score. Used in training only (`train_adversarial.py`).
"""

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from engine import lanes
from engine.models.denoiser import DenoiserConfig

WIDTH = 224
DILATIONS = (1, 2, 4, 8, 1, 4)


class LatentJudge(nn.Module):
    """(B, T, C) latents and their controls to (B, T) scores; higher is more real."""

    def __init__(self, config: DenoiserConfig):
        super().__init__()
        asked = config.who_columns + len(lanes.COLUMNS) + lanes.NOTE_COLUMNS
        self.input = nn.Linear(config.latent_channels, WIDTH)
        self.asked = nn.Sequential(nn.Linear(asked, WIDTH), nn.SiLU(), nn.Linear(WIDTH, WIDTH))
        self.look = nn.ModuleList(
            nn.Conv1d(WIDTH, WIDTH, 3, padding=dilation, dilation=dilation)
            for dilation in DILATIONS
        )
        self.mix = nn.ModuleList(nn.Conv1d(WIDTH, WIDTH, 1) for _ in DILATIONS)
        self.score = nn.Linear(WIDTH, 1)

    def forward(self, latents: Tensor, conditions: list[Tensor]) -> Tensor:
        """`conditions` are who, asked and notes as in `Denoiser.step`."""
        told = self.asked(torch.cat(conditions, dim=-1))
        h = (self.input(latents) + told).transpose(1, 2)
        for look, mix in zip(self.look, self.mix, strict=True):
            h = h + mix(F.leaky_relu(look(F.leaky_relu(h, 0.2)), 0.2))
        return self.score(F.leaky_relu(h.transpose(1, 2), 0.2) * (1 + told))[..., 0]
