"""The streaming law, on the shipped ONNX files: however time is cut, it is the same sound."""

import copy
import pickle

import numpy as np
import pytest
from scenes import Score, cut, perform, values

from engine import output, render
from engine.controls import Controls
from engine.parameters import DRIVEN, HELD, TABLE
from engine.store import Event, Kind
from engine.take import defaults

HOP = 512
TEN_SECONDS = 938
LAW = 1e-5
FORGOTTEN = 60
"""Latents after which the decoder remembers nothing of what came before (its field is 31)."""


def busy_score() -> Score:
    """Curves that move at every latent and notes that fall between them; constant knobs."""
    t = np.arange(TEN_SECONDS) / 93.75
    curves = {
        "rms": -25 + 15 * np.sin(2 * np.pi * 0.7 * t),
        "brightness": np.where(t % 3 < 2, 1500 + 1000 * np.sin(t), np.nan),
        "noisiness": 0.5 + 0.5 * np.cos(3 * t),
    }
    events, rng = [], np.random.default_rng(1)
    for when in np.arange(0, 10, 0.19):
        start, pitch = round(48000 * when), int(rng.integers(48, 84))
        events.append(Event(Kind.NOTE_ON, pitch, float(rng.uniform(0.2, 1)), start))
        events.append(Event(Kind.NOTE_OFF, pitch, 0.0, start + int(rng.integers(1, 20000))))
        events.append(Event(Kind.ONSET, 0.9, 0.0, start + 4000.0))
    knobs = values(
        steps=3, guidance=2.3, morph=0.3, instrument_a=17, instrument_b=1, rms_mode=DRIVEN,
        brightness_mode=DRIVEN, noisiness_mode=DRIVEN, notes_mode=DRIVEN, onset_mode=DRIVEN,
    )
    return Score(knobs, curves, tuple(sorted(events, key=lambda e: e.offset)))


def uneven(seed: int) -> list[int]:
    rng, sizes = np.random.default_rng(seed), []
    while sum(sizes) < TEN_SECONDS:
        sizes.append(min(2 * int(rng.integers(1, 40)), TEN_SECONDS - sum(sizes)))
    return sizes


CUTS = {
    "2": cut(TEN_SECONDS, 2), "6": cut(TEN_SECONDS, 6), "10": cut(TEN_SECONDS, 10),
    "64": cut(TEN_SECONDS, 64), "500": cut(TEN_SECONDS, 500), "first": [2, TEN_SECONDS - 2],
    "last": [TEN_SECONDS - 2, 2], "uneven": uneven(1), "other": uneven(2),
}
EIGHT_BITS = 1e-3
"""The law where weights have 8 bits: what a row is multiplied with is rounded as well, and where a
processor sums a row otherwise beside others, a rounding may fall the other way."""


@pytest.fixture(params=["shipped", "two_passes"])
def instrument(request):
    """One whose guidance is folded in, and one that takes a second pass for it."""
    return request.getfixturevalue(request.param)


@pytest.fixture(scope="module")
def whole(shipped):
    return perform(shipped, busy_score(), [TEN_SECONDS])


@pytest.mark.parametrize("sizes", CUTS.values(), ids=CUTS.keys())
def test_every_way_of_cutting_time_is_the_same_sound(shipped, whole, sizes):
    audio, state = perform(shipped, busy_score(), sizes)
    assert audio.shape == (TEN_SECONDS * HOP, 2) and audio.dtype == np.float32
    assert np.sqrt(np.mean(whole[0] ** 2)) > 1e-4  # not the silence that is always the same
    assert np.abs(audio - whole[0]).max() <= LAW
    assert state.index == TEN_SECONDS
    for ours, theirs in zip(state.passes, whole[1].passes, strict=True):
        assert np.abs(ours - theirs).max() <= 1e-4


@pytest.mark.parametrize("sizes", [CUTS["2"], CUTS["64"], CUTS["uneven"]])
def test_the_law_holds_for_weights_of_8_bits(eight_bits, whole, sizes):
    audio, _ = perform(eight_bits, busy_score(), sizes)
    expected, _ = perform(eight_bits, busy_score(), [TEN_SECONDS])
    assert np.abs(audio - expected).max() <= EIGHT_BITS
    assert np.abs(audio - whole[0]).max() > EIGHT_BITS  # it is another rounding


def test_weights_of_8_bits_are_near(eight_bits, whole):
    """20 dB below the sound at most, and as loud within 0.1 dB."""
    audio, _ = perform(eight_bits, busy_score(), [TEN_SECONDS])
    power, wrong = np.mean(whole[0] ** 2), np.mean((audio - whole[0]) ** 2)
    assert 10 * np.log10(power / wrong) > 20
    assert abs(10 * np.log10(np.mean(audio**2) / power)) < 0.1


@pytest.mark.parametrize("knobs", [{"steps": 1, "guidance": 1}, {"steps": 8, "guidance": 4}])
def test_the_law_holds_for_other_plans(instrument, knobs):
    score = Score(values(onset_mode=HELD, onset_rate=5, rms_mode=HELD, morph=1, **knobs))
    whole, _ = perform(instrument, score, [180])
    for sizes in (cut(180, 2), [4, 100, 76]):
        assert np.abs(perform(instrument, score, sizes)[0] - whole).max() <= LAW


def test_a_block_that_forgets_is_heard(shipped, whole):
    """That the tests above could fail."""
    audio = [perform(shipped, busy_score(), [2], render.State(index=at))[0] for at in (0, 2, 4)]
    assert np.abs(np.concatenate(audio) - whole[0][: 6 * HOP]).max() > 100 * LAW


def test_reset_gives_the_first_output_again(shipped):
    score = busy_score()
    first, state = perform(shipped, score, [2, 2, 2])
    blocks = [score.block(at, 2, HOP) for at in (0, 2, 4)]
    reset = (Event(Kind.RESET), *blocks[0].events)
    blocks[0] = Controls(blocks[0].values, reset, blocks[0].curves)
    again = []
    for controls in blocks:
        audio, state, _ = render.step(shipped, state, controls, 2)
        again.append(audio)
    again = np.concatenate(again)
    np.testing.assert_array_equal(again[output.HOLD :], first[output.HOLD :])
    assert abs(again[0, 0] - first[-1, 0]) < 1e-3  # what sounded before fades, and does not click
    assert state.index == 6
    np.testing.assert_array_equal(perform(shipped, score, [2, 2, 2])[0], first)


def test_a_saved_state_resumes_exactly(shipped):
    score = busy_score()
    whole, _ = perform(shipped, score, [6] * 30)
    before, state = perform(shipped, score, [6] * 11)
    saved = pickle.dumps(state)
    after, _ = perform(shipped, score, [6] * 19, state)
    np.testing.assert_array_equal(np.concatenate([before, after]), whole)
    for kept in (state, pickle.loads(saved)):  # the state itself was not used up
        np.testing.assert_array_equal(perform(shipped, score, [6] * 19, kept)[0], after)


@pytest.mark.parametrize("latents", [0, 1, 3, -2, 7])
def test_a_block_of_the_wrong_size_is_refused(shipped, latents):
    with pytest.raises(ValueError, match=f"multiple of 2 latents, not {latents}"):
        render.step(shipped, render.State(), Controls(defaults()), latents)


def test_folded_guidance_is_one_pass_however_strong(shipped):
    assert shipped.folds_guidance
    for strength in (0.5, 1, 1 + 1e-7, 3, 6):
        _, state = perform(shipped, Score(values(guidance=strength, rms_mode=HELD)), [4, 4])
        assert state.plan == render.Plan(4, 1) and state.warming is None
        assert [memory.shape[0] for memory in state.passes] == [1] * 4


def test_a_change_of_folded_guidance_is_no_new_plan(shipped):
    before, after = Score(values(**EVEN, guidance=1)), Score(values(**EVEN, guidance=4))
    audio, state = perform(shipped, before, cut(150, 2))
    plan, memory = state.plan, state.passes[0].shape
    pieces = [audio]
    for _ in range(40):
        audio, state = perform(shipped, after, [2], state)
        pieces.append(audio)
        assert (state.plan, state.warming, state.passes[0].shape) == (plan, None, memory)
    heard = np.concatenate(pieces)
    steady, _ = perform(shipped, before, cut(230, 2))
    np.testing.assert_array_equal(heard[: 150 * HOP], steady[: 150 * HOP])


def test_without_guidance_a_second_pass_is_left_out(two_passes):
    plain, state = perform(two_passes, Score(values(guidance=1, rms_mode=HELD)), [4, 4])
    assert state.plan == render.Plan(4, 1)
    assert [memory.shape[0] for memory in state.passes] == [1] * 4
    guided, state = perform(two_passes, Score(values(guidance=1 + 1e-7, rms_mode=HELD)), [4, 4])
    assert state.plan == render.Plan(4, 2)
    assert [memory.shape[0] for memory in state.passes] == [2] * 4
    assert np.abs(plain - guided).max() <= LAW


# Another plan half way

EVEN = {"rms_mode": HELD, "brightness_mode": HELD, "morph": 0.4}


def changed(instrument, before: dict, after: dict, at: int, size: int):
    """A run whose knobs change at latent `at`: the audio, and the states of 40 blocks from there.

    It goes on until nothing of what was before can be heard any more.
    """
    audio, state = perform(instrument, Score(values(**EVEN, **before)), cut(at, size))
    pieces, states, score = [audio], [state], Score(values(**EVEN, **after))
    field = instrument.contract.receptive_latents
    for _ in range(40):
        block, state = perform(instrument, score, [size], state)
        pieces.append(block)
        states.append(state)
    rest, _ = perform(instrument, score, [100] * (3 + state.plan.steps * field // 100), state)
    return np.concatenate([*pieces, rest]), states


# by whom, before, after, and the same as `before` for a run that has the plan of `after` all along
PLANS = {
    "steps up": ("shipped", {"steps": 2}, {"steps": 3}, {"steps": 3}),
    "steps down": ("shipped", {"steps": 4}, {"steps": 1}, {"steps": 1}),
    "guidance on": ("two_passes", {"guidance": 1}, {"guidance": 2.5}, {"guidance": 1 + 1e-6}),
    "guidance off": ("two_passes", {"guidance": 2.5}, {"guidance": 1}, {"guidance": 1}),
    "both": ("two_passes", {"steps": 3, "guidance": 1}, {"steps": 2},
             {"steps": 2, "guidance": 1 + 1e-6}),
}


@pytest.mark.parametrize("size, at", [(2, 10), (2, 200), (6, 198)])
@pytest.mark.parametrize("who, before, after, all_along", PLANS.values(), ids=PLANS.keys())
def test_a_new_plan_sounds_as_if_it_had_played_all_along(
    request, who, before, after, all_along, size, at
):
    instrument = request.getfixturevalue(who)
    heard, states = changed(instrument, before, after, at, size)
    expected, references = changed(instrument, all_along, after, at, size)
    plan = references[-1].plan
    assert states[0].plan != plan
    taken = next(state.index for state in states if state.plan == plan)
    glide, field = 30, instrument.contract.receptive_latents
    assert at < taken <= at + glide + (5 + 4 * plan.steps * plan.branches) * size
    for state, reference in zip(states, references, strict=True):
        assert (state.plan == plan) == (state.index >= taken)
        if state.index >= taken and plan.steps == 1:
            assert np.abs(state.passes[0] - reference.passes[0]).max() <= 1e-4
    # A step sees as far back as the step before it and its own field besides: one field makes the
    # first step exact and the others near, and one field for each step makes all of them exact.
    near, exact = taken + FORGOTTEN, taken + FORGOTTEN + (plan.steps - 1) * field
    difference, level = np.abs(heard - expected), np.sqrt(np.mean(expected**2))
    assert np.sqrt(np.mean(difference[near * HOP :] ** 2)) < 0.01 * level
    assert len(heard) > (exact + 100) * HOP
    assert difference[exact * HOP :].max() <= LAW


def test_a_new_plan_takes_over_without_a_jump(shipped):
    size, at = 2, 200
    _, before, after, all_along = PLANS["steps up"]
    heard, states = changed(shipped, before, after, at, size)
    played, _ = changed(shipped, before, before, at, size)
    expected, _ = changed(shipped, all_along, after, at, size)
    taken = next(s.index for s in states if s.plan.steps == after["steps"])
    until = (taken - size) * HOP
    assert until > at * HOP
    np.testing.assert_array_equal(heard[:until], played[:until])
    edge = slice(until - HOP, until + (size + 8) * HOP)
    steps = [np.abs(np.diff(audio[edge], axis=0)).max() for audio in (heard, played, expected)]
    assert steps[0] <= 1.5 * max(steps[1:])


def test_a_plan_that_is_taken_back_leaves_no_trace(shipped):
    score, other = Score(values(**EVEN, steps=2)), Score(values(**EVEN, steps=7))
    whole, _ = perform(shipped, score, [2] * 90)
    first, state = perform(shipped, score, [2] * 70)
    second, state = perform(shipped, other, [2] * 5, state)
    assert state.warming is not None
    third, state = perform(shipped, score, [2] * 15, state)
    np.testing.assert_array_equal(np.concatenate([first, second, third]), whole)


# What must never reach a loudspeaker


class BreaksDown:
    """The shipped decoder, but in one of its blocks it makes a NaN, and remembers nothing else."""

    def __init__(self, decoder, block, where):
        self.contract, self.start, self._decoder = decoder.contract, decoder.start, decoder
        self._block, self._where = block, where

    def step(self, latents, state):
        audio, state = self._decoder.step(latents, state)
        self._block -= 1
        if self._block == 0:
            audio = audio.copy()
            audio[self._where] = np.nan
            state = np.full_like(state, np.nan)
        return audio, state


@pytest.mark.parametrize("where", [0, 700, 1023])
def test_a_model_that_breaks_down_is_silent_for_a_moment_and_starts_afresh(shipped, where):
    score, broken = Score(values(**EVEN, steps=1)), copy.copy(shipped)
    broken.decoder = BreaksDown(shipped.decoder, 20, where)
    found, state = perform(broken, score, [2] * 60)
    clean, _ = perform(shipped, score, [2] * 60)
    latent = 19 * 2 + where // HOP
    assert np.isfinite(found).all() and state.heard.broken >= 1
    assert np.isfinite(state.decoder).all() and state.index == 120
    np.testing.assert_array_equal(found[: latent * HOP], clean[: latent * HOP])
    assert np.abs(found[latent * HOP + output.HOLD : (latent + 1) * HOP]).max() == 0
    assert np.abs(found[-20 * HOP :]).max() > 1e-3
    own = np.abs(np.diff(clean, axis=0)).max()
    for seam in {latent, latent + 1, 40}:  # the last is where the model starts afresh
        steps = np.diff(found[seam * HOP - 1 : seam * HOP + output.HOLD], axis=0)
        assert np.abs(steps).max() <= 0.5 * own


def test_a_panic_silences_lifts_the_keys_and_waits_to_be_asked(shipped):
    knobs = values(steps=1, notes_mode=DRIVEN)
    panic = Event(Kind.PANIC, offset=9 * HOP + 100)
    events = (Event(Kind.NOTE_ON, 60, 0.9, 0), panic, Event(Kind.NOTE_OFF, 60, 0, 30 * HOP),
              Event(Kind.NOTE_ON, 64, 0.9, 45 * HOP))
    found, state = perform(shipped, Score(knobs, {}, events), [2] * 40)
    before, silent, after = found[: 9 * HOP], found[9 * HOP + 480 : 45 * HOP], found[45 * HOP :]
    assert np.abs(before).max() > 1e-3 and np.abs(after).max() > 1e-3
    assert np.abs(silent).max() == 0
    assert state.hands.down == {64} and state.hands.sounding[60] == 0
    for sizes in ([80], [10, 70], [44, 36]):
        other, _ = perform(shipped, Score(knobs, {}, events), sizes)
        assert np.abs(other - found).max() <= LAW
    _, state = perform(shipped, Score(knobs, {}, events[:2]), [2] * 10)
    still, _ = perform(shipped, Score(knobs), [2] * 4, state)
    np.testing.assert_array_equal(still, 0)
    asked, _ = perform(shipped, Score(values(steps=1)), [2] * 4, state)
    assert np.abs(asked).max() > 0  # a knob was turned


# What knobs do


def test_at_either_end_of_the_morph_the_other_end_is_nothing(shipped):
    def sound(**knobs):
        return perform(shipped, Score(values(steps=2, **knobs)), [60])[0]

    a = sound(morph=0, seed_a=5, instrument_a=3)
    np.testing.assert_array_equal(
        a, sound(morph=0, seed_a=5, instrument_a=3, seed_b=9, instrument_b=8)
    )
    b = sound(morph=1, seed_b=5, instrument_b=3)
    assert np.abs(a - b).max() <= LAW
    assert np.abs(a - sound(morph=0, seed_a=6, instrument_a=3)).max() > 100 * LAW


def test_what_sounds_alone_may_change_places_unheard(shipped):
    """From B to A in one block, and another at the place that falls silent: nothing is heard of it
    before the newcomer comes, which remembers the old morph and so another past."""
    before = Score(values(steps=2, morph=1, seed_b=5, instrument_b=3))
    after = Score(values(steps=2, morph=0, seed_a=5, instrument_a=3, seed_b=9, instrument_b=8))
    first, state = perform(shipped, before, [2] * 30)
    second, _ = perform(shipped, after, [2] * 4, state)
    whole, _ = perform(shipped, before, [2] * 34)
    assert np.abs(np.concatenate([first, second]) - whole).max() <= LAW


def test_a_morph_of_one_seed_has_the_noise_of_that_seed(shipped):
    found = [perform(shipped, Score(values(steps=1, morph=morph, seed_b=1)), [10])[0]
             for morph in (0, 0.5)]
    np.testing.assert_array_equal(*found)


def test_at_temperature_0_every_seed_is_the_same(shipped):
    found = [perform(shipped, Score(values(steps=2, temperature=0, seed_a=seed)), [40])[0]
             for seed in (1, 2)]
    np.testing.assert_array_equal(*found)


def test_an_instrument_beyond_the_model_is_its_last(shipped):
    last = len(shipped.contract.instruments) - 1
    found = [perform(shipped, Score(values(steps=1, instrument_a=number)), [10])[0]
             for number in (last, 63)]
    np.testing.assert_array_equal(*found)


def test_gain_scales_the_sound_and_moves_without_a_step(shipped):
    loud, state = perform(shipped, Score(values(steps=1)), [20, 20])
    soft, _ = perform(shipped, Score(values(steps=1, gain=-30)), [20, 20])
    np.testing.assert_allclose(soft, loud * 10 ** (-30 / 20), rtol=1e-4, atol=1e-8)
    later, _ = perform(shipped, Score(values(steps=1)), [40], state)
    falling, _ = perform(shipped, Score(values(steps=1, gain=-60)), [40], state)
    heard = np.abs(later) > 1e-5
    ratio = (falling[heard] / later[heard])
    assert ratio[0] == pytest.approx(1, abs=0.02) and ratio[-1] == pytest.approx(1e-3, rel=0.05)
    assert np.all(np.diff(ratio) < 1e-5) and np.abs(np.diff(ratio)).max() < 0.01


EXTREMES = {
    "lowest": {row.id: row.minimum for row in TABLE},
    "highest": {row.id: row.maximum for row in TABLE},
    "held": {row.id: row.maximum for row in TABLE} | {
        row.id: HELD for row in TABLE if row.id.endswith("_mode")
    },
    "mixed": {row.id: (row.minimum, row.maximum)[i % 2] for i, row in enumerate(TABLE)},
}


@pytest.mark.parametrize("knobs", EXTREMES.values(), ids=EXTREMES.keys())
def test_no_control_breaks_the_sound(shipped, knobs):
    keys = [Event(Kind.NOTE_ON, pitch, 1.0, 20.0 * pitch) for pitch in range(128)]
    wild = Score(values(**knobs), {"rms": np.full(40, 1e30), "brightness": np.full(40, -1e30),
                                   "noisiness": np.full(40, np.nan)}, tuple(keys))
    plain = Score(defaults())
    first, state = perform(shipped, wild, [10, 10])
    second, _ = perform(shipped, plain, [60], state)
    for audio in (first, second):
        assert audio.dtype == np.float32 and np.isfinite(audio).all()
        assert np.abs(audio).max() <= 1.0
