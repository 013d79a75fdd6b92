"""Carries audio from render thread to sound card: THE AUDIO-THREAD BOUNDARY. It knows no device.

The memory is PortAudio's C ring buffer where rtmixer is installed, so that rtmixer's C callback
reads it without entering Python. Only its compiled part is imported (`_rtmixer`, which links to
nothing but the C library); rtmixer itself would load PortAudio. Where it has no wheel, a plain
numpy ring stands in.
"""

from __future__ import annotations

from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

Audio = NDArray[np.float32]
"""float32, shape (samples, channels), C-contiguous, -1..1."""


class Ring:
    """A queue of samples from exactly one producer to exactly one consumer. Nobody resets it."""

    def __init__(self, block_samples: int, channels: int, blocks: int) -> None:
        """[control] Room for `blocks` blocks of `block_samples` samples of the device's `channels`.

        Errors: ValueError if one of the three is below 1.
        """
        if min(block_samples, channels, blocks) < 1:
            raise ValueError(
                f"a Ring of {blocks} blocks of {block_samples} samples, {channels} channels,"
                " holds nothing"
            )
        self.block_samples = block_samples
        self.channels = channels
        self.capacity = block_samples * blocks
        """Samples it takes when empty. This bounds the latency, not the memory's own size."""
        self.written = 0
        """Samples written since it was made. Only the producer changes it."""
        size = 1 << (self.capacity - 1).bit_length()  # PortAudio's rule: a power of 2
        self.c_ring: Any = _c_memory(4 * channels, size)
        """The rtmixer.RingBuffer that a C callback can read, or None without rtmixer."""
        self._memory: _Memory = _NumpyMemory(size, channels) if self.c_ring is None else self.c_ring
        self._spread = np.empty((block_samples, channels), np.float32)

    def write(self, audio: Audio) -> int:
        """[render] Queues as much of `audio` as there is room for, at once; never blocks.

        audio: (samples, channels), or (samples, 1), which goes to every channel; float32,
        C-contiguous.
        Returns the samples written, 0..len(audio).
        Errors: ValueError on any other shape, type or memory order; nothing is written then.
        """
        self._refuse_wrong(audio, (self.channels, 1))
        samples = min(len(audio), self.room())
        done = 0
        while done < samples:
            part = audio[done:samples]
            if audio.shape[1] != self.channels:
                part = self._spread[: len(part)]
                np.copyto(part, audio[done : done + len(part)])
            done += self._memory.write(part)
        self.written += done
        return done

    def read_into(self, out: Audio) -> int:
        """[audio] Moves up to len(out) samples into `out`.

        out: (samples, channels) float32, C-contiguous.
        Returns the samples moved; the rest of `out` is left as it was.
        Errors: ValueError on any other shape, type or memory order.
        """
        self._refuse_wrong(out, (self.channels,))
        return int(self._memory.readinto(out)) if len(out) else 0

    def room(self) -> int:
        """[render] Samples that `write` would take now."""
        return self.capacity - self.filled()

    def filled(self) -> int:
        """[any] Samples queued and not yet read."""
        return int(self._memory.read_available)

    def _refuse_wrong(self, audio: Audio, channels: tuple[int, ...]) -> None:
        if not isinstance(audio, np.ndarray):
            got = type(audio).__name__
        elif audio.dtype != np.float32 or audio.ndim != 2 or audio.shape[1] not in channels:
            got = f"{audio.dtype} {audio.shape}"
        elif not audio.flags.c_contiguous:
            got = "another memory order (use np.ascontiguousarray)"
        else:
            return
        raise ValueError(f"Ring wants float32 (samples, {self.channels}), C-contiguous; got {got}")


class _Memory(Protocol):
    """What Ring needs of either memory, in pa_ringbuffer's words."""

    @property
    def read_available(self) -> int: ...
    def write(self, data: Audio) -> int: ...
    def readinto(self, data: Audio) -> int: ...


def _c_memory(element_bytes: int, size: int) -> Any:
    """[control] PortAudio's ring buffer, of the class that rtmixer uses, or None without it."""
    try:
        from _rtmixer import ffi, lib
        from pa_ringbuffer import init
    except ImportError:
        return None
    return init(ffi, lib)(element_bytes, size)


class _NumpyMemory:
    """The stand-in, for two Python threads: both counts only grow, and each has one writer.

    Samples are in place before the count that admits them moves; CPython's GIL keeps that order.
    """

    def __init__(self, size: int, channels: int) -> None:
        self._samples = np.zeros((size, channels), np.float32)
        self._written = 0
        self._read = 0

    @property
    def read_available(self) -> int:
        read = self._read  # first: a third thread then sees too many, never fewer than none
        return self._written - read

    def write(self, data: Audio) -> int:
        count = min(len(data), len(self._samples) - self.read_available)
        start = self._written % len(self._samples)
        first = min(count, len(self._samples) - start)
        self._samples[start : start + first] = data[:first]
        self._samples[: count - first] = data[first:count]
        self._written += count
        return count

    def readinto(self, data: Audio) -> int:
        count = min(len(data), self.read_available)
        start = self._read % len(self._samples)
        first = min(count, len(self._samples) - start)
        data[:first] = self._samples[start : start + first]
        data[first:count] = self._samples[: count - first]
        self._read += count
        return count
