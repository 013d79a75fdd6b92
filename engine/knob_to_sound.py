"""From a control's change to the sound of it: what each stage took, and the whole. Pure: it is
given what was sent, when blocks were made and what was heard, and finds the change in the sound.

The whole runs from the moment before the packet is sent to the moment at which the sound at the
device's output is heard to change: 10 dB louder than at any time of the 100 ms before (rise.py).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from engine import rise
from engine.ears import Heard
from engine.trace import SEGMENTS, Block

BEFORE_S = 0.1
"""How long the sound must have been quiet."""
WITHIN_S = 0.5
"""A change that is not heard by then was not."""
STAGES = {
    "door": "packet, system, door's thread",
    "store": "checked, and in the shared memory",
    "wait": "until the next block is begun",
    "sampler": "controls and diffusion",
    "decoder": "latents to sound, output stage",
    "ring": "samples queued before the block",
    "device": "behind the ring, by its own report",
    "answer": "from the block's first sample to where it is heard",
}


@dataclass(frozen=True)
class Change:
    """One that was made: sent, arrived behind the door and published, in seconds, and the counts of
    the store's publications and of events that a block which used it has seen."""

    sent_s: float
    reached_s: float
    stored_s: float
    values: int
    events: int


@dataclass(frozen=True)
class Found:
    """One that was heard: ms by stage, in the order of STAGES, and the whole, measured apart where
    something listens."""

    stages: tuple[float, ...]
    whole_ms: float


@dataclass(frozen=True)
class Result:
    """What came of all changes."""

    found: list[Found]
    sent: int

    def whole(self, share: float) -> float:
        """[any] The percentile `share`, 0..100, of the whole, ms."""
        return float(np.percentile([one.whole_ms for one in self.found], share))

    def stages(self, share: float | None = None) -> dict[str, float]:
        """[any] ms by stage: a percentile, or the mean over the middle half of the changes, whose
        stages add up."""
        table = np.array([one.stages for one in self.found])
        if share is not None:
            return dict(zip(STAGES, np.percentile(table, share, axis=0).tolist(), strict=True))
        order = np.argsort([one.whole_ms for one in self.found])
        quarter = len(order) // 4
        middle = table[order[quarter : len(order) - quarter]]
        return dict(zip(STAGES, middle.mean(axis=0).tolist(), strict=True))

    @property
    def sum_ms(self) -> float:
        """[any] The median of each change's own stages, added up."""
        return float(np.median([sum(one.stages) for one in self.found]))

    @property
    def apart_ms(self) -> float:
        """[any] By how much a change's stages, added up, miss its whole: the median."""
        return float(np.median([abs(sum(one.stages) - one.whole_ms) for one in self.found]))


def find(
    changes: Sequence[Change], blocks: Sequence[Block], block_ms: float, heard: Heard | None
) -> Result:
    """[any] Each change in the sound. `blocks` follow each other; where nothing listened (None) the
    whole is the sum, by the device's own report."""
    found = (_found(change, blocks, block_ms, heard) for change in changes)
    return Result([one for one in found if one is not None], len(changes))


def _found(
    change: Change, blocks: Sequence[Block], block_ms: float, heard: Heard | None
) -> Found | None:
    used = next((at for at, block in enumerate(blocks) if _has(block, change)), None)
    if used is None:
        return None
    answer_ms = _answer_ms(blocks, used, block_ms)
    if answer_ms is None:
        return None
    block = blocks[used]
    times = block.times
    stages = (
        *(1000 * np.diff([
            change.sent_s, change.reached_s, change.stored_s, times.begun_s, times.sampled_s,
            block.written_s,
        ])).tolist(),
        block.ring_ms, block.device_ms, answer_ms,
    )
    if heard is None:
        return Found(stages, sum(stages))
    whole_ms = _heard_ms(change.sent_s, heard)
    return None if whole_ms is None else Found(stages, whole_ms)


def _has(block: Block, change: Change) -> bool:
    seen = block.times
    return seen.values_seen >= change.values and seen.events_seen >= change.events


def _answer_ms(blocks: Sequence[Block], used: int, block_ms: float) -> float | None:
    """Where the engine's own output rises, from the start of the block that used the change."""
    back, on = (int(np.ceil(1000 * s / block_ms)) for s in (BEFORE_S, WITHIN_S))
    if used < back:
        return None
    before = np.concatenate([block.peaks for block in blocks[used - back : used]])
    after = np.concatenate([block.peaks for block in blocks[used : used + on]])
    at = rise.first_louder(before, after)
    return None if at is None else at * block_ms / SEGMENTS


def _heard_ms(sent_s: float, heard: Heard) -> float | None:
    start, now, end = np.searchsorted(
        heard.times_s, [sent_s - BEFORE_S, sent_s, sent_s + WITHIN_S]
    ).tolist()
    at = rise.first_louder(heard.peaks[start:now], heard.peaks[now:end])
    return None if at is None else 1000 * float(heard.times_s[now + at] - sent_s)


def report(result: Result, of: str, listened: str) -> str:
    """[any] One page: the whole, each stage with a bar of its length, and whether they agree."""
    stages, late = result.stages(), result.stages(99)
    lines = [
        f"Knob to sound: median {result.whole(50):.1f} ms, p95 {result.whole(95):.1f} ms,"
        f" p99 {result.whole(99):.1f} ms", f"{of}; {listened}.", "",
        "stage         ms     p99",
    ]
    lines += [
        f"{name:8s} {stages[name]:7.1f} {late[name]:7.1f}  {_bar(stages[name]):24s} {about}"
        for name, about in STAGES.items()
    ]
    missed = result.sent - len(result.found)
    lines += [
        "", f"The stages of each change come to {result.sum_ms:.1f} ms, the whole to"
        f" {result.whole(50):.1f} ms (medians); they miss each other by {result.apart_ms:.1f} ms.",
    ]
    lines += [f"{missed} of {result.sent} changes were not heard."] if missed else []
    return "\n".join(lines)


def _bar(ms: float) -> str:
    return "#" * round(ms) if ms >= 0.5 else "."
