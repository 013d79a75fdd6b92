"""The web door: one port that serves the page and talks to it over a WebSocket.

The only importer of websockets. An event loop in a thread of its own; what a page says goes through
conversation.py, what it is made of is in page_files.py, and who may come in, guard.py decides.
"""

import asyncio
import contextlib
import errno
import itertools
import json
import logging
import os
import socket
import threading
import time
from collections.abc import AsyncIterator, Mapping
from types import MappingProxyType

from websockets.asyncio.server import ServerConnection, serve
from websockets.datastructures import Headers
from websockets.exceptions import ConnectionClosed
from websockets.http11 import Request, Response

from bridge import addresses, events, guard, page_files
from bridge.conversation import Asks, Conversation, Deeds
from bridge.doors import DoorError
from bridge.page_state import Watch, welcome
from bridge.picture import Picture
from engine.panel import Panel
from engine.shared import Shared

SOCKET = "/socket"
PORT = 9080
TELL_S = 1 / 30
"""How often pages are told of changes and of the sound."""
_LARGEST = 16384  # bytes of a message
_MOST_PAGES = 24
_TOKEN_S = 20.0  # for the token to come
_WRONG_S = 1.0
_REFUSED, _NOT_TOKEN, _CROWDED = 403, 4401, 503


class WebDoor:
    """One thread that serves one TCP port, on loopback; with a token, to the network too.

    Counters: `refused` requests (another origin, host or path).
    """

    def __init__(
        self, panel: Panel, shared: Shared, port: int = PORT, token: str | None = None,
        deeds: Deeds = MappingProxyType({}), asks: Asks = MappingProxyType({}),
    ) -> None:
        """[control] A door that is still closed. Port 0 lets the system choose one.

        token: opens the door to the network, and is asked of every page. `deeds` are events beyond
        those of the panel, and `asks` questions, by address.
        """
        self.panel, self._shared, self._token = panel, shared, token
        self.address = ("127.0.0.1" if token is None else "0.0.0.0", port)
        self.refused = 0
        self._deeds: Deeds = {**events.of_panel(panel), **deeds}
        self._asks: Asks = {
            **asks,
            addresses.INSTRUMENTS: lambda: list(panel.instruments),
            addresses.METERS: lambda: [self._watch.meters()],
        }
        self._watch = Watch(shared, self._asks)
        self._picture = Picture(shared.scope())
        self._files = page_files.load()
        self._numbers = itertools.count(1)
        self._pages: dict[str, Conversation] = {}
        self._talks = 0
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stopping: asyncio.Event
        self._thread: threading.Thread | None = None

    @property
    def url(self) -> str:
        """[any] What to type into a browser; with the token where one is asked for."""
        port = self.address[1]
        if self._token is None:
            return f"http://127.0.0.1:{port}"
        return f"http://{_own_address()}:{port}/#{self._token}"

    def start(self) -> None:
        """[control] Open the port and serve it; `address` then holds the true host and port.

        Raises DoorError, with the remedy, when the port cannot be had.
        """
        try:
            opened = _open(*self.address)
        except (OSError, OverflowError) as error:
            raise DoorError(_why_closed(*self.address, error)) from None
        self.address = opened.getsockname()[:2]
        ready = threading.Event()
        self._thread = threading.Thread(
            target=lambda: asyncio.run(self._serve(opened, ready)), name="web", daemon=True
        )
        self._thread.start()
        ready.wait()

    def stop(self) -> None:
        """[control] Close the port and say goodbye to the pages. Harmless when closed."""
        if self._loop is not None and self._thread is not None:
            self._loop.call_soon_threadsafe(self._stopping.set)
            self._thread.join()
            self._loop = self._thread = None

    def say(self, text: str) -> None:
        """[any] Let every page show this sentence."""
        for page in list(self._pages.values()):
            page.say(text)

    async def _serve(self, opened: socket.socket, ready: threading.Event) -> None:
        """[control] The thread: serve until `stop`."""
        quiet = logging.getLogger(f"{__name__}.protocol")
        quiet.setLevel(logging.CRITICAL)  # what strangers send is no error of ours
        serving = serve(
            self._talk, sock=opened, process_request=self._answer, max_size=_LARGEST,
            max_queue=32, open_timeout=10, ping_interval=10, ping_timeout=20, close_timeout=1,
            compression=None, server_header=None, logger=quiet,
        )
        self._loop, self._stopping = asyncio.get_running_loop(), asyncio.Event()
        ready.set()
        async with serving:
            await self._stopping.wait()

    def _answer(self, connection: ServerConnection, request: Request) -> Response | None:
        """[control] A file of the page, a refusal, or None: a WebSocket is opened."""
        host = request.headers.get("Host") if len(request.headers.get_all("Host")) == 1 else None
        lan = self._token is not None
        if host is None or not guard.is_welcome_host(host, self.address[1], lan):
            return self._refuse("this address is not Flowbend's: open the one that it prints")
        path = request.path.partition("?")[0]
        if path == SOCKET:
            if len(request.headers.get_all("Origin")) > 1 or not guard.is_welcome_origin(
                request.headers.get("Origin"), host
            ):
                return self._refuse("only Flowbend's own page may talk to it")
            if self._talks >= _MOST_PAGES:
                return _response(_CROWDED, "too many pages are open: close one", host)
            return None
        file = self._files.get(path)
        if file is None:
            self.refused += 1
            return _response(404, "there is no such page", host)
        return _response(200, file.body, host, file.type)

    def _refuse(self, sentence: str) -> Response:
        self.refused += 1
        return _response(_REFUSED, sentence, "127.0.0.1")

    async def _talk(self, connection: ServerConnection) -> None:
        """[control] With one page, until it goes."""
        self._talks += 1
        try:
            with contextlib.suppress(ConnectionClosed):
                if self._token is None or await self._knows_the_token(connection):
                    await self._converse(connection)
        finally:
            self._talks -= 1

    async def _converse(self, connection: ServerConnection) -> None:
        async with self._page(connection) as page:
            async for text in connection:
                for answer in page.hear(text):
                    await connection.send(json.dumps(answer))

    async def _knows_the_token(self, connection: ServerConnection) -> bool:
        await connection.send(json.dumps({"asks_token": True}))
        try:
            said = json.loads(await asyncio.wait_for(connection.recv(), _TOKEN_S))
        except (TimeoutError, ValueError, RecursionError):
            said = None
        assert self._token is not None
        is_right = isinstance(said, list) and len(said) == 2 and said[0] == "/token"
        if is_right and guard.is_token(said[1], self._token):
            return True
        await asyncio.sleep(_WRONG_S)
        await connection.close(_NOT_TOKEN, "the token is another one")
        return False

    @contextlib.asynccontextmanager
    async def _page(self, connection: ServerConnection) -> AsyncIterator[Conversation]:
        """[control] A conversation, and the task that tells the page what is new."""
        source = f"page {next(self._numbers)}"
        page = Conversation(self.panel, self._deeds, self._asks, source)
        self._pages[source] = page
        told = asyncio.create_task(self._tell(connection, page))
        try:
            yield page
        finally:
            told.cancel()
            del self._pages[source]
            page.end()

    async def _tell(self, connection: ServerConnection, page: Conversation) -> None:
        """[control] Everything a page is told unasked. Waits for a slow one, and then goes on with
        what is so by then."""
        seen, column = self._watch.begin(), self._picture.look()
        await connection.send(json.dumps(welcome(self.panel, self._shared, self._deeds)))
        with contextlib.suppress(ConnectionClosed):
            while True:
                for news in (*page.news(), *self._watch.news(seen, time.monotonic())):
                    await connection.send(json.dumps(news))
                if page.wants_pictures:
                    now = self._picture.look()
                    if (columns := self._picture.since(column)) is not None:
                        column = now
                        await connection.send(columns)
                await asyncio.sleep(TELL_S)


def _response(
    status: int, body: str | bytes, host: str, type: str = "text/plain; charset=utf-8"
) -> Response:
    content = body if isinstance(body, bytes) else f"{body}\n".encode()
    phrases: Mapping[int, str] = {200: "OK", 403: "Forbidden", 404: "Not Found"}
    told = Headers({
        **page_files.headers(host), "Content-Type": type, "Content-Length": str(len(content)),
        "Connection": "close",
    })
    return Response(status, phrases.get(status, "Service Unavailable"), told, content)


def _open(host: str, port: int) -> socket.socket:
    """A listening socket. Errors: OSError, OverflowError."""
    opened = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        if os.name == "posix":  # elsewhere it would share the port with whoever has it
            opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        opened.bind((host, port))
        opened.listen(32)
    except BaseException:
        opened.close()
        raise
    return opened


def _own_address() -> str:
    """The address under which the network knows this machine; no packet is sent to find it."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
            return str(probe.getsockname()[0])
        except OSError:
            return "127.0.0.1"


def _why_closed(host: str, port: int, error: Exception) -> str:
    """[any] Why a port cannot be opened, and what to do about it."""
    if isinstance(error, OSError) and error.errno == errno.EADDRINUSE:
        return (
            f"port {port} for the page is already in use, perhaps by another Flowbend;"
            f" choose another with --web-port {port + 1 if port < 65535 else PORT}"
        )
    return (
        f"the page cannot be served on {host} port {port} ({error});"
        " choose another port with --web-port (1024 to 65535)"
    )
