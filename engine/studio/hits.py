"""One drum hit, from a key to a sound as samplers want it: its attack at the start, its tail faded,
as loud as all the others.
"""

from dataclasses import dataclass

import numpy as np

from engine.instrument import Instrument
from engine.studio import asking, journey, loudness
from engine.studio.asking import Note

SECONDS = 1.5
"""The longest that a hit is."""
LOUDNESS_LUFS = -20.0
"""Of its loudest 400 ms: every hit of a kit has this."""
CEILING = 10 ** (-1 / 20)
"""Of its samples. A hit that would be over it at its loudness is drawn again."""
ATTACK = 0.05
"""A hit begins where it first has this much of its peak."""
BEFORE_S = 0.0005
"""What is left before that, fading in."""
GONE = 1e-3
"""It has ended where it stays below this much of its loudest 10 ms: 60 dB less."""
FADE_S = 0.05
PROMPT_S = 0.12
"""A hit that is loudest later than this is none."""
TRIES = 12


@dataclass(frozen=True)
class Key:
    """Where a hit comes from: an instrument by its number, and one of its keys."""

    instrument: int
    pitch: int


def struck(
    instrument: Instrument, key: Key, seed: int, steps: int, guidance: float
) -> np.ndarray | None:
    """[any] (samples, channels) of one hit, trimmed and levelled; None when what the model plays is
    no hit: silent, slow, or too peaky to be as loud as the others."""
    contract = instrument.contract
    latents = asking.latents_of(instrument, round(SECONDS * contract.sample_rate))
    settings = {"instrument_a": key.instrument, "instrument_b": key.instrument, "seed_a": seed,
                "guidance": guidance}
    request = asking.request(instrument, latents, settings, notes=[Note(0.0, 0.2, key.pitch, 0.9)])
    decoded = journey.decode(instrument, journey.sample(instrument, request, steps))
    # The gate opens over the first latent: it shall not open over the attack.
    ahead = np.zeros((contract.hop, decoded.shape[1]), np.float32)
    return as_a_hit(
        journey.finished(instrument, np.concatenate([ahead, decoded])), contract.sample_rate
    )


def as_a_hit(audio: np.ndarray, rate: int) -> np.ndarray | None:
    """[any] (samples, channels) from its attack to its end, at LOUDNESS_LUFS; None for no hit."""
    envelope = np.abs(audio).max(axis=1)
    loud = _smooth((audio**2).mean(axis=1), round(0.01 * rate))
    if envelope.max() < 0.003:
        return None
    begins = int(np.argmax(envelope >= ATTACK * envelope.max()))
    before = min(begins, round(BEFORE_S * rate))
    ends = len(loud) - int(np.argmax(loud[::-1] > GONE**2 * loud.max()))
    if np.argmax(loud) - begins > PROMPT_S * rate or ends - begins < 0.02 * rate:
        return None
    hit = audio[begins - before : ends].astype(np.float64)
    fade = min(round(FADE_S * rate), len(hit) // 3)
    hit[:before] *= _rise(before)
    hit[len(hit) - fade :] *= _rise(fade)[::-1]
    hit *= 10 ** ((LOUDNESS_LUFS - loudness.loudest(hit, rate)) / 20)
    return hit.astype(np.float32) if np.abs(hit).max() <= CEILING else None


def _rise(samples: int) -> np.ndarray:
    """(samples, 1) from 0 towards 1."""
    return (0.5 - 0.5 * np.cos(np.pi * np.arange(samples) / max(samples, 1)))[:, None]


def _smooth(power: np.ndarray, samples: int) -> np.ndarray:
    """The mean of so many around each."""
    sums = np.cumsum(np.pad(power, (samples // 2 + 1, samples - samples // 2 - 1)))
    return np.maximum(np.r_[sums[samples:] - sums[:-samples]], 0)[: len(power)] / samples
