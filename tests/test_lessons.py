"""Learning from several ports at once: what was moved is bound, said and kept; and forgotten."""

import pytest

from bridge.lessons import Lessons, Pupil
from bridge.maps import Maps
from bridge.midi import MidiMap
from bridge.midi_port import MidiPort
from engine.panel import Panel
from engine.parameters import BadValue
from engine.store import Events, Store


class Class:
    """Two ports with the default mapping, one panel, and what is said."""

    def __init__(self, folder):
        self.said, self.panel, self.maps = [], Panel(Store(), Events()), Maps(folder)
        self.lessons = Lessons(self.maps, self.said.append)
        self.pupils = [
            Pupil(MidiPort(name, MidiMap(self.panel, f"midi {name}", self.maps.load("default"))),
                  keeps=name)
            for name in ("one", "two")
        ]

    def turn(self, which, *messages):
        for message in messages:
            self.pupils[which].port.receive(message)
        self.lessons.look(self.pupils, 0.0)


def test_the_next_knob_is_bound_and_kept(tmp_path):
    room = Class(tmp_path)
    room.lessons.begin("morph 0..0.5", room.pupils)
    room.turn(1, [0xB3, 20, 0], [0xB3, 20, 127])
    assert room.said == [
        "Move a knob now, for morph 0..0.5.",
        f"cc 20 ch 4 of two now moves morph 0..0.5; kept in {tmp_path / 'two.map'}.",
    ]
    assert (tmp_path / "two.map").read_text() == "include default\ncc 20 ch 4 = morph 0..0.5\n"
    assert room.panel.get("morph") == 0  # what taught it did not turn it
    room.turn(1, [0xB3, 20, 127])
    assert room.panel.get("morph") == 0.5
    room.turn(0, [0xB3, 20, 64])
    assert room.panel.get("morph") == 0.5  # another surface's knob
    assert room.maps.load("two").bindings == room.pupils[1].port.map.mapping.bindings


def test_what_is_forgotten_moves_no_more(tmp_path):
    room = Class(tmp_path)
    room.lessons.forget("gain", room.pupils)
    room.turn(0, [0xB0, 7, 0])
    assert room.panel.get("gain") == 0
    assert room.said[0].startswith("gain is no longer moved by nrpn 25 of one, cc14 7 of one, nrpn")
    assert "cc14 7 = nothing" in (tmp_path / "one.map").read_text()
    with pytest.raises(BadValue, match="no MIDI control is bound to gain"):
        room.lessons.forget("gain", room.pupils)
    assert not room.maps.load("one").controls_of("gain")
    room.lessons.begin("gain", room.pupils)
    room.turn(0, [0xB0, 7, 0], [0xB0, 7, 127])
    room.turn(0, [0xB0, 7, 0])
    assert room.panel.get("gain") == -60


def test_nothing_moved_is_said_and_changes_nothing(tmp_path):
    room = Class(tmp_path)
    room.lessons.begin("gain", room.pupils)
    room.turn(0, [0xB0, 7, 64])
    room.lessons.look(room.pupils, 1e9)
    assert room.said[-1] == "No knob was moved for gain; all stays as it was."
    room.turn(0, [0xB0, 7, 0])
    assert room.panel.get("gain") == -60 and not list(tmp_path.iterdir())


def test_what_cannot_be_learnt_is_a_sentence(tmp_path):
    room = Class(tmp_path)
    for target, sentence in (("brigthness", "did you mean 'brightness'"), (3, "not 3"),
                             ("nothing", "an event's address"), ("/event/onset", "takes strength")):
        with pytest.raises(BadValue, match=sentence):
            room.lessons.begin(target, room.pupils)
    with pytest.raises(BadValue, match="no MIDI port is open"):
        room.lessons.begin("gain", [])


def test_a_mapping_that_cannot_be_kept_holds_for_now(tmp_path):
    (tmp_path / "file").write_text("")
    room = Class(tmp_path / "file")
    room.lessons.begin("gain", room.pupils)
    room.turn(0, [0xB0, 20, 0], [0xB0, 20, 127])
    assert "for now only: the mapping cannot be kept" in room.said[-1]
    room.turn(0, [0xB0, 20, 0])
    assert room.panel.get("gain") == -60
