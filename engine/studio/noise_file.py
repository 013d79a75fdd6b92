"""A sound's noise and what was asked with it, in a file: the sound can be grown from it again, or
another one. Plain arrays in numpy's .npz; nothing in it can be run.
"""

import json
import os
import zipfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from engine.instrument import Instrument
from engine.parameters import BadValue
from engine.studio import sidecar
from engine.studio.sounds import LONGEST_S, reason
from engine.voice import Request

FORMAT = 1
ARRAYS = ("noise", "who", "lanes", "notes", "guidance")


@dataclass(frozen=True)
class Kept:
    """request: its noise is the sound's; samples, how long the sound was; model_digest of the model
    that it was found with."""

    request: Request
    samples: int
    model_digest: str


def write(path: Path, request: Request, samples: int, instrument: Instrument) -> None:
    """[control] Keep a request whose noise was found, whole or not at all. Raises BadValue."""
    path = Path(path)
    if path.suffix != ".npz":
        raise BadValue(f"{path}: give the noise a name that ends in .npz")
    about = {"flowbend_noise": FORMAT, "samples": samples, "model": instrument.name,
             "model_digest": sidecar.digest_of(instrument)}
    partial = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with partial.open("wb") as file:
            np.savez_compressed(
                file, allow_pickle=False, about=np.array(json.dumps(about)),
                **dict(zip(ARRAYS, request.columns(), strict=True)),
            )
        partial.replace(path)
    except OSError as error:
        raise BadValue(f"{path} cannot be written: {reason(path, error)}") from error
    finally:
        partial.unlink(missing_ok=True)


def read(path: Path, instrument: Instrument) -> Kept:
    """[control] What `write` kept, if this instrument can play it. Raises BadValue."""
    contract = instrument.contract
    widths = {
        "noise": contract.latent_channels,
        "who": len(contract.instruments) + len(contract.families),
        "lanes": len(contract.lane_columns), "notes": contract.note_columns,
    }
    longest = LONGEST_S * contract.sample_rate / contract.hop + contract.stride
    try:
        _check_size(path, 4 * longest * (sum(widths.values()) + 1) + 4096)
        with np.load(path, allow_pickle=False) as file:
            about = json.loads(str(file["about"]))
            columns = {name: _array(file, name) for name in ARRAYS}
    except FileNotFoundError as error:
        raise BadValue(f"there is no file {path}") from error
    except (OSError, ValueError, LookupError, TypeError, EOFError, MemoryError,
            AttributeError, zipfile.BadZipFile) as error:
        raise BadValue(f"{path} is not noise that `flowbend invert` keeps ({error})") from error
    latents = len(columns["noise"])
    fits = latents > 0 and latents % contract.stride == 0 and all(
        columns[name].shape == (latents, width) for name, width in widths.items()
    )
    if about.get("flowbend_noise") != FORMAT or columns["guidance"].shape != (latents,) or not fits:
        raise BadValue(
            f"{path} does not fit the instrument {instrument.name}: invert the clip again with it"
        )
    samples = min(int(about.get("samples", 0)) or latents * contract.hop, latents * contract.hop)
    return Kept(Request(**columns), samples, str(about.get("model_digest", "")))


def _array(file: np.lib.npyio.NpzFile, name: str) -> np.ndarray:
    found = file[name]
    if found.dtype != np.float32 or not np.isfinite(found).all():
        raise ValueError(f"{name} is not made of finite numbers")
    return found


def _check_size(path: Path, most: float) -> None:
    """What is unpacked must fit the longest clip: a small file may hold very much."""
    with zipfile.ZipFile(path) as archive:
        if sum(entry.file_size for entry in archive.infolist()) > most:
            raise ValueError("it is longer than any clip")
