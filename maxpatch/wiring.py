"""What joins a Max panel to Flowbend: ports, subscription, learning, and the readouts."""

from typing import Any

from py2max.core.box import Box

from bridge import addresses
from maxpatch import live_parameters as live
from maxpatch.colours import BACK, DARK, DIM, GREEN, LINE, TEXT
from maxpatch.max_patch import FIRST, IN, LAST, OUT, Look, comment, meter
from maxpatch.sheet import Sheet, rgb

DO = "---fb-do"
"""Events take this way: a learner must not catch them."""
PORT = 9000
PATCH_HEARS, DEVICE_HEARS = 9001, 9002
SUBSCRIBE, LEARN = "/subscribe", "/event/learn"
_LASTS_S, _AGAIN_MS = 60, 20000

READOUTS = (  # meter, word, what it is multiplied with, decimals
    ("load", "load %", 100, 0), ("underruns", "underruns", 1, 0),
    ("headroom_ms", "headroom ms", 1, 1), ("steps", "steps", 1, 0), ("rms_db", "level dB", 1, 0),
)


def connection(sheet: Sheet, look: Look) -> None:
    """[any] Ports, and what happens when the patch is opened: first what Flowbend has is shown, or,
    in a device, what the Live set has is sent; only then do hands reach Flowbend."""
    sheet.column()
    hears = DEVICE_HEARS if look.is_device else PATCH_HEARS
    sheet.chain(sheet.object(f"udpreceive {hears}"), sheet.object(f"s {IN}"))
    out = sheet.object(f"udpsend 127.0.0.1 {PORT}")
    sheet.cord(sheet.object(f"r {DO}"), out)
    sheet.column()
    turned, is_open = sheet.object(f"r {OUT}"), sheet.object("gate 1 0")
    sheet.cord(turned, is_open, inlet=1)
    learns = sheet.object("gate 2 1", "learns")
    sheet.cord(is_open, learns, inlet=1)
    sheet.cord(learns, out)
    sheet.column()
    begins = sheet.object("live.thisdevice" if look.is_device else "loadbang")
    soon = sheet.object("del 1000")
    order = sheet.object("t b b b")
    sheet.chain(begins, soon, order)
    opens, recall = sheet.message("1"), sheet.object("gate 1 1", "recall")
    sheet.chain(opens, is_open)
    sheet.cord(order, opens, 2)
    every = sheet.object("t b b", "everything")
    if look.is_device:
        sheet.cord(order, recall, 1, 1)
        sheet.cord(recall, every)
    sheet.cord(every, sheet.object(f"s {FIRST}"), 1)
    sheet.cord(every, sheet.object(f"s {LAST}"), 0)
    sheet.column()
    clock = sheet.object(f"metro {_AGAIN_MS}")
    goes, ask = sheet.message("1"), sheet.message(f"{SUBSCRIBE} {hears} {_LASTS_S} all")
    sheet.cord(order, goes, 0)
    sheet.chain(goes, clock, ask, out)


def learning(sheet: Sheet, rect: tuple[float, float, float, float]) -> None:
    """[any] The learn button: while it is lit, a control that is touched waits for MIDI instead of
    changing the sound."""
    if LEARN not in addresses.EVENTS:
        return
    sheet.column()
    about = "Light it, touch a control here, then move one on your controller."
    button = sheet.face(
        "live.text", rect, text="Learn", texton="Learn...", mode=1, activebgcolor=rgb(DARK),
        activebgoncolor=rgb(GREEN), activetextcolor=rgb(TEXT), activetextoncolor=rgb(DARK),
        bordercolor=rgb(LINE), rounded=4.0,
        **live.surface_parameter("Learn", ("off", "on"), live.HIDDEN, about),
    )
    gate = sheet.patcher.find_by_id("obj-learns")
    assert gate is not None
    which = sheet.object("expr $i1 + 1")
    sheet.chain(button, which, gate)
    first, id = sheet.object("zl.slice 1"), sheet.object("regexp .+/(.+)")
    sheet.cord(gate, first, 1)
    sheet.cord(first, id)
    both, learn = sheet.object("t b l"), sheet.object(f"prepend {LEARN}")
    sheet.cord(id, both, 1)
    sheet.cord(both, learn, 1)
    sheet.cord(learn, sheet.object(f"s {DO}"))
    done = sheet.message("0")
    sheet.cord(both, done, 0)
    sheet.cord(done, button)


def recalling(
    sheet: Sheet, look: Look, rect: tuple[float, float, float, float]
) -> None:
    """[any] The button that sends all that the panel shows; in a device, also whether it does so
    when its Live set is opened."""
    sheet.column()
    x, y, width, high = rect
    every = sheet.patcher.find_by_id("obj-everything")
    assert every is not None
    wide = (width - 6) / 2 if look.is_device else width
    sends = push_button(sheet, (x, y, wide, high), "Send all",
                        "Sends everything that is shown here to Flowbend.")
    bang = sheet.object("t b")
    sheet.chain(sends, bang, every)
    if not look.is_device:
        return
    sheet.column()
    gate = sheet.patcher.find_by_id("obj-recall")
    assert gate is not None
    about = "Whether the values of the Live set are sent to Flowbend when the set is opened."
    kept = sheet.face(
        "live.text", (x + wide + 6, y, wide, high), text="Recall off", texton="Recall on", mode=1,
        activebgcolor=rgb(DARK), activebgoncolor=rgb(GREEN), activetextcolor=rgb(DIM),
        activetextoncolor=rgb(DARK), bordercolor=rgb(LINE), rounded=4.0,
        **_starting_on(live.surface_parameter("Recall", ("off", "on"), live.STORED, about)),
    )
    sheet.cord(kept, gate)


def push_button(
    sheet: Sheet, rect: tuple[float, float, float, float], name: str, about: str,
    colour: str = DARK, letters: str = TEXT, automated: bool = False, word: str = "",
) -> Box:
    """[any] A button that sends once when it is pressed; `word` is what stands on it."""
    visibility = live.AUTOMATED if automated else live.HIDDEN
    return sheet.face(
        "live.text", rect, text=word or name, texton=word or name, mode=0,
        activebgcolor=rgb(colour), activebgoncolor=rgb(GREEN),
        activetextcolor=rgb(letters), activetextoncolor=rgb(DARK),
        bordercolor=rgb(LINE), rounded=4.0,
        **live.surface_parameter(name, ("off", "on"), visibility, about),
    )


def readouts(sheet: Sheet, x: float, y: float) -> float:
    """[any] How the engine does, in numbers, and the two level bars; returns where they end."""
    for name, word, factor, digits in READOUTS:
        sheet.column()
        comment(sheet, (x, y, 70, 16), word, 8.5, centred=True)
        shown = sheet.face(
            "flonum", (x + 9, y + 16, 52, 20), format=6, numdecimalplaces=digits, triangle=0,
            ignoreclick=1, fontsize=11.0, bgcolor=rgb(BACK), textcolor=rgb(TEXT),
            bordercolor=rgb(BACK), hint=f"The engine's {name}",
        )
        heard, mine = sheet.object(f"r {IN}"), sheet.object(f"route {meter(name)}")
        if factor == 1:
            sheet.chain(heard, mine, sheet.object("prepend set"), shown)
        else:
            scaled = sheet.object(f"expr $f1 * {factor}.")
            sheet.chain(heard, mine, scaled, sheet.object("prepend set"), shown)
        x += 72
    sheet.column()
    bars = sheet.face(
        "multislider", (x + 6, y + 6, 150, 28), size=2, orientation=0, setminmax=[-60.0, 0.0],
        setstyle=1, ignoreclick=1, candycane=2, slidercolor=rgb(GREEN), candicane2=rgb("#ffd866"),
        bgcolor=rgb(DARK), spacing=2, bordercolor=rgb(LINE), hint="Level and peak, -60 to 0 dB",
    )
    heard = sheet.object(f"r {IN}")
    both = sheet.object(f"route {meter('rms_db')} {meter('peak_db')}")
    sheet.cord(heard, both)
    for outlet in (0, 1):
        number = sheet.object("expr $f1")
        sheet.cord(both, number, outlet)
        sheet.chain(number, sheet.object(f"prepend set {outlet + 1}"), bars)
    return x + 162


def _starting_on(attributes: dict[str, Any]) -> dict[str, Any]:
    value = attributes["saved_attribute_attributes"]["valueof"]
    value |= {"parameter_initial": [1], "parameter_initial_enable": 1}
    return attributes
