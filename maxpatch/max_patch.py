"""The Max patch and the Live device: one panel, with what stands behind each control.

Every row is a column of its own: what Flowbend says sets the control silently, and what a hand does
goes out as the row's message. Between them runs no cord, only the two names of `OUT` and `IN`.
"""

from dataclasses import dataclass
from typing import Any

from py2max.core.box import Box

from bridge import addresses
from engine.parameters import Parameter
from maxpatch import live_parameters as live
from maxpatch.colours import DARK, DIM, LINE, PANEL, TEXT
from maxpatch.panel import FOLLOWED, METERS, Cell, Placed
from maxpatch.rows import FADER, GROUPS, KNOB, MENU, NUMBER, TABS, TOGGLE, short_name
from maxpatch.sheet import Sheet, rgb

OUT, IN, FIRST, LAST = "---fb-out", "---fb-in", "---fb-first", "---fb-last"


@dataclass(frozen=True)
class Look:
    """What differs between the patch and the device."""

    is_device: bool
    instruments: tuple[str, ...]
    names: dict[str, str]


def comment(
    sheet: Sheet, rect: tuple[float, float, float, float], text: str, size: float = 9.5,
    colour: str = DIM, centred: bool = False, bold: bool = False,
) -> Box:
    """[any] A word on the panel."""
    return sheet.face("comment", rect, text=text, fontsize=size, textcolor=rgb(colour),
                      textjustification=int(centred), fontface=int(bold))


def box_of(sheet: Sheet, rect: tuple[float, float, float, float], title: str, colour: str) -> None:
    """[any] A part of the panel with its title."""
    x, y, width, _height = rect
    sheet.face("panel", rect, background=1, bgcolor=rgb(PANEL), rounded=6, border=1,
               bordercolor=rgb(LINE), mode=0, ignoreclick=1)
    sheet.face("panel", (x + 8, y + 7, 3, 10), background=1, bgcolor=rgb(colour), rounded=1,
               border=0, mode=0, ignoreclick=1)
    comment(sheet, (x + 13, y + 2, width - 18, 19), title.upper(), 10.5, colour, bold=True)


def groups(sheet: Sheet, look: Look, placed: list[Placed], x: float) -> None:
    """[any] All rows, from `x` on."""
    for one in placed:
        sheet.column()
        box_of(sheet, (x + one.x, one.y, one.width, one.height), one.group.title, one.group.colour)
        for cell in one.cells:
            sheet.column()
            if cell.kind == METERS:
                _meters(sheet, cell, x, one.group.colour)
            elif cell.row is not None:
                _row(sheet, look, cell, cell.row, x, one.group.colour)


def _row(
    sheet: Sheet, look: Look, cell: Cell, row: Parameter, left: float, colour: str
) -> None:
    address = addresses.address_of(row.id)
    heard = sheet.object(f"r {IN}")
    mine = sheet.object(f"route {address}")
    quietly = sheet.object("prepend set")
    again = sheet.object(f"r {LAST if row.id.endswith('_mode') else FIRST}")
    control = _control(sheet, look, cell, row, left, colour)
    sheet.chain(heard, mine, quietly, control)
    sheet.cord(again, control)
    said = sheet.object(f"prepend {address}")
    if cell.kind == NUMBER:
        whole = sheet.object("expr int($f1 + 0.5)")
        sheet.chain(control, whole, said)
    else:
        sheet.cord(control, said)
    sheet.cord(said, sheet.object(f"s {OUT}"))


def _control(
    sheet: Sheet, look: Look, cell: Cell, row: Parameter, left: float, colour: str
) -> Box:
    x, y, width, _height = left + cell.x + 2, cell.y, cell.width - 4, cell.height
    attributes = live.parameter(row, look.names[row.id], look.instruments)
    lit, off = rgb(colour), rgb(DARK)
    if cell.kind == KNOB:
        wide = min(width, 58.0)
        return sheet.face(
            "live.dial", (x + (width - wide) / 2, y + 4, wide, 50), row.id, appearance=0,
            activedialcolor=lit, activeneedlecolor=lit, dialcolor=rgb(LINE),
            textcolor=rgb(TEXT), **attributes,
        )
    if cell.kind == FADER:
        return sheet.face(
            "live.slider", (x, y + 8, width, 44), row.id, orientation=1, slidercolor=lit,
            trioncolor=lit, textcolor=rgb(TEXT), **attributes,
        )
    below = (x, y + 15, width, 18)
    if cell.kind == TABS:
        comment(sheet, (x, y - 1, width, 16), short_name(row))
        return sheet.face(
            "live.tab", below, row.id, activebgcolor=off, activebgoncolor=lit,
            bordercolor=rgb(LINE), textcolor=rgb(DIM), textoncolor=rgb(DARK),
            num_lines_patching=1, num_lines_presentation=1, rounded=3.0, **attributes,
        )
    if cell.kind == TOGGLE:
        below = (x, y + 15, min(width, 84.0), 18)
        return sheet.face(
            "live.text", below, row.id, text=f"{short_name(row)} off",
            texton=f"{short_name(row)} on", mode=1, activebgcolor=off, activebgoncolor=lit,
            activetextcolor=rgb(DIM), activetextoncolor=rgb(DARK), bordercolor=rgb(LINE),
            rounded=3.0, **attributes,
        )
    comment(sheet, (x, y - 1, width, 16), short_name(row))
    maxclass = "live.menu" if cell.kind == MENU else "live.numbox"
    extra: dict[str, Any] = {"tricolor" if cell.kind == MENU else "activeslidercolor": lit}
    return sheet.face(maxclass, below, row.id, activebgcolor=off, bordercolor=rgb(LINE),
                      textcolor=rgb(TEXT), **extra, **attributes)


def _meters(sheet: Sheet, cell: Cell, left: float, colour: str) -> None:
    """What a lane was asked, and what the sound does, as two bars."""
    name, low, high, by_ratio = FOLLOWED[cell.lane]
    share = f"expr log($f1 / {low:g}.) / log({high / low:g}.)" if by_ratio else (
        f"expr ($f1 - {low:g}.) / {high - low:g}.")
    x = left + cell.x + (cell.width - 40) / 2
    bars = sheet.face(
        "multislider", (x, cell.y + 4, 40, 40), size=2, orientation=1, setminmax=[0.0, 1.0],
        setstyle=1, ignoreclick=1, candycane=2, slidercolor=rgb(DIM), candicane2=rgb(colour),
        bgcolor=rgb(DARK), spacing=3, bordercolor=rgb(LINE),
        hint=f"{name}: what is asked, and what the sound does",
    )
    comment(sheet, (left + cell.x + 1, cell.y + 44, cell.width - 2, 17), "asked  got", 8.5,
            centred=True)
    heard = sheet.object(f"r {IN}")
    both = sheet.object(f"route {meter(f'asked_{name}')} {meter(f'got_{name}')}")
    sheet.cord(heard, both)
    for outlet in (0, 1):
        scaled, put = sheet.object(share), sheet.object(f"prepend set {outlet + 1}")
        sheet.cord(both, scaled, outlet)
        sheet.chain(scaled, put, bars)


def meter(name: str) -> str:
    """[any] The address of one meter."""
    return f"{addresses.METERS}/{name}"


def parameters_of(sheet: Sheet, look: Look) -> dict[str, Any]:
    """[any] The patch's list of its parameters, which Live reads."""
    found: dict[str, Any] = {}
    for box in sheet.document()["patcher"]["boxes"]:
        value = box["box"].get("saved_attribute_attributes", {}).get("valueof")
        if value:
            found[box["box"]["id"]] = [value["parameter_longname"], value["parameter_shortname"], 0]
    return found | {"parameterbanks": live.banks(GROUPS, look.names), "inherited_shortname": 1}
