"""Where a sound becomes louder: the moment at which a change that cannot be missed is heard. Knows
neither who made the change nor where the sound came from.
"""

import numpy as np

LOUDER_DB = 10.0
"""So far above the loudest moment before, a sound is about twice as loud to the ear: it is heard.
"""
SURE_DB = 20.0
"""A change that does not come to so much within the stretch was none."""
FLOOR = 1e-4
"""-80 dB: what is below it counts as this, or silence would rise at its first rounding error."""


def first_louder(before: np.ndarray, after: np.ndarray) -> int | None:
    """[any] The index in `after` of the first peak that is heard as louder than all of `before`;
    None where the sound does not rise. Both are absolute peaks of short stretches.
    """
    if not len(before) or not len(after):
        return None
    loudest = max(float(before.max()), FLOOR)
    if after.max() < loudest * 10 ** (SURE_DB / 20):
        return None
    return int(np.argmax(after >= loudest * 10 ** (LOUDER_DB / 20)))
