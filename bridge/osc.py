"""The OSC door: UDP packets in, panel calls out, answers back to the sender.

The only importer of python-osc, and only for decoding and encoding. Its Dispatcher is not used: it
matches addresses as patterns, and one `/param/****...` keeps it busy for ever.
"""

import errno
import logging
import socket
import socketserver
import threading
import time
from collections.abc import Iterable
from contextlib import suppress
from types import MappingProxyType

from pythonosc.osc_message import OscMessage
from pythonosc.osc_message import ParseError as OscParseError
from pythonosc.osc_message_builder import build_msg

from bridge import addresses, events, packets
from bridge.doors import DoorError
from bridge.interpreter import Caller, Interpreter
from bridge.news import NEWS_S, Answer
from bridge.subscriptions import Address, Subscriptions
from engine.meters import Meters
from engine.panel import Panel

SOURCE = "osc"
_MAX_ANSWERS = 64  # in one packet back; the rest are only counted
_NEWS_BYTES = 1400  # of a packet of news: one that is not cut up on its way through a network
_BUFFER_BYTES = 1 << 20  # for packets that come while Python is elsewhere


class OscDoor:
    """One thread that serves one UDP port.

    Each packet is answered with at most one packet: a value that was asked for, `/error` and a
    sentence, or a bundle of these for a bundle; only `/params` gets one packet for each row.
    Messages are applied at once and in order, whatever their time tags; of a packet that is not
    whole, nothing is applied. Subscribers are sent their news besides, by the same thread.

    Every change bears the name of who sent it: `osc 127.0.0.1:50123`.

    Counters: `received` packets, `malformed` packets, `refused` messages, `unsent` answers and
    `failed` packets (a fault of this program, written to the log).
    """

    def __init__(
        self, panel: Panel, host: str = "127.0.0.1", port: int = 9000,
        meters: Meters | None = None, deeds: events.Deeds = MappingProxyType({}),
        asks: events.Asks = MappingProxyType({}),
    ) -> None:
        """[control] A door that is still closed. Port 0 lets the system choose one.

        `deeds` are events beyond those of the panel, by address, and `asks` questions.
        """
        self.panel = panel
        self.address = (host, port)
        self.subscriptions = Subscriptions(self._is_ours)
        self.interpreter = Interpreter(
            panel, meters or Meters(), self.subscriptions, deeds, asks
        )
        self.received = self.malformed = self.unsent = self.failed = 0
        self._server: _Server | None = None
        self._thread: threading.Thread | None = None
        self._turn = threading.Lock()  # one packet at a time, whichever way they come

    @property
    def refused(self) -> int:
        """[any] How many messages were refused."""
        return self.interpreter.refused

    def start(self) -> None:
        """[control] Open the port and serve it; `address` then holds the true host and port.

        Raises DoorError, with the remedy, when the port cannot be had.
        """
        if self._server:
            return
        host, port = self.address
        try:
            self._server = _Server(self)
        except (OSError, OverflowError) as error:
            raise DoorError(_why_closed(host, port, error)) from None
        self.address = self._server.socket.getsockname()[:2]
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(NEWS_S,), name="osc", daemon=True
        )
        self._thread.start()

    def stop(self) -> None:
        """[control] Close the port; waits for the packet in hand. Harmless when closed."""
        if self._server and self._thread:
            self._server.shutdown()
            self._server.server_close()
            self._thread.join()
            self._server = self._thread = None

    def tell(self, source: str, address: str, arguments: list) -> bool:
        """[any] Send a message to the client of that name, later than an answer, and to where he
        subscribed; False when the name is none of this door's."""
        door, _, client = source.partition(" ")
        host, _, port = client.rpartition(":")
        if door != SOURCE or not port.isdecimal() or self._server is None:
            return False
        try:
            for to in {(host, int(port)), *self.subscriptions.told_for(host, int(port))}:
                self._server.socket.sendto(encoded((address, arguments)), to)
        except OSError:
            self.unsent += 1
        return True

    def answer(self, packet: bytes, caller: Caller | None = None) -> list[bytes]:
        """[control] Apply one packet; the packets to send back. Never raises for bad input."""
        with self._turn:
            return self._answer(packet, caller or Caller(SOURCE))

    def _answer(self, packet: bytes, caller: Caller) -> list[bytes]:
        """[control] As `answer`, which has taken its turn."""
        self.received += 1
        try:
            messages = [OscMessage(data) for data in packets.messages(packet)]
        except (ValueError, OscParseError) as error:  # ValueError: also text that is no UTF-8
            self.malformed += 1
            why = str(error) if isinstance(error, packets.Malformed) else "text that is no UTF-8"
            return [encoded((addresses.ERROR, [f"malformed packet, nothing was changed: {why}"]))]
        answers: list[Answer] = []
        wants_table = False
        for message in messages:
            wants_table |= message.address == addresses.PARAMS and not message.params
            answers += self.interpreter.apply(message.address, message.params, caller)
        rows = self.interpreter.table() if wants_table else ()
        return [*_packed(answers), *map(encoded, rows)]

    def caller(self, sender: Address) -> Caller:
        """[control] Who sends from this address."""
        return Caller(f"{SOURCE} {sender[0]}:{sender[1]}",
                      tuple(self.subscriptions.pictures_of(sender)), sender)

    def _is_ours(self, address: Address) -> bool:
        """[control] Whether what is sent to this address would come back in at this door."""
        if address[1] != self.address[1]:
            return False
        with suppress(OSError), socket.socket(_family(address[0]), socket.SOCK_DGRAM) as probe:
            probe.bind((address[0], 0))  # only an address of this machine can be had
            return True
        return False


class _Server(socketserver.UDPServer):
    """A blocking UDP server that hands each packet to its door."""

    max_packet_size = packets.MAX_BYTES + 1  # one more, so that a longer packet shows

    def __init__(self, door: OscDoor) -> None:
        self.door = door
        host, port = door.address
        self.address_family = _family(host, port)
        super().__init__((host, port), socketserver.BaseRequestHandler)
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _BUFFER_BYTES)

    def finish_request(self, request, client_address) -> None:
        """[control] Answer one packet; nothing that it holds can end the server."""
        packet, sock = request
        try:
            answers = self.door.answer(packet, self.door.caller(client_address))
        except Exception:
            self._failed("on a packet")
            return
        try:
            for answer in answers:
                sock.sendto(answer, client_address)
        except OSError:  # the sender is gone, or has no port to answer to
            self.door.unsent += 1

    def service_actions(self) -> None:
        """[control] Between packets, or after a while without any: what subscribers are due."""
        subscriptions = self.door.subscriptions
        try:
            for to, news in subscriptions.due(time.monotonic(), self.door.interpreter.read):
                try:
                    for packet in bundles(news):
                        self.socket.sendto(packet, to)
                except OSError:  # no way there for now
                    self.door.unsent += 1
                    subscriptions.unsent(to)
        except Exception:
            self._failed("telling subscribers")

    def _failed(self, where: str) -> None:
        self.door.failed += 1
        logging.getLogger(__name__).exception("the OSC door failed %s", where)


def _family(host: str, port: int = 0) -> socket.AddressFamily:
    """[control] IPv4 or IPv6. Errors: OSError for a host that is none."""
    return socket.getaddrinfo(host, port, type=socket.SOCK_DGRAM)[0][0]


def _packed(answers: list[Answer]) -> list[bytes]:
    """[any] No packet for no answer, a message for one, one bundle for several."""
    left_out = len(answers) - _MAX_ANSWERS
    if left_out > 0:
        answers = [*answers[:_MAX_ANSWERS], (addresses.ERROR, [f"and {left_out} more answers"])]
    return [packets.bundle([encoded(answer) for answer in answers])] if answers else []


def bundles(news: Iterable[Answer]) -> list[bytes]:
    """[any] Messages as few packets, of at most _NEWS_BYTES where there are several in one."""
    packed: list[list[bytes]] = [[]]
    size = 0
    for message in map(encoded, news):
        size += len(message) + 4
        if packed[-1] and size > _NEWS_BYTES:
            packed.append([])
            size = len(message) + 4
        packed[-1].append(message)
    return [packets.bundle(messages) for messages in packed if messages]


def encoded(message: Answer) -> bytes:
    """[any] One message as a packet."""
    return build_msg(*message).dgram


def _why_closed(host: str, port: int, error: Exception) -> str:
    """[any] Why a port cannot be opened, and what to do about it."""
    if isinstance(error, OSError) and error.errno == errno.EADDRINUSE:
        return (
            f"OSC port {port} is already in use, perhaps by another Flowbend;"
            f" choose another with --osc-port {port + 1 if port < 65535 else 9000}"
        )
    return (
        f"OSC cannot listen on {host} port {port} ({error});"
        " choose another port with --osc-port (1024 to 65535) or another --osc-host"
    )
