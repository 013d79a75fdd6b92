"""A performance as data: which controls stood where, and when. Record it, replay it, re-render it.

A take is a readable JSON file. It holds no sound: replayed at its own block size through the same
model it gives the same samples. Positions count latents from the take's start. A performance that
is still going on is kept by take_log.py, line by line; `load_lives` reads that too.
"""

import json
import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

import numpy as np

from engine import take_lines
from engine.beats import Beats
from engine.contract import FLOAT32, INT8
from engine.controls import CURVE_LANES, Controls
from engine.parameters import INDEX, TABLE, check, find
from engine.store import Event, Kind

FORMAT = 1


class BadTake(ValueError):
    """A take file that cannot be played; its text is a sentence for the performer."""


@dataclass
class Take:
    """values: (latent, {row id: value}) in the rows' units, the first entry complete or else over
    the defaults; events: (latent, event); models: (latent, folder) of each that took over while it
    played; curves: (latent, {lane: values of that latent and those that follow, in the lane's unit,
    None where nothing is asked}); beats: (latent, where the beat is from there on), where it does
    not go on as before. All in order of time. precision: that of the models that played
    it; another one rounds otherwise."""

    latents: int
    block_latents: int
    instrument: str = ""
    values: list[tuple[int, dict[str, float]]] = field(default_factory=list)
    events: list[tuple[int, Event]] = field(default_factory=list)
    models: list[tuple[int, str]] = field(default_factory=list)
    precision: str = FLOAT32
    curves: list[tuple[int, dict[str, list[float | None]]]] = field(default_factory=list)
    beats: list[tuple[int, Beats]] = field(default_factory=list)

    def save(self, path: Path) -> None:
        """[control] Write the take, whole or not at all."""
        document = {
            "flowbend_take": FORMAT,
            "instrument": self.instrument,
            "precision": self.precision,
            "block_latents": self.block_latents,
            "latents": self.latents,
            "values": [[at, values] for at, values in self.values],
            "events": [event_row(at, event) for at, event in self.events],
            "models": [[at, folder] for at, folder in self.models],
            "curves": [[at, curves] for at, curves in self.curves],
            "beats": [[at, *beats_row(beats)] for at, beats in self.beats],
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
                [(int(at), str(folder)) for at, folder in document.get("models", [])],
                document.get("precision", FLOAT32),  # before there were others, all were
                [_curves(at, row) for at, row in document.get("curves", [])],
                [_beats(*row) for row in document.get("beats", [])],
            )
        except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
            raise BadTake(f"The take {path} is damaged: {error}.") from error
        if take.precision not in (FLOAT32, INT8):
            raise BadTake(f"The take {path} was played in a precision that this Flowbend has not.")
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


def _curves(at: object, row: dict) -> tuple[int, dict[str, list[float | None]]]:
    """One entry of curves. Raises ValueError or KeyError for what no ear would have heard."""
    if not set(row) <= set(CURVE_LANES):
        raise ValueError(f"there is no lane {min(set(row) - set(CURVE_LANES))!r} for a curve")
    kept = {
        lane: [None if x is None else float(x) for x in values] for lane, values in row.items()
    }
    if not all(x is None or math.isfinite(x) for values in kept.values() for x in values):
        raise ValueError("a curve has a number that is none")
    return int(at), kept  # type: ignore[call-overload]


def _beats(at: object, start: object, each: object) -> tuple[int, Beats]:
    """One entry of beats. Raises ValueError for what no clock would have said."""
    found = Beats(float(start), float(each))  # type: ignore[arg-type]
    if not (math.isfinite(found.start) and 0 <= found.each < math.inf):
        raise ValueError("a beat has a number that is none")
    return int(at), found  # type: ignore[call-overload]


def beats_row(beats: Beats) -> list[float]:
    """[any] Where the beat is as a take has it: nothing is rounded."""
    return [float(beats.start), float(beats.each)]


def curve_row(controls: Controls) -> dict[str, list[float | None]]:
    """[render] The curves of one block as a take has them: nothing is rounded."""
    return {
        lane: [None if math.isnan(x) else x for x in np.asarray(curve, np.float64).tolist()]
        for lane, curve in controls.curves.items()
    }


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
        self._at = self._value = self._event = self._model = self._curve = self._beat = 0
        self._now = defaults()

    def skip(self, latents: int) -> None:
        """[control] Stand where so many latents would have led, without what happened on the way:
        no key is held."""
        self._rewind()
        self.block(latents % self._take.latents if self._loop else latents)

    def steady(self, stride: int, most: int) -> int:
        """[any] Latents, a multiple of `stride` and at most `most`, over which the values stand
        still: one block as long asks for what blocks of `stride` ask for."""
        again = self._loop and self._at >= self._take.latents
        at, place = (0, 0) if again else (self._at, self._value)
        if place < len(self._take.values) and self._take.values[place][0] < at + stride:
            return stride  # what changes may begin a newcomer, which counts blocks
        until = at + most
        if self._loop:
            until = min(until, self._take.latents)
        later = (when for when, _ in islice(self._take.values, place, None) if when >= at + stride)
        until = min(until, next(later, until))
        return max(stride, (until - at) // stride * stride)

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
        model = ""
        while self._model < len(take.models) and take.models[self._model][0] < end:
            model = take.models[self._model][1]
            self._model += 1
        beats = None
        while self._beat < len(take.beats) and take.beats[self._beat][0] < end:
            at, beats = take.beats[self._beat]
            beats = beats._replace(start=beats.at(self._at - max(at, self._at)))
            self._beat += 1
        curves = self._curves(end, latents)
        self._at = end
        return Controls(self._now.copy(), tuple(events), curves, model, beats)

    def _curves(self, end: int, latents: int) -> dict[str, np.ndarray]:
        """(latents,) by lane, NaN where the take says nothing."""
        take = self._take
        found: dict[str, np.ndarray] = {}
        while self._curve < len(take.curves) and take.curves[self._curve][0] < end:
            at, row = take.curves[self._curve]
            for lane, values in row.items():
                curve = found.setdefault(lane, np.full(latents, np.nan))
                for latent, value in enumerate(values, at - self._at):
                    if 0 <= latent < latents and value is not None:
                        curve[latent] = value
            self._curve += 1
        return found


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
        """[render] {row id: value} of the rows that changed."""
        everything = np.ones(len(TABLE), bool)
        new = everything if self._before is None else controls.values != self._before
        self._before = controls.values.copy()
        return {TABLE[i].id: float(controls.values[i]) for i in np.flatnonzero(new)}


class Recorder:
    """Writes down what the render thread really used, block by block. Only appends to lists."""

    def __init__(self, block_latents: int, instrument: str, precision: str = FLOAT32):
        """[control] An empty take."""
        self.take = Take(0, block_latents, instrument, precision=precision)
        self._changes = Changes()

    def block(self, controls: Controls) -> None:
        """[render] Remember one block's controls."""
        at = self.take.latents
        if row := self._changes.of(controls):
            self.take.values.append((at, row))
        self.take.events.extend((at, event) for event in controls.events)
        self.take.models += [(at, controls.model)] if controls.model else []
        if controls.curves:
            self.take.curves.append((at, curve_row(controls)))
        if controls.beats is not None:
            self.take.beats.append((at, controls.beats))
        self.take.latents += self.take.block_latents
