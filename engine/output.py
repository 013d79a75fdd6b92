"""The last stage of a block: no constant part, the player's gain, a gate, and a ceiling.

It knows no model and no device. It works latent by latent and looks no further than the latent at
hand, so it adds no delay and time may be cut anywhere. The gate is what never clicks: it opens and
shuts over 5 ms, and whatever is cut off without a warning (a reset, a latent that is no sound)
fades from its last sample.
"""

from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from engine import limiter

FADE = 256
"""Samples over which the gate opens and shuts: 5 ms at 48 kHz."""
HOLD = 128
"""Samples over which the last one fades where no sound follows that could."""
DC_HZ = 5.0
"""Corner of the high-pass that takes the constant part away."""
BEYOND = 100.0
"""What is this loud, infinite or no number is no sound: the model has broken down."""

_OPENING = (0.5 - 0.5 * np.cos(np.pi * np.arange(FADE) / FADE)).astype(np.float32)
_SHUTTING = _OPENING[::-1]
_HOLDING = (0.5 + 0.5 * np.cos(np.pi * np.arange(1, HOLD + 1) / HOLD)).astype(np.float32)


@dataclass(frozen=True)
class Memory:
    """What is remembered between latents: the constant part (channels,), whether the gate is open,
    the limiter's memory, and how many latents were no sound."""

    constant: np.ndarray
    open: bool
    limiter: limiter.Memory
    broken: int = 0


def start(channels: int) -> Memory:
    """[render] Silence, behind a gate that opens with the first latent."""
    return Memory(np.zeros(channels), False, limiter.start(channels))


def cut_off(memory: Memory) -> Memory:
    """[render] For a sound that another one follows from nowhere: the gate is shut."""
    return Memory(np.zeros_like(memory.constant), False, memory.limiter, memory.broken)


def finish(
    audio: np.ndarray, gain_db: np.ndarray, audible: np.ndarray, memory: Memory, sample_rate: int
) -> tuple[np.ndarray, Memory]:
    """[render] What may be played of T latents: (samples, channels) float32, and the memory.

    audio (samples, channels) float32 as decoded, also where it is not finite; gain_db (T + 1,) from
    the end of the block before; audible (T,) bool, False where the player wants silence. True peaks
    are at most -0.95 dBFS. Raises ValueError when a latent is too short for the fades or no
    multiple of the limiter's segments.
    """
    latents = len(audible)
    hop = len(audio) // latents
    if hop < FADE or hop % limiter.SEGMENT:
        raise ValueError(f"a latent of {hop} samples is not {FADE} or more in {limiter.SEGMENT}s")
    gain = 10 ** (gain_db / 20)
    along = np.arange(hop) / hop
    pieces = []
    for at in range(latents):
        ramp = gain[at] + (gain[at + 1] - gain[at]) * along
        piece = np.ascontiguousarray(audio[at * hop : (at + 1) * hop].T)
        piece, memory = _latent(piece, ramp, bool(audible[at]), memory, sample_rate)
        pieces.append(piece)
    return np.ascontiguousarray(np.concatenate(pieces, axis=1).T), memory


def _latent(
    sound: np.ndarray, ramp: np.ndarray, audible: bool, memory: Memory, sample_rate: int
) -> tuple[np.ndarray, Memory]:
    """One latent, (channels, hop)."""
    is_sound = bool(np.abs(sound).max() < BEYOND)  # which a NaN is not
    if is_sound:
        sound, constant = _without_constant(sound, memory.constant, sample_rate)
        sound = (sound * ramp).astype(np.float32)
        memory = replace(memory, constant=constant)
    else:
        sound = np.zeros_like(sound)
        memory = replace(memory, open=False, broken=memory.broken + 1)
    opens = audible and is_sound
    before = memory.limiter
    if memory.open and not opens:
        sound[:, :FADE] *= _SHUTTING
        sound[:, FADE:] = 0
    elif not memory.open:
        if opens:
            sound[:, :FADE] *= _OPENING
        else:
            sound[:] = 0
        sound[:, :HOLD] += before.tail[:, -1:] * _HOLDING
        before = replace(before, gain=1.0)  # that last sample has been through it already
    sound, after = limiter.limit(sound, before, sample_rate)
    return sound, replace(memory, open=opens, limiter=after)


def _without_constant(
    sound: np.ndarray, constant: np.ndarray, sample_rate: int
) -> tuple[np.ndarray, np.ndarray]:
    """The sound less what a one-pole low-pass makes of it, and where that stands at the end.

    In closed form: the low-pass at sample n is a sum over the past whose weights fall as powers, so
    one running sum of the samples, each raised by its power, has it.
    """
    pole, powers = _low_pass(sound.shape[1], sample_rate)
    slow = powers * (constant[:, None] + (1 - pole) * np.cumsum(sound / powers, axis=1))
    last = slow[:, -1].copy()
    last[np.abs(last) < 1e-20] = 0  # numbers that fade for ever become slow ones
    return (sound - slow), last


@cache
def _low_pass(samples: int, sample_rate: int) -> tuple[float, np.ndarray]:
    """Its pole, and the powers of it up to `samples`."""
    pole = np.exp(-2 * np.pi * DC_HZ / sample_rate)
    return pole, pole ** np.arange(1, samples + 1)
