"""What one page and the instrument say to each other, as text: no sockets.

A page speaks in JSON arrays, an address and its arguments, with the addresses of OSC:
`["/param/rms", -12]`, `["/event/note_on", 60, 0.8]`. It is told in JSON objects, each with one
matter. Every message of a page counts; what it is told of values bears the count up to which they
are known (`ack`), so a page that has turned a knob since knows that the value is an old one.
"""

import json
import logging
import threading
from collections import deque
from collections.abc import Callable, Mapping
from typing import Any

from bridge import addresses
from bridge.events import Does
from engine.panel import Panel
from engine.parameters import BadValue, as_number, shown

PICTURE = "/picture"
"""Asks for pictures of the sound (1), or for no more of them (0)."""
BEHIND = "the engine has fallen behind and its queue of events is full; the event was dropped"
_MOST_ARGUMENTS = 8
_MOST_SAYINGS = 32

Deeds = Mapping[str, Does]
Asks = Mapping[str, Callable[[], list]]


class Conversation:
    """With one page, called `source`. What it hears may come from any thread, what it says goes out
    when `news` is asked for: at most a value for each row, so a slow page costs no memory."""

    def __init__(self, panel: Panel, deeds: Deeds, asks: Asks, source: str) -> None:
        """[control] Listens to the panel's store until `end`."""
        self._panel, self._deeds, self._asks, self.source = panel, deeds, asks, source
        self._lock = threading.Lock()
        self._changed: set[str] = set()
        self._own: dict[str, float] = {}
        self._held: set[float] = set()
        self._sayings: deque[str] = deque(maxlen=_MOST_SAYINGS)
        self._heard = 0
        self.wants_pictures = False
        self.refused = self.failed = 0
        self._forget = panel.store.listen(self._listen)

    def end(self) -> None:
        """[control] The page has gone: its keys are lifted, for nobody else could."""
        self._forget()
        for pitch in self._held:
            self._panel.note_off(pitch, self.source)

    def hear(self, text: str | bytes) -> list[dict[str, Any]]:
        """[control] Do what one message says; what is answered at once. Never raises."""
        self._heard += 1
        try:
            address, arguments = _read(text)
            return self._apply(address, arguments)
        except BadValue as refusal:
            self.refused += 1
            return [{"error": str(refusal)}]
        except Exception:
            self.failed += 1
            logging.getLogger(__name__).exception("a message of a page failed")
            return [{"error": "that has failed, and nothing else has: a fault of this program"}]

    def say(self, text: str) -> None:
        """[any] Let the page show this sentence."""
        self._sayings.append(text)

    def news(self) -> list[dict[str, Any]]:
        """[control] What there is to tell since it was last asked for."""
        told: list[dict[str, Any]] = []
        with self._lock:
            changed, self._changed = self._changed, set()
        if changed:
            values = {id: self._panel.get(id) for id in sorted(changed)}
            told.append({"values": values, "ack": self._heard})
        while self._sayings:
            told.append({"say": self._sayings.popleft()})
        return told

    def _apply(self, address: str, arguments: list) -> list[dict[str, Any]]:
        """[control] Raises BadValue."""
        id = addresses.id_of(address)
        if id is not None:
            return self._parameter(id, arguments)
        if address in self._deeds:
            _expect(address, arguments, addresses.EVENTS[address])
            if not self._deeds[address](self.source, *arguments):
                raise BadValue(f"{address}: {BEHIND}")
            self._remember(address, arguments)
            return []
        if address in self._asks:
            _expect(address, arguments, ())
            return [{"asks": {address: self._asks[address]()}}]
        if address == PICTURE:
            _expect(address, arguments, ("wanted",))
            self.wants_pictures = bool(arguments[0])
            return []
        raise addresses.unknown(address)

    def _parameter(self, id: str, arguments: list) -> list[dict[str, Any]]:
        if not arguments:
            return [{"values": {id: self._panel.get(id)}, "ack": self._heard}]
        _expect(addresses.address_of(id), arguments, ("value",))
        number = as_number(arguments[0])
        if number is not None:
            self._own[id] = number  # first: the store tells of it before it returns
        try:
            self._panel.set(id, arguments[0], self.source)
        except BadValue:
            self._own.pop(id, None)
            raise
        return []

    def _remember(self, address: str, arguments: list) -> None:
        """Which keys this page holds."""
        if address == addresses.NOTE_ON and arguments[1] > 0:
            self._held.add(arguments[0])
        elif address in (addresses.NOTE_ON, addresses.NOTE_OFF):
            self._held.discard(arguments[0])
        elif address in (addresses.ALL_NOTES_OFF, addresses.PANIC):
            self._held.clear()

    def _listen(self, id: str, value: float, source: str) -> None:
        """[any] One write. The page knows what it has set itself, and not what followed from it."""
        if source == self.source and self._own.get(id) == value:
            del self._own[id]  # once: touch may set the same value later, which is news
            return
        with self._lock:
            self._changed.add(id)


def _read(text: str | bytes) -> tuple[str, list]:
    """[any] A message's address and arguments. Raises BadValue."""
    try:
        message = json.loads(text, parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise BadValue("a message is a JSON array of an address and its arguments") from None
    if not isinstance(message, list) or not message or not isinstance(message[0], str):
        raise BadValue(f"a message begins with an address, not {shown(message)}")
    address, *arguments = message
    plain = all(isinstance(x, str | int | float) for x in arguments)
    if len(arguments) > _MOST_ARGUMENTS or not plain:
        raise BadValue(f"{address[:64]!a} takes {_MOST_ARGUMENTS} numbers or texts at most")
    return address, arguments


def _no_number(text: str) -> float:
    raise ValueError(f"{text} is no number")


def _expect(address: str, arguments: list, names: tuple[str, ...]) -> None:
    """[any] Raise BadValue unless there is one argument for each name."""
    if len(arguments) != len(names):
        wanted = " ".join(names) or "no argument"
        raise BadValue(f"{address} takes {wanted}, and got {len(arguments)} argument(s)")
