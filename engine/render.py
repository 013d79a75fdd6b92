"""One block, end to end: step(state, controls) -> (audio, state). No thread, clock or device.

Live play, offline render and the replay of a take are this one function, so at one block size they
are the same samples. A block is T latents (a multiple of the model's stride); audio comes out as
(T * hop, channels) float32.

When the number of steps changes, or guidance is switched on or off, the new way of sampling first
warms up: slice by slice, it runs over the stored past that its layers can see, while the old one
plays on. Then it takes over within one block, sounding as if it had played all along.
"""

from dataclasses import dataclass, field, replace

import numpy as np

from engine import output, sampler
from engine.controls import Asked, Controls, Hands, ask
from engine.instrument import Instrument
from engine.noise import morph, noise
from engine.store import Kind

WARM_SPEED = 8
"""Latents of the past that a newcomer runs over for each latent that sounds."""


@dataclass(frozen=True)
class Plan:
    """How to sample: diffusion steps, and passes in a batch (2 under guidance that is not folded
    into the model, else 1)."""

    steps: int
    branches: int


@dataclass(frozen=True)
class Request:
    """Model inputs for T latents, all float32 with T first; the past of them is kept to warm up."""

    noise: np.ndarray
    who: np.ndarray
    lanes: np.ndarray
    notes: np.ndarray
    guidance: np.ndarray

    def part(self, start: int, stop: int) -> "Request":
        """[render] Latents `start` to `stop` of it."""
        return Request(*(column[start:stop] for column in self._columns()))

    def then(self, other: "Request", keep: int) -> "Request":
        """[render] This and the other behind it, only the last `keep` latents."""
        pairs = zip(self._columns(), other._columns(), strict=True)
        return Request(*(np.concatenate(pair)[-keep:] for pair in pairs))

    def _columns(self) -> tuple[np.ndarray, ...]:
        return self.noise, self.who, self.lanes, self.notes, self.guidance


@dataclass(frozen=True)
class Warming:
    """A plan on its way in: its states, and the index of the next latent it has to run over."""

    plan: Plan
    passes: tuple[np.ndarray, ...]
    reached: int


@dataclass(frozen=True)
class State:
    """A moment. Keep one and you can play on from there, any number of times."""

    index: int = 0
    hands: Hands = field(default_factory=Hands)
    plan: Plan | None = None
    passes: tuple[np.ndarray, ...] = ()
    decoder: np.ndarray | None = None
    past: Request | None = None
    warming: Warming | None = None
    heard: output.Memory | None = None


def step(
    instrument: Instrument, state: State, controls: Controls, latents: int
) -> tuple[np.ndarray, State, Asked]:
    """[render] The next `latents` latents: ((samples, channels) audio, next state, what was asked).

    Audio is finite, with true peaks of at most -0.95 dBFS. A RESET event starts a new state before
    the block, and so does, before the next one, a model that made what is no sound: what has once
    reached its memory would stay. Raises ValueError when `latents` is not a multiple of the model's
    stride.
    """
    contract = instrument.contract
    if latents <= 0 or latents % contract.stride:
        raise ValueError(f"a block must be a multiple of {contract.stride} latents, not {latents}")
    heard = state.heard or output.start(instrument.decoder.contract.channels)
    if any(event.kind == Kind.RESET for event in controls.events):
        state, heard = State(), output.cut_off(heard)
    asked, hands = ask(controls, state.hands, latents, contract.hop, contract.sample_rate)
    request = _request(instrument, asked, state.index)
    alone = instrument.folds_guidance or np.all(asked.guidance == 1.0)
    wanted = Plan(asked.steps, 1 if alone else 2)
    made, plan, passes, warming = _sample(instrument, state, wanted, request)
    decoder = instrument.decoder.start() if state.decoder is None else state.decoder
    audio, decoder = instrument.decoder.step(made, decoder)
    past = request if state.past is None else state.past.then(request, contract.receptive_latents)
    broken = heard.broken
    audio, heard = output.finish(audio, asked.gain_db, asked.audible, heard, contract.sample_rate)
    index = state.index + latents
    if heard.broken > broken:
        return audio, State(index, hands, heard=output.cut_off(heard)), asked
    return audio, State(index, hands, plan, passes, decoder, past, warming, heard), asked


def _request(instrument: Instrument, asked: Asked, index: int) -> Request:
    """What is asked, in the model's inputs: seeds become noise, instruments become weights."""
    contract = instrument.contract
    latents, channels = len(asked.morph), contract.latent_channels
    a, b = (noise(seed, index, latents, channels) for seed in asked.seeds)
    blended = morph(a, b, asked.morph) * asked.temperature[:, None]
    count = len(contract.instruments)
    who = np.zeros((latents, count + len(contract.families)), np.float32)
    weights = (1 - asked.morph, asked.morph)
    for number, weight in zip(asked.instruments, weights, strict=True):
        number = min(number, count - 1)
        who[:, number] += weight
        who[:, count + contract.family_of[number]] += weight
    return Request(blended, who, asked.lanes, asked.notes, asked.guidance)


def _sample(
    instrument: Instrument, state: State, wanted: Plan, request: Request
) -> tuple[np.ndarray, Plan, tuple[np.ndarray, ...], Warming | None]:
    """Latents (T, C) by the plan in force, and one slice of warming where another is wanted."""
    past = state.past
    if state.plan is None or past is None:
        passes = _fresh(instrument, wanted)
        made, passes = _run(instrument, wanted, passes, request)
        return made, wanted, passes, None
    made, passes = _run(instrument, state.plan, state.passes, request)
    if wanted == state.plan:
        return made, state.plan, passes, None
    first = state.index - len(past.noise)
    warming = state.warming
    if warming is None or warming.plan != wanted:
        warming = Warming(wanted, _fresh(instrument, wanted), first)
    start = warming.reached - first
    stop = min(start + WARM_SPEED * len(request.noise), len(past.noise))
    if start < stop:
        _, warmed = _run(instrument, wanted, warming.passes, past.part(start, stop))
        warming = replace(warming, passes=warmed, reached=first + stop)
    if warming.reached < state.index:
        return made, state.plan, passes, warming
    taking_over, warmed = _run(instrument, wanted, warming.passes, request)
    share = np.linspace(0, 1, len(made) + 1, dtype=np.float32)[1:, None]
    return (1 - share) * made + share * taking_over, wanted, warmed, None


def _fresh(instrument: Instrument, plan: Plan) -> tuple[np.ndarray, ...]:
    return tuple(instrument.start_pass(plan.branches) for _ in range(plan.steps))


def _run(
    instrument: Instrument, plan: Plan, passes: tuple[np.ndarray, ...], request: Request
) -> tuple[np.ndarray, tuple[np.ndarray, ...]]:
    """One plan over T latents. Where guidance takes two passes they share a batch, and its second
    row is asked for nothing."""

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

    return sampler.euler(denoise, request.noise, plan.steps, passes)

