"""Seamless loops: noise and controls repeat, and of many passes the last one is kept.

Once the whole of what the model can see is earlier passes of the same loop, every pass is the same
sound, so the end of one is followed by its own beginning. A pass is a whole number of blocks; where
a loop must have another length (bars at a tempo), that pass is stretched onto it, by a few cents.
"""

from dataclasses import dataclass

import numpy as np

from engine import render
from engine.instrument import Instrument
from engine.parameters import find
from engine.studio.rendering import Player, Told, Wish, blocks, script, without_keys
from engine.studio.stems import Part

DECODER = 64
"""Latents after which decoder, high-pass and limiter have forgotten what was before."""
SEAM = 512
"""Samples over which the end's own way on becomes the start: they differ by roundings alone, or by
what a change of instrument at the seam leaves to be remembered."""


@dataclass(frozen=True)
class Loop:
    """audio: (samples, channels) of one pass. seam: how far its beginning is from what would
    follow its end, the largest difference in full scale, before the two were joined."""

    audio: np.ndarray
    seam: float


def pass_latents(instrument: Instrument, samples: int) -> int:
    """[any] The pass nearest to so many samples, in latents."""
    contract = instrument.contract
    return max(round(samples / contract.hop / contract.stride), 1) * contract.stride


def latents_to_render(instrument: Instrument, wish: Wish) -> int:
    """[any] What a loop takes: its passes, and a little of the next one."""
    length = pass_latents(instrument, wish.samples)
    return _passes(instrument, wish, length) * length + _ahead(instrument)


def loop(
    instrument: Instrument, wish: Wish, told: Told = lambda latents: None,
    who: int | None = None,
) -> Loop:
    """[render] A wish as a loop, of the number of blocks that is nearest to its length. The row
    `tempo` is taken so that as many beats as fit into the wish's length fit into that. who: number
    of the instrument whose stem it is to be."""
    contract = instrument.contract
    length = pass_latents(instrument, wish.samples)
    seconds = length * contract.hop / contract.sample_rate
    tempo = wish.settings.get("tempo", find("tempo").default)
    tempo *= wish.samples / (length * contract.hop)
    rows = {"loop": 1.0, "loop_length": seconds, "loop_beats": 0.0, "tempo": tempo}
    state, kept = render.State(), np.zeros(0)
    part = None if who is None else Part(script(instrument, wish, **rows), instrument, who)

    def one_pass(state: render.State, latents: int) -> tuple[np.ndarray, render.State]:
        player: Player = script(instrument, wish, **rows)
        player, found = part.again(player) if part else player, []
        for made in blocks(instrument, player, latents, without_keys(state)):
            found.append(made)
            told(len(made[0]) // contract.hop)
        return np.concatenate([audio for audio, _ in found]), found[-1][1]

    for _ in range(_passes(instrument, wish, length)):
        kept, state = one_pass(state, length)
    ahead, _ = one_pass(state, _ahead(instrument))
    joined = min(SEAM, len(kept))
    share = (0.5 - 0.5 * np.cos(np.pi * np.arange(joined) / joined)).astype(np.float32)[:, None]
    seam = float(np.abs(ahead[:joined] - kept[:joined]).max())
    kept = kept.copy()
    kept[:joined] = ahead[:joined] + share * (kept[:joined] - ahead[:joined])
    return Loop(kept, seam)


def _ahead(instrument: Instrument) -> int:
    contract = instrument.contract
    return -(-SEAM // (contract.hop * contract.stride)) * contract.stride


def _passes(instrument: Instrument, wish: Wish, length: int) -> int:
    """One, behind as many as fill all that each step sees of the steps before it."""
    steps = int(wish.settings.get("steps", find("steps").default))
    seen = steps * instrument.contract.receptive_latents + DECODER
    return 1 + -(-seen // length)


def stretched(audio: np.ndarray, samples: int) -> np.ndarray:
    """[any] One pass of a periodic sound, (n, channels), as so many samples: a Fourier series read
    at other points, so that the end still meets the start."""
    if samples == len(audio):
        return audio
    spectrum = np.fft.rfft(audio.astype(np.float64), axis=0)
    kept = samples // 2 + 1
    if len(spectrum) > kept:
        spectrum = spectrum[:kept]
    made = np.fft.irfft(spectrum * (samples / len(audio)), samples, axis=0)
    return made.astype(np.float32)


def cents(samples: int, wanted: int) -> float:
    """[any] How far a pass of so many samples is out of tune when it lasts `wanted` of them."""
    return float(1200 * np.log2(samples / wanted))
