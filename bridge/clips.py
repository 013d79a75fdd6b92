"""Clips: what the controls say now, rendered to a file beside the engine that plays.

Another process renders, last in the system's queue and on one core; when it is done, who asked is
told where the file lies. The files are temporary: whoever loads one keeps its sound, not its path.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import threading
import wave
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from bridge import addresses
from bridge.keeper import Keeper
from engine.panel import Panel
from engine.parameters import DRIVEN, FREE, TABLE, BadValue, as_number, find, shown

BARS = (1, 64)
_KEPT = 8
_BY_HANDS = ("notes_mode", "onset_mode")

Tell = Callable[[str, str, list], object]
"""(source, address, arguments) to the client of that name."""


class Present(NamedTuple):
    """What a clip is made of: the model's folder, the precision, whether the built-in piece plays
    what no hand has touched, and the values by row id (with the piece: only those touched)."""

    model: str | None
    precision: str | None
    backing: bool
    values: Mapping[str, float]


def present(keeper: Keeper, panel: Panel) -> Present:
    """[control] What a clip of the engine that is kept is made of, now."""
    values, touched = panel.store.snapshot()
    backing = keeper.orders.backing and not keeper.link.ended_at
    kept = {row.id: float(values[slot]) for slot, row in enumerate(TABLE)
            if touched[slot] or not backing}
    model = keeper.shared.wish.read().get("model", keeper.orders.model)
    return Present(model, keeper.orders.precision, backing, kept)


class Clips:
    """Renders one clip at a time. Any control thread may ask."""

    def __init__(self, present: Callable[[], Present], tell: Tell) -> None:
        """[control] Nothing is rendered yet; `present` says what would be."""
        self._present, self._tell = present, tell
        self._folder: Path | None = None
        self._lock = threading.Lock()
        self._child: subprocess.Popen[str] | None = None
        self._thread: threading.Thread | None = None
        self._count = 0

    def render(self, source: str, bars: object) -> bool:
        """[control] Begin to render so many bars; `source` is told with `addresses.CLIP_READY`,
        the file and its length in seconds, or with `addresses.ERROR` and a sentence. True.

        Raises BadValue for other numbers of bars, or while a clip is being rendered.
        """
        number = as_number(bars)
        if number is None or not BARS[0] <= number <= BARS[1] or not number.is_integer():
            raise BadValue(
                f"a clip has a whole number of bars from {BARS[0]} to {BARS[1]}, not {shown(bars)}"
            )
        with self._lock:
            if self._child is not None:
                raise BadValue("a clip is being rendered: ask again when it is there")
            path = self._next_path()
            self._child = subprocess.Popen(
                command(self._present(), int(number), path), stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True,
                # Windows has no nice(): there the one who starts a process says its place.
                creationflags=getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0),
                env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            )
            self._thread = threading.Thread(
                target=self._wait, args=(self._child, source, path), name="clip", daemon=True
            )
            self._thread.start()
        return True

    def stop(self) -> None:
        """[control] End what is being rendered, and take the files away."""
        with self._lock:
            child, thread = self._child, self._thread
            if child is not None:
                child.kill()
        if thread is not None:
            thread.join()
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = None

    def _wait(self, child: "subprocess.Popen[str]", source: str, path: Path) -> None:
        """The clip's own thread: until it is there."""
        _, errors = child.communicate()
        with self._lock:
            self._child = None
        if child.returncode == 0:
            with wave.open(str(path)) as clip:
                seconds = clip.getnframes() / clip.getframerate()
            self._tell(source, addresses.CLIP_READY, [path.as_posix(), seconds])
        elif child.returncode > 0:  # below 0 it was ended from here
            why = errors.rsplit("flowbend: ", 1)[-1].strip().splitlines()
            self._tell(source, addresses.ERROR, [f"no clip: {why[-1] if why else 'it failed'}"])

    def _next_path(self) -> Path:
        """A name that no clip has had, so that nobody is shown an old one from a cache."""
        if self._folder is None:
            self._folder = Path(tempfile.mkdtemp(prefix="flowbend-clips-"))
        self._count += 1
        old = _name(self._count - _KEPT)
        for name in (old, f"{old}.json"):
            (self._folder / name).unlink(missing_ok=True)
        return self._folder / _name(self._count)


def command(present: Present, bars: int, path: Path) -> list[str]:
    """[any] How a clip is rendered. Nobody's hands are there: notes and attacks that keys drive
    are the model's own."""
    words = [sys.executable, "-m", "engine", "render", "--gently", "--bars", str(bars),
             "--out", str(path)]
    if present.model is not None:
        words += ["--model", present.model]
    if present.precision is not None:
        words += ["--precision", present.precision]
    if not present.backing:
        words.append("--no-backing")
    for id, value in present.values.items():
        if id in _BY_HANDS and value == DRIVEN:
            value = FREE
        words += ["--set", f"{find(id).id}={value!r}"]
    return words


def _name(number: int) -> str:
    return f"clip-{number}.wav"
