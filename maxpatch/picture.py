"""Draws the panel of a Max patch as Max would show it, near enough to judge by, and its cords.

Only for people: nothing is derived from a picture. It names the patch that it was drawn from, so
that one which is stale is found.
"""

import hashlib
import json
import math
from pathlib import Path
from typing import Any

from PIL import Image

from maxpatch.canvas import Canvas

MARK = "patch"
"""What a PNG calls the patch that it was drawn from."""
_LABEL, _VALUE = "#aab4bf", "#dfe6ee"
_START, _SWEEP = 135.0, 270.0
Box = dict[str, Any]


def mark_of(document: Any) -> str:
    """[any] What tells a patch from every other."""
    return hashlib.sha256(json.dumps(document, sort_keys=True).encode()).hexdigest()[:16]


def mark_in(path: Path) -> str:
    """[any] The patch that a PNG was drawn from, or "" when it does not say."""
    with Image.open(path) as image:
        return str(image.info.get(MARK, ""))


def draw_panel(document: dict[str, Any], path: Path, shelves: int = 1) -> None:
    """[control] The panel, with every control at the value that it starts with; a long one is cut
    into so many shelves."""
    patcher = document["patcher"]
    _, _, width, height = patcher["rect"]
    canvas = Canvas(width, height, patcher["editing_bgcolor"])
    boxes = [one["box"] for one in patcher["boxes"] if one["box"].get("presentation")]
    for box in sorted(boxes, key=lambda box: -box.get("background", 0)):
        _DRAWN[box["maxclass"]](canvas, box, *box["presentation_rect"])
    edges = [box["presentation_rect"][0] for box in boxes
             if box["maxclass"] == "panel" and box["presentation_rect"][2] > 20]
    wanted = (width * number / shelves for number in range(1, shelves))
    cuts = [min(edges, key=lambda edge: abs(edge - at)) - 3 for at in wanted]
    canvas.save(path, cuts, **{MARK: mark_of(document)})


def draw_cords(document: dict[str, Any], path: Path) -> None:
    """[control] The patch behind the panel: boxes and cords."""
    patcher = document["patcher"]
    boxes = {one["box"]["id"]: one["box"] for one in patcher["boxes"]}
    rects = [box["patching_rect"] for box in boxes.values()]
    canvas = Canvas(max(r[0] + r[2] for r in rects) + 20, max(r[1] + r[3] for r in rects) + 20,
                    patcher["editing_bgcolor"], 0.5)
    for one in patcher["lines"]:
        (source, outlet), (end, inlet) = (one["patchline"][k] for k in ("source", "destination"))
        canvas.line(_cord(boxes[source], outlet, boxes[end], inlet), "#5c6b7a", 1.2)
    for box in boxes.values():
        x, y, width, height = box["patching_rect"]
        face = bool(box.get("presentation"))
        canvas.box(x, y, width, height, "#26303b" if face else "#1a2028", "#3d4956", 3)
        canvas.words(x + 5, y + height / 2, box.get("text") or box["maxclass"], 9.5, _VALUE,
                     room=width - 8)
    canvas.save(path, [], **{MARK: mark_of(document)})


def _cord(source: Box, outlet: int, end: Box, inlet: int) -> list[tuple[float, float]]:
    """A cord hangs a little, as Max's do."""
    x0, y0, w0, h0 = source["patching_rect"]
    x1, y1, w1, _ = end["patching_rect"]
    start = (x0 + 8 + outlet * (w0 - 16) / max(1, source["numoutlets"] - 1), y0 + h0)
    stop = (x1 + 8 + inlet * (w1 - 16) / max(1, end["numinlets"] - 1), y1)
    hang = max(12.0, abs(stop[1] - start[1]) / 2)
    points = []
    for step in range(17):
        t = step / 16
        a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
        points.append((
            a * start[0] + b * start[0] + c * stop[0] + d * stop[0],
            a * start[1] + b * (start[1] + hang) + c * (stop[1] - hang) + d * stop[1],
        ))
    return points


def _value(box: Box) -> dict[str, Any]:
    return box.get("saved_attribute_attributes", {}).get("valueof", {})


def _now(box: Box) -> float:
    return float(_value(box).get("parameter_initial", [_value(box).get("parameter_mmin", 0)])[0])


def _share(box: Box) -> float:
    """Where the start value lies on the control's travel."""
    value = _value(box)
    low, high = value.get("parameter_mmin", 0.0), value["parameter_mmax"]
    return ((_now(box) - low) / (high - low)) ** (1 / value.get("parameter_exponent", 1.0))


def _shown(box: Box) -> str:
    """The start value with its unit, as Live writes it."""
    value, now = _value(box), _now(box)
    if value.get("parameter_enum"):
        return str(value["parameter_enum"][int(now)])
    style = value.get("parameter_unitstyle", 1)
    if style == 9:
        return value["parameter_units"] % now
    if style == 3:
        return f"{now / 1000:.2f} kHz" if now >= 1000 else f"{now:.3g} Hz"
    words = {0: f"{now:.0f}", 2: f"{now:.3g} ms", 4: f"{now:.1f} dB", 5: f"{now:.0f} %",
             7: f"{now:+.0f} st"}
    return words.get(style, f"{now:.2f}")


def _comment(canvas: Canvas, box: Box, x: float, y: float, w: float, h: float) -> None:
    centred = box.get("textjustification") == 1
    canvas.words(x + (w / 2 if centred else 3), y + h / 2, box["text"], box["fontsize"],
                 box["textcolor"], "mm" if centred else "lm", bool(box.get("fontface")))


def _panel(canvas: Canvas, box: Box, x: float, y: float, w: float, h: float) -> None:
    canvas.box(x, y, w, h, box["bgcolor"], box.get("bordercolor") if box["border"] else None,
               box["rounded"])


def _dial(canvas: Canvas, box: Box, x: float, y: float, w: float, h: float) -> None:
    lit, off, mid = box["activedialcolor"], box["dialcolor"], x + w / 2
    centre, radius = y + 26.5, 12.5
    canvas.words(mid, y + 5, _value(box)["parameter_shortname"], 9, _LABEL, "mm", room=w + 4)
    end = _START + _SWEEP * _share(box)
    canvas.arc(mid, centre, radius, _START, _START + _SWEEP, off, 3.2)
    canvas.arc(mid, centre, radius, _START, end, lit, 3.2)
    turn = math.radians(end)
    canvas.line([(mid + 3 * math.cos(turn), centre + 3 * math.sin(turn)),
                 (mid + radius * math.cos(turn), centre + radius * math.sin(turn))], _VALUE, 2)
    canvas.words(mid, y + h - 4, _shown(box), 9, _VALUE, "mm")


def _slider(canvas: Canvas, box: Box, x: float, y: float, w: float, h: float) -> None:
    name = _value(box)["parameter_shortname"]
    canvas.words(x + 2, y + 6, name, 9.5, _LABEL)
    canvas.words(x + w - 2, y + 6, _shown(box), 9.5, _VALUE, "rm")
    rail, at = y + 27, x + 6 + (w - 12) * _share(box)
    canvas.box(x + 2, rail - 2, w - 4, 4, "#0a0d10", "#2b3440", 2)
    canvas.box(x + 2, rail - 2, at - x, 4, box["slidercolor"], None, 2)
    canvas.box(at - 6, rail - 9, 12, 18, box["slidercolor"], "#0a0d10", 3)


def _gain(canvas: Canvas, box: Box, x: float, y: float, w: float, h: float) -> None:
    canvas.words(x + 2, y + 5, _value(box)["parameter_longname"], 8.5, _LABEL)
    canvas.words(x + w - 2, y + 5, "0.0 dB", 8.5, _VALUE, "rm")
    for side in (0, 1):
        canvas.box(x + 2, y + 13 + 9 * side, w - 4, 7, "#0a0d10", "#2b3440", 1)
        canvas.box(x + 3, y + 14 + 9 * side, (w - 6) * 0.62, 5, box["slidercolor"])
    at = x + w * 0.9
    canvas.line([(at, y + 12), (at, y + 31)], _VALUE, 2)


def _tab(canvas: Canvas, box: Box, x: float, y: float, w: float, h: float) -> None:
    items, now = _value(box)["parameter_enum"], int(_now(box))
    each = (w - 2 * (len(items) - 1)) / len(items)
    for number, item in enumerate(items):
        on, left = number == now, x + number * (each + 2)
        canvas.box(left, y, each, h, box["activebgoncolor"] if on else box["activebgcolor"],
                   box["bordercolor"], 3)
        canvas.words(left + each / 2, y + h / 2, item, 9, box["textoncolor"] if on
                     else box["textcolor"], "mm", room=each - 3)


def _text(canvas: Canvas, box: Box, x: float, y: float, w: float, h: float) -> None:
    on = bool(_value(box).get("parameter_initial", [0])[0])
    canvas.box(x, y, w, h, box["activebgoncolor"] if on else box["activebgcolor"],
               box["bordercolor"], box["rounded"])
    canvas.words(x + w / 2, y + h / 2, box["texton"] if on else box["text"], 9.5,
                 box["activetextoncolor"] if on else box["activetextcolor"], "mm", room=w - 4)


def _field(canvas: Canvas, box: Box, x: float, y: float, w: float, h: float) -> None:
    """Menus and number boxes, Live's and Max's."""
    fill = box.get("activebgcolor") or box.get("bgcolor") or "#0a0d10"
    canvas.box(x, y, w, h, fill, box.get("bordercolor", "#2b3440"), 3)
    menu = box["maxclass"] == "live.menu"
    empty = {"number": str(box.get("minimum", 0)), "flonum": "-"}
    text = _shown(box) if _value(box) else empty.get(box["maxclass"], "")
    canvas.words(x + (6 if menu else w / 2), y + h / 2, text, 9.5, box.get("textcolor", _VALUE),
                 "lm" if menu else "mm", room=w - (18 if menu else 4))
    if menu:
        canvas.line([(x + w - 12, y + h / 2 - 2), (x + w - 8.5, y + h / 2 + 2),
                     (x + w - 5, y + h / 2 - 2)], box["tricolor"], 1.5)


def _bars(canvas: Canvas, box: Box, x: float, y: float, w: float, h: float) -> None:
    canvas.box(x, y, w, h, box["bgcolor"], box["bordercolor"], 2)
    shares = (0.66, 0.6)
    if box["orientation"]:
        each = (w - 2 - box["spacing"]) / 2
        for number, colour in enumerate((box["slidercolor"], box["candicane2"])):
            tall = (h - 2) * shares[number]
            canvas.box(x + 1 + number * (each + box["spacing"]), y + h - 1 - tall, each, tall,
                       colour)
    else:
        each = (h - 2 - box["spacing"]) / 2
        for number, colour in enumerate((box["slidercolor"], box["candicane2"])):
            canvas.box(x + 1, y + 1 + number * (each + box["spacing"]),
                       (w - 2) * (shares[number] + 0.1 * number), each, colour)


def _keys(canvas: Canvas, box: Box, x: float, y: float, w: float, h: float) -> None:
    pitches = range(box["offset"], box["offset"] + box["range"])
    white = [pitch for pitch in pitches if pitch % 12 not in (1, 3, 6, 8, 10)]
    each = w / len(white)
    for number in range(len(white)):
        canvas.box(x + number * each, y, each, h, box["whitekeycolor"], "#0a0d10", 1.5)
    for number, pitch in enumerate(white[:-1]):
        if pitch + 1 not in white:
            canvas.box(x + (number + 0.68) * each, y, each * 0.64, h * 0.62, box["blackkeycolor"])


def _ezdac(canvas: Canvas, box: Box, x: float, y: float, w: float, h: float) -> None:
    canvas.box(x, y, w, h, "#2b3440", "#3d4956", 6)
    canvas.box(x + 10, y + 15, 6, 10, _VALUE)
    for radius in (6, 10):
        canvas.arc(x + 18, y + h / 2, radius, -45, 45, _VALUE, 2)


_DRAWN = {
    "comment": _comment, "panel": _panel, "live.dial": _dial, "live.slider": _slider,
    "live.gain~": _gain, "live.tab": _tab, "live.text": _text, "live.menu": _field,
    "live.numbox": _field, "number": _field, "flonum": _field, "textedit": _field,
    "multislider": _bars, "kslider": _keys, "ezdac~": _ezdac,
}
