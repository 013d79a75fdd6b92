"""One MIDI port as its surface is heard: bytes in, moves out, and what it is told back. It does not
know what system the port is of (midi_system.py does).
"""

import logging
from collections.abc import Callable, Sequence

import mido

from bridge.feedback import Feedback, Send
from bridge.learning import Learner, Learnt
from bridge.mapping import Control
from bridge.midi import ALL_SOUND_OFF, SUSTAIN, MidiMap
from bridge.midi_stream import MidiStream

Clock = Callable[[list[int], float], object]
"""(bytes of a clock, start, continue, stop or song position message, when by time.monotonic())."""
CLOCK_STATUS = frozenset({0xF2, 0xF8, 0xFA, 0xFB, 0xFC})
_QUIET_S = 2.0
_REFUSALS_S = 1.0  # between two that are told: a knob may be refused a hundred times a second
_DRIFT = 1e-4  # how far two clocks of one machine may be apart, as a share


class Stamps:
    """When events came, by time.monotonic(), from the driver's times between them.

    The driver's clock knows better than we do when an event came, and not what time it is. The
    least delay ever seen between the two is taken for the way; it may only grow as clocks drift.
    """

    def __init__(self) -> None:
        """[control] No event has come."""
        self._driver_s = 0.0
        self._ahead_s: float | None = None

    def stamp(self, delta_s: float, now_s: float) -> float:
        """[control] When an event came that is seen now, `delta_s` after the one before."""
        self._driver_s += delta_s
        ahead = now_s - self._driver_s
        known = ahead if self._ahead_s is None else self._ahead_s + _DRIFT * delta_s
        self._ahead_s = min(ahead, known)
        return self._driver_s + self._ahead_s


class OneClock:
    """Of several ports whose clocks tick at once, the first is heard, until it has been quiet."""

    def __init__(self, clock: Clock) -> None:
        """[control] None has ticked."""
        self._clock = clock
        self._port, self._last_s = "", 0.0

    def of(self, port: str) -> Clock:
        """[control] What one port's clock is to be given to."""
        def receive(data: list[int], at_s: float) -> None:
            if port != self._port and at_s - self._last_s < _QUIET_S:
                return
            self._port, self._last_s = port, at_s
            self._clock(data, at_s)

        return receive


class MidiPort:
    """What one port says. `malformed` counts what is no whole message, `failed` what met a fault of
    this program, written to the log."""

    def __init__(self, name: str, surface: MidiMap, clock: Clock | None = None) -> None:
        """[control] A port that has said nothing. `clock` takes the messages of MIDI clock."""
        self.name, self.map = name, surface
        self.learner: Learner | None = None
        self.learnt: Learnt | None = None
        self.feedback: Feedback | None = None
        self.failed = 0
        self._clock = clock
        self._stream = MidiStream()
        self._stamps = Stamps()
        self._refused, self._next_refusal_s = 0, 0.0

    @property
    def malformed(self) -> int:
        """[any] How much came that is no whole message."""
        return self._stream.malformed

    def receive(self, event: Sequence[int], delta_s: float = 0.0, now_s: float = 0.0) -> None:
        """[control] The bytes of one event, `delta_s` after the one before by the driver's clock.

        Never raises: the listening must go on.
        """
        at_s = self._stamps.stamp(delta_s, now_s)
        for data in self._stream.split(event):
            try:
                if data[0] in CLOCK_STATUS:
                    if self._clock is not None:
                        self._clock(data, at_s)
                elif data[0] < 0xF0:
                    self._hear(mido.Message.from_bytes(data), now_s)
            except Exception:
                self.failed += 1
                logging.getLogger(__name__).exception("the MIDI door failed on %s", data)

    def wait(self, now_s: float) -> None:
        """[control] Time passes: what waits for it is done."""
        self.map.wait(now_s)
        if self.feedback is None:
            return
        try:
            self.feedback.flush(now_s)
        except Exception:
            self.failed += 1
            logging.getLogger(__name__).exception("%s is told no more of what moves", self.name)
            self._close_feedback()

    def refusal(self, now_s: float) -> str | None:
        """[control] The sentence of what was last refused, once, and now and then at most."""
        if self.map.refused == self._refused or now_s < self._next_refusal_s:
            return None
        self._refused, self._next_refusal_s = self.map.refused, now_s + _REFUSALS_S
        return self.map.last_refusal

    def open_feedback(self, send: Send) -> None:
        """[control] Tell the surface from now on where its controls belong."""
        self.feedback = Feedback(self.map, send)

    def moved(self, control: Control, x: float) -> bool:
        """[control] See MidiMap: whether a move is one of a hand."""
        return self.feedback is None or self.feedback.moved(control, x)

    def close(self) -> None:
        """[control] Lift the keys, and hear no more of what moves."""
        self._close_feedback()
        self.map.release()

    def _close_feedback(self) -> None:
        if self.feedback is not None:
            self.feedback.close()
            self.feedback = None

    def _hear(self, message: mido.Message, now_s: float) -> None:
        """[control] One message: for who learns, else for what is played."""
        learner = self.learner
        if learner is None or message.type not in learner.takes or self._ends_notes(message):
            self.map.handle(message, now_s)
        elif self.learnt is None:
            self.learnt = learner.hear(self.name, message, now_s)

    def _ends_notes(self, message: mido.Message) -> bool:
        """[control] Whether keys hang on a controller: nobody may swallow it."""
        if message.type != "control_change":
            return False
        is_pedal = message.control == SUSTAIN and message.channel + 1 in self.map.keys.pedals
        return is_pedal or message.control >= ALL_SOUND_OFF
