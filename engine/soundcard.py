"""Plays a Ring on a sound card: the only importer of sounddevice and rtmixer. It makes no sound.

The producer's loop, with at most one of the ring's blocks in a write:

    while ring.room() < len(audio):
        card.poll()
        time.sleep(0.001)
    ring.write(audio)
    card.poll()

PortAudio is loaded when a card or a list of cards is asked for, not on import: all but playing
works without it.
"""

from __future__ import annotations

import atexit
import platform
import threading
import time
from typing import Any, Protocol

import numpy as np

from engine.ring import Ring

CLOSING_S = 3.0
"""A card that does nothing for so long is left behind: PortAudio waits 600 s for a dead JACK."""
WRITE_SAMPLES = 256
"""What way 2 hands over at once: one block of a JACK server, 5 ms."""


class NoSoundCard(RuntimeError):
    """There is nothing to play on. The message is one sentence: what is wrong, and the remedy."""


LIBRARY_REMEDY = {
    "Linux": "`sudo apt install libportaudio2` (Fedora: `sudo dnf install portaudio`)",
    "Darwin": "`brew install portaudio`",
    "Windows": "`pip install --force-reinstall sounddevice`, whose wheel brings it",
}
DEVICE_REMEDY = {
    "Linux": "see whether `aplay -l` lists one, or start a JACK server (`jackd -d alsa -r 48000`)",
    "Darwin": "see System Settings, Sound, Output",
    "Windows": "see Settings, System, Sound, Output",
}
RATE_REMEDY = {
    "Linux": "choose another device, such as `default` or `pipewire`",
    "Darwin": "set it to that rate in Audio MIDI Setup",
    "Windows": "set it to that rate in its Sound settings, Advanced",
}
LISTING = "`python -m sounddevice` lists the devices"


def list_devices() -> list[str]:
    """[control] One line for each sound card that can play: index, name, outputs, its own rate.

    Errors: NoSoundCard without PortAudio. No card is an empty list.
    """
    sd = _sounddevice()
    return [_line(sd, device) for device in _outputs(sd)]


def output_channels(device: int | str | None = None, most: int = 2) -> int:
    """[control] How many channels to give the ring for this device: its outputs, at most `most`.

    Errors: NoSoundCard as for SoundCard.
    """
    return min(int(_choose(_sounddevice(), device)["max_output_channels"]), most)


class SoundCard:
    """One output of one device, fed from one ring."""

    def __init__(
        self,
        ring: Ring,
        sample_rate: int = 48000,
        device: int | str | None = None,
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
        self._sd = _sounddevice()
        chosen = _choose(self._sd, device)
        self.name = _name(self._sd, chosen)
        self._check(chosen)
        self._settings = {
            "samplerate": sample_rate,
            "device": chosen["index"],
            "channels": ring.channels,
            "blocksize": 0,
            "latency": "low" if buffer_samples is None else buffer_samples / sample_rate,
        }
        # On JACK some PortAudios report a stream's latency as 0; the device then knows better.
        self._least_s = chosen["default_low_output_latency"] if _is_jack(self.name) else 0.0
        self._way: _Way | None = None
        self._armed = False
        self._late_seen = 0

    def start(self) -> None:
        """[control] Opens the card. It plays silence until the ring has been full once.

        A card still open when Python ends is stopped then.
        Errors: NoSoundCard if the card does not open; RuntimeError if it is already open.
        """
        if self._way is not None:
            raise RuntimeError("this SoundCard is already started")
        try:
            if self.ring.c_ring is None:
                self._way = _WriterThread(self._sd, self.ring, **self._settings)
            else:
                self._way = _CCallback(self.ring, **self._settings)
        except self._sd.PortAudioError as error:
            raise NoSoundCard(self._refusal(error)) from error
        self._armed = False
        self._late_seen = 0
        atexit.register(self.stop)  # before PortAudio's own exit, which waits for ever for way 2
        self.poll()

    def poll(self) -> None:
        """[render] Once per block, after `ring.write`, and again while waiting for room.

        Starts the sound when no further block fits the ring. When the ring ran dry, counts one
        underrun and does the same again: a full cushion is worth more than the shortest gap.
        Nothing is lost from the ring. Does nothing on a stopped card. Takes a few microseconds.
        Errors: NoSoundCard if the card has gone away (unplugged, JACK ended).
        """
        way = self._way
        if way is None:
            return
        if not way.alive():
            _abandon(self._sd, way)
            self._way = None
            raise NoSoundCard(
                f"{self.name} has gone away: plug it in or start its server again,"
                " then start Flowbend anew"
            )
        late = way.late()
        self.underruns += late - self._late_seen
        self._late_seen = late
        if not way.playing():
            self._sound_again(way, enough=self.ring.room() < self.ring.block_samples)

    def stop(self) -> None:
        """[control] Plays what the ring still holds, then closes the card; never hangs.

        The producer has ended by now, and its last samples have faded to 0: this adds no fade.
        """
        atexit.unregister(self.stop)
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
        if way.alive():
            closing = threading.Thread(target=way.close, name="soundcard-close", daemon=True)
            closing.start()
            closing.join(CLOSING_S)
            if not closing.is_alive():
                return
        _abandon(self._sd, way)

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

    def _sound_again(self, way: _Way, enough: bool) -> None:
        """[render] Counts the underrun that silenced the card, if one did; arms it if enough."""
        if self._armed:
            self._armed = False
            self.underruns += 1
        if enough:
            way.arm()
            self._armed = True
            self.restarts += self.underruns > 0

    def _check(self, chosen: dict[str, Any]) -> None:
        channels, outputs = self.ring.channels, chosen["max_output_channels"]
        if channels > outputs:
            raise NoSoundCard(
                f"{self.name} has {outputs} outputs, not {channels}: give the ring fewer channels,"
                f" or choose another device ({LISTING})"
            )
        if self.ring.c_ring is None and channels != 2 and _is_jack(self.name):
            # PortAudio's blocking write to JACK takes all for stereo, and reads past the end.
            raise NoSoundCard(
                f"Without rtmixer, {self.name} plays 2 channels only, not {channels}:"
                " `pip install rtmixer`, or give the ring 2 channels"
            )
        try:
            self._sd.check_output_settings(
                chosen["index"], channels, dtype="float32", samplerate=self.sample_rate
            )
        except self._sd.PortAudioError as error:
            raise NoSoundCard(self._refusal(error)) from error

    def _refusal(self, error: Exception) -> str:
        if "sample rate" not in str(error).lower():
            return (
                f"{self.name} did not open ({error}): close the program that holds it,"
                f" or choose another device ({LISTING})"
            )
        if _is_jack(self.name):
            return (
                f"The JACK server does not run at {self.sample_rate} Hz: start it at that rate"
                f" (`jackd -d alsa -r {self.sample_rate}`, on PipeWire"
                f" `pw-metadata -n settings 0 clock.force-rate {self.sample_rate}`)"
            )
        remedy = _remedy(RATE_REMEDY)
        return f"{self.name} does not play at {self.sample_rate} Hz: {remedy} ({LISTING})"


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
        return max(float(self._mixer.latency), least_s)

    def close(self) -> None:
        self._mixer.stop()
        self._mixer.close()


class _WriterThread:
    """Way 2: a thread of its own blocks in PortAudio's write, for where rtmixer has no wheel."""

    def __init__(self, sd: Any, ring: Ring, **settings: Any) -> None:
        self._ring = ring
        self._chunk = np.zeros((WRITE_SAMPLES, ring.channels), np.float32)
        self._playing = False
        self._closing = False
        self._late = 0
        self._stream = sd.RawOutputStream(dtype="float32", **settings)
        self._stream.start()
        self._rate = float(settings["samplerate"])
        self._hidden_samples = self._find_hidden_queue(sd, settings["device"])
        self._thread = threading.Thread(target=self._feed, name="soundcard-write", daemon=True)
        self._thread.start()

    def _find_hidden_queue(self, sd: Any, device: int) -> int:
        """[control] Size, in samples, of the queue before JACK that `latency` leaves out.

        It starts full, so its size is its room once it has run empty.
        """
        if not _is_jack(_name(sd, sd.query_devices(device))):
            return 0
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
        return max(float(self._stream.latency), least_s) + hidden / self._rate

    def close(self) -> None:
        self._closing = True
        self._thread.join()
        self._stream.stop()
        self._stream.close()


_abandoned: list[_Way] = []
"""Dead streams: PortAudio may still hold their memory, so it is never freed."""


def _abandon(sd: Any, way: _Way) -> None:
    """[any] Leaves a dead stream open: to close it, now or at exit, could wait for ten minutes."""
    _abandoned.append(way)
    atexit.unregister(sd._exit_handler)


def _sounddevice() -> Any:
    """[control] The module, loaded now. Errors: NoSoundCard without it or without PortAudio."""
    try:
        import sounddevice
    except ImportError as error:
        raise NoSoundCard("sounddevice is not installed: `pip install sounddevice`") from error
    except OSError as error:
        raise NoSoundCard(
            f"The PortAudio library is missing ({error}): {_remedy(LIBRARY_REMEDY)}"
        ) from error
    return sounddevice


def _choose(sd: Any, device: int | str | None) -> dict[str, Any]:
    """[control] sounddevice's words on the device. Errors: NoSoundCard, naming those there are."""
    outputs = _outputs(sd)
    if not outputs:
        raise NoSoundCard(f"No sound card that can play was found: {_remedy(DEVICE_REMEDY)}")
    if device is None:
        default = [one for one in outputs if one["index"] == sd.default.device[1]]
        return (default or outputs)[0]
    if isinstance(device, int) or device.isdecimal():
        fits = [one for one in outputs if one["index"] == int(device)]
    else:
        wanted = device.lower()
        fits = [one for one in outputs if wanted in _name(sd, one).lower()]
        exact = [one for one in fits if wanted in (one["name"].lower(), _name(sd, one).lower())]
        fits = exact if len(exact) == 1 else fits
    if len(fits) == 1:
        return fits[0]
    lines = "; ".join(_line(sd, one) for one in fits or outputs)
    raise NoSoundCard(
        f"{device!r} fits {len(fits)} sound cards, not 1: choose one by its index or name: {lines}"
    )


def _outputs(sd: Any) -> list[dict[str, Any]]:
    return [one for one in sd.query_devices() if one["max_output_channels"] > 0]


def _name(sd: Any, device: dict[str, Any]) -> str:
    return f"{device['name']}, {sd.query_hostapis(device['hostapi'])['name']}"


def _line(sd: Any, device: dict[str, Any]) -> str:
    return (
        f"{device['index']}: {_name(sd, device)}"
        f" ({device['max_output_channels']} outputs, {device['default_samplerate']:g} Hz)"
    )


def _is_jack(name: str) -> bool:
    return name.endswith("JACK Audio Connection Kit")


def _remedy(by_system: dict[str, str]) -> str:
    return by_system.get(platform.system(), by_system["Linux"])
