"""Hears what the instrument plays: `python -m engine.ears INPUT FILE` records a PortAudio input,
with the time of each sample, until its own input is closed. A process of its own, so that nobody
else's Python makes it late.

INPUT is part of the name of a recording input that a cable joins to the output, or JACK, where what
the engine gives to the server can be heard without one.
"""

import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from engine import devices
from engine.devices import NoSoundCard
from engine.trace import peaks

JACK = "jack"
PART = 32
"""Samples that one peak stands for: 0.7 ms at 48 kHz."""
_LATE_BLOCKS = 8
"""A block's time is the earliest that it or the few before it allow: a callback may be late, and is
never early."""


@dataclass(frozen=True)
class Heard:
    """peaks (n,): the greatest absolute sample of each PART; times_s (n,): when, by
    `time.monotonic()`, its first sample was at the device's output (or at the end of the cable)."""

    peaks: np.ndarray
    times_s: np.ndarray

    @classmethod
    def load(cls, file: Path) -> "Heard":
        """[any] What `main` wrote. Errors: OSError."""
        with np.load(file) as arrays:
            return cls(arrays["peaks"], arrays["times_s"])


class _Recording:
    """The blocks of one input stream, as they come."""

    def __init__(self) -> None:
        self.blocks: list[np.ndarray] = []
        self.stamps: list[float] = []

    def take(self, block: np.ndarray, samples: int, when: Any, status: object) -> None:
        """[audio] Python in a callback: it has this process for itself, and no engine waits for
        it."""
        self.stamps.append(time.monotonic() - (when.currentTime - when.inputBufferAdcTime))
        self.blocks.append(block.copy())

    def heard(self, rate: float, later_s: float) -> Heard:
        """[control] All of it; `later_s` is what lies between here and the device's output."""
        starts = np.cumsum([0, *map(len, self.blocks)])[:-1]
        stamps = np.array(self.stamps)
        origins = stamps - starts / rate
        earliest = np.array(
            [origins[max(0, at - _LATE_BLOCKS) : at + 1].min() for at in range(len(origins))]
        )
        every = np.concatenate(self.blocks)
        firsts = np.arange(len(every) // PART) * PART
        block = np.searchsorted(starts, firsts, side="right") - 1
        return Heard(peaks(every, PART), earliest[block] + firsts / rate + later_s)


def find(wanted: str) -> tuple[int, int, float, float]:
    """[control] (index, channels, sample rate, seconds from here to the device's output) of an
    input. Errors: NoSoundCard, in a sentence."""
    sd = devices.portaudio()
    if wanted == JACK:
        ours = [sd.query_devices(devices.engine_on_jack())]
        out = sd.query_devices(sd.query_hostapis(ours[0]["hostapi"])["default_output_device"])
        later_s = out["default_low_output_latency"]
    else:
        every = [one for one in sd.query_devices() if one["max_input_channels"] > 0]
        ours = [one for one in every if wanted.lower() in one["name"].lower()]
        if len(ours) != 1:
            names = ", ".join(one["name"] for one in every) or "none"
            raise NoSoundCard(f"{wanted!r} fits {len(ours)} recording inputs, not 1, of {names}")
        later_s = 0.0
    (one,) = ours
    return one["index"], min(one["max_input_channels"], 2), one["default_samplerate"], later_s


def main(arguments: list[str]) -> int:
    """[control] Record until the standard input ends; `ready` is said when the first block has
    come."""
    wanted, file = arguments
    sd = devices.portaudio()
    try:
        index, channels, rate, later_s = find(wanted)
        recording = _Recording()
        stream = sd.InputStream(
            rate, device=index, channels=channels, dtype="float32", latency="low",
            callback=recording.take,
        )
        with stream:
            while not recording.blocks:
                time.sleep(0.01)
            print("ready", flush=True)
            sys.stdin.read()
    except (NoSoundCard, sd.PortAudioError) as error:
        print(error, flush=True)
        return 1
    heard = recording.heard(rate, later_s)
    np.savez(file, peaks=heard.peaks, times_s=heard.times_s)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
