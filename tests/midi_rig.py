"""A MIDI surface for tests: a JACK client with a port each way, in a process of its own.

RtMidi opens its clients with the interpreter's lock in hand, and a synchronous server waits for
every client's callback: in one process with the door, a callback in Python would wait for ever.
"""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from jack_rig import end, until

if TYPE_CHECKING:
    from jack_rig import JackServer

_CHILD = """
import sys
from collections import deque
import jack
client = jack.Client(sys.argv[1], no_start_server=True)
out, leds = client.midi_outports.register("midi"), client.midi_inports.register("midi in")
waiting, heard = deque(), deque()
@client.set_process_callback
def process(samples):
    out.clear_buffer()
    for _, data in leds.incoming_midi_events():
        heard.append(bytes(data))
    for _ in range(min(len(waiting), 64)):
        out.write_midi_event(0, waiting.popleft())
client.activate()
print("ready", flush=True)
import threading, time
def tell():
    while True:
        while heard:
            print("heard", heard.popleft().hex(), flush=True)
        time.sleep(0.005)
threading.Thread(target=tell, daemon=True).start()
for line in sys.stdin:
    waiting.extend(bytes.fromhex(word) for word in line.split())
    while waiting:
        time.sleep(0.005)
    print("sent", flush=True)
client.deactivate()
client.close()
"""


class Surface:
    """Ports `midi`, that it sends from, and `midi in`, whose messages it keeps in `heard`."""

    def __init__(self, server: JackServer, name: str) -> None:
        self.name = f"{name}:midi"
        self.heard: list[bytes] = []
        self._sent = 0
        self.process = subprocess.Popen(
            [sys.executable, "-c", _CHILD, name], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            env=server.env, text=True,
        )
        assert self.process.stdout is not None
        assert self.process.stdout.readline() == "ready\n"
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    def send(self, *messages: list[int]) -> None:
        """Messages in raw bytes; returns once JACK has taken them."""
        assert self.process.stdin is not None
        wanted = self._sent + 1
        print(*(bytes(message).hex() for message in messages), file=self.process.stdin, flush=True)
        until(lambda: self._sent == wanted, "JACK to take the messages", 60)

    def close(self) -> None:
        """Leaves the server as a client should."""
        assert self.process.stdin is not None
        self.process.stdin.close()
        try:
            self.process.wait(5)
        except subprocess.TimeoutExpired:
            end(self.process)
        self._thread.join()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            word, *rest = line.split()
            if word == "sent":
                self._sent += 1
            else:
                self.heard.append(bytes.fromhex(rest[0]))


@contextmanager
def surface(server: JackServer, name: str) -> Iterator[Surface]:
    """A surface on this server, called `name`, until the end of the with."""
    found = Surface(server, name)
    try:
        yield found
    finally:
        found.close()
