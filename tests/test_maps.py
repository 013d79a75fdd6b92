"""Mappings are found by name, the player's before ours; what is learnt is kept in his folder."""

import pytest

from bridge.mapping import Control, read_target
from bridge.maps import SHIPPED, Maps, slug_of
from engine.folders import mine
from engine.parameters import BadValue


def test_the_player_s_own_go_before_ours(tmp_path):
    maps = Maps(tmp_path)
    assert not maps.own("generic-8-knobs")
    (tmp_path / "generic-8-knobs.map").write_text("include generic-8-knobs\ncc 70 = gain\n")
    found = maps.load("generic-8-knobs")
    assert found.path == tmp_path / "generic-8-knobs.map" and found.faults == []
    assert [t.id for t in found.of(Control("cc", 70, 1))] == ["gain"]
    assert [t.id for t in found.of(Control("cc", 77, 1))] == ["gain"]  # still ours
    assert found.takeover is True


def test_a_file_is_named_by_its_path(tmp_path):
    path = tmp_path / "x.map"
    path.write_text("cc 3 = rms\n")
    assert Maps().load(str(path)).path == path
    with pytest.raises(BadValue, match="no mapping"):
        Maps().load(str(tmp_path / "y.map"))


def test_no_mapping_is_a_sentence_with_the_nearest(tmp_path):
    with pytest.raises(BadValue, match=r"did you mean 'nanokontrol2'.*`flowbend midi` lists them"):
        Maps(tmp_path).load("nanokontrol")
    (tmp_path / "bad.map").write_bytes(b"\xff\xfe")
    with pytest.raises(BadValue, match="cannot be read"):
        Maps(tmp_path).load("bad")


def test_what_includes_itself_or_goes_round_ends(tmp_path):
    (tmp_path / "a.map").write_text("include b\ncc 3 = rms\n")
    (tmp_path / "b.map").write_text("include a\ncc 4 = gain\n")
    found = Maps(tmp_path).load("a")
    assert {c.number for c in found.bindings} == {3, 4}
    assert any("no mapping 'a'" in fault for fault in found.faults)


@pytest.mark.parametrize("port, name", [
    ("nanoKONTROL2:nanoKONTROL2 MIDI 1 20:0", "nanokontrol2"),
    ("a2j:nanoKONTROL2 [24] (capture): nanoKONTROL2 MIDI 1", "nanokontrol2"),
    ("Launch Control XL", "launch-control-xl"),
    ("Keystation 49", "default"),
])
def test_a_port_has_the_mapping_that_suits_its_name(tmp_path, port, name):
    maps = Maps(tmp_path)
    assert maps.for_port(port) == name
    (tmp_path / f"{slug_of(port)}.map").write_text("")
    assert maps.for_port(port) == slug_of(port)


def test_a_port_s_name_is_the_same_when_its_number_has_changed():
    assert slug_of("Keys:Keys MIDI 1 20:0") == slug_of("Keys:Keys MIDI 1 24:0")
    assert slug_of("a2j:Keys [20] (capture): 1") == slug_of("a2j:Keys [28] (capture): 1")
    assert slug_of("…") == "port"


def test_what_is_learnt_is_added_to_what_there_was(tmp_path):
    maps = Maps(tmp_path / "new")
    known = maps.load("nanokontrol2")
    path = maps.bind(known, "nanokontrol2", Control("cc", 0, 1), read_target("gain"))
    assert path.read_text() == "include nanokontrol2\ncc 0 ch 1 = gain\n"
    maps.bind(known, "nanokontrol2", Control("cc", 9, 1), read_target("rms"))
    assert path.read_text().count("include") == 1
    again = maps.load("nanokontrol2")
    assert again.bindings == known.bindings and again.faults == []
    assert [t.id for t in again.of(Control("cc", 1, 1))] == ["brightness"]


def test_a_folder_that_takes_nothing_is_said(tmp_path):
    (tmp_path / "file").write_text("")
    known = Maps().load("keyboard-wheels")
    with pytest.raises(BadValue, match="cannot be kept in"):
        Maps(tmp_path / "file").bind(
            known, "keyboard-wheels", Control("cc", 0, 1), read_target("gain")
        )
    assert known.of(Control("cc", 0, 1))
    with pytest.raises(BadValue, match="no folder"):
        Maps().bind(known, "keyboard-wheels", Control("cc", 0, 1), read_target("gain"))


def test_the_player_s_folder_is_the_system_s_own(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert mine("midi") == tmp_path / "flowbend" / "midi"
    assert SHIPPED.is_dir()
