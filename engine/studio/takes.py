"""A take from a gig, rendered again: as it was, to the bit, or with some controls changed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from engine.instrument import Instrument
from engine.offline import Script
from engine.studio.rendering import Player, Told, blocks
from engine.studio.stems import heard_in
from engine.take import BadTake, Take, load_lives


@dataclass(frozen=True)
class Recorded:
    """A take of one part or several, each with the instrument that played it. settings and curves
    (seconds, value) win over what was recorded; without them nothing is changed."""

    lives: tuple[Take, ...]
    instruments: tuple[Instrument, ...]
    settings: Mapping[str, float] = field(default_factory=dict)
    curves: Mapping[str, list[tuple[float, float]]] = field(default_factory=dict)

    @property
    def latents(self) -> int:
        """[any] How long it is; what does not fill a block of its own is left out."""
        return sum(_whole(life) for life in self.lives)

    def players(self) -> list[Script]:
        """[render] The controls of each part, from its start."""
        found, at = [], 0
        for life, instrument in zip(self.lives, self.instruments, strict=True):
            settings, curves = dict(self.settings), dict(self.curves)
            found.append(Script(instrument, life, settings, curves, at=at))
            at += _whole(life)
        return found


def _whole(life: Take) -> int:
    return life.latents // life.block_latents * life.block_latents


def load(
    path: Path, instrument_of: Callable[[str], Instrument],
) -> Recorded:
    """[control] A take's file, and the instruments for the precisions that it was played in.
    Raises BadTake."""
    lives = tuple(load_lives(path))
    played = {one: instrument_of(one) for one in sorted({life.precision for life in lives})}
    for life in lives:
        instrument = played[life.precision]
        if life.block_latents % instrument.contract.stride:
            raise BadTake(
                f"the take {path} was played in blocks of {life.block_latents} latents,"
                f" and {instrument.name} needs multiples of {instrument.contract.stride}"
            )
    return Recorded(lives, tuple(played[life.precision] for life in lives))


def sound(
    take: Recorded, told: Told = lambda latents: None, latents: int | None = None,
    part: Callable[[Script, Instrument], Player] = lambda whole, instrument: whole,
) -> np.ndarray:
    """[render] (samples, channels) float32 of a take, or of its first `latents`, at the block sizes
    at which it was played. part: makes a player of each part's controls."""
    left = take.latents if latents is None else min(latents, take.latents)
    found = []
    for life, instrument, script in zip(
        take.lives, take.instruments, take.players(), strict=True
    ):
        count = min(_whole(life), -(-left // life.block_latents) * life.block_latents)
        player = part(script, instrument)
        for audio, _ in blocks(instrument, player, count, size=life.block_latents):
            found.append(audio)
            told(life.block_latents)
        left -= count
    return np.concatenate(found)


def instruments_in(take: Recorded) -> list[int]:
    """[render] Numbers of the instruments that sound in a take, in the order in which they come."""
    found: dict[int, None] = {}
    for life, instrument, player in zip(
        take.lives, take.instruments, take.players(), strict=True
    ):
        heard = heard_in(instrument, player, _whole(life), life.block_latents)
        found.update(dict.fromkeys(heard))
    return list(found)
