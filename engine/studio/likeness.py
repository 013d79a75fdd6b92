"""Which instrument a sound is most like, by asking the denoiser itself: the one in whose name the
model foretells best where noise on the sound came from (a diffusion classifier, Li et al. 2023).
"""

import numpy as np

from engine import noise as noises
from engine.instrument import Instrument
from engine.voice import Request

LEVELS = (0.5, 0.6, 0.7)
"""Where instruments differ most: with less noise the sound speaks for itself, with more the model
has only its mean to say (docs/LAB.md has both)."""
LONGEST = 256
"""Latents that are looked at: the 2.7 seconds in which most happens."""
AT_ONCE = 7
"""Instruments in a batch: enough for products to be quick, and little memory."""
SHARPNESS = 300.0
"""From errors to probabilities. Held-out phrases are told apart best with 600 and more, but what
comes from outside is like several instruments at once, and that should be seen."""


def instrument_of(
    instrument: Instrument, latents: np.ndarray, request: Request | None = None, seed: int = 0
) -> np.ndarray:
    """[control] (instruments,) how probable each is for latents (T, C), T a multiple of the stride;
    they add up to 1. request: what else is known of the sound, its lanes and notes; None is
    nothing. The same seed gives the same answer.
    """
    part = _busiest(instrument, latents)
    x, told = latents[part], request and request.part(part.start, part.stop)
    count = len(instrument.contract.instruments)
    error = np.zeros(count)
    for index, level in enumerate(LEVELS):
        noise = noises.noise((seed + index) % 65536, 0, len(x), x.shape[1])
        mixed = (1 - np.float32(level)) * x + np.float32(level) * noise
        for first in range(0, count, AT_ONCE):
            who = np.arange(first, min(first + AT_ONCE, count))
            found = _velocities(instrument, who, mixed, level, told)
            error[who] += np.mean((found - (noise - x)) ** 2, axis=(1, 2)) / len(LEVELS)
    share = np.exp(-SHARPNESS * (error - error.min()))
    return share / share.sum()


def _busiest(instrument: Instrument, latents: np.ndarray) -> slice:
    """The LONGEST latents that are farthest from silence."""
    stride, hop = instrument.contract.stride, instrument.contract.hop
    if len(latents) <= LONGEST:
        return slice(0, len(latents))
    channels = instrument.decoder.contract.channels
    silence = instrument.encode(np.zeros((16 * hop, channels), np.float32))[-1]
    away = np.concatenate([[0.0], np.cumsum(np.mean((latents - silence) ** 2, axis=1))])
    starts = np.arange(0, len(latents) - LONGEST + 1, stride)
    start = int(starts[np.argmax(away[starts + LONGEST] - away[starts])])
    return slice(start, start + LONGEST)


def _velocities(
    instrument: Instrument, who: np.ndarray, x: np.ndarray, level: float, request: Request | None
) -> np.ndarray:
    """(W, T, C) velocities of x (T, C) at a level, in the name of each instrument of who (W,)."""
    contract = instrument.contract
    each, latents = len(who), len(x)
    names = len(contract.instruments)
    rows = np.zeros((each, names + len(contract.families)), np.float32)
    rows[np.arange(each), who] = 1
    rows[np.arange(each), names + np.asarray(contract.family_of)[who]] = 1
    if request is None:
        asked = np.zeros((latents, len(contract.lane_columns)), np.float32)
        notes = np.zeros((latents, contract.note_columns), np.float32)
    else:
        asked, notes = request.lanes, request.notes

    def repeated(one: np.ndarray) -> np.ndarray:
        return np.repeat(one[None], each, axis=0)

    return instrument.denoise(
        repeated(x), level, level, np.ones((each, latents), np.float32),
        np.repeat(rows[:, None], latents, axis=1), repeated(asked), repeated(notes),
        instrument.start_pass(each),
    )[0]
