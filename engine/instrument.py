"""An instrument on disk: a denoiser and a decoder that agree, each behind its contract."""

from pathlib import Path

import numpy as np

from engine.contract import BrokenContract, DecoderContract, DenoiserContract
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
        self.folder = folder
        self._denoiser = Session(folder / "denoiser.onnx", threads)
        self._decoder = Session(folder / "decoder.onnx", threads)
        self.contract = DenoiserContract.from_metadata(self._denoiser.metadata, "denoiser.onnx")
        self.contract.check("denoiser.onnx")
        self.decoding = DecoderContract.from_metadata(self._decoder.metadata, "decoder.onnx")
        for what in ("sample_rate", "hop", "latent_channels"):
            ours, theirs = getattr(self.contract, what), getattr(self.decoding, what)
            if ours != theirs:
                raise BrokenContract(
                    f"The denoiser and the decoder in {folder} disagree on {what}: {ours} and "
                    f"{theirs}. Export them together."
                )

    @property
    def name(self) -> str:
        return self.folder.name

    def start_pass(self, branches: int) -> np.ndarray:
        """[any] (branches, size) state of one diffusion step before time 0."""
        return np.zeros((branches, self.contract.state_size), np.float32)

    def start_decoder(self) -> np.ndarray:
        """[any] (1, size) state of the decoder before time 0."""
        return np.zeros((1, self.decoding.state_size), np.float32)

    def denoise(
        self, x: np.ndarray, t: float, who: np.ndarray, asked: np.ndarray, notes: np.ndarray,
        state: np.ndarray,
    ) -> tuple[np.ndarray, np.ndarray]:
        """[render] (B, T, ...) float32 inputs at noise level t to (velocity (B, T, C), state)."""
        level = np.full(len(x), t, np.float32)
        inputs = {"x": x, "t": level, "who": who, "asked": asked, "notes": notes}
        return self._denoiser.step(inputs, state)

    def decode(self, latents: np.ndarray, state: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """[render] (T, C) latents to (samples, channels) audio and the next state.

        Here, and only here, audio turns from (batch, channels * time) to (samples, channels).
        """
        audio, following = self._decoder.step({"latents": latents[None]}, state)
        return audio.reshape(self.decoding.channels, -1).T, following
