"""The soak plays the real instrument in bad company, and says truly whether it was clean."""

import json
import random
from itertools import islice
from types import SimpleNamespace

import jack_rig
import numpy as np
import pytest
import soundfile

from bridge import soak as soak_module
from bridge.osc import OscDoor, encoded
from bridge.soak import SWITCHES, Plan, _Server, random_hand, soak
from bridge.soak_report import Report, words
from engine.glitches import Glitch
from engine.panel import Panel
from engine.store import Events, Store

CLEAN = {"minutes": 1.0, "load": 2, "device": "a device", "recorded_s": 60.0,
         "memory_mb_start": 180.0, "memory_mb_end": 181.0}
NOT = {
    "the sound broke off": {"underruns": 1},
    "there are glitches in the recording": {"glitches": [Glitch("click", 96000, 5.0)]},
    "nothing was recorded": {"recorded_s": 0.0},
    "the engine died": {"engines": 2},
    "the engine holds more than 400 MB": {"memory_mb_start": 401.0, "memory_mb_end": 401.0},
    "the engine's memory grew by more than 1 %": {"memory_mb_end": 182.0},
}


@pytest.mark.parametrize("fault", NOT)
def test_each_fault_is_told(fault):
    assert Report(**CLEAN).faults == []
    assert Report(**CLEAN, underruns=0, late_blocks=2).faults == ["the sound broke off"]
    report = Report(**CLEAN | NOT[fault])
    assert report.faults == [fault]
    assert words(report, False).endswith(f"Not clean: {fault}.")
    told = json.loads(words(report, True))
    assert told["faults"] == [fault] and told["clean"] is False


def test_a_clean_one_says_so():
    report = Report(**CLEAN, excused_underruns=3, machine_stalls=4, rescues=1)
    assert words(report, False).endswith("Clean.") and "3 more excused" in words(report, False)
    assert json.loads(words(report, True))["clean"] is True


def test_every_control_of_the_hand_is_one_that_the_instrument_obeys(shipped):
    panel = Panel(Store(), Events(4096), shipped.contract.instruments)
    door = OscDoor(panel)
    hand = random_hand(random.Random(1), len(shipped.contract.instruments))
    sent = list(islice(hand, 3000))
    for message in sent:
        assert door.answer(encoded((message[0], list(message[1:])))) == [], message
    assert door.refused == 0
    switches = [address for address, *_ in sent if address.split("/")[-1] in SWITCHES]
    assert len(switches) == 3000 // soak_module.SWITCH_EVERY


def test_the_log_tells_the_machine_from_the_engine(tmp_path):
    log = tmp_path / "jackd.log"
    log.write_text("")
    server = _Server(SimpleNamespace(), log)
    assert server.look() == (0, 0)
    with log.open("a") as file:
        file.write("JackEngine::XRun: client = PortAudio was not finished, state = Triggered\n")
        file.write("JackTimedDriver::Process XR")  # the rest of the line is on its way
    engine_alone = server.look()
    with log.open("a") as file:
        file.write("un = 5643 usec\n"
                   "JackEngine::XRun: client = PortAudio-01 was not finished, state = Running\n")
    assert (engine_alone, server.look(), server.look()) == ((0, 1), (2, 0), (0, 0))


def test_it_plays_records_and_reports(tmp_path):
    """What it finds on a busy machine is luck; that it looks is not."""
    with jack_rig._turn():
        report = soak(Plan(minutes=0.05, load=1))
    assert report.recorded_s > 2 and report.blocks > 10 and report.controls >= 590
    assert 0 < report.block_ms_median <= report.block_ms_p99 <= report.block_ms_worst
    assert 20 < report.memory_mb_end < 400 and report.engines == 1


def test_what_is_in_a_recording_is_found_and_excused_by_the_clock(tmp_path):
    t = np.arange(20 * 48000) / 48000
    tone = 0.2 * np.sin(2 * np.pi * np.array([220.0, 331.0]) * t[:, None])
    for second in (5, 10):
        tone[second * 48000 :] = np.roll(tone[second * 48000 :], 61, axis=0)
    soundfile.write(tmp_path / "heard.wav", tone, 48000, "FLOAT")
    report = Report(**CLEAN)
    clock = np.array([[0, 1000.0], [len(tone), 1020.0]])
    soak_module._listen(tmp_path / "heard.wav", clock, [1010.3], report)
    assert [round(one.sample / 48000) for one in report.glitches] == [5]
    assert report.excused_glitches == 1 and report.recorded_s == 20
