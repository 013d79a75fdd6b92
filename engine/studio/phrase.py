"""A line of notes from a few words, for trying something out: `60,64,67` or `c4,e4,g4+c5`."""

import re

from engine.parameters import BadValue
from engine.studio.asking import Note

_STEPS = {"c": 0, "d": 2, "e": 4, "f": 5, "g": 7, "a": 9, "b": 11}
_NAME = re.compile(r"([a-g])([#b]?)(-?\d)")
HELD = 0.85
"""How much of its time each note sounds."""


def notes(text: str, seconds: float, velocity: float = 0.8) -> list[Note]:
    """[any] The notes of `text`, spread evenly over so many seconds: keys by MIDI number or name
    (c4 is 60), a comma between two, + between those that are struck together, - for a rest.

    Raises BadValue.
    """
    words = [word.strip().lower() for word in text.split(",")]
    each, found = seconds / len(words), []
    for at, word in enumerate(words):
        if word == "-":
            continue
        start = at * each
        found += [
            Note(start, start + HELD * each, _pitch(key, text), velocity) for key in word.split("+")
        ]
    return found


def _pitch(word: str, text: str) -> int:
    name = _NAME.fullmatch(word)
    if name is not None:
        letter, sign, octave = name.groups()
        pitch = _STEPS[letter] + {"": 0, "#": 1, "b": -1}[sign] + 12 * (int(octave) + 1)
    else:
        pitch = int(word) if word.isdecimal() else -1
    if not 0 <= pitch <= 127:
        raise BadValue(f"expected notes such as 60,64,67 or c4,e4,g4, not {text!r}")
    return pitch
