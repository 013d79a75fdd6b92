"""The pitch of one voice, and whether there is one. Chords it does not know.

YIN (de Cheveigne & Kawahara 2002) on the last 43 ms, with the difference function by way of one
autocorrelation.
"""

from functools import cache

import numpy as np

WINDOW = 2048
"""Samples that are looked at, 43 ms: two periods of the lowest pitch."""
LOWEST_HZ, HIGHEST_HZ = 60.0, 1600.0
APERIODIC = 0.15
"""Above this share of aperiodic power there is no voice."""


def pitch(sound: np.ndarray, sample_rate: int) -> float | None:
    """[any] (WINDOW,) float to a MIDI note number, fractional (69 is 440 Hz), or None for what is
    no single voice within 60 to 1600 Hz. It does not judge loudness."""
    longest = int(sample_rate / LOWEST_HZ) + 1
    shortest = int(sample_rate / HIGHEST_HZ)
    length = WINDOW - longest
    sound = sound.astype(np.float64)
    size = _size(WINDOW)
    spectrum = np.fft.rfft(sound, size)
    head = np.fft.rfft(sound[:length], size)
    correlation = np.fft.irfft(spectrum * np.conj(head), size)[: longest + 1]
    energy = np.concatenate([[0.0], np.cumsum(sound**2)])
    lags = np.arange(longest + 1)
    difference = energy[length] + energy[lags + length] - energy[lags] - 2 * correlation
    difference = np.maximum(difference, 0.0)
    running = np.cumsum(difference[1:])
    if running[-1] <= 1e-9:
        return None
    normal = np.concatenate([[1.0], difference[1:] * lags[1:] / np.maximum(running, 1e-12)])
    below = np.flatnonzero(normal[shortest:longest] < APERIODIC)
    if not len(below):
        return None
    lag = shortest + int(below[0])
    while lag + 1 < longest and normal[lag + 1] < normal[lag]:
        lag += 1
    left, middle, right = normal[lag - 1], normal[lag], normal[lag + 1]
    bow = left - 2 * middle + right
    period = lag + (0.5 * (left - right) / bow if bow > 0 else 0.0)
    return float(69 + 12 * np.log2(sample_rate / period / 440))


@cache
def _size(samples: int) -> int:
    """A power of two that holds a correlation without wrapping round."""
    return 1 << (2 * samples - 1).bit_length()
