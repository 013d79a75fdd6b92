"""What a page is told unasked: everything there is when it comes, then how the engine does."""

import contextlib
import time
from dataclasses import dataclass, field
from typing import Any

from bridge import addresses
from bridge.conversation import Asks, Deeds
from bridge.sections import sections
from engine.link import State
from engine.panel import Panel
from engine.parameters import TABLE, BadValue
from engine.shared import Shared

METERS_S, ASKS_S = 0.05, 1.0
_BLOCKS = 16  # blocks over which the way to the sound is averaged
_ROW = ("id", "label", "unit", "minimum", "maximum", "default", "curve", "cc", "lane", "about",
        "choices")


@dataclass
class Seen:
    """What one page knows already."""

    meters: dict[str, float | int | None] = field(default_factory=dict)
    asks: dict[str, list] = field(default_factory=dict)
    state: dict[str, Any] = field(default_factory=dict)
    notices: int = 0
    meters_due_s: float = 0.0
    asks_due_s: float = 0.0


class Watch:
    """Looks after the engine's numbers for all pages."""

    def __init__(self, shared: Shared, asks: Asks) -> None:
        """[control] For the engine that this memory is shared with."""
        self._link, self._notices, self._facts = shared.link, shared.notices, shared.facts
        self._meters, self._trace, self._timeline = (
            shared.meters(), shared.trace(), shared.timeline()
        )
        self._asks = asks
        self._known: dict[str, tuple[float, dict]] = {}

    def begin(self) -> Seen:
        """[control] For a page that has just come: it is not told old notices."""
        return Seen(notices=self._notices.count)

    def news(self, seen: Seen, now_s: float) -> list[dict[str, Any]]:
        """[control] What has changed since, at the pace of each matter."""
        told: list[dict[str, Any]] = []
        texts, seen.notices = self._notices.since(seen.notices)
        told += ({"say": text} for text in texts)
        if now_s >= seen.meters_due_s:
            seen.meters_due_s = now_s + METERS_S
            told += _changes("meters", seen.meters, self._shared("meters", now_s, METERS_S))
        if now_s >= seen.asks_due_s:
            seen.asks_due_s = now_s + ASKS_S
            told += _changes("state", seen.state, self._shared("state", now_s, ASKS_S))
            told += _changes("asks", seen.asks, self._shared("answers", now_s, ASKS_S))
        return told

    def _shared(self, what: str, now_s: float, every_s: float) -> dict[str, Any]:
        """The same for all pages: looked up at most once in so many seconds."""
        until_s, found = self._known.get(what, (0.0, {}))
        if now_s >= until_s:
            found = {"meters": self.meters, "state": self.state, "answers": self.answers}[what]()
            self._known[what] = now_s + 0.8 * every_s, found
        return found

    def meters(self) -> dict[str, float | int | None]:
        """[control] Every meter, rounded to what an eye can see; `latency_ms` is how long a change
        takes to be heard, on average, without the glide; `beat` counts where one runs."""
        found = self._meters.read() | {"latency_ms": self._latency_ms(), "beat": None}
        line = self._timeline.line()
        if line is not None and line.runs:
            found["beat"] = line.beat_at(time.monotonic())
        return {name: None if x is None else round(x, 3) for name, x in found.items()}

    def answers(self) -> dict[str, list]:
        """[control] To every question that can be answered now."""
        found = {}
        for address, ask in self._asks.items():
            with contextlib.suppress(BadValue):
                if address not in _SILENT:
                    found[address] = ask()
        return found

    def _latency_ms(self) -> float | None:
        """From the turn of a knob to its sound at the device's output."""
        blocks = self._trace.since(self._trace.count - _BLOCKS)
        length_ms = self._meters.read()["block_duration_ms"]
        if not blocks or length_ms is None:
            return None
        ways = [
            1000 * (block.written_s - block.times.begun_s) + block.ring_ms + block.device_ms
            for block in blocks
        ]
        return sum(ways) / len(ways) + length_ms / 2

    def state(self) -> dict[str, Any]:
        """[control] What is so for a while: who plays, on what, and whether it is silenced."""
        facts = self._facts.read()
        return {
            "plays": self._link.is_at(State.PLAYING), "lives": int(self._link.lives),
            "hushed": bool(self._link.hushed), "model": facts.get("instrument", ""),
            "card": facts.get("card", ""), "piece_is_over": bool(self._link.ended_at),
        }


_SILENT = (addresses.INSTRUMENTS, addresses.METERS)  # said in the welcome, and all the time


def welcome(panel: Panel, shared: Shared, deeds: Deeds) -> dict[str, Any]:
    """[control] Everything that a page needs to draw itself: rows, sections, values, instruments,
    events with the names of their arguments, and which rows the built-in piece may still move."""
    values, touched = panel.store.snapshot()
    return {"welcome": {
        "rows": [{name: getattr(row, name) for name in _ROW} for row in TABLE],
        "sections": [vars(section) for section in sections()],
        "values": {row.id: value for row, value in zip(TABLE, values.tolist(), strict=True)},
        "touched": [row.id for row, count in zip(TABLE, touched, strict=True) if count],
        "instruments": list(panel.instruments),
        "events": {address: addresses.EVENTS[address] for address in deeds},
        "backing": bool(shared.orders.read().get("backing", False)),
    }}


def _changes(name: str, before: dict, now: dict) -> list[dict[str, Any]]:
    """What is new of one matter, if anything; `before` is then brought up to it."""
    changed = {key: x for key, x in now.items() if key not in before or before[key] != x}
    before.update(changed)
    return [{name: changed}] if changed else []
