"""Captions: what somebody might say of a phrase, made up from its labels, and what is meant by it.

A caption is a pure function of (labels, random generator). Ranks, 0 to 1, say where a phrase stands
among those of its instrument: a dark piccolo is brighter than a bright bass.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from engine.models.lexicon import (
    BESIDE,
    GROUPS,
    HIGH,
    INTENSE,
    LANE_WORDS,
    LOW,
    MIDDLE,
    MOODS,
    NAMES,
    NEGATED,
    NOTHING,
    SLIGHT,
    TEMPLATES,
    Words,
)

ROWS = tuple(LANE_WORDS)
"""Rows of the table that words can speak of."""
WHO = tuple(NAMES)
THIRD, OUTER = 1 / 3, 0.12
"""Ranks below and above these thirds are low and high; within so much of an end, very much so."""


@dataclass(frozen=True)
class Caption:
    """text, and what it means: who, the chances of each of WHO, empty where it names none; ranks,
    by row, of what it speaks of; told, by row, the word for that; mood, whether it was one."""

    text: str
    who: Mapping[str, float]
    ranks: Mapping[str, float]
    told: Mapping[str, str]
    mood: bool = False


def write(
    instrument: str, ranks: Mapping[str, float], rng: np.random.Generator, held: bool = False
) -> Caption:
    """What one might say of a phrase of `instrument` that stands at `ranks`. held: only in words
    that are kept for measuring."""
    if rng.random() < 0.06:
        return Caption(_pick(NOTHING, rng, held), {}, {}, {})
    name, who = _who(instrument, rng, held)
    ranks = {**ranks, "temperature": float(rng.random())}
    said, told, mood = _said(ranks, rng, held, rng.choice(4, p=_counts(bool(name))))
    words = [*said]
    if rng.random() < 0.15:
        words.append(_pick(BESIDE, rng, held))
    rng.shuffle(words)
    before = [word for word in words if " " not in word]
    after = [word for word in words if " " in word]
    if len(before) > 1 and rng.random() < 0.5:
        after.append(before.pop())
    if not (name or words):
        return Caption(_pick(NOTHING, rng, held), {}, {}, {})
    text = _filled(_pick(TEMPLATES, rng, held), name or _nobody(rng), before, after, rng)
    return Caption(text, who, {row: ranks[row] for row in told}, told, mood)




def _counts(named: bool) -> list[float]:
    """The chances of so many words about lanes."""
    return [0.15, 0.35, 0.3, 0.2] if named else [0.0, 0.4, 0.35, 0.25]


def _who(instrument: str, rng: np.random.Generator, held: bool) -> tuple[str, dict[str, float]]:
    """How the instrument is named, if at all, and whom that may mean."""
    kind = rng.random()
    if kind < 0.12:
        return "", {}
    open_to = [group for group in GROUPS if instrument in group]
    if kind < 0.24 and open_to:
        group = open_to[rng.integers(len(open_to))]
        return _pick(GROUPS[group], rng, held), dict.fromkeys(group, 1 / len(group))
    return _pick(NAMES[instrument], rng, held), {instrument: 1.0}


def _nobody(rng: np.random.Generator) -> str:
    return str(rng.choice(["", "", "sound", "something", "music", "tone"]))


def _said(
    ranks: Mapping[str, float], rng: np.random.Generator, held: bool, count: int
) -> tuple[list[str], dict[str, str], bool]:
    """Words that are true at these ranks, what each row was called, and whether a mood is one."""
    level = {row: _level(rank) for row, rank in ranks.items()}
    moods = [
        (says, words) for says, words in MOODS
        if all(level.get(row) == one for row, one in says.items())
    ]
    if count and moods and rng.random() < 0.6:
        says, words = moods[rng.integers(len(moods))]
        return [_pick(words, rng, held)], dict(says), True
    rows = [row for row in ranks if level[row] != MIDDLE or rng.random() < 0.3]
    rng.shuffle(rows)
    told = {row: level[row] for row in rows[:count]}
    return [_word(row, ranks[row], rng, held) for row in told], told, False


def _level(rank: float) -> str:
    return LOW if rank < THIRD else HIGH if rank > 1 - THIRD else MIDDLE


def _word(row: str, rank: float, rng: np.random.Generator, held: bool) -> str:
    """One word or phrase for a row at a rank."""
    level = _level(rank)
    if level != MIDDLE and rng.random() < 0.06:
        other = _pick(LANE_WORDS[row][HIGH if level == LOW else LOW], rng, held)
        if " " not in other:
            return f"{_pick(NEGATED, rng, held)} {other}"
    word = _pick(LANE_WORDS[row][level], rng, held)
    if level == MIDDLE or " " in word:
        return word
    far = min(rank, 1 - rank) < OUTER
    if rng.random() < (0.4 if far else 0.15):
        word = f"{_pick(INTENSE if far else SLIGHT, rng, held)} {word}"
    return word


def _filled(
    template: str, name: str, before: list[str], after: list[str], rng: np.random.Generator
) -> str:
    between = str(rng.choice([", ", " and ", " ", ", "]))
    text = template.format(name=name, before=between.join(before), after=", ".join(after))
    text = re.sub(r"\s+", " ", text)
    text = re.sub(r"(\s*[,:])+(?=\s*[,:?])|\b(and|is)(?=\s*$)", "", text)
    text = re.sub(r"\s+,", ",", text).strip(" ,:")
    case = rng.random()
    return text.capitalize() if case < 0.25 else text.upper() if case < 0.28 else text


def _pick(words: Words, rng: np.random.Generator, held: bool) -> str:
    some = words.held if held else words.trained
    return some[rng.integers(len(some))]
