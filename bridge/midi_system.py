"""The MIDI system of this machine: which ports there are, and how they are opened.

The only importer of rtmidi. It knows no messages.
"""

import os
import re
import sys
import threading
import time
from collections.abc import Iterable

import rtmidi
from rtmidi import MidiIn, MidiOut

from bridge.doors import DoorError

API_VARIABLE = "FLOWBEND_MIDI_API"
APIS = {
    "alsa": rtmidi.API_LINUX_ALSA,
    "jack": rtmidi.API_UNIX_JACK,
    "coremidi": rtmidi.API_MACOSX_CORE,
    "windows": rtmidi.API_WINDOWS_MM,
}
NO_VIRTUAL_PORTS = (
    "this system has no virtual MIDI ports; make a port with loopMIDI, and name it with --midi-port"
)
_QUEUE = 8192  # messages that RtMidi keeps for us; beyond that it drops, note-offs too
_PULSE, _LOOKS = "flowbend pulse", "flowbend looks"
_ACTIVE_SENSING = 0xFE
_ANSWER_S, _STALLED_S, _DEAD_S = 0.5, 1.0, 3.0
_SETTLE_S = 0.03
"""Before a port of JACK's is closed. What joins or leaves makes libjack go through each client's
ports on a thread of its own, and a port closed just then is taken from under it: a crash."""


class MidiSystem:
    """One MIDI system, open for looking.

    A JACK server may go, and come back, while its clients know nothing of it: there, a byte is sent
    in a circle through the server, and `beat` tells whether it still comes round.
    """

    def __init__(self, api: int, name: str) -> None:
        """[control] `name` is what others see our ports called. Raises DoorError without such a
        system."""
        self.api, self.name = api, name
        self._heard_s = time.monotonic()
        pulse = f"{_PULSE} {os.getpid()}"
        try:
            self._in = MidiIn(api, name=_LOOKS)
            self._out = MidiOut(api, name=pulse)
            self.has_pulse = api == APIS["jack"]
            if self.has_pulse:
                self._out.open_virtual_port("beat")
                self._in.ignore_types(active_sense=False)
                ports = self._in.get_ports()
                beats = [number for number, one in enumerate(ports) if one.startswith(pulse)]
                self._in.open_port(beats[-1], _PULSE)
        except (rtmidi.RtMidiError, NotImplementedError, IndexError) as error:
            raise DoorError(why_closed(api, error)) from None

    def inputs(self) -> list[str]:
        """[control] The ports that can be listened to, in the system's order."""
        return self._there(self._in)

    def outputs(self) -> list[str]:
        """[control] The ports that can be sent to, in the system's order."""
        return self._there(self._out)

    def open_input(self, name: str | None) -> MidiIn:
        """[control] Listen to a port, or, for None, to a virtual one that others see.

        Raises DoorError; NotImplementedError where virtual ports are not to be had.
        """
        port = MidiIn(self.api, name=self.name, queue_size_limit=_QUEUE)
        # All of it, though most is dropped: the times between messages leave out none then.
        port.ignore_types(sysex=False, timing=False, active_sense=False)
        return self._opened(port, name)

    def open_output(self, name: str | None) -> MidiOut:
        """[control] Send to a port, or, for None, from a virtual one; as open_input."""
        return self._opened(MidiOut(self.api, name=self.name), name)

    def beat(self, now_s: float) -> bool:
        """[control] Whether the system lives; to be asked a few times a second."""
        if not self.has_pulse:
            return True
        while self._in.get_message():
            self._heard_s = now_s
        if not self.stalls(now_s):  # what is sent to a dead server piles up
            self._out.send_message([_ACTIVE_SENSING])
        return now_s - self._heard_s < _DEAD_S

    def stalls(self, now_s: float) -> bool:
        """[any] Whether the system has not answered for a while: nothing should be sent to it."""
        return self.has_pulse and now_s - self._heard_s > _STALLED_S

    def answers(self) -> bool:
        """[control] Whether the system lives right now; waits a moment for that."""
        if not self.has_pulse:
            return True
        while self._in.get_message():
            pass
        self._out.send_message([_ACTIVE_SENSING])
        until_s = time.monotonic() + _ANSWER_S
        while time.monotonic() < until_s:
            if self._in.get_message():
                self._heard_s = time.monotonic()
                return True
            time.sleep(0.002)
        return False

    def let_go(self, ports: Iterable[MidiIn | MidiOut]) -> None:
        """[control] Close ports of this system; those of one that hangs are left as they are."""
        if self.answers():
            for port in ports:
                if self.has_pulse:
                    time.sleep(_SETTLE_S)
                port.delete()
        else:
            _abandon(ports)

    def close(self) -> None:
        """[control] Look no more."""
        self.let_go((self._out, self._in))

    def _there(self, looker: MidiIn | MidiOut) -> list[str]:
        try:
            return [name for name in looker.get_ports() if not self._is_ours(name)]
        except rtmidi.RtMidiError:
            return []

    def _opened(self, port, name: str | None):
        """[control] Open a port of ours, by the name of another, or as a virtual one."""
        try:
            if name is None:
                port.open_virtual_port(self.name)
            else:
                port.open_port(port.get_ports().index(name), self.name)
        except (NotImplementedError, rtmidi.UnsupportedOperationError):
            port.delete()
            raise NotImplementedError(NO_VIRTUAL_PORTS) from None
        except (rtmidi.RtMidiError, ValueError) as error:  # ValueError: it has just gone
            port.delete()
            raise DoorError(why_closed(self.api, error)) from None
        return port

    def _is_ours(self, name: str) -> bool:
        ours = (_PULSE, _LOOKS, f"{self.name}:", f"{self.name}-")
        return name == self.name or name.startswith(ours)


class MidiSender:
    """An output joined to one port, by which messages can be sent to a door."""

    def __init__(self, port: str, api: str | None = None) -> None:
        """[control] Join the input port of this name, or part of one. Raises DoorError."""
        number = choose_api(api)
        try:
            self._output = MidiOut(number, name=f"{port} sender")
            names = self._output.get_ports()
            self._output.open_port(names.index(match_port(port, names)))
        except (rtmidi.RtMidiError, NotImplementedError) as error:
            raise DoorError(why_closed(number, error)) from None

    def send(self, *message: int) -> None:
        """[control] One message in raw bytes, as send(0x90, 60, 100)."""
        self._output.send_message(message)

    def close(self) -> None:
        """[control] Let go of the port."""
        self._output.delete()


def _abandon(ports: Iterable[MidiIn | MidiOut]) -> None:
    """[control] Never close these. RtMidi closes with the interpreter's lock in hand, and a client
    of a server that hangs may take minutes: until then, no thread of the bridge would run."""
    def keep(kept: tuple[MidiIn | MidiOut, ...]) -> None:
        threading.Event().wait()

    threading.Thread(
        target=keep, args=(tuple(ports),), name="midi ports of a dead server", daemon=True
    ).start()


def choose_api(asked: str | None) -> int:
    """[any] RtMidi's number for the MIDI system to use.

    Raises DoorError for a name that is not known or not built into this RtMidi.
    """
    asked = asked or os.environ.get(API_VARIABLE)
    if asked:
        if APIS.get(asked.lower()) not in rtmidi.get_compiled_api():
            have = ", ".join(name for name, api in APIS.items() if api in rtmidi.get_compiled_api())
            raise DoorError(f"no MIDI system {asked!r} here; --midi-api takes {have}")
        return APIS[asked.lower()]
    if sys.platform == "linux":
        return APIS["alsa"] if os.path.exists("/dev/snd/seq") else APIS["jack"]
    return rtmidi.API_UNSPECIFIED


def match_port(wanted: str, names: list[str]) -> str:
    """[any] The one port whose name is, or holds, `wanted`, whatever the case.

    Raises DoorError, listing the ports, when there is none or more than one.
    """
    if wanted in names:
        return wanted
    found = sorted({name for name in names if wanted.lower() in name.lower()})
    if len(found) == 1:
        return found[0]
    if found:
        raise DoorError(f"--midi-port {wanted!r} fits several: {', '.join(found)}; say more of it")
    there = f"there are {', '.join(sorted(set(names)))}" if names else "there are none"
    raise DoorError(f"no MIDI port's name holds {wanted!r}; {there} (see --midi-port)")


def twin_of(name: str, outputs: list[str]) -> str | None:
    """[any] The output of the same surface as an input, by their names; None when there is none.

    Systems call the two alike, but for a direction or a number at the end.
    """
    if name in outputs:
        return name
    same = [one for one in outputs if _without_direction(one) == _without_direction(name)]
    return same[0] if len(same) == 1 else None


def _without_direction(name: str) -> str:
    """[any] A port's name without what tells its direction."""
    text = re.sub(r"capture|playback|\b(in|out|input|output)\b", "", name.lower())
    return re.sub(r"\s+\d+$", "", re.sub(r"\s+", " ", text)).strip()


def why_closed(api: int, error: Exception) -> str:
    """[any] Why MIDI cannot be had, and what to do about it."""
    if isinstance(error, NotImplementedError):
        return NO_VIRTUAL_PORTS
    remedy = {
        APIS["jack"]: "start a JACK server, or choose --midi-api alsa",
        APIS["alsa"]: "load the kernel module snd-seq, or start JACK and choose --midi-api jack",
    }.get(api, "see --midi-api")
    return f"no MIDI ({str(error).rstrip('?.')}): {remedy}; all else works without it"
