"""`flowbend doctor`: one page, true to what is there and what is missing, and what mends it."""

import json
import os
import socket
import subprocess
from contextlib import suppress

import pytest
from play_rig import COMMAND, ROOT

from bridge import doctor as doors
from engine import bench, devices, doctor, priority
from engine.devices import NoSoundCard
from engine.doctor import Finding

NAMES = {"sound card", "rates", "callback", "priority", "memory", "cores", "instrument", "block",
         "OSC", "MIDI", "start"}
BUDGET = 64 / 3


def run(env, *options):
    return subprocess.run(
        [*COMMAND, "doctor", *options], env=env | {"PYTHONPATH": str(ROOT)}, capture_output=True,
        text=True, timeout=300,
    )


def rows(*p99s):
    return [bench.Row("float32", steps, True, 0.0, ms / 2, ms, 2.0)
            for steps, ms in zip((1, 2, 4), p99s, strict=True)]


def test_a_machine_with_a_sound_card_can_be_played_and_is_heard_from(jack_server):
    found = run(jack_server.env | {"FLOWBEND_MIDI_API": "jack"}, "--json")
    assert found.returncode == 0 and found.stderr == ""
    document = json.loads(found.stdout)
    assert document["playable"] is True
    by_name = {one["name"]: one for one in document["findings"]}
    assert set(by_name) == NAMES
    assert "system, JACK" in by_name["sound card"]["says"]
    assert by_name["rates"]["says"] == "plays 48000 Hz"
    assert by_name["MIDI"]["is_well"]
    assert document["start_s"] > 0.2  # two Pythons start in it
    assert 0 < document["block_ms_median"] <= document["block_ms_p99"]
    assert document["safety"] in range(4)


def test_without_a_sound_card_it_cannot_be_played_and_says_what_mends_it(tmp_path):
    nowhere = {"JACK_DEFAULT_SERVER": "flowbend-no-such-server", "JACK_NO_START_SERVER": "1"}
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as other:
        with suppress(OSError):  # somebody plays here: just as well
            other.bind(("127.0.0.1", 9000))
        found = run(os.environ | nowhere, "--device", "no such card")
    assert found.returncode == 1 and found.stderr == ""
    page = found.stdout
    assert page.startswith("Flowbend cannot be played here.")
    assert "MISSING         sound card" in page and "OSC port 9000 is already in use" in page
    assert "-> choose another with --osc-port 9001" in page
    assert len(page.splitlines()) < 40 and "first sound" not in page


@pytest.fixture
def poor(monkeypatch):
    """A machine on which nothing is granted, with nothing installed."""

    def no_library():
        raise NoSoundCard("The PortAudio library is missing (x): `sudo apt install libportaudio2`")

    monkeypatch.setattr(devices, "portaudio", no_library)
    monkeypatch.setattr(priority, "go_first", lambda: priority.PLAIN)
    monkeypatch.setattr(priority, "may_lock", lambda: False)
    monkeypatch.setattr(priority, "cores", lambda: 1)
    monkeypatch.setattr(doctor, "find_spec", lambda name: None)
    monkeypatch.setattr(doctor, "_timed", lambda instrument: rows(4.0, 9.0, 17.0))
    monkeypatch.setattr(doctor.sys, "platform", "linux")


def test_what_is_missing_has_its_command(poor):
    findings = {one.name: one for one in doctor.examine(None, None)}
    assert not any(one.is_well for one in findings.values() if one.name != "instrument")
    assert findings["sound card"].remedy == "`sudo apt install libportaudio2`"
    for name in ("priority", "memory"):
        assert "rtprio 95" in findings[name].remedy
        assert "usermod -aG audio" in findings[name].remedy
    assert findings["callback"].remedy == "pip install rtmixer"
    assert findings["block"].remedy.startswith("flowbend play --set steps=2 --safety 1")
    assert not doctor.is_playable(list(findings.values()))
    page = doctor.page(list(findings.values()))
    assert all(one.remedy in page and one.says in page for one in findings.values())


def test_an_instrument_that_is_not_there_is_told(poor, tmp_path):
    *_, last = doctor.examine(tmp_path, None)
    assert (last.name, last.is_well, last.needed) == ("instrument", False, True)
    assert "flowbend export" in last.remedy


@pytest.mark.parametrize(
    ("p99", "safety"), [(2.0, 0), (0.39 * BUDGET, 0), (0.5 * BUDGET, 1), (BUDGET, 2), (90.0, 3)]
)
def test_the_slower_the_blocks_the_deeper_the_ring(p99, safety):
    found = doctor.blocks(rows(p99 / 4, p99 / 2, p99), BUDGET)
    assert found.figures["safety"] == safety and f"--safety {safety} suits" in found.says
    assert found.is_well == (p99 <= 0.6 * BUDGET)


def test_a_machine_that_is_too_slow_at_any_rate_cannot_play():
    found = doctor.blocks(rows(50.0, 60.0, 70.0), BUDGET)
    assert found.needed and not found.is_well and not doctor.is_playable([found])
    card = Finding("sound card", True, "a card", needed=True)
    assert doctor.is_playable([card, Finding("MIDI", False, "none")])


def test_a_play_that_makes_no_sound_is_told(tmp_path):
    found = doors._start(tmp_path, None)
    assert not found.is_well and "says why" in found.remedy
