"""Every row of the table through every door of an instrument that plays, and out of all others.

The doors are sockets and JACK ports, and three of the clients are not ours: liblo's oscsend and
oscdump, and the websockets library. What a door's own hand did must not come back to it.
"""

import json
import re
import subprocess
import threading
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path

import midi_rig
import pytest
from jack_rig import until
from play_rig import free_port, playing
from surfaces import Surface, messages_in
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from bridge.fine import TOP
from bridge.maps import Maps
from engine.parameters import TABLE, check, from_unit, to_unit

QUIET = ["--no-backing", "--set", "rms=-15", "--set", "steps=2"]
NUMBERS = {targets[0].id: control.number
           for control, targets in Maps().load("nrpn").bindings.items()}
IDS = {number: id for id, number in NUMBERS.items()}
NAMED = ("instrument_a", "instrument_b")
MODEL = 35
"""Instruments of the shipped model."""


class Osc:
    """A subscriber that turns knobs, and what it was told of each."""

    def __init__(self, player):
        self._surface = Surface(("127.0.0.1", player.port))
        self._surface.send("/subscribe", 0, 300, "params")
        self._surface.wait_for(lambda: len(self._surface.shown) == len(TABLE))
        self.told = self._surface.shown  # `send` leaves it to the door to fill it

    def turn(self, row, x):
        self._surface.send(f"/param/{row.id}", value_of(row, x))

    def close(self):
        self._surface.close()


class Dump:
    """oscdump, subscribed by an oscsend: it only listens."""

    def __init__(self, player, folder):
        port, self._path = free_port(), folder / "dump.txt"
        with self._path.open("w") as out:
            self._process = subprocess.Popen(["oscdump", "-L", str(port)], stdout=out)
        taken = Path("/proc/net/udp")
        until(lambda: f":{port:04X} " in taken.read_text(), "oscdump to listen", 20)
        player.osc("/subscribe", "iis", port, 300, "params")
        self._player = player
        until(lambda: len(self.told) == len(TABLE), "the table in oscdump", 20)

    @property
    def told(self):
        found = re.findall(r"/param/(\w+) [if] (\S+)", self._path.read_text())
        return {id: float(value) for id, value in found}

    def close(self):
        self._process.kill()
        self._process.wait()


class Socket:
    """A WebSocket: of OSCQuery, or of the page."""

    def __init__(self, url, first):
        self.told = {}
        self._open = ExitStack()
        self._socket = self._open.enter_context(connect(url, open_timeout=60))
        self._is_page = first is None
        if first:
            self._socket.send(first)
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()

    def turn(self, row, x):
        """As the page does, in JSON."""
        self._socket.send(json.dumps([f"/param/{row.id}", value_of(row, x)]))

    def close(self):
        self._open.close()
        self._thread.join()

    def _listen(self):
        try:
            for data in self._socket:
                if isinstance(data, bytes) and not self._is_page:
                    told = {path.removeprefix("/param/"): x for path, x in messages_in(data)}
                elif isinstance(data, str) and self._is_page:
                    told = json.loads(data).get("values", {})
                else:
                    told = {}
                self.told.update(told)
        except ConnectionClosed:
            pass


class Knobs:
    """A surface on JACK whose every NRPN is a motor fader."""

    def __init__(self, midi):
        self._midi, self._read, self._selected, self._coarse = midi, 0, [0, 0], 0
        self._told = {}

    @property
    def told(self):
        """What its motors were sent, in the row's unit."""
        while self._read < len(self._midi.heard):
            _, controller, value = self._midi.heard[self._read]
            self._read += 1
            if controller in (99, 98):
                self._selected[99 - controller] = value
            elif controller == 6:
                self._coarse = value
            elif controller == 38:
                id = IDS[self._selected[0] << 7 | self._selected[1]]
                self._told[id] = value_of(by_id(id), (self._coarse << 7 | value) / TOP)
        return self._told

    def turn(self, row, x):
        number, steps = NUMBERS[row.id], round(x * TOP)
        halves = (99, number >> 7), (98, number & 127), (6, steps >> 7), (38, steps & 127)
        self._midi.send(*([0xB0, *half] for half in halves))

    def close(self):
        pass


def by_id(id):
    return next(row for row in TABLE if row.id == id)


def value_of(row, x):
    """Where a knob at `x`, 0..1, puts a row of an instrument that has 35 sounds."""
    if row.id in NAMED:
        return min(int(x * MODEL), MODEL - 1)
    value = check(row, from_unit(row, x))
    return int(value) if row.is_whole else value


def step_of(row):
    """By how much two doors may differ: a step of 14 bits, where the row is longest."""
    return max(row.maximum - from_unit(row, to_unit(row, row.maximum) - 1 / TOP), 1e-6)


@contextmanager
def all_doors(server, folder):
    """(player, doors by name): those with `turn` can be played."""
    maps = folder / "flowbend" / "midi"
    maps.mkdir(parents=True)
    for name in ("knobs", "rings"):
        (maps / f"{name}-midi.map").write_text("include nrpn\ntakeover off\nfeedback on\n")
    options = ["--midi-port", "knobs", "--midi-port", "rings", "--osc-query-port", "0"]
    with ExitStack() as stack:
        midi = {name: stack.enter_context(midi_rig.surface(server, name))
                for name in ("knobs", "rings")}
        player = stack.enter_context(playing(server, folder, *QUIET, *options))
        player.wait_for("OSCQuery on")
        (query,) = re.findall(r"OSCQuery on http://([\d.]+:\d+)", player.said.read_text())
        player.wait_for("The page is at")
        (page,) = re.findall(r"page is at http://([\d.]+:\d+)", player.said.read_text())
        doors = {
            "osc": Osc(player), "another osc": Osc(player), "oscdump": Dump(player, folder),
            "oscquery": Socket(f"ws://{query}/", '{"COMMAND": "LISTEN", "DATA": "/param"}'),
            "page": Socket(f"ws://{page}/socket", None),
            **{name: Knobs(one) for name, one in midi.items()},
        }
        try:
            until(lambda: len(doors["rings"].told) == len(TABLE), "motors to be sent home", 20)
            yield player, doors
        finally:
            for door in doors.values():
                door.close()


def test_every_row_from_every_door_to_all_others(jack_server, tmp_path):
    faults, turns = [], 0
    with all_doors(jack_server, tmp_path) as (player, doors):
        hands = ("osc", "page", "knobs", "another osc")
        for row in TABLE:
            for number, name in enumerate(hands):
                # Four places, none of which the row stands at; few steps, for slow machines.
                x = (0.11, 0.18, 0.04, 0.15)[number] if row.id == "steps" else (
                    0.2, 0.9, 0.45, 0.7)[number]
                wanted = pytest.approx(value_of(row, x), abs=step_of(row))
                others = [one for other, one in doors.items() if other != name]
                before = player.value(row.id)
                doors[name].told.pop(row.id, None)
                doors[name].turn(row, x)
                turns += 1
                try:
                    until(lambda others=others, wanted=wanted, row=row: all(
                        one.told.get(row.id) == wanted for one in others), "the others", 10)
                except TimeoutError:
                    faults.append((row.id, name, before, value_of(row, x), {
                        other: one.told.get(row.id) for other, one in doors.items()}))
                time.sleep(0.06)  # longer than any door waits before it tells
                if row.id in doors[name].told:
                    faults.append((row.id, name, "hears itself", doors[name].told[row.id]))
        said = player.said.read_text()
        player.stop()
    print(f"{turns} turns of {len(TABLE)} rows, {len(doors) - 1} doors told of each")
    assert faults == [] and "Traceback" not in said
