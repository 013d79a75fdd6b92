"""A MIDI clock: what its messages say of the song, as a line of beats. No ports, and no clock here.

ticks.py finds the steady beat under the messages' times; this knows what start, stop, continue and
song position mean.
"""

import threading

from bridge.ticks import PER_BEAT, Ticks
from bridge.transport import INTERNAL, MIDI, Transport
from engine.timeline import Line

MESSAGES = TICK, START, CONTINUE, STOP, SONG_POSITION = 0xF8, 0xFA, 0xFB, 0xFC, 0xF2
PER_SIXTEENTH = PER_BEAT // 4
"""Ticks in the unit of the song position."""
LOST_S = 2.0
"""A clock that has been silent for so long does not lead any more."""
ALONE_S = 0.5
"""A start that no tick has followed for so long is a button's, and not a clock's."""


class MidiClock:
    """Follows one clock and tells the transport.

    A clock that is joined on its way, whose start nobody has heard, gives the tempo and where
    between two ticks the beat is; that it runs, and which beat it is, stays as it was.
    """

    def __init__(self, transport: Transport) -> None:
        """[control] No clock so far."""
        self._transport = transport
        self._lock = threading.Lock()
        self._ticks: Ticks | None = None
        self._last_s = 0.0
        self._position = 0
        """Ticks from the song's start while it stands, and where the next tick shall be."""
        self._runs = self._armed = False
        self._there = False
        self._ahead = 0
        """What a tick's number lacks of the song's ticks."""

    def receive(self, data: list[int], at_s: float) -> None:
        """[control] One message in raw bytes and when it came, s of `time.monotonic()`; what is no
        real-time message and no song position is ignored. One thread only."""
        status = data[0] if data else 0
        if status in MESSAGES:
            with self._lock:
                self._last_s, self._there = at_s, True
                self._obey(status, data, at_s)

    def _obey(self, status: int, data: list[int], at_s: float) -> None:
        if status == TICK:
            self._tick(at_s)
        elif status == START:
            self._stand(0, at_s)
            self._armed = True
        elif status == CONTINUE:
            self._stand(self._position, at_s)
            self._armed = True
        elif status == STOP:
            if self._runs and self._ticks is not None:
                self._position = self._ticks.number + self._ahead + 1
            elif self._ticks is None and self._transport.line.runs:
                self._position = max(round(self._transport.line.beat_at(at_s) * PER_BEAT), 0)
            self._stand(self._position, at_s)
        elif status == SONG_POSITION and len(data) == 3:
            goes_on = self._runs or self._armed
            self._stand((data[1] + 128 * data[2]) * PER_SIXTEENTH, at_s)
            self._armed = goes_on

    def look(self, now_s: float) -> None:
        """[control] Let go of the lead when the clock has gone, or is none; a few times a
        second."""
        with self._lock:
            if self._there and now_s - self._last_s > LOST_S:
                self._ticks, self._there, self._runs = None, False, False
                self._transport.leave(MIDI)
            elif self._there and self._armed and self._ticks is None and (
                now_s - self._last_s > ALONE_S
            ):
                self._there = False
                self._start_alone()

    def _start_alone(self) -> None:
        """Where the knob leads once the clock has let go, the beat starts by itself."""
        led = self._transport.leader == MIDI
        self._transport.leave(MIDI)
        if led and self._transport.leader == INTERNAL:
            self._armed = False
            (self._transport.go_on if self._position else self._transport.start)()

    def _stand(self, position: int, at_s: float) -> None:
        """Where the song is, until the next tick or until it goes on."""
        self._runs = self._armed = False
        self._position = position
        tempo = self._transport.line.tempo_bpm
        self._transport.follow(MIDI, Line(position / PER_BEAT, at_s, tempo, False))

    def _tick(self, at_s: float) -> None:
        before = self._transport.line
        if self._ticks is None:
            self._ticks = Ticks(before.tempo_bpm)
            self._runs = before.runs
            self._position = round(before.beat_at(at_s) * PER_BEAT)
            self._ahead = self._position
        self._ticks.add(at_s)
        if self._armed:
            self._armed, self._runs = False, True
            self._ahead = self._position - self._ticks.number
        fit = self._ticks.fit
        assert fit is not None
        tempo = 60 / PER_BEAT / fit.interval_s
        if self._runs:
            line = Line((fit.number + self._ahead) / PER_BEAT, fit.at_s, tempo, True)
        else:
            line = Line(self._position / PER_BEAT, at_s, tempo, False)
        self._transport.follow(MIDI, line)
