"""The shipped model answers its knobs: a flute is no drum kit, and -12 dB is louder than -40.

These tests, and only these, depend on what the trained weights sound like. Wide margins: how well
it does is measured by `flowbend evaluate` and written in the instrument's card.
"""

import numpy as np
import pytest

from engine import lanes
from engine.meters import Meters
from engine.panel import Panel
from engine.performer import Performer
from engine.store import Events, Store

HOP, RATE, BLOCK = 512, 48000, 6
AUDIBLE_DB = -50.0


def played(shipped, pitches, seconds=4.0, **knobs):
    """(samples,), both channels' mean, of a hand that turns these knobs and plays one key after
    another, half a second each, through the whole chain from panel to audio."""
    store, events = Store(), Events()
    performer = Performer(shipped, store, events, Meters(), BLOCK)
    panel = Panel(store, events, shipped.contract.instruments)
    panel.set_many({"guidance": 2.0, "steps": 4, **knobs}, "test")
    each = round(0.5 * RATE / HOP / BLOCK)
    count = round(seconds * RATE / HOP / BLOCK)
    pieces = []
    for number in range(count):
        pitch = pitches[number // each % len(pitches)]
        if number % each == 0:
            panel.onset(0.7, "test")
            panel.note_on(pitch, 0.7, "test")
        if number % each == each - 1:
            panel.note_off(pitch, "test")
        pieces.append(performer.block())
    return np.concatenate(pieces)[RATE // 2 :].mean(axis=1)


def loudness(audio):
    """Of the whole: one RMS, in dB."""
    return 10 * np.log10(np.mean(audio.astype(np.float64) ** 2) + 1e-12)


def colour(audio):
    """The middle brightness in Hz, and noisiness, of what can be heard."""
    heard = lanes.loudness_db(audio, HOP) > AUDIBLE_DB
    assert np.mean(heard) > 0.1
    brightness, noisiness = lanes.brightness_and_noisiness(audio, HOP, RATE)
    return float(np.median(brightness[heard])), float(np.median(noisiness[heard]))


MUSIC = {"flute": (74, 77, 81, 79), "string_ensemble": (60, 64, 67, 72), "piano": (60, 64, 67, 72),
         "standard_kit": (36, 42, 38, 42)}


@pytest.mark.parametrize("name", MUSIC)
def test_loudness_follows_its_knob(shipped, name):
    soft, loud = (loudness(played(shipped, MUSIC[name], instrument_a=name, rms=rms))
                  for rms in (-40.0, -12.0))
    assert loud - soft > 10


def test_a_flute_is_no_drum_kit(shipped):
    """The same keys, the same hand: what differs is who plays. Real ones differ by 0.6."""
    flute, kit = (colour(played(shipped, MUSIC["flute"], instrument_a="flute", rms=-20.0)),
                  colour(played(shipped, MUSIC["standard_kit"], instrument_a="standard_kit",
                                rms=-20.0)))
    assert kit[1] - flute[1] > 0.2


def test_the_same_keys_on_another_instrument_are_another_sound(shipped):
    flute, kit = (colour(played(shipped, (50, 52, 54, 55), instrument_a=name, rms=-20.0))
                  for name in ("flute", "standard_kit"))
    assert abs(kit[1] - flute[1]) > 0.1 or not 0.8 < kit[0] / flute[0] < 1.25


def test_brightness_follows_its_knob(shipped):
    dark, bright = (
        colour(played(shipped, MUSIC["string_ensemble"], instrument_a="string_ensemble",
                      rms=-20.0, brightness=hertz))[0]
        for hertz in (700.0, 3500.0)
    )
    assert bright / dark > 1.3


def test_no_key_held_is_quieter_than_one(shipped):
    pressed = played(shipped, MUSIC["piano"], instrument_a="piano")
    store, events = Store(), Events()
    performer = Performer(shipped, store, events, Meters(), BLOCK)
    panel = Panel(store, events, shipped.contract.instruments)
    panel.set_many({"instrument_a": "piano", "notes_mode": "driven", "onset_mode": "driven"}, "x")
    silent = np.concatenate([performer.block() for _ in range(60)])[RATE // 2 :].mean(axis=1)
    assert loudness(pressed) - loudness(silent) > 10
