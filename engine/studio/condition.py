"""Under which request a recording may have been made: what it does, read off it, asked of the
instrument that it sounds like. Decides nothing about how it is sampled.
"""

from dataclasses import dataclass, replace

import numpy as np

from engine.instrument import Instrument
from engine.studio import asking, likeness, reading
from engine.studio.asking import Note
from engine.studio.reading import Reading
from engine.voice import Request

EVERYTHING, INSTRUMENT, NOTHING = "everything", "instrument", "nothing"
UNDER = (EVERYTHING, INSTRUMENT, NOTHING)
"""How much of a clip the model is told: all that is read, its instrument alone, or nothing."""


@dataclass(frozen=True)
class Heard:
    """A recording as the model may be asked for it again. who: an instrument's number; notes are
    those of one voice; request is plain (guidance 1)."""

    reading: Reading
    notes: tuple[Note, ...]
    who: int
    request: Request


def hear(
    instrument: Instrument, audio: np.ndarray, name: str | None = None, under: str = EVERYTHING
) -> Heard:
    """[control] Read (samples, channels) at the instrument's rate. name: which instrument it is
    (name or number); None asks the model. Raises BadValue."""
    read = reading.read(instrument, audio)
    rate = instrument.contract.sample_rate
    notes: list[Note] = []
    if under == EVERYTHING:
        notes = reading.notes(read.audio.mean(axis=1), rate, read.attacks)
    if name is None:
        told = _request(instrument, read, notes, 0, under)
        who = int(np.argmax(likeness.instrument_of(instrument, read.latents, told)))
    else:
        who = asking.number_of(instrument, name)
    return Heard(read, tuple(notes), who, _request(instrument, read, notes, who, under))


def _request(
    instrument: Instrument, read: Reading, notes: list[Note], who: int, under: str
) -> Request:
    settings = {"instrument_a": who, "guidance": 1}
    latents = len(read.latents)
    if under == EVERYTHING:
        # Where no voice was heard there may still be notes, of several: they are left to the model.
        return asking.request(
            instrument, latents, settings, read.curves, notes or None, read.attacks
        )
    plain = asking.request(instrument, latents, settings)
    return plain if under == INSTRUMENT else replace(plain, who=np.zeros_like(plain.who))


def padded(instrument: Instrument, audio: np.ndarray, samples: int) -> np.ndarray:
    """[any] (samples, channels) with silence behind it, to whole blocks that hold so many."""
    whole = asking.latents_of(instrument, samples) * instrument.contract.hop
    return np.pad(audio, ((0, max(0, whole - len(audio))), (0, 0)))


def told(instrument: Instrument, heard: Heard, under: str = EVERYTHING) -> str:
    """[any] What the model is told of a recording, in words."""
    if under == NOTHING:
        return "as nothing known"
    name = instrument.contract.instruments[heard.who].replace("_", " ")
    count = len(heard.notes)
    notes = f", {count} note{'s' * (count != 1)}" if under == EVERYTHING else ""
    return f"as {name}{notes}"
