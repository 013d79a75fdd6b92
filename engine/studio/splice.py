"""New sound into a gap of an old one, so that neither join can be told: beyond its edges the old
sound goes on as it would have (`extrapolation.py`) and fades into the new, or out of it.
"""

import numpy as np

FADE_S = 0.02
"""How long a join takes, inside the gap."""
MOST = 2.0
"""What a join is made louder, at most, where what is led on has died."""
NEAR_S, BANDS, FFT = 0.05, 28, 1024
"""What is near a join, and in how many bands, of 4 * FFT bins, its two sides are compared."""
EDGE_S = 0.005
"""Fade in or out where the new sound has no old one beside it."""


def joined(
    new: np.ndarray, onwards: np.ndarray | None, backwards: np.ndarray | None, rate: int
) -> np.ndarray:
    """[any] new (N, channels) for a gap: it begins as `onwards`, how the sound before the gap goes
    on, and ends as `backwards`, what leads to the sound behind it. None is for silence."""
    made = np.array(new, np.float64)
    count = fade(len(made), rate)
    if onwards is None:
        edge = min(count, round(EDGE_S * rate))
        made[:edge] *= _rising(edge)
    else:
        made[:count] = crossed(onwards[:count], made[:count])
    if backwards is None:
        edge = min(count, round(EDGE_S * rate))
        made[len(made) - edge :] *= _rising(edge)[::-1]
    else:
        behind = len(made) - count
        made[behind:] = crossed(made[behind:], backwards[len(backwards) - count :])
    return made


def fade(samples: int, rate: int) -> int:
    """[any] Samples of a join in a gap of so many."""
    return max(1, min(round(FADE_S * rate), samples // 3))


def crossed(leaving: np.ndarray, arriving: np.ndarray) -> np.ndarray:
    """[any] From one (samples, channels) to the other, as loud on the way as the one is where it
    begins and the other where it ends: noise that is led on dies, and tones out of step cancel."""
    share = _rising(len(leaving))
    mixed = (1 - share) * leaving + share * arriving
    should = (1 - share) * _power(leaving)[:1] + share * _power(arriving)[-1:]
    level = np.sqrt((should + 1e-12) / (_power(mixed) + 1e-12))
    # At its ends a join is what is there, whatever the stretches around them say.
    return mixed * (1 + 4 * share * (1 - share) * (np.clip(level, 1 / MOST, MOST) - 1))


def step_db(before: np.ndarray, behind: np.ndarray, rate: int) -> float:
    """[any] How differently two sounds (samples, channels) are coloured, the end of the one and the
    beginning of the other: the mean difference in dB over BANDS, 0 where one goes on as the other.
    """
    size = max(1, min(round(NEAR_S * rate), len(before), len(behind)))
    a, b = (_bands(part.mean(axis=1)) for part in (before[-size:], behind[:size]))
    return float(np.mean(np.abs(a - b)))


def _bands(sound: np.ndarray) -> np.ndarray:
    """(BANDS,) dB of (samples,), in bands of equal width to the ear."""
    power = np.abs(np.fft.rfft(sound * np.hanning(len(sound)), 4 * FFT)) ** 2
    edges = np.unique(np.geomspace(3, 2 * FFT, BANDS + 1).astype(int))[:-1]
    return 10 * np.log10(np.add.reduceat(power[: 2 * FFT], edges) + 1e-6)


def _power(audio: np.ndarray) -> np.ndarray:
    """(samples, 1) of (samples, channels), over half of them around each."""
    power, size = np.mean(audio**2, axis=1), max(1, len(audio) // 2)
    before = np.concatenate([[0.0], np.cumsum(power)])
    middle = np.arange(len(power))
    start, stop = np.maximum(middle - size // 2, 0), np.minimum(middle + size // 2 + 1, len(power))
    return ((before[stop] - before[start]) / (stop - start))[:, None]


def _rising(samples: int) -> np.ndarray:
    """(samples, 1) from 0 to 1, a raised cosine."""
    along = (np.arange(samples) + 0.5) / samples
    return (0.5 - 0.5 * np.cos(np.pi * along))[:, None]
