"""The measures, on sounds whose answer is known beforehand; and they never look ahead."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import lanes

HOP, RATE = 512, 48000
LATENTS = 40


def sine(hertz: float, amplitude: float = 0.5, latents: int = LATENTS) -> np.ndarray:
    t = np.arange(latents * HOP) / RATE
    return (amplitude * np.sin(2 * np.pi * hertz * t)).astype(np.float32)


def white(level: float = 0.1, latents: int = LATENTS, seed: int = 1) -> np.ndarray:
    return np.random.default_rng(seed).normal(0, level, latents * HOP).astype(np.float32)


def colour(audio: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    return lanes.brightness_and_noisiness(audio, HOP, RATE)


@pytest.mark.parametrize("amplitude", [1.0, 0.5, 0.01, 0.001])
def test_a_sine_is_as_loud_as_it_is(amplitude):
    found = lanes.loudness_db(sine(1000, amplitude), HOP)
    assert found.shape == (LATENTS,) and found.dtype == np.float32
    expected = 20 * np.log10(amplitude / np.sqrt(2))
    np.testing.assert_allclose(found[1:], expected, atol=0.1)
    assert found[0] == pytest.approx(expected - 10 * np.log10(2), abs=0.1)  # half its window


def test_silence_has_a_floor():
    np.testing.assert_array_equal(lanes.loudness_db(np.zeros(5 * HOP), HOP), lanes.SILENCE_DB)


def test_a_click_is_heard_in_its_latent_and_the_next():
    audio = np.zeros(10 * HOP, np.float32)
    audio[4 * HOP] = 1.0
    assert np.flatnonzero(lanes.loudness_db(audio, HOP) > -79).tolist() == [4, 5]


@pytest.mark.parametrize("hertz", [100, 440, 3000, 12000])
def test_a_sine_is_as_bright_as_it_is_high_and_not_noisy(hertz):
    brightness, noisiness = colour(sine(hertz))
    np.testing.assert_allclose(brightness[1:], hertz, rtol=0.02)
    assert noisiness[1:].max() < 0.05
    assert brightness.dtype == noisiness.dtype == np.float32


def test_white_noise_is_noisy_and_bright_in_the_middle():
    brightness, noisiness = colour(white())
    assert noisiness[1:].min() > 0.9
    assert np.mean(brightness) == pytest.approx(8000, rel=0.05)


def test_between_a_tone_and_noise_it_is_in_between():
    found = [np.median(colour(sine(1000) + white(level))[1]) for level in (2e-3, 2e-2, 0.3)]
    assert 0 < found[0] < found[1] < found[2] < 1


def test_level_alone_changes_neither_brightness_nor_noisiness():
    audio = sine(700) + white(0.01)
    for ours, theirs in zip(colour(audio), colour(audio / 8), strict=True):
        np.testing.assert_allclose(ours, theirs, rtol=0.01, atol=0.01)


def test_in_silence_the_last_heard_value_is_held():
    audio = np.concatenate([sine(2000, latents=10), np.zeros(20 * HOP), sine(500, latents=10)])
    brightness, noisiness = colour(audio.astype(np.float32))
    # One latent of the tone's end is in the window that reaches into silence.
    np.testing.assert_array_equal(brightness[11:30], brightness[11])
    np.testing.assert_array_equal(noisiness[11:30], noisiness[11])
    assert brightness[15] == pytest.approx(2000, rel=0.05)
    assert brightness[-1] == pytest.approx(500, rel=0.05)


def test_before_anything_is_heard_there_is_a_start_value():
    brightness, noisiness = colour(np.zeros(4 * HOP, np.float32))
    np.testing.assert_array_equal(brightness, np.float32(1000))
    np.testing.assert_array_equal(noisiness, np.float32(0.2))


@given(st.integers(0, LATENTS * HOP), st.integers(0, 9))
def test_no_measure_looks_ahead(place, seed):
    audio = white(seed=seed)
    other = audio.copy()
    other[place:] = 0.9 * white(seed=seed + 50)[place:]
    same = place // HOP  # latents that end at or before the change
    for measure in (lambda x: (lanes.loudness_db(x, HOP),), colour):
        for ours, theirs in zip(measure(audio), measure(other), strict=True):
            np.testing.assert_array_equal(ours[:same], theirs[:same])


@given(st.integers(1, LATENTS - 1), st.integers(0, HOP - 1))
def test_a_longer_clip_begins_as_a_shorter_one(latents, rest):
    audio = white()
    part = audio[: latents * HOP + rest]
    assert len(lanes.loudness_db(part, HOP)) == latents
    np.testing.assert_array_equal(
        lanes.loudness_db(part, HOP), lanes.loudness_db(audio, HOP)[:latents]
    )


def test_semitones():
    assert lanes.semitones(440.0) == 69
    np.testing.assert_allclose(lanes.semitones(np.array([220.0, 880.0])), [57, 81])
    assert np.isfinite(lanes.semitones(0.0))


def struck(seed: int, latents: int = 12, low: int = 0, high: int = 128) -> np.ndarray:
    """(latents, 128) a few keys between `low` and `high`, as labels have them."""
    rng, notes = np.random.default_rng(seed), np.zeros((latents, 128), np.float32)
    for _ in range(5):
        key, start = rng.integers(low, high), rng.integers(latents)
        notes[start:, key] = rng.uniform(0.1, 1)
        notes[start, key] += 1
    return notes


@given(st.integers(0, 50))
def test_a_wheel_at_rest_changes_no_key(seed):
    np.testing.assert_array_equal(lanes.bent(struck(seed), np.zeros(12, np.float32)), struck(seed))


@given(st.integers(0, 50), st.lists(st.integers(-24, 24), min_size=12, max_size=12))
def test_whole_semitones_are_other_keys(seed, wheel):
    """Keys that would leave the keyboard are lost and come back nowhere."""
    notes = struck(seed)
    expected = np.zeros_like(notes)
    for row, shift in enumerate(wheel):
        for key in np.flatnonzero(notes[row]):
            if 0 <= key + shift < 128:
                expected[row, key + shift] = notes[row, key]
    found = lanes.bent(notes, np.array(wheel, np.float32))
    np.testing.assert_array_equal(found, expected)
    assert found.dtype == notes.dtype


@given(st.integers(0, 50), st.lists(st.floats(-2.5, 2.5, width=32), min_size=12, max_size=12))
def test_a_bent_key_is_shared_by_its_neighbours_and_none_of_it_is_lost(seed, wheel):
    notes = struck(seed, low=3, high=125)
    found = lanes.bent(notes, np.array(wheel, np.float32))
    assert (found >= 0).all()
    np.testing.assert_allclose(found.sum(1), notes.sum(1), rtol=1e-5)
    keys = np.arange(128)
    middle = (notes * keys).sum(1) + notes.sum(1) * np.array(wheel)
    np.testing.assert_allclose((found * keys).sum(1), middle, rtol=1e-4, atol=1e-3)


def test_a_quarter_tone_is_half_of_each_key():
    notes = np.zeros((3, 128), np.float32)
    notes[:, 60] = 0.8
    found = lanes.bent(notes, np.array([0.5, -0.25, 1.0], np.float32))
    assert {key: float(v) for key, v in enumerate(found[0]) if v} == pytest.approx(
        {60: 0.4, 61: 0.4}
    )
    assert {key: float(v) for key, v in enumerate(found[1]) if v} == pytest.approx(
        {59: 0.2, 60: 0.6}
    )
    assert np.flatnonzero(found[2]).tolist() == [61]


def test_bending_leaves_its_argument_as_it_was():
    notes = struck(1)
    lanes.bent(notes, np.full(12, 1.5, np.float32))
    np.testing.assert_array_equal(notes, struck(1))


def test_nothing_asked_is_all_zero():
    found = lanes.blank(7)
    assert found.shape == (7, len(lanes.COLUMNS)) and found.dtype == np.float32
    assert not found.any()


def test_each_group_says_that_it_is_asked_and_touches_no_other():
    flags = {"rms": 1, "onset": 4, "brightness": 6, "noisiness": 8}
    for group, flag in flags.items():
        columns = lanes.blank(3)
        {
            "rms": lambda c: lanes.ask_rms(c, -20.0),
            "onset": lambda c: lanes.ask_onset(c, np.ones(3), np.full(3, 0.5)),
            "brightness": lambda c: lanes.ask_brightness(c, 3000.0),
            "noisiness": lambda c: lanes.ask_noisiness(c, 0.9),
        }[group](columns)
        assert lanes.COLUMNS[flag] == f"{group}_asked"
        np.testing.assert_array_equal(columns[:, flag], 1)
        inside = range(len(lanes.COLUMNS))[lanes.GROUPS[group]]
        assert flag in inside
        assert not np.delete(columns, inside, axis=1).any()


def test_units_become_numbers_around_zero():
    columns = lanes.blank(2)
    lanes.ask_rms(columns, np.array([-40.0, -200.0]))
    lanes.ask_brightness(columns, hertz_of(84))
    lanes.ask_noisiness(columns, 0.35)
    np.testing.assert_allclose(columns[0, [0, 5, 7]], 0, atol=1e-6)
    assert columns[1, 0] == -2  # the floor of silence


def hertz_of(pitch: float) -> float:
    return 440 * 2 ** ((pitch - 69) / 12)
