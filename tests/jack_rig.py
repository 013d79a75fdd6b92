"""A sound card and a studio for tests: a synchronous JACK dummy server, a recorder, a MIDI sender.

Synchronous means that the server waits for late clients: time stretches instead of losing audio, so
what is recorded is exact to the sample on any machine, however busy, and no privileges are needed.
It does not wait for a producer behind a ring, and it is not for measuring lateness. PortAudio looks
for servers once per process: what plays runs in a child process with `server.env`.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import jack
import numpy as np
from numpy.typing import NDArray

NAME = "flowbend"
"""jackd knows 8 server names at most, until the machine restarts: one is used over and over."""
TURN_S = 600.0
"""How long a test run waits for another one's server to end."""


class JackServer:
    """A running jackd: ports system:playback_1, 2 and system:capture_1, 2, or more of them."""

    def __init__(self, process: subprocess.Popen[bytes], log: Path) -> None:
        self.name = NAME
        self.process = process
        self.log = log

    @property
    def env(self) -> dict[str, str]:
        """The environment in which a child's PortAudio, mido and JACK-Client find this server."""
        return os.environ | {"JACK_DEFAULT_SERVER": self.name, "JACK_NO_START_SERVER": "1"}

    @contextmanager
    def client(self, name: str) -> Iterator[jack.Client]:
        """A JACK-Client of this server, not yet activated; closed at the end.

        An error inside the with kills the server: another client may have died and hung it, and to
        close a client of a hung server takes minutes.
        """
        client = jack.Client(name, servername=self.name, no_start_server=True)
        try:
            yield client
        except BaseException:
            self.process.kill()
            self.process.wait()
            raise
        finally:
            client.deactivate(ignore_errors=True)
            client.close(ignore_errors=True)

    def ports(self, pattern: str = "") -> list[str]:
        """Full names, as 'PortAudio:out_0', of the ports that match the regular expression."""
        with self.client("looker") as looker:
            return [port.name for port in looker.get_ports(pattern)]

    def wait_for_port(self, pattern: str, seconds: float = 10.0) -> str:
        """The first port that matches the regular expression, once there is one.

        Errors: TimeoutError.
        """
        with self.client("waiter") as waiter:
            until(lambda: bool(waiter.get_ports(pattern)), f"a port {pattern}", seconds)
            return str(waiter.get_ports(pattern)[0].name)

    def connect(self, source: str, destination: str) -> None:
        """Connects an output port to an input port, by full name, until one of them goes."""
        with self.client("connector") as connector:
            connector.connect(source, destination)

    @contextmanager
    def record(self, *ports: str) -> Iterator[Recorder]:
        """Records these audio output ports, one channel each, from here to the end of the with."""
        with self.client("recorder") as client:
            yield Recorder(client, ports)

    @contextmanager
    def midi_sender(self, port: str) -> Iterator[MidiSender]:
        """Sends raw MIDI to this MIDI input port."""
        with self.client("sender") as client:
            yield MidiSender(client, port)


class Recorder:
    """Every sample that its ports carry, in order and without a gap."""

    def __init__(self, client: jack.Client, ports: tuple[str, ...]) -> None:
        self._inputs = [client.inports.register(f"in_{index}") for index in range(len(ports))]
        self._blocks = [np.zeros((0, len(ports)), np.float32)]
        self._client = client
        self.times: list[int] = []
        """The server's clock, in samples, at the start of each block after the first."""
        client.set_process_callback(self._take)
        client.activate()
        for source, own in zip(ports, self._inputs, strict=True):
            client.connect(source, own)
        self.wait_for(4 * client.blocksize)  # a connection carries sound a few blocks later

    def _take(self, samples: int) -> None:
        # Python in a JACK callback: late at times, but a synchronous server waits for it.
        self.times.append(self._client.last_frame_time)
        self._blocks.append(np.stack([port.get_array() for port in self._inputs], axis=1))

    def audio(self) -> NDArray[np.float32]:
        """What came so far: (samples, ports) float32. Also after the end of the with."""
        return np.concatenate(self._blocks)

    def time_of(self, sample: int) -> int:
        """The server's clock at a sample of `audio()`."""
        ends = np.cumsum([len(block) for block in self._blocks[1:]])
        block = int(np.searchsorted(ends, sample, side="right"))
        return self.times[block] + sample - int(ends[block - 1] if block else 0)

    def wait_for(self, samples: int, seconds: float = 30.0) -> None:
        """Returns once that many more samples have come. Errors: TimeoutError."""
        goal = len(self.audio()) + samples
        until(lambda: len(self.audio()) >= goal, f"{samples} samples", seconds)


class MidiSender:
    """A MIDI keyboard made of bytes."""

    def __init__(self, client: jack.Client, port: str) -> None:
        self._out = client.midi_outports.register("out")
        self._waiting: deque[bytes] = deque()
        client.set_process_callback(self._give)
        client.activate()
        client.connect(self._out, port)

    def _give(self, samples: int) -> None:
        self._out.clear_buffer()
        while self._waiting:
            self._out.write_midi_event(0, self._waiting[0])
            self._waiting.popleft()

    def send(self, *message: int) -> None:
        """One message in raw bytes, as send(0x90, 60, 100); returns once JACK has taken it."""
        self._waiting.append(bytes(message))
        until(lambda: not self._waiting, "JACK to take the MIDI message", 10.0)


@contextmanager
def run_jack(
    rate: int = 48000, period: int = 256, outputs: int = 2, waits: bool = True,
    patience_ms: int = 10000,
) -> Iterator[JackServer]:
    """Starts jackd, waits until it takes clients, and ends it. One at a time on a machine.

    period: samples of its blocks; the dummy driver takes any number, as 100 or 441.
    waits: be synchronous. Such a server stands still for ever once a client has been killed; one
    that does not wait loses sound on a busy machine, and outlives its clients.
    patience_ms: with a client that does not answer; jackd's own is 500. For so long, twice, it
    deals with nobody else when one has died.

    Errors: FileNotFoundError without jackd, RuntimeError with its log if it does not come up.
    """
    if shutil.which("jackd") is None:
        raise FileNotFoundError("jackd is not installed")
    with _turn(), tempfile.TemporaryDirectory(prefix="flowbend-") as folder:
        _forget_the_dead()
        log = Path(folder, "jackd.log")
        # It ends when this process dies. 128 ports, not locked into memory: the usual 2048 ports
        # take 107 MB, and on a busy machine 10 s.
        command = ["setpriv", "--pdeathsig", "KILL", "jackd", "-n", NAME, "-r"]
        command += ["-t", str(patience_ms), *(["-S"] if waits else [])]
        command += ["-p", "128", "-m", "-d", "dummy"]
        command += ["-r", str(rate), "-p", str(period), "-C", "2", "-P", str(outputs)]
        with log.open("wb") as out:
            process = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT)
        try:
            server = JackServer(process, log)
            _wait_until_up(server)
            yield server
        finally:
            end(process)


def end(process: subprocess.Popen[bytes]) -> None:
    """SIGTERM; after 3 s SIGKILL, since jackd hangs on SIGTERM once a client died uncleanly."""
    process.terminate()
    try:
        process.wait(3.0)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def until(true: Callable[[], bool], what: str, seconds: float) -> None:
    """Returns once `true()` is. Errors: TimeoutError, naming `what`, after `seconds`."""
    deadline = time.monotonic() + seconds
    while not true():
        if time.monotonic() > deadline:
            raise TimeoutError(f"waited {seconds:g} s for {what}")
        time.sleep(0.01)


def _wait_until_up(server: JackServer) -> None:
    """As jack_wait, which looks only once a second; this takes 0.1 s."""

    def takes_clients() -> bool:
        if server.process.poll() is not None:
            raise RuntimeError(f"jackd ended: {server.log.read_text()}")
        with suppress(jack.JackOpenError), server.client("first"):
            return True
        return False

    jack.set_error_function(lambda message: None)  # each knock at the closed door is an error
    jack.set_info_function(lambda message: None)
    try:
        until(takes_clients, "jackd to take clients", 30.0)
    except TimeoutError as error:
        raise RuntimeError(f"jackd does not come up: {server.log.read_text()}") from error
    finally:
        jack.set_error_function(None)
        jack.set_info_function(None)


def _forget_the_dead() -> None:
    """Unlinks the semaphores of an earlier server, which jackd would take over.

    A client that outlived that server still waits on them, and would steal the wake-ups of the new
    client of the same name: the server then waits for ever.
    """
    for semaphore in Path("/dev/shm").glob(f"jack_sem.*_{NAME}_*"):
        semaphore.unlink(missing_ok=True)
    # One that was killed while it made its database of metadata leaves parts of it empty, and every
    # later JACK client of this user would end with a bus error.
    for part in Path("/dev/shm").glob(f"jack_db-{os.getuid()}/__db.*"):
        if part.exists() and part.stat().st_size == 0:
            shutil.rmtree(part.parent)


@contextmanager
def _turn() -> Iterator[None]:
    """Waits until no other test run on this machine has a server.

    The servers of one user share files, and one that ends takes some from the others.
    """
    with Path(tempfile.gettempdir(), f"{NAME}-jack.lock").open("w") as lock:

        def ours() -> bool:
            with suppress(BlockingIOError):
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                return True
            return False

        until(ours, "another test run's JACK server to end", TURN_S)
        yield
