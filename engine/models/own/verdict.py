"""What came of it: the new model beside the one it started from, on sound that nobody learned from.

Held-out phrases are played from their own controls, in as many steps and with as much guidance as
`flowbend play` begins with, and judged as the shipped model is (`judges.py`). Distances are
measured from training recordings of the same instruments, of which there are more; every column has
as many excerpts, so columns compare.
"""

import importlib.util
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from engine.instrument import Instrument
from engine.models import corpus, evaluate, judges
from engine.models.performance import Case, play_all, reconstruct, script_of
from engine.parameters import find

STEPS, GUIDANCE = int(find("steps").default), float(find("guidance").default)
MOST = 40
"""Phrases that are judged, and as many that distances are measured from."""
SHOWN = (
    ("frechet_distance", "Frechet distance", "{:.3f}"), ("rms_correlation", "RMS r", "{:.3f}"),
    ("rms_error_db", "RMS error dB", "{:.1f}"), ("onset_f1", "onset F1", "{:.2f}"),
    ("brightness_correlation", "brightness r", "{:.2f}"),
    ("brightness_error_semitones", "error st", "{:.1f}"),
    ("right_pitch", "right pitch", "{:.0%}"), ("mel_distance_db", "mel dB", "{:.1f}"),
)


def judge(
    model: Path, before: Path | None, likest: dict[str, str], cases: Sequence[Case],
    others: Sequence[Case], steps: int = STEPS,
) -> dict[str, dict[str, float]]:
    """[control] Figures of the recordings `cases` themselves ("real"), of the codec, of what is
    played, and of what the model that it started from plays in the name of `likest` ("before");
    distances are from `others`."""
    distances = not missing()
    reference = judges.embed([case.audio for case in others]) if distances else None
    player = Instrument(model)
    columns: dict[str, list[np.ndarray]] = {
        "real": [case.audio for case in cases],
        "codec": [reconstruct(player, case.stereo).mean(axis=1) for case in cases],
        "played": _played(player, cases, steps),
    }
    if before is not None:
        named = [
            Case(replace(c.phrase, instrument=likest[c.phrase.instrument]), c.stereo)
            for c in cases
        ]
        columns["before"] = _played(Instrument(before), named, steps)
    found = {name: evaluate.figures(cases, sounds) for name, sounds in columns.items()}
    if reference is not None:
        for name, sounds in columns.items():
            far = judges.frechet_distance(judges.embed(sounds), reference)
            found[name]["frechet_distance"] = far
    found["counts"] = {"phrases": len(cases), "references": len(others)}
    return found


def missing() -> str:
    """[any] What to install for a Frechet distance, in a sentence, or ""."""
    if importlib.util.find_spec("musicnn") is not None:
        return ""
    return (
        "Without musicnn the result is judged by loudness, attacks, pitch and spectrum, not by a"
        " Frechet distance: `pip install --no-deps musicnn==0.1.0` brings it."
    )


def gain(found: dict[str, dict[str, float]]) -> float | None:
    """[any] How many times nearer to the recordings it is than what it started from; None where
    nobody measured that."""
    if "frechet_distance" not in found.get("before", {}):
        return None
    return found["before"]["frechet_distance"] / found["played"]["frechet_distance"]


def table(found: dict[str, dict[str, float]]) -> str:
    """[any] As Markdown."""
    names = {"real": "the recordings", "codec": "through the codec", "played": "played",
             "before": "the model it started from"}
    heads = ["sound", *(head for _, head, _ in SHOWN)]
    lines = ["| " + " | ".join(heads) + " |", "|---" * len(heads) + "|"]
    for key, label in names.items():
        if key in found:
            cells = [_cell(found[key].get(what), form) for what, _, form in SHOWN]
            lines.append("| " + " | ".join([label, *cells]) + " |")
    counts = found["counts"]
    lines += ["", f"{counts['phrases']} held-out phrases of 10 s; distances from"
              f" {counts['references']} training phrases."]
    if (nearer := gain(found)) is not None:
        lines += ["", f"{nearer:.1f} times nearer to these recordings than before."]
    return "\n".join(lines)


def _cell(value: float | None, form: str) -> str:
    return "" if value is None or not np.isfinite(value) else form.format(value)


def _played(player: Instrument, cases: Sequence[Case], steps: int) -> list[np.ndarray]:
    scripts = [script_of(case, player, steps, GUIDANCE, s) for s, case in enumerate(cases)]
    return play_all(player, scripts, "playing")


def some(folder: Path, split: str) -> list[Case]:
    """At most MOST phrases of a split, from all over it; no others are read."""
    rows = corpus.Split(folder, split)
    places = np.linspace(0, len(rows) - 1, min(MOST, len(rows)))
    return [Case(*rows[int(place)]) for place in places]
