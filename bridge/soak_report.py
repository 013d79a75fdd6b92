"""What a long performance in bad company came to, for people and for programs, and whether it was
clean. It measures nothing itself (soak.py).
"""

import json
from dataclasses import asdict, dataclass, field

from engine.glitches import Glitch

MEMORY_MB, GROWTH = 400.0, 0.01


@dataclass
class Report:
    """Times in ms, memory in MB. What is excused is counted apart, and not above it."""

    minutes: float
    load: int
    device: str
    recorded_s: float = 0.0
    blocks: int = 0
    controls: int = 0
    underruns: int = 0
    late_blocks: int = 0
    excused_underruns: int = 0
    machine_stalls: int = 0
    late_callbacks: int = 0
    glitches: list[Glitch] = field(default_factory=list)
    excused_glitches: int = 0
    rescues: int = 0
    engines: int = 1
    block_ms_median: float = 0.0
    block_ms_p99: float = 0.0
    block_ms_worst: float = 0.0
    memory_mb_start: float = 0.0
    memory_mb_end: float = 0.0
    memory_mb_minutes: list[float] = field(default_factory=list)
    """The most that was held in each minute since it was settled."""
    notices: list[str] = field(default_factory=list)

    @property
    def faults(self) -> list[str]:
        """[any] Why it was not clean; empty when it was."""
        grown = self.memory_mb_end > self.memory_mb_start * (1 + GROWTH)
        tests = {
            "the sound broke off": self.underruns + self.late_blocks > 0,
            "there are glitches in the recording": bool(self.glitches),
            "nothing was recorded": self.recorded_s == 0,
            "the engine died": self.engines > 1,
            f"the engine holds more than {MEMORY_MB:g} MB": self.memory_mb_end > MEMORY_MB,
            f"the engine's memory grew by more than {100 * GROWTH:g} %": grown,
        }
        return [fault for fault, is_so in tests.items() if is_so]

    def text(self) -> str:
        """[any] For people."""
        kinds = sorted({one.kind for one in self.glitches})
        shown = ", ".join(
            f"{sum(one.kind == kind for one in self.glitches)} {kind}s" for kind in kinds
        )
        lines = [
            f"{self.minutes:g} minutes on {self.device}, beside {self.load} busy processes,"
            f" {self.controls} controls",
            f"underruns        {self.underruns} at the card, {self.late_blocks} before it"
            f" ({self.excused_underruns} more excused)",
            f"glitches heard   {shown or 'none'} in {self.recorded_s:.0f} s recorded"
            f" ({self.excused_glitches} more excused)",
            f"machine stalls   {self.machine_stalls} by the server's own log; the engine's callback"
            f" was late {self.late_callbacks} times",
            f"block            median {self.block_ms_median:.1f} ms, p99 {self.block_ms_p99:.1f}"
            f" ms, worst {self.block_ms_worst:.1f} ms, of {self.blocks}",
            f"rescues          {self.rescues}",
            f"memory           {self.memory_mb_start:.1f} MB, at the end"
            f" {self.memory_mb_end:.1f} MB",
            *(f"  {one.kind} at {one.sample / 48000:.3f} s, {one.size:.3g}"
              for one in self.glitches[:20]),
            f"Not clean: {'; '.join(self.faults)}." if self.faults else "Clean.",
        ]
        return "\n".join(lines)

    def document(self) -> dict[str, object]:
        """[any] For programs."""
        return asdict(self) | {"faults": self.faults, "clean": not self.faults}


def words(report: Report, as_json: bool) -> str:
    """[any] What `flowbend soak` prints."""
    return json.dumps(report.document(), indent=1) if as_json else report.text()
