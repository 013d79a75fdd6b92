"""What learning from a folder will take, told before it starts: time, disk and memory."""

import errno
import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import soundfile

from engine.models.corpus import PHRASE_SECONDS, SAMPLE_RATE
from engine.models.own.finding import Recording
from engine.parameters import BadValue

CHECKPOINTS_MB = 420.0
"""Weights, averages and moments of both stages, and the export."""
PHRASE_MB = 1.3
"""A phrase of 10 s as FLAC, and as latents and labels."""
PROCESS_MB = 1100.0
"""torch, the models, their moments, and what a step keeps for its gradients."""
LISTENER_MB = 600.0
"""Each process that cleans, listens or encodes."""
PCM_MB_A_MINUTE = SAMPLE_RATE * 4 * 60 / 1e6
"""Of sound in memory, in 16 bits and stereo, while the decoder learns."""
FULL = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}
NOTHING_B = 1 << 20
"""Of disk free is none."""
SHARE = 0.5
"""Of a machine's free memory that sound may take."""


@dataclass(frozen=True)
class Estimate:
    """minutes of sound in the files; hours of it that are learned from at once; MB of disk that are
    needed and free, and of memory."""

    minutes: float
    hours: float
    disk_mb: float
    disk_free_mb: float
    memory_mb: float
    memory_free_mb: float

    def line(self) -> str:
        """[any] For people."""
        return (f"{self.minutes:.1f} minutes in the files; needs about {self.disk_mb / 1000:.1f} GB"
                f" of disk ({self.disk_free_mb / 1000:.0f} GB are free) and"
                f" {self.memory_mb / 1000:.1f} GB of memory"
                f" ({self.memory_free_mb / 1000:.1f} GB are free).")

    def check(self) -> None:
        """[any] Raises BadValue when it cannot work."""
        if self.disk_mb > self.disk_free_mb:
            raise BadValue(
                f"this needs about {self.disk_mb / 1000:.1f} GB of disk and there are"
                f" {self.disk_free_mb / 1000:.1f} GB free: make room, or name another --folder"
            )
        if self.memory_mb > self.memory_free_mb:
            raise BadValue(
                f"this needs about {self.memory_mb / 1000:.1f} GB of memory and"
                f" {self.memory_free_mb / 1000:.1f} GB are free: close other programs, or use fewer"
                " recordings (--hours)"
            )


def estimate(
    found: Sequence[Recording], folder: Path, hours: float | None = None, jobs: int | None = None
) -> Estimate:
    """[control] Of these recordings, with everything kept in `folder`. hours: of sound that are
    wanted in memory at once; None is as much as there is room for."""
    minutes = sum(map(_seconds, found)) / 60
    jobs = jobs or listeners()
    memory_free = free_memory_mb()
    fits = max(0.1, (SHARE * memory_free - PROCESS_MB) / PCM_MB_A_MINUTE / 60)
    kept = min(fits if hours is None else hours, max(minutes / 60, 0.02))
    reading = (jobs + 1) * LISTENER_MB
    memory = max(PROCESS_MB + 60 * kept * PCM_MB_A_MINUTE, reading)
    phrases = minutes * 60 / PHRASE_SECONDS
    where = folder
    while not where.exists():
        where = where.parent
    disk = CHECKPOINTS_MB + 2.2 * PHRASE_MB * phrases
    return Estimate(minutes, kept, disk, shutil.disk_usage(where).free / 1e6, memory, memory_free)


def is_full(error: Exception, *folders: Path) -> bool:
    """[any] Whether it failed because a disk is full: not every library says so."""
    if getattr(error, "errno", None) in FULL:
        return True
    if isinstance(error, BadValue) or getattr(error, "for_the_user", False):
        return False
    return "No space left on device" in str(error) or any(
        shutil.disk_usage(folder).free < NOTHING_B for folder in folders if folder.exists()
    )


def listeners() -> int:
    """[any] How many processes clean and listen: one for each core, where memory holds so many."""
    fit = int(SHARE * free_memory_mb() / LISTENER_MB)
    return max(1, min(os.cpu_count() or 1, fit))


def free_memory_mb() -> float:
    """[any] Memory that may still be used; 4 GB where the system does not say."""
    try:
        lines = Path("/proc/meminfo").read_text().splitlines()
        return next(float(x.split()[1]) / 1e3 for x in lines if x.startswith("MemAvailable"))
    except (OSError, StopIteration, ValueError):
        return 4000.0


def _seconds(one: Recording) -> float:
    try:
        seconds = float(soundfile.info(one.path).duration)
        return seconds if seconds < 24 * 3600 else 0.0  # one that does not say how long it is
    except (OSError, soundfile.SoundFileError):
        return 0.0  # it is told of when it is read
