"""The denoiser: noisy latents and controls to a velocity. A causal U-Net along time, no attention.

Read it in call order. One level runs at latent rate, one at half of it, so a block is two latents.
Each layer carries its own past (at its own noise level: the caller keeps one state per step), and
its normalisation looks at one latent only, so that a run over a whole clip and a run block by block
are the same numbers. Controls enter every layer as scale and shift (AdaGN, Dhariwal & Nichol 2021),
latent by latent.
"""

import math
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from engine import lanes
from engine.models.streaming import Layout, join, taps

STRIDE = 2
"""Latents per block: the total stride in time."""


@dataclass(frozen=True)
class DenoiserConfig:
    """Everything that fixes the denoiser's shapes."""

    latent_channels: int = 80
    instruments: int = 35
    families: int = 12
    width: int = 256
    """Channels at latent rate."""
    deep_width: int = 320
    """Channels at half the latent rate."""
    dilations: tuple[int, ...] = (1, 2)
    """At latent rate, on the way down and again on the way up."""
    deep_dilations: tuple[int, ...] = (1, 2, 4, 8, 1, 2, 4, 8)
    condition_width: int = 192
    group_size: int = 32

    @property
    def who_columns(self) -> int:
        return self.instruments + self.families

    @property
    def receptive_latents(self) -> int:
        """How far back any output can see."""
        return 2 * (2 * sum(self.dilations) + STRIDE * sum(self.deep_dilations)) + STRIDE


class Block(nn.Module):
    """AdaGN, causal dilated convolution over three taps, pointwise layer, residual."""

    def __init__(self, width: int, dilation: int, config: DenoiserConfig, layout: Layout):
        super().__init__()
        self.dilation, self.group = dilation, config.group_size
        self.place = layout.add(2 * dilation, width)
        self.modulate = nn.Linear(config.condition_width, 2 * width)
        self.look = nn.Linear(3 * width, width)
        self.mix = nn.Linear(width, width)
        for zero in (self.mix.weight, self.mix.bias, self.modulate.bias):
            nn.init.zeros_(zero)

    def forward(self, x: Tensor, condition: Tensor, memories: list[Tensor]) -> Tensor:
        """(B, T, width) and (B, T, condition) to (B, T, width); replaces its memory."""
        h = within_latent_norm(x, self.group)
        scale, shift = self.modulate(condition).chunk(2, dim=-1)
        h = F.silu(h * (1 + scale) + shift)
        whole, memories[self.place] = join(memories[self.place], h)
        h = self.look(torch.cat(taps(whole, h, 3, self.dilation), dim=-1))
        return x + self.mix(F.silu(h))


def within_latent_norm(x: Tensor, group: int) -> Tensor:
    """Group norm whose statistics stay inside one latent: (B, T, C), over `group` channels each."""
    return F.layer_norm(x.unflatten(-1, (-1, group)), (group,)).flatten(-2)


class Denoiser(nn.Module):
    """See the module. T must be even; weights are the same for training, export and play."""

    def __init__(self, config: DenoiserConfig | None = None):
        super().__init__()
        self.config = c = config or DenoiserConfig()
        self.layout = Layout()
        wide, deep, condition = c.width, c.deep_width, c.condition_width
        self.time = nn.Sequential(
            nn.Linear(64, condition), nn.SiLU(), nn.Linear(condition, condition)
        )
        # How far one step goes, and guidance folded in: nothing at first, few-step training
        # (`train_distil.py`) gives them their meaning.
        self.jump = _silent(nn.Linear(64, condition))
        self.guidance = nn.Sequential(
            nn.Linear(1, 64), nn.SiLU(), _silent(nn.Linear(64, condition))
        )
        # Zero weights mean "nobody in particular": the bias is that case's embedding, and a mix
        # of two instruments is a mix of their rows.
        self.who = nn.Linear(c.instruments, condition)
        self.family = nn.Linear(c.families, condition, bias=False)
        self.asked = nn.Sequential(
            nn.Linear(len(lanes.COLUMNS) + lanes.NOTE_COLUMNS, 256),
            nn.SiLU(),
            nn.Linear(256, condition),
        )
        self.asked_deep = nn.Linear(STRIDE * condition, condition)
        self.input = nn.Linear(c.latent_channels, wide)
        # Keys also go straight in: a condition that everything shares blurs which ones are down.
        self.keys = _silent(nn.Linear(lanes.NOTE_COLUMNS, wide))
        self.keys_deep = _silent(nn.Linear(STRIDE * lanes.NOTE_COLUMNS, deep))
        self.before = self._blocks(wide, c.dilations)
        self.down = nn.Linear(STRIDE * wide, deep)
        self.deep = self._blocks(deep, c.deep_dilations)
        self.up = nn.Linear(deep, STRIDE * wide)
        self.join = nn.Linear(2 * wide, wide)
        self.after = self._blocks(wide, c.dilations)
        self.output = nn.Linear(wide, c.latent_channels)

    def _blocks(self, width: int, dilations: tuple[int, ...]) -> nn.ModuleList:
        return nn.ModuleList(Block(width, d, self.config, self.layout) for d in dilations)

    def forward(
        self, x: Tensor, t: Tensor, until: Tensor, guidance: Tensor, who: Tensor, asked: Tensor,
        notes: Tensor,
    ) -> Tensor:
        """The whole run, from silence; see `step`."""
        start = self.layout.start(x)
        return self.step(x, t, until, guidance, who, asked, notes, start)[0]

    def step(
        self, x: Tensor, t: Tensor, until: Tensor, guidance: Tensor, who: Tensor, asked: Tensor,
        notes: Tensor, state: Tensor,
    ) -> tuple[Tensor, Tensor]:
        """One pass over T latents at one noise level.

        x (B, T, C) noisy latents; t (B,) noise level, 1 pure noise and 0 data; until (B,) the level
        that the step leads to, t itself for the velocity here; guidance (B, T), 1 for none; who
        (B, T, instruments + families) mixing weights; asked (B, T, lanes.COLUMNS) and notes
        (B, T, lanes.NOTE_COLUMNS) as `engine.lanes` lays them out; state (B, size). Returns the
        mean velocity from t to until (noise - data), (B, T, C), and the next state.
        """
        memories = self.layout.unpack(state)
        instruments = self.config.instruments
        condition = (self.time(sinusoids(t)) + self.jump(sinusoids(t - until)))[:, None]
        condition = condition + self.guidance(torch.log2(guidance)[..., None])
        condition = condition + self.who(who[..., :instruments])
        condition = condition + self.family(who[..., instruments:])
        condition = condition + self.asked(torch.cat([asked, notes], dim=-1))
        deep_condition = F.silu(self.asked_deep(in_pairs(condition)))
        condition = F.silu(condition)

        h = self.input(x) + self.keys(notes)
        for block in self.before:
            h = block(h, condition, memories)
        skip = h
        h = self.down(in_pairs(h)) + self.keys_deep(in_pairs(notes))
        for block in self.deep:
            h = block(h, deep_condition, memories)
        h = self.up(h).unflatten(-1, (STRIDE, -1)).flatten(1, 2)
        h = self.join(torch.cat([h, skip], dim=-1))
        for block in self.after:
            h = block(h, condition, memories)
        velocity = self.output(F.silu(within_latent_norm(h, self.config.group_size)))
        return velocity, self.layout.pack(memories)


def _silent(layer: nn.Linear) -> nn.Linear:
    """A layer that says nothing until it is trained."""
    nn.init.zeros_(layer.weight)
    nn.init.zeros_(layer.bias)
    return layer


def in_pairs(h: Tensor) -> Tensor:
    """(B, T, C) to (B, T / 2, 2 C): half the rate, nothing lost."""
    return h.unflatten(1, (-1, STRIDE)).flatten(2)


def sinusoids(t: Tensor, columns: int = 64) -> Tensor:
    """(...) in 0..1 to (..., columns): the usual embedding of a level (Vaswani et al. 2017)."""
    angles = 1000.0 * t[..., None] * frequencies(columns).to(t.device)
    return torch.cat([torch.cos(angles), torch.sin(angles)], dim=-1)


def frequencies(columns: int = 64) -> Tensor:
    """(columns / 2,): how fast each pair of columns turns, from 1 down to nearly 1/1000."""
    half = columns // 2
    return torch.exp(-math.log(1000.0) * torch.arange(half) / half)
