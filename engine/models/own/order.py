"""What is asked of a course, and what it is made of."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from engine.models import codecs

Plan = Sequence[tuple[str, float, float | None]]
FINE = (("shortcut", 0.65, 1e-3), ("decoder", 0.35, 5e-4))
SCRATCH = (("codec", 0.4, None), ("denoiser", 0.28, None), ("distil", 0.14, None),
           ("decoder", 0.18, None))
ENCODEC = (("denoiser", 0.68, None), ("distil", 0.32, None))
"""Stages, their share of the time, and their learning rates where those are other than usual. With
EnCodec there is no codec to train, and nothing that fits its latents to start from."""


@dataclass(frozen=True)
class Order:
    """What is asked for. sounds: the folder; name: of the model; minutes: in all; start: the export
    to start from, None for none; runs: where all is kept meanwhile; out: where models lie; codec,
    weights and ray: as `stages.Order` has them."""

    sounds: Path
    name: str
    minutes: float
    start: Path | None
    runs: Path
    out: Path
    hours: float | None = None
    batch: int | None = None
    anew: bool = False
    codec: str | None = None
    weights: Path | None = None
    ray: str | None = None
    say: Callable[[str], object] = print

    @property
    def folder(self) -> Path:
        """Everything of this course."""
        return self.runs / self.name

    @property
    def plan(self) -> Plan:
        """Its stages."""
        if self.codec == codecs.ENCODEC:
            return ENCODEC
        return FINE if self.start is not None else SCRATCH
