"""Patterns and loops on the beat: what is asked of the model, and what it then plays."""

import json
import time
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scenes import Score, cut, perform, values

from engine import lanes, onsets, render
from engine.beats import Beats
from engine.controls import Controls, Hands, ask
from engine.loop import following
from engine.meters import Meters
from engine.noise import stretches
from engine.offline import blocks
from engine.parameters import DRIVEN, HELD
from engine.performer import Performer
from engine.rhythm import LIFT, STEPS
from engine.store import Event, Events, Kind, Store
from engine.take import BadTake, Recorder, Take, load_lives, replay
from engine.take_log import TakeLog
from engine.timeline import Line, Timeline

HOP, RATE = 512, 48000
LATENT_S = HOP / RATE
PLAYING = {"onset_mode": HELD, "pattern_pulses": 4, "pattern_steps": 4, "pattern_step": 2}
"""One attack on every beat."""


def struck(sizes, events=(), beats=None, **settings):
    """(T, onset columns), (T, notes) over blocks of these sizes."""
    hands, columns, notes = Hands(), [], []
    for latents in sizes:
        controls = Controls(values(**settings), tuple(events), beats=beats)
        asked, hands = ask(controls, hands, latents, HOP, RATE)
        events, beats = (), None
        columns.append(asked.lanes[:, lanes.GROUPS["onset"]])
        notes.append(asked.notes)
    return np.concatenate(columns), np.concatenate(notes)


def seconds(columns):
    """When the attacks are asked for."""
    at = np.flatnonzero(columns[:, 0])
    return (at + columns[at, 1]) * LATENT_S


def test_a_pattern_strikes_on_the_beat_of_the_knob():
    columns, _ = struck([2] * 400, **PLAYING, tempo=97, onset=0.8)
    times = seconds(columns)
    np.testing.assert_allclose(times, np.arange(len(times)) * 60 / 97, atol=1e-6)
    assert len(times) == 14 and (columns[columns[:, 0] > 0, 0] == np.float32(0.8)).all()


def test_steps_are_note_values():
    np.testing.assert_allclose(STEPS, (4, 2, 1, 1 / 2, 1 / 3, 1 / 4, 1 / 6, 1 / 8))


def test_without_pulses_the_free_rate_stays():
    columns, _ = struck([2] * 100, onset_mode=HELD, onset_rate=4)
    np.testing.assert_allclose(np.diff(seconds(columns)), 0.25, atol=1e-6)


def test_what_drives_the_attacks_is_not_disturbed_by_a_pattern():
    columns, _ = struck([2] * 100, **PLAYING | {"onset_mode": DRIVEN})
    assert not columns[:, 0].any()


@given(
    st.lists(st.integers(1, 12).map(lambda n: 2 * n), min_size=1, max_size=40),
    st.integers(1, 16), st.integers(1, 16), st.floats(50, 75), st.integers(0, 7),
    st.floats(30, 240),
)
def test_however_time_is_cut_the_same_attacks_are_asked(sizes, pulses, steps, swing, step, tempo):
    knobs = {"onset_mode": HELD, "pattern_pulses": pulses, "pattern_steps": steps,
             "pattern_swing": swing, "pattern_step": step, "tempo": tempo}
    key = [Event(Kind.NOTE_ON, 60, 0.5)]
    whole = struck([sum(sizes)], key, notes_mode=DRIVEN, **knobs)
    pieces = struck(sizes, key, notes_mode=DRIVEN, **knobs)
    np.testing.assert_array_equal(pieces[0], whole[0])
    np.testing.assert_array_equal(pieces[1], whole[1])


def test_keys_that_sound_are_struck_again():
    key = Event(Kind.NOTE_ON, 60, 0.5, 5 * HOP)
    columns, notes = struck([50] * 4, [key], **PLAYING, notes_mode=DRIVEN, tempo=120)
    again = np.flatnonzero(columns[:, 0])
    np.testing.assert_array_equal(again, [0, 46, 93, 140, 187])
    assert set(np.flatnonzero(notes[:, 60] > 1)) == {5, *again[1:].tolist()}
    assert (notes[:, -1] == 1).all() and (notes[again[1:], 60] == 1.5).all()
    lifted = np.flatnonzero(notes[6:, 60] == 0) + 6
    np.testing.assert_array_equal(lifted, np.concatenate([at - np.arange(LIFT, 0, -1)
                                                          for at in again[1:]]))


@pytest.mark.parametrize("step, swing", [(7, 50), (7, 75), (6, 60)])
def test_however_quick_a_pattern_a_key_sounds_half_the_time(step, swing):
    _, notes = struck([100], [Event(Kind.NOTE_ON, 60, 0.5)], onset_mode=HELD, pattern_pulses=1,
                      pattern_steps=1, pattern_step=step, pattern_swing=swing, tempo=240,
                      notes_mode=DRIVEN)
    assert np.mean(notes[:, 60] > 0) >= 0.5


def test_a_clock_s_beats_are_obeyed_and_stand_still():
    columns, _ = struck([100, 100], beats=Beats(7.5, 0.01), **PLAYING)
    np.testing.assert_allclose(seconds(columns), [50 * LATENT_S, 150 * LATENT_S], atol=1e-5)
    columns, _ = struck([100, 100], beats=Beats(7.0, 0.0), **PLAYING)
    assert not columns[:, 0].any()


def test_a_reset_does_not_lose_the_beat(shipped):
    score = Score(values(**PLAYING, steps=1))
    _, state = perform(shipped, score, [2] * 20)
    reset = Controls(score.values, (Event(Kind.RESET),))
    _, state, asked = render.step(shipped, state, reset, 2)
    assert asked.beats.at(0) == pytest.approx(40 * LATENT_S * 2)


def test_a_clock_s_tempo_does_not_end_a_panic():
    hands = ask(Controls(values(), (Event(Kind.PANIC),)), Hands(), 2, HOP, RATE)[1]
    found, hands = ask(Controls(values(tempo=121)), hands, 2, HOP, RATE)
    assert not found.audible.any()
    found, hands = ask(Controls(values(tempo=121, gain=-3)), hands, 2, HOP, RATE)
    assert found.audible.all()


# Loops on the grid


def looped(loop_beats, tempos, index=0, start_beat=0.0):
    """Where the noise of every latent lies, under one tempo after another (bpm, blocks)."""
    loop, found, beats = None, [], None
    for bpm, count in tempos:
        for number in range(count):
            if number == 0:
                at = start_beat if beats is None else beats.at(0)
                beats = Beats(at, bpm / 60 * LATENT_S)
            asked, _ = ask(
                Controls(values(loop=1, loop_beats=loop_beats), beats=beats), Hands(), 2, HOP, RATE
            )
            loop = following(loop, asked, index, 2, 2, RATE / HOP, 134)
            for start, latents in stretches(index, 2, loop):
                found += range(start, start + latents)
            index, beats = index + 2, beats.after(2)
    return np.array(found), loop


@pytest.mark.parametrize("bpm, beats", [(120, 4), (97, 1), (133.3, 0.25), (61, 7.75)])
def test_a_loop_in_beats_begins_again_on_its_beat_however_long_it_goes(bpm, beats):
    noise, _ = looped(beats, [(bpm, 2000)])
    begins = np.flatnonzero(noise == noise.min())
    due = np.arange(len(begins)) * beats * 60 / bpm / LATENT_S
    assert np.abs(begins - due).max() <= 1.01  # half a block, at the last as at the first
    assert len(begins) >= 4000 * LATENT_S * bpm / 60 / beats - 1
    inside = np.ones(len(noise) - 1, bool)
    inside[begins[1:] - 1] = False
    assert (np.diff(noise)[inside] == 1).all()


def test_a_loop_follows_the_tempo_and_stays_the_same_loop():
    noise, loop = looped(2, [(120, 300), (90, 300), (150, 300)])
    begins = np.flatnonzero(noise == noise.min())
    gaps = np.diff(begins) * LATENT_S
    assert gaps[0] == pytest.approx(1.0, abs=0.03) and gaps[-1] == pytest.approx(0.8, abs=0.03)
    assert np.any(np.abs(gaps - 4 / 3) < 0.03)
    assert loop == looped(2, [(120, 30)])[1] and len(loop.passes) < 6


def test_switched_on_late_it_takes_the_stretch_the_sound_is_in():
    noise, loop = looped(2, [(120, 100)], index=1000, start_beat=4.5)
    assert (noise[:70] == np.arange(1000, 1070)).all()
    assert loop.origin == 1000 - 24  # 0.25 s, in whole blocks


def test_while_nothing_runs_it_goes_round_by_its_length():
    noise, _ = looped(2, [(120, 60), (0, 200)])
    assert noise.max() < 96 and len(np.flatnonzero(noise == 0)) > 4


def test_half_a_loop_is_half_of_what_was_heard():
    noise, loop, beats = [], None, Beats(0.0, 2 * LATENT_S)
    for number in range(400):
        knobs = values(loop=1, loop_beats=2 if number < 200 else 1)
        asked, _ = ask(Controls(knobs, beats=beats), Hands(), 2, HOP, RATE)
        loop = following(loop, asked, 2 * number, 2, 2, RATE / HOP, 134)
        for start, latents in stretches(2 * number, 2, loop):
            noise += range(start, start + latents)
        beats = beats.after(2)
    assert set(noise[500:]) <= set(noise[:400])


def test_a_loop_in_beats_comes_round_to_the_same_sound(shipped):
    """And no other voice has to be warmed up for another pass."""
    knobs = {"steps": 1, "loop": 1, "loop_beats": 1, "notes_mode": HELD, "tempo": 117.1875}
    sound, state, pieces = Score(values(**knobs)), render.State(), []
    for _ in range(120):  # 48 latents a beat
        audio, state = perform(shipped, sound, [2], state)
        assert state.warming is None
        pieces.append(audio)
    audio = np.concatenate(pieces)[144 * HOP :].reshape(2, 48 * HOP, 2)
    np.testing.assert_allclose(audio[1], audio[0], atol=1e-4)


# Takes


def test_a_take_on_a_clock_s_beat_is_replayed_to_the_last_sample(shipped, tmp_path):
    store, timeline, recorder = Store(), Timeline(), Recorder(2, "x")
    for id, value in {**PLAYING, "steps": 1, "pattern_step": 5, "loop": 1, "loop_beats": 1}.items():
        store.set(id, value, "test")
    log = TakeLog(tmp_path / "log.json", 2, "x")

    class Both:
        def block(self, controls):
            recorder.block(controls)
            log.block(controls)

    performer = Performer(
        shipped, store, Events(), Meters(), 2, None, Both(), timeline=timeline
    )
    rng, played = np.random.default_rng(4), []
    for number in range(60):
        if number % 7 == 0:
            now = time.monotonic()
            timeline.draw(Line(rng.uniform(0, 9), now, rng.uniform(60, 200), bool(number % 3)))
        if number == 40:
            performer._events.post(Kind.RESET)
        played.append(performer.block(rng.uniform(20, 60)).copy())
    log.close()
    assert len(recorder.take.beats) >= 9
    recorder.take.save(tmp_path / "t.json")
    take, (logged,) = Take.load(tmp_path / "t.json"), load_lives(tmp_path / "log.json")
    assert take == replace(recorder.take) and logged.beats == take.beats
    again = np.concatenate(list(blocks(shipped, replay(take, HOP), 2)))
    np.testing.assert_array_equal(again, np.concatenate(played))


@pytest.mark.parametrize("beats", [[[0, 1.0]], [[0, "x", 1]], [[0, float("nan"), 1]], [[0, 1, -1]]])
def test_beats_that_no_clock_said_are_refused(tmp_path, beats):
    Take(2, 2).save(tmp_path / "t.json")
    document = json.loads((tmp_path / "t.json").read_text()) | {"beats": beats}
    (tmp_path / "t.json").write_text(json.dumps(document))
    with pytest.raises(BadTake, match="is damaged"):
        Take.load(tmp_path / "t.json")


# What is heard


def heard(audio):
    """When the attacks of a sound are noticed, s, by a detector that knows nothing of the grid."""
    found, _ = onsets.attacks(audio.mean(axis=1), onsets.start(RATE), RATE)
    return np.array([len(audio) - attack.ago for attack in found]) / RATE


@pytest.mark.parametrize("name, pitch", [
    ("standard_kit", 38), ("marimba", 62), ("nylon_guitar", 62), ("organ", 62), ("trumpet", 62),
])
def test_attacks_are_heard_on_the_beat(shipped, name, pitch):
    """Within 10 ms (median) of it, after what is always the same; that is below 15 ms."""
    who = shipped.contract.instruments.index(name)
    knobs = values(**PLAYING | {"pattern_step": 2}, notes_mode=DRIVEN, instrument_a=who, steps=2)
    score = Score(knobs, events=(Event(Kind.NOTE_ON, pitch, 0.7),))
    audio, _ = perform(shipped, score, cut(600, 60))
    beats = np.arange(1, 12) * 0.5
    times = heard(audio)
    off_ms = np.array([
        1000 * min(times - beat, key=lambda off: abs(off - 0.005), default=np.inf)
        for beat in beats
    ])
    off_ms = off_ms[np.abs(off_ms) < 80]
    middle = np.median(off_ms)
    assert len(off_ms) >= 9
    assert -10 < middle < 15 and np.median(np.abs(off_ms - middle)) < 6
