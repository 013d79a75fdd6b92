"""The memory that bridge and engine share: one mapped file, laid out as named regions.

A plain file and not `multiprocessing.shared_memory`, whose tracker takes the memory away from the
living when one side is killed. Values, events and meters keep their own layouts (store.py,
meters.py); what the two processes say about themselves is link.py's.
"""

import getpass
import mmap
import os
import re
import struct
import sys
import tempfile
import time
import zlib
from pathlib import Path

from engine import meters
from engine.link import Link, Notices, Slate
from engine.parameters import TABLE
from engine.scope import Scope
from engine.store import Events, Store
from engine.timeline import Timeline
from engine.trace import Trace

SESSION = "default"
VARIABLE = "FLOWBEND_SESSION"
"""The environment's name for the session, where the command line says none."""

_MAGIC = b"flowbend"
_LINE = 64  # bytes of a cache line: regions do not share one
_REGIONS = {
    "link": Link.NBYTES,
    "store": Store.NBYTES,
    "events": Events.nbytes(),
    "meters": meters.BYTES,
    "notices": Notices.NBYTES,
    "orders": Slate.NBYTES,
    "facts": Slate.NBYTES,
    "trace": Trace.NBYTES,
    "wish": Slate.NBYTES,
    "timeline": Timeline.NBYTES,
    "scope": Scope.NBYTES,
}
_LAYOUT = zlib.crc32(repr((_REGIONS, [row.id for row in TABLE], [*meters.SLOTS])).encode())


class NoSession(RuntimeError):
    """A session cannot be had; the text is a sentence that says what to do."""

    for_the_user = True


class Places:
    """Where one session's files lie: the shared memory, the two claims and the engine's log."""

    def __init__(self, session: str | None = None) -> None:
        """[control] `session` or else the environment's or else the user's one.

        Errors: NoSession for a name that is none, or a folder that is another's.
        """
        self.session = session or os.environ.get(VARIABLE) or SESSION
        if not re.fullmatch(r"[\w-]{1,40}", self.session):
            raise NoSession(
                f"a session's name is of letters, digits, _ and -, not {self.session[:40]!r}"
            )
        folder = _folder()
        self.memory = folder / f"{self.session}.memory"
        self.bridge = folder / f"{self.session}.bridge"
        self.engine = folder / f"{self.session}.engine"
        self.log = folder / f"{self.session}.log"

    @classmethod
    def of(cls, memory: Path) -> "Places":
        """[control] The places of the session whose shared memory is `memory`."""
        return cls(memory.stem)


class Shared:
    """One session's memory, as this process sees it."""

    def __init__(self, path: Path) -> None:
        """[control] Map the file that `create` made.

        Errors: FileNotFoundError; NoSession when another version of Flowbend laid it out.
        """
        with path.open("r+b") as file:
            head = file.read(len(_MAGIC) + 8)
            if head != _head():
                raise NoSession(
                    f"the running engine of session {path.stem!r} is another version of Flowbend: "
                    "end it with its own `flowbend stop`, or choose another name with --session"
                )
            self._map = mmap.mmap(file.fileno(), 0)
        self._whole = memoryview(self._map)
        self.path = path
        self.link = Link(self._region("link"))
        self.notices = Notices(self._region("notices"))
        self.orders = Slate(self._region("orders"))
        self.facts = Slate(self._region("facts"))
        self.wish = Slate(self._region("wish"))

    @classmethod
    def create(cls, path: Path) -> "Shared":
        """[control] New memory, all zeros, in place of what may lie there. Errors: OSError."""
        partial = path.with_suffix(".part")
        with open(os.open(partial, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600), "r+b") as file:
            file.write(_head())
            file.truncate(_LINE + sum(map(_rounded, _REGIONS.values())))
        partial.replace(path)
        return cls(path)

    def ask_for_model(self, folder: str) -> int:
        """[control] Ask the engine to play on with the model in this folder; the number that its
        answer will bear, in the facts (`answered`, `refused`)."""
        number = time.monotonic_ns()
        self.wish.write({"asked": number, "model": folder})
        return number

    def store(self) -> Store:
        """[any] The values, as an object of this process's own."""
        return Store(self._region("store"))

    def events(self) -> Events:
        """[any] The events on their way to the engine."""
        return Events(buffer=self._region("events"))

    def meters(self) -> meters.Meters:
        """[any] The meters."""
        return meters.Meters(self._region("meters"))

    def trace(self) -> Trace:
        """[any] When the last blocks were made."""
        return Trace(self._region("trace"))

    def timeline(self) -> Timeline:
        """[any] Where the beat is."""
        return Timeline(self._region("timeline"))

    def scope(self) -> Scope:
        """[any] What sounds."""
        return Scope(self._region("scope"))

    def _region(self, wanted: str) -> memoryview:
        start = _LINE
        for name, size in _REGIONS.items():
            if name == wanted:
                return self._whole[start : start + size]
            start += _rounded(size)
        raise KeyError(wanted)


def _head() -> bytes:
    return _MAGIC + struct.pack("<Q", _LAYOUT)


def _rounded(size: int) -> int:
    return -(-size // _LINE) * _LINE


def _folder() -> Path:
    """This user's own folder, made now if need be. Errors: NoSession when it is another's."""
    user = getpass.getuser() if sys.platform == "win32" else str(os.getuid())
    memory = Path("/dev/shm")
    base = memory if os.access(memory, os.W_OK) else Path(tempfile.gettempdir())
    folder = base / f"flowbend-{user}"
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        found = folder.lstat()
    except OSError as error:
        raise NoSession(f"no folder {folder} for the running instrument: {error}") from error
    if sys.platform != "win32" and (found.st_uid != os.getuid() or found.st_mode & 0o077):
        raise NoSession(
            f"{folder} is not this user's alone: remove it, or give it back with `chmod 700`"
        )
    return folder
