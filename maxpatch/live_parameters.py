"""Rows as parameters of Live: long names that automation hangs on, units, ranges, curves, order."""

import json
from pathlib import Path
from typing import Any

from engine.parameters import TABLE, Parameter
from maxpatch.rows import exponent_of, hint_of, items_of, kind_of, rows_of, short_name

NAMES = Path(__file__).with_name("live_names.json")
FLOAT, INT, ENUM = 0, 1, 2
_UNITS = {"ms": 2, "Hz": 3, "dB": 4, "%": 5, "semitones": 7}
_INTEGER, _FLOAT, _CUSTOM = 0, 1, 9
AUTOMATED, STORED, HIDDEN = 0, 1, 2


def long_names(kept: dict[str, str]) -> dict[str, str]:
    """[any] Each row's name in Live: the one that it was first given, so that automation survives
    another label; a new row's label. Rows that are gone keep theirs, which nobody may take."""
    names = dict(kept)
    for row in TABLE:
        if row.id not in names:
            taken = row.label in names.values()
            names[row.id] = f"{row.label} ({row.id})" if taken else row.label
    return names


def kept_names() -> dict[str, str]:
    """[any] The names that were given so far, by row id."""
    return json.loads(NAMES.read_text()) if NAMES.exists() else {}


def parameter(row: Parameter, name: str, instruments: tuple[str, ...]) -> dict[str, Any]:
    """[any] The attributes of a box that make it the parameter of a row.

    Modes come after their knobs when a Live set is opened, for a knob that turns holds its lane.
    Live's whole numbers end at 255: beyond, a row is a float that shows none of its fraction.
    """
    kind = kind_of(row)
    value: dict[str, Any] = {
        "parameter_longname": name,
        "parameter_shortname": short_name(row),
        "parameter_initial": [row.default],
        "parameter_initial_enable": 1,
        "parameter_order": int(row.id.endswith("_mode")),
        "parameter_mmin": row.minimum,
        "parameter_mmax": row.maximum,
    }
    if kind in ("tabs", "menu", "toggle"):
        value |= {"parameter_type": ENUM, "parameter_enum": list(items_of(row, instruments))}
    elif kind == "number" or not row.is_whole:
        value |= {"parameter_type": FLOAT, "parameter_exponent": round(exponent_of(row), 4)}
    else:
        value["parameter_type"] = INT
    if value["parameter_type"] != ENUM:
        value |= _unit(row)
    return {
        "parameter_enable": 1, "varname": row.id, "hint": hint_of(row), "annotation": hint_of(row),
        "annotation_name": name, "saved_attribute_attributes": {"valueof": value},
    }


def surface_parameter(
    name: str, items: tuple[str, ...], visibility: int, about: str = ""
) -> dict[str, Any]:
    """[any] The same for a control of the surface itself, which is no row."""
    value = {
        "parameter_longname": name, "parameter_shortname": name, "parameter_type": ENUM,
        "parameter_mmax": len(items) - 1, "parameter_enum": list(items),
        "parameter_invisible": visibility,
    }
    return {
        "parameter_enable": 1, "varname": f"surface_{name.lower().replace(' ', '_')}",
        "hint": about or name, "annotation": about or name, "annotation_name": name,
        "saved_attribute_attributes": {"valueof": value},
    }


def banks(groups: tuple[Any, ...], names: dict[str, str]) -> dict[str, Any]:
    """[any] The pages of eight that a controller such as Push shows: groups, in their order."""
    found: dict[str, Any] = {}
    for group in groups:
        rows = [names[row.id] for row in rows_of(group)]
        for start in range(0, len(rows), 8):
            page = rows[start : start + 8]
            title = group.title if start == 0 else f"{group.title} {start // 8 + 1}"
            found[str(len(found))] = {
                "index": len(found), "name": title, "parameters": page + ["-"] * (8 - len(page)),
            }
    return found


def _unit(row: Parameter) -> dict[str, Any]:
    """Live's own unit where it has it; else the table's word."""
    if row.unit in _UNITS:
        return {"parameter_unitstyle": _UNITS[row.unit]}
    if row.unit:
        digits = 0 if row.is_whole else 1 if row.maximum > 100 else 2
        return {"parameter_unitstyle": _CUSTOM, "parameter_units": f"%.{digits}f {row.unit}"}
    return {"parameter_unitstyle": _INTEGER if row.is_whole else _FLOAT}
