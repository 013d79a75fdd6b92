"""Several clips into one folder, or one of them into a file: each is whole, with its sidecar, as
soon as it is made, so that whoever stops half-way keeps what is there.
"""

from pathlib import Path
from typing import Any

import numpy as np

from engine.instrument import Instrument
from engine.studio import sidecar, sounds, targets
from engine.studio.sidecar import Record
from engine.studio.sounds import Form


class Series:
    """Where they go, how they are written, and what made all of them."""

    def __init__(self, out: Path, instrument: Instrument, form: Form, record: Record):
        """[control] out: a folder, which is made, or a sound file for the only one. BadValue."""
        self._out, self._instrument = out, instrument
        self._form, self._record = form, record
        self._ending = "flac" if (form.format or "").startswith("flac") else "wav"
        check(out)

    def write(self, name: str, audio: np.ndarray, alone: dict[str, Any], **notes: Any) -> Path:
        """[control] One (samples, channels) sound under a name without its ending. alone: the
        options with which the command makes this one and no other; notes are figures of its own.
        Raises BadValue."""
        path = self._out
        if path.suffix.lower() not in targets.SOUND:
            path = path / f"{name}.{self._ending}"
        sounds.write(path, audio, self._instrument.contract.sample_rate, self._form)
        whole = self._record
        options = {**whole.options, **alone, "out": str(path.absolute())}
        sidecar.write(
            path, Record(whole.command, options, whole.seed, whole.inputs, notes),
            self._instrument,
        )
        return path


def check(out: Path, *sources: Path) -> None:
    """[control] Whether a series can go there, and is none of its sources; a folder is made.
    Raises BadValue."""
    if out.suffix.lower() in targets.SOUND:
        targets.check(out, targets.SOUND, *sources)
    else:
        targets.folder(out)
