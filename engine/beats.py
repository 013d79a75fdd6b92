"""Which beats a block covers. Pure: no clock, no device; live, the performer says when it is heard.

A line of beats (timeline.py) is drawn against the machine's clock, and blocks follow the sound
card's. From block to block the beat goes on by as much as it did before, and is led back to the
line before anybody could hear that it had left it: so no beat is met twice or missed, and a take
has to log nothing while all goes well.
"""

from dataclasses import dataclass
from typing import NamedTuple

from engine.timeline import Line


class Beats(NamedTuple):
    """From some latent on: `start` was the beat there, each latent is `each` beats long, 0 while
    nothing runs, and `since` latents of it are over."""

    start: float
    each: float
    since: int = 0

    def at(self, latent: float) -> float:
        """[any] The beat so many latents from now. How time is cut into blocks changes nothing."""
        return self.start + self.each * (self.since + latent)

    def after(self, latents: int) -> "Beats":
        """[any] The same, so many latents later."""
        return self._replace(since=self.since + latents)


def by_tempo(before: Beats | None, tempo_bpm: float, latent_s: float) -> Beats:
    """[any] Where nobody draws a line: from beat 0 on, at a tempo that may change."""
    each = tempo_bpm / 60 * latent_s
    if before is None:
        return Beats(0.0, each)
    return before if before.each == each else Beats(before.at(0), each)


SMOOTH = 0.05
"""The share of a deviation of the card's clock that is believed at once."""
BREAK_S = 0.02
"""A deviation beyond this is a break in the sound, and believed."""
AHEAD = 8
"""Blocks, 0.17 s, within which the beat is led back to the line."""
LOOSE_S, TIGHT_S = 0.002, 0.0005
"""When it will be so far from the line it is led elsewhere at once; or once it should be there."""
JUMP_S = 0.1
"""So far from the line it jumps there."""
LATE_S = 0.25
"""A start that was heard of so late is played from its very first beat, in less time."""


@dataclass(frozen=True)
class Follower:
    """heard_s when the next block will be heard, by the clock smoothed so far; beats that it goes
    on with; left blocks until it shall be on the line."""

    heard_s: float | None = None
    beats: Beats | None = None
    left: int = 0


def follow(
    state: Follower, line: Line, heard_s: float, latents: int, latent_s: float
) -> tuple[Beats | None, Follower]:
    """[render] What a block of so many latents has to be told, None where the beat goes on as it
    did, and the follower after it. heard_s: when the block will be heard, on the line's clock."""
    block_s = latents * latent_s
    if state.heard_s is not None and abs(heard_s - state.heard_s) < BREAK_S:
        heard_s = state.heard_s + SMOOTH * (heard_s - state.heard_s)
    told, left = _told(state, line, heard_s, latents, block_s)
    beats = told or state.beats
    assert beats is not None
    return told, Follower(heard_s + block_s, beats.after(latents), left)


def _told(
    state: Follower, line: Line, heard_s: float, latents: int, block_s: float
) -> tuple[Beats | None, int]:
    before = state.beats
    if not line.runs:
        stands = before is not None and before.each == 0 and before.start == line.beat
        return None if stands else Beats(line.beat, 0.0), 0
    beat_s = 60 / line.tempo_bpm
    if before is None or before.each == 0:
        return _begun(before, line, heard_s, latents, block_s)
    off_s = (line.beat_at(heard_s) - before.at(0)) * beat_s
    if abs(off_s) > JUMP_S:
        return _begun(None, line, heard_s, latents, block_s)
    blocks = state.left or AHEAD
    then = line.beat_at(heard_s + blocks * block_s)
    off_then_s = abs(then - before.at(blocks * latents)) * beat_s
    if off_then_s > (LOOSE_S if state.left else TIGHT_S):
        now = before.at(0)
        goal = line.beat_at(heard_s + AHEAD * block_s)
        return Beats(now, max(goal - now, 0.0) / (AHEAD * latents)), AHEAD - 1
    return None, blocks - 1


def _begun(
    before: Beats | None, line: Line, heard_s: float, latents: int, block_s: float
) -> tuple[Beats, int]:
    """Where the line is; from the first beat on, where the start has only just been."""
    now = line.beat_at(heard_s)
    late = LATE_S * line.tempo_bpm / 60
    firsts = [0.0] if before is None else [before.start, 0.0]
    start = next((first for first in firsts if first <= now < first + late), now)
    goal = line.beat_at(heard_s + AHEAD * block_s)
    return Beats(start, (goal - start) / (AHEAD * latents)), AHEAD - 1
