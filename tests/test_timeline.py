"""The line of beats that bridge and engine share."""

import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.timeline import Line, Timeline, next_beat


def test_there_is_no_line_before_the_first():
    assert Timeline().line() is None


@given(st.lists(st.tuples(st.floats(0, 1e6), st.floats(0, 1e6), st.floats(20, 300), st.booleans()),
                min_size=1))
def test_the_last_line_is_in_force_for_every_reader(drawn):
    memory = bytearray(Timeline.NBYTES)
    writer, reader = Timeline(memory), Timeline(memory)
    for values in drawn:
        writer.draw(Line(*values))
    assert reader.line() == Line(*drawn[-1])


def test_beats_go_on_while_it_runs():
    assert Line(4.0, 10.0, 120.0, True).beat_at(11.0) == 6.0
    assert Line(4.0, 10.0, 120.0, True).beat_at(9.5) == pytest.approx(3.0)
    assert Line(4.0, 10.0, 120.0, False).beat_at(11.0) == 4.0


@given(
    st.floats(-100, 1000), st.floats(0, 1e5), st.floats(20, 300), st.floats(0, 100),
    st.sampled_from([0.25, 1.0, 4.0, 16.0]),
)
def test_the_next_beat_is_on_the_grid_and_the_next(beat, at_s, tempo, later, quantum):
    line, now_s = Line(beat, at_s, tempo, True), at_s + later
    when = next_beat(line, now_s, quantum)
    place = line.beat_at(when) / quantum
    assert place == pytest.approx(round(place), abs=1e-5)
    assert now_s <= when <= now_s + quantum * 60 / tempo + 1e-6
    assert next_beat(line._replace(runs=False), now_s, quantum) is None


def test_a_line_is_never_seen_in_parts():
    timeline = Timeline()
    stop = threading.Event()

    def draw() -> None:
        n = 0.0
        while not stop.is_set():
            n += 1
            timeline.draw(Line(n, n, n, True))

    writer = threading.Thread(target=draw)
    writer.start()
    try:
        for _ in range(20000):
            line = timeline.line()
            assert line is None or line.beat == line.at_s == line.tempo_bpm
    finally:
        stop.set()
        writer.join()
