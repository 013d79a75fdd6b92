"""A session of Ableton Link: the beat that programs and machines on one network share.

The only importer of LinkPython (`pip install 'flowbend[link]'`), which mirrors Link's own interface
and needs no event loop. Link keeps a clock of its own, which the system's clock slowly leaves: so
the line is drawn anew, whenever it has moved.
"""

import threading
from collections.abc import Callable

from bridge.doors import DoorError
from bridge.transport import LINK, Transport
from engine.timeline import Line

QUANTUM = 4.0
"""Beats in a bar, which all who are in a session begin together."""
LOOK_S = 0.05
MOVED_S = 0.0003
"""By so much the line must have moved to be drawn again."""


class AbletonLink:
    """Joins the session on this network, or begins one.

    It runs from the start; once anybody in the session says start or stop, it does as they do.
    """

    def __init__(self, transport: Transport, now: Callable[[], float]) -> None:
        """[control] Not joined yet. Raises DoorError where Link is not installed."""
        try:
            import link
        except ImportError as error:
            raise DoorError(
                f"--clock link needs LinkPython ({error}): pip install 'flowbend[link]'"
            ) from None
        self._transport, self._now = transport, now
        self._link = link.Link(transport.line.tempo_bpm)
        self._link.startStopSyncEnabled = True
        self._plays: bool | None = None
        self._drawn: Line | None = None
        self._stopping, self._wake = False, threading.Event()
        self._thread = threading.Thread(target=self._run, name="link", daemon=True)

    @property
    def peers(self) -> int:
        """[any] How many others are in the session."""
        return int(self._link.numPeers())

    def start(self) -> None:
        """[control] Join."""
        self._link.setStartStopCallback(self._started_or_stopped)
        self._link.enabled = True
        self._transport.session = self
        self._thread.start()

    def stop(self) -> None:
        """[control] Leave the session."""
        self._stopping = True
        self._wake.set()
        if self._thread.ident is not None:
            self._thread.join()
        self._transport.session = None
        self._link.enabled = False

    def set_tempo(self, tempo_bpm: float) -> None:
        """[control] Change the tempo of the session."""
        state = self._link.captureSessionState()
        state.setTempo(tempo_bpm, self._link.clock().micros())
        self._link.commitSessionState(state)
        self._wake.set()

    def set_playing(self, plays: bool, anew: bool) -> None:
        """[control] Start or stop the session; anew: so that a bar begins now."""
        state, now = self._link.captureSessionState(), self._link.clock().micros()
        if plays and anew:
            state.setIsPlayingAndRequestBeatAtTime(True, now, 0.0, QUANTUM)
        else:
            state.setIsPlaying(plays, now)
        self._plays = plays
        self._link.commitSessionState(state)
        self._wake.set()

    def _started_or_stopped(self, plays: bool) -> None:
        """Told by a thread of Link's."""
        self._plays = plays

    def _run(self) -> None:
        while not self._stopping:
            self._look()
            self._wake.wait(LOOK_S)
            self._wake.clear()

    def _look(self) -> None:
        """Draw the line as the session has it. By our thread alone: what asks for tempo, start or
        stop may hold the transport's lock, and the listeners of the store."""
        state = self._link.captureSessionState()
        now, micros = self._now(), self._link.clock().micros()
        beat, tempo = state.beatAtTime(micros, QUANTUM), state.tempo()
        runs = self._plays is not False
        before = self._drawn
        if before is not None and before.runs == runs and before.tempo_bpm == tempo:
            moved = abs(before.beat_at(now) - beat) * 60 / tempo
            if not runs or moved < MOVED_S:
                return
        self._drawn = Line(beat, now, tempo, runs)
        self._transport.follow(LINK, self._drawn)
