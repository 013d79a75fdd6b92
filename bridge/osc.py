"""The OSC door: UDP packets in, panel calls out, answers back to the sender.

The only importer of python-osc, and only for decoding and encoding. Its Dispatcher is not used: it
matches addresses as patterns, and one `/param/****...` keeps it busy for ever.
"""

import errno
import logging
import socket
import socketserver
import threading
from collections.abc import Callable

from pythonosc.osc_bundle_builder import IMMEDIATELY, OscBundleBuilder
from pythonosc.osc_message import OscMessage
from pythonosc.osc_message import ParseError as OscParseError
from pythonosc.osc_message_builder import build_msg

from bridge import addresses, packets
from bridge.doors import DoorError
from engine.meters import Meters
from engine.panel import Panel
from engine.parameters import TABLE, BadValue, Parameter, find

SOURCE = "osc"
_MAX_ANSWERS = 64  # in one packet back; the rest are only counted
# Our own answers: answering them could loop.
_SILENT = (addresses.ERROR, addresses.PARAMS_ROW, addresses.METERS_ROW)
_BEHIND = "the engine has fallen behind and its queue of events is full; the event was dropped"

Answer = tuple[str, list]  # address, arguments


class OscDoor:
    """One thread that serves one UDP port.

    Each packet is answered with at most one packet: a value that was asked for, `/error` and a
    sentence, or a bundle of these for a bundle; only `/params` gets one packet for each row.
    Messages are applied at once and in order, whatever their time tags; of a packet that is not
    whole, nothing is applied.

    Counters: `received` packets, `malformed` packets, `refused` messages, `unsent` answers and
    `failed` packets (a fault of this program, written to the log).
    """

    def __init__(
        self, panel: Panel, host: str = "127.0.0.1", port: int = 9000,
        meters: Meters | None = None,
    ) -> None:
        """[control] A door that is still closed. Port 0 lets the system choose one."""
        self.panel = panel
        self._meters = meters or Meters()
        self.address = (host, port)
        self.received = self.malformed = self.refused = self.unsent = self.failed = 0
        self._server: _Server | None = None
        self._thread: threading.Thread | None = None
        self._events: dict[str, Callable[..., object]] = {
            addresses.NOTE_ON: lambda pitch, velocity: panel.note_on(pitch, velocity, SOURCE),
            addresses.NOTE_OFF: lambda pitch: panel.note_off(pitch, SOURCE) or True,
            addresses.ALL_NOTES_OFF: lambda: panel.all_notes_off(SOURCE) or True,
            addresses.PANIC: lambda: panel.panic(SOURCE) or True,
            addresses.ONSET: lambda strength: panel.onset(strength, SOURCE),
            addresses.RESET: lambda: panel.reset(SOURCE),
            addresses.NEW_SEED: lambda: panel.new_seed(SOURCE) is not None,
            addresses.MODEL: lambda folder: panel.model(folder, SOURCE),
        }

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
            target=self._server.serve_forever, args=(0.1,), name="osc", daemon=True
        )
        self._thread.start()

    def stop(self) -> None:
        """[control] Close the port; waits for the packet in hand. Harmless when closed."""
        if self._server and self._thread:
            self._server.shutdown()
            self._server.server_close()
            self._thread.join()
            self._server = self._thread = None

    def answer(self, packet: bytes) -> list[bytes]:
        """[control] Apply one packet; the packets to send back. Never raises for bad input."""
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
            try:
                wants_table |= message.address == addresses.PARAMS and not message.params
                answers += self._apply(message.address, message.params)
            except BadValue as refusal:
                self.refused += 1
                answers.append((addresses.ERROR, [str(refusal)]))
        rows = self._table() if wants_table else []
        return [*_packed(answers), *map(encoded, rows)]

    def _apply(self, address: str, arguments: list) -> list[Answer]:
        """[control] Do what one message says; its answer, if it has one. Raises BadValue."""
        if address in _SILENT:
            return []
        id = addresses.id_of(address)
        if id is not None:
            return self._parameter(id, address, arguments)
        if address in addresses.EVENTS:
            _expect(address, arguments, addresses.EVENTS[address])
            if not self._events[address](*arguments):
                raise BadValue(f"{address}: {_BEHIND}")
            return []
        if address in addresses.QUERIES:
            _expect(address, arguments, ())
            if address == addresses.METERS:
                return self._measured()
            names = [(address, list(self.panel.instruments))]
            return names if address == addresses.INSTRUMENTS else []
        raise addresses.unknown(address)

    def _measured(self) -> list[Answer]:
        """[any] One `/meters/row name value` for each number that is known."""
        found = self._meters.read().items()
        return [(addresses.METERS_ROW, [name, x]) for name, x in found if x is not None]

    def _parameter(self, id: str, address: str, arguments: list) -> list[Answer]:
        """[control] Set a row with one argument, or answer its value without any."""
        if not arguments:
            return [(address, [self._value(id)])]
        _expect(address, arguments, ("value",))
        self.panel.set(id, arguments[0], SOURCE)
        return []

    def _value(self, id: str) -> int | float:
        """[any] The value of a row, in the type that OSC sends it in."""
        return _typed(find(id), self.panel.get(id))

    def _table(self) -> list[Answer]:
        """[any] One `/params/row` for each row: id label unit min max default value."""
        return [
            (addresses.PARAMS_ROW, [
                row.id, row.label, row.unit,
                *(_typed(row, x) for x in (row.minimum, row.maximum, row.default)),
                self._value(row.id),
            ])
            for row in TABLE
        ]


class _Server(socketserver.UDPServer):
    """A blocking UDP server that hands each packet to its door."""

    max_packet_size = packets.MAX_BYTES + 1  # one more, so that a longer packet shows

    def __init__(self, door: OscDoor) -> None:
        self.door = door
        host, port = door.address
        found = socket.getaddrinfo(host, port, type=socket.SOCK_DGRAM)[0]
        self.address_family = found[0]
        super().__init__((host, port), socketserver.BaseRequestHandler)

    def finish_request(self, request, client_address) -> None:
        """[control] Answer one packet; nothing that it holds can end the server."""
        packet, sock = request
        try:
            answers = self.door.answer(packet)
        except Exception:
            self.door.failed += 1
            logging.getLogger(__name__).exception("the OSC door failed on a packet")
            return
        try:
            for answer in answers:
                sock.sendto(answer, client_address)
        except OSError:  # the sender is gone, or has no port to answer to
            self.door.unsent += 1


def _expect(address: str, arguments: list, names: tuple[str, ...]) -> None:
    """[any] Raise BadValue unless there is one argument for each name."""
    if len(arguments) != len(names):
        wanted = " ".join(names) or "no argument"
        raise BadValue(f"{address} takes {wanted}, and got {len(arguments)} argument(s)")


def _typed(row: Parameter, value: float) -> int | float:
    """[any] Whole-number rows as OSC int, all others as OSC float."""
    return int(value) if row.is_whole else float(value)


def _packed(answers: list[Answer]) -> list[bytes]:
    """[any] No packet for no answer, a message for one, one bundle for several."""
    left_out = len(answers) - _MAX_ANSWERS
    if left_out > 0:
        answers = [*answers[:_MAX_ANSWERS], (addresses.ERROR, [f"and {left_out} more answers"])]
    if len(answers) < 2:
        return [encoded(answer) for answer in answers]
    builder = OscBundleBuilder(IMMEDIATELY)
    for address, arguments in answers:
        builder.add_content(build_msg(address, arguments))
    return [builder.build().dgram]


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
