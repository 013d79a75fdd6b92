"""What knobs, keys and curves ask of the model, latent by latent; and no note is ever stuck."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scenes import cut, values

from engine import lanes
from engine.controls import CURVE_LANES, RING_S, Controls, Hands, ask
from engine.parameters import DRIVEN, FREE, HELD, INDEX, TABLE
from engine.store import Event, Kind

HOP, RATE = 512, 48000
LATENT_S = HOP / RATE
ASK = {"rms": lanes.ask_rms, "brightness": lanes.ask_brightness, "noisiness": lanes.ask_noisiness}
KNOB = {"rms": -35.0, "brightness": 2500.0, "noisiness": 0.7}
MODES = (FREE, HELD, DRIVEN)


def asked(latents=4, hands=None, events=(), curves=None, **settings):
    """One block: (Asked, Hands)."""
    controls = Controls(values(**settings), tuple(events), curves or {})
    return ask(controls, hands or Hands(), latents, HOP, RATE)


def on(pitch, velocity=0.5, latent=0.0):
    return Event(Kind.NOTE_ON, pitch, velocity, latent * HOP)


def off(pitch, latent=0.0):
    return Event(Kind.NOTE_OFF, pitch, 0.0, latent * HOP)


def test_a_morph_glides_within_its_pair_and_begins_where_it_is_asked_to_be_with_another():
    _, hands = asked(morph=1.0, instrument_b=17)
    gliding, _ = asked(hands=hands, morph=0.0, instrument_b=17)
    assert (np.diff(gliding.morph) < 0).all() and gliding.morph[-1] > 0.1
    for root in ("seed_a", "seed_b", "instrument_a"):
        found, _ = asked(hands=hands, morph=0.0, instrument_b=17, **{root: 5})
        assert not found.morph.any()


# Who decides a lane


def test_by_default_the_model_decides_everything():
    found, _ = asked(events=[on(60), Event(Kind.ONSET, 1.0)],
                     curves={lane: np.full(4, KNOB[lane]) for lane in CURVE_LANES})
    assert not found.lanes.any()
    assert not found.notes.any()


@pytest.mark.parametrize("lane", CURVE_LANES)
def test_a_held_lane_follows_its_knob_and_no_curve(lane):
    found, _ = asked(curves={lane: np.full(4, KNOB[lane] / 2)},
                     **{lane: KNOB[lane], f"{lane}_mode": HELD})
    expected = lanes.blank(4)
    ASK[lane](expected, KNOB[lane])
    np.testing.assert_allclose(found.lanes, expected, rtol=1e-6)


@pytest.mark.parametrize("lane", CURVE_LANES)
def test_a_driven_lane_follows_its_curve_where_it_says_something(lane):
    curve = np.array([KNOB[lane], np.nan, KNOB[lane] / 2, np.inf])
    found, _ = asked(curves={lane: curve}, **{f"{lane}_mode": DRIVEN})
    expected = lanes.blank(4)
    ASK[lane](expected, np.where(np.isfinite(curve), curve, 1.0))
    expected[[1, 3]] = 0
    np.testing.assert_array_equal(found.lanes, expected)


@pytest.mark.parametrize("lane", CURVE_LANES)
def test_a_driven_lane_without_a_curve_is_free(lane):
    assert not asked(**{f"{lane}_mode": DRIVEN})[0].lanes.any()


def test_lanes_do_not_touch_one_another():
    found, _ = asked(rms_mode=HELD, brightness_mode=HELD, noisiness_mode=HELD, onset_mode=HELD)
    alone = [asked(**{f"{lane}_mode": HELD})[0].lanes for lane in (*CURVE_LANES, "onset")]
    np.testing.assert_array_equal(found.lanes, sum(alone))


def test_driven_attacks_are_what_was_struck():
    events = [on(60, 0.4, 0.25), Event(Kind.ONSET, 0.9, 0.0, 2.5 * HOP), on(62, 0.3, 2.75)]
    found, _ = asked(events=events, onset_mode=DRIVEN)
    np.testing.assert_allclose(found.lanes[:, 2], [0.4, 0, 0.9, 0], rtol=1e-6)
    np.testing.assert_allclose(found.lanes[:, 3], [0.25, 0, 0.5, 0])
    np.testing.assert_array_equal(found.lanes[:, 4], 1)


# Glides


def test_the_first_block_starts_where_the_knobs_stand():
    found, hands = asked(morph=0.7, gain=-12)
    np.testing.assert_allclose(found.morph, 0.7)
    np.testing.assert_array_equal(found.gain_db, np.full(5, -12))
    np.testing.assert_array_equal(hands.glided, values(morph=0.7, gain=-12))


@pytest.mark.parametrize("row", [r for r in TABLE if r.glide_ms > 0], ids=lambda r: r.id)
def test_a_glide_keeps_its_time_and_arrives(row):
    _, hands = asked(**{row.id: row.minimum})
    latents = round(row.glide_ms / 1000 / LATENT_S)
    _, after = asked(latents=latents, hands=hands, **{row.id: row.maximum})
    way = (after.glided[INDEX[row.id]] - row.minimum) / (row.maximum - row.minimum)
    assert way == pytest.approx(1 - np.exp(-latents * LATENT_S * 1000 / row.glide_ms))
    _, after = asked(latents=12 * latents, hands=hands, **{row.id: row.maximum})
    assert after.glided[INDEX[row.id]] == row.maximum


@pytest.mark.parametrize("row", [r for r in TABLE if r.glide_ms == 0], ids=lambda r: r.id)
def test_what_does_not_glide_is_there_at_once(row):
    _, hands = asked(**{row.id: row.minimum})
    _, hands = asked(latents=1, hands=hands, **{row.id: row.maximum})
    assert hands.glided[INDEX[row.id]] == row.maximum


def test_the_gain_of_a_block_starts_where_the_last_one_ended():
    first, hands = asked(gain=0)
    second, hands = asked(hands=hands, gain=-30)
    third, _ = asked(hands=hands, gain=-30)
    assert second.gain_db.shape == (5,)
    assert second.gain_db[0] == first.gain_db[-1] == 0
    assert third.gain_db[0] == second.gain_db[-1]
    assert np.all(np.diff(np.concatenate([second.gain_db, third.gain_db[1:]])) < 0)


sizes = st.lists(st.integers(1, 20), min_size=1, max_size=12)


@given(sizes, st.sampled_from([1, 2, 6, 7, 50]))
def test_glides_do_not_know_how_time_is_cut(_sizes, size):
    def glide(pieces):
        _, hands = asked(latents=1, morph=0.0, brightness=100, brightness_mode=HELD)
        found = []
        for latents in pieces:
            block, hands = asked(latents, hands, morph=1, brightness=9000, brightness_mode=HELD)
            found.append(np.column_stack([block.morph, block.gain_db[1:], block.lanes]))
        return np.concatenate(found)

    total = sum(_sizes)
    np.testing.assert_allclose(glide(_sizes), glide(cut(total, size)), atol=1e-5)


def test_whole_numbers_reach_the_model_as_they_are():
    found, _ = asked(steps=7, seed_a=65535, seed_b=3, instrument_a=5, instrument_b=22)
    assert (found.steps, found.seeds, found.instruments) == (7, (65535, 3), (5, 22))


# Keys


def test_a_key_sounds_while_it_is_down():
    found, hands = asked(events=[on(60, 0.5, 1), off(60, 3.5)], notes_mode=DRIVEN)
    np.testing.assert_array_equal(found.notes[:, 60], [0, 1.5, 0.5, 0])
    np.testing.assert_array_equal(found.notes[:, -1], 1)
    assert not np.delete(found.notes, [60, 128], axis=1).any()
    assert not hands.down and not hands.sounding.any()


def test_a_key_sounds_on_into_the_next_block():
    _, hands = asked(events=[on(60, 0.5, 3)], notes_mode=DRIVEN)
    found, hands = asked(hands=hands, notes_mode=DRIVEN)
    np.testing.assert_array_equal(found.notes[:, 60], 0.5)
    assert hands.down == {60}


@pytest.mark.parametrize("mode", [HELD, DRIVEN])
def test_a_key_lifted_in_the_block_it_was_struck_in_is_struck(mode):
    found, hands = asked(events=[on(60, 0.5), off(60)], notes_mode=mode)
    assert found.notes[0, 60] == 1.5
    later, _ = asked(hands=hands, notes_mode=mode)
    assert later.notes[0, 60] == (0.5 if mode == HELD else 0)


def test_lifted_keys_latch_until_a_new_one_is_struck():
    chord = [on(60), on(64), off(60), off(64)]
    _, hands = asked(events=chord, notes_mode=HELD)
    found, hands = asked(hands=hands, events=[on(67, 0.8, 2), on(72, 0.8, 3)], notes_mode=HELD)
    assert np.flatnonzero(found.notes[1, :128]).tolist() == [60, 64]
    assert np.flatnonzero(found.notes[2, :128]).tolist() == [67]
    assert np.flatnonzero(found.notes[3, :128]).tolist() == [67, 72]


@given(st.floats(-2, 2), st.integers(5, 120))
def test_a_bent_key_is_shared_by_the_keys_around_its_pitch(bend, key):
    found, _ = asked(events=[on(key, 0.5)], notes_mode=DRIVEN, bend=bend)
    sounding = found.notes[1:, :128]  # the first latent is where it is struck
    assert sounding.sum(axis=1) == pytest.approx(0.5, abs=1e-6)
    centre = (sounding * np.arange(128)).sum(axis=1) / sounding.sum(axis=1)
    assert centre == pytest.approx(key + bend, abs=1e-4)


def test_the_wheel_at_rest_changes_nothing():
    plain, _ = asked(events=[on(60)], notes_mode=DRIVEN)
    rest, _ = asked(events=[on(60)], notes_mode=DRIVEN, bend=0.0)
    np.testing.assert_array_equal(plain.notes, rest.notes)


def test_a_latch_ends_with_its_mode():
    _, hands = asked(events=[on(60), on(64), off(60)], notes_mode=HELD)
    assert np.count_nonzero(hands.sounding) == 2
    found, _ = asked(hands=hands, notes_mode=DRIVEN)
    for latent in found.notes[:, :128]:
        assert np.flatnonzero(latent).tolist() == [64]  # it alone is still held down


@pytest.mark.parametrize("kind", [Kind.ALL_NOTES_OFF, Kind.PANIC])
@pytest.mark.parametrize("mode", [HELD, DRIVEN])
def test_all_notes_off_lifts_all(mode, kind):
    _, hands = asked(events=[on(60), on(64)], notes_mode=mode)
    found, hands = asked(hands=hands, events=[Event(kind, offset=2 * HOP)],
                         notes_mode=mode)
    np.testing.assert_array_equal(np.count_nonzero(found.notes[:, :128], axis=1), [2, 2, 0, 0])
    assert not hands.down and not hands.sounding.any()


@pytest.mark.parametrize("offset", [-5.0, 4 * HOP, 1e9])
def test_an_event_beyond_the_block_falls_on_its_edge(offset):
    found, _ = asked(events=[Event(Kind.NOTE_ON, 60, 0.5, offset)], notes_mode=DRIVEN)
    assert found.notes[0 if offset < 0 else 3, 60] == 1.5


def test_keys_are_remembered_while_the_model_is_free():
    _, hands = asked(events=[on(60)], notes_mode=FREE)
    found, _ = asked(hands=hands, notes_mode=DRIVEN)
    np.testing.assert_array_equal(found.notes[:, 60], 0.5)


moves = st.tuples(st.sampled_from(["on", "off", "all"]), st.integers(60, 63), st.floats(0, 3.99))
blocks = st.lists(st.tuples(st.sampled_from(MODES), st.lists(moves, max_size=6)), max_size=12)


@given(blocks)
def test_no_order_of_keys_and_modes_leaves_a_note_stuck(blocks):
    hands, down = Hands(), set()
    make = {"on": lambda p, at: on(p, 0.5, at), "off": off,
            "all": lambda p, at: Event(Kind.ALL_NOTES_OFF, offset=at * HOP)}
    for mode, block in blocks:
        block = sorted(block, key=lambda move: move[2])
        events = [make[what](pitch, at) for what, pitch, at in block]
        found, hands = asked(hands=hands, events=events, notes_mode=mode)
        for what, pitch, _ in block:
            down = {"on": down | {pitch}, "off": down - {pitch}, "all": set()}[what]
        assert hands.down == down
        if mode == DRIVEN:
            assert set(np.flatnonzero(hands.sounding)) == down
        if mode == FREE:
            assert not found.notes.any()
    found, _ = asked(hands=hands, events=[off(pitch) for pitch in range(60, 64)], notes_mode=DRIVEN)
    assert not found.notes[:, :128].any()


# Panic


PANIC = Event(Kind.PANIC, offset=1.5 * HOP)


@pytest.mark.parametrize("size", [1, 7, 64])
@pytest.mark.parametrize("mode", [HELD, FREE])
def test_driven_keys_are_believed_and_no_held_level(mode, size):
    """While a key sounds the level is asked as its mode has it; then it may ring; then silence."""
    hands, rows, ring = Hands(), [], round(RING_S / LATENT_S)
    total, down, up = ring + 300, 20, 60
    for start in range(0, total, size):
        count = min(size, total - start)
        events = [event._replace(offset=(at - start) * HOP)
                  for at, event in ((down, on(60)), (up, off(60))) if start <= at < start + count]
        found, hands = asked(count, hands, events, rms=-15, rms_mode=mode, notes_mode=DRIVEN)
        rows.append(found.lanes[:, lanes.GROUPS["rms"]])
    rows = np.concatenate(rows)
    silence, level, nothing = lanes.blank(1), lanes.blank(1), lanes.blank(1)
    lanes.ask_rms(silence, -80)
    lanes.ask_rms(level, -15)
    group = lanes.GROUPS["rms"]
    np.testing.assert_allclose(rows[:down], np.repeat(silence[:, group], down, 0))
    expected = level if mode == HELD else nothing
    np.testing.assert_allclose(rows[down:up], np.repeat(expected[:, group], up - down, 0))
    assert not rows[up : up + ring - 1].any()
    np.testing.assert_allclose(rows[up + ring + 1 :],
                               np.repeat(silence[:, group], total - up - ring - 1, 0))


@pytest.mark.parametrize("mode", [FREE, HELD])
def test_where_no_keys_drive_the_notes_a_held_level_is_asked(mode):
    found, _ = asked(400, rms=-15, rms_mode=HELD, notes_mode=mode)
    assert found.lanes[:, lanes.GROUPS["rms"]].all()


def test_a_curve_of_loudness_is_obeyed_without_a_key():
    found, _ = asked(400, curves={"rms": np.full(400, -30.0)}, rms_mode=DRIVEN, notes_mode=DRIVEN)
    assert found.lanes[:, lanes.GROUPS["rms"]].all()


def test_a_panic_silences_from_its_latent_on():
    found, hands = asked(events=[PANIC])
    assert found.audible.tolist() == [True, False, False, False]
    assert not asked(hands=hands)[0].audible.any()
    assert asked()[0].audible.all()


@pytest.mark.parametrize("kind", [Kind.NOTE_ON, Kind.ONSET, Kind.NEW_SEED, Kind.RESET])
def test_what_asks_for_sound_ends_a_panic(kind):
    _, hands = asked(events=[PANIC])
    found, hands = asked(hands=hands, events=[Event(kind, 1.0, 1.0, 2 * HOP)])
    assert found.audible.tolist() == [False, False, True, True]
    assert asked(hands=hands)[0].audible.all()


@pytest.mark.parametrize("kind", [Kind.NOTE_OFF, Kind.ALL_NOTES_OFF, Kind.PANIC])
def test_what_asks_for_no_sound_does_not(kind):
    _, hands = asked(events=[on(60), PANIC])
    found, _ = asked(hands=hands, events=[Event(kind, 60.0)])
    assert not found.audible.any()


def test_turning_a_knob_ends_a_panic():
    _, hands = asked(events=[PANIC], gain=-3)
    assert not asked(hands=hands, gain=-3)[0].audible.any()
    assert asked(hands=hands, gain=-4)[0].audible.all()


@pytest.mark.parametrize("moved", [{"tempo": 90}, {"bend": 0}])
def test_a_clock_and_a_wheel_that_springs_back_do_not(moved):
    _, hands = asked(events=[PANIC], bend=1)
    assert not asked(hands=hands, **({"bend": 1} | moved))[0].audible.any()


def test_a_key_struck_before_the_panic_is_silenced_and_one_after_it_is_heard():
    assert asked(events=[PANIC, on(60, latent=1.6)])[0].audible.all()
    assert not asked(events=[on(60, latent=1.4), PANIC])[0].audible[1:].any()


# Attacks while they are held


def attacks(rate, pieces, **settings):
    """Seconds and strengths of the attacks of a run in blocks."""
    hands, times, strengths, at = None, [], [], 0
    for latents in pieces:
        found, hands = asked(latents, hands, onset_mode=HELD, onset_rate=rate, **settings)
        for latent in np.flatnonzero(found.lanes[:, 2]):
            times.append((at + latent + found.lanes[latent, 3]) * LATENT_S)
            strengths.append(found.lanes[latent, 2])
        np.testing.assert_array_equal(found.lanes[:, 4], 1)
        at += latents
    return np.array(times), strengths


@pytest.mark.parametrize("rate", [0.25, 1.0, 2.0, 7.3, 16.0])
def test_held_attacks_keep_their_rate_between_latents_too(rate):
    times, strengths = attacks(rate, cut(1876, 6), onset=0.6)
    np.testing.assert_allclose(times, np.arange(len(times)) / rate, atol=1e-5)
    assert len(times) == int(np.ceil(1876 * LATENT_S * rate - 1e-9))
    np.testing.assert_allclose(strengths, 0.6, rtol=1e-6)


def test_held_attacks_do_not_know_how_time_is_cut():
    whole, _ = attacks(5.5, [400])
    for size in (1, 2, 6, 90):
        np.testing.assert_allclose(attacks(5.5, cut(400, size))[0], whole, atol=1e-5)


def test_strength_0_is_no_attack():
    assert len(attacks(4, cut(100, 2), onset=0)[0]) == 0


def test_attacks_begin_anew_when_held_again():
    found, hands = asked(latents=8, onset_mode=HELD)
    assert found.lanes[0, 2] > 0
    _, hands = asked(latents=8, hands=hands, onset_mode=FREE)
    assert hands.pulse is None
    found, _ = asked(latents=8, hands=hands, onset_mode=HELD)
    assert found.lanes[0, 2] > 0 and found.lanes[0, 3] == 0
