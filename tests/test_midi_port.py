"""A port takes any bytes: what they say is done, and what they do not say is not."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bridge.learning import Learner
from bridge.mapping import read_target
from bridge.maps import Maps
from bridge.midi import MidiMap
from bridge.midi_port import MidiPort, OneClock, Stamps
from engine.panel import Panel
from engine.parameters import BY_ID, TABLE, check
from engine.store import Events, Kind, Store

NAMES = ("piano", "flute", "drum kit")
DEFAULT = Maps().load("default")


def a_port(**more):
    surface = MidiMap(Panel(Store(), Events(4096), NAMES), "midi x", Maps().load("default"))
    return MidiPort("x", surface, **more)


def keys_after(events, keys):
    for event in events:
        if event.kind is Kind.NOTE_ON:
            keys.add(event.a)
        elif event.kind is Kind.NOTE_OFF:
            keys.discard(event.a)
        elif event.kind in (Kind.ALL_NOTES_OFF, Kind.PANIC):
            keys.clear()
    return keys


@given(st.lists(st.lists(st.integers(0, 255), max_size=6), max_size=30))
def test_any_bytes_are_survived(events):
    port = MidiPort("x", MidiMap(Panel(Store(), Events(4096), NAMES), mapping=DEFAULT))
    for event in events:
        port.receive(event)
    assert port.failed == 0


def test_a_hundred_thousand_random_events_leave_nothing_wrong():
    """Truncated, running status, system exclusive, wild statuses: values stay in range, every key
    that sounds is known, and all of them are lifted in the end."""
    random_ = random.Random(1)
    port = a_port()
    panel, sounding, now = port.map.panel, set(), 0.0
    for number in range(100_000):
        shape = random_.random()
        size = random_.choice((1, 2, 3, 3, 3, 3, 4, 8, 40))
        event = random_.choices(range(128), k=size)
        if shape < 0.8:
            event[0] = random_.choice((0x80, 0x90, 0x90, 0xB0, 0xB0, 0xC0, 0xD0, 0xE0)) + (
                random_.randrange(16))
        elif shape < 0.85:
            event = [0xF0, *event, *([0xF7] if shape < 0.83 else [])]
        elif shape < 0.95:
            event = random_.choices(range(256), k=size)
        now += random_.random() / 100
        port.receive(event, 0.001, now)
        port.wait(now)
        if number % 64 == 0:
            sounding = keys_after(panel.events.drain(), sounding)
            assert sounding == port.map.keys.held
    assert port.failed == 0 and port.malformed > 1000 and port.map.received > 50_000
    for row in TABLE:
        assert check(BY_ID[row.id], panel.get(row.id)) == panel.get(row.id)
    port.close()
    assert keys_after(panel.events.drain(), sounding) == set() == port.map.keys.held


def test_a_fault_of_ours_does_not_end_the_listening(caplog):
    port = a_port()
    port.map.panel = None
    port.map.keys = None
    port.receive([0x90, 60, 1])
    port.receive([0xF8])
    assert port.failed == 1
    assert "the MIDI door failed on [144, 60, 1]" in caplog.text


def test_the_clock_is_handed_on_with_its_time():
    ticks = []
    port = a_port(clock=lambda data, at_s: ticks.append((data, round(at_s, 6))))
    port.receive([0xF8], 0.0, 100.003)
    port.receive([0xFA, 0xF2, 1, 2, 0xFE], 0.02, 100.021)
    port.receive([0xF0, 1, 0xF7], 0.01, 100.034)
    port.receive([0xFC, 0xFB], 0.01, 100.049)
    # The way of the second event was shortest: from there on it is taken for every one's.
    assert ticks == [([0xF8], 100.003), ([0xFA], 100.021), ([0xF2, 1, 2], 100.021),
                     ([0xFC], 100.041002), ([0xFB], 100.041002)]


@given(st.lists(st.floats(0, 0.05), min_size=40, max_size=80), st.floats(-90e-6, 90e-6))
def test_stamps_are_even_where_our_looking_is_not(delays, drift):
    """Ticks each 20 ms, seen late by up to 50: once one was seen soon, the times are even."""
    delays[0] = 0.0
    stamps, found = Stamps(), []
    for number, delay in enumerate(delays):
        at = 5000 + 0.02 * number
        found.append(stamps.stamp(0.02 * (1 + drift) if number else 0.0, at + delay))
        assert found[-1] <= at + delay + 1e-6
    errors = [stamp - 5000 - 0.02 * number for number, stamp in enumerate(found)]
    assert max(map(abs, errors)) < 0.001


def test_of_two_clocks_the_first_is_heard():
    ticks = []
    clocks = OneClock(lambda data, at_s: ticks.append(at_s))
    one, two = clocks.of("one"), clocks.of("two")
    one([0xF8], 10.0)
    two([0xF8], 10.5)
    one([0xF8], 11.0)
    two([0xF8], 12.9)
    two([0xF8], 13.1)
    one([0xF8], 13.2)
    assert ticks == [10.0, 11.0, 13.1]


@pytest.mark.parametrize("target", ["gain", "loop"])
def test_a_learner_swallows_moves_and_no_key_s_end(target):
    port = a_port()
    port.receive([0x90, 60, 9])
    port.receive([0xB0, 64, 127])
    port.learner = Learner(read_target(target), 30.0)
    port.receive([0xB0, 7, 0])
    port.receive([0x80, 60, 0])
    assert port.map.keys.held == {60}
    port.receive([0xB0, 64, 0])
    assert port.map.keys.held == set()
    assert port.map.panel.get("gain") == 0
    port.receive([0xB0, 7, 127])
    assert str(port.learnt.control) == "cc 7 ch 1"
    port.receive([0xB0, 123, 0])
    kinds = [event.kind for event in port.map.panel.events.drain()]
    assert kinds == [Kind.NOTE_ON, Kind.NOTE_OFF, Kind.ALL_NOTES_OFF]


def test_what_was_refused_is_told_once_and_not_too_often():
    port = a_port()
    assert port.refusal(0.0) is None
    port.receive([0xC0, 1])
    assert port.refusal(0.0) is None
    for program in (90, 91):
        port.receive([0xC0, program])
    assert "not 91" in port.refusal(0.0) and port.refusal(0.1) is None
    port.receive([0xC0, 92])
    assert port.refusal(0.5) is None  # not for good
    assert "not 92" in port.refusal(1.5) and port.refusal(9.0) is None
