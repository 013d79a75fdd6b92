"""Whole clips between noise and sound: forwards, part of the way, and back. The same model as when
playing, one long run for each noise level, so it is as quick as the machine allows.

A noise level is 1 at noise and 0 at data. A run starts from silence, as a performance does.
"""

import itertools
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from engine import output, sampler, voice
from engine.instrument import Instrument
from engine.voice import Plan, Request

RUN = 1024
"""Latents at a time: enough to read the weights once for many, and little memory."""
Told = Callable[[int, int], object]
"""Is told of every pass: which it was, and how many there are."""


def velocity(
    instrument: Instrument, request: Request, x: np.ndarray, t: float, until: float
) -> np.ndarray:
    """[any] (T, C) mean velocity of latents x at level t on their way to `until`; at `until` = t it
    is the velocity there. T is a multiple of the stride."""
    one = bool(instrument.folds_guidance or np.all(request.guidance == 1.0))
    plan = Plan(1, 1 if one else 2)
    (memory,), found = voice.fresh(instrument, plan), []
    for start in range(0, len(x), RUN):
        denoise = voice.denoiser(instrument, plan, request.part(start, start + RUN))
        made, memory = denoise(x[start : start + RUN], t, until, memory)
        found.append(made)
    return np.concatenate(found)


def forward(
    instrument: Instrument, request: Request, x: np.ndarray, levels: np.ndarray,
    told: Told = lambda index, count: None,
) -> np.ndarray:
    """[any] Euler's method along falling `levels` (steps + 1,): latents x (T, C) at the first of
    them to those at the last."""
    for index, (t, until) in enumerate(itertools.pairwise(levels)):
        step = np.float32(until - t)
        x = x + step * velocity(instrument, request, x, float(t), float(until))
        told(index + 1, len(levels) - 1)
    return x


def sample(
    instrument: Instrument, request: Request, steps: int,
    told: Told = lambda index, count: None,
) -> np.ndarray:
    """[any] From the request's noise to latents (T, C), as when playing."""
    return forward(instrument, request, request.noise, sampler.levels(steps), told)


def vary(
    instrument: Instrument, request: Request, latents: np.ndarray, strength: float, steps: int,
    told: Told = lambda index, count: None,
) -> np.ndarray:
    """[any] Latents (T, C) noised by the request's noise to the level `strength` (0..1), and
    brought back to what the request asks: at 0 they stay, at 1 nothing of them is left."""
    level = np.float32(strength)
    x = (1 - level) * latents + level * request.noise
    return forward(instrument, request, x, strength * sampler.levels(steps), told)


def flow(
    instrument: Instrument, request: Request, x: np.ndarray, levels: np.ndarray,
    told: Told = lambda index, count: None,
) -> np.ndarray:
    """[any] The flow itself along `levels` (steps + 1,), up or down, by the midpoint method (two
    passes a step), which the same levels the other way lead back: latents x (T, C) at the first
    of them to those at the last. No jumps: it takes more steps than playing, and forgets less."""
    for index, (t, until) in enumerate(itertools.pairwise(levels)):
        middle, step = float(t + until) / 2, np.float32(until - t)
        half = x + step / 2 * velocity(instrument, request, x, float(t), float(t))
        x = x + step * velocity(instrument, request, half, middle, middle)
        told(index + 1, len(levels) - 1)
    return x


def invert(
    instrument: Instrument, request: Request, latents: np.ndarray, steps: int,
    told: Told = lambda index, count: None,
) -> np.ndarray:
    """[any] From latents (T, C) to the noise that they would have grown from, without guidance,
    which would not lead back."""
    plain = replace(request, guidance=np.ones_like(request.guidance))
    return flow(instrument, plain, latents, sampler.levels(steps)[::-1], told)


def decode(instrument: Instrument, latents: np.ndarray) -> np.ndarray:
    """[any] (T, C) latents to (samples, channels) float32, as the decoder makes it."""
    state, found = instrument.decoder.start(), []
    for start in range(0, len(latents), RUN):
        audio, state = instrument.decoder.step(latents[start : start + RUN], state)
        found.append(audio)
    return np.concatenate(found)


def finished(instrument: Instrument, audio: np.ndarray, gain_db: float = 0.0) -> np.ndarray:
    """[any] Decoded (samples, channels), a whole number of latents, as it may be played: without a
    constant part, true peaks at most -0.95 dBFS."""
    contract = instrument.contract
    count = len(audio) // contract.hop
    done, _ = output.finish(
        audio, np.full(count + 1, gain_db, np.float32), np.ones(count, bool),
        output.start(audio.shape[1]), contract.sample_rate,
    )
    return done
