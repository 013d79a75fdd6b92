"""The picture of a known sound: its columns are where, and as bright, as the sound says."""

import struct

import numpy as np
import pytest

from bridge.picture import BANDS, COLUMN, FLOOR_DB, HIGHEST_HZ, LOWEST_HZ, Picture
from engine.scope import Scope

RATE = 48000


def sine(hz, amplitude, samples, start=0):
    wave = amplitude * np.sin(2 * np.pi * hz * np.arange(start, start + samples) / RATE)
    return np.stack([wave, wave], axis=1).astype(np.float32)


def opened(message):
    """(first column, (n, 2) lowest and highest -1..1, (n, BANDS) dB)."""
    kind, bands, columns, first = struct.unpack("<BBHI", message[:8])
    assert (kind, bands, len(message)) == (1, BANDS, 8 + columns * (2 + BANDS))
    table = np.frombuffer(message, np.uint8, offset=8).reshape(columns, 2 + bands)
    return first, table[:, :2].copy().view(np.int8) / 127, FLOOR_DB * (1 - table[:, 2:] / 255.0)


@pytest.mark.parametrize("hz", [110, 440, 3000, 12000])
def test_a_sine_is_a_line_at_its_height(hz):
    scope = Scope()
    picture = Picture(scope)
    scope.add(sine(hz, 0.5, 20 * COLUMN), RATE)
    assert picture.look() == 20
    first, wave, db = opened(picture.since(0))
    assert first == 0 and len(wave) == 20
    band = int(BANDS * np.log(hz / LOWEST_HZ) / np.log(HIGHEST_HZ / LOWEST_HZ))
    assert abs(int(db[10:].mean(axis=0).argmax()) - band) <= 6  # a bin is wider than a low band
    assert db[10:].max() == pytest.approx(-6, abs=2)
    assert wave[10:].max() == pytest.approx(0.5, abs=0.02)
    assert wave[10:].min() == pytest.approx(-0.5, abs=0.02)


def test_silence_is_dark_and_a_loud_sound_is_clipped():
    scope = Scope()
    picture = Picture(scope)
    scope.add(np.zeros((8 * COLUMN, 2), np.float32), RATE)
    picture.look()
    _, wave, db = opened(picture.since(0))
    assert not wave.any() and (db == FLOOR_DB).all()
    scope.add(sine(440, 4.0, 8 * COLUMN), RATE)
    picture.look()
    _, wave, db = opened(picture.since(12))
    assert wave.max() == 1 and wave.min() == -1 and db.max() == 0


def test_every_column_comes_once_whatever_the_blocks_and_looks():
    scope = Scope()
    picture, numbers, seen = Picture(scope), [], 0
    for n in (1024, 100, 3000, 511, 1, 1024, 7000):
        scope.add(sine(440, 0.5, n, scope.count), RATE)
        now = picture.look()
        if message := picture.since(seen):
            first, wave, _ = opened(message)
            numbers += range(first, first + len(wave))
        seen = now
    assert numbers == list(range(scope.count // COLUMN))
    assert picture.since(seen) is None


def test_after_a_while_without_a_look_it_goes_on_with_what_sounds_now():
    scope = Scope()
    picture = Picture(scope)
    for _ in range(40):
        scope.add(sine(440, 0.5, 4096, scope.count), RATE)
    assert picture.look() < 20
    assert opened(picture.since(0))[2].max() == pytest.approx(-6, abs=2)
