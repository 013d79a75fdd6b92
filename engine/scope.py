"""What sounds, for eyes: the last second or so as one channel, in memory that both processes share.

One writer, the render thread, which copies each block and waits for nobody; a reader keeps the
count up to which it has read. No pictures are made here (bridge/picture.py does).
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

ROOM = 1 << 16
"""Samples kept: 1.4 s at 48 kHz."""
READABLE = ROOM - (1 << 13)
"""Of these so many can be had: the oldest may be written over while they are read."""
_COUNT, _RATE = 0, 1


class Scope:
    """The last ROOM samples, float32, the mean of the channels."""

    NBYTES = 8 * 2 + 4 * ROOM

    def __init__(self, buffer: Any = None) -> None:
        """[any] The sound that lives in `buffer`, as it is, or none yet."""
        memory = bytearray(self.NBYTES) if buffer is None else buffer
        self._header: NDArray[np.float64] = np.frombuffer(memory, np.float64, 2)
        self._ring: NDArray[np.float32] = np.frombuffer(memory, np.float32, ROOM, offset=16)

    @property
    def count(self) -> int:
        """[any] How many samples there have been."""
        return int(self._header[_COUNT])

    @property
    def sample_rate(self) -> int:
        """[any] Of these samples, Hz; 0 before the first."""
        return int(self._header[_RATE])

    def add(self, audio: np.ndarray, sample_rate: int) -> None:
        """[render] (n, channels) float32 more, n no more than ROOM. Allocates nothing."""
        count = self.count
        start = count % ROOM
        first = min(len(audio), ROOM - start)
        np.mean(audio[:first], axis=1, out=self._ring[start : start + first])
        if first < len(audio):
            np.mean(audio[first:], axis=1, out=self._ring[: len(audio) - first])
        self._header[_RATE] = sample_rate
        self._header[_COUNT] = count + len(audio)  # last: it admits what was just written

    def since(self, count: int) -> tuple[NDArray[np.float32], int]:
        """[any] The samples after the first `count`, oldest first, of the last READABLE, and how
        many there are now."""
        now = self.count
        return self._ring[np.arange(max(count, now - READABLE, 0), now) % ROOM], now
