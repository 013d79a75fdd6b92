"""What sounds, for eyes: samples arrive whole, whatever the blocks and the reader's pace."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from engine.scope import READABLE, ROOM, Scope

BLOCKS = st.lists(st.integers(1, 3000), max_size=80)


def counted(start, n):
    """(n, 2): sample i is i, a little more to the left than to the right."""
    wave = np.arange(start, start + n, dtype=np.float32)
    return np.stack([wave + 0.5, wave - 0.5], axis=1)


@given(BLOCKS, st.integers(0, 20))
def test_a_reader_gets_every_sample_once_or_the_last_of_them(blocks, every):
    memory = bytearray(Scope.NBYTES)
    writer, reader = Scope(memory), Scope(memory)
    seen = 0
    for number, n in enumerate(blocks):
        writer.add(counted(writer.count, n), 48000)
        if every and number % every == 0:
            sound, now = reader.since(seen)
            assert now == writer.count
            assert len(sound) == min(now - seen, READABLE)
            assert np.array_equal(sound, np.arange(now - len(sound), now))
            seen = now
    assert reader.sample_rate == (48000 if blocks else 0)


def test_another_engine_goes_on_where_the_one_before_was():
    memory = bytearray(Scope.NBYTES)
    Scope(memory).add(counted(0, 1024), 48000)
    Scope(memory).add(counted(1024, 1024), 48000)
    assert np.array_equal(Scope(memory).since(1000)[0], np.arange(1000, 2048))


def test_a_block_of_everything_fits():
    scope = Scope()
    scope.add(counted(0, 100), 48000)
    scope.add(counted(100, ROOM), 48000)
    sound, now = scope.since(0)
    assert now == ROOM + 100 and np.array_equal(sound, np.arange(now - READABLE, now))
