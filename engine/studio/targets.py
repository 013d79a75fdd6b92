"""Where results are to go, looked at before the work begins: no wrong name costs minutes."""

import os
from pathlib import Path

from engine.parameters import BadValue
from engine.studio.sounds import reason

SOUND, PICTURE, NOISE = (".wav", ".flac"), (".png", ".webp"), (".npz",)


def check(path: Path | None, endings: tuple[str, ...], *sources: Path) -> None:
    """[control] Raises BadValue when no such file can be written there, or it is one of `sources`,
    of which nothing would be left; None is no file."""
    if path is None:
        return
    if path.suffix.lower() not in endings:
        raise BadValue(f"{path}: give it a name that ends in {' or '.join(endings)}")
    if path.is_dir():
        raise BadValue(f"{path} is a folder: name a file")
    if any(path.exists() and source.exists() and path.samefile(source) for source in sources):
        raise BadValue(f"{path} is what is read, which would be lost: name another file")
    folder = path.absolute().parent
    if not folder.is_dir() or not os.access(folder, os.W_OK):
        raise BadValue(f"{path} cannot be written: {reason(path, OSError())}")


def folder(path: Path) -> Path:
    """[control] A folder for results, made if it is not there. Raises BadValue."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadValue(f"the folder {path} cannot be made: {error.strerror}") from error
    if not os.access(path, os.W_OK):
        raise BadValue(f"the folder {path} may not be written to; name another --out")
    return path
