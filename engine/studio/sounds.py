"""Sound files in and out: any rate and number of channels becomes the instrument's, and what is
written is whole or not there. Knows no model.
"""

import errno
import os
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import soundfile

from engine.parameters import BadValue
from engine.resampler import Resampler

LONGEST_S = 1200.0
"""What one clip may last; what is longer is a recording to cut from."""
LOWEST_HZ = 4000
CHUNK = 1 << 16
FORMATS = {
    "wav16": ("WAV", "PCM_16"), "wav24": ("WAV", "PCM_24"), "wav32": ("WAV", "PCM_32"),
    "wav32f": ("WAV", "FLOAT"), "flac": ("FLAC", "PCM_24"), "flac16": ("FLAC", "PCM_16"),
}
"""By the name that a user gives: libsndfile's container and encoding."""
BITS = {"PCM_U8": 8, "PCM_S8": 8, "PCM_16": 16, "PCM_24": 24, "PCM_32": 32}
"""Encodings that hold whole numbers; all others are read as float32."""


@dataclass(frozen=True)
class Form:
    """How a file is written: one of FORMATS, or None for what its name says (24 bits); the sample
    rate in Hz, or None for the instrument's."""

    format: str | None = None
    rate: int | None = None

    def __post_init__(self) -> None:
        if self.format is not None and self.format not in FORMATS:
            raise BadValue(f"--format takes {', '.join(FORMATS)}, not {self.format!r}")
        if self.rate is not None and not LOWEST_HZ <= self.rate <= 384000:
            raise BadValue(f"--rate must be from {LOWEST_HZ} to 384000 Hz, not {self.rate}")


def read(path: Path, sample_rate: int, channels: int = 2) -> np.ndarray:
    """[control] A sound file, whole: (samples, channels) float32 at `sample_rate`.

    One channel is put on both sides; of more than two, left and right keep theirs and each hears
    half of the mean of the rest. Raises BadValue as `read_as_it_is` does.
    """
    audio, rate, _ = read_as_it_is(path)
    return resampled(sided(audio, channels), rate, sample_rate)


def read_as_it_is(path: Path, dtype: str = "float32") -> tuple[np.ndarray, int, str]:
    """[control] A sound file, whole: (samples, its channels) in `dtype`, its rate in Hz, and its
    encoding as libsndfile calls it. Raises BadValue with what to do: it is no sound, it is empty,
    has samples that are no numbers, or lasts longer than LONGEST_S.
    """
    try:
        with soundfile.SoundFile(path) as file:
            rate, seconds = file.samplerate, len(file) / file.samplerate
            if seconds > LONGEST_S:
                raise BadValue(
                    f"{path} lasts {seconds / 60:.0f} minutes, and a clip may last"
                    f" {LONGEST_S / 60:.0f}: cut out the part that you want"
                )
            encoding = file.subtype
            audio = file.read(dtype=dtype, always_2d=True)
    except (OSError, soundfile.SoundFileError) as error:
        if not Path(path).exists():
            raise BadValue(f"there is no file {path}") from error
        raise BadValue(
            f"{path} cannot be read as sound ({error}): name a .wav, .flac, .aiff, .ogg or .mp3"
        ) from error
    if not len(audio):
        raise BadValue(f"{path} is empty: there is nothing to hear in it")
    if rate < LOWEST_HZ:
        raise BadValue(f"{path} has {rate} samples a second: {LOWEST_HZ} are needed at least")
    if not np.isfinite(audio).all():
        raise BadValue(
            f"{path} has samples that are no numbers (NaN or infinite): export it again where it"
            " was made"
        )
    return audio, rate, encoding


def sided(audio: np.ndarray, channels: int) -> np.ndarray:
    """[any] (samples, n) to (samples, channels), as `read` says."""
    if channels == 1:
        return audio.mean(axis=1, keepdims=True)
    if audio.shape[1] == 1:
        return np.repeat(audio, channels, axis=1)
    rest = audio[:, 2:].mean(axis=1, keepdims=True) if audio.shape[1] > 2 else 0.0
    return np.ascontiguousarray(audio[:, :2] + 0.5 * rest, np.float32)


def resampled(audio: np.ndarray, rate: int, target: int) -> np.ndarray:
    """[any] (samples, channels) float32 from one sample rate to another, as long in seconds to the
    sample."""
    if rate == target:
        return audio
    made = Resampler(rate, target, audio.shape[1]).process(np.ascontiguousarray(audio), last=True)
    wanted = round(len(audio) * target / rate)
    return np.pad(made, ((0, max(0, wanted - len(made))), (0, 0)))[:wanted]


def check_target(path: Path, form: Form | None = None, *sources: Path) -> None:
    """[control] Raises BadValue where `path` could not be written, before anybody has worked for
    it; nor may it be one of the `sources`, of which nothing would be left."""
    path = Path(path)
    _encoding(path, form or Form())
    folder = path.absolute().parent
    if not folder.is_dir() or not os.access(folder, os.W_OK) or path.is_dir():
        error = OSError(errno.EISDIR, "it is a folder") if path.is_dir() else OSError()
        raise BadValue(f"{path} cannot be written: {reason(path, error)}")
    if path.exists() and not os.access(path, os.W_OK):
        raise BadValue(f"{path} is there and may not be written to; name another --out")
    for source in sources:
        if path.exists() and Path(source).exists() and path.samefile(source):
            raise BadValue(f"{path} is the clip itself, which would be lost; name another --out")


def write(path: Path, audio: np.ndarray, sample_rate: int, form: Form | None = None) -> None:
    """[control] Write (samples, channels) float32, whole or not at all: under its name there is
    never half a file. int32, with full scale at 2 ** 31, is written bit by bit where the encoding
    has as many and the rate stays. Raises BadValue when it cannot be."""
    path, form = Path(path), form or Form()
    container, encoding = _encoding(path, form)
    rate = form.rate or sample_rate
    if audio.dtype == np.int32 and rate != sample_rate:
        audio = audio / 2.0**31
    if audio.dtype != np.int32:
        audio = resampled(np.asarray(audio, np.float32), sample_rate, rate)
    partial = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with soundfile.SoundFile(
            partial, "w", rate, audio.shape[1], encoding, format=container
        ) as file:
            for start in range(0, len(audio), CHUNK):
                file.write(audio[start : start + CHUNK])
        partial.replace(path)
    except (OSError, soundfile.SoundFileError) as error:
        raise BadValue(f"{path} cannot be written: {reason(path, error)}") from error
    finally:
        partial.unlink(missing_ok=True)


def _encoding(path: Path, form: Form) -> tuple[str, str]:
    ending = path.suffix.lower()
    if form.format is None:
        form = Form({".wav": "wav24", ".flac": "flac"}.get(ending))
        if form.format is None:
            raise BadValue(f"{path}: give it a name that ends in .wav or .flac")
    container, encoding = FORMATS[form.format]
    if ending != f".{container.lower()}":
        raise BadValue(f"{path} is to be {form.format}: end its name in .{container.lower()}")
    return container, encoding


def reason(path: Path, error: Exception) -> str:
    """[any] Why a file could not be written, and what to do."""
    folder = Path(path).absolute().parent
    if not folder.is_dir():
        return f"there is no folder {folder}"
    if not os.access(folder, os.W_OK):
        return f"the folder {folder} may not be written to; name another --out"
    space = os.statvfs(folder) if hasattr(os, "statvfs") else None
    full = getattr(error, "errno", None) == errno.ENOSPC
    if full or (space is not None and space.f_bavail * space.f_frsize < 1 << 20):
        return "the disk is full; make room and run it again"
    return str(error)
