"""How far ahead a block is begun: never more than a block, and enough for what there has been."""

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.lead import CAREFUL, MEMORY, MOST_CAREFUL, SETTLE, Lead, advance, broken, lead_ms

MS = 21.3
FELL = st.floats(-20, 40)


def after(needs, state=None):
    state = state or Lead()
    for fell_ms in needs:
        state = advance(state, fell_ms)
    return state


@given(st.lists(FELL, max_size=80))
def test_it_is_more_than_was_needed_and_at_most_a_block(needs):
    state = after(needs)
    assert 0 < lead_ms(state, MS) <= MS
    if needs and len(needs) >= SETTLE:
        assert lead_ms(state, MS) > min(needs[-1], MS - 1e-9)
    else:
        assert lead_ms(state, MS) == MS


@settings(max_examples=10)
@given(st.floats(5, 40))
def test_a_need_is_answered_at_once_and_forgotten_slowly(spike):
    calm = after([5.0] * SETTLE)
    assert lead_ms(calm, MS) == 1.25 * 5 + 2
    jumped = advance(calm, spike)
    assert lead_ms(jumped, MS) >= min(spike, MS)
    soon, late = after([5.0] * 20, jumped), after([5.0] * (8 * MEMORY), jumped)
    assert lead_ms(calm, MS) <= lead_ms(soon, MS) <= lead_ms(jumped, MS)
    assert lead_ms(late, MS) < lead_ms(calm, MS) + 0.1


def test_after_a_break_a_whole_block_is_kept_for_longer_each_time():
    state, waits = after([5.0] * SETTLE), []
    for _ in range(6):
        state = broken(state)
        assert lead_ms(state, MS) == MS and broken(state) == state
        waits.append(state.wait)
        state = after([5.0] * state.wait, state)
        assert lead_ms(state, MS) < MS
    assert waits == [min(CAREFUL * 2**time, MOST_CAREFUL) for time in range(6)]
