"""MIDI messages do what the table says, and no order of them leaves a note hanging."""

import mido
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bridge import midi
from bridge.doors import DoorError
from bridge.midi import MidiDoor, MidiMap
from engine.panel import Panel
from engine.parameters import BY_ID, TABLE, from_unit
from engine.store import Event, Events, Kind, Store

NAMES = ("piano", "flute", "drum kit")


def a_map(capacity=256):
    """A map with a panel of its own."""
    return MidiMap(Panel(Store(), Events(capacity), NAMES))


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
    assert midi_map.held == set()


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
    nothing = [[0xE0, 0, 96], [0xD0, 60], [0xA0, 60, 60], [0xB0, 64, 127], [0xB0, 121, 0], [0xF8],
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


key = st.tuples(st.sampled_from([0x80, 0x90]), st.integers(0, 2), st.integers(60, 62),
                st.sampled_from([0, 1, 127]))
panic = st.tuples(st.just(0xB0), st.integers(0, 2), st.sampled_from([120, 123]), st.just(0))
drain = st.none()


@given(st.lists(st.one_of(key, key, key, panic, drain), max_size=60), st.integers(1, 5))
def test_no_order_of_messages_leaves_a_note_hanging(messages, capacity):
    midi_map, pressed, held = a_map(capacity), set(), set()
    panel = midi_map.panel
    for message in messages:
        if message is None:
            held = after(panel.events.drain(), held)
            continue
        status, channel, data, velocity = message
        midi_map.handle(mido.Message.from_bytes([status + channel, data, velocity]))
        if status == 0x90 and velocity:
            pressed.add(data)
        elif status == 0xB0:
            pressed.clear()
        else:
            pressed.discard(data)
        assert midi_map.held <= pressed
    held = settled(panel, held)
    assert held <= pressed
    midi_map.release()
    assert settled(panel, held) == set()


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


@given(st.lists(st.lists(st.integers(0, 255), max_size=6), max_size=30))
def test_any_bytes_are_survived(messages):
    door = MidiDoor(Panel(Store(), Events(), NAMES))
    for data in messages:
        door.receive(data)
    assert door.map.received + door.malformed == len(messages)
    assert door.failed == 0


def test_a_fault_of_ours_does_not_end_the_listening(caplog):
    door = MidiDoor(Panel(Store(), Events(), NAMES))
    door.map.panel = None
    door.receive([0x90, 60, 1])
    assert door.failed == 1
    assert "the MIDI door failed on [144, 60, 1]" in caplog.text


def test_a_port_is_chosen_by_a_part_of_its_name():
    ports = ["Midi Through:0", "Launchkey MIDI 20:0", "Launchkey DAW 20:1"]
    assert midi.match_port("through", ports) == "Midi Through:0"
    assert midi.match_port("Launchkey DAW 20:1", ports) == "Launchkey DAW 20:1"
    with pytest.raises(DoorError, match=r"fits several: Launchkey DAW 20:1, Launchkey MIDI 20:0"):
        midi.match_port("launchkey", ports)
    with pytest.raises(DoorError, match=r"no MIDI port's name holds 'nano'; there are Launchkey"):
        midi.match_port("nano", ports)
    with pytest.raises(DoorError, match="there are none"):
        midi.match_port("nano", [])


def test_the_midi_system_can_be_asked_for(monkeypatch):
    monkeypatch.delenv(midi.API_VARIABLE, raising=False)
    compiled = midi.rtmidi.get_compiled_api()
    for name, api in midi.APIS.items():
        if api in compiled:
            assert midi.choose_api(name.upper()) == api
            monkeypatch.setenv(midi.API_VARIABLE, name)
            assert midi.choose_api(None) == api
        else:
            with pytest.raises(DoorError, match="--midi-api takes"):
                midi.choose_api(name)
    with pytest.raises(DoorError, match="no MIDI system 'oss' here"):
        midi.choose_api("oss")
    monkeypatch.delenv(midi.API_VARIABLE)
    assert midi.choose_api(None) in (*compiled, midi.rtmidi.API_UNSPECIFIED)


def test_no_midi_system_is_a_sentence_and_not_the_end(monkeypatch):
    api = midi.APIS["jack"]
    if api not in midi.rtmidi.get_compiled_api():
        pytest.skip("this RtMidi has no JACK")
    monkeypatch.setenv("JACK_DEFAULT_SERVER", "flowbend-no-such-server")
    monkeypatch.setenv("JACK_NO_START_SERVER", "1")
    door = MidiDoor(Panel(Store(), Events()), api="jack")
    with pytest.raises(DoorError, match=r"no MIDI \(.*\): start a JACK server.*works without it"):
        door.start()
    door.stop()
