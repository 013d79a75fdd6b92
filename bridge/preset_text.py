"""A preset as text: one `id: value` in a line, in musical units, to be read and written by hand.

    # a comment
    others: default
    instrument_a: flute
    rms: -18 dB        # another one

Pure: no files, and nothing is set. A line that cannot be used is a sentence; the others count.
"""

import re
from collections.abc import Mapping
from typing import NamedTuple

from engine.panel import Panel
from engine.parameters import BY_ID, TABLE, BadValue, Parameter, find, mode_of, shown

OTHERS = "others"
"""The key that says what becomes of the rows that are not named: they go to their `default`, or
stay, as they do without it."""
_DEFAULT, _STAY = "default", "stay"
_MOST_FAULTS = 5
_COMMENT = re.compile(r"(^|\s)#.*")
_NUMBER = re.compile(r"([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)\s*(\S*)")
_INSTRUMENTS = ("instrument_a", "instrument_b")


class Preset(NamedTuple):
    """What a text asks for: values in the rows' units, and sentences about what was left out."""

    values: dict[str, float]
    faults: tuple[str, ...]


def read(text: str, panel: Panel) -> Preset:
    """[any] What a text asks of this panel. Never raises: what is wrong is among the faults."""
    values: dict[str, float] = {}
    faults: list[str] = []
    resets = False
    for number, line in enumerate(re.split(r"\r\n|\r|\n", text), 1):
        plain = _COMMENT.sub("", line).strip()
        if not plain:
            continue
        try:
            id, value = _pair(plain)
            if id == OTHERS:
                resets = _resets(value)
                continue
            row = find(id)
            stored = panel.check(id, _value(row, value, panel.instruments))
            if id in values:
                faults.append(f"line {number}: {id} was there before; the last one counts")
            values[id] = stored
        except BadValue as error:
            faults.append(f"line {number}: {error}")
    return Preset(with_defaults(values) if resets else values, tuple(faults))


def with_defaults(values: Mapping[str, float]) -> dict[str, float]:
    """[any] The same, and the default of every row that presets keep and that is not named. The
    mode of a lane whose knob is named is left to the touch of that knob."""
    touched = {mode.id for id in values if (mode := mode_of(BY_ID[id]))}
    return {
        row.id: row.default for row in TABLE if row.in_presets and row.id not in touched
    } | dict(values)


def write(values: Mapping[str, float], instruments: tuple[str, ...], title: str) -> str:
    """[any] A text that `read` makes the same values of, for the rows that presets keep."""
    lines = [f"# {title}", f"{OTHERS}: {_DEFAULT}", ""]
    lines += [
        f"{row.id}: {_shown(row, values[row.id], instruments)}"
        for row in TABLE if row.in_presets and row.id in values
    ]
    return "\n".join(lines) + "\n"


def title_of(text: str) -> str:
    """[any] What the first line says, where it is a comment."""
    first = text.splitlines()[0].strip() if text.strip() else ""
    return first.removeprefix("#").strip() if first.startswith("#") else ""


def sentence(name: str, faults: tuple[str, ...]) -> str:
    """[any] The faults of one text, for the player."""
    told = "; ".join(faults[:_MOST_FAULTS])
    left = len(faults) - _MOST_FAULTS
    return f"{name}: {told}" + (f"; and {left} more" if left > 0 else "")


def _pair(line: str) -> tuple[str, str]:
    id, colon, value = line.partition(":")
    if not colon or not value.strip():
        raise BadValue(f"expected `id: value`, not {shown(line)}")
    return id.strip(), value.strip()


def _resets(value: str) -> bool:
    if value not in (_DEFAULT, _STAY):
        raise BadValue(f"{OTHERS} must be {_DEFAULT} or {_STAY}, not {shown(value)}")
    return value == _DEFAULT


def _value(row: Parameter, text: str, instruments: tuple[str, ...]) -> object:
    """A name, or a number, with the row's unit or none."""
    names = instruments if row.id in _INSTRUMENTS else row.choices
    named = [name for name in names if name.lower() == text.lower()]
    number = _NUMBER.fullmatch(text)
    if named or number is None:
        return named[0] if named else text
    if number[2].lower() not in ("", row.unit.lower()):
        unit = f"in {row.unit}" if row.unit else "without a unit"
        raise BadValue(f"{row.id} is {unit}, not in {shown(number[2])}")
    return float(number[1])


def _shown(row: Parameter, value: float, instruments: tuple[str, ...]) -> str:
    """A value to the last digit, so that nothing is lost on the way."""
    if row.choices:
        return row.choices[int(value)]
    if row.id in _INSTRUMENTS and value < len(instruments):
        return instruments[int(value)]
    return f"{repr(value).removesuffix('.0')} {row.unit}".rstrip()
