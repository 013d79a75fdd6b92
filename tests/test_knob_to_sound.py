"""From made-up blocks and sounds to stages: what is known beforehand is found."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import knob_to_sound, rise
from engine.ears import PART, Heard
from engine.knob_to_sound import STAGES, Change, find, report
from engine.trace import SEGMENTS, Block, Times

RATE, BLOCK = 48000, 1024
MS = 1000 * BLOCK / RATE
LATE_S = 0.005


def a_performance(used, answer, device_ms=5.0, blocks=60):
    """Blocks begun 12 ms before their sound leaves the ring, quiet but from `answer` parts after
    the start of block `used`; and the same sound as it is heard, where the device does what it
    says."""
    level = np.full(blocks * SEGMENTS, 0.001)
    level[used * SEGMENTS + answer :] = 0.3
    made = []
    for number in range(blocks):
        leaves_s = 100 + number * MS / 1000
        written_s = leaves_s - 0.006
        made.append(Block(
            number, Times(leaves_s - 0.012, int(number >= used), 0, leaves_s - 0.008), written_s,
            6.0, device_ms, level[number * SEGMENTS : (number + 1) * SEGMENTS],
        ))
    times_s = 100 + device_ms / 1000 + np.arange(len(level)) * PART / RATE
    return made, Heard(level, times_s)


def a_change(blocks, used, wait_s=0.004):
    begun_s = blocks[used].times.begun_s
    return Change(begun_s - wait_s - 0.002, begun_s - wait_s - 0.001, begun_s - wait_s, 1, 0)


@given(st.integers(10, 30), st.integers(0, 3 * SEGMENTS), st.floats(0, MS / 1000), st.floats(0, 40))
def test_the_stages_add_up_to_the_whole_that_is_heard(used, answer, wait_s, device_ms):
    blocks, heard = a_performance(used, answer, device_ms)
    result = find([a_change(blocks, used, wait_s)], blocks, MS, heard)
    (found,) = result.found
    assert abs(sum(found.stages) - found.whole_ms) <= 1000 * PART / RATE
    wanted = [1, 1, 1000 * wait_s, 4, 2, 6, device_ms, answer * MS / SEGMENTS]
    assert found.stages == pytest.approx(wanted, abs=1e-6)


def test_a_device_that_is_slower_than_it_says_is_found_out():
    blocks, heard = a_performance(20, 8)
    late = Heard(heard.peaks, heard.times_s + 0.03)
    result = find([a_change(blocks, 20)], blocks, MS, late)
    assert result.apart_ms == pytest.approx(30, abs=1)
    alone = find([a_change(blocks, 20)], blocks, MS, None)
    assert alone.apart_ms == 0 and alone.sum_ms == pytest.approx(result.sum_ms)


def test_a_change_that_is_not_heard_is_not_counted():
    blocks, heard = a_performance(20, 8)
    nothing = Heard(np.full(len(heard.peaks), 0.001), heard.times_s)
    never = Change(100.0, 100.0, 100.0, 2, 0)
    for changes, sound in (([a_change(blocks, 20)], nothing), ([never], heard)):
        result = find(changes, blocks, MS, sound)
        assert (result.found, result.sent) == ([], 1)


def test_a_sound_rises_where_it_is_twice_as_loud_and_stays_no_wobble():
    before = np.full(100, 0.01)
    after = np.array([0.01, 0.02, 0.03, 0.04, 0.2, 0.02])
    assert rise.first_louder(before, after) == 3
    assert rise.first_louder(before, after[:4]) is None
    assert rise.first_louder(np.zeros(5), np.array([0, 1e-5, 0.1])) == 2
    assert rise.first_louder(np.zeros(0), after) is None


def test_the_stages_that_are_shown_add_up():
    changes = []
    for number, wait_s in enumerate(np.linspace(0, 0.02, 21)):
        blocks, heard = a_performance(20 + number % 3, number % 20)
        changes += find([a_change(blocks, 20 + number % 3, wait_s)], blocks, MS, heard).found
    result = knob_to_sound.Result(changes, 22)
    assert sum(result.stages().values()) == pytest.approx(result.whole(50), abs=2)
    page = report(result, "22 changes", "heard by nobody")
    assert all(f"\n{name:8s} " in page for name in STAGES)
    assert f"median {result.whole(50):.1f} ms" in page and "1 of 22 changes were not heard" in page
