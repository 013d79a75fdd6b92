"""Who is told, what, and until when: on a clock of the test's own, and without sockets."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bridge import news
from bridge.news import METERS, NEWS_S, Picture
from bridge.subscriptions import MAX_ON_A_HOST, MAX_SECONDS, MAX_SUBSCRIPTIONS, Subscriptions
from engine.meters import Meters
from engine.parameters import TABLE, BadValue, from_unit
from engine.store import Store

ALICE, BOB = ("10.0.0.1", 50001), ("10.0.0.2", 50002)
DOOR = ("10.0.0.9", 9000)


class Instrument:
    """Values and meters, and a clock."""

    def __init__(self):
        self.store, self.meters, self.now = Store(), Meters(), 100.0
        self.subscriptions = Subscriptions(lambda address: address == DOOR)
        self.reads = 0

    def read(self):
        self.reads += 1
        return {row.id: self.store.get(row.id) for row in TABLE}, self.meters.read()

    def subscribe(self, sender, *arguments):
        self.subscriptions.subscribe(sender, arguments, self.now)

    def set(self, id, value, sender=None):
        """As a door does for a message of the sender."""
        stored = self.store.set(id, value, "test")
        for picture in self.subscriptions.pictures_of(sender) if sender else ():
            picture.said(id, stored)

    def due(self, after=NEWS_S):
        """What is sent then: {address: [(osc address, argument)]}."""
        self.now += after
        news = self.subscriptions.due(self.now, self.read)
        return {to: [(address, *arguments) for address, arguments in told] for to, told in news}


@pytest.fixture
def instrument():
    return Instrument()


def params_of(news):
    return [message for message in news if message[0].startswith("/param/")]


def test_a_new_subscriber_is_shown_everything(instrument):
    instrument.meters.update(underruns=0, rms_db=-20.0)
    instrument.subscribe(ALICE)
    (told,) = instrument.due().values()
    assert [address for address, _ in params_of(told)] == [f"/param/{row.id}" for row in TABLE]
    assert ("/meters/rms_db", -20.0) in told
    assert all(len(message) == 2 for message in told)  # what is unknown is not told
    assert instrument.due() == {}


def test_others_changes_come_and_one_s_own_do_not(instrument):
    instrument.subscribe(ALICE, 0, 60, "params")
    instrument.subscribe(BOB, 7000, 60, "params")
    instrument.due()
    instrument.set("steps", 9, ALICE)
    assert instrument.due() == {("10.0.0.2", 7000): [("/param/steps", 9)]}
    instrument.set("steps", 3)
    assert instrument.due() == {
        ALICE: [("/param/steps", 3)], ("10.0.0.2", 7000): [("/param/steps", 3)]
    }


def test_a_mode_that_followed_one_s_own_knob_comes_back(instrument):
    instrument.subscribe(ALICE, 0, 60, "params")
    instrument.due()
    instrument.set("brightness", 3000, ALICE)
    assert instrument.due() == {ALICE: [("/param/brightness_mode", 1)]}


def test_of_many_changes_the_last_is_told_once_a_tick(instrument):
    instrument.subscribe(ALICE, 0, 60, "params")
    instrument.due()
    for value in range(1, 17):
        instrument.set("steps", value)
        assert instrument.due(after=0) == {}
    assert instrument.due() == {ALICE: [("/param/steps", 16)]}
    instrument.set("steps", 4)
    instrument.set("steps", 16)
    assert instrument.due() == {}  # as it was


def test_news_is_10_to_20_times_a_second(instrument):
    assert 0.05 <= NEWS_S <= 0.1
    instrument.subscribe(ALICE)
    told = 0
    for step in range(1000):
        instrument.set("steps", 1 + step % 16)
        told += len(instrument.due(after=0.002))
    assert 10 * 2 <= told <= 20 * 2 + 1


def test_meters_come_when_they_change(instrument):
    instrument.subscribe(ALICE, 0, 60, "meters")
    assert {address for address, *_ in instrument.due()[ALICE]} == {
        f"/meters/{name}" for name in ("blocks", "latents", "underruns", "late_blocks", "losses",
                                       "refused_events", "broken_latents")
    }
    instrument.meters.update(asked_pitch=60.0)
    assert instrument.due()[ALICE] == [("/meters/asked_pitch", 60.0)]
    instrument.meters.update(asked_pitch=None)
    assert instrument.due()[ALICE] == [("/meters/asked_pitch",)]


def test_it_ends_unless_it_is_renewed(instrument):
    instrument.subscribe(ALICE, 0, 10, "params")
    instrument.due(after=9)
    instrument.subscribe(ALICE, 0, 10, "params")
    instrument.due(after=9)
    instrument.set("steps", 2)
    assert ALICE in instrument.due(after=0.5)
    instrument.set("steps", 3)
    assert instrument.due(after=1) == {} and len(instrument.subscriptions) == 0
    reads = instrument.reads
    assert instrument.due() == {} and instrument.reads == reads  # nobody is told: no work


def test_a_renewal_makes_good_what_was_lost_but_moves_no_knob_in_one_s_hand(instrument):
    instrument.subscribe(ALICE, 0, 60, "params")
    instrument.due()
    instrument.set("steps", 9, ALICE)
    instrument.subscribe(ALICE, 0, 60, "params")
    told = instrument.due()[ALICE]
    assert len(told) == len(TABLE) - 1 and ("/param/steps", 9) not in told
    instrument.subscribe(ALICE, 0, 60, "params")
    assert ("/param/steps", 9) in instrument.due()[ALICE]


def test_a_client_that_was_started_anew_is_shown_everything(instrument):
    instrument.subscribe(ALICE, 7000, 60, "params")
    instrument.due()
    instrument.set("steps", 9, ALICE)
    reborn = (ALICE[0], ALICE[1] + 1)
    instrument.subscribe(reborn, 7000, 60, "params")
    assert ("/param/steps", 9) in instrument.due()[("10.0.0.1", 7000)]
    assert len(instrument.subscriptions) == 1


def test_unsubscribing(instrument):
    instrument.subscribe(ALICE)
    instrument.subscribe(ALICE, 7000)
    instrument.subscribe(BOB)
    instrument.subscriptions.unsubscribe(ALICE, [7000])
    assert len(instrument.subscriptions) == 2
    instrument.subscribe(ALICE, 7001)
    instrument.subscriptions.unsubscribe(ALICE, [])
    assert len(instrument.subscriptions) == 1
    instrument.subscriptions.unsubscribe(ALICE, [])  # saying it twice does no harm
    assert list(instrument.due()) == [BOB]


def test_what_could_not_be_sent_is_due_again(instrument):
    instrument.subscribe(ALICE, 0, 60, "params")
    before = instrument.due()
    instrument.subscriptions.unsent(ALICE)
    instrument.subscriptions.unsent(BOB)
    assert instrument.due() == before


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ([80], "from 1024 to 65535, not 80"), ([70000], "not 70000"), ([9001.5], "not 9001.5"),
        (["9001"], "not '9001'"), ([True], "not True"), ([None], "the port that you send from"),
        ([float("nan")], "not nan"), ([9001, 0.5], "from 1 to 300 seconds, not 0.5"),
        ([9001, 1e9], "not 1000000000.0"), ([9001, "x"], "not 'x'"),
        ([9001, 60, "meter"], "did you mean 'meters'"), ([9001, 60, 1], "not 1"),
        ([9001, 60, b"x"], "not b'x'"),
    ],
)
def test_what_cannot_be_is_refused(instrument, arguments, sentence):
    with pytest.raises(BadValue, match=re.escape(sentence)):
        instrument.subscribe(ALICE, *arguments)
    assert len(instrument.subscriptions) == 0


def test_ports_of_other_services_and_its_own_are_not_written_to(instrument):
    with pytest.raises(BadValue, match="not 53"):
        instrument.subscribe(("10.0.0.1", 53))
    with pytest.raises(BadValue, match="Flowbend's own"):
        instrument.subscribe((DOOR[0], 40000), DOOR[1])
    with pytest.raises(BadValue, match="Flowbend's own"):
        instrument.subscribe(DOOR)


def test_there_are_not_too_many(instrument):
    for number in range(MAX_ON_A_HOST):
        instrument.subscribe(("10.0.0.1", 7000 + number))
    with pytest.raises(BadValue, match=f"{MAX_ON_A_HOST} of them on your host"):
        instrument.subscribe(("10.0.0.1", 8000))
    instrument.subscribe(("10.0.0.1", 7000))  # renewing is no more of them
    for number in range(MAX_SUBSCRIPTIONS - MAX_ON_A_HOST):
        instrument.subscribe((f"10.0.1.{number}", 7000))
    with pytest.raises(BadValue, match="no more than 32 and 8"):
        instrument.subscribe(("10.0.2.1", 7000))
    instrument.now += MAX_SECONDS
    instrument.subscribe(("10.0.2.1", 7000))
    assert len(instrument.subscriptions) == 1


SURFACES = 3
MOVES = st.lists(
    st.tuples(st.integers(0, SURFACES), st.sampled_from([row.id for row in TABLE]),
              st.floats(0, 1)),
    max_size=60,
)


@given(moves=MOVES, ticks=st.lists(st.booleans(), min_size=60, max_size=60))
def test_however_hands_move_all_surfaces_show_the_same_at_last(moves, ticks):
    """Surfaces show what they are told and what they do themselves; none misses anything."""
    store = Store()
    pictures = [news.whole(meters=False) for _ in range(SURFACES)]
    shown: list[dict[str, float]] = [{} for _ in pictures]
    own: list[tuple[str, float]] = []

    def tell():
        values = {row.id: store.get(row.id) for row in TABLE}
        for picture, surface in zip(pictures, shown, strict=True):
            for address, (value,) in picture.news(values, {}):
                surface[address.removeprefix("/param/")] = value

    for (who, id, x), tick in zip(moves, ticks, strict=False):
        row = next(row for row in TABLE if row.id == id)
        value = store.set(id, from_unit(row, x), "test")
        if who < SURFACES:  # else a hand that is no surface's
            own.append((id, value))
            pictures[who].said(id, value)
            shown[who][id] = value
        if tick:
            tell()
    tell()
    expected = {row.id: store.get(row.id) for row in TABLE}
    assert all(surface == expected for surface in shown)
    assert all(picture.news(expected, {}) == [] for picture in pictures)


def test_a_picture_follows_and_ignores():
    values = {row.id: 0.0 for row in TABLE}
    numbers = dict.fromkeys(METERS)
    picture = Picture()
    assert picture.news(values, numbers) == []
    picture.follow(["morph"], ["load"])
    assert picture.news(values, numbers | {"load": 0.5}) == [
        ("/param/morph", [0.0]), ("/meters/load", [0.5])
    ]
    picture.ignore(["morph"], ["load"])
    assert picture.news(values | {"morph": 1.0}, numbers) == []
    picture.said("morph", 0.5)  # of what it does not follow nothing is kept
    assert picture.rows == {}
