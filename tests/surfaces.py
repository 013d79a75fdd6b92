"""OSC surfaces for tests: sockets that send, and remember what they are told."""

import socket
import threading
import time
from collections.abc import Callable

from pythonosc.osc_bundle import OscBundle
from pythonosc.osc_message import OscMessage
from pythonosc.osc_message_builder import build_msg


def messages_in(packet: bytes) -> list[tuple]:
    """The messages of a packet, as (address, *arguments)."""
    parts = list(OscBundle(packet)) if packet.startswith(b"#bundle") else [OscMessage(packet)]
    return [(part.address, *part.params) for part in parts]


class Surface:
    """A client of one door that shows what it is told, and what its own hand does."""

    def __init__(self, address: tuple) -> None:
        self.shown: dict[str, float] = {}
        self.told: list[tuple] = []
        self.packets = 0
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 20)
        self.socket.connect(address)
        self.socket.settimeout(0.05)
        self._open = True
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()

    @property
    def port(self) -> int:
        return self.socket.getsockname()[1]

    def send(self, address: str, *arguments: object) -> None:
        self.socket.send(build_msg(address, list(arguments)).dgram)

    def turn(self, id: str, value: float) -> None:
        """As a hand turns a knob: the surface shows it, and says it."""
        self.shown[id] = value
        self.send(f"/param/{id}", value)

    def wait_for(self, true: Callable[[], bool], seconds: float = 20.0) -> None:
        """Returns once `true()` is; says what was told last where it never is."""
        deadline = time.monotonic() + seconds
        while not true():
            assert time.monotonic() < deadline, self.told[-10:]
            time.sleep(0.005)

    def close(self) -> None:
        self._open = False
        self._thread.join()
        self.socket.close()

    def _listen(self) -> None:
        while self._open:
            try:
                packet = self.socket.recv(65536)
            except (TimeoutError, ConnectionRefusedError):
                continue
            self.packets += 1
            for address, *arguments in messages_in(packet):
                self.told.append((address, *arguments))
                if address.startswith("/param/"):
                    self.shown[address.removeprefix("/param/")] = arguments[0]
