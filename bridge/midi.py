"""What MIDI messages do, whatever port they come from: keys, controls of a mapping, programs.

Knows no ports (midi_system.py) and no bytes (midi_stream.py).
"""

from collections import defaultdict
from collections.abc import Callable
from contextlib import suppress

import mido

from bridge import events
from bridge.events import Deeds
from bridge.fine import Fine, Numbers
from bridge.hand import Hand
from bridge.keys import Keys
from bridge.mapping import SWELL, Control, Mapping
from bridge.maps import DEFAULT, Maps
from engine.panel import Panel
from engine.parameters import BY_ID, BadValue

Programs = Callable[[int, str], bool]
"""(program 0..127, source): recalls what is kept under the number, or answers False. Raises
BadValue."""

SUSTAIN, ALL_SOUND_OFF, _RESET, _ALL_NOTES_OFF, _LAST = 64, 120, 121, 123, 127
_MODULATION = 1
_BEND, _BEND_RANGE = "bend", ("rpn", 0)


class MidiMap:
    """What the messages of one surface do to the panel.

    Notes play on any channel (omni), but those that the mapping speaks of. `received` counts
    messages, `refused` those that the panel refused; `last_refusal` is its sentence. `moved` is
    told of every control that moved and where to; False from it leaves the move without effect.
    """

    def __init__(
        self, panel: Panel, source: str = "midi", mapping: Mapping | None = None,
        deeds: Deeds | None = None, programs: Programs | None = None, takeover: bool = False,
        moved: Callable[[Control, float], bool] = lambda control, x: True,
    ) -> None:
        """[control] A map for one panel. `takeover` holds unless the mapping says."""
        self.panel, self.source = panel, source
        self.keys = Keys(panel, source)
        self.received = self.refused = 0
        self.last_refusal = ""
        self._deeds = events.of_panel(panel) if deeds is None else deeds
        self._programs = programs
        self._takeover, self._moved = takeover, moved
        self._hands: dict[Control, list[Hand]] = {}
        self._fine: dict[Control, Fine] = defaultdict(Fine)
        self._numbers: dict[int, Numbers] = defaultdict(Numbers)
        self._bend: dict[int, tuple[int, int]] = {}  # by channel: semitones, hundredths
        self.mapping = Maps().load(DEFAULT) if mapping is None else mapping

    def handle(self, message: mido.Message, now_s: float = 0.0) -> None:
        """[control] Do what one message says. Never raises for a message that is refused."""
        self.received += 1
        try:
            self._handle(message, now_s)
        except BadValue as refusal:
            self._refuse(refusal)

    def wait(self, now_s: float) -> None:
        """[control] Time passes: values whose finer half does not come are taken without it."""
        for control, pair in self._fine.items():
            x = pair.overdue(now_s)
            if x is not None:
                try:
                    self._move(control, x)
                except BadValue as refusal:
                    self._refuse(refusal)

    def release(self) -> None:
        """[control] Lift every key that is still pressed here, as when the cable is pulled, and let
        go of what a finger held bent or swollen."""
        self.keys.release()
        for control, hands in self._hands.items():
            for hand in hands:
                rest = 0.0 if SWELL in hand.target.words else 0.5
                springs = rest == 0.0 or (control.kind, hand.target.id) == ("pitch", _BEND)
                if springs and hand.at not in (None, rest):
                    with suppress(BadValue):
                        hand.move(rest)

    def hands(self, control: Control) -> list[Hand]:
        """[control] What a control with its channel does here."""
        if control not in self._hands:
            takeover = self._takeover if self.mapping.takeover is None else self.mapping.takeover
            found = [
                Hand(self.panel, self._deeds, control, target, self.source, takeover)
                for target in self.mapping.of(control)
            ]
            for hand in found:
                hand.span = self._bend_span(control, hand.target.id)
            self._hands[control] = found
        return self._hands[control]

    def bound(self) -> None:
        """[control] The mapping has changed: what was known of its controls is forgotten."""
        self._hands.clear()
        self._fine.clear()

    def _refuse(self, refusal: BadValue) -> None:
        self.refused += 1
        self.last_refusal = str(refusal)

    def _handle(self, message: mido.Message, now_s: float) -> None:
        """[control] Raises BadValue."""
        kind = message.type
        if kind in ("note_on", "note_off"):
            self._note(message.channel + 1, message.note,
                       message.velocity if kind == "note_on" else 0)
        elif kind == "control_change":
            self._controller(message.channel + 1, message.control, message.value, now_s)
        elif kind == "program_change":
            self._program(message.channel + 1, message.program)
        elif kind == "pitchwheel":
            bend = message.pitch  # -8192 to 8191, and 0 is the middle
            x = 0.5 + bend / (16384 if bend < 0 else 16382)
            self._move(Control("pitch", 0, message.channel + 1), x)
        elif kind == "aftertouch":
            self._move(Control("pressure", 0, message.channel + 1), message.value / 127)

    def _note(self, channel: int, pitch: int, velocity: int) -> None:
        """[control] A key: velocity 1..127 presses it, 0 lifts it."""
        control = Control("note", pitch, channel)
        mapped = self.mapping.has(control)
        if not velocity and (not mapped or pitch in self.keys.held):
            self.keys.lift(channel, pitch)  # also a key that was mapped while it was down
        if mapped:
            self._move(control, velocity / 127, velocity > 0)
        elif velocity:
            self.keys.press(pitch, velocity)

    def _program(self, channel: int, program: int) -> None:
        """[control] A mapped program, or one that is kept under the number, or the instrument."""
        control = Control("program", program, channel)
        if self.mapping.has(control):
            self._move(control, 1.0, True)
        elif self._programs is None or not self._programs(program, self.source):
            self.panel.set("instrument_a", program, self.source)

    def _controller(self, channel: int, number: int, value: int, now_s: float) -> None:
        """[control] A controller: what the mapping says of it, else what MIDI says."""
        control = Control("cc", number, channel)
        pair = Control("cc14", number % 32, channel)
        if number >= ALL_SOUND_OFF:
            self._mode(channel, number)
        elif self.mapping.has(control):
            self._move(control, value / 127)
        elif number < 64 and self.mapping.has(pair):
            fine = self._fine[pair]
            self._move(pair, fine.coarse(value, now_s) if number < 32 else fine.fine(value))
        elif number == SUSTAIN:
            self.keys.pedal(channel, value >= 64)
        elif number in (Numbers.DATA, Numbers.DATA_FINE):
            self._data(channel, number == Numbers.DATA, value, now_s)
        elif number in Numbers.SELECT:
            self._numbers[channel].select(number, value)

    def _data(self, channel: int, is_coarse: bool, value: int, now_s: float) -> None:
        """[control] Data for the parameter number that is selected."""
        selected = self._numbers[channel].selected()
        if selected == _BEND_RANGE:
            semitones = self._bend.get(channel, (2, 0))[0]
            self._bend[channel] = (value, 0) if is_coarse else (semitones, value)
            for hand in self.hands(Control("pitch", 0, channel)):
                hand.span = self._bend_span(hand.control, hand.target.id)
        elif selected and selected[0] == "nrpn":
            control = Control("nrpn", selected[1], channel)
            if self.mapping.has(control):
                fine = self._fine[control]
                self._move(control, fine.coarse(value, now_s) if is_coarse else fine.fine(value))

    def _mode(self, channel: int, number: int) -> None:
        """[control] A channel mode message."""
        if number == ALL_SOUND_OFF:
            self.keys.forget()
            self.panel.panic(self.source)
        elif number == _RESET:
            self._reset(channel)
        elif _ALL_NOTES_OFF <= number <= _LAST:  # the modes above it mean it too
            self.keys.forget()
            self.panel.all_notes_off(self.source)

    def _reset(self, channel: int) -> None:
        """[control] Reset all controllers (as MIDI's RP-015 has it): those that rest somewhere go
        there; volume and all others stay."""
        self.keys.pedal(channel, False)
        self._numbers.pop(channel, None)
        rests = (Control("pitch", 0, channel), 0.5), (Control("pressure", 0, channel), 0.0), (
            Control("cc14", _MODULATION, channel), 0.0), (Control("cc", _MODULATION, channel), 0.0)
        for control, rest in rests:
            if any(hand.at not in (None, rest) for hand in self._hands.get(control, ())):
                self._move(control, rest)

    def _bend_span(self, control: Control, id: str) -> tuple[float, float] | None:
        """[control] How far the wheel bends, once the player's keyboard has said so."""
        if control.kind != "pitch" or id != _BEND or control.channel not in self._bend:
            return None
        semitones, hundredths = self._bend[control.channel]
        row, far = BY_ID[id], semitones + hundredths / 100
        return (max(-far, row.minimum), min(far, row.maximum)) if far else None

    def _move(self, control: Control, x: float | None, pressed: bool | None = None) -> None:
        """[control] A control of the mapping has moved. Raises BadValue, after all its targets."""
        if x is None or not self._moved(control, x):
            return
        refused = None
        for hand in self.hands(control):
            try:
                hand.move(x, pressed)
            except BadValue as refusal:
                refused = refusal
        if refused is not None:
            raise refused
