"""Captions say what the labels say, and what is kept for measuring is never learned from."""

import numpy as np
import pytest

from engine.models import captions, lexicon
from engine.models.captions import ROWS, WHO
from engine.models.instruments import INSTRUMENTS
from engine.parameters import find


def lists():
    """Every pair of lists that an entry of the lexicon has."""
    yield from lexicon.NAMES.values()
    yield from lexicon.GROUPS.values()
    yield from (words for lane in lexicon.LANE_WORDS.values() for words in lane.values())
    yield from (words for _, words in lexicon.MOODS)
    yield from (lexicon.INTENSE, lexicon.SLIGHT, lexicon.NEGATED, lexicon.TEMPLATES,
                lexicon.BESIDE, lexicon.NOTHING)


def test_every_instrument_has_names_and_every_row_is_in_the_table():
    assert tuple(instrument.name for instrument in INSTRUMENTS) == WHO
    assert all(find(row) for row in ROWS)
    assert all(words.trained and words.held for words in lists())
    assert all(set(group) <= set(WHO) for group in lexicon.GROUPS)


def test_what_is_held_out_is_in_no_list_to_learn_from():
    trained = {word for words in lists() for word in words.trained}
    held = [word for words in lists() for word in words.held]
    assert not trained & set(held) and len(held) == len(set(held))


@pytest.mark.parametrize("held", [False, True])
def test_a_caption_says_what_is_true(held):
    rng = np.random.default_rng(3)
    for index in range(300):
        ranks = {row: float(rng.random()) for row in ROWS[:-1]}
        caption = captions.write(WHO[index % len(WHO)], ranks, rng, held)
        assert caption.text and "{" not in caption.text and len(caption.text) < 200
        assert not caption.who or WHO[index % len(WHO)] in caption.who
        assert set(caption.ranks) == set(caption.told) <= set(ROWS)
        for row, level in caption.told.items():
            rank = caption.ranks[row]
            assert {"low": rank < 0.34, "high": rank > 0.66, "middle": 0.33 <= rank <= 0.67}[level]


def test_the_same_generator_says_the_same():
    first, again = (
        captions.write("harp", {"rms": 0.1}, np.random.default_rng(8)) for _ in range(2)
    )
    assert first == again
