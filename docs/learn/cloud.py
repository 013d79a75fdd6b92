"""The points that the lessons learn, a pair of quavers under one beam, and what is known of them
without learning: how far two clouds are apart, and the velocity that a perfect network would have.
"""

import numpy as np

PARTS = ("left note", "right note", "beam")
_HEADS = ((-1.15, -0.95), (0.65, -0.65))
_STEM_TOP = (0.95, 1.25)
_STEM_X = (-0.77, 1.03)
GRAIN = 0.03
"""Every point is off its place by that much, as a normal distribution has it."""


def quavers(count: int, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """(count, 2) float32 points, and (count,) which of PARTS each belongs to."""
    part = rng.choice(3, count, p=(0.38, 0.38, 0.24))
    along, across, turn = rng.uniform(size=(3, count))
    beam = np.stack([
        _STEM_X[0] + along * (_STEM_X[1] - _STEM_X[0]),
        _STEM_TOP[0] + along * (_STEM_TOP[1] - _STEM_TOP[0]) - 0.28 * across,
    ], axis=1)
    head = np.sqrt(across)[:, None] * np.stack(
        [0.42 * np.cos(2 * np.pi * turn), 0.28 * np.sin(2 * np.pi * turn)], axis=1
    ) @ np.array([[0.94, 0.34], [-0.34, 0.94]])
    points, is_stem = beam, rng.uniform(size=count) < 0.3
    for side in (0, 1):
        low, high = _HEADS[side][1] + 0.1, _STEM_TOP[side]
        stem = np.stack([np.full(count, _STEM_X[side]), low + along * (high - low)], axis=1)
        note = np.where(is_stem[:, None], stem, head + _HEADS[side])
        points = np.where((part == side)[:, None], note, points)
    return (points + GRAIN * rng.standard_normal((count, 2))).astype(np.float32), part


def distance(a: np.ndarray, b: np.ndarray) -> float:
    """How far the points of one cloud must go to become the other, both (N, 2): the mean over 32
    directions of the way along each (the sliced Wasserstein distance, Bonneel et al. 2015)."""
    turn = np.pi * np.arange(32) / 32
    directions = np.stack([np.cos(turn), np.sin(turn)])
    return float(np.abs(np.sort(a @ directions, axis=0) - np.sort(b @ directions, axis=0)).mean())


def exact_velocity(
    x: np.ndarray, t: float, known: np.ndarray, grain: float = GRAIN
) -> np.ndarray:
    """(N, 2) the mean of noise - data over all straight lines that pass x (N, 2) at level t (above
    0), where data is one of the `known` points (K, 2) give or take `grain`. No network is better.

    A line from data d and noise n is at x = (1 - t) d + t n, so each known point explains x as well
    as the normal distribution says; n follows from x and the mean of d.
    """
    spread = t * t + (1 - t) ** 2 * grain * grain
    off = x[:, None] - (1 - t) * known
    fits = -np.square(off).sum(axis=2) / (2 * spread)
    share = np.exp(fits - fits.max(axis=1, keepdims=True))
    share /= share.sum(axis=1, keepdims=True)
    nearer = known + (1 - t) * grain * grain / spread * off
    data = (share[..., None] * nearer).sum(axis=1)
    return (x - data) / t
