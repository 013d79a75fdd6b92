"""The evaluation as a whole: its parts by name, kept in one file, told as tables and pictures.

Each part takes minutes and can be run by itself; what others found stays as it was.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from engine.instrument import Instrument
from engine.models import codec_trial, evaluate, sweeps, trials, words_trial

STEPS, GUIDANCE = 2, 2.0
"""What a performer plays with; every part but the matrix measures this."""


@dataclass(frozen=True)
class Order:
    """What is measured, against which corpus, and how widely."""

    instrument: Instrument
    corpus: Path
    steps: Sequence[int]
    guidance: Sequence[float]
    each: int

    def halves(self):
        """Cases and others, as the matrix deals them."""
        return evaluate.halves(evaluate.read_cases(self.corpus, "phrase"), self.each)


def _matrix(order: Order) -> dict:
    return evaluate.matrix(
        order.instrument, order.corpus, order.steps, order.guidance, order.each
    )


def _register(order: Order) -> dict:
    return evaluate.matrix(
        order.instrument, order.corpus, [2], [2.0], min(2, order.each), "register"
    )


def _codec(order: Order) -> dict:
    return codec_trial.measure(order.instrument, *order.halves())


def _sweeps(order: Order) -> dict:
    return sweeps.run(order.instrument, STEPS, GUIDANCE)


def _silence(order: Order) -> dict:
    return trials.silence(order.instrument, STEPS, GUIDANCE)


def _diversity(order: Order) -> dict:
    return trials.diversity(order.instrument, order.halves()[0], STEPS, GUIDANCE)


def _copies(order: Order) -> dict:
    return trials.copies(order.instrument, order.corpus, order.halves()[0], STEPS, GUIDANCE)


def _endurance(order: Order) -> dict:
    cases, others = order.halves()
    return trials.endurance(
        order.instrument, cases, others, steps=STEPS, guidance=GUIDANCE
    )


def _words(order: Order) -> dict:
    return words_trial.measure(order.instrument, evaluate.classifier(order.corpus))


PARTS: dict[str, Callable[[Order], dict]] = {
    "matrix": _matrix, "register": _register, "codec": _codec, "sweeps": _sweeps,
    "silence": _silence, "diversity": _diversity, "copies": _copies, "endurance": _endurance,
    "words": _words,
}


def run(order: Order, parts: Sequence[str], out: Path | None = None) -> dict:
    """The figures of `parts`; with `out`, added to its evaluation.json, with pictures beside it.

    Raises FileNotFoundError when the corpus is missing.
    """
    found: dict = {}
    for part in parts:
        found[part] = PARTS[part](order)
        if out is not None:
            keep(found, Path(out))
    return found


def keep(found: dict, out: Path) -> None:
    """Add figures to a folder's evaluation.json and draw them."""
    from engine.models import plots

    out.mkdir(parents=True, exist_ok=True)
    path = out / "evaluation.json"
    before = json.loads(path.read_text()) if path.exists() else {}
    path.write_text(json.dumps(before | found, indent=1) + "\n")
    if "sweeps" in found:
        plots.responses(found["sweeps"], out / "pictures")
    if "matrix" in found:
        plots.steps_and_guidance(found["matrix"], out / "pictures")


def text(found: dict) -> str:
    """Everything as Markdown."""
    told = {
        "matrix": matrix_text, "register": matrix_text, "codec": codec_text,
        "sweeps": sweeps_text, "words": words_text,
    }
    parts = [told[name](part) for name, part in found.items() if name in told]
    return "\n\n".join([*parts, trials_text(found)]).strip()


def matrix_text(found: dict) -> str:
    """A table of (steps, guidance) and how much it rests on."""
    return (
        f"{found['phrases']} held-out phrases of 10 s ({found['split']} split), "
        f"{found['excerpts']} excerpts of 3 s on each side of a Frechet distance.\n\n"
        f"{evaluate.table(found)}"
    )


def codec_text(found: dict) -> str:
    """The codec beside its anchors, and by instrument."""
    heads = ("codec", "mel dB", "SI-SDR dB", "Frechet / floor", "attack moved ms (median)",
             "attacks within 5 ms")
    lines = ["| " + " | ".join(heads) + " |", "|---" * len(heads) + "|"]
    lines += [
        f"| {name} | {row['mel_distance_db']:.2f} | {row['si_sdr_db']:.1f} | "
        f"{row['frechet_over_floor']:.2f} | {row['attack_median_ms']:.2f} | "
        f"{row['attacks_within_5_ms']:.0%} |"
        for name, row in found["coders"].items()
    ]
    lines += ["", f"{found['clips']} held-out clips. Digital silence comes out at "
              f"{found['silence_db']:.0f} dB.", ""]
    lines += ["| instrument | mel distance dB | SI-SDR dB |", "|---|---|---|"]
    lines += [
        f"| {name} | {row['mel_distance_db']:.1f} | {row['si_sdr_db']:.1f} |"
        for name, row in found["by_instrument"].items()
    ]
    return "\n".join(lines)


def sweeps_text(found: dict) -> str:
    """How each control answers: correlation by instrument, and error."""
    lines = [f"{found['steps']} steps, guidance {found['guidance']:g}; one control at a time.", "",
             "| control | correlation, asked against got | mean error |", "|---|---|---|"]
    for name, row in found["curves"].items():
        told = ", ".join(f"{who} {value:.2f}" for who, value in row["correlation"].items())
        error = "" if row["mean_error"] is None else f"{row['mean_error']:.2f} {row['unit']}"
        lines.append(f"| {name} | {told} | {error} |")
    return "\n".join(lines)


def words_text(found: dict) -> str:
    """Held-out wordings and sentences by hand side by side, and what the sound does."""
    held, hand, sound = found["held_out"], found["by_hand"], found["in_sound"]
    rows = (
        ("captions", "captions", "{:d}"), ("instrument_top_1", "instrument right", "{:.0%}"),
        ("instrument_top_3", "among the first three", "{:.0%}"),
        ("group_right", "one of a group that was named", "{:.0%}"),
        ("none_seen", "seen that none is named", "{:.0%}"),
        ("lane_right", "a word for a lane: heard, and the right way", "{:.0%}"),
        ("mood_right", "a mood's lanes: heard, and the right way", "{:.0%}"),
        ("direction_where_heard", "the right way, where a lane is heard", "{:.0%}"),
        ("heard_but_unsaid", "lanes heard that nobody spoke of", "{:.0%}"),
    )

    def cell(value: float | None, form: str) -> str:
        return "" if value is None else form.format(value)

    lines = ["| | held-out wordings | by hand |", "|---|---|---|"]
    lines += [
        f"| {label} | {cell(held[key], form)} | {cell(hand[key], form)} |"
        for key, label, form in rows
    ]
    told = ", ".join(f"{lane} {share:.0%}" for lane, share in sound["ordered"].items())
    return "\n".join([
        *lines, "", "Rendered from words that it learned: of two sounds of one instrument, the one"
        " is louder, brighter, noisier or busier whose words say so, in so many of"
        f" {sound['pairs']} pairs: {told}. A classifier of real sound names the instrument in"
        f" {sound['named_by_the_classifier']:.0%} of {sound['instruments']} renders of a"
        " name alone.",
    ])


def trials_text(found: dict) -> str:
    """Silence, seeds, copies and endurance, a line each, as far as they were measured."""
    lines = []
    if "silence" in found:
        row = found["silence"]
        lines.append(
            f"- Silence asked (-80 dB): {row['no_key_median_db']:.0f} dB (median of the "
            f"instruments; the loudest {row['no_key_loudest_db']:.0f} dB); with a key held "
            f"{row['key_held_median_db']:.0f} dB (loudest {row['key_held_loudest_db']:.0f} dB)."
        )
    if "diversity" in found:
        row = found["diversity"]
        lines.append(
            f"- Other seeds, same controls: {row['ratio']:.2f} times as far apart as real phrases "
            "of one instrument are (musicnn's embedding)."
        )
    if "copies" in found:
        row = found["copies"]
        lines.append(
            f"- Copies: the nearest of {row['training_phrases']} training phrases lies "
            f"{row['ratio']:.2f} times as far from what is played as from held-out recordings."
        )
    if "endurance" in found:
        row = found["endurance"]
        lines.append(
            f"- Endurance: after {row['minutes']:.0f} minutes without a break the Frechet distance "
            f"is {row['ratio']:.3f} of what it was in the second minute."
        )
    return "\n".join(lines)
