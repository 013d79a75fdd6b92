"""Lesson 5: asking more strictly. Classifier-free guidance, on points whose velocity is known
exactly, so that nothing but guidance is seen. NumPy alone; nothing is learned.

    python docs/learn/05_guidance.py
"""

import itertools
from pathlib import Path

import cloud
import numpy as np
import page

from engine import sampler

STRENGTHS = (0.0, 1.0, 2.0, 4.0)
STEPS, POINTS, KNOWN = 64, 1000, 500
ASKED = 1
"""The right note."""


def walk(
    strength: float, asked: np.ndarray, free: np.ndarray, noise: np.ndarray, steps: int
) -> np.ndarray:
    """(N, 2) points from noise, guided to the points that are asked for (K, 2) among all (M, 2)."""
    x = noise
    for t, until in itertools.pairwise(sampler.levels(steps)):
        told = cloud.exact_velocity(x, t, asked)
        nothing = cloud.exact_velocity(x, t, free)
        x = x + (until - t) * (nothing + strength * (told - nothing))
    return x


def main(arguments: list[str] | None = None) -> dict[str, float]:
    """Walk at several strengths, measure, draw."""
    options = page.options(__doc__, arguments)
    points, part = cloud.quavers(3 * KNOWN, np.random.default_rng(1))
    asked, free = points[part == ASKED][:KNOWN], points[:KNOWN]
    noise = np.random.default_rng(2).standard_normal((POINTS, 2))
    fresh, of = cloud.quavers(20 * POINTS, np.random.default_rng(3))
    wanted = fresh[of == ASKED][:POINTS]
    found, rows, made = {}, [], {}
    for strength in STRENGTHS:
        x = made[strength] = walk(strength, asked, free, noise, 24 if options.quick else STEPS)
        found[f"spread {strength:g}"] = float(np.sqrt(x.var(axis=0).sum()))
        found[f"distance {strength:g}"] = cloud.distance(x, wanted)
        found[f"right {strength:g}"] = float((belongs(x, fresh, of) == ASKED).mean())
        rows.append([f"{strength:g}", f"{100 * found[f'right {strength:g}']:.1f} %",
                     f"{found[f'spread {strength:g}']:.2f}",
                     f"{found[f'distance {strength:g}']:.3f}"])
    page.say(["guidance", "points of the right note", "spread", "distance from the right note"],
             rows)
    draw(options.out / "05_guidance.png", made, found, free)
    return found


def belongs(x: np.ndarray, points: np.ndarray, part: np.ndarray) -> np.ndarray:
    """(N,) the part of the nearest of the points to each x (N, 2)."""
    nearest = [np.square(points - one).sum(axis=1).argmin() for one in x.astype(np.float32)]
    return part[nearest]


def draw(path: Path, made: dict[float, np.ndarray], found: dict[str, float],
         free: np.ndarray) -> None:
    """The points at each strength, before all that there is."""
    hue = np.arctan2(*np.random.default_rng(2).standard_normal((POINTS, 2)).T)
    with page.picture(path, 11, 2.95) as figure:
        for axes, (strength, x) in zip(figure.subplots(1, 4), made.items(), strict=True):
            axes.scatter(*free.T, s=3, linewidths=0, color="#3a404d")
            page.points(axes, x, hue, f"guidance {strength:g}: {found[f'spread {strength:g}']:.2f}"
                        " wide")


if __name__ == "__main__":
    main()
