"""A clip once more from its sidecar: whether all that made it is as it was, and what to type."""

import argparse
import sys
from pathlib import Path
from typing import Any

from engine.instrument import SHIPPED
from engine.parameters import BadValue
from engine.session import runtime
from engine.studio import sidecar

UNKNOWN = object()


def check(document: dict[str, Any], path: Path) -> None:
    """[control] Raises BadValue when the model or a file that went in is another one now."""
    for name, entry in document["inputs"].items():
        file = Path(entry["path"])
        if not file.is_file():
            raise BadValue(f"{file} ({name}) is not there any more: put it back, then run it again")
        if sidecar.digest(file) != entry["sha256"]:
            raise BadValue(
                f"{file} ({name}) has changed since {path} was written: bring back what it was"
            )
    folder = Path(document["options"].get("model") or SHIPPED)
    if sidecar.digest_of_folder(folder) != document["model_digest"]:
        raise BadValue(
            f"the model in {folder} is not the one that {path} was made with"
            f" ({document['model']}): bring that back"
        )
    made_by = document.get("runtime", runtime())
    if made_by != runtime():
        print(f"Made with {made_by}; {runtime()} may round otherwise.", file=sys.stderr)


def arguments(
    parser: argparse.ArgumentParser, document: dict[str, Any], out: Path, path: Path
) -> list[str]:
    """[control] The command line that the sidecar at `path` has recorded, for another file to go
    to. Raises BadValue where this Flowbend has no such option."""
    kept = document["options"] | {"out": str(out)}
    actions = {action.dest: action for action in parser._actions}
    if "precision" in actions and "precision" not in kept:
        kept["precision"] = document["precision"]
    for name, entry in document["inputs"].items():
        if isinstance(kept.get(name), str):
            kept[name] = entry["path"]
    if unknown := sorted(set(kept) - set(actions)):
        raise BadValue(f"{path} is of another Flowbend: this one's {document['command']} has no"
                       f" {', '.join(unknown)}")
    options: list[str] = []
    places: list[str] = []
    for name, value in kept.items():
        action = actions[name]
        if value is None or value == action.default:
            continue
        if action.option_strings:
            options += _said(action, value)
        else:
            places += [str(one) for one in (value if isinstance(value, list) else [value])]
    return [*options, "--", *places] if places else options


def _said(action: argparse.Action, value: Any) -> list[str]:
    """An option and its value as they are typed."""
    word = max(action.option_strings, key=len)
    if action.nargs == 0:
        if isinstance(action, argparse.BooleanOptionalAction) and not value:
            word = next(one for one in action.option_strings if one.lstrip("-").startswith("no-"))
        return [word]
    if not isinstance(value, list):
        return [f"{word}={value}"]
    if action.nargs is None:  # given again for each
        return [f"{word}={one}" for one in value]
    return [word, *map(str, value)]
