"""Rectified flow: the straight path from data to noise, and the loss that learns its velocity.

Liu et al. 2022 (rectified flow) and Heitz et al. 2023 (iterative alpha-(de)blending) describe the
same path. One noise level holds for a whole sequence, as it does when playing.
"""

import torch
from torch import Tensor

from engine import lanes

ALL_DROPPED = 0.1
"""Share of examples that see no condition at all: what guidance pushes away from."""
GROUP_DROPPED = {"rms": 0.2, "onset": 0.2, "brightness": 0.3, "noisiness": 0.3}
NOTES_DROPPED = 0.2
INSTRUMENT_DROPPED, FAMILY_TOO = 0.15, 0.5
SPREAD_EVENLY, PURE_NOISE = 0.2, 0.06


def on_path(latents: Tensor, noise: Tensor, t: Tensor) -> tuple[Tensor, Tensor]:
    """Data and noise (B, T, C), level t (B,): the point between, and the velocity noise - data."""
    t = t[:, None, None]
    return (1 - t) * latents + t * noise, noise - latents


def levels(batch: int, generator: torch.Generator) -> Tensor:
    """(batch,) noise levels: sigmoid of a normal (Esser et al. 2024), for the middle is hardest.

    A share is spread evenly and another is pure noise: with few steps the first one, from t = 1,
    decides most, and the sigmoid alone would hardly ever train it.
    """
    t = torch.sigmoid(torch.randn(batch, generator=generator))
    evenly = torch.rand(batch, generator=generator)
    kind = torch.rand(batch, generator=generator)
    t = torch.where(kind < SPREAD_EVENLY, evenly, t)
    return torch.where(kind > 1 - PURE_NOISE, torch.ones(batch), t)


def drop_conditions(
    who: Tensor, asked: Tensor, notes: Tensor, instruments: int, generator: torch.Generator
) -> tuple[Tensor, Tensor, Tensor]:
    """Leave each group of conditions out at random, example by example; arguments are not changed.

    who (B, T, instruments + families), asked and notes as in `Denoiser.step`.
    """
    batch = who.shape[0]

    def keep(probability: float) -> Tensor:
        return (torch.rand(batch, 1, 1, generator=generator) >= probability).to(who.dtype)

    any_left = keep(ALL_DROPPED)
    asked = asked * any_left
    for group, probability in GROUP_DROPPED.items():
        asked[..., lanes.GROUPS[group]] *= keep(probability)
    notes = notes * any_left * keep(NOTES_DROPPED)
    instrument_kept = keep(INSTRUMENT_DROPPED)
    family_kept = torch.maximum(instrument_kept, keep(FAMILY_TOO))
    who = who * any_left
    instrument, family = who[..., :instruments], who[..., instruments:]
    who = torch.cat([instrument * instrument_kept, family * family_kept], dim=-1)
    return who, asked, notes
