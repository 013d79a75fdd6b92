"""A sound to the noise that it would have grown from, and back: how near that comes to where it
began, by the number of steps and by the method. Reads no file and draws nothing.

The flow has no memory of which way it is run, so it can be run from data to noise (rectified flow,
Liu et al. 2022); what does not come back is the error of the steps.
"""

import itertools
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from engine import sampler
from engine.instrument import Instrument
from engine.studio import journey, measures
from engine.studio.condition import Heard
from engine.studio.measures import Whiteness
from engine.voice import Request

MIDPOINT, EULER = "midpoint", "euler"
METHODS = {MIDPOINT: 2, EULER: 1}
"""Passes through the model for a step."""
STEPS = tuple(2**n for n in range(9))
"""From 1 to 256, as a table has them."""
Told = Callable[..., object]


@dataclass(frozen=True)
class Trip:
    """There and back. latents_error relative to the latents that set out; snr_db of the waveform
    against what the codec alone makes; mel_db from the recording."""

    method: str
    steps: int
    passes: int
    latents_error: float
    snr_db: float
    mel_db: float
    noise: Whiteness


@dataclass(frozen=True)
class Study:
    """The trips of one clip, and what none of them can do better than: the codec's own distance
    from the recording, in dB of mel spectra."""

    trips: tuple[Trip, ...]
    codec_mel_db: float
    seconds: float

    def of(self, method: str) -> list[Trip]:
        """[any] Those of one method, in order of steps."""
        return sorted((t for t in self.trips if t.method == method), key=lambda t: t.steps)


def plain(request: Request) -> Request:
    """[any] Without guidance, under which the way there is not the way back."""
    return replace(request, guidance=np.ones_like(request.guidance))


def euler(
    instrument: Instrument, request: Request, x: np.ndarray, levels: np.ndarray,
    told: Told = lambda *_: None,
) -> np.ndarray:
    """[any] The flow along `levels` (steps + 1,), up or down, by Euler's method at each level's own
    velocity: what `journey.flow` is measured against."""
    for index, (t, until) in enumerate(itertools.pairwise(levels)):
        found = journey.velocity(instrument, request, x, float(t), float(t))
        x = x + np.float32(until - t) * found
        told(index + 1, len(levels) - 1)
    return x


def there_and_back(
    instrument: Instrument, request: Request, latents: np.ndarray, steps: int,
    method: str = MIDPOINT, told: Told = lambda *_: None,
) -> tuple[np.ndarray, np.ndarray]:
    """[any] (noise, latents) (T, C) each, through `steps` each way; told 2 * steps times."""
    way = {MIDPOINT: journey.flow, EULER: euler}[method]
    asked, levels = plain(request), sampler.levels(steps)
    noise = way(instrument, asked, latents, levels[::-1], told)
    return noise, way(instrument, asked, noise, levels, told)


def calls(steps: tuple[int, ...], methods: tuple[str, ...] = tuple(METHODS)) -> int:
    """[any] How often a study with these tells how far it is."""
    return 2 * sum(steps) * len(methods)


def study(
    instrument: Instrument, heard: Heard, steps: tuple[int, ...] = STEPS,
    methods: tuple[str, ...] = tuple(METHODS), told: Told = lambda *_: None,
    found: Told = lambda trip: None,
) -> Study:
    """[any] There and back for each number of steps and each method; `found` has every trip as
    soon as it is made."""
    every = []
    for count in steps:
        for method in methods:
            every.append(_trip(instrument, heard, count, method, told)[0])
            found(every[-1])
    return Study(tuple(every), _codec_mel_db(instrument, heard), _seconds(instrument, heard))


@dataclass(frozen=True)
class Once:
    """One trip, with what it found: noise and latents (T, C)."""

    study: Study
    noise: np.ndarray
    latents: np.ndarray


def once(
    instrument: Instrument, heard: Heard, steps: int, told: Told = lambda *_: None
) -> Once:
    """[any] There and back by the midpoint method; told 2 * steps times."""
    trip, noise, back = _trip(instrument, heard, steps, MIDPOINT, told)
    codec = _codec_mel_db(instrument, heard)
    return Once(Study((trip,), codec, _seconds(instrument, heard)), noise, back)


def _trip(
    instrument: Instrument, heard: Heard, steps: int, method: str, told: Told
) -> tuple[Trip, np.ndarray, np.ndarray]:
    latents, length = heard.reading.latents, heard.reading.samples
    noise, back = there_and_back(instrument, heard.request, latents, steps, method, told)
    made, alone = (journey.decode(instrument, one)[:length] for one in (back, latents))
    real, rate = heard.reading.audio[:length], instrument.contract.sample_rate
    trip = Trip(
        method, steps, 2 * METHODS[method] * steps,
        measures.relative_error(back, latents), measures.snr_db(made, alone),
        measures.mel_distance_db(made, real, rate), measures.whiteness(noise),
    )
    return trip, noise, back


def _codec_mel_db(instrument: Instrument, heard: Heard) -> float:
    alone = journey.decode(instrument, heard.reading.latents)[: heard.reading.samples]
    real = heard.reading.audio[: heard.reading.samples]
    return measures.mel_distance_db(alone, real, instrument.contract.sample_rate)


def _seconds(instrument: Instrument, heard: Heard) -> float:
    return heard.reading.samples / instrument.contract.sample_rate


def sentence(study: Study) -> str:
    """[any] The first trip of a study, and what its noise is like, in two lines."""
    trip = study.trips[0]
    return (
        f"{trip.steps} steps each way: latents off by {trip.latents_error:.4f}, waveform"
        f" {trip.snr_db:.1f} dB above what differs, {trip.mel_db:.2f} dB of mel spectrum from the"
        f" recording (the codec alone: {study.codec_mel_db:.2f})\n{told_noise(trip.noise)}"
    )


def table(found: Study) -> str:
    """[any] The study as text: a line for each number of steps, both methods beside each other."""
    methods = list(dict.fromkeys(trip.method for trip in found.trips))
    lines = [
        "       " + "".join(f"{method:^34}" for method in methods),
        "steps  " + "".join(f"{'passes':>7}{'latents':>9}{'snr':>9}{'mel':>9}" for _ in methods),
    ]
    columns = [found.of(method) for method in methods]
    for row in zip(*columns, strict=True):
        lines.append(f"{row[0].steps:5}  " + "".join(
            f"{t.passes:7}{t.latents_error:9.4f}{t.snr_db:6.1f} dB{t.mel_db:6.2f} dB" for t in row
        ))
    lines.append(f"the codec alone: mel {found.codec_mel_db:.2f} dB")
    best = min(found.trips, key=lambda trip: trip.latents_error)
    lines.append(told_noise(best.noise))
    return "\n".join(lines)


def told_noise(noise: Whiteness) -> str:
    """[any] What the noise that was found is like, in words."""
    return (
        f"the noise: deviation {noise.deviation:.2f}, neighbours correlate {noise.neighbours:.2f},"
        f" {noise.second:.2f} two apart (a performance's: 1, 0, 0)"
    )
