"""Which sound cards there are, and the choice of one. The only importer of sounddevice; it opens
nothing and makes no sound.

PortAudio is loaded when a card or a list of cards is asked for, not on import: all but playing
works without it.
"""

from __future__ import annotations

import atexit
import ctypes
import platform
import shutil
import tempfile
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any


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


JACK = "JACK Audio Connection Kit"
"""What PortAudio calls that way to play."""
MOST_OUTPUTS = 8
"""So many of a card's outputs can be chosen from."""


@dataclass(frozen=True)
class Device:
    """One output as PortAudio has it."""

    index: int
    name: str
    outputs: int
    rate: float
    """Its own sample rate, Hz."""
    least_latency_s: float
    is_jack: bool
    inputs: int = 0

    def __str__(self) -> str:
        """[any] One line for a list."""
        return f"{self.index}: {self.name} ({self.outputs} outputs, {self.rate:g} Hz)"


def list_devices() -> list[str]:
    """[control] One line for each sound card that can play: index, name, outputs, its own rate.

    Errors: NoSoundCard without PortAudio. No card is an empty list.
    """
    return [str(device) for device in _outputs(portaudio())]


def list_inputs() -> list[str]:
    """[control] One line for each input that can be listened to. Errors as `list_devices`."""
    return [
        f"{one.index}: {one.name} ({one.inputs} inputs, {one.rate:g} Hz)"
        for one in _inputs(portaudio())
    ]


def portaudio() -> Any:
    """[control] The sounddevice module, loaded now. Errors: NoSoundCard without it or PortAudio."""
    try:
        import sounddevice
    except ImportError as error:
        raise NoSoundCard("sounddevice is not installed: `pip install sounddevice`") from error
    except OSError as error:
        raise NoSoundCard(
            f"The PortAudio library is missing ({error}): {remedy(LIBRARY_REMEDY)}"
        ) from error
    return sounddevice


def choose(device: int | str | None = None) -> Device:
    """[control] The device of this index or part of a name; None is the system's default.

    Errors: NoSoundCard, naming those there are.
    """
    sd = portaudio()
    outputs = _outputs(sd)
    if not outputs:
        raise NoSoundCard(f"No sound card that can play was found: {remedy(DEVICE_REMEDY)}")
    return _chosen(outputs, device, sd.default.device[1], "sound cards")


def choose_input(device: int | str | None = None) -> Device:
    """[control] As `choose`, of those that can be listened to. Errors: NoSoundCard."""
    sd = portaudio()
    inputs = _inputs(sd)
    if not inputs:
        raise NoSoundCard("No input that can be listened to was found: plug in a microphone")
    return _chosen(inputs, device, sd.default.device[0], "inputs")


def _chosen(there: list[Device], device: int | str | None, default: int, what: str) -> Device:
    """The one of them that is meant. Errors: NoSoundCard, naming those there are."""
    if device is None:
        return ([one for one in there if one.index == default] or there)[0]
    if isinstance(device, int) or device.isdecimal():
        fits = [one for one in there if one.index == int(device)]
    else:
        wanted = device.lower()
        fits = [one for one in there if wanted in one.name.lower()]
        names = [(one.name.lower(), one.name.lower().rpartition(", ")[0]) for one in fits]
        exact = [one for one, name in zip(fits, names, strict=True) if wanted in name]
        fits = exact if len(exact) == 1 else fits
    if len(fits) == 1:
        return fits[0]
    lines = "; ".join(map(str, fits or there))
    raise NoSoundCard(
        f"{device!r} fits {len(fits)} {what}, not 1: choose one by its index or name: {lines}"
    )


def engine_on_jack() -> int:
    """[control] The index of the input from which the engine that plays to a JACK server is heard:
    to PortAudio each client that sounds is one. Errors: NoSoundCard unless there is just one."""
    sd = portaudio()
    found = [
        one["index"] for one in sd.query_devices()
        if one["max_input_channels"] > 0 and one["name"].startswith("PortAudio")
        and sd.query_hostapis(one["hostapi"])["name"] == JACK
    ]
    if len(found) != 1:
        raise NoSoundCard(f"{len(found)} programs play to the JACK server through PortAudio, not 1")
    return int(found[0])


def check(device: Device, channels: int, sample_rate: float) -> None:
    """[control] Ask whether the device would play so. Errors: NoSoundCard, with the remedy."""
    if channels > device.outputs:
        raise NoSoundCard(
            f"{device.name} has {device.outputs} outputs, not {channels}: ask for fewer channels,"
            f" or choose another device ({LISTING})"
        )
    sd = portaudio()
    try:
        sd.check_output_settings(
            device.index, channels, dtype="float32", samplerate=sample_rate
        )
    except sd.PortAudioError as error:
        raise NoSoundCard(refusal(device, sample_rate, error)) from error


def input_rate_for(device: Device, channels: int, sample_rate: float) -> float:
    """[control] The rate to listen at: ours where it can, else its own. Errors: NoSoundCard when it
    has fewer inputs."""
    if channels > device.inputs:
        raise NoSoundCard(
            f"{device.name} has {device.inputs} inputs, not {channels}: ask for others with"
            f" --listen-channels, or choose another input ({LISTING})"
        )
    sd = portaudio()
    try:
        sd.check_input_settings(device.index, channels, dtype="float32", samplerate=sample_rate)
    except sd.PortAudioError:
        return device.rate
    return sample_rate


def rate_for(device: Device, channels: int, sample_rate: float) -> float:
    """[control] The rate to open the device with: ours where it plays that, else its own."""
    try:
        check(device, channels, sample_rate)
    except NoSoundCard:
        return device.rate
    return sample_rate


def refusal(device: Device, sample_rate: float, error: Exception) -> str:
    """[any] Why the device did not open, and what to do about it."""
    if "sample rate" not in str(error).lower():
        return (
            f"{device.name} did not open ({error}): close the program that holds it,"
            f" or choose another device ({LISTING})"
        )
    if device.is_jack:
        return (
            f"The JACK server does not run at {sample_rate:g} Hz: start it at that rate"
            f" (`jackd -d alsa -r {sample_rate:g}`, on PipeWire"
            f" `pw-metadata -n settings 0 clock.force-rate {sample_rate:g}`)"
        )
    return f"{device.name} does not play at {sample_rate:g} Hz: {remedy(RATE_REMEDY)} ({LISTING})"


def remedy(by_system: dict[str, str]) -> str:
    """[any] What to do on this system."""
    return by_system.get(platform.system(), by_system["Linux"])


def look_again() -> None:
    """[control] Have PortAudio find the devices there are now. No card of ours may be open.

    It lists them once, when it starts. To end it closes what is open, and a stream whose JACK
    server has died it would close for ten minutes: after `abandon`, another copy of the library is
    started beside it instead. Takes up to a second, in which Python goes on.
    Errors: NoSoundCard if PortAudio does not start again.
    """
    sd = portaudio()
    try:
        if sd in _abandoned:
            _abandoned.remove(sd)
            _start_a_copy(sd)
        else:
            while sd._initialized:
                sd._terminate()
        sd._initialize()
    except (sd.PortAudioError, OSError) as error:
        raise NoSoundCard(f"PortAudio does not start again ({error}): start anew") from error


TURN = threading.RLock()
"""Held by whoever opens a device of its own accord, or has PortAudio look again: it lists devices
for the whole process, and must not do so while another thread opens one."""


def abandon() -> None:
    """[any] Say that a stream was left open for good: to end PortAudio, now or when Python ends,
    could wait for ten minutes."""
    sd = portaudio()
    if sd not in _abandoned:
        _abandoned.append(sd)
    atexit.unregister(sd._exit_handler)


_abandoned: list[Any] = []
"""sounddevice, while the library that it holds has a stream that nobody can close."""
_left_behind: list[Any] = []
"""Those libraries."""


def _start_a_copy(sd: Any) -> None:
    """[control] Load PortAudio a second time, from a file of another name: the loader gives one
    file one memory."""
    source = _library_file(sd)
    with tempfile.TemporaryDirectory(prefix="flowbend-", ignore_cleanup_errors=True) as folder:
        copy = Path(shutil.copy(source, Path(folder, f"again-{len(_left_behind)}-{source.name}")))
        library = sd._ffi.dlopen(str(copy))
    _left_behind.append(sd._lib)
    ctypes.CDLL(str(source))  # JACK still calls into it: ctypes never lets go of what it has loaded
    sd._lib, sd._initialized = library, 0
    atexit.register(sd._exit_handler)  # this one can be ended


def _library_file(sd: Any) -> Path:
    """[any] The file that PortAudio was loaded from."""
    maps = Path("/proc/self/maps")
    if maps.exists():
        for line in maps.read_text().splitlines():
            path = line.partition("/")[2]
            if "libportaudio" in path and "deleted" not in path:
                return Path("/" + path)
    return Path(sd._libname)


def _outputs(sd: Any) -> list[Device]:
    return [_device(sd, one) for one in sd.query_devices() if one["max_output_channels"] > 0]


def _inputs(sd: Any) -> list[Device]:
    return [_device(sd, one) for one in sd.query_devices() if one.get("max_input_channels", 0) > 0]


def _device(sd: Any, one: dict[str, Any]) -> Device:
    api = sd.query_hostapis(one["hostapi"])["name"]
    return Device(
        one["index"], f"{one['name']}, {api}", one["max_output_channels"],
        one["default_samplerate"], one["default_low_output_latency"],
        api == JACK, one.get("max_input_channels", 0),
    )
