"""Presets, snapshots, morph and set lists through the OSC door, by clients that are not ours."""

import json
import random
import re
import shlex
import shutil
import socket
import subprocess
from pathlib import Path
from urllib.request import urlopen

import pytest
from pythonosc.osc_message import OscMessage
from pythonosc.osc_message_builder import build_msg

from bridge import addresses, preset_text, set_lists
from bridge.on_the_beat import OnTheBeat
from bridge.osc import OscDoor
from bridge.query import QueryDoor
from bridge.repertoire import Repertoire
from engine.__main__ import _parser
from engine.panel import Panel
from engine.parameters import BY_ID, TABLE
from engine.store import Events, Store
from engine.timeline import Line, Timeline

NAMES = ("piano", "flute", "choir")
PAGE = (Path(__file__).parents[1] / "docs" / "presets.md").read_text()


class Stage:
    """An instrument without an engine: panel, door and repertoire."""

    def __init__(self, folder):
        self.panel, self.timeline = Panel(Store(), Events(), NAMES), Timeline()
        self.now, self.folder = 0.0, folder
        beat = OnTheBeat(self.panel, self.timeline, now=lambda: self.now)
        self.repertoire = Repertoire(self.panel, folder, "test", beat)
        self.door = OscDoor(self.panel, port=0, deeds=self.repertoire.deeds(),
                            asks=self.repertoire.asks())
        self.door.start()
        self.repertoire.start()
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.connect(self.door.address)
        self.socket.settimeout(5)

    def close(self):
        self.socket.close()
        self.door.stop()
        self.repertoire.stop()

    def oscsend(self, *arguments):
        """By liblo; returns once the door has answered a packet of ours behind it."""
        before = self.door.received
        subprocess.run(["oscsend", *map(str, self.door.address), *map(str, arguments)], check=True)
        while self.door.received == before:
            pass
        self.ask("/param/gain")

    def ask(self, address, *arguments):
        self.socket.send(build_msg(address, list(arguments)).dgram)
        answer = OscMessage(self.socket.recv(65536))
        return [answer.address, *answer.params]

    def refused(self, address, *arguments):
        """The sentence."""
        found, text = self.ask(address, *arguments)
        assert found == "/error"
        return text

    def value(self, id):
        return self.ask(f"/param/{id}")[1]


@pytest.fixture
def stage(tmp_path):
    if shutil.which("oscsend") is None:
        pytest.fail("This test sends OSC with liblo: `sudo apt install liblo-tools`", pytrace=False)
    stage = Stage(tmp_path / "presets")
    yield stage
    stage.close()


def test_a_preset_is_saved_listed_and_recalled(stage):
    stage.oscsend("/param/brightness", "f", 2500)
    stage.oscsend("/param/instrument_a", "s", "flute")
    stage.oscsend("/event/preset_save", "s", "mine")
    stage.oscsend("/param/brightness", "f", 100)
    stage.oscsend("/param/instrument_a", "s", "piano")
    assert "mine" in stage.ask("/presets")
    stage.oscsend("/event/preset", "s", "Mine")
    assert (stage.value("brightness"), stage.value("instrument_a")) == (2500, 1)
    assert (stage.folder / "mine.txt").is_file()


def test_all_rows_come_together_with_a_source_of_their_own_and_no_note(stage):
    heard = []
    stage.panel.store.listen(lambda *news: heard.append(news))
    stage.oscsend("/event/preset_save", "s", "mine")
    published, posted = stage.panel.store.published, stage.panel.events.posted
    stage.oscsend("/event/preset", "s", "mine")
    assert stage.panel.store.published == published + 1
    assert stage.panel.events.posted == posted
    assert {(id, source) for id, _, source in heard} == {
        (row.id, "preset") for row in TABLE if row.in_presets}


def test_what_is_the_bands_the_wheels_or_the_rooms_stays_through_recalls(stage):
    """Of a session of Link, everybody's tempo would change with one player's sound."""
    stays = {"tempo": 96.0, "beat_offset": -12.0, "bend": 0.5, "listen_gain": 6.0}
    stage.panel.set_many({id: BY_ID[id].maximum for id in stays}, "test")
    stage.oscsend("/event/preset_save", "s", "mine")
    stage.oscsend("/event/snapshot_store", "i", 1)
    stage.panel.set_many(stays, "test")
    for address, *what in (("/event/preset", "s", "mine"), ("/event/preset", "s", "harp rain"),
                           ("/event/snapshot", "i", 1)):
        stage.oscsend(address, *what)
        assert {id: stage.value(id) for id in stays} == stays
    (stage.folder / "fast.txt").write_text("others: default\ntempo: 160\n")
    stage.oscsend("/event/preset", "s", "fast")
    assert stage.value("tempo") == 160


def test_a_folder_that_is_none_ends_no_other_question(stage):
    stage.folder.write_text("not a folder")
    assert "Not a directory" in stage.refused("/presets")
    assert stage.ask("/instruments") == ["/instruments", *NAMES]
    query = QueryDoor(stage.door, port=0)
    query.start()
    try:
        with urlopen(f"http://127.0.0.1:{query.address[1]}/", timeout=20) as answer:
            contents = json.load(answer)["CONTENTS"]
        assert contents["presets"]["VALUE"] == [] and contents["instruments"]["VALUE"] == [*NAMES]
    finally:
        query.stop()


def test_lines_that_cannot_be_used_are_told_and_the_rest_is_recalled(stage):
    stage.folder.mkdir()
    (stage.folder / "old.txt").write_text("gain: -7\nwarmth: 3\nsteps: 99\n")
    text = stage.refused("/event/preset", "old")
    assert "line 2: there is no parameter 'warmth'" in text and "line 3: steps must be" in text
    assert text.endswith("; all else of it is recalled") and stage.value("gain") == -7


def test_names_and_numbers_that_are_none_change_nothing(stage):
    before = stage.panel.store.values()
    for address in ("/event/preset", "/event/preset_save", "/event/set_list"):
        for name in ("../../etc/passwd", "", "a/b", ".", 3, 1.5):
            assert "has a name, not" in (text := stage.refused(address, name)) or "name has" in text
    for address in ("/event/snapshot", "/event/snapshot_store"):
        for slot in (0, 9, 2.5, "one"):
            assert "a number from 1 to 8, not" in stage.refused(address, slot)
    assert "takes name" in stage.refused("/event/preset")
    assert "takes no argument" in stage.refused("/presets", 1)
    assert "no set list is loaded" in stage.refused("/event/next")
    assert "no set list is loaded" in stage.refused("/event/entry", 1)
    assert stage.panel.store.values() == before and not stage.folder.exists()


def test_snapshots_are_kept_recalled_and_outlive_a_crash(stage):
    stage.oscsend("/param/gain", "f", -12)
    stage.oscsend("/event/snapshot_store", "i", 3)
    stage.oscsend("/param/gain", "f", 0)
    stage.oscsend("/event/snapshot_store", "f", 4)
    assert stage.ask("/snapshots") == ["/snapshots", 3, 4]
    stage.oscsend("/event/snapshot", "i", 3)
    assert stage.value("gain") == -12
    other = Stage(stage.folder)  # as after a crash: nothing was closed
    other.oscsend("/event/snapshot", "i", 3)
    assert other.value("gain") == -12
    other.close()
    assert "snapshot 5 is empty" in stage.refused("/event/snapshot", 5)
    text = (stage.folder / "snapshots" / "test" / "3.txt").read_text()
    assert "gain: -12 dB" in text


def test_the_knob_says_where_a_recall_has_led(stage):
    for slot in (1, 2, 5):
        stage.oscsend("/param/gain", "f", -slot)
        stage.oscsend("/event/snapshot_store", "i", slot)

    def knob():
        return [stage.value(f"snapshot_{name}") for name in ("from", "to", "morph")]

    stage.oscsend("/event/snapshot", "i", 2)
    assert knob() == [1, 2, 1]
    stage.oscsend("/event/snapshot", "i", 5)
    assert knob() == [5, 2, 0] and stage.value("gain") == -5
    stage.oscsend("/param/snapshot_morph", "f", 0.5)
    assert stage.value("gain") == pytest.approx(-3.5)
    stage.oscsend("/param/snapshot_morph", "f", 1)
    assert stage.value("gain") == -2
    stage.oscsend("/event/snapshot", "i", 5)
    assert knob() == [5, 2, 0]


def test_a_set_list_is_walked_through_by_osc_and_program_changes(stage):
    for name, gain in (("soft", -20), ("hard", -1)):
        stage.oscsend("/param/gain", "f", gain)
        stage.oscsend("/event/preset_save", "s", name)
    stage.oscsend("/event/snapshot_store", "i", 8)
    assert not stage.repertoire.programs(0, "midi test")
    (stage.folder / "sets").mkdir()
    (stage.folder / "sets" / "friday.txt").write_text(
        "# two songs\nsoft   # intro\nmissing\nhard\nsnapshot 8\n")
    assert stage.ask("/set_lists") == ["/set_lists", "friday"]
    assert stage.ask("/entries") == ["/entries", 0]
    stage.oscsend("/event/set_list", "s", "friday")
    entries = ["soft", "missing", "hard", "snapshot 8"]
    assert stage.ask("/entries") == ["/entries", 0, *entries]
    stage.oscsend("/event/next")
    assert stage.value("gain") == -20
    assert "there is no preset 'missing'" in stage.refused("/event/next")
    stage.oscsend("/event/next")
    assert stage.value("gain") == -1 and stage.ask("/entries") == ["/entries", 3, *entries]
    stage.oscsend("/event/entry", "i", 1)
    assert stage.value("gain") == -20
    assert stage.repertoire.programs(3, "midi test") and stage.value("snapshot_from") == 8
    assert "at its last entry" in stage.refused("/event/next")
    stage.oscsend("/event/previous")
    assert stage.value("gain") == -1
    assert stage.repertoire.programs(77, "midi test")
    assert list(stage.repertoire.notices) == [
        "midi test: the set list 'friday' has entries 1 to 4, not 78"]
    (stage.folder / "sets" / "empty.txt").write_text("# none")
    assert "from 1 to 128 entries" in stage.refused("/event/set_list", "empty")
    assert "no set list 'fridy' in" in (text := stage.refused("/event/set_list", "fridy"))
    assert "did you mean 'friday'?" in text and stage.ask("/entries")[1] == 3


def test_a_recall_waits_for_its_bar_while_a_beat_runs(stage):
    stage.oscsend("/param/gain", "f", -9)
    stage.oscsend("/event/snapshot_store", "i", 1)
    stage.oscsend("/param/gain", "f", 0)
    stage.oscsend("/param/quantise", "s", "bar")
    stage.oscsend("/event/snapshot", "i", 1)
    assert stage.value("gain") == -9  # no beat runs
    stage.oscsend("/param/gain", "f", 0)
    stage.timeline.draw(Line(0.0, 0.0, 120.0, True))
    stage.now = 0.3
    stage.oscsend("/event/snapshot", "i", 1)
    assert stage.value("gain") == 0
    stage.now = 2.0
    while stage.value("gain") != -9:
        pass


def test_every_event_and_question_of_the_repertoire_is_an_address(stage):
    known = set(addresses.addresses())
    assert set(stage.repertoire.deeds()) < set(addresses.EVENTS) and (
        known >= {*stage.repertoire.deeds(), *stage.repertoire.asks()})


def test_no_packet_harms_what_is_kept(stage):
    """Every address of the repertoire with anything behind it: the door lives, no file is made
    beside the folder, and none that was there is lost."""
    stage.oscsend("/event/preset_save", "s", "mine")
    stage.oscsend("/event/snapshot_store", "i", 1)
    rng, before = random.Random(1), (stage.folder / "mine.txt").read_bytes()
    beside = sorted(stage.folder.parent.iterdir())
    places = [*stage.repertoire.deeds(), *stage.repertoire.asks(), "/param/snapshot_morph",
              "/param/snapshot_from", "/param/quantise"]
    odd = [0, 1, 8, 9, -1, 2**31 - 1, 0.5, float("nan"), float("inf"), 1e38, True, None, b"x",
           "", "a/../../b", "../up", "/tmp/up", "x" * 3000, "nul", "mine.previous", "\u202e",
           ["mine"], "one", "snapshot 1"]
    for _ in range(3000):
        arguments = [rng.choice(odd) for _ in range(rng.choice([0, 1, 1, 1, 2]))]
        packet = bytearray(build_msg(rng.choice(places), arguments).dgram)
        if rng.random() < 0.2:
            packet[rng.randrange(len(packet))] = rng.randrange(256)
        stage.door.answer(bytes(packet))
    assert stage.door.failed == 0 and stage.value("snapshot_to") == 2
    assert sorted(stage.folder.parent.iterdir()) == beside
    for path in stage.folder.rglob("*"):
        assert path.is_dir() or path.suffix in (".txt", ".previous"), path
    assert (stage.folder / "mine.txt").read_bytes() == before
    assert {row.id for row in TABLE} == set(stage.panel.store.values())


BLOCKS = re.findall(r"^```(\w*)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
LINES = [shlex.split(line, comments=True) for kind, text in BLOCKS if kind == "sh"
         for line in text.splitlines()]


def test_what_the_page_says_can_be_typed(stage, shipped):
    stage.panel.instruments = tuple(shipped.contract.instruments)
    for program, *arguments in LINES:
        if program == "flowbend":
            assert callable(_parser().parse_args(arguments).run)
        else:
            _, port, *message = arguments
            assert program == "oscsend" and port == "9000"
            stage.oscsend(*message)
    assert stage.door.refused == 0
    assert stage.value("brightness") == pytest.approx(1400 * (3200 / 1400) ** 0.4, rel=1e-4)


def test_what_the_page_shows_is_a_preset_and_a_set_list(shipped):
    preset, songs = (text for kind, text in BLOCKS if not kind)
    panel = Panel(Store(), Events(), shipped.contract.instruments)
    values, faults = preset_text.read(preset, panel)
    assert faults == () and values["rms"] == -18
    assert list(map(str, set_lists.read(songs))) == ["slow strings", "snapshot 3", "glass mallets"]


def test_the_page_names_every_address(stage):
    named = set(re.findall(r"`(/[a-z_/]+)", PAGE))
    assert named >= {*stage.repertoire.deeds(), *stage.repertoire.asks()}
    assert named <= set(addresses.addresses())


def test_a_row_of_a_preset_is_any_row_of_the_table(stage):
    """Whatever the table will hold: one line for each row reaches it."""
    stage.folder.mkdir()
    for row in TABLE:
        (stage.folder / "one.txt").write_text(f"{row.id}: {row.maximum:g}\n")
        if row.id.startswith("instrument"):
            continue
        stage.repertoire.preset("one")
        assert stage.panel.get(row.id) == row.maximum
