"""MIDI clock messages and the transport they move, in virtual time."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bridge import addresses, clock, transport
from bridge.clock import ALONE_S, LOST_S, MidiClock
from bridge.transport import CLOCKS, INTERNAL, LINK, MIDI, Transport
from engine.meters import Meters
from engine.panel import Panel
from engine.parameters import BadValue
from engine.store import Events, Store
from engine.timeline import Line, Timeline


class Studio:
    """A transport, a clock, and a time that only a test moves."""

    def __init__(self, who="auto", meters=None):
        self.now_s = 100.0
        self.timeline, self.panel = Timeline(), Panel(Store(), Events())
        self.transport = Transport(
            self.timeline, self.panel, who, meters, now=lambda: self.now_s
        )
        self.clock = MidiClock(self.transport)

    def send(self, *data):
        self.clock.receive(list(data), self.now_s)

    def ticks(self, count, bpm=120.0, first=False):
        """So many, the first of them now or one interval from now; time ends with the last."""
        for number in range(count):
            self.now_s += 0 if first and number == 0 else 60 / 24 / bpm
            self.send(0xF8)
            self.clock.look(self.now_s)

    def wait(self, seconds):
        self.now_s += seconds
        self.clock.look(self.now_s)

    @property
    def beat(self):
        return self.timeline.line().beat_at(self.now_s)


def test_the_knob_leads_where_nobody_else_does():
    studio = Studio()
    studio.wait(2)
    assert studio.beat == pytest.approx(4)
    studio.panel.set("tempo", 60, "a hand")
    studio.wait(2)
    assert studio.beat == pytest.approx(6)
    assert studio.transport.leader == INTERNAL and studio.transport.news() == []


def test_a_clock_takes_over_and_gives_back():
    studio = Studio()
    studio.wait(1)
    studio.send(0xFA)
    assert not studio.timeline.line().runs and studio.beat == 0
    studio.ticks(1 + 4 * 24, 90, first=True)
    assert studio.beat == pytest.approx(4, abs=0.01)
    assert studio.timeline.line().tempo_bpm == pytest.approx(90, rel=1e-3)
    assert studio.panel.get("tempo") == pytest.approx(90, abs=0.1)
    assert studio.transport.leader == MIDI
    assert studio.transport.news() == ["The MIDI clock leads the beat."]
    studio.wait(LOST_S + 0.1)
    assert studio.transport.news() == ["The MIDI clock has gone: the beat goes on at 90.0 BPM."]
    assert studio.beat == pytest.approx(4 + (LOST_S + 0.1) * 1.5, abs=0.02)
    studio.panel.set("tempo", 100, "a hand")
    assert studio.timeline.line().tempo_bpm == 100


def test_start_stop_continue_and_song_position_mean_what_they_say():
    studio = Studio()
    studio.send(0xFA)
    studio.ticks(1 + 2 * 24, first=True)
    studio.send(0xFC)
    stood = studio.beat
    studio.ticks(30)  # many clocks go on ticking
    assert studio.beat == stood == pytest.approx(2 + 1 / 24)
    studio.send(0xFB)
    studio.ticks(1)
    assert studio.beat == pytest.approx(stood, abs=0.01)
    studio.send(0xFC)
    studio.send(0xF2, 16, 1)  # 144 sixteenths
    assert studio.beat == 36
    studio.send(0xFB)
    studio.ticks(1 + 24)
    assert studio.beat == pytest.approx(37, abs=0.01)
    studio.send(0xF2, 0, 0)  # while it runs
    studio.ticks(1 + 24)
    assert studio.beat == pytest.approx(1, abs=0.01)
    studio.send(0xFA)
    studio.ticks(1)
    assert studio.beat == pytest.approx(0, abs=0.01)


def test_a_clock_that_is_joined_on_its_way_gives_tempo_and_grid():
    studio = Studio()
    studio.wait(0.993)
    before = studio.beat
    studio.ticks(24 * 4, 120)
    assert studio.timeline.line().runs
    assert studio.beat == pytest.approx(before + 4, abs=1 / 24)
    assert (studio.beat * 24) % 1 == pytest.approx(0, abs=0.02) or (
        studio.beat * 24
    ) % 1 == pytest.approx(1, abs=0.02)


def test_what_is_another_s_is_shown_and_refused():
    studio = Studio()
    told = []
    studio.panel.store.listen(lambda id, value, source: told.append((id, value, source)))
    studio.send(0xFA)
    studio.ticks(100, 140)
    assert told[-1][0] == "tempo" and told[-1][2] == transport.SOURCE
    assert told[-1][1] == pytest.approx(140, abs=0.1) and len(told) < 10
    studio.panel.set("tempo", 80, "a hand")
    assert studio.panel.get("tempo") == pytest.approx(140, abs=0.1)
    assert studio.timeline.line().tempo_bpm == pytest.approx(140, rel=1e-3)
    for deed in studio.transport.deeds().values():
        with pytest.raises(BadValue, match="the MIDI clock leads"):
            deed("a hand")


def test_only_who_may_lead_does():
    for who in CLOCKS:
        studio = Studio(who)
        studio.send(0xFA)
        studio.ticks(50, 77)
        led = studio.timeline.line().tempo_bpm == pytest.approx(77, rel=1e-3)
        assert led == (who in ("auto", MIDI))
    waiting = Studio(MIDI)
    waiting.wait(3)
    assert waiting.beat == 0 and not waiting.timeline.line().runs


def test_start_stop_and_continue_by_hand():
    meters = Meters()
    meters.update(beat_ahead_ms=50.0)
    studio = Studio(meters=meters)
    studio.wait(1.1)
    studio.transport.stop()
    assert studio.beat == pytest.approx(2.2)
    studio.wait(5)
    studio.transport.go_on()
    studio.wait(0.5)
    assert studio.beat == pytest.approx(3.2)
    studio.transport.start()
    studio.wait(0.05)
    assert studio.beat == pytest.approx(0)  # as soon as it can be heard


@given(st.floats(22, 290), st.integers(2, 9), st.integers(0, 10**6))
def test_taps_give_tempo_and_beat(bpm, count, seed):
    studio, rng = Studio(), np.random.default_rng(seed)
    studio.wait(0.3)
    for _ in range(count):
        studio.now_s += 60 / bpm * (1 + rng.uniform(-0.01, 0.01))
        assert studio.transport.deeds()[addresses.TAP]("a hand")
    assert studio.panel.get("tempo") == pytest.approx(bpm, rel=0.025)
    assert studio.beat % 1 == pytest.approx(0, abs=1e-6)


@pytest.mark.parametrize("who", CLOCKS)
def test_a_start_button_without_a_clock_starts_the_beat_where_nobody_else_leads(who):
    """As keyboards have: FA, FB and FC, and never a tick."""
    studio = Studio(who)
    studio.wait(1)
    before = studio.timeline.line()
    studio.send(0xFA)
    studio.wait(ALONE_S + 0.1)
    if who in (INTERNAL, LINK):
        assert studio.timeline.line() == before
        return
    assert studio.timeline.line().runs == (who != MIDI) and studio.beat == 0
    if who == MIDI:
        return
    assert studio.transport.leader == INTERNAL
    studio.wait(1)
    assert studio.beat == pytest.approx(2)
    studio.send(0xFC)
    studio.wait(1)
    assert studio.beat == pytest.approx(2, abs=0.03) and not studio.timeline.line().runs
    studio.wait(2)
    assert studio.beat == pytest.approx(2, abs=0.03)
    studio.send(0xF2, 16, 0)
    studio.send(0xFB)
    studio.wait(ALONE_S + 0.1)
    studio.wait(0.5)
    assert studio.beat == pytest.approx(5)
    studio.ticks(30)  # a clock comes after all
    assert studio.transport.leader == MIDI and studio.timeline.line().runs


def test_taps_begin_anew_after_a_pause_and_are_refused_out_of_range():
    studio = Studio()
    for gap in (0, 0.5, 0.5, 5.0, 1.0):
        studio.now_s += gap
        studio.transport.tap()
    assert studio.panel.get("tempo") == 60
    with pytest.raises(BadValue, match="tempo must be a number from 20 to 300"):
        for _ in range(3):
            studio.now_s += 0.01
            studio.transport.tap()
    assert studio.panel.get("tempo") == 60


def test_another_bridge_goes_on_where_the_beat_is():
    studio = Studio()
    studio.wait(3)
    studio.transport.close()
    after = Transport(studio.timeline, studio.panel, now=lambda: studio.now_s)
    studio.wait(1)
    assert after.line.beat_at(studio.now_s) == pytest.approx(8)
    assert studio.beat == pytest.approx(8)


class Session:
    """What a session of Link is asked."""

    def __init__(self):
        self.asked = []

    def set_tempo(self, tempo_bpm):
        self.asked.append(tempo_bpm)

    def set_playing(self, plays, anew):
        self.asked.append((plays, anew))


def test_in_a_session_a_hand_asks_and_the_session_is_followed():
    studio, session = Studio(LINK), Session()
    studio.transport.session = session
    studio.transport.follow(LINK, Line(8.0, studio.now_s, 96.0, True))
    assert studio.beat == 8 and studio.panel.get("tempo") == 96 and session.asked == []
    studio.panel.set("tempo", 100, "a hand")
    studio.transport.start()
    studio.transport.stop()
    assert session.asked == [100, (True, True), (False, False)]


messages = st.lists(
    st.tuples(
        st.one_of(
            st.sampled_from([[0xF8], [0xF8], [0xF8], [0xFA], [0xFB], [0xFC], [0xF2, 9, 1]]),
            st.lists(st.integers(0, 255), max_size=5),
        ),
        st.floats(0, 0.5),
    ),
    max_size=200,
)


@given(messages, st.sampled_from(CLOCKS))
def test_no_order_of_messages_breaks_the_line(said, who):
    studio = Studio(who)
    for data, gap in said:
        studio.wait(gap)
        studio.send(*data)
        line = studio.timeline.line()
        assert np.isfinite(line[:3]).all() and line.tempo_bpm > 0
        assert 20 <= studio.panel.get("tempo") <= 300


@pytest.mark.slow
def test_a_hundred_thousand_packets_leave_a_line():
    studio, rng = Studio(), np.random.default_rng(1)
    kinds = [[clock.TICK], [clock.START], [clock.CONTINUE], [clock.STOP]]
    for _ in range(100_000):
        studio.now_s += rng.exponential(0.01)
        choice = rng.integers(0, 12)
        data = kinds[choice] if choice < 4 else [clock.TICK] if choice < 9 else rng.integers(
            0, 256, rng.integers(0, 6)
        ).tolist()
        studio.send(*data)
    assert np.isfinite(studio.timeline.line()[:3]).all()
    studio.wait(3)
    studio.send(clock.START)
    studio.ticks(1 + 48, 120)
    assert studio.beat == pytest.approx(2, abs=0.02)
