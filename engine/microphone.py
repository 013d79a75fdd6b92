"""A live input: what PortAudio hears, at the engine's rate. It understands nothing of it (ear.py
does).

rtmixer's compiled callback writes into a ring; the render thread empties that when a block begins,
so what drives the block is as fresh as its other controls. An input that goes away costs no block:
a thread looks for it, and says what happens.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any

import numpy as np

from engine import devices
from engine.devices import MOST_OUTPUTS, Device, NoSoundCard
from engine.resampler import Resampler
from engine.ring import Ring
from engine.soundcard import CLOSING_S, abandon, close

LOOK_S = 0.5
"""Between two looks for an input that is gone."""
ROOM_S = 0.5
"""What fits between two blocks; of a longer pause the rest is not heard."""


class Microphone:
    """One input of one device, the mean of the channels that are named."""

    def __init__(
        self, sample_rate: int, device: int | str | None = None,
        inputs: tuple[int, ...] | None = None, say: Callable[[str], object] | None = None,
        waits: bool = False,
    ) -> None:
        """[control] Finds the device; opens nothing yet.

        sample_rate: of the engine. device: index, part of its name, or None for the system's
        default. inputs: counted from 1; None is the first. say: told, in a sentence, when the
        input goes or comes. waits: one that is not there is looked for instead of being an error.
        Errors: NoSoundCard; ValueError for inputs that are not 1 to MOST_OUTPUTS.
        """
        self.inputs = inputs or (1,)
        if not all(1 <= one <= MOST_OUTPUTS for one in self.inputs):
            raise ValueError(f"inputs are from 1 to {MOST_OUTPUTS}, not {inputs}")
        self.sample_rate, self._say = sample_rate, say or (lambda sentence: None)
        self._wanted = device
        self._stream: _Stream | None = None
        self._found: _Stream | None = None
        self._leave = False
        self._stopping = threading.Event()
        self._seeker: threading.Thread | None = None
        self.losses = 0
        """Times that the input went away."""
        self.name = ""
        """Of the device, once there is one."""
        try:
            self.name = devices.choose_input(device).name
        except NoSoundCard:
            if not waits:
                raise

    def start(self) -> None:
        """[control] Opens the input; one that does not open is looked for."""
        try:
            self._stream = self._open()
        except NoSoundCard as error:
            self._look_for_one(None, str(error).partition(":")[0])

    def stop(self) -> None:
        """[control] Closes the input; never hangs. Nobody calls it any more."""
        self._stopping.set()
        if self._seeker is not None:
            self._seeker.join(CLOSING_S)
        for stream in (self._stream, self._found):
            if stream is not None:
                _end(stream)
        self._stream = self._found = None

    def __call__(self) -> np.ndarray | None:
        """[render] (samples,) float32 at the engine's rate: all since the last call. None while
        there is no input."""
        if self._found is not None:
            self._stream, self._found = self._found, None
        stream = self._stream
        if stream is None:
            return None
        if not self._leave and stream.alive():
            return stream.read()
        self._stream = None
        self.losses += 1
        why = "" if self._leave else f"The input {self.name} has gone away"
        self._look_for_one(stream, why)
        self._leave = False  # last: `let_go` waits for it
        return None

    @property
    def latency_ms(self) -> float:
        """[any] For how long a sound has been on its way when the engine can have it, by the
        device's own report; 0 while there is none."""
        stream = self._stream
        return 0.0 if stream is None else stream.latency_ms

    def let_go(self) -> None:
        """[control] Close the input, for PortAudio is about to look for devices; it is looked for
        again afterwards. The render thread lets go of it first."""
        if self._stream is None and self._found is None:
            return
        self._leave = True
        until = time.monotonic() + 1.0
        while self._leave and time.monotonic() < until:
            time.sleep(0.002)
        closing = self._seeker
        if closing is not None:
            self._closed.wait(CLOSING_S)

    def is_there(self) -> bool:
        """[control] Whether PortAudio lists it."""
        try:
            devices.choose_input(self.name or self._wanted)
        except NoSoundCard:
            return False
        return True

    def _look_for_one(self, gone: _Stream | None, why: str) -> None:
        """[any] Start the thread that does."""
        self._closed = threading.Event()
        self._seeker = threading.Thread(
            target=self._seek, args=(gone, why, self._closed), name="microphone-seek", daemon=True
        )
        self._seeker.start()

    def _seek(self, gone: _Stream | None, why: str, closed: threading.Event) -> None:
        """[control] The thread: until there is an input again."""
        if why:
            self._say(f"{why}: the music goes on, and what it drove rests at its knobs till then.")
        if gone is not None:
            _end(gone)
        closed.set()
        while not self._stopping.wait(LOOK_S):
            try:
                with devices.TURN:
                    self._found = self._open()
            except NoSoundCard:
                continue
            self._say(f"Listening to {self.name}.")
            return

    def _open(self) -> _Stream:
        """[control] Errors: NoSoundCard."""
        device = devices.choose_input(self.name or self._wanted)
        stream = _Stream(device, self.inputs, self.sample_rate)
        self.name = device.name
        return stream


class _Stream:
    """One open input."""

    def __init__(self, device: Device, inputs: tuple[int, ...], sample_rate: int) -> None:
        channels = max(inputs)
        self.device = device
        rate = devices.input_rate_for(device, channels, sample_rate)
        sd = devices.portaudio()
        self._ring = Ring(1024, channels, int(np.ceil(ROOM_S * rate / 1024)))
        if self._ring.c_ring is None:
            raise NoSoundCard("To listen, Flowbend needs rtmixer: `pip install rtmixer`")
        import rtmixer

        self._resampler = Resampler(rate, sample_rate, 1, quality="LQ")
        self._mix = np.zeros(channels, np.float32)
        self._mix[[one - 1 for one in inputs]] = 1 / len(inputs)
        self._room = np.zeros((self._ring.capacity, channels), np.float32)
        self._action: Any = None
        self._error = sd.PortAudioError
        try:
            self._recorder = rtmixer.Recorder(
                samplerate=rate, device=device.index, channels=channels, blocksize=0, latency="low"
            )
            self._recorder.start()
        except sd.PortAudioError as error:
            raise NoSoundCard(
                f"{device.name} cannot be listened to ({error}): close the program that holds it,"
                " or choose another input with --listen"
            ) from error
        self._arm()

    def _arm(self) -> None:
        self._action = self._recorder.record_ringbuffer(self._ring.c_ring)

    def alive(self) -> bool:
        return bool(self._recorder.active)

    def read(self) -> np.ndarray:
        """[render] All that has come."""
        count = self._ring.read_into(self._room[: self._ring.filled()])
        if self._action not in self._recorder.actions:  # rtmixer ends it when its ring is full
            self._arm()
        sound = self._resampler.process(self._room[:count] @ self._mix[:, None])
        return np.ascontiguousarray(sound[:, 0])

    @property
    def latency_ms(self) -> float:
        return 1000 * (float(self._recorder.latency) + self._resampler.delay_s)

    def close(self) -> None:
        self._recorder.stop()
        self._recorder.close()


def _end(stream: _Stream) -> None:
    """[control] Close it, or leave it to itself where its JACK server has died."""
    if (stream.device.is_jack and not stream.alive()) or not close(stream):
        abandon(stream)
