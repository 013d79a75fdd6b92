"""How a row is shown: in which group, under which short name, as which kind of control.

All of it follows from the table, so that a row that is new there is on every surface at once.
"""

import math
from dataclasses import dataclass

from engine.parameters import TABLE, Parameter

KNOB, FADER, TABS, MENU, TOGGLE, NUMBER = "knob", "fader", "tabs", "menu", "toggle", "number"
_MOST_TABS = 3
_FINEST_KNOB = 256
"""Whole numbers that a knob can tell apart; Live allows its whole-number parameters no more."""


@dataclass(frozen=True)
class Group:
    """Rows that belong together. `lanes` and first words of ids (`words`) are its own; words at
    the start of a label that the title says already are left out of short names."""

    title: str
    colour: str
    lanes: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    said: tuple[str, ...] = ()


MORPH = Group("Morph", "#ffb454", (), ("morph", "seed", "instrument"))
MODEL = Group("Model", "#f07178")
GROUPS = (
    MORPH,
    MODEL,
    Group("Loudness", "#7fd962", ("rms",)),
    Group("Brightness", "#ffd866", ("brightness",)),
    Group("Noisiness", "#95e6cb", ("noisiness",)),
    Group("Notes", "#d2a6ff", ("notes",), ("bend",), ("pitch",)),
    Group("Attacks", "#59c2ff", ("onset",), (), ("attack", "pattern")),
    Group("Time", "#e6b673", (), ("loop", "tempo", "beat", "clock", "link")),
    Group("Snapshots", "#c3a6ff", (), ("snapshot", "quantise"), ("snapshot",)),
    Group("Listening", "#73d0ff", (), ("listen",), ("listening",)),
)
"""In the order of the panels. A row that none claims is the model's."""


def group_of(row: Parameter) -> Group:
    """[any] The group that shows a row."""
    word = row.id.split("_")[0]
    for group in GROUPS:
        if row.lane in group.lanes or (not row.lane and word in group.words):
            return group
    return MODEL


def rows_of(group: Group) -> tuple[Parameter, ...]:
    """[any] The rows of one group, in the table's order."""
    return tuple(row for row in TABLE if group_of(row) is group)


def short_name(row: Parameter) -> str:
    """[any] A row's name within its group: `Rate` for the attack rate."""
    first, _, rest = row.label.partition(" ")
    group = group_of(row)
    said = rest and first.lower() in (group.title.lower(), *group.said)
    name = rest if said else row.label
    return name[0].upper() + name[1:]


def kind_of(row: Parameter) -> str:
    """[any] The kind of control that suits a row."""
    if row.choices == ("off", "on"):
        return TOGGLE
    if row.curve == "choice":
        return TABS if len(row.choices) <= _MOST_TABS else MENU
    if is_instrument(row):
        return MENU
    if row.id.split("_")[-1] == "morph":
        return FADER
    if row.is_whole and row.maximum - row.minimum >= _FINEST_KNOB:
        return NUMBER
    return KNOB


def is_instrument(row: Parameter) -> bool:
    """[any] Whether a row's numbers stand for the model's instruments."""
    return row.id.startswith("instrument_")


def items_of(row: Parameter, instruments: tuple[str, ...]) -> tuple[str, ...]:
    """[any] What a menu lists; instruments beyond the model's own are numbers."""
    if row.choices:
        return row.choices
    count = int(row.maximum) + 1
    return (*(name.replace("_", " ") for name in instruments),
            *(str(number) for number in range(len(instruments), count)))


def exponent_of(row: Parameter) -> float:
    """[any] The e of minimum + span * x ** e that has the row's middle where its own curve has it
    (Live and Max know no logarithmic curve)."""
    if row.curve != "log":
        return 1.0
    return math.log2(1 + math.sqrt(row.maximum / row.minimum))


def hint_of(row: Parameter) -> str:
    """[any] What a row does, what it takes and its id, in a line."""
    span = ", ".join(row.choices) or f"{row.minimum:g} to {row.maximum:g} {row.unit}".rstrip()
    return f"{row.about} ({row.id}: {span})"
