"""One block, end to end: step(state, controls) -> (audio, state). No thread, clock or device.

Live play, offline render and the replay of a take are this one function, so at one block size they
are the same samples. A block is T latents (a multiple of the model's stride); audio comes out as
(T * hop, channels) float32.

What cannot glide (the number of steps, guidance on or off where it takes a second pass, seeds,
instruments, the loop, the model) changes without a seam: a newcomer (newcomer.py) warms up over the
stored past while the voice in force plays on, and the sound fades from one to the other within a
block. Seeds, instruments and the loop are obeyed at once: the voice in force plays what is asked of
it from now on, and it is only what its layers remember that takes until then to follow.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import numpy as np

from engine import newcomer, output, sampler, voice
from engine.controls import Asked, Controls, Hands, ask
from engine.instrument import Instrument
from engine.loop import following
from engine.newcomer import Newcomer
from engine.noise import Loop
from engine.store import Kind
from engine.voice import Moves, Plan, Request, Roots

STAGES = ("controls", "noise", "denoiser", "decoder", "output")
Lap = Callable[[str], object]
"""Is told which of STAGES has just ended."""


@dataclass(frozen=True)
class State:
    """A moment. Keep one and you can play on from there, any number of times."""

    index: int = 0
    hands: Hands = field(default_factory=Hands)
    plan: Plan | None = None
    roots: Roots | None = None
    """Those that the memories grew from."""
    loop: Loop | None = None
    passes: tuple[np.ndarray, ...] = ()
    decoder: np.ndarray | None = None
    past: Moves | None = None
    warming: Newcomer | None = None
    heard: output.Memory | None = None
    handovers: int = 0
    """How often a successor has taken over."""


def step(
    instrument: Instrument, state: State, controls: Controls, latents: int,
    successor: Instrument | None = None, lap: Lap = lambda stage: None,
) -> tuple[np.ndarray, State, Asked]:
    """[render] The next `latents` latents: ((samples, channels) audio, next state, what was asked).

    Audio is finite, with true peaks of at most -0.95 dBFS. A RESET event starts a new state before
    the block, and so does, before the next one, a model that made what is no sound: what has once
    reached its memory would stay.

    successor: a model that shall take over, of the same shape (`Instrument.misfit`). It is given
    with every block until `handovers` has grown; from then on it is the `instrument`.
    lap: told of each stage behind it.

    Raises ValueError when `latents` is not a multiple of the model's stride.
    """
    contract = instrument.contract
    if latents <= 0 or latents % contract.stride:
        raise ValueError(f"a block must be a multiple of {contract.stride} latents, not {latents}")
    heard = state.heard or output.start(instrument.decoder.contract.channels)
    if any(event.kind == Kind.RESET for event in controls.events):
        state = State(hands=state.hands.reset(), handovers=state.handovers)
        heard = output.cut_off(heard)
    asked, hands = ask(controls, state.hands, latents, contract.hop, contract.sample_rate)
    lap("controls")
    loop = following(
        state.loop, asked, state.index, latents, contract.stride,
        contract.sample_rate / contract.hop, contract.receptive_latents + latents,
    )
    state = replace(state, hands=hands, loop=loop)
    audio, state = _sound(instrument, successor, state, asked, latents, lap)
    broken = heard.broken
    audio, heard = output.finish(audio, asked.gain_db, asked.audible, heard, contract.sample_rate)
    lap("output")
    index = state.index + latents
    if heard.broken > broken:
        afresh = State(index, hands, loop=loop, handovers=state.handovers)
        return audio, replace(afresh, heard=output.cut_off(heard)), asked
    return audio, replace(state, index=index, heard=heard), asked


def _sound(
    instrument: Instrument, successor: Instrument | None, state: State, asked: Asked, latents: int,
    lap: Lap,
) -> tuple[np.ndarray, State]:
    """Audio (samples, channels) by the voice in force, and its next state; where another voice is
    wanted, also some work on that one, or the fade to it."""
    last = successor or instrument
    alone = last.folds_guidance or bool(np.all(asked.guidance == 1.0))
    wanted = Plan(asked.steps, 1 if alone else 2)
    roots = Roots(asked.seeds, asked.instruments, state.loop)
    moves, before = voice.moves(asked), state.past
    if before is None:  # nothing sounds yet
        state = replace(
            state, plan=wanted, roots=roots, passes=voice.fresh(last, wanted),
            decoder=last.decoder.start(), past=moves, handovers=state.handovers + bool(successor),
        )
        request = voice.request(last, roots, moves, state.index)
        lap("noise")
        return _played(last, state, request, lap)
    warming, state = _due(instrument, successor, state, before, wanted, roots)
    request = voice.request(instrument, roots, moves, state.index)
    lap("noise")
    audio, played = _played(instrument, state, request, lap)
    past = before.then(moves, last.contract.receptive_latents)
    played = replace(played, past=past, warming=None)
    if warming is None:
        return audio, played
    if warming.follows:
        request = voice.request(last, roots, moves, state.index)
    if warming is not state.warming:
        # Its work begins with the next block, so that whoever has a deadline can begin that sooner.
        return audio, replace(played, warming=newcomer.heard(warming, request))
    if not warming.is_warm:
        warming = newcomer.heard(newcomer.work(warming, last, latents), request)
        return audio, replace(played, warming=warming)
    arriving, arrived = newcomer.arrive(newcomer.heard(warming, request), last, latents)
    played = replace(
        played, plan=arrived.plan, roots=arrived.roots, passes=arrived.passes,
        decoder=arrived.decoder, handovers=state.handovers + arrived.follows,
    )
    return _faded(audio, arriving), played


def _due(
    instrument: Instrument, successor: Instrument | None, state: State, past: Moves, wanted: Plan,
    roots: Roots,
) -> tuple[Newcomer | None, State]:
    """The newcomer that is wanted, new or on its way, and the state, where it is one that needs
    none.

    One that comes for its roots alone starts again when they change once more. One that comes for
    its plan arrives first, so that a hand which keeps turning cannot hold it up.
    """
    follows, warming = successor is not None, state.warming
    assert state.roots is not None
    if wanted == state.plan and roots == state.roots and not follows:
        return None, replace(state, roots=roots)  # whose loop may have begun again
    for_its_roots = wanted == state.plan and not follows
    if warming is not None and (warming.plan, warming.follows) == (wanted, follows) and (
        warming.roots == roots or not for_its_roots
    ):
        return warming, state
    last, first = successor or instrument, state.index - len(past)
    kept = past.part(max(len(past) - last.contract.receptive_latents, 0), len(past))
    before = voice.request(last, roots, kept, first + len(past) - len(kept))
    if for_its_roots:
        remembered = voice.request(instrument, state.roots, past, first)
        if all(map(np.array_equal, before.columns(), remembered.columns())):
            return None, replace(state, roots=roots)  # it would have been the same sound
    return newcomer.begin(last, wanted, roots, follows, before, state.index - len(kept)), state


def _played(
    instrument: Instrument, state: State, request: Request, lap: Lap
) -> tuple[np.ndarray, State]:
    """The request by the voice in force."""
    assert state.plan is not None and state.decoder is not None
    denoise = voice.denoiser(instrument, state.plan, request)
    made, passes = sampler.euler(denoise, request.noise, state.plan.steps, state.passes)
    lap("denoiser")
    audio, decoder = instrument.decoder.step(made, state.decoder)
    lap("decoder")
    return audio, replace(state, passes=passes, decoder=decoder)


def _faded(leaving: np.ndarray, arriving: np.ndarray) -> np.ndarray:
    """From one sound to the other over the block, by gains that add up to one: the two grow from
    the same noise and the same controls, so they add as one sound does with itself. (Gains whose
    squares add up to one would make what is alike 3 dB louder half way.)"""
    along = (np.arange(len(leaving), dtype=np.float32) + 1) / len(leaving)
    share = (0.5 - 0.5 * np.cos(np.pi * along)).astype(np.float32)[:, None]
    return leaving + share * (arriving - leaving)
