"""Finishing the decoder: it learns to play what the denoiser really makes.

The encoder and the denoiser stay as they are. Beside clean latents, under the codec's own noise,
the decoder hears the denoiser's one-jump estimates from partly noised ones: sampled in a few steps,
latents lose some of their spread, and a decoder that has only met clean ones plays them too
quietly. Discriminators can join (spectral losses alone ask for the average of what a sound might
be); in minutes, on two cores, they did more harm than good twice (docs/LAB.md), so by default they
do not.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from engine.models import processes
from engine.models.balance import beside
from engine.models.codec import Codec
from engine.models.denoiser import Denoiser
from engine.models.discriminator import Discriminator
from engine.models.examples import examples
from engine.models.losses import BETWEEN, MEL_BANDS, reconstruction_loss
from engine.models.train_codec import beginnings, heard, read_pcm, validate
from engine.models.train_denoiser import on
from engine.models.training import device, draw_on, fast_arithmetic


@dataclass(frozen=True)
class DecoderTraining:
    """What a step is made of."""

    batch: int = 10
    warm_latents: int = 64
    """Run before the crop, so that denoiser and decoder have a past; not heard by the losses."""
    crop_latents: int = 54
    clean: float = 0.5
    """Share of a batch that is no estimate. Without any, the codec itself got worse."""
    noisiest: float = 0.6
    """Noise levels of the estimates are spread evenly from 0 to here."""
    judges_from: float | None = None
    """The share of the budget after which the discriminators learn; None leaves them out."""
    adversarial_from: float = 0.3
    """The share after which their opinion counts."""
    adversarial_weight: float = 0.5
    """How strongly it pulls, beside the spectral losses."""
    matching_weight: float = 2.0
    """What feature matching counts beside the judges' scores."""
    hours: float = 6.0
    """Of the corpus, drawn at random."""
    jobs: int = 1
    seed: int = 1


class DecoderStage:
    """See `training.Stage`. `model` is the codec; only its decoder moves."""

    name = "decoder"

    def __init__(
        self, folder: Path, codec: Codec, denoiser: Denoiser, training: DecoderTraining,
        keep: Path | None = None,
    ):
        codec = codec.to(device())
        self.training, self.codec, self.denoiser = training, codec, denoiser.eval().to(device())
        self.model: nn.Module = codec
        codec.encoder.requires_grad_(False)
        self.rng = np.random.default_rng(processes.seed(training.seed))
        torch.manual_seed(training.seed)
        self.examples = examples(folder, "train", codec, training.hours, keep, training.jobs)
        self.audio = read_pcm(folder, self.examples.place)
        self.held_out = beginnings(folder)
        self.discriminator = Discriminator().to(device())
        processes.align(self.discriminator)
        self.judging = torch.optim.AdamW(self.discriminator.parameters(), 3e-4, (0.8, 0.95))

    def batch(self) -> tuple[Tensor, list[Tensor]]:
        """(B, 2, samples) target of the crop, and [latents, who, asked, notes] with the past."""
        t, hop, source = self.training, self.codec.config.hop, self.examples
        length = t.warm_latents + t.crop_latents
        targets: list[np.ndarray] = []
        rows: list[tuple[np.ndarray, ...]] = []
        while len(rows) < t.batch:
            index = int(self.rng.integers(len(source.who)))
            start = int(self.rng.integers((source.latents.shape[1] - length) // 2 + 1)) * 2
            samples = slice((start + t.warm_latents) * hop, (start + length) * hop)
            target = self.audio[index][samples].astype(np.float32).T / 32768
            if np.abs(target).max() < 1e-3 and self.rng.random() < 0.9:
                continue
            targets.append(target)
            rows.append(source.crop(index, start, length))
        inputs = [torch.from_numpy(np.stack(column)) for column in zip(*rows, strict=True)]
        return torch.from_numpy(np.stack(targets)).to(device()), on(device(), *inputs)

    @torch.no_grad()
    def heard_latents(self, latents: Tensor, conditions: list[Tensor]) -> Tensor:
        """What the decoder is to play: a share as it is, the rest as the denoiser would have it."""
        clean = round(self.training.clean * len(latents))
        noise = self.codec.config.latent_noise * torch.randn_like(latents[:clean])
        rest = self.estimates(latents[clean:], [c[clean:] for c in conditions])
        return torch.cat([latents[:clean] + noise, rest])

    def estimates(self, latents: Tensor, conditions: list[Tensor]) -> Tensor:
        """Clean latents noised to a random level and brought back by one jump of the denoiser."""
        t = self.training.noisiest * torch.rand(len(latents), device=latents.device)
        level = t[:, None, None]
        x = (1 - level) * latents + level * torch.randn_like(latents)
        plain = torch.ones_like(x[..., 0])
        return x - level * self.denoiser(x, t, t, plain, *conditions).float()

    def step(self, progress: float) -> dict[str, Tensor]:
        training = self.training
        target, (latents, *conditions) = self.batch()
        with fast_arithmetic():
            made = self.codec.decoder(self.heard_latents(latents, conditions))
        side = int(self.rng.integers(2))
        made = heard(made[..., training.warm_latents * self.codec.config.hop :], side)
        target = heard(target, side)
        windows = (MEL_BANDS, BETWEEN)[int(self.rng.integers(2))]
        losses = reconstruction_loss(made, target, windows=windows)
        if training.judges_from is None or progress < training.judges_from:
            return losses
        losses["judged"] = self.judge(made, target)
        if progress >= training.adversarial_from:
            with fast_arithmetic():
                fool, match = self.discriminator.teach(made, target)
            opinion = fool + training.matching_weight * match
            pull = beside(losses["loss"], made, opinion, made, training.adversarial_weight)
            losses |= {"loss": losses["loss"] + pull, "matching": match}
        return losses

    def judge(self, made: Tensor, target: Tensor) -> Tensor:
        """The discriminators' own step; returns their loss."""
        with fast_arithmetic():
            judged = self.discriminator.loss(made, target)
        self.judging.zero_grad(set_to_none=True)
        judged.backward()
        processes.average(self.discriminator.parameters())
        self.judging.step()
        return judged

    def draw_on(self, step: int) -> None:
        """See `training.draw_on`."""
        draw_on(step, self.rng)

    def validate(self, model: nn.Module) -> dict[str, float]:
        """Spectral loss and log-mel distance in dB of the codec on held-out beginnings."""
        return validate(model, self.held_out)
