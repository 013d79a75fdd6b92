"""A sound as a small picture, waveform over spectrogram, for a page that shows many. NumPy alone.
"""

import itertools
import struct
import zlib
from dataclasses import dataclass

import numpy as np

WIDTH, WAVE, SPECTRUM = 360, 56, 120
"""Pixels across, and how high the two parts are."""
LOW_HZ, HIGH_HZ = 40.0, 20000.0
"""Of the spectrogram, whose heights are by ratio."""
TOP_DB, RANGE_DB = -15.0, 70.0
"""What is drawn lightest, below a full-scale sine, and how far the darkest lies below it."""
WINDOW = 2048
_STOPS = np.array([
    (0.00, 8, 9, 11), (0.25, 28, 32, 66), (0.50, 24, 104, 122), (0.75, 95, 212, 232),
    (0.90, 255, 196, 110), (1.00, 255, 246, 226),
])
"""Dark to light: position, red, green, blue."""
_WAVE_COLOUR, _BACK, _MIDDLE = 192, 0, 40


def palette() -> np.ndarray:
    """[any] (256, 3) uint8, from silent to loud."""
    at = np.linspace(0, 1, 256)
    columns = [np.interp(at, _STOPS[:, 0], _STOPS[:, channel]) for channel in (1, 2, 3)]
    return np.round(np.stack(columns, axis=1)).astype(np.uint8)


@dataclass(frozen=True)
class Look:
    """What is drawn of a sound: high and low (WIDTH,) samples of each column, and the spectrogram
    (SPECTRUM, WIDTH) as places in the palette."""

    high: np.ndarray
    low: np.ndarray
    spectrum: np.ndarray

    @property
    def peak(self) -> float:
        """[any] Its largest sample."""
        return float(max(self.high.max(), -self.low.min()))


def look(audio: np.ndarray, rate: int) -> Look:
    """[any] What is drawn of (samples, channels)."""
    edges = np.linspace(0, len(audio), WIDTH + 1).astype(int)
    parts = [audio[a : max(b, a + 1)] for a, b in itertools.pairwise(edges)]
    high, low = (np.array([getattr(part, name)() for part in parts]) for name in ("max", "min"))
    return Look(high, low, spectrogram(audio.mean(axis=1), rate))


def picture(found: Look, full: float) -> bytes:
    """[any] As a PNG; full: the sample that reaches the edge."""
    return png(np.concatenate([waveform(found, full), found.spectrum]), palette())


def waveform(found: Look, full: float) -> np.ndarray:
    """[any] (WAVE, WIDTH) places in the palette."""
    rows, middle = np.arange(WAVE)[:, None], (WAVE - 1) / 2
    high, low = (middle * edge / max(full, 1e-6) for edge in (found.high, found.low))
    inside = (rows >= np.floor(middle - high)) & (rows <= np.ceil(middle - low))
    drawn = np.full((WAVE, WIDTH), _BACK, np.uint8)
    drawn[WAVE // 2] = _MIDDLE
    drawn[inside & (high - low > 0.05)] = _WAVE_COLOUR
    return drawn


def spectrogram(mono: np.ndarray, rate: int) -> np.ndarray:
    """[any] (SPECTRUM, WIDTH) places in the palette: the level by ratio of frequency."""
    centres = np.linspace(0, max(len(mono) - 1, 1), WIDTH).astype(int)
    padded = np.pad(mono, (WINDOW // 2, WINDOW))
    window = np.hanning(WINDOW)
    parts = padded[centres[:, None] + np.arange(WINDOW)] * window
    power = (np.abs(np.fft.rfft(parts, axis=1)) / (window.sum() / 2)) ** 2
    heights = np.geomspace(LOW_HZ, HIGH_HZ, SPECTRUM + 1) * WINDOW / rate
    sums = np.concatenate([np.zeros((WIDTH, 1)), np.cumsum(power, axis=1)], axis=1)
    places = np.minimum(heights + 0.5, sums.shape[1] - 1.0)
    # The sum up to a place between two bins, so that a row lower than a bin is wide has its share.
    whole = places.astype(int)
    after = np.minimum(whole + 1, sums.shape[1] - 1)
    upto = sums[:, whole] + (places - whole) * (sums[:, after] - sums[:, whole])
    wide = np.diff(places)
    mean = np.diff(upto, axis=1) / np.maximum(np.minimum(wide, 1), 1e-9)
    level = 1 + (10 * np.log10(np.maximum(mean, 1e-12)) - TOP_DB) / RANGE_DB
    return np.round(255 * np.clip(level, 0, 1)).astype(np.uint8).T[::-1]


def png(picture: np.ndarray, colours: np.ndarray) -> bytes:
    """[any] (height, width) places in a palette (256, 3), both uint8, as a file (RFC 2083)."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(
            ">I", zlib.crc32(kind + data)
        )

    height, width = picture.shape
    rows = np.concatenate([np.zeros((height, 1), np.uint8), picture], axis=1)  # no filter
    header = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join([
        chunk(b"IHDR", header), chunk(b"PLTE", colours.tobytes()),
        chunk(b"IDAT", zlib.compress(rows.tobytes(), 9)), chunk(b"IEND", b""),
    ])
