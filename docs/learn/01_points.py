"""Lesson 1: noise becomes a pair of quavers. The straight path, the loss, and the walk back, all
there is to rectified flow and to iterative alpha-(de)blending, on points in the plane.

    python docs/learn/01_points.py
"""

import itertools
import math

import cloud
import numpy as np
import page
import torch
from torch import Tensor, nn

COUNTS = (1, 2, 4, 8, 16, 64)
POINTS = 2000


class Velocity(nn.Module):
    """Which way, and how fast, the noise lies from x at level t: the only thing that is learned."""

    def __init__(self, width: int = 128):
        super().__init__()
        layers: list[nn.Module] = [nn.Linear(2 + 16, width), nn.SiLU()]
        for _ in range(2):
            layers += [nn.Linear(width, width), nn.SiLU()]
        self.layers = nn.Sequential(*layers, nn.Linear(width, 2))

    def forward(self, x: Tensor, t: Tensor) -> Tensor:
        """Points (N, 2) at levels t (N,), 1 noise and 0 data, to their velocities (N, 2)."""
        angles = math.pi * t[:, None] * torch.arange(1, 9)
        return self.layers(torch.cat([x, torch.cos(angles), torch.sin(angles)], dim=1))


def learn(steps: int) -> Velocity:
    """The path and the loss: eight lines that matter."""
    torch.manual_seed(1)
    rng, model = np.random.default_rng(1), Velocity()
    optimiser = torch.optim.Adam(model.parameters(), 2e-3)
    slower = torch.optim.lr_scheduler.CosineAnnealingLR(optimiser, steps)
    for _ in page.progress(steps):
        data = torch.from_numpy(cloud.quavers(1024, rng)[0])
        noise = torch.randn_like(data)
        t = torch.rand(len(data))
        x = (1 - t[:, None]) * data + t[:, None] * noise  # on the straight line between the two
        loss = (model(x, t) - (noise - data)).square().mean()
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        slower.step()
    return model


@torch.no_grad()
def walk(model: Velocity, noise: Tensor, steps: int) -> Tensor:
    """Euler's method from noise to data: (steps + 1, N, 2), where the points are at each level."""
    x, way = noise, [noise]
    levels = torch.linspace(1, 0, steps + 1)
    for t, until in itertools.pairwise(levels):
        x = x + (until - t) * model(x, t.expand(len(x)))
        way.append(x)
    return torch.stack(way)


def main(arguments: list[str] | None = None) -> dict[str, float]:
    """Learn, walk in several numbers of steps, measure, draw."""
    options = page.options(__doc__, arguments)
    model = learn(1000 if options.quick else 3000)
    data, again = (cloud.quavers(POINTS, np.random.default_rng(seed))[0] for seed in (2, 3))
    noise = torch.randn(POINTS, 2, generator=torch.Generator().manual_seed(2))
    ways = {steps: walk(model, noise, steps).numpy() for steps in COUNTS}
    found = {"floor": cloud.distance(data, again), "spread": float(data.std(axis=0).mean())}
    rows = []
    for steps, way in ways.items():
        found[f"distance {steps}"] = cloud.distance(way[-1], data)
        found[f"spread {steps}"] = float(way[-1].std(axis=0).mean())
        rows.append([f"{steps}", f"{found[f'distance {steps}']:.3f}",
                     f"{found[f'spread {steps}']:.2f}"])
    rows.append(["another draw of the quavers", f"{found['floor']:.3f}", f"{found['spread']:.2f}"])
    page.say(["steps", "distance from the quavers", "spread"], rows)
    draw(options.out / "01_points.png", data, ways, found)
    return found


def draw(path, data: np.ndarray, ways: dict[int, np.ndarray], found: dict[str, float]) -> None:
    """Above, the walk in 64 steps; below, what is taught, what is learned, and fewer steps."""
    hue = np.arctan2(*ways[64][0].T)
    with page.picture(path, 11, 4.9) as figure:
        above, below = figure.subplots(2, 5)
        for axes, at in zip(above, (0, 24, 40, 52, 64), strict=True):
            page.points(axes, ways[64][at], hue, f"t = {1 - at / 64:.3g}")
        few = slice(0, 60)
        page.paths(below[0], np.stack([ways[64][0], data])[:, few], hue[few],
                   "taught: straight, crossing")
        page.paths(below[1], ways[64][:, few], hue[few], "learned: the mean, bent")
        for axes, steps in zip(below[2:], (1, 2, 4), strict=True):
            page.points(axes, ways[steps][-1], hue, f"{steps} step{'s' * (steps > 1)}: "
                        f"{found[f'distance {steps}']:.2f} off")


if __name__ == "__main__":
    main()
