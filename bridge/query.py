"""The OSCQuery door: the address space as JSON over HTTP, and a websocket that tells of changes.

The only importer of websockets, which serves both on one port. What there is to tell is
namespace.py's, what a message does the OSC door's (https://github.com/Vidvox/OSCQueryProposal).
"""

import asyncio
import errno
import ipaddress
import json
import logging
import socket
import threading
from contextlib import suppress
from http import HTTPStatus
from urllib.parse import unquote, urlsplit

from websockets.asyncio.server import ServerConnection, serve
from websockets.exceptions import ConnectionClosed
from websockets.http11 import Request, Response

from bridge import addresses, namespace, packets
from bridge.announcement import announced
from bridge.doors import DoorError
from bridge.interpreter import Caller
from bridge.news import METERS, NEWS_S, Picture
from bridge.osc import OscDoor, encoded
from engine.parameters import TABLE, BadValue, shown

NAME = "Flowbend"
MAX_LISTENERS = 32
_PATIENCE_S = 5.0
_FAREWELL_S = 2.0


class QueryDoor:
    """One thread with an event loop of its own, that serves one TCP port and announces it by mDNS.

    `name` is what it is found by once it is announced; `failed` counts faults of this program,
    written to the log.
    """

    def __init__(self, osc: OscDoor, port: int | None = None, name: str = NAME) -> None:
        """[control] A door that is still closed, to an OSC door that is open.

        Without a port it takes the number of the OSC port, or any other when that is taken.
        """
        self.name = name
        self.failed = 0
        self.listeners = 0
        self.address = (osc.address[0], 0)
        self._osc = osc
        self._wanted = port
        self._thread: threading.Thread | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stopping = asyncio.Event()

    def start(self) -> None:
        """[control] Open the port and serve it; `address` then holds host and port.

        Raises DoorError, with the remedy, when the port cannot be had.
        """
        sock = self._open()
        self.address = sock.getsockname()[:2]
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(
            target=self._run, args=(self._loop, sock), name="oscquery", daemon=True
        )
        self._thread.start()

    def stop(self, patience_s: float = 5.0) -> None:
        """[control] Close, with a farewell to listeners and to the network, which takes up to a
        second; it is waited for that long. Harmless when closed."""
        if self._thread and self._loop:
            with suppress(RuntimeError):  # it has ended by itself
                self._loop.call_soon_threadsafe(self._stopping.set)
            self._thread.join(patience_s)
            self._thread = self._loop = None

    def _run(self, loop: asyncio.AbstractEventLoop, sock: socket.socket) -> None:
        """[control] The thread."""
        with sock:
            loop.run_until_complete(self._serve(sock))
        loop.close()

    def _open(self) -> socket.socket:
        """[control] The port that is wanted. Raises DoorError."""
        host, osc_port = self._osc.address
        port = osc_port if self._wanted is None else self._wanted
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        try:
            return socket.create_server((host, port), family=family)
        except (OSError, OverflowError) as error:
            taken = isinstance(error, OSError) and error.errno == errno.EADDRINUSE
            if self._wanted is None and taken:
                return socket.create_server((host, 0), family=family)
            why = "it is already in use" if taken else error
            raise DoorError(
                f"OSCQuery cannot listen on {host} port {port} ({why});"
                " choose another with --osc-query-port, or do without: --no-osc-query"
            ) from None

    async def _serve(self, sock: socket.socket) -> None:
        """[control] Until it is stopped."""
        quiet = logging.Logger("websockets", logging.CRITICAL)  # strangers' faults are not ours
        async with serve(
            self._converse, sock=sock, process_request=self._reply, compression=None,
            max_size=packets.MAX_BYTES, open_timeout=_PATIENCE_S, close_timeout=_FAREWELL_S,
            logger=quiet,
        ):
            announcing = asyncio.create_task(self._announce())
            await self._stopping.wait()
            await asyncio.wait([announcing], timeout=_FAREWELL_S)
            announcing.cancel()
            await asyncio.wait([announcing])

    async def _announce(self) -> None:
        """[control] Found by its name until it stops; without mDNS it plays all the same."""
        (host, port), (_, osc_port) = self.address, self._osc.address
        try:
            async with announced(self.name, host, port, osc_port) as name:
                self.name = name
                await self._stopping.wait()
        except Exception as error:  # whatever a network can have against it
            logging.getLogger(__name__).warning(
                "OSCQuery is not announced by mDNS (%s); clients need its address typed in", error
            )

    def _reply(self, connection: ServerConnection, request: Request) -> Response | None:
        """[control] The answer to an HTTP request; None opens a websocket."""
        try:
            status, body = self._answer(request)
        except Exception:
            self._fail("on a request")
            status, body = HTTPStatus.INTERNAL_SERVER_ERROR, "a fault of Flowbend: see its log"
        if body is None and status is HTTPStatus.SWITCHING_PROTOCOLS:
            return None
        response = connection.respond(status, "")
        for header in ("Content-Type", "Content-Length"):
            del response.headers[header]
        if body is not None:
            kind, text = "text/plain", body
            if not isinstance(text, str):
                kind, text = "application/json", json.dumps(body, allow_nan=False)
            content = text.encode()
            response.headers["Content-Type"] = f"{kind}; charset=utf-8"
            response.headers["Content-Length"] = str(len(content))
            response.body = b"" if request.method == "HEAD" else content
        if status is HTTPStatus.METHOD_NOT_ALLOWED:
            response.headers["Allow"] = "GET, HEAD"
        return response

    def _answer(self, request: Request) -> tuple[HTTPStatus, str | dict[str, object] | None]:
        """[any] Status and body: a sentence as text, or what becomes JSON, or None for none."""
        if why := _refusal(request):
            return HTTPStatus.FORBIDDEN, why
        if request.method not in ("GET", "HEAD"):
            return HTTPStatus.METHOD_NOT_ALLOWED, "values are set over OSC; HTTP only reads"
        if "Upgrade" in request.headers:
            if self.listeners >= MAX_LISTENERS:
                return HTTPStatus.SERVICE_UNAVAILABLE, f"{MAX_LISTENERS} listen already"
            return HTTPStatus.SWITCHING_PROTOCOLS, None
        path, _, query = request.path.partition("?")
        attribute = query.removesuffix("=")
        if attribute == "HOST_INFO":
            return HTTPStatus.OK, self._host_info()
        _, meters = self._osc.interpreter.read()
        root = namespace.tree(self._osc.panel, meters, self._osc.interpreter.names())
        node = namespace.at(root, unquote(path))
        if node is None:
            return HTTPStatus.NOT_FOUND, str(addresses.unknown(unquote(path)))
        if not attribute:
            return HTTPStatus.OK, node
        if attribute not in namespace.ATTRIBUTES:
            known = ", ".join(("HOST_INFO", *namespace.ATTRIBUTES))
            return HTTPStatus.BAD_REQUEST, f"{shown(attribute)} cannot be asked: {known} can"
        if attribute not in node:
            return HTTPStatus.NO_CONTENT, None
        return HTTPStatus.OK, {attribute: node[attribute]}

    def _host_info(self) -> dict[str, object]:
        host, port = self._osc.address
        everywhere = host in ("", "0.0.0.0", "::")
        return namespace.host_info(self.name, None if everywhere else host, port)

    async def _converse(self, connection: ServerConnection) -> None:
        """[control] One websocket: text is a command, bytes are an OSC packet, both ways."""
        host, port = connection.remote_address[:2]
        picture = Picture()
        caller = Caller(f"osc ws://{host}:{port}", (picture,))
        self.listeners += 1
        telling = asyncio.create_task(self._tell(connection, picture))
        try:
            with suppress(ConnectionClosed):
                async for said in connection:
                    for answer in self._obey(said, caller):
                        await connection.send(answer)
        finally:
            self.listeners -= 1
            telling.cancel()
            with suppress(asyncio.CancelledError):
                await telling

    async def _tell(self, connection: ServerConnection, picture: Picture) -> None:
        """[control] What one listener has asked to be told, one message at a time. Who does not
        take it in time is told the last values only."""
        with suppress(ConnectionClosed):
            while True:
                await asyncio.sleep(NEWS_S)
                if not picture.rows and not picture.meters:
                    continue
                for message in picture.news(*self._osc.interpreter.read()):
                    await connection.send(encoded(message))

    def _obey(self, said: str | bytes, caller: Caller) -> list[bytes]:
        """[control] What to answer to what a listener said. Never raises."""
        try:
            if isinstance(said, bytes):
                return self._osc.answer(said, caller)
            _follow(said, *caller.pictures)
        except BadValue as refusal:
            return [encoded((addresses.ERROR, [str(refusal)]))]
        except Exception:
            self._fail("on a websocket")
        return []

    def _fail(self, where: str) -> None:
        self.failed += 1
        logging.getLogger(__name__).exception("the OSCQuery door failed %s", where)


def _follow(command: str, picture: Picture) -> None:
    """[any] LISTEN to, or IGNORE, a path and all below it. Raises BadValue."""
    try:
        wanted = json.loads(command)
        name, path = wanted["COMMAND"], wanted["DATA"]
    except (ValueError, TypeError, KeyError, RecursionError):
        name = path = None
    if name not in ("LISTEN", "IGNORE") or not isinstance(path, str):
        raise BadValue(
            'a command is {"COMMAND": "LISTEN", "DATA": "/param/rms"}, or IGNORE,'
            f" not {shown(command)}"
        )
    path = path.rstrip("/")

    def meant(address: str) -> bool:
        return address == path or address.startswith(f"{path}/")

    rows = [row.id for row in TABLE if meant(addresses.address_of(row.id))]
    meters = [meter for meter in METERS if meant(addresses.address_of_meter(meter))]
    if not rows and not meters:
        raise addresses.unknown(path)
    (picture.follow if name == "LISTEN" else picture.ignore)(rows, meters)


def _refusal(request: Request) -> str:
    """[any] Why a request is not answered: a page from elsewhere in this machine's browser may
    neither pass for us (DNS rebinding) nor open a websocket here."""
    host = _name(f"//{' '.join(request.headers.get_all('Host'))}")
    if not (_is_address(host) or "." not in host or host.endswith((".local", ".localhost"))):
        return f"ask by this machine's address, not as {shown(host)}"
    for origin in request.headers.get_all("Origin"):
        if _name(origin) not in (host, "localhost", "127.0.0.1", "::1"):
            return f"a page from {shown(origin)} may not talk to Flowbend"
    return ""


def _name(url: str) -> str:
    """[any] The host that a URL names, or one that nobody may have when it is none."""
    try:
        return (urlsplit(url).hostname or "").removesuffix(".")
    except ValueError:
        return "no.host"


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
