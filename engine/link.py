"""What bridge and engine say to each other beside values, events and meters: who lives, what is
wanted, what is so, and short texts. Plain numbers and bytes in memory that both share.
"""

import json
import struct
import zlib
from enum import IntEnum
from typing import Any

import numpy as np


class Wanted(IntEnum):
    """What the bridge wants of the engine."""

    READY = 0  # load the model, find the card, and wait
    PLAY = 1
    STOP = 2  # fade out and end


class State(IntEnum):
    """What the engine is at."""

    NONE = 0  # there has been no engine yet
    STARTING = 1
    READY = 2  # facts are written
    PLAYING = 3
    WRITING = 4  # no sound card: the sound goes to a file
    ENDED = 5  # as it was told
    FAILED = 6  # facts say why


class _Number:
    """One aligned float64 of a Link, read and written whole."""

    def __init__(self, index: int) -> None:
        self._index = index

    def __get__(self, link: "Link", owner: type) -> float:
        return float(link.cells[self._index])

    def __set__(self, link: "Link", value: float) -> None:
        link.cells[self._index] = value


class Link:
    """The control region. Each number has one writer, said beside it."""

    NBYTES = 8 * 16

    engine_pid = _Number(0)  # engine
    engine_beat = _Number(1)  # engine: time.monotonic(), which both processes share
    state = _Number(2)  # engine: State
    lives = _Number(3)  # engine: how many engines have served this memory
    position = _Number(4)  # engine: latents performed, over all lives
    ended_at = _Number(5)  # engine: 1 + the position where a panic ended the built-in piece, or 0
    hushed = _Number(6)  # engine: 1 while the silence of a panic lasts
    bridge_pid = _Number(8)  # bridge
    bridge_beat = _Number(9)  # bridge
    wanted = _Number(10)  # bridge: Wanted

    def __init__(self, buffer: memoryview | bytearray) -> None:
        """[any] The link that lives in `buffer`, as it is."""
        self.cells = np.frombuffer(buffer, np.float64, self.NBYTES // 8)

    def is_at(self, *states: State) -> bool:
        """[any] Whether the engine is at one of these."""
        return State(int(self.state)) in states


class Slate:
    """One JSON document that one side writes rarely and the other reads."""

    NBYTES = 16384

    def __init__(self, buffer: memoryview | bytearray) -> None:
        """[any] The slate that lives in `buffer`, as it is."""
        self._buffer = memoryview(buffer)

    def write(self, document: dict[str, Any]) -> None:
        """[control] Replace the document. Errors: ValueError when it is too long."""
        text = json.dumps(document).encode()
        if len(text) + 8 > self.NBYTES:
            raise ValueError(f"{len(text)} bytes are too long for a slate of {self.NBYTES}")
        self._buffer[8 : 8 + len(text)] = text
        self._buffer[:8] = struct.pack("<II", len(text), zlib.crc32(text))

    def read(self) -> dict[str, Any]:
        """[any] The document; empty when there is none, or none that is whole."""
        length, check = struct.unpack("<II", self._buffer[:8])
        text = bytes(self._buffer[8 : 8 + length])
        return json.loads(text) if length and zlib.crc32(text) == check else {}


class Notices:
    """The last few things that the engine announced, in words. One writer, any number of readers.

    A reader keeps the count up to which it has read.
    """

    ROOM, _BYTES = 32, 256
    NBYTES = 8 + ROOM * _BYTES

    def __init__(self, buffer: memoryview | bytearray | None = None) -> None:
        """[any] The notices that live in `buffer`, as they are, or none yet."""
        self._buffer = memoryview(bytearray(self.NBYTES) if buffer is None else buffer)
        self._count = np.frombuffer(self._buffer, np.float64, 1)

    @property
    def count(self) -> int:
        """[any] How many there have been."""
        return int(self._count[0])

    def say(self, text: str) -> None:
        """[control] Announce one thing; beyond 252 bytes it is cut. One thread only."""
        data = text.encode()[: self._BYTES - 4]
        start = 8 + self.count % self.ROOM * self._BYTES
        self._buffer[start + 4 : start + 4 + len(data)] = data
        self._buffer[start : start + 4] = struct.pack("<I", len(data))
        self._count[0] += 1

    def since(self, count: int) -> tuple[list[str], int]:
        """[any] What was announced after the first `count`, and the count now; of what is older
        than the last `ROOM - 1` nothing is left."""
        now = self.count
        texts = []
        for number in range(max(count, now - self.ROOM + 1), now):
            start = 8 + number % self.ROOM * self._BYTES
            length = struct.unpack("<I", self._buffer[start : start + 4])[0]
            data = bytes(self._buffer[start + 4 : start + 4 + length])
            texts.append(data.decode(errors="ignore"))  # cut, perhaps within a letter
        return texts, now
