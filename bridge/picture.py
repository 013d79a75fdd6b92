"""What sounds, as a picture that is small enough to be sent: columns of a waveform and of a
spectrogram. It draws nothing (page/picture.js does) and hears nothing (engine/scope.py does).
"""

import struct

import numpy as np
from numpy.typing import NDArray

from engine.scope import Scope

COLUMN = 512
"""Samples of a column: 10.7 ms at 48 kHz."""
BANDS = 96
LOWEST_HZ, HIGHEST_HZ = 50.0, 16000.0
FLOOR_DB = -96.0
"""What is darkest; full scale is brightest."""
_WINDOW = 2048
_KEPT = 128  # columns; a client that comes later than that gets the last of them
_HEAD = struct.Struct("<BBHI")  # 1, bands, columns, number of the first column
_WIDTH = 2 + BANDS


class Picture:
    """The last columns, made as they are asked for. One thread."""

    def __init__(self, scope: Scope) -> None:
        """[control] Begins with what sounds from now on."""
        self._scope = scope
        self._heard = scope.count
        self._pending: NDArray[np.float32] = np.zeros(_WINDOW - COLUMN, np.float32)
        self._columns = np.zeros((_KEPT, _WIDTH), np.uint8)
        self._window = np.hanning(_WINDOW).astype(np.float32)
        self._rate, self._starts = 0, np.zeros(0, np.intp)
        self.count = 0
        """Columns made so far."""

    def look(self) -> int:
        """[control] Make the columns of what has sounded since; how many there are now."""
        if self._scope.count - self._heard > COLUMN * _KEPT:  # nobody has looked for a while
            self._heard = self._scope.count - _WINDOW
        sound, self._heard = self._scope.since(self._heard)
        self._pending = np.concatenate([self._pending, sound])
        columns = (len(self._pending) - (_WINDOW - COLUMN)) // COLUMN
        if columns > 0:
            self._draw(columns)
            self._pending = self._pending[columns * COLUMN :]
        return self.count

    def since(self, count: int) -> bytes | None:
        """[control] The columns after the first `count` as one message, None when there are none.

        Little-endian: 1, bands (each a byte), columns (16 bits), number of the first one (32 bits);
        then for each column the lowest and highest sample as signed bytes (127 is full scale) and
        a byte for each band, from the lowest, FLOOR_DB to full scale.
        """
        first = max(count, self.count - _KEPT)
        if first >= self.count:
            return None
        columns = self._columns[np.arange(first, self.count) % _KEPT]
        return _HEAD.pack(1, BANDS, len(columns), first % 2**32) + columns.tobytes()

    def _draw(self, columns: int) -> None:
        rate = self._scope.sample_rate
        if rate != self._rate:
            self._rate = rate
            edges = np.geomspace(LOWEST_HZ, min(HIGHEST_HZ, 0.49 * rate), BANDS + 1)
            self._starts = (edges * _WINDOW / rate).astype(np.intp)
        windows = np.lib.stride_tricks.sliding_window_view(self._pending, _WINDOW)
        windows = windows[: columns * COLUMN : COLUMN]
        newest = windows[:, -COLUMN:]
        magnitudes = np.abs(np.fft.rfft(windows * self._window, axis=1)) / (_WINDOW / 4)
        loudest = np.maximum.reduceat(magnitudes, self._starts, axis=1)[:, :BANDS]
        level_db = 20 * np.log10(np.maximum(loudest, 1e-6))
        where = np.arange(self.count, self.count + columns) % _KEPT
        for side, samples in enumerate((newest.min(axis=1), newest.max(axis=1))):
            signed = np.clip(np.round(127 * samples), -127, 127).astype(np.int8)
            self._columns[where, side] = signed.view(np.uint8)
        shade = np.clip(255 * (1 - level_db / FLOOR_DB), 0, 255)
        self._columns[where, 2:] = shade.astype(np.uint8)
        self.count += columns
