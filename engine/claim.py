"""That one process, and no other, holds a place: the bridge of a session, or its engine.

A lock on a file, and not a process id in it: the system itself lets go of the lock when its holder
dies, however it dies, and no number of a dead process can be another's by then.
"""

import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Self

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl


class Claim:
    """A place that is held until `release`, or until this process dies."""

    def __init__(self, path: Path, descriptor: int) -> None:
        """[control] Use `take`."""
        self.path, self._descriptor = path, descriptor

    @classmethod
    def take(cls, path: Path) -> Self | None:
        """[control] Hold the place, or None when another process holds it. Never waits.

        Errors: OSError when the file cannot be made.
        """
        while True:
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
            if not _lock(descriptor):
                os.close(descriptor)
                return None
            if _is_still(path, descriptor):
                return cls(path, descriptor)
            os.close(descriptor)  # its last holder removed it in between: the name is free again

    def release(self) -> None:
        """[control] Let go, and remove the file."""
        with suppress(OSError):  # Windows keeps what is open; an empty file is left
            os.unlink(self.path)
        os.close(self._descriptor)


def is_taken(path: Path) -> bool:
    """[any] Whether a living process holds the place now."""
    try:
        descriptor = os.open(path, os.O_RDWR)
    except FileNotFoundError:
        return False
    try:
        return not _lock(descriptor, shared=True)
    finally:
        os.close(descriptor)


def _lock(descriptor: int, shared: bool = False) -> bool:
    """Lock without waiting; False when another has it. A shared look does not keep others out of
    looking, and is over before one that takes would notice twice."""
    try:
        if sys.platform == "win32":
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(descriptor, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _is_still(path: Path, descriptor: int) -> bool:
    try:
        return os.path.samestat(os.stat(path), os.fstat(descriptor))
    except FileNotFoundError:
        return False
