"""One clip, from what is asked of it to samples: the same `render.step` as when playing, in blocks
as long as they may be. Writes no file.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol

import numpy as np

from engine import render
from engine.controls import Controls, ask
from engine.first_minute import first_minute
from engine.instrument import Instrument
from engine.loop import following
from engine.offline import Script
from engine.studio.asking import latents_of
from engine.succession import Succession

Told = Callable[[int], object]
"""Is told how many latents there are more. It may raise, which ends the rendering."""


@dataclass(frozen=True)
class Wish:
    """What a clip is to be. settings: rows of the table by id, in its units; curves: (seconds,
    value) points by lane; backing: whether the built-in piece plays what they leave open; heard:
    (samples,) that drive the lanes; samples: how long it is, at the instrument's rate."""

    samples: int
    settings: Mapping[str, float] = field(default_factory=dict)
    curves: Mapping[str, list[tuple[float, float]]] = field(default_factory=dict)
    backing: bool = True
    heard: np.ndarray | None = None


class Player(Protocol):
    """Whatever has controls: `offline.Script`, or one part of it (`stems.Part`)."""

    def steady(self) -> int:
        """[render] How long the next block may be."""

    def block(self, latents: int) -> Controls:
        """[render] The next block's controls."""


def script(instrument: Instrument, wish: Wish, **more: float) -> Script:
    """[render] A wish's controls from its start; `more` settings win over its own."""
    contract, backing = instrument.contract, None
    if wish.backing:
        rate = contract.sample_rate / contract.hop
        backing = first_minute(contract.instruments, rate, contract.stride)
    return Script(
        instrument, backing, {**wish.settings, **more}, dict(wish.curves), wish.heard
    )


def clip(
    instrument: Instrument, wish: Wish, told: Told = lambda latents: None,
    part: Callable[[Script], Player] = lambda whole: whole,
) -> np.ndarray:
    """[render] (samples, channels) float32. part: makes a player of the wish's controls."""
    player, latents = part(script(instrument, wish)), latents_of(instrument, wish.samples)
    found = []
    for audio, _ in blocks(instrument, player, latents):
        found.append(audio)
        told(len(audio) // instrument.contract.hop)
    return np.concatenate(found)[: wish.samples]


def blocks(
    instrument: Instrument, player: Player, latents: int, state: render.State | None = None,
    size: int | None = None,
) -> Iterator[tuple[np.ndarray, render.State]]:
    """[render] So many latents from a state on: (samples, channels) of each block, and the state
    behind it. size: of all blocks, in latents; by default they are as long as may be. A model that
    the controls name takes over. Raises BrokenContract where it cannot.

    What a player calls `silent` costs nothing, and a player's `envelope` (samples,) is its level.
    """
    succession, state = Succession(instrument), state or render.State()
    stride = instrument.contract.stride
    while latents > 0:
        count = size or (stride if state.warming is not None else min(player.steady(), latents))
        controls = player.block(count)
        if controls.model:
            succession.add(instrument.successor(Path(controls.model)))
        if getattr(player, "silent", False):
            audio, state = _silence(instrument, state, controls, count)
        else:
            audio, state, _ = succession.step(state, controls, count)
        envelope = getattr(player, "envelope", None)
        if envelope is not None:
            audio = audio * envelope[:, None]
        latents -= count
        yield audio, state


def _silence(
    instrument: Instrument, state: render.State, controls: Controls, latents: int
) -> tuple[np.ndarray, render.State]:
    """Time goes on, with its beats and its loop; nothing is played, so nothing is remembered."""
    contract = instrument.contract
    asked, hands = ask(controls, state.hands, latents, contract.hop, contract.sample_rate)
    loop = following(
        state.loop, asked, state.index, latents, contract.stride,
        contract.sample_rate / contract.hop, contract.receptive_latents + latents,
    )
    fresh = render.State(state.index + latents, hands, loop=loop, handovers=state.handovers)
    silence = np.zeros((latents * contract.hop, instrument.decoder.contract.channels), np.float32)
    return silence, fresh


def without_keys(state: render.State) -> render.State:
    """[render] A moment at which no key is held, no pulse runs and the beat begins: that of a new
    pass. Knobs go on from where they stand."""
    fresh = type(state.hands)(glided=state.hands.glided)
    return replace(state, hands=fresh)
