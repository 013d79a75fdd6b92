"""A set list: what is recalled in a performance, in order, one entry in a line.

    # Friday, first set
    slow strings
    snapshot 3         # the bridge
    glass mallets

Pure; what an entry names is looked up when its turn comes.
"""

import re
from typing import NamedTuple

from engine.parameters import BadValue, as_number, shown

MOST = 128
"""Entries: as many as there are programs."""
_COMMENT = re.compile(r"(^|\s)#.*")
_SNAPSHOT = re.compile(r"snapshot\s+(\d{1,3})", re.IGNORECASE)


class Entry(NamedTuple):
    """A preset's name, or else the number of a snapshot."""

    preset: str = ""
    snapshot: int = 0

    def __str__(self) -> str:
        """[any] As the file has it."""
        return self.preset or f"snapshot {self.snapshot}"


def read(text: str) -> list[Entry]:
    """[any] The entries of a text. Raises BadValue when there are none, or too many."""
    entries = []
    for line in re.split(r"\r\n|\r|\n", text):
        plain = _COMMENT.sub("", line).strip()
        if plain:
            snapshot = _SNAPSHOT.fullmatch(plain)
            entries.append(Entry(snapshot=int(snapshot[1])) if snapshot else Entry(plain))
    if not 1 <= len(entries) <= MOST:
        raise BadValue(
            f"a set list has from 1 to {MOST} entries, one in a line, and not {len(entries)}"
        )
    return entries


class SetList:
    """The entries of one list and which of them is in force: 1 is the first, 0 none yet."""

    def __init__(self, name: str, entries: list[Entry]) -> None:
        """[any] Before the first entry."""
        self.name, self.entries, self.at = name, entries, 0

    def go(self, number: object) -> Entry:
        """[control] Make an entry the one in force. Raises BadValue when there is none such."""
        wanted = as_number(number)
        if wanted is None or wanted not in range(1, len(self.entries) + 1):
            raise BadValue(
                f"the set list {self.name!r} has entries 1 to {len(self.entries)}, not"
                f" {shown(number)}"
            )
        self.at = int(wanted)
        return self.entries[self.at - 1]

    def step(self, by: int) -> Entry:
        """[control] The next entry (1), or the one before (-1). Raises BadValue at either end."""
        if not 1 <= self.at + by <= len(self.entries):
            end = "last" if by > 0 else "first"
            raise BadValue(f"the set list {self.name!r} is at its {end} entry")
        return self.go(self.at + by)
