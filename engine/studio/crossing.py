"""Between two sounds: their noises meet on the sphere on which noise lies, and what is asked
crosses over, so that every point between is a sound that the model could have made.

A mixture of two noises that is straight has too little variance in the middle (Shoemake's slerp,
1985; for diffusion models White 2016). Where two recordings are mixed, both are heard; where two
noises are, one sound is.
"""

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from engine import sampler
from engine.instrument import Instrument
from engine.lanes import GROUPS
from engine.studio import inversion, journey, measures
from engine.studio.condition import Heard
from engine.studio.measures import Evenness
from engine.voice import Request

Told = Callable[..., object]
_ONSET, _POSITION, _ = range(*GROUPS["onset"].indices(9))


@dataclass(frozen=True)
class End:
    """One of the two: its request, whose noise is the one that was found, and how long it lasts in
    samples."""

    request: Request
    samples: int


def end(instrument: Instrument, heard: Heard, samples: int, steps: int,
        told: Told = lambda *_: None) -> End:
    """[any] A sound with its noise. samples: without the silence behind it; told `steps` times."""
    noise = journey.invert(instrument, heard.request, heard.reading.latents, steps, told)
    return End(replace(inversion.plain(heard.request), noise=noise), samples)


def between(a: End, b: End, where: np.ndarray | float) -> Request:
    """[any] The request at `where`, 0 at a and 1 at b, or (T,) for each latent its own. a and b
    have as many latents."""
    w = np.broadcast_to(np.asarray(where, np.float32), (len(a.request),))[:, None]
    return Request(
        noise=sphere(a.request.noise, b.request.noise, w),
        who=(1 - w) * a.request.who + w * b.request.who,
        lanes=_lanes(a.request.lanes, b.request.lanes, w),
        notes=_notes(a.request.notes, b.request.notes, w),
        guidance=a.request.guidance,
    )


def sphere(a: np.ndarray, b: np.ndarray, w: np.ndarray) -> np.ndarray:
    """[any] Noises (T, C) at weights w (T, 1): along the arc, as far round as the two lie apart,
    and from the one's strength to the other's."""
    cosine = float(np.vdot(a, b)) / max(float(np.linalg.norm(a) * np.linalg.norm(b)), 1e-9)
    angle = float(np.arccos(np.clip(cosine, -1, 1)))
    if np.sin(angle) < 1e-3:  # the same noise, or its opposite: there is no one arc
        return ((1 - w) * a + w * b).astype(np.float32)
    mixed = (np.sin((1 - w) * angle) * a + np.sin(w * angle) * b) / np.sin(angle)
    return mixed.astype(np.float32)


def _lanes(a: np.ndarray, b: np.ndarray, w: np.ndarray) -> np.ndarray:
    """Each lane in the unit in which it is heard (dB, semitones); attacks do not move, they fade
    where they are."""
    mixed = ((1 - w) * a + w * b).astype(np.float32)
    fading, coming = (1 - w[:, 0]) * a[:, _ONSET], w[:, 0] * b[:, _ONSET]
    mixed[:, _ONSET] = np.maximum(fading, coming)
    mixed[:, _POSITION] = np.where(fading >= coming, a[:, _POSITION], b[:, _POSITION])
    return mixed


def _notes(a: np.ndarray, b: np.ndarray, w: np.ndarray) -> np.ndarray:
    """Keys of both, each as softly as it is far: what is struck stays struck, or it would turn into
    a key that is held."""
    def parts(notes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        struck = notes[:, :-1] > 1
        return notes[:, :-1] - struck, struck

    (fading, struck_a), (coming, struck_b) = parts(a), parts(b)
    fading, coming = (1 - w) * fading, w * coming
    struck = (struck_a & (fading > 0)) | (struck_b & (coming > 0))
    mixed = np.empty_like(a)
    mixed[:, :-1] = np.maximum(fading, coming) + struck
    mixed[:, -1:] = (1 - w) * a[:, -1:] + w * b[:, -1:]
    return mixed


def sound(
    instrument: Instrument, a: End, b: End, where: np.ndarray | float, steps: int,
    told: Told = lambda *_: None,
) -> np.ndarray:
    """[any] The (samples, channels) sound at `where`, as long as it is between the two lengths;
    told `steps` times."""
    request = between(a, b, where)
    latents = journey.flow(instrument, request, request.noise, sampler.levels(steps), told)
    last = float(np.ravel(where)[-1])
    samples = round((1 - last) * a.samples + last * b.samples)
    return journey.finished(instrument, journey.decode(instrument, latents))[:samples]


def travelling(a: End, weights: Sequence[float]) -> np.ndarray:
    """[any] (T,) weights of one sound that is a where it begins and b where it ends, and passes
    `weights` at even times."""
    times = np.linspace(0, len(weights) - 1, len(a.request))
    return np.interp(times, np.arange(len(weights)), weights).astype(np.float32)


def even(weights: Sequence[float], steps: Sequence[float], points: int) -> list[float]:
    """[any] As many weights that divide a way evenly, of which `steps` lie between `weights`."""
    gone = np.concatenate([[0.0], np.cumsum(steps)])
    if gone[-1] <= 0:
        return np.linspace(0, 1, points).tolist()
    found = np.interp(np.linspace(0, gone[-1], points), gone, weights).tolist()
    return [0.0, *found[1:-1], 1.0]


@dataclass(frozen=True)
class Smoothness:
    """How even the way is, beside two that need no noise: the audio of both ends faded over, and
    their latents mixed. turned is the same way in steps that are equal turns, as those two are, or
    None where it was not looked at."""

    ours: Evenness
    crossfade: Evenness
    latents: Evenness
    turned: Evenness | None = None

    def named(self) -> dict[str, Evenness]:
        """[any] Each way by what it is called."""
        found = {"through the noise": self.ours, "in equal turns": self.turned,
                 "a crossfade": self.crossfade, "latents mixed": self.latents}
        return {name: way for name, way in found.items() if way is not None}


def smoothness(
    instrument: Instrument, sounds: Sequence[np.ndarray], weights: Sequence[float],
    ends: tuple[np.ndarray, np.ndarray], turned: Evenness | None = None,
) -> Smoothness:
    """[any] Of the (samples, channels) sounds at these weights. ends: the latents (T, C) of both
    recordings. The two others are given evenly spaced weights, as many."""
    rate = instrument.contract.sample_rate
    even_weights = np.linspace(0, 1, len(weights))
    longest = max(len(one) for one in sounds)
    first, last = (
        np.pad(one, ((0, longest - len(one)), (0, 0))) for one in (sounds[0], sounds[-1])
    )
    faded = [(1 - w) * first + w * last for w in even_weights]
    mixed = [
        journey.decode(instrument, ((1 - w) * ends[0] + w * ends[1]).astype(np.float32))[:longest]
        for w in even_weights
    ]
    ours, crossfade, latents = (
        measures.evenness(way, rate) for way in (sounds, faded, mixed)
    )
    return Smoothness(ours, crossfade, latents, turned)


def table(weights: Sequence[float], found: Smoothness) -> str:
    """[any] The way as text: its steps, and how it compares."""
    lines = ["from    to        step"]
    lines += [
        f"{a:5.3f}  {b:5.3f}  {step:6.2f} dB"
        for (a, b), step in zip(itertools.pairwise(weights), found.ours.steps, strict=True)
    ]
    lines.append("                       largest/mean  all/direct")
    for name, way in found.named().items():
        lines.append(f"{name:20}{way.largest:12.2f}{way.detour:14.2f}")
    return "\n".join(lines)
