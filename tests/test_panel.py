"""The rules every door relies on: names, ranges, keys taking over, and no hung note."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.panel import Panel
from engine.parameters import BadValue
from engine.store import TAKE, Event, Events, Kind, Store

NAMES = ("Piano", "flute", "drum kit")


@pytest.fixture
def panel():
    return Panel(Store(), Events(), NAMES)


def sounding(events, held=()):
    """The keys an engine would hold after these events."""
    keys = set(held)
    for event in events:
        if event.kind is Kind.NOTE_ON:
            keys.add(event.a)
        elif event.kind is Kind.NOTE_OFF:
            keys.discard(event.a)
        elif event.kind in (Kind.ALL_NOTES_OFF, Kind.PANIC):
            keys.clear()
    return keys


def test_instruments_go_by_name_or_position(panel):
    assert panel.set("instrument_a", "flute", "osc") == 1
    assert panel.set("instrument_b", " DRUM KIT ", "osc") == 2
    assert panel.set("instrument_a", 0, "osc") == 0
    assert panel.describe("instrument_b") == "drum kit"


@pytest.mark.parametrize("bad", ["flut", "", 3, 63, 64, -1, 0.5, True, None, float("nan")])
def test_instruments_beyond_the_list_are_refused(panel, bad):
    with pytest.raises(BadValue, match="instrument_a"):
        panel.set("instrument_a", bad, "osc")
    assert panel.get("instrument_a") == 0
    with pytest.raises(BadValue, match="0 Piano, 1 flute, 2 drum kit"):
        panel.set("instrument_a", 3, "osc")
    with pytest.raises(BadValue, match="did you mean 'flute'"):
        panel.set("instrument_a", "flut", "osc")


def test_without_a_list_positions_are_still_known():
    panel = Panel(Store(), Events())
    assert panel.set("instrument_a", 63, "osc") == 63
    assert panel.set_unit("instrument_a", 1.0, "osc") == 63
    with pytest.raises(BadValue):
        panel.set("instrument_a", "flute", "osc")


def test_set_many_is_all_or_nothing_and_knows_names(panel):
    with pytest.raises(BadValue):
        panel.set_many({"gain": -3, "instrument_a": "tuba"}, "preset")
    assert panel.get("gain") == 0
    assert panel.set_many({"gain": -3, "instrument_a": "flute"}, "preset") == {
        "gain": -3.0, "instrument_a": 1.0
    }


@given(st.floats(0, 1))
def test_the_travel_of_an_instrument_knob_is_the_list(x):
    panel = Panel(Store(), Events(), NAMES)
    position = panel.set_unit("instrument_a", x, "midi")
    assert position == min(int(x * 3), 2)


def test_set_unit_follows_the_curve_and_takes_over(panel):
    assert panel.set_unit("rms", 0.5, "midi") == -30
    assert panel.describe("rms_mode") == "held"
    with pytest.raises(BadValue):
        panel.set_unit("rms", 1.1, "midi")


@pytest.mark.parametrize("mode", ["free", "held", "driven"])
def test_keys_take_over(panel, mode):
    panel.set("notes_mode", mode, "osc")
    assert panel.note_on(60, 0.5, "midi")
    assert panel.describe("notes_mode") == ("held" if mode == "held" else "driven")  # held latches
    assert panel.events.drain() == (Event(Kind.NOTE_ON, 60.0, 0.5),)


def test_a_replayed_take_brings_its_own_modes(panel):
    panel.note_on(60, 0.5, TAKE)
    assert panel.describe("notes_mode") == "free"


def test_velocity_0_lifts_the_key(panel):
    panel.note_on(60, 0, "osc")
    assert panel.events.drain() == (Event(Kind.NOTE_OFF, 60.0),)
    assert panel.describe("notes_mode") == "free"


@pytest.mark.parametrize("pitch", [-1, 128, 60.5, True, None, "C4", float("nan"), float("inf")])
def test_pitches_are_checked(panel, pitch):
    with pytest.raises(BadValue, match="a pitch must be a whole number from 0 to 127, not"):
        panel.note_on(pitch, 0.5, "osc")
    with pytest.raises(BadValue):
        panel.note_off(pitch, "osc")
    assert panel.events.drain() == ()


@pytest.mark.parametrize("amount", [-0.1, 1.1, True, None, "loud", float("nan")])
def test_velocities_and_strengths_are_checked(panel, amount):
    with pytest.raises(BadValue, match="a velocity must be a number from 0 to 1"):
        panel.note_on(60, amount, "osc")
    with pytest.raises(BadValue, match="a strength must be a number from 0 to 1"):
        panel.onset(amount, "osc")
    assert panel.events.drain() == ()
    assert panel.describe("notes_mode") == "free"


def test_a_midi_velocity_gets_a_hint(panel):
    with pytest.raises(BadValue, match=r"not 100; MIDI's 100 is 0\.79"):
        panel.note_on(60, 100, "osc")


def test_the_other_events(panel):
    panel.onset(0.7, "osc")
    panel.reset("osc")
    panel.all_notes_off("osc")
    assert panel.events.drain() == (
        Event(Kind.ONSET, 0.7), Event(Kind.RESET), Event(Kind.ALL_NOTES_OFF)
    )


def test_a_new_seed_is_another_seed_and_says_which(panel):
    seeds = [panel.new_seed("osc") for _ in range(50)]
    assert all(a != b for a, b in zip([1, *seeds], seeds, strict=False))
    assert panel.get("seed_a") == seeds[-1]
    assert [event.a for event in panel.events.drain()] == seeds


def test_a_note_on_that_is_refused_is_not_a_note(panel):
    panel.events = Events(1)
    panel.reset("osc")
    assert not panel.note_on(60, 0.5, "osc")
    assert panel.describe("notes_mode") == "free"


def test_a_note_off_is_never_lost_even_if_nothing_follows():
    panel = Panel(Store(), Events(1))
    panel.note_on(60, 0.5, "midi")
    assert not panel.note_off(60, "midi")
    held = sounding(panel.events.drain())
    assert held == {60}
    until = time.monotonic() + 2
    while held and time.monotonic() < until:
        time.sleep(0.005)
        held = sounding(panel.events.drain(), held)
    assert held == set()


def test_what_is_owed_goes_first():
    panel = Panel(Store(), Events(2))
    panel.note_on(60, 0.5, "midi")
    panel.note_on(62, 0.5, "midi")
    assert not panel.note_off(60, "midi")
    assert not panel.note_on(60, 0.9, "midi")  # would otherwise be cut by the note-off before it
    panel.events.drain()
    assert panel.note_on(60, 0.7, "midi")
    assert [e.kind for e in panel.events.drain()] == [Kind.NOTE_OFF, Kind.NOTE_ON]


def test_all_notes_off_stands_for_every_note_off_that_is_owed():
    panel = Panel(Store(), Events(1))
    panel.note_on(60, 0.5, "midi")
    panel.note_off(60, "midi")
    panel.note_off(61, "midi")
    panel.all_notes_off("midi")
    panel.note_off(62, "midi")
    panel.events.drain()
    assert panel.flush()
    assert panel.events.drain() == (Event(Kind.ALL_NOTES_OFF),)


@pytest.mark.parametrize("later", ["note_off", "all_notes_off", "panic"])
def test_a_panic_is_never_lost(later):
    panel = Panel(Store(), Events(1))
    panel.note_on(60, 0.5, "midi")
    panel.note_off(60, "midi")
    assert not panel.panic("midi")
    if later == "note_off":
        panel.note_off(61, "midi")
    else:
        getattr(panel, later)("midi")
    panel.events.drain()
    assert panel.flush()
    assert panel.events.drain() == (Event(Kind.PANIC),)


def test_a_panic_is_more_than_the_note_offs_that_are_owed():
    panel = Panel(Store(), Events(1))
    panel.note_on(60, 0.5, "midi")
    panel.all_notes_off("midi")
    panel.panic("midi")
    panel.events.drain()
    assert panel.flush()
    assert panel.events.drain() == (Event(Kind.PANIC),)


moves = st.lists(
    st.tuples(
        st.sampled_from(["on", "off", "all", "panic", "drain", "onset"]), st.integers(60, 63)
    ),
    max_size=80,
)


@given(moves, st.integers(1, 4))
def test_no_order_of_events_leaves_a_note_hanging(moves, capacity):
    panel, keys, held = Panel(Store(), Events(capacity)), set(), set()
    for move, pitch in moves:
        if move == "on":
            panel.note_on(pitch, 0.5, "midi")
            keys.add(pitch)
        elif move == "off":
            panel.note_off(pitch, "midi")
            keys.discard(pitch)
        elif move == "all":
            panel.all_notes_off("midi")
            keys.clear()
        elif move == "panic":
            panel.panic("midi")
            keys.clear()
        elif move == "onset":
            panel.onset(0.5, "midi")
        else:
            held = sounding(panel.events.drain(), held)
    for _ in range(200):
        held = sounding(panel.events.drain(), held)
        if panel.flush():
            break
    held = sounding(panel.events.drain(), held)
    assert held <= keys


def test_check_says_what_set_would_store_and_stores_nothing():
    panel = Panel(Store(), Events(), ("piano", "flute"))
    assert panel.check("instrument_a", "Flute") == 1 and panel.check("rms_mode", "held") == 1
    assert panel.get("instrument_a") == panel.get("rms_mode") == 0
    with pytest.raises(BadValue, match="no instrument 'flut'; did you mean 'flute'"):
        panel.check("instrument_a", "flut")
