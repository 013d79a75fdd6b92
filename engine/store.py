"""Current values and pending events, in flat float64 arrays that two processes can share.

Not the rules of any one door (panel.py has those) and not the table (parameters.py).

Any number of threads may write, all in one process: they lock among themselves. One render thread
reads and never waits: `Store` keeps two banks and publishes a whole one at a time (a sequence lock
of the latch kind), so a writer that is interrupted, or dies, half way leaves the reader with the
last complete values. Every slot is one aligned 64-bit word.
"""

import math
import threading
import zlib
from collections import deque
from collections.abc import Callable, Mapping
from enum import IntEnum
from typing import NamedTuple

import numpy as np

from engine.parameters import DRIVEN, FREE, HELD, INDEX, TABLE, check, find, mode_of

Buffer = memoryview | bytearray
Listener = Callable[[str, float, str], None]

TAKE = "take"  # the source whose writes are replayed as they are: touch does not take over
_ROWS = len(TABLE)
_HEADER = 8  # one cache line: sequence, layout, then spare
_SEQUENCE, _LAYOUT = 0, 1
_LAYOUT_OF_TABLE = float(zlib.crc32(" ".join(row.id for row in TABLE).encode()) or 1)
_READ_ATTEMPTS = 8


class Store:
    """A value and a touch count for every row of the table.

    `buffer` is any writable buffer of `Store.NBYTES` bytes, such as the `buf` of a
    `multiprocessing.shared_memory.SharedMemory`: zeros are filled with the defaults, values that
    another Store left there are kept. Raises ValueError when it is too small or of another table.

    `stale` counts snapshots that had to repeat the one before; `listener_errors` counts exceptions
    of listeners and `last_listener_error` is the latest.
    """

    NBYTES = 8 * (_HEADER + 2 * 2 * _ROWS)

    def __init__(self, buffer: Buffer | None = None) -> None:
        """[any] Attach to `buffer`, or to memory of its own when there is none."""
        cells = _cells(buffer, self.NBYTES, _LAYOUT_OF_TABLE, "parameter values")
        self._header = cells[:_HEADER]
        self._banks = cells[_HEADER:].reshape(2, 2 * _ROWS)  # values, then touch counts
        self._lock = threading.Lock()
        self._listeners: tuple[Listener, ...] = ()
        self._news: deque[tuple[str, float, str]] = deque()
        self._telling = threading.Lock()
        self.listener_errors = 0
        self.last_listener_error: Exception | None = None
        self.stale = 0
        self.seen = 0
        """The publication that the last snapshot showed; only its reader changes it."""
        if self._header[_LAYOUT] == 0:
            self._banks[:, :_ROWS] = [row.default for row in TABLE]
            self._header[_LAYOUT] = _LAYOUT_OF_TABLE
        self._last = self._bank().copy()

    def set(self, id: str, value: object, source: str) -> float:
        """[control] Check and store one value, in the row's unit; returns what was stored.

        Touch takes over: turning a knob of a lane that is free or driven also sets the lane's
        mode to held, unless the source is "take". Raises BadValue and changes nothing.
        """
        return self.set_many({id: value}, source)[id]

    def set_many(self, values: Mapping[str, object], source: str) -> dict[str, float]:
        """[control] Check and store several values together: all of them, or none.

        No snapshot ever shows a part of them. A mode among `values` wins over touch. Returns what
        was stored, modes that followed a knob included. Raises BadValue and changes nothing.
        """
        checked = {id: check(find(id), value) for id, value in values.items()}
        with self._lock:
            if source != TAKE:
                checked |= self._taken_over(checked)
            self._write(checked)
            self._news.extend((id, value, source) for id, value in checked.items())
        self._tell()
        return checked

    def get(self, id: str) -> float:
        """[any] The value of one row, in its unit. Raises BadValue for an unknown id."""
        find(id)
        return float(self._bank()[INDEX[id]])

    def values(self) -> dict[str, float]:
        """[control] The value of every row, all of one publication."""
        with self._lock:
            return dict(zip(INDEX, self._bank()[:_ROWS].tolist(), strict=True))

    def snapshot(self) -> tuple[np.ndarray, np.ndarray]:
        """[render] Copies of all values and touch counts, (rows,) float64 each, in table order.

        Never waits. When writers publish faster than it can copy, eight times in a row, it repeats
        the snapshot before and counts `stale`.
        """
        for _ in range(_READ_ATTEMPTS):
            sequence = self._header[_SEQUENCE]
            copy = self._banks[int(sequence) & 1].copy()
            if self._header[_SEQUENCE] == sequence:
                self._last, self.seen = copy, int(sequence)
                break
        else:
            self.stale += 1
            copy = self._last
        copy = copy.copy()
        return copy[:_ROWS], copy[_ROWS:]

    def listen(self, callback: Listener) -> Callable[[], None]:
        """[control] Have `callback(id, value, source)` told of every write; returns a way to stop.

        Told after the write, in the order of the writes, one at a time, by whichever writer's
        thread is at it; no lock of the store is held, so a callback may set values itself. An
        exception is caught and counted.
        """
        with self._lock:
            self._listeners = (*self._listeners, callback)

        def forget() -> None:
            with self._lock:
                self._listeners = tuple(x for x in self._listeners if x is not callback)

        return forget

    @property
    def published(self) -> int:
        """[any] How often values have been published."""
        return int(self._header[_SEQUENCE])

    def _bank(self) -> np.ndarray:
        """[any] The published bank itself."""
        return self._banks[int(self._header[_SEQUENCE]) & 1]

    def _taken_over(self, checked: Mapping[str, float]) -> dict[str, float]:
        """[control] The modes that have to follow the knobs being set."""
        modes = (mode_of(find(id)) for id in checked)
        bank = self._bank()
        return {
            mode.id: HELD for mode in modes
            if mode and mode.id not in checked and bank[INDEX[mode.id]] in (FREE, DRIVEN)
        }

    def _write(self, checked: Mapping[str, float]) -> None:
        """[control] Fill the bank that nobody reads, then publish it. The lock is held."""
        sequence = int(self._header[_SEQUENCE])
        following = self._banks[(sequence + 1) & 1]
        following[:] = self._banks[sequence & 1]
        for id, value in checked.items():
            following[INDEX[id]] = value
            following[_ROWS + INDEX[id]] += 1
        self._header[_SEQUENCE] = sequence + 1

    def _tell(self) -> None:
        """[control] Tell the listeners all news, unless a thread is at it and will tell ours too.

        Looking again after letting go catches what was added in between, so nothing stays untold.
        """
        while self._news and self._telling.acquire(blocking=False):
            try:
                while self._news:
                    self._tell_one(*self._news.popleft())
            finally:
                self._telling.release()

    def _tell_one(self, id: str, value: float, source: str) -> None:
        """[control] Tell every listener one piece of news."""
        for listener in self._listeners:
            try:
                listener(id, value, source)
            except Exception as error:  # whatever it is, the door goes on
                self.listener_errors += 1
                self.last_listener_error = error


class Kind(IntEnum):
    """What an event says; the comment gives its `a` and `b`."""

    NOTE_ON = 1  # pitch 0..127 (semitones, 60 is middle C), velocity 0..1
    NOTE_OFF = 2  # pitch
    ONSET = 3  # strength 0..1
    RESET = 4
    NEW_SEED = 5  # the seed that seed_a was given
    ALL_NOTES_OFF = 6
    PANIC = 7  # silence, until something is played or asked for again


class Event(NamedTuple):
    """One thing that happened. `offset` counts samples from the start of the block it falls in."""

    kind: Kind
    a: float = 0.0
    b: float = 0.0
    offset: float = 0.0


_WRITTEN, _REFUSED, _READ = 0, 2, 3  # counts that only grow; each has one writer
_KINDS = {float(kind): kind for kind in Kind}


class Events:
    """A bounded ring of events from the doors to the render thread; when full it refuses aloud.

    `buffer` is any writable buffer of `Events.nbytes(capacity)` bytes; zeros make an empty ring,
    and a ring that another Events left there is taken over. Raises ValueError when it is too small
    or of another capacity.
    """

    def __init__(self, capacity: int = 256, buffer: Buffer | None = None) -> None:
        """[any] Attach to `buffer`, or to memory of its own when there is none."""
        if capacity < 1:
            raise ValueError(f"a ring of events needs room for at least one, not {capacity}")
        cells = _cells(buffer, self.nbytes(capacity), float(capacity), "events")
        self._header = cells[:_HEADER]
        self._header[_LAYOUT] = capacity
        self._records = cells[_HEADER:].reshape(capacity, 4)
        self._lock = threading.Lock()
        self.capacity = capacity

    @staticmethod
    def nbytes(capacity: int = 256) -> int:
        """[any] Bytes of buffer that a ring of this capacity needs."""
        return 8 * (_HEADER + 4 * capacity)

    @property
    def refused(self) -> int:
        """[any] How many events found the ring full since it was made."""
        return int(self._header[_REFUSED])

    @property
    def posted(self) -> int:
        """[any] How many events have found room since the ring was made."""
        return int(self._header[_WRITTEN])

    @property
    def drained(self) -> int:
        """[any] How many of them the reader has taken."""
        return int(self._header[_READ])

    @property
    def room(self) -> int:
        """[control] How many events can be posted before the ring is full."""
        return self.capacity - int(self._header[_WRITTEN]) + int(self._header[_READ])

    def post(self, kind: Kind, a: float = 0.0, b: float = 0.0, offset: float = 0.0) -> bool:
        """[control] Add one event; False, and counted in `refused`, when the ring is full.

        Raises ValueError for an unknown kind or a number that is not finite.
        """
        record = (float(Kind(kind)), float(a), float(b), float(offset))
        if not all(map(math.isfinite, record)):
            raise ValueError(f"an event holds finite numbers, not {record[1:]}")
        with self._lock:
            if self.room < 1:
                self._header[_REFUSED] += 1
                return False
            written = int(self._header[_WRITTEN])
            self._records[written % self.capacity] = record
            self._header[_WRITTEN] = written + 1
            return True

    def drain(self) -> tuple[Event, ...]:
        """[render] All events since the last drain, oldest first. Never waits; one reader only."""
        read, written = int(self._header[_READ]), int(self._header[_WRITTEN])
        if read == written:
            return ()
        slots = np.arange(read, written) % self.capacity
        records = self._records[slots].tolist()
        self._header[_READ] = written
        return tuple(Event(_KINDS[kind], a, b, offset) for kind, a, b, offset in records)


def _cells(buffer: Buffer | None, nbytes: int, layout: float, what: str) -> np.ndarray:
    """[any] A flat float64 view of `buffer` (zeros when None) that is large enough and ours."""
    if buffer is None:
        return np.zeros(nbytes // 8)
    have = memoryview(buffer).nbytes
    if have < nbytes:
        raise ValueError(f"the {what} need {nbytes} bytes, and the buffer has {have}")
    cells = np.frombuffer(buffer, dtype=np.float64, count=nbytes // 8)
    if not cells.flags.writeable:
        raise ValueError(f"the buffer for the {what} is read-only")
    if cells[_LAYOUT] not in (0, layout):
        raise ValueError(f"the buffer for the {what} was laid out by another version of Flowbend")
    return cells
