"""What an exported model promises, read from the ONNX files themselves. A missing key is refused.

The export writes these keys and the loader demands every one of them, so a file that was made by
something else, or half made, is turned away with a sentence and not found out by its sound.
"""

import json
from dataclasses import asdict, dataclass, fields
from typing import Self, get_args, get_origin

from engine import lanes

VERSION = 2
PREFIX = "flowbend."
FOLDED, TWO_PASSES = "folded", "two passes"
FLOAT32, INT8 = "float32", "int8"
"""The precisions in which a model is exported: exact, and with weights of 8 bits."""
KINDS = ("denoiser", "decoder")
"""The models that playing needs."""


def file_name(kind: str, precision: str) -> str:
    """[any] What the file of a model in a precision is called."""
    return f"{kind}.onnx" if precision == FLOAT32 else f"{kind}.{precision}.onnx"


_TOO_OLD = (
    "export it again with `flowbend export --folder RUNS --out FOLDER`, where RUNS has the"
    " checkpoints that `flowbend train` made; ask who gave it away to do so if that was not you."
)
_TOO_NEW = "install a newer Flowbend, which plays it."


class BrokenContract(ValueError):
    """A model file does not say, or does not keep, what playing needs."""


@dataclass(frozen=True)
class _Contract:
    """Reading and writing as metadata: every field is one key, as JSON text."""

    version: int
    kind: str
    sample_rate: int
    """In Hz."""
    hop: int
    """Samples per latent."""
    latent_channels: int
    state_size: int
    """Numbers of state per batch row."""

    def as_metadata(self) -> dict[str, str]:
        """[control] Every field as one key and its JSON text, to write into an ONNX file."""
        return {PREFIX + key: json.dumps(value) for key, value in asdict(self).items()}

    @classmethod
    def from_metadata(cls, metadata: dict[str, str], file: str) -> Self:
        """[control] Raises BrokenContract: a key is missing, unreadable or of another version."""
        values = {}
        for field in fields(cls):
            text = metadata.get(PREFIX + field.name)
            if text is None:
                raise BrokenContract(
                    f"{file} does not state its {field.name!r}, so it cannot be played: "
                    "export it again with `flowbend export`."
                )
            try:
                values[field.name] = json.loads(text)
            except json.JSONDecodeError as error:
                raise BrokenContract(f"{file} states an unreadable {field.name!r}.") from error
            if not _fits(values[field.name], field.type):
                raise BrokenContract(
                    f"{file} states {text[:40]} as its {field.name!r}, which is no "
                    f"{getattr(field.type, '__name__', field.type)}: "
                    "export it again with `flowbend export`."
                )
        contract = cls(**values)
        if contract.version != VERSION:
            raise BrokenContract(
                f"{file} follows contract {contract.version}, this Flowbend plays {VERSION}: "
                + (_TOO_NEW if contract.version > VERSION else _TOO_OLD)
            )
        if contract.kind != file.partition(".")[0]:
            raise BrokenContract(
                f"{file} says that it is the {contract.kind}: put the files back under the names "
                "that `flowbend export` gave them."
            )
        return contract


def _fits(value: object, wanted: object) -> bool:
    """Whether a value read from JSON is of a field's type; counts are above 0, lists not empty."""
    if get_origin(wanted) is list:
        (one,) = get_args(wanted)
        return isinstance(value, list) and bool(value) and all(type(v) is one for v in value)
    return isinstance(value, str) if wanted is str else type(value) is int and value > 0


@dataclass(frozen=True)
class DenoiserContract(_Contract):
    """What `denoiser.onnx` promises."""

    stride: int
    """Latents per block: T must be a multiple."""
    receptive_latents: int
    """How far back any output sees; a state is warm after as many latents."""
    instruments: list[str]
    families: list[str]
    family_of: list[int]
    """For each instrument the position of its family."""
    lane_columns: list[str]
    note_columns: int
    guidance: str
    """FOLDED: one pass is told how strongly; TWO_PASSES: a second pass, asked for nothing."""

    def check(self, file: str) -> None:
        """[control] Raises BrokenContract when this Flowbend lays its controls out otherwise."""
        if self.guidance not in (FOLDED, TWO_PASSES):
            raise BrokenContract(
                f"{file} wants guidance in a way this Flowbend does not know "
                f"({self.guidance!r}): use the Flowbend it was exported with."
            )
        if tuple(self.lane_columns) != lanes.COLUMNS or self.note_columns != lanes.NOTE_COLUMNS:
            raise BrokenContract(
                f"{file} was trained on lanes {self.lane_columns}, this Flowbend asks for "
                f"{list(lanes.COLUMNS)}: use the Flowbend it was exported with."
            )


@dataclass(frozen=True)
class CodecContract(_Contract):
    """What `decoder.onnx` and `encoder.onnx` promise."""

    channels: int
