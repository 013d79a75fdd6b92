"""What a live input makes of driven lanes; and that a take needs no microphone to play it again."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scenes import values

from bridge.play import status
from engine import lanes
from engine.ear import REST_S, Ear, start_modes, taken_over
from engine.meters import Meters
from engine.offline import blocks
from engine.panel import Panel
from engine.parameters import DRIVEN, FREE, HELD, INDEX
from engine.performer import Performer
from engine.store import Events, Kind, Store
from engine.take import Recorder, Take, replay

HOP, RATE, BLOCK = 512, 48000, 1024
AT_ONCE = {"listen_attack": 1, "listen_release": 1}


class Room:
    """An input: a sound in blocks, then silence; None while it is unplugged."""

    def __init__(self, audio: np.ndarray = np.zeros(0)) -> None:  # noqa: B008
        self.audio, self.at, self.plugged = audio.astype(np.float32), 0, True

    def __call__(self) -> np.ndarray | None:
        part = self.audio[self.at : self.at + BLOCK]
        self.at += BLOCK
        return np.pad(part, (0, BLOCK - len(part))) if self.plugged else None


def tone(key: float, seconds: float, level: float = 0.2) -> np.ndarray:
    t = np.arange(int(seconds * RATE)) / RATE
    hertz = 440 * 2 ** ((key - 69) / 12)
    return level * sum(np.sin(2 * np.pi * hertz * k * t) / k for k in range(1, 8))


def listening(**others: float) -> np.ndarray:
    return values(**(start_modes() | others))


def test_driven_lanes_follow_what_is_labelled():
    rng = np.random.default_rng(1)
    audio = tone(60, 1.0) * np.repeat(rng.uniform(0.1, 2, 12), 4000) + rng.normal(0, 0.01, RATE)
    ear, knobs = Ear(Room(audio), HOP, RATE), listening(**AT_ONCE)
    driven = [ear.block(knobs, 2) for _ in range(46)]
    got = {lane: np.concatenate([d.curves[lane] for d in driven]) for lane in driven[0].curves}
    audio = audio.astype(np.float32)
    np.testing.assert_allclose(got["rms"], lanes.loudness_db(audio, HOP)[:92], atol=0.02)
    labels = lanes.brightness_and_noisiness(audio, HOP, RATE)
    np.testing.assert_allclose(got["brightness"], labels[0][:92], rtol=1e-3)
    np.testing.assert_allclose(got["noisiness"], labels[1][:92], atol=1e-3)


def test_gain_is_as_if_it_were_louder():
    audio = tone(60, 0.5, 0.02)
    quiet = Ear(Room(audio), HOP, RATE).block(listening(listen_gain=20, **AT_ONCE), 2)
    loud = Ear(Room(10 * audio), HOP, RATE).block(listening(**AT_ONCE), 2)
    np.testing.assert_allclose(quiet.curves["rms"], loud.curves["rms"], atol=0.02)


def test_attack_and_release_are_time_constants():
    audio = np.concatenate([tone(60, 0.512, 0.01), tone(60, 1.024, 0.3), tone(60, 1.024, 0.01)])
    ear, knobs = Ear(Room(audio), HOP, RATE), listening(listen_attack=40, listen_release=200)
    rms = np.concatenate([ear.block(knobs, 2).curves["rms"] for _ in range(120)])
    low, high = np.median(rms[30:46]), np.median(rms[120:140])
    for start, ms, before, after in ((48, 40, low, high), (144, 200, high, low)):
        way = (rms[start:] - before) / (after - before)
        reached = int(np.argmax(way > 1 - np.exp(-1))) * HOP / RATE * 1000
        assert ms - 11 <= reached <= ms + 22


def test_only_what_is_driven_is_driven():
    ear = Ear(Room(tone(60, 2)), HOP, RATE)
    assert ear.block(values(), 2).curves == {} and ear.block(values(), 2).events == ()
    knobs = values(rms_mode=DRIVEN, brightness_mode=HELD)
    assert list(ear.block(knobs, 2).curves) == ["rms"]


@settings(max_examples=10)
@given(st.integers(0, 1000))
def test_silence_and_no_input_rest_at_the_knobs_and_say_so_once(seed):
    said, rng = [], np.random.default_rng(seed)
    room = Room(rng.normal(0, 0.1, 20 * BLOCK))
    ear = Ear(room, HOP, RATE, said.append)
    knobs = listening(rms=rng.uniform(-60, 0), brightness=rng.uniform(100, 9000), noisiness=0.4)
    count = 20 + int(REST_S * RATE / BLOCK)
    heard = [ear.block(knobs, 2).curves for _ in range(count)]
    assert heard[15]["rms"][-1] == pytest.approx(-20, abs=3) and said == []
    assert heard[-3]["rms"][-1] < -75  # until then the pause is as quiet as it is
    for _ in range(100):
        at_rest = ear.block(knobs, 2).curves
    for lane, curve in at_rest.items():
        np.testing.assert_allclose(curve, knobs[INDEX[lane]], rtol=1e-3, atol=0.1)
    (sentence,) = said
    assert "rests at its knobs" in sentence
    room.at, room.plugged = 0, False
    assert ear.block(knobs, 2).curves["rms"][-1] == pytest.approx(knobs[INDEX["rms"]], abs=0.1)
    assert ear.heard == {}
    room.plugged = True
    for _ in range(15):
        back = ear.block(knobs, 2).curves
    assert back["rms"][-1] == pytest.approx(-20, abs=3)


def test_attacks_keep_their_rhythm():
    """Each is struck one block after it was noticed, to the sample, wherever it fell."""
    rng = np.random.default_rng(3)
    audio, times = np.zeros(3 * RATE), (np.arange(1, 20) * 0.13 * RATE).astype(int)
    for time in times:
        audio[time : time + 2000] += 0.5 * rng.normal(size=2000) * np.exp(-np.arange(2000) / 300)
    ear, struck = Ear(Room(audio), HOP, RATE), []
    for block in range(140):
        for event in ear.block(listening(), 2).events:
            assert event.kind == Kind.ONSET and 0 < event.a <= 1
            struck.append(block * BLOCK + event.offset)
    assert len(struck) == len(times)
    assert np.ptp(np.array(struck) - times) <= 3 * 128  # the detector's own hops
    assert 0 < np.median(np.array(struck) - times) < 0.012 * RATE


def notes_of(ear: Ear, count: int, knobs: np.ndarray, hushed: bool = False) -> list[tuple]:
    return [(e.kind, int(e.a)) for _ in range(count) for e in ear.block(knobs, 2, hushed).events
            if e.kind != Kind.ONSET]


def test_one_voice_plays_the_keys_and_no_key_is_left_down():
    audio = np.concatenate([tone(57, 0.5), tone(60.2, 0.5), np.zeros(RATE // 2), tone(64, 0.5)])
    room = Room(audio)
    ear, knobs = Ear(room, HOP, RATE), listening(listen_pitch=1)
    on, off = Kind.NOTE_ON, Kind.NOTE_OFF
    found = notes_of(ear, 85, knobs)
    assert found == [(on, 57), (off, 57), (on, 60), (off, 60), (on, 64)]
    room.plugged = False
    assert notes_of(ear, 5, knobs) == [(off, 64)]
    room.plugged, room.at = True, 0
    assert notes_of(ear, 20, knobs) == [(on, 57)]
    assert notes_of(ear, 5, listening()) == [(off, 57)]  # listen_pitch is off


@settings(max_examples=15)
@given(st.integers(0, 10**6))
def test_whatever_is_heard_no_key_stays_down(seed):
    rng = np.random.default_rng(seed)
    pieces = [rng.choice([0, 1]) * tone(rng.uniform(40, 80), rng.uniform(0.03, 0.3))
              + rng.choice([0, 0.02]) * rng.normal(size=1) for _ in range(6)]
    room = Room(np.concatenate(pieces))
    ear, down = Ear(room, HOP, RATE), set()
    for block in range(100):
        room.plugged = rng.random() > 0.02 or block > 90
        for event in ear.block(listening(listen_pitch=1), 2).events:
            if event.kind == Kind.NOTE_ON:
                assert not down
                down.add(event.a)
            elif event.kind == Kind.NOTE_OFF:
                down.remove(event.a)
    assert not down


def test_the_ear_takes_notes_that_nobody_decides():
    ear, knobs = Ear(Room(tone(60, 1)), HOP, RATE), listening(listen_pitch=1)
    driven = ear.block(knobs, 2)
    assert taken_over(knobs, driven)[INDEX["notes_mode"]] == DRIVEN
    assert knobs[INDEX["notes_mode"]] == FREE
    held = listening(listen_pitch=1, notes_mode=HELD)
    assert taken_over(held, driven)[INDEX["notes_mode"]] == HELD
    ear = Ear(Room(), HOP, RATE)
    silent = [ear.block(knobs, 2) for _ in range(100)]
    modes = [taken_over(knobs, block)[INDEX["notes_mode"]] for block in silent]
    assert modes[0] == DRIVEN and modes[-1] == FREE  # the model sings when nobody does, after 2 s


def test_a_performance_by_ear_renders_again_without_it(shipped, tmp_path):
    """Bit for bit; a panic is not ended by what is in the room."""
    rng = np.random.default_rng(4)
    audio = np.tile(tone(62, 0.2) * np.exp(-np.arange(9600) / 2000), 8) + rng.normal(0, 1e-3, 76800)
    room, store, events, recorder = Room(audio), Store(), Events(), Recorder(2, shipped.name)
    ear, meters = Ear(room, HOP, RATE), Meters()
    panel = Panel(store, events, shipped.contract.instruments)
    panel.set_many({**start_modes(), "steps": 1, "listen_pitch": 1}, "test")
    performer = Performer(shipped, store, events, meters, 2, None, recorder, ear=ear)
    played = [performer.block() for _ in range(40)]
    assert meters.read()["listening"] == 1 and meters.read()["heard_rms"] > -60
    assert status(meters).startswith("hears -") and "asked>got dB" in status(meters)
    panel.panic("test")
    hushed = [performer.block() for _ in range(150)]  # the room falls silent meanwhile, for 2 s
    assert np.abs(hushed[1:]).max() == 0 and performer.hushed
    panel.set("gain", -3, "test")
    room.plugged = False
    last = [performer.block() for _ in range(6)]
    assert meters.read()["listening"] == 0 and meters.read()["heard_rms"] is None
    assert status(meters).startswith("hears nothing, ")
    recorder.take.save(tmp_path / "t.json")
    take = Take.load(tmp_path / "t.json")
    assert any(e.kind == Kind.ONSET for _, e in take.events)
    assert any(e.kind == Kind.NOTE_ON for _, e in take.events)
    again = list(blocks(shipped, replay(take, HOP), 2))
    np.testing.assert_array_equal(np.concatenate(again), np.concatenate(played + hushed + last))
