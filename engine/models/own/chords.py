"""The notes of several voices at once, by Basic Pitch (Bittner et al., ICASSP 2022).

It comes with its weights (Apache 2.0); its metadata asks for TensorFlow, which it does not need
(`INSTALL`). Of sounds with strong octaves and fifths in them, as organs have, it takes partials for
notes (docs/LAB.md): where too many notes stand where partials of others would, none is believed;
nor where many an attack begins none, as with drums.
"""

import contextlib
import functools
import importlib.util
import io
import logging
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import soundfile

from engine.studio.asking import Note
from engine.studio.reading import SOFT, TOGETHER_S

INSTALL = "pip install --no-deps basic-pitch==0.4.0"
NEEDED = ("basic_pitch", "librosa", "pretty_midi", "resampy")
ONSET, FRAME, SHORTEST_MS = 0.7, 0.5, 93.0
"""How sure it must be that a note begins, and that one sounds; and the shortest note. Stricter than
its own: an overtone that is learned as a key is worse than a key that is missing."""
PARTIALS = (12, 19, 24, 28, 31, 34, 36)
"""Semitones from a note to its second to eighth partial."""
BELIEVED = 0.3
"""The share of notes on a partial of one that sounds meanwhile, up to which all are believed."""
ANSWERED = 0.6
"""The share of attacks that begin a note, from which they are."""
TOGETHER = 0.85
"""The share of notes that sound beside others, from which it is no single voice."""
FEWEST = 3
"""Notes, to say anything of shares."""
MEANWHILE_S = 0.03
"""One voice's notes overlap by so much, as they are heard."""


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
    if np.mean((meanwhile & np.isin(above, PARTIALS)).any(axis=1)) > BELIEVED:
        return None
    if struck and np.mean(np.abs(
        np.subtract.outer([when for when, _ in struck], starts)
    ).min(axis=1) <= TOGETHER_S) < ANSWERED:
        return None
    found = [_struck(*event, struck) for event in heard]
    several = np.mean((meanwhile & (above != 0)).any(axis=1)) >= TOGETHER
    return Heard(sorted(found, key=lambda note: (note.start, note.pitch)), bool(several))


def _struck(start: float, end: float, pitch: int, struck: Sequence[tuple[float, float]]) -> Note:
    """A note that begins with the nearest attack, where one is near."""
    when, velocity = min(struck, key=lambda one: abs(one[0] - start), default=(start, SOFT))
    if abs(when - start) > TOGETHER_S:
        when, velocity = start, SOFT
    return Note(when, max(end, when + MEANWHILE_S), pitch, velocity)


def _events(mono: np.ndarray, sample_rate: int) -> list[tuple[float, float, int]]:
    """(start, end, MIDI number) of every note, times in seconds. It only reads files."""
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
    from basic_pitch import ICASSP_2022_MODEL_PATH
    from basic_pitch.inference import Model, predict

    return predict, Model(ICASSP_2022_MODEL_PATH)


@contextlib.contextmanager
def _hushed() -> Iterator[None]:
    """It prints what it does, and warns of every runtime that it goes without."""
    before = logging.root.manager.disable
    logging.disable(logging.WARNING)
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            yield
    finally:
        logging.disable(before)
