"""The page of a grid of clips: one file beside them, which needs no other host and no server."""

import base64
import math
from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import Protocol
from urllib.parse import quote

from engine import whole
from engine.parameters import BadValue, find
from engine.studio.sounds import reason
from engine.studio.thumbnails import HIGH_HZ, LOW_HZ, SPECTRUM, WAVE

TEMPLATE = Path(__file__).with_name("grid.html")

TICKS = "".join(
    f'<s style="top:{100 * (WAVE + SPECTRUM * (1 - share)) / (WAVE + SPECTRUM):.1f}%">{name}</s>'
    for name, share in (
        (name, math.log(hz / LOW_HZ) / math.log(HIGH_HZ / LOW_HZ))
        for name, hz in (("100", 100), ("1k", 1000), ("10k", 10000))
    )
)
"""Where three frequencies lie in every picture."""


class Axis(Protocol):
    """What `grid.Axis` has."""

    @property
    def id(self) -> str:
        """[any] Of its row."""

    @property
    def names(self) -> tuple[str, ...]:
        """[any] What its values are called."""


Shown = tuple[Path, Sequence[str], str, bytes]
"""A clip's file, what its values are called and how they are typed, and its picture as a PNG."""


def write(folder: Path, over: Sequence[Axis], cells: Sequence[Shown], about: str) -> Path:
    """[control] `index.html` in the folder, whole or not at all. Raises BadValue."""
    path = folder / "index.html"
    try:
        whole.write_text(path, text(over, cells, about))
    except OSError as error:
        raise BadValue(f"{path} cannot be written: {reason(path, error)}") from error
    return path


def text(over: Sequence[Axis], cells: Sequence[Shown], about: str) -> str:
    """[any] The page: over one axis its clips side by side, over two a table of them."""
    labels = [find(axis.id).label for axis in over]
    across = over[0].names
    if len(over) == 1:
        body = [_cell(*cell, heading=True) for cell in cells]
        style = "row"
    else:
        body = [f'<div class="corner">{escape(labels[1])} ↓&ensp;{escape(labels[0])} →</div>']
        body += [f'<div class="top">{escape(name)}</div>' for name in across]
        for number, cell in enumerate(cells):
            if number % len(across) == 0:
                body.append(f'<div class="side">{escape(cell[1][1])}</div>')
            body.append(_cell(*cell, heading=False))
        style = "table"
    return (
        TEMPLATE.read_text(encoding="utf-8")
        .replace("{{title}}", " &times; ".join(map(escape, labels)))
        .replace("{{about}}", escape(about))
        .replace("{{columns}}", str(len(across)))
        .replace("{{style}}", style)
        .replace("{{cells}}", "\n".join(body))
    )


def _cell(
    path: Path, texts: Sequence[str], typed: str, picture: bytes, heading: bool
) -> str:
    called = escape(", ".join(texts))
    source, file = f"data:image/png;base64,{base64.b64encode(picture).decode()}", quote(path.name)
    head = f"<figcaption>{called}</figcaption>" if heading else ""
    return (
        f'<figure data-file="{escape(path.name)}" data-typed="{escape(typed)}"'
        f' data-called="{called}">{head}'
        f'<button aria-label="play {called}"><img src="{source}" alt=""><i></i>{TICKS}</button>'
        f'<audio preload="none" src="{file}"></audio>'
        f'<noscript><audio controls preload="none" src="{file}"></audio></noscript></figure>'
    )
