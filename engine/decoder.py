"""Latents to audio, block by block, its memory carried in the state. Makes no latents."""

from pathlib import Path

import numpy as np

from engine.contract import CodecContract
from engine.session import Session


class Decoder:
    """`decoder.onnx` behind its contract. Holds no state; `render.py` passes it through."""

    def __init__(self, path: Path, threads: int = 1):
        """[control] Load `path`. Raises BrokenContract in a sentence when it cannot be played."""
        self._session = Session(path, threads)
        self.contract = CodecContract.from_metadata(self._session.metadata, path.name)

    def start(self) -> np.ndarray:
        """[any] (1, size) state before time 0."""
        return np.zeros((1, self.contract.state_size), np.float32)

    def step(self, latents: np.ndarray, state: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """[render] (T, C) latents to (T * hop, channels) audio, float32, and the next state.

        Here audio turns from (channels, time), as inside the models, to (samples, channels).
        """
        audio, following = self._session.step({"latents": latents[None]}, state)
        return audio.reshape(self.contract.channels, -1).T, following
