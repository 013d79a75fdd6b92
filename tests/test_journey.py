"""Between noise and sound with the shipped instrument: as in playing, part of the way, and back."""

import itertools

import numpy as np
import pytest

from engine import render, sampler
from engine.controls import Controls
from engine.parameters import DRIVEN, INDEX
from engine.store import Event, Kind
from engine.studio import asking, journey, reading
from engine.studio.asking import Note
from engine.take import defaults

LATENTS = 94


@pytest.fixture(scope="module")
def request_(shipped):
    notes = [Note(0.0, 0.5, 60), Note(0.5, 0.9, 67, 0.5)]
    settings = {"instrument_a": asking.number_of(shipped, "marimba"), "guidance": 1, "seed_a": 3}
    return asking.request(shipped, LATENTS, settings, notes=notes)


def rms(x):
    return float(np.sqrt(np.mean(np.square(x, dtype=np.float64))))


def test_a_clip_is_what_playing_gives(shipped, request_):
    values = defaults()
    for id, value in {"instrument_a": 3, "guidance": 1, "seed_a": 3, "steps": 2,
                      "notes_mode": DRIVEN, "onset_mode": DRIVEN}.items():
        values[INDEX[id]] = value
    assert shipped.contract.instruments[3] == "marimba"
    hop = shipped.contract.hop
    ends = [-(-at // hop) * hop for at in (24000, 43200)]
    events = (Event(Kind.NOTE_ON, 60, 0.8, 0), Event(Kind.NOTE_OFF, 60, 0, ends[0] - hop),
              Event(Kind.NOTE_ON, 67, 0.5, 24000), Event(Kind.NOTE_OFF, 67, 0, ends[1] - hop))
    audio, _, _ = render.step(shipped, render.State(), Controls(values, events), LATENTS)
    made = journey.finished(
        shipped, journey.decode(shipped, journey.sample(shipped, request_, 2))
    )
    np.testing.assert_allclose(made, audio, atol=1e-4)


def test_long_runs_are_cut_without_a_trace(shipped, request_, monkeypatch):
    whole = journey.sample(shipped, request_, 2)
    audio = journey.decode(shipped, whole)
    monkeypatch.setattr(journey, "RUN", 20)
    np.testing.assert_allclose(journey.sample(shipped, request_, 2), whole, atol=1e-4)
    np.testing.assert_allclose(journey.decode(shipped, whole), audio, atol=1e-4)


def test_variations_leave_as_much_as_they_are_told(shipped, request_):
    sound = journey.sample(shipped, asking.request(shipped, LATENTS, {"seed_a": 9}), 4)
    far = [rms(journey.vary(shipped, request_, sound, strength, 4) - sound)
           for strength in (0.0, 0.2, 0.5, 0.8, 1.0)]
    assert far[0] == 0 and all(a < b for a, b in itertools.pairwise(far))
    np.testing.assert_allclose(
        journey.vary(shipped, request_, sound, 1.0, 4), journey.sample(shipped, request_, 4),
        atol=1e-5,
    )


def test_there_and_back_gets_nearer_with_steps(shipped, request_):
    sound = journey.sample(shipped, request_, 4)
    wrong = []
    for steps in (2, 8, 32):
        noise = journey.invert(shipped, request_, sound, steps)
        back = journey.flow(shipped, request_, noise, sampler.levels(steps))
        wrong.append(rms(back - sound) / rms(sound))
    assert wrong[0] > 2 * wrong[1] > 4 * wrong[2] and wrong[2] < 0.05
    assert 0.5 < rms(noise) < 1.2


def test_a_clip_is_read_as_it_was_asked(shipped):
    notes = [Note(0.2 + 0.5 * n, 0.6 + 0.5 * n, pitch) for n, pitch in enumerate((60, 64, 67, 72))]
    who = {"instrument_a": asking.number_of(shipped, "flute"), "guidance": 3}
    request = asking.request(shipped, 230, who, notes=notes)
    audio = journey.finished(shipped, journey.decode(shipped, journey.sample(shipped, request, 4)))
    read = reading.read(shipped, audio[:-300])
    assert read.samples == len(audio) - 300 and len(read.audio) == len(audio)
    assert {len(curve) for curve in read.curves.values()} == {len(read.latents)} == {230}
    heard = reading.notes(audio.mean(axis=1), 48000, read.attacks)
    assert {60, 64, 67, 72} <= {note.pitch for note in heard}
    again = journey.decode(shipped, read.latents)
    assert rms(again - read.audio) < rms(read.audio)
