"""When each block was made and how loud it came out, for whoever asks how quick the instrument is.
It measures nothing itself and finds nothing: latency.py reads it.

One row of numbers for each block, the last ROOM of them, in memory that both processes share. One
writer, the render thread; a reader keeps the count up to which it has read. Times are those of
`time.monotonic()`, which all processes of a machine share.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

SEGMENTS = 32
"""Into so many parts a block is cut to say how loud it is: 0.7 ms each."""
ROOM = 64


@dataclass
class Times:
    """Of one block. Seconds, but for the two counts."""

    begun_s: float = 0.0
    values_seen: int = 0
    """The store's publication that it used."""
    events_seen: int = 0
    """Events that it or an earlier block has used."""
    sampled_s: float = 0.0
    """Its latents were there."""


@dataclass(frozen=True)
class Block:
    """One row: its times, when it was written, what was queued before its first sample and behind
    the ring then, ms, and (SEGMENTS,) the greatest absolute sample of each part."""

    number: int
    times: Times
    written_s: float
    ring_ms: float
    device_ms: float
    peaks: NDArray[np.float64]


_PLAIN = 8
_WIDTH = _PLAIN + SEGMENTS


class Trace:
    """The rows of the last ROOM blocks."""

    NBYTES = 8 * (1 + ROOM * _WIDTH)

    def __init__(self, buffer: Any = None) -> None:
        """[any] The rows that live in `buffer`, as they are, or none yet."""
        memory = bytearray(self.NBYTES) if buffer is None else buffer
        cells: NDArray[np.float64] = np.frombuffer(memory, np.float64, self.NBYTES // 8)
        self._count, self._rows = cells[:1], cells[1:].reshape(ROOM, _WIDTH)

    @property
    def count(self) -> int:
        """[any] How many blocks there have been."""
        return int(self._count[0])

    def add(
        self, times: Times, written_s: float, ring_ms: float, device_ms: float, audio: np.ndarray
    ) -> None:
        """[render] One more block; audio (samples, channels), its samples a multiple of
        SEGMENTS."""
        number = self.count
        row = self._rows[number % ROOM]
        row[:_PLAIN] = (
            number, times.begun_s, times.values_seen, times.events_seen, times.sampled_s,
            written_s, ring_ms, device_ms,
        )
        row[_PLAIN:] = peaks(audio, len(audio) // SEGMENTS)
        self._count[0] = number + 1

    def since(self, count: int) -> list[Block]:
        """[any] The blocks after the first `count`; of what is older than the last ROOM - 1 nothing
        is left."""
        now = self.count
        first = max(count, now - ROOM + 1, 0)
        return [_block(self._rows[n % ROOM].copy()) for n in range(first, now)]


def _block(row: NDArray[np.float64]) -> Block:
    plain = row[:_PLAIN].tolist()
    number, begun_s, values, events, sampled_s, written_s, ring_ms, device_ms = plain
    times = Times(begun_s, int(values), int(events), sampled_s)
    return Block(int(number), times, written_s, ring_ms, device_ms, row[_PLAIN:])


def peaks(audio: np.ndarray, samples: int) -> np.ndarray:
    """[any] (n, channels) to (n // samples,): the greatest absolute sample of each part."""
    parts = len(audio) // samples
    return np.abs(audio[: parts * samples]).reshape(parts, -1).max(axis=1)
