"""What a clip was made by, beside it: enough to make the same samples again. Plain JSON.

`clip.wav.json` names the command, all its options as they were in the end (seeds included), the
model by a digest of its files, and the sounds that went in by digests of theirs.
"""

import hashlib
import json
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from engine import whole
from engine.instrument import Instrument
from engine.parameters import BadValue
from engine.session import runtime
from engine.studio.sounds import reason

FORMAT = 1


@dataclass(frozen=True)
class Record:
    """command: as the command line has it. options: what it was given, by name, JSON values.
    inputs: files by option, made absolute when written. notes: figures that were found."""

    command: str
    options: dict[str, Any]
    seed: int
    inputs: dict[str, Path] = field(default_factory=dict)
    notes: dict[str, Any] = field(default_factory=dict)


def path_of(clip: Path) -> Path:
    """[any] Where the sidecar of a clip lies."""
    return Path(clip).with_name(f"{Path(clip).name}.json")


def write(clip: Path, record: Record, instrument: Instrument) -> Path:
    """[control] Keep beside `clip` what made it, whole or not at all. Raises BadValue."""
    document = {
        "flowbend_clip": FORMAT, "command": record.command, "options": record.options,
        "seed": record.seed,
        "model": instrument.name, "model_digest": digest_of(instrument),
        "precision": instrument.precision, "runtime": runtime(),
        "inputs": {
            name: {"path": str(Path(path).absolute()), "sha256": digest(path)}
            for name, path in record.inputs.items()
        },
        "notes": record.notes,
    }
    path = path_of(clip)
    try:
        whole.write_text(path, json.dumps(document, indent=1) + "\n")
    except OSError as error:
        raise BadValue(f"{path} cannot be written: {reason(path, error)}") from error
    return path


def read(path: Path) -> dict[str, Any]:
    """[control] A sidecar's document. Raises BadValue when it is none."""
    try:
        document = json.loads(Path(path).read_text())
    except OSError as error:
        raise BadValue(f"{path} cannot be read as a sidecar: {error.strerror}") from error
    except (ValueError, UnicodeDecodeError) as error:
        raise BadValue(f"{path} is not the sidecar of a clip: {error}") from error
    keys = {"command", "options", "seed", "model", "model_digest", "precision", "inputs"}
    if not isinstance(document, dict) or document.get("flowbend_clip") != FORMAT or not (
        keys <= set(document)
    ):
        raise BadValue(f"{path} is not the sidecar of a clip that this Flowbend reads")
    return document


def digest(path: Path) -> str:
    """[control] SHA-256 of a file."""
    with Path(path).open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def digest_of(instrument: Instrument) -> str:
    """[control] SHA-256 over the model's ONNX files, by name."""
    return digest_of_folder(instrument.folder)


def digest_of_folder(folder: Path) -> str:
    """[control] The same for the model in a folder."""
    files = sorted(Path(folder).glob("*.onnx"))
    return _whole(tuple((path, path.stat().st_mtime_ns, path.stat().st_size) for path in files))


@lru_cache(maxsize=8)
def _whole(files: tuple[tuple[Path, int, int], ...]) -> str:
    """Kept as long as the files are as they were: there may be a thousand clips of one model."""
    whole = hashlib.sha256()
    for path, _, _ in files:
        whole.update(f"{path.name} {digest(path)}\n".encode())
    return whole.hexdigest()
