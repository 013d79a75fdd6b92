"""How far two sounds are from each other, and how near noise is to white: plain figures in numpy.

The distance is the full-band one by which the models are judged (`models/losses.py`): mean
difference of log-mel spectra in dB, 20 Hz to 20 kHz. It measures; it draws and plays nothing.
"""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

WINDOW, HOP, BANDS = 2048, 512, 128
LOWEST_HZ, HIGHEST_HZ = 20.0, 20000.0
DEPTH_DB = 80.0
"""What is so far below the loudest band is silence."""
ALIKE_DB = 100.0
"""The ratio of two sounds that differ by nothing that float32 could hold."""
_AT_ONCE = 1024


def mel_db(audio: np.ndarray, sample_rate: int) -> np.ndarray:
    """[any] (samples, channels) to (BANDS, columns) dB of the channels' mean, a column for each HOP
    samples, centred on its first; not held to any floor but -100 dB."""
    mono = audio.mean(axis=1, dtype=np.float64).astype(np.float32)
    padded = np.pad(mono, WINDOW // 2)
    every = np.lib.stride_tricks.sliding_window_view(padded, WINDOW)[::HOP]
    bank, window = mel_bank(sample_rate), np.hanning(WINDOW + 1)[:-1].astype(np.float32)
    found = []
    for start in range(0, len(every), _AT_ONCE):  # a long clip's windows at once would fill memory
        power = np.abs(np.fft.rfft(every[start : start + _AT_ONCE] * window, axis=1)) ** 2
        found.append(10 * np.log10(bank @ power.T + 1e-10))
    return np.concatenate(found, axis=1).astype(np.float32)


@cache
def mel_bank(sample_rate: int, bands: int = BANDS, window: int = WINDOW) -> np.ndarray:
    """[any] (bands, bins) triangles, evenly spaced on the mel scale (O'Shaughnessy 1987). None is
    narrower than a bin, so no band is deaf."""
    low, high = (2595 * np.log10(1 + hz / 700) for hz in (LOWEST_HZ, HIGHEST_HZ))
    edges = 700 * (10 ** (np.linspace(low, high, bands + 2) / 2595) - 1)
    hertz = np.fft.rfftfreq(window, 1 / sample_rate)
    width = np.maximum(np.diff(edges), hertz[1])
    rising = (hertz - edges[1:-1, None]) / width[:-1, None] + 1
    falling = 1 - (hertz - edges[1:-1, None]) / width[1:, None]
    return np.clip(np.minimum(rising, falling), 0, None)


def between_db(one: np.ndarray, other: np.ndarray, loudest_db: float) -> float:
    """[any] Mean distance in dB of two spectra of `mel_db`, as far as the shorter goes; what is
    DEPTH_DB below `loudest_db` counts as that."""
    columns = min(one.shape[1], other.shape[1])
    floor = loudest_db - DEPTH_DB
    sides = (np.maximum(side[:, :columns], floor) for side in (one, other))
    return float(np.abs(np.subtract(*sides)).mean())


def mel_distance_db(audio: np.ndarray, reference: np.ndarray, sample_rate: int) -> float:
    """[any] The distance of (samples, channels) audio from a reference, in dB."""
    asked = mel_db(reference, sample_rate)
    return between_db(mel_db(audio, sample_rate), asked, float(asked.max()))


def relative_error(made: np.ndarray, real: np.ndarray) -> float:
    """[any] RMS of what differs, over that of the real one: 0 is the same, 1 as far as nothing."""
    energy = float(np.sum(np.square(real, dtype=np.float64)))
    wrong = float(np.sum(np.square(np.subtract(made, real, dtype=np.float64))))
    return float(np.sqrt(wrong / max(energy, 1e-20)))


def snr_db(made: np.ndarray, real: np.ndarray) -> float:
    """[any] How far the real sound is above what differs, in dB, waveform against waveform;
    ALIKE_DB at most."""
    return float(min(ALIKE_DB, -20 * np.log10(max(relative_error(made, real), 1e-20))))


@dataclass(frozen=True)
class Whiteness:
    """What noise (T, C) is like: standard deviation (1 in a performance), and how neighbours in
    time correlate, channel by channel, 1 and 2 latents apart (0 in a performance)."""

    deviation: float
    neighbours: float
    second: float


def whiteness(noise: np.ndarray) -> Whiteness:
    """[any] Of noise (T, C), T at least 4."""
    centred = noise.astype(np.float64) - noise.mean(axis=0)
    power = float(np.mean(centred**2)) or 1e-20

    def correlation(apart: int) -> float:
        return float(np.mean(centred[apart:] * centred[:-apart]) / power)

    return Whiteness(float(np.std(noise)), correlation(1), correlation(2))


@dataclass(frozen=True)
class Evenness:
    """A way from sound to sound: steps in dB; largest, the largest step over their mean (1 is
    perfectly even); detour, all steps over the direct distance (1 is straight)."""

    steps: tuple[float, ...]
    largest: float
    detour: float


def evenness(sounds: Sequence[np.ndarray], sample_rate: int) -> Evenness:
    """[any] Of (samples, channels) sounds in their order, three or more."""
    spectra = [mel_db(sound, sample_rate) for sound in sounds]
    loudest = max(float(one.max()) for one in spectra)
    columns = max(one.shape[1] for one in spectra)
    spectra = [  # what a shorter one lacks is silence
        np.pad(one, ((0, 0), (0, columns - one.shape[1])), constant_values=-100.0)
        for one in spectra
    ]
    steps = [between_db(a, b, loudest) for a, b in itertools.pairwise(spectra)]
    direct = between_db(spectra[0], spectra[-1], loudest)
    mean = max(float(np.mean(steps)), 1e-9)
    return Evenness(tuple(steps), max(steps) / mean, sum(steps) / max(direct, 1e-9))
