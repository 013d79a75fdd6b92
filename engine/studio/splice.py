"""New sound into a gap of an old one, so that neither join can be told: beyond its edges the old
sound goes on as it would have (`extrapolation.py`) and fades into the new, or out of it.
"""

import numpy as np

FADE_S = 0.02
"""How long a join takes, inside the gap."""
EDGE_S = 0.005
"""Fade in or out where the new sound has no old one beside it."""


def joined(
    new: np.ndarray, onwards: np.ndarray | None, backwards: np.ndarray | None, rate: int
) -> np.ndarray:
    """[any] new (N, channels) for a gap: it begins as `onwards`, how the sound before the gap goes
    on, and ends as `backwards`, what leads to the sound behind it. None is for silence."""
    made = np.array(new, np.float64)
    count = fade(len(made), rate)
    if onwards is None:
        edge = min(count, round(EDGE_S * rate))
        made[:edge] *= _rising(edge)
    else:
        made[:count] = crossed(onwards[:count], made[:count])
    if backwards is None:
        edge = min(count, round(EDGE_S * rate))
        made[len(made) - edge :] *= _rising(edge)[::-1]
    else:
        behind = len(made) - count
        made[behind:] = crossed(made[behind:], backwards[len(backwards) - count :])
    return made


def fade(samples: int, rate: int) -> int:
    """[any] Samples of a join in a gap of so many."""
    return max(1, min(round(FADE_S * rate), samples // 3))


def crossed(leaving: np.ndarray, arriving: np.ndarray) -> np.ndarray:
    """[any] From one (samples, channels) to the other, as loud all the way as they are at its
    ends: gains add up to one where the two are alike, and their squares where they are not."""
    share = _rising(len(leaving))
    power = np.sqrt(np.sum(leaving**2) * np.sum(arriving**2))
    alike = float(np.clip(np.sum(leaving * arriving) / max(power, 1e-20), 0.0, 1.0))
    level = np.sqrt(share**2 + (1 - share) ** 2 + 2 * alike * share * (1 - share))
    return ((1 - share) * leaving + share * arriving) / level


def _rising(samples: int) -> np.ndarray:
    """(samples, 1) from 0 to 1, a raised cosine."""
    along = (np.arange(samples) + 0.5) / samples
    return (0.5 - 0.5 * np.cos(np.pi * along))[:, None]
