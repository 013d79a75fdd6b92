"""Lesson 7: few steps. A network that is told where a step leads learns from its own average to go
there in one jump, and is told how strictly to obey instead of being asked twice.

    python docs/learn/07_jumps.py
"""

import copy
import itertools
import math
from pathlib import Path

import cloud
import numpy as np
import page
import torch
import torch.nn.functional as F
from torch import Tensor, nn

COUNTS, FINEST = (1, 2, 4, 8, 64), 8
"""Schedules of 1 to FINEST even steps are learned as jumps; the shortest follow the flow."""
BATCH, POINTS, ASKED = 384, 2000, 1
STRONGEST = 4.0


class Velocity(nn.Module):
    """Lesson 1's network, which is also told the level to go to, who is asked for (N, 3), zeros for
    nobody in particular, and the guidance (N,)."""

    def __init__(self, width: int = 160):
        super().__init__()
        layers: list[nn.Module] = [nn.Linear(2 + 16 + 16 + 3 + 1, width), nn.SiLU()]
        for _ in range(2):
            layers += [nn.Linear(width, width), nn.SiLU()]
        self.layers = nn.Sequential(*layers, nn.Linear(width, 2))

    def forward(self, x: Tensor, t: Tensor, until: Tensor, who: Tensor, guidance: Tensor) -> Tensor:
        levels = torch.stack([t, t - until], dim=1)[:, :, None] * torch.arange(1, 9) * math.pi
        waves = torch.cat([torch.cos(levels), torch.sin(levels)], dim=2).flatten(1)
        return self.layers(torch.cat([x, waves, who, torch.log2(guidance)[:, None]], dim=1))


def guided(model: Velocity, x: Tensor, t: Tensor, who: Tensor, guidance: Tensor) -> Tensor:
    """Lesson 5's velocity, by two passes without guidance."""
    plain = torch.ones_like(t)
    asked, free = model(x, t, t, who, plain), model(x, t, t, 0 * who, plain)
    return free + guidance[:, None] * (asked - free)


def half_way(model: Velocity, x: Tensor, t: Tensor, until: Tensor, *told: Tensor) -> Tensor:
    """The mean velocity of two jumps that lead from t to `until` (N,), half the way each. The
    halves of the shortest jumps are plain steps of the flow."""
    middle, finest = (t + until) / 2, (t - until) < 1.5 / FINEST
    first = model(x, t, torch.where(finest, t, middle), *told)
    there = x + (middle - t)[:, None] * first
    second = model(there, middle, torch.where(finest, middle, until), *told)
    return (first + second) / 2


def learn(model: Velocity, steps: int, jumps: bool) -> Velocity:
    """The flow as in lesson 1, by itself or with the two other lessons, from where `model` stands.
    What is learned from is the average of the network over its last hundred steps or so, not its
    newest state."""
    torch.manual_seed(1)
    rng, size = np.random.default_rng(1), BATCH if jumps else 2 * BATCH
    model, average = copy.deepcopy(model), copy.deepcopy(model).requires_grad_(False)
    optimiser = torch.optim.Adam(model.parameters(), 1.5e-3 if jumps else 3e-3)
    slower = torch.optim.lr_scheduler.CosineAnnealingLR(optimiser, steps)
    for _ in page.progress(steps):
        points, part = cloud.quavers(size, rng)
        data, who = torch.from_numpy(points), F.one_hot(torch.from_numpy(part), 3).float()
        who = who * (torch.rand(size, 1) > 0.5)
        noise, t = torch.randn_like(data), torch.rand(size)
        x = (1 - t[:, None]) * data + t[:, None] * noise
        loss = (model(x, t, t, who, torch.ones(size)) - (noise - data)).square().mean()
        if jumps:
            strength = STRONGEST ** torch.rand(size)
            strength = torch.where(torch.rand(size) < 0.3, 1.0, strength)
            count = 2 ** torch.randint(0, 4, (size,))
            start = 1 - torch.floor(torch.rand(size) * count) / count
            end = start - 1 / count
            at = (1 - start[:, None]) * data + start[:, None] * noise
            with torch.no_grad():
                jump = half_way(average, at, start, end, who, strength)
                obey = guided(average, x, t, who, strength)
            loss = loss + (model(at, start, end, who, strength) - jump).square().mean()
            loss = loss + (model(x, t, t, who, strength) - obey).square().mean()
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        slower.step()
        for mean, newest in zip(average.parameters(), model.parameters(), strict=True):
            mean.lerp_(newest, 0.01)
    return model


@torch.no_grad()
def walk(
    model: Velocity, steps: int, jumps: bool, asked: int | None = None, guidance: float = 1.0,
    passes: int = 1,
) -> np.ndarray:
    """(POINTS, 2) from always the same noise, by jumps, or by steps that know only where they
    start; guided by one pass that is told, or by two."""
    x = torch.randn(POINTS, 2, generator=torch.Generator().manual_seed(2))
    who = torch.zeros(POINTS, 3)
    if asked is not None:
        who[:, asked] = 1
    told, levels = torch.full((POINTS,), guidance), torch.linspace(1, 0, steps + 1)
    for t, until in itertools.pairwise(levels):
        t, until = t.expand(POINTS), until.expand(POINTS)
        if passes == 2:
            velocity = guided(model, x, t, who, told)
        else:
            velocity = model(x, t, until if jumps else t, who, told)
        x = x + (until - t)[:, None] * velocity
    return x.numpy()


def main(arguments: list[str] | None = None) -> dict[str, float]:
    """Learn the flow, then all three at once, walk, measure, draw."""
    options = page.options(__doc__, arguments)
    torch.manual_seed(1)
    before = learn(Velocity(), 800 if options.quick else 2500, jumps=False)
    after = learn(before, 400 if options.quick else 1600, jumps=True)
    data, _ = cloud.quavers(POINTS, np.random.default_rng(2))
    made, found, rows = {}, {}, []
    for count in COUNTS:
        made["before", count] = walk(before, count, jumps=False)
        made["after", count] = walk(after, count, jumps=count <= FINEST)
        for when in ("before", "after"):
            found[f"{when} {count}"] = cloud.distance(made[when, count], data)
        rows.append([f"{count}", f"{found[f'before {count}']:.3f}",
                     f"{found[f'after {count}']:.3f}" + " (no jumps)" * (count > FINEST)])
    page.say(["steps", "before: distance in steps", "after: distance in jumps"], rows)
    rows = []
    for strength in (1.0, 2.0, 4.0):
        one = walk(after, 32, False, ASKED, strength)
        two = walk(after, 32, False, ASKED, strength, passes=2)
        jump = walk(after, 2, True, ASKED, strength)
        made["one pass", strength] = one
        found[f"folded {strength:g}"] = cloud.distance(one, two)
        found[f"spread {strength:g}"] = float(np.sqrt(one.var(axis=0).sum()))
        rows.append([f"{strength:g}", f"{np.sqrt(two.var(axis=0).sum()):.2f}",
                     f"{found[f'spread {strength:g}']:.2f}",
                     f"{np.sqrt(jump.var(axis=0).sum()):.2f}",
                     f"{found[f'folded {strength:g}']:.3f}"])
    page.say(["guidance", "spread: two passes, 32 steps", "one pass, 32 steps",
              "one pass, 2 jumps", "one pass from two: distance"], rows)
    draw(options.out / "07_jumps.png", made, found)
    return found


def draw(path: Path, made: dict, found: dict[str, float]) -> None:
    """The same noise in few steps, before and after; and guidance without a second pass."""
    hue = torch.randn(POINTS, 2, generator=torch.Generator().manual_seed(2)).numpy()
    hue = np.arctan2(*hue.T)
    with page.picture(path, 11, 4.9) as figure:
        places = figure.subplots(2, 5)
        for row, when, word in zip(places, ("before", "after"), ("step", "jump"), strict=True):
            for axes, count in zip(row[:3], (1, 2, 4), strict=True):
                off = found[f"{when} {count}"]
                title = f"{count} {word}{'s' * (count > 1)}: {off:.2f} off"
                page.points(axes, made[when, count], hue, title)
        page.points(places[0, 3], made["before", 64], hue,
                    f"64 steps: {found['before 64']:.2f} off")
        page.points(places[1, 3], made["after", 8], hue, f"8 jumps: {found['after 8']:.2f} off")
        for axes, strength in zip(places[:, 4], (1.0, 4.0), strict=True):
            page.points(axes, made["one pass", strength], hue,
                        f"told guidance {strength:g}, one pass")


if __name__ == "__main__":
    main()
