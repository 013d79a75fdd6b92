"""What a model can come from, opened: a folder, a .zip, a .tar or a .tar.gz. Nothing is written.

An archive is a stranger's: every name and size in it is a claim, and is bounded before it is used.
"""

import gzip
import io
import os
import stat
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import IO, BinaryIO, cast

from engine.library import parts
from engine.library.parts import Part
from engine.parameters import BadValue, shown

BROKEN = (zipfile.BadZipFile, tarfile.TarError, zlib.error, EOFError, OSError, struct.error,
          NotImplementedError, RuntimeError, ValueError, OverflowError, IndexError, KeyError)
"""What the readers of archives raise for files that are none, or half of one."""
_MOST_AT_ONCE = 1 << 20
_MOST_PACKED = parts.MOST_BYTES
_MOST_DIRECTORY = 4 << 20
_END, _LOCATOR_BYTES = struct.Struct("<12xL6x"), 20
"""The end of a .zip: how long its directory is. In front of it, where there is one: where the end
of 64 bits lies."""


@contextmanager
def opened(path: Path) -> Iterator[list[Part]]:
    """[control] The parts of a folder or an archive, to be read in their order while it is open.
    Raises BadValue."""
    if path.is_dir():
        yield _folder(path)
        return
    with ExitStack() as stack:
        try:
            if path.stat().st_size > _MOST_PACKED:
                raise parts.too_large(path.name)
            if zipfile.is_zipfile(path):
                check_directory(path)
                found = _zipped(stack.enter_context(zipfile.ZipFile(path)), path.name)
            else:
                found = _tarred(stack, path)
        except BadValue:
            raise
        except FileNotFoundError as error:
            raise BadValue(f"there is no {path}: give a folder, an archive or hf:owner/name"
                           ) from error
        except BROKEN as error:
            raise unreadable(path, error) from error
        yield found


def check_directory(path: Path) -> None:
    """[any] Raises BadValue for a .zip whose directory is longer than that of any model: zipfile
    reads all of it before it can be asked how much there is."""
    with path.open("rb") as file:
        file.seek(-min(path.stat().st_size, _END.size + _LOCATOR_BYTES + 0xFFFF), os.SEEK_END)
        tail = file.read()
    place = tail.rfind(b"PK\5\6")
    if place < 0 or len(tail) - place < _END.size:
        return  # zipfile will not find it either
    (size,) = _END.unpack_from(tail, place)
    # What needs a directory of 64 bits is larger than a model.
    if size > _MOST_DIRECTORY or tail[: place][-_LOCATOR_BYTES:].startswith(b"PK\6\7"):
        raise BadValue(f"there are more files in {path.name} than a model has: give the folder of"
                       " one model")


def unreadable(path: object, error: Exception) -> BadValue:
    """[any] What is said of an archive that is none, or half of one."""
    return BadValue(f"{path} cannot be read as a .zip, .tar or .tar.gz of a model"
                    f" ({shown(str(error), 120)}): fetch it again, or give a folder of it")


def _folder(path: Path) -> list[Part]:
    found: list[Part] = []
    for place, _, names in os.walk(path):
        parts.check_count(len(found) + len(names), path)
        for name in names:
            file = Path(place, name)
            status = file.lstat()
            is_known = file.suffix.lower() in (*parts.KEPT, *parts.PICKLES)
            if not stat.S_ISREG(status.st_mode) and is_known:
                raise BadValue(f"{file} is a link, or no file at all: put the file itself there")
            inside = file.relative_to(path).as_posix()
            found.append(Part(inside, status.st_size, partial(_file, file)))
    return found


def _zipped(archive: zipfile.ZipFile, where: str) -> list[Part]:
    found: list[Part] = []
    entries = archive.infolist()
    parts.check_count(len(entries), where)
    for entry in entries:
        # `orig_filename` has what a reader that stops at a zero byte would not see.
        parts.check_inside(entry.orig_filename.replace(os.sep, "/"), where)
        name = parts.check_inside(entry.filename, where)
        kind = stat.S_IFMT(entry.external_attr >> 16)
        if entry.is_dir():
            continue
        if kind not in (0, stat.S_IFREG):
            raise BadValue(f"{shown(name)} in {where} is a link, or no file at all: pack the file"
                           " itself")
        if entry.flag_bits & 1:
            raise BadValue(f"{shown(name)} in {where} is encrypted: unpack it and give the folder")
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise BadValue(f"{where} is packed in a way that is not read here: unpack it and give"
                           " the folder")
        found.append(Part(name, entry.file_size,
                          cast("partial[BinaryIO]", partial(archive.open, entry))))
    return found


def _tarred(stack: ExitStack, path: Path) -> list[Part]:
    raw = stack.enter_context(path.open("rb"))
    packed = raw.read(2) == b"\x1f\x8b"
    raw.seek(0)
    plain = cast("BinaryIO", gzip.GzipFile(fileobj=raw) if packed else raw)
    bounded = cast("IO[bytes]", _Bounded(plain))
    archive = stack.enter_context(tarfile.TarFile(fileobj=bounded))
    found: list[Part] = []
    total = 0
    for member in archive:
        parts.check_count(len(found) + 1, path.name)
        total += max(0, member.size)
        if total > parts.MOST_BYTES:
            raise parts.too_large(path.name)
        name = parts.check_inside(member.name, path.name)
        if member.isdir():
            continue
        if not member.isreg() or member.issparse():
            raise BadValue(f"{shown(name)} in {path.name} is a link, or no plain file: pack the"
                           " file itself")
        found.append(Part(name, member.size, partial(_member, archive, member)))
    return found


def _file(path: Path) -> BinaryIO:
    return path.open("rb")


def _member(archive: tarfile.TarFile, member: tarfile.TarInfo) -> BinaryIO:
    file = archive.extractfile(member)
    assert file is not None  # it is a plain file
    return cast("BinaryIO", file)


class _Bounded(io.RawIOBase):
    """A tar's bytes, unpacked: never more of them than a model has, nor many in one piece. tarfile
    reads a long name at once, however long it says it is."""

    def __init__(self, plain: BinaryIO):
        self._plain = plain

    def read(self, size: int = -1) -> bytes:
        if not 0 <= size <= _MOST_AT_ONCE:
            raise tarfile.ReadError("it has a header that is too long")
        self._check(self._plain.tell() + size)
        return self._plain.read(size)

    def seek(self, offset: int, whence: int = 0) -> int:
        if whence != os.SEEK_SET:
            raise tarfile.ReadError("it is read from its start")
        self._check(offset)
        return self._plain.seek(offset)

    def tell(self) -> int:
        return self._plain.tell()

    def seekable(self) -> bool:
        return True

    def readable(self) -> bool:
        return True

    def _check(self, until: int) -> None:
        # Headers, and the blocks that a file is rounded up to, come on top.
        if until > parts.MOST_BYTES + 2 * _MOST_AT_ONCE + 2048 * parts.MOST_FILES:
            raise tarfile.ReadError("it is larger than a model")
