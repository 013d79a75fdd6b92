"""Every row stands in exactly one section, whatever the table holds."""

from dataclasses import replace

from bridge.sections import sections
from engine.meters import SLOTS
from engine.parameters import BY_ID, TABLE


def ids(found):
    return [id for section in found for id in (*section.rows, section.mode) if id]


def test_every_row_stands_in_one_place():
    assert sorted(ids(sections())) == sorted(row.id for row in TABLE)


def test_a_row_that_no_rule_knows_is_shown_all_the_same():
    new = replace(BY_ID["gain"], id="wobble", cc=None)
    found = sections((*TABLE, new))
    assert sorted(ids(found)) == sorted([*(row.id for row in TABLE), "wobble"])
    assert found[-1].rows == ("wobble",)


def test_lanes_have_a_switch_a_row_to_draw_and_a_meter():
    lanes = [section for section in sections() if section.lane]
    assert {section.lane for section in lanes} == {"rms", "onset", "brightness", "noisiness"}
    for section in lanes:
        assert section.drawn in section.rows and section.mode in BY_ID
        assert {f"asked_{section.meter}", f"got_{section.meter}"} <= SLOTS.keys()
