"""Thousands of hostile messages at each door of an instrument that plays, and the sound goes on.

In full, 100,000 at each: `pytest -m slow tests/test_fuzz_live.py -s`. First come such as are wrong,
which change nothing and are not heard; then any at all, good ones too, after which everything still
answers and no key sounds.
"""

import json
import random
import socket
import time
from contextlib import contextmanager

import numpy as np
import pytest
from hostile import hostile_packets, invalid_packets
from midi_rig import surface
from play_rig import OUTPUTS, RATE, playing
from pythonosc.osc_message_builder import build_msg
from test_play_osc import query_of
from test_query import hostile_requests
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from engine.parameters import TABLE, check

STEADY = ["--no-backing", "--set", "instrument_a=organ", "--set", "steps=1",
          "--set", "notes_mode=driven"]
COUNTS = [2000, pytest.param(100_000, marks=pytest.mark.slow)]
GAP_S = 0.5
"""No silence may be longer: on a machine that others work on, some blocks come late anyway."""


@contextmanager
def organ(server, folder, *options):
    """An instrument that holds one key, and sounds."""
    with playing(server, folder, *STEADY, "--osc-query-port", "0", *options) as player:
        player.wait_for("The page is at")
        player.osc("/event/preset_save", "s", "organ")
        press(player)
        yield player
        said = player.stop()
        assert "Traceback" not in said and "had died" not in said, said


def press(player):
    """Has the one key sound, however all was left."""
    player.osc("/param/quantise", "s", "off")
    player.osc("/event/preset", "s", "organ")
    player.osc("/event/all_notes_off")
    player.osc("/event/note_on", "if", 60, 0.8)
    time.sleep(1.5)


def values(player):
    store = player.shared.store()
    return {row.id: store.get(row.id) for row in TABLE}


def silences(audio):
    """Lengths in seconds of the stretches where nothing sounds at all, once it has begun: a
    recorder's first blocks are from before it was connected."""
    heard = np.abs(audio).max(axis=1) >= 1e-6
    still = np.r_[False, ~heard[np.argmax(heard) :], False].astype(np.int8)
    begins, ends = (np.flatnonzero(np.diff(still) == step) for step in (1, -1))
    return (ends - begins)[ends - begins > 16] / RATE


def goes_on(server, player, hammer, what):
    """Hammers at a door: nothing changes, and the key sounds all the while."""
    before, meters = values(player), player.shared.meters()
    late = [meters.read()["underruns"], meters.read()["late_blocks"]]
    with server.record(*OUTPUTS) as recorder:
        began = time.monotonic()
        count = hammer()
        lasted = time.monotonic() - began
        recorder.wait_for(RATE // 2)
    found = silences(recorder.audio())
    late = [meters.read()[name] - x for name, x in zip(("underruns", "late_blocks"), late,
                                                       strict=True)]
    print(f"{what}: {count} wrong ones in {lasted:.1f} s ({count / lasted:.0f} a second); "
          f"{late[0]} underruns, {late[1]} late blocks, longest silence"
          f" {1000 * max(found, default=0):.0f} ms")
    assert values(player) == before
    assert max(found, default=0) < GAP_S
    return count


def comes_back(server, player, hammer, what):
    """Hammers with anything; then each value is a possible one, the engine the same, and no key
    sounds but the one that is pressed afterwards."""
    meters, blocks, stood = player.shared.meters(), [], []

    def look():
        now = time.monotonic()
        if not blocks or meters.read()["blocks"] != blocks[-1][1]:
            if blocks:
                stood.append(now - blocks[-1][0])
            blocks.append((now, meters.read()["blocks"]))

    began = time.monotonic()
    count = hammer(look)
    print(f"{what}: {count} of any kind in {time.monotonic() - began:.1f} s; no new block for"
          f" {1000 * max(stood, default=0):.0f} ms at most")
    assert max(stood, default=0) < 10  # another model may have been loaded, other steps warmed up
    for row in TABLE:
        assert check(row, values(player)[row.id]) == values(player)[row.id]
    assert int(player.shared.link.lives) == 1
    press(player)
    assert level(server) > -40
    player.osc("/event/note_off", "i", 60)
    time.sleep(1.5)
    assert level(server) < -60, "a key hangs"
    return count


def level(server):
    """Loudest tenth of a second out of a whole one, dB."""
    with server.record(*OUTPUTS) as recorder:
        recorder.wait_for(RATE)
    tenths = recorder.audio()[-RATE:].reshape(10, -1)
    return float(10 * np.log10(np.mean(tenths**2, axis=1).max() + 1e-12))


def lifts(packet):
    """Whether a packet is to be left out: these events do what they say, and end the test."""
    return b"/event/model" in packet or b"/event/clip" in packet


@pytest.mark.parametrize("count", COUNTS)
def test_osc(start_jack, tmp_path, count):
    server = start_jack(waits=False)
    with organ(server, tmp_path, "--no-midi") as player:
        def hammer(packets):
            def run(look=lambda: None):
                for number, packet in enumerate(packets):
                    player.socket.send(packet)
                    if number % 50 == 49:
                        settle(player, number)
                        look()
                return count
            return run

        goes_on(server, player, hammer(invalid_packets(1, count)), "OSC")
        comes_back(server, player, hammer(
            packet for packet in hostile_packets(2, count) if not lifts(packet)), "OSC")


def settle(player, number):
    """Waits until the door has come so far: nothing is then lost in a full buffer."""
    player.socket.send(build_msg(f"/settle/{number}", []).dgram)
    mark = f"/settle/{number}".encode()
    while mark not in player.socket.recv(65536):
        pass


@pytest.mark.parametrize("count", COUNTS)
def test_midi(start_jack, tmp_path, count):
    """Through a JACK port, as a cable would bring it."""
    server = start_jack(waits=False)
    with surface(server, "wild") as wild, organ(
            server, tmp_path, "--midi-port", "wild") as player:
        def hammer(messages):
            def run(look=lambda: None):
                several = []
                for number, message in enumerate(messages):
                    several.append(message)
                    if len(several) == 100 or number == count - 1:
                        wild.send(*several)
                        several.clear()
                        look()
                return count
            return run

        goes_on(server, player, hammer(meaningless(3, count)), "MIDI")
        comes_back(server, player, hammer(anything(4, count)), "MIDI")
        assert "MIDI port wild:midi is joined" not in player.said.read_text()  # it never went


def meaningless(seed, count):
    """Half messages, exclusives whole and cut off, undefined ones, and controllers of nothing."""
    dice = random.Random(seed)
    for _ in range(count):
        kind = dice.randrange(7)
        low = dice.choices(range(128), k=dice.choice((1, 2, 6, 40)))
        channel = dice.randrange(16)
        yield (
            [0xF0, *low, 0xF7] if kind == 0
            else [0xF0, *low[:3], 0xF7, 0xF7] if kind == 1
            else [dice.choice((0x90, 0xB0, 0xE0)) | channel, low[0]] if kind == 2
            else [dice.choice((0xF4, 0xF5, 0xF7, 0xFD, 0xFE, 0xFF))] if kind == 3
            else [0xA0 | channel, low[0], 1] if kind == 4
            else [0xB0 | channel, dice.choice((90, 110, 117)), low[0]] if kind == 5
            else [0xF7, *low[:2]]  # data of no status
        )


def anything(seed, count):
    """Random bytes, most of them with a status: notes, wheels, programs, pedals, panics."""
    dice = random.Random(seed)
    for number in range(count):
        message = dice.choices(range(128), k=dice.choice((1, 2, 3, 3, 3, 3, 8)))
        if dice.random() < 0.9:
            kind = dice.choice((0x80, 0x90, 0x90, 0xB0, 0xC0, 0xD0, 0xE0))
            message[0] = kind + dice.randrange(16)
        if number % 50 == 0:
            message = [0xF0, *message[1:], 0xF7]
        yield message


@pytest.mark.parametrize("count", COUNTS)
def test_oscquery(start_jack, tmp_path, count):
    """Over its WebSocket, and at its HTTP port a tenth as many."""
    server = start_jack(waits=False)
    with organ(server, tmp_path, "--no-midi") as player:
        host, port = query_of(player).split(":")

        def hammer(packets):
            def run(look=lambda: None):
                left = enumerate(packets)
                while True:
                    with connect(f"ws://{host}:{port}/", open_timeout=60) as websocket:
                        try:
                            talk(websocket, left, look)
                            return count
                        except ConnectionClosed as closed:  # what is too long ends a WebSocket
                            assert closed.rcvd is not None and closed.rcvd.code in (1009, 1007)
            return run

        def talk(websocket, left, look):
            for number, packet in left:
                websocket.send(packet)
                if number % 50 == 49:
                    websocket.send(build_msg(f"/settle/{number}", []).dgram)
                    while f"/settle/{number}".encode() not in websocket.recv(timeout=60):
                        pass
                    look()

        goes_on(server, player, hammer(invalid_packets(5, count)), "OSCQuery's WebSocket")
        goes_on(server, player, lambda: knock(int(port), count // 10), "OSCQuery's HTTP")
        comes_back(server, player, hammer(
            packet for packet in hostile_packets(6, count) if not lifts(packet)),
            "OSCQuery's WebSocket")


def knock(port, count):
    """Requests and other bytes at a TCP port, one connection for each."""
    for request in hostile_requests(7, count):
        with socket.create_connection(("127.0.0.1", port), timeout=60) as sock:
            try:
                sock.sendall(request)
                sock.shutdown(socket.SHUT_WR)
                while sock.recv(65536):
                    pass
            except OSError:  # it hung up
                pass
    return count


@pytest.mark.parametrize("count", COUNTS)
def test_the_page(start_jack, tmp_path, count):
    """Over its WebSocket, and at its HTTP port a tenth as many."""
    server = start_jack(waits=False)
    with organ(server, tmp_path, "--no-midi") as player:
        (port,) = (int(line.rsplit(":", 1)[1]) for line in player.said.read_text().splitlines()
                   if line.startswith("The page is at"))

        def hammer(texts):
            def run(look=lambda: None):
                done = 0
                while done < count:
                    with connect(f"ws://127.0.0.1:{port}/socket", open_timeout=60) as page:
                        try:
                            done = talk(page, texts, done, look)
                        except ConnectionClosed as closed:  # text that is none ends a WebSocket
                            assert closed.rcvd is not None and closed.rcvd.code in (1009, 1007)
                            done += 1
                return done
            return run

        def talk(page, texts, done, look):
            for text in texts:
                page.send(text)
                done += 1
                if done % 50 == 0:
                    page.send('["/instruments"]')
                    while '"/instruments"' not in str(page.recv(timeout=60)):
                        pass
                    look()
                if done == count:
                    break
            return done

        goes_on(server, player, hammer(wrong_texts(8)), "the page's WebSocket")
        goes_on(server, player, lambda: knock(port, count // 10), "the page's HTTP")
        comes_back(server, player, hammer(texts_of_any_kind(9)), "the page's WebSocket")


def wrong_texts(seed):
    """JSON that is none, or that says what cannot be done."""
    dice = random.Random(seed)
    wrong = [None, True, "", "lou", 1e30, -1e30, 2**70, [], {}, [1], "x" * 300]
    addresses = [f"/param/{row.id}" for row in TABLE] + [
        "/event/note_on", "/event/snapshot", "/event/nothing", "/", ""]
    while True:
        kind = dice.randrange(5)
        if kind == 0:
            yield dice.randbytes(dice.randrange(60))
        elif kind == 1:
            yield "".join(map(chr, dice.choices(range(1, 0xD000), k=dice.randrange(60))))
        elif kind == 2:
            yield "[" * dice.randrange(5000)
        elif kind == 3:
            number = dice.choice(("NaN", "-Infinity", "1e999"))
            yield f'["/param/{dice.choice(TABLE).id}", {number}]'
        else:
            more = dice.choices(wrong, k=dice.choice((1, 1, 2, 3)))
            yield json.dumps([dice.choice(addresses), *more])


def texts_of_any_kind(seed):
    """Wrong ones, and values and events that are right."""
    dice, wrong = random.Random(seed), wrong_texts(seed)
    events = [["/event/note_on", 60, 0.5], ["/event/note_off", 60], ["/event/new_seed"],
              ["/event/onset", 1], ["/event/reset"], ["/event/panic"], ["/event/tap"],
              ["/event/snapshot_store", 3], ["/event/snapshot", 3], ["/event/start"]]
    while True:
        kind, row = dice.randrange(3), dice.choice(TABLE)
        if kind == 0:
            yield next(wrong)
        elif kind == 1:
            event = dice.choice(events)
            if event[0].startswith("/event/note"):
                event = [event[0], dice.randrange(128), *event[2:]]
            yield json.dumps(event)
        else:
            yield json.dumps([f"/param/{row.id}", dice.uniform(row.minimum, row.maximum)])
