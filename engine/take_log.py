"""Keeps a take while it is performed: an append-only file, written by a thread of its own.

The render thread only hands its controls over. What was written outlives this process, however it
ends; an engine that is started in its place goes on in the same file, as another part of the take.
"""

import threading
from collections import deque
from pathlib import Path

from engine import priority, take_lines
from engine.contract import FLOAT32
from engine.controls import Controls
from engine.take import Changes, beats_row, curve_row, event_row

_EVERY_S = 0.1


class TakeLog:
    """One engine's part of a take."""

    def __init__(
        self, path: Path, block_latents: int, instrument: str, anew: bool = True,
        urgent: bool = False, precision: str = FLOAT32,
    ) -> None:
        """[control] An empty file, or else behind what is complete in the one there is.

        urgent: the thread asks for the render thread's own place. It has little to do, and must not
        be preempted in the midst of it, with the interpreter's lock in hand.

        Errors: OSError.
        """
        path.open("wb" if anew else "ab").close()
        self._file = path.open("r+b", buffering=0)
        self._file.truncate(take_lines.whole(self._file.read()))
        self._file.seek(0, 2)
        self._block_latents, self._urgent = block_latents, urgent
        self._changes = Changes()
        self._waiting: deque[Controls] = deque()
        self._latents = 0
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="take", daemon=True)
        self.error: OSError | None = None
        """Why nothing more is kept, if so."""
        self._file.write(take_lines.header(instrument, block_latents, precision).encode())
        self._thread.start()

    def block(self, controls: Controls) -> None:
        """[render] Hand over one block's controls, which nobody changes from now on."""
        if self.error is None:
            self._waiting.append(controls)

    def close(self) -> None:
        """[control] Write what is left, after the last block."""
        self._stopping.set()
        self._thread.join()
        self._file.close()

    def _run(self) -> None:
        if self._urgent:
            priority.go_first()
        stopping = False
        while not stopping and self.error is None:
            stopping = self._stopping.wait(_EVERY_S)
            try:
                self._write()
            except OSError as error:
                self.error = error
                self._waiting.clear()

    def _write(self) -> None:
        """All that waits, in one piece, and the mark behind it."""
        lines = []
        while self._waiting:
            controls = self._waiting.popleft()
            if changed := self._changes.of(controls):
                lines.append(take_lines.row([self._latents, changed]))
            lines += [take_lines.row(event_row(self._latents, e)) for e in controls.events]
            if controls.model:
                lines.append(take_lines.row({"at": self._latents, "model": controls.model}))
            if controls.curves:
                row = {"at": self._latents, "curves": curve_row(controls)}
                lines.append(take_lines.row(row))
            if controls.beats is not None:
                row = {"at": self._latents, "beats": beats_row(controls.beats)}
                lines.append(take_lines.row(row))
            self._latents += self._block_latents
            lines.append(take_lines.mark(self._latents) if not self._waiting else "")
        data = "".join(lines).encode()
        while data:
            data = data[self._file.write(data) :]
