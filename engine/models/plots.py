"""Pictures for a card, drawn from the figures that lie beside it."""

from pathlib import Path

import numpy as np
from matplotlib.figure import Figure

SIZE = (4.2, 3.4)
DOTS = 110


def responses(sweeps: dict, folder: Path) -> list[Path]:
    """One picture per control: asked across, got up, a line for each instrument."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, found in sweeps["curves"].items():
        figure = Figure(figsize=SIZE, dpi=DOTS, layout="constrained")
        axes = figure.subplots()
        asked = np.array(found["asked"])
        if found["mean_error"] is not None:
            axes.plot(asked, asked, color="0.75", linewidth=3, label="as asked")
        for instrument, row in zip(found["instruments"], found["got"], strict=True):
            got = np.array([np.nan if value is None else value for value in row])
            axes.plot(asked, got, marker="o", markersize=3, linewidth=1.2, label=instrument)
        got_unit = found["unit"] if found["mean_error"] is not None else "dB"
        axes.set(xlabel=f"{name} asked ({found['unit']})", ylabel=f"got ({got_unit})")
        axes.set_title(f"{name}: {sweeps['steps']} steps, guidance {sweeps['guidance']:g}")
        axes.legend(fontsize=7, frameon=False)
        axes.grid(alpha=0.25)
        written.append(folder / f"response_{name}.png")
        figure.savefig(written[-1])
    return written


def steps_and_guidance(matrix: dict, folder: Path) -> Path:
    """Frechet distance over the floor against steps, a line for each guidance, and the ceilings."""
    folder.mkdir(parents=True, exist_ok=True)
    figure = Figure(figsize=SIZE, dpi=DOTS, layout="constrained")
    axes = figure.subplots()
    for scale in sorted({row["guidance"] for row in matrix["played"]}):
        rows = sorted(
            (row for row in matrix["played"] if row["guidance"] == scale),
            key=lambda row: row["steps"],
        )
        axes.plot([r["steps"] for r in rows], [r["frechet_over_floor"] for r in rows],
                  marker="o", label=f"guidance {scale:g}")
    axes.axhline(matrix["codec"]["frechet_over_floor"], color="0.5", linestyle="--", label="codec")
    axes.axhline(1.0, color="0.75", linestyle=":", label="real against real")
    axes.set_xscale("log", base=2)
    axes.set(xlabel="steps", ylabel="Frechet distance / floor", ylim=(0, None))
    axes.legend(fontsize=7, frameon=False)
    axes.grid(alpha=0.25)
    path = folder / "steps_and_guidance.png"
    figure.savefig(path)
    return path
