"""`flowbend play` with several hands on it: surfaces over UDP, a listener of OSCQuery and a MIDI
controller stay in step, whoever dies, and a flood of messages costs nothing.
"""

import json
import re
import time
import urllib.request

import pytest
from jack_rig import until
from play_rig import free_port, playing
from surfaces import Surface, messages_in
from websockets.sync.client import connect

from engine.parameters import BY_ID, TABLE, from_unit

QUIET = ["--no-backing", "--set", "rms=-15", "--set", "steps=2"]
RATE = 5000
"""Messages a second of the flood."""


def query_of(player):
    (address,) = re.findall(r"OSCQuery on http://([\d.]+:\d+)", player.said.read_text())
    return address


def test_two_surfaces_a_listener_and_a_controller_stay_in_step(jack_server, tmp_path):
    query_port = str(free_port())
    with playing(jack_server, tmp_path, *QUIET, "--osc-query-port", query_port) as player:
        address = query_of(player)
        assert address == f"127.0.0.1:{query_port}"
        with urllib.request.urlopen(f"http://{address}/?HOST_INFO", timeout=20) as answer:
            info = json.load(answer)
        assert info["OSC_PORT"] == player.port and player.places.session in info["NAME"]
        left, right = (Surface(("127.0.0.1", player.port)) for _ in range(2))
        player.wait_for("MIDI on Flowbend")
        port = jack_server.wait_for_port("Flowbend.*:.*")
        with connect(f"ws://{address}/") as listener, jack_server.midi_sender(port) as keyboard:
            listener.send(json.dumps({"COMMAND": "LISTEN", "DATA": "/param"}))
            for surface in (left, right):
                surface.send("/subscribe", 0, 300, "params")
                surface.wait_for(lambda surface=surface: len(surface.shown) == len(TABLE))
            for position in (*range(0, 128, 2), *range(127, 90, -2)):
                left.turn("brightness", 100.0 + position)
                right.turn("noisiness", position / 128)
                right.turn("brightness", 5000.0 + position)
                keyboard.send(0xB0, 7, position)
            gain = from_unit(BY_ID["gain"], 91 / 127)
            left.turn("brightness", 2500.0)

            def in_step(surface):
                expected = {"brightness": 2500, "noisiness": 91 / 128, "gain": gain,
                            "brightness_mode": 1, "noisiness_mode": 1}
                return {id: surface.shown[id] for id in expected} == pytest.approx(expected)

            for surface in (left, right):
                surface.wait_for(lambda surface=surface: in_step(surface))
                assert not [message for message in surface.told if message[0] == "/error"]
            shown = {}
            while shown.get("brightness") != 2500 or shown.get("gain") != pytest.approx(gain):
                ((path, value),) = messages_in(listener.recv(timeout=20))
                shown[path.removeprefix("/param/")] = value
        left.close()
        right.close()
        assert "Traceback" not in player.stop()


def test_surfaces_do_not_notice_that_the_engine_died(start_jack, tmp_path):
    with playing(start_jack(waits=False), tmp_path, *QUIET, "--no-osc-query") as player:
        assert "OSCQuery" not in player.said.read_text()
        surface, hand = (Surface(("127.0.0.1", player.port)) for _ in range(2))
        surface.send("/subscribe")
        surface.wait_for(lambda: surface.shown.get("rms") == -15)
        player.kill_engine()
        player.wait_for("The engine had died")
        hand.turn("gain", -3.0)
        surface.wait_for(lambda: surface.shown["gain"] == -3)
        blocks = [message for message in surface.told if message[0] == "/meters/blocks"]
        surface.wait_for(lambda: len([m for m in surface.told if m[0] == "/meters/blocks"])
                         > len(blocks) + 10)
        surface.close()
        hand.close()


@pytest.mark.parametrize("seconds", [2, pytest.param(60, marks=pytest.mark.slow)])
def test_a_flood_of_messages_ends_at_the_last(start_jack, tmp_path, seconds):
    """And in a minute of it no block comes late, where none did in the ten seconds before: that is
    asserted of the long run alone, for which the machine must be idle."""
    rows = [row for row in TABLE if row.curve in ("linear", "log") and row.lane != "onset"]
    server = start_jack(waits=False)
    with playing(server, tmp_path, *QUIET) as player:
        surface, hand = (Surface(("127.0.0.1", player.port)) for _ in range(2))
        surface.send("/subscribe", 0, 300, "params")
        surface.wait_for(lambda: len(surface.shown) == len(TABLE))
        meters = player.shared.meters()

        def late():
            got = meters.read()
            return got["underruns"] + got["late_blocks"]

        started = late()
        time.sleep(10 if seconds > 10 else 0)
        quiet = late() - started
        before, begun = late(), time.monotonic()
        for number in range(seconds * RATE):
            row = rows[number % len(rows)]
            hand.turn(row.id, from_unit(row, (number * 0.61803) % 1))
            if number % 50 == 49:
                time.sleep(max(0.0, begun + number / RATE - time.monotonic()))
        lasted = time.monotonic() - begun
        last = {row.id: hand.shown[row.id] for row in rows}
        until(lambda: {id: surface.shown[id] for id in last} == pytest.approx(last),
              "the last values", 30)
        stored = {id: player.shared.store().get(id) for id in last}
        assert stored == pytest.approx(last)
        assert not [message for message in hand.told if message[0] == "/error"]
        flooded = late() - before
        surface.close()
        hand.close()
        player.stop()
    print(f"{seconds * RATE / lasted:.0f} messages a second, {flooded} late, {quiet} late before")
    if seconds > 10 and quiet == 0:
        assert flooded == 0
