"""Where the beat is, between bridge and engine: one line, tempo times time, that one side draws.

Who draws it is the bridge's matter (a MIDI clock, Link, or the knob); the engine reads which beat a
block falls on. No beats are counted here, and nothing waits.
"""

import math
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray


class Line(NamedTuple):
    """At `at_s` of `time.monotonic()`, which all processes of a machine share, the beat is `beat`
    (quarter notes from the song's start), and while it runs it goes on at `tempo_bpm`."""

    beat: float
    at_s: float
    tempo_bpm: float
    runs: bool

    def beat_at(self, seconds: float) -> float:
        """[any] The beat at a time of `time.monotonic()`."""
        if not self.runs:
            return self.beat
        return self.beat + (seconds - self.at_s) * self.tempo_bpm / 60


_COUNT, _BANK = 1, len(Line._fields)
_READ_ATTEMPTS = 8


class Timeline:
    """The line in force. One writer; readers never wait.

    Two banks, of which a whole one is published at a time: a writer that dies half way leaves the
    last line as it was.
    """

    NBYTES = 8 * (_COUNT + 2 * _BANK)

    def __init__(self, buffer: Any = None) -> None:
        """[any] The line that lives in `buffer`, as it is, or none yet."""
        memory = bytearray(self.NBYTES) if buffer is None else buffer
        cells: NDArray[np.float64] = np.frombuffer(memory, np.float64, self.NBYTES // 8)
        self._published, self._banks = cells[:_COUNT], cells[_COUNT:].reshape(2, _BANK)

    def draw(self, line: Line) -> None:
        """[control] Publish a line. One thread only."""
        count = int(self._published[0])
        self._banks[(count + 1) % 2] = line
        self._published[0] = count + 1

    def line(self) -> Line | None:
        """[any] The line in force; None before the first, or while lines are drawn faster than
        this can read them: ask again with the next block."""
        for _ in range(_READ_ATTEMPTS):
            count = int(self._published[0])
            if count == 0:
                return None
            beat, at_s, tempo_bpm, runs = self._banks[count % 2].tolist()
            if int(self._published[0]) == count:
                return Line(beat, at_s, tempo_bpm, bool(runs))
        return None


def next_beat(line: Line, now_s: float, quantum: float = 1.0) -> float | None:
    """[any] When the next multiple of `quantum` beats comes, in seconds of `time.monotonic()`, now
    included; None while nothing runs."""
    if not line.runs:
        return None
    goal = math.ceil(line.beat_at(now_s) / quantum - 1e-9) * quantum
    return max(line.at_s + (goal - line.beat) * 60 / line.tempo_bpm, now_s)
