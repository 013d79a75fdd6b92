"""Pure Data's own controls, dark: sliders, numbers, radios, switches, buttons, words."""

import math

from maxpatch.colours import DARK, DIM, LINE, PANEL, TEXT
from maxpatch.pd_sheet import PdSheet, word

_NONE = "empty"


def label(
    sheet: PdSheet, x: float, y: float, text: str, size: int = 9, colour: str = DIM,
    back: str = PANEL, heard: str = _NONE,
) -> None:
    """[any] A word; who sends `label other` to `heard` changes it."""
    sheet.object(x, y, f"cnv 1 1 1 {_NONE} {heard} {word(text)} 0 8 0 {size} {back} {colour} 0")


def plate(
    sheet: PdSheet, x: float, y: float, width: float, height: float, colour: str = PANEL
) -> None:
    """[any] A part of the background."""
    sheet.object(x, y, f"cnv 10 {round(width)} {round(height)} {_NONE} {_NONE} {_NONE} 20 12 0 14"
                       f" {colour} {TEXT} 0")


def slider(
    sheet: PdSheet, rect: tuple[float, float, float, float], low: float, high: float,
    by_ratio: bool, names: tuple[str, str], colour: str, start: float,
) -> None:
    """[any] A horizontal slider with a number's range; names are what it sends to and hears."""
    x, y, width, height = rect
    if by_ratio:
        share = math.log(start / low) / math.log(high / low)
    else:
        share = (start - low) / (high - low)
    at = round(share * (width - 1) * 100)
    sheet.object(x, y, f"hsl {round(width)} {round(height)} {low:g} {high:g} {int(by_ratio)} 0"
                       f" {names[0]} {names[1]} {_NONE} -2 -8 0 10 {DARK} {colour} {DIM} {at} 1")


def number(
    sheet: PdSheet, x: float, y: float, digits: int, low: float, high: float,
    names: tuple[str, str], start: float,
) -> None:
    """[any] A number box."""
    sheet.object(x, y, f"nbx {digits} 16 {low:g} {high:g} 0 0 {names[0]} {names[1]} {_NONE} 0 -8 0"
                       f" 8 {DARK} {TEXT} {DIM} {start:g} 256")


def radio(
    sheet: PdSheet, x: float, y: float, size: int, count: int, names: tuple[str, str],
    colour: str, start: int, back: str = DARK,
) -> None:
    """[any] A row of cells, one of which is chosen."""
    sheet.object(x, y, f"hradio {size} 1 0 {count} {names[0]} {names[1]} {_NONE} 0 -8 0 10 {back}"
                       f" {colour} {DIM} {start}")


def switch(
    sheet: PdSheet, x: float, y: float, size: int, names: tuple[str, str], colour: str
) -> None:
    """[any] On or off."""
    sheet.object(x, y, f"tgl {size} 0 {names[0]} {names[1]} {_NONE} 17 7 0 10 {DARK} {colour}"
                       f" {DIM} 0 1")


def button(
    sheet: PdSheet, x: float, y: float, size: int, sends: str, text: str, colour: str = LINE
) -> None:
    """[any] A button with its word beside it."""
    sheet.object(x, y, f"bng {size} 250 50 0 {sends} {_NONE} {word(text)} {size + 5}"
                       f" {size // 2} 0 10 {colour} {TEXT} {TEXT}")


def symbol_field(sheet: PdSheet, x: float, y: float, letters: int, sends: str) -> None:
    """[any] A field for a name."""
    sheet.add(f"symbolatom {round(x)} {round(y)} {letters} 0 0 0 - - {sends} 12")
