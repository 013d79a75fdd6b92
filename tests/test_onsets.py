"""Attacks are noticed, soon, and once; in sounds whose attacks are known."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine import onsets

RATE = 48000
EARLY_S, LATE_S = 0.005, 0.03
"""An attack is found when it is noticed within these of where it is."""


def noticed(audio: np.ndarray, piece: int = 1024) -> list[tuple[int, float]]:
    """(sample, strength) of every attack."""
    memory, found = onsets.start(RATE), []
    for at in range(0, len(audio), piece):
        part = audio[at : at + piece].astype(np.float32)
        attacks, memory = onsets.attacks(part, memory, RATE)
        found += [(at + len(part) - attack.ago, attack.strength) for attack in attacks]
    return found


def matched(played: list[int], found: list[int]) -> list[float]:
    """The delay in ms of each attack that was found, one to one."""
    left, delays = list(found), []
    for time in played:
        near = [x for x in left if -EARLY_S * RATE <= x - time <= LATE_S * RATE]
        if near:
            left.remove(near[0])
            delays.append((near[0] - time) / RATE * 1000)
    return delays


def f1(played: list[int], found: list[int]) -> float:
    """Attacks within 50 ms of another belong to it, as a chord's do."""
    apart = [t for i, t in enumerate(played) if not i or t - played[i - 1] >= 0.05 * RATE]
    return 2 * len(matched(apart, found)) / (len(apart) + len(found))


def plucks(seed: int, every: float = 0.17) -> tuple[np.ndarray, list[int]]:
    """Decaying strings of ten harmonics and short noises, over a noise floor at -66 dB."""
    rng, audio = np.random.default_rng(seed), np.zeros(6 * RATE)
    times = (np.cumsum(rng.uniform(0.8, 1.4, 26)) * every * RATE).astype(int)
    for number, time in enumerate(times):
        t = np.arange(len(audio) - time) / RATE
        if number % 2:
            hertz = 440 * 2 ** (rng.integers(-24, 12) / 12)
            one = sum(np.sin(2 * np.pi * hertz * k * t) / k * np.exp(-t * (4 + 2 * k))
                      for k in range(1, 11))
        else:
            one = rng.normal(size=len(t)) * np.exp(-t * rng.uniform(20, 90))
        audio[time:] += one * rng.uniform(0.05, 0.3)
    return audio + 5e-4 * rng.normal(size=len(audio)), times.tolist()


@pytest.mark.parametrize("seed", range(2))
def test_plucks_and_drums_are_noticed_soon_and_once(seed):
    audio, times = plucks(seed)
    found = [at for at, _ in noticed(audio)]
    assert f1(times, found) > 0.95
    delays = matched(times, found)
    assert np.median(delays) < 8 and np.percentile(delays, 90) < 15


def test_the_corpus_s_own_drums_keys_and_strings_are_noticed(studio):
    """Real sounds with exact note times; the delay that is told is the one that is measured."""
    from engine.models import corpus

    score, delays = [], []
    for name in ("standard_kit", "marimba", "nylon_guitar", "vibraphone"):
        audio, phrase = studio.render(corpus.Job(name, "phrase", 1, 1, ("fluid",)).phrase())
        times = sorted({corpus.on_grid(note.start) for note in phrase.notes})
        found = [at for at, _ in noticed(audio.mean(axis=1))]
        score.append(f1(times, found))
        delays += matched(times, found)
    assert min(score) > 0.85 and np.mean(score) > 0.93
    assert np.median(delays) == pytest.approx(onsets.DELAY_MS, abs=1.5)
    assert np.percentile(delays, 90) <= 13


@pytest.mark.parametrize("sound", ["silence", "noise", "vibrato", "swell", "hum"])
def test_what_has_no_attack_strikes_none(sound):
    t = np.arange(4 * RATE) / RATE
    rng = np.random.default_rng(1)
    audio = {
        "silence": 0 * t,
        "noise": 0.1 * rng.normal(size=len(t)) * np.minimum(t, 1),
        "vibrato": 0.2 * np.sin(2 * np.pi * (440 * t + 1.2 * np.sin(2 * np.pi * 5 * t)))
        * np.minimum(t, 1),
        "swell": 0.3 * np.sin(2 * np.pi * 300 * t) * (t / 4) ** 2,
        "hum": 3e-4 * np.sin(2 * np.pi * 50 * t) + 3e-4 * rng.normal(size=len(t)),
    }[sound]
    found = [at for at, _ in noticed(audio) if at > 0.3 * RATE]
    assert len(found) <= 1


@settings(max_examples=8)
@given(st.integers(0, 2), st.integers(100, 4000))
def test_how_time_is_cut_changes_nothing(seed, piece):
    audio, _ = plucks(seed)
    assert noticed(audio[:RATE], piece) == noticed(audio[:RATE], 1024)


def test_a_harder_hit_is_stronger():
    rng = np.random.default_rng(2)
    hit = rng.normal(size=RATE // 2) * np.exp(-np.arange(RATE // 2) / 1500)
    silence = np.zeros(RATE // 4)
    strengths = []
    for level in (0.003, 0.02, 0.1, 0.5):
        ((_, strength),) = noticed(np.concatenate([silence, level * hit]))
        strengths.append(strength)
    assert strengths == sorted(strengths) and 0 < strengths[0] < 0.3 and 0.7 < strengths[-1] <= 1
