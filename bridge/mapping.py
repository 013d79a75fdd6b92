"""MIDI mappings: which control of a surface moves which row or makes which event; as readable text.

A line is `control = target`, such as `cc 74 ch 1 = brightness 200..4000`; docs/midi.md has all of
them. No ports and no values here, and no files (maps.py finds those).
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

from bridge import addresses
from engine.parameters import BadValue, check, find, nearest, shown

KINDS = {  # how a control is called, and the numbers it may have
    "cc": range(120), "cc14": range(32), "nrpn": range(16383), "pitch": range(1),
    "pressure": range(1), "note": range(128), "program": range(128),
}
BUTTONS = ("note", "program")  # their every message is a press or its end
NOTHING = "nothing"
VELOCITY = "velocity"  # stands, among an event's arguments, for how hard it was pressed, 0 to 1
TOGGLE, SWELL, JUMP, PICKUP = "toggle", "swell", "jump", "pickup"
_WORDS = (TOGGLE, SWELL, JUMP, PICKUP)
_NUMBERLESS = ("pitch", "pressure")
_SWITCHES = ("takeover", "feedback")


class Control(NamedTuple):
    """One knob, key, wheel or button of a surface."""

    kind: str
    number: int
    channel: int | None
    """1 to 16; None is any."""

    def __str__(self) -> str:
        number = "" if self.kind in _NUMBERLESS else f" {self.number}"
        return f"{self.kind}{number}" + ("" if self.channel is None else f" ch {self.channel}")


@dataclass(frozen=True)
class Target:
    """What a control does. `id` names a row, or is "" for an event, `address`, or for nothing."""

    text: str
    id: str = ""
    low: float | None = None
    high: float | None = None
    """Where the row's travel begins and ends, in its unit; None is the row's own."""
    value: object = None
    """What a press sets the row to, instead of a travel."""
    words: tuple[str, ...] = ()
    address: str = ""
    arguments: tuple[object, ...] = ()

    def ends(self) -> tuple[float, float]:
        """[any] Both ends of the row's travel, in its unit."""
        row = find(self.id)
        return (
            row.minimum if self.low is None else self.low,
            row.maximum if self.high is None else self.high,
        )


@dataclass
class Mapping:
    """Every binding of one surface, and the text they come from.

    `path` is the player's own file of it, None for what others wrote. `takeover` and `feedback`
    are None where the text leaves them to the port. `faults` are sentences about lines that were
    left alone.
    """

    name: str = ""
    text: str = ""
    path: Path | None = None
    takeover: bool | None = None
    feedback: bool | None = None
    faults: list[str] = field(default_factory=list)
    bindings: dict[Control, tuple[Target, ...]] = field(default_factory=dict)

    def of(self, control: Control) -> tuple[Target, ...]:
        """[any] What a control does: its own channel's lines before those of any channel."""
        anywhere = control._replace(channel=None)
        return self.bindings.get(control, self.bindings.get(anywhere, ()))

    def has(self, control: Control) -> bool:
        """[any] Whether any line speaks of this control, were it to say that it does nothing."""
        return control in self.bindings or control._replace(channel=None) in self.bindings

    def controls_of(self, wanted: str) -> list[Control]:
        """[any] The controls that move a row, or make an event, by its id or address."""
        return [control for control, targets in self.bindings.items()
                if any(wanted in (target.id, target.address) for target in targets)]

    def bind(self, control: Control, target: Target) -> None:
        """[control] Let a control do this and nothing else; the text says so from now on."""
        line, kept = f"{control} = {target.text}", []
        for old in self.text.splitlines():
            spoken = _control_of(old)
            if spoken == control and line:
                kept.append(line)
                line = ""
            elif spoken != control and spoken not in _rivals(control):
                kept.append(old)
        self.text = "\n".join([*kept, line] if line else kept) + "\n"
        self._add({control: () if target.text == NOTHING else (target,)})

    def _add(self, bindings: dict[Control, tuple[Target, ...]]) -> None:
        """[control] Bindings that win over those that are there."""
        for control in bindings:
            for rival in _rivals(control) - bindings.keys():
                self.bindings.pop(rival, None)
        self.bindings |= bindings


def read(text: str, name: str, include: Callable[[str], "Mapping"]) -> Mapping:
    """[any] The mapping that a text describes. What cannot be understood is left alone and told of
    in `faults`; `include` gives the mapping of another name, or raises BadValue."""
    mapping = Mapping(name, text)
    own: dict[Control, tuple[Target, ...]] = {}
    for number, line in enumerate(text.splitlines(), 1):
        try:
            _read_line(_bare(line), mapping, own, include)
        except BadValue as refusal:
            mapping.faults.append(f"{name}, line {number}: {refusal}; the line is left alone")
    mapping._add(own)
    return mapping


def _read_line(
    line: str, mapping: Mapping, own: dict[Control, tuple[Target, ...]],
    include: Callable[[str], Mapping],
) -> None:
    """[any] One line. Raises BadValue."""
    if not line:
        return
    first, _, rest = line.partition(" ")
    if "=" in line:
        left, right = line.split("=", 1)
        control, target = read_control(left), read_target(right)
        more = () if target.text == NOTHING else (target,)
        own[control] = own.get(control, ()) + more
    elif first == "include" and rest:
        other = include(rest.strip())
        mapping.faults += other.faults
        mapping.bindings |= other.bindings
        for switch in _SWITCHES:
            if getattr(mapping, switch) is None:
                setattr(mapping, switch, getattr(other, switch))
    elif first in _SWITCHES and rest.strip() in ("on", "off"):
        setattr(mapping, first, rest.strip() == "on")
    else:
        raise BadValue(
            f"{shown(line)} is none of `control = target`, `include NAME`, `takeover on` or `off`,"
            " `feedback on` or `off`"
        )


def read_control(text: str) -> Control:
    """[any] A control from `cc 74 ch 1` and the like. Raises BadValue."""
    words = text.lower().split()
    channel = None
    if len(words) >= 2 and words[-2] == "ch":
        channel = _whole(words[-1], range(1, 17), "a channel")
        words = words[:-2]
    kind = words[0] if words else ""
    if kind not in KINDS:
        raise BadValue(f"no control is called {shown(text.strip())}{nearest(kind, KINDS)};"
                       f" there are {', '.join(KINDS)}")
    if kind in _NUMBERLESS and len(words) == 1:
        return Control(kind, 0, channel)
    if kind in _NUMBERLESS or len(words) != 2:
        raise BadValue(f"{shown(text.strip())} is no control: write `cc 74`, or `cc 74 ch 1`")
    return Control(kind, _whole(words[1], KINDS[kind], f"the number of a {kind}"), channel)


def read_target(text: str) -> Target:
    """[any] A target from `brightness 200..4000` and the like. Raises BadValue."""
    if text.strip() == NOTHING:
        return Target(NOTHING)
    if text.strip().startswith("/"):
        return _event(*text.split())
    first, *rest = re.sub(r"\s*\.\.\s*", "..", text).split() or [""]
    row = find(first)
    target = Target(" ".join([first, *rest]), row.id)
    for word in rest:
        if word in _WORDS:
            target = replace(target, words=(*target.words, word))
        elif ".." in word:
            low, high = (check(row, _number(end)) for end in word.split("..", 1))
            if low == high:
                raise BadValue(f"{word} is no range: its ends are the same")
            target = replace(target, low=low, high=high)
        else:
            value = _number(word)
            if not row.id.startswith("instrument"):  # those have names that only the panel knows
                value = check(row, value)
            target = replace(target, value=value)
    return target


def _event(address: str, *words: str) -> Target:
    """[any] A target that is an event. Of one that takes a text, as a preset's name, that is all
    the words."""
    names = addresses.EVENTS.get(address)
    if names is None:
        raise BadValue(f"there is no event {shown(address)}{nearest(address, addresses.EVENTS)}")
    text = " ".join([address, *words])
    if words and [addresses.ARGUMENTS[name].type for name in names] == ["s"]:
        return Target(text, address=address, arguments=(" ".join(words),))
    if len(words) != len(names):
        raise BadValue(f"{address} takes {' '.join(names) or 'no argument'}")
    arguments = tuple(word if word == VELOCITY else _number(word) for word in words)
    return Target(text, address=address, arguments=arguments)


def _rivals(control: Control) -> set[Control]:
    """[any] Controls that send the same messages: a controller, and one of 14 bits made of two."""
    kind, number, channel = control
    if kind == "cc14":
        return {Control("cc", one, channel) for one in (number, number + 32)}
    return {Control("cc14", number, channel)} if kind == "cc" and number < 32 else set()


def _bare(line: str) -> str:
    """[any] A line without its comment."""
    return line.split("#", 1)[0].strip()


def _control_of(line: str) -> Control | None:
    """[any] The control that a line of text speaks of, or None."""
    try:
        return read_control(_bare(line).split("=", 1)[0]) if "=" in _bare(line) else None
    except BadValue:
        return None


def _number(word: str) -> float | str:
    """[any] A word as a number where it is one."""
    try:
        return float(word)
    except ValueError:
        return word


def _whole(word: str, among: range, what: str) -> int:
    """[any] A word as one of these whole numbers. Raises BadValue."""
    if not word.isascii() or not word.isdigit() or int(word[:9]) not in among:
        raise BadValue(f"{what} is from {among[0]} to {among[-1]}, not {shown(word)}")
    return int(word)
