"""What this machine can do for the doors, and how soon there is sound: findings for
`flowbend doctor`. It opens each door for a moment, and plays for one.
"""

import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import engine
from bridge.doors import DoorError
from bridge.midi_door import MidiDoor
from bridge.osc import OscDoor
from engine.doctor import Finding
from engine.panel import Panel
from engine.quiet import quiet
from engine.shared import NoSession, Places, Shared
from engine.store import Events, Store

_PATIENCE_S = 60.0
_SOON_S = 2.0


def examine(model: Path | None, device: int | str | None, has_card: bool) -> Iterator[Finding]:
    """[control] OSC, MIDI, and, where there is a card, the time to the first sound."""
    panel = Panel(Store(), Events())
    osc = OscDoor(panel)
    yield _opened("OSC", osc, lambda: f"port {osc.address[1]} is free")
    midi = MidiDoor(panel, virtual_name="Flowbend doctor")
    yield _opened("MIDI", midi, lambda: "a virtual port can be opened")
    if has_card:
        yield _start(model, device)


def _opened(name: str, door: OscDoor | MidiDoor, says) -> Finding:
    try:
        with quiet():
            door.start()
    except DoorError as error:
        found = re.fullmatch(r"(.*?\))?(.*?)[:;] (.*)", str(error))
        what, more, remedy = found.groups(default="") if found else (str(error), "", "")
        return Finding(name, False, what + more, remedy)
    door.stop()
    return Finding(name, True, says())


def _start(model: Path | None, device: int | str | None) -> Finding:
    """`flowbend play` as a player types it: until its first block is at the card's output."""
    session = f"doctor-{os.getpid()}"
    options = [] if model is None else ["--model", str(model.absolute())]
    options += [] if device is None else ["--device", str(device)]
    root = str(Path(engine.__path__[0]).parent)
    paths = os.pathsep.join([root, *filter(None, [os.environ.get("PYTHONPATH")])])
    with tempfile.TemporaryDirectory(prefix="flowbend-") as folder:
        begun = time.monotonic()
        process = subprocess.Popen(
            [sys.executable, "-m", "engine", "play", "--session", session, "--osc-port", "0",
             "--seconds", "0.3", "--out", str(Path(folder, "out.wav")), *options],
            cwd=folder, env=os.environ | {"PYTHONPATH": paths},
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )
        heard = _first_sound(Places(session).memory, process)
        process.wait()
    if heard is None:
        return Finding("start", False, "`flowbend play` made no sound",
                       "flowbend play, which says why")
    seconds = heard - begun
    says = f"first sound {seconds:.1f} s after the command"
    soon = seconds <= _SOON_S
    remedy = "" if soon else "begin again: the second time the files are in memory"
    return Finding("start", soon, says, remedy, figures={"start_s": seconds})


def _first_sound(memory: Path, process: subprocess.Popen[bytes]) -> float | None:
    """When the first block of this session is at the card's output; None when there is none."""
    until = time.monotonic() + _PATIENCE_S
    while process.poll() is None and time.monotonic() < until:
        with suppress(FileNotFoundError, NoSession):
            if found := Shared(memory).trace().since(0):
                first = found[0]
                return first.written_s + (first.ring_ms + first.device_ms) / 1000
        time.sleep(0.005)
    return None
