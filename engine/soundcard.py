"""Plays a Ring on a sound card: the only importer of rtmixer. It makes no sound, chooses no card.

The producer's loop, with at most one of the ring's blocks in a write:

    while ring.room() < len(audio):
        card.poll()
        time.sleep(0.001)
    ring.write(audio)
    card.poll()
"""

from __future__ import annotations

import atexit
import threading
import time
from typing import Any, Protocol

import numpy as np

from engine import devices
from engine.devices import Device, NoSoundCard
from engine.ring import Audio, Ring

CLOSING_S = 3.0
"""A card that does nothing for so long is left behind: PortAudio waits 600 s for a dead JACK."""
STALLED_S = 4.0
"""A card that takes nothing for so long is gone, whatever it says of itself."""
LONGEST_S = 10.0
"""No card queues more. Of a port that it knows nothing of, PipeWire's JACK says 2^32 samples."""
WRITE_SAMPLES = 256
"""What way 2 hands over at once: one block of a JACK server, 5 ms."""


class SoundCard:
    """One output of one device, fed from one ring."""

    def __init__(
        self,
        ring: Ring,
        sample_rate: float = 48000,
        device: Device | int | str | None = None,
        buffer_samples: int | None = None,
    ) -> None:
        """[control] Finds the device and asks whether it would play; opens nothing yet.

        ring: its channels are the device's first channels, its blocks this card's cushion.
        device: index, part of its name, or None for the system's default.
        buffer_samples: what the card should queue behind the ring; None is the least it offers.
        Errors: NoSoundCard.
        """
        self.ring = ring
        self.sample_rate = sample_rate
        self.underruns = 0
        """Times that the sound broke off: the ring ran dry, or way 2's thread came too late."""
        self.restarts = 0
        """Times that the sound came back after the ring ran dry."""
        self.device = device if isinstance(device, Device) else devices.choose(device)
        self.name = self.device.name
        devices.check(self.device, ring.channels, sample_rate)
        if ring.c_ring is None and ring.channels != 2 and self.device.is_jack:
            # PortAudio's blocking write to JACK takes all for stereo, and reads past the end.
            raise NoSoundCard(
                f"Without rtmixer, {self.name} plays 2 channels only, not {ring.channels}:"
                " `pip install rtmixer`, or give the ring 2 channels"
            )
        self._settings = {
            "samplerate": sample_rate,
            "device": self.device.index,
            "channels": ring.channels,
            "blocksize": 0,
            "latency": "low" if buffer_samples is None else buffer_samples / sample_rate,
        }
        # On JACK some PortAudios report a stream's latency as 0; the device then knows better.
        self._least_s = _believed(self.device.least_latency_s) if self.device.is_jack else 0.0
        self._way: _Way | None = None
        self._gone: _Way | None = None
        self._armed = False
        self._late_seen = 0
        self._taken, self._taken_s = 0, 0.0

    def start(self) -> None:
        """[control] Opens the card. It plays silence until the ring has been full once.

        A card still open when Python ends is stopped then.
        Errors: NoSoundCard if the card does not open; RuntimeError if it is already open.
        """
        if self._way is not None:
            raise RuntimeError("this SoundCard is already started")
        sd = devices.portaudio()
        try:
            if self.ring.c_ring is None:
                self._way = _WriterThread(sd, self.device.is_jack, self.ring, **self._settings)
            else:
                self._way = _CCallback(self.ring, **self._settings)
        except sd.PortAudioError as error:
            raise NoSoundCard(devices.refusal(self.device, self.sample_rate, error)) from error
        self._armed = False
        self._late_seen = 0
        atexit.register(self.stop)  # before PortAudio's own exit, which waits for ever for way 2
        self.poll()

    def poll(self, enough: bool | None = None) -> None:
        """[render] Once per block, after `ring.write`, and again while waiting for room.

        Starts the sound when no further block fits the ring, or as `enough` says. When the ring
        ran dry, counts one underrun and does the same again: a full cushion is worth more than the
        shortest gap.
        Nothing is lost from the ring. Does nothing on a stopped card. Takes a few microseconds.
        Errors: NoSoundCard if the card has gone away (unplugged, JACK ended, or nothing taken for
        STALLED_S); it is stopped then.
        """
        way = self._way
        if way is None:
            return
        if not way.alive() or self._is_stalled(way):
            self._way, self._gone = None, way
            if self.device.is_jack:
                self._gone = None
                abandon(way)
            raise NoSoundCard(
                f"{self.name} has gone away: plug it in or start its server again,"
                " then start Flowbend anew"
            )
        late = way.late()
        self.underruns += late - self._late_seen
        self._late_seen = late
        if not way.playing():
            if enough is None:
                enough = self.ring.room() < self.ring.block_samples
            self._sound_again(way, enough)

    def stop(self) -> None:
        """[control] Plays what the ring still holds, then closes the card; never hangs. Also when
        the card has gone away: only then may PortAudio look for cards again.

        The producer has ended by now, and its last samples have faded to 0: this adds no fade.
        """
        atexit.unregister(self.stop)
        gone, self._gone = self._gone, None
        if gone is not None and not close(gone):
            abandon(gone)
        way, self._way = self._way, None
        if way is None:
            return
        if way.alive() and not way.playing() and self.ring.filled():
            self._sound_again(way, enough=True)
        left, deadline = self.ring.filled(), time.monotonic() + CLOSING_S
        while way.alive() and way.playing() and time.monotonic() < deadline:
            if self.ring.filled() < left:
                left, deadline = self.ring.filled(), time.monotonic() + CLOSING_S
            time.sleep(0.002)
        if not way.alive() or not close(way):
            abandon(way)

    @property
    def latency_ms(self) -> float:
        """[any] What the card queues behind the ring, by its own report, in ms; 0 when stopped.

        A sample written to the ring is heard after `ring.filled()` samples and this.
        """
        way = self._way
        return 0.0 if way is None else 1000 * way.latency_s(self._least_s)

    def __enter__(self) -> SoundCard:
        self.start()
        return self

    def __exit__(self, *error: object) -> None:
        self.stop()

    def _is_stalled(self, way: _Way) -> bool:
        """[render] Whether there has been sound for it, and it has not taken any."""
        filled, now = self.ring.filled(), time.monotonic()
        # Not what the ring holds: with a buffer as long as a block that is the same at every look.
        taken = self.ring.written - filled
        if taken != self._taken or filled == 0 or not way.playing():
            self._taken, self._taken_s = taken, now
        return now - self._taken_s > STALLED_S

    def _sound_again(self, way: _Way, enough: bool) -> None:
        """[render] Counts the underrun that silenced the card, if one did; arms it if enough."""
        if self._armed:
            self._armed = False
            self.underruns += 1
        if enough:
            way.arm()
            self._armed = True
            self.restarts += self.underruns > 0


class _Way(Protocol):
    """How the samples get from the ring to PortAudio. Open from the moment it is made."""

    def alive(self) -> bool: ...
    def playing(self) -> bool: ...
    def late(self) -> int: ...
    def arm(self) -> None: ...
    def latency_s(self, least_s: float) -> float: ...
    def close(self) -> None: ...


class _CCallback:
    """Way 1: rtmixer's callback, compiled C, reads the ring and never enters Python."""

    def __init__(self, ring: Ring, **settings: Any) -> None:
        import rtmixer

        self._ring = ring
        self._mixer = rtmixer.Mixer(**settings)
        self._action: Any = None
        self._mixer.start()

    def alive(self) -> bool:
        return bool(self._mixer.active)

    def playing(self) -> bool:
        # rtmixer ends an action when its ring runs dry, in silence, with its underflows at 0.
        return self._action in self._mixer.actions

    def late(self) -> int:
        return 0

    def arm(self) -> None:
        self._action = self._mixer.play_ringbuffer(self._ring.c_ring)

    def latency_s(self, least_s: float) -> float:
        return max(_believed(self._mixer.latency), least_s)

    def close(self) -> None:
        self._mixer.stop()
        self._mixer.close()


class _WriterThread:
    """Way 2: a thread of its own blocks in PortAudio's write, for where rtmixer has no wheel."""

    def __init__(self, sd: Any, is_jack: bool, ring: Ring, **settings: Any) -> None:
        self._ring = ring
        self._chunk = np.zeros((WRITE_SAMPLES, ring.channels), np.float32)
        self._playing = False
        self._closing = False
        self._late = 0
        self._stream = sd.RawOutputStream(dtype="float32", **settings)
        self._stream.start()
        self._rate = float(settings["samplerate"])
        self._hidden_samples = self._find_hidden_queue() if is_jack else 0
        self._thread = threading.Thread(target=self._feed, name="soundcard-write", daemon=True)
        self._thread.start()

    def _find_hidden_queue(self) -> int:
        """[control] Size, in samples, of the queue before JACK that `latency` leaves out.

        It starts full, so its size is its room once it has run empty.
        """
        room, before, deadline = 0, 0, time.monotonic() + CLOSING_S
        while (room == 0 or room > before) and time.monotonic() < deadline:
            time.sleep(0.1)
            before, room = room, int(self._stream.write_available)
        return room

    def _feed(self) -> None:
        """[audio] The ring's samples while playing, else zeros: the card's queue stays as it is."""
        while not self._closing:
            got = 0
            if self._playing:  # only then is the flag this thread's to clear: see `arm`
                got = self._ring.read_into(self._chunk)
                self._playing = got == len(self._chunk)
            self._chunk[got:] = 0.0
            late = bool(self._stream.write(self._chunk))
            if self._hidden_samples:  # JACK, where write never tells: is only this chunk queued?
                queued = self._hidden_samples - int(self._stream.write_available)
                late = queued <= len(self._chunk)
            self._late += late and self._playing

    def alive(self) -> bool:
        return self._thread.is_alive() and bool(self._stream.active)

    def playing(self) -> bool:
        return self._playing

    def late(self) -> int:
        return self._late

    def arm(self) -> None:
        self._playing = True

    def latency_s(self, least_s: float) -> float:
        hidden = 0
        if self._hidden_samples:
            hidden = self._hidden_samples - int(self._stream.write_available)
        return max(_believed(self._stream.latency), least_s) + hidden / self._rate

    def close(self) -> None:
        self._closing = True
        self._thread.join()
        self._stream.stop()
        self._stream.close()


def _believed(latency_s: float) -> float:
    """[any] A latency that PortAudio reports, or 0 where that is none."""
    return float(latency_s) if 0 <= latency_s <= LONGEST_S else 0.0


class Tap:
    """Records what an engine of ours gives to a JACK server: the same C callback, the other way
    round, so that nothing is lost while Python waits for its turn."""

    def __init__(self, channels: int, sample_rate: float, seconds: float) -> None:
        """[control] Joins the engine's outputs; `seconds` may pass between two readings. Errors:
        NoSoundCard when there is no such engine."""
        sd = devices.portaudio()
        try:
            import rtmixer

            self._ring = rtmixer.RingBuffer(
                4 * channels, 1 << int(sample_rate * seconds).bit_length()
            )
            self._recorder = rtmixer.Recorder(
                device=devices.engine_on_jack(), channels=channels, samplerate=sample_rate
            )
            self._recorder.start()
            self._action = self._recorder.record_ringbuffer(self._ring)
        except (ImportError, sd.PortAudioError) as error:
            raise NoSoundCard(f"What is played cannot be recorded ({error})") from error
        self._channels = channels

    def read(self) -> Audio:
        """[control] What has come since the last reading."""
        audio = np.zeros((self._ring.read_available, self._channels), np.float32)
        self._ring.readinto(audio)
        return audio

    @property
    def is_whole(self) -> bool:
        """[control] False once readings were too far apart, or the server has gone."""
        return self._action in self._recorder.actions and bool(self._recorder.active)

    def close(self) -> None:
        """[control] End the recording, of which what has not been read is lost."""
        self._recorder.stop()
        self._recorder.close()


_abandoned: list[_Closes] = []
"""Dead streams: PortAudio may still hold their memory, so it is never freed."""


class _Closes(Protocol):
    def close(self) -> None: ...


def close(way: _Closes) -> bool:
    """[any] Close a stream; False when that takes too long, and goes on by itself."""
    closing = threading.Thread(target=way.close, name="soundcard-close", daemon=True)
    closing.start()
    closing.join(CLOSING_S)
    return not closing.is_alive()


def abandon(way: _Closes) -> None:
    """[any] Leave a stream open for good: to close it could take ten minutes."""
    _abandoned.append(way)
    devices.abandon()
