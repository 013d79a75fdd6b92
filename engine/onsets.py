"""Attacks in a sound, as it comes: causal, a few milliseconds late. It asks nothing of anybody.

Spectral flux (Bello et al. 2005) on the logarithm of 24 bands, against the loudest of each band and
its neighbours some hops before, which keeps a vibrato from being one (Boeck & Widmer, DAFx 2013).
The window leans to its newest end, so an attack shows within two hops. The threshold follows the
median of the flux, and nothing is struck again before the flux has fallen.
"""

from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

import numpy as np

HOP, WINDOW, RISE = 128, 512, 64
"""Samples between two looks, in each, and over which its newest end falls off."""
LAG = 5
"""Hops between the two looks that are compared."""
DELTA, FACTOR, MEDIAN = 0.5, 3.0, 94
"""The threshold: a constant, and so many times the median of the flux of so many hops (0.25 s)."""
REARM = 0.5
"""Below this share of the threshold it is ready for the next."""
APART_S = 0.05
"""No two attacks are closer, as no two hits of a drummer's hand."""
DELAY_MS = 5.3
"""After so long an attack is noticed: the median over drums, keys, mallets and plucked strings."""
_FLOOR = 1e-7  # of a band's power: what lies below is as silence
_FIRM_DB, _FIRM = -25.0, 96 / 127  # of a firm note of the corpus: its first 5 ms, its velocity


class Attack(NamedTuple):
    """`ago` samples before the end of what has been heard it was noticed; `strength` 0..1 as a
    key's velocity."""

    ago: int
    strength: float


@dataclass(frozen=True)
class Memory:
    """past: samples that the next look reaches back to; levels (LAG, bands) and flux (MEDIAN,) of
    the looks before; whether it is ready, and hops since the last attack."""

    past: np.ndarray
    levels: np.ndarray
    flux: np.ndarray
    ready: bool = True
    since: int = 1 << 30


@dataclass(frozen=True)
class _Bands:
    window: np.ndarray
    share: np.ndarray = field(repr=False)


def start(sample_rate: int) -> Memory:
    """[any] Silence so far."""
    bands = _bands(sample_rate).share.shape[1]
    levels = np.full((LAG, bands), np.log(_FLOOR), np.float32)
    return Memory(np.zeros(WINDOW - HOP, np.float32), levels, np.zeros(MEDIAN, np.float32))


def attacks(
    audio: np.ndarray, memory: Memory, sample_rate: int
) -> tuple[tuple[Attack, ...], Memory]:
    """[any] (samples,) float32, any number of them, to the attacks noticed in them, and the memory.

    How time is cut into calls changes nothing.
    """
    sound = np.concatenate([memory.past, audio])
    looks = (len(sound) - (WINDOW - HOP)) // HOP
    if looks <= 0:
        return (), Memory(sound, memory.levels, memory.flux, memory.ready, memory.since)
    bands = _bands(sample_rate)
    stretch = np.lib.stride_tricks.sliding_window_view(sound, WINDOW)[::HOP]
    power = np.abs(np.fft.rfft(stretch * bands.window, axis=1)) ** 2 @ bands.share
    levels = np.concatenate([memory.levels, np.log(power + _FLOOR).astype(np.float32)])
    before = levels[:looks].copy()
    np.maximum(before[:, 1:], levels[:looks, :-1], out=before[:, 1:])
    np.maximum(before[:, :-1], levels[:looks, 1:], out=before[:, :-1])
    rise = np.maximum(levels[LAG:] - before, 0).mean(axis=1)
    flux = np.concatenate([memory.flux, rise])
    history = np.lib.stride_tricks.sliding_window_view(flux[:-1], MEDIAN)
    middle = np.partition(history, MEDIAN // 2, axis=1)[:, MEDIAN // 2]
    thresholds = DELTA + FACTOR * middle
    found, ready, since = [], memory.ready, memory.since
    apart = APART_S * sample_rate / HOP
    for look, (value, threshold) in enumerate(zip(rise, thresholds, strict=True)):
        since += 1
        if value > threshold and ready and since > apart:
            end = WINDOW + look * HOP
            found.append(Attack(len(sound) - end, _strength(sound[end - 2 * HOP : end])))
            ready, since = False, 0
        elif value < REARM * threshold:
            ready = True
    after = Memory(sound[looks * HOP :], levels[looks:], flux[looks:], ready, since)
    return tuple(found), after


def _strength(sound: np.ndarray) -> float:
    """Velocity 0..1 by the level of an attack's first samples; General MIDI's curve, 40 dB for a
    factor of ten, through the corpus's firm note."""
    level = 10 * np.log10(float(np.mean(sound.astype(np.float64) ** 2)) + 1e-12)
    return float(np.clip(_FIRM * 10 ** ((level - _FIRM_DB) / 40), 0.05, 1.0))


@cache
def _bands(sample_rate: int) -> _Bands:
    """The window (WINDOW,), of unit power a sample, and which bins (bins, bands) make up a band."""
    rising = np.arange(WINDOW - RISE) + 0.5
    window = np.concatenate([
        0.5 - 0.5 * np.cos(np.pi * rising / (WINDOW - RISE)),
        0.5 + 0.5 * np.cos(np.pi * (np.arange(RISE) + 0.5) / RISE),
    ])
    window /= np.sqrt((window**2).sum() * WINDOW)
    hertz = np.fft.rfftfreq(WINDOW, 1 / sample_rate)
    edges = np.geomspace(60, 16000, 25)
    share = (hertz[:, None] >= edges[:-1]) & (hertz[:, None] < edges[1:])
    return _Bands(window.astype(np.float32), share[:, share.any(axis=0)].astype(np.float32))
