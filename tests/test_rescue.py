"""The render thread against a machine that is late: in a time of its own, so that every run is the
same. The thread, the ring and the governor are the real ones; block times and the card are made up.
"""

from types import SimpleNamespace

import numpy as np
import pytest

from engine import live as live_module
from engine.governor import RULES
from engine.live import Live
from engine.meters import Meters
from engine.ring import Ring
from engine.trace import Times

RATE, BLOCK = 48000, 1024
MS = 1000 * BLOCK / RATE


class MadeUpOutlet(Ring):
    """A real ring, and what the stage makes of a card."""

    losses, device_ms = 0, 0.0

    def __init__(self, stage, blocks):
        super().__init__(BLOCK, 1, blocks)
        self.stage, self.poll = stage, stage.poll

    def start(self):
        pass

    @property
    def underruns(self):
        return self.stage.underruns

    @property
    def queued_ms(self):
        return 1000 * self.filled() / RATE


class Stage:
    """A performer whose blocks take what `cost_ms(steps, number)` says, of a sound that stands at
    0.5, and a card that plays in that same time."""

    def __init__(self, cost_ms, blocks, steps=4, safety=1, two_passes=False, rescue=True):
        self.cost_ms, self.blocks, self.number = cost_ms, blocks, 0
        self.wished_steps, self.wants_two_passes = steps, two_passes
        self.most_steps, self.guided, self.block_ms, self.warms = None, True, 0.0, False
        self.times = Times()
        self.block_samples, self.underruns, self.playing = BLOCK, 0, False
        self.instrument = SimpleNamespace(contract=SimpleNamespace(sample_rate=RATE))
        self.ring = MadeUpOutlet(self, safety + 2)
        self.meters, self.played, self.depths, self.said = Meters(), [], [], []
        self.live = Live(self, self.ring, self.meters, self.said.append, rescue)

    def run(self):
        self.live.start()
        while not self.live.wait(0.05):
            pass
        assert self.live.error is None
        return np.concatenate(self.played)

    def block(self, ahead_ms):
        self.number += 1
        if self.number >= self.blocks:
            self.live._stopping.set()
        steps = min(self.wished_steps, self.most_steps or self.wished_steps)
        passes = 2 if self.wants_two_passes and self.guided else 1
        self.block_ms = self.cost_ms(steps * passes, self.number)
        self.pass_time(self.block_ms)
        self.depths.append(-(-self.ring.capacity // BLOCK) - 1)
        return np.full((BLOCK, 1), 0.5, np.float32)

    def poll(self):
        self.pass_time(1.0)
        if not self.playing:
            self.playing = self.ring.room() < BLOCK

    def pass_time(self, ms):
        out = np.zeros((int(ms * RATE / 1000), 1), np.float32)
        if self.playing:
            got = self.ring.read_into(out)
            if got < len(out):
                self.playing, self.underruns = False, self.underruns + 1
        self.played.append(out[:, 0])


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch):
    """Waiting for room takes no time but the stage's own."""
    monkeypatch.setattr(live_module.time, "sleep", lambda seconds: None)


def test_a_machine_that_keeps_up_is_left_alone():
    stage = Stage(lambda steps, number: 4.0 * steps, 300)
    sound = stage.run()
    assert stage.said == [] and stage.underruns == 0
    assert set(stage.depths) == {1} and stage.meters.read()["late_blocks"] == 0
    heard = np.flatnonzero(sound)
    assert np.all(sound[heard[0] : heard[-1] + 1] > 0)
    assert stage.meters.read()["headroom_ms"] == pytest.approx(MS - 16, abs=2)


def test_fewer_steps_come_first_and_come_back():
    heavy = 200
    stage = Stage(lambda steps, number: (8.0 if number < heavy else 2.0) * steps, 1200)
    stage.run()
    assert stage.said[0].startswith("2 steps instead of 4") and stage.said[-1] == "4 steps again."
    assert stage.most_steps is None and stage.meters.read()["rung"] == 0
    assert set(stage.depths) == {1}
    assert 0 < stage.meters.read()["late_blocks"] < 80
    assert stage.underruns == stage.meters.read()["underruns"]


def test_the_order_is_steps_guidance_ring_fade():
    stage = Stage(lambda steps, number: 90.0, 60 * 8, two_passes=True, safety=2)
    stage.run()
    assert [text.split()[0] for text in stage.said] == [
        "2", "1", "Guidance", "The", "The", "Fading"
    ]
    assert stage.depths[-1] == 3 and not stage.guided


def test_stalls_make_the_ring_deeper_until_they_are_outlasted():
    """Every fortieth block takes 30 ms, whatever the steps."""
    stage = Stage(lambda steps, number: 30.0 if number % 40 == 0 else 3.0, 500, steps=1, safety=1)
    stage.run()
    assert stage.said == ["The ring is deeper, 2 blocks, for the sound broke off."]
    before = stage.underruns
    assert before <= 3 and stage.depths[-1] == 2


def test_the_ring_stays_as_deep_as_the_player_allows():
    for safety in (0, 3):
        stage = Stage(lambda steps, number: 200.0, 60 * 8, steps=1, safety=safety)
        stage.run()
        assert max(stage.depths) == 1 + safety
        assert stage.said[-1].startswith("Fading")


def test_at_last_there_is_no_click():
    """Twice too slow for ever: the sound comes in pieces, and each begins and ends with a fade."""
    stage = Stage(lambda steps, number: 42.0, 400, steps=1, safety=1)
    sound = stage.run()
    late = sound[len(sound) // 2 :]
    assert np.count_nonzero(late == 0) > BLOCK and late.max() == 0.5  # in pieces, and sounding
    early = np.abs(np.diff(sound[: len(sound) // 8])).max()
    assert early == 0.5 and np.abs(np.diff(late)).max() < 0.01


def test_without_rescue_all_stays_as_it_is_asked_for():
    stage = Stage(lambda steps, number: 60.0, 200, rescue=False, safety=2)
    sound = stage.run()
    assert stage.said == [] and stage.most_steps is None and set(stage.depths) == {3}
    assert stage.underruns > 0 and set(np.unique(sound[: len(sound) - 3 * BLOCK])) == {0, 0.5}
    assert stage.meters.read()["late_blocks"] > 0


def test_a_start_that_is_slow_gives_nothing_up():
    slow = RULES.settle
    stage = Stage(lambda steps, number: 40.0 if number < slow else 4.0, 200)
    stage.run()
    assert stage.said == []


def test_a_quick_machine_begins_its_blocks_late():
    """Without a gap; and the sound of a change waits in the ring for the less."""
    quick = Stage(lambda steps, number: 4.0, 300)
    sound = quick.run()
    assert quick.said == [] and quick.underruns == 0
    heard = np.flatnonzero(sound)
    assert np.all(sound[heard[0] : heard[-1] + 1] > 0)
    lead_ms = 1000 * (quick.ring.capacity - BLOCK) / RATE
    assert 4 < lead_ms < MS / 2 and quick.meters.read()["headroom_ms"] < MS / 4


def test_the_first_answer_to_a_break_is_to_begin_in_time():
    """Stalls that a whole block outlasts are heard once, and nothing is given up for them."""
    stage = Stage(lambda steps, number: 16.0 if number % 100 == 0 else 3.0, 1000, steps=1)
    stage.run()
    assert stage.said == [] and stage.underruns <= 1
    assert stage.ring.capacity == 2 * BLOCK


def test_while_another_plan_warms_up_a_whole_block_is_kept():
    """As render.py has it: the blocks after the one that says so take longer."""
    stage = Stage(lambda steps, number: 17.0 if 201 <= number < 212 else 3.0, 220)
    block = stage.block

    def warming(ahead_ms):
        stage.warms = 200 <= stage.number + 1 < 211
        return block(ahead_ms)

    stage.block = warming
    stage.run()
    assert stage.underruns == 0 and stage.said == []
