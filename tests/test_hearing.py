"""What is heard while it comes is what the labels say of the whole, however it is cut."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_lanes import sine, white

from engine import hearing, lanes, pitch
from engine.resampler import Resampler

HOP, RATE = 512, 48000


def melody(seed: int) -> np.ndarray:
    """40 latents of tones and noise at many levels, with silences."""
    rng = np.random.default_rng(seed)
    level = np.repeat(10 ** (rng.uniform(-90, 0, 10) / 20), 4 * HOP)
    level[np.repeat(rng.random(10) < 0.2, 4 * HOP)] = 0
    tone = sine(rng.uniform(50, 9000), rng.random()) + white(rng.uniform(0, 0.2), seed=seed)
    return (level * tone).astype(np.float32)


@settings(max_examples=20)
@given(st.integers(0, 10**6), st.sampled_from([1, 2, 4, 8]))
def test_whole_latents_are_heard_as_they_are_labelled(seed, latents):
    """Bit for bit, as training labelled the corpus."""
    audio, memory, found = melody(seed), hearing.start(RATE), []
    for at in range(0, len(audio), latents * HOP):
        heard, memory = hearing.hear(audio[at : at + latents * HOP], memory, latents, HOP, RATE)
        found.append(heard)
    brightness, noisiness = lanes.brightness_and_noisiness(audio, HOP, RATE)
    every = {name: np.concatenate([getattr(h, name) for h in found]) for name in
             ("rms", "brightness", "noisiness")}
    np.testing.assert_array_equal(every["rms"], lanes.loudness_db(audio, HOP))
    np.testing.assert_allclose(every["brightness"], brightness, rtol=1e-6)
    np.testing.assert_allclose(every["noisiness"], noisiness, rtol=1e-6, atol=1e-9)


@settings(max_examples=20)
@given(st.integers(0, 10**6), st.lists(st.integers(0, 3000), min_size=1, max_size=12))
def test_a_sound_in_pieces_is_heard_as_in_one(seed, pieces):
    """Sound cards hand over any number of samples: the label of what ended just now stands."""
    audio, memory, at, attacks = melody(seed), hearing.start(RATE), 0, []
    heard = None
    for piece in pieces:
        heard, memory = hearing.hear(audio[at : at + piece], memory, 2, HOP, RATE)
        at = min(at + piece, len(audio))
        attacks += [at - attack.ago for attack in heard.attacks]
    whole, _ = hearing.hear(audio[:at], hearing.start(RATE), 2, HOP, RATE)
    assert attacks == [at - attack.ago for attack in whole.attacks]
    padded = np.concatenate([np.zeros(-at % HOP, np.float32), audio[:at]])
    if at >= 2 * HOP:
        np.testing.assert_array_equal(heard.rms[-1], lanes.loudness_db(padded, HOP)[-1])
    if heard.audible[-1]:
        label = lanes.brightness_and_noisiness(padded, HOP, RATE)[0][-1]
        assert heard.brightness[-1] == pytest.approx(label, rel=1e-6)


@settings(max_examples=15)
@given(st.integers(0, 100), st.integers(1, 20 * HOP))
def test_what_is_heard_looks_back_only(seed, place):
    audio = melody(seed)[: 20 * HOP]
    other = audio.copy()
    other[place:] = white(seed=seed + 1)[place : 20 * HOP]
    for ours, theirs in zip(*([*_in_latents(x)] for x in (audio, other)), strict=True):
        if ours[0] <= place:
            np.testing.assert_array_equal(ours[1].rms, theirs[1].rms)
            np.testing.assert_array_equal(ours[1].brightness, theirs[1].brightness)
            assert ours[1].attacks == theirs[1].attacks


def _in_latents(audio):
    memory = hearing.start(RATE)
    for end in range(HOP, len(audio) + 1, HOP):
        heard, memory = hearing.hear(audio[end - HOP : end], memory, 1, HOP, RATE)
        yield end, heard


@pytest.mark.parametrize("rate", [44100, 88200, 96000, 32000])
def test_another_rate_is_heard_as_ours(rate):
    """Within 0.5 dB and a semitone, through the quick resampler that an input has."""
    t = np.arange(rate) / rate
    tones = sum(np.sin(2 * np.pi * 220 * k * t) / k for k in range(1, 30))
    audio = (0.1 * tones * (1 + 0.5 * np.sin(2 * np.pi * 3 * t)))[:, None].astype(np.float32)
    stream, memory = Resampler(rate, RATE, 1, quality="LQ"), hearing.start(RATE)
    ours = np.concatenate([stream.process(audio[at : at + 441]) for at in range(0, rate, 441)])
    t = np.arange(len(ours)) / RATE
    tones = sum(np.sin(2 * np.pi * 220 * k * t) / k for k in range(1, 30))
    expected = (0.1 * tones * (1 + 0.5 * np.sin(2 * np.pi * 3 * t))).astype(np.float32)
    latents = len(ours) // HOP
    heard, _ = hearing.hear(ours[: latents * HOP, 0], memory, latents, HOP, RATE)
    middle = slice(4, latents - 4)
    label = lanes.loudness_db(expected, HOP)[:latents]
    np.testing.assert_allclose(heard.rms[middle], label[middle], atol=0.5)
    label = lanes.brightness_and_noisiness(expected, HOP, RATE)[0][:latents]
    off = lanes.semitones(heard.brightness) - lanes.semitones(label)
    assert np.abs(off[middle]).max() < 1


@settings(max_examples=30)
@given(st.floats(37, 90), st.floats(0.001, 0.9), st.integers(1, 20))
def test_one_voice_has_its_pitch(key, level, harmonics):
    t = np.arange(pitch.WINDOW) / RATE
    hertz = 440 * 2 ** ((key - 69) / 12)
    voice = sum(np.sin(2 * np.pi * hertz * k * t) / k for k in range(1, harmonics + 1))
    assert pitch.pitch(level * voice, RATE) == pytest.approx(key, abs=0.1)


@settings(max_examples=20)
@given(st.integers(0, 200))
def test_noise_and_silence_have_no_pitch(seed):
    noise = np.random.default_rng(seed).normal(size=pitch.WINDOW)
    assert pitch.pitch(noise, RATE) is None
    assert pitch.pitch(np.zeros(pitch.WINDOW), RATE) is None
