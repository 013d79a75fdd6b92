"""Lesson 6: guidance in the instrument. The same line of notes, with a loudness that swells, at
guidance 1, 2 and 4: what is obeyed better, and what is lost.

    python docs/learn/06_guidance_played.py
"""

from pathlib import Path

import numpy as np
import page

from engine import lanes
from engine.contract import FLOAT32
from engine.instrument import Instrument
from engine.studio import asking, drawing, journey, measures, phrase, sounds

STRENGTHS = (1.0, 2.0, 4.0)
PLAYERS, SEEDS = ("flute", "piano", "trumpet", "cello"), (1, 2, 3)
SECONDS, STEPS = 2.4, 4
LINE = "c4,e4,g4,c5,b4,g4,f4,d4,e4,g4,a4,c4"


def swell(latents: int, latent_s: float) -> np.ndarray:
    """Loudness (latents,) in dB that is asked for: up and down, once in 1.5 seconds."""
    return -24 + 10 * np.sin(2 * np.pi * np.arange(latents) * latent_s / 1.5)


def main(arguments: list[str] | None = None) -> dict[str, float]:
    """Play every player with every seed at every strength, measure, draw."""
    options = page.options(__doc__, arguments)
    instrument, found, rows = Instrument(precision=FLOAT32), {}, []
    rate, hop = instrument.contract.sample_rate, instrument.contract.hop
    latents = asking.latents_of(instrument, round(SECONDS * rate))
    asked_db = swell(latents, hop / rate)
    players, seeds = (PLAYERS[:2], SEEDS[:2]) if options.quick else (PLAYERS, SEEDS)
    got, line = {}, phrase.notes(LINE, SECONDS)
    for strength in STRENGTHS:
        off, apart, spread = [], [], []
        for player in players:
            clips, inside = [], []
            for seed in seeds:
                request = asking.request(
                    instrument, latents,
                    {"instrument_a": asking.number_of(instrument, player),
                     "guidance": strength, "seed_a": seed}, {"rms": asked_db}, line,
                )
                inside.append(journey.sample(instrument, request, STEPS))
                clip = journey.finished(instrument, journey.decode(instrument, inside[-1]))
                clips.append(clip)
                loud = lanes.loudness_db(clip.mean(axis=1), hop)
                got.setdefault((player, seed), {})[strength] = loud
                off.append(np.abs(loud - asked_db).mean())
            apart += [measures.mel_distance_db(a, b, rate)
                      for at, a in enumerate(clips) for b in clips[at + 1 :]]
            every = np.stack(inside)
            spread.append(every.var(axis=0).mean() / every.var())
            if options.sounds:
                options.sounds.mkdir(parents=True, exist_ok=True)
                name = f"06_{player}_guidance_{strength:g}.wav"
                sounds.write(options.sounds / name, clips[0], rate)
        for what, values in (("off", off), ("apart", apart), ("spread", spread)):
            found[f"{what} {strength:g}"] = float(np.mean(values))
        rows.append([f"{strength:g}", f"{found[f'off {strength:g}']:.2f} dB",
                     f"{100 * found[f'spread {strength:g}']:.0f} %",
                     f"{found[f'apart {strength:g}']:.2f} dB"])
    page.say(["guidance", "loudness off by", "of the latents' variance the seed decides",
              "mel distance of two seeds"], rows)
    draw(options.out / "06_guidance_played.png", asked_db, got[(players[-1], seeds[0])],
         players[-1], found)
    return found


def draw(path: Path, asked_db: np.ndarray, got: dict[float, np.ndarray], player: str,
         found: dict[str, float]) -> None:
    """One player's loudness; and over all, how far it was off and how far seeds are apart."""
    seconds = np.linspace(0, SECONDS, len(asked_db))
    hues = (drawing.CYAN, drawing.AMBER, drawing.CORAL)
    with page.picture(path, 11, 3.0) as figure:
        left, middle, right = figure.subplots(1, 3, width_ratios=(2.2, 1, 1))
        left.plot(seconds, asked_db, color=drawing.FAINT, linewidth=5, alpha=0.5, label="asked")
        for hue, (strength, loud) in zip(hues, got.items(), strict=True):
            left.plot(seconds, loud, color=hue, linewidth=1.1, label=f"guidance {strength:g}")
        left.set(title=f"loudness of the {player}, dB", xlabel="seconds", ylim=(-46, -6))
        drawing.legend(left, "lower right", 2)
        labels = [f"{strength:g}" for strength in STRENGTHS]
        for axes, what, title in (
            (middle, "off", "loudness off by, dB"),
            (right, "apart", "two seeds apart, mel dB"),
        ):
            values = [found[f"{what} {label}"] for label in labels]
            axes.bar(labels, values, color=hues, width=0.6)
            for place, value in enumerate(values):
                axes.text(place, value, f"{value:.2f}", ha="center", va="bottom", fontsize=8)
            axes.set(title=title, xlabel="guidance", ylim=(0, 1.15 * max(values)))


if __name__ == "__main__":
    main()
