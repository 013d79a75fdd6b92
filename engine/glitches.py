"""Finds what does not belong in a sound: clicks, gaps and repeated blocks. It measures, and makes
no sound; long recordings go through it piece by piece.

A click is found where linear prediction (Makhoul 1975) fails for an instant. What the ear takes for
one is a step in the waveform, or in its slope: every frequency at once, for a few samples, which
nothing before or after foretells. So each sample is compared with what the samples before it, as
they go together in this part of the sound, lead one to expect; and the error with the largest
errors near it. An attack is no click: after it the errors stay large. Nor is a buzz: its errors
come back with every period.
"""

from dataclasses import dataclass

import numpy as np

ORDER = 24
"""Samples that a prediction looks back on: enough for a dozen resonances."""
HOP = 1024
"""Samples for which one set of coefficients serves; they are found on twice as many."""
CELL = 32
"""Errors are compared by their maxima over so many samples."""
CELLS = 64
"""So many maxima before and after a sample are what is near it: 43 ms each at 48 kHz."""
THRESHOLD = 2.5
"""An error so many times what is near it is a click. Of 24 shipped instruments, three seconds of
notes each, none came above 1.8; a step of a twentieth of the level comes to 4 (its median)."""
QUIET = 3e-5
"""Errors below -90 dB of full scale are none: nobody hears them."""
EDGE = 1e-3
"""A silence that begins or ends with less has been faded, and is no gap."""
SHORTEST = 64
"""Samples of zeros, or of what was there before, that make a gap or a repetition."""
LAGS = (64, 128, 256, 512, 1024, 2048)
"""How far back a repeated block may lie: the sizes in which drivers and the engine hand over."""


@dataclass(frozen=True)
class Glitch:
    """`sample` counts from the start; `size` is the error over what is near it for a click, else
    the length in samples."""

    kind: str
    sample: int
    size: float


def errors(audio: np.ndarray) -> np.ndarray:
    """[any] (samples,) of a sound to what cannot be predicted of it, from the sound before; whole
    hops only."""
    hops = len(audio) // HOP
    padded = np.concatenate([np.zeros(HOP), audio[: hops * HOP], np.zeros(HOP)]).astype(np.float64)
    around = np.lib.stride_tricks.sliding_window_view(padded, 2 * HOP)[HOP // 2 :: HOP][:hops]
    spectrum = np.abs(np.fft.rfft(around * np.hanning(2 * HOP), 4 * HOP, axis=1)) ** 2
    related = np.fft.irfft(spectrum, axis=1)[:, : ORDER + 1]
    related[:, 0] = related[:, 0] * (1 + 1e-7) + 1e-9
    lags = np.abs(np.subtract.outer(np.arange(ORDER), np.arange(ORDER)))
    weights = np.linalg.solve(related[:, lags], related[:, 1:, None])[..., 0]
    before = np.lib.stride_tricks.sliding_window_view(padded, ORDER)[HOP - ORDER :]
    before = before[: hops * HOP].reshape(hops, HOP, ORDER)
    expected = np.einsum("hno,ho->hn", before[..., ::-1], weights)
    return padded[HOP : HOP + hops * HOP] - expected.reshape(-1)


def prominence(audio: np.ndarray) -> np.ndarray:
    """[any] (samples, channels) to (cells,): how far the largest error of each CELL samples stands
    out of the second largest of those near it, before or after; the largest of the channels.

    The second largest, so that a click does not hide its neighbour. Whole hops only; 0 within
    CELLS of either end, where too little is near.
    """
    found = [np.zeros(0)]
    for channel in audio.T:
        peaks = np.abs(errors(channel)).reshape(-1, CELL).max(axis=1)
        score = np.zeros(len(peaks))
        if len(peaks) > 2 * CELLS + 2:
            near = np.lib.stride_tricks.sliding_window_view(peaks, CELLS)
            second = np.partition(near, CELLS - 2, axis=1)[:, CELLS - 2]
            middle = slice(CELLS + 1, len(peaks) - CELLS - 1)
            level = np.maximum(second[: -CELLS - 3], second[CELLS + 3 :])
            score[middle] = peaks[middle] / np.maximum(level, QUIET)
        found.append(score)
    return np.max(found[1:], axis=0)


class Search:
    """Goes through a recording piece by piece, in the memory of a few seconds."""

    PIECE = 128 * HOP
    _MARGIN = 4 * HOP  # what is near a sample, and what its prediction was made from

    def __init__(self, channels: int, threshold: float = THRESHOLD) -> None:
        """[any] Before the first sample, which follows silence."""
        self._threshold = threshold
        self._waiting = np.zeros((self._MARGIN, channels), np.float32)
        self._start = -self._MARGIN

    def feed(self, audio: np.ndarray) -> list[Glitch]:
        """[any] The glitches that (samples, channels) more make known, in order of time."""
        self._waiting = np.concatenate([self._waiting, audio])
        found: list[Glitch] = []
        while len(self._waiting) >= self.PIECE:
            found += self._look(self._waiting[: self.PIECE])
            self._waiting = self._waiting[self.PIECE - 2 * self._MARGIN :]
            self._start += self.PIECE - 2 * self._MARGIN
        return found

    def finish(self) -> list[Glitch]:
        """[any] Those at the end, behind which there is silence."""
        found = self.feed(np.zeros((2 * self._MARGIN, self._waiting.shape[1]), np.float32))
        return found + self._look(self._waiting)

    def _look(self, piece: np.ndarray) -> list[Glitch]:
        """Those whose first sample is in the piece and not in its margins."""
        cells = prominence(piece)
        found = [
            Glitch("click", int(cell) * CELL, float(cells[cell]))
            for cell in np.flatnonzero(cells > self._threshold)
        ]
        silent = np.abs(piece).max(axis=1) == 0
        for start, length in _runs(silent):
            edges = np.r_[piece[max(start - 2, 0) : start].ravel(),
                          piece[start + length : start + length + 2].ravel()]
            if edges.size and np.abs(edges).max() > EDGE:
                found.append(Glitch("gap", start, length))
        for lag in LAGS:
            again = np.abs(piece[lag:] - piece[:-lag]).max(axis=1) == 0
            found += [Glitch("repeat", lag + start, length)
                      for start, length in _runs(again & ~silent[lag:])]
        inside = range(self._MARGIN, len(piece) - self._MARGIN)
        return sorted(
            (Glitch(one.kind, self._start + one.sample, one.size)
             for one in found if one.sample in inside),
            key=lambda one: one.sample,
        )


def _runs(true: np.ndarray) -> list[tuple[int, int]]:
    """(start, length) of each stretch of SHORTEST or more."""
    edges = np.flatnonzero(np.diff(np.r_[False, true, False].astype(np.int8)))
    starts, lengths = edges[::2], edges[1::2] - edges[::2]
    long = lengths >= SHORTEST
    return [(int(a), int(b)) for a, b in zip(starts[long], lengths[long], strict=True)]
