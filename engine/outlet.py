"""Where finished blocks leave: any device, at any rate, with 1 to 8 outputs, or none for a while.

To the render thread it has a Ring's face and a SoundCard's face in one, and counts in the engine's
samples. What leads to a device (`_Lead`) is made anew when the device goes. Meanwhile a clock takes
the samples at the right pace, so that controls, events and the music go on, and a thread looks for
the device, later for the default one, and says what happens.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Protocol

import numpy as np

from engine import devices
from engine.devices import MOST_OUTPUTS, Device, NoSoundCard
from engine.resampler import Resampler, longest_delay_s
from engine.ring import Audio, Ring
from engine.soundcard import CLOSING_S, SoundCard

LOOK_S = 0.5
"""Between two looks for a device that is gone."""
PATIENCE_S = 3.0
"""For so long only that device will do; then the default one does too."""
FADE_MS = 5.0
"""Within this the sound comes back from silence."""


class Beside(Protocol):
    """A device that is open beside the one that plays (microphone.py)."""

    def let_go(self) -> None:
        """[control] Close it, and come back later of its own accord."""

    def is_there(self) -> bool:
        """[control] Whether PortAudio lists it."""


class Outlet:
    """The way from the render thread to whatever device there is.

    `capacity` samples may be queued; it may be lowered, and raised again to where it was.
    `underruns` and `restarts` are those of every card so far, `losses` the times one went away.
    """

    def __init__(
        self, block_samples: int, channels: int, blocks: int, sample_rate: float = 48000,
        device: int | str | None = None, buffer_samples: int | None = None,
        outputs: tuple[int, ...] | None = None, say: Callable[[str], object] | None = None,
        waits: bool = False, beside: Beside | None = None,
    ) -> None:
        """[control] Finds the device and asks whether it would play; opens nothing yet.

        block_samples, channels, sample_rate: of the engine's sound. blocks: room for so many.
        device: index, part of its name, or None for the system's default.
        buffer_samples: what the card should queue behind the ring; None is the least it offers.
        outputs: counted from 1, where left, right go; None is the first two, or the only one.
        say: told, in a sentence and from a control thread, when a device goes or comes.
        waits: without a device, or one that opens, `start` looks for it instead of raising.
        beside: another device that is open, and has to be let go before PortAudio looks again.
        Errors: NoSoundCard; ValueError for outputs that are not 1 to MOST_OUTPUTS, each once.
        """
        if outputs is not None and (
            not outputs or len(set(outputs)) < len(outputs)
            or not all(1 <= one <= MOST_OUTPUTS for one in outputs)
        ):
            raise ValueError(f"outputs are from 1 to {MOST_OUTPUTS}, each once, not {outputs}")
        self.block_samples, self.channels, self.sample_rate = block_samples, channels, sample_rate
        self.buffer_samples = buffer_samples
        self.capacity = self.largest = block_samples * blocks
        self.written = 0
        self.losses = 0
        self._outputs, self._say = outputs, say or (lambda sentence: None)
        self._waits, self._beside = waits, beside
        self._lead: _Lead | None = None
        self._found: _Lead | None = None
        self._wanted, self._missing = device, ""
        self.name = ""
        """Of the device that there is, or was; empty before the first."""
        try:
            chosen = devices.choose(device)
            self._lead = _Lead(self, chosen, outputs or _first(chosen))
            self.name = self._wanted = chosen.name
        except NoSoundCard as error:
            if not waits:
                raise
            self._missing = str(error)
        self._before = [0, 0]  # underruns and restarts of the cards that are gone
        self._empty_at = 0.0
        self._stopping = threading.Event()
        self._seeker: threading.Thread | None = None

    def start(self) -> None:
        """[control] Opens the card. It plays silence until no further block fits.

        Errors: NoSoundCard if it does not open, unless it `waits`.
        """
        lead = self._lead
        if lead is None:
            self._look_for_one(None, self._missing)
            return
        try:
            lead.card.start()
        except NoSoundCard as error:
            if not self._waits:
                raise
            self._lead = None
            self._look_for_one(lead.card, str(error))

    def stop(self) -> None:
        """[control] Plays what is queued, then closes the card; never hangs. The producer has ended
        by now, and its last samples have faded to 0."""
        self._stopping.set()
        if self._seeker is not None:
            self._seeker.join(CLOSING_S)
        if self._found is not None:
            self._found.card.stop()
        if self._lead is not None:
            self._lead.write(np.zeros((0, self.channels), np.float32), last=True)
            self._lead.card.stop()

    def room(self) -> int:
        """[render] Samples that `write` would take now."""
        if self._lead is None:
            return self.capacity - self.filled()
        return self._lead.room(self.capacity)

    def filled(self) -> int:
        """[any] Samples queued that the card can have at once."""
        lead = self._lead
        if lead is None:
            return max(0, round((self._empty_at - time.monotonic()) * self.sample_rate))
        return int(lead.ring.filled() / lead.per_sample)

    def write(self, audio: Audio) -> int:
        """[render] Queues all of `audio`, (samples, channels) float32; never blocks.

        Returns its length. Errors: ValueError where there is less room, or on any other shape.
        """
        if audio.ndim != 2 or audio.shape[1] != self.channels or len(audio) > self.room():
            raise ValueError(
                f"an Outlet with room for {self.room()} samples of {self.channels} channels cannot"
                f" take {audio.shape}"
            )
        found = self._found
        if found is not None:
            self._found, self._lead = None, found
            audio = _faded_in(audio, self.sample_rate)
        if self._lead is None:
            seconds = len(audio) / self.sample_rate
            self._empty_at = max(self._empty_at, time.monotonic()) + seconds
        else:
            self._lead.write(audio)
        self.written += len(audio)
        return len(audio)

    def poll(self) -> None:
        """[render] Once per block, after `write`, and again while waiting for room: as
        `SoundCard.poll`, but that a card which has gone away is no error."""
        lead = self._lead
        if lead is None:
            return
        try:
            lead.card.poll(enough=self.room() < self.block_samples)
        except NoSoundCard as gone:
            self._empty_at = time.monotonic() + self.filled() / self.sample_rate
            self._before = [self.underruns, self.restarts]
            self._lead = None
            self.losses += 1
            self._look_for_one(lead.card, str(gone))

    @property
    def sounding(self) -> bool:
        """[any] Whether there is a device."""
        return self._lead is not None

    @property
    def underruns(self) -> int:
        """[any] Times that the sound broke off while there was a device."""
        return self._before[0] + (self._lead.card.underruns if self._lead else 0)

    @property
    def restarts(self) -> int:
        """[any] Times that the sound came back after an underrun."""
        return self._before[1] + (self._lead.card.restarts if self._lead else 0)

    @property
    def queued_ms(self) -> float:
        """[any] What a sample that is written now has before it in resampler and ring, ms."""
        lead = self._lead
        if lead is None:
            return 1000 * self.filled() / self.sample_rate
        queued_s = lead.resampler.delay_s + lead.ring.filled() / lead.resampler.target_hz
        return 1000 * queued_s

    @property
    def device_ms(self) -> float:
        """[any] What the device queues behind the ring, by its own report, ms; 0 without one."""
        lead = self._lead
        return 0.0 if lead is None else lead.card.latency_ms

    @property
    def latency_ms(self) -> float:
        """[any] After how long a sample that is written now is heard, ms: resampler, ring and card.

        0 while there is no device.
        """
        return 0.0 if self._lead is None else self.queued_ms + self.device_ms

    def _look_for_one(self, gone: SoundCard | None, why: str) -> None:
        """[any] Start the thread that does."""
        self._seeker = threading.Thread(
            target=self._seek, args=(gone, why), name="outlet-seek", daemon=True
        )
        self._seeker.start()

    def _seek(self, gone: SoundCard | None, why: str) -> None:
        """[control] The thread: until there is a device again."""
        self._say(f"{why.partition(':')[0]}: the music goes on, and is heard when it is back.")
        if gone is not None:
            gone.stop()
        since = time.monotonic()
        while not self._stopping.wait(LOOK_S):
            others = time.monotonic() - since > PATIENCE_S
            try:
                with devices.TURN:
                    if self._beside is not None:
                        self._beside.let_go()
                    devices.look_again()
                    if not (others or self._beside is None or self._beside.is_there()):
                        continue  # a server that starts: once we play, PortAudio looks no more
                    # In its turn as well: where two threads open at once, JACK's callback, which
                    # both wait for, never comes, and neither card nor input comes back.
                    found = self._open(others)
            except NoSoundCard:
                continue
            self.name = found.card.name
            self._found = found  # last: from here on the render thread has it
            self._say(f"Sounding on {self.name}.")
            return

    def _open(self, others: bool) -> _Lead:
        """[control] The device that went, or with `others` the default one. Errors: NoSoundCard."""
        try:
            device = devices.choose(self._wanted)
        except NoSoundCard:
            if not others:
                raise
            device = devices.choose()
        fits = self._outputs is not None and max(self._outputs) <= device.outputs
        lead = _Lead(self, device, self._outputs if fits and self._outputs else _first(device))
        lead.card.start()
        return lead


class _Lead:
    """All that leads to one device: resampler, the spreading to its outputs, ring and card."""

    def __init__(self, outlet: Outlet, device: Device, outputs: tuple[int, ...]) -> None:
        """[control] Nothing opens yet. Errors: NoSoundCard."""
        ours, block = outlet.sample_rate, outlet.block_samples
        self._spread = spread(outlet.channels, outputs)
        channels = self._spread.shape[1]
        self._as_it_is = np.array_equal(self._spread, np.eye(channels))
        rate = devices.rate_for(device, channels, ours)
        self.per_sample = rate / ours
        self.resampler = Resampler(ours, rate, outlet.channels)
        self._longest = round(longest_delay_s(ours, rate, block) * ours)
        blocks = -(-(outlet.largest + self._longest) // block)
        self.ring = Ring(int(np.ceil(block * self.per_sample)) + 1, channels, blocks)
        self.card = SoundCard(self.ring, rate, device, outlet.buffer_samples)

    def room(self, capacity: int) -> int:
        """[render] What fits of the engine's samples when so many may be queued.

        The resampler's longest delay is room on top. It gives in gushes, and what it holds back the
        card cannot have: without that the ring would run dry between two of them.
        """
        queued_s = self.resampler.delay_s + self.ring.filled() / self.resampler.target_hz
        return capacity + self._longest - int(np.ceil(queued_s * self.resampler.source_hz - 1e-6))

    def write(self, audio: Audio, last: bool = False) -> None:
        """[render] Through the resampler to the ring."""
        out = self.resampler.process(audio, last)
        if not self._as_it_is:
            out = out @ self._spread
        self.ring.write(np.ascontiguousarray(out))


def spread(channels: int, outputs: tuple[int, ...]) -> np.ndarray:
    """[any] (channels, last output) float32, with which samples are multiplied to reach a device.

    outputs: counted from 1, where left, right go. One output gets the mean of all channels; one
    channel goes to every output named; what is not named is silent.
    """
    matrix = np.zeros((channels, max(outputs)), np.float32)
    if len(outputs) == 1:
        matrix[:, outputs[0] - 1] = 1 / channels
    else:
        for place, output in enumerate(outputs):
            matrix[place % channels, output - 1] = 1
    return matrix


def _first(device: Device) -> tuple[int, ...]:
    return (1, 2) if device.outputs > 1 else (1,)


def _faded_in(audio: Audio, sample_rate: float) -> Audio:
    length = min(round(FADE_MS * sample_rate / 1000), len(audio))
    rising = 0.5 - 0.5 * np.cos(np.pi * np.arange(length) / length)
    audio = audio.copy()
    audio[:length] *= rising.astype(np.float32)[:, None]
    return audio
