"""What OSC messages do to the instrument, and what is answered. No bytes and no sockets."""

import time
from collections.abc import Iterable
from types import MappingProxyType
from typing import NamedTuple

from bridge import addresses, events
from bridge.news import Answer, Picture, typed
from bridge.subscriptions import Address, Subscriptions
from engine.meters import Meters
from engine.panel import Panel
from engine.parameters import TABLE, BadValue, as_number, find, shown

# Our own answers: answering them could loop.
_SILENT = (addresses.ERROR, addresses.PARAMS_ROW, addresses.METERS_ROW, addresses.CLIP_READY)
_BEHIND = "the engine has fallen behind and its queue of events is full; the event was dropped"


class Caller(NamedTuple):
    """Who sent a message: his name, his pictures, and where he is told of changes when he
    subscribes, or None for who cannot."""

    source: str
    pictures: tuple[Picture, ...] = ()
    sender: Address | None = None


class Interpreter:
    """Messages to calls of the panel. `refused` counts those that were refused."""

    def __init__(
        self, panel: Panel, meters: Meters, subscriptions: Subscriptions,
        deeds: events.Deeds = MappingProxyType({}), asks: events.Asks = MappingProxyType({}),
    ) -> None:
        """[control] `deeds` are events beyond those of the panel, by address, and `asks`
        questions."""
        self.panel, self.meters, self.subscriptions = panel, meters, subscriptions
        self.refused = 0
        self._deeds = {**events.of_panel(panel), **deeds}
        self._asks = asks

    def apply(self, address: str, arguments: list, caller: Caller) -> list[Answer]:
        """[control] Do what one message says; what to answer. Never raises for bad input."""
        try:
            return self._apply(address, arguments, caller)
        except BadValue as refusal:
            self.refused += 1
            return [(addresses.ERROR, [str(refusal)])]

    def table(self) -> Iterable[Answer]:
        """[any] One `/params/row` for each row: id label unit min max default value."""
        for row in TABLE:
            numbers = (row.minimum, row.maximum, row.default, self.panel.get(row.id))
            yield addresses.PARAMS_ROW, [
                row.id, row.label, row.unit, *(typed(row, x) for x in numbers)
            ]

    def read(self) -> tuple[dict[str, float], dict[str, float | int | None]]:
        """[any] All values by row id, and all meters by name."""
        return {row.id: self.panel.get(row.id) for row in TABLE}, self.meters.read()

    def names(self) -> dict[str, list]:
        """[any] The answers to questions that are answered with a list, by address; empty where
        there is none to be had."""
        found: dict[str, list] = {}
        for address in (addresses.INSTRUMENTS, *addresses.LISTS):
            try:
                found[address] = self._list(address)
            except BadValue:
                found[address] = []
        return found

    def _list(self, address: str) -> list:
        """[any] One of them. Raises BadValue."""
        if address == addresses.INSTRUMENTS:
            return list(self.panel.instruments)
        return self._asks.get(address, list)()

    def _apply(self, address: str, arguments: list, caller: Caller) -> list[Answer]:
        """[control] As `apply`. Raises BadValue."""
        if address in _SILENT:
            return []
        id = addresses.id_of(address)
        if id is not None:
            return self._parameter(id, address, arguments, caller)
        if address in self._deeds:
            self._do(address, arguments, caller.source)
            return []
        if address in addresses.SUBSCRIPTIONS:
            self._subscription(address, arguments, caller.sender)
            return []
        meter = addresses.meter_of(address)
        if meter is not None:  # with an argument it is our own news come back
            return [] if arguments else self._measured(meter, address)
        if address in addresses.QUERIES:
            return self._asked(address, arguments)
        if address in addresses.EVENTS:
            raise BadValue(
                f"{address} is of a door that was not opened here, as MIDI is not with --no-midi"
            )
        raise addresses.unknown(address)

    def _parameter(
        self, id: str, address: str, arguments: list, caller: Caller
    ) -> list[Answer]:
        """[control] Set a row with one argument, or answer its value without any."""
        if not arguments:
            return [(address, [typed(find(id), self.panel.get(id))])]
        _expect(address, arguments, ("value",))
        stored = self.panel.set(id, arguments[0], caller.source)
        for picture in caller.pictures:
            picture.said(id, stored)
        return []

    def _do(self, address: str, arguments: list, source: str) -> None:
        """[control] Have an event happen."""
        names = addresses.EVENTS[address]
        if not names and len(arguments) == 1:  # a button's: it acts when it goes down
            if not _is_pressed(address, arguments[0]):
                return
            arguments = []
        _expect(address, arguments, names)
        if not self._deeds[address](source, *arguments):
            raise BadValue(f"{address}: {_BEHIND}")

    def _subscription(self, address: str, arguments: list, sender: Address | None) -> None:
        """[control] Begin or end one."""
        if sender is None:
            raise BadValue(f"{address} is for UDP: here LISTEN and IGNORE say what you are told")
        names = addresses.SUBSCRIPTIONS[address]
        if len(arguments) > len(names):
            raise BadValue(f"{address} takes at most {' '.join(names)}, and got {len(arguments)}"
                           " arguments")
        if address == addresses.SUBSCRIBE:
            self.subscriptions.subscribe(sender, arguments, time.monotonic())
        else:
            self.subscriptions.unsubscribe(sender, arguments)

    def _asked(self, address: str, arguments: list) -> list[Answer]:
        """[any] The answer to a question, but for the table, which fills packets of its own."""
        _expect(address, arguments, ())
        if address == addresses.METERS:
            found = self.meters.read().items()
            return [(addresses.METERS_ROW, [name, x]) for name, x in found if x is not None]
        return [] if address == addresses.PARAMS else [(address, self._list(address))]

    def _measured(self, name: str, address: str) -> list[Answer]:
        """[any] One meter; without an argument while it is unknown."""
        value = self.meters.read()[name]
        return [(address, [] if value is None else [value])]


def _expect(address: str, arguments: list, names: tuple[str, ...]) -> None:
    """[any] Raise BadValue unless there is one argument for each name."""
    if len(arguments) != len(names):
        wanted = " ".join(names) or "no argument"
        raise BadValue(f"{address} takes {wanted}, and got {len(arguments)} argument(s)")


def _is_pressed(address: str, value: object) -> bool:
    """[any] Whether the one argument of an event without any says that it happens: 1, true and
    nil do, 0 and false do not. Raises BadValue for what no button sends."""
    if value is None or isinstance(value, bool):
        return value is not False
    number = as_number(value)
    if number not in (0, 1):
        raise BadValue(f"{address} takes no argument, or a button's 1 or 0, not {shown(value)}")
    return number == 1
