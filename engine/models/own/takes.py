"""Recordings into takes: each is read, part by part, and what is clean of it is kept as files."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import soundfile

from engine import lanes
from engine.models.corpus import SAMPLE_RATE
from engine.models.own import cleaning
from engine.models.own.cleaning import Health
from engine.models.own.finding import Recording
from engine.parameters import BadValue
from engine.studio import sounds

LONGEST_S = 24 * 3600.0
"""Files that do not know their length say that they are longer."""
SECTION_S = 300.0
"""What is read at once: of a recording of hours, one part after another; of one that has more
channels or samples a second than the corpus, less."""


@dataclass(frozen=True)
class Take:
    """A stretch of one recording, clean, in a file: whose, where it lies, how long, which of the
    recording's stretches it is, and how loud (dB) its loudest parts are."""

    recording: Recording
    file: str
    seconds: float
    number: int
    loud_db: float


def sections(path: Path) -> int:
    """[any] In how many parts a recording is read."""
    try:
        about = soundfile.info(path)
        seconds = min(about.duration, LONGEST_S)
        dense = max(1.0, about.samplerate * about.channels / (2 * SAMPLE_RATE))
        return max(1, round(seconds * dense / SECTION_S))
    except (OSError, soundfile.SoundFileError):
        return 1  # it is told of when it is read


def clean(task) -> tuple[Recording, list[Take], Health | None, str]:
    """[any] One part of a recording (its number, the part, the recording, the folder of takes): the
    recording, its takes, how it is, and else why there is none. Raises nothing."""
    number, section, one, folder = task
    try:
        audio = _read(one.path, section)
    except BadValue as error:
        return one, [], None, str(error)
    parts = cleaning.stretches(audio)
    if not parts:
        return one, [], None, f"{one.path} is silent" + f" in part {section + 1}" * (section > 0)
    takes = []
    pieces = [piece for part in parts for piece in cleaning.pieces(audio, *part)]
    for place, (first, last) in enumerate(pieces):
        name = f"{number:05d}-{section:03d}-{place:04d}.flac"
        sound = cleaning.faded(audio[first:last])
        sound = sound / max(1.0, float(np.abs(sound).max()) / 0.99)
        loud = np.sort(lanes.loudness_db(sound.mean(axis=1), 512))
        store(Path(folder) / name, sound, "PCM_24")
        takes.append(Take(one, name, len(sound) / SAMPLE_RATE, 1000 * section + place,
                          float(np.mean(loud[-max(1, len(loud) // 4) :])) if len(loud) else -60.0))
    return one, takes, cleaning.health(audio, parts), ""


def _read(path: Path, section: int) -> np.ndarray:
    """A part of a recording, (samples, 2) at the corpus's rate. Raises BadValue."""
    try:
        with soundfile.SoundFile(path) as file:
            rate, whole, parts = file.samplerate, len(file), sections(path)
            if rate < sounds.LOWEST_HZ:
                raise BadValue(f"{path} has {rate} samples a second, too few")
            if whole > LONGEST_S * rate:
                raise BadValue(f"{path} does not say how long it is: save it anew as .wav or .flac")
            first, last = (whole * number // parts for number in (section, section + 1))
            if first:
                file.seek(first)
            audio = file.read(last - first if parts > 1 else -1, dtype="float32", always_2d=True)
    except (OSError, ValueError, MemoryError, soundfile.SoundFileError) as error:
        if isinstance(error, BadValue):
            raise
        raise BadValue(f"{path} cannot be read as sound ({error})") from error
    if not len(audio):
        raise BadValue(f"{path} is empty")
    if not np.isfinite(audio).all():
        raise BadValue(f"{path} has samples that are no numbers (NaN or infinite)")
    return cleaning.centred(sounds.resampled(sounds.sided(audio, 2), rate, SAMPLE_RATE))


def store(path: Path, audio: np.ndarray, subtype: str) -> None:
    """[any] As FLAC, whole or not at all."""
    if path.exists():
        return  # a file that is there is whole
    partial = path.with_suffix(".part")
    soundfile.write(partial, audio, SAMPLE_RATE, subtype=subtype, format="FLAC")
    partial.rename(path)
