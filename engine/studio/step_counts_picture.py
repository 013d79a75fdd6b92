"""The picture of one seed at several step counts: spectrograms side by side, and how far each is
from the last."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from engine.studio import drawing, measures
from engine.studio.step_counts import Stair


def draw(
    path: Path, audio: Sequence[np.ndarray], stairs: Sequence[Stair], sample_rate: int, title: str
) -> None:
    """[control] Raises BadValue."""
    spectra = [measures.mel_db(one, sample_rate) for one in audio]
    loudest = max(float(one.max()) for one in spectra)
    with drawing.picture(path, 11, 4.9) as figure:
        figure.suptitle(title, x=0.01, ha="left", fontsize=10.5, fontweight="medium")
        parts: Any = figure.subfigures(2, 1, height_ratios=(3, 2))
        row = np.atleast_1d(parts[0].subplots(1, len(stairs), sharey=True))
        for axes, stair, one, sound in zip(row, stairs, spectra, audio, strict=True):
            drawing.spectrogram(axes, one, len(sound) / sample_rate, loudest)
            axes.set_title(f"{stair.steps} step{'s' * (stair.steps > 1)}", fontsize=8.5)
            axes.set_xticks([])
            axes.tick_params(length=0)
        steps = [stair.steps for stair in stairs]
        latents, mel = parts[1].subplots(1, 2)
        latents.plot(steps[:-1], [s.latents_error for s in stairs[:-1]], marker="o",
                     color=drawing.AMBER)
        latents.set(title=f"Latents against {steps[-1]} steps", ylabel="relative error")
        mel.plot(steps[:-1], [s.mel_db for s in stairs[:-1]], marker="o", color=drawing.AMBER,
                 label=f"from {steps[-1]} steps")
        mel.plot(steps[1:], [s.moved_db for s in stairs[1:]], marker="o", color=drawing.CYAN,
                 label="from the one before")
        mel.set(title="Sound", ylabel="mel distance, dB")
        drawing.legend(mel)
        for axes in (latents, mel):
            axes.set_xscale("log", base=2)
            axes.set_xticks(steps)
            axes.xaxis.set_major_formatter("{x:g}")
            axes.set_ylim(0, None)
            axes.set_xlabel("steps")
            axes.grid(True)
