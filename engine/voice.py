"""One way of sounding: how it samples, where its noise and its timbre come from, and what the model
is given for it. Pure; render.py plays one, newcomer.py warms another up.
"""

from dataclasses import dataclass

import numpy as np

from engine.controls import Asked
from engine.instrument import Instrument
from engine.noise import Loop, morph, noise, stretches
from engine.sampler import Denoise


@dataclass(frozen=True)
class Plan:
    """How to sample: diffusion steps, and passes in a batch (2 under guidance that is not folded
    into the model, else 1)."""

    steps: int
    branches: int


@dataclass(frozen=True)
class Roots:
    """Where a sound grows from, of which nothing glides: the pair of seeds, the pair of instruments
    and the loop of the noise, if there is one."""

    seeds: tuple[int, int]
    instruments: tuple[int, int]
    loop: Loop | None = None


class _Columns:
    """Arrays with one row for each latent."""

    def columns(self) -> tuple[np.ndarray, ...]:
        """[render] The arrays, in the order of the fields."""
        return tuple(vars(self).values())

    def part(self, start: int, stop: int):
        """[render] Latents `start` to `stop`."""
        return type(self)(*(column[start:stop] for column in self.columns()))

    def then(self, other, keep: int | None = None):
        """[render] This and the other behind it; only the last `keep` latents."""
        pairs = zip(self.columns(), other.columns(), strict=True)
        start = 0 if keep is None else -keep
        return type(self)(*(np.concatenate(pair)[start:] for pair in pairs))

    def __len__(self) -> int:
        return len(self.columns()[0])


@dataclass(frozen=True)
class Moves(_Columns):
    """What was asked for, latent by latent, whatever it grew from: kept, to warm up on."""

    morph: np.ndarray
    guidance: np.ndarray
    temperature: np.ndarray
    lanes: np.ndarray
    notes: np.ndarray


@dataclass(frozen=True)
class Request(_Columns):
    """Model inputs, all float32."""

    noise: np.ndarray
    who: np.ndarray
    lanes: np.ndarray
    notes: np.ndarray
    guidance: np.ndarray


def moves(asked: Asked) -> Moves:
    """[render] What is kept of one block."""
    return Moves(asked.morph, asked.guidance, asked.temperature, asked.lanes, asked.notes)


def request(instrument: Instrument, roots: Roots, asked: Moves, index: int) -> Request:
    """[render] What the model is given from latent `index` on: seeds become noise, instruments
    become weights."""
    contract = instrument.contract
    latents, channels = len(asked), contract.latent_channels
    a, b = (
        np.concatenate([noise(seed, at, count, channels)
                        for at, count in stretches(index, latents, roots.loop)])
        for seed in roots.seeds
    )
    if roots.seeds[0] != roots.seeds[1]:  # of one noise, cos and sin would make 3 dB more
        a = morph(a, b, asked.morph)
    blended = a * asked.temperature[:, None]
    count = len(contract.instruments)
    who = np.zeros((latents, count + len(contract.families)), np.float32)
    weights = (1 - asked.morph, asked.morph)
    for number, weight in zip(roots.instruments, weights, strict=True):
        number = min(number, count - 1)
        who[:, number] += weight
        who[:, count + contract.family_of[number]] += weight
    return Request(blended, who, asked.lanes, asked.notes, asked.guidance)


def fresh(instrument: Instrument, plan: Plan) -> tuple[np.ndarray, ...]:
    """[render] What the passes remember before time 0, one array for each step."""
    return tuple(instrument.start_pass(plan.branches) for _ in range(plan.steps))


def denoiser(instrument: Instrument, plan: Plan, request: Request) -> Denoise:
    """[render] The model, told this request. Where guidance takes two passes they share a batch,
    and its second row is asked for nothing."""

    def rows(asked: np.ndarray) -> np.ndarray:
        if plan.branches == 1:
            return asked[None]
        return np.stack([asked, np.zeros_like(asked)])

    who, asked, notes = rows(request.who), rows(request.lanes), rows(request.notes)
    told = request.guidance[None]
    if not instrument.folds_guidance:
        told = np.ones((plan.branches, len(request.guidance)), np.float32)

    def denoise(
        x: np.ndarray, t: float, until: float, memory: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray]:
        every = np.repeat(x[None], plan.branches, axis=0)
        velocity, memory = instrument.denoise(every, t, until, told, who, asked, notes, memory)
        if plan.branches == 1:
            return velocity[0], memory
        # Classifier-free guidance, Ho & Salimans 2022.
        free = velocity[1]
        return free + request.guidance[:, None] * (velocity[0] - free), memory

    return denoise
