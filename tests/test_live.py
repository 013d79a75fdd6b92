"""A performer without a device: hands over the built-in take, and what was played is recorded."""

import numpy as np
import pytest

from engine import render
from engine.controls import Controls
from engine.first_minute import first_minute
from engine.meters import Meters
from engine.offline import blocks
from engine.panel import Panel
from engine.parameters import INDEX
from engine.performer import Performer
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
        assert found["broken_latents"] == 0


def test_meters_say_what_was_asked_and_what_was_made(stage):
    performer, panel, _, meters = stage()
    panel.set("steps", 1, "test")
    performer.block()
    assert meters.read()["asked_rms"] is None
    panel.set_many({"rms": -33.0, "gain": -12.0}, "test")
    for _ in range(41):  # every second one is looked at
        audio = performer.block()
    found = meters.read()
    assert found["asked_rms"] == pytest.approx(-33, abs=0.01)
    level = 20 * np.log10(np.sqrt(np.mean(audio**2)))
    assert found["rms_db"] == pytest.approx(level, abs=0.01)
    mono = 20 * np.log10(np.sqrt(np.mean(audio.mean(axis=1) ** 2)))
    assert found["got_rms"] == pytest.approx(mono + 12, abs=0.01)
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


def test_a_panic_ends_the_backing_and_waits_for_a_hand(stage):
    performer, panel, recorder, _ = stage(BACKING)
    before = [performer.block() for _ in range(3)]
    panel.panic("test")
    performer.block()
    silent = [performer.block() for _ in range(8)]
    panel.note_on(64, 0.9, "test")
    after = [performer.block() for _ in range(8)]
    assert np.abs(before).max() > 0 and np.abs(silent).max() == 0 and np.abs(after).max() > 0
    struck = [Kind.ALL_NOTES_OFF, Kind.NOTE_ON]  # the piece's keys are lifted, were any down
    assert kinds(recorder)[3:] == [[Kind.PANIC]] + [[]] * 8 + [struck] + [[]] * 7
    assert used(recorder, "gain")[3:] == [-9] * 17  # its knobs stay where they were


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


def test_fewer_steps_and_no_guidance_are_what_is_played_and_recorded(shipped, two_passes):
    for instrument in (shipped, two_passes):
        store, recorder, meters = Store(), Recorder(2, "x"), Meters()
        performer = Performer(instrument, store, Events(), meters, 2, None, recorder)
        store.set_many({"steps": 4, "guidance": 3}, "test")
        performer.block()
        assert performer.wished_steps == 4
        assert performer.wants_two_passes == (instrument is two_passes)
        performer.most_steps, performer.guided = 2, False
        performer.block()
        assert performer.wished_steps == 4  # the wish stays
        assert meters.read()["steps"] == 2 and used(recorder, "steps") == [4, 2]
        assert used(recorder, "guidance") == [3, 1 if instrument is two_passes else 3]
        assert store.get("steps") == 4


def test_another_engine_goes_on_where_the_piece_was(shipped):
    store, recorder = Store(), Recorder(2, "x")
    store.set("steps", 1, "test")
    performer = Performer(shipped, store, Events(), Meters(), 2, BACKING, recorder, position=12)
    assert performer.position == 12
    performer.block()
    assert used(recorder, "gain") == [-9] and performer.position == 14


def test_what_is_given_up_in_a_panic_ends_no_silence(stage):
    performer, panel, recorder, _ = stage()
    panel.set_many({"steps": 4, "gain": -3}, "test")
    performer.block()
    panel.panic("test")
    performer.block()
    performer.most_steps, performer.guided = 1, False
    silent = [performer.block() for _ in range(4)]
    performer.most_steps = 2
    silent += [performer.block() for _ in range(4)]
    assert np.abs(silent).max() == 0 and performer.hushed
    panel.set("gain", -6, "test")
    after = [performer.block() for _ in range(8)]
    assert np.abs(after).max() > 0 and not performer.hushed
    assert used(recorder, "steps") == [4] * 10 + [2] * 8  # and then it holds


def test_another_engine_is_as_silent_after_a_panic(shipped):
    """The piece is over, at the values it had there; the silence lasts if it had."""
    for asked in (False, True):
        store, events, recorders = Store(), Events(), [Recorder(2, "x"), Recorder(2, "x")]
        panel = Panel(store, events, shipped.contract.instruments)

        def performer(life, shipped=shipped, store=store, events=events, recorders=recorders,
                      **before):
            return Performer(
                shipped, store, events, Meters(), 2, BACKING, recorders[life], **before
            )

        first = performer(0)
        first.block()
        assert first.ended_at is None and not first.hushed
        panel.panic("test")
        for _ in range(3):
            first.block()
        assert first.ended_at == 2 and first.hushed
        if asked:
            panel.onset(0.9, "test")
            first.block()
        second = performer(
            1, position=first.position, ended_at=first.ended_at, hushed=first.hushed
        )
        assert second.hushed == (not asked)
        sound = [second.block() for _ in range(8)]
        assert (np.abs(sound).max() > 0) == asked
        assert used(recorders[1], "gain") == used(recorders[0], "gain")[-1:] * 8 == [-6] * 8
        assert not any(kind == Kind.NOTE_ON for block in kinds(recorders[1]) for kind in block)
        if not asked:
            panel.note_on(60, 0.9, "test")
            assert np.abs([second.block() for _ in range(4)]).max() > 0
