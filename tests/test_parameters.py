"""The table keeps its own rules, and refuses in sentences."""

import dataclasses
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import parameters
from engine.parameters import BY_ID, INDEX, MODES, TABLE, BadValue, check, from_unit, to_unit

PROMISED = {
    "guidance", "morph", "seed_a", "seed_b", "instrument_a", "instrument_b",
    "rms", "rms_mode", "onset", "onset_rate", "onset_mode", "brightness", "brightness_mode",
    "noisiness", "noisiness_mode", "notes_mode", "temperature", "steps", "gain",
    "listen_gain", "listen_attack", "listen_release", "listen_pitch",
}

rows = st.sampled_from(TABLE)
positions = st.floats(0, 1)


def changed(row_id, **columns):
    """The table with one row changed."""
    return tuple(dataclasses.replace(r, **columns) if r.id == row_id else r for r in TABLE)


def test_the_table_is_valid():
    parameters.validate_table()


def test_an_id_is_a_promise():
    assert set(BY_ID) >= PROMISED


def test_slots_follow_the_table():
    assert [TABLE[INDEX[row.id]] for row in TABLE] == list(TABLE)


@pytest.mark.parametrize(
    ("table", "fault"),
    [
        (changed("rms", default=1), "rms: the default is outside the range"),
        (changed("rms", id="Rms"), "Rms: the id is not snake_case"),
        (changed("rms", id="gain"), "id 'gain' is used twice"),
        (changed("rms", cc=7), "cc 7 is used twice"),
        (changed("rms", cc=64), "rms: the cc is reserved"),
        (changed("rms", cc=123), "rms: the cc is reserved"),
        (changed("rms", about=" "), "rms: the about text is empty"),
        (changed("rms", maximum=-60), "rms: the range is empty"),
        (changed("rms", minimum=-math.inf), "rms: the range is empty or not finite"),
        (changed("rms", minimum=math.nan), "rms: the range is empty or not finite"),
        (changed("rms", curve="quadratic"), "rms: the curve is unknown"),
        (changed("rms", lane="loudness"), "rms: lane 'loudness' has no mode row"),
        (changed("brightness", minimum=0), "brightness: a log curve needs a minimum above 0"),
        (changed("steps", default=4.5), "steps: a whole-number row has a fraction"),
        (changed("steps", glide_ms=30), "steps: a whole-number row cannot glide"),
        (changed("rms_mode", choices=("free", "held")), "rms_mode: the choices do not match"),
        (changed("rms_mode", choices=()), "rms_mode: a choice row, and only that, has choices"),
    ],
)
def test_a_broken_table_is_named(table, fault):
    with pytest.raises(ValueError, match=fault):
        parameters.validate_table(table)


@pytest.mark.parametrize(
    "value",
    [math.nan, math.inf, -math.inf, True, False, None, "3", "", b"3", [1], (1,), 1j, -60.001, 0.001,
     10**400, object(), np.float32("nan"), np.bool_(True)],
)
def test_bad_values_are_refused_in_a_sentence(value):
    with pytest.raises(BadValue) as refusal:
        check(BY_ID["rms"], value)
    assert str(refusal.value).startswith("rms must be a number from -60 to 0 dB, not ")
    assert len(str(refusal.value)) < 120


def test_whole_numbers_and_choices():
    assert check(BY_ID["steps"], 4.0) == 4.0
    assert check(BY_ID["rms_mode"], "held") == check(BY_ID["rms_mode"], 1) == 1.0
    with pytest.raises(BadValue, match=r"steps must be a whole number from 1 to 16, not 4\.5"):
        check(BY_ID["steps"], 4.5)
    with pytest.raises(BadValue, match=r"one of free, held, driven.* not 'hold'; did you mean"):
        check(BY_ID["rms_mode"], "hold")
    with pytest.raises(BadValue, match="rms_mode"):
        check(BY_ID["rms_mode"], 3)


def test_numpy_numbers_are_numbers():
    assert check(BY_ID["rms"], np.float32(-12.5)) == -12.5
    assert check(BY_ID["steps"], np.int64(3)) == 3.0


def test_minus_zero_is_zero():
    assert math.copysign(1, check(BY_ID["rms"], -0.0)) == 1


def test_unknown_ids_name_the_nearest():
    with pytest.raises(BadValue, match="no parameter 'guidence'; did you mean 'guidance'"):
        parameters.find("guidence")
    with pytest.raises(BadValue, match="no parameter"):
        parameters.find(None)


@given(rows, positions)
def test_any_position_is_a_value_and_comes_back(row, x):
    value = from_unit(row, x)
    assert check(row, value) == value
    assert from_unit(row, to_unit(row, value)) == pytest.approx(value, rel=1e-12, abs=1e-12)
    slack = 0.5 / (row.maximum - row.minimum) if row.is_whole else 0
    assert to_unit(row, value) == pytest.approx(x, abs=slack + 1e-9)


@given(rows, positions, positions)
def test_positions_keep_their_order(row, x, y):
    low, high = sorted((x, y))
    assert from_unit(row, low) <= from_unit(row, high)


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.id)
def test_the_ends_are_exact(row):
    assert (from_unit(row, 0), from_unit(row, 1)) == (row.minimum, row.maximum)
    assert (to_unit(row, row.minimum), to_unit(row, row.maximum)) == (0, 1)


def test_a_log_curve_halves_its_travel_at_the_geometric_mean():
    row = BY_ID["brightness"]
    assert from_unit(row, 0.5) == pytest.approx(math.sqrt(row.minimum * row.maximum))


@given(rows, st.one_of(st.floats().filter(lambda x: not 0 <= x <= 1), st.text(), st.booleans()))
def test_positions_outside_the_unit_are_refused(row, x):
    with pytest.raises(BadValue, match=row.id):
        from_unit(row, x)


@given(rows, st.one_of(st.floats(), st.integers(), st.text(), st.booleans(), st.none()))
def test_check_returns_a_value_in_range_or_refuses(row, value):
    try:
        stored = check(row, value)
    except BadValue as refusal:
        assert str(refusal).startswith(row.id)
    else:
        assert row.minimum <= stored <= row.maximum
        assert type(stored) is float


def test_knobs_know_their_mode():
    assert parameters.mode_of(BY_ID["onset_rate"]) is BY_ID["onset_mode"]
    assert parameters.mode_of(BY_ID["rms"]) is BY_ID["rms_mode"]
    assert parameters.mode_of(BY_ID["rms_mode"]) is None
    assert parameters.mode_of(BY_ID["gain"]) is None
    assert all(row.choices == MODES for row in TABLE if row.id.endswith("_mode"))


def test_both_tables_show_every_row():
    markdown = parameters.markdown_table().splitlines()
    text = parameters.text_table().splitlines()
    assert len(markdown) == len(TABLE) + 2
    assert len(text) == len(TABLE) + 1
    for row, line, plain in zip(TABLE, markdown[2:], text[1:], strict=True):
        assert line.startswith(f"| `{row.id}` | ") and line.count(" | ") == 4
        assert plain.startswith(row.id + " ")
        assert row.about in line and plain.endswith(row.about)


def test_values_read_as_a_performer_says_them():
    assert parameters.describe_value(BY_ID["rms"], -20.0) == "-20 dB"
    assert parameters.describe_value(BY_ID["rms_mode"], 1.0) == "held"
    assert parameters.describe_value(BY_ID["steps"], 4.0) == "4"
