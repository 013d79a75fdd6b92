"""Which folder a model's name means. It opens no model, and loads nothing to know.

The nearest one wins: a folder that is named as such, then `exports/` where one stands, then the
user's own models, then those that Flowbend brings.
"""

import os
import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from engine.parameters import BadValue, nearest, shown

SHIPPED = Path(__file__).resolve().parents[2] / "exports" / "orchestra"
HERE = Path("exports")
"""Where `flowbend export` and `flowbend train` put models, from the folder that one stands in."""
VARIABLE = "FLOWBEND_MODELS"
"""An environment variable: another folder for the user's own models."""
MOST = 500
"""Folders of one place that are looked at."""
_NAME = re.compile(r"\w(?:[\w.+-]*[\w+-])?", re.ASCII)
_NAME_BYTES = 60
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)  # on Windows


def find(model: str | Path | None) -> Path:
    """[any] The folder of a model that is given by name or by folder; None is the shipped one.

    Raises BadValue, with the names there are, for a name that nothing has. A path is given back as
    it is: whoever loads it says what is missing there.
    """
    if model is None:
        return SHIPPED
    text = os.fspath(model)
    here = Path(text)
    # A folder of sounds may have the name of the model that was made of them.
    if is_model(here) or not is_name(text):
        return here
    for place in places():
        if is_model(place / text):
            return place / text
    if os.path.isdir(here):
        return here
    names = list(known())
    raise BadValue(
        f"there is no model {shown(text)}: name a folder made by `flowbend export`, or one of"
        f" {', '.join(names)} (`flowbend models`){nearest(text, names)}"
    )


def known() -> dict[str, Path]:
    """[any] The folder of every model that has a name, in the order of the alphabet."""
    found: dict[str, Path] = {}
    for place in places():
        for folder in _models_in(place):
            found.setdefault(folder.name, folder)
    return dict(sorted(found.items(), key=lambda pair: pair[0].casefold()))


def places() -> list[Path]:
    """[any] Folders of models, the nearest first. None of them need be there."""
    return [HERE, mine(), SHIPPED.parent]


def mine() -> Path:
    """[any] The folder of the user's own models; it need not be there."""
    if given := os.environ.get(VARIABLE):
        return Path(given)
    from engine import folders

    return folders.mine("models")


def is_model(folder: Path) -> bool:
    """[any] Whether there is something in a folder that claims to be a model."""
    files = ("denoiser.onnx", "decoder.onnx")
    return any(os.path.isfile(os.path.join(folder, name)) for name in files)


def is_shipped(folder: Path) -> bool:
    """[any] Whether this is the model that Flowbend brings."""
    return os.path.isdir(folder) and os.path.isdir(SHIPPED) and os.path.samefile(folder, SHIPPED)


def is_name(text: str) -> bool:
    """[any] Whether a model can have this name, on any system."""
    plain = _NAME.fullmatch(text) and not _DEVICES.fullmatch(text)
    return bool(plain) and len(text) <= _NAME_BYTES


def checked(name: str) -> str:
    """[any] A name that a model can have. Raises BadValue."""
    if not is_name(name):
        raise BadValue(
            f"a model's name has letters, digits and any of _.+- and at most {_NAME_BYTES}"
            f" characters, not {shown(name)}: give it another with --name"
        )
    return name


def _models_in(place: Path) -> Iterator[Path]:
    try:
        with os.scandir(place) as entries:
            names = sorted(entry.name for entry in islice(entries, MOST))
    except OSError:
        return
    yield from (place / name for name in names if is_name(name) and is_model(place / name))
