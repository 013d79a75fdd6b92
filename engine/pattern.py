"""Rhythms on the beat: which steps of a pattern are struck, and at which beats they fall. Pure."""

from functools import lru_cache
from math import ceil, floor


@lru_cache(maxsize=8)  # few are in force at once, and many small tuples break up the memory
def euclid(steps: int, pulses: int, rotation: int = 0) -> tuple[bool, ...]:
    """[any] So many pulses spread over so many steps as evenly as may be, the first of them struck;
    more pulses than steps strike them all. `rotation` makes it come so many steps later.

    By Bjorklund's algorithm, so that the rhythms of Toussaint, "The Euclidean Algorithm Generates
    Traditional Musical Rhythms" (2005), come out as they are written there.
    """
    pulses = min(pulses, steps)
    head: list[tuple[bool, ...]] = [(True,)] * pulses
    tail: list[tuple[bool, ...]] = [(False,)] * (steps - pulses)
    shares = bool(head and tail)
    while shares:
        pairs = min(len(head), len(tail))
        left = head[pairs:] or tail[pairs:]
        head, tail = [a + b for a, b in zip(head, tail, strict=False)], left
        shares = len(tail) > 1
    even = tuple([struck for group in (*head, *tail) for struck in group])
    turn = -rotation % steps
    return even[turn:] + even[:turn]


def strikes(
    rhythm: tuple[bool, ...], step: float, swing: float, start: float, end: float
) -> list[float]:
    """[any] The beats in [start, end) on which a rhythm strikes, in order. It begins at beat 0 and
    repeats; before that there is nothing.

    step: beats from one step to the next, above 0. swing: where in its pair of steps the second one
    falls, 0.5 (straight) to 0.75. How time is cut into calls changes nothing.
    """
    if not any(rhythm) or end <= start:
        return []
    first, last = max(floor(start / step) - 1, 0), ceil(end / step)
    found = (
        (number + (2 * swing - 1 if number % 2 else 0)) * step
        for number in range(first, last + 1) if rhythm[number % len(rhythm)]
    )
    return [beat for beat in found if start <= beat < end]
