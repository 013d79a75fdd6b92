"""Lesson 2: the same equations in the instrument. The walk of lesson 1, written out on the model
that is shipped; what the instrument does block by block while it plays is the same numbers.

    python docs/learn/02_played.py
"""

import itertools

import cloud
import numpy as np
import page
import torch

from engine import noise, sampler, voice
from engine.contract import FLOAT32
from engine.instrument import Instrument
from engine.models import flow
from engine.studio import asking, drawing, journey, measures, phrase, sounds
from engine.voice import Plan, Request

SECONDS, STEPS, SEED = 2.4, 4, 1
LINE = "c4,e4,g4,c5,b4,g4"
BLOCKS = (2, 6, 50)
NOISE_LEVELS = (1.0, 0.9, 0.7, 0.5, 0.3, 0.1)


def textbook(instrument: Instrument, asked: Request) -> np.ndarray:
    """(T, C) latents: lesson 1's walk over a whole clip. A point is now 80 numbers wide and moves
    along time; the network is told more than the level, and that is all that is new."""
    contract = instrument.contract
    x = noise.noise(SEED, 0, len(asked), contract.latent_channels)
    levels = 1 - np.linspace(0, 1, STEPS + 1) ** 1.5
    for t, until in itertools.pairwise(levels):
        told = (asked.guidance[None], asked.who[None], asked.lanes[None], asked.notes[None])
        velocity, _ = instrument.denoise(x[None], t, until, *told, instrument.start_pass(1))
        x = x + np.float32(until - t) * velocity[0]
    return x


def streamed(
    instrument: Instrument, asked: Request, block: int, forgets: bool = False
) -> np.ndarray:
    """The same as it is played: `sampler.euler` once for each block of so many latents, and each
    step remembers the past at its own level, unless it forgets all after each block."""
    plan, made = Plan(STEPS, branches=1), []
    memories = voice.fresh(instrument, plan)
    for start in range(0, len(asked), block):
        memories = voice.fresh(instrument, plan) if forgets else memories
        now = asked.part(start, start + block)
        latents, memories = sampler.euler(
            voice.denoiser(instrument, plan, now), now.noise, STEPS, memories
        )
        made.append(latents)
    return np.concatenate(made)


def quavers_by_the_instrument(found: dict[str, float]) -> None:
    """`engine.sampler` knows no model: given the velocity of the quavers it draws quavers."""
    known = cloud.quavers(300, np.random.default_rng(1))[0]
    x = start = np.random.default_rng(2).standard_normal((500, 2)).astype(np.float32)
    for t, until in itertools.pairwise(sampler.levels(32)):
        x = x + np.float32(until - t) * cloud.exact_velocity(x, t, known).astype(np.float32)
    made, _ = sampler.euler(
        lambda x, t, until, state: (cloud.exact_velocity(x, t, known).astype(np.float32), state),
        start, 32, [np.zeros(0)] * 32,
    )
    found["quavers apart"] = float(np.abs(made - x).max())
    found["quavers off"] = cloud.distance(made, cloud.quavers(500, np.random.default_rng(3))[0])


def foreseen(
    instrument: Instrument, asked: Request, latents: np.ndarray, level: float
) -> tuple[float, np.ndarray]:
    """The loss of lesson 1, of the shipped model at one level: `flow.on_path` puts latents (T, C)
    on the line to fresh noise, and the network is asked for the velocity. (The mean square of what
    it gets wrong, and the clip (T, C) that it believes in: x - t velocity.)"""
    fresh = noise.noise(99, 0, len(latents), latents.shape[1])
    x, velocity = (part[0].numpy() for part in flow.on_path(
        torch.from_numpy(latents)[None], torch.from_numpy(fresh)[None], torch.tensor([level])
    ))
    assert np.allclose(x, (1 - level) * latents + level * fresh, atol=1e-6)  # lesson 1's line
    told = journey.velocity(instrument, asked, x, level, level)
    return float(np.square(told - velocity).mean()), x - np.float32(level) * told


def main(arguments: list[str] | None = None) -> dict[str, float]:
    """Say what the model promises, walk, compare, draw."""
    options = page.options(__doc__, arguments)
    instrument, found = Instrument(precision=FLOAT32), {}
    contract = instrument.contract
    quavers_by_the_instrument(found)
    flute = asking.number_of(instrument, "flute")
    asked = asking.request(
        instrument, asking.latents_of(instrument, round(SECONDS * contract.sample_rate)),
        {"instrument_a": flute, "guidance": 2.0, "seed_a": SEED},
        notes=phrase.notes(LINE, SECONDS),
    )
    whole = textbook(instrument, asked)
    for block in BLOCKS:
        found[f"apart {block}"] = float(np.abs(streamed(instrument, asked, block) - whole).max())
    found["apart forgetting"] = float(
        np.abs(streamed(instrument, asked, BLOCKS[-1], forgets=True) - whole).max()
    )
    page.say(["", ""], [
        ["a latent", f"{contract.latent_channels} numbers, "
                     f"{contract.sample_rate / contract.hop:.2f} a second"],
        ["the clip", f"{len(asked)} latents, {STEPS} steps"],
        ["quavers by `engine.sampler` against the loop written out",
         f"{found['quavers apart']:.1g} apart"],
        *([f"played in blocks of {block} latents against the loop written out",
           f"{found[f'apart {block}']:.1g} apart"] for block in BLOCKS),
        [f"in blocks of {BLOCKS[-1]}, forgetting the past after each",
         f"{found['apart forgetting']:.1f} apart"],
    ])
    plain = asking.request(instrument, len(asked), {"instrument_a": flute, "guidance": 1.0},
                           notes=phrase.notes(LINE, SECONDS))
    nobody = asking.request(instrument, len(asked), {"guidance": 1.0})
    nobody = Request(nobody.noise, 0 * nobody.who, *nobody.columns()[2:])
    sure = float(np.square(whole).mean() + 1)
    believed, rows = {}, []
    for level in NOISE_LEVELS:
        loss, believed[level] = foreseen(instrument, plain, whole, level)
        blind, _ = foreseen(instrument, nobody, whole, level)
        found[f"loss {level:g}"], found[f"loss {level:g}, told nothing"] = loss, blind
        rows.append([f"{level:g}", f"{loss:.2f}", f"{blind:.2f}", f"{sure:.2f}"])
    page.say(["t", "loss, told instrument and notes", "told nothing", "of a network that says 0"],
             rows)
    if options.sounds:
        options.sounds.mkdir(parents=True, exist_ok=True)
        for level, latents in {0.0: whole, **believed}.items():
            audio = journey.finished(instrument, journey.decode(instrument, latents))
            sounds.write(options.sounds / f"02_believed_at_{level:g}.wav", audio,
                         contract.sample_rate)
    draw(options.out / "02_played.png", instrument, whole, believed)
    return found


def draw(path, instrument: Instrument, whole: np.ndarray, believed: dict) -> None:
    """Above, latents on the line to noise; below, the sound that the network believes in."""
    rate, levels = instrument.contract.sample_rate, (1.0, 0.7, 0.5, 0.1)
    fresh = noise.noise(99, 0, len(whole), whole.shape[1])
    clips = [journey.decode(instrument, believed[level]) for level in levels]
    clips.append(journey.decode(instrument, whole))
    pictures = [measures.mel_db(clip, rate) for clip in clips]
    loudest = max(float(one.max()) for one in pictures)
    with page.picture(path, 11, 4.6, colours=64) as figure:
        above, below = figure.subplots(2, 5, sharex=True)
        for place, level in enumerate((*levels, 0.0)):
            x = (1 - level) * whole + level * fresh
            above[place].imshow(x[:, :24].T, aspect="auto", cmap="gray", vmin=-3, vmax=3,
                                interpolation="nearest", extent=(0, SECONDS, 0, 24))
            above[place].set(title=f"t = {level:g}" + (": the clip" if level == 0 else ""),
                             yticks=[])
            drawing.spectrogram(below[place], pictures[place], SECONDS, loudest)
            below[place].set_xlabel("seconds")
            if place:
                below[place].set_yticks([])
        above[0].set_ylabel(f"24 of the {whole.shape[1]} numbers")
        below[0].set_title("the sound it believes in, at each t")
        below[-1].set_title("decoded")


if __name__ == "__main__":
    main()
