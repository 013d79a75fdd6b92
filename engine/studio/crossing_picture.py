"""The picture of a way between two sounds: each point's spectrogram, and how far it is from the
one before."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from engine.studio import drawing, measures
from engine.studio.crossing import Smoothness

_HUES = {"through the noise": drawing.AMBER, "in equal turns": drawing.ROSE,
         "a crossfade": drawing.CYAN, "latents mixed": drawing.VIOLET}
MOST = 17
"""Spectrograms in a row; of more points some are left out."""


def draw(
    path: Path, sounds: Sequence[np.ndarray], weights: Sequence[float], found: Smoothness,
    sample_rate: int, title: str,
) -> None:
    """[control] Raises BadValue."""
    chosen = np.unique(np.linspace(0, len(sounds) - 1, min(MOST, len(sounds))).round().astype(int))
    spectra = [measures.mel_db(sounds[at], sample_rate) for at in chosen]
    longest = max(map(len, sounds)) / sample_rate
    loudest = max(float(one.max()) for one in spectra)
    with drawing.picture(path, 11, 5.4) as figure:
        figure.suptitle(title, x=0.01, ha="left", fontsize=10.5, fontweight="medium")
        parts: Any = figure.subfigures(2, 1, height_ratios=(3, 2))
        above, below = parts
        row = np.atleast_1d(above.subplots(1, len(chosen), sharey=True))
        for axes, at, one in zip(row, chosen, spectra, strict=True):
            drawing.spectrogram(axes, one, len(sounds[at]) / sample_rate, loudest)
            axes.set_title(f"{weights[at]:.2f}", fontsize=8, color=drawing.SOFT)
            axes.set(xticks=[], xlim=(0, longest))
            axes.tick_params(length=0)
        steps, ways = below.subplots(1, 2, width_ratios=(3, 1))
        number, named = np.arange(1, len(sounds)), found.named()
        for name, way in named.items():
            if len(way.steps) == len(number):
                steps.plot(number, way.steps, color=_HUES[name], marker="o", label=name)
        steps.set(title="Each step", xlabel="step", ylabel="mel distance, dB")
        steps.set_ylim(0, 1.3 * max(max(way.steps) for way in named.values()))
        steps.set_xticks(number if len(number) <= MOST else number[:: len(number) // 8])
        steps.grid(True)
        drawing.legend(steps, "upper left", columns=len(named))
        largest = [way.largest for way in named.values()]
        ways.barh(range(len(named)), largest, color=[_HUES[name] for name in named], height=0.62)
        for at, value in enumerate(largest):
            ways.text(value, at, f"  {value:.2f}", va="center", fontsize=8, color=drawing.INK)
        ways.set_yticks([])
        ways.invert_yaxis()
        ways.axvline(1, color=drawing.SOFT, linestyle=":", linewidth=1)
        ways.set(title="Largest step over their mean", xlim=(0, 1.25 * max(largest)))
        ways.set_xlabel("1 is perfectly even")
