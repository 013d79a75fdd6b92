"""Measures a shipped instrument: held-out controls in, streamed sound out, judged independently.

The judges (`judges.py`) know nothing of the training labels. Beside every figure stand the same
judge's figures for the real recordings and for the codec alone, which are its ceiling.
"""

import itertools
import multiprocessing
import os
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from tqdm import tqdm

from engine.instrument import Instrument
from engine.models import corpus, judges
from engine.models.classifier import Classifier
from engine.models.instruments import BY_NAME, roster
from engine.models.performance import Case, play_all, reconstruct, script_of
from engine.models.phrases import Phrase

CLASSIFIER_PHRASES = 26
"""Real training phrases per instrument from which the classifier learns."""
ONE_VOICE = ("melody", "bass_line", "single_notes")


class Panel:
    """All judges, and what they need to have heard before."""

    def __init__(self, folder: Path, cases: Sequence[Case], others: Sequence[Case]):
        """`others` are the recordings that a Frechet distance is measured against."""
        self.cases = cases
        self.classifier = classifier(folder) if len(roster(folder)) > 1 else None
        self.others = judges.embed([case.audio for case in others])

    def judge(self, sounds: Sequence[np.ndarray]) -> dict[str, float]:
        """Means over the cases; `nan` where a judge had nothing to say. Units in the names."""
        found = figures(self.cases, sounds)
        names = [case.phrase.instrument for case in self.cases]
        found["instrument_named_right"] = (
            float("nan") if self.classifier is None else self.classifier.accuracy(sounds, names)
        )
        found["frechet_distance"] = judges.frechet_distance(judges.embed(sounds), self.others)
        return found


def figures(cases: Sequence[Case], sounds: Sequence[np.ndarray]) -> dict[str, float]:
    """Means over the cases of what each sound is judged by alone, on every core; `nan` where a
    judge had nothing to say."""
    tasks = list(zip(cases, sounds, strict=True))
    context = multiprocessing.get_context("spawn")
    with context.Pool(os.cpu_count() or 1) as pool:
        judged_cases = pool.imap(_judge_one, tasks)
        answers = list(tqdm(judged_cases, "judging", len(tasks), unit="phrase"))
    rows = [row for row, _ in answers]
    voices = [voice for _, voice in answers if voice is not None]
    found = {key: float(np.nanmean([row[key] for row in rows])) for key in rows[0]}
    judged = sum(v.judged for v in voices) or 1
    found["right_pitch"] = sum(v.right * v.judged for v in voices if v.judged) / judged
    found["right_pitch_but_for_octave"] = (
        sum(v.right_but_for_octave * v.judged for v in voices if v.judged) / judged
    )
    return found


def classifier(folder: Path) -> Classifier:
    """A judge of who plays, fitted on recordings that trained the model."""
    chosen: dict[str, list[np.ndarray]] = {}
    phrases = corpus.Split(folder, "train")
    for place in tqdm(range(len(phrases)), "classifier", unit="phrase"):
        heard = chosen.setdefault(phrases.instrument(place), [])
        if len(heard) < CLASSIFIER_PHRASES:
            heard.append(phrases[place][1].mean(axis=1))
    pairs = [(audio, name) for name, audios in chosen.items() for audio in audios]
    audios, names = zip(*pairs, strict=True)
    return Classifier().fit(audios, names)


def _judge_one(task: tuple[Case, np.ndarray]) -> tuple[dict[str, float], judges.Pitch | None]:
    """The figures of one phrase that need no other, and its pitches when it is one voice."""
    case, sound = task
    phrase = case.phrase
    rms = judges.compare_loudness(None, sound, case.audio)
    bright = judges.brightness_correlation(case.audio, sound)
    row = {
        "rms_correlation": rms.correlation,
        "rms_error_db": rms.error,
        "onset_f1": judges.onset_f1(attacks_of(phrase), sound),
        "brightness_correlation": bright.correlation,
        "brightness_error_semitones": bright.error,
        "mel_distance_db": judges.mel_distance_db(case.audio, sound),
        "si_sdr_db": judges.si_sdr_db(case.audio, sound),
    }
    if not is_one_voice(phrase):
        return row, None
    return row, judges.right_pitch([(n.start, n.end, n.pitch) for n in phrase.notes], sound)


def attacks_of(phrase: Phrase) -> list[float]:
    """When something is struck, in seconds."""
    if phrase.attacks is not None:
        return [when for when, _ in phrase.attacks]
    return [note.start for note in phrase.notes]


def is_one_voice(phrase: Phrase) -> bool:
    """True when one note sounds at a time, unbent, on an instrument that has pitches."""
    who = BY_NAME.get(phrase.instrument)  # None: one of somebody's own
    if phrase.kind not in ONE_VOICE or phrase.bend or (who is not None and who.is_drums):
        return False
    pairs = itertools.pairwise(phrase.notes)
    return all(after.start >= before.end - 0.03 for before, after in pairs)


def halves(cases: Sequence[Case], each: int) -> tuple[list[Case], list[Case]]:
    """Two lists with the same number of phrases, at most `each`, of every instrument."""
    by_name: dict[str, list[Case]] = {}
    for case in cases:
        by_name.setdefault(case.phrase.instrument, []).append(case)
    first, second = [], []
    for own in by_name.values():
        half = len(own) // 2
        first += own[:half][:each]
        second += own[half : 2 * half][:each]
    return first, second


def read_cases(folder: Path, split: str) -> list[Case]:
    """A split of the corpus. Raises FileNotFoundError when there is none."""
    return [Case(phrase, stereo) for phrase, stereo in corpus.read(folder, split)]


def matrix(
    instrument: Instrument, folder: Path, steps: Sequence[int], guidance: Sequence[float],
    each: int = 5, split: str = "phrase",
) -> dict:
    """Every figure for every (steps, guidance), with the real sound's and the codec's beside it.

    The split's phrases are dealt into two halves with the same instruments: controls are taken
    from one, Frechet distances are measured against the other. Raises FileNotFoundError when the
    corpus is missing.
    """
    cases, others = halves(read_cases(folder, split), each)
    panel = Panel(folder, cases, others)
    real = panel.judge([case.audio for case in cases])
    bar = tqdm(cases, "codec", unit="phrase")
    decoded = panel.judge([reconstruct(instrument, c.stereo).mean(axis=1) for c in bar])
    rows = []
    for count in steps:
        for scale in guidance:
            scripts = [script_of(c, instrument, count, scale, s) for s, c in enumerate(cases)]
            label = f"{count} steps, guidance {scale:g}"
            made = panel.judge(play_all(instrument, scripts, label))
            rows.append({"steps": count, "guidance": scale, **made, **_ratios(made, real, decoded)})
    return {
        "model": instrument.name, "precision": instrument.precision, "split": split,
        "phrases": len(cases),
        "excerpts": len(panel.others), "real": real | _ratios(real, real, decoded),
        "codec": decoded | _ratios(decoded, real, decoded), "played": rows,
    }


def _ratios(made: dict, real: dict, decoded: dict) -> dict[str, float]:
    return {
        "frechet_over_floor": made["frechet_distance"] / real["frechet_distance"],
        "onset_share_of_codec": made["onset_f1"] / decoded["onset_f1"],
        "instrument_share_of_real": (
            made["instrument_named_right"] / real["instrument_named_right"]
        ),
    }


_COLUMNS: tuple[tuple[str, str, Callable[[float], str]], ...] = (
    ("RMS r", "rms_correlation", "{:.3f}".format),
    ("RMS error dB", "rms_error_db", "{:.1f}".format),
    ("onset F1", "onset_f1", "{:.3f}".format),
    ("of codec", "onset_share_of_codec", "{:.2f}".format),
    ("brightness r", "brightness_correlation", "{:.3f}".format),
    ("error st", "brightness_error_semitones", "{:.1f}".format),
    ("right pitch", "right_pitch", "{:.0%}".format),
    ("named right", "instrument_named_right", "{:.0%}".format),
    ("of real", "instrument_share_of_real", "{:.2f}".format),
    ("Frechet / floor", "frechet_over_floor", "{:.2f}".format),
    ("mel dB", "mel_distance_db", "{:.1f}".format),
)


def table(found: dict) -> str:
    """The figures as a Markdown table, the ceilings first."""
    heads = ["sound", *(head for head, _, _ in _COLUMNS)]
    lines = ["| " + " | ".join(heads) + " |", "|---" * len(heads) + "|"]
    rows = [("real", found["real"]), ("codec", found["codec"])]
    rows += [(f"{r['steps']} steps, guidance {r['guidance']:g}", r) for r in found["played"]]
    for name, row in rows:
        cells = [form(row[key]) if np.isfinite(row[key]) else "" for _, key, form in _COLUMNS]
        lines.append("| " + " | ".join([name, *cells]) + " |")
    return "\n".join(lines)
