"""When a recall takes place: at once, or so that it is heard on a beat. One thread waits for it.

It knows neither what is recalled nor who counts the beats (engine/timeline.py has their line).
"""

import logging
import math
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from engine.meters import Meters
from engine.panel import Panel
from engine.parameters import BY_ID
from engine.timeline import Line, Timeline
from engine.trace import Trace

BEATS = {"off": 0, "beat": 1, "bar": 4, "2 bars": 8, "4 bars": 16}
"""Every choice of the row `quantise` in beats."""
_LOOK_S = 0.005  # a tempo may change, and the beat stop, while a recall waits


@dataclass
class _Waiting:
    deed: Callable[[], object]
    beat: float
    began_hushed: bool


class OnTheBeat:
    """Does one thing at a time: what is asked for while another waits takes its place.

    A recall that waits is done at once when the beat stops or `quantise` goes off, and not at all
    when a panic has come in between: the silence is the player's last word.
    """

    def __init__(
        self, panel: Panel, timeline: Timeline, early_s: Callable[[], float] = lambda: 0.0,
        hushed: Callable[[], bool] = lambda: False, now: Callable[[], float] = time.monotonic,
    ) -> None:
        """[control] early_s: how long before a beat values must be set to be heard on it; hushed:
        whether a panic lasts; now: the timeline's clock, s."""
        self._panel, self._timeline = panel, timeline
        self._early_s, self._hushed, self._now = early_s, hushed, now
        self._wake = threading.Condition()  # held by a deed too: the one asked for last is last
        self._waiting: _Waiting | None = None
        self._stopping = False
        self._thread = threading.Thread(target=self._run, name="beat", daemon=True)

    def start(self) -> None:
        """[control] Begin to wait for beats."""
        self._thread.start()

    def stop(self) -> None:
        """[control] Forget what waits, and end the thread. Once."""
        with self._wake:
            self._waiting, self._stopping = None, True
            self._wake.notify()
        if self._thread.ident is not None:
            self._thread.join()

    @property
    def waits(self) -> bool:
        """[any] Whether something waits for its beat."""
        return self._waiting is not None

    def do(self, deed: Callable[[], object]) -> bool:
        """[control] Do this now (True), or let the thread do it on its beat. What the deed raises
        now is raised."""
        with self._wake:
            line, quantum = self._beats()
            self._waiting = None
            if line is not None and quantum:
                beat = next_beat(line.beat_at(self._now()), quantum)
                self._waiting = _Waiting(deed, beat, self._hushed())
                self._wake.notify()
                return False
            deed()
            return True

    def look(self) -> float | None:
        """[control] Do what is due; seconds until the next look, None while nothing waits."""
        with self._wake:
            waiting = self._waiting
            if waiting is None:
                return None
            left_s = self._left_s(waiting)
            if left_s > 0:
                return min(left_s, _LOOK_S)
            self._waiting = None
            if waiting.began_hushed or not self._hushed():
                waiting.deed()
            return None

    def _run(self) -> None:
        while not self._stopping:
            try:
                next_s = self.look()
            except Exception:  # the next recall shall still find its beat
                logging.getLogger(__name__).exception("a recall failed")
                next_s = None
            with self._wake:
                if not self._stopping and (next_s is not None or self._waiting is None):
                    self._wake.wait(next_s)

    def _beats(self) -> tuple[Line | None, int]:
        """The line of a beat that runs, and how many of its beats a recall keeps to."""
        line = self._timeline.line()
        choice = BY_ID["quantise"].choices[int(self._panel.get("quantise"))]
        return (line if line is not None and line.runs else None), BEATS[choice]

    def _left_s(self, waiting: _Waiting) -> float:
        line, quantum = self._beats()
        if line is None or not quantum:
            return 0.0
        beat = line.beat_at(self._now())
        if waiting.beat - beat > quantum:  # the song has jumped back, or the grid is finer now
            waiting.beat = next_beat(beat, quantum)
        return (waiting.beat - beat) * 60 / max(line.tempo_bpm, 1.0) - self._early_s()


def next_beat(beat: float, quantum: int) -> float:
    """[any] The first whole multiple of `quantum` beats behind this beat."""
    return (math.floor(beat / quantum + 1e-9) + 1.0) * quantum


def early_s(trace: Trace, meters: Meters) -> float:
    """[any] From a change of values to its sound, at most, as the last block had it: one block
    until the next is begun, and that one's way to the ear. 0 before the first block."""
    last = trace.since(trace.count - 1)
    block_ms = meters.read()["block_duration_ms"]
    if not last or block_ms is None:
        return 0.0
    way_ms = last[0].ring_ms + last[0].device_ms + block_ms
    return last[0].written_s - last[0].times.begun_s + way_ms / 1000
