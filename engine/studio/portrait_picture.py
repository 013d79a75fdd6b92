"""A clip in one picture: waveform, spectrogram, notes, each lane as asked and as it came out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.studio import drawing
from engine.studio.asking import Note
from engine.studio.portrait import HOP, Portrait, envelope

if TYPE_CHECKING:
    from engine.studio.drawing import Axes

WIDTH, HEIGHT = 12.0, 10.0
_ROWS = {"wave": 1.15, "mel": 3.1, "notes": 1.8, "rms": 1.0, "brightness": 1.0, "noisiness": 0.9}
_NAMES = ("C", "C♯", "D", "D♯", "E", "F", "F♯", "G", "G♯", "A", "A♯", "B")
_BLACK = (1, 3, 6, 8, 10)
_LANES = {
    "rms": ("Loudness, dB", drawing.AMBER), "brightness": ("Brightness, Hz", drawing.CYAN),
    "noisiness": ("Noisiness", drawing.VIOLET),
}


def draw(path: Path, portrait: Portrait) -> None:
    """[control] Raises BadValue."""
    with drawing.picture(path, WIDTH, HEIGHT) as figure:
        drawing.heading(figure, portrait.title, portrait.line)
        if portrait.asked is not None:
            figure.text(0.985, 0.982, "asked:  white, dashed, outlined, \u25b2", fontsize=8.5,
                        va="center", ha="right", color=drawing.INK)
            figure.text(0.985, 0.957, "got:  in colour, \u25bc", fontsize=8.5, va="center",
                        ha="right", color=drawing.AMBER)
        rows: Any = figure.subplots(
            len(_ROWS), 1, sharex=True, height_ratios=list(_ROWS.values())
        )
        places = dict(zip(_ROWS, rows, strict=True))
        _wave(places["wave"], portrait)
        drawing.spectrogram(
            places["mel"], portrait.mel, portrait.seconds, float(portrait.mel.max())
        )
        _label(places["mel"], "Spectrum")
        _notes(places["notes"], portrait)
        for lane in _LANES:
            _lane(places[lane], portrait, lane)
        for axes in rows:
            axes.set_xlim(0, portrait.seconds)
            axes.tick_params(axis="x", length=0)
        for axes in rows[3:]:
            axes.grid(True)
            axes.set_axisbelow(True)
        rows[-1].tick_params(axis="x", length=3)
        rows[-1].set_xlabel("seconds")
        figure.align_ylabels(rows)


def _label(axes: Axes, text: str) -> None:
    axes.set_ylabel(text, rotation=0, ha="right", va="center", labelpad=8)


def _wave(axes: Axes, portrait: Portrait) -> None:
    low, high = envelope(portrait.mono)
    at = (np.arange(len(low)) + 0.5) * portrait.seconds / len(low)
    axes.fill_between(at, low, high, color=drawing.AMBER, linewidth=0.4, edgecolor=drawing.AMBER)
    peak = max(0.05, float(np.abs(portrait.mono).max())) * 1.18
    axes.set(ylim=(-peak, peak), yticks=[])
    _label(axes, "Sound\nand attacks")
    asked = [] if portrait.asked is None else portrait.asked.attacks()
    for attacks, edge, mark, hue in (
        (portrait.attacks, peak, "v", drawing.ROSE), (asked, -peak, "^", drawing.INK),
    ):
        times = [seconds for seconds, _ in attacks if seconds < portrait.seconds]
        if not times:
            continue
        axes.vlines(times, 0, edge, color=hue, linewidth=0.7, alpha=0.55)
        marks, = axes.plot(times, [edge * 0.9] * len(times), linestyle="", marker=mark,
                           markersize=5.5, color=hue, markeredgewidth=0, clip_on=False)
        marks.set_in_layout(False)


def _notes(axes: Axes, portrait: Portrait) -> None:
    asked = [] if portrait.asked is None else portrait.asked.pressed()
    inside = [note for note in (*portrait.notes, *asked) if note.start < portrait.seconds]
    pitches = [note.pitch for note in inside] or [60, 71]
    low, high = min(pitches) - 2, max(pitches) + 2
    if high - low < 14:
        low, high = low - (14 - high + low) // 2, high + (15 - high + low) // 2
    for pitch in range(low, high + 1):
        if pitch % 12 in _BLACK:
            axes.axhspan(pitch - 0.5, pitch + 0.5, color=drawing.PANEL, linewidth=0, zorder=0)
        if pitch % 12 == 0:
            axes.axhline(pitch - 0.5, color=drawing.EDGE, linewidth=0.7, zorder=0.5)
    for note in portrait.notes:
        _key(axes, note, facecolor=drawing.MINT, alpha=0.5 + 0.5 * min(1.0, note.velocity),
             edgecolor="none")
    for note in asked:
        _key(axes, note, facecolor="none", edgecolor=drawing.INK, linewidth=0.9)
    octaves = [pitch for pitch in range(low, high + 1) if pitch % 12 == 0]
    if len(octaves) < 2:
        octaves = [pitch for pitch in range(low, high + 1) if pitch % 12 in (0, 4, 7)]
    axes.set_yticks(octaves, [f"{_NAMES[p % 12]}{p // 12 - 1}" for p in octaves])
    axes.set_ylim(low - 0.5, high + 0.5)
    axes.tick_params(axis="y", length=0)
    _label(axes, "Notes,\nof one voice")
    if not inside:
        axes.text(0.5, 0.5, "no pitch was heard", transform=axes.transAxes, ha="center",
                  va="center", color=drawing.FAINT, fontsize=9)


def _key(axes: Axes, note: Note, **style: Any) -> None:
    length = max(note.end - note.start, 1e-3)
    axes.broken_barh([(note.start, length)], (note.pitch - 0.4, 0.8), **style)


def _lane(axes: Axes, portrait: Portrait, lane: str) -> None:
    text, hue = _LANES[lane]
    got = portrait.curves[lane]
    at = (np.arange(len(got)) + 0.5) * HOP / portrait.sample_rate
    bottom = {"rms": -80.0, "brightness": 40.0, "noisiness": 0.0}[lane]
    axes.fill_between(at, bottom, got, color=hue, alpha=0.13, linewidth=0)
    axes.plot(at, got, color=hue, linewidth=1.3)
    every = got
    if portrait.asked is not None:
        asked = portrait.asked.curve(lane)[: len(got)]
        axes.plot(at[: len(asked)], asked, color=drawing.INK, linewidth=1.0, linestyle=(0, (4, 2)))
        every = np.concatenate([got, asked])
    every = every[np.isfinite(every)] if np.isfinite(every).any() else np.array([1000.0])
    _label(axes, text)
    if lane == "rms":
        axes.set_ylim(max(-80.0, float(np.percentile(every, 3)) - 6), float(every.max()) + 4)
    elif lane == "brightness":
        axes.set_yscale("log")
        axes.set_ylim(max(60.0, float(every.min()) * 0.8), float(every.max()) * 1.25)
        axes.set_yticks(*_hertz(axes.get_ylim()))
        axes.minorticks_off()
    else:
        axes.set(ylim=(0, 1), yticks=[0, 0.5, 1])


def _hertz(limits: tuple[float, float]) -> tuple[list[int], list[str]]:
    found = [hz for hz in (100, 200, 500, 1000, 2000, 5000, 10000)
             if limits[0] <= hz <= limits[1]]
    return found, [f"{hz // 1000}k" if hz >= 1000 else str(hz) for hz in found]
