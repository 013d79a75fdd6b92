"""Lesson 8: few steps in the instrument. One network plays 1, 2, 4 or 32 steps: with jumps, as it
is played, and without; guided by one pass that is told, and by two.

    python docs/learn/08_jumps_played.py
"""

import itertools
from pathlib import Path

import numpy as np
import page

from engine import noise, sampler
from engine.contract import FLOAT32
from engine.instrument import Instrument
from engine.studio import asking, drawing, journey, measures, phrase, sounds
from engine.voice import Request

PLAYERS, SECONDS = ("flute", "piano", "trumpet", "cello"), 1.8
COUNTS, FINE = (1, 2, 4, 8), 32
LINE = "c4,e4,g4,c5,b4,g4"


def velocity(
    instrument: Instrument, asked: Request, x: np.ndarray, t: float, until: float, passes: int = 1
) -> np.ndarray:
    """(T, C): by one pass that is told the guidance, or by two that are not (lesson 5)."""
    if passes == 1:
        return journey.velocity(instrument, asked, x, t, until)
    roots, who, lanes, notes, guidance = asked.columns()
    plain = np.ones_like(guidance)
    told = Request(roots, who, lanes, notes, plain)
    nothing = Request(roots, 0 * who, 0 * lanes, 0 * notes, plain)
    free = journey.velocity(instrument, nothing, x, t, until)
    return free + guidance[:, None] * (journey.velocity(instrument, told, x, t, until) - free)


def walk(
    instrument: Instrument, asked: Request, steps: int, jumps: bool, passes: int = 1
) -> np.ndarray:
    """(T, C) latents from the request's noise; without jumps a step knows only where it starts."""
    x = asked.noise
    for t, until in itertools.pairwise(map(float, sampler.levels(steps))):
        led = velocity(instrument, asked, x, t, until if jumps else t, passes)
        x = x + np.float32(until - t) * led
    return x


def apart(a: np.ndarray, b: np.ndarray) -> float:
    """Root mean square of the difference, in the deviation of b."""
    return float(np.sqrt(np.square(a - b).mean()) / b.std())


def main(arguments: list[str] | None = None) -> dict[str, float]:
    """Play every player in every number of steps, both ways, measure, draw."""
    options = page.options(__doc__, arguments)
    instrument, found = Instrument(precision=FLOAT32), {}
    rate = instrument.contract.sample_rate
    latents = asking.latents_of(instrument, round(SECONDS * rate))
    fresh = noise.noise(99, 0, latents, instrument.contract.latent_channels)
    shown, line = {}, phrase.notes(LINE, SECONDS)

    def note(key: str, value: float) -> None:
        found[key] = found.get(key, 0.0) + value / len(players)

    def sound(made: np.ndarray) -> np.ndarray:
        return journey.finished(instrument, journey.decode(instrument, made))

    players = PLAYERS[:2] if options.quick else PLAYERS
    for player in players:
        settings = {"instrument_a": asking.number_of(instrument, player), "guidance": 2.0}
        asked = asking.request(instrument, latents, settings, notes=line)
        fine = walk(instrument, asked, FINE, jumps=False)
        fine_sound = sound(fine)
        for steps, jumps in itertools.product(COUNTS, (False, True)):
            made = walk(instrument, asked, steps, jumps)
            clip, way = sound(made), "jumps" if jumps else "steps"
            note(f"{way} {steps}", apart(made, fine))
            note(f"{way} {steps} mel", measures.mel_distance_db(clip, fine_sound, rate))
            note(f"{way} {steps} spread", float(made.std() / fine.std()))
            shown[way, steps] = clip
            if options.sounds:
                options.sounds.mkdir(parents=True, exist_ok=True)
                sounds.write(options.sounds / f"08_{player}_{way}_{steps}.wav", clip, rate)
        shown["steps", FINE] = fine_sound
        for strength in (2.0, 4.0):
            asked = asking.request(instrument, latents, settings | {"guidance": strength},
                                   notes=line)
            plain = asking.request(instrument, latents, settings | {"guidance": 1.0}, notes=line)
            x = 0.3 * fine + 0.7 * fresh  # on the line to noise, at level 0.7
            two = velocity(instrument, asked, x, 0.7, 0.7, passes=2)
            one = velocity(instrument, asked, x, 0.7, 0.7)
            unguided = velocity(instrument, plain, x, 0.7, 0.7)
            note(f"folded {strength:g}", apart(one, two))
            note(f"unfolded {strength:g}", apart(unguided, two))
            way, whole = one - unguided, two - unguided
            note(f"share {strength:g}", float((way * whole).sum() / np.square(whole).sum()))
    page.say(
        ["steps", f"jumps: from {FINE} steps", "mel distance", "spread",
         f"no jumps: from {FINE} steps", "mel distance", "spread"],
        [[f"{steps}", *(text for way in ("jumps", "steps") for text in (
            f"{found[f'{way} {steps}']:.2f}", f"{found[f'{way} {steps} mel']:.2f} dB",
            f"{found[f'{way} {steps} spread']:.2f}"))] for steps in COUNTS],
    )
    page.say(["guidance", "a pass that is told it, from two", "a pass without it, from two",
              "how much of that way it goes"],
             [[f"{strength}", f"{found[f'folded {strength}']:.2f}",
               f"{found[f'unfolded {strength}']:.2f}", f"{found[f'share {strength}']:.2f}"]
              for strength in (2, 4)])
    draw(options.out / "08_jumps_played.png", shown, rate, players[-1])
    return found


def draw(path: Path, shown: dict, rate: int, player: str) -> None:
    """The sound of the last player, without jumps above, with jumps below."""
    pictures = {key: measures.mel_db(clip, rate) for key, clip in shown.items()}
    loudest = max(float(one.max()) for one in pictures.values())
    with page.picture(path, 9.5, 3.8, colours=64) as figure:
        places = figure.subplots(2, 4, sharex=True, sharey=True)
        for row, way, counts in zip(
            places, ("steps", "jumps"), ((1, 2, 4, FINE), COUNTS), strict=True
        ):
            for axes, steps in zip(row, counts, strict=True):
                drawing.spectrogram(axes, pictures[way, steps], SECONDS, loudest)
                axes.set_title(f"{steps} {way if steps > 1 else way[:-1]}")
        places[0, 0].set_title(f"{player}, 1 step")
        for axes in places[1]:
            axes.set_xlabel("seconds")


if __name__ == "__main__":
    main()
