"""The MIDI door: every surface that is there and wanted, joined when it comes and let go of when it
goes; and what is learnt from them. It knows no messages (midi.py does).
"""

import logging
import threading
import time
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from bridge import addresses, events
from bridge.doors import DoorError
from bridge.events import Deeds
from bridge.lessons import Lessons, Pupil
from bridge.maps import DEFAULT, Maps, slug_of
from bridge.midi import MidiMap, Programs
from bridge.midi_port import Clock, MidiPort, OneClock
from bridge.midi_system import (
    NO_VIRTUAL_PORTS,
    MidiIn,
    MidiOut,
    MidiSystem,
    choose_api,
    match_port,
    twin_of,
)
from engine.panel import Panel
from engine.parameters import BadValue
from engine.quiet import quiet

ALL = "all"
"""As a wanted port: every one that comes."""
_POLL_SECONDS = 0.001
_LOOK_SECONDS, _AWAY_SECONDS = 0.25, 1.0
_THROUGH = "through"  # ports that only repeat what is sent to them


@dataclass
class _Joined(Pupil):
    """A port with its ends at the system. `wanted` is what it was asked for by, "" for our own."""

    wanted: str
    source: MidiIn
    sink: MidiOut | None


class MidiDoor:
    """A virtual port of our own where the system has them, and those that are wanted.

    `ports` are parts of names, or "all". One that is away is looked for and joined when it comes;
    when it goes, its keys are lifted. So it is when the whole system goes, as a JACK server may.

    `api` is "alsa", "jack", "coremidi" or "windows"; None takes $FLOWBEND_MIDI_API, else the
    system's own, which on Linux is ALSA where it has a sequencer and JACK elsewhere. `map_names`
    are mappings by a part of a port's name; "" is for all others. `deeds` are events beyond those
    of the panel. `notices` fills with sentences for the player.

    A thread of ours asks RtMidi for messages every millisecond. A callback, as mido's own ports
    have, would run on JACK's process thread and make the whole graph wait for Python: beside a
    Python loop, 10 to 211 of some 900 cycles came late so, and 1 to 3 in this way. Another thread
    looks for ports: to open one may take long.
    """

    def __init__(
        self, panel: Panel, ports: tuple[str, ...] = (), virtual_name: str = "Flowbend",
        api: str | None = None, maps: Maps | None = None,
        map_names: Mapping[str, str] = MappingProxyType({}),
        deeds: Deeds = MappingProxyType({}), programs: Programs | None = None,
        clock: Clock | None = None,
    ) -> None:
        """[control] A door that is still closed."""
        self.notices: deque[str] = deque(maxlen=64)
        self._panel, self._wanted, self._name, self._api = panel, ports, virtual_name, api
        self._maps, self._map_names = maps or Maps(), dict(map_names)
        self._deeds = {**events.of_panel(panel), **deeds}
        self._programs = programs
        self._clock = None if clock is None else OneClock(clock)
        self._system: MidiSystem | None = None
        self._joined: dict[str, _Joined] = {}
        self._told: set[str] = set()
        self._lessons = Lessons(self._maps, self._say)
        self._lock = threading.RLock()  # what is joined, and everything that its ports do
        self._threads: list[threading.Thread] = []
        self._stopping = threading.Event()

    def start(self) -> None:
        """[control] Open the door; ports that are wanted and away are looked for from now on.

        Raises DoorError, with the remedy, when there is no MIDI system, and BadValue for a mapping
        that there is not. The instrument plays on without MIDI.
        """
        if self._threads:
            return
        for name in self._map_names.values():
            self._maps.load(name)
        api = choose_api(self._api)
        try:
            self._open(api)
        except BaseException:
            self._close_all()
            raise
        self._stopping.clear()
        for work in (self._listen, self._watch):
            thread = threading.Thread(target=work, name="midi", daemon=True)
            thread.start()
            self._threads.append(thread)

    def stop(self) -> None:
        """[control] Close every port and lift the keys they held. Harmless when closed."""
        self._stopping.set()
        for thread in self._threads:
            thread.join()
        self._threads.clear()
        self._close_all()

    @property
    def ports(self) -> dict[str, MidiPort]:
        """[any] The ports that are joined, by what the system calls them."""
        return {name: one.port for name, one in self._joined.items()}

    def describe(self) -> str:
        """[control] Which ports are joined, looked for, and there besides."""
        names = list(self._joined)
        away = [one for one in self._wanted if one != ALL and not self._is_joined(one)]
        others = [] if self._system is None else self._system.inputs()
        others = [name for name in others if name not in names and _THROUGH not in name.lower()]
        text = ", ".join(names) or "no port yet"
        if away:
            text += f"; waiting for {', '.join(away)}"
        if others and not self._wanted:
            text += f" (there are also {', '.join(others)}: --midi-port joins them)"
        return text

    def deeds(self) -> dict[str, events.Does]:
        """[control] The events that this door makes happen."""
        return {
            addresses.LEARN: lambda source, id: self.learn(id),
            addresses.FORGET: lambda source, id: self.forget(id),
        }

    def learn(self, target: object) -> bool:
        """[control] Bind the next control that is moved, on any port, to a target in the words of a
        mapping: a row's id, perhaps with a range, or an event's address. True.

        Raises BadValue for what is no target, or without any port.
        """
        with self._lock:
            self._lessons.begin(target, self._joined.values())
        return True

    def forget(self, target: object) -> bool:
        """[control] Unbind every control from a row or an event. True. Raises BadValue when there
        is none."""
        with self._lock:
            self._lessons.forget(target, self._joined.values())
        return True

    # Opening and closing: the watching thread

    def _open(self, api: int) -> None:
        """[control] Open the system, our own port, and those that are there. Raises DoorError."""
        self._system = MidiSystem(api, self._name)
        has_own = True
        try:
            self._join(None, "", self._system)
        except NotImplementedError:
            has_own = False
            self._wanted = self._wanted or (ALL,)
        self._join_wanted(self._system)
        if not has_own and self._wanted == (ALL,) and not self._joined:
            raise DoorError(NO_VIRTUAL_PORTS)

    def _watch(self) -> None:
        """[control] The thread that looks which ports come and go, until told to stop."""
        while not self._stopping.wait(_LOOK_SECONDS if self._system else _AWAY_SECONDS):
            try:
                self._look()
            except Exception:
                logging.getLogger(__name__).exception("the MIDI door failed to look for ports")

    def _look(self) -> None:
        """[control] Let go of what has gone, join what has come."""
        if self._system is None:
            self._reopen()
            return
        if not self._system.beat(time.monotonic()):
            self._say("The MIDI system has gone; its keys are lifted. It is looked for.")
            self._close_all()
            return
        if self._system.stalls(time.monotonic()):  # what is opened now would wait, and we with it
            return
        there = self._system.inputs()
        for name, one in list(self._joined.items()):
            if one.wanted and name not in there:
                self._leave(name)
                self._say(f"MIDI port {name} has gone; its keys are lifted.")
        self._join_wanted(self._system, tell=True)

    def _reopen(self) -> None:
        """[control] Open a system that had gone, if it is back."""
        try:
            with quiet():
                self._open(choose_api(self._api))
        except (DoorError, BadValue):
            self._close_all()
        else:
            self._say(f"MIDI is back: {self.describe()}.")

    def _join_wanted(self, system: MidiSystem, tell: bool = False) -> None:
        """[control] Join what is wanted and there."""
        there = system.inputs()
        for wanted in self._wanted:
            for name in self._fitting(wanted, there):
                if name in self._joined:
                    continue
                try:
                    self._join(name, wanted, system)
                except (DoorError, BadValue) as error:
                    self._say_once(f"{name} cannot be joined: {error}")
                else:
                    if tell:
                        self._say(f"MIDI port {name} is joined.")

    def _fitting(self, wanted: str, there: list[str]) -> list[str]:
        """[control] The ports that are meant by one wish."""
        if wanted == ALL:
            return [name for name in there if _THROUGH not in name.lower()]
        if self._is_joined(wanted) or not any(wanted.lower() in name.lower() for name in there):
            return []
        try:
            return [match_port(wanted, there)]
        except DoorError as several:
            self._say_once(str(several))
            return []

    def _is_joined(self, wanted: str) -> bool:
        return any(one.wanted == wanted for one in self._joined.values())

    def _join(self, name: str | None, wanted: str, system: MidiSystem) -> None:
        """[control] Open a port, or our own for None. Raises DoorError, NotImplementedError."""
        shown = self._name if name is None else name
        map_name = self._map_name(shown, is_own=name is None)
        loaded = self._maps.load(map_name)
        for fault in loaded.faults:
            self._say_once(fault)
        source = system.open_input(name)
        surface = MidiMap(
            self._panel, f"midi {shown}", loaded, self._deeds, self._programs,
            takeover=name is not None, moved=lambda control, x: port.moved(control, x),
        )
        port = MidiPort(shown, surface, None if self._clock is None else self._clock.of(shown))
        sink = None
        if (name is None) if loaded.feedback is None else loaded.feedback:
            sink = self._open_sink(name, system)
            if sink is not None:
                port.open_feedback(sink.send_message)
        keeps = map_name if self._is_chosen(shown) or self._maps.own(map_name) else slug_of(shown)
        joined = _Joined(port, keeps, wanted, source, sink)
        with self._lock:
            self._lessons.join(joined)
            self._joined[shown] = joined

    def _open_sink(self, name: str | None, system: MidiSystem) -> MidiOut | None:
        """[control] The way back to a surface, where it has one."""
        twin = None if name is None else twin_of(name, system.outputs())
        if name is not None and twin is None:
            self._say_once(f"{name} has no output to send feedback to.")
            return None
        try:
            return system.open_output(twin)
        except DoorError as error:
            self._say_once(f"{name} cannot be sent feedback: {error}")
            return None

    def _leave(self, name: str) -> None:
        """[control] Let go of one port."""
        with self._lock:
            one = self._joined.pop(name)
            one.port.close()
        if self._system is not None:
            self._system.let_go([end for end in (one.source, one.sink) if end is not None])

    def _close_all(self) -> None:
        """[control] Let go of all ports and of the system."""
        for name in list(self._joined):
            self._leave(name)
        if self._system is not None:
            self._system.close()
            self._system = None

    def _is_chosen(self, port: str) -> bool:
        return any(part.lower() in port.lower() for part in self._map_names)

    def _map_name(self, port: str, is_own: bool) -> str:
        """[control] Which mapping a port has: the one that was chosen for it, or its own."""
        fitting = [part for part in self._map_names if part.lower() in port.lower()]
        if fitting:
            return self._map_names[max(fitting, key=len)]
        slug = slug_of(port)
        if is_own:
            return slug if self._maps.own(slug) else DEFAULT
        return self._maps.for_port(port)

    # Playing: the listening thread

    def _listen(self) -> None:
        """[control] The thread: hand on what has arrived, in order, until told to stop."""
        while not self._stopping.wait(_POLL_SECONDS):
            with self._lock:
                for one in self._joined.values():
                    self._serve(one)
                self._lessons.look(self._joined.values(), time.monotonic())

    def _serve(self, one: _Joined) -> None:
        """[control] All that has come to one port. The lock is held."""
        port = one.port
        while received := one.source.get_message():
            data, delta_s = received
            port.receive(data, delta_s, time.monotonic())
        now_s = time.monotonic()
        if self._system is not None and not self._system.stalls(now_s):
            port.wait(now_s)
        if refusal := port.refusal(now_s):
            self._say(f"{port.name}: {refusal}")

    def _say(self, text: str) -> None:
        self.notices.append(text)

    def _say_once(self, text: str) -> None:
        if text not in self._told:
            self._told.add(text)
            self._say(text)

