"""A performer without a device: hands over the built-in take, and what was played is recorded."""

import numpy as np
import pytest

from engine import render
from engine.controls import Controls
from engine.first_minute import first_minute
from engine.live import Performer, for_device
from engine.meters import Meters
from engine.offline import blocks
from engine.panel import Panel
from engine.parameters import INDEX
from engine.ring import Ring
from engine.store import Event, Events, Kind, Store
from engine.take import Recorder, Take, replay

BACKING = Take(8, 2, values=[(0, {"steps": 1.0, "gain": -6.0, "notes_mode": 2.0}),
                             (4, {"gain": -9.0})],
               events=[(at, Event(Kind.NOTE_ON, 60 + at, 0.5)) for at in (0, 2, 4, 6)])


@pytest.fixture
def stage(shipped):
    """stage(backing) is (performer, panel, recorder, meters)."""

    def build(backing=None, block_latents=2):
        store, events, meters = Store(), Events(), Meters()
        recorder = Recorder(block_latents, shipped.name)
        performer = Performer(shipped, store, events, meters, block_latents, backing, recorder)
        return performer, Panel(store, events, shipped.contract.instruments), recorder, meters

    return build


def used(recorder, id):
    """What one row was in every block so far."""
    return [c.values[INDEX[id]] for c in replay(recorder.take, 512)]


def kinds(recorder):
    return [[e.kind for e in c.events] for c in replay(recorder.take, 512)]


def test_a_block_is_a_render_step(stage, shipped):
    performer, panel, _, meters = stage(block_latents=4)
    panel.set_many({"steps": 1, "gain": -3}, "test")
    state, knobs = render.State(), panel.store.snapshot()[0]
    for number in range(1, 4):
        audio = performer.block()
        expected, state, _ = render.step(shipped, state, Controls(knobs), 4)
        np.testing.assert_array_equal(audio, expected)
        assert audio.flags.c_contiguous and audio.dtype == np.float32
        assert audio.shape == (performer.block_samples, 2) == (4 * 512, 2)
        found = meters.read()
        assert (found["blocks"], found["latents"]) == (number, 4 * number)


def test_meters_say_what_was_asked_and_what_was_made(stage):
    performer, panel, _, meters = stage()
    panel.set("steps", 1, "test")
    performer.block()
    assert meters.read()["asked_rms"] is None
    panel.set_many({"rms": -33.0, "gain": -12.0}, "test")
    for _ in range(40):
        audio = performer.block()
    found = meters.read()
    assert found["asked_rms"] == pytest.approx(-33, abs=0.01)
    level = 20 * np.log10(np.sqrt(np.mean(audio**2)))
    assert found["rms_db"] == pytest.approx(level, abs=0.01)
    assert found["got_rms"] == pytest.approx(level + 12, abs=0.01)
    assert found["peak_db"] == pytest.approx(20 * np.log10(np.abs(audio).max()), abs=0.01)
    assert found["block_duration_ms"] == pytest.approx(2 * 512 / 48)
    assert found["load"] > 0 and found["block_ms"] > 0


def test_without_a_hand_the_backing_plays_in_a_loop(stage):
    performer, _, recorder, _ = stage(BACKING)
    for _ in range(8):
        performer.block()
    assert used(recorder, "gain") == [-6, -6, -9, -9] * 2
    assert used(recorder, "morph") == [0] * 8
    note, lift = Kind.NOTE_ON, Kind.ALL_NOTES_OFF
    assert kinds(recorder) == [[note]] * 4 + [[lift, note]] + [[note]] * 3


def test_a_touched_row_is_the_hand_s_from_then_on(stage):
    performer, panel, recorder, _ = stage(BACKING)
    performer.block()
    panel.set("gain", -20, "test")
    for _ in range(5):
        performer.block()
    assert used(recorder, "gain") == [-6] + [-20] * 5
    assert used(recorder, "steps") == [1] * 6
    assert used(recorder, "notes_mode") == [2] * 6
    assert all(Kind.NOTE_ON in block for block in kinds(recorder))  # its notes go on


def test_a_played_key_silences_the_backing_s_keys(stage):
    performer, panel, recorder, _ = stage(BACKING)
    performer.block()
    panel.note_on(80, 0.7, "test")
    for _ in range(6):
        performer.block()
    first, *rest = kinds(recorder)[1:]
    assert first == [Kind.ALL_NOTES_OFF, Kind.NOTE_ON]  # lifted first, then the hand's own
    assert not any(rest)
    (struck,) = [e for c in list(replay(recorder.take, 512))[1:] for e in c.events
                 if e.kind == Kind.NOTE_ON]
    assert struck.a == 80
    assert used(recorder, "gain") == [-6, -6, -9, -9, -6, -6, -9]  # its knobs go on


@pytest.mark.parametrize("channels", [1, 2])
def test_a_block_goes_into_the_ring_of_a_device_with_one_output_or_two(stage, channels):
    performer, _, _, _ = stage(BACKING)
    ring, audio = Ring(performer.block_samples, channels, 2), performer.block()
    assert ring.write(for_device(audio, channels)) == len(audio)
    heard = np.zeros((len(audio), channels), np.float32)
    assert ring.read_into(heard) == len(audio)
    expected = audio if channels == 2 else (audio[:, :1] + audio[:, 1:]) / 2
    np.testing.assert_allclose(heard, expected, atol=1e-7)


@pytest.mark.parametrize("latents", [2, 4])
def test_what_was_performed_renders_again_to_the_same_samples(stage, shipped, tmp_path, latents):
    backing = first_minute(shipped.contract.instruments, 93.75, latents)
    performer, panel, recorder, _ = stage(backing, latents)
    hands = {
        3: lambda: panel.set("steps", 2, "test"), 5: lambda: panel.set("morph", 0.4, "test"),
        8: lambda: panel.onset(0.8, "test"), 12: lambda: panel.note_on(62, 0.9, "test"),
        15: lambda: panel.set("rms", -25, "test"), 18: lambda: panel.note_off(62, "test"),
        20: lambda: panel.reset("test"), 24: lambda: panel.new_seed("test"),
        27: lambda: panel.set("guidance", 1, "test"),
    }
    played = []
    for number in range(40):
        hands.get(number, lambda: None)()
        played.append(performer.block())
    recorder.take.save(tmp_path / "t.json")
    take = Take.load(tmp_path / "t.json")
    again = list(blocks(shipped, replay(take, 512), take.block_latents))
    np.testing.assert_array_equal(np.concatenate(again), np.concatenate(played))
