"""From the engine's sample rate to a device's, block after block. The only runtime user of soxr."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Audio = NDArray[np.float32]
_LEARNING = 512  # blocks after which the longest delay has been seen, within 1 ms


class Resampler:
    """soxr's stream at its high quality: flat to 0.91 of the lower rate's half, 20 bits.

    It works on blocks of its own, so what goes in comes out in gushes, up to 20 ms later. At equal
    rates it hands on what it gets.
    """

    def __init__(
        self, source_hz: float, target_hz: float, channels: int, quality: str = "HQ"
    ) -> None:
        """[control] A stream at its start. quality: soxr's name for it; "LQ" is coarse, and quick
        where the source is the lower rate (44.1 to 48 kHz: 0.5 ms)."""
        self.source_hz, self.target_hz, self.channels = source_hz, target_hz, channels
        self._taken = self._given = 0
        self._stream = None
        if source_hz != target_hz:
            import soxr

            self._stream = soxr.ResampleStream(
                source_hz, target_hz, channels, dtype="float32", quality=quality
            )

    @property
    def delay_s(self) -> float:
        """[any] How much of what was put in has not come out, in seconds: the next sample to go in
        comes out behind that."""
        return self._taken / self.source_hz - self._given / self.target_hz

    def process(self, audio: Audio, last: bool = False) -> Audio:
        """[render] (samples, channels) at the source's rate to as many at the target's as are
        ready, none at times; all that is left, with `last`."""
        if self._stream is None:
            return audio
        out: Audio = self._stream.resample_chunk(audio, last=last)
        self._taken += len(audio)
        self._given += len(out)
        return out


def longest_delay_s(source_hz: float, target_hz: float, block_samples: int) -> float:
    """[control] The most that `delay_s` becomes with blocks of this size; found by running it."""
    if source_hz == target_hz:
        return 0.0
    stream = Resampler(source_hz, target_hz, 1)
    silence, longest = np.zeros((block_samples, 1), np.float32), 0.0
    for _ in range(_LEARNING):
        stream.process(silence)
        longest = max(longest, stream.delay_s)
    return longest
