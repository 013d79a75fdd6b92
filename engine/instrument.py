"""An instrument on disk: a denoiser and a decoder that agree, each behind its contract.

An encoder lies beside them for measuring and for sounds of one's own; playing does not load it.
"""

from collections.abc import Callable
from pathlib import Path

import numpy as np

from engine import precision as precisions
from engine.contract import (
    FLOAT32,
    FOLDED,
    KINDS,
    BrokenContract,
    CodecContract,
    DenoiserContract,
    file_name,
)
from engine.decoder import Decoder
from engine.library.catalogue import SHIPPED
from engine.session import STATE_IN, Session, runtime

__all__ = ["SHIPPED", "Instrument"]


class Instrument:
    """Two sessions and what they promise. Holds no state; `render.py` passes it through."""

    def __init__(
        self, folder: Path = SHIPPED, threads: int = 1, precision: str | None = None,
        prefers: str | None = None,
    ):
        """[control] Load `folder` in a precision, or in the one that this machine plays faster.
        prefers: that of its successors, where they have it; its own by default.

        Raises BrokenContract in a sentence when it cannot be played.
        """
        folder = Path(folder)
        if precision is None:
            precision = precisions.choose(folder, runtime(), lambda one: _a_pass(folder, one))
        self.precision, self.prefers = precision, prefers or precision
        """What plays: each has its own rounding. And what is preferred, which a take has to know:
        every model of it plays in that, or in float32 where it has not that."""
        files = {kind: folder / file_name(kind, precision) for kind in KINDS}
        for path in files.values():
            if not path.is_file():
                raise BrokenContract(
                    f"There is no {path.name} in {folder}: name a folder made by `flowbend export`."
                )
        self.folder, self._threads = folder, threads
        self._encoder: Session | None = None
        self._denoiser = Session(files["denoiser"], threads)
        self.decoder = Decoder(files["decoder"], threads)
        name = files["denoiser"].name
        self.contract = DenoiserContract.from_metadata(self._denoiser.metadata, name)
        self.contract.check(name)
        for what in ("sample_rate", "hop", "latent_channels"):
            ours, theirs = getattr(self.contract, what), getattr(self.decoder.contract, what)
            if ours != theirs:
                raise BrokenContract(
                    f"The denoiser and the decoder in {folder} disagree on {what}: {ours} and "
                    f"{theirs}. Export them together."
                )

    def successor(self, folder: Path) -> "Instrument":
        """[control] Another model, in the preferred precision where it has that, else in float32: a
        take names one precision only. Raises BrokenContract as the constructor does."""
        has = self.prefers in precisions.offered(folder)
        return Instrument(
            folder, self._threads, self.prefers if has else FLOAT32, self.prefers
        )

    def misfit(self, other: "Instrument") -> str:
        """[any] Why `other` cannot take over from this one while it plays, in a sentence, or ""."""
        pairs = [
            (what, getattr(ours, what), getattr(theirs, what))
            for ours, theirs, shape in (
                (self.contract, other.contract, ("sample_rate", "hop", "stride", "instruments")),
                (self.decoder.contract, other.decoder.contract, ("channels",)),
            )
            for what in shape
        ]
        differ = [what for what, ours, theirs in pairs if ours != theirs]
        if not differ:
            return ""
        return (
            f"{other.folder} differs from the model that plays in {' and '.join(differ)}, so it"
            f" cannot take over: end this one and begin anew with --model {other.folder}."
        )

    @property
    def name(self) -> str:
        """[any] What the instrument is called: its folder's name."""
        return self.folder.name

    def start_pass(self, branches: int) -> np.ndarray:
        """[any] (branches, size) state of one diffusion step before time 0."""
        return np.zeros((branches, self.contract.state_size), np.float32)

    @property
    def folds_guidance(self) -> bool:
        """[any] Whether one pass serves under guidance."""
        return self.contract.guidance == FOLDED

    def denoise(
        self, x: np.ndarray, t: float, until: float, guidance: np.ndarray, who: np.ndarray,
        asked: np.ndarray, notes: np.ndarray, state: np.ndarray,
    ) -> tuple[np.ndarray, np.ndarray]:
        """[render] (B, T, ...) float32 inputs at noise level t, bound for level `until`, to (mean
        velocity (B, T, C), state). A model that does not jump gives the velocity at t."""
        inputs = {
            "x": x, "t": np.full(len(x), t, np.float32), "guidance": guidance, "who": who,
            "until": np.full(len(x), until if self.folds_guidance else t, np.float32),
            "asked": asked, "notes": notes,
        }
        return self._denoiser.step(inputs, state)

    def encode(self, audio: np.ndarray) -> np.ndarray:
        """[control] (samples, channels) audio, whole, to (T, C) latents; a last part of a hop is
        left out. Raises BrokenContract when the instrument was exported without an encoder."""
        if self._encoder is None:
            path = self.folder / "encoder.onnx"
            if not path.is_file():
                raise BrokenContract(
                    f"There is no encoder.onnx in {self.folder}: export it again with "
                    "`flowbend export`."
                )
            self._encoder = Session(path, self._threads)
        contract = CodecContract.from_metadata(self._encoder.metadata, "encoder.onnx")
        whole = len(audio) // contract.hop * contract.hop
        batch = np.ascontiguousarray(audio[:whole].T, np.float32)[None]
        if batch.shape[1] != contract.channels:
            raise ValueError(
                f"this instrument hears {contract.channels} channels, not {batch.shape[1]}"
            )
        start = np.zeros((1, contract.state_size), np.float32)
        return self._encoder.step({"audio": batch}, start)[0][0]


def _a_pass(folder: Path, precision: str) -> Callable[[], None]:
    """One pass of the denoiser over one block of nothing, to be timed."""
    name = file_name("denoiser", precision)
    session = Session(folder / name)
    contract = DenoiserContract.from_metadata(session.metadata, name)
    latents = contract.stride
    shapes = {
        "x": (latents, contract.latent_channels), "t": (), "until": (), "guidance": (latents,),
        "who": (latents, len(contract.instruments) + len(contract.families)),
        "asked": (latents, len(contract.lane_columns)), "notes": (latents, contract.note_columns),
        STATE_IN: (contract.state_size,),
    }
    inputs = {name: np.ones((1, *shape), np.float32) for name, shape in shapes.items()}
    state = inputs.pop(STATE_IN)

    def run() -> None:
        session.step(inputs, state)

    return run
