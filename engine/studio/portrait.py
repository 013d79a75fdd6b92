"""What a clip does, measured for its picture, and what is said of it. It draws nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from engine import lanes
from engine.studio import measures, reading
from engine.studio.asked import Asked
from engine.studio.asking import Note

HOP = 512
"""Samples for each value of a lane, as the corpus was labelled."""
QUIET_DB = -60.0
"""Below this neither brightness nor noisiness is heard, and none is drawn."""
AT_ONCE = 2048
COLUMNS = 3000
"""Of a spectrogram at most: a long clip's neighbours are put together."""


@dataclass(frozen=True)
class Portrait:
    """mono (samples,); curves by lane (NaN where unheard), a value for each HOP; attacks (seconds,
    strength); notes of one voice; mel (bands, columns) dB; asked, where that is known; title and
    line, what is written above."""

    mono: np.ndarray
    sample_rate: int
    curves: dict[str, np.ndarray]
    attacks: tuple[tuple[float, float], ...]
    notes: tuple[Note, ...]
    mel: np.ndarray
    asked: Asked | None = None
    title: str = ""
    line: str = ""

    @property
    def seconds(self) -> float:
        """[any] How long the clip lasts."""
        return len(self.mono) / self.sample_rate


def measure(audio: np.ndarray, sample_rate: int) -> Portrait:
    """[control] Of (samples, channels). Raises BadValue where what hears notes is missing."""
    mono = np.ascontiguousarray(audio.mean(axis=1), np.float32)
    whole = np.pad(mono, (0, -len(mono) % HOP))
    curves = _curves(whole, sample_rate)
    attacks = reading.attacks(whole, sample_rate)
    notes = tuple(reading.notes(mono, sample_rate, attacks))
    return Portrait(mono, sample_rate, curves, attacks, notes,
                    gathered(measures.mel_db(audio, sample_rate), COLUMNS))


def _curves(mono: np.ndarray, sample_rate: int) -> dict[str, np.ndarray]:
    """Each lane; so many windows at a time, for those of a long clip would fill the memory."""
    every, parts = lanes.windows(mono, HOP), []
    for start in range(0, len(every), AT_ONCE):
        stretch = every[start : start + AT_ONCE]
        loud = lanes.loudness_of(stretch)
        colour = np.where(loud > QUIET_DB, lanes.colour_of(stretch, sample_rate), np.nan)
        parts.append((loud, *colour))
    return {lane: np.concatenate(found).astype(np.float32)
            for lane, found in zip(("rms", "brightness", "noisiness"), zip(*parts, strict=True),
                                   strict=True)}


def gathered(picture: np.ndarray, most: int) -> np.ndarray:
    """[any] (rows, columns) with no more than `most` columns: the loudest of neighbours."""
    each = -(-picture.shape[1] // most)
    if each == 1:
        return picture
    missing = -picture.shape[1] % each
    padded = np.pad(picture, ((0, 0), (0, missing)), mode="edge")
    return padded.reshape(len(picture), -1, each).max(axis=2)


def envelope(mono: np.ndarray, most: int = COLUMNS) -> tuple[np.ndarray, np.ndarray]:
    """[any] (n,) lowest and highest sample of each of at most `most` stretches."""
    each = max(1, -(-len(mono) // most))
    padded = np.pad(mono, (0, -len(mono) % each), mode="edge").reshape(-1, each)
    return padded.min(axis=1), padded.max(axis=1)


def described(path: Path, shape: tuple[int, int], rate: int, document: Mapping[str, Any] | None,
              ) -> tuple[str, str]:
    """[any] A title and a line under it: the file, and how it was made where a sidecar says so.
    shape: its own (samples, channels) at its own rate."""
    samples, channels = shape
    sides = {1: "mono", 2: "stereo"}.get(channels, f"{channels} channels")
    parts = [f"{samples / rate:.2f} s", sides, f"{rate / 1000:g} kHz"]
    if document is None:
        return path.name, ", ".join(parts)
    options = document["options"]
    who = options.get("instrument") or document.get("notes", {}).get("instrument")
    said = [f"flowbend {document['command']}", *([str(who).replace("_", " ")] if who else []),
            *(str(text) for text in options.get("set") or ())]
    for name in ("steps", "counts", "guidance", "strength", "at"):
        if options.get(name) is not None:
            value = options[name]
            said.append(f"{name} {value:.3g}" if isinstance(value, float) else f"{name} {value}")
    said.append(f"seed {document['seed']}")
    return path.name, ", ".join(parts) + "    " + ", ".join(said)
