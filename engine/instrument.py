"""An instrument on disk: a denoiser and a decoder that agree, each behind its contract.

An encoder lies beside them for measuring and for sounds of one's own; playing does not load it.
"""

from pathlib import Path

import numpy as np

from engine.contract import FOLDED, BrokenContract, CodecContract, DenoiserContract
from engine.decoder import Decoder
from engine.session import Session

SHIPPED = Path(__file__).resolve().parent.parent / "exports" / "orchestra"


class Instrument:
    """Two sessions and what they promise. Holds no state; `render.py` passes it through."""

    def __init__(self, folder: Path = SHIPPED, threads: int = 1):
        """[control] Load `folder`. Raises BrokenContract in a sentence when it cannot be played."""
        folder = Path(folder)
        for name in ("denoiser.onnx", "decoder.onnx"):
            if not (folder / name).is_file():
                raise BrokenContract(
                    f"There is no {name} in {folder}: name a folder made by `flowbend export`."
                )
        self.folder, self._threads = folder, threads
        self._encoder: Session | None = None
        self._denoiser = Session(folder / "denoiser.onnx", threads)
        self.decoder = Decoder(folder / "decoder.onnx", threads)
        self.contract = DenoiserContract.from_metadata(self._denoiser.metadata, "denoiser.onnx")
        self.contract.check("denoiser.onnx")
        for what in ("sample_rate", "hop", "latent_channels"):
            ours, theirs = getattr(self.contract, what), getattr(self.decoder.contract, what)
            if ours != theirs:
                raise BrokenContract(
                    f"The denoiser and the decoder in {folder} disagree on {what}: {ours} and "
                    f"{theirs}. Export them together."
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
