"""When a recall takes place, on a clock that the test winds."""

import threading

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bridge.on_the_beat import BEATS, OnTheBeat, early_s, next_beat
from engine.meters import Meters
from engine.panel import Panel
from engine.parameters import BY_ID
from engine.store import Events, Store
from engine.timeline import Line, Timeline
from engine.trace import SEGMENTS, Times, Trace


class Desk:
    """A beat of 120 BPM that began at 0 s, and what was done at which second."""

    def __init__(self, quantise="bar", early=0.0):
        self.now, self.hush, self.done = 0.0, False, []
        self.panel, self.timeline = Panel(Store(), Events()), Timeline()
        self.timeline.draw(Line(0.0, 0.0, 120.0, True))
        self.panel.set("quantise", quantise, "test")
        self.beat = OnTheBeat(self.panel, self.timeline, lambda: early, lambda: self.hush,
                              lambda: self.now)

    def ask(self, at, what="it"):
        self.now = at
        return self.beat.do(lambda: self.done.append((what, round(self.now, 3))))

    def wind(self, until):
        while self.now < until:
            self.now += 0.001
            self.beat.look()


def test_every_choice_of_the_row_is_known():
    assert tuple(BEATS) == BY_ID["quantise"].choices


@pytest.mark.parametrize(("quantise", "at", "heard"), [
    ("beat", 0.3, 0.5), ("beat", 0.5, 1.0), ("bar", 0.3, 2.0), ("bar", 2.001, 4.0),
    ("2 bars", 3.9, 4.0), ("2 bars", 4.1, 8.0), ("4 bars", 1.0, 8.0),
])  # fmt: skip
def test_a_recall_waits_for_the_next_beat_of_its_kind(quantise, at, heard):
    desk = Desk(quantise)
    assert not desk.ask(at) and desk.beat.waits
    desk.wind(10)
    assert desk.done == [("it", pytest.approx(heard, abs=0.002))] and not desk.beat.waits


def test_it_comes_so_early_that_it_is_heard_on_the_beat():
    desk = Desk("bar", early=0.06)
    desk.ask(0.3)
    desk.wind(3)
    assert desk.done == [("it", pytest.approx(1.94, abs=0.002))]
    desk = Desk("bar", early=0.06)
    desk.ask(1.97)  # too late for that: it is not made to wait a bar more
    desk.beat.look()
    assert desk.done == [("it", 1.97)]


def test_without_a_beat_it_is_done_at_once():
    desk = Desk("off")
    assert desk.ask(0.3) and desk.done == [("it", 0.3)]
    desk = Desk()
    desk.timeline.draw(Line(3.0, 0.0, 120.0, False))
    assert desk.ask(0.3) and desk.done == [("it", 0.3)]
    desk.beat = OnTheBeat(desk.panel, Timeline())
    assert desk.ask(0.4) and len(desk.done) == 2


def test_when_the_beat_stops_or_is_not_wanted_any_more_it_waits_no_longer():
    for change in (lambda d: d.timeline.draw(Line(1.0, 0.5, 120.0, False)),
                   lambda d: d.panel.set("quantise", "off", "test")):
        desk = Desk("4 bars")
        desk.ask(0.3)
        desk.wind(0.5)
        change(desk)
        desk.wind(0.6)
        assert desk.done == [("it", pytest.approx(0.501))]


def test_a_tempo_that_changes_and_a_song_that_jumps_are_followed():
    desk = Desk()
    desk.ask(0.3)
    desk.wind(1.0)
    desk.timeline.draw(Line(2.0, 1.0, 240.0, True))
    desk.wind(3)
    assert desk.done == [("it", pytest.approx(1.5, abs=0.002))]
    desk = Desk()
    desk.timeline.draw(Line(101.0, 0.0, 120.0, True))
    desk.ask(0.1)
    desk.timeline.draw(Line(2.0, 0.1, 120.0, True))  # back to the song's first bar
    desk.wind(3)
    assert desk.done == [("it", pytest.approx(1.1, abs=0.002))]


def test_the_last_of_several_wins_and_one_at_once_takes_the_place_of_one_that_waits():
    desk = Desk()
    desk.ask(0.1, "first")
    desk.ask(0.2, "second")
    desk.wind(5)
    assert [what for what, _ in desk.done] == ["second"]
    desk.ask(5.1, "third")
    desk.panel.set("quantise", "off", "test")
    desk.ask(5.2, "fourth")
    desk.wind(9)
    assert [what for what, _ in desk.done] == ["second", "fourth"]


def test_a_panic_in_between_is_the_last_word_but_a_recall_may_end_one():
    desk = Desk()
    desk.ask(0.1)
    desk.hush = True
    desk.wind(3)
    assert desk.done == [] and not desk.beat.waits
    desk.ask(3.1)
    desk.wind(5)
    assert len(desk.done) == 1


def test_a_fault_at_once_is_raised_and_a_fault_on_the_beat_ends_nothing(caplog):
    desk = Desk("off")
    with pytest.raises(ZeroDivisionError):
        desk.beat.do(lambda: 1 / 0)
    done = threading.Event()
    real = Desk("beat")
    real.timeline.draw(Line(0.0, 0.0, 100000.0, True))
    beat = OnTheBeat(real.panel, real.timeline)
    beat.start()
    beat.do(lambda: 1 / 0)
    while beat.waits:
        pass
    beat.do(done.set)
    assert done.wait(10)
    beat.stop()
    assert "a recall failed" in caplog.text


def test_the_thread_does_it_and_ends():
    desk, done = Desk("beat"), threading.Event()
    desk.timeline.draw(Line(0.0, 0.0, 100000.0, True))
    beat = OnTheBeat(desk.panel, desk.timeline)
    beat.start()
    for _ in range(20):
        done.clear()
        beat.do(done.set)
        assert done.wait(10)
    desk.timeline.draw(Line(0.0, 0.0, 1.0, True))
    beat.do(done.set)
    beat.stop()
    assert not beat.waits


@given(st.floats(-1e6, 1e6), st.sampled_from([1, 4, 8, 16]))
def test_the_next_beat_is_the_first_multiple_behind(beat, quantum):
    found = next_beat(beat, quantum)
    assert found % quantum == 0
    assert 0 < found - beat + 1e-8 * quantum <= quantum * (1 + 2e-8)


def test_how_early_is_what_the_last_block_took_to_be_heard_and_one_block():
    trace, meters = Trace(), Meters()
    assert early_s(trace, meters) == 0
    meters.update(block_duration_ms=21.0)
    audio = np.zeros((SEGMENTS, 2), np.float32)
    trace.add(Times(begun_s=5.0), 5.006, 7.0, 4.0, audio)
    assert early_s(trace, meters) == pytest.approx(0.006 + 0.007 + 0.004 + 0.021)
