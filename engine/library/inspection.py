"""Whether a folder holds a model that this Flowbend plays: files, contracts, arrays. Runs nothing.
"""

import zipfile
from pathlib import Path
from typing import NamedTuple

import numpy as np

from engine import precision
from engine.contract import (
    FLOAT32,
    INT8,
    BrokenContract,
    CodecContract,
    DenoiserContract,
    file_name,
)
from engine.library import archives, onnx_file

MOST_ARRAY_BYTES = 256 << 20
"""Of a file of arrays, unpacked: a hundred times the largest that is shipped."""
CONTRACTS: dict[str, type[DenoiserContract] | type[CodecContract]] = {
    file_name("denoiser", FLOAT32): DenoiserContract, file_name("denoiser", INT8): DenoiserContract,
    file_name("decoder", FLOAT32): CodecContract, file_name("decoder", INT8): CodecContract,
    "encoder.onnx": CodecContract,
}


class Promise(NamedTuple):
    """What a model says of itself."""

    denoiser: DenoiserContract
    decoder: CodecContract
    precisions: list[str]


def promise(folder: Path) -> Promise:
    """[control] The contracts of the files that play, read cheaply. Raises BrokenContract."""
    name, other = file_name("denoiser", FLOAT32), file_name("decoder", FLOAT32)
    for one in (name, other):
        if not (folder / one).is_file():
            raise BrokenContract(
                f"There is no {one} in {folder}: name a folder made by `flowbend export`."
            )
    denoiser = DenoiserContract.from_metadata(onnx_file.read(folder / name).metadata, name)
    denoiser.check(name)
    decoder = CodecContract.from_metadata(onnx_file.read(folder / other).metadata, other)
    return Promise(denoiser, decoder, precision.offered(folder))


def check(folder: Path) -> Promise:
    """[control] Every file of a stranger's model that would be opened later. Raises
    BrokenContract."""
    found = promise(folder)
    for path in sorted(folder.rglob("*.onnx")):
        metadata = onnx_file.check(path).metadata
        contract = CONTRACTS.get(path.name) if path.parent == folder else None
        if contract is not None:
            contract.from_metadata(metadata, path.name)
    for path in sorted(folder.rglob("*.npz")):
        _check_arrays(path)
    return found


def _check_arrays(path: Path) -> None:
    """Raises BrokenContract unless it is a file of plain arrays. No object is made of it."""
    try:
        archives.check_directory(path)
        with zipfile.ZipFile(path) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > MOST_ARRAY_BYTES:
                raise BrokenContract(f"{path.name} holds more than {MOST_ARRAY_BYTES >> 20} MB.")
            for entry in archive.infolist():
                with archive.open(entry) as file:
                    _check_array(file, entry.file_size)
    except BrokenContract:
        raise
    except Exception as error:  # numpy's and zipfile's own share no base class
        raise BrokenContract(
            f"{path.name} is no file of plain arrays, so it is not opened: {error}"
        ) from error


def _check_array(file, size: int) -> None:
    """The header alone says what it is, and how much: object arrays would be pickles."""
    version = np.lib.format.read_magic(file)
    read = {(1, 0): np.lib.format.read_array_header_1_0,
            (2, 0): np.lib.format.read_array_header_2_0}.get(version)
    if read is None:
        raise ValueError(f"arrays of format {version} are not read")
    shape, _, kind = read(file)
    if kind.hasobject:
        raise ValueError("it has arrays of objects, which are pickles")
    if int(np.prod(shape, dtype=object)) * kind.itemsize > size:
        raise ValueError("it has an array that is larger than its file")
