"""How far ahead of the card a block is begun. Pure: no thread, clock or device.

What the ring holds when a block is begun has to last until it is ready: as long as making it takes,
waking for it, and what the card takes at once. Anything beyond is delay between knob and sound. So
the most that was needed lately, and a quarter more, is what is kept; a whole block at most, which
is also the start. When the sound breaks off all the same, a whole block is kept, for minutes.
"""

from dataclasses import dataclass, replace

SETTLE = 48
"""Blocks, 1 s, that must have been seen first."""
MARGIN, SLACK_MS = 1.25, 2.0
MEMORY = 512
"""Blocks over which a need is forgotten: 11 s."""
CAREFUL, MOST_CAREFUL = 47 * 300, 47 * 3600
"""Blocks for which a whole block is kept after a break, 5 minutes, and twice as long each time, up
to an hour."""


@dataclass(frozen=True)
class Lead:
    """What is known of the machine and the card."""

    needed_ms: float = 0.0
    """The most that the ring fell while a block was made, forgotten slowly."""
    wait: int = SETTLE
    """Blocks for which a whole one is kept."""
    careful: int = CAREFUL
    """Blocks to wait after the next break."""


def lead_ms(state: Lead, block_ms: float) -> float:
    """[any] What the ring should hold when a block is begun, up to `block_ms`."""
    if state.wait:
        return block_ms
    return min(MARGIN * state.needed_ms + SLACK_MS, block_ms)


def advance(state: Lead, fell_ms: float) -> Lead:
    """[render] The state after a block, while making which the ring fell so far below the lead;
    0 or less where it holds more for other reasons, as before a resampler."""
    fell_ms = max(fell_ms, 0.0)
    needed = max(fell_ms, state.needed_ms + (fell_ms - state.needed_ms) / MEMORY)
    return replace(state, needed_ms=needed, wait=max(state.wait - 1, 0))


def broken(state: Lead) -> Lead:
    """[render] The state after the sound broke off; nothing new where a whole block was kept."""
    if state.wait:
        return state
    return replace(state, wait=state.careful, careful=min(2 * state.careful, MOST_CAREFUL))
