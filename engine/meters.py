"""What a player must know, as one flat array of numbers; it measures nothing itself.

One writer for each number (the render thread; of memory another), any number of readers, in this
process or, over shared memory, in another. There is no lock: each number is eight aligned bytes and
so always whole; a reader may find a new number beside an old one, which no meter minds.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

SLOTS = {
    "blocks": "blocks rendered; counted here, by `block_ms`",
    "latents": "latents rendered",
    "underruns": "times that the sound broke off, counted where the card is fed",
    "late_blocks": "times that the ring was found dry, counted where blocks are made",
    "losses": "times that the sound card went away",
    "refused_events": "events that did not fit their queue",
    "broken_latents": "latents in which the model made no sound but NaN or infinity: silenced",
    "block_ms": "time that the last block took, ms",
    "block_duration_ms": "length of a block as sound, ms",
    "peak_db": "loudest sample of the last block, dB of full scale",
    "rms_db": "level of the last block, dB of full scale",
    "asked_rms": "RMS that was asked of the sound of got_rms, dB",
    "got_rms": "RMS of the sound before the player's gain, dB (follow.py)",
    "asked_brightness": "brightness that was asked of the sound of got_brightness, Hz",
    "got_brightness": "brightness of the sound, Hz",
    "asked_noisiness": "noisiness that was asked of the sound of got_noisiness, 0..1",
    "got_noisiness": "noisiness of the sound, 0..1",
    "asked_pitch": "the one key that was asked of the sound of got_pitch, a MIDI note number",
    "got_pitch": "pitch of the sound where it is one voice, a MIDI note number",
    "asked_onsets": "attacks that were asked for, per second of the last two",
    "got_onsets": "attacks in the sound, per second of the last two",
    "listening": "1 while a live input is heard, 0 while there is none",
    "heard_rms": "level of what is heard, after listen_gain, dB",
    "heard_brightness": "brightness of what is heard, Hz",
    "heard_noisiness": "noisiness of what is heard, 0..1",
    "heard_pitch": "pitch of what is heard where it is one voice, a MIDI note number",
    "listen_delay_ms": "from the last attack in the input to the latent that strikes it, heard, ms",
    "beat": "beat that the last block began on, from the song's start",
    "beat_ahead_ms": "how long before it was heard that block was begun: so far ahead the beat is"
    " played, ms",
    "onset": "onset control of the last block, 0..1",
    "headroom_ms": "what the ring still held when the last block was ready, ms",
    "steps": "diffusion steps asked for in the last block: fewer than the knob's when it is late",
    "rung": "how much is given up against underruns; 0 is nothing (governor.py)",
    "ring_blocks": "how deep the ring is, in blocks",
    "priority": "of the render thread: 0 as any, 1 raised, 2 real-time",
    "memory_locked": "1 when the engine's memory cannot be swapped out",
    "memory_mb": "memory that the engine process holds, MB",
}
"""Name and meaning of each number, in the array's order."""
DERIVED = {
    "block_ms_median": "time of a block: the median of the last 512, ms",
    "block_ms_p99": "time of a block: the 99th percentile of the last 512, ms",
    "load": "block_ms / block_duration_ms; above 1 the sound breaks up",
}
"""What `read` works out of them."""
COUNTERS = (
    "blocks", "latents", "underruns", "late_blocks", "losses", "refused_events", "broken_latents"
)
"""Those that start at 0; the others start as unknown."""
RECENT = 512
"""Blocks that the median and the 99th percentile look back on."""
BYTES = 8 * (len(SLOTS) + RECENT)
"""Size of the buffer that Meters wants."""

_INDEX = {name: index for index, name in enumerate(SLOTS)}
_BLOCKS = _INDEX["blocks"]


class Meters:
    """The numbers of SLOTS by name, and the block times of the last RECENT blocks."""

    def __init__(self, buffer: Any = None) -> None:
        """[any] Meters of its own, or those that live in `buffer`, as they are.

        buffer: at least BYTES bytes (`SharedMemory.buf`); its writer calls `clear` once. Shared
        memory closes only after its Meters are gone.
        Errors: ValueError if the buffer is too small.
        """
        if buffer is not None and memoryview(buffer).nbytes < BYTES:
            raise ValueError(f"Meters want {BYTES} bytes, got {memoryview(buffer).nbytes}")
        memory = bytearray(BYTES) if buffer is None else buffer
        self._array: NDArray[np.float64] = np.frombuffer(memory, np.float64, BYTES // 8)
        self._recent = self._array[len(SLOTS) :]
        if buffer is None:
            self.clear()

    def clear(self) -> None:
        """[render] Counters to 0, the rest to unknown: before a writer's first block."""
        self._array[: len(SLOTS)] = [0.0 if name in COUNTERS else np.nan for name in SLOTS]
        self._recent[:] = 0.0

    def update(self, **values: float | None) -> None:
        """[render] Sets the named slots; None is unknown, as a control that nobody asks for.

        `block_ms` also counts a block and enters its time among the recent ones.
        Errors: KeyError on a name that is no slot, or on `blocks`; nothing is set then.
        """
        if not values.keys() <= _INDEX.keys() or "blocks" in values:
            wrong = sorted(values.keys() - (_INDEX.keys() - {"blocks"}))
            raise KeyError(f"no meter to set: {', '.join(wrong)}; there are {', '.join(SLOTS)}")
        for name, value in values.items():
            self._array[_INDEX[name]] = np.nan if value is None else value
        block_ms = values.get("block_ms")
        if block_ms is not None:
            blocks = int(self._array[_BLOCKS])
            self._recent[blocks % RECENT] = block_ms
            self._array[_BLOCKS] = blocks + 1  # last: it admits the time just written

    def block_times(self, since: int) -> tuple[NDArray[np.float64], int]:
        """[any] What the blocks after the first `since` took, ms, and how many there are now; of
        those before the last RECENT nothing is left."""
        now = int(self._array[_BLOCKS])
        return self._recent[np.arange(max(since, now - RECENT), now) % RECENT], now

    def read(self) -> dict[str, float | int | None]:
        """[any] Every number of SLOTS and DERIVED by name, None where unknown."""
        array = self._array.copy()
        found: dict[str, float | int | None] = {}
        for name, value in zip(SLOTS, array[: len(SLOTS)].tolist(), strict=True):
            found[name] = int(value) if name in COUNTERS else None if np.isnan(value) else value
        recent = array[len(SLOTS) :][: int(array[_BLOCKS])]
        median, p99 = np.percentile(recent, (50, 99)).tolist() if len(recent) else (None, None)
        block_ms, duration_ms = found["block_ms"], found["block_duration_ms"]
        load = block_ms / duration_ms if block_ms is not None and duration_ms else None
        return found | {"block_ms_median": median, "block_ms_p99": p99, "load": load}
