"""Which files of a folder or an archive make up a model. It opens none of them.

What is not known to belong to a model is left out; what could be a pickle, and what leads out of
its folder, is refused with everything that came with it.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import PurePosixPath
from typing import BinaryIO, NamedTuple

from engine.library import digest
from engine.parameters import BadValue, shown

KEPT = (".onnx", ".npz", ".json", ".md", ".txt", ".png", ".jpg", ".webp")
NAMES = (digest.FILE, "LICENSE", "LICENCE", "NOTICE")
PICKLES = (".pt", ".pth", ".pkl", ".pickle", ".ckpt", ".joblib", ".bin", ".npy")
"""Endings of what may run a stranger's code when it is opened."""
MOST_BYTES, MOST_FILES, DEEPEST = 2 << 30, 2000, 4
"""Of a whole model; of all that lies beside it; and how many folders deep."""
_ROOT_FILE = "denoiser.onnx"
_JUNK = ("__MACOSX", "__pycache__")
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)  # on Windows
_ODD = re.compile(r'[\x00-\x1f\x7f<>:"|?*\[\]\\]')


class Part(NamedTuple):
    """name: from the top of what it is a part of, with `/`. size in bytes, as declared. open: its
    bytes, to be read once."""

    name: str
    size: int
    open: Callable[[], BinaryIO]


class Choice(NamedTuple):
    """kept: parts of the model, their names from its own folder on. left_out: names of others."""

    kept: list[Part]
    left_out: list[str]


def choose(parts: Sequence[Part], where: object) -> Choice:
    """[any] The model among the parts of `where`, as a sentence calls it. Raises BadValue."""
    seen = [part for part in parts if not is_junk(part.name)]
    roots = {str(PurePosixPath(p.name).parent) for p in seen
             if PurePosixPath(p.name).name == _ROOT_FILE}
    if not roots:
        raise BadValue(f"there is no {_ROOT_FILE} in {where}: a model is a folder as"
                       " `flowbend export` makes it")
    if len(roots) > 1:
        raise BadValue(f"there are several models in {where} ({', '.join(map(shown, roots))}):"
                       " give the folder of one")
    (root,) = roots
    kept, left_out = [], []
    for part in seen:
        path = PurePosixPath(part.name)
        if path.suffix.lower() in PICKLES:
            raise BadValue(
                f"{shown(part.name)} in {where} may be a pickle, which runs a stranger's code when"
                " it is opened: take it out; a model needs none"
            )
        if not path.is_relative_to(root) or not _belongs(path):
            left_out.append(part.name)
            continue
        inside = path.relative_to(root)
        _check_plain(inside, where)
        kept.append(part._replace(name=str(inside)))
    _check_sizes(kept, where)
    return Choice(kept, left_out)


def is_junk(name: str) -> bool:
    """[any] What version control, caches and some systems leave, which nobody means."""
    return any(part.startswith(".") or part in _JUNK for part in PurePosixPath(name).parts)


def check_inside(name: str, where: object) -> str:
    """[any] A name in an archive, without `./` in front. Raises BadValue when it leads out of the
    archive, on any system."""
    parts = name.removesuffix("/").split("/")
    if name.startswith("/") or ".." in parts or "\\" in name or ":" in name or "\0" in name:
        raise BadValue(f"{shown(name)} in {where} leads out of it: nothing of it is kept")
    return str(PurePosixPath(name))


def check_count(count: int, where: object) -> None:
    """[any] Raises BadValue for more files than lie beside a model."""
    if count > MOST_FILES:
        raise BadValue(f"there are more than {MOST_FILES} files in {where}: give the folder of one"
                       " model")


def too_large(where: object) -> BadValue:
    """[any] What is said of more bytes than a model has."""
    return BadValue(f"{where} is larger than {MOST_BYTES >> 30} GB when unpacked: no model here is")


def _belongs(path: PurePosixPath) -> bool:
    return path.suffix.lower() in KEPT or path.name in NAMES


def _check_plain(path: PurePosixPath, where: object) -> None:
    """Names that every system can keep, and no others."""
    for part in path.parts:
        odd = _ODD.search(part) or _DEVICES.fullmatch(part) or part[-1] in ". "
        if odd or len(part.encode("utf-8", "replace")) > 100:
            raise BadValue(f"{shown(str(path))} in {where} is a name that not every system can"
                           " keep: rename it")
    if len(path.parts) > DEEPEST:
        raise BadValue(f"{shown(str(path))} in {where} lies too deep for a model")


def _check_sizes(kept: Iterable[Part], where: object) -> None:
    names, total = set(), 0
    for part in kept:
        total += part.size
        if part.name.casefold() in names:
            raise BadValue(f"{shown(part.name)} is twice in {where}: nothing of it is kept")
        names.add(part.name.casefold())
    if total > MOST_BYTES:
        raise too_large(where)
