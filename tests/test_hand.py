"""A knob takes over where it meets the value, buttons toggle, and what comes of it is in range."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bridge import events
from bridge.hand import Hand
from bridge.mapping import Control, read_target
from engine.panel import Panel
from engine.parameters import TABLE, from_unit
from engine.store import Events, Store

NAMES = ("piano", "flute", "drum kit")


def a_hand(target, control="cc", takeover=True):
    panel = Panel(Store(), Events(), NAMES)
    hand = Hand(panel, events.of_panel(panel), Control(control, 0, 1), read_target(target),
                "midi x", takeover)
    return panel, hand


def test_a_knob_elsewhere_does_nothing_until_it_passes_the_value():
    panel, hand = a_hand("morph")
    panel.set("morph", 0.5, "osc")
    for x in (0.1, 0.2, 0.4):
        hand.move(x)
        assert panel.get("morph") == 0.5
    hand.move(0.6)
    assert panel.get("morph") == 0.6
    hand.move(0.0)
    assert panel.get("morph") == 0
    panel.set("morph", 0.7, "osc")
    hand.move(0.1)
    assert panel.get("morph") == 0.7  # somebody else has moved it: to be met again
    hand.move(0.75)
    hand.move(0.2)
    assert panel.get("morph") == pytest.approx(0.2)


def test_a_knob_that_stands_at_the_value_has_it_at_once():
    panel, hand = a_hand("gain")
    hand.move(106 / 127)  # 0 dB is 5/6 of the way, between two of its steps
    assert panel.get("gain") != 0
    panel, hand = a_hand("brightness 200..4000")
    panel.set("brightness", 8000, "osc")  # beyond the travel: its end is the nearest
    hand.move(0.9)
    assert panel.get("brightness") == 8000
    hand.move(1.0)
    assert panel.get("brightness") == 4000


def test_without_takeover_and_for_what_springs_back_it_jumps():
    for target, control, takeover in (
        ("morph", "cc", False), ("morph jump", "cc", True), ("morph", "pitch", True),
        ("morph", "pressure", True),
    ):
        panel, hand = a_hand(target, control, takeover)
        panel.set("morph", 0.5, "osc")
        hand.move(0.1)
        assert panel.get("morph") == 0.1
    panel, hand = a_hand("morph pickup", takeover=False)
    panel.set("morph", 0.5, "osc")
    hand.move(0.1)
    assert panel.get("morph") == 0.5


@given(st.sampled_from(TABLE), st.lists(st.tuples(st.floats(0, 1), st.booleans()), max_size=30))
def test_a_value_is_only_left_by_a_hand_that_has_met_it(row, steps):
    """Others set the value, a knob turns: it jumps by no more than the knob's own step."""
    panel, hand = a_hand(row.id)
    at = None
    for x, by_other in steps:
        if by_other:
            panel.set_unit(row.id, x, "osc")
            continue
        before = panel.get(row.id)
        hand.move(x)
        after = panel.get(row.id)
        if after != before and at is not None:
            ends = sorted((panel.at_unit(row.id, at), panel.at_unit(row.id, x)))
            step = panel.at_unit(row.id, min(max(at, x) + 1 / 126, 1)), panel.at_unit(
                row.id, max(min(at, x) - 1 / 126, 0))
            assert min(*ends, *step) <= before <= max(*ends, *step)
        at = x


@given(st.sampled_from(TABLE), st.floats(0, 1))
def test_where_a_lamp_belongs_is_where_the_knob_would_be(row, x):
    panel, hand = a_hand(row.id, takeover=False)
    hand.move(x)
    value, shown = panel.get(row.id), hand.shown()
    assert panel.at_unit(row.id, shown) == pytest.approx(value, rel=1e-9, abs=1e-9)


def test_a_range_may_run_backwards_and_keeps_the_row_s_curve():
    panel, hand = a_hand("brightness 4000..250", takeover=False)
    for x, value in ((0, 4000), (0.5, 1000), (1, 250)):
        hand.move(x)
        assert panel.get("brightness") == pytest.approx(value)
        assert hand.shown() == pytest.approx(x)


def test_a_toggle_goes_to_the_other_end_and_through_choices():
    panel, hand = a_hand("gain -60..0 toggle")
    seen = []
    for x in (1, 0, 1, 1, 0, 0.6):
        hand.move(x)
        seen.append(panel.get("gain"))
    assert seen == [-60, -60, 0, 0, 0, -60]
    panel, hand = a_hand("rms_mode toggle", "note")
    seen = []
    for _ in range(4):
        hand.move(0.1, True)
        seen.append(panel.describe("rms_mode"))
    assert seen == ["held", "driven", "free", "held"]
    panel, hand = a_hand("rms_mode free..held toggle", "note")
    panel.set("rms_mode", "driven", "osc")
    hand.move(1, True)
    assert panel.describe("rms_mode") == "free"


def test_a_press_sets_one_value_and_its_lamp_says_so():
    panel, hand = a_hand("instrument_a flute", "note")
    assert hand.shown() == 0
    hand.move(0.2, True)
    assert panel.describe("instrument_a") == "flute" and hand.shown() == 1


def test_an_instrument_s_travel_is_the_model_s_list():
    panel, hand = a_hand("instrument_a", takeover=False)
    hand.move(1.0)
    assert panel.describe("instrument_a") == "drum kit"
    panel, hand = a_hand("instrument_a 0..1", takeover=False)
    hand.move(1.0)
    assert panel.describe("instrument_a") == "flute"


SPANS = [row for row in TABLE if row.curve != "choice" and not row.id.startswith("instrument")]


@given(st.sampled_from(SPANS), st.data())
def test_a_range_s_ends_are_exact(row, data):
    low, high = (from_unit(row, data.draw(st.floats(0, 1))) for _ in range(2))
    if low == high:
        return
    panel, hand = a_hand(f"{row.id} {low!r}..{high!r}", takeover=False)
    hand.move(1.0)
    assert panel.get(row.id) == high
    hand.move(0.0)
    assert panel.get(row.id) == low

