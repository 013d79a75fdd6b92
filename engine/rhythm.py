"""A pattern's attacks, on the latents of one block: what its rows ask, on the beats. Pure; which
steps are struck pattern.py knows.
"""

from fractions import Fraction

import numpy as np

from engine import lanes, pattern
from engine.beats import Beats
from engine.parameters import BY_ID, INDEX

STEPS = tuple(
    4 * float(Fraction(name.rstrip("T"))) * (2 / 3 if name.endswith("T") else 1)
    for name in BY_ID["pattern_step"].choices
)
"""Beats in each of the note values that a pattern may step by."""
LIFT = 5
"""Latents, 53 ms, for which a key is lifted before it is struck again, half a step at most: an
organ or a trumpet then begins anew, and with less it plays on."""


def strike(
    columns: np.ndarray, notes: np.ndarray, values: np.ndarray, beats: Beats, strengths: np.ndarray
) -> None:
    """[render] Ask for the attacks of the pattern, and with each of them strike the keys that sound
    again.

    columns (T, lanes.COLUMNS) and notes (T, lanes.NOTE_COLUMNS) are changed; values (rows,);
    strengths (T,) of an attack in each latent.
    """
    latents = len(columns)
    bounds = np.array([beats.at(latent) for latent in range(latents + LIFT + 1)])
    strength, position = np.zeros_like(strengths), np.zeros_like(strengths)
    lifted = np.zeros(latents, bool)
    steps, pulses, rotation = (
        int(values[INDEX[f"pattern_{id}"]]) for id in ("steps", "pulses", "rotation")
    )
    step = STEPS[int(values[INDEX["pattern_step"]])]
    struck = pattern.strikes(
        pattern.euclid(steps, pulses, rotation), step, values[INDEX["pattern_swing"]] / 100,
        bounds[0], bounds[-1],
    )
    for beat in struck:
        at = int(np.searchsorted(bounds, beat, side="right")) - 1
        if at < latents:
            strength[at], position[at] = strengths[at], (beat - bounds[at]) / beats.each
        lift = min(LIFT, int(step / 2 / beats.each))
        lifted[max(at - lift, 0) : at] = True
    lanes.ask_onset(columns, strength, position)
    keys, strikes = notes[:, : lanes.NOTE_COLUMNS - 1], strength > 0
    sounds = (keys > 0) & (keys <= 1)
    keys[sounds & (lifted & ~strikes)[:, None]] = 0
    keys[sounds & strikes[:, None]] += 1
