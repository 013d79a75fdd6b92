"""What a phrase of a recording plays: its notes where they can be told, else its attacks.

Notes of one voice come from swift-f0 (Nieradzik 2025), of several from Basic Pitch (`chords.py`),
attacks from `onsets.py`. What has no pitch (drums, noises) is learned with keys that mean nothing:
any key plays it.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from engine import lanes
from engine.models.corpus import SAMPLE_RATE
from engine.models.own import chords
from engine.models.phrases import Note
from engine.studio import asking, reading

VOICED, NOISY = 0.45, 0.4
"""Of a phrase's loud moments, the share in which one pitch is heard that makes it one voice; and
the noisiness above which what is no voice has no pitch at all."""
SURE = 0.7
HOP = 512
ANY_KEYS = (36, 84)
"""Keys that stand for "any": one of them is drawn for every attack."""
VOICE, CHORDS, UNPITCHED, MANY = "melody", "chords", "one_shots", "texture"
"""Kinds of phrases, the first three in the corpus's words: one voice, several, sound without pitch,
and all that has pitches which nobody can tell apart."""


@dataclass(frozen=True)
class Heard:
    """What kind of phrase it is, its notes, and, where those are unknown, its attacks."""

    kind: str
    notes: list[Note]
    attacks: list[tuple[float, float]] | None = None


def listen(
    audio: np.ndarray, note: int | None, pitched: bool | None, rng: np.random.Generator
) -> Heard:
    """[control] One phrase (samples, 2). note: all that it can play; pitched: whether it plays
    notes at all, None where that has to be heard."""
    mono = np.ascontiguousarray(audio.mean(axis=1), np.float32)
    attacks = reading.attacks(mono, SAMPLE_RATE)
    struck = attacks or ((_first_sound(mono), reading.SOFT),)
    if note is not None and pitched is not False:
        return Heard(VOICE, _between(mono, struck, [note] * len(struck)))
    voice = None
    if pitched is None:
        voice = reading.voice(mono, SAMPLE_RATE)
        kind = kind_of(mono, voice)
    else:
        kind = VOICE if pitched else UNPITCHED
    if kind == UNPITCHED:
        keys = rng.integers(*ANY_KEYS, len(struck)).tolist()
        return Heard(UNPITCHED, _between(mono, struck, keys))
    several = chords.hear(mono, SAMPLE_RATE, attacks)
    if several is not None and (several.several or kind == MANY):
        return Heard(CHORDS if several.several else VOICE, _as_midi(several.notes))
    if kind == VOICE and (found := reading.notes(mono, SAMPLE_RATE, struck, voice)):
        return Heard(VOICE, _as_midi(found))
    return Heard(MANY, [], [(float(when), float(strength)) for when, strength in struck])


def kind_of(mono: np.ndarray, voice: reading.Voice) -> str:
    """[any] By how much of (samples,) is one voice, and how noisy the rest is."""
    loud = lanes.loudness_db(mono, HOP)
    heard = loud > max(float(loud.max()) - 30, -60)
    times, sure = reading.voiced(voice)
    places = np.minimum((times * SAMPLE_RATE / HOP).astype(int), len(loud) - 1)
    at = heard[places] if len(places) else np.zeros(0, bool)
    if at.any() and float(np.mean(sure[at] >= SURE)) >= VOICED:
        return VOICE
    _, noisy = lanes.brightness_and_noisiness(mono, HOP, SAMPLE_RATE)
    return UNPITCHED if heard.any() and float(np.median(noisy[heard])) > NOISY else MANY


def _between(mono: np.ndarray, struck, keys: list[int]) -> list[Note]:
    """A note from each attack to the next, or to where there is silence."""
    loud = lanes.loudness_db(mono, HOP)
    quiet = np.flatnonzero(loud < max(float(loud.max()) - 45, -65)) * HOP / SAMPLE_RATE
    ends = [*(when for when, _ in struck[1:]), len(mono) / SAMPLE_RATE]
    notes = []
    for (start, strength), end, key in zip(struck, ends, keys, strict=True):
        rest = quiet[quiet > start + 0.03]
        stop = min(end, float(rest[0])) if len(rest) else end
        notes.append(Note(float(start), float(max(stop, start + 0.03)), int(key), _midi(strength)))
    return notes


def _as_midi(notes: Iterable[asking.Note]) -> list[Note]:
    return [Note(n.start, n.end, n.pitch, _midi(n.velocity)) for n in notes]


def _first_sound(mono: np.ndarray) -> float:
    loud = lanes.loudness_db(mono, HOP)
    return float(np.argmax(loud > float(loud.max()) - 30)) * HOP / SAMPLE_RATE


def _midi(strength: float) -> int:
    return int(np.clip(round(strength * 127), 1, 127))
