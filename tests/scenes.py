"""What tests play: controls by name, and scores that say the same however time is cut."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np

from engine import render
from engine.controls import Controls
from engine.instrument import Instrument
from engine.parameters import INDEX
from engine.store import Event
from engine.take import defaults


def values(**settings: float) -> np.ndarray:
    """(rows,): the table's defaults, with these set."""
    found = defaults()
    for id, value in settings.items():
        found[INDEX[id]] = value
    return found


def cut(total: int, size: int) -> list[int]:
    """`total` in pieces of `size`; the last is what is left."""
    return [min(size, total - at) for at in range(0, total, size)]


@dataclass(frozen=True)
class Score:
    """Constant values, curves (T,) by lane, and events whose offsets count from the start."""

    values: np.ndarray
    curves: Mapping[str, np.ndarray] = field(default_factory=dict)
    events: tuple[Event, ...] = ()

    def block(self, at: int, latents: int, hop: int) -> Controls:
        """The controls of the latents from `at` on."""
        inside = [e for e in self.events if at * hop <= e.offset < (at + latents) * hop]
        return Controls(
            self.values,
            tuple(e._replace(offset=e.offset - at * hop) for e in inside),
            {lane: curve[at : at + latents] for lane, curve in self.curves.items()},
        )


def perform(
    instrument: Instrument, score: Score, sizes: Iterable[int], state: render.State | None = None,
) -> tuple[np.ndarray, render.State]:
    """The score in blocks of these sizes, from its start or on from `state`: (audio, state)."""
    state, pieces = state or render.State(), []
    for latents in sizes:
        controls = score.block(state.index, latents, instrument.contract.hop)
        audio, state, _ = render.step(instrument, state, controls, latents)
        pieces.append(audio)
    return np.concatenate(pieces), state
