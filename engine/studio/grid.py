"""A grid of clips over one control or two: everything else the same, and a page to hear it by."""

import argparse
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path

import numpy as np

from engine.panel import NAMED, Panel
from engine.parameters import BadValue, describe_value, find, from_unit, shown, to_unit
from engine.studio import batch, grid_page, places, thumbnails
from engine.studio.clips import Sound
from engine.studio.ordering import instrument_of, jobs_of, order, panel_of, seeds, tasks_of, wish_of

POINTS = {1: 6, 2: 4}
"""How many values an axis has that names no number, alone or with another."""
MOST = 256
HOW = "ID=LOW..HIGH:N or ID=A,B,C, such as brightness=400..6000:5"


@dataclass(frozen=True)
class Axis:
    """One control: its row, the values that it takes, and what they are called."""

    id: str
    values: tuple[float, ...]
    names: tuple[str, ...]


@dataclass(frozen=True)
class Cell:
    """One clip of the grid: what is set in it, as it is called and as it is typed, and its file's
    name without an ending."""

    settings: dict[str, float]
    texts: tuple[str, ...]
    typed: str
    name: str


def axes(texts: Sequence[str], panel: Panel) -> list[Axis]:
    """[any] One or two, as they were typed. Raises BadValue."""
    if not 1 <= len(texts) <= len(POINTS):
        raise BadValue(f"--spread takes one control or two, not {len(texts)}")
    found = [_axis(text, panel, POINTS[len(texts)]) for text in texts]
    if len({axis.id for axis in found}) < len(found):
        raise BadValue(f"--spread takes two different controls, not {found[0].id} twice")
    count = int(np.prod([len(axis.values) for axis in found]))
    if count > MOST:
        raise BadValue(f"that makes {count} clips; a page has {MOST} at most: take fewer values")
    return found


def _axis(text: str, panel: Panel, points: int) -> Axis:
    id, _, said = text.partition("=")
    if not said:
        raise BadValue(f"expected {HOW}, not {shown(text)}")
    row = find(id)
    across = re.fullmatch(r"(.+?)\.\.(.+?)(?::(\d+))?", said)
    if across is None:
        values = [panel.check(id, _number(one)) for one in said.split(",")]
    else:
        low, high = (panel.check(id, _number(one)) for one in across.groups()[:2])
        count = int(across[3] or points)
        if not 1 <= count <= MOST:
            raise BadValue(f"{text}: so many values are no grid; take 2 to {MOST}")
        ends = to_unit(row, low), to_unit(row, high)
        values = [from_unit(row, float(x)) for x in np.linspace(*ends, count)]
        if not row.is_whole:
            values = [float(f"{value:.4g}") for value in values]
    values = list(dict.fromkeys(panel.check(id, value) for value in values))
    if len(values) > 1 and across is not None and across[1] == across[2]:
        values = values[:1]
    return Axis(id, tuple(values), tuple(_called(id, value, panel) for value in values))


def _number(text: str) -> float | str:
    try:
        return float(text)
    except ValueError:
        return text


def _called(id: str, value: float, panel: Panel) -> str:
    if id in NAMED and value < len(panel.instruments):
        return panel.instruments[int(value)]
    return describe_value(find(id), value)


def cells(over: Sequence[Axis]) -> list[Cell]:
    """[any] Every clip, the second axis's values row by row."""
    found = []
    for picked in product(*(range(len(axis.values)) for axis in reversed(over))):
        places = tuple(reversed(picked))
        settings = {axis.id: axis.values[at] for axis, at in zip(over, places, strict=True)}
        texts = tuple(axis.names[at] for axis, at in zip(over, places, strict=True))
        name = "__".join(f"{axis.id}_{_safe(text)}" for axis, text in zip(over, texts, strict=True))
        typed = " ".join(
            f"--set {id}={text if id in NAMED else format(value, '.9g')}"
            for (id, value), text in zip(settings.items(), texts, strict=True)
        )
        found.append(Cell(settings, texts, typed, name))
    return found


def _safe(text: str) -> str:
    """A value's name as a part of a file's."""
    return re.sub(r"[^\w.+-]+", "-", text)


def render(options: argparse.Namespace) -> int:
    """[control] Every clip of the grid, and its page. Raises BadValue."""
    instrument = instrument_of(options, many=True)
    asked = order(options, instrument)
    over = axes(options.spread, panel_of(instrument))
    wish, folder = wish_of(asked), places.folder(options.out)
    if options.seed is not None:
        asked.settings = {**asked.settings, **seeds(options.seed)}
    looks: dict[Path, thumbnails.Look] = {}

    def look(path: Path, sound: Sound) -> None:
        looks[path] = thumbnails.look(sound.audio, sound.rate)

    asked.look = look
    ending, tasks, shown_cells = places.ending_of(asked.form), [], []
    for cell in cells(over):
        path = folder / f"{cell.name}{ending}"
        settings = {**asked.settings, **cell.settings}
        tasks += tasks_of(asked, path, replace(wish, settings=settings))
        shown_cells.append((cell, path))
    batch.run(tasks, jobs_of(options, len(tasks), asked.cluster), "render", instrument)
    full = max(found.peak for found in looks.values())
    page = grid_page.write(folder, over, [
        (path, cell.texts, cell.typed, thumbnails.picture(looks[path], full))
        for cell, path in shown_cells
    ], about=f"{instrument.name}, {asked.made[0].seconds:.1f} s each, seed {asked.made[0].seed}")
    print(f"{page}: {len(tasks)} clips")
    return 0
