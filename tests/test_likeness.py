"""The denoiser as a judge of instruments: it knows its own sounds, and real ones of its kind."""

import numpy as np
import pytest

from engine.studio import asking, journey, likeness
from engine.studio.asking import Note


@pytest.mark.parametrize("name", ["flute", "marimba", "standard_kit", "choir"])
def test_it_knows_what_it_has_made(shipped, name):
    notes = [Note(0.1, 0.6, 67), Note(0.7, 1.2, 60)]
    if name == "standard_kit":
        notes = [Note(0.2 * n, 0.2 * n + 0.1, (36, 42, 38, 42)[n % 4]) for n in range(6)]
    settings = {"instrument_a": asking.number_of(shipped, name)}
    made = journey.sample(shipped, asking.request(shipped, 130, settings, notes=notes), 4)
    found = likeness.instrument_of(shipped, made)
    assert found.shape == (len(shipped.contract.instruments),)
    assert found.sum() == pytest.approx(1) and (found >= 0).all()
    assert shipped.contract.instruments[int(found.argmax())] == name
    np.testing.assert_array_equal(found, likeness.instrument_of(shipped, made))


def test_it_looks_where_most_happens(shipped):
    silence = shipped.encode(np.zeros((1024 * shipped.contract.hop, 2), np.float32))
    busy = silence.copy()
    busy[600:700] += 3
    part = likeness._busiest(shipped, busy, likeness.LONGEST)
    assert part.start <= 600 and part.stop >= 700
    assert part.stop - part.start == likeness.LONGEST
