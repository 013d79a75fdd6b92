"""A kit of drum hits: which there are, where each comes from, and how they are made.

Each hit is a pure function of its name and the kit's seed, so one can be made again alone.
"""

from dataclasses import dataclass

import numpy as np

from engine.instrument import Instrument
from engine.parameters import BadValue
from engine.studio.hits import TRIES, Key, struck

KINDS = ("kick", "snare", "hat", "percussion")
FROM = 36
"""The drum instruments have a sound on each key from here on."""
SOUNDS: dict[str, tuple[tuple[str, tuple[int, ...]], ...]] = {
    "kick": (("kick", tuple(range(FROM, FROM + 20))), ("electronic_kit", (35, 36)),
             ("recorded_kit", (35, 36)), ("standard_kit", (35, 36))),
    "snare": (("snare", tuple(range(FROM, FROM + 13))), ("electronic_kit", (38, 40)),
              ("recorded_kit", (38, 40)), ("standard_kit", (38, 40)), ("brush_kit", (38, 40))),
    "hat": (("hat", tuple(range(FROM, FROM + 26))), ("electronic_kit", (42, 44, 46)),
            ("recorded_kit", (42, 44, 46))),
    "percussion": (("percussion", tuple(range(FROM, FROM + 64))),
                   ("standard_kit", (37, 39, 41, 45, 48)),
                   ("electronic_kit", (37, 39, 41, 45, 48))),
}
"""Instruments by kind, and the keys on which they have it: those that training played."""
MOST, SEEDS = 96, 65536


@dataclass(frozen=True)
class Hit:
    """One hit of a kit: `kick-01` is number 1 of the kicks."""

    kind: str
    number: int

    @property
    def name(self) -> str:
        """[any] What its file is called."""
        return f"{self.kind}-{self.number:02}"


def hits(count: int, kinds: tuple[str, ...] = KINDS) -> list[Hit]:
    """[any] So many, as many of each kind as may be, earlier kinds first. Raises BadValue."""
    if unknown := set(kinds) - set(KINDS):
        raise BadValue(f"a kit has {', '.join(KINDS)}, not {min(unknown)!r}")
    if not 1 <= count <= MOST:
        raise BadValue(f"--count must be from 1 to {MOST}, one key each, not {count}")
    share, more = divmod(count, len(kinds))
    return [Hit(kind, number) for place, kind in enumerate(kinds)
            for number in range(1, share + (place < more) + 1)]


def named(name: str) -> Hit:
    """[any] The hit of that name. Raises BadValue."""
    kind, _, number = name.rpartition("-")
    if kind not in KINDS or not number.isdecimal() or not 1 <= int(number) <= MOST:
        raise BadValue(f"a hit of a kit is named like kick-01, not {name!r}")
    return Hit(kind, int(number))


def make(
    instrument: Instrument, hit: Hit, seed: int, steps: int, guidance: float
) -> tuple[np.ndarray, Key]:
    """[any] (samples, channels) and where it came from. Each kind goes through all of its sounds,
    in the seed's order, before one comes again. Raises BadValue where the model has none."""
    order = sounds(instrument, hit.kind)
    place = KINDS.index(hit.kind)
    shuffled = np.argsort(_drawn(seed, place, len(order)), kind="stable")
    seeds = _drawn(seed, place + len(KINDS) * hit.number, TRIES) % np.uint64(SEEDS)
    for turn in range(TRIES):
        # The same sound from three seeds, then another sound.
        key = order[shuffled[(hit.number - 1 + turn // 3) % len(order)]]
        found = struck(instrument, key, int(seeds[turn]), steps, guidance)
        if found is not None:
            return found, key
    raise BadValue(
        f"{hit.name} came out as no hit {TRIES} times: try another --seed, or more --steps"
    )


def _drawn(seed: int, stream: int, count: int) -> np.ndarray:
    """(count,) whole numbers of 64 bits, the same for ever (noise.py has why it is Philox)."""
    return np.random.Philox(key=np.array([seed, stream], np.uint64)).random_raw(count)


def sounds(instrument: Instrument, kind: str) -> list[Key]:
    """[any] Where the model has such hits. Raises BadValue where it has none."""
    names = instrument.contract.instruments
    found = [Key(names.index(name), pitch)
             for name, keys in SOUNDS[kind] if name in names for pitch in keys]
    if not found:
        raise BadValue(f"{instrument.name} has no {kind}: make a kit of another --model")
    return found
