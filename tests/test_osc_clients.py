"""OSC both ways: what subscribers are told, with clients that are not ours (oscsend, oscdump, Pd)
and with several at once.
"""

import random
import shutil
import subprocess
import threading
import time

import pytest
from play_rig import free_port
from surfaces import Surface

from bridge.osc import OscDoor
from engine.meters import Meters
from engine.panel import Panel
from engine.parameters import TABLE, from_unit
from engine.store import Events, Store

NAMES = ("piano", "flute")
PATCH = """#N canvas 0 0 600 400 12;
#X obj 10 10 loadbang;
#X obj 10 30 t b b b;
#X msg 300 60 connect 127.0.0.1 PORT;
#X msg 150 60 0 60 params;
#X obj 150 90 oscformat subscribe;
#X msg 10 60 3000;
#X obj 10 90 oscformat param brightness;
#X obj 10 130 list prepend send;
#X obj 10 150 list trim;
#X obj 10 200 netsend -u -b;
#X obj 60 230 oscparse;
#X obj 60 260 print got;
#X connect 0 0 1 0;
#X connect 1 2 2 0;
#X connect 1 1 3 0;
#X connect 1 0 5 0;
#X connect 2 0 9 0;
#X connect 3 0 4 0;
#X connect 4 0 7 0;
#X connect 5 0 6 0;
#X connect 6 0 7 0;
#X connect 7 0 8 0;
#X connect 8 0 9 0;
#X connect 9 1 10 0;
#X connect 10 0 11 0;
"""


@pytest.fixture
def door():
    door = OscDoor(Panel(Store(), Events(), NAMES), port=0, meters=Meters())
    door.start()
    yield door
    door.stop()


@pytest.fixture
def surface(door):
    surface = Surface(door.address)
    yield surface
    surface.close()


def values(door):
    """All of them, within what a float of 32 bits can say."""
    return pytest.approx({row.id: door.panel.get(row.id) for row in TABLE}, rel=1e-6)


def in_a_row(row, x):
    """A value somewhere along a row, as OSC carries it."""
    largest = 1.0 if row.id.startswith("instrument") else row.maximum
    value = min(from_unit(row, x), largest)
    return int(value) if row.is_whole else value


def test_a_subscriber_is_shown_everything_and_then_what_changes(door, surface):
    surface.send("/subscribe")
    surface.wait_for(lambda: surface.shown == values(door))
    door.panel.set("gain", -6, "somebody else")
    surface.wait_for(lambda: surface.shown["gain"] == -6)
    door.interpreter.meters.update(underruns=3)
    surface.wait_for(lambda: ("/meters/underruns", 3) in surface.told)


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.id)
def test_every_row_comes_back_to_all_but_the_sender(door, surface, row):
    other = Surface(door.address)
    try:
        for one in (surface, other):
            one.send("/subscribe", 0, 60, "params")
            one.wait_for(lambda one=one: one.shown == values(door))
        surface.told.clear()
        value = in_a_row(row, 1.0 if row.default < row.maximum else 0.0)
        surface.turn(row.id, value)
        other.wait_for(lambda: other.shown[row.id] == pytest.approx(value))
        door.panel.set("seed_b", 777, "somebody else")
        surface.wait_for(lambda: surface.shown["seed_b"] == 777)
        assert row.id == "seed_b" or row.id not in {m[0].split("/")[-1] for m in surface.told}
        surface.wait_for(lambda: surface.shown == values(door) and other.shown == values(door))
    finally:
        other.close()


def test_the_last_value_arrives_however_fast_they_come(door, surface):
    surface.send("/subscribe", 0, 60, "params")
    surface.wait_for(lambda: surface.shown == values(door))
    before, hand = surface.packets, Surface(door.address)
    begun = time.monotonic()
    for number in range(5000):
        hand.send("/param/seed_a", number)
        if number % 50 == 49:
            time.sleep(0.01)
    lasted = time.monotonic() - begun
    hand.close()
    surface.wait_for(lambda: surface.shown["seed_a"] == 4999)
    assert surface.packets - before <= lasted * 20 + 20


def test_several_hands_at_once_stay_in_step(door, surface):
    """Two surfaces, a third that only listens, and a controller that is no OSC client."""
    other, watcher = Surface(door.address), Surface(door.address)
    surfaces = (surface, other, watcher)

    def play(hand, turn):
        chance = random.Random(hand)
        for _ in range(400):
            row = chance.choice(TABLE)
            turn(row.id, in_a_row(row, chance.random()))
            time.sleep(chance.random() / 500)

    try:
        for one in surfaces:
            one.send("/subscribe", 0, 60, "params")
            one.wait_for(lambda one=one: one.shown == values(door))
        turns = (surface.turn, other.turn, lambda id, x: door.panel.set(id, x, "midi controller"))
        hands = [threading.Thread(target=play, args=each) for each in enumerate(turns)]
        for hand in hands:
            hand.start()
        for hand in hands:
            hand.join()

        def is_in_step():
            now = values(door)
            return all(one.shown == now for one in surfaces)

        watcher.wait_for(is_in_step)
        assert door.failed == door.refused == door.unsent == 0
    finally:
        other.close()
        watcher.close()


def test_what_cannot_be_subscribed_to_is_said(door, surface):
    surface.send("/subscribe", 80)
    surface.send("/subscribe", 0, 60, "all", "more")
    surface.send("/subscribe", door.address[1])
    surface.wait_for(lambda: len(surface.told) == 3)
    for (address, said), expected in zip(
        surface.told, ("1024 to 65535", "at most port seconds what", "Flowbend's own"), strict=True
    ):
        assert address == "/error" and expected in said
    assert len(door.subscriptions) == 0


def test_a_subscriber_that_died_costs_the_others_nothing(door, surface):
    surface.send("/subscribe", free_port(), 60, "params")
    surface.send("/subscribe", 0, 60, "params")
    surface.wait_for(lambda: surface.shown == values(door))
    door.panel.set("gain", -6, "somebody else")
    surface.wait_for(lambda: surface.shown["gain"] == -6)
    assert door.failed == 0


def test_unsubscribing_is_silence(door, surface):
    surface.send("/subscribe", 0, 60, "params")
    surface.wait_for(lambda: surface.shown == values(door))
    surface.send("/unsubscribe")
    surface.send("/instruments")
    surface.wait_for(lambda: surface.told[-1] == ("/instruments", *NAMES))
    assert len(door.subscriptions) == 0


@pytest.mark.skipif(not shutil.which("oscdump"), reason="needs oscdump: apt install liblo-tools")
def test_liblo_sends_and_listens(door, tmp_path):
    """oscdump is told what one oscsend subscribed it to and another one changes."""
    ours, theirs = str(door.address[1]), free_port()
    heard = tmp_path / "heard.txt"

    def oscsend(*words):
        subprocess.run(["oscsend", "127.0.0.1", ours, *map(str, words)], check=True, timeout=10)

    with heard.open("w") as out:
        dump = subprocess.Popen(["oscdump", "-L", str(theirs)], stdout=out)
    try:
        wait_until(lambda: is_taken(theirs), "oscdump to listen")
        oscsend("/subscribe", "ifs", theirs, 60, "all")
        wait_until(lambda: f"/param/{TABLE[-1].id} " in heard.read_text(), "the whole table")
        oscsend("/param/brightness", "f", 3000)
        wait_until(lambda: "/param/brightness f 3000" in heard.read_text(), "the change")
        wait_until(lambda: "/param/brightness_mode i 1" in heard.read_text(), "its mode")
        oscsend("/unsubscribe", "i", theirs)
        wait_until(lambda: len(door.subscriptions) == 0, "the end of it")
    finally:
        dump.kill()
        dump.wait()


@pytest.mark.skipif(not shutil.which("pd"), reason="needs Pd: apt install puredata-core")
def test_pure_data_sends_and_listens(door, surface, tmp_path):
    """One netsend both ways: it is told what others change, and not what it said itself."""
    patch, heard = tmp_path / "patch.pd", tmp_path / "heard.txt"
    patch.write_text(PATCH.replace("PORT", str(door.address[1])))
    surface.send("/subscribe", 0, 60, "params")
    with heard.open("w") as out:
        pd = subprocess.Popen(
            ["pd", "-nogui", "-noaudio", "-nomidi", "-stderr", "-open", str(patch)], stderr=out,
            stdout=out,
        )
    try:
        wait_until(lambda: "param gain 0" in heard.read_text(), "Pd to be shown the table")
        surface.wait_for(lambda: surface.shown.get("brightness") == 3000)
        surface.turn("steps", 9)
        wait_until(lambda: "param steps 9" in heard.read_text(), "Pd to be told")
        assert "param brightness_mode 1" in heard.read_text()
        assert "param brightness 3000" not in heard.read_text()
        assert "couldn't create" not in heard.read_text()
    finally:
        pd.kill()
        pd.wait()


def wait_until(true, what, seconds=30.0):
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, f"waited {seconds} s for {what}"
        time.sleep(0.02)


def is_taken(port):
    """Whether some program listens there."""
    with open("/proc/net/udp") as table:
        return any(f":{port:04X} " in line for line in table)
