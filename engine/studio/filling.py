"""Latents for a stretch of time whose past is known: in-painting with a model that hears no future.

At every noise level the passes run over the known past, noised by its own noise to that level, so
that their layers remember it as they would if they had made it; only the stretch itself is theirs
to move. What is to come the model cannot look at: who knows it chooses among several fillings.
"""

import itertools
from dataclasses import replace

import numpy as np

from engine import noise as noises
from engine import sampler
from engine.instrument import Instrument
from engine.studio import journey
from engine.voice import Request


def fill(
    instrument: Instrument, request: Request, known: np.ndarray, stretch: slice, steps: int,
    told: journey.Told = lambda index, count: None,
) -> np.ndarray:
    """[any] The latents known (T, C) with others, grown from the request's noise, in `stretch`.
    T is a multiple of the stride."""
    until = _whole(instrument, stretch.stop, len(known))
    past, asked = known[:until], request.part(0, until)
    made = asked.noise[stretch]
    for index, (t, to) in enumerate(itertools.pairwise(sampler.levels(steps))):
        x = (1 - np.float32(t)) * past + np.float32(t) * asked.noise
        x[stretch] = made
        velocity = journey.velocity(instrument, asked, x, float(t), float(to))
        made = made + np.float32(to - t) * velocity[stretch]
        told(index + 1, steps)
    filled = known.copy()
    filled[stretch] = made
    return filled


def with_noise(request: Request, stretch: slice, seed: int) -> Request:
    """[any] The same request, whose noise in `stretch` is another seed's."""
    other = request.noise.copy()
    other[stretch] = noises.noise(seed, stretch.start, stretch.stop - stretch.start,
                                  other.shape[1])
    return replace(request, noise=other)


def _whole(instrument: Instrument, latents: int, most: int) -> int:
    """So many latents, and as many more as a whole block takes."""
    stride = instrument.contract.stride
    return min(-(-latents // stride) * stride, most)
