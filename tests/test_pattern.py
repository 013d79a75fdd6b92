"""Euclidean rhythms as they are written elsewhere, and steps that fall where they should."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.pattern import euclid, strikes

WRITTEN = {
    (5, 2): "x.x..", (4, 3): "x.xx", (7, 3): "x.x.x..", (8, 3): "x..x..x.", (7, 4): "x.x.x.x",
    (9, 4): "x.x.x.x..", (12, 5): "x..x.x..x.x.", (8, 5): "x.xx.xx.", (16, 5): "x..x..x..x..x...",
    (12, 7): "x.xx.x.xx.x.", (16, 7): "x..x.x.x..x.x.x.", (8, 7): "x.xxxxxx", (4, 1): "x...",
    (16, 9): "x.xx.x.x.xx.x.x.", (4, 4): "xxxx", (1, 1): "x", (8, 0): "........", (3, 9): "xxx",
}
"""By Toussaint, but for the last few."""


@pytest.mark.parametrize("numbers, written", WRITTEN.items())
def test_rhythms_are_as_they_are_written(numbers, written):
    assert "".join(".x"[struck] for struck in euclid(*numbers)) == written


counts = st.integers(1, 32).flatmap(
    lambda steps: st.tuples(st.just(steps), st.integers(0, 40), st.integers(0, 31))
)


@given(counts)
def test_pulses_are_as_even_as_may_be(numbers):
    steps, pulses, rotation = numbers
    rhythm = euclid(*numbers)
    assert len(rhythm) == steps and sum(rhythm) == min(pulses, steps)
    if pulses:
        places = [at for at in range(2 * steps) if rhythm[at % steps]]
        gaps = {b - a for a, b in pairwise(places)}
        assert max(gaps) - min(gaps) <= 1
    assert all(
        rhythm[(at + rotation) % steps] == struck
        for at, struck in enumerate(euclid(steps, pulses))
    )


@given(
    counts, st.sampled_from([4, 1, 0.5, 1 / 3, 0.25, 0.125]), st.floats(0.5, 0.75),
    st.lists(st.floats(-2, 40), min_size=2, max_size=12),
)
def test_however_time_is_cut_the_same_beats_are_struck_once(numbers, step, swing, cuts):
    rhythm, cuts = euclid(*numbers), sorted(cuts)
    whole = strikes(rhythm, step, swing, cuts[0], cuts[-1])
    pieces = [strikes(rhythm, step, swing, *pair) for pair in pairwise(cuts)]
    assert [beat for piece in pieces for beat in piece] == whole
    assert whole == sorted(whole) and all(beat >= 0 for beat in whole)


def test_a_straight_pattern_lies_on_its_steps_and_swing_moves_every_second_one():
    every = euclid(4, 4)
    assert strikes(every, 0.25, 0.5, 0, 1) == [0, 0.25, 0.5, 0.75]
    assert strikes(every, 0.25, 0.75, 0, 1) == [0, 0.375, 0.5, 0.875]
    assert strikes(euclid(8, 3), 0.25, 0.5, 2, 4) == [2, 2.75, 3.5]
