"""Which files of a folder are recordings, and what is known of each before anybody listens.

Sub-folders name instruments; files beside them belong to one that is called like the folder. A
`labels.csv` or `labels.json` in it may say more, a row or an entry for a file or a sub-folder.
"""

import csv
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from engine.models.instruments import FAMILIES
from engine.parameters import MAX_INSTRUMENTS, BadValue

ENDINGS = (".wav", ".wave", ".flac", ".ogg", ".oga", ".opus", ".mp3", ".aif", ".aiff", ".aifc",
           ".au", ".caf", ".w64", ".rf64")
LABELS = ("labels.csv", "labels.json")
COLUMNS = ("path", "instrument", "family", "note", "pitched", "skip")
_NOTE = re.compile(r"(?<![A-Za-z0-9])([A-Ga-g])(#|s|b)?(-?[0-9])(?![A-Za-z0-9#])")
_KEYS = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}


@dataclass(frozen=True)
class Recording:
    """One file. family: a row of FAMILIES, or None for what it sounds like; note: the only MIDI
    number that it plays, where that is known; pitched: whether it plays notes, where it is known.
    """

    path: Path
    instrument: str
    family: str | None = None
    note: int | None = None
    pitched: bool | None = None


def recordings(folder: Path) -> list[Recording]:
    """[control] Every recording in a folder, by name. Raises BadValue when there is none, when
    there are too many instruments, or for labels that say nothing that can be used."""
    folder = Path(folder)
    if not folder.is_dir():
        raise BadValue(f"there is no folder {folder}: name one with recordings in it")
    labels, found = _labels(folder), []
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        hidden = any(part.startswith(".") for part in inside.parts)
        if path.suffix.lower() not in ENDINGS or hidden or not path.is_file():
            continue
        name = inside.parts[0] if len(inside.parts) > 1 else folder.resolve().name
        one = Recording(path, plain(name), note=note_in(path.stem))
        said = [labels[key] for key in _keys(inside) if key in labels]
        if any(row.get("skip") for row in said):
            continue
        for row in said:
            one = replace(one, **{key: value for key, value in row.items() if key != "skip"})
        found.append(one)
    if not found:
        raise BadValue(
            f"there is no recording in {folder}: put .wav, .flac, .aiff, .ogg or .mp3 files there,"
            " in a sub-folder for each instrument"
        )
    names = sorted({one.instrument for one in found})
    if len(names) > MAX_INSTRUMENTS:
        raise BadValue(
            f"{folder} has {len(names)} instruments, and a model {MAX_INSTRUMENTS} at most: put"
            " several into one sub-folder, or name the same instrument for them in labels.csv"
        )
    return found


def plain(name: str) -> str:
    """[any] A name as instruments have it: small letters, digits and _."""
    return re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_") or "sound"


def note_in(stem: str) -> int | None:
    """[any] The MIDI number of the note that a file is named after (`violin_C#4_soft`: 61), if
    just one is; C4 is 60."""
    found = {
        12 * (int(octave) + 1) + _KEYS[letter.upper()] + {"#": 1, "s": 1, "b": -1}.get(sign, 0)
        for letter, sign, octave in _NOTE.findall(stem.replace("_", " ").replace("-", " "))
    }
    number = found.pop() if len(found) == 1 else None
    return number if number is not None and 0 <= number <= 127 else None


def _keys(inside: Path) -> Iterator[str]:
    """From the outermost folder to the file itself: what is nearer says more."""
    for depth in range(1, len(inside.parts) + 1):
        yield "/".join(inside.parts[:depth])


def _labels(folder: Path) -> dict[str, dict]:
    """By path in the folder, what its labels say. Raises BadValue."""
    for name in LABELS:
        path = folder / name
        if not path.is_file():
            continue
        try:
            text = path.read_text(encoding="utf-8-sig")
            rows = _rows(text, path)
        except (UnicodeDecodeError, json.JSONDecodeError, csv.Error) as error:
            raise BadValue(f"{path} cannot be read ({error}): {_HOW}") from error
        found = {}
        for number, row in enumerate(rows, 1):
            key = str(row.get("path") or "").strip().replace("\\", "/").strip("/")
            if not key or not (folder / key).exists():
                raise BadValue(f"{path}, entry {number}: there is no {key or 'path'} in {folder}")
            found[key] = _checked(row, f"{path}, entry {number}")
        return found
    return {}


_HOW = f"it has the columns {', '.join(COLUMNS)}, of which only the first must be filled in"


def _rows(text: str, path: Path) -> list[Mapping]:
    if path.suffix == ".json":
        told = json.loads(text)
        if isinstance(told, dict):
            told = [{"path": key, **(v if isinstance(v, dict) else {"instrument": v})}
                    for key, v in told.items()]
        if not isinstance(told, list) or not all(isinstance(row, dict) for row in told):
            raise BadValue(f"{path} is neither a list nor an object of entries: {_HOW}")
        return told
    reader = csv.DictReader(text.splitlines())
    unknown = set(reader.fieldnames or ()) - set(COLUMNS)
    if "path" not in (reader.fieldnames or ()) or unknown:
        told = ", ".join(sorted(str(name) for name in unknown)) or "no path"
        raise BadValue(f"{path} begins with other columns ({told}): {_HOW}")
    return list(reader)


def _checked(row: Mapping, where: str) -> dict:
    """What an entry says, as `Recording` has it, and whether to skip it."""
    said: dict = {}
    for key in COLUMNS[1:]:
        value = row.get(key)
        if value is None or str(value).strip() == "":
            continue
        text = str(value).strip()
        if key == "instrument":
            said[key] = plain(text)
        elif key == "family":
            if text not in FAMILIES:
                raise BadValue(f"{where}: no family {text!r}: one of {', '.join(FAMILIES)}")
            said[key] = text
        elif key == "note":
            number = int(text) if text.isdigit() else note_in(text)
            if number is None or not 0 <= number <= 127:
                raise BadValue(f"{where}: no note {text!r}: a name as C#4, or 0 to 127")
            said[key] = number
        else:
            if text.lower() not in _TRUTH:
                raise BadValue(f"{where}: {key} is yes or no, not {text!r}")
            said[key] = _TRUTH[text.lower()]
    return said


_TRUTH = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}
