"""`flowbend play` as a process for tests: started, asked over OSC, listened to, and ended."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from jack_rig import end
from pythonosc.osc_message import OscMessage
from pythonosc.osc_message_builder import build_msg

from bridge import keeper
from engine.shared import VARIABLE, Places, Shared

if TYPE_CHECKING:
    from jack_rig import JackServer

ROOT = Path(__file__).parents[1]
COMMAND = [sys.executable, "-m", "engine"]
RATE = 48000
OUTPUTS = ("PortAudio:out_0", "PortAudio:out_1")


class Playing:
    """A running `flowbend play`."""

    def __init__(self, server: JackServer, folder: Path, *options: str) -> None:
        self.server, self.port, self.said = server, free_port(), folder / "said.txt"
        # A session of its own: other tests, and the user, play on the same machine.
        self.places = Places(session_of(folder))
        with self.said.open("wb") as out:
            self.process = subprocess.Popen(
                [*COMMAND, "play", "--osc-port", str(self.port), "--web-port", "0",
                 "--session", self.places.session, *options], cwd=folder,
                env=server.env | {"PYTHONPATH": str(ROOT), "FLOWBEND_MIDI_API": "jack",
                                  "XDG_DATA_HOME": str(folder)},  # the user's own files
                stdout=out, stderr=subprocess.STDOUT,
            )
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.connect(("127.0.0.1", self.port))
        self.socket.settimeout(5)

    def wait_for(self, text: str, seconds: float = 60) -> None:
        until = time.monotonic() + seconds
        while text not in self.said.read_text():
            assert self.process.poll() is None, self.said.read_text()
            assert time.monotonic() < until, f"no {text!r} in: {self.said.read_text()}"
            time.sleep(0.02)

    def osc(self, *arguments: object) -> None:
        """By liblo's oscsend, as `osc("/param/gain", "f", -30)`."""
        subprocess.run(["oscsend", "127.0.0.1", str(self.port), *map(str, arguments)], check=True)

    def ask(self, address: str, *arguments: object) -> tuple[str, list]:
        """Send, and wait for the answer: (address, arguments)."""
        self.socket.send(build_msg(address, list(arguments)).dgram)
        answer = OscMessage(self.socket.recv(65536))
        return answer.address, answer.params

    def value(self, id: str) -> float:
        address, (value,) = self.ask(f"/param/{id}")
        assert address == f"/param/{id}"
        return value

    @property
    def shared(self) -> Shared:
        """The memory that bridge and engine share, as a third one sees it."""
        return Shared(self.places.memory)

    def kill_bridge(self) -> None:
        """As a crash does; returns once it is gone."""
        self.process.kill()
        self.process.wait()

    def kill_engine(self) -> int:
        """As a crash does; which engine it was."""
        pid = int(self.shared.link.engine_pid)
        os.kill(pid, signal.SIGKILL)
        return pid

    def stop(self, how: int = signal.SIGTERM) -> str:
        """Ends it as a user does; returns all that it said."""
        self.process.send_signal(how)
        assert self.process.wait(30) == 0, self.said.read_text()
        return self.said.read_text()


def session_of(folder: Path) -> str:
    """A session's name for a test's folder."""
    return f"test-{zlib.crc32(str(folder).encode()):x}-{os.getpid()}"


@contextmanager
def playing(server: JackServer, folder: Path, *options: str) -> Iterator[Playing]:
    if shutil.which("oscsend") is None:
        pytest.fail("This test sends OSC with liblo: `sudo apt install liblo-tools`", pytrace=False)
    player = Playing(server, folder, *options)
    try:
        player.wait_for("Sounding.")
        yield player
    finally:
        player.socket.close()
        if player.process.poll() is None:
            end(player.process)
        keeper.stop(player.places.session)


def free_port() -> int:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def level_db(server: JackServer, settle: float = 0.8, listen: float = 1.2) -> float:
    """The middle one of the loudnesses of tenths of a second, once a change has had its time."""
    with server.record(*OUTPUTS) as recorder:
        recorder.wait_for(int(RATE * (settle + listen)))
        audio = recorder.audio()[int(RATE * settle) :]
    assert audio.any(axis=0).all(), "nothing is heard on one side"
    tenths = audio[: len(audio) // 4800 * 4800].reshape(-1, 4800, 2).astype(np.float64)
    # An empty ring, on a busy machine, is silence.
    sounding = np.count_nonzero(tenths.any(axis=2), axis=1)
    powers = np.mean(tenths**2, axis=2).sum(axis=1)[sounding > 2400] / sounding[sounding > 2400]
    return float(np.median(10 * np.log10(powers + 1e-12)))


def without_a_card(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Runs flowbend where there is no server, and on a device that no machine has."""
    nowhere = {"JACK_DEFAULT_SERVER": "flowbend-no-such-server", "JACK_NO_START_SERVER": "1",
               VARIABLE: session_of(folder)}
    return subprocess.run(
        [*COMMAND, *arguments, "--device", "no such card"], cwd=folder,
        env=os.environ | nowhere | {"PYTHONPATH": str(ROOT)}, capture_output=True, text=True,
        timeout=300,
    )
