"""The notes of several voices at once, by Basic Pitch (Bittner et al., ICASSP 2022).

It comes with its weights (Apache 2.0); its metadata asks for TensorFlow, which it does not need
(`INSTALL`). Of sounds with strong octaves and fifths in them, as organs have, it takes partials for
notes (docs/LAB.md): where many notes stand on the same partial of others, none is believed; nor
where many an attack begins none, as with drums.
"""

import contextlib
import functools
import importlib.util
import io
import logging
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import soundfile

from engine.session import plain
from engine.studio.asking import Note
from engine.studio.reading import SOFT, TOGETHER_S

INSTALL = "pip install --no-deps basic-pitch==0.4.0"
NEEDED = ("basic_pitch", "librosa", "mir_eval", "pretty_midi", "resampy")
ONSET, FRAME, SHORTEST_MS = 0.7, 0.5, 93.0
"""How sure it must be that a note begins, and that one sounds; and the shortest note. Stricter than
its own: an overtone that is learned as a key is worse than a key that is missing."""
PARTIALS = (12, 19, 24, 28, 31, 34, 36)
"""Semitones from a note to its second to eighth partial."""
BELIEVED, ALONE = 0.4, 0.1
"""The share of notes with another that sounds meanwhile, always as far below, on one of these: up
to here all are believed, of chords and of one voice. A chord over its root has many of these, each
once; an organ's stop has one, again and again."""
ANSWERED = 0.6
"""The share of attacks that begin a note, from which they are."""
TOGETHER = 0.85
"""The share of notes that sound beside others, from which it is no single voice."""
FEWEST = 3
"""Notes, to say anything of shares."""
MEANWHILE_S = 0.03
"""One voice's notes overlap by so much, as they are heard; and none is shorter."""
SHORTEST_S = 0.25
"""Of sound, to be heard at all."""


@dataclass(frozen=True)
class Heard:
    """Notes in order, and whether they are several voices (or one that rings on)."""

    notes: list[Note]
    several: bool


def missing() -> str:
    """[any] What to install to hear several voices, in a sentence, or ""."""
    absent = next((name for name in NEEDED if importlib.util.find_spec(name) is None), None)
    if absent is None:
        return ""
    return (
        f"Without {absent} the notes of chords are not heard, and keys are learned from single"
        f" voices only: `pip install 'flowbend[evaluate]' && {INSTALL}` brings it."
    )


def hear(
    mono: np.ndarray, sample_rate: int, struck: Sequence[tuple[float, float]]
) -> Heard | None:
    """[control] The notes in (samples,), with the times and velocities of the attacks `struck`
    (seconds, strength 0..1) that begin them. None where they are not to be believed, or basic-pitch
    is not there to hear them."""
    heard = [] if missing() else _events(mono, sample_rate)
    if len(heard) < FEWEST:
        return None
    starts, ends, pitches = (np.array(column) for column in zip(*heard, strict=True))
    meanwhile = np.minimum.outer(ends, ends) - np.maximum.outer(starts, starts) > MEANWHILE_S
    above = np.subtract.outer(pitches, pitches)
    over = [np.mean((meanwhile & (above == partial)).any(axis=1)) for partial in PARTIALS]
    several = np.mean((meanwhile & (above != 0)).any(axis=1)) >= TOGETHER
    if max(over) > (BELIEVED if several else ALONE):
        return None
    times = np.array([when for when, _ in struck])
    apart = np.abs(np.subtract.outer(times, starts))
    if len(times) and np.mean(apart.min(axis=1) <= TOGETHER_S) < ANSWERED:
        return None
    return Heard(_apart([_struck(*event, struck) for event in heard]), bool(several))


def _apart(notes: Iterable[Note]) -> list[Note]:
    """In order; one key ends where it begins again, as attacks have moved its beginnings."""
    found = sorted(notes, key=lambda note: (note.pitch, note.start, -note.end))
    kept = found[:1]
    for note in found[1:]:
        last = kept[-1]
        if note.pitch == last.pitch and note.start < last.start + MEANWHILE_S:
            continue
        if note.pitch == last.pitch and note.start < last.end:
            kept[-1] = replace(last, end=note.start)
        kept.append(note)
    return sorted(kept, key=lambda note: (note.start, note.pitch))


def _struck(start: float, end: float, pitch: int, struck: Sequence[tuple[float, float]]) -> Note:
    """A note that begins with the nearest attack, where one is near."""
    when, velocity = min(struck, key=lambda one: abs(one[0] - start), default=(start, SOFT))
    if abs(when - start) > TOGETHER_S:
        when, velocity = start, SOFT
    return Note(when, max(end, when + MEANWHILE_S), pitch, velocity)


def _events(mono: np.ndarray, sample_rate: int) -> list[tuple[float, float, int]]:
    """(start, end, MIDI number) of every note, times in seconds. It only reads files."""
    if len(mono) < SHORTEST_S * sample_rate:
        return []
    with tempfile.TemporaryDirectory() as folder, _hushed():
        path = Path(folder) / "phrase.wav"
        soundfile.write(path, mono, sample_rate, subtype="FLOAT")
        predict, model = _listener()
        _, _, events = predict(
            path, model, onset_threshold=ONSET, frame_threshold=FRAME,
            minimum_note_length=SHORTEST_MS,
        )
    return [(float(start), float(end), int(pitch)) for start, end, pitch, *_ in events]


@functools.cache
def _listener() -> tuple[Any, Any]:
    """Its function, and its network, once for each process."""
    from basic_pitch import FilenameSuffix, build_icassp_2022_model_path
    from basic_pitch.inference import Model, predict

    # Whatever else is installed, the same runtime everywhere; and one thread, for there are as many
    # processes as cores.
    path = build_icassp_2022_model_path(FilenameSuffix.onnx)
    model = Model(path)
    model.model = plain(path)
    return predict, model


@contextlib.contextmanager
def _hushed() -> Iterator[None]:
    """It prints what it does, and warns of every runtime that it goes without."""
    before = logging.root.manager.disable
    logging.disable(logging.WARNING)
    try:
        with contextlib.redirect_stdout(io.StringIO()), np.errstate(all="ignore"):
            yield
    finally:
        logging.disable(before)
