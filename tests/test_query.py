"""OSCQuery over real sockets: found, described, listened to, and not to be brought down."""

import json
import random
import socket
import time
import urllib.error
import urllib.request
from contextlib import ExitStack

import pytest
from hostile import hostile_packets
from pythonosc.osc_message_builder import build_msg
from pythonoscquery.osc_query_browser import OSCQueryBrowser
from pythonoscquery.osc_query_client import OSCQueryClient
from surfaces import Surface, messages_in
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from bridge import addresses, namespace
from bridge.doors import DoorError
from bridge.osc import OscDoor
from bridge.query import MAX_LISTENERS, QueryDoor
from engine.meters import Meters
from engine.panel import Panel
from engine.parameters import TABLE, check
from engine.store import Event, Events, Kind, Store

NAMES = ("piano", "flute")


@pytest.fixture(scope="module")
def doors():
    osc = OscDoor(Panel(Store(), Events(), NAMES), port=0, meters=Meters())
    osc.start()
    query = QueryDoor(osc, name=f"Flowbend test {osc.address[1]}")
    query.start()
    yield osc, query
    query.stop()
    osc.stop()


@pytest.fixture
def osc(doors):
    return doors[0]


@pytest.fixture
def query(doors):
    return doors[1]


def ask(query, path, method="GET", **headers):
    """(status, body): JSON where it is JSON."""
    request = urllib.request.Request(
        f"http://127.0.0.1:{query.address[1]}{path}", method=method, headers=headers
    )
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            text = answer.read().decode()
            is_json = answer.headers["Content-Type"] == "application/json; charset=utf-8"
            return answer.status, json.loads(text) if is_json and text else text
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def listening(query, **more):
    return connect(f"ws://127.0.0.1:{query.address[1]}/", open_timeout=20, **more)


def command(name, path):
    return json.dumps({"COMMAND": name, "DATA": path})


def told(websocket, timeout=20):
    (message,) = messages_in(websocket.recv(timeout=timeout))
    return message


def raw(query, request, is_all=False):
    """What comes back for these bytes, after which nothing follows where that is all."""
    with socket.create_connection(query.address, timeout=20) as sock:
        sock.sendall(request)
        if is_all:
            sock.shutdown(socket.SHUT_WR)
        parts = []
        try:
            while part := sock.recv(65536):
                parts.append(part)
        except ConnectionResetError:
            pass
        return b"".join(parts)


# What there is


def test_the_host_says_where_osc_is_and_what_it_can(osc, query):
    status, info = ask(query, "/?HOST_INFO")
    assert status == 200
    assert (info["OSC_IP"], info["OSC_PORT"], info["OSC_TRANSPORT"]) == (*osc.address, "UDP")
    assert info["NAME"] == query.name
    assert info["EXTENSIONS"]["LISTEN"] is True and info["EXTENSIONS"]["TAGS"] is False


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.id)
def test_every_row_is_there_with_its_range_and_value(osc, query, row):
    _, node = ask(query, f"/param/{row.id}")
    assert node["FULL_PATH"] == f"/param/{row.id}" and node["ACCESS"] == 3
    assert node["TYPE"] == ("i" if row.is_whole else "f")
    assert node["VALUE"] == [osc.panel.get(row.id)]
    maximum = 1 if row.id.startswith("instrument") else row.maximum
    assert node["RANGE"] == [{"MIN": row.minimum, "MAX": maximum}]
    assert row.about in node["DESCRIPTION"] and ("UNIT" in node) == bool(row.unit)
    names = NAMES if row.id.startswith("instrument") else row.choices
    overloads = [{"TYPE": "s", "RANGE": [{"VALS": list(names)}]}] if names else None
    assert node.get("OVERLOADS") == overloads


def leaves(node):
    if "CONTENTS" not in node:
        yield node
    for name, child in node.get("CONTENTS", {}).items():
        assert child["FULL_PATH"] == f"{node['FULL_PATH'].rstrip('/')}/{name}"
        yield from leaves(child)


def test_the_tree_is_what_the_door_listens_to(query):
    _, root = ask(query, "/")
    found = {leaf["FULL_PATH"] for leaf in leaves(root)}
    asked = {addresses.PARAMS, addresses.METERS, *addresses.SUBSCRIPTIONS}  # instead of which it is
    assert found == set(addresses.addresses()) - asked


@pytest.mark.parametrize("attribute", namespace.ATTRIBUTES)
def test_an_attribute_by_itself(query, attribute):
    status, body = ask(query, f"/param/rms?{attribute}")
    _, node = ask(query, "/param/rms")
    there = attribute in node
    assert (status, body) == ((200, {attribute: node[attribute]}) if there else (204, ""))


def test_events_say_what_they_take(query):
    _, node = ask(query, "/event/note_on")
    assert (node["TYPE"], node["ACCESS"]) == ("if", 2)
    assert node["RANGE"] == [{"MIN": 0, "MAX": 127}, {"MIN": 0, "MAX": 1}]
    assert ask(query, "/event/reset")[1]["TYPE"] == "N"
    assert ask(query, "/event/note_on?VALUE") == (204, "")


@pytest.mark.parametrize(
    ("path", "status", "sentence"),
    [
        ("/param/rmss", 404, "did you mean '/param/rms'"), ("/param/rms/x", 404, "nothing"),
        ("/param/rms?LOUDNESS", 400, "HOST_INFO, FULL_PATH"), ("/%ff%00", 404, "nothing"),
        ("/param/rms?VALUE&RANGE", 400, "cannot be asked"), ("/" + "x" * 3000, 404, "nothing"),
    ],
)
def test_what_cannot_be_asked_is_said(query, path, status, sentence):
    found, body = ask(query, path)
    assert found == status and sentence in body


def test_only_reading(query):
    assert ask(query, "/param/rms", "HEAD") == (200, "")
    assert ask(query, "/param/rms", "DELETE")[0] == 405
    assert b"405" in raw(query, b"PUT / HTTP/1.1\r\nHost: localhost\r\n\r\n")


# Who may ask


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost:9000", "[::1]:80", "studio.local", "studio"]
)
def test_names_of_this_machine(query, host):
    assert ask(query, "/?HOST_INFO", Host=host)[0] == 200


@pytest.mark.parametrize(
    "headers",
    [{"Host": "evil.example"}, {"Host": "127.0.0.1.evil.example:9000"}, {"Host": "[::1"},
     {"Origin": "http://evil.example"}, {"Origin": "null"}, {"Origin": "http://198.51.100.7"}],
    ids=str,
)
def test_pages_from_elsewhere_are_turned_away(query, headers):
    assert ask(query, "/param", **headers)[0] == 403
    if "Origin" in headers:
        with pytest.raises(InvalidStatus) as refused, listening(query, origin=headers["Origin"]):
            pass
        assert refused.value.response.status_code == 403


def test_a_page_of_this_machine_may_listen(query):
    with listening(query, origin="http://localhost:8080") as websocket:
        websocket.send(command("LISTEN", "/param/morph"))
        assert told(websocket)[0] == "/param/morph"


# Listening


def test_who_listens_is_told_of_others_changes_and_not_of_his_own(osc, query):
    surface = Surface(osc.address)
    with listening(query) as websocket:
        websocket.send(command("LISTEN", "/param/gain"))
        assert told(websocket) == ("/param/gain", osc.panel.get("gain"))
        surface.send("/subscribe", 0, 60, "params")
        websocket.send(build_msg("/param/gain", [-3.0]).dgram)
        surface.wait_for(lambda: surface.shown.get("gain") == -3)
        surface.turn("gain", -9.0)
        assert told(websocket) == ("/param/gain", -9)  # and nothing before it
    surface.send("/unsubscribe")
    surface.close()


def test_a_path_means_all_below_it_and_may_be_ignored(osc, query):
    with listening(query) as websocket:
        websocket.send(command("LISTEN", "/param"))
        assert {told(websocket)[0] for _ in TABLE} == {f"/param/{row.id}" for row in TABLE}
        websocket.send(command("IGNORE", "/param/"))
        websocket.send(command("LISTEN", "/meters/underruns"))
        osc.panel.set("seed_b", 55, "somebody else")
        osc.interpreter.meters.update(underruns=7)
        while (message := told(websocket)) != ("/meters/underruns", 7):
            assert message[0] == "/meters/underruns"


def test_a_listener_sends_as_any_other_client(osc, query):
    heard = []
    forget = osc.panel.store.listen(lambda id, value, source: heard.append((id, source)))
    osc.panel.events.drain()
    with listening(query) as websocket:
        websocket.send(build_msg("/param/steps", [5]).dgram)
        websocket.send(build_msg("/event/reset", []).dgram)
        websocket.send(build_msg("/param/steps", []).dgram)
        assert told(websocket) == ("/param/steps", 5)
        websocket.send(build_msg("/param/steps", [99]).dgram)
        assert "steps must be" in told(websocket)[1]
        websocket.send(build_msg("/subscribe", []).dgram)
        assert "LISTEN" in told(websocket)[1]
        name = "osc ws://{}:{}".format(*websocket.local_address)
    forget()
    assert heard == [("steps", name)]
    assert osc.panel.events.drain() == (Event(Kind.RESET),)


@pytest.mark.parametrize(
    "said",
    ["", "x", "[]", "{}", "[" * 4000, '{"COMMAND": "LISTEN"}', '{"COMMAND": [], "DATA": {}}',
     command("LISTEN", "/nope"), command("DANCE", "/param"), command("LISTEN", 5)],
    ids=lambda said: said[:20],
)
def test_what_is_no_command_is_said(query, said):
    with listening(query) as websocket:
        websocket.send(said)
        address, sentence = told(websocket)
        assert address == "/error" and ("a command is" in sentence or "nothing listens" in sentence)


def test_there_are_not_too_many_listeners(query):
    with ExitStack() as crowd:
        for _ in range(MAX_LISTENERS):
            crowd.enter_context(listening(query))
        with pytest.raises(InvalidStatus) as refused, listening(query):
            pass
        assert refused.value.response.status_code == 503
    deadline = time.monotonic() + 20
    while query.listeners and time.monotonic() < deadline:
        time.sleep(0.01)
    assert query.listeners == 0


# Being found


def test_a_client_that_is_not_ours_finds_it_and_reads_it(osc, query):
    browser = OSCQueryBrowser()
    try:
        deadline = time.monotonic() + 30
        found = browser.listener
        while (f"{query.name}._oscjson._tcp.local." not in found.oscjson_services
               or f"{query.name}._osc._udp.local." not in found.osc_services):
            assert time.monotonic() < deadline, (found.oscjson_services, found.osc_services)
            time.sleep(0.05)
        service = browser.find_service_by_name(query.name)
        assert service.port == query.address[1]
        client = OSCQueryClient(service)
        host = client.get_host_info()
        assert (host.osc_ip, host.osc_port) == osc.address
        node = client.query_node("/param/brightness")
        assert node.value == [osc.panel.get("brightness")] and node.full_path == "/param/brightness"
        assert {x.full_path for x in client.query_node("/param").contents} == {
            f"/param/{row.id}" for row in TABLE
        }
    finally:
        browser.zc.close()


def test_without_mdns_it_serves_all_the_same(osc, monkeypatch, caplog):
    monkeypatch.setattr("bridge.announcement.AsyncZeroconf", lambda **how: 1 / 0)
    query = QueryDoor(osc)
    query.start()
    assert ask(query, "/?HOST_INFO")[0] == 200
    query.stop()
    assert "not announced by mDNS" in caplog.text


def test_its_port_is_osc_s_or_another(osc):
    first, second = QueryDoor(osc), QueryDoor(osc)
    taken = socket.create_server(("127.0.0.1", 0))
    try:
        second.start()
        first.start()
        assert first.address[1] != second.address[1]
        with pytest.raises(DoorError, match=r"already in use.*--osc-query-port.*--no-osc-query"):
            QueryDoor(osc, taken.getsockname()[1]).start()
        with pytest.raises(DoorError, match="--osc-query-port"):
            QueryDoor(osc, 99999).start()
    finally:
        taken.close()
        first.stop()
        second.stop()
        second.stop()


# Strangers


def hostile_requests(seed, count):
    """Bytes, requests with parts missing or strange, and websockets that say nonsense."""
    chance = random.Random(seed)
    good = b"GET /param/rms?VALUE HTTP/1.1\r\nHost: localhost\r\n\r\n"
    upgrade = (b"GET / HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
               b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n")
    strange = [b"\0", b"\r\n", b"?", b"%", b"/" * 50, b"\xff\xfe", b"Host: a\r\nHost: b\r\n",
               b"Content-Length: 9\r\n", b"Transfer-Encoding: chunked\r\n", b"HTTP/9", b":" * 9000]
    for _ in range(count):
        data = bytearray(chance.choice((good, upgrade, good, chance.randbytes(80))))
        for _ in range(chance.choice((0, 1, 1, 3))):
            at = chance.randrange(len(data) + 1)
            how = chance.randrange(4)
            if how == 0:
                del data[at:]
            elif how == 1:
                data[at:at] = chance.choice(strange)
            elif how == 2:
                data[at : at + chance.randrange(20)] = b""
            elif data:
                data[at % len(data)] ^= 1 << chance.randrange(8)
        yield bytes(data) + (chance.randbytes(chance.choice((0, 2, 40))))


@pytest.mark.parametrize("count", [1000, pytest.param(20000, marks=pytest.mark.slow)])
def test_hostile_requests_change_nothing_and_bring_nothing_down(osc, query, count, caplog):
    before = {row.id: osc.panel.get(row.id) for row in TABLE}
    for request in hostile_requests(count, count):
        raw(query, request, is_all=True)
    assert ask(query, "/param/rms?VALUE") == (200, {"VALUE": [before["rms"]]})
    assert {row.id: osc.panel.get(row.id) for row in TABLE} == before
    assert query.failed == osc.failed == 0 and caplog.text == ""


@pytest.mark.parametrize("count", [1000, pytest.param(100_000, marks=pytest.mark.slow)])
def test_hostile_packets_over_a_websocket(osc, query, count):
    with listening(query) as websocket:
        for number, packet in enumerate(hostile_packets(count, count)):
            websocket.send(packet)
            if number % 50 == 0:
                settle(websocket, number)
                osc.panel.events.drain()
        settle(websocket, -1)
    assert query.failed == osc.failed == 0
    for row in TABLE:
        check(row, osc.panel.get(row.id))


def settle(websocket, number):
    websocket.send(build_msg(f"/settle{number}", []).dgram)
    while f"/settle{number}" not in str(messages_in(websocket.recv(timeout=20))):
        pass


def test_connections_that_say_nothing_keep_nobody_out(query):
    silent = [socket.create_connection(query.address) for _ in range(50)]
    assert ask(query, "/?HOST_INFO")[0] == 200
    for sock in silent:
        sock.close()
