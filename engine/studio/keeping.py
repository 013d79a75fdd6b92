"""What of a clip is asked for again: the lanes and notes that are kept, those that a hand has set,
and who plays. The same words for variations, restyling and painting.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from engine.controls import CURVE_LANES
from engine.instrument import Instrument
from engine.offline import held_by_touch
from engine.parameters import FREE, BadValue
from engine.studio import asking, likeness, reading
from engine.studio.asking import Note
from engine.studio.reading import Reading
from engine.voice import Request

KEEPABLE = ("rms", "onset", "notes", "brightness", "noisiness")
"""The lanes of a clip that may be kept, by the names of the knobs."""
VOICED = 0.25
"""Less of the audible time than this in notes, and there is no tune to keep: drums, speech, noise,
chords that the tracker cannot tell."""
DRUMS = "drums"
"""The family whose keys choose sounds: a tune means nothing to it."""


@dataclass(frozen=True)
class Asked:
    """How a clip is asked again: which of its lanes are kept, settings by row id (the instrument
    among them, as instrument_a), the seed and the guidance."""

    keep: frozenset[str]
    settings: Mapping[str, float]
    seed: int
    guidance: float


def lanes_of(text: str) -> frozenset[str]:
    """[any] `rms,onset` as names of KEEPABLE; `none` is no lane, `all` every one. BadValue."""
    if text in ("none", "all"):
        return frozenset(KEEPABLE if text == "all" else ())
    found = frozenset(filter(None, (one.strip() for one in text.split(","))))
    if not found or not found <= frozenset(KEEPABLE):
        raise BadValue(f"--keep takes {', '.join(KEEPABLE)}, with commas, or none; not {text!r}")
    return found


def is_drums(instrument: Instrument, number: int) -> bool:
    """[any] Whether an instrument's keys choose sounds, and not pitches."""
    contract = instrument.contract
    return contract.families[contract.family_of[number]] == DRUMS


def likeliest(instrument: Instrument, latents: np.ndarray) -> tuple[int, float]:
    """[control] The instrument that latents (T, C) sound most like: its number, how probable."""
    found = likeness.instrument_of(instrument, latents)
    return int(found.argmax()), float(found.max())


def notes_of(instrument: Instrument, read: Reading) -> list[Note] | None:
    """[control] The tune of a clip, or None where it has none that can be kept. BadValue."""
    rate = instrument.contract.sample_rate
    found = reading.notes(read.audio[: read.samples].mean(axis=1), rate, read.attacks)
    rms = read.curves["rms"]
    audible = np.mean(rms > max(-60.0, rms.max() - 30.0)) * len(read.audio) / rate
    voiced = sum(note.end - note.start for note in found)
    return found if found and voiced >= VOICED * audible else None


def request(
    instrument: Instrument, read: Reading, asked: Asked, notes: Sequence[Note] | None
) -> Request:
    """[control] What is asked for all of a clip: what is kept of it, its notes where those are, and
    the settings over both. Raises BadValue for a setting that is out of its range."""
    keep = asked.keep
    curves = {lane: read.curves[lane] for lane in CURVE_LANES if lane in keep}
    attacks = read.attacks if "onset" in keep else None
    tune = notes if "notes" in keep else None
    settings = {"seed_a": asked.seed, "guidance": asked.guidance,
                **held_by_touch(dict(asked.settings)), **asked.settings}
    if tune is not None and attacks is None:
        settings = {"onset_mode": FREE, **settings}  # the keys are kept, and not when they begin
    return asking.request(instrument, len(read.latents), settings, curves, tune, attacks)


def named(instrument: Instrument, name: str | None, latents: np.ndarray) -> str:
    """[control] An instrument's name: the one that is given, or the likeliest. Raises BadValue."""
    number = likeliest(instrument, latents)[0] if name is None else (
        asking.number_of(instrument, name)
    )
    return instrument.contract.instruments[number]
