"""Which files of a folder are recordings, and what is known of each before anybody listens.

Sub-folders name instruments; files beside them belong to one that is called like the folder. A
`labels.csv` or `labels.json` in it may say more, a row or an entry for a file or a sub-folder.
"""

import csv
import json
import os
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from engine.models.instruments import FAMILIES
from engine.parameters import MAX_INSTRUMENTS, BadValue

ENDINGS = (".wav", ".wave", ".flac", ".ogg", ".oga", ".opus", ".mp3", ".aif", ".aiff", ".aifc",
           ".au", ".caf", ".w64", ".rf64")
OTHER_ENDINGS = (".m4a", ".mp4", ".aac", ".wma", ".ape", ".wv", ".rx2", ".amr", ".mov", ".webm",
                 ".mka", ".dsf", ".dff", ".ac3")
"""Sound too, but of kinds that nobody here can read: told of, so that none is missed silently."""
LABELS = ("labels.csv", "labels.json")
LONGEST_NAME = 40
COURSE = "course.json"
"""In a folder where a course is kept: what lies there are copies."""
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
    paths = [path for path in _files(folder) if path.suffix.lower() in ENDINGS]
    names = _names([path.relative_to(folder).parts[0] for path in paths
                    if path.parent != folder])
    for path in paths:
        inside = path.relative_to(folder)
        name = (names[inside.parts[0]] if len(inside.parts) > 1
                else plain(folder.resolve().name))
        one = Recording(path, name, note=note_in(path.stem))
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
    count = len({one.instrument for one in found})
    if count > MAX_INSTRUMENTS:
        raise BadValue(
            f"{folder} has {count} instruments, and a model {MAX_INSTRUMENTS} at most: put"
            " several into one sub-folder, or name the same instrument for them in labels.csv"
        )
    return found


def unread(folder: Path) -> list[str]:
    """[control] What is in a folder, and sound, and cannot be used; a sentence for each kind."""
    others: dict[str, list[Path]] = {}
    for path in _files(Path(folder)):
        ending = path.suffix.lower()
        if ending in OTHER_ENDINGS:
            others.setdefault(ending, []).append(path)
    return [
        f"{own[0].name}{f' and {len(own) - 1} more' * (len(own) > 1)}: {ending} cannot be read"
        " here, convert to .wav or .flac"
        for ending, own in sorted(others.items())
    ]


def _files(folder: Path) -> list[Path]:
    """Files in a folder, and in those that links lead to (each once), by name; not hidden ones, nor
    what a course keeps (`flowbend train .`). Raises BadValue for a folder that nobody may look
    into."""
    seen: set[Path] = set()
    found: list[Path] = []

    def refuse(error: OSError) -> None:
        raise BadValue(f"{error.filename} cannot be looked into ({error.strerror}): change its"
                       " rights, or move it away") from error

    for at, folders, files in os.walk(folder, onerror=refuse, followlinks=True):
        here = Path(at).resolve()
        if here in seen or COURSE in files:
            folders.clear()
            continue
        seen.add(here)
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        found += [path for name in files if not name.startswith(".")
                  if (path := Path(at) / name).is_file()]
    return sorted(found)


def _names(folders: Sequence[str]) -> dict[str, str]:
    """Sub-folders' plain names, no two alike: those that would be have a number."""
    names: dict[str, str] = {}
    for folder in sorted(set(folders)):
        name, number = plain(folder), 1
        while name in names.values():
            number += 1
            name = f"{plain(folder)}_{number}"
        names[folder] = name
    return names


def plain(name: str) -> str:
    """[any] A name as instruments have it: small letters, digits and _, LONGEST_NAME at most.
    Letters with marks lose them."""
    bare = unicodedata.normalize("NFKD", name.lower())
    bare = "".join(letter for letter in bare if not unicodedata.combining(letter))
    return re.sub(r"[^a-z0-9]+", "_", bare)[:LONGEST_NAME].strip("_") or "sound"


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
            if not any(str(value or "").strip() for value in row.values()):
                continue  # spreadsheets leave such rows
            key = str(row.get("path") or "").strip().replace("\\", "/").strip("/")
            key = _as_written(folder, key)
            if not key or not (folder / key).exists():
                raise BadValue(f"{path}, entry {number}: there is no {key or 'path'} in {folder}")
            found[key] = _checked(row, f"{path}, entry {number}")
        return found
    return {}


def _as_written(folder: Path, key: str) -> str:
    """A path as the file system has it: accents may be one letter there, or two."""
    for form in ("NFC", "NFD"):
        other = unicodedata.normalize(form, key)
        if not (folder / key).exists() and (folder / other).exists():
            return other
    return key


_HOW = (
    f"save it as CSV in UTF-8; it has the columns {', '.join(COLUMNS)}, of which only the first"
    " must be filled in"
)


def _rows(text: str, path: Path) -> list[Mapping]:
    if path.suffix == ".json":
        told = json.loads(text)
        if isinstance(told, dict):
            told = [{"path": key, **(v if isinstance(v, dict) else {"instrument": v})}
                    for key, v in told.items()]
        if not isinstance(told, list) or not all(isinstance(row, dict) for row in told):
            raise BadValue(f"{path} is neither a list nor an object of entries: {_HOW}")
        return told
    heads = text.splitlines()[0] if text.strip() else ""
    between = max(",;\t", key=heads.count)  # spreadsheets write what their country has
    reader = csv.DictReader(text.splitlines(), delimiter=between)
    columns = [name.strip().lower() for name in reader.fieldnames or ()]
    reader.fieldnames = columns
    unknown = {name for name in columns if name} - set(COLUMNS)
    if "path" not in columns or unknown:
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
