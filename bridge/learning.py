""""Move a knob now": which control is meant, from what the surfaces send."""

from dataclasses import replace
from typing import NamedTuple

import mido

from bridge.fine import PATIENCE_S, Numbers
from bridge.mapping import TOGGLE, Control, Target
from engine.parameters import find

WAIT_S = 30.0
_TRAVEL = 8 / 128  # a knob that trembles is not meant
_PRESSED = 1.0


class Learnt(NamedTuple):
    """The control that was meant, and what it does from now on."""

    control: Control
    target: Target


class Learner:
    """Waits for one control to be moved, on any port, for one target.

    A knob is meant once it has travelled enough, a button once it is pressed (for a row that is no
    switch, once it is let go: until then it might be a knob at its end). Keys and programs are
    learnt for switches and events only, so that one may play on meanwhile.
    """

    def __init__(self, target: Target, until_s: float) -> None:
        """[control] Nothing has moved yet; `until_s` is when to give up."""
        self.target, self.until_s = target, until_s
        self._is_choice = bool(target.id) and find(target.id).curve == "choice"
        self._is_switch = (
            bool(target.address) or target.value is not None or self._is_choice
            or TOGGLE in target.words
        )
        self._travel: dict[tuple[str, Control], tuple[float, float]] = {}
        self._moved_s: dict[tuple[str, Control], float] = {}
        self._has_fine: set[tuple[str, Control]] = set()
        self._numbers: dict[tuple[str, int], Numbers] = {}

    @property
    def takes(self) -> tuple[str, ...]:
        """[any] The types of messages that do nothing else while this waits."""
        keys = ("note_on", "program_change") if self._is_switch else ()
        return ("control_change", "pitchwheel", "aftertouch", *keys)

    def hear(self, port: str, message: mido.Message, now_s: float) -> Learnt | None:
        """[control] What a message says, if it settles which control is meant."""
        kind = message.type
        if kind not in self.takes:
            return None
        channel = message.channel + 1
        if kind == "control_change":
            return self._controller(port, channel, message.control, message.value, now_s)
        if kind == "pitchwheel":
            return self._moved(port, Control("pitch", 0, channel), message.pitch / 16384)
        if kind == "aftertouch":
            return self._moved(port, Control("pressure", 0, channel), message.value / 127)
        if kind == "program_change":
            return self._learnt(Control("program", message.program, channel), False)
        if message.velocity:
            return self._learnt(Control("note", message.note, channel), True)
        return None

    def _controller(
        self, port: str, channel: int, number: int, value: int, now_s: float
    ) -> Learnt | None:
        """[control] A controller by itself, a half of one with 14 bits, or a part of an NRPN."""
        numbers = self._numbers.setdefault((port, channel), Numbers())
        if number in Numbers.SELECT:
            numbers.select(number, value)
            return None
        selected = numbers.selected()
        if selected and selected[0] == "nrpn" and number in Numbers.ALL:
            if number == Numbers.DATA_FINE:
                return None
            return self._moved(port, Control("nrpn", selected[1], channel), value / 127)
        control, coarse = Control("cc", number, channel), Control("cc", number - 32, channel)
        if 32 <= number < 64 and now_s - self._moved_s.get((port, coarse), -1.0) <= PATIENCE_S:
            self._has_fine.add((port, coarse))
            return None
        self._moved_s[port, control] = now_s
        return self._moved(port, control, value / 127)

    def _moved(self, port: str, control: Control, x: float) -> Learnt | None:
        """[control] A control stands at `x`: the one that is meant, once that is certain."""
        first = (port, control) not in self._travel
        low, high = self._travel.get((port, control), (x, x))
        low, high = min(low, x), max(high, x)
        self._travel[port, control] = low, high
        is_button = control.kind == "cc" and {low, high} <= {0.0, _PRESSED}
        if high - low < _TRAVEL and not (first and self._is_switch and x == _PRESSED):
            return None
        if (port, control) in self._has_fine:
            return self._learnt(control._replace(kind="cc14"), False)
        return self._learnt(control, is_button)

    def _learnt(self, control: Control, is_button: bool) -> Learnt:
        """[control] A button at a choice goes on to the next one with each press."""
        target = self.target
        if is_button and self._is_choice and target.value is None and TOGGLE not in target.words:
            target = replace(target, text=f"{target.text} {TOGGLE}", words=(*target.words, TOGGLE))
        return Learnt(control, target)
