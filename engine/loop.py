"""Which stretch of the noise repeats, and where its passes begin: by its length, or on the beat.
Pure; noise.py finds the noise.
"""

from dataclasses import replace
from math import floor

from engine.controls import Asked
from engine.noise import Loop, stretches


def following(
    loop: Loop | None, asked: Asked, index: int, latents: int, stride: int, latent_hz: float,
    memory: int,
) -> Loop | None:
    """[render] The loop of the block that begins at latent `index`: the one in force, or a new one
    that the sound is in just now. memory: so far back its passes are to be known.

    In seconds a new one is counted from the start of the performance; in beats from the last
    multiple of them, and within a loop that is in force it takes a part of that.
    """
    length = max(round(asked.loop_s * latent_hz / stride) * stride, stride) if asked.loop_s else 0
    if length == 0:
        return None
    same = loop is not None and loop.beats == asked.loop_beats
    if asked.loop_beats == 0:
        if loop is not None and same and loop.length == length:
            return loop
        return Loop(index - index % length, length)
    if loop is None or not same:
        number, since = _place(asked, 0, stride)
        at, _ = stretches(index, 1, loop)[0]
        since = min(since, at)
        loop = Loop(at - since, length, asked.loop_beats, (index - since,), number)
    for latent in range(0, latents, stride):
        loop = _passed(loop, asked, index, latent, stride)
    first = sum(begun <= index - memory for begun in loop.passes[1:])
    return replace(loop, passes=loop.passes[first:])


def _passed(loop: Loop, asked: Asked, index: int, latent: int, stride: int) -> Loop:
    """The loop, with another pass where one begins at this latent of the block."""
    at = index + latent
    if asked.beats.each == 0:  # nothing runs: as long as it is
        number, since = loop.count, (at - loop.passes[-1]) % loop.length
        if at - loop.passes[-1] < loop.length:
            return loop
    else:
        number, since = _place(asked, latent, stride)
        if number == loop.count:
            return loop
    begun = at - since
    kept = tuple(one for one in loop.passes if one < begun)
    return replace(loop, passes=(*kept, begun), count=number)


def _place(asked: Asked, latent: int, stride: int) -> tuple[int, int]:
    """Which pass this latent of the block falls into, and how many latents, in whole strides, it is
    behind that one's beginning: half a stride early counts as there."""
    each = asked.beats.each * stride
    beat = asked.beats.at(latent) + each / 2
    number = floor(beat / asked.loop_beats)
    if each == 0:
        return number, 0
    return number, floor((beat - number * asked.loop_beats) / each) * stride
