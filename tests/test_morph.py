"""From one snapshot to another: exact ends, every row along its own curve, no jump in the sound."""

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bridge.morph import ROOTS, between
from engine.parameters import BY_ID, TABLE, from_unit, mode_of, to_unit

KEPT = [row for row in TABLE if row.in_presets]
positions = st.floats(0, 1)


@st.composite
def snapshot(draw, morphs=positions):
    values = {row.id: from_unit(row, draw(positions)) for row in KEPT}
    for id in ("instrument_a", "instrument_b", "seed_a", "seed_b"):
        values[id] = float(draw(st.integers(0, 3)))
    return values | {"morph": draw(morphs)}


def defaults(**settings):
    return {row.id: row.default for row in KEPT} | settings


@given(snapshot(), snapshot())
def test_the_ends_are_exact(a, b):
    assert between(a, b, 0.0) == a and between(a, b, 1.0) == b


@given(snapshot(), snapshot(), positions, positions)
def test_every_row_but_the_roots_goes_one_way_and_not_too_far(a, b, x, y):
    x, y = sorted((x, y))
    first, second = between(a, b, x), between(a, b, y)
    for row in KEPT:
        if row.id in ROOTS:
            continue
        way = [a[row.id], first[row.id], second[row.id], b[row.id]]
        slack = 1e-12 * max(map(abs, way))
        steps = [after - before for before, after in pairwise(way)]
        assert all(s >= -slack for s in steps) or all(s <= slack for s in steps), row.id


@given(snapshot(), snapshot(), positions)
def test_all_that_is_on_the_way_is_a_value(a, b, x):
    moved = between(a, b, x)
    assert set(moved) == set(a)
    for id, value in moved.items():
        row = BY_ID[id]
        assert row.minimum <= value <= row.maximum and math.isfinite(value)
        assert not row.is_whole or value.is_integer()


def test_a_log_row_is_half_way_at_the_geometric_mean():
    a = defaults(brightness=200.0, rms=-40.0, steps=2.0)
    b = defaults(brightness=5000.0, rms=-10.0, steps=8.0)
    half = between(a, b, 0.5)
    assert half["brightness"] == pytest.approx(1000) and half["rms"] == pytest.approx(-25)
    assert between(a, b, 0.49)["steps"] == 2 and half["steps"] == 8
    assert to_unit(BY_ID["brightness"], half["brightness"]) == pytest.approx(
        (to_unit(BY_ID["brightness"], 200) + to_unit(BY_ID["brightness"], 5000)) / 2)


def test_a_lane_whose_mode_differs_changes_hands_in_the_middle_knob_and_all():
    a, b = defaults(rms=-40.0, rms_mode=1.0), defaults(rms=0.0, rms_mode=0.0)
    assert [(m["rms"], m["rms_mode"]) for m in (between(a, b, x) for x in (0.1, 0.49, 0.5, 0.9))] \
        == [(-40, 1), (-40, 1), (0, 0), (0, 0)]


@given(snapshot(), snapshot(), positions)
def test_a_mode_never_comes_without_its_knob(a, b, x):
    moved = between(a, b, x)
    for row in KEPT:
        mode = mode_of(row)
        if mode is not None and a[mode.id] != b[mode.id]:
            whose = a if moved[mode.id] == a[mode.id] else b
            assert moved[row.id] == whose[row.id]


def weights(values):
    """What sounds: how much of each (seed, instrument)."""
    found = {}
    for share, seed, instrument in (
        (1 - values["morph"], "seed_a", "instrument_a"), (values["morph"], "seed_b", "instrument_b")
    ):
        root = (values[seed], values[instrument])
        found[root] = found.get(root, 0.0) + share
    return found


def apart(one, other):
    before, after = weights(one), weights(other)
    return max(abs(before.get(r, 0) - after.get(r, 0)) for r in {*before, *after})


@given(snapshot(), snapshot(), positions, st.floats(0, 1e-3))
def test_what_sounds_never_jumps(a, b, x, further):
    """Seeds and instruments change places only where they are not heard, at the ends too."""
    y = min(x + further, 1.0)
    assert apart(between(a, b, x), between(a, b, y)) <= 2.01 * (y - x) + 1e-12


@given(snapshot(st.sampled_from([0.0, 1.0])), snapshot(st.sampled_from([0.0, 1.0])), positions)
def test_between_morphs_at_their_ends_the_whole_way_is_one_morph(a, b, x):
    """From the one's only sound to the other's, in proportion."""
    (from_,), (to,) = ([r for r, share in weights(one).items() if share] for one in (a, b))
    found = weights(between(a, b, x))
    assert {r for r, share in found.items() if share} <= {from_, to}
    roots = ("seed_a", "seed_b", "instrument_a", "instrument_b")
    if from_ != to and any(a[id] != b[id] for id in roots):
        assert found.get(to, 0.0) == pytest.approx(x)


def test_seed_and_instrument_a_of_the_one_and_b_of_the_other():
    a = defaults(seed_a=1.0, instrument_a=17.0, morph=0.0)
    b = defaults(seed_a=9.0, instrument_a=12.0, seed_b=5.0, instrument_b=3.0, morph=1.0)
    half = between(a, b, 0.25)
    assert [half[id] for id in ("seed_a", "instrument_a", "seed_b", "instrument_b", "morph")] == [
        1, 17, 5, 3, 0.25]


@given(snapshot(), snapshot(), positions)
def test_of_one_pair_only_the_morph_moves(a, b, x):
    roots = ("seed_a", "seed_b", "instrument_a", "instrument_b")
    b |= {id: a[id] for id in roots}
    moved = between(a, b, x)
    assert {id: moved[id] for id in roots} == {id: a[id] for id in roots}
    assert moved["morph"] == pytest.approx(a["morph"] + (b["morph"] - a["morph"]) * x)
