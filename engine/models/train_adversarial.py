"""Adversarial post-training: what a few steps end in is judged beside real latents.

After Lin et al. 2025 (adversarial post-training of few-step video models) and Huang et al. 2024
(R3GAN): a relativistic loss on pairs that were asked for the same, and smoothness of the judge
around what it sees, real or made. The distillation's own losses stay beside it, so that jumps,
guidance and controls keep their meaning.
"""

import itertools
from dataclasses import dataclass, field
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from engine import sampler
from engine.models import processes
from engine.models.balance import beside
from engine.models.codecs import AnyCodec
from engine.models.denoiser import Denoiser
from engine.models.latent_judge import LatentJudge
from engine.models.train_denoiser import crops, on
from engine.models.train_distil import DistilStage, DistilTraining
from engine.models.training import device, fast_arithmetic

JUDGED_STEPS = (1, 2, 4)
"""Schedules whose ends are judged."""


@dataclass(frozen=True)
class AdversarialTraining:
    """What a step is made of."""

    distil: DistilTraining = field(default_factory=lambda: DistilTraining(batch=12, seed=3))
    batch: int = 10
    """Runs that are judged at each step, real and made."""
    weight: float = 0.7
    """How strongly the judge pulls, beside the losses of distillation."""
    counts_from: float = 0.12
    """The share of the budget after which it does; it learns before."""
    blur: float = 0.1
    """Standard deviation of the noise under which latents are judged: the codec's own, below which
    nothing is heard."""
    smooth: float = 0.5
    """Weight of the judge's smoothness under another draw of that noise."""


class AdversarialStage:
    """See `training.Stage`. `model` starts as the distilled denoiser, the student of `teacher`."""

    name = "adversarial"

    def __init__(
        self, folder: Path, codec: AnyCodec, student: Denoiser, teacher: Denoiser,
        training: AdversarialTraining, keep: Path | None = None,
    ):
        self.training = training
        self.distil = DistilStage(folder, codec, teacher, training.distil, keep)
        self.model: nn.Module = self.distil.model
        self.model.load_state_dict(student.state_dict())
        self.distil.target.load_state_dict(student.state_dict())
        self.judge = LatentJudge(student.config).to(device())
        processes.align(self.judge)
        self.judging = torch.optim.AdamW(self.judge.parameters(), 4e-4, (0.5, 0.95))

    def step(self, progress: float) -> dict[str, Tensor]:
        losses, velocity = self.distil.learn()
        real, made, conditions = self.ends()
        losses["judged"] = self.learn(real, made.detach(), conditions)
        if progress >= self.training.counts_from:
            opinion = self.opinion(real, made, conditions)
            losses["loss"] = losses["loss"] + beside(
                losses["loss"], velocity, opinion, made, self.training.weight
            )
            losses["opinion"] = opinion
        return losses

    def ends(self) -> tuple[Tensor, Tensor, list[Tensor]]:
        """Real latents, and what few steps from noise make of the same controls. Only the last
        step remembers how it was made."""
        distil, size = self.distil, self.training.batch
        real, *conditions = on(device(), *crops(
            distil.train, distil.rng, size, self.training.distil.crop_latents
        ))
        x = torch.randn(real.shape, generator=distil.generator).to(real)
        low, high = self.training.distil.guidance
        strength = low + (high - low) * torch.rand(size, 1, generator=distil.generator)
        guidance = strength.expand(real.shape[:2]).to(real)
        schedule = torch.from_numpy(sampler.levels(int(distil.rng.choice(JUDGED_STEPS)))).float()
        for start, end in itertools.pairwise(schedule):
            with torch.set_grad_enabled(bool(end == 0)), fast_arithmetic():
                t, until = (level.expand(size).to(real) for level in (start, end))
                velocity = self.model(x, t, until, guidance, *conditions).float()
            x = x + (end - start) * velocity
        return real, x, conditions

    def blurred(self, latents: Tensor) -> Tensor:
        return latents + self.training.blur * torch.randn_like(latents)

    def learn(self, real: Tensor, made: Tensor, conditions: list[Tensor]) -> Tensor:
        """The judge's own step; returns its loss."""
        twice = [torch.cat([c, c]) for c in conditions]
        both = torch.cat([real, made])
        with fast_arithmetic():
            scores, again = (self.judge(self.blurred(both), twice).float() for _ in range(2))
        of_real, of_made = scores.chunk(2)
        loss = F.softplus(of_made - of_real).mean()
        rough = (scores - again).square().mean()
        self.judging.zero_grad(set_to_none=True)
        (loss + self.training.smooth * rough).backward()
        processes.average(self.judge.parameters())
        self.judging.step()
        return loss

    def opinion(self, real: Tensor, made: Tensor, conditions: list[Tensor]) -> Tensor:
        """What the student hears from the judge: how much more real the recording is."""
        with fast_arithmetic():
            with torch.no_grad():
                of_real = self.judge(self.blurred(real), conditions).float()
            of_made = self.judge(self.blurred(made), conditions).float()
        return F.softplus(of_real - of_made).mean()

    def draw_on(self, step: int) -> None:
        """See `training.draw_on`."""
        self.distil.draw_on(step)

    def validate(self, model: nn.Module) -> dict[str, float]:
        """How far few steps end from the teacher's, as distillation measures it."""
        return self.distil.validate(model)
