"""Noise to latents: schedules and steps as plain functions of a `denoise` callable. No model here.

`denoise(x, t, until, state) -> (velocity, state)` is anything that says, for latents x (T, C) at
noise level t (1 noise, 0 data) that shall go to level `until`, which way the noise lies on average.
Each step has its own state: at step s a layer remembers the past at the same noise level, as in
training.
"""

from collections.abc import Callable, Sequence

import numpy as np

Denoise = Callable[[np.ndarray, float, float, np.ndarray], tuple[np.ndarray, np.ndarray]]


EARLY = 1.5
"""Above 1 the first steps are shorter than the last: near pure noise the velocity turns most."""


def levels(steps: int) -> np.ndarray:
    """[any] (steps + 1,) noise levels from 1 down to 0, closer together near 1."""
    return 1.0 - np.linspace(0.0, 1.0, steps + 1) ** EARLY


def euler(
    denoise: Denoise, noise: np.ndarray, steps: int, states: Sequence[np.ndarray]
) -> tuple[np.ndarray, tuple[np.ndarray, ...]]:
    """[render] Euler's method along the flow (Liu et al. 2022), one `denoise` per step.

    noise (T, C) float32; `states` one per step. Returns latents (T, C) and the next states.
    """
    x, following = noise, []
    for index in range(steps):
        x, state = euler_step(denoise, x, steps, index, states[index])
        following.append(state)
    return x, tuple(following)


def euler_step(
    denoise: Denoise, x: np.ndarray, steps: int, index: int, state: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """[render] Step `index` of `steps`, for latents x (T, C) that have gone through those before:
    latents and the next state of this step."""
    t, until = (float(level) for level in levels(steps)[index : index + 2])
    velocity, state = denoise(x, t, until, state)
    return x + np.float32(until - t) * velocity, state
