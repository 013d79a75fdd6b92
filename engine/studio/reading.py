"""What a recorded sound does, read off it: latents, lanes, attacks and notes, in the units in which
the instrument is asked. Makes no sound.

Lanes are measured as the corpus was labelled (`lanes.py`), attacks as a live input's are
(`onsets.py`). Notes come from swift-f0 (Nieradzik 2025), which hears one voice; of several it
hears the one that stands out. It is the extra `[studio]`; nothing else needs it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from engine import lanes, onsets
from engine.instrument import Instrument
from engine.parameters import BadValue
from engine.resampler import Resampler
from engine.studio import sounds
from engine.studio.asking import Note, latents_of

PITCH_HZ = 16000
"""The rate at which swift-f0 listens."""
LISTENS = 1 << 20
"""Samples at a time for attacks: a long clip's windows at once would fill the memory."""
TOGETHER_S = 0.06
"""An attack so near to a note's start belongs to it."""
SOFT = 0.5
"""Velocity of a note that begins without an attack."""


@dataclass(frozen=True)
class Reading:
    """audio (T * hop, channels) float32, padded with silence to whole blocks; samples, how long it
    was; latents (T, C); curves (T,) by lane: rms in dB, brightness in Hz, noisiness 0..1; attacks
    (seconds, strength 0..1)."""

    audio: np.ndarray
    samples: int
    latents: np.ndarray
    curves: dict[str, np.ndarray]
    attacks: tuple[tuple[float, float], ...]


def sound(instrument: Instrument, path: Path) -> np.ndarray:
    """[control] A sound file as the instrument hears it: (samples, channels) float32, at its rate
    and in as many channels as it has. Raises BadValue as `sounds.read_as_it_is` does."""
    channels = instrument.decoder.contract.channels
    return sounds.read(path, instrument.contract.sample_rate, channels)


def read(instrument: Instrument, audio: np.ndarray) -> Reading:
    """[control] Everything but the notes of (samples, channels) audio at the instrument's rate.
    Raises BrokenContract when the instrument has no encoder."""
    contract = instrument.contract
    latents = latents_of(instrument, len(audio))
    whole = np.pad(audio, ((0, latents * contract.hop - len(audio)), (0, 0)))
    mono = whole.mean(axis=1)
    brightness, noisiness = lanes.brightness_and_noisiness(
        mono, contract.hop, contract.sample_rate
    )
    curves = {
        "rms": lanes.loudness_db(mono, contract.hop), "brightness": brightness,
        "noisiness": noisiness,
    }
    return Reading(
        whole, len(audio), instrument.encode(whole), curves, attacks(mono, contract.sample_rate)
    )


def attacks(mono: np.ndarray, sample_rate: int) -> tuple[tuple[float, float], ...]:
    """[any] (seconds, strength 0..1) of every attack in (samples,), when it began and not when it
    was noticed."""
    memory, late, found = onsets.start(sample_rate), onsets.DELAY_MS / 1000, []
    for start in range(0, len(mono), LISTENS):
        part = mono[start : start + LISTENS].astype(np.float32)
        struck, memory = onsets.attacks(part, memory, sample_rate)
        for attack in struck:
            when = (start + len(part) - attack.ago) / sample_rate - late
            found.append((max(0.0, when), float(attack.strength)))
    return tuple(found)


def notes(
    mono: np.ndarray, sample_rate: int, struck: Sequence[tuple[float, float]] = (),
    heard: "Voice | None" = None,
) -> list[Note]:
    """[control] The notes of one voice in (samples,), in order. Where an attack of `struck`
    (seconds, strength) begins a note, it gives it its time and velocity; where one falls into a
    note, that is struck again.

    Raises BadValue, with the command that mends it, where swift-f0 is not installed.
    """
    detected, segment_notes = heard or voice(mono, sample_rate)
    found: list[Note] = []
    for note in segment_notes(detected):
        pitch = int(np.clip(np.round(lanes.semitones(note.pitch_hz)), 0, 127))
        inside = [(s, v) for s, v in struck if note.start - TOGETHER_S <= s < note.end - 0.03]
        times = [s for s, _ in inside]
        if not inside or times[0] > note.start + TOGETHER_S:
            inside, times = [(note.start, SOFT), *inside], [note.start, *times]
        for (start, velocity), end in zip(inside, [*times[1:], note.end], strict=True):
            found.append(Note(float(start), float(max(end, start + 0.03)), pitch, velocity))
    return found


Voice = tuple[Any, Callable[[Any], Any]]


def voiced(heard: Voice) -> tuple[np.ndarray, np.ndarray]:
    """[any] (moments,) seconds and (moments,) how sure swift-f0 is, 0..1, that one voice sounds
    then."""
    detected, _ = heard
    return np.asarray(detected.timestamps), np.asarray(detected.confidence)


def voice(mono: np.ndarray, sample_rate: int) -> Voice:
    """[control] What swift-f0 hears in (samples,), and how it makes notes of that. Raises BadValue
    as `notes` does."""
    try:
        from swift_f0 import SwiftF0, segment_notes
    except ModuleNotFoundError as missing:
        raise BadValue(
            f"reading notes needs {missing.name}: `pip install 'flowbend[studio]'`"
        ) from missing
    heard = np.ascontiguousarray(mono, np.float32)[:, None]
    heard = Resampler(sample_rate, PITCH_HZ, 1).process(heard, last=True)[:, 0]
    if len(heard) < PITCH_HZ // 4:
        heard = np.pad(heard, (0, PITCH_HZ // 4 - len(heard)))
    return SwiftF0().detect(heard, PITCH_HZ), segment_notes
