"""What stands behind the Pure Data panel: the network, the rows, the events, the clip."""

from bridge import addresses
from engine.parameters import TABLE, Parameter
from maxpatch import hands
from maxpatch.panel import FOLLOWED
from maxpatch.pd_sheet import PdSheet, word
from maxpatch.rows import FADER, KNOB, MENU, TABS, items_of, kind_of
from maxpatch.wiring import READOUTS, SUBSCRIBE

_AGAIN_MS = 20000


def behind_network(port: int) -> PdSheet:
    """[any] One UDP socket, out and in: Flowbend answers to where it is asked from."""
    sheet = PdSheet(900, 500, "network")
    out, send = sheet.object(20, 20, "r fb-out"), sheet.object(20, 50, "list prepend send")
    trim, socket = sheet.object(20, 80, "list trim"), sheet.object(20, 140, "netsend -u -b")
    sheet.chain(out, send, trim, socket)
    begins, join = sheet.object(240, 20, "loadbang"), sheet.object(240, 50, "t b b b")
    goes = sheet.message(240, 80, f"connect 127.0.0.1 {port}")
    sheet.chain(begins, join)
    sheet.cord(join, goes, 2)
    sheet.cord(goes, socket)
    defaults = sheet.object(420, 80, "s fb-defaults")
    sheet.cord(join, defaults, 1)
    on, clock = sheet.message(560, 80, "1"), sheet.object(560, 110, f"metro {_AGAIN_MS}")
    sheet.cord(join, on, 0)
    asks = sheet.message(560, 140, f"0 {3 * _AGAIN_MS // 1000} all")
    subscribe = sheet.object(560, 170, f"oscformat {' '.join(SUBSCRIBE.split('/')[1:])}")
    sheet.chain(on, clock, asks, subscribe, sheet.object(560, 200, "s fb-out"))
    parse, plain = sheet.object(20, 180, "oscparse"), sheet.object(20, 210, "list trim")
    kinds = sheet.object(20, 240, "route param meters clip error")
    sheet.cord(socket, parse, 1)
    sheet.chain(parse, plain, kinds)
    sheet.cord(kinds, sheet.object(20, 270, "s fb-heard"), 0)
    sheet.cord(kinds, sheet.object(120, 270, "s fb-metered"), 1)
    sheet.cord(kinds, sheet.object(240, 270, "s fb-clip"), 2)
    sheet.cord(kinds, sheet.object(340, 270, "print flowbend"), 3)
    heard = sheet.object(20, 320, "r fb-heard")
    ids = [row.id for row in TABLE]
    routed = sheet.object(20, 350, "route " + " ".join(ids))
    sheet.cord(heard, routed)
    for number, id in enumerate(ids):
        sheet.cord(routed, sheet.object(20 + 170 * number, 400, f"s fb-{id}-heard"), number)
    _metered(sheet)
    return sheet


def _metered(sheet: PdSheet) -> None:
    """Meters to what shows them."""
    names = [name for name, *_ in READOUTS]
    names += [f"{word}_{name}" for name, *_ in FOLLOWED.values() for word in ("asked", "got")]
    names += ["peak_db"]
    heard = sheet.object(20, 460, "r fb-metered")
    routed = sheet.object(20, 490, "route " + " ".join(names))
    sheet.cord(heard, routed)
    factors = {name: factor for name, _, factor, _ in READOUTS}
    for number, name in enumerate(names):
        x = 20 + 170 * number
        times = sheet.object(x, 530, f"* {factors.get(name, 1)}")
        shows = sheet.message(x, 560, "set \\$1")
        sheet.cord(routed, times, number)
        sheet.chain(times, shows, sheet.object(x, 590, f"s fb-meter-{name}"))
        if name in ("rms_db", "peak_db"):
            sheet.cord(shows, sheet.object(x, 620, f"s fb-meter-{name}-bar"))


def behind_rows(instruments: tuple[str, ...]) -> PdSheet:
    """[any] A column for each row."""
    sheet = PdSheet(1200, 700, "rows")
    for number, row in enumerate(TABLE):
        x, y = 20 + number % 6 * 420, 20 + number // 6 * 330
        _behind_row(sheet, x, y, row)
        if kind_of(row) in (TABS, MENU):
            _behind_names(sheet, x + 210, y, row, items_of(row, instruments))
    return sheet


def _behind_row(sheet: PdSheet, x: float, y: float, row: Parameter) -> None:
    slides = kind_of(row) in (KNOB, FADER)
    own = sheet.object(x, y, f"r fb-{row.id}")
    said = _formatted(sheet, x, y + 30, addresses.address_of(row.id))
    sheet.chain(own, said, sheet.object(x, y + 60, "s fb-out"))
    heard, quiet = sheet.object(x, y + 100, f"r fb-{row.id}-heard"), sheet.message(
        x, y + 130, "set \\$1")
    sheet.chain(heard, quiet, sheet.object(x, y + 160, f"s fb-{row.id}-show"))
    defaults = sheet.object(x + 120, y + 70, "r fb-defaults")
    first = sheet.message(x + 120, y + 100, f"{row.default:g}")
    sheet.chain(defaults, first, quiet)
    if not slides:
        return
    slider = sheet.object(x, y + 160 + 30, f"s fb-{row.id}-slide-show")
    sheet.cord(quiet, slider)
    typed = sheet.message(x + 120, y + 30, "set \\$1")
    sheet.cord(own, typed)
    sheet.cord(typed, slider)
    moved = sheet.object(x, y + 230, f"r fb-{row.id}-slide")
    shown = sheet.object(x, y + 290, f"s fb-{row.id}-show")
    if row.is_whole:
        whole = sheet.object(x, y + 260, "expr int($f1 + 0.5)".replace("$", "\\$"))
        sheet.chain(moved, whole, shown)
    else:
        sheet.cord(moved, shown)


def _behind_names(
    sheet: PdSheet, x: float, y: float, row: Parameter, items: tuple[str, ...]
) -> None:
    """The word for a number, whoever has chosen it."""
    sheet.object(x, y, f"text define fb-{row.id}-items")
    sheet.content("set " + " \\; ".join(word(item.replace(" ", "_")) for item in items) + " \\;")
    own, heard = (sheet.object(x + 100 * n, y + 30, f"r fb-{row.id}{end}")
                  for n, end in enumerate(("", "-heard")))
    get, says = sheet.object(x, y + 60, f"text get fb-{row.id}-items"), sheet.message(
        x, y + 90, "label \\$1")
    sheet.cord(own, get)
    sheet.cord(heard, get)
    sheet.chain(get, says, sheet.object(x, y + 120, f"s fb-{row.id}-name"))


def behind_events(lowest: int) -> PdSheet:
    """[any] Buttons, keys and fields."""
    sheet = PdSheet(900, 500, "events")
    x = 20.0
    for address in hands.buttons():
        pressed = sheet.object(x, 20, f"r fb-do{address.replace('/', '-')}")
        sheet.chain(pressed, _formatted(sheet, x, 50, address), sheet.object(x, 80, "s fb-out"))
        x += 190
    strikes = sheet.object(x, 20, f"r fb-do{addresses.ONSET.replace('/', '-')}")
    sheet.chain(strikes, sheet.message(x, 50, "0.8"), _formatted(sheet, x, 80, addresses.ONSET),
                sheet.object(x, 110, "s fb-out"))
    _behind_keys(sheet, lowest)
    x = 20.0
    for argument, events in hands.fields().items():
        first = hands.FIELDS[argument][1]
        for address in events:
            field = sheet.object(x, 320, f"r fb-field-{argument}")
            pressed = sheet.object(x + 110, 320, f"r fb-do{address.replace('/', '-')}")
            kept = sheet.object(x, 350, "symbol" if first == "" else f"float {first}")
            sheet.cord(field, kept, inlet=1)
            sheet.cord(pressed, kept)
            sheet.chain(kept, _formatted(sheet, x, 380, address), sheet.object(x, 410, "s fb-out"))
            x += 260
    return sheet


def _behind_keys(sheet: PdSheet, lowest: int) -> None:
    key, pitch = sheet.object(20, 140, "r fb-key"), sheet.object(20, 170, f"+ {lowest}")
    lifted = sheet.object(20, 200, "makenote 100 600")
    sheet.chain(key, pitch, lifted)
    share, both = sheet.object(110, 230, "/ 127"), sheet.object(20, 260, "pack 0 0")
    sheet.cord(lifted, share, 1)
    sheet.cord(lifted, both)
    sheet.cord(share, both, 0, 1)
    sheet.chain(both, _formatted(sheet, 20, 290, addresses.NOTE_ON),
                sheet.object(240, 290, "s fb-out"))
    lets = sheet.object(300, 140, "r fb-midi")
    played = sheet.object(420, 140, "notein")
    pitches, hard = sheet.object(420, 200, "spigot"), sheet.object(520, 200, "spigot")
    for gate in (pitches, hard):
        sheet.cord(lets, gate, inlet=1)
    sheet.cord(played, pitches)
    sheet.cord(played, hard, 1)
    sheet.cord(hard, share)
    sheet.cord(pitches, both)


def behind_clip() -> PdSheet:
    """[any] Asks for a clip, reads it into two arrays, and plays them in a loop."""
    sheet = PdSheet(900, 500, "clip")
    for number, side in enumerate(("left", "right")):
        sheet.object(20 + 160 * number, 20, f"table fb-clip-{side}")
    bars, asks = sheet.object(110, 60, "r fb-clip-bars"), sheet.object(20, 60, "r fb-clip-ask")
    many = sheet.object(20, 90, "float 4")
    sheet.cord(asks, many)
    sheet.cord(bars, many, inlet=1)
    sheet.chain(many, _formatted(sheet, 20, 120, addresses.CLIP),
                sheet.object(20, 150, "s fb-out"))
    waits = sheet.message(240, 90, "label rendering...")
    said = sheet.object(240, 120, "s fb-clip-said")
    sheet.cord(asks, waits)
    sheet.cord(waits, said)
    ready, path = sheet.object(20, 200, "r fb-clip"), sheet.object(20, 230, "list split 1")
    read = sheet.message(20, 260, "read -resize \\$1 fb-clip-left fb-clip-right")
    files, there = sheet.object(20, 290, "soundfiler"), sheet.object(20, 320, "t b f")
    sheet.chain(ready, path, read, files, there)
    sheet.cord(there, sheet.object(240, 320, "s fb-clip-samples"), 1)
    shown, long = sheet.message(240, 260, "label \\$1_s_loaded"), sheet.object(
        240, 230, "list trim")
    sheet.cord(path, long, 1)
    sheet.chain(long, shown, said)
    plays, lets = sheet.object(420, 60, "r fb-clip-play"), sheet.object(420, 200, "spigot")
    choose = sheet.object(420, 90, "sel 0 1")
    sheet.cord(plays, choose)
    sheet.cord(plays, lets, inlet=1)
    stop, start = sheet.message(420, 120, "stop"), sheet.object(500, 120, "bang")
    sheet.cord(choose, stop, 0)
    sheet.cord(choose, start, 1)
    sheet.cord(there, lets, 0)
    again = sheet.object(420, 240, "bang")
    sheet.cord(lets, again)
    level, power = sheet.object(640, 60, "r fb-clip-level"), sheet.object(
        640, 90, "expr pow(10 \\, \\$f1 / 20)")
    smooth, line = sheet.object(640, 120, "pack 0 20"), sheet.object(640, 150, "line~")
    sheet.chain(sheet.object(760, 30, "loadbang"), sheet.message(760, 60, "0"), power)
    sheet.chain(level, power, smooth, line)
    out = sheet.object(500, 360, "dac~")
    for number, side in enumerate(("left", "right")):
        sound = sheet.object(500 + 160 * number, 280, f"tabplay~ fb-clip-{side}")
        loud = sheet.object(500 + 160 * number, 320, "*~")
        for trigger in (stop, start, again):
            sheet.cord(trigger, sound)
        sheet.cord(sound, loud)
        sheet.cord(line, loud, 0, 1)
        sheet.cord(loud, out, 0, number)
        if number == 0:
            sheet.cord(sound, lets, 1)
    return sheet


def _formatted(sheet: PdSheet, x: float, y: float, address: str) -> int:
    return sheet.object(x, y, f"oscformat {' '.join(address.split('/')[1:])}")
