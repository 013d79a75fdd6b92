"""The MIDI system is chosen, ports are found by parts of names, what is missing is a sentence."""

import pytest

from bridge import midi_system
from bridge.doors import DoorError
from bridge.midi_door import MidiDoor
from engine.panel import Panel
from engine.store import Events, Store


def test_a_port_is_chosen_by_a_part_of_its_name():
    ports = ["Midi Through:0", "Launchkey MIDI 20:0", "Launchkey DAW 20:1"]
    assert midi_system.match_port("through", ports) == "Midi Through:0"
    assert midi_system.match_port("Launchkey DAW 20:1", ports) == "Launchkey DAW 20:1"
    with pytest.raises(DoorError, match=r"fits several: Launchkey DAW 20:1, Launchkey MIDI 20:0"):
        midi_system.match_port("launchkey", ports)
    with pytest.raises(DoorError, match=r"no MIDI port's name holds 'nano'; there are Launchkey"):
        midi_system.match_port("nano", ports)
    with pytest.raises(DoorError, match="there are none"):
        midi_system.match_port("nano", [])


@pytest.mark.parametrize("name, outputs, twin", [
    ("nano:nano MIDI 1 20:0", ["Keys 24:0", "nano:nano MIDI 1 20:0"], "nano:nano MIDI 1 20:0"),
    ("a2j:nano [20] (capture): nano MIDI 1", ["a2j:nano [20] (playback): nano MIDI 1", "a2j:x"],
     "a2j:nano [20] (playback): nano MIDI 1"),
    ("system:midi_capture_2", ["system:midi_playback_1", "system:midi_playback_2"],
     "system:midi_playback_2"),
    ("MIDIIN2 (Launch) 1", ["MIDIOUT2 (Launch) 3"], None),
    ("nanoKONTROL2 0", ["Microsoft GS 0", "nanoKONTROL2 1"], "nanoKONTROL2 1"),
    ("Faderfox Input", ["Faderfox Output"], "Faderfox Output"),
    ("Keys", ["Pads"], None),
])
def test_the_way_back_to_a_surface_is_found_by_its_name(name, outputs, twin):
    assert midi_system.twin_of(name, outputs) == twin


def test_the_midi_system_can_be_asked_for(monkeypatch):
    monkeypatch.delenv(midi_system.API_VARIABLE, raising=False)
    compiled = midi_system.rtmidi.get_compiled_api()
    for name, api in midi_system.APIS.items():
        if api in compiled:
            assert midi_system.choose_api(name.upper()) == api
            monkeypatch.setenv(midi_system.API_VARIABLE, name)
            assert midi_system.choose_api(None) == api
        else:
            with pytest.raises(DoorError, match="--midi-api takes"):
                midi_system.choose_api(name)
    with pytest.raises(DoorError, match="no MIDI system 'oss' here"):
        midi_system.choose_api("oss")
    monkeypatch.delenv(midi_system.API_VARIABLE)
    assert midi_system.choose_api(None) in (*compiled, midi_system.rtmidi.API_UNSPECIFIED)


def test_no_midi_system_is_a_sentence_and_not_the_end(monkeypatch):
    api = midi_system.APIS["jack"]
    if api not in midi_system.rtmidi.get_compiled_api():
        pytest.skip("this RtMidi has no JACK")
    monkeypatch.setenv("JACK_DEFAULT_SERVER", "flowbend-no-such-server")
    monkeypatch.setenv("JACK_NO_START_SERVER", "1")
    door = MidiDoor(Panel(Store(), Events()), api="jack")
    with pytest.raises(DoorError, match=r"no MIDI \(.*\): start a JACK server.*works without it"):
        door.start()
    door.stop()
