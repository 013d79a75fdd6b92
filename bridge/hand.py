"""What one control of a surface does to its target: soft takeover, toggles, presses and swells."""

from bridge import mapping
from bridge.events import Deeds
from bridge.mapping import BUTTONS, Control, Target
from engine.panel import Panel
from engine.parameters import BadValue, find, from_unit, mode_of, to_unit

_NEAR = 1 / 127 + 1e-9  # a step of 7 bits: no knob can come nearer to a value than that
_STEPPED = 16  # whole-number rows of at most so many values are stepped through by a toggle


class Hand:
    """One control at one target, and where it stood last (`at`, 0..1; None before it moved).

    With takeover, a knob that stands elsewhere than its row does nothing until it reaches or
    passes the row's value; and again whenever something else has changed that. Every method
    raises BadValue as the panel does.
    """

    def __init__(
        self, panel: Panel, deeds: Deeds, control: Control, target: Target, source: str,
        takeover: bool,
    ) -> None:
        """[control] A hand that has not moved yet. `takeover` holds unless the target says."""
        self._panel, self._deeds, self._source = panel, deeds, source
        self.control, self.target = control, target
        self.at: float | None = None
        self.span: tuple[float, float] | None = None
        """Ends of the travel in the row's unit that go before the target's: a wheel's range."""
        words = target.words
        springs = control.kind in (*BUTTONS, "pitch", "pressure")
        self._takeover = mapping.PICKUP in words or (
            takeover and not springs and mapping.JUMP not in words
        )
        self._written: float | None = None
        self._rest: dict[str, float] = {}  # what a swell comes back to

    def move(self, x: float, pressed: bool | None = None) -> None:
        """[control] The control stands at `x`, 0..1. `pressed` tells a press of a key, which needs
        no travel; None finds it in the travel over the middle."""
        before, self.at = self.at, x
        if pressed is None:
            pressed = x >= 0.5 and (before is None or before < 0.5)
        target = self.target
        if target.address:
            if pressed:
                self._event(x)
        elif target.value is not None:
            if pressed:
                self._panel.set(target.id, target.value, self._source)
        elif mapping.TOGGLE in target.words:
            if pressed:
                self._panel.set(target.id, self._next(), self._source)
        elif mapping.SWELL in target.words:
            self._swell(x)
        else:
            switch = self.control.kind in BUTTONS and find(target.id).curve == "choice"
            self._turn(before, 1.0 if switch and x > 0 else x)

    def shown(self) -> float | None:
        """[any] Where a lamp or a motor of this control belongs, 0..1; None for an event."""
        target = self.target
        if target.address or mapping.SWELL in target.words:
            return None
        current = self._panel.get(target.id)
        if target.value is not None:
            wanted = target.value
            names = self._panel.instruments
            if isinstance(wanted, str) and wanted in names:
                wanted = float(names.index(wanted))
            return float(wanted == current)
        return self._position(current)

    def _event(self, strength: float) -> None:
        """[control] Do what the event says."""
        target = self.target
        if target.address not in self._deeds:
            raise BadValue(f"nothing listens to {target.address} here")
        arguments = [strength if one == mapping.VELOCITY else one for one in target.arguments]
        if not self._deeds[target.address](self._source, *arguments):
            raise BadValue(f"{target.address}: the engine has fallen behind; it was dropped")

    def _turn(self, before: float | None, x: float) -> None:
        """[control] The row goes where the knob is, once the knob has taken over."""
        value = self._value(x)
        if self._takeover:
            current = self._panel.get(self.target.id)
            if current not in (self._written, value):
                there = self._position(current)
                passed = before is not None and (before - there) * (x - there) <= 0
                if not passed and abs(x - there) > _NEAR:
                    return
        if self._spans_all:
            self._written = self._panel.set_unit(self.target.id, x, self._source)
        else:
            self._written = self._panel.set(self.target.id, value, self._source)

    def _next(self) -> float:
        """[control] What a toggle sets: the next of few values, else the other end."""
        row = find(self.target.id)
        low, high = self._ends()
        current = self._panel.get(row.id)
        if row.is_whole and abs(high - low) < _STEPPED:
            step = 1 if high > low else -1
            inside = min(low, high) <= current + step <= max(low, high)
            return current + step if inside else low
        return low if current == high else high

    def _swell(self, x: float) -> None:
        """[control] From where the row stood to the travel's end, and back to how it was."""
        row = find(self.target.id)
        if x == 0:
            rest, self._rest = self._rest, {}
            if rest and self._panel.get(row.id) == self._written:
                self._panel.set_many(rest, self._source)
            return
        if not self._rest:
            mode = mode_of(row)
            ids = [row.id] if mode is None else [row.id, mode.id]
            self._rest = {id: self._panel.get(id) for id in ids}
        start, end = to_unit(row, self._rest[row.id]), to_unit(row, self._ends()[1])
        value = from_unit(row, start + x * (end - start))
        self._written = self._panel.set(row.id, value, self._source)

    @property
    def _spans_all(self) -> bool:
        """[any] Whether the travel is the row's own: an instrument's is then the model's list."""
        return self.span is None and self.target.low is None

    def _ends(self) -> tuple[float, float]:
        """[any] Both ends of the travel, in the row's unit."""
        return self.target.ends() if self.span is None else self.span

    def _value(self, x: float) -> float:
        """[any] The row's value where the control stands at `x`; at its ends exactly theirs."""
        row, ends = find(self.target.id), self._ends()
        if self._spans_all:
            return self._panel.at_unit(row.id, x)
        if x in (0, 1):
            return ends[int(x)]
        low, high = (to_unit(row, end) for end in ends)
        return from_unit(row, min(max(low + x * (high - low), 0.0), 1.0))

    def _position(self, value: float) -> float:
        """[any] Where the control would stand for a value; at its end for one beyond."""
        row = find(self.target.id)
        names = self._panel.instruments
        if self._spans_all and names and row.id.startswith("instrument"):
            return min((value + 0.5) / len(names), 1.0)
        low, high = (to_unit(row, end) for end in self._ends())
        return min(max((to_unit(row, value) - low) / (high - low), 0.0), 1.0)

