"""Where clips go: their names, and whether they can be written there, before anything is rendered.
"""

import os
from collections.abc import Sequence
from pathlib import Path

from engine.parameters import BadValue
from engine.studio import targets
from engine.studio.sounds import FORMATS, Form, reason

ENDINGS = (".wav", ".flac")


def one(out: Path) -> Path:
    """[control] A clip's file. Raises BadValue when it is none, or cannot be written there."""
    if out.suffix.lower() not in ENDINGS or not out.parent.is_dir():
        raise BadValue(
            f"{out} cannot be written: name a .wav or .flac file in a folder that exists"
        )
    if not os.access(out.parent, os.W_OK):
        raise BadValue(f"{out} cannot be written: {reason(out, PermissionError())}")
    if out.is_dir():
        raise BadValue(f"{out} is a folder: name a file in it")
    return out


def folder(out: Path) -> Path:
    """[control] A folder for several clips, made where there is none. Raises BadValue."""
    if out.suffix.lower() in ENDINGS:
        raise BadValue(f"{out} is the name of one clip: name a folder")
    return targets.folder(out)


def many(out: Path, count: int, form: Form) -> list[Path]:
    """[control] So many clips: `name-001.wav` beside `name.wav`, or `clip-001.wav` in a folder.
    Raises BadValue."""
    if out.suffix.lower() in ENDINGS:
        one(out)
        where, stem, ending = out.parent, out.stem, out.suffix
    else:
        where, stem, ending = folder(out), "clip", ending_of(form)
    digits = max(3, len(str(count)))
    return [where / f"{stem}-{number:0{digits}}{ending}" for number in range(1, count + 1)]


def parts(out: Path, names: Sequence[str]) -> list[Path]:
    """[any] A file for each part of a clip, beside it: `name-flute.wav`."""
    return [out.with_name(f"{out.stem}-{name}{out.suffix}") for name in names]


def ending_of(form: Form) -> str:
    """[any] How the names of clips in a form end."""
    return ".wav" if form.format is None else f".{FORMATS[form.format][0].lower()}"
