"""Draws the panel of a Pure Data patch from its file, near enough to judge by."""

import re
from pathlib import Path

from maxpatch.canvas import Canvas
from maxpatch.colours import BACK
from maxpatch.picture import MARK, mark_of

_WORD = re.compile(r"(?:\\.|[^\s\\])+")


def draw(text: str, path: Path) -> None:
    """[control] The faces of the outermost canvas."""
    lines = [line for line in text.split(";\n") if line]
    width, height = (float(one) for one in lines[0].split()[4:6])
    canvas = Canvas(width, height, BACK)
    depth = 0
    for line in lines:
        words = [re.sub(r"\\(.)", r"\1", one) for one in _WORD.findall(line)]
        if words[0] == "#N":
            depth += 1
        elif words[1] == "restore":
            depth -= 1
        elif depth == 1 and words[1] == "obj" and words[4] in _DRAWN:
            _DRAWN[words[4]](canvas, float(words[2]), float(words[3]), words[5:])
        elif depth == 1 and words[1] == "symbolatom":
            canvas.box(float(words[2]), float(words[3]), 7.2 * float(words[4]), 18, "#dfe6ee")
    canvas.save(path, [], **{MARK: mark_of(text)})


def _named(
    canvas: Canvas, x: float, y: float, text: str, across: str, down: str, size: str, colour: str
) -> None:
    if text != "empty":
        canvas.words(x + float(across), y + float(down), text, float(size) * 0.95, colour)


def _canvas(canvas: Canvas, x: float, y: float, words: list[str]) -> None:
    _, width, height, _, _, text, across, down, _, size, back, colour, *_ = words
    if float(width) > 1:
        canvas.box(x, y, float(width), float(height), back)
    _named(canvas, x, y, text, across, down, size, colour)


def _slider(canvas: Canvas, x: float, y: float, words: list[str]) -> None:
    width, height = float(words[0]), float(words[1])
    back, colour, at = words[13], words[14], float(words[16]) / 100
    canvas.box(x, y, width, height, back, "#3d4956")
    if height > 8:
        canvas.box(x + at - 1.5, y + 1, 3, height - 2, colour)
    else:
        canvas.box(x, y + 1, max(2.0, width * 0.6), height - 2, colour)


def _number(canvas: Canvas, x: float, y: float, words: list[str]) -> None:
    width = (float(words[12]) * 31 // 36) * float(words[0]) + 12
    canvas.box(x, y, width, 16, words[13], "#3d4956")
    canvas.words(x + 8, y + 8, f"{float(words[16]):g}"[: int(words[0])], 9, words[14])


def _radio(canvas: Canvas, x: float, y: float, words: list[str]) -> None:
    size, count, now = float(words[0]), int(words[3]), int(words[14])
    for number in range(count):
        canvas.box(x + number * size, y, size, size, words[11], "#3d4956")
    canvas.box(x + now * size + 3, y + 3, size - 6, size - 6, words[12])


def _switch(canvas: Canvas, x: float, y: float, words: list[str]) -> None:
    canvas.box(x, y, float(words[0]), float(words[0]), words[9], "#3d4956")


def _button(canvas: Canvas, x: float, y: float, words: list[str]) -> None:
    size = float(words[0])
    canvas.box(x, y, size, size, words[11], "#3d4956")
    canvas.disc(x + size / 2, y + size / 2, size * 0.38, BACK)
    canvas.arc(x + size / 2, y + size / 2, size * 0.38, 0, 360, words[12], 1)
    _named(canvas, x, y, words[6], words[7], words[8], words[10], words[13])


_DRAWN = {"cnv": _canvas, "hsl": _slider, "nbx": _number, "hradio": _radio, "tgl": _switch,
          "bng": _button}
