"""A model that comes, goes, or is packed: whole, or not at all.

One that comes is written under a provisional name, looked at, tried, and only then given its own.
"""

import os
import secrets
import shutil
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from tqdm import tqdm

from engine.contract import BrokenContract
from engine.library import archives, catalogue, digest, hub, inspection, parts, trial
from engine.library.parts import Part
from engine.parameters import BadValue, shown

_PIECE = 1 << 20
_PARTIAL = ".part"
_FORGOTTEN_S = 24 * 3600
"""After so long a partial folder belongs to nobody any more: what wrote it was killed."""
_EPOCH = (1980, 1, 1, 0, 0, 0)
_ENDINGS = (".zip", ".tar", ".tgz", ".tar.gz")
Try = Callable[[Path], object]


class Added(NamedTuple):
    """folder: where it lies. had_digest: whether one came with it. left_out: files that came and
    are no part of a model."""

    folder: Path
    had_digest: bool
    left_out: list[str]


def add(source: str, name: str | None = None, attempt: Try = trial.run) -> Added:
    """[control] Put a model among the user's own, from a folder, an archive or the hub. `attempt`
    runs it once, and raises BrokenContract where it does not run.

    Raises BadValue and BrokenContract, and then nothing has changed.
    """
    place = catalogue.mine()
    if not source.startswith(hub.PREFIX):
        path = Path(source)
        name = free(name or _stem(path))
        return _added(path, name, _made(place), attempt)
    address = hub.parse(source)
    name = free(name or address.name)
    with hub.fetched(address, _made(place)) as folder:
        return _added(folder, name, place, attempt)


def free(name: str) -> str:
    """[control] A name that no other model of the user's has, and none that is shipped. Raises
    BadValue."""
    catalogue.checked(name)
    for place in (catalogue.mine(), catalogue.SHIPPED.parent):
        taken = {path.name.casefold() for path in place.iterdir()} if place.is_dir() else set()
        if name.casefold() in taken:
            raise BadValue(f"there is a model {name} in {place} already: give this one another name"
                           " with --name, or remove that one first")
    return name


def removable(name: str) -> Path:
    """[control] The folder of a model that may be removed. Raises BadValue."""
    catalogue.checked(name)
    folder = catalogue.find(name)
    if folder.parent not in catalogue.places() or not catalogue.is_model(folder):
        raise BadValue(f"{name} is a folder where you stand, and no model by name: remove it"
                       " yourself")
    if catalogue.is_shipped(folder):
        raise BadValue(f"{name} is the model that Flowbend brings: it stays")
    return folder


def remove(folder: Path) -> None:
    """[control] Remove the folder of a model; of a link, the link. Raises BadValue."""
    try:
        if folder.is_symlink():
            folder.unlink()
            return
        # Under another name first: what is interrupted leaves no half of a model.
        gone = _partial(folder.parent, folder.name)
        folder.rename(gone)
        shutil.rmtree(gone)
    except OSError as error:
        raise BadValue(f"{folder} cannot be removed: {error.strerror}") from error


def pack(folder: Path, out: Path) -> Path:
    """[control] The model in a folder as one .zip, which `add` takes; the same model gives the same
    bytes. Raises BadValue."""
    if out.suffix.lower() != ".zip":
        raise BadValue(f"{out}: give it a name that ends in .zip")
    if out.exists():
        raise BadValue(f"{out} is there: name another file, or move it away")
    top = folder.absolute().name
    partial = out.with_name(f".{out.name}{_PARTIAL}")
    try:
        with archives.opened(folder) as found, zipfile.ZipFile(partial, "w") as archive:
            kept = parts.choose(found, folder).kept
            with _bar("packing", sum(part.size for part in kept)) as bar:
                for part in sorted(kept):
                    entry = zipfile.ZipInfo(f"{top}/{part.name}", _EPOCH)
                    entry.compress_type = zipfile.ZIP_DEFLATED
                    entry.external_attr = 0o644 << 16
                    with part.open() as file, archive.open(entry, "w") as packed:
                        while piece := file.read(_PIECE):
                            packed.write(piece)
                            bar.update(len(piece))
        partial.replace(out)
    except OSError as error:
        raise BadValue(f"{out} cannot be written: {error.strerror}") from error
    finally:
        partial.unlink(missing_ok=True)
    return out


def _stem(path: Path) -> str:
    """What a model is called where nobody says: as its folder, or its archive without endings."""
    name = path.absolute().name
    endings = () if path.is_dir() else sorted(_ENDINGS, key=len, reverse=True)
    return next((name[: -len(e)] for e in endings if name.lower().endswith(e)), name)


def _made(place: Path) -> Path:
    """The folder of the user's models, without what killed runs have left."""
    try:
        place.mkdir(parents=True, exist_ok=True)
        for path in place.glob(f".*{_PARTIAL}"):
            if time.time() - path.stat().st_mtime > _FORGOTTEN_S:
                shutil.rmtree(path, ignore_errors=True)
    except OSError as error:
        raise BadValue(f"{place} cannot be written to ({error.strerror}): name another folder in"
                       f" {catalogue.VARIABLE}") from error
    return place


def _partial(place: Path, name: str) -> Path:
    return place / f".{name}.{secrets.token_hex(4)}{_PARTIAL}"


def _added(source: Path, name: str, place: Path, attempt: Try) -> Added:
    partial, target = _partial(place, name), place / name
    try:
        with archives.opened(source) as found:
            chosen = parts.choose(found, source)
            _write_all(chosen.kept, partial, source)
        had_digest = digest.is_there(partial)
        if had_digest and (faults := digest.faults(partial)):
            raise BrokenContract(f"{source} is not what its digest says: {'; '.join(faults[:3])}.")
        inspection.check(partial)
        attempt(partial)
        if not had_digest:
            digest.write(partial)
        if target.exists():  # by somebody else, meanwhile
            free(name)
        partial.rename(target)
    except OSError as error:
        raise BadValue(f"{target} cannot be written: {error.strerror}") from error
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    return Added(target, had_digest, chosen.left_out)


def _write_all(kept: list[Part], folder: Path, source: Path) -> None:
    total = sum(part.size for part in kept)
    folder.mkdir()
    if total > shutil.disk_usage(folder).free:
        raise BadValue(f"{source} needs {total >> 20} MB, and the disk of {folder.parent} has less:"
                       " make room")
    with _bar("copying", total) as bar:
        for part in kept:
            path = folder / part.name
            path.parent.mkdir(parents=True, exist_ok=True)
            try:
                file = part.open()
            except archives.BROKEN as error:
                raise archives.unreadable(source, error) from error
            with file, path.open("xb") as out:
                for piece in _pieces(file, part, source):
                    out.write(piece)
                    bar.update(len(piece))


def _pieces(file, part: Part, source: Path) -> Iterator[bytes]:
    """Its bytes, as many as it said, and no more."""
    left = part.size
    while True:
        try:
            piece = file.read(min(_PIECE, left + 1))
        except archives.BROKEN as error:
            raise archives.unreadable(source, error) from error
        left -= len(piece)
        if left < 0 or (left and not piece):
            much = "more" if left < 0 else "less"
            raise BadValue(f"{shown(part.name)} in {source} is {much} than it says: fetch it again")
        if not piece:
            return
        yield piece


@contextmanager
def _bar(what: str, total: int) -> Iterator[tqdm]:
    with tqdm(total=total, desc=what, unit="B", unit_scale=True, leave=False, disable=None) as bar:
        yield bar


def is_hidden(folder: Path) -> bool:
    """[any] Whether a name means another model first: one that lies nearer."""
    return os.path.abspath(catalogue.find(folder.name)) != os.path.abspath(folder)
