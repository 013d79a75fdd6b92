"""Which rows of the table stand together on a surface, by kind. No values, and no looks.

A row that no rule names stands under "More": a new row is on every surface at once.
"""

from dataclasses import dataclass

from engine.parameters import TABLE, Parameter

_RULES = {  # the first part of the ids, in the order in which they stand
    "Source": ("instrument_a", "seed_a", "morph", "instrument_b", "seed_b"),
    "Model": ("guidance", "temperature", "steps"),
    "Out": ("gain",),
    "Pattern": ("pattern_",),
    "Time": ("tempo", "beat_", "loop"),
    "Snapshots": ("snapshot_", "quantise"),
    "Listening": ("listen_",),
    "Keys": ("notes_", "bend"),
}
_REST = "More"
_FOLLOWED = {"rms": ("rms", "rms"), "brightness": ("brightness", "brightness"),
             "noisiness": ("noisiness", "noisiness"), "onset": ("onset_rate", "onsets")}


@dataclass(frozen=True)
class Section:
    """Rows that belong together. Of a lane's: its mode row, the row that a curve is drawn for, and
    the meter of what is asked and got, in that row's unit; else ""."""

    title: str
    rows: tuple[str, ...]
    lane: str = ""
    mode: str = ""
    drawn: str = ""
    meter: str = ""


def sections(table: tuple[Parameter, ...] = TABLE) -> tuple[Section, ...]:
    """[any] Every row in exactly one section: lanes in the table's order, then the rest."""
    lanes = dict.fromkeys(row.lane for row in table if row.lane and row.lane in _FOLLOWED)
    found = [_lane(lane, table) for lane in lanes]
    placed = {id for section in found for id in (*section.rows, section.mode)}
    left = [row.id for row in table if row.id not in placed]
    for title, parts in _RULES.items():
        ids = [id for part in parts for id in left if id.startswith(part)]
        left = [id for id in left if id not in ids]
        found.append(Section(title, tuple(dict.fromkeys(ids))))
    found.append(Section(_REST, tuple(left)))
    return tuple(section for section in found if section.rows)


def _lane(lane: str, table: tuple[Parameter, ...]) -> Section:
    mode = f"{lane}_mode"
    rows = [row for row in table if row.id.startswith(lane) and row.id != mode]
    drawn, meter = _FOLLOWED[lane]
    title = rows[0].label if len(rows) == 1 else "Attacks"
    return Section(title, tuple(row.id for row in rows), lane, mode, drawn, meter)
