"""The governor goes down one rung at a time, in the promised order, comes back, and never flaps."""

import itertools
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.governor import (
    RULES,
    Answer,
    Governor,
    Rules,
    Seen,
    Wish,
    advance,
    answer,
    ladder,
    words,
)

MS = 1024 / 48
QUICK = Rules(settle=4, calm=20, patience=160, memory=4)
"""The same machine with less time to wait."""

wishes = st.builds(Wish, st.integers(1, 16), st.booleans(), st.integers(1, 4))
blocks = st.builds(
    lambda load, headroom, underruns: Seen(load * MS, MS, headroom * MS, underruns),
    st.floats(0, 3), st.floats(0, 4), st.sampled_from([0, 0, 0, 1, 2]),
)
CALM, BROKEN = Seen(0.1 * MS, MS, 3 * MS, 0), Seen(0.1 * MS, MS, 0.0, 1)


def run(seen, wish, state=None, rules=QUICK):
    """Every state, one for each block."""
    states, state = [], state or Governor(settling=0, patience=rules.calm)
    for block in seen:
        state = advance(state, block, wish, rules)
        states.append(state)
    return states


def test_the_ladder_has_the_promised_order():
    assert ladder(Wish(4, True, 3)) == [
        Answer(4, True, 1, False), Answer(2, True, 1, False), Answer(1, True, 1, False),
        Answer(1, False, 1, False), Answer(1, False, 2, False), Answer(1, False, 3, False),
        Answer(1, False, 3, True),
    ]


def test_folded_guidance_is_no_rung_and_safety_0_is_one_block():
    assert ladder(Wish(2, False, 1)) == [
        Answer(2, True, 1, False), Answer(1, True, 1, False), Answer(1, True, 1, True),
    ]


@given(wishes)
def test_each_rung_gives_up_one_thing_and_keeps_the_others(wish):
    rungs = ladder(wish)
    assert rungs[0] == Answer(wish.steps, True, 1, False) and rungs[-1].fade
    for above, below in itertools.pairwise(rungs):
        assert below.steps <= above.steps and below.guided <= above.guided
        assert below.depth >= above.depth and below.fade >= above.fade
        changed = [x != y for x, y in zip(vars(above).values(), vars(below).values(), strict=True)]
        assert sum(changed) == 1
        assert words(above, below) and words(below, above) != words(above, below)
        assert words(above, above) == ""


@given(wishes, st.lists(blocks, max_size=100))
def test_it_stays_on_the_ladder_and_moves_one_rung_at_a_time(wish, seen):
    states = run(seen, wish)
    rungs = [0, *(state.rung for state in states)]
    assert all(abs(b - a) <= 1 for a, b in itertools.pairwise(rungs))
    assert all(0 <= rung < len(ladder(wish)) for rung in rungs)
    changes = [i for i, (a, b) in enumerate(itertools.pairwise(rungs)) if a != b]
    assert all(b - a >= QUICK.settle for a, b in itertools.pairwise(changes))
    assert states == run(seen, wish)  # the same blocks, the same answers


@given(wishes, st.lists(blocks, max_size=50))
@settings(max_examples=25)
def test_trouble_without_end_reaches_the_last_resort(wish, before):
    start = run(before, wish)[-1] if before else None
    bottom = len(ladder(wish)) - 1
    states = run([BROKEN] * ((bottom + 2) * (QUICK.settle + 1)), wish, start)
    assert answer(states[-1], wish).fade
    assert all(later.rung >= state.rung
               for state, later in itertools.pairwise(states))


@given(wishes, st.lists(blocks, max_size=50))
@settings(max_examples=25)
def test_a_long_calm_gives_everything_back(wish, before):
    start = run(before, wish)[-1] if before else None
    length = (len(ladder(wish)) + 2) * (QUICK.patience + QUICK.settle + 1)
    assert run([CALM] * length, wish, start)[-1].rung == 0


@given(wishes, st.lists(blocks, max_size=50))
@settings(max_examples=25)
def test_nothing_is_given_back_in_trouble_or_without_room(wish, before):
    state = run(before, wish)[-1] if before else Governor()
    full = Seen(0.9 * MS, MS, 0.1 * MS, 0)
    for block in [full] * 400:
        after = advance(state, block, wish, QUICK)
        rungs = ladder(wish)
        if after.rung < min(state.rung, len(rungs) - 1):  # only what costs nothing
            assert rungs[after.rung] == replace(rungs[after.rung + 1], fade=False)
        state = after


@given(st.integers(2, 16), st.integers(1, 4), st.floats(0.02, 0.7))
@settings(max_examples=30)
def test_it_settles_on_a_machine_of_any_speed(steps, deepest, cost):
    """A machine where each step costs so much of a block, and too much breaks the sound off."""
    wish, state, changes = Wish(steps, False, deepest), Governor(settling=0, patience=20), []
    for number in range(4000):
        held = answer(state, wish)
        load = cost * held.steps
        seen = Seen(load * MS, MS, max(held.depth - load, 0) * MS, int(load > held.depth))
        after = advance(state, seen, wish, QUICK)
        if after.rung != state.rung:
            changes.append(number)
        state = after
    assert cost * answer(state, wish).steps <= 1
    late = [number for number in changes if number > 1000]
    assert len(late) <= 2 * 3000 / QUICK.patience  # at most one try for each longest wait


def test_a_try_that_fails_is_not_tried_again_soon():
    """Every second rung is too high, for a reason that no load shows: a stall at each return."""
    wish, state, ups = Wish(2, False, 1), Governor(settling=0, patience=20), []
    for number in range(2000):
        seen = BROKEN if state.rung == 0 else CALM
        after = advance(state, seen, wish, QUICK)
        if after.rung < state.rung:
            ups.append(number)
        state = after
    waits = [b - a for a, b in itertools.pairwise(ups)]
    assert waits == sorted(waits) and waits[0] >= QUICK.calm
    assert QUICK.patience <= waits[-1] <= QUICK.patience + 3 * QUICK.settle


def test_overload_is_answered_before_the_sound_breaks_off():
    heavy = Seen(1.1 * MS, MS, 0.5 * MS, 0)
    states = run([heavy] * 100, Wish(4, False, 2))
    assert answer(states[-1], Wish(4, False, 2)) == Answer(1, True, 1, False)  # and no further


def test_a_start_is_no_trouble():
    state = Governor()
    for _ in range(2 * RULES.settle - 1):
        state = advance(state, BROKEN, Wish(4, False, 2))
        assert state.rung == 0
    assert advance(state, BROKEN, Wish(4, False, 2)).rung == 1


def test_another_wish_is_another_ladder():
    state = Governor(rung=6)
    assert answer(state, Wish(16, True, 4)).steps == 1
    assert answer(state, Wish(1, False, 1)) == Answer(1, True, 1, True)
    assert advance(state, CALM, Wish(1, False, 1), QUICK).rung <= 1


@pytest.mark.parametrize(("before", "after", "said"), [
    (Answer(4, True, 1, False), Answer(2, True, 1, False), "2 steps instead of 4"),
    (Answer(1, True, 1, False), Answer(2, True, 1, False), "2 steps again"),
    (Answer(1, True, 1, False), Answer(1, False, 1, False), "Guidance off"),
    (Answer(1, True, 1, False), Answer(1, True, 2, False), "deeper, 2 blocks"),
    (Answer(1, True, 2, False), Answer(1, True, 1, False), "back to 1 block"),
    (Answer(1, True, 1, False), Answer(1, True, 1, True), "Fading"),
])
def test_each_change_has_its_words(before, after, said):
    assert said in words(before, after)
