"""Addressable noise: a pure function of (seed, latent index). No generator that anybody advances.

So a take is reproducible, any block size gives the same sound, a loop is a repeated range of
indices, and two seeds blend without a seam. The bits come from Philox-4x64-10 (Salmon et al. 2011),
whose stream NumPy guarantees; the normal distribution is made here (Box & Muller 1958), because
NumPy does not promise that its own stays the same.
"""

from bisect import bisect_right
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np

_WORDS_PER_COUNT = 4
_RUN = 16
"""Latents that are made at once and kept, as long as blocks come from among them."""


@dataclass(frozen=True)
class Loop:
    """A range of indices that repeats: about `length` latents from `origin` on, before it too.

    beats: how many it follows, or 0; then each pass begins where the beat has it (`passes`, latest
    last, as far back as anybody asks) and is as long as that makes it; the latest one is number
    `count`. It is the same loop however its passes fall.
    """

    origin: int
    length: int
    beats: float = 0.0
    passes: tuple[int, ...] = field(default=(), compare=False)
    count: int = field(default=0, compare=False)


def noise(seed: int, start: int, latents: int, channels: int) -> np.ndarray:
    """[any] (latents, channels) float32 of independent standard normal numbers.

    `start` is the index of the first latent, 0 or more; `channels` a multiple of 4.
    """
    run, at = divmod(start, _RUN)
    if at + latents <= _RUN:
        return _kept(seed, run, channels)[at : at + latents].copy()
    return _made(seed, start, latents, channels)


@lru_cache(maxsize=4)
def _kept(seed: int, run: int, channels: int) -> np.ndarray:
    return _made(seed, run * _RUN, _RUN, channels)


def _made(seed: int, start: int, latents: int, channels: int) -> np.ndarray:
    counts = channels // _WORDS_PER_COUNT
    bits = np.random.Philox(key=seed, counter=start * counts).random_raw(latents * channels)
    uniform = ((bits >> np.uint64(11)).astype(np.float64) + 0.5) * 2.0**-53
    radius, turn = uniform.reshape(2, -1, order="F")
    radius, turn = np.sqrt(-2 * np.log(radius)), 2 * np.pi * turn
    pair = np.stack([radius * np.cos(turn), radius * np.sin(turn)], axis=1)
    return pair.reshape(latents, channels).astype(np.float32)


def stretches(start: int, latents: int, loop: Loop | None) -> list[tuple[int, int]]:
    """[any] Where the noise of these latents lies: (first index, latents) of each unbroken range,
    in order. Without a loop it lies where it is."""
    if loop is None:
        return [(start, latents)]
    found, end = [], start + latents
    while start < end:
        begun = bisect_right(loop.passes, start)
        until = loop.passes[begun] if begun < len(loop.passes) else end
        if begun:
            within = start - loop.passes[begun - 1]
        else:  # in passes of the loop's length, before those that are known
            within = (start - (loop.passes or (loop.origin,))[0]) % loop.length
            until = min(until, start + loop.length - within)
        count = min(until, end) - start
        found.append((loop.origin + within, count))
        start += count
    return found


def morph(a: np.ndarray, b: np.ndarray, where: np.ndarray) -> np.ndarray:
    """[any] Blend (latents, channels) noises at `where` (latents,) in 0..1, keeping unit variance.

    Weights are cos and sin of a quarter turn, so the sum of their squares is one everywhere.
    """
    angle = where[:, None] * (np.pi / 2)
    return (np.cos(angle) * a + np.sin(angle) * b).astype(np.float32)
