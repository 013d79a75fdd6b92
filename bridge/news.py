"""What one surface has been shown of the values and the meters, and so what it has yet to be told.

No sockets and no clock: whoever keeps a picture asks it for news as often as it may be told.
"""

from collections.abc import Collection, Mapping

from bridge import addresses
from engine.meters import DERIVED, SLOTS
from engine.parameters import TABLE, Parameter, find

Answer = tuple[str, list]  # address, arguments
NEWS_S = 0.05
"""How often a surface is told its news."""
METERS = (*SLOTS, *DERIVED)


class Picture:
    """The rows and meters that a surface follows, each with the value that it knows.

    It is compared with what is so, and told nothing by anyone: of many changes only the last is
    news, none is ever missed, and what a surface has said itself is no news to it. What its own
    message changed besides (a mode that followed its knob) is.
    """

    def __init__(self, rows: Collection[str] = (), meters: Collection[str] = ()) -> None:
        """[any] It follows these rows and meters, of which the surface knows nothing yet."""
        self.rows: dict[str, float | None] = dict.fromkeys(rows)
        self.meters: dict[str, float | None] = dict.fromkeys(meters)
        self._own: set[str] = set()

    def follow(self, rows: Collection[str] = (), meters: Collection[str] = ()) -> None:
        """[any] Follow these too, and tell them afresh."""
        self.rows |= dict.fromkeys(rows)
        self.meters |= dict.fromkeys(meters)

    def ignore(self, rows: Collection[str] = (), meters: Collection[str] = ()) -> None:
        """[any] Follow these no more."""
        for id in rows:
            self.rows.pop(id, None)
        for name in meters:
            self.meters.pop(name, None)

    def said(self, id: str, value: float) -> None:
        """[any] The surface itself has set this row to this value."""
        if id in self.rows:
            self.rows[id] = value
            self._own.add(id)

    def repeat(self) -> None:
        """[any] Everything is news again, but for what the surface has set since the last time."""
        self.rows = {id: x if id in self._own else None for id, x in self.rows.items()}
        self.meters = dict.fromkeys(self.meters)
        self._own.clear()

    def news(
        self, values: Mapping[str, float], numbers: Mapping[str, float | None]
    ) -> list[Answer]:
        """[any] A message for each row and meter that is other than the surface knows; from here
        on it knows. A meter that is no longer known has no argument.

        `values` are those of the rows by id, `numbers` those of the meters by name.
        """
        changed: list[Answer] = []
        for id, known in self.rows.items():
            value = values[id]
            if value != known:
                self.rows[id] = value
                self._own.discard(id)
                changed.append((addresses.address_of(id), [typed(find(id), value)]))
        for name, known in self.meters.items():
            number = numbers[name]
            if number != known:
                self.meters[name] = number
                found = [] if number is None else [number]
                changed.append((addresses.address_of_meter(name), found))
        return changed


def whole(rows: bool = True, meters: bool = True) -> Picture:
    """[any] A picture of the whole table, of all meters, or of both."""
    return Picture([row.id for row in TABLE] if rows else (), METERS if meters else ())


def typed(row: Parameter, value: float) -> int | float:
    """[any] Whole-number rows as OSC int, all others as OSC float."""
    return int(value) if row.is_whole else float(value)
