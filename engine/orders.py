"""What an engine process is told when it starts. Kept in the shared memory, so that an engine that
is started in place of a dead one, by whichever bridge, is told the same.
"""

from dataclasses import asdict, dataclass, fields
from typing import Any

SAFETY = range(4)


@dataclass(frozen=True)
class Orders:
    """Plain values only, for they travel as JSON; paths are absolute."""

    model: str | None = None
    """A folder made by `flowbend export`; None is the shipped instrument."""
    precision: str | None = None
    """FLOAT32 or INT8; None is the one that plays faster here."""
    device: int | str | None = None
    buffer_samples: int | None = None
    outputs: tuple[int, ...] | None = None
    """The device's outputs, from 1, for left and right."""
    block_latents: int = 2
    safety: int = 1
    """How many blocks deeper than one the ring may become."""
    rescue: bool = True
    """Answer underruns by itself; else the ring is as deep as it may be, and all stays as asked."""
    backing: bool = True
    """Perform the built-in take on whatever no hand has touched."""
    take: str | None = None
    out: str = "flowbend.wav"
    """Where the sound goes when there is no sound card, and for how long."""
    out_seconds: float = 60.0
    waits: bool = False
    """Without a sound card play to a clock and look for one, instead of writing a file."""
    alone_seconds: float | None = None
    """End when there has been no bridge for so long; None plays on for ever."""
    listen: int | str | None = None
    """An input that drives lanes, by index or name; "" is the system's default, None is none."""
    listen_inputs: tuple[int, ...] | None = None
    """Which of its channels, from 1; None is the first."""
    urgent: bool = True
    """Ask the system for real-time priority and locked memory."""

    def as_document(self) -> dict[str, Any]:
        """[any] For a slate."""
        return asdict(self)

    @classmethod
    def of_document(cls, document: dict[str, Any]) -> "Orders":
        """[any] From a slate. Errors: KeyError, when it is not whole."""
        told = {field.name: document[field.name] for field in fields(cls)}
        for channels in ("outputs", "listen_inputs"):
            if told[channels] is not None:
                told[channels] = tuple(told[channels])
        return cls(**told)
