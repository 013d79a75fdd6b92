"""A real DAW plays the instrument and records it: notes and automation out by MIDI, audio back.

The server's blocks are 1024 samples, as many as the engine's: PipeWire's usual setting, and one
with which a card once seemed to take nothing.
"""

import ardour_rig
import numpy as np
import pytest
from ardour_rig import BEAT_S
from play_rig import OUTPUTS, RATE, playing

from engine import pitch
from engine.parameters import BY_ID, from_unit

GAIN, BRIGHTNESS = BY_ID["gain"], BY_ID["brightness"]
MELODY = (60, 67, 64, 72, 62)
VALLEY = np.round(60 + 40 * np.abs(np.linspace(-1, 1, 65))).astype(int)
HILL = np.round(40 + 55 * (1 - np.abs(np.linspace(-1, 1, 65)))).astype(int)
GAIN_AT, BRIGHTNESS_AT, CURVE, MELODY_AT, BEATS = 2, 10.5, 8, 20, 30
TENTH = RATE // 10
FLOOR_DB = -50.0
EARLY_S = 0.08
"""So long before a note the one before it is over."""


@pytest.fixture(scope="module")
def part():
    """A long note under a valley of volume and a hill of brightness, then a melody, each of its
    notes one beat long and with a beat of silence behind it."""
    part = ardour_rig.Part()
    part.note(GAIN_AT, BRIGHTNESS_AT + CURVE - GAIN_AT, 60)
    part.curve(GAIN_AT, CURVE, GAIN.cc, VALLEY)
    part.curve(BRIGHTNESS_AT, CURVE, BRIGHTNESS.cc, HILL)
    for n, key in enumerate(MELODY):
        part.note(MELODY_AT + 2 * n, 1, key)
    return part


def levels_db(audio, hop):
    power = np.mean(audio[: len(audio) // hop * hop].reshape(-1, hop, 2) ** 2, axis=(1, 2))
    return 10 * np.log10(power + 1e-10)


def asked(row, values, at, times):
    """The row's value as the automation has it, where the curve has begun."""
    drawn = [from_unit(row, value / 127) for value in values]
    return np.interp(times, (at + np.linspace(0, CURVE, len(values))) * BEAT_S, drawn)


def likeness(one, other):
    return float(np.corrcoef(one, other)[0, 1])


def sung(audio, start):
    """The middle one of the pitches that are heard while a note is held."""
    places = ((start + np.arange(0.15, 0.45, 0.02)) * RATE).astype(int)
    found = [pitch.pitch(audio[at : at + pitch.WINDOW].mean(axis=1), RATE) for at in places]
    return np.median([one for one in found if one is not None])


def test_the_recording_of_a_daw_follows_its_notes_and_its_automation(start_jack, part, tmp_path):
    if ardour_rig.program() is None:
        pytest.skip(f"This test plays from Ardour: {ardour_rig.REMEDY}")
    server = start_jack(period=1024)
    with playing(server, tmp_path, "--no-backing", "--set", "instrument_a=flute") as player:
        midi = server.wait_for_port(":Flowbend$")
        audio = ardour_rig.record(server, tmp_path, part, BEATS, midi, *OUTPUTS)
        assert player.value("gain") == pytest.approx(from_unit(GAIN, VALLEY[-1] / 127), abs=0.01)
        assert "gone away" not in player.stop()
    assert len(audio) >= BEATS * BEAT_S * RATE

    # Volume: decibel for decibel, and soon.
    hops = levels_db(audio, RATE // 100)
    times = np.arange(len(hops)) / 100 + 0.005
    inside = (times > GAIN_AT * BEAT_S + 0.3) & (times < (GAIN_AT + CURVE) * BEAT_S - 0.1)
    volume = asked(GAIN, VALLEY, GAIN_AT, times[inside])
    found = [likeness(volume, hops[np.flatnonzero(inside) + late]) for late in range(50)]
    late = int(np.argmax(found))
    assert found[late] > 0.9 and late <= 30, (found[late], late)
    slope = np.polyfit(volume, hops[np.flatnonzero(inside) + late], 1)[0]
    assert slope == pytest.approx(1, abs=0.3)  # the flute has swells of its own

    # Brightness: the middle of the spectrum rises and falls with the hill.
    starts = np.arange((BRIGHTNESS_AT + 0.4) * BEAT_S, (BRIGHTNESS_AT + CURVE) * BEAT_S - 0.1, 0.1)
    centroids = []
    for start in (starts * RATE).astype(int):
        power = np.abs(np.fft.rfft(audio[start : start + TENTH].mean(axis=1))) ** 2
        centroids.append(np.sum(power * np.fft.rfftfreq(TENTH, 1 / RATE)) / np.sum(power))
    hertz = asked(BRIGHTNESS, HILL, BRIGHTNESS_AT, starts)
    assert likeness(np.log(hertz), np.log(centroids)) > 0.7

    # Notes: in time, in tune, and over before the next one.
    lateness = []
    for n, key in enumerate(MELODY):
        start = (MELODY_AT + 2 * n) * BEAT_S
        # Ardour plays earlier by what its ports are late: a note may come a little too soon.
        heard = hops[round(100 * (start - EARLY_S)) : round(100 * (start + 0.4))] > FLOOR_DB
        assert heard.any() and not heard[0], f"note {n} does not begin"
        lateness.append(round(int(np.argmax(heard)) / 100 - EARLY_S, 2))
        assert sung(audio, start) == pytest.approx(key, abs=0.4)
    assert max(lateness) < 0.25 and max(lateness) - min(lateness) < 0.12, lateness
    print(f"volume {1000 * late // 100} ms late, notes {lateness} s, slope {slope:.2f}")
