"""A page to look at while it learns: what it is doing, its losses, and how it sounds by now.

The page is a file, made anew whenever there is something new; a browser that shows it asks for it
again by itself. Sounds and pictures lie beside it.
"""

import html
import json
import string
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import soundfile
from matplotlib.figure import Figure

from engine import whole
from engine.models.corpus import SAMPLE_RATE

TEMPLATE = Path(__file__).with_name("view.html")
AGAIN_S = 10
SHOWN_S = 6.0


@dataclass
class View:
    """What the page shows. `examples` are (name, kind, file) of sounds that lie beside it."""

    folder: Path
    name: str
    doing: str = "Starting"
    elapsed_s: float = 0.0
    total_s: float = 1.0
    findings: Sequence[str] = ()
    examples: list[tuple[str, str, str]] = field(default_factory=list)
    closing: str = ""

    def write(self, finished: bool = False) -> Path:
        """[control] The page as things are; its path."""
        left = max(0.0, self.total_s - self.elapsed_s) / 60
        minutes = f"{self.elapsed_s / 60:.0f} minutes so far"
        text = string.Template(TEMPLATE.read_text(encoding="utf-8")).substitute(
            name=html.escape(self.name), doing=html.escape(self.doing),
            minutes=minutes + ("." if finished else f", about {left:.0f} left."),
            share=f"{1.0 if finished else min(1.0, self.elapsed_s / self.total_s):.3f}",
            refresh="" if finished else f'<meta http-equiv="refresh" content="{AGAIN_S}">',
            body="\n".join(self._parts()),
        )
        path = self.folder / "index.html"
        whole.write_text(path, text)
        return path

    def _parts(self) -> list[str]:
        parts = []
        if self.closing:
            parts.append(f"<h2>What came of it</h2>\n<pre>{html.escape(self.closing)}</pre>")
        if (self.folder / "losses.svg").exists():
            parts.append('<h2>Losses on held-out sound</h2>\n<img src="losses.svg" alt="losses by'
                         ' minutes, a curve for each stage">')
        if self.examples:
            rows = "\n".join(
                f"<tr><th>{html.escape(name)}</th><td>{html.escape(kind)}</td>"
                f'<td><audio controls preload="none" src="{html.escape(file)}"></audio></td></tr>'
                for name, kind, file in self.examples
            )
            parts.append(f"<h2>How it sounds by now</h2>\n<table>{rows}</table>\n"
                         '<img src="examples.png" alt="spectrograms of the sounds above">')
        if self.findings:
            told = "\n".join(f"<li>{html.escape(line)}</li>" for line in self.findings)
            parts.append(f"<h2>What was found</h2>\n<ul>{told}</ul>")
        return parts


def losses(folder: Path, stages: Sequence[str]) -> Path | None:
    """[control] The logs of the stages as curves, each as a share of where it began; the picture's
    path, None where there is nothing yet."""
    figure = Figure(figsize=(8, 3.2), layout="constrained")
    axes = figure.subplots()
    drawn = False
    for stage in stages:
        log = folder / f"{stage}.log.jsonl"
        if not log.exists():
            continue
        rows = [json.loads(line) for line in log.read_text().splitlines()]
        for key in sorted({key for row in rows for key in row if key.startswith("held_out_")}):
            told = key.removeprefix("held_out_")
            if told.startswith(("spread", "silence")):
                continue
            pairs = [(row["minutes"], row[key]) for row in rows if key in row]
            minutes, values = zip(*pairs, strict=True)
            if values[0] > 0:
                axes.plot(minutes, np.array(values) / values[0], marker=".",
                          label=f"{stage}: {told.replace('_', ' ')} (now {values[-1]:.3g})")
                drawn = True
    if not drawn:
        return None
    axes.axhline(1, color="0.7", linewidth=1)
    axes.set(xlabel="minutes of the stage", ylabel="share of the first value")
    axes.legend(fontsize=8, frameon=False)
    path = folder / "losses.svg"
    figure.savefig(path)
    return path


def keep_examples(
    folder: Path, sounds: Sequence[tuple[str, str, np.ndarray]]
) -> list[tuple[str, str, str]]:
    """[control] Sounds (name, kind, (samples, channels)) as files and as one picture of their
    spectra; what `View.examples` wants."""
    rows = []
    figure = Figure(figsize=(8, 1.5 * max(1, len(sounds))), dpi=90, layout="constrained")
    axes = np.atleast_1d(figure.subplots(len(sounds), 1, sharex=True))
    for number, ((name, kind, audio), one) in enumerate(zip(sounds, axes, strict=True)):
        audio = audio[: int(SHOWN_S * SAMPLE_RATE)]
        file = f"example-{number}.flac"
        partial = folder / f"{file}.part"
        soundfile.write(partial, np.clip(audio, -1, 1), SAMPLE_RATE, format="FLAC")
        partial.rename(folder / file)
        mono = audio.mean(axis=1) + 1e-9 * np.random.default_rng(0).standard_normal(len(audio))
        one.specgram(mono, NFFT=1024, Fs=SAMPLE_RATE, noverlap=512, vmin=-140, vmax=-40,
                     cmap="magma")
        one.set(ylim=(0, 12000), ylabel="Hz")
        one.set_title(f"{name}: {kind}", fontsize=9, loc="left")
        rows.append((name, kind, file))
    axes[-1].set_xlabel("seconds")
    figure.savefig(folder / "examples.png")
    return rows
