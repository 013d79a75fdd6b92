"""Eight slots that outlive the process, and the knob that moves between two of them."""

import threading

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bridge.morph import ROOTS
from bridge.morph_knob import MorphKnob
from bridge.shelf import Shelf
from bridge.snapshots import SLOTS, Snapshots
from engine import glitches, render
from engine.controls import Controls
from engine.panel import Panel
from engine.parameters import TABLE, BadValue, from_unit
from engine.store import Event, Events, Kind, Store

NAMES = ("piano", "flute", "choir")
KEPT = [row.id for row in TABLE if row.in_presets]


class Desk:
    """Snapshots in a folder, and the knob."""

    def __init__(self, folder):
        self.panel, self.said, self.folder = Panel(Store(), Events(), NAMES), [], folder
        self.snapshots = Snapshots(Shelf(folder, "snapshot"), self.panel)
        self.knob = MorphKnob(self.panel, self.snapshots, self.said.append)
        self.knob.start()

    def keep(self, slot, **values):
        """Values over the defaults, in a slot; nothing is set."""
        self.snapshots.put(slot, {row.id: row.default for row in TABLE} | {
            id: self.panel.check(id, value) for id, value in values.items()})

    def turn(self, **values):
        for id, value in values.items():
            self.panel.set(id, value, "hand")

    def now(self):
        return {id: self.panel.get(id) for id in KEPT}


@pytest.fixture
def desk(tmp_path):
    return Desk(tmp_path / "snapshots")


values = st.fixed_dictionaries({row.id: st.floats(0, 1).map(
    lambda x, row=row: from_unit(row, x)) for row in TABLE}).map(
    lambda found: found | {"instrument_a": 1.0, "instrument_b": 2.0})


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
@given(values, st.sampled_from(SLOTS))
def test_what_is_kept_is_the_same_here_and_after_a_crash(tmp_path, kept, slot):
    desk = Desk(tmp_path)
    desk.snapshots.put(slot, kept)
    wanted = {id: kept[id] for id in KEPT}
    assert desk.snapshots.get(slot) == wanted
    again = Desk(tmp_path).snapshots
    assert again.get(slot) == wanted and again.faults == []


def test_an_empty_slot_and_a_number_that_is_none(desk):
    with pytest.raises(BadValue, match="snapshot 3 is empty: /event/snapshot_store 3 keeps the"):
        desk.snapshots.get(3)
    for slot in (0, 9, 1.5, "1", None, True, float("nan")):
        with pytest.raises(BadValue, match="a snapshot has a number from 1 to 8, not"):
            desk.snapshots.get(slot)
    assert desk.snapshots.filled() == []


def test_files_that_are_damaged_are_told_and_the_others_are_there(desk):
    for slot in (1, 2, 3):
        desk.keep(slot, gain=-slot)
    (desk.folder / "1.txt").write_bytes(b"\xff\xfe")
    (desk.folder / "2.txt").write_text("gain: -2\nrms: loud\nsnapshot_to: 5\n")
    again = Desk(desk.folder).snapshots
    assert again.filled() == [2, 3]
    assert again.get(2)["gain"] == -2 and set(again.get(2)) == set(KEPT)
    first, second = again.faults
    assert first.startswith("snapshot 1 is empty: ") and "UTF-8" in first
    assert second.startswith("snapshot 2: line 2: rms must be")


def test_what_cannot_be_written_is_kept_while_it_lasts(tmp_path):
    (tmp_path / "taken").write_text("a file")
    desk = Desk(tmp_path / "taken")
    assert len(desk.snapshots.faults) == 1 and "cannot be looked into" in desk.snapshots.faults[0]
    with pytest.raises(BadValue, match="; it can be recalled until Flowbend ends"):
        desk.keep(1, gain=-7)
    assert desk.snapshots.get(1)["gain"] == -7


def test_the_knob_moves_every_row_and_says_whose_doing_it_is(desk):
    heard = []
    desk.keep(1, brightness=200, rms=-40, rms_mode="held", instrument_a="flute")
    desk.keep(2, brightness=5000, rms=-10, rms_mode="held", instrument_a="choir", steps=8)
    desk.panel.store.listen(lambda *news: heard.append(news))
    desk.turn(snapshot_morph=0.5)
    assert desk.panel.get("brightness") == pytest.approx(1000)
    assert desk.panel.get("rms") == pytest.approx(-25) and desk.panel.get("steps") == 8
    assert [desk.panel.describe(id) for id in ("instrument_a", "instrument_b", "rms_mode",
                                               "brightness_mode")] == [
        "flute", "choir", "held", "free"]
    assert desk.panel.get("morph") == 0.5
    assert heard[0] == ("snapshot_morph", 0.5, "hand")
    assert {source for _, _, source in heard[1:]} == {"snapshot"}
    published = desk.panel.store.published
    desk.turn(snapshot_morph=0.51)
    assert desk.panel.store.published == published + 2  # the knob, and all rows together
    for slot, end in ((1, 0), (2, 1)):
        desk.turn(snapshot_morph=end)
        assert desk.now() == desk.snapshots.get(slot)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(values, values, st.lists(st.floats(0, 1), min_size=1, max_size=5))
def test_wherever_the_knob_has_been_its_ends_are_the_snapshots(tmp_path, a, b, way):
    desk = Desk(tmp_path)
    desk.snapshots.put(1, a)
    desk.snapshots.put(2, b)
    for x in way:
        desk.turn(snapshot_morph=x)
    for slot, end in ((2, 1), (1, 0)):
        desk.turn(snapshot_morph=end)
        assert desk.now() == desk.snapshots.get(slot)


def test_what_a_hand_turns_on_the_way_is_the_hand_s_until_an_end(desk):
    desk.keep(1, brightness=200, brightness_mode="held", gain=-20)
    desk.keep(2, brightness=5000, brightness_mode="held", gain=0)
    desk.turn(snapshot_morph=0.2, brightness=777, brightness_mode="driven")
    desk.turn(snapshot_morph=0.7)
    assert desk.panel.get("brightness") == 777 and desk.panel.get("gain") == pytest.approx(-6)
    assert desk.panel.describe("brightness_mode") == "driven"
    desk.turn(snapshot_morph=1.0)
    assert desk.now() == desk.snapshots.get(2)
    desk.turn(snapshot_morph=0.5)
    assert desk.panel.get("brightness") == pytest.approx(1000)


def test_a_mode_that_is_the_hand_s_is_not_taken_over_by_the_knob_s_moves(desk):
    desk.keep(1, brightness=200, brightness_mode="held")
    desk.keep(2, brightness=5000, brightness_mode="held")
    desk.turn(snapshot_morph=0.2, brightness_mode="free")
    desk.turn(snapshot_morph=0.3)
    assert desk.panel.describe("brightness_mode") == "free"
    assert desk.panel.get("brightness") > 300


def test_a_recall_takes_every_row_back(desk):
    desk.keep(1, gain=-20)
    desk.keep(2, gain=0)
    for source in ("preset", "snapshot"):
        desk.turn(snapshot_morph=0.4, gain=-33)
        desk.panel.set_many({"gain": -5, "snapshot_morph": 0.4}, source)
        desk.turn(snapshot_morph=0.5)
        assert desk.panel.get("gain") == -10


def test_ends_that_are_empty_are_told_once_and_other_ends_wait_for_the_knob(desk):
    desk.turn(snapshot_morph=0.3)
    desk.turn(snapshot_morph=0.4)
    assert len(desk.said) == 1 and "The snapshot morph moves nothing: snapshot 1 is" in desk.said[0]
    for slot in (1, 2, 5):
        desk.keep(slot, gain=-slot)
    desk.turn(snapshot_to=5)
    assert desk.panel.get("gain") == 0
    desk.turn(snapshot_morph=0.5)
    assert desk.panel.get("gain") == pytest.approx(-3)


def test_a_knob_that_two_hands_turn_at_once_ends_where_it_stands(desk):
    desk.keep(1, gain=-40, brightness=100, brightness_mode="held")
    desk.keep(2, gain=0, brightness=12000, brightness_mode="held")

    def turn(source):
        for step in range(300):
            desk.panel.set("snapshot_morph", (step % 97 + 1) / 99, source)

    hands = [threading.Thread(target=turn, args=(f"hand {n}",)) for n in range(2)]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()
    x = desk.panel.get("snapshot_morph")
    assert desk.panel.get("gain") == pytest.approx(-40 + 40 * x)
    assert desk.panel.store.listener_errors == 0


def test_roots_are_what_the_engine_morphs():
    assert set(KEPT) >= ROOTS


@pytest.mark.parametrize(("before", "after"), [(0, 0), (0.3, 0.8), (1, 1)])
def test_the_knob_s_way_there_and_back_is_without_a_click(shipped, tmp_path, before, after):
    """Two snapshots with four seeds and instruments between them, over a chord."""
    desk = Desk(tmp_path)
    desk.panel.instruments = tuple(shipped.contract.instruments)
    common = {"rms": -20, "rms_mode": "held", "notes_mode": "driven", "steps": 2}
    desk.keep(1, instrument_a="flute", instrument_b="cello", seed_a=1, seed_b=2, morph=before,
              **common)
    desk.keep(2, instrument_a="choir", instrument_b="organ", seed_a=3, seed_b=4, morph=after,
              **common)
    desk.turn(snapshot_morph=1)
    desk.turn(snapshot_morph=0)
    chord = tuple(Event(Kind.NOTE_ON, pitch, 0.7) for pitch in (57, 64, 69))
    state, search, found, half = render.State(), glitches.Search(2), [], 60
    for block in range(2 * half):
        desk.turn(snapshot_morph=1 - abs(half - block) / half)
        values = np.array(list(desk.panel.store.values().values()))
        audio, state, _ = render.step(shipped, state, Controls(values, () if block else chord), 2)
        found += search.feed(audio)
    found += search.finish()
    assert np.abs(audio).max() > 0.01
    assert [one for one in found if 8192 < one.sample < 1024 * (2 * half - 8)] == []
