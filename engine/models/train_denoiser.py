"""The denoiser's training stage: the corpus as latents and labels, and the flow-matching loss."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from engine.models import flow, processes
from engine.models.codecs import AnyCodec
from engine.models.denoiser import Denoiser, DenoiserConfig
from engine.models.examples import Examples, examples
from engine.models.instruments import FAMILIES, INSTRUMENTS, Roster, roster
from engine.models.training import device, draw_on, fast_arithmetic


@dataclass(frozen=True)
class DenoiserTraining:
    """What a step is made of."""

    batch: int = 20
    crop_latents: int = 160
    hours: float = 10.0
    """Of the corpus, drawn at random and encoded before training starts."""
    jobs: int = 1
    """Processes that encode it."""
    seed: int = 1


class DenoiserStage:
    """See `training.Stage`. `keep` is where the encoded corpus is kept between runs."""

    name = "denoiser"

    def __init__(
        self, folder: Path, codec: AnyCodec, training: DenoiserTraining, keep: Path | None = None
    ):
        self.training = training
        torch.manual_seed(training.seed)
        self.config = config_for(codec, roster(folder))
        self.model: nn.Module = Denoiser(self.config).to(device())
        seed = processes.seed(training.seed)
        self.rng = np.random.default_rng(seed)
        self.generator = torch.Generator().manual_seed(seed)
        self.train = examples(folder, "train", codec, training.hours, keep, training.jobs)
        self.held_out = examples(folder, "phrase", codec, 0.5, keep, training.jobs)

    def noised(self, batch: list[Tensor], generator: torch.Generator) -> list[Tensor]:
        """[x, velocity, t, who, asked, notes] of a batch: what is heard, and what is to be said."""
        latents, who, asked, notes = batch
        noise = torch.randn(latents.shape, generator=generator)
        t = flow.levels(len(latents), generator)
        dropped = flow.drop_conditions(who, asked, notes, self.config.instruments, generator)
        x, velocity = flow.on_path(latents, noise, t)
        return on(device(), x, velocity, t, *dropped)

    def loss(self, model: nn.Module, batch: list[Tensor], generator: torch.Generator) -> Tensor:
        x, velocity, t, *conditions = self.noised(batch, generator)
        with fast_arithmetic():
            made = model(x, t, t, torch.ones_like(x[..., 0]), *conditions)
        return (made.float() - velocity).square().mean()

    def step(self, progress: float) -> dict[str, Tensor]:
        training = self.training
        batch = crops(self.train, self.rng, training.batch, training.crop_latents)
        return {"loss": self.loss(self.model, batch, self.generator)}

    def draw_on(self, step: int) -> None:
        """See `training.draw_on`."""
        draw_on(step, self.rng, self.generator)

    def validate(self, model: nn.Module) -> dict[str, float]:
        """The training loss on held-out phrases, always the same crops, noise and levels."""
        rng, generator = np.random.default_rng(7), torch.Generator().manual_seed(7)
        losses = []
        for _ in range(8):
            batch = crops(self.held_out, rng, 20, self.training.crop_latents)
            losses.append(float(self.loss(model, batch, generator)))
        return {"loss": float(np.mean(losses))}


def on(place: torch.device, *tensors: Tensor) -> list[Tensor]:
    """Every tensor on a device."""
    return [tensor.to(place, non_blocking=True) for tensor in tensors]


def config_for(codec: AnyCodec, instruments: Roster = INSTRUMENTS) -> DenoiserConfig:
    """A denoiser for a codec's latents and the instruments that there are."""
    return DenoiserConfig(
        latent_channels=codec.config.latent_channels,
        instruments=len(instruments),
        families=len(FAMILIES),
    )


def crops(source: Examples, rng: np.random.Generator, size: int, length: int) -> list[Tensor]:
    """[latents, who, asked, notes] of random crops of `length` latents, as tensors."""
    rows = []
    for _ in range(size):
        index = int(rng.integers(len(source.who)))
        start = int(rng.integers((source.latents.shape[1] - length) // 2 + 1)) * 2
        rows.append(source.crop(index, start, length))
    return [torch.from_numpy(np.stack(column)) for column in zip(*rows, strict=True)]
