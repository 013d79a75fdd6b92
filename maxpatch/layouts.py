"""Layouts for touch screens: Open Stage Control (.json) and TouchOSC (.tosc), the same panel again.

Both send to Flowbend, and are told of changes once Follow has been pressed.
"""

import json
import uuid
import zlib
from collections.abc import Iterable
from typing import Any
from xml.etree import ElementTree as Xml

from bridge import addresses
from engine.parameters import Parameter
from maxpatch import hands
from maxpatch.colours import BACK, DIM, LINE, PANEL, RED, TEXT
from maxpatch.max_patch import meter
from maxpatch.panel import FOLLOWED, METERS, Cell, bottom, panel
from maxpatch.rows import (
    FADER,
    KNOB,
    NUMBER,
    TABS,
    TOGGLE,
    exponent_of,
    hint_of,
    items_of,
    kind_of,
    short_name,
)
from maxpatch.wiring import SUBSCRIBE

WIDTH, FOOT = 1200.0, 64.0
_TARGET = "127.0.0.1:9000"
_FOLLOWS_S, _TOUCH_HEARS = 300, 9001
_WORDS = {SUBSCRIBE: "Follow", addresses.ONSET: "Strike"}


def open_stage_control(instruments: tuple[str, ...]) -> str:
    """[any] A session of Open Stage Control, 1.25 or newer. Values travel in the rows' units."""
    placed = panel(WIDTH)
    widgets: list[dict[str, Any]] = []
    for one in placed:
        inner = [
            widget for cell in one.cells
            for widget in _osc_widgets(cell, one.x, one.y, one.group.colour, instruments)
        ]
        widgets.append({
            "type": "panel", "id": f"group_{one.group.title.lower()}", "left": one.x, "top": one.y,
            "width": one.width, "height": one.height, "colorBg": PANEL, "colorStroke": LINE,
            "layout": "default", "scroll": False, "widgets": [
                {"type": "text", "id": f"title_{one.group.title.lower()}", "left": 2, "top": 0,
                 "width": one.width - 8, "height": 22, "value": one.group.title.upper(),
                 "align": "left", "colorText": one.group.colour, "interaction": False}, *inner,
            ], "tabs": [],
        })
    every = [SUBSCRIBE, *hands.buttons()[:-1], addresses.ONSET, addresses.PANIC]
    wide, foot = WIDTH / len(every), bottom(placed) + 8
    for number, address in enumerate(every):
        widgets.append({
            "type": "button", "id": address.strip("/").replace("/", "_"), "mode": "tap",
            "left": number * wide, "top": foot, "width": wide - 6, "height": FOOT,
            "label": _WORDS.get(address) or hands.name_of(address), "address": address,
            # null is no argument; the port that it sends from is the one that it hears at.
            "preArgs": [0, _FOLLOWS_S] if address == SUBSCRIBE else "",
            "on": 0.8 if address == addresses.ONSET else None, "off": None,
            "target": _TARGET, "colorWidget": RED if address == addresses.PANIC else DIM,
        })
    document = {
        "version": "1.25.0", "createdWith": "Open Stage Control", "type": "session",
        "content": {
            "type": "root", "id": "root", "width": WIDTH, "height": foot + FOOT + 8,
            "colorBg": BACK, "colorText": TEXT, "widgets": widgets, "tabs": [],
        },
    }
    return json.dumps(document, indent=1) + "\n"


def _osc_widgets(
    cell: Cell, left: float, top: float, colour: str, instruments: tuple[str, ...]
) -> list[dict[str, Any]]:
    """What stands for one cell, within its group's panel."""
    place: dict[str, Any] = {"left": cell.x - left, "top": cell.y - top, "width": cell.width - 4,
             "height": cell.height - 2, "colorWidget": colour, "colorText": DIM}
    if cell.row is None:
        name, low, high, _ = FOLLOWED[cell.lane]
        half = {**place, "width": cell.width / 2 - 4, "interaction": False, "type": "fader",
                "range": {"min": low, "max": high}, "design": "compact", "bypass": True}
        return [
            {**half, "id": f"{word}_{name}", "left": place["left"] + number * cell.width / 2,
             "address": meter(f"{word}_{name}"), "label": word,
             "colorWidget": DIM if word == "asked" else colour}
            for number, word in enumerate(("asked", "got"))
        ]
    row = cell.row
    common = {**place, "id": row.id, "address": addresses.address_of(row.id), "target": _TARGET,
              "label": short_name(row), "comments": hint_of(row), "default": row.default,
              "typeTags": "i" if row.is_whole else "f", "preArgs": ""}
    return [{**common, **_osc_kind(row, instruments)}]


def _osc_kind(row: Parameter, instruments: tuple[str, ...]) -> dict[str, Any]:
    kind = kind_of(row)
    if kind == TOGGLE:
        return {"type": "button", "mode": "toggle", "on": 1, "off": 0}
    if kind == NUMBER:
        return {"type": "input", "asYouType": False, "numeric": True}
    if kind in (KNOB, FADER):
        span: dict[str, Any] = {
            "range": {"min": row.minimum, "max": row.maximum}, "doubleTap": True,
            "logScale": row.curve == "log", "decimals": 0 if row.is_whole else 2,
            "steps": "" if not row.is_whole else int(row.maximum - row.minimum + 1),
        }
        shape = {"type": "knob"} if kind == KNOB else {"type": "fader", "horizontal": True}
        return span | shape
    values = {name: number for number, name in enumerate(items_of(row, instruments))}
    if kind == TABS:
        return {"type": "switch", "values": values, "layout": "horizontal"}
    return {"type": "dropdown", "values": values}


def touch_osc() -> bytes:
    """[any] A document of TouchOSC (the one of 2021 and after): XML, deflated.

    It holds positions 0..1 and scales them as it sends. Its scale is linear: rows by ratio send the
    value that lies as far along the row's range, and so are coarse at the low end.
    """
    placed = panel(WIDTH)
    foot = bottom(placed) + 8
    root = Xml.Element("lexml", version="3")
    page = _node(root, "GROUP", "flowbend", (0, 0, WIDTH, foot + FOOT), BACK)
    children = Xml.SubElement(page, "children")
    for one in placed:
        group = _node(children, "GROUP", one.group.title, (one.x, one.y, one.width, one.height),
                      PANEL)
        inner = Xml.SubElement(group, "children")
        _label(inner, one.group.title.upper(), (6, 2, one.width - 12, 20), one.group.colour)
        for cell in one.cells:
            _touch_cell(inner, cell, one.x, one.y, one.group.colour)
    every = [SUBSCRIBE, *hands.buttons()[:-1], addresses.ONSET, addresses.PANIC]
    wide = WIDTH / len(every)
    for number, address in enumerate(every):
        place = (number * wide, foot, wide - 6, FOOT)
        button = _node(children, "BUTTON", address.strip("/").replace("/", "_"), place,
                       RED if address == addresses.PANIC else DIM)
        _value(button, "x", 0.0)
        span = (0.0, 0.8) if address == addresses.ONSET else None
        arguments = _message(button, address, span, whole=False, rises=True)
        if address == SUBSCRIBE:
            for constant in (_TOUCH_HEARS, _FOLLOWS_S):
                _partial(arguments, "CONSTANT", "INTEGER", str(constant), (0.0, 1.0))
        _label(children, _WORDS.get(address) or hands.name_of(address), place, TEXT)
    return zlib.compress(b"<?xml version='1.0' encoding='UTF-8'?>" + Xml.tostring(root), 9)


def _touch_cell(
    parent: Xml.Element, cell: Cell, left: float, top: float, colour: str
) -> None:
    x, y, width, height = cell.x - left, cell.y - top, cell.width - 4, cell.height
    if cell.kind == METERS:
        name, low, high, _ = FOLLOWED[cell.lane]
        for number, word in enumerate(("asked", "got")):
            bar = _node(parent, "FADER", f"{word}_{name}",
                        (x + number * width / 2, y, width / 2 - 3, height - 4),
                        DIM if word == "asked" else colour, interactive=False)
            _value(bar, "x", 0.0)
            _message(bar, meter(f"{word}_{name}"), (low, high), whole=False, sends=False)
        return
    row = cell.row
    assert row is not None
    _label(parent, short_name(row), (x, y - 2, width, 15), DIM)
    kinds = {KNOB: "RADIAL", FADER: "FADER", TOGGLE: "BUTTON", NUMBER: "FADER"}
    kind = kinds.get(cell.kind, "RADIO")
    node = _node(parent, kind, row.id, (x, y + 14, width, height - 16), colour)
    if kind == "FADER":
        _property(node, "i", "orientation", 1)
    if kind == "BUTTON":
        _property(node, "i", "buttonType", 1)
    if kind == "RADIO":
        _property(node, "i", "steps", int(row.maximum - row.minimum) + 1)
        _property(node, "i", "orientation", 1)
    share = (row.default - row.minimum) / (row.maximum - row.minimum)
    _value(node, "x", share ** (1 / exponent_of(row)) if row.curve == "log" else share)
    _message(node, addresses.address_of(row.id), (row.minimum, row.maximum), row.is_whole)


def _node(
    parent: Xml.Element, kind: str, name: str, rect: tuple[float, float, float, float],
    colour: str, interactive: bool = True,
) -> Xml.Element:
    """A control; its id follows from its name, so that the same table is the same file."""
    id = uuid.uuid5(uuid.NAMESPACE_URL, f"flowbend/{kind}/{name}/{rect}")
    node = Xml.SubElement(parent, "node", ID=str(id), type=kind)
    Xml.SubElement(node, "properties")
    _property(node, "s", "name", name)
    shape = Xml.SubElement(_property(node, "r", "frame"), "value")
    for letter, number in zip("xywh", rect, strict=True):
        Xml.SubElement(shape, letter).text = str(round(number))
    shade = Xml.SubElement(_property(node, "c", "color"), "value")
    for letter, at in zip("rgb", (1, 3, 5), strict=True):
        Xml.SubElement(shade, letter).text = f"{int(colour[at : at + 2], 16) / 255:.3f}"
    Xml.SubElement(shade, "a").text = "1"
    _property(node, "b", "interactive", int(interactive))
    return node


def _property(node: Xml.Element, kind: str, key: str, value: object = None) -> Xml.Element:
    properties = node.find("properties")
    assert properties is not None
    one = Xml.SubElement(properties, "property", type=kind)
    Xml.SubElement(one, "key").text = key
    if value is not None:
        Xml.SubElement(one, "value").text = str(value)
    return one


def _value(node: Xml.Element, key: str, first: float) -> None:
    value = Xml.SubElement(Xml.SubElement(node, "values"), "value")
    for name, text in (("key", key), ("locked", "0"), ("lockedDefaultCurrent", "0"),
                       ("default", f"{first:.6g}"), ("defaultPull", "0")):
        Xml.SubElement(value, name).text = text


def _label(
    parent: Xml.Element, text: str, rect: tuple[float, float, float, float], colour: str
) -> None:
    node = _node(parent, "LABEL", f"label {text}", rect, PANEL, interactive=False)
    _property(node, "i", "textSize", 11)
    _property(node, "b", "background", 0)
    shade = Xml.SubElement(_property(node, "c", "textColor"), "value")
    for letter, at in zip("rgb", (1, 3, 5), strict=True):
        Xml.SubElement(shade, letter).text = f"{int(colour[at : at + 2], 16) / 255:.3f}"
    Xml.SubElement(shade, "a").text = "1"
    value = Xml.SubElement(Xml.SubElement(node, "values"), "value")
    for name, word in (("key", "text"), ("locked", "0"), ("lockedDefaultCurrent", "0"),
                       ("default", text), ("defaultPull", "0")):
        Xml.SubElement(value, name).text = word


def _message(
    node: Xml.Element, address: str, span: tuple[float, float] | None, whole: bool,
    sends: bool = True, rises: bool = False,
) -> Xml.Element:
    """The OSC message of a control's x, scaled to the row's range, in both directions; its
    arguments."""
    osc = Xml.SubElement(Xml.SubElement(node, "messages"), "osc")
    for name, text in (("enabled", 1), ("send", int(sends)), ("receive", int(not rises)),
                       ("feedback", 0), ("connections", "00001")):
        Xml.SubElement(osc, name).text = str(text)
    trigger = Xml.SubElement(Xml.SubElement(osc, "triggers"), "trigger")
    Xml.SubElement(trigger, "var").text = "x"
    Xml.SubElement(trigger, "condition").text = "RISE" if rises else "ANY"
    _partial(Xml.SubElement(osc, "path"), "CONSTANT", "STRING", address, (0.0, 1.0))
    arguments = Xml.SubElement(osc, "arguments")
    if span is not None:
        _partial(arguments, "VALUE", "INTEGER" if whole else "FLOAT", "x", span)
    return arguments


def _partial(
    parent: Xml.Element, kind: str, conversion: str, value: str, span: tuple[float, float]
) -> None:
    partial = Xml.SubElement(parent, "partial")
    for name, text in (("type", kind), ("conversion", conversion), ("value", value),
                       ("scaleMin", f"{span[0]:g}"), ("scaleMax", f"{span[1]:g}")):
        Xml.SubElement(partial, name).text = text


def rows_in_session(text: str) -> list[str]:
    """[any] The ids behind the addresses of a session of Open Stage Control."""
    groups = json.loads(text)["content"]["widgets"]
    widgets = [widget for group in groups for widget in group.get("widgets", [])]
    return _ids(str(widget.get("address", "")) for widget in widgets)


def rows_in_document(data: bytes) -> list[str]:
    """[any] The ids behind the addresses of a TouchOSC document."""
    root = Xml.fromstring(zlib.decompress(data))
    return _ids(found.text or "" for found in root.iterfind(".//osc/path/partial/value"))


def _ids(found: Iterable[str]) -> list[str]:
    prefix = addresses.address_of("gain").removesuffix("gain")
    return [one.removeprefix(prefix) for one in found if one.startswith(prefix)]
