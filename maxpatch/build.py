"""Builds every surface from the table, and finds those that are stale: `flowbend surfaces`."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.instrument import SHIPPED, Instrument
from engine.parameters import TABLE
from engine.precision import FLOAT32
from maxpatch import layouts, live_parameters, max_files, pd_patch, pd_picture, picture, reaper
from maxpatch.schema import faults

FOLDER = Path(__file__).parent
PICTURES = FOLDER.parent / "docs" / "pictures"
REMEDY = "build them anew with `flowbend surfaces`"


@dataclass(frozen=True)
class Surfaces:
    """All that is built: files by name, and pictures by name with how each is drawn."""

    files: dict[str, bytes]
    patches: dict[str, dict[str, Any]]
    pictures: dict[str, tuple[str, Callable[[Path], None]]]
    """By name: the mark of the patch that it shows, and what draws it."""


def built(names: dict[str, str] | None = None) -> Surfaces:
    """[control] Everything, from the table and the shipped instrument's list of names. `names` are
    those that rows have in Live so far."""
    instruments = tuple(Instrument(SHIPPED, 1, FLOAT32).contract.instruments)
    long_names = live_parameters.long_names(
        live_parameters.kept_names() if names is None else names)
    patch = max_files.patch(instruments, long_names)
    device = max_files.device(instruments, long_names)
    help_patch = max_files.help_patch()
    pd = pd_patch.patch(instruments)
    files = {
        "Flowbend.maxpat": max_files.text(patch).encode(),
        "Flowbend.maxhelp": max_files.text(help_patch).encode(),
        "Flowbend.amxd": max_files.amxd(device),
        "Flowbend.pd": pd.encode(),
        "Flowbend.open-stage-control.json": layouts.open_stage_control(instruments).encode(),
        "Flowbend.tosc": layouts.touch_osc(),
        "Flowbend.ReaperOSC": reaper.patterns().encode(),
        "Flowbend.jsfx": reaper.effect(instruments).encode(),
        live_parameters.NAMES.name: (json.dumps(long_names, indent=1) + "\n").encode(),
    }
    pictures: dict[str, tuple[str, Callable[[Path], None]]] = {
        "max.png": (picture.mark_of(patch), lambda path: picture.draw_panel(patch, path)),
        "max-cords.png": (picture.mark_of(patch), lambda path: picture.draw_cords(patch, path)),
        "live.png": (picture.mark_of(device), lambda path: picture.draw_panel(device, path, 2)),
        "pd.png": (picture.mark_of(pd), lambda path: pd_picture.draw(pd, path)),
    }
    patches = {"Flowbend.maxpat": patch, "Flowbend.maxhelp": help_patch, "Flowbend.amxd": device}
    return Surfaces(files, patches, pictures)


def write(folder: Path = FOLDER, pictures: Path = PICTURES) -> list[Path]:
    """[control] Write all files and draw all pictures; the paths."""
    surfaces = built()
    for place in (folder, pictures):
        place.mkdir(parents=True, exist_ok=True)
    for name, data in surfaces.files.items():
        (folder / name).write_bytes(data)
    for name, (_, draw) in surfaces.pictures.items():
        draw(pictures / name)
    return [*(folder / name for name in surfaces.files),
            *(pictures / name for name in surfaces.pictures)]


def check(folder: Path = FOLDER, pictures: Path = PICTURES) -> Iterator[str]:
    """[control] What is wrong with the surfaces in these folders, one sentence each."""
    surfaces = built()
    for name, data in surfaces.files.items():
        path = folder / name
        if not path.is_file():
            yield f"{name} is missing: {REMEDY}"
        elif path.read_bytes() != data:
            yield f"{name} is stale: {REMEDY}"
    for name, (mark, _) in surfaces.pictures.items():
        path = pictures / name
        if not path.is_file() or picture.mark_in(path) != mark:
            yield f"the picture {name} shows another patch: {REMEDY}"
    for name, document in surfaces.patches.items():
        yield from (f"{name}: {fault}" for fault in faults(document))
    yield from _shown(surfaces)


def _shown(surfaces: Surfaces) -> Iterator[str]:
    """That each row stands on each surface that has rows, once, and nothing else does."""
    wanted = sorted(row.id for row in TABLE)
    for name, found in rows_shown(surfaces).items():
        for id in sorted({*wanted, *found}):
            if found.count(id) != 1 or id not in wanted:
                yield f"{name} shows {id} {found.count(id)} times; it is" + (
                    " a row" if id in wanted else " no row")


def rows_shown(surfaces: Surfaces) -> dict[str, list[str]]:
    """[any] The rows that each surface has a control for, read from what was built."""
    files = surfaces.files
    found = {
        name: [box["box"]["varname"] for box in surfaces.patches[name]["patcher"]["boxes"]
               if not box["box"].get("varname", "surface_").startswith("surface_")]
        for name in ("Flowbend.maxpat", "Flowbend.amxd")
    }
    found["Flowbend.pd"] = pd_patch.rows_in(files["Flowbend.pd"].decode())
    found["Flowbend.open-stage-control.json"] = layouts.rows_in_session(
        files["Flowbend.open-stage-control.json"].decode())
    found["Flowbend.tosc"] = layouts.rows_in_document(files["Flowbend.tosc"])
    return found
