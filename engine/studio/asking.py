"""What a whole clip asks of the model: settings, curves and notes, latent by latent. The same
`controls.ask` as when playing, once for all of the clip.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from engine import voice
from engine.controls import CURVE_LANES, Controls, Hands, ask
from engine.instrument import Instrument
from engine.parameters import DRIVEN, INDEX, BadValue, check, find
from engine.store import Event, Kind
from engine.take import defaults
from engine.voice import Request, Roots


@dataclass(frozen=True)
class Note:
    """One key: start and end in seconds, MIDI pitch, velocity 0..1."""

    start: float
    end: float
    pitch: int
    velocity: float = 0.8


def request(
    instrument: Instrument, latents: int, settings: Mapping[str, float],
    curves: Mapping[str, np.ndarray] | None = None, notes: Sequence[Note] | None = None,
    attacks: Sequence[tuple[float, float]] | None = None,
) -> Request:
    """[control] Model inputs for so many latents (a multiple of the stride).

    settings: rows of the table by id, in its units; instruments by number. curves: (latents,) by
    lane of CURVE_LANES, NaN where nothing is asked. notes: None leaves them to the model, an empty
    list asks for none. attacks: (seconds, strength) beside those of the notes; None leaves attacks
    to the notes, or to the model where there are none of these either. A lane with a curve, notes
    or attacks is driven unless a setting says otherwise.

    Raises BadValue for a value that is out of its row's range.
    """
    contract = instrument.contract
    rate = contract.sample_rate
    values = defaults()
    modes = {f"{lane}_mode": DRIVEN for lane in curves or {} if lane in CURVE_LANES}
    if notes is not None:
        modes["notes_mode"] = DRIVEN
    if notes is not None or attacks is not None:
        modes["onset_mode"] = DRIVEN
    for id, value in {**modes, **settings}.items():
        values[INDEX[id]] = check(find(id), value)
    events = [Event(Kind.ONSET, strength, 0.0, when * rate) for when, strength in attacks or ()]
    end = latents * contract.hop
    for note in notes or ():
        first = round(note.start * rate)
        # As performances are labelled: a key is down for one latent at least.
        last = max(round(note.end * rate) // contract.hop, first // contract.hop + 1) * contract.hop
        events.append(Event(Kind.NOTE_ON, note.pitch, note.velocity, first))
        events.append(Event(Kind.NOTE_OFF, note.pitch, 0.0, last))
    inside = [event for event in events if 0 <= event.offset < end]
    inside.sort(key=lambda event: (event.offset, event.kind == Kind.NOTE_ON))
    asked, _ = ask(
        Controls(values, tuple(inside), dict(curves or {})), Hands(), latents, contract.hop, rate
    )
    roots = Roots(asked.seeds, asked.instruments)
    return voice.request(instrument, roots, voice.moves(asked), 0)


def number_of(instrument: Instrument, name: str) -> int:
    """[any] An instrument's number by its name or number. Raises BadValue with those there are."""
    names = instrument.contract.instruments
    if name.isdecimal() and int(name) < len(names):
        return int(name)
    if name not in names:
        raise BadValue(f"there is no instrument {name!r}; there are {', '.join(names)}")
    return names.index(name)


def latents_of(instrument: Instrument, samples: int) -> int:
    """[any] How many latents hold so many samples: a multiple of the stride."""
    contract = instrument.contract
    block = contract.hop * contract.stride
    return max(1, -(-samples // block)) * contract.stride
