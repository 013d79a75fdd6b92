"""A true-peak limiter that adds no delay: one latent in, one latent out. It knows no model.

It sees the whole latent that it works on and nothing of the next one. Within the latent the gain
moves in straight lines between points 32 samples apart, and is already down when a peak comes. A
peak so near the latent's start that no line is short enough makes the gain step there, and the
last sample before it, fading, hides the step.

Why the ceiling holds whatever comes next: every latent is left so that its end, followed by that
fading last sample, is below the ceiling too. The next latent is then a blend between that safe way
on and the one that is wanted, and of all blends the nearest to the wish below the ceiling is taken.
Peaks are linear in the blend, so that is a division and not a search.
"""

from dataclasses import dataclass

import numpy as np

CEILING = 10 ** (-1 / 20)
"""Of true peaks, in full scale: -1 dBFS. What stays below passes untouched."""
TOLERATED = CEILING * 10 ** (0.02 / 20)
"""What a slope in the gain may add to a peak before the blend answers."""
SEGMENT = 32
"""Samples between two points of the gain."""
ATTACK = 0.15
"""The most that the gain falls from one point to the next: half of it in 2 ms."""
RELEASE_S = 0.1
"""Time constant with which it rises again."""
LEAST = 1e-3
"""The gain never remembers to have been below this: it is divided by."""
ARRIVED = 1e-6
"""What is so near to a gain of 1 is 1: what is below the ceiling is again untouched, to the bit."""

_TAPS = 10  # samples to either side that a value between two samples depends on
_REACH = SEGMENT + _TAPS
_OVER = 4


def _oversampler() -> np.ndarray:
    """(52, 128): a segment with 10 samples to either side, to its samples at four times the rate.

    A windowed sinc (Kaiser, beta 5). The samples themselves are among the 128.
    """
    position = np.arange(SEGMENT * _OVER) / _OVER + _TAPS
    distance = position[None] - np.arange(SEGMENT + 2 * _TAPS)[:, None]
    inside = np.clip(1 - (distance / _TAPS) ** 2, 0, None)
    kernel = np.sinc(distance) * np.i0(5 * np.sqrt(inside)) / np.i0(5) * (inside > 0)
    return (kernel / kernel.sum(axis=0)).astype(np.float32)


_OVERSAMPLER = _oversampler()
_SURE = CEILING / float(np.abs(_OVERSAMPLER).sum(axis=0).max())
"""Samples below this have no true peak above the ceiling, whatever lies around them."""
_FADING = np.zeros(_REACH, np.float32)
_FADING[:SEGMENT] = 0.5 + 0.5 * np.cos(np.pi * np.arange(1, SEGMENT + 1) / SEGMENT)
_ALONG = np.arange(SEGMENT * _OVER) / (SEGMENT * _OVER)


@dataclass(frozen=True)
class Memory:
    """What the limiter remembers: the last samples that it gave (channels, 42), and its gain."""

    tail: np.ndarray
    gain: float = 1.0


def start(channels: int) -> Memory:
    """[render] Silence, and a gain of 1."""
    return Memory(np.zeros((channels, _REACH), np.float32))


def limit(sound: np.ndarray, memory: Memory, sample_rate: int) -> tuple[np.ndarray, Memory]:
    """[render] One latent (channels, samples) float32 below the ceiling, and the memory after it.

    samples is a multiple of SEGMENT, at least 64. All channels get one gain. The sound is finite.
    """
    tail, gain = memory.tail, memory.gain
    if gain == 1.0 and max(np.abs(sound).max(), np.abs(tail).max()) < _SURE:
        return sound, Memory(sound[:, -_REACH:], 1.0)
    peaks = _peaks(tail / gain, sound)
    if gain == 1.0 and peaks.max() <= CEILING:
        return sound, Memory(sound[:, -_REACH:], 1.0)
    points = _gain_points(CEILING / np.maximum(peaks, CEILING), gain, sample_rate)
    count = sound.shape[1]
    curve = np.interp(np.arange(count) / SEGMENT, np.arange(len(points)), points)
    fading = np.zeros_like(sound)
    fading[:, :_REACH] = tail[:, -1:] * _FADING
    wish = sound * curve.astype(np.float32) + np.float32(1 - points[0] / gain) * fading
    share = _share(tail, wish, fading)
    if share < 1.0:
        wish = fading + np.float32(share) * (wish - fading)
    gain = max(share * points[-1], LEAST)
    return wish, Memory(wish[:, -_REACH:], 1.0 if 1.0 - gain < ARRIVED else gain)


def _oversampled(tail: np.ndarray, sound: np.ndarray) -> np.ndarray:
    """(channels, segments + 2, 128): four times the rate, from the segment before `sound` to the
    one after it, in which its last sample fades."""
    whole = np.concatenate([tail, sound, sound[:, -1:] * _FADING], axis=1)
    segments = sound.shape[1] // SEGMENT + 2
    windows = np.lib.stride_tricks.sliding_window_view(whole, SEGMENT + 2 * _TAPS, axis=1)
    return np.ascontiguousarray(windows[:, : segments * SEGMENT : SEGMENT]) @ _OVERSAMPLER


def _peaks(tail: np.ndarray, sound: np.ndarray) -> np.ndarray:
    """(segments + 1, 128): how loud the loudest channel is, from the latent's start on."""
    return np.abs(_oversampled(tail, sound)[:, 1:]).max(axis=0)


def _gain_points(needed: np.ndarray, before: float, sample_rate: int) -> list[float]:
    """The gain at the start, between any two segments and at the end, from `needed` (segments + 1,
    128): the gain that each sample would bear."""
    bearable = needed.min(axis=1).tolist()
    points = [before, *map(min, bearable, bearable[1:])]
    for at in range(len(points) - 2, 0, -1):
        points[at] = min(points[at], points[at + 1] + ATTACK)
    rest = float(np.exp(-SEGMENT / (RELEASE_S * sample_rate)))
    for at in range(1, len(points)):
        points[at] = min(points[at], 1 - (1 - points[at - 1]) * rest)
    # The highest start from which the line to the second point stays below what is needed.
    lines = (needed[0] - _ALONG * points[1]) / (1 - _ALONG)
    points[0] = min(before, float(lines.min()))
    return points


def _share(tail: np.ndarray, wish: np.ndarray, fading: np.ndarray) -> float:
    """How much of the wish, 0..1, the blend with the safe way on may hold."""
    wished = _oversampled(tail, wish)
    beyond = np.abs(wished) > TOLERATED
    if not beyond.any():
        return 1.0
    safe = _oversampled(tail, fading)[beyond]
    way = wished[beyond] - safe
    return float(np.clip((TOLERATED - np.sign(way) * safe) / np.abs(way), 0, 1).min())
