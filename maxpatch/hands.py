"""The parts of a Max panel that make things happen: buttons, keys, recall, and the clip.

Events without an argument are buttons, whichever there are; those with one get a field for it.
"""

from py2max.core.box import Box

from bridge import addresses
from maxpatch import live_parameters as live
from maxpatch.colours import DARK, GREEN, LINE, RED, TEXT
from maxpatch.max_patch import IN, Look, comment
from maxpatch.sheet import Sheet, rgb
from maxpatch.wiring import DO, push_button

CLIP, CLIP_READY = "/event/clip", "/clip"
BUFFER = "---fb-clip"
Rect = tuple[float, float, float, float]
FIELDS = {  # an argument that a field is for: what stands above it, and what is in it at first
    "slot": ("slot", 1), "number": ("entry", 1), "name": ("name", ""),
}
KEYS, LOWEST = 61, 36
PANIC_WIDTH = 64.0


def name_of(address: str) -> str:
    """[any] An event as a button says it: `All notes off`."""
    return address.rsplit("/", 1)[1].replace("_", " ").capitalize()


def brief(address: str, beside: list[str]) -> str:
    """[any] The same without what the button before it says already: `Store`."""
    name = name_of(address)
    for other in beside[: beside.index(address)]:
        name = name.removeprefix(f"{name_of(other)} ").capitalize()
    return name


def buttons() -> list[str]:
    """[any] The events that a button alone can make happen; panic is last."""
    plain = [address for address, names in addresses.EVENTS.items() if not names]
    return sorted(plain, key=lambda address: address == addresses.PANIC)


def fields() -> dict[str, list[str]]:
    """[any] The events that a field and a button make happen, by the field's argument."""
    found: dict[str, list[str]] = {}
    for address, names in addresses.EVENTS.items():
        if len(names) == 1 and names[0] in FIELDS:
            found.setdefault(names[0], []).append(address)
    return found


def button_bank(sheet: Sheet, rect: Rect, columns: int) -> None:
    """[any] All plain events, and an attack; panic is large, and at the side."""
    x, y, width, height = rect
    every = [*buttons()[:-1], addresses.ONSET]
    rows, inner = -(-len(every) // columns), width - PANIC_WIDTH - 6
    wide, high = (inner - 6 * (columns - 1)) / columns, (height - 6 * (rows - 1)) / rows
    places = [(x + number % columns * (wide + 6), y + number // columns * (high + 6), wide, high)
              for number in range(len(every))]
    last = len(every) - columns * (rows - 1)  # they fill their row
    broad = (inner - 6 * (last - 1)) / last
    places[-last:] = [(x + number * (broad + 6), y + (rows - 1) * (high + 6), broad, high)
                      for number in range(last)]
    places.append((x + width - PANIC_WIDTH, y, PANIC_WIDTH, height))
    for address, place in zip([*every, addresses.PANIC], places, strict=True):
        sheet.column()
        panic, strikes = address == addresses.PANIC, address == addresses.ONSET
        button = push_button(
            sheet, place, "Strike" if strikes else name_of(address).upper() if panic
            else name_of(address), addresses_about(address),
            RED if panic else DARK, "#ffffff" if panic else TEXT, automated=True,
        )
        bang = sheet.object("t b")
        message = sheet.message(f"{address} 0.8" if strikes else address)
        sheet.chain(button, bang, message, sheet.object(f"s {DO}"))


def addresses_about(address: str) -> str:
    """[any] What an event does, in a line."""
    return f"Sends {' '.join((address, *addresses.EVENTS[address]))}."


def keyboard(sheet: Sheet, rect: Rect) -> None:
    """[any] Keys to click on; one is lifted by itself."""
    sheet.column()
    keys = sheet.face(
        "kslider", rect, range=KEYS, offset=LOWEST, mode=0,
        blackkeycolor=rgb(DARK), whitekeycolor=rgb("#c9d1d9"), hkeycolor=rgb("#59c2ff"),
        hint="Click a key: higher up is harder. It is lifted by itself.",
    )
    lifted = sheet.object("makenote 100 600")
    sheet.chain(keys, lifted)
    sheet.cord(keys, lifted, 1, 1)
    _pressed_by(sheet, lifted)


def track(sheet: Sheet) -> None:
    """[any] The keys and the pitch wheel of the Live track."""
    sheet.column()
    _pressed_by(sheet, sheet.object("notein"))
    sheet.column()
    tones = sheet.object("expr ($f1 - 64.) / 32.")
    sheet.chain(sheet.object("bendin"), tones,
                sheet.object(f"prepend {addresses.address_of('bend')}"), sheet.object(f"s {DO}"))


def _pressed_by(sheet: Sheet, keys: Box) -> None:
    """Pitch and MIDI velocity, of the first two outlets, as events."""
    share, both = sheet.object("expr $f1 / 127."), sheet.object("pack 0 0.")
    sheet.cord(keys, both)
    sheet.cord(keys, share, 1)
    sheet.cord(share, both, 0, 1)
    press = sheet.object(f"prepend {addresses.NOTE_ON}")
    sheet.chain(both, press, sheet.object(f"s {DO}"))


def recall(sheet: Sheet, rect: Rect) -> None:
    """[any] A field for each kind of argument, and its events beside it."""
    x, y, width, _ = rect
    for argument, events in fields().items():
        sheet.column()
        word, first = FIELDS[argument]
        comment(sheet, (x - 3, y + 2, 38, 17), word)
        wide = 96 if first == "" else 44
        if first == "":
            field = sheet.face("textedit", (x + 36, y, wide, 22), text="", keymode=1, lines=1,
                               bgcolor=rgb(DARK), textcolor=rgb(TEXT), bordercolor=rgb(LINE),
                               hint="Type a name, then Return.")
            kept = sheet.object("zl.reg")
            words, symbol = sheet.object("route text"), sheet.object("tosymbol")
            sheet.chain(field, words, symbol)
            sheet.cord(symbol, kept, inlet=1)
        else:
            field = sheet.face("number", (x + 36, y, wide, 22), minimum=1, bgcolor=rgb(DARK),
                               textcolor=rgb(TEXT), bordercolor=rgb(LINE), triangle=0)
            kept = sheet.object("i 1")
            sheet.cord(field, kept, inlet=1)
            sheet.chain(sheet.object("loadmess 1"), field)
        at = x + 36 + wide + 6
        each = (x + width - at - 6 * (len(events) - 1)) / len(events)
        for number, address in enumerate(events):
            sheet.column()
            button = push_button(sheet, (at + number * (each + 6), y, each, 22), name_of(address),
                                 addresses_about(address), word=brief(address, events))
            bang = sheet.object("t b")
            own = kept if number == 0 else sheet.object("zl.reg" if first == "" else "i 1")
            if number:
                sheet.cord(symbol if first == "" else field, own, inlet=1)
            sheet.chain(button, bang, own, sheet.object(f"prepend {address}"),
                        sheet.object(f"s {DO}"))
        y += 28


def clip(sheet: Sheet, look: Look, rect: Rect) -> None:
    """[any] Asks for so many bars as a file, loads them into a buffer~, and plays them in a loop:
    sound in Max where no driver brings Flowbend's own."""
    sheet.column()
    x, y, width, _height = rect
    comment(sheet, (x - 3, y + 2, 32, 17), "bars")
    bars = sheet.face("number", (x + 30, y, 36, 22), minimum=1, maximum=64, bgcolor=rgb(DARK),
                      textcolor=rgb(TEXT), bordercolor=rgb(LINE), triangle=0,
                      hint="How many bars the clip has, at Flowbend's tempo.")
    sheet.chain(sheet.object("loadmess 4"), bars)
    many = sheet.object("i 4")
    sheet.cord(bars, many, inlet=1)
    third = (width - 72 - 12) / 2
    asks = push_button(sheet, (x + 72, y, third, 22), "Render clip",
                       "Flowbend renders what its controls say now, beside what it plays.")
    bang = sheet.object("t b")
    sheet.chain(asks, bang, many, sheet.object(f"prepend {CLIP}"), sheet.object(f"s {DO}"))
    sheet.column()
    plays = sheet.face(
        "live.text", (x + 72 + third + 6, y, third + 6, 22), text="Play clip", texton="Playing",
        mode=1, activebgcolor=rgb(DARK), activebgoncolor=rgb(GREEN), activetextcolor=rgb(TEXT),
        activetextoncolor=rgb(DARK), bordercolor=rgb(LINE), rounded=4.0,
        **live.surface_parameter("Play clip", ("off", "on"), live.STORED,
                                 "Plays the clip in a loop."),
    )
    heard, ready = sheet.object(f"r {IN}"), sheet.object(f"route {CLIP_READY}")
    path, reads = sheet.object("zl.slice 1"), sheet.object("prepend replace")
    sound = sheet.object(f"buffer~ {BUFFER} 1000 2")
    sheet.chain(heard, ready, path, reads, sound)
    sheet.column()
    choose, start, stop = sheet.object("sel 1 0"), sheet.message("0"), sheet.message("stop")
    speed, loop = sheet.object("sig~ 1."), sheet.object(f"groove~ {BUFFER} 2 @loop 1")
    sheet.cord(plays, choose)
    sheet.cord(choose, start, 0)
    sheet.cord(choose, stop, 1)
    sheet.cord(start, loop)
    sheet.cord(stop, loop)
    sheet.cord(speed, loop)
    again = sheet.object("t b")
    sheet.cord(sound, again, 1)
    sheet.cord(again, start)
    sheet.column()
    level = sheet.face(
        "live.gain~", (x, y + 28, width - (0 if look.is_device else 50), 34), channels=2,
        lastchannelcount=0, orientation=1, slidercolor=rgb(GREEN), textcolor=rgb(TEXT),
        **_gain(),
    )
    if look.is_device:
        end = sheet.object("plugout~")
    else:
        end = sheet.face("ezdac~", (x + width - 42, y + 26, 40, 40),
                         hint="Starts Max's sound, which the clip needs.")
    for side in (0, 1):
        sheet.cord(loop, level, side, side)
        sheet.cord(level, end, side, side)


def _gain() -> dict:
    about = "How loud the clip is here; Flowbend's own sound does not pass here."
    attributes = live.surface_parameter("Clip level", ("",), live.AUTOMATED, about)
    attributes["saved_attribute_attributes"]["valueof"] = {
        "parameter_longname": "Clip level", "parameter_shortname": "Clip", "parameter_type": 0,
        "parameter_mmin": -70.0, "parameter_mmax": 6.0, "parameter_unitstyle": 4,
        "parameter_initial": [0.0], "parameter_initial_enable": 1,
    }
    return attributes


