"""What words mean, in rows of the table: "soft dark marimba, sparse" becomes an instrument and held
lanes, to render by or to keep as a preset.

A small head (`words.npz` beside the model, trained by `models/train_words.py`) reads the vectors of
a text and of its parts. It says how likely each instrument is meant, which lanes are spoken of, and
for each of them a rank: where it is to stand, 0 to 1, among what that instrument does in the
corpus. Where the user has CLAP's weights, `clap.py` answers instead.
"""

import json
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from engine.contract import BrokenContract
from engine.instrument import Instrument
from engine.parameters import BY_ID, BadValue, check, find, mode_of, shown
from engine.studio import sentences
from engine.studio.asking import number_of

FILE, FORMAT = "words.npz", 1
LONGEST = 500
"""Characters: the encoder reads some 250 words, and forgets what comes after."""
USUAL = ("rms", "onset", "onset_rate")
"""Rows that are as usual where nobody speaks of them: a model that is asked for nothing but a name
may well be silent (a marimba that nobody strikes)."""
WEIGHTS = (
    "enter.weight", "enter.bias", "attend.weight", "attend.bias", "name.weight", "name.bias",
    "stand", "lean", "moments",
)
HEARD = -1.0
"""The logit from which a lane counts as spoken of. Of words that it never met it hears 63 in a
hundred so, and in 8 where nobody spoke of the lane; at 0 these were 48 and 3. A text that names no
instrument is likelier to speak of something else, so there it is 0."""
Encode = Callable[[Sequence[str]], np.ndarray]


@dataclass(frozen=True)
class Said:
    """rank: where a row is to stand among what an instrument does, 0..1; give or take deviation."""

    rank: float
    deviation: float


@dataclass(frozen=True)
class Meaning:
    """who: the chance of each instrument, all together at most 1; what is left is that none was
    named. rows: what was said of the lanes."""

    who: Mapping[str, float]
    rows: Mapping[str, Said]

    @property
    def instrument(self) -> str | None:
        """[any] The likeliest, or None where none was named."""
        if sum(self.who.values()) < 0.5:
            return None
        return max(self.who, key=lambda name: self.who[name])


@dataclass(frozen=True)
class Understood:
    """Rows of the table by id, in its units, instruments by name; and a remark on some of them."""

    settings: Mapping[str, float | str]
    remarks: Mapping[str, str] = field(default_factory=dict)


class Head:
    """The file, read. It holds no state."""

    def __init__(self, path: Path):
        """[control] Raises BrokenContract in a sentence when it is missing or is no such file."""
        if not path.is_file():
            raise BrokenContract(
                f"There is no {path.name} in {path.parent}, which says what words mean: make it"
                " with `flowbend train words` and `flowbend export`."
            )
        try:
            with np.load(path, allow_pickle=False) as arrays:
                about = json.loads(str(arrays["about"]))
                self._weights = {name: arrays[name].astype(np.float32) for name in WEIGHTS}
            self.instruments, self.rows = tuple(about["instruments"]), tuple(about["rows"])
            fits = (about["format"], about["encoder"]) == (FORMAT, sentences.ENCODER)
        except (OSError, ValueError, KeyError, TypeError, EOFError, zipfile.BadZipFile) as error:
            raise BrokenContract(f"{path} cannot be read ({error}): export it again.") from error
        if not fits or not self._fits() or not all(row in BY_ID for row in self.rows):
            raise BrokenContract(
                f"{path} is of another kind than this Flowbend reads: export it again."
            )

    def _fits(self) -> bool:
        width, rows = len(self._weights["enter.bias"]), len(self.rows)
        names, points = len(self.instruments) + 1, self._weights["moments"].shape[-1]
        shapes = {
            "enter.weight": (width, sentences.SIZE), "enter.bias": (width,),
            "attend.weight": (1 + rows, width), "attend.bias": (1 + rows,),
            "name.weight": (names, width), "name.bias": (names,),
            "stand": (rows, width, 3), "lean": (rows, 3), "moments": (names, rows, points),
        }
        return all(self._weights[name].shape == shape for name, shape in shapes.items())

    def read(self, vectors: np.ndarray) -> Meaning:
        """[any] What a text says, whose parts have these (P, 384) vectors."""
        weights = self._weights
        hidden = vectors @ weights["enter.weight"].T + weights["enter.bias"]
        hidden = hidden / (1 + np.exp(-hidden))
        attention = _shares(hidden @ weights["attend.weight"].T + weights["attend.bias"], axis=0)
        seen = attention.T @ hidden
        who = _shares(weights["name.weight"] @ seen[0] + weights["name.bias"], axis=0)
        out = np.einsum("rw,rwo->ro", seen[1:], weights["stand"]) + weights["lean"]
        heard = HEARD if who[-1] < 0.5 else 0.0
        rows = {
            row: Said(float(1 / (1 + np.exp(-rank))), float(np.exp(np.clip(spread, -4, 1))))
            for row, (said, rank, spread) in zip(self.rows, out, strict=True)
            if said > heard
        }
        return Meaning(dict(zip(self.instruments, map(float, who), strict=False)), rows)

    def value(self, row: str, rank: float, who: str | None) -> float:
        """[any] What a rank stands for with an instrument, or with any, in the row's unit."""
        place = len(self.instruments) if who is None else self.instruments.index(who)
        points = self._weights["moments"][place, self.rows.index(row)]
        value = np.interp(rank, np.linspace(0, 1, len(points)), points)
        return float(f"{np.clip(value, find(row).minimum, find(row).maximum):.3g}")


def understand(
    instrument: Instrument, text: str, clap: Path | None = None, encode: Encode = sentences.encode
) -> Understood:
    """[control] What a text asks of an instrument. clap: a folder of CLAP's weights, which then
    answer. Raises BadValue where the text says nothing that the instrument knows, BrokenContract
    where the model has no head for words."""
    known = checked(text)
    if clap is not None:
        from engine.studio import clap as sounds

        return Understood(*sounds.nearest(instrument, known, clap))
    head = Head(instrument.folder / FILE)
    if list(head.instruments) != instrument.contract.instruments:
        raise BrokenContract(
            f"{instrument.folder / FILE} knows other instruments than the model beside it: train it"
            " again with `flowbend train words`."
        )
    found = held(head, head.read(encode(sentences.parts(known))))
    if not found.settings:
        raise BadValue(
            f"nothing in {shown(known)} is known here: name an instrument"
            f" ({', '.join(head.instruments[:6])} ...), or say in English how it sounds: loud or"
            " soft, bright or dark, pure or noisy, busy or sparse, calm, wild"
        )
    return found


def _shares(logits: np.ndarray, axis: int) -> np.ndarray:
    """Softmax."""
    powers = np.exp(logits - logits.max(axis, keepdims=True))
    return powers / powers.sum(axis, keepdims=True)


def settings_of_text(
    instrument: Instrument, text: str, clap: Path | None = None
) -> Mapping[str, float | str]:
    """[control] The rows alone; as `understand`."""
    return understand(instrument, text, clap).settings


def checked(text: str) -> str:
    """[any] The text in one line. Raises BadValue for an empty or a very long one."""
    known = " ".join(text.split())
    if not known:
        raise BadValue('there is no text: say what you want to hear, such as "soft dark marimba"')
    if len(known) > LONGEST:
        raise BadValue(
            f"the text has {len(known)} characters, and {LONGEST} are read at most: say it in a"
            " sentence or two"
        )
    return known


def held(head: Head, meaning: Meaning) -> Understood:
    """[any] A meaning as rows: the instrument, and the lanes that were spoken of, held."""
    who = meaning.instrument
    settings: dict[str, float | str] = {}
    remarks: dict[str, str] = {}
    if who is not None:
        settings["instrument_a"] = who
        others = sorted(meaning.who.items(), key=lambda pair: -pair[1])[1:4]
        told = ", ".join(f"{name} {chance:.0%}" for name, chance in others if chance > 0.05)
        remarks["instrument_a"] = f"{meaning.who[who]:.0%}{f'; else {told}' if told else ''}"
    rows = {row: (said.rank, f", give or take {said.deviation:.0%}")
            for row, said in meaning.rows.items()}
    if who is not None or rows:
        rows = {row: (0.5, ", as nothing was said") for row in USUAL} | rows
    doing = f"{who} does" if who else "all instruments do"
    for row in (row for row in head.rows if row in rows):
        rank, remark = rows[row]
        settings[row] = head.value(row, rank, who)
        remarks[row] = f"at {rank:.0%} of what {doing}{remark}"
        mode = mode_of(find(row))
        if mode is not None:
            settings[mode.id] = "held"
    return Understood(settings, remarks)


def values(instrument: Instrument, settings: Mapping[str, float | str]) -> dict[str, float]:
    """[any] Settings as the table keeps them: names of instruments and choices as numbers. Raises
    BadValue."""
    return {
        id: float(number_of(instrument, value))
        if id in ("instrument_a", "instrument_b") and isinstance(value, str)
        else check(find(id), value)
        for id, value in settings.items()
    }


def preset(title: str, found: Understood) -> str:
    """[any] What was understood as the text of a preset, with the remarks beside it."""
    lines = [f"# {title}", "others: stay", ""]
    for id, value in found.settings.items():
        told = value if isinstance(value, str) else f"{value:g} {find(id).unit}".rstrip()
        remark = found.remarks.get(id)
        lines.append(f"{id}: {told}".ljust(28) + f"# {remark}" if remark else f"{id}: {told}")
    return "\n".join(lines) + "\n"


def summary(found: Understood) -> str:
    """[any] What was understood, in a line."""
    told = [
        value if isinstance(value, str) else f"{id} {value:g} {find(id).unit}".rstrip()
        for id, value in found.settings.items() if not id.endswith("_mode")
    ]
    return ", ".join(told)
