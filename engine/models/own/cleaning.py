"""What of a recording is sound worth learning from: silence goes, faults are told. Pure.

Audio is (samples, 2) float32 at the corpus's rate. Nothing here knows an instrument.
"""

import hashlib
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from engine import lanes
from engine.models.corpus import PHRASE_SECONDS, SAMPLE_RATE

HOP = 512
QUIET_DB = -60.0
"""Below a recording's loudest by so much there is silence..."""
LOWEST_DB = -75.0
"""...and below this in any case."""
REST_S, KEPT_S = 1.0, 0.4
"""A rest as long as this is cut out, but for so much of what rings on before it."""
LEAD_S = 0.02
SHORTEST_S = 0.05
FADE = 480
CLIPPED_RUN = 4
"""So many samples at the very top in a row are a clipped peak."""
CLIPPED_SHARE = 2e-3
"""Of samples; more than that, and a recording is told of."""
GLANCES = 48
"""Columns of a print: how alike two recordings are is seen from so many moments."""
ALIKE = 0.995


@dataclass(frozen=True)
class Health:
    """Of one recording: seconds that it lasts, those that are sound, share 0..1 of samples that
    are clipped, a digest of its samples, and a print (24 * GLANCES,) of its spectrum in time."""

    seconds: float
    sounding: float
    clipped: float
    digest: str
    print: np.ndarray


def centred(audio: np.ndarray) -> np.ndarray:
    """[any] Without an offset."""
    return (audio - audio.mean(axis=0, dtype=np.float64)).astype(np.float32)


def stretches(audio: np.ndarray) -> list[tuple[int, int]]:
    """[any] (first, last) samples of what is left when rests are taken out, in order."""
    loud = lanes.loudness_db(audio.mean(axis=1), HOP)
    if not len(loud):
        return []
    floor = max(float(loud.max()) + QUIET_DB, LOWEST_DB)
    sounds = np.flatnonzero(loud > floor)
    if not len(sounds):
        return []
    gaps = np.flatnonzero(np.diff(sounds) * HOP > REST_S * SAMPLE_RATE)
    firsts = sounds[np.concatenate([[0], gaps + 1])] * HOP - round(LEAD_S * SAMPLE_RATE)
    lasts = (sounds[np.concatenate([gaps, [len(sounds) - 1]])] + 1) * HOP
    ends = np.minimum(lasts + round(KEPT_S * SAMPLE_RATE), len(audio))
    pairs = zip(np.maximum(firsts, 0).tolist(), ends.tolist(), strict=True)
    return [(a, b) for a, b in pairs if b - a >= SHORTEST_S * SAMPLE_RATE]


def pieces(audio: np.ndarray, first: int, last: int) -> list[tuple[int, int]]:
    """[any] A stretch cut into phrases of the corpus's length at most, at its quietest moments."""
    longest = int(PHRASE_SECONDS * SAMPLE_RATE)
    found = []
    while last - first > longest:
        window = audio[first + int(0.6 * longest) : first + longest].mean(axis=1)
        loud = lanes.loudness_db(window, HOP)
        cut = first + int(0.6 * longest) + int(np.argmin(loud)) * HOP
        found.append((first, cut))
        first = cut
    return [*found, (first, last)]


def faded(audio: np.ndarray) -> np.ndarray:
    """[any] A copy whose ends rise from and fall to nothing, so that a cut is no click."""
    audio, length = audio.copy(), min(FADE, len(audio) // 4)
    ramp = (0.5 - 0.5 * np.cos(np.pi * np.arange(length) / max(length, 1))).astype(np.float32)
    audio[:length] *= ramp[:, None]
    audio[len(audio) - length :] *= ramp[::-1, None]
    return audio


def health(audio: np.ndarray, parts: list[tuple[int, int]]) -> Health:
    """[any] How a recording is, and what tells it from others."""
    seconds = len(audio) / SAMPLE_RATE
    sounding = sum(last - first for first, last in parts) / SAMPLE_RATE
    scale = float(np.abs(audio).max()) or 1.0
    coarse = np.round(audio / scale * 4096).astype(np.int16)
    digest = hashlib.sha256(coarse.tobytes()).hexdigest()
    return Health(seconds, sounding, _clipped(audio), digest, _print(audio))


def alike(a: Health, b: Health) -> bool:
    """[any] Whether two are the same recording, perhaps in another format or at another level."""
    if a.digest == b.digest:
        return True
    if abs(a.seconds - b.seconds) > 0.1 + 0.002 * a.seconds:
        return False  # encoders pad, and nothing more
    return float(np.dot(a.print, b.print)) > ALIKE


def _clipped(audio: np.ndarray) -> float:
    peak = float(np.abs(audio).max())
    if peak < 0.5:
        return 0.0
    at_top = (np.abs(audio) >= 0.999 * peak).T.astype(np.int8)
    share = 0.0
    for side in at_top:
        edges = np.flatnonzero(np.diff(np.concatenate([[0], side, [0]])))
        runs = edges[1::2] - edges[::2]
        share += float(runs[runs >= CLIPPED_RUN].sum()) / audio.size
    return share


def _print(audio: np.ndarray) -> np.ndarray:
    """(24 * GLANCES,) of length 1: log power of 24 bands at GLANCES moments, without its mean."""
    mono = audio.mean(axis=1)
    size = 4096
    mono = np.pad(mono, (0, max(0, size - len(mono))))
    starts = np.linspace(0, len(mono) - size, GLANCES).astype(int)
    windows = np.stack([mono[s : s + size] for s in starts]) * np.hanning(size)
    power = np.abs(np.fft.rfft(windows, axis=1)) ** 2
    edges = np.geomspace(60, 8000, 25) * size / SAMPLE_RATE
    bands = np.stack([
        power[:, int(low) : max(int(high), int(low) + 1)].mean(axis=1)
        for low, high in pairwise(edges)
    ])
    level = np.log(bands + 1e-9 * (bands.max() + 1e-12))
    level -= level.mean()
    return (level / max(float(np.linalg.norm(level)), 1e-12)).ravel()
