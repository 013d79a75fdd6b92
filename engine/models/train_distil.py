"""Few steps, one pass each: the denoiser learns to jump, and to be guided without a second pass.

A shortcut model (Frans et al. 2024) is told where a step leads (`until`) and learns that one long
step is two short ones, its own. The shortest follow a teacher: the trained flow under
classifier-free guidance, at a strength that the student is told (Meng et al. 2023). So one network
serves 1, 2, 4 and more steps at any guidance, with one pass a step.
"""

import copy
import itertools
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from engine import sampler
from engine.models import flow, processes
from engine.models.codecs import AnyCodec
from engine.models.denoiser import Denoiser
from engine.models.examples import examples
from engine.models.train_denoiser import crops, on
from engine.models.training import Ema, device, draw_on, fast_arithmetic

STEP_COUNTS = (1, 2, 4, 8)
"""The schedules whose steps are learned as jumps."""


@dataclass(frozen=True)
class DistilTraining:
    """What a step is made of."""

    batch: int = 16
    crop_latents: int = 160
    jumps: float = 0.5
    """Share of a batch that learns jumps; the rest follows the teacher."""
    guidance: tuple[float, float] = (1.0, 4.0)
    target_ema: float = 0.99
    """The jumps' targets come from an average of the student: its own newest would run away."""
    hours: float = 10.0
    jobs: int = 1
    seed: int = 2


class DistilStage:
    """See `training.Stage`. `model` starts as the teacher, whose new inputs are still silent."""

    name = "distil"

    def __init__(
        self, folder: Path, codec: AnyCodec, teacher: Denoiser, training: DistilTraining,
        keep: Path | None = None,
    ):
        teacher = teacher.to(device())
        self.training, self.teacher = training, copy.deepcopy(teacher).eval().requires_grad_(False)
        self.model: nn.Module = teacher
        self.config = teacher.config
        self.target = copy.deepcopy(self.teacher)
        self.average: Ema | None = None
        self.count = 0
        seed = processes.seed(training.seed)
        self.rng = np.random.default_rng(seed)
        self.generator = torch.Generator().manual_seed(seed)
        self.train = examples(folder, "train", codec, training.hours, keep, training.jobs)
        self.held_out = examples(folder, "phrase", codec, 0.5, keep, training.jobs)

    def step(self, progress: float) -> dict[str, Tensor]:
        return self.learn()[0]

    def learn(self) -> tuple[dict[str, Tensor], Tensor]:
        """The losses of one batch, and the velocities that they judge."""
        training = self.training
        batch = crops(self.train, self.rng, training.batch, training.crop_latents)
        learned = self.losses(self.model, self.target, batch, self.rng, self.generator)
        self._follow()
        return learned

    def _follow(self) -> None:
        """The target drifts after the student."""
        if self.average is None:
            self.average = Ema(self.model, self.training.target_ema)
        self.average.update(self.model, self.count)
        self.target.load_state_dict(self.average.shadow)
        self.count += 1

    def losses(
        self, model: nn.Module, target: nn.Module, batch: list[Tensor], rng: np.random.Generator,
        generator: torch.Generator,
    ) -> tuple[dict[str, Tensor], Tensor]:
        """Both losses, "follow" the guided teacher and "jump" as two steps would, and the
        velocities (B, T, C) that they judge."""
        latents, who, asked, notes = batch
        size = len(latents)
        some = round(size * self.training.jumps)
        noise = torch.randn(latents.shape, generator=generator)
        dropped = flow.drop_conditions(who, asked, notes, self.config.instruments, generator)
        low, high = (float(np.log(g)) for g in self.training.guidance)
        strength = torch.exp(low + (high - low) * torch.rand(size, generator=generator))
        # A share plays without guidance exactly, as performers do.
        strength = torch.where(torch.rand(size, generator=generator) < 0.15, 1.0, strength)
        t, until = flow.levels(size, generator), torch.empty(size)
        until[some:] = t[some:]
        t[:some], until[:some], finest = jumps(some, rng)
        x, _ = flow.on_path(latents, noise, t)
        x, t, until, finest, strength, *conditions = on(
            device(), x, t, until, finest, strength, *dropped
        )
        guidance = strength[:, None].expand(x.shape[:2]).contiguous()
        with torch.no_grad(), fast_arithmetic():
            first = slice(0, some)
            half = half_way(target, x[first], t[first], until[first], finest, guidance[first],
                            [c[first] for c in conditions])
            rest = slice(some, size)
            led = self.led(x[rest], t[rest], strength[rest], [c[rest] for c in conditions])
        wanted = torch.cat([half, led])
        with fast_arithmetic():
            made = model(x, t, until, guidance, *conditions).float()
        distance = (made - wanted).square().mean(dim=(1, 2))
        jump, follow = distance[:some].mean(), distance[some:].mean()
        return {"loss": distance.mean(), "jump": jump, "follow": follow}, made

    def led(self, x: Tensor, t: Tensor, strength: Tensor, conditions: list[Tensor]) -> Tensor:
        """The teacher's velocity under classifier-free guidance (Ho & Salimans 2022)."""
        twice = torch.cat([x, x])
        both = [torch.cat([c, torch.zeros_like(c)]) for c in conditions]
        levels = torch.cat([t, t])
        plain = torch.ones_like(twice[..., 0])
        asked, free = self.teacher(twice, levels, levels, plain, *both).float().chunk(2)
        return free + strength[:, None, None] * (asked - free)

    def draw_on(self, step: int) -> None:
        """See `training.draw_on`."""
        draw_on(step, self.rng, self.generator)

    def validate(self, model: nn.Module) -> dict[str, float]:
        """How far few steps end from the teacher's sixteen, from the same noise, guidance 2."""
        rng, generator = np.random.default_rng(7), torch.Generator().manual_seed(7)
        batch = crops(self.held_out, rng, 8, self.training.crop_latents)
        latents, *conditions = batch
        noise = torch.randn(latents.shape, generator=generator)
        noise, two, *conditions = on(device(), noise, torch.full((len(noise),), 2.0), *conditions)
        x, schedule = noise, torch.from_numpy(sampler.levels(16)).to(noise)
        for start, end in itertools.pairwise(schedule):
            t = start.expand(len(noise))
            with fast_arithmetic():
                x = x + (end - start) * self.led(x, t, two, conditions)
        found = {}
        for count in STEP_COUNTS[:3]:
            made, schedule = noise, torch.from_numpy(sampler.levels(count)).to(noise)
            for start, end in itertools.pairwise(schedule):
                t, until = start.expand(len(noise)), end.expand(len(noise))
                with fast_arithmetic():
                    velocity = model(made, t, until, two[:, None].expand(noise.shape[:2]),
                                     *conditions)
                made = made + (end - start) * velocity.float()
            found[f"steps_{count}"] = float((made - x).square().mean().sqrt())
            found[f"spread_{count}"] = float(made.std() / x.std())
        return found


def jumps(count: int, rng: np.random.Generator) -> tuple[Tensor, Tensor, Tensor]:
    """(count,) levels, where each leads, and whether no schedule has shorter steps: the steps of
    the schedules that are played."""
    pairs = []
    for _ in range(count):
        steps = int(rng.choice(STEP_COUNTS))
        schedule = sampler.levels(steps)
        place = int(rng.integers(steps))
        pairs.append((schedule[place], schedule[place + 1], steps == max(STEP_COUNTS)))
    t, until, finest = torch.tensor(pairs, dtype=torch.float32).reshape(count, 3).unbind(1)
    return t, until, finest > 0


def half_way(
    model: nn.Module, x: Tensor, t: Tensor, until: Tensor, finest: Tensor, guidance: Tensor,
    conditions: list[Tensor],
) -> Tensor:
    """The mean velocity of two steps that lead where one shall lead; the shortest go straight."""
    middle = midpoint(t, until)
    first = model(x, t, torch.where(finest, t, middle), guidance, *conditions).float()
    there = x + (middle - t)[:, None, None] * first
    second = model(
        there, middle, torch.where(finest, middle, until), guidance, *conditions
    ).float()
    share = ((t - middle) / (t - until))[:, None, None]
    return share * first + (1 - share) * second


def midpoint(t: Tensor, until: Tensor) -> Tensor:
    """Where a schedule of twice as many steps would stop on the way."""
    s, e = (1 - t) ** (1 / sampler.EARLY), (1 - until) ** (1 / sampler.EARLY)
    return 1 - ((s + e) / 2) ** sampler.EARLY
