"""Who leads the beat, and the line that everybody follows: the knob, a MIDI clock, or Link.

The one that draws the line of beats (engine/timeline.py). It counts nothing and owns no port;
clock.py and ableton_link.py tell it what they hear.
"""

import threading
import time
from collections import deque
from collections.abc import Callable
from typing import Protocol

from bridge import addresses
from bridge.events import Does
from engine.meters import Meters
from engine.panel import Panel
from engine.parameters import BY_ID, BadValue
from engine.timeline import Line, Timeline

AUTO, INTERNAL, MIDI, LINK = CLOCKS = ("auto", "internal", "midi", "link")
SOURCE = "clock"
"""Under this name the row `tempo` is shown as another clock has it."""
SHOWN_BPM = 0.1
"""By so much a followed tempo must change to be shown."""
_TAPS, _TAP_S = 5, 3.0
_UNEVEN = 0.4  # of the mean: a tap that is so far off begins anew
_NAMES = {MIDI: "The MIDI clock", LINK: "Link"}
_TEMPO = BY_ID["tempo"]


class Session(Protocol):
    """What leads, and can be asked to go otherwise (ableton_link.py)."""

    def set_tempo(self, tempo_bpm: float) -> None:
        """[control] Ask for a tempo."""

    def set_playing(self, plays: bool, anew: bool) -> None:
        """[control] Ask to start, from the song's start when `anew`, or to stop."""


class Transport:
    """The beat of one instrument. Every method may be called from any control thread.

    clock: who may lead. AUTO: the knob, and a MIDI clock as long as one comes; INTERNAL: the knob
    alone; MIDI: nothing runs before a clock comes; LINK: a session of Ableton Link.
    """

    def __init__(
        self, timeline: Timeline, panel: Panel, clock: str = AUTO, meters: Meters | None = None,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        """[control] Goes on with the line there is, or begins one at beat 0."""
        self._timeline, self._panel, self._clock = timeline, panel, clock
        self._meters, self._now = meters, now
        self._lock = threading.RLock()
        self._taps: deque[float] = deque(maxlen=_TAPS)
        self._news: deque[str] = deque()
        self.session: Session | None = None
        """What is asked for tempo, start and stop while LINK leads."""
        self.leader = clock if clock in (MIDI, LINK) else INTERNAL
        """INTERNAL, MIDI or LINK."""
        self._follows = self._told = False
        runs = self.leader != MIDI
        line = timeline.line()
        self.line = line or Line(0.0, now(), panel.get("tempo"), runs)
        """In force."""
        if line is None:
            timeline.draw(self.line)
        elif self.leader == INTERNAL:
            self._draw(tempo_bpm=panel.get("tempo"))
        self._forget = panel.store.listen(self._turned)

    def close(self) -> None:
        """[control] Follow the knob no more."""
        self._forget()

    def deeds(self) -> dict[str, Does]:
        """[any] The events that move it, by address."""
        return {
            addresses.TAP: lambda source: self.tap(),
            addresses.START: lambda source: self.start(),
            addresses.CONTINUE: lambda source: self.go_on(),
            addresses.STOP: lambda source: self.stop(),
        }

    def follow(self, who: str, line: Line) -> None:
        """[control] What another clock says; ignored from one that may not lead."""
        with self._lock:
            if who != self._clock and not (self._clock == AUTO and who == MIDI):
                return
            self.leader, self._follows = who, True
            tempo = min(max(line.tempo_bpm, _TEMPO.minimum), _TEMPO.maximum)
            self.line = line
            self._timeline.draw(line)
            if line.runs and not self._told:
                self._told = True
                self._news.append(f"{_NAMES[who]} leads the beat.")
        if abs(self._panel.get("tempo") - tempo) > SHOWN_BPM * 0.75:
            self._panel.set("tempo", round(tempo, 1), SOURCE)

    def leave(self, who: str) -> None:
        """[control] That clock has gone: the beat goes on as it was, and where anybody may lead,
        the knob does."""
        with self._lock:
            if self.leader != who:
                return
            self._follows = False
            self.leader = INTERNAL if self._clock == AUTO else self._clock
            if self.line.runs:
                tempo = self.line.tempo_bpm
                self._news.append(f"{_NAMES[who]} has gone: the beat goes on at {tempo:.1f} BPM.")
                self._told = False

    def news(self) -> list[str]:
        """[control] What has happened since the last call, in sentences."""
        with self._lock:
            texts = list(self._news)
            self._news.clear()
        return texts

    def start(self) -> bool:
        """[control] From beat 0 on, and so that the first beat is not late: as soon as it can be
        heard. Raises BadValue where a MIDI clock leads."""
        return self._play(True, anew=True)

    def go_on(self) -> bool:
        """[control] From where it stands. Raises BadValue as `start`."""
        return self._play(True, anew=False)

    def stop(self) -> bool:
        """[control] Stand still. Raises BadValue as `start`."""
        return self._play(False, anew=False)

    def tap(self) -> bool:
        """[control] A beat falls now. From the second one on the tempo is that of the last few.
        Raises BadValue where a MIDI clock leads, and for a tempo out of range."""
        with self._lock:
            self._may_be_moved("the tempo")
            now = self._now()
            if self._taps and self._is_another(now):
                self._taps.clear()
            self._taps.append(now)
            if len(self._taps) < 2:
                return True
            each = (now - self._taps[0]) / (len(self._taps) - 1)
            try:
                self._panel.set("tempo", round(60 / max(each, 1e-3), 2), "tap")
            except BadValue:
                self._taps.clear()
                raise
            if self.leader == INTERNAL:
                self._draw(beat=float(round(self.line.beat_at(now))))
        return True

    def _is_another(self, now: float) -> bool:
        gap = now - self._taps[-1]
        if len(self._taps) < 2:
            return gap > _TAP_S
        mean = (self._taps[-1] - self._taps[0]) / (len(self._taps) - 1)
        return gap > _TAP_S or abs(gap / mean - 1) > _UNEVEN

    def _play(self, plays: bool, anew: bool) -> bool:
        with self._lock:
            self._may_be_moved("start and stop")
            if self.leader == LINK:
                if self.session is not None:
                    self.session.set_playing(plays, anew)
            elif anew:
                ahead_ms = self._meters.read()["beat_ahead_ms"] if self._meters else None
                at_s = self._now() + (ahead_ms or 0.0) / 1000
                self.line = Line(0.0, at_s, self.line.tempo_bpm, plays)
                self._timeline.draw(self.line)
            else:
                self._draw(runs=plays)
        return True

    def _may_be_moved(self, what: str) -> None:
        if self.leader == MIDI:
            raise BadValue(
                f"the MIDI clock leads: {what} are its own; play with --clock internal to lead"
            )

    def _draw(self, **changes: object) -> None:
        """The line from here on, with these changes. The lock is held, or nobody else is there."""
        now = self._now()
        here = self.line._replace(beat=self.line.beat_at(now), at_s=now)
        self.line = here._replace(**changes)  # type: ignore[arg-type]
        self._timeline.draw(self.line)

    def _turned(self, id: str, value: float, source: str) -> None:
        """A hand at the tempo: it leads, or asks the session, or is shown what the clock has."""
        if id != _TEMPO.id or source == SOURCE:
            return
        with self._lock:
            if self.leader == INTERNAL:
                self._draw(tempo_bpm=value)
                return
            session = self.session if self.leader == LINK else None
            followed = self.line.tempo_bpm
        if session is not None:
            session.set_tempo(value)
        elif self._follows:
            shown = min(max(followed, _TEMPO.minimum), _TEMPO.maximum)
            self._panel.set(_TEMPO.id, round(shown, 1), SOURCE)
