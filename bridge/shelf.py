"""A folder of named text files: what a player keeps by name. It knows nothing of what they say.

A name never leads out of the folder. A file is written whole or not at all, and the one that it
replaces is kept beside it.
"""

import os
import re
import secrets
import shutil
import unicodedata
from contextlib import suppress
from itertools import islice
from pathlib import Path

from engine.parameters import BadValue, nearest, shown

MOST_BYTES = 65536
"""Of one file: many times what any of them needs."""
MOST_FILES = 500
"""Of one folder that are seen."""
_SUFFIX, _PREVIOUS = ".txt", ".previous"
_NAME = re.compile(r"\w(?:[\w .,+&'-]*[\w+&'-])?")
_NAME_BYTES = 60
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)  # on Windows


class Shelf:
    """The files of one folder, which need not be there. Names are without their suffix."""

    def __init__(self, folder: Path, what: str) -> None:
        """[control] `what` they are, as a sentence calls one: "preset"."""
        self.folder = folder
        self._what = what

    def names(self) -> list[str]:
        """[control] What is there, in the order of the alphabet. Raises BadValue."""
        return sorted(self._files(), key=str.casefold)

    def has(self, name: object) -> bool:
        """[control] Whether something has this name, whatever its case. Raises BadValue."""
        return self._found(self.checked(name)) is not None

    def read(self, name: object) -> str:
        """[control] The text of one file. Raises BadValue."""
        known = self.checked(name)
        path = self._found(known)
        if path is None:
            hint = nearest(known, self._files())
            raise BadValue(f"there is no {self._what} {shown(known)} in {self.folder}{hint}")
        try:
            self._stays_inside(path)
            with path.open("rb") as file:
                data = file.read(MOST_BYTES + 1)
        except OSError as error:
            raise BadValue(f"{path} cannot be read: {error.strerror}") from error
        return self._text(data, path)

    def write(self, name: object, text: str) -> Path:
        """[control] Keep a text under a name, whatever its case; where. What was there before is
        kept as NAME.previous. Raises BadValue, and then all is as it was."""
        known = self.checked(name)
        path = self._found(known) or self.folder / f"{known}{_SUFFIX}"
        partial = self.folder / f".{secrets.token_hex(8)}.part"
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            if path.is_symlink() or path.exists():
                self._stays_inside(path)
                shutil.copyfile(path, partial)
                partial.replace(path.with_name(path.name.removesuffix(_SUFFIX) + _PREVIOUS))
            with partial.open("xb") as file:
                file.write(text.encode())
                file.flush()
                os.fsync(file.fileno())
            partial.replace(path)
        except OSError as error:
            with suppress(OSError):
                partial.unlink(missing_ok=True)
            raise BadValue(
                f"the {self._what} {shown(known)} cannot be kept in {self.folder}"
                f" ({error.strerror}): make room or name another folder with --presets"
            ) from error
        return path

    def checked(self, name: object) -> str:
        """[any] A name that any system lets a file have. Raises BadValue."""
        if not isinstance(name, str):
            raise BadValue(f"a {self._what} has a name, not {shown(name)}")
        known = unicodedata.normalize("NFC", name).strip()
        if (
            not _NAME.fullmatch(known) or _DEVICES.fullmatch(known)
            or len(known.encode()) > _NAME_BYTES
        ):
            raise BadValue(
                f"a {self._what}'s name has letters, digits, spaces and any of _-.,+&' and at most"
                f" {_NAME_BYTES} bytes, not {shown(name)}"
            )
        return known

    def _found(self, name: str) -> Path | None:
        """The file of this name, else the one whose name differs by its case alone, as on systems
        where these are the same file."""
        exact = self.folder / f"{name}{_SUFFIX}"
        if exact.exists():
            return exact
        files = self._files()
        alike = sorted(known for known in files if known.casefold() == name.casefold())
        return files[alike[0]] if alike else None

    def _files(self) -> dict[str, Path]:
        """Every file by its name."""
        try:
            with os.scandir(self.folder) as entries:
                found = [entry.name for entry in entries if entry.name.endswith(_SUFFIX)]
        except FileNotFoundError:
            return {}
        except OSError as error:
            raise BadValue(f"{self.folder} cannot be looked into: {error.strerror}") from error
        files = {}
        for file in islice(sorted(found), MOST_FILES):
            with suppress(BadValue):
                files[self.checked(file.removesuffix(_SUFFIX))] = self.folder / file
        return files

    def _stays_inside(self, path: Path) -> None:
        """Raise BadValue for a link that leads out of the folder, and for what is no plain file: to
        open a pipe would wait for ever."""
        try:
            leads_to = path.resolve()
        except RuntimeError:  # a link to itself
            raise BadValue(f"{path} leads nowhere: move it away") from None
        if leads_to.parent != self.folder.resolve():
            raise BadValue(f"{path} leads out of its folder: put the {self._what} itself there")
        if not path.is_file():
            raise BadValue(f"{path} is not a file: move it away")

    def _text(self, data: bytes, path: Path) -> str:
        if len(data) > MOST_BYTES:
            raise BadValue(f"{path} is no {self._what}: it is longer than {MOST_BYTES} bytes")
        try:
            text = data.decode("utf-8-sig")  # some editors put a mark in front
        except UnicodeDecodeError:
            raise BadValue(f"{path} is not text in UTF-8: save it again as UTF-8") from None
        if "\0" in text:
            raise BadValue(f"{path} is no {self._what}: it is not text")
        return text
