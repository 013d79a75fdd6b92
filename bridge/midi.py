"""The MIDI door: notes, controllers and program changes, from any channel (omni).

The only importer of mido (messages) and of rtmidi (ports). `MidiMap` knows what messages mean and
no ports; `MidiDoor` knows ports and no meanings.
"""

import logging
import os
import sys
import threading

import mido
import rtmidi

from bridge.doors import DoorError
from engine.panel import Panel
from engine.parameters import TABLE, BadValue

SOURCE = "midi"
API_VARIABLE = "FLOWBEND_MIDI_API"
APIS = {
    "alsa": rtmidi.API_LINUX_ALSA,
    "jack": rtmidi.API_UNIX_JACK,
    "coremidi": rtmidi.API_MACOSX_CORE,
    "windows": rtmidi.API_WINDOWS_MM,
}
_POLL_SECONDS = 0.001
_QUEUE = 8192  # messages that RtMidi keeps for us; beyond that it drops, note-offs too
_ALL_SOUND_OFF, _ALL_NOTES_OFF = 120, 123
_CONTROLLERS = {row.cc: row.id for row in TABLE if row.cc is not None}


class MidiMap:
    """What MIDI messages do to the panel, on any channel (omni).

    A note-off lifts its key whatever channel pressed it, so no order of messages leaves one
    hanging. `received` counts messages, `refused` those that the panel refused; `last_refusal`
    is its sentence.
    """

    def __init__(self, panel: Panel) -> None:
        """[control] A map for one panel."""
        self.panel = panel
        self.held: set[int] = set()  # pitches that were pressed here and not lifted since
        self.received = self.refused = 0
        self.last_refusal = ""

    def handle(self, message: mido.Message) -> None:
        """[control] Do what one message says. Never raises for a message that is refused."""
        self.received += 1
        try:
            if message.type == "note_on":
                self._note(message.note, message.velocity)
            elif message.type == "note_off":
                self._note(message.note, 0)
            elif message.type == "control_change":
                self._controller(message.control, message.value)
            elif message.type == "program_change":
                self.panel.set("instrument_a", message.program, SOURCE)
        except BadValue as refusal:
            self.refused += 1
            self.last_refusal = str(refusal)

    def release(self) -> None:
        """[control] Lift every key that is still pressed here, as when the cable is pulled."""
        for pitch in sorted(self.held):
            self.panel.note_off(pitch, SOURCE)
        self.held.clear()

    def _note(self, pitch: int, velocity: int) -> None:
        """[control] A key: velocity 1..127 presses it, 0 lifts it."""
        if velocity == 0:
            self.held.discard(pitch)
            self.panel.note_off(pitch, SOURCE)
        elif self.panel.note_on(pitch, velocity / 127, SOURCE):
            self.held.add(pitch)

    def _controller(self, controller: int, value: int) -> None:
        """[control] A controller: the row that the table gives it, all notes off, or panic."""
        if controller in (_ALL_SOUND_OFF, _ALL_NOTES_OFF):
            self.held.clear()
            off = self.panel.panic if controller == _ALL_SOUND_OFF else self.panel.all_notes_off
            off(SOURCE)
        elif controller in _CONTROLLERS:
            self.panel.set_unit(_CONTROLLERS[controller], value / 127, SOURCE)


class MidiDoor:
    """One MIDI input: a port of the system by a part of its name, or a virtual port of our own.

    `api` is "alsa", "jack", "coremidi" or "windows"; None takes $FLOWBEND_MIDI_API, else the
    system's own, which on Linux is ALSA where it has a sequencer and JACK elsewhere.

    A thread of ours asks RtMidi for messages every millisecond. A callback, as mido's own ports
    have, would run on JACK's process thread and make the whole graph wait for Python: beside a
    Python loop, 10 to 211 of some 900 cycles came late so, and 1 to 3 in this way.
    """

    def __init__(
        self,
        panel: Panel,
        port: str | None = None,
        virtual_name: str = "Flowbend",
        api: str | None = None,
    ) -> None:
        """[control] A door that is still closed."""
        self.map = MidiMap(panel)
        self.malformed = 0  # messages that mido does not know
        self.failed = 0  # messages that met a fault of this program, written to the log
        self.port_name = ""  # once open, what the system calls the port
        self._wanted = port
        self._virtual_name = virtual_name
        self._api = api
        self._input: rtmidi.MidiIn | None = None
        self._thread: threading.Thread | None = None
        self._stopping = threading.Event()

    def start(self) -> None:
        """[control] Open the port and listen to it.

        Raises DoorError, with the remedy, when there is no MIDI system or no such port. The
        instrument plays on without MIDI.
        """
        if self._input:
            return
        api = choose_api(self._api)
        try:
            source = rtmidi.MidiIn(api, name=self._virtual_name, queue_size_limit=_QUEUE)
            try:
                self.port_name = self._open(source)
            except BaseException:
                source.delete()
                raise
        except (rtmidi.RtMidiError, NotImplementedError) as error:
            raise DoorError(_why_closed(api, error)) from None
        self._input = source
        self._stopping.clear()
        self._thread = threading.Thread(
            target=self._listen, args=(source,), name="midi", daemon=True
        )
        self._thread.start()

    def stop(self) -> None:
        """[control] Close the port and lift the keys it held. Harmless when closed."""
        if self._input and self._thread:
            self._stopping.set()
            self._thread.join()
            self._input.delete()
            self._input = self._thread = None
            self.map.release()

    def receive(self, data: list[int]) -> None:
        """[control] One message as its bytes. Never raises: the listening must go on."""
        try:
            message = mido.Message.from_bytes(data)
        except (ValueError, IndexError):  # IndexError: mido, of a pitch wheel without its bytes
            self.malformed += 1
            return
        try:
            self.map.handle(message)
        except Exception:
            self.failed += 1
            logging.getLogger(__name__).exception("the MIDI door failed on %s", data)

    def _open(self, source: rtmidi.MidiIn) -> str:
        """[control] Open the port that is wanted; its name. Raises DoorError for no such port."""
        if self._wanted is None:
            source.open_virtual_port(self._virtual_name)
            return self._virtual_name
        names = source.get_ports()
        name = match_port(self._wanted, names)
        source.open_port(names.index(name), self._virtual_name)
        return name

    def _listen(self, source: rtmidi.MidiIn) -> None:
        """[control] The thread: hand on what has arrived, in order, until told to stop."""
        while not self._stopping.wait(_POLL_SECONDS):
            while received := source.get_message():
                self.receive(received[0])


class MidiSender:
    """An output joined to one port, by which messages can be sent to a door."""

    def __init__(self, port: str, api: str | None = None) -> None:
        """[control] Join the input port of this name, or part of one. Raises DoorError."""
        number = choose_api(api)
        try:
            self._output = rtmidi.MidiOut(number, name=f"{port} sender")
            names = self._output.get_ports()
            self._output.open_port(names.index(match_port(port, names)))
        except (rtmidi.RtMidiError, NotImplementedError) as error:
            raise DoorError(_why_closed(number, error)) from None

    def send(self, *message: int) -> None:
        """[control] One message in raw bytes, as send(0x90, 60, 100)."""
        self._output.send_message(message)

    def close(self) -> None:
        """[control] Let go of the port."""
        self._output.delete()


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


def _why_closed(api: int, error: Exception) -> str:
    """[any] Why MIDI cannot be had, and what to do about it."""
    if isinstance(error, NotImplementedError):
        return (
            "this system has no virtual MIDI ports; make a port with loopMIDI, and name it with"
            " --midi-port"
        )
    remedy = {
        APIS["jack"]: "start a JACK server, or choose --midi-api alsa",
        APIS["alsa"]: "load the kernel module snd-seq, or start JACK and choose --midi-api jack",
    }.get(api, "see --midi-api")
    return f"no MIDI ({str(error).rstrip('?.')}): {remedy}; all else works without it"
