"""Clips to be made: where each goes, how it is rendered, and what its sidecar says."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from engine.instrument import Instrument
from engine.studio import loops, rendering, sidecar, sounds, takes
from engine.studio.asking import latents_of
from engine.studio.batch import Task
from engine.studio.rendering import Told, Wish
from engine.studio.stems import Part


@dataclass(frozen=True)
class Sound:
    """audio: (samples, channels) float32 at `rate`; notes: figures that were found."""

    audio: np.ndarray
    rate: int
    notes: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Clip:
    """A clip that is not made yet. latents: how many it takes, for the progress bar. work: how it
    is made with the same instrument somewhere else; it can be sent there. None: it cannot."""

    path: Path
    latents: int
    sound: Callable[[Told], Sound]
    work: Callable[..., Sound] | None = None


def _nobody(latents: int) -> None:
    """Is told, and does not mind."""


def plain(instrument: Instrument, path: Path, wish: Wish, who: int | None = None) -> Clip:
    """[any] A wish from its start; `who`: the stem of that instrument alone."""
    work = partial(_plain, wish=wish, who=who)
    return Clip(path, latents_of(instrument, wish.samples), partial(work, instrument), work)


def _plain(instrument: Instrument, told: Told = _nobody, *, wish: Wish, who: int | None) -> Sound:
    part = (lambda whole: whole) if who is None else lambda whole: Part(whole, instrument, who)
    audio = rendering.clip(instrument, wish, told, part)
    return Sound(audio, instrument.contract.sample_rate)


def looped(
    instrument: Instrument, path: Path, wish: Wish, rate: int, exact: bool, who: int | None = None
) -> Clip:
    """[any] A wish as a seamless loop at a sample rate. exact: as long as it says, to the sample;
    else as many whole blocks as are nearest to that, in tune."""
    work = partial(_looped, wish=wish, rate=rate, exact=exact, who=who)
    latents = loops.latents_to_render(instrument, wish)
    return Clip(path, latents, partial(work, instrument), work)


def _looped(
    instrument: Instrument, told: Told = _nobody, *, wish: Wish, rate: int, exact: bool,
    who: int | None,
) -> Sound:
    made = loops.loop(instrument, wish, told, who)
    length = len(made.audio)
    lasts = wish.samples if exact else length
    audio = loops.stretched(
        made.audio, round(lasts * rate / instrument.contract.sample_rate)
    )
    notes = {"seam": made.seam, "cents": round(loops.cents(length, lasts), 2) + 0.0}
    return Sound(audio, rate, notes)


def taken(
    path: Path, take: takes.Recorded, samples: int | None = None, who: int | None = None
) -> Clip:
    """[any] A take, or its first `samples`; `who`: the stem of that instrument alone."""
    instrument, latents = take.instruments[0], take.latents
    if samples is not None:
        latents = min(latents_of(instrument, samples), latents)

    def sound(told: Told) -> Sound:
        audio = takes.sound(
            take, told, latents,
            lambda whole, instrument: whole if who is None else Part(whole, instrument, who),
        )
        return Sound(audio[:samples], instrument.contract.sample_rate)

    return Clip(path, latents, sound)


def task(
    clip: Clip, form: sounds.Form, record: sidecar.Record, instrument: Instrument,
    told_of: Callable[[Clip, Sound], object] = lambda clip, sound: None,
) -> Task:
    """[any] What makes the clip, writes it, and its sidecar beside it. told_of: is told of it."""

    def make(told: Told) -> None:
        sound = clip.sound(told)
        sounds.write(clip.path, sound.audio, sound.rate, form)
        notes = {**record.notes, **sound.notes}
        sidecar.write(clip.path, replace(record, notes=notes), instrument)
        told_of(clip, sound)

    return Task(make, clip.latents)
