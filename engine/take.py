"""A performance as data: which controls stood where, and when. Record it, replay it, re-render it.

A take is a readable JSON file. It holds no sound: replayed at its own block size through the same
model it gives the same samples. Positions count latents from the take's start. A performance that
is still going on is kept by take_log.py, line by line; `load_lives` reads that too.
"""

import json
import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from engine import take_lines
from engine.controls import Controls
from engine.parameters import INDEX, TABLE, check, find
from engine.store import Event, Kind

FORMAT = 1


class BadTake(ValueError):
    """A take file that cannot be played; its text is a sentence for the performer."""


@dataclass
class Take:
    """values: (latent, {row id: value}) in the rows' units, the first entry complete or else over
    the defaults; events: (latent, event). Both in order of time."""

    latents: int
    block_latents: int
    instrument: str = ""
    values: list[tuple[int, dict[str, float]]] = field(default_factory=list)
    events: list[tuple[int, Event]] = field(default_factory=list)

    def save(self, path: Path) -> None:
        """[control] Write the take, whole or not at all."""
        document = {
            "flowbend_take": FORMAT,
            "instrument": self.instrument,
            "block_latents": self.block_latents,
            "latents": self.latents,
            "values": [[at, values] for at, values in self.values],
            "events": [event_row(at, event) for at, event in self.events],
        }
        path = Path(path)
        partial = path.with_name(path.name + ".part")
        partial.write_text(_readable(document))
        partial.replace(path)

    @classmethod
    def load(cls, path: Path) -> "Take":
        """[control] Read a take of one piece. Raises BadTake with what is wrong; a value out of its
        row's range or an unknown row is wrong too."""
        first, *others = load_lives(path)
        if others:
            raise BadTake(f"The take {path} has {1 + len(others)} parts: the engine was restarted.")
        return first

    @classmethod
    def of_document(cls, document: object, path: Path) -> "Take":
        """[any] A take as its file has it. Raises BadTake as `load`."""
        if not isinstance(document, dict) or document.get("flowbend_take") != FORMAT:
            raise BadTake(f"{path} is not a take that this Flowbend reads (format {FORMAT}).")
        try:
            values = [
                (int(at), {id: check(find(id), value) for id, value in row.items()})
                for at, row in document["values"]
            ]
            events = [
                (int(e["at"]), _event(Kind[e["kind"].upper()], *(float(e[k]) for k in _NUMBERS)))
                for e in document["events"]
            ]
            take = cls(
                int(document["latents"]), int(document["block_latents"]),
                str(document["instrument"]), values, events,
            )
        except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
            raise BadTake(f"The take {path} is damaged: {error}.") from error
        if not 1 <= take.block_latents <= take.latents:
            raise BadTake(f"The take {path} is shorter than one block: there is nothing to play.")
        return take


def load_lives(path: Path) -> list[Take]:
    """[control] Every part of a take: one, or one for each engine that a performance needed, in
    order, each from the start state. Raises BadTake as `Take.load`."""
    try:
        text = Path(path).read_text()
    except OSError as error:
        raise BadTake(f"The take {path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise BadTake(f"{path} is not a take: it is not JSON ({error}).") from error
    if take_lines.is_log(text):
        try:
            documents = take_lines.documents(text)
        except (ValueError, TypeError, KeyError, IndexError) as error:
            raise BadTake(f"The take {path} is damaged: {error}.") from error
        if not documents:
            raise BadTake(f"The take {path} is shorter than one block: there is nothing to play.")
        return [Take.of_document(document, path) for document in documents]
    try:
        return [Take.of_document(json.loads(text), path)]
    except json.JSONDecodeError as error:
        raise BadTake(f"{path} is not a take: it is not JSON ({error}).") from error


_NUMBERS = ("a", "b", "offset")


def _event(kind: Kind, a: float, b: float, offset: float) -> Event:
    """One event of a file. Raises ValueError for what no door would have let in."""
    if not all(map(math.isfinite, (a, b, offset))) or offset < 0:
        raise ValueError(f"{kind.name.lower()} has a number that is none")
    if kind in (Kind.NOTE_ON, Kind.NOTE_OFF) and not (0 <= a <= 127 and a.is_integer()):
        raise ValueError(f"a pitch must be a whole number from 0 to 127, not {a:g}")
    strength = {Kind.NOTE_ON: b, Kind.ONSET: a}.get(kind, 0.0)
    if not 0 <= strength <= 1:
        raise ValueError(f"a velocity or strength must be from 0 to 1, not {strength:g}")
    return Event(kind, a, b, offset)


def event_row(at: int, event: Event) -> dict[str, object]:
    """[any] One event as a take's file has it."""
    kind = event.kind.name.lower()
    return {"at": at, "kind": kind, "a": event.a, "b": event.b, "offset": event.offset}


def _readable(document: dict) -> str:
    """JSON with one log entry to a line, so that a take can be read, compared and edited."""
    parts = []
    for key, value in document.items():
        if isinstance(value, list) and value:
            rows = ",\n  ".join(json.dumps(row) for row in value)
            parts.append(f"{json.dumps(key)}: [\n  {rows}\n ]")
        else:
            parts.append(f"{json.dumps(key)}: {json.dumps(value)}")
    return "{\n " + ",\n ".join(parts) + "\n}\n"


def defaults() -> np.ndarray:
    """[any] (rows,) float64: the table's defaults."""
    return np.array([row.default for row in TABLE])


class Player:
    """A take, block after block: what its controls are now, and what happens in this block."""

    def __init__(self, take: Take, hop: int, loop: bool = False):
        """[any] From the take's start; `loop` begins again at its end, else the end stands."""
        self._take, self._hop, self._loop = take, hop, loop
        self._rewind()

    def _rewind(self) -> None:
        self._at, self._value, self._event = 0, 0, 0
        self._now = defaults()

    def skip(self, latents: int) -> None:
        """[control] Stand where so many latents would have led, without what happened on the way:
        no key is held."""
        self._rewind()
        self.block(latents % self._take.latents if self._loop else latents)

    def block(self, latents: int) -> Controls:
        """[render] Values (those set inside the block count from its start) and events."""
        take, end, events = self._take, self._at + latents, []
        if self._loop and self._at >= take.latents:
            self._rewind()
            end = latents
            events.append(Event(Kind.ALL_NOTES_OFF))
        while self._value < len(take.values) and take.values[self._value][0] < end:
            for id, value in take.values[self._value][1].items():
                self._now[INDEX[id]] = value
            self._value += 1
        while self._event < len(take.events) and take.events[self._event][0] < end:
            at, event = take.events[self._event]
            late = max(at - self._at, 0) * self._hop
            events.append(event._replace(offset=event.offset + late))
            self._event += 1
        self._at = end
        return Controls(self._now.copy(), tuple(events))


def replay(take: Take, hop: int) -> Iterator[Controls]:
    """[render] The controls of every block of the take, at its own block size."""
    player = Player(take, hop)
    for _ in range(take.latents // take.block_latents):
        yield player.block(take.block_latents)


class Changes:
    """What differs from the block before, block by block."""

    def __init__(self) -> None:
        """[control] Before the first block, of which every value is new."""
        self._before: np.ndarray | None = None

    def of(self, controls: Controls) -> dict[str, float]:
        """[render] {row id: value} of the rows that changed. Raises ValueError on curves, which a
        take has no room for."""
        if controls.curves:
            raise ValueError("a take records values and events, not curves")
        everything = np.ones(len(TABLE), bool)
        new = everything if self._before is None else controls.values != self._before
        self._before = controls.values.copy()
        return {TABLE[i].id: float(controls.values[i]) for i in np.flatnonzero(new)}


class Recorder:
    """Writes down what the render thread really used, block by block. Only appends to lists."""

    def __init__(self, block_latents: int, instrument: str):
        """[control] An empty take."""
        self.take = Take(0, block_latents, instrument)
        self._changes = Changes()

    def block(self, controls: Controls) -> None:
        """[render] Remember one block's controls. Raises ValueError on curves, which a take has
        no room for."""
        at = self.take.latents
        if row := self._changes.of(controls):
            self.take.values.append((at, row))
        self.take.events.extend((at, event) for event in controls.events)
        self.take.latents += self.take.block_latents
