"""Lesson 3: one network, many instruments. Conditions enter as scale and shift (AdaGN), so the same
noise becomes what is asked; here one of three parts of the quavers, in a size from a knob.

    python docs/learn/03_conditions.py
"""

import itertools
import math
from pathlib import Path

import cloud
import numpy as np
import page
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from engine.studio import drawing

WAYS = ("nothing told", "told at the entrance", "shift", "scale and shift")
STEPS, POINTS = 16, 1000
SMALLEST, LARGEST = 0.4, 1.4
SIZES = (0.4, 0.6, 0.8, 1.0, 1.2, 1.4)


class Block(nn.Module):
    """As in `engine/models/denoiser.py`, without time: normalise, scale and shift, look, add."""

    def __init__(self, width: int, told: int, way: str):
        super().__init__()
        self.way = way
        self.modulate = nn.Linear(told, 2 * width)
        self.look, self.mix = nn.Linear(width, width), nn.Linear(width, width)
        nn.init.zeros_(self.mix.weight)

    def forward(self, x: Tensor, condition: Tensor) -> Tensor:
        h = F.layer_norm(x.unflatten(-1, (-1, 32)), (32,)).flatten(-2)  # in groups of 32
        scale, shift = self.modulate(condition).chunk(2, dim=-1)
        if "scale" in self.way:
            h = h * (1 + scale)
        if "shift" in self.way:
            h = h + shift
        return x + self.mix(F.silu(self.look(F.silu(h))))


class Velocity(nn.Module):
    """Lesson 1's network in three blocks, told which part (N, 3), zeros for nobody in particular,
    and what size (N,), each in one of WAYS. The level goes where they go, or in at the entrance."""

    def __init__(self, way: str, width: int = 96, told: int = 64):
        super().__init__()
        self.way = way
        self.who, self.size = nn.Linear(3, told), nn.Linear(1, told)
        self.time = nn.Linear(16, told)
        self.input = nn.Linear(2 + told, width)
        self.blocks = nn.ModuleList(Block(width, told, way) for _ in range(3))
        self.output = nn.Linear(width, 2)

    def forward(self, x: Tensor, t: Tensor, who: Tensor, size: Tensor) -> Tensor:
        angles = math.pi * t[:, None] * torch.arange(1, 9)
        time = self.time(torch.cat([torch.cos(angles), torch.sin(angles)], dim=1))
        told = self.who(who) + self.size(size[:, None])
        if self.way == "nothing told":
            told = torch.zeros_like(told)
        condition = F.silu(time + told)
        h = self.input(torch.cat([x, condition if "shift" not in self.way else 0 * time], dim=1))
        for block in self.blocks:
            h = block(h, condition)
        return self.output(h)


def learn(way: str, steps: int) -> Velocity:
    """As in lesson 1; one time in five it is not told who plays, so that this may be left open."""
    torch.manual_seed(1)
    rng, model = np.random.default_rng(1), Velocity(way)
    optimiser = torch.optim.Adam(model.parameters(), 2e-3)
    slower = torch.optim.lr_scheduler.CosineAnnealingLR(optimiser, steps)
    for _ in page.progress(steps):
        points, part = cloud.quavers(512, rng)
        size = torch.from_numpy(rng.uniform(SMALLEST, LARGEST, 512).astype(np.float32))
        who = F.one_hot(torch.from_numpy(part), 3).float()
        who = who * torch.from_numpy(rng.uniform(size=(512, 1)) > 0.2)
        data = size[:, None] * torch.from_numpy(points)
        noise, t = torch.randn_like(data), torch.rand(512)
        x = (1 - t[:, None]) * data + t[:, None] * noise
        loss = (model(x, t, who, size) - (noise - data)).square().mean()
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        slower.step()
    return model


@torch.no_grad()
def walk(model: Velocity, who: tuple[float, ...], size: float) -> np.ndarray:
    """(POINTS, 2) in STEPS steps, always from the same noise."""
    x = torch.randn(POINTS, 2, generator=torch.Generator().manual_seed(2))
    told = torch.tensor(who).expand(POINTS, 3), torch.full((POINTS,), size)
    levels = torch.linspace(1, 0, STEPS + 1)
    for t, until in itertools.pairwise(levels):
        x = x + (until - t) * model(x, t.expand(POINTS), *told)
    return x.numpy()


def only(part: int) -> tuple[float, ...]:
    """Weights that ask for one part."""
    return tuple(float(part == other) for other in range(3))


def radius(points: np.ndarray) -> float:
    """How large a cloud is: the root mean square from the origin."""
    return float(np.sqrt(np.square(points).sum(axis=1).mean()))


def main(arguments: list[str] | None = None) -> dict[str, float]:
    """Learn in every way, ask, measure, draw."""
    options = page.options(__doc__, arguments)
    models = {way: learn(way, 300 if options.quick else 1000) for way in WAYS}
    points, part = cloud.quavers(12 * POINTS, np.random.default_rng(2))
    wanted = [points[part == which][:POINTS] for which in range(3)]
    found, rows = {}, []
    for way, model in models.items():
        off = [cloud.distance(walk(model, only(which), size), size * wanted[which])
               for which in range(3) for size in (0.5, 1.3)]
        found[way] = float(np.mean(off))
        rows.append([way, f"{found[way]:.3f}"])
    page.say(["conditions", "distance from what was asked"], rows)
    model, rows = models["scale and shift"], []
    for size in SIZES:
        found[f"got {size:g}"] = radius(walk(model, only(1), size)) / radius(wanted[1])
        rows.append([f"{size:g}", f"{found[f'got {size:g}']:.2f}"])
    page.say(["size asked", "size got"], rows)
    between = walk(model, (0.5, 0.5, 0.0), 1.0)
    left, right = (walk(model, only(which), 1.0)[:, 0].mean() for which in (0, 1))
    found["half-way"] = float((between[:, 0].mean() - left) / (right - left))
    print(f"Half left note, half right note: {found['half-way']:.2f} of the way across.")
    draw(options.out / "03_conditions.png", model, found)
    return found


def draw(path: Path, model: Velocity, found: dict[str, float]) -> None:
    """The same noise, asked for one thing and another; the knob; the ways to be told."""
    asked = {"left note": only(0), "right note": only(1), "beam": only(2),
             "nobody in particular": (0.0, 0.0, 0.0), "half left, half right": (0.5, 0.5, 0.0)}
    hue = torch.randn(POINTS, 2, generator=torch.Generator().manual_seed(2)).numpy()
    hue = np.arctan2(*hue.T)
    with page.picture(path, 11, 4.9) as figure:
        above, below = figure.subplots(2, 5)
        for axes, (title, who) in zip(above, asked.items(), strict=True):
            page.points(axes, walk(model, who, 1.0), hue, title)
        for axes, size in zip(below[:3], (0.4, 0.9, 1.4), strict=True):
            page.points(axes, walk(model, (0.0, 0.0, 0.0), size), hue, f"size {size:g}")
        axes = below[3]
        axes.plot(SIZES, SIZES, color=drawing.FAINT, linewidth=4, alpha=0.5, label="as asked")
        axes.plot(SIZES, [found[f"got {size:g}"] for size in SIZES], marker="o",
                  color=drawing.AMBER, label="got")
        axes.set(xlabel="size asked", title="right note: the knob")
        drawing.legend(axes)
        axes = below[4]
        axes.barh(WAYS[::-1], [found[way] for way in WAYS[::-1]], color=drawing.CYAN)
        for place, way in enumerate(WAYS[::-1]):
            axes.text(0.01, place, f"{way}: {found[way]:.3f}", fontsize=7.5, va="center",
                      color=drawing.INK if found[way] < 0.12 else drawing.NIGHT)
        axes.set(title="off what was asked", yticks=[], xlabel="distance")


if __name__ == "__main__":
    main()
