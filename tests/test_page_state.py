"""What a page is told unasked: only what is new, and numbers that mean what they say."""

import numpy as np
import pytest

from bridge import addresses, events
from bridge.page_state import Watch, welcome
from engine.panel import Panel
from engine.parameters import BadValue
from engine.shared import Shared
from engine.timeline import Line
from engine.trace import Times


@pytest.fixture
def shared(tmp_path):
    shared = Shared.create(tmp_path / "state.memory")
    shared.meters().clear()
    return shared


def named(told, name):
    return [matter[name] for matter in told if name in matter]


def test_everything_once_and_then_only_what_is_new(shared):
    answers = {"/snapshots": [1]}
    watch = Watch(shared, {name: lambda name=name: answers[name] for name in answers})
    seen = watch.begin()
    first = watch.news(seen, 100.0)
    assert named(first, "asks") == [{"/snapshots": [1]}]
    assert named(first, "meters")[0]["underruns"] == 0
    assert watch.news(seen, 200.0) == []
    shared.meters().update(underruns=2)
    answers["/snapshots"] = [1, 2]
    assert watch.news(seen, 200.01) == []  # not yet: each matter has its pace
    told = watch.news(seen, 300.0)
    assert named(told, "meters") == [{"underruns": 2}]
    assert named(told, "asks") == [{"/snapshots": [1, 2]}]


def test_two_pages_share_one_look_and_hear_the_same(shared):
    looks = []
    watch = Watch(shared, {"/presets": lambda: looks.append(1) or []})
    one, two = watch.begin(), watch.begin()
    assert watch.news(one, 100.0) == watch.news(two, 100.0)
    assert len(looks) == 1


def test_a_question_that_cannot_be_answered_is_left_out(shared):
    def refused():
        raise BadValue("no folder")

    watch = Watch(shared, {"/presets": refused, "/entries": lambda: [0]})
    assert named(watch.news(watch.begin(), 100.0), "asks") == [{"/entries": [0]}]


def test_latency_is_the_way_from_a_turn_to_the_device(shared):
    watch = Watch(shared, {})
    assert watch.meters()["latency_ms"] is None
    shared.meters().update(block_ms=5.0, block_duration_ms=20.0)
    for _ in range(3):
        times = Times(begun_s=10.0)
        shared.trace().add(times, 10.006, 8.0, 5.0, np.zeros((1024, 2), np.float32))
    # Half a block until the next is begun, 6 ms to make it, what lies before it, the device.
    assert watch.meters()["latency_ms"] == pytest.approx(10 + 6 + 8 + 5)


def test_the_beat_is_told_while_it_runs(shared):
    watch = Watch(shared, {})
    assert watch.meters()["beat"] is None
    shared.timeline().draw(Line(4.0, 0.0, 120.0, False))
    assert watch.meters()["beat"] is None
    shared.timeline().draw(Line(4.0, 0.0, 120.0, True))
    first = watch.meters()["beat"]
    assert watch.meters()["beat"] >= first > 4


def test_the_welcome_knows_the_piece_and_the_events(shared):
    panel = Panel(shared.store(), shared.events())
    shared.orders.write({"backing": True})
    panel.set("rms", -10, "osc")
    told = welcome(panel, shared, events.of_panel(panel))["welcome"]
    assert told["backing"] is True and told["touched"] == ["rms", "rms_mode"]
    assert set(told["events"]) == set(events.of_panel(panel)) <= set(addresses.EVENTS)
