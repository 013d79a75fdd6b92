"""What several processes do in tests/test_processes.py; each is started by a launcher."""

import json
import sys
import time
from pathlib import Path

import numpy as np
import torch
from tiny_corpus import CODEC
from torch import nn

from engine.models import processes, training
from engine.models.codec import Codec
from engine.models.denoiser import Denoiser, DenoiserConfig
from engine.models.instruments import FAMILIES, INSTRUMENTS
from engine.models.train_denoiser import DenoiserStage, DenoiserTraining
from engine.models.training import Schedule, fit

SIZES = {"width": 32, "deep_width": 32, "deep_dilations": (1, 2), "condition_width": 16,
         "group_size": 16}
EVER = Schedule(minutes=60, warmup_steps=5, learning_rate=0.02, validate_minutes=0.0,
                save_minutes=0.0)


def small(latents: int) -> Denoiser:
    """A denoiser as a tiny stage trains it, the same every time."""
    torch.manual_seed(5)
    return Denoiser(DenoiserConfig(latents, len(INSTRUMENTS), len(FAMILIES), **SIZES))


class Sine:
    """A small network learns a sine from batches of `batch`; it ends after so many steps."""

    name = "sine"

    def __init__(self, batch: int, until: int):
        torch.manual_seed(3)
        self.model: nn.Module = nn.Sequential(nn.Linear(1, 32), nn.Tanh(), nn.Linear(32, 1))
        self.generator = torch.Generator().manual_seed(processes.seed(1))
        self.batch, self.until, self.steps = batch, until, 0

    def step(self, progress: float) -> dict[str, torch.Tensor]:
        self.steps += 1
        x = 6 * torch.rand(self.batch, 1, generator=self.generator) - 3
        return {"loss": (self.model(x) - torch.sin(x)).square().mean()}

    def validate(self, model: nn.Module) -> dict[str, float]:
        x = torch.linspace(-3, 3, 50)[:, None]
        return {"loss": float((model(x) - torch.sin(x)).square().mean().detach())}


class Clock:
    """Time that passes by steps: as much in every run, and otherwise in every process."""

    def __init__(self, stage, until: int, budget_s: float):
        self.stage, self.each = stage, budget_s / until
        self.own = 1.0 if processes.is_first() else 3.0

    def monotonic(self) -> float:
        return self.own * self.stage.steps * self.each


def curve(folder: Path, batch: int, steps: int) -> dict:
    """The losses, and where this process has stopped."""
    stage = Sine(batch, steps)
    training.time = Clock(stage, steps, EVER.minutes * 60)
    fit(stage, EVER, folder, resume=True)
    return {"steps": stage.steps, "weight": stage.model[0].weight.detach().flatten().tolist()}


def gradient(folder: Path, corpus: Path, batch: int) -> dict:
    """The gradient of one real step of the denoiser's stage, and what was drawn for it."""
    torch.manual_seed(1)
    stage = DenoiserStage(corpus, Codec(CODEC).eval(), DenoiserTraining(batch, 20), folder)
    stage.model = small(CODEC.latent_channels)
    losses = stage.step(0.0)
    losses["loss"].backward()
    processes.average(stage.model.parameters())
    return {"gradient": {n: p.grad.flatten().tolist()
                         for n, p in stage.model.named_parameters() if p.grad is not None},
            "next": float(stage.rng.random())}


def spoilt(folder: Path) -> dict:
    """Only the second process has no number to go on; no process shall step."""
    stage = Sine(4, 3)
    training.time = Clock(stage, 3, 60.0)
    plain = stage.step

    def step(progress):
        losses = plain(progress)
        bad = torch.nan if not processes.is_first() and stage.steps == 2 else 1.0
        return {"loss": losses["loss"] * bad}

    stage.step = step
    fit(stage, Schedule(minutes=1.0), folder)
    return {"finite": bool(all(torch.isfinite(p).all() for p in stage.model.parameters())),
            "weight": stage.model[0].weight.detach().flatten().tolist()}


def main() -> None:
    what, folder, *rest = sys.argv[1:]
    out, folder = Path(folder), Path(folder)
    if what == "curve":
        found = curve(folder, int(rest[0]), int(rest[1]))
    elif what == "gradient":
        found = gradient(folder / "encoded", Path(rest[0]), int(rest[1]))
    else:
        found = spoilt(folder)
    found["first"] = processes.is_first()
    name = f"rank-{0 if found['first'] else 1}.json"
    (out / name).write_text(json.dumps(found))
    processes.leave()


if __name__ == "__main__":
    main()
