"""A voice on its way in: it runs over the past that its layers can see while another one plays, and
then sounds as if it had played all along. Pure; render.py plays it.

The past goes through the stages of the voice one after the other (each diffusion step, at last the
decoder), in stretches as long as the work of one block allows: a pass over many latents costs
little more than one over two. What has sounded meanwhile is a second, short round, and what is left
then goes with the block in which the newcomer arrives. How much is done in a block is counted in
work and never in time, so that a take arrives in the same block again.
"""

from dataclasses import dataclass, replace

import numpy as np

from engine import sampler, voice
from engine.instrument import Instrument
from engine.voice import Plan, Request, Roots

WORK = 50
"""What may be done for each latent that sounds, in what one latent of a denoiser pass costs: 5 ms
for a block of 21 ms on a server of 2024."""
PASS_WORK = 24
"""What a pass of no length costs, beside those."""
DECODER_WORK = 3
"""What one latent costs in the decoder."""
DECODER_FIELD = 40
"""The decoder has forgotten what came so many latents before (the shipped one: 35)."""
ROUNDS = 2


@dataclass(frozen=True)
class Newcomer:
    """`stages` are the steps of the plan and then the decoder: each has reached a latent, and what
    the stage before made from there on waits for it (nothing waits for the first: it takes the
    request's noise). `request` begins at latent `first`."""

    plan: Plan
    roots: Roots
    follows: bool
    """It is the successor's, another model than the one that plays."""
    first: int
    request: Request
    passes: tuple[np.ndarray, ...]
    decoder: np.ndarray
    reached: tuple[int, ...]
    waiting: tuple[np.ndarray, ...]
    stage: int = 0
    rounds: int = 0

    @property
    def is_warm(self) -> bool:
        """[any] Whether it may take over."""
        return self.rounds >= ROUNDS


def begin(
    instrument: Instrument, plan: Plan, roots: Roots, follows: bool, past: Request, first: int
) -> Newcomer:
    """[render] A voice of `instrument` that has yet to run over `past`, from latent `first` on."""
    nothing = np.zeros((0, instrument.contract.latent_channels), np.float32)
    return Newcomer(
        plan, roots, follows, first, past, voice.fresh(instrument, plan),
        instrument.decoder.start(), (first,) * (plan.steps + 1), (nothing,) * plan.steps,
    )


def work(newcomer: Newcomer, instrument: Instrument, latents: int) -> Newcomer:
    """[render] The newcomer after as much work as a block of so many latents allows."""
    left = WORK * latents
    while left > 0 and not newcomer.is_warm:
        is_decoder = newcomer.stage == newcomer.plan.steps
        each, whole = newcomer.plan.branches, newcomer.plan.branches * PASS_WORK
        if is_decoder:
            newcomer = _without_the_forgotten(newcomer)
            each, whole = DECODER_WORK, PASS_WORK
        stride = instrument.contract.stride
        possible = max((left - whole) // each // stride, 1) * stride
        due = _end(newcomer) - newcomer.reached[newcomer.stage]
        if due > 0:
            newcomer, _ = _run(newcomer, instrument, min(due, possible))
            left -= whole + each * min(due, possible)
        if due <= possible:
            last = is_decoder
            newcomer = replace(
                newcomer, stage=0 if last else newcomer.stage + 1, rounds=newcomer.rounds + last
            )
    return newcomer


def heard(newcomer: Newcomer, following: Request) -> Newcomer:
    """[render] The newcomer, told what is asked of the block that sounds now."""
    return replace(newcomer, request=newcomer.request.then(following))


def arrive(newcomer: Newcomer, instrument: Instrument, latents: int) -> tuple[np.ndarray, Newcomer]:
    """[render] What it makes of the last `latents` that it was told of, (samples, channels), and
    the newcomer with the memories to go on with."""
    audio = np.zeros(0)
    for stage in range(newcomer.plan.steps + 1):
        newcomer = replace(newcomer, stage=stage)
        due = _end(newcomer) - newcomer.reached[stage]
        newcomer, audio = _run(newcomer, instrument, due)
    return audio[-latents * instrument.contract.hop :], newcomer


def _end(newcomer: Newcomer) -> int:
    """The latent to which the stage at hand can go."""
    if newcomer.stage == 0:
        return newcomer.first + len(newcomer.request)
    return newcomer.reached[newcomer.stage - 1]


def _without_the_forgotten(newcomer: Newcomer) -> Newcomer:
    """The decoder need not see what it would have forgotten by now."""
    decoder = newcomer.plan.steps
    start = max(newcomer.reached[decoder], newcomer.reached[decoder - 1] - DECODER_FIELD)
    unseen = newcomer.waiting[-1][start - newcomer.reached[decoder] :]
    return replace(
        newcomer, reached=(*newcomer.reached[:decoder], start),
        waiting=(*newcomer.waiting[:-1], unseen),
    )


def _run(
    newcomer: Newcomer, instrument: Instrument, latents: int
) -> tuple[Newcomer, np.ndarray]:
    """The stage at hand over so many latents more; and what it made."""
    stage, steps = newcomer.stage, newcomer.plan.steps
    reached, waiting = list(newcomer.reached), list(newcomer.waiting)
    start = reached[stage] - newcomer.first
    reached[stage] += latents
    asked = newcomer.request.part(start, start + latents)
    x = asked.noise
    if stage > 0:
        x, waiting[stage - 1] = waiting[stage - 1][:latents], waiting[stage - 1][latents:]
    if stage == steps:
        made, decoder = instrument.decoder.step(x, newcomer.decoder)
        passes = newcomer.passes
    else:
        denoise = voice.denoiser(instrument, newcomer.plan, asked)
        made, memory = sampler.euler_step(denoise, x, steps, stage, newcomer.passes[stage])
        passes = (*newcomer.passes[:stage], memory, *newcomer.passes[stage + 1 :])
        decoder = newcomer.decoder
        waiting[stage] = np.concatenate([waiting[stage], made])
    moved = replace(
        newcomer, passes=passes, decoder=decoder, reached=tuple(reached), waiting=tuple(waiting)
    )
    return moved, made
