"""The digest of a model: `SHA256SUMS` beside it, as `sha256sum` writes it and `sha256sum -c` reads.

It covers what is loaded, ONNX files and arrays. The card and the figures may be written anew.
"""

import hashlib
import re
from collections.abc import Callable
from pathlib import Path, PurePosixPath

from engine import whole
from engine.parameters import shown

FILE = "SHA256SUMS"
_LINE = re.compile(r"([0-9a-fA-F]{64}) [ *](\S.*)")
_MOST_BYTES = 1 << 16
_PIECE = 1 << 20
Told = Callable[[int], object]


def loaded(folder: Path) -> list[Path]:
    """[any] The files of a model that a digest covers, by name."""
    return sorted(
        path for path in Path(folder).iterdir()
        if path.suffix in (".onnx", ".npz") and path.is_file()
    )


def write(folder: Path) -> Path:
    """[control] Write the digest of the model in a folder, whole or not at all; where."""
    folder = Path(folder)
    text = "".join(f"{digest(path)}  {path.name}\n" for path in loaded(folder))
    path = folder / FILE
    whole.write_text(path, text)
    return path


def is_there(folder: Path) -> bool:
    """[any] Whether a model has a digest."""
    return (Path(folder) / FILE).is_file()


def faults(folder: Path, told: Told = lambda count: None) -> list[str]:
    """[control] What is not as the digest says, a sentence each; none when all is. `told` hears
    of bytes as they are read."""
    folder = Path(folder)
    if not is_there(folder):
        return [f"there is no {FILE} in {folder}: nothing says what the files should be"]
    with (folder / FILE).open("rb") as file:
        text = file.read(_MOST_BYTES + 1).decode("utf-8", "replace")
    if len(text) > _MOST_BYTES:
        return [f"{folder / FILE} is longer than the digest of a model"]
    found, sums = [], {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        entry = _LINE.fullmatch(line.rstrip())
        if entry is None or not _stays_inside(entry[2]):
            found.append(f"line {number} of {FILE} is no digest of a file in its folder")
        else:
            sums[entry[2].removeprefix("./")] = entry[1].lower()
    for path in loaded(folder):
        if path.name not in sums:
            found.append(f"{path.name} is not in {FILE}: it was put there by something else")
    for name, wanted in sums.items():
        path = folder / name
        if not path.is_file():
            found.append(f"{shown(name)} is in {FILE}, and not there")
        elif digest(path, told) != wanted:
            found.append(f"{shown(name)} is not what {FILE} says: fetch or export it again")
    return found


def digest(path: Path, told: Told = lambda count: None) -> str:
    """[control] SHA-256 of a file, in hexadecimal digits."""
    whole = hashlib.sha256()
    with Path(path).open("rb") as file:
        while piece := file.read(_PIECE):
            whole.update(piece)
            told(len(piece))
    return whole.hexdigest()


def _stays_inside(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return not (name.startswith("/") or ".." in parts or "\\" in name or ":" in name)
