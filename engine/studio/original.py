"""A recording as it lies on disk, whose samples go out again as they came in, bit by bit, wherever
nothing new is put. Knows no model.
"""

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from engine.parameters import BadValue
from engine.studio import sounds
from engine.studio.sounds import BITS, FORMATS, Form

_FULL = 2.0**31


@dataclass(frozen=True)
class Original:
    """samples (N, channels): int32 with full scale at 2 ** 31 where the file has whole numbers,
    else float32; rate in Hz; bits of the file, 0 for float."""

    samples: np.ndarray
    rate: int
    bits: int

    @property
    def seconds(self) -> float:
        """[any] How long it lasts."""
        return len(self.samples) / self.rate

    def heard(self, start: int = 0, stop: int | None = None) -> np.ndarray:
        """[any] (samples, channels) float64, full scale at 1, from one sample to another."""
        part = self.samples[start:stop]
        return part / _FULL if self.bits else part.astype(np.float64)

    def with_new(self, start: int, new: np.ndarray) -> "Original":
        """[any] The same with (samples, channels) new ones, full scale at 1, from `start` on."""
        samples = self.samples.copy()
        samples[start : start + len(new)] = self._written(new)
        return replace(self, samples=samples)

    def then(self, seconds: float, other: np.ndarray | None = None) -> "Original":
        """[any] The same, so much silence behind it, and perhaps samples of its own kind."""
        silence = np.zeros((round(seconds * self.rate), self.samples.shape[1]), self.samples.dtype)
        behind = [] if other is None else [other]
        return replace(self, samples=np.concatenate([self.samples, silence, *behind]))

    def like(self, other: "Original") -> "Original":
        """[any] This sound in the other's rate, channels and kind of numbers, in as many bits as
        both need; where they are the same already, sample by sample."""
        channels, samples = other.samples.shape[1], self.samples
        if (self.rate, samples.shape[1]) != (other.rate, channels) or (
            bool(self.bits) != bool(other.bits)
        ):
            sound = sounds.sided(self.heard().astype(np.float32), channels)
            sound = sounds.resampled(sound, self.rate, other.rate)
            samples = other._written(sound)
        return Original(samples, other.rate, max(self.bits, other.bits) if other.bits else 0)

    def form(self, path: Path, format: str | None) -> tuple[Form, bool]:
        """[control] How it is written to `path`, and whether that keeps every sample: in the named
        format, or in the smallest that does. Raises BadValue."""
        ending = Path(path).suffix.lower()
        if format is None and ending not in (".wav", ".flac"):
            return Form(), False  # whose writer says what to do
        if format is None:
            wide = "wav32" if self.bits > 24 else "wav24"
            format = "flac" if ending == ".flac" else wide if self.bits else "wav32f"
        form = Form(format)
        has = BITS.get(FORMATS[format][1], 0)
        keeps = has >= self.bits if self.bits and has else has == self.bits == 0
        return form, keeps

    def _written(self, sound: np.ndarray) -> np.ndarray:
        """(samples, channels) with full scale at 1, as samples of this recording."""
        if not self.bits:
            return sound.astype(np.float32)
        # To 24 bits, rounded here: a file of fewer cuts off what it has no room for.
        steps = 2.0 ** (max(self.bits, 24) - 1)
        whole = np.clip(np.round(sound * steps), -steps, steps - 1)
        return (whole * (_FULL / steps)).astype(np.int32)


def read(path: Path) -> Original:
    """[control] A recording of one or two channels. Raises BadValue as `sounds.read` does."""
    audio, rate, encoding = sounds.read_as_it_is(path)
    if audio.shape[1] > 2:
        raise BadValue(
            f"{path} has {audio.shape[1]} channels, and one or two can be painted: mix it down"
            " first, or take two of them"
        )
    bits = BITS.get(encoding, 0)
    if bits:
        audio, _, _ = sounds.read_as_it_is(path, "int32")
    return Original(audio, rate, bits)
