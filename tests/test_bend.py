"""The wheel, heard: what the shipped model plays is so much higher or lower."""

import numpy as np
import pytest
from scenes import Score, cut, perform, values

from engine.instrument import Instrument
from engine.parameters import DRIVEN, HELD
from engine.pitch import WINDOW, pitch
from engine.store import Event, Kind

KEY = 72


@pytest.mark.parametrize("bend", [-2, -1, 1, 2])
def test_the_flute_is_bent_by_whole_semitones(eight_bits: Instrument, bend: int) -> None:
    flute = eight_bits.contract.instruments.index("flute")
    score = Score(
        values(notes_mode=DRIVEN, rms_mode=HELD, rms=-18, bend=bend,
               instrument_a=flute, instrument_b=flute),
        events=(Event(Kind.NOTE_ON, KEY, 0.7),),
    )
    audio, _ = perform(eight_bits, score, cut(90, 2))
    heard = audio[24000:].mean(axis=1)
    found = [pitch(heard[at : at + WINDOW], eight_bits.contract.sample_rate)
             for at in range(0, len(heard) - WINDOW, WINDOW)]
    assert np.median([one for one in found if one is not None]) == pytest.approx(
        KEY + bend, abs=0.3
    )
