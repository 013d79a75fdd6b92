"""Several clips into one folder: each is whole, with its sidecar, as soon as it is made, so that
whoever stops half-way keeps what is there.
"""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from engine.instrument import Instrument
from engine.studio import sidecar, sounds, targets
from engine.studio.sidecar import Record
from engine.studio.sounds import Form


class Batch:
    """Where they go, how they are written, and what made all of them."""

    def __init__(self, folder: Path, instrument: Instrument, form: Form, record: Record):
        """[control] Makes the folder. Raises BadValue."""
        self._folder, self._instrument = targets.folder(folder), instrument
        self._form, self._record = form, record
        self._ending = "flac" if (form.format or "").startswith("flac") else "wav"

    def write(self, name: str, audio: np.ndarray, **notes: Any) -> Path:
        """[control] One (samples, channels) sound under a name without its ending, with figures of
        its own in its sidecar. Raises BadValue."""
        path = self._folder / f"{name}.{self._ending}"
        sounds.write(path, audio, self._instrument.contract.sample_rate, self._form)
        record = replace(self._record, notes={**self._record.notes, **notes})
        sidecar.write(path, record, self._instrument)
        return path
