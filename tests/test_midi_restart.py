"""A JACK server that ends and comes back: the MIDI door lifts its keys, and joins all again."""

import json
import subprocess
import sys
from pathlib import Path

from jack_rig import end, until
from midi_rig import surface

from engine.store import Kind

ROOT = Path(__file__).parents[1]
CHILD = """
import json, sys, time
from pathlib import Path
from bridge.maps import Maps
from bridge.midi_door import MidiDoor
from engine.panel import Panel
from engine.store import Events, Store
panel = Panel(Store(), Events())
door = MidiDoor(panel, ("keys",), "Flowbend test", "jack", Maps())
door.start()
told = open(sys.argv[1], "a", buffering=1)
print(json.dumps(["open"]), file=told)
while not Path(sys.argv[1] + ".stop").exists():
    while door.notices:
        print(json.dumps(["said", door.notices.popleft()]), file=told)
    for event in panel.events.drain():
        print(json.dumps(["event", int(event.kind), event.a]), file=told)
    time.sleep(0.01)
door.stop()
print(json.dumps(["stopped"]), file=told)
"""


def test_a_server_that_ends_and_comes_back_is_joined_again(start_jack, tmp_path):
    """In a process of its own, as libjack keeps what it knows of a server for all of a process."""
    server, told = start_jack(waits=False), tmp_path / "told"
    told.touch()

    def has(*wanted):
        lines = [json.loads(line) for line in told.read_text().splitlines()]
        return any(all(str(part) in str(line) for part in wanted) for line in lines)

    def await_(*wanted, seconds=30):
        assert child.poll() is None
        until(lambda: has(*wanted), f"{wanted} in {told.read_text()}", seconds)

    child = subprocess.Popen([sys.executable, "-c", CHILD, str(told)],
                             env=server.env | {"PYTHONPATH": str(ROOT)}, cwd=tmp_path)
    try:
        await_("open")
        with surface(server, "keys") as keyboard:
            await_("said", "keys:midi is joined")
            keyboard.send([0x90, 60, 100])
            await_("event", int(Kind.NOTE_ON), 60.0)
        await_("event", int(Kind.NOTE_OFF), 60.0)
        told.write_text("")
        server = start_jack(waits=False)
        await_("said", "The MIDI system has gone")
        await_("said", "MIDI is back: Flowbend test")
        with surface(server, "keys") as keyboard:
            await_("said", "keys:midi is joined")
            keyboard.send([0x90, 74, 100])
            await_("event", int(Kind.NOTE_ON), 74.0)
        Path(f"{told}.stop").touch()
        assert child.wait(20) == 0 and has("stopped")
    finally:
        if child.poll() is None:
            end(child)


