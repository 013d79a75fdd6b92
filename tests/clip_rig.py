"""What the studio's tests share: a command run as a user runs it, and short sounds to run it on."""

from __future__ import annotations

import functools
from pathlib import Path

import numpy as np
import soundfile

from engine.__main__ import main
from engine.instrument import Instrument
from engine.studio import asking, journey
from engine.studio.asking import Note

SECONDS = 0.6


def flowbend(*words: object) -> int:
    """The exit status of `flowbend WORDS`, run in this process."""
    return main([str(word) for word in words])


@functools.cache
def _played(name: str, samples: int) -> np.ndarray:
    instrument = Instrument(precision="float32")
    latents = asking.latents_of(instrument, samples)
    settings = {"instrument_a": asking.number_of(instrument, name), "guidance": 3, "seed_a": 5}
    notes = [Note(0.02, 0.25, 60), Note(0.3, 0.55, 67)]
    request = asking.request(instrument, latents, settings, notes=notes)
    made = journey.decode(instrument, journey.sample(instrument, request, 2))
    return journey.finished(instrument, made)[:samples]


def phrase(folder: Path, name: str = "marimba", seconds: float = SECONDS) -> Path:
    """A file with two notes of an instrument, 48 kHz stereo."""
    path = folder / f"{name}.wav"
    soundfile.write(path, _played(name, round(seconds * 48000)), 48000, subtype="FLOAT")
    return path


def remains(folder: Path) -> list[str]:
    """What lies in a folder and was not meant to stay."""
    return [path.name for path in folder.rglob("*.part")]
