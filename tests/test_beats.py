"""A card's clock against a line of beats: no beat twice, none missed, none late for long."""

from itertools import pairwise

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.beats import JUMP_S, LATE_S, Beats, Follower, by_tempo, follow
from engine.timeline import Line

LATENT_S = 512 / 48000
BLOCK_S = 2 * LATENT_S


def played(line_at, seconds, ppm=0.0, jitter_ms=0.0, seed=1, state=None, start=0.0):
    """Blocks of two latents on a card that is `ppm` fast, whose reports shake: for each (when it is
    really heard, its beats, whether it was told), and the follower."""
    rng, state, blocks = np.random.default_rng(seed), state or Follower(), []
    for number in range(int(seconds / BLOCK_S)):
        true_s = start + number * BLOCK_S * (1 - ppm * 1e-6)
        report_s = true_s + rng.uniform(-jitter_ms, jitter_ms) / 1000
        before = state.beats
        told, state = follow(state, line_at(true_s), report_s, 2, LATENT_S)
        blocks.append((true_s, told or before, told is not None))
    return blocks, state


def errors_ms(blocks, line):
    return np.array([
        (beats.at(0) - line.beat_at(at_s)) * 60000 / line.tempo_bpm for at_s, beats, _ in blocks
    ])


@settings(max_examples=30)
@given(st.floats(20, 300), st.floats(-200, 200), st.floats(0, 6), st.integers(0, 99))
def test_the_beat_stays_on_the_line_whatever_the_card_s_clock_does(tempo, ppm, jitter_ms, seed):
    line = Line(0.0, 0.0, tempo, True)
    blocks, _ = played(lambda at_s: line, 20, ppm, jitter_ms, seed)
    assert np.abs(errors_ms(blocks, line)[100:]).max() < 4
    if jitter_ms < 3:
        assert np.abs(errors_ms(blocks, line)[100:]).max() < 2.5


@settings(max_examples=30)
@given(st.floats(20, 300), st.floats(-200, 200), st.integers(0, 99))
def test_blocks_join_and_a_take_has_little_to_log(tempo, ppm, seed):
    line = Line(0.0, 0.0, tempo, True)
    blocks, _ = played(lambda at_s: line, 20, ppm, 2.7, seed)
    ends = [beats.at(2) for _, beats, _ in blocks]
    starts = [beats.at(0) for _, beats, _ in blocks]
    assert np.allclose(starts[1:], ends[:-1], atol=1e-9, rtol=0)
    assert sum(told for *_, told in blocks) < len(blocks) / 10


def test_a_start_that_was_heard_of_late_is_played_from_its_first_beat():
    line = Line(0.0, 10.0, 120.0, True)
    stopped = Line(0.0, 10.0, 120.0, False)
    state = played(lambda at_s: stopped, 0.2, start=9.8)[1]
    blocks, _ = played(lambda at_s: line, 2, state=state, start=10.07)
    assert blocks[0][1].at(0) == 0.0
    assert np.abs(errors_ms(blocks, line)[12:]).max() < 2
    late = played(lambda at_s: line, 1, state=state, start=10.0 + 2 * LATE_S)[0]
    assert late[0][1].at(0) == line.beat_at(10.0 + 2 * LATE_S)


def test_what_stands_still_is_told_once_and_goes_on_from_there():
    state, line = Follower(), Line(7.5, 0.0, 100.0, False)
    blocks, state = played(lambda at_s: line, 1, state=state)
    assert [told for *_, told in blocks] == [True] + [False] * (len(blocks) - 1)
    assert all(beats.at(0) == beats.at(2) == 7.5 for _, beats, _ in blocks)
    goes_on = Line(7.5, 1.0, 100.0, True)
    blocks, _ = played(lambda at_s: goes_on, 1, state=state, start=1.02)
    assert blocks[0][1].at(0) == 7.5


def test_a_jump_of_the_song_is_jumped_and_a_small_one_is_caught_up():
    lines = {"first": Line(0.0, 0.0, 120.0, True), "far": Line(64.0, 3.0, 120.0, True),
             "near": Line(6.0 + JUMP_S, 3.0, 120.0, True)}
    for name in ("far", "near"):
        blocks, _ = played(lambda at_s, to=name: lines["first" if at_s < 3 else to], 6)
        assert np.abs(errors_ms(blocks[:140], lines["first"])).max() < 1
        assert np.abs(errors_ms(blocks[152:], lines[name])).max() < 2
        joined = np.allclose([b.at(0) for _, b, _ in blocks[1:]],
                             [b.at(2) for _, b, _ in blocks[:-1]])
        assert joined == (name == "near")


def test_a_new_tempo_is_followed_within_a_beat():
    slow, fast = Line(0.0, 0.0, 100.0, True), Line(5.0, 3.0, 150.0, True)
    blocks, _ = played(lambda at_s: slow if at_s < 3 else fast, 6)
    assert np.abs(errors_ms(blocks[141 + 19 :], fast)).max() < 2


def test_time_never_runs_backwards():
    line = Line(0.0, 0.0, 120.0, True)
    behind = Line(6.0 - 0.19, 3.0, 120.0, True)
    blocks, _ = played(lambda at_s: line if at_s < 3 else behind, 4)
    beats = [b.at(0) for _, b, _ in blocks]
    assert all(b >= a for a, b in pairwise(beats))


@given(st.lists(st.tuples(st.floats(20, 300), st.integers(1, 64)), min_size=1, max_size=20))
def test_without_a_line_the_knob_counts(turns):
    beats, expected = None, 0.0
    for tempo, latents in turns:
        beats = by_tempo(beats, tempo, LATENT_S).after(latents)
        expected += tempo / 60 * LATENT_S * latents
    assert abs(beats.at(0) - expected) < 1e-9


@given(st.integers(0, 1000), st.floats(0, 1), st.lists(st.integers(1, 64), max_size=20))
def test_however_time_is_cut_a_latent_has_one_beat(since, each, sizes):
    beats = Beats(3.7, each, since)
    for size in sizes:
        beats = beats.after(size)
    assert beats.at(0) == Beats(3.7, each, since).at(sum(sizes))
