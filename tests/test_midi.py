"""MIDI messages do what the table says, and no order of them leaves a note hanging."""

import mido
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bridge.mapping import Control, read
from bridge.maps import Maps
from bridge.midi import MidiMap
from engine.panel import Panel
from engine.parameters import BY_ID, TABLE, from_unit
from engine.store import Event, Events, Kind, Store

NAMES = ("piano", "flute", "drum kit")


def a_map(capacity=256, text=None, **more):
    """A map with a panel of its own; with the default mapping, or one of this text."""
    mapping = Maps().load("default") if text is None else mapping_of(text)
    return MidiMap(Panel(Store(), Events(capacity), NAMES), mapping=mapping, **more)


def mapping_of(text):
    mapping = read(text, "test", None)
    assert mapping.faults == []
    return mapping


def play(midi_map, *messages):
    """Feed messages, each as its bytes, and return the events that came of them."""
    for message in messages:
        midi_map.handle(mido.Message.from_bytes(message))
    return midi_map.panel.events.drain()


@pytest.mark.parametrize("channel", [0, 9, 15])
def test_notes_on_any_channel(channel):
    midi_map = a_map()
    events = play(midi_map, [0x90 + channel, 60, 127], [0x80 + channel, 60, 64])
    assert events == (Event(Kind.NOTE_ON, 60.0, 1.0), Event(Kind.NOTE_OFF, 60.0))
    assert midi_map.panel.describe("notes_mode") == "driven"


def test_velocity_0_is_a_note_off():
    assert play(a_map(), [0x90, 60, 0]) == (Event(Kind.NOTE_OFF, 60.0),)


def test_velocity_1_is_a_note():
    (event,) = play(a_map(), [0x90, 60, 1])
    assert event == Event(Kind.NOTE_ON, 60.0, 1 / 127)


@pytest.mark.parametrize("row", [row for row in TABLE if row.cc is not None], ids=lambda r: r.id)
def test_every_controller_of_the_table_turns_its_row(row):
    midi_map = a_map()
    for position in (0, 64, 127):
        play(midi_map, [0xB0, row.cc, position])
        stored = midi_map.panel.get(row.id)
        if row.id.startswith("instrument"):
            assert stored == {0: 0, 64: 1, 127: 2}[position]
        else:
            assert stored == from_unit(row, position / 127)


def test_the_usual_controllers_are_where_players_expect_them():
    expected = {"morph": 1, "gain": 7, "rms": 2, "brightness": 74}
    assert {id: BY_ID[id].cc for id in expected} == expected


@pytest.mark.parametrize("controller, kind", [(120, Kind.PANIC), (123, Kind.ALL_NOTES_OFF)])
def test_all_notes_off(controller, kind):
    midi_map = a_map()
    play(midi_map, [0x90, 60, 1])
    assert play(midi_map, [0xB3, controller, 0]) == (Event(kind),)
    assert midi_map.keys.held == set()


def test_a_program_change_chooses_the_instrument():
    midi_map = a_map()
    play(midi_map, [0xC0, 1])
    assert midi_map.panel.describe("instrument_a") == "flute"
    play(midi_map, [0xC0, 99])
    assert midi_map.panel.describe("instrument_a") == "flute"
    assert midi_map.refused == 1
    assert "there are 0 piano, 1 flute" in midi_map.last_refusal


def test_what_means_nothing_here_changes_nothing():
    midi_map = a_map()
    before = midi_map.panel.store.snapshot()
    nothing = [[0xA0, 60, 60], [0xB0, 64, 127], [0xB0, 121, 0], [0xF8], [0xB0, 6, 3], [0xB0, 96, 0],
               [0xFE], [0xF0, 1, 2, 0xF7]]
    assert play(midi_map, *nothing) == ()
    assert [x.tolist() for x in midi_map.panel.store.snapshot()] == [x.tolist() for x in before]
    assert (midi_map.received, midi_map.refused) == (8, 0)


def test_pulling_the_cable_lifts_the_keys():
    midi_map = a_map()
    play(midi_map, [0x90, 60, 9], [0x91, 62, 9], [0x90, 64, 9], [0x80, 62, 0])
    midi_map.release()
    assert midi_map.panel.events.drain() == (Event(Kind.NOTE_OFF, 60.0), Event(Kind.NOTE_OFF, 64.0))
    midi_map.release()
    assert midi_map.panel.events.drain() == ()


def test_every_row_has_a_number_of_14_bits():
    midi_map = a_map()
    for row in TABLE:
        (number,) = [c.number for c in midi_map.mapping.controls_of(row.id) if c.kind == "nrpn"]
        for position in (0, 8192, 16383):
            halves = (99, number >> 7), (98, number & 127), (6, position >> 7), (38, position & 127)
            play(midi_map, *([0xB2, *half] for half in halves))
            midi_map.wait(1.0)
            if not row.id.startswith("instrument"):
                assert midi_map.panel.get(row.id) == from_unit(row, position / 16383)


def test_a_controller_of_14_bits_is_as_fine_as_it_says():
    midi_map = a_map()
    play(midi_map, [0xB0, 1, 64])
    assert midi_map.panel.get("morph") == 64 / 127  # a surface of 7 bits has the whole travel
    play(midi_map, [0xB0, 33, 1])
    assert midi_map.panel.get("morph") == (64 * 128 + 1) / 16383
    heard = []
    midi_map.panel.store.listen(lambda id, value, source: heard.append(value))
    play(midi_map, [0xB0, 1, 63], [0xB0, 33, 127])
    assert heard == [(63 * 128 + 127) / 16383]  # and not 63 * 128 / 16383 on the way


def test_a_coarse_half_without_its_fine_one_is_not_waited_for_long():
    midi_map = a_map()
    play(midi_map, [0xB0, 1, 64], [0xB0, 33, 5], [0xB0, 1, 65])
    assert midi_map.panel.get("morph") == (64 * 128 + 5) / 16383
    midi_map.wait(0.01)
    assert midi_map.panel.get("morph") == (64 * 128 + 5) / 16383
    midi_map.wait(0.021)
    assert midi_map.panel.get("morph") == (65 * 128 + 5) / 16383


def test_no_parameter_number_takes_no_data():
    midi_map = a_map()
    play(midi_map, [0xB0, 99, 0], [0xB0, 98, 1], [0xB0, 101, 127], [0xB0, 100, 127], [0xB0, 6, 9])
    play(midi_map, [0xB1, 99, 0], [0xB1, 6, 9], [0xB2, 6, 9])
    assert midi_map.panel.get("guidance") == BY_ID["guidance"].default


def test_a_pedal_keeps_lifted_keys_sounding():
    midi_map = a_map()
    play(midi_map, [0xB0, 64, 127], [0x90, 60, 9], [0x90, 62, 9])
    assert play(midi_map, [0x80, 60, 0], [0x91, 60, 0]) == ()
    assert play(midi_map, [0x81, 62, 0]) == (Event(Kind.NOTE_OFF, 62.0),)  # another channel's
    assert play(midi_map, [0x90, 60, 9], [0xB0, 64, 0]) == (Event(Kind.NOTE_ON, 60.0, 9 / 127),)
    assert play(midi_map, [0x80, 60, 0]) == (Event(Kind.NOTE_OFF, 60.0),)


def test_reset_all_controllers_lets_the_pedal_and_the_wheels_go():
    midi_map = a_map(text="pitch = guidance\npressure = noisiness\ncc 1 = morph\ncc 7 = gain")
    play(midi_map, [0xB0, 64, 127], [0x90, 60, 9], [0x80, 60, 0])
    play(midi_map, [0xE0, 127, 127], [0xD0, 127], [0xB0, 1, 127], [0xB0, 7, 0])
    assert play(midi_map, [0xB0, 121, 0]) == (Event(Kind.NOTE_OFF, 60.0),)
    panel = midi_map.panel
    values = [panel.get(id) for id in ("guidance", "noisiness", "morph", "gain")]
    assert values == [3.25, 0, 0, -60]  # volume stays
    panel.set("morph", 0.5, "osc")
    play(midi_map, [0xB0, 121, 0])
    assert panel.get("morph") == 0.5  # what did not move is not reset


def test_pressure_brightens_and_comes_back():
    midi_map = a_map()
    panel = midi_map.panel
    panel.set("brightness", 500, "osc")
    panel.set("brightness_mode", "driven", "osc")
    play(midi_map, [0xD0, 64])
    assert 500 < panel.get("brightness") < 12000 and panel.describe("brightness_mode") == "held"
    play(midi_map, [0xD0, 127])
    assert panel.get("brightness") == 12000
    play(midi_map, [0xD0, 0])
    assert panel.get("brightness") == 500 and panel.describe("brightness_mode") == "driven"
    play(midi_map, [0xD0, 9])
    panel.set("brightness", 800, "osc")
    play(midi_map, [0xD0, 0])
    assert panel.get("brightness") == 800  # somebody else has moved it since


def test_pulling_the_cable_lets_go_of_what_a_finger_held():
    midi_map = a_map(text="pressure = brightness swell\ncc 1 = morph\npitch = gain")
    play(midi_map, [0xD0, 99], [0xB0, 1, 99], [0xE0, 0, 0])
    midi_map.release()
    panel = midi_map.panel
    assert (panel.get("brightness"), panel.describe("brightness_mode")) == (1200, "free")
    assert (panel.get("morph"), panel.get("gain")) == (99 / 127, -60)  # these stay where they were


def test_the_middle_of_the_wheel_is_the_middle():
    midi_map = a_map(text="pitch = gain -24..0")
    for data, value in (([0, 0], -24), ([0, 64], -12), ([127, 127], 0)):
        play(midi_map, [0xE5, *data])
        assert midi_map.panel.get("gain") == pytest.approx(value, abs=1e-9)


@pytest.mark.skipif("bend" not in BY_ID, reason="no row bends the pitch")
def test_a_keyboard_says_how_far_its_wheel_bends():
    midi_map = a_map()
    play(midi_map, [0xE0, 127, 127])
    assert midi_map.panel.get("bend") == 2
    play(midi_map, [0xB0, 101, 0], [0xB0, 100, 0], [0xB0, 6, 1], [0xB0, 38, 50], [0xE0, 0, 0])
    assert midi_map.panel.get("bend") == pytest.approx(-1.5)
    play(midi_map, [0xE0, 0, 64])
    assert midi_map.panel.get("bend") == pytest.approx(0, abs=1e-9)


def test_programs_are_recalled_before_they_choose_an_instrument():
    asked = []
    midi_map = a_map(source="midi keys",
                     programs=lambda number, source: asked.append((number, source)) or number == 0)
    play(midi_map, [0xC0, 0], [0xC0, 2])
    assert asked == [(0, "midi keys"), (2, "midi keys")]
    assert midi_map.panel.describe("instrument_a") == "drum kit"
    mapped = a_map(text="program 2 = loop on")
    play(mapped, [0xC0, 2], [0xC0, 1])
    assert mapped.panel.describe("loop") == "on"
    assert mapped.panel.describe("instrument_a") == "flute"


def test_pads_make_events_and_keys_play_on():
    midi_map = a_map(text="note 36 ch 10 = /event/onset velocity\nnote 37 = loop off..on\n"
                          "cc 20 = /event/note_on 60 1\nprogram 3 = /event/panic")
    strike = play(midi_map, [0x99, 36, 64], [0x89, 36, 0], [0x90, 36, 64])
    assert strike == (Event(Kind.ONSET, 64 / 127), Event(Kind.NOTE_ON, 36.0, 64 / 127))
    play(midi_map, [0x90, 37, 1])
    assert midi_map.panel.describe("loop") == "on"
    assert play(midi_map, [0x90, 37, 0]) == ()
    assert midi_map.panel.describe("loop") == "off"
    pressed = play(midi_map, [0xB0, 20, 127], [0xB0, 20, 100], [0xB0, 20, 0], [0xB0, 20, 64])
    assert pressed == (Event(Kind.NOTE_ON, 60.0, 1.0),) * 2
    assert play(midi_map, [0xC0, 3]) == play(midi_map, [0xC0, 3]) == (Event(Kind.PANIC),)


def test_a_key_that_is_mapped_while_it_is_down_is_still_lifted():
    midi_map = a_map()
    play(midi_map, [0x90, 60, 9])
    midi_map.mapping = mapping_of("note 60 = loop toggle")
    midi_map.bound()
    assert play(midi_map, [0x80, 60, 0]) == (Event(Kind.NOTE_OFF, 60.0),)


def test_one_knob_may_move_several_rows_and_one_refusal_hides_no_other():
    midi_map = a_map(text="cc 20 = instrument_a kazoo\ncc 20 = rms\ncc 20 = brightness 4000..200")
    play(midi_map, [0xB0, 20, 127])
    assert (midi_map.panel.get("rms"), midi_map.panel.get("brightness")) == (0, 200)
    assert midi_map.refused == 1 and "kazoo" in midi_map.last_refusal


def test_a_line_of_its_own_channel_goes_before_one_of_any():
    midi_map = a_map(text="cc 20 = rms\ncc 20 ch 2 = gain\ncc 20 ch 3 = nothing")
    play(midi_map, [0xB0, 20, 0], [0xB1, 20, 0], [0xB2, 20, 127])
    assert (midi_map.panel.get("rms"), midi_map.panel.get("gain")) == (-60, -60)
    assert midi_map.mapping.of(Control("cc", 20, 3)) == ()


key = st.tuples(st.sampled_from([0x80, 0x90]), st.integers(0, 2), st.integers(60, 62),
                st.sampled_from([0, 1, 127]))
panic = st.tuples(st.just(0xB0), st.integers(0, 2), st.sampled_from([120, 123, 124, 127]),
                  st.just(0))
pedal = st.tuples(st.just(0xB0), st.integers(0, 2), st.sampled_from([64, 121]),
                  st.sampled_from([0, 127]))
drain = st.none()


@given(st.lists(st.one_of(key, key, key, pedal, panic, drain), max_size=60), st.integers(1, 5))
def test_no_order_of_messages_leaves_a_note_hanging(messages, capacity):
    """Keys sound only while they are down, or a pedal is; and none when all is lifted, in any of
    the ways that there are to lift it."""
    midi_map, pressed, pedals, held = a_map(capacity, text=""), set(), set(), set()
    panel = midi_map.panel
    for message in messages:
        if message is None:
            held = after(panel.events.drain(), held)
            continue
        status, channel, data, value = message
        midi_map.handle(mido.Message.from_bytes([status + channel, data, value]))
        if status == 0x90 and value:
            pressed.add(data)
        elif status != 0xB0:
            pressed.discard(data)
        elif data in (64, 121):
            (pedals.add if data == 64 and value else pedals.discard)(channel)
        else:
            pressed.clear()
        assert midi_map.keys.pressed <= pressed
    held = settled(panel, held)
    assert held <= midi_map.keys.held
    assert pedals or held <= pressed
    for channel in range(3):
        midi_map.handle(mido.Message.from_bytes([0xB0 + channel, 64, 0]))
    if len(messages) % 2:
        midi_map.release()
    for pitch in range(60, 63):
        midi_map.handle(mido.Message.from_bytes([0x80, pitch, 0]))
    assert settled(panel, held) == set() == midi_map.keys.held


def settled(panel, held):
    """The keys an engine holds once everything that is owed has arrived."""
    for _ in range(200):
        held = after(panel.events.drain(), held)
        if panel.flush():
            break
    return after(panel.events.drain(), held)


def after(events, held):
    """The keys an engine holds after some events."""
    keys = set(held)
    for event in events:
        if event.kind is Kind.NOTE_ON:
            keys.add(event.a)
        elif event.kind is Kind.NOTE_OFF:
            keys.discard(event.a)
        elif event.kind in (Kind.ALL_NOTES_OFF, Kind.PANIC):
            keys.clear()
    return keys
