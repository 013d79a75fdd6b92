"""The MIDI door with real ports: surfaces come and go, play, are learnt from and told back, and
nothing that they send leaves a key down. The senders are JACK's own tools and a JACK client.
"""

from __future__ import annotations

import random
import signal
import subprocess
from contextlib import ExitStack, contextmanager

import jack_rig
import pytest
from jack_rig import end, until
from midi_rig import surface
from play_rig import COMMAND, ROOT, playing

from bridge import midi_system
from bridge.doors import DoorError
from bridge.maps import Maps
from bridge.midi_door import MidiDoor
from engine.panel import Panel
from engine.parameters import BY_ID, TABLE, check, from_unit
from engine.store import Events, Kind, Store

NAMES = ("piano", "flute", "drum kit")


@pytest.fixture(scope="module")
def servers():
    """One server for all tests here: other test runs wait for their turn meanwhile."""
    with ExitStack() as stack, pytest.MonkeyPatch.context() as patch:
        running = []

        def server():
            if not running or running[-1].process.poll() is not None:
                stack.close()
                running.append(stack.enter_context(jack_rig.run_jack()))
                for name in ("JACK_DEFAULT_SERVER", "JACK_NO_START_SERVER"):
                    patch.setenv(name, running[-1].env[name])
            return running[-1]

        yield server


@pytest.fixture
def server(servers):
    return servers()


@contextmanager
def a_door(folder, *ports, **more):
    """An open door to a panel of its own; `said` has all that it told the player."""
    panel = Panel(Store(), Events(4096), NAMES)
    door = MidiDoor(panel, ports, "Flowbend test", "jack", Maps(folder), **more)
    door.panel, door.said, door.sounding = panel, [], set()
    door.start()
    try:
        yield door
    finally:
        door.stop()


def says(door, text, seconds=10):
    """Waits until the player has been told this."""
    def told():
        while door.notices:
            door.said.append(door.notices.popleft())
        return any(text in one for one in door.said)

    until(told, f"{text!r} among {door.said}", seconds)


def holds(door, id, value, seconds=10):
    until(lambda: door.panel.get(id) == pytest.approx(value), f"{id} to be {value}", seconds)


def keys(door, sounding):
    for event in door.panel.events.drain():
        if event.kind is Kind.NOTE_ON:
            sounding.add(event.a)
        elif event.kind is Kind.NOTE_OFF:
            sounding.discard(event.a)
    return sounding


def test_a_sequencer_that_comes_plays_and_leaves_no_key_down(server, tmp_path):
    """jack_midiseq, started after the door and killed with a key down."""
    with a_door(tmp_path, "late-seq") as door:
        assert "waiting for late-seq" in door.describe()
        for _ in range(2):
            # One key, down for nearly all of a loop of 0.1 s.
            sequencer = subprocess.Popen(
                ["jack_midiseq", "late-seq", "4800", "0", "60", "4700"], env=server.env,
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            )
            try:
                says(door, "MIDI port late-seq:out is joined.")
                until(lambda: keys(door, set()) == {60}, "a key to go down", 10)
            finally:
                end(sequencer)
            says(door, "MIDI port late-seq:out has gone; its keys are lifted.")
            assert door.ports.keys() == {"Flowbend test"}
            keys(door, set())
            door.said.clear()


def test_surfaces_of_any_number_play_at_once_and_none_holds_another_s_keys(server, tmp_path):
    with a_door(tmp_path, "pads", "wheels") as door, surface(server, "pads") as pads:
        with surface(server, "wheels") as wheels:
            says(door, "pads:midi is joined")
            says(door, "wheels:midi is joined")
            assert set(door.ports) == {"Flowbend test", "pads:midi", "wheels:midi"}
            pads.send([0x90, 60, 100], [0xB0, 64, 127])
            wheels.send([0x90, 72, 100], [0xB0, 64, 127], [0x80, 72, 0])
            sounding = set()
            until(lambda: keys(door, sounding) == {60, 72}, "both keys", 10)
        says(door, "wheels:midi has gone")
        assert keys(door, sounding) == {60}
        pads.send([0xB0, 64, 0], [0x80, 60, 0])
        until(lambda: keys(door, sounding) == set(), "the last key's end", 10)


def test_all_joins_whatever_comes_but_not_ourselves(server, tmp_path):
    with a_door(tmp_path, "all") as door, surface(server, "any"):
        says(door, "any:midi is joined")
        assert set(door.ports) == {"Flowbend test", "any:midi"}


def test_where_there_are_no_virtual_ports_every_input_is_joined(server, tmp_path, monkeypatch):
    """As on Windows; the ports are JACK's, but for this one refusal."""
    class MidiIn(midi_system.MidiIn):
        def open_virtual_port(self, name=None):
            raise midi_system.rtmidi.UnsupportedOperationError("not on this system")

    monkeypatch.setattr(midi_system, "MidiIn", MidiIn)
    with pytest.raises(DoorError, match="make a port with loopMIDI"), a_door(tmp_path):
        pass
    with surface(server, "loop"), a_door(tmp_path) as door:
        assert set(door.ports) == {"loop:midi"}


def test_a_part_that_fits_several_joins_none_and_says_so(server, tmp_path):
    with surface(server, "twin a"), surface(server, "twin b"), a_door(tmp_path, "twin") as door:
        says(door, "'twin' fits several: twin a:midi, twin b:midi; say more of it")
        assert set(door.ports) == {"Flowbend test"}


def test_a_knob_is_learnt_picked_up_and_told_back(server, tmp_path):
    with surface(server, "knobs") as knobs, a_door(tmp_path, "knobs") as door:
        door.learn("morph 0..0.5")
        knobs.send(*([0xB2, 20, value] for value in range(0, 40)))
        says(door, f"cc 20 ch 3 of knobs:midi now moves morph 0..0.5; kept in {tmp_path}")
        door.panel.set("morph", 0.4, "osc")
        knobs.send([0xB2, 20, 10], [0xB2, 20, 60], [0xB0, 7, 106])
        holds(door, "gain", from_unit(BY_ID["gain"], 106 / 127))  # that knob stood at the value
        assert door.panel.get("morph") == 0.4
        knobs.send([0xB2, 20, 120])  # it passes 0.4 on its way
        holds(door, "morph", 0.5 * 120 / 127)
        assert knobs.heard == []  # feedback is off, unless the mapping has it
    (path,) = tmp_path.glob("*.map")
    path.write_text("feedback on\n" + path.read_text())
    with surface(server, "knobs") as knobs, a_door(tmp_path, "knobs") as door:
        until(lambda: bytes([0xB2, 20, 0]) in knobs.heard, "where the knob belongs", 10)
        knobs.heard.clear()
        for step in range(2000):
            door.panel.set("morph", step / 4000, "osc")
        until(lambda: bytes([0xB2, 20, 127]) in knobs.heard, "the last value", 10)
        told = [one for one in knobs.heard if one[:2] == bytes([0xB2, 20])]
        assert told[-1] == bytes([0xB2, 20, 127]) and len(told) < 100
        knobs.heard.clear()
        knobs.send([0xB2, 20, 126], [0xB2, 20, 64])
        holds(door, "morph", 0.5 * 64 / 127)
        door.panel.set("gain", -60, "osc")
        until(lambda: any(one[1] == 7 for one in knobs.heard), "another row's news", 10)
        assert not [one for one in knobs.heard if one[:2] == bytes([0xB2, 20])]  # no echo


def test_our_own_port_tells_whoever_listens(server, tmp_path):
    """Another program, wired to Flowbend both ways by a patchbay."""
    with a_door(tmp_path) as door, surface(server, "daw") as daw:
        ours, back = server.ports("Flowbend test.*:Flowbend test")
        for pair in ((daw.name, ours), (back, "daw:midi in")):
            subprocess.run(["jack_connect", "-s", server.name, *pair], check=True)
        daw.send([0xB0, 74, 127])
        holds(door, "brightness", 12000)
        door.panel.set("brightness", 100, "osc")
        until(lambda: bytes([0xB0, 74, 0]) in daw.heard, "brightness back", 10)


def test_random_bytes_through_a_real_port_leave_nothing_wrong(server, tmp_path):
    random_ = random.Random(2)
    with surface(server, "wild") as wild, a_door(tmp_path, "wild") as door:
        port = door.ports["wild:midi"]
        sounding = set()
        for _ in range(40):
            messages = []
            for _ in range(100):
                message = random_.choices(range(128), k=random_.choice((1, 2, 3, 3, 3, 8)))
                if random_.random() < 0.9:
                    message[0] = random_.choice((0x80, 0x90, 0x90, 0xB0, 0xC0, 0xE0)) + (
                        random_.randrange(16))
                messages.append(message)
            wild.send(*messages, [0xF0, 1, 2, 3, 0xF7])
            keys(door, sounding)
        wild.send([0xB0, 119, 1], [0x9F, 5, 5])
        until(lambda: 5 in port.map.keys.held, "the end of it", 20)
        assert port.failed == 0 and port.map.received > 1000
        for row in TABLE:
            assert check(BY_ID[row.id], door.panel.get(row.id)) is not None
    assert not port.map.keys.held


def test_an_exclusive_that_is_cut_off_loses_nothing_that_follows(server, tmp_path):
    """RtMidi takes what comes behind it for more of it, until another one ends."""
    with surface(server, "dump") as dump, a_door(tmp_path, "dump") as door:
        dump.send([0xF0, 1, 2], [0x90, 60, 100], [0x90, 62, 100], [0x80, 60, 0], [0xF0, 3, 0xF7])
        until(lambda: keys(door, door.sounding) == {62}, "the keys", 10)


def test_a_burst_ends_at_the_last_value(server, tmp_path):
    maps = {"": "keyboard-wheels"}
    with surface(server, "storm") as storm, a_door(tmp_path, "storm", map_names=maps) as door:
        storm.send(*([0xE0, step & 127, step >> 7] for step in range(10_000)), [0xB0, 1, 0],
                   [0xB0, 1, 99], [0x90, 60, 1], [0x80, 60, 0])
        holds(door, "morph", 99 / 127, 30)
        assert door.ports["storm:midi"].map.received == 10_004
        assert [event.kind for event in door.panel.events.drain()] == [Kind.NOTE_ON, Kind.NOTE_OFF]


def test_the_clock_of_another_program_is_handed_on_with_even_times(server, tmp_path):
    """jack_midi_clock, started and stopped by jack_transport."""
    heard = []
    more = {"clock": lambda data, at_s: heard.append((data, at_s))}
    with a_door(tmp_path, "jack_midi_clock", **more) as door:
        clock = subprocess.Popen(["jack_midi_clock", "-B", "-b", "120"], env=server.env,
                                 stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            says(door, "is joined")
            for command in ("locate 0", "play"):
                subprocess.run(["jack_transport"], input=f"{command}\nquit\n", text=True,
                               env=server.env, stdout=subprocess.DEVNULL, check=True)
            until(lambda: any(data == [0xFA] or data == [0xFB] for data, _ in heard), "start", 10)
            before = len(heard)
            until(lambda: len(heard) > before + 48, "two beats", 20)
            subprocess.run(["jack_transport"], input="stop\nquit\n", text=True, env=server.env,
                           stdout=subprocess.DEVNULL, check=True)
            until(lambda: any(data == [0xFC] for data, _ in heard), "stop", 10)
        finally:
            clock.send_signal(signal.SIGINT)  # at SIGTERM it does not leave the server
            clock.wait(10)
    times = [at_s for _, at_s in heard]
    assert times == sorted(times)


def test_a_player_learns_a_knob_from_the_command_line(server, tmp_path):
    """`flowbend play`, `flowbend learn`, `flowbend midi`, oscsend, and a surface, as one would."""
    def flowbend(*arguments):
        return subprocess.run(
            [*COMMAND, *arguments], cwd=tmp_path, text=True, capture_output=True, timeout=60,
            env=server.env | {"PYTHONPATH": str(ROOT), "XDG_DATA_HOME": str(tmp_path)},
        )

    nobody = flowbend("learn", "gain", "--osc-port", "9")
    assert nobody.returncode == 1 and "no Flowbend answers on 127.0.0.1 port 9" in nobody.stderr
    options = ["--no-backing", "--set", "steps=1", "--midi-port", "knobs"]
    with playing(server, tmp_path, *options) as player:
        assert "MIDI on Flowbend; waiting for knobs" in player.said.read_text()
        with surface(server, "knobs") as knobs:
            player.wait_for("MIDI port knobs:midi is joined.")
            refused = flowbend("learn", "gane", "--osc-port", str(player.port))
            assert refused.returncode == 1 and "did you mean 'gain'" in refused.stderr
            learnt = flowbend("learn", "gain -24..0", "--osc-port", str(player.port))
            assert learnt.returncode == 0, learnt.stderr
            player.wait_for("Move a knob now, for gain -24..0.")
            knobs.send([0xB0, 20, 0], [0xB0, 20, 127])
            player.wait_for("cc 20 ch 1 of knobs:midi now moves gain -24..0")
            knobs.send([0xB0, 20, 126], [0xB0, 20, 0])
            until(lambda: player.value("gain") == -24, "the gain to follow", 10)
            player.osc("/event/forget", "s", "gain")
            player.wait_for("gain is no longer moved by")
            knobs.send([0xB0, 20, 127], [0xB0, 74, 0], [0xB0, 74, 127])
            until(lambda: player.value("brightness") == 12000, "another knob", 10)
            assert player.value("gain") == -24
            listed = flowbend("midi", "--api", "jack").stdout
            assert "knobs:midi" in listed and "launch-control-xl" in listed
            assert "knobs-midi.map" in listed
        player.wait_for("MIDI port knobs:midi has gone")
        player.stop()


def test_every_row_is_turned_by_midi_and_asked_over_osc(server, tmp_path):
    """By its NRPN through a real port, into an instrument that plays."""
    numbers = {t[0].id: c.number for c, t in Maps().load("nrpn").bindings.items()}
    with playing(server, tmp_path, "--no-backing", "--set", "steps=1") as player:
        with surface(server, "knobs") as knobs:
            own = server.wait_for_port("^Flowbend:Flowbend$")
            subprocess.run(["jack_connect", "-s", server.name, knobs.name, own], check=True)
            until(lambda: knobs.send([0xB0, 74, 0]) or player.value("brightness") == 100,
                  "the connection", 10)
            for row in TABLE:
                if row.id == "steps":
                    continue  # sixteen steps are more than some machines can do
                high, low = numbers[row.id] >> 7, numbers[row.id] & 127
                halves = (99, high), (98, low), (6, 127), (38, 127)
                knobs.send(*([0xB0, *half] for half in halves))
                wanted = 34 if row.id.startswith("instrument") else row.maximum
                until(lambda: player.value(row.id) == pytest.approx(wanted), row.id, 10)  # noqa: B023
        player.stop()
