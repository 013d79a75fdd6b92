"""One seed at several step counts: how much of the sound is there after one pass, and what more of
them add. It writes no file.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from engine.instrument import Instrument
from engine.studio import journey, measures
from engine.voice import Request

COUNTS = (1, 2, 4, 8, 16, 32, 64)
Told = Callable[..., object]


@dataclass(frozen=True)
class Stair:
    """One of them. latents_error and mel_db are how far it is from the one with most steps;
    moved_db how far from the one before, None for the first."""

    steps: int
    latents_error: float
    mel_db: float
    moved_db: float | None


def sounds(
    instrument: Instrument, request: Request, counts: Sequence[int], gain_db: float = 0.0,
    told: Told = lambda *_: None,
) -> Iterator[tuple[int, np.ndarray, np.ndarray]]:
    """[any] (steps, latents (T, C), (samples, channels) audio) of each; told sum(counts) times."""
    for steps in counts:
        latents = journey.sample(instrument, request, steps, told)
        audio = journey.finished(instrument, journey.decode(instrument, latents), gain_db)
        yield steps, latents, audio


def compare(
    counts: Sequence[int], latents: Sequence[np.ndarray], audio: Sequence[np.ndarray],
    sample_rate: int,
) -> list[Stair]:
    """[any] Each of them against the last."""
    spectra = [measures.mel_db(one, sample_rate) for one in audio]
    loudest = float(spectra[-1].max())

    def apart(a: int, b: int) -> float:
        return measures.between_db(spectra[a], spectra[b], loudest)

    return [
        Stair(steps, measures.relative_error(latents[at], latents[-1]), apart(at, -1),
              apart(at, at - 1) if at else None)
        for at, steps in enumerate(counts)
    ]


def table(stairs: Sequence[Stair]) -> str:
    """[any] As text, a line each."""
    lines = [
        f"steps   latents off  mel off  from the one before ({stairs[-1].steps} is the measure)"
    ]
    for one in stairs:
        moved = "" if one.moved_db is None else f"{one.moved_db:9.2f} dB"
        lines.append(f"{one.steps:5}{one.latents_error:14.3f}{one.mel_db:6.2f} dB{moved}")
    return "\n".join(lines)
