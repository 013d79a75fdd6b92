"""The three files for Max: the patch, its help, and the device for Live."""

import json
from typing import Any

from py2max.m4l import ensure_amxd_project_block, pack_amxd

from bridge import addresses
from engine.parameters import TABLE
from maxpatch import hands, max_patch, wiring
from maxpatch.colours import BACK, DIM, TEXT
from maxpatch.max_patch import Look, comment
from maxpatch.panel import Placed, bottom, panel
from maxpatch.rows import hint_of
from maxpatch.sheet import Sheet

WIDTH, MARGIN, TOP, FOOT = 1200.0, 14.0, 70.0, 118.0
DEVICE_HEIGHT, DEVICE_COLUMN, DEVICE_FOOT, DEVICE_TOP = 169.0, 58.0, 290.0, 20.0
_MTIME = 0x7D000000
"""A time of making that is always the same: what is built twice is the same file."""


def patch(instruments: tuple[str, ...], names: dict[str, str]) -> dict[str, Any]:
    """[any] Flowbend.maxpat."""
    look = Look(False, instruments, names)
    placed = panel(WIDTH, TOP)
    foot = bottom(placed) + 6
    sheet = Sheet(WIDTH + 2 * MARGIN, foot + FOOT + MARGIN, BACK)
    comment(sheet, (MARGIN - 2, 8, 190, 34), "FLOWBEND", 24.0, TEXT, bold=True)
    comment(sheet, (MARGIN, 42, 190, 18), "a latent diffusion model, played", 9.5, DIM)
    end = wiring.readouts(sheet, MARGIN + 210, 16)
    wiring.connection(sheet, look)
    wiring.learning(sheet, (end + 10, 18, 90, 30))
    wiring.recalling(sheet, look, (MARGIN + WIDTH - 120, 18, 120, 30))
    max_patch.groups(sheet, look, placed, MARGIN)
    _foot(sheet, look, MARGIN, foot, WIDTH, FOOT)
    sheet.keep(max_patch.parameters_of(sheet, look))
    return sheet.document()


def device(instruments: tuple[str, ...], names: dict[str, str]) -> dict[str, Any]:
    """[any] The patch within Flowbend.amxd: one shelf, as high as Live's strip of devices."""
    look = Look(True, instruments, names)
    placed = _in_a_row(panel(10.0, DEVICE_TOP, DEVICE_COLUMN))
    end = placed[-1].x + placed[-1].width
    parts = 3 if hands.fields() else 2
    width = 4 + end + 6 + parts * DEVICE_FOOT
    sheet = Sheet(width + 4, DEVICE_HEIGHT, BACK, devicewidth=width + 4, description=(
        "Plays Flowbend, which runs beside Live."))
    wiring.connection(sheet, look)
    hands.track(sheet)
    max_patch.groups(sheet, look, placed, 4)
    _foot(sheet, look, end + 10, DEVICE_TOP, 0.0, placed[0].height)
    sheet.keep(max_patch.parameters_of(sheet, look))
    return ensure_amxd_project_block(sheet.document(), "instrument", _MTIME)


def amxd(document: dict[str, Any]) -> bytes:
    """[any] A device as Live reads it. The container, as py2max writes it: `ampf`, 4 (little
    endian), `iiii` for an instrument, `ptch` and its size, `mx@c` and its size, the JSON with a
    NUL, and the list of what it depends on (`dlst`)."""
    return pack_amxd(text(document), device_type="instrument", mtime=_MTIME,
                     patcher_filename="Flowbend.maxpat")


def text(document: dict[str, Any]) -> str:
    """[any] A patch as Max writes it, more or less."""
    return json.dumps(document, indent=1, ensure_ascii=False) + "\n"


def help_patch() -> dict[str, Any]:
    """[any] Flowbend.maxhelp: how to begin, and every message that can be sent, in words."""
    sheet = Sheet(900, 120 + 20 * (len(TABLE) + 24), BACK)
    comment(sheet, (20, 14, 400, 36), "Flowbend in Max", 22.0, TEXT, bold=True)
    begin = (
        "1  In a terminal: flowbend play.  2  Open Flowbend.maxpat, or put Flowbend.amxd on a MIDI"
        " track.  3  Touch a dial.", "Three objects are enough for a patch of your own:"
    )
    y = 56.0
    for line in begin:
        comment(sheet, (20, y, 860, 18), line, 11.0)
        y += 22
    dial = sheet.face("flonum", (24, y, 60, 22), numdecimalplaces=1)
    row = TABLE[0]
    said = sheet.object(f"prepend {addresses.address_of(row.id)}")
    sheet.chain(dial, said, sheet.object(f"udpsend 127.0.0.1 {wiring.PORT}"))
    comment(sheet, (96, y + 2, 700, 18),
            f"[flonum] - [prepend {addresses.address_of(row.id)}] -"
            f" [udpsend 127.0.0.1 {wiring.PORT}]  (unlock to see)", 11.0, TEXT)
    y += 36
    for one in TABLE:
        comment(sheet, (20, y, 190, 18), addresses.address_of(one.id), 10.0, TEXT)
        comment(sheet, (215, y, 660, 18), hint_of(one), 10.0)
        y += 20
    y += 10
    for address, arguments in addresses.EVENTS.items():
        comment(sheet, (20, y, 190, 18), address, 10.0, TEXT)
        comment(sheet, (215, y, 660, 18), " ".join(arguments) or "(no argument)", 10.0)
        y += 20
    return sheet.document()


def _in_a_row(placed: list[Placed]) -> list[Placed]:
    """Shelves of one group each, laid out side by side instead."""
    x, found = 0.0, []
    for one in placed:
        (alone,) = [p for p in panel(10.0, DEVICE_TOP, DEVICE_COLUMN) if p.group is one.group]
        shift_y = alone.y - DEVICE_TOP
        cells = tuple(
            type(cell)(cell.kind, cell.row, cell.lane, cell.x + x, cell.y - shift_y, cell.width,
                       cell.height) for cell in alone.cells
        )
        found.append(Placed(one.group, x, DEVICE_TOP, one.width, cells))
        x += one.width + 6
    return found


def _foot(
    sheet: Sheet, look: Look, x: float, y: float, width: float, height: float
) -> None:
    """Buttons, keys, recall and clip, side by side."""
    fields = bool(hands.fields())
    shares = {"Play": 0.30, "Keys": 0.36, "Recall": 0.34 if fields else 0.0, "Clip": 0.24}
    if look.is_device:
        del shares["Keys"]  # the track has some
    if width:
        total = sum(shares.values())
        # The last one ends where the shelves do.
        wides = {name: (width + 6) * share / total - 6
                 for name, share in shares.items() if share}
    else:
        wides = {name: DEVICE_FOOT - 6 for name, share in shares.items() if share}
    for name, wide in wides.items():
        max_patch.box_of(sheet, (x, y, wide, height), name, "#8d99a6")
        inner = (x + 8, y + 26, wide - 16, height - 34)
        if name == "Play":
            if look.is_device:
                _device_buttons(sheet, look, inner)
            else:
                hands.button_bank(sheet, inner, 3)
        elif name == "Keys":
            hands.keyboard(sheet, inner)
        elif name == "Recall":
            hands.recall(sheet, inner)
        else:
            hands.clip(sheet, look, inner)
        x += wide + 6


def _device_buttons(
    sheet: Sheet, look: Look, rect: tuple[float, float, float, float]
) -> None:
    """In the device, learning and recall stand among the buttons."""
    x, y, width, height = rect
    learns = wiring.LEARN in addresses.EVENTS
    third = (width - 12) / 3
    wiring.recalling(sheet, look, (x, y, 2 * third + 6 if learns else width, 22))
    if learns:
        wiring.learning(sheet, (x + 2 * third + 12, y, third, 22))
    hands.button_bank(sheet, (x, y + 28, width, height - 28), 3)
