"""The OSC door over real sockets: it answers, it refuses in sentences, and nothing stops it."""

import contextlib
import math
import shutil
import socket
import struct
import subprocess
import time

import pytest
from hostile import bundle, hostile_packets, invalid_packets, message
from pythonosc.osc_bundle import OscBundle
from pythonosc.osc_message import OscMessage
from pythonosc.osc_message_builder import build_msg

from bridge.doors import DoorError
from bridge.osc import OscDoor
from engine.meters import Meters
from engine.panel import Panel
from engine.parameters import TABLE, check
from engine.store import Event, Events, Kind, Store

NAMES = ("piano", "flute")


class Client:
    """A socket that speaks OSC to one door."""

    def __init__(self, address):
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.connect(address)
        self.socket.settimeout(2)

    def send(self, address, *arguments):
        self.socket.send(build_msg(address, list(arguments)).dgram)

    def receive(self):
        """The messages of the next packet, as (address, *arguments)."""
        data = self.socket.recv(65536)
        parts = list(OscBundle(data)) if data.startswith(b"#bundle") else [OscMessage(data)]
        return [(part.address, *part.params) for part in parts]

    def ask(self, address, *arguments):
        """The one message that comes back."""
        self.send(address, *arguments)
        (answer,) = self.receive()
        return answer

    def is_silent(self):
        """True when everything sent so far was answered by nothing."""
        self.send("/param/steps")
        return self.receive()[0][0] == "/param/steps"


@pytest.fixture
def door():
    door = OscDoor(Panel(Store(), Events(), NAMES), port=0)
    door.start()
    yield door
    door.stop()


@pytest.fixture
def client(door):
    client = Client(door.address)
    yield client
    client.socket.close()


def test_set_then_ask(door, client):
    client.send("/param/rms", -12.5)
    assert client.ask("/param/rms") == ("/param/rms", -12.5)
    assert client.ask("/param/rms_mode") == ("/param/rms_mode", 1)
    assert door.panel.get("rms") == -12.5


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.id)
def test_every_row_can_be_set_and_asked(door, client, row):
    largest = 1 if row.id.startswith("instrument") else row.maximum
    client.send(f"/param/{row.id}", largest)
    assert client.ask(f"/param/{row.id}") == (f"/param/{row.id}", largest)


def test_choices_and_instruments_by_name(door, client):
    client.send("/param/rms_mode", "driven")
    client.send("/param/instrument_b", "flute")
    assert client.ask("/param/rms_mode") == ("/param/rms_mode", 2)
    assert client.ask("/param/instrument_b") == ("/param/instrument_b", 1)
    assert client.ask("/instruments") == ("/instruments", *NAMES)


def test_a_button_s_argument_goes_with_events_that_have_none(door, client):
    for says in (1, 1.0, True, None, 0, 0.0, False):
        client.send("/event/reset", says)
    assert client.is_silent()
    assert door.panel.events.drain() == (Event(Kind.RESET),) * 4


def test_every_change_bears_the_name_of_who_sent_it(door, client):
    heard = []
    door.panel.store.listen(lambda id, value, source: heard.append((id, source)))
    client.ask("/param/steps")
    client.send("/param/steps", 3)
    client.send("/event/note_on", 60, 0.5)
    assert client.is_silent()
    name = f"osc 127.0.0.1:{client.socket.getsockname()[1]}"
    assert heard == [("steps", name), ("notes_mode", name)]


def test_meters_tells_every_number_that_is_known():
    meters = Meters()
    meters.update(underruns=3, peak_db=-1.5)
    door = OscDoor(Panel(Store(), Events()), meters=meters)
    (packet,) = door.answer(message("/meters"))
    rows = [(m.address, *m.params) for m in OscBundle(packet)]
    assert ("/meters/row", "underruns", 3) in rows and ("/meters/row", "peak_db", -1.5) in rows
    assert all(name != "block_ms" for _, name, _ in rows)  # unknown so far
    assert door.answer(message("/meters/row", "underruns", 3)) == []
    one, unknown = (door.answer(message(f"/meters/{name}"))[0] for name in ("underruns", "load"))
    assert (OscMessage(one).params, OscMessage(unknown).params) == ([3], [])
    assert door.answer(message("/meters/underruns", 3)) == []  # our own news, come back


def test_params_lists_the_table(client):
    client.send("/param/gain", -6)
    client.send("/params")
    listed = [client.receive()[0] for _ in TABLE]
    assert [line[1] for line in listed] == [row.id for row in TABLE]
    assert {line[0] for line in listed} == {"/params/row"}
    assert listed[-1][2:] == ("Gain", "dB", -60, 12, 0, -6)
    assert client.is_silent()


def test_events(door, client):
    client.send("/event/note_on", 60, 0.5)
    client.send("/event/note_off", 60)
    client.send("/event/onset", 1)
    client.send("/event/reset")
    client.send("/event/all_notes_off")
    client.send("/event/panic")
    client.send("/event/new_seed")
    assert client.is_silent()
    *events, last = door.panel.events.drain()
    assert events == [
        Event(Kind.NOTE_ON, 60.0, 0.5), Event(Kind.NOTE_OFF, 60.0), Event(Kind.ONSET, 1.0),
        Event(Kind.RESET), Event(Kind.ALL_NOTES_OFF), Event(Kind.PANIC),
    ]
    assert last == Event(Kind.NEW_SEED, client.ask("/param/seed_a")[1])
    assert door.panel.describe("notes_mode") == "driven"


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        (("/param/rms", 3.0), "rms must be a number from -60 to 0 dB, not 3.0"),
        (("/param/rms", math.nan), "rms must be a number from -60 to 0 dB, not nan"),
        (("/param/rms", math.inf), "rms must be"),
        (("/param/rms", "loud"), "not 'loud'"),
        (("/param/rms", True), "not True"),
        (("/param/rms", None), "not None"),
        (("/param/rms", b"x"), "not b'x'"),
        (("/param/rms", 2**40), "not 1099511627776"),
        (("/param/rms", (1, 2, 3, 4)), "not (1, 2, 3, 4)"),
        (("/param/rms", -1.0, -2.0), "/param/rms takes value, and got 2 argument(s)"),
        (("/param/steps", 2.5), "steps must be a whole number from 1 to 16, not 2.5"),
        (("/param/rms_mode", "fre"), "did you mean 'free'"),
        (("/param/instrument_a", "flut"), "did you mean 'flute'"),
        (("/param/instrument_a", 2), "there are 0 piano, 1 flute"),
        (("/param/rmss", 1.0), "nothing listens to '/param/rmss'; did you mean '/param/rms'"),
        (("/event/learn", "rms"), "of a door that was not opened here, as MIDI is not"),
        (("/zzzzzzzzzzzzzzz",), "/params lists the controls"),
        (("/event/note_on", 60), "/event/note_on takes pitch velocity, and got 1 argument(s)"),
        (("/event/note_on", 60, 100), "MIDI's 100 is 0.79"),
        (("/event/note_on", 128, 0.5), "a pitch must be"),
        (("/event/note_off", "C4"), "a pitch must be"),
        (("/event/reset", 2), "/event/reset takes no argument, or a button's 1 or 0, not 2"),
        (("/event/reset", "now"), "a button's 1 or 0, not 'now'"),
        (("/event/reset", 1, 1), "/event/reset takes no argument, and got 2 argument(s)"),
        (("/event/onset", 1.5), "a strength must be"),
        (("/params", 1), "/params takes no argument"),
        (("/instruments", "x"), "/instruments takes no argument"),
        (("/param/" + "*" * 60 + "!", 1.0), "nothing listens to"),
        (("/{param,event}/[a-z]*", 1.0), "nothing listens to"),
    ],
)
def test_what_is_wrong_is_said_and_changes_nothing(door, client, sent, sentence):
    before = door.panel.store.snapshot()[0].tolist()
    address, said = client.ask(*sent)
    assert address == "/error"
    assert sentence in said
    assert len(said) < 300
    assert door.refused == 1
    assert door.panel.store.snapshot()[0].tolist() == before
    assert door.panel.events.drain() == ()


def test_truncated_packets_change_nothing(door, client):
    good = message("/param/rms", -33.0)
    for end in range(1, len(good)):
        client.socket.send(good[:end])
        said = client.receive()[0]
        assert said == ("/param/rms", -20) or "malformed" in said[1]
    assert door.malformed == len(good) - 2  # the address alone is a question
    assert client.ask("/param/rms") == ("/param/rms", -20)


@pytest.mark.parametrize(
    "packet",
    [
        b"", b"x", b"/", b"/param/rms", b"#bundle", b"#bundle\0", b"#bundle\0" + bytes(9),
        bundle() + b"\xff\xff\xff\xfc", bundle() + b"\x7f\xff\xff\xff", bundle(b"hello\0\0\0"),
        bundle(message("/param/rms", -40.0), b"/oops"),
        b"/param/rms\0\0,f\0\0", b"/param/rms\0\0,f\0\0\xc1", b"/param/rms\0\0f\0\0\0" + bytes(4),
        b"/param/rms\0\0,s\0\0\xff\xfe\0\0", b"/p\xff\xfe\0\0\0\0",
        b"/param/rms\0\0,[[[[[[[[[[[[\0\0\0", b"/" * 9000, bytes(9000),
    ],
    ids=lambda packet: ascii(packet[:24]),
)
def test_malformed_packets_are_counted_and_answered(door, client, packet):
    client.socket.send(packet)
    address, said = client.receive()[0]
    assert address == "/error"
    assert said.startswith("malformed packet, nothing was changed: ")
    assert door.malformed == 1
    assert client.ask("/param/rms") == ("/param/rms", -20)


def test_bundles_are_applied_at_once_and_in_order(door, client):
    future = struct.pack(">Q", 2**64 - 1)
    client.socket.send(
        bundle(
            message("/param/rms", -30.0),
            bundle(message("/param/rms", -31.0), message("/param/rms"), tag=future),
            message("/param/rms_mode", "free"),
            message("/param/nope"),
            message("/param/rms_mode"),
            tag=future,
        )
    )
    answers = client.receive()  # one packet for one packet
    assert answers[0] == ("/param/rms", -31)
    assert answers[1][0] == "/error"
    assert answers[2] == ("/param/rms_mode", 0)


def test_an_empty_bundle_is_fine(door, client):
    client.socket.send(bundle())
    assert client.is_silent()
    assert door.malformed == 0


def test_answers_stay_few(door):
    many = bundle(*[b"/?\0\0"] * 500)
    (answer,) = door.answer(many)
    assert len(list(OscBundle(answer))) == 65
    assert "436 more answers" in list(OscBundle(answer))[-1].params[0]
    assert len(door.answer(bundle(*[message("/params")] * 100))) == len(TABLE)


def test_our_own_answers_are_not_answered(door, client):
    client.send("/error", "no")
    client.send("/params/row", "rms")
    assert client.is_silent()


def test_a_full_ring_is_said(door, client):
    door.panel.events = Events(1)
    client.send("/event/reset")
    assert "fallen behind" in client.ask("/event/note_on", 60, 0.5)[1]
    client.send("/event/note_off", 60)  # this one is kept and posted later
    assert client.is_silent()


def test_a_fault_of_ours_does_not_end_the_door(door, client, caplog):
    broken = door.panel.get
    door.panel.get = lambda id: 1 / 0
    client.send("/param/rms")
    client.send("/param/rms", -30.0)
    deadline = time.monotonic() + 2
    while door.failed == 0 and time.monotonic() < deadline:
        time.sleep(0.005)
    door.panel.get = broken
    assert client.ask("/param/rms") == ("/param/rms", -30)
    assert door.failed == 1
    assert "the OSC door failed on a packet" in caplog.text


def test_a_port_in_use_is_said_with_the_remedy(door):
    with pytest.raises(DoorError, match=r"already in use.*--osc-port"):
        OscDoor(door.panel, port=door.address[1]).start()
    for host, port in (("8.8.8.8", 0), ("127.0.0.1", 99999), ("no.such.host.invalid", 0)):
        with pytest.raises(DoorError, match="--osc-port"):
            OscDoor(door.panel, host, port).start()


def test_start_and_stop_can_be_said_twice(door):
    door.start()
    port = door.address[1]
    door.stop()
    door.stop()
    again = OscDoor(door.panel, port=port)
    again.start()
    again.stop()


def test_it_listens_to_this_machine_only():
    assert OscDoor(Panel(Store(), Events())).address == ("127.0.0.1", 9000)


@pytest.mark.parametrize("count", [6000, pytest.param(100_000, marks=pytest.mark.slow)])
def test_thousands_of_hostile_packets(door, client, count):
    for number, packet in enumerate(hostile_packets(count, count)):
        client.socket.send(packet)
        if number % 20 == 0:
            settle(client, number)
            door.panel.events.drain()
    settle(client, -1)
    assert door.failed == door.unsent == 0
    assert door.received >= count
    assert door.malformed > count // 7
    assert door.refused > count // 7
    values, _ = door.panel.store.snapshot()
    for row, value in zip(TABLE, values, strict=True):
        check(row, value)
    client.send("/param/rms", -42.0)
    assert client.ask("/param/rms") == ("/param/rms", -42)


@pytest.mark.parametrize("count", [3000, pytest.param(100_000, marks=pytest.mark.slow)])
def test_nothing_that_is_not_valid_changes_anything(door, client, count):
    """No value is published and no event posted, not even by the good half of a bad bundle."""
    for number, packet in enumerate(invalid_packets(count, count)):
        client.socket.send(packet)
        if number % 20 == 0:
            settle(client, number)
    settle(client, -1)
    assert (door.panel.store.published, door.panel.events.posted) == (0, 0)
    assert door.failed == 0 and door.received >= count
    assert door.malformed > count // 2 and door.refused > count // 4


def settle(client, number):
    """Wait until the door has answered everything so far, so that no packet is dropped."""
    client.send(f"/settle{number}")
    sign = f"'/settle{number}'".encode()  # quoted back by the sentence that refuses it
    with contextlib.suppress(TimeoutError):
        while sign not in client.socket.recv(65536):
            pass
        return
    pytest.fail("the door has stopped answering")


@pytest.mark.skipif(not shutil.which("oscsend"), reason="needs oscsend: apt install liblo-tools")
def test_liblo_is_understood(door, client):
    port = str(door.address[1])
    for words in (["/param/rms", "f", "-33"], ["/param/steps", "i", "8"],
                  ["/param/brightness", "d", "440.5"], ["/param/onset_mode", "s", "held"],
                  ["/event/note_on", "if", "60", "0.5"], ["/event/reset"]):
        subprocess.run(["oscsend", "127.0.0.1", port, *words], check=True, timeout=10)
    deadline = time.monotonic() + 5
    while door.received < 6 and time.monotonic() < deadline:
        time.sleep(0.01)
    asked = ("rms", "steps", "brightness", "onset_mode")
    assert [client.ask(f"/param/{id}")[1] for id in asked] == [-33, 8, 440.5, 1]
    assert [event.kind for event in door.panel.events.drain()] == [Kind.NOTE_ON, Kind.RESET]
    assert (door.malformed, door.refused) == (0, 0)
