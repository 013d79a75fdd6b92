"""Sample packages in small: the folders that `sources.py` expects, and sounds that a test knows."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import soundfile

from engine.models.sources import SOURCES

RATE = 48000
KEYS = ("C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B")


def burst(hertz: float, seconds: float = 0.3, decay: float = 0.06) -> np.ndarray:
    """(samples, 2): a struck tone, twice as loud on the left."""
    t = np.arange(round(seconds * RATE)) / RATE
    tone = np.cos(2 * np.pi * hertz * t) * np.exp(-t / decay)
    return np.stack([0.6 * tone, 0.3 * tone], axis=1)


def beat(hits: tuple[float, ...], seconds: float) -> np.ndarray:
    """(samples, 2): bursts of noise at these times, the sound of a loop."""
    rng, sound = np.random.default_rng(3), np.zeros((round(seconds * RATE), 2))
    for when in hits:
        at = round(when * RATE)
        tail = np.exp(-np.arange(min(6000, len(sound) - at)) / 1200)
        sound[at : at + len(tail)] += 0.5 * tail[:, None] * rng.uniform(-1, 1, (len(tail), 1))
        sound[at] = 0.8
    return sound


class Recordings:
    """A folder of sample packages. Those that Debian installs lie in it too, for once."""

    def __init__(self, sounds: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.sounds = sounds
        for name in ("rumpf", "audiophob"):
            monkeypatch.setitem(SOURCES, name, replace(SOURCES[name], path=name))
        for name in ("scsynth", "rumpf", "audiophob"):
            (sounds / SOURCES[name].path).mkdir(parents=True)

    def hit(
        self, name: str, audio: np.ndarray, source: str = "scsynth", rate: int = RATE
    ) -> Path:
        """One recording, in the folder of its source."""
        path = self.sounds / SOURCES[source].path / name
        soundfile.write(path, audio, rate)
        return path

    def one_of_each(self) -> dict[str, float]:
        """A struck tone for every kind of hit, and a loop; returns the pitch of each kind in Hz."""
        pitches = {"kick": 100.0, "snare": 400.0, "hat": 6000.0, "percussion": 900.0,
                   "cymbal": 3000.0}
        names = {"kick": "bd_one.flac", "snare": "sn_one.flac", "hat": "hat_one.flac",
                 "percussion": "perc_one.flac", "cymbal": "ride_one.wav"}
        for kind, name in names.items():
            self.hit(name, burst(pitches[kind]))
        self.hit("loop_compus.flac", beat((0.0, 0.25, 0.5, 0.75), 1.0))
        return pitches

    def piano(self, keys: tuple[int, ...], layers: tuple[int, ...], seconds: float = 1.5) -> None:
        """Steady tones of these keys; a layer is as loud as its number says."""
        for layer in layers:
            folder = self.sounds / SOURCES["grand"].path / f"piano-velocity{layer}" / "audio"
            folder.mkdir(parents=True)
            for key in keys:
                hertz = 440 * 2 ** ((key - 69) / 12)
                tone = np.cos(2 * np.pi * hertz * np.arange(round(seconds * RATE)) / RATE)
                sound = 0.05 * layer * np.stack([tone, tone], axis=1)
                name = f"{KEYS[key % 12]}{key // 12 - 1}v{layer}.ogg"
                soundfile.write(folder / name, sound, RATE)
