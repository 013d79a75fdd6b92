"""What one page and the instrument say to each other."""

import json
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bridge import addresses, events
from bridge.conversation import PICTURE, Conversation
from engine.panel import Panel
from engine.parameters import TABLE, BadValue, check
from engine.store import Events, Kind, Store

NAMES = ("piano", "flute")


@pytest.fixture
def panel():
    return Panel(Store(), Events(), NAMES)


def page_of(panel, number=1, deeds=None, asks=None):
    return Conversation(panel, deeds or events.of_panel(panel), asks or {}, f"page {number}")


def told(page):
    """The values and the count in its news."""
    found = [matter for matter in page.news() if "values" in matter]
    return (found[0]["values"], found[0]["ack"]) if found else ({}, None)


def test_a_value_is_set_and_only_the_others_hear_of_it(panel):
    one, two = page_of(panel, 1), page_of(panel, 2)
    assert one.hear('["/param/gain", -12]') == []
    assert panel.get("gain") == -12
    assert told(one) == ({}, None)
    assert told(two) == ({"gain": -12}, 0)


def test_what_follows_from_a_touch_is_told_to_the_one_who_touched(panel):
    page = page_of(panel)
    page.hear('["/param/rms_mode", 1]')  # held, by itself
    panel.set("rms_mode", "driven", "osc")
    assert told(page) == ({"rms_mode": 2}, 1)
    page.hear('["/param/rms", -30]')
    assert told(page) == ({"rms_mode": 1}, 2)


def test_news_bears_the_count_of_what_the_page_had_said(panel):
    page = page_of(panel)
    page.hear('["/param/gain", -3]')
    panel.set("gain", -9, "osc")
    page.hear('["/param/gain", -6]')
    assert told(page) == ({"gain": -6}, 2)  # the last one, whoever set it
    page.hear('["/param/gain"]')
    assert page.hear('["/param/gain"]') == [{"values": {"gain": -6}, "ack": 4}]


def test_a_thousand_changes_are_one_piece_of_news(panel):
    page = page_of(panel)
    for n in range(1000):
        panel.set("morph", n / 1000, "osc")
    assert told(page) == ({"morph": 0.999}, 0)
    for n in range(1000):
        page.say(str(n))
    assert len(page.news()) == 32


def test_instruments_and_choices_go_by_name(panel):
    page = page_of(panel)
    page.hear('["/param/instrument_b", "flute"]')
    page.hear('["/param/loop", "on"]')
    assert (panel.get("instrument_b"), panel.get("loop")) == (1, 1)
    assert told(page)[0] == {"instrument_b": 1, "loop": 1}  # it said no number


def test_events_and_questions(panel):
    page = page_of(panel, asks={"/presets": lambda: ["a", "b"]})
    assert page.hear('["/event/note_on", 60, 0.5]') == []
    assert [(e.kind, e.a, e.b) for e in panel.events.drain()] == [(Kind.NOTE_ON, 60, 0.5)]
    assert page.hear('["/presets"]') == [{"asks": {"/presets": ["a", "b"]}}]
    assert page.hear(f'["{PICTURE}", 1]') == [] and page.wants_pictures
    assert page.hear(f'["{PICTURE}", 0]') == [] and not page.wants_pictures


def test_the_keys_of_a_page_that_goes_are_lifted(panel):
    page = page_of(panel)
    for text in ('["/event/note_on", 60, 0.5]', '["/event/note_on", 64, 1]',
                 '["/event/note_on", 67, 0.4]', '["/event/note_off", 64]',
                 '["/event/note_on", 67, 0]'):
        assert page.hear(text) == []
    panel.events.drain()
    told(page)
    page.end()
    assert [(e.kind, e.a) for e in panel.events.drain()] == [(Kind.NOTE_OFF, 60)]
    panel.set("gain", -3, "osc")
    assert told(page) == ({}, None)


def test_what_cannot_be_done_is_said_in_a_sentence_and_changes_nothing(panel):
    page, before = page_of(panel), panel.store.snapshot()[0].copy()
    for text, words in (
        ('["/param/rms", 7]', "rms must be a number from -60 to 0 dB, not 7"),
        ('["/param/rmz", 7]', "did you mean '/param/rms'"),
        ('["/param/rms", 1, 2]', "takes value, and got 2"),
        ('["/param/rms", NaN]', "a JSON array"), ('["/param/rms", true]', "not True"),
        ('["/param/rms", [1]]', "numbers or texts"), ('["/param/rms", null]', "numbers or texts"),
        ('{"rms": 1}', "begins with an address"), ("[]", "begins with an address"),
        ("hello", "a JSON array"), ("[" * 9000, "a JSON array"), (b"\xff\xfe", "a JSON array"),
        ('["/event/note_on", 60]', "takes pitch velocity"),
        ('["/event/note_on", 60, 90]', "MIDI's 90"), ('["/event/note_on", "c", 1]', "a pitch"),
        ('["/event/model", "/etc"]', "no engine"), ('["/param/steps", 1e400]', "not"),
        ('["/param/steps", ' + "9" * 5000 + "]", "a JSON array"),
    ):
        (answer,) = page.hear(text)
        assert words in answer["error"], (text, answer)
    assert (panel.store.snapshot()[0] == before).all() and panel.events.drain() == ()
    assert page.refused == 18 and page.failed == 0


def test_a_dropped_event_is_told(panel):
    page = page_of(panel)
    while panel.events.post(Kind.ONSET, 1):
        pass
    (answer,) = page.hear('["/event/onset", 1]')
    assert "fallen behind" in answer["error"]


def test_a_fault_of_ours_ends_nothing(panel, caplog):
    page = page_of(panel, deeds={addresses.RESET: lambda source: 1 / 0})
    assert "fault of this program" in page.hear('["/event/reset"]')[0]["error"]
    assert page.failed == 1 and "ZeroDivisionError" in caplog.text


PLAIN = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
ADDRESSES = st.sampled_from([*addresses.addresses(), PICTURE, "/token", ""]) | st.text(max_size=20)
MESSAGES = st.tuples(ADDRESSES, st.lists(PLAIN | st.lists(PLAIN), max_size=4)).map(
    lambda parts: json.dumps([parts[0], *parts[1]])
)


@given(st.lists(MESSAGES | st.text() | st.binary(max_size=64), max_size=20))
def test_whatever_is_said_the_values_stay_in_their_ranges(messages):
    page = page_of(Panel(Store(), Events(), NAMES))
    for message in messages:
        for answer in page.hear(message):
            json.dumps(answer)
    assert page.failed == 0
    for row in TABLE:
        check(row, page._panel.get(row.id))


def test_many_threads_turn_while_one_reads(panel):
    """No change is lost: what the news say last is what is stored."""
    page, known = page_of(panel), {}

    def turn(id):
        for n in range(300):
            panel.set(id, n % 7 / 10, f"osc {id}")

    hands = [threading.Thread(target=turn, args=(id,)) for id in ("morph", "onset", "noisiness")]
    for hand in hands:
        hand.start()
    while any(hand.is_alive() for hand in hands):
        known |= told(page)[0]
    known |= told(page)[0]
    for id in ("morph", "onset", "noisiness"):
        assert known[id] == panel.get(id)


def test_the_refusals_are_those_of_the_panel(panel):
    with pytest.raises(BadValue) as refusal:
        panel.set("gain", 99, "osc")
    assert page_of(panel).hear('["/param/gain", 99]') == [{"error": str(refusal.value)}]
