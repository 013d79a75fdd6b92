"""Another model is asked for while one plays: it is loaded and run in, in a thread of its own, and
what is wrong with it becomes a sentence. The one that plays goes on; render.py fades.
"""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from engine import priority, render
from engine.contract import BrokenContract
from engine.controls import Controls
from engine.instrument import Instrument
from engine.link import Slate
from engine.newcomer import WORK
from engine.performer import Performer
from engine.take import defaults


class Understudy:
    """Looks for what is asked for on a slate, `{"asked": number, "model": folder}`."""

    def __init__(
        self, asked: Slate, performer: Performer, answer: Callable[[int, str, str], object],
        urgent: bool = False,
    ) -> None:
        """[control] Nothing is loaded yet.

        answer: is told, on another thread, the number, the folder, and why not, or "" where the
        model takes over. urgent: the thread asks for a place close behind the render thread's: it
        must not be preempted with the interpreter's lock in hand.
        """
        self._slate, self._performer, self._answer = asked, performer, answer
        self._urgent = urgent
        self._seen = _number(asked.read())
        self._thread: threading.Thread | None = None

    def look(self) -> None:
        """[control] Begin to load what has been asked for since the last look, once nothing else is
        being loaded; let go of what plays no more."""
        self._performer.retire()
        if self._thread is not None and self._thread.is_alive():
            return
        wish = self._slate.read()
        if _number(wish) == self._seen:
            return
        self._seen = _number(wish)
        self._thread = threading.Thread(
            target=self._load, args=(self._seen, str(wish["model"])), name="understudy", daemon=True
        )
        self._thread.start()

    def _load(self, number: int, folder: str) -> None:
        """The thread."""
        if self._urgent:
            priority.go_second()
        try:
            successor = self._performer.instrument.successor(Path(folder))
            if misfit := self._performer.instrument.misfit(successor):
                raise BrokenContract(misfit)
            _run_in(successor, self._performer.block_latents)
        except Exception as error:  # whatever is wrong with a stranger's files, the sound goes on
            self._answer(number, folder, str(error) or type(error).__name__)
        else:
            self._performer.succeed(successor)
            self._answer(number, folder, "")


def _run_in(instrument: Instrument, latents: int) -> None:
    """A model's first runs take longer than later ones: not while somebody listens. Raises whatever
    the model does when it does not run."""
    controls, state = Controls(defaults()), render.State()
    for size in (latents, WORK * latents // instrument.contract.stride * instrument.contract.stride,
                 latents):
        _, state, _ = render.step(instrument, state, controls, size)


def _number(wish: dict[str, Any]) -> int:
    return int(wish.get("asked", 0))
