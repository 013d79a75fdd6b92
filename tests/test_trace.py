"""The record of when blocks were made: what is written is read, by whoever maps the same memory."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from engine.trace import ROOM, SEGMENTS, Times, Trace, peaks


def a_block(number, samples=1024):
    audio = np.zeros((samples, 2), np.float32)
    audio[number % samples, number % 2] = -0.5
    return audio


def test_what_one_side_adds_the_other_reads():
    memory = bytearray(Trace.NBYTES)
    writer, reader = Trace(memory), Trace(memory)
    writer.add(Times(1.0, 2, 3, 1.5), 1.75, 20.0, 5.0, a_block(40))
    (found,) = reader.since(0)
    assert (found.number, found.written_s, found.ring_ms, found.device_ms) == (0, 1.75, 20.0, 5.0)
    assert found.times == Times(1.0, 2, 3, 1.5)
    assert np.flatnonzero(found.peaks).tolist() == [40 * SEGMENTS // 1024]
    assert found.peaks.max() == 0.5
    assert reader.since(reader.count) == []


@given(st.integers(0, 3 * ROOM), st.integers(-ROOM, 3 * ROOM))
def test_of_what_is_older_than_its_room_nothing_is_left(blocks, read):
    trace = Trace()
    for number in range(blocks):
        trace.add(Times(float(number)), 0.0, 0.0, 0.0, a_block(number, 64))
    numbers = [block.number for block in trace.since(read)]
    assert numbers == list(range(max(read, blocks - ROOM + 1, 0), blocks))
    assert [block.times.begun_s for block in trace.since(read)] == numbers


def test_a_last_part_that_is_not_whole_has_no_peak():
    assert peaks(np.ones((100, 2)), 32).tolist() == [1, 1, 1]
