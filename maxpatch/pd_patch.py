"""The Pure Data patch: the same panel, in vanilla objects, and what stands behind it.

Names of sends and receives are all there is between panel and wires: `fb-<id>` is what a hand has
set, `fb-<id>-heard` what Flowbend says, `fb-<id>-show` and `fb-<id>-slide-show` are the controls.
"""

import re

from bridge import addresses
from engine.parameters import BY_ID, Parameter
from maxpatch import hands, pd_faces
from maxpatch.colours import BACK, DIM, GREEN, RED, TEXT
from maxpatch.panel import FOLLOWED, METERS, Cell, bottom, panel
from maxpatch.pd_sheet import PdSheet
from maxpatch.pd_wires import behind_clip, behind_events, behind_network, behind_rows
from maxpatch.rows import FADER, KNOB, NUMBER, TOGGLE, is_instrument, items_of, short_name
from maxpatch.wiring import PORT, READOUTS

WIDTH, MARGIN, TOP, FOOT = 1180.0, 12.0, 60.0, 128.0
_KEYS, _LOWEST = 25, 48
_PANIC = 64


def patch(instruments: tuple[str, ...], port: int = PORT) -> str:
    """[any] Flowbend.pd, for a Flowbend at this port of the same machine."""
    placed = panel(WIDTH, TOP)
    foot = bottom(placed) + 6
    width, height = WIDTH + 2 * MARGIN, foot + FOOT + MARGIN
    sheet = PdSheet(width, height)
    pd_faces.plate(sheet, 0, 0, width, height, BACK)
    pd_faces.label(sheet, MARGIN, 16, "FLOWBEND", 24, TEXT, BACK)
    pd_faces.label(sheet, MARGIN, 40, f"OSC to 127.0.0.1, port {port}", 9, DIM, BACK)
    _readouts(sheet, 230)
    for one in placed:
        x = MARGIN + one.x
        pd_faces.plate(sheet, x, one.y, one.width, one.height)
        pd_faces.plate(sheet, x + 8, one.y + 6, 3, 11, one.group.colour)
        pd_faces.label(sheet, x + 15, one.y + 4, one.group.title.upper(), 10, one.group.colour)
        for cell in one.cells:
            if cell.kind == METERS:
                _meters(sheet, cell, one.group.colour)
            elif cell.row is not None:
                _row(sheet, cell, cell.row, one.group.colour, instruments)
    _foot(sheet, foot)
    for number, inner in enumerate((
        behind_network(port), behind_rows(instruments), behind_events(_LOWEST), behind_clip(),
    )):
        sheet.subpatch(width + 20, 20 + 30 * number, inner)
    return sheet.text()


def _row(
    sheet: PdSheet, cell: Cell, row: Parameter, colour: str, instruments: tuple[str, ...]
) -> None:
    x, y, width = MARGIN + cell.x + 2, cell.y, cell.width - 8
    names = (f"fb-{row.id}", f"fb-{row.id}-show")
    slides = (f"fb-{row.id}-slide", f"fb-{row.id}-slide-show")
    unit = f" {row.unit}" if row.unit else ""
    if cell.kind in (KNOB, FADER):
        pd_faces.label(sheet, x, y + 2, f"{short_name(row)}{unit if cell.kind == FADER else ''}")
        pd_faces.slider(sheet, (x, y + 18, width - 2, 14), row.minimum, row.maximum,
                        row.curve == "log", slides, colour, row.default)
        pd_faces.number(sheet, x, y + 36, 5, row.minimum, row.maximum, names, row.default)
        if cell.kind == KNOB:
            pd_faces.label(sheet, x + 45, y + 36, row.unit[:4] or " ")
        return
    pd_faces.label(sheet, x, y - 3, short_name(row))
    if cell.kind == TOGGLE:
        pd_faces.switch(sheet, x, y + 14, 16, names, colour)
    elif cell.kind == NUMBER:
        pd_faces.number(sheet, x, y + 14, 6, row.minimum, row.maximum, names, row.default)
    elif is_instrument(row):
        pd_faces.number(sheet, x, y + 14, 2, row.minimum, row.maximum, names, row.default)
        _named(sheet, x + 26, y + 14, row, instruments)
    else:
        size = 16 if len(row.choices) <= 5 else 12
        pd_faces.radio(sheet, x, y + 14, size, len(row.choices), names, colour, int(row.default))
        _named(sheet, x + size * len(row.choices) + 5, y + 14, row, instruments)


def _named(
    sheet: PdSheet, x: float, y: float, row: Parameter, instruments: tuple[str, ...]
) -> None:
    """The word for the number that is chosen."""
    first = items_of(row, instruments)[int(row.default)]
    pd_faces.label(sheet, x, y, first, 10, TEXT, heard=f"fb-{row.id}-name")


def _meters(sheet: PdSheet, cell: Cell, colour: str) -> None:
    name, low, high, by_ratio = FOLLOWED[cell.lane]
    x, y = MARGIN + cell.x + 4, cell.y
    for number, (word_, shade) in enumerate((("asked", DIM), ("got", colour))):
        pd_faces.label(sheet, x, y + 2 + 26 * number, word_)
        pd_faces.slider(sheet, (x, y + 17 + 26 * number, cell.width - 10, 8), low, high, by_ratio,
                        ("empty", f"fb-meter-{word_}_{name}"), shade, low)


def _readouts(sheet: PdSheet, x: float) -> None:
    for name, word_, _, _ in READOUTS:
        pd_faces.label(sheet, x, 10, word_, 9, DIM, BACK)
        pd_faces.number(sheet, x, 28, 6, -1e9, 1e9, ("empty", f"fb-meter-{name}"), 0)
        x += 86
    for number, name in enumerate(("rms_db", "peak_db")):
        pd_faces.slider(sheet, (x, 16 + 15 * number, 180, 10), -60, 0, False,
                        ("empty", f"fb-meter-{name}-bar"), GREEN, -60)


def _foot(sheet: PdSheet, y: float) -> None:
    """Buttons, keys, recall and clip."""
    shares = {"Play": 0.24, "Keys": 0.32, "Recall": 0.25, "Clip": 0.19}
    draws = {"Play": _buttons, "Keys": _keys, "Recall": _recall, "Clip": _clip}
    if not hands.fields():
        shares["Clip"] += shares.pop("Recall")
    x = MARGIN
    for name, share in shares.items():
        width = (WIDTH + 6) * share - 6  # the last one ends where the shelves do
        pd_faces.plate(sheet, x, y, width, FOOT)
        pd_faces.plate(sheet, x + 8, y + 6, 3, 11, DIM)
        pd_faces.label(sheet, x + 15, y + 4, name.upper(), 10, DIM)
        draws[name](sheet, x + 10, y + 28, width - 20)
        x += width + 6


def _buttons(sheet: PdSheet, x: float, y: float, width: float) -> None:
    """Two columns, and panic at the side, so large that no hand misses it."""
    every = [*hands.buttons()[:-1], addresses.ONSET]
    high = min(24.0, 98.0 / -(-len(every) // 2))
    for number, address in enumerate(every):
        name = "Strike" if address == addresses.ONSET else hands.name_of(address)
        pd_faces.button(sheet, x + number % 2 * (width - _PANIC) / 2, y + number // 2 * high, 18,
                        f"fb-do{address.replace('/', '-')}", name, "#2b3440")
    left = x + width - _PANIC
    pd_faces.button(sheet, left, y, _PANIC, f"fb-do{addresses.PANIC.replace('/', '-')}", "", RED)
    pd_faces.label(sheet, left + 14, y + _PANIC + 4, "PANIC", 10, TEXT)


def _keys(sheet: PdSheet, x: float, y: float, width: float) -> None:
    size = int(min(width / _KEYS, 16))
    pd_faces.radio(sheet, x, y, size, _KEYS, ("fb-key", "empty"), "#59c2ff", 0, "#c9d1d9")
    for octave in range(0, _KEYS, 12):
        name = f"C{(_LOWEST + octave) // 12 - 1}"
        pd_faces.label(sheet, x + octave * size + 2, y + size + 2, name)
    pd_faces.switch(sheet, x, y + size + 24, 16, ("fb-midi", "empty"), GREEN)
    pd_faces.label(sheet, x + 24, y + size + 23, "keys from Pd's MIDI input")


def _recall(sheet: PdSheet, x: float, y: float, width: float) -> None:
    for argument, events in hands.fields().items():
        pd_faces.label(sheet, x, y, hands.FIELDS[argument][0])
        if hands.FIELDS[argument][1] == "":
            pd_faces.symbol_field(sheet, x + 36, y - 2, 9, f"fb-field-{argument}")
        else:
            pd_faces.number(sheet, x + 36, y, 4, 1, 128, (f"fb-field-{argument}", "empty"), 1)
        for number, address in enumerate(events):
            pd_faces.button(sheet, x + 108 + (width - 108) / len(events) * number, y, 16,
                            f"fb-do{address.replace('/', '-')}", hands.brief(address, events))
        y += 28


def _clip(sheet: PdSheet, x: float, y: float, width: float) -> None:
    pd_faces.label(sheet, x, y, "bars")
    pd_faces.number(sheet, x + 32, y, 3, 1, 64, ("fb-clip-bars", "empty"), 4)
    pd_faces.button(sheet, x + 84, y, 18, "fb-clip-ask", "Render")
    pd_faces.switch(sheet, x + 158, y, 18, ("fb-clip-play", "fb-clip-play-show"), GREEN)
    pd_faces.label(sheet, x + 182, y + 1, "Play", 10, TEXT)
    pd_faces.label(sheet, x, y + 30, "dB")
    pd_faces.slider(sheet, (x + 32, y + 31, 170, 14), -60, 6, False,
                    ("fb-clip-level", "empty"), GREEN, 0)
    pd_faces.label(sheet, x, y + 58, "no clip yet", 9, DIM, heard="fb-clip-said")


def rows_in(text: str) -> list[str]:
    """[any] The ids that the controls of a patch send to Flowbend."""
    sliders = re.findall(r"(?:nbx|hradio|tgl) .* fb-(\w+) fb-\1-show ", text)
    return [id for id in sliders if id in BY_ID or f"oscformat param {id};" in text]
