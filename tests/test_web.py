"""The web door over real sockets: files, WebSockets, and whoever should not be let in."""

import contextlib
import http.client
import json
import os
import random
import socket
import struct
import time
from pathlib import Path

import numpy as np
import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

from bridge import page_files
from bridge.doors import DoorError
from bridge.web import SOCKET, WebDoor
from engine.link import State
from engine.panel import Panel
from engine.parameters import TABLE
from engine.shared import Shared

NAMES = ("piano", "flute")


class Rig:
    """A door, and what is behind it."""

    def __init__(self, folder, **settings):
        self.shared = Shared.create(folder / "page.memory")
        self.shared.meters().clear()
        self.panel = Panel(self.shared.store(), self.shared.events(), NAMES)
        self.door = WebDoor(self.panel, self.shared, port=0, **settings)
        self.door.start()
        self.port = self.door.address[1]
        self.host = f"127.0.0.1:{self.port}"

    def page(self, **options):
        return connect(f"ws://{self.host}{SOCKET}", **{"open_timeout": 60, **options})

    def get(self, path, method="GET", **headers):
        """(status, headers, body) of a request as it is, without a client's tidying up."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.putrequest(method, path, skip_host=True)
        for name, value in {"Host": self.host, **headers}.items():
            connection.putheader(name, value)
        connection.endheaders()
        answer = connection.getresponse()
        with contextlib.closing(connection):
            return answer.status, answer.headers, answer.read()


@pytest.fixture
def rig(tmp_path):
    rig = Rig(tmp_path)
    yield rig
    rig.door.stop()


def until(page, wanted, seconds=60):
    """The matter that comes under this name; what comes before it is passed over."""
    while True:
        data = page.recv(timeout=seconds)
        if isinstance(data, bytes):
            if wanted == "picture":
                return data
        elif wanted in (message := json.loads(data)):
            return message[wanted]


def test_the_page_and_its_parts_are_served(rig):
    status, headers, body = rig.get("/")
    assert status == 200 and b"<title>Flowbend</title>" in body
    assert headers["Content-Type"].startswith("text/html")
    for path in page_files.FOLDER.iterdir():
        status, headers, body = rig.get(f"/{path.name}?anything")
        assert (status, body) == (200, path.read_bytes())
        assert headers["X-Content-Type-Options"] == "nosniff"
        policy = headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy and "unsafe" not in policy


def test_the_page_asks_no_other_host_for_anything(rig):
    for path in page_files.FOLDER.iterdir():
        text = path.read_text().replace("http://www.w3.org/2000/svg", "")
        assert "http://" not in text and "https://" not in text and "//cdn" not in text, path


@pytest.mark.parametrize("path", [
    "/../web.py", "/..%2fweb.py", "/%2e%2e/web.py", "/page.html/../../web.py", "//etc/passwd",
    "/etc/passwd", "/page.py", "/.", "/..", "/page.html%00", "/PAGE.HTML", "/page/",
    "/....//web.py", "/..\\web.py", "/~root", "*", "http://evil.example/",
])
def test_no_path_leads_out_of_the_folder(rig, path):
    status, _, body = rig.get(path)
    assert status == 404 and body == b"there is no such page\n"


def test_other_hosts_and_origins_are_refused(rig):
    for host in ("evil.example", f"evil.example:{rig.port}", f"192.168.1.5:{rig.port}", ""):
        assert rig.get("/", Host=host)[0] == 403
    for origin in ("http://evil.example", "null", f"http://localhost:{rig.port}"):
        with pytest.raises(InvalidStatus) as refused, rig.page(origin=origin):
            pass
        assert refused.value.response.status_code == 403
    with rig.page(origin=f"http://{rig.host}") as page:
        assert until(page, "welcome")
    assert rig.door.refused == 7


def test_a_page_is_told_everything_when_it_comes(rig):
    rig.panel.set("gain", -7, "osc")
    with rig.page() as page:
        told = until(page, "welcome")
        assert [row["id"] for row in told["rows"]] == [row.id for row in TABLE]
        assert told["values"]["gain"] == -7 and told["touched"] == ["gain"]
        assert told["instruments"] == list(NAMES)
        assert told["events"]["/event/note_on"] == ["pitch", "velocity"]
        assert until(page, "meters")["underruns"] == 0
        assert until(page, "state")["plays"] is False


def test_two_pages_and_another_door_turn_the_same_knobs(rig):
    with rig.page() as one, rig.page() as two:
        assert until(one, "welcome") and until(two, "welcome")
        one.send('["/param/morph", 0.25]')
        assert until(two, "values") == {"morph": 0.25}
        two.send('["/param/rms", -30]')
        assert until(one, "values") == {"rms": -30, "rms_mode": 1}
        assert until(two, "values") == {"rms_mode": 1}  # what follows, it did not set itself
        rig.panel.set("gain", -3, "osc")
        assert until(one, "values") == until(two, "values") == {"gain": -3}
        one.send('["/param/gain", 99]')
        assert "gain must be a number from -60 to 12 dB" in until(one, "error")


def test_what_the_engine_and_the_doors_say_is_shown(rig):
    with rig.page() as page:
        until(page, "welcome")
        rig.door.say("Move a knob now.")
        assert until(page, "say") == "Move a knob now."
        rig.shared.notices.say("Another card takes over.")
        assert until(page, "say") == "Another card takes over."
        rig.shared.meters().update(underruns=3)
        assert until(page, "meters")["underruns"] == 3
        rig.shared.link.state, rig.shared.link.lives = State.PLAYING, 2
        told = until(page, "state")
        assert told == {"plays": True, "lives": 2}


def test_the_sound_comes_as_pictures_only_while_a_page_asks(rig):
    scope = rig.shared.scope()
    with rig.page() as page:
        until(page, "welcome")
        scope.add(np.full((4096, 2), 0.5, np.float32), 48000)
        page.send('["/picture", 1]')
        scope.add(np.full((4096, 2), 0.5, np.float32), 48000)
        data = until(page, "picture")
        kind, bands, columns, _ = struct.unpack("<BBHI", data[:8])
        assert (kind, len(data)) == (1, 8 + columns * (2 + bands)) and columns >= 1
        page.send('["/picture", 0]')
        page.send('["/instruments"]')
        assert until(page, "asks") == {"/instruments": list(NAMES)}
        scope.add(np.full((4096, 2), 0.5, np.float32), 48000)
        for _ in range(5):
            rig.door.say("on")
            assert isinstance(page.recv(timeout=60), str)


def test_keys_of_a_page_that_vanishes_are_lifted(rig):
    with rig.page() as page:
        until(page, "welcome")
        page.send('["/event/note_on", 60, 0.8]')
        page.send('["/instruments"]')
        until(page, "asks")
        assert [event.a for event in rig.panel.events.drain()] == [60]
        page.socket.shutdown(socket.SHUT_RDWR)
    deadline = time.monotonic() + 60
    while not (lifted := rig.panel.events.drain()):
        assert time.monotonic() < deadline
        time.sleep(0.01)
    assert [(event.kind.name, event.a) for event in lifted] == [("NOTE_OFF", 60)]


class TestLan:
    """Open to the network, with a token."""

    @pytest.fixture
    def lan(self, tmp_path):
        rig = Rig(tmp_path, token="abcd-efgh")
        yield rig
        rig.door.stop()

    def test_the_token_is_asked_for(self, lan):
        assert lan.door.address[0] == "0.0.0.0" and lan.door.url.endswith("/#abcd-efgh")
        with lan.page() as page:
            assert until(page, "asks_token") is True
            page.send('["/token", "ABCDefgh"]')
            assert until(page, "welcome")

    @pytest.mark.parametrize("said", ['["/token", "abcd-efgx"]', '["/param/gain", -60]', "[]",
                                      '["/token"]', '["/token", 7]', "x" * 99])
    def test_another_one_is_refused(self, lan, said):
        with lan.page() as page:
            until(page, "asks_token")
            page.send(said)
            page.send('["/param/gain", -60]')
            with pytest.raises(ConnectionClosed):
                until(page, "welcome")
            assert page.protocol.close_code == 4401
        assert lan.panel.get("gain") == 0

    def test_other_names_are_refused_all_the_same(self, lan):
        assert lan.get("/", Host=f"evil.example:{lan.port}")[0] == 403
        assert lan.get("/", Host=f"192.168.1.5:{lan.port}")[0] == 200


def test_noise_ends_nothing(rig):
    """Bytes at the port, long messages, half-open connections, many pages."""
    dice = random.Random(5)
    for _ in range(30):
        with socket.create_connection(("127.0.0.1", rig.port), timeout=60) as raw:
            raw.sendall(dice.randbytes(dice.randrange(1, 400)))
    with rig.page() as page:
        until(page, "welcome")
        page.send("x" * 20000)
        with pytest.raises(ConnectionClosed):
            until(page, "nothing")
        assert page.protocol.close_code == 1009
    half = socket.create_connection(("127.0.0.1", rig.port))
    half.sendall(b"GET / HTTP/1.1\r\nHost: ")
    with rig.page() as page:
        until(page, "welcome")
        for _ in range(200):
            page.send(dice.randbytes(dice.randrange(40)))
            page.send(json.dumps([f"/param/{dice.choice(TABLE).id}", dice.uniform(-99, 99)]))
        page.send('["/instruments"]')
        assert until(page, "asks")
    half.close()


def test_so_many_pages_and_no_more(rig):
    with contextlib.ExitStack() as open_pages:
        for _ in range(24):
            until(open_pages.enter_context(rig.page()), "welcome")
        with pytest.raises(InvalidStatus) as refused, rig.page():
            pass
        assert refused.value.response.status_code == 503
    with contextlib.suppress(InvalidStatus), rig.page() as page:
        until(page, "welcome")


def test_a_port_that_is_taken_is_told_with_the_remedy(rig):
    other = WebDoor(rig.panel, rig.shared, port=rig.port)
    with pytest.raises(DoorError, match=rf"already in use.*--web-port {rig.port + 1}"):
        other.start()
    other.stop()
    with pytest.raises(DoorError, match="another port"):
        WebDoor(rig.panel, rig.shared, port=70000).start()


def test_it_closes_and_the_port_is_free_again(tmp_path):
    rig = Rig(tmp_path)
    with rig.page() as page:
        until(page, "welcome")
        rig.door.stop()
        with pytest.raises(ConnectionClosed):
            until(page, "nothing")
    rig.door.stop()
    again = WebDoor(rig.panel, rig.shared, port=rig.port)
    again.start()
    again.stop()


@pytest.mark.skipif(os.name != "posix", reason="links")
def test_a_link_in_the_folder_is_no_way_out(tmp_path):
    """Files are read when the door is made; what turns up later is not served."""
    rig = Rig(tmp_path)
    link = Path(page_files.FOLDER / "sneaked.html")
    try:
        link.symlink_to("/etc/passwd")
        assert rig.get("/sneaked.html")[0] == 404
    finally:
        link.unlink()
        rig.door.stop()
