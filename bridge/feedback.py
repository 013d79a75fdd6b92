"""What a surface is told back: where its motors and lamps belong, after others have moved a row."""

import time
from collections.abc import Callable

from bridge.fine import TOP
from bridge.hand import Hand
from bridge.mapping import TOGGLE, Control
from bridge.midi import MidiMap

EVERY_S = 0.025
_ECHO_S = 0.3  # a motor fader tells where it was sent, while it is on its way
Send = Callable[[list[int]], None]


class Feedback:
    """Sends the controls of one surface to where its rows stand, at most every 25 ms each.

    What the surface itself did is not sent back to it, but for lamps of buttons: only Flowbend
    knows whether they are on. The last value always arrives.
    """

    def __init__(self, surface: MidiMap, send: Send) -> None:
        """[control] `send` takes the bytes of one message."""
        self._surface, self._send = surface, send
        self._dirty: dict[str, bool] = {}  # row, and whether anybody else moved it
        self._at: dict[Control, int] = {}  # what the surface is known to show, in its steps
        self._sent_s: dict[Control, float] = {}
        self._channels: dict[tuple[str, int], int] = {}  # where controls of any channel were seen
        self._next_s = 0.0
        self._forget = surface.panel.store.listen(self._heard)
        self.refresh()

    def close(self) -> None:
        """[control] Hear no more of what moves."""
        self._forget()

    def refresh(self) -> None:
        """[control] Send everything, as to a surface that has just come."""
        self._at.clear()
        for targets in list(self._surface.mapping.bindings.values()):
            self._dirty |= {target.id: True for target in targets if target.id}

    def moved(self, control: Control, x: float) -> bool:
        """[control] The surface says that a control moved; False when it only repeats what it was
        told."""
        self._channels[control.kind, control.number] = control.channel or 1
        if any(_is_lamp(hand) for hand in self._surface.hands(control)):
            return True
        steps = _steps(control, x)
        sent_s = self._sent_s.get(control)
        if sent_s is not None and self._at.get(control) == steps and (
            time.monotonic() - sent_s < _ECHO_S
        ):
            return False
        self._at[control] = steps
        self._sent_s.pop(control, None)
        return True

    def flush(self, now_s: float) -> None:
        """[control] Send what has moved since the last time, if it is time for it."""
        if not self._dirty or now_s < self._next_s:
            return
        self._next_s = now_s + EVERY_S
        while self._dirty:
            id, by_others = self._dirty.popitem()
            for control in self._shown_at(id):
                self._show(control, id, by_others)

    def _heard(self, id: str, value: float, source: str) -> None:
        """[control] A row was written. The thread is the writer's: noted here, sent later."""
        self._dirty[id] = self._dirty.get(id, False) or source != self._surface.source

    def _shown_at(self, id: str) -> list[Control]:
        """[control] The controls that show a row. An NRPN beside others is one more way in, and is
        told only when the surface uses it."""
        controls = self._surface.mapping.controls_of(id)
        others = [one for one in controls if one.kind != "nrpn"]
        used = [one for one in controls if (one.kind, one.number) in self._channels]
        return [one for one in controls if not others or one in others or one in used]

    def _show(self, control: Control, id: str, by_others: bool) -> None:
        """[control] Send one control to where its row stands, unless it is there."""
        if control.channel is None:
            channel = self._channels.get((control.kind, control.number), 1)
            control = control._replace(channel=channel)
        for hand in self._surface.hands(control):
            if hand.target.id != id or not (by_others or _is_lamp(hand)):
                continue
            x = hand.shown()
            if x is None or self._at.get(control) == _steps(control, x):
                continue
            self._at[control] = steps = _steps(control, x)
            self._sent_s[control] = time.monotonic()
            for message in _messages(control, steps):
                self._send(message)


def _is_lamp(hand: Hand) -> bool:
    """[any] Whether a control shows what is on, and not where it stands itself."""
    return hand.target.value is not None or TOGGLE in hand.target.words


def _steps(control: Control, x: float) -> int:
    """[any] A position in the steps that a control counts in."""
    return round(x * (TOP if control.kind in ("cc14", "nrpn", "pitch") else 127))


def _messages(control: Control, steps: int) -> list[list[int]]:
    """[any] The messages that send a control somewhere."""
    kind, number, channel = control
    at = (channel or 1) - 1
    coarse, fine = steps >> 7, steps & 127
    if kind == "cc":
        return [[0xB0 | at, number, steps]]
    if kind == "cc14":
        return [[0xB0 | at, number, coarse], [0xB0 | at, number + 32, fine]]
    if kind == "nrpn":
        pairs = (99, number >> 7), (98, number & 127), (6, coarse), (38, fine)
        return [[0xB0 | at, controller, value] for controller, value in pairs]
    if kind == "pitch":
        return [[0xE0 | at, fine, coarse]]
    if kind == "note":
        return [[0x90 | at, number, steps]]
    return []


