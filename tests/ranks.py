"""What each of several processes does in tests/test_processes.py: `python -m ranks FOLDER CORPUS`,
started by a launcher. The test runs parts of it by itself, as one process.
"""

import contextlib
import json
import sys
from pathlib import Path

import torch
from tiny_corpus import CODEC
from torch import nn

from engine.__main__ import main as flowbend
from engine.models import processes, train_denoiser, training
from engine.models.codec import Codec
from engine.models.denoiser import Denoiser, DenoiserConfig
from engine.models.instruments import FAMILIES, INSTRUMENTS
from engine.models.train_denoiser import DenoiserStage, DenoiserTraining
from engine.models.training import Schedule, draw_on, fit

SMALL = {"width": 32, "deep_width": 32, "deep_dilations": (1, 2), "condition_width": 16,
         "group_size": 16}
BATCH, STEPS = 16, 60


class Sine:
    """A small network learns a sine."""

    name = "sine"

    def __init__(self, batch: int):
        torch.manual_seed(3)
        self.model: nn.Module = nn.Sequential(nn.Linear(1, 32), nn.Tanh(), nn.Linear(32, 1))
        self.generator = torch.Generator().manual_seed(processes.seed(1))
        self.batch, self.steps = batch, 0

    def step(self, progress: float) -> dict[str, torch.Tensor]:
        self.steps += 1
        x = 6 * torch.rand(self.batch, 1, generator=self.generator) - 3
        return {"loss": (self.model(x) - torch.sin(x)).square().mean()}

    def draw_on(self, step: int) -> None:
        draw_on(step, self.generator)

    def validate(self, model: nn.Module) -> dict[str, float]:
        x = torch.linspace(-3, 3, 50)[:, None]
        return {"loss": float((model(x) - torch.sin(x)).square().mean().detach())}


class Clock:
    """A second passes with every step, and three in every process but the first."""

    def __init__(self, stage: Sine):
        self.stage, self.pace = stage, 1.0 if processes.is_first() else 3.0

    def monotonic(self) -> float:
        return self.pace * self.stage.steps


def learn(stage: Sine, folder: Path, until: float, resume: bool = False) -> dict:
    """So many seconds by the first one's clock; what was learned, in as many steps."""
    schedule = Schedule(until / 60, 0.02, 5, validate_minutes=0.0, save_minutes=0.0)
    real, training.time = training.time, Clock(stage)
    try:
        fit(stage, schedule, folder, resume)
    finally:
        training.time = real
    weights = torch.cat([p.detach().flatten() for p in stage.model.parameters()])
    return {"steps": stage.steps, "weights": weights.tolist()}


def spoilt() -> Sine:
    """Only the last process has no number to go on at its second step."""
    stage = Sine(4)
    plain = stage.step

    def step(progress: float) -> dict[str, torch.Tensor]:
        loss = plain(progress)["loss"]
        is_bad = stage.steps == 2 and not processes.is_first()
        return {"loss": loss * torch.nan if is_bad else loss}

    stage.step = step
    return stage


def denoiser(corpus: Path, batch: int, keep: Path | None = None) -> DenoiserStage:
    """The real stage with a small model, the same in every process."""
    torch.manual_seed(1)
    stage = DenoiserStage(corpus, Codec(CODEC).eval(), DenoiserTraining(batch, 20), keep)
    torch.manual_seed(5)
    stage.model = Denoiser(
        DenoiserConfig(CODEC.latent_channels, len(INSTRUMENTS), len(FAMILIES), **SMALL)
    )
    with torch.no_grad():  # it starts silent, and most gradients with it
        stage.model.output.weight.normal_(0, 0.1)
    return stage


def noisy_line(rows: torch.Tensor) -> nn.Module:
    """A batch norm has heard some rows and a weight nothing: neither has a loss."""
    model = nn.ModuleList([nn.BatchNorm1d(2, affine=False, momentum=1.0), nn.Linear(2, 1)])
    model[0](rows)
    return model


def main() -> None:
    folder, corpus = map(Path, sys.argv[1:])
    found: dict = {"halves": [learn(Sine(BATCH), folder, STEPS / 2)]}
    found["halves"].append(learn(Sine(BATCH), folder, STEPS, resume=True))
    found["spoilt"] = learn(spoilt(), folder / "spoilt", 4)

    found["random"] = float(torch.rand(1))  # a stage seeds this, the same in all; training does not

    train_denoiser.fast_arithmetic = contextlib.nullcontext  # bfloat16 would hide the rest
    stage = denoiser(corpus, 3, folder / "encoded")
    stage.step(0.0)["loss"].backward()
    processes.average(stage.model.parameters())
    found["gradient"] = {
        name: p.grad.flatten().tolist()
        for name, p in stage.model.named_parameters() if p.grad is not None
    }
    heard = noisy_line(torch.full((4, 2), 1.0 if processes.is_first() else 5.0))
    processes.average(heard.parameters(), heard.buffers())
    found["heard"] = heard[0].running_mean.tolist()
    found["untouched"] = all(p.grad is None for p in heard.parameters())

    rank = 0 if processes.is_first() else 1
    (folder / f"rank-{rank}.json").write_text(json.dumps(found))
    sys.exit(flowbend(["train", "codec", "--minutes", "0.01", "--batch", "2",
                       "--corpus", str(corpus), "--folder", str(folder / "runs")]))


if __name__ == "__main__":
    main()
