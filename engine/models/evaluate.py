"""Measures a shipped instrument: held-out controls in, streamed sound out, judged independently.

The sound comes through `render.step` on the ONNX files, block by block, exactly as it is played.
The judges (`judges.py`) know nothing of the training labels. Beside every figure stand the same
judge's figures for the real recordings and for the codec alone, which are its ceiling.
"""

import itertools
import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from tqdm import tqdm

from engine import render
from engine.controls import Controls
from engine.instrument import Instrument
from engine.models import corpus, judges
from engine.models.instruments import BY_NAME
from engine.models.phrases import Phrase
from engine.parameters import DRIVEN, INDEX
from engine.store import Event, Kind
from engine.take import defaults

CLASSIFIER_PHRASES = 26
"""Real training phrases per instrument from which the classifier learns."""
ONE_VOICE = ("melody", "bass_line", "single_notes")


@dataclass(frozen=True)
class Case:
    """One held-out phrase and its recording, (samples,) float32."""

    phrase: Phrase
    audio: np.ndarray


def controls_of(
    case: Case, instrument: Instrument, steps: int, guidance: float, seed: int, latents: int
) -> Iterator[Controls]:
    """What a performer would send to get this phrase: keys, and the curves of its sound."""
    contract = instrument.contract
    hop = contract.hop
    labels = corpus.label(case.phrase, case.audio, hop)
    values = defaults()
    settings = {
        "steps": steps, "guidance": guidance, "seed_a": seed,
        "instrument_a": contract.instruments.index(case.phrase.instrument),
        **{f"{lane}_mode": DRIVEN for lane in ("rms", "onset", "brightness", "noisiness", "notes")},
    }
    for id, value in settings.items():
        values[INDEX[id]] = value
    events = []
    for note in case.phrase.notes:
        start, end = corpus.on_grid(note.start), corpus.on_grid(note.end)
        events.append((start, Event(Kind.NOTE_ON, note.pitch, note.velocity / 127)))
        events.append((max(end // hop, start // hop + 1) * hop, Event(Kind.NOTE_OFF, note.pitch)))
    events.sort(key=lambda e: (e[0], e[1].kind == Kind.NOTE_ON))
    for first in range(0, len(labels.rms) - latents + 1, latents):
        span = slice(first, first + latents)
        inside = tuple(
            event._replace(offset=at - first * hop)
            for at, event in events if first * hop <= at < (first + latents) * hop
        )
        curves = {"rms": labels.rms[span], "brightness": labels.brightness[span],
                  "noisiness": labels.noisiness[span]}
        yield Controls(values, inside, curves)


def play(
    case: Case, instrument: Instrument, steps: int, guidance: float, seed: int
) -> np.ndarray:
    """(samples,) float32: the phrase as the instrument plays it, in its smallest blocks."""
    latents, state, pieces = instrument.contract.stride, render.State(), []
    for controls in controls_of(case, instrument, steps, guidance, seed, latents):
        audio, state, _ = render.step(instrument, state, controls, latents)
        pieces.append(audio[:, 0])
    return _as_long_as(np.concatenate(pieces), case.audio)


def _as_long_as(audio: np.ndarray, like: np.ndarray) -> np.ndarray:
    """Cut, or padded with zeros, to the same length: the last incomplete latent is missing."""
    return np.pad(audio, (0, max(0, len(like) - len(audio))))[: len(like)]


_instrument: Instrument | None = None


def _start_worker(folder: str) -> None:
    global _instrument  # one per worker process; a pool offers no other place for it
    _instrument = Instrument(Path(folder))


def _work(task: tuple[Case, int, float, int]) -> np.ndarray:
    case, steps, guidance, seed = task
    assert _instrument is not None
    return play(case, _instrument, steps, guidance, seed)


def play_all(
    instrument: Instrument, cases: Sequence[Case], steps: int, guidance: float
) -> list[np.ndarray]:
    """Every case on every core. Its seed is its place in the list."""
    tasks = [(case, steps, guidance, seed) for seed, case in enumerate(cases)]
    context = multiprocessing.get_context("spawn")
    with context.Pool(os.cpu_count() or 1, _start_worker, (str(instrument.folder),)) as pool:
        label = f"{steps} steps, guidance {guidance:g}"
        return list(tqdm(pool.imap(_work, tasks), label, len(tasks), unit="phrase"))


def reconstruct(instrument: Instrument, audio: np.ndarray) -> np.ndarray:
    """(samples,) through encoder and decoder: what the codec alone loses."""
    latents = instrument.encode(audio[:, None])
    decoded, _ = instrument.decoder.step(latents, instrument.decoder.start())
    return _as_long_as(decoded[:, 0], audio)


class Panel:
    """All judges, and what they need to have heard before."""

    def __init__(self, folder: Path, cases: Sequence[Case], others: Sequence[Case]):
        """`others` are the recordings that a Frechet distance is measured against."""
        self.cases = cases
        chosen: dict[str, list[np.ndarray]] = {}
        for phrase, audio in tqdm(corpus.read(folder, "train"), "classifier", unit="phrase"):
            if len(chosen.setdefault(phrase.instrument, [])) < CLASSIFIER_PHRASES:
                chosen[phrase.instrument].append(audio)
        pairs = [(audio, name) for name, audios in chosen.items() for audio in audios]
        audios, names = zip(*pairs, strict=True)
        self.classifier = judges.Classifier().fit(audios, names)
        self.others = judges.embed([case.audio for case in others])

    def judge(self, sounds: Sequence[np.ndarray]) -> dict[str, float]:
        """Means over the cases; `nan` where a judge had nothing to say. Units in the names."""
        tasks = list(zip(self.cases, sounds, strict=True))
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
        names = [case.phrase.instrument for case in self.cases]
        found["instrument_named_right"] = self.classifier.accuracy(sounds, names)
        found["frechet_distance"] = judges.frechet_distance(judges.embed(sounds), self.others)
        return found


def _judge_one(task: tuple[Case, np.ndarray]) -> tuple[dict[str, float], judges.Pitch | None]:
    """The figures of one phrase that need no other, and its pitches when it is one voice."""
    case, sound = task
    phrase = case.phrase
    rms = judges.compare_loudness(None, sound, case.audio)
    bright = judges.brightness_correlation(case.audio, sound)
    row = {
        "rms_correlation": rms.correlation,
        "rms_error_db": rms.error,
        "onset_f1": judges.onset_f1([note.start for note in phrase.notes], sound),
        "brightness_correlation": bright.correlation,
        "brightness_error_semitones": bright.error,
        "mel_distance_db": judges.mel_distance_db(case.audio, sound),
        "si_sdr_db": judges.si_sdr_db(case.audio, sound),
    }
    if not is_one_voice(phrase):
        return row, None
    return row, judges.right_pitch([(n.start, n.end, n.pitch) for n in phrase.notes], sound)


def is_one_voice(phrase: Phrase) -> bool:
    """True when one note sounds at a time, on an instrument that has pitches."""
    if phrase.kind not in ONE_VOICE or BY_NAME[phrase.instrument].is_drums:
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


def evaluate(
    instrument: Instrument, folder: Path, steps: Sequence[int], guidance: Sequence[float],
    each: int = 5, split: str = "phrase",
) -> dict:
    """Every figure for every (steps, guidance), with the real sound's and the codec's beside it.

    The split's phrases are dealt into two halves with the same instruments: controls are taken
    from one, Frechet distances are measured against the other. Raises FileNotFoundError when the
    corpus is missing.
    """
    every = [Case(phrase, audio) for phrase, audio in corpus.read(folder, split)]
    cases, others = halves(every, each)
    panel = Panel(folder, cases, others)
    real = panel.judge([case.audio for case in cases])
    decoded = panel.judge([reconstruct(instrument, case.audio) for case in cases])
    rows = []
    for count in steps:
        for scale in guidance:
            made = panel.judge(play_all(instrument, cases, count, scale))
            rows.append({"steps": count, "guidance": scale, **made, **_ratios(made, real, decoded)})
    return {
        "model": instrument.name, "split": split, "phrases": len(cases),
        "excerpts": len(panel.others), "real": real | _ratios(real, real, decoded),
        "codec": decoded | _ratios(decoded, real, decoded), "played": rows,
        "codec_by_instrument": by_instrument(instrument, every),
    }


def _ratios(made: dict, real: dict, decoded: dict) -> dict[str, float]:
    return {
        "frechet_over_floor": made["frechet_distance"] / real["frechet_distance"],
        "onset_share_of_codec": made["onset_f1"] / decoded["onset_f1"],
        "instrument_share_of_real": (
            made["instrument_named_right"] / real["instrument_named_right"]
        ),
    }


def by_instrument(instrument: Instrument, cases: Sequence[Case]) -> dict[str, dict[str, float]]:
    """The codec's mel distance and SI-SDR in dB on held-out phrases, for each instrument."""
    rows: dict[str, list[tuple[float, float]]] = {}
    for case in tqdm(cases, "codec", unit="phrase"):
        made = reconstruct(instrument, case.audio)
        figures = (judges.mel_distance_db(case.audio, made), judges.si_sdr_db(case.audio, made))
        rows.setdefault(case.phrase.instrument, []).append(figures)
    means = {name: np.mean(figures, axis=0) for name, figures in rows.items()}
    return {
        name: {"mel_distance_db": float(mel), "si_sdr_db": float(sdr)}
        for name, (mel, sdr) in means.items()
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
        cells = [form(row[key]) for _, key, form in _COLUMNS]
        lines.append("| " + " | ".join([name, *cells]) + " |")
    return "\n".join(lines)
