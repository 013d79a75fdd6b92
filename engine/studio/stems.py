"""Stems: what one instrument plays of a performance that has several.

The model plays one sound, in which two instruments may be blended; there is nothing in it to be
separated. So a stem is the same performance, with the same noise, keys and curves, played by one
instrument alone, and its level is its share: cos and sin of the morph, so that stems add up to the
level of the whole. Where another instrument takes its place it is struck no more and rings out.
"""

from dataclasses import replace

import numpy as np

from engine.controls import Controls, Hands, ask
from engine.instrument import Instrument
from engine.parameters import INDEX
from engine.store import Event, Kind
from engine.studio.rendering import Player

RINGS_S = 1.0
"""How long an instrument rings out that has been replaced."""
HEARD = 1e-3
"""A share below this is not heard: -60 dB."""
STRUCK = (Kind.NOTE_ON, Kind.NOTE_OFF, Kind.ONSET)


class Part:
    """One instrument's part of a player's controls; `silent` and `envelope` are those of the block
    that it has just given."""

    def __init__(self, whole: Player, instrument: Instrument, who: int) -> None:
        """[render] From the whole's start. who: the instrument's number."""
        self._whole, self._instrument, self._who = whole, instrument, who
        self._hands, self._plays, self._down = Hands(), False, dict[int, float]()
        self._level = self._left = 0.0
        self.silent = True
        self.envelope: np.ndarray | None = None

    def again(self, whole: Player) -> "Part":
        """[render] The same part of a new pass, over what still rings."""
        self._whole, self._hands = whole, Hands(glided=self._hands.glided)
        self._down.clear()
        return self

    def steady(self) -> int:
        """[render] How long the next block may be."""
        return self._whole.steady()

    def block(self, latents: int) -> Controls:
        """[render] The next block's controls, for this instrument alone."""
        contract = self._instrument.contract
        controls = self._whole.block(latents)
        asked, self._hands = ask(
            controls, self._hands, latents, contract.hop, contract.sample_rate
        )
        shares = shares_of(asked.instruments, asked.morph, len(contract.instruments))
        share = shares.get(self._who, np.zeros(latents))
        plays = bool(share.max() > HEARD)
        events = controls.events if plays else tuple(
            event for event in controls.events if event.kind not in STRUCK
        )
        if plays and not self._plays:
            events = (*(Event(Kind.NOTE_ON, key, velocity)
                        for key, velocity in self._down.items()), *events)
        if self._plays and not plays:
            events = (Event(Kind.ALL_NOTES_OFF), *events)
        self._follow(controls.events)
        self.envelope = self._envelope(share, plays, contract.hop, contract.sample_rate)
        self.silent, self._plays = not self.envelope.any(), plays
        values = controls.values.copy()
        values[[INDEX["instrument_a"], INDEX["instrument_b"]]] = self._who
        return replace(controls, values=values, events=events)

    def _follow(self, events: tuple[Event, ...]) -> None:
        """Which keys are down, also while another instrument plays."""
        for event in events:
            if event.kind == Kind.NOTE_ON:
                self._down[int(event.a)] = event.b
            elif event.kind == Kind.NOTE_OFF:
                self._down.pop(int(event.a), None)
            elif event.kind in (Kind.ALL_NOTES_OFF, Kind.PANIC, Kind.RESET):
                self._down.clear()

    def _envelope(self, share: np.ndarray, plays: bool, hop: int, rate: int) -> np.ndarray:
        """(samples,) its level, in a straight line from latent to latent."""
        if plays:
            start = share[0] if self._left == 0 else self._level
            levels, self._left = np.r_[start, share], RINGS_S
        else:
            left = np.maximum(self._left - np.arange(len(share) + 1) * hop / rate, 0)
            before = self._level / (self._left or 1)
            levels, self._left = left * before, float(left[-1])
        self._level = float(levels[-1])
        at = np.arange(len(share) * hop) / hop
        return np.interp(at, np.arange(len(levels)), levels).astype(np.float32)


def shares_of(
    pair: tuple[int, int], morph: np.ndarray, count: int
) -> dict[int, np.ndarray]:
    """[any] By instrument (T,) how much of the level is its own, 0..1, at `morph` (T,)."""
    a, b = (min(number, count - 1) for number in pair)
    if a == b:
        return {a: np.ones(len(morph))}
    turn = morph * (np.pi / 2)
    return {a: np.cos(turn), b: np.sin(turn)}


def heard_in(
    instrument: Instrument, player: Player, latents: int, size: int | None = None
) -> list[int]:
    """[render] Numbers of the instruments that sound in so many latents of a player, in the order
    in which they come. Renders nothing."""
    contract, hands = instrument.contract, Hands()
    found: dict[int, None] = {}
    while latents > 0:
        count = size or min(player.steady(), latents)
        asked, hands = ask(player.block(count), hands, count, contract.hop, contract.sample_rate)
        shares = shares_of(asked.instruments, asked.morph, len(contract.instruments))
        found.update({who: None for who, share in shares.items() if share.max() > HEARD})
        latents -= count
    return list(found)
