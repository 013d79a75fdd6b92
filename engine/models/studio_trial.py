"""The studio's commands on recordings, judged by software that was not made here: what restyling
keeps, how far variations go, and whether the joins of painting can be told.

    python -m engine.models.studio_trial SOUND... --out FOLDER

Commands are run as a user runs them, each sound from its file to another.
"""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import soundfile
from matplotlib.figure import Figure
from tqdm import tqdm

from engine import glitches
from engine.instrument import Instrument
from engine.models import judges
from engine.models.performance import reconstruct
from engine.studio import keeping as kept
from engine.studio import original, ranges, reading, sounds
from engine.studio.commands import paint, restyle, vary
from engine.studio.extrapolation import ORDER

RATE = judges.RATE
TARGETS = ("flute", "marimba", "trumpet", "cello")
STRENGTHS = (0.1, 0.2, 0.4, 0.6, 0.8, 1.0)
NEAR_S = 0.04


def run(command, *words: object) -> None:
    """One of the studio's commands with its words."""
    parser = argparse.ArgumentParser()
    command.add(parser.add_subparsers())
    options = parser.parse_args([command.__name__.rsplit(".", 1)[-1], *map(str, words)])
    options.run(options)


def compared(source: np.ndarray, made: np.ndarray) -> dict[str, float]:
    """Onsets, loudness and spectrum of (samples, 2) against the source's."""
    a, b = source.mean(axis=1), made.mean(axis=1)
    length = max(len(a), RATE // 2)
    a, b = (np.pad(x, (0, length - len(x))) for x in (a, b[: len(a)]))
    struck, loud = judges.onset_times(a), judges.compare_loudness(None, b, a)
    return {
        "onset_f1": judges.onset_f1(struck, b) if len(struck) else float("nan"),
        "loudness_r": loud.correlation, "loudness_db": loud.error,
        "mel_db": judges.mel_distance_db(a, b),
    }


def restyled(clips: Sequence[Path], instrument: Instrument, folder: Path) -> list[dict]:
    """Every clip on every target, the codec's own way there and back as a ceiling."""
    rows, out = [], folder / "restyled.wav"
    for clip in tqdm(clips, "restyle"):
        source = sounds.read(clip, RATE)
        read = reading.read(instrument, source)
        notes = kept.notes_of(instrument, read)
        again = compared(source, reconstruct(instrument, source))
        rows.append({"clip": clip.stem, "target": "codec", **again})
        for target in TARGETS:
            for keep in ("rms,onset,notes", "rms,onset,notes,brightness"):
                run(restyle, clip, "--instrument", target, "--keep", keep, "--seed", 1, "--out",
                    out)
                made = sounds.read(out, RATE)
                row = {"clip": clip.stem, "target": target, "keep": keep}
                row |= compared(source, made)
                if notes is not None:
                    tune, _ = ranges.moved(notes, target)
                    found = judges.right_pitch(
                        [(n.start, n.end, n.pitch) for n in tune if n.end - n.start > 0.1],
                        made.mean(axis=1),
                    )
                    row["pitch"], row["judged"] = found.right, found.judged
                latents = reading.read(instrument, made).latents
                row["named"] = kept.named(instrument, None, latents) == target
                rows.append(row)
    return rows


def varied(clips: Sequence[Path], folder: Path) -> list[dict]:
    """Every clip at every strength, with its lanes kept and without."""
    rows, out = [], folder / "varied.wav"
    for clip in tqdm(clips, "vary"):
        source = sounds.read(clip, RATE)
        for strength in STRENGTHS:
            for keep in ("all", "none"):
                run(vary, clip, "--strength", strength, "--keep", keep, "--seed", 1, "--out", out)
                rows.append({"clip": clip.stem, "strength": strength, "keep": keep,
                             **compared(source, sounds.read(out, RATE))})
    return rows


def painted(clips: Sequence[Path], folder: Path, tries: int) -> list[dict]:
    """A quarter of every clip painted; what is kept, and how far the worst click near either join
    stands out: painted, with silence there, with other sound cut in, and in the clip itself."""
    rows, out = [], folder / "painted.wav"
    for clip in tqdm(clips, "paint"):
        recording = original.read(clip)
        start, stop = 0.35 * recording.seconds, 0.35 * recording.seconds + min(
            1.0, 0.25 * recording.seconds)
        run(paint, clip, "--mask", f"{start}-{stop}", "--seed", 1, "--tries", tries, "--out", out)
        made = original.read(out)
        a, b = round(start * recording.rate), round(stop * recording.rate)
        whole = made.heard()
        was = recording.heard()
        exact = np.array_equal(whole[:a], was[:a]) and np.array_equal(whole[b:], was[b:])
        silent, pasted = was.copy(), was.copy()
        silent[a:b] = 0
        pasted[a:b] = whole[a:b][::-1]
        seeds = json.loads((folder / "painted.wav.json").read_text())
        rows.append({
            "clip": clip.stem, "rate": recording.rate, "seconds": stop - start, "exact": exact,
            "instrument": seeds["options"]["instrument"],
            **{name: _worst(sound, recording.rate, a, b) for name, sound in
               (("painted", whole), ("itself", was), ("silence", silent), ("cut in", pasted))},
            "step_db": _step(whole, b, recording.rate), "step_itself_db": _step(
                was, b, recording.rate),
        })
    return rows


def _worst(audio: np.ndarray, rate: int, *joins: int) -> float:
    found = glitches.prominence(audio.astype(np.float32))
    reach = int(NEAR_S * rate / glitches.CELL)
    cells = [join // glitches.CELL for join in joins]
    return float(max(found[max(0, at - reach) : at + reach].max(initial=0.0) for at in cells))


def _step(audio: np.ndarray, join: int, rate: int) -> float:
    """How much louder it is in the 50 ms behind a join than before it, in dB."""
    size = rate // 20
    before, behind = (np.mean(part**2) + 1e-9 for part in
                      (audio[join - size : join], audio[join : join + size]))
    return float(10 * np.log10(behind / before))


def mean(rows: Sequence[dict], what: str, **those: object) -> float:
    """The mean of a figure over the rows that have these values."""
    found = [row[what] for row in rows
             if what in row and all(row.get(key) == value for key, value in those.items())]
    return float(np.nanmean(found)) if found else float("nan")


def picture(found: dict, path: Path) -> None:
    """How far variations go with strength, and how far joins stand out."""
    figure = Figure(figsize=(9.0, 3.4), dpi=110, layout="constrained")
    far, kept_, joins = figure.subplots(1, 3)
    for keep, style in (("all", "-"), ("none", "--")):
        label = "lanes kept" if keep == "all" else "nothing kept"
        rows = found["varied"]
        for axes, what in ((far, "mel_db"), (kept_, "loudness_r"), (kept_, "onset_f1")):
            values = [mean(rows, what, keep=keep, strength=one) for one in STRENGTHS]
            name = {"mel_db": "", "loudness_r": "loudness r, ", "onset_f1": "onset F1, "}[what]
            colour = "C1" if what == "onset_f1" else "C0"
            axes.plot(STRENGTHS, values, style, color=colour, marker="o", markersize=3,
                      label=name + label)
    far.set(xlabel="strength", ylabel="mel distance from the clip (dB)")
    kept_.set(xlabel="strength", ylabel="agreement with the clip", ylim=(0, 1.02))
    for number, name in enumerate(("itself", "painted", "cut in", "silence")):
        values = sorted(row[name] for row in found["painted"])
        joins.plot(values, np.linspace(0, 1, len(values)), color=f"C{number}", label=name)
    joins.axvline(glitches.THRESHOLD, color="0.5", linewidth=1)
    joins.set(xlabel="worst click near the joins", ylabel="share of clips", xscale="log")
    for axes in (far, kept_, joins):
        axes.legend(fontsize=7, frameon=False)
        axes.grid(alpha=0.25)
    figure.savefig(path)


def main() -> None:
    """Measure, write `studio.json` and the picture, print the means."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sounds", type=Path, nargs="+")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--tries", type=int, default=4)
    parser.add_argument("--parts", nargs="+", default=["restyled", "varied", "painted"])
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    path = options.out / "studio.json"
    found = json.loads(path.read_text()) if path.exists() else {}
    clips = [clip for clip in options.sounds
             if soundfile.info(clip).frames > 8 * ORDER]
    instrument = Instrument()
    if "painted" in options.parts:
        found["painted"] = painted(clips, options.out, options.tries)
    if "restyled" in options.parts:
        found["restyled"] = restyled(clips, instrument, options.out)
    if "varied" in options.parts:
        found["varied"] = varied(clips, options.out)
    path.write_text(json.dumps(found, indent=1))
    if {"varied", "painted"} <= set(found):
        picture(found, options.out / "studio.png")


if __name__ == "__main__":
    main()
