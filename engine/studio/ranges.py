"""The keys on which each instrument sounds like itself, and a tune brought there by octaves.

As the shipped model was trained (`models/instruments.py`, to which a test holds this); a model with
other instruments is played where the tune is.
"""

from collections.abc import Sequence
from dataclasses import replace

from engine.studio.asking import Note

KEYS: dict[str, tuple[int, int]] = {
    "piano": (28, 96), "electric_piano": (36, 88), "vibraphone": (53, 89), "marimba": (45, 89),
    "organ": (36, 88), "nylon_guitar": (40, 83), "finger_bass": (28, 55), "synth_bass": (28, 55),
    "violin": (55, 96), "cello": (36, 72), "string_ensemble": (40, 88), "harp": (36, 91),
    "choir": (48, 79), "trumpet": (55, 84), "french_horn": (41, 77), "alto_sax": (50, 81),
    "clarinet": (50, 89), "flute": (60, 96), "saw_lead": (40, 88), "warm_pad": (40, 84),
    "harpsichord": (36, 88), "steel_guitar": (40, 83), "trombone": (40, 72), "oboe": (58, 89),
    "kalimba": (48, 84), "square_lead": (40, 88),
}
"""Lowest and highest, in MIDI numbers, by instrument."""


def octaves_into(pitches: Sequence[int], low: int, high: int) -> int:
    """[any] By how many octaves a tune is moved so that the fewest of its notes lie outside; of
    several such, the fewest octaves. Tunes stay whole."""

    def cost(octaves: int) -> tuple[int, int, int]:
        outside = sum(not low <= pitch + 12 * octaves <= high for pitch in pitches)
        return outside, abs(octaves), -octaves

    return min(range(-8, 9), key=cost)


def moved(
    notes: Sequence[Note], instrument: str, octaves: int | None = None
) -> tuple[list[Note], int]:
    """[any] A tune moved by so many octaves, None for those that bring it into the instrument's
    range, and by how many that was. A note that is outside then is moved by itself."""
    if instrument not in KEYS or not notes:
        return [replace(note, pitch=_key(note.pitch + 12 * (octaves or 0))) for note in notes], (
            octaves or 0
        )
    low, high = KEYS[instrument]
    by = octaves_into([note.pitch for note in notes], low, high) if octaves is None else octaves
    there = [replace(note, pitch=note.pitch + 12 * by) for note in notes]
    return [
        replace(note, pitch=note.pitch + 12 * octaves_into([note.pitch], low, high))
        for note in there
    ], by


def _key(pitch: int) -> int:
    return min(max(pitch, 0), 127)
