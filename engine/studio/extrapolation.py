"""How a waveform would go on for a few hundredths of a second, from what it has just done: linear
prediction by Burg's method (Burg 1975), whose filters never run away. Tones ring on, noise dies.
"""

import numpy as np

ORDER = 384
"""Samples that a prediction looks back on, at most: enough for some hundred partials."""
LEARN = 12
"""So many times the order is learnt from, where there is as much."""


def onwards(before: np.ndarray, count: int) -> np.ndarray:
    """[any] (samples, channels) to the `count` samples behind them, float64."""
    return np.stack([_one(channel, count) for channel in np.asarray(before, np.float64).T], axis=1)


def backwards(after: np.ndarray, count: int) -> np.ndarray:
    """[any] (samples, channels) to the `count` samples before them, float64."""
    return onwards(after[::-1], count)[::-1]


def _one(before: np.ndarray, count: int) -> np.ndarray:
    order = min(ORDER, len(before) // 3)
    known = before[-LEARN * order :] if order else before[:0]
    if order == 0 or not np.any(known[-order:]):
        return np.zeros(count)
    weights = coefficients(known, order)[::-1]
    made = np.concatenate([known[-order:], np.zeros(count)])
    for at in range(order, order + count):
        made[at] = weights @ made[at - order : at]
    return made[order:]


def coefficients(known: np.ndarray, order: int) -> np.ndarray:
    """[any] (order,) weights of the samples before, the last one first, of (samples,) float64."""
    forward, backward = known[1:].copy(), known[:-1].copy()
    filter = np.array([1.0])
    for _ in range(order):
        energy = forward @ forward + backward @ backward
        if energy < 1e-20:
            break
        reflection = -2.0 * (backward @ forward) / energy
        filter = np.r_[filter, 0.0] + reflection * np.r_[0.0, filter[::-1]]
        forward, backward = (
            (forward + reflection * backward)[1:], (backward + reflection * forward)[:-1]
        )
    found = np.zeros(order)
    found[: len(filter) - 1] = -filter[1:]
    return found
