"""What the studio's tests share: the command line in a folder of its own, and clips read back."""

import json
from pathlib import Path

import numpy as np
import soundfile

from engine.__main__ import main


def run(words: str) -> int:
    """A command line, as it is typed."""
    return main(words.split())


def clip(name: str | Path) -> np.ndarray:
    """(samples, channels) float32."""
    return soundfile.read(name, always_2d=True, dtype="float32")[0]


def sidecar(name: str | Path) -> dict:
    return json.loads(Path(f"{name}.json").read_text())


def level_db(sound: np.ndarray) -> float:
    return float(10 * np.log10(np.mean(sound.astype(np.float64) ** 2) + 1e-15))
