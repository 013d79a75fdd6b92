"""Composed phrases: the same from the same seed, inside the instrument, and the held-out apart."""

import itertools

import numpy as np
import pytest

from engine.models import corpus
from engine.models.instruments import (
    BY_NAME,
    FAMILIES,
    INSTRUMENTS,
    held_out_register,
)
from engine.models.phrases import (
    DRUM_KINDS,
    DYNAMICS,
    MELODIC_KINDS,
    Phrase,
    compose,
)

MELODIC = [who for who in INSTRUMENTS if not who.is_drums]
DRUMS = [who for who in INSTRUMENTS if who.is_drums]


def kinds(who):
    return DRUM_KINDS if who.is_drums else MELODIC_KINDS


def phrases(who, split, seeds=range(4)):
    for kind, seed in itertools.product(kinds(who), seeds):
        yield compose(who, kind, split, 10.0, np.random.default_rng(seed))


@pytest.fixture(scope="module")
def planned():
    """Every phrase of a corpus of 20 minutes, by split."""
    found = {split: [] for split in corpus.SPLITS}
    for job in corpus.plan(20, 1):
        found[job.split].append(job.phrase())
    return found


def test_the_orchestra_is_as_large_as_was_asked():
    assert len(MELODIC) + len(DRUMS) >= 16 and len(FAMILIES) >= 8 and DRUMS
    assert len(BY_NAME) == len(INSTRUMENTS)
    for who in INSTRUMENTS:
        assert 0 <= who.program <= 127 and 0 <= who.low < who.high <= 127


@pytest.mark.parametrize("who", INSTRUMENTS, ids=lambda who: who.name)
def test_the_same_seed_is_the_same_phrase_and_another_is_another(who):
    for kind in kinds(who):
        first, again, other = (
            compose(who, kind, "train", 10.0, np.random.default_rng(seed)) for seed in (3, 3, 4)
        )
        assert first == again and first != other


@pytest.mark.parametrize("who", INSTRUMENTS, ids=lambda who: who.name)
@pytest.mark.parametrize("split", corpus.SPLITS)
def test_notes_are_playable(who, split):
    for phrase in phrases(who, split):
        assert phrase.notes, (phrase.kind, split)
        held = {}
        for note in phrase.notes:
            assert 0 <= note.start < note.end <= phrase.seconds
            assert 1 <= note.velocity <= 127
            assert who.low <= note.pitch <= who.high
            assert note.start >= held.get(note.pitch, 0)  # one key is one voice
            held[note.pitch] = note.end
        starts = [note.start for note in phrase.notes]
        assert starts == sorted(starts) and starts[-1] < phrase.seconds - 1.5
        for when, level in phrase.expression:
            assert 0 <= when < phrase.seconds and 0 <= level <= 127


@pytest.mark.parametrize("who", MELODIC, ids=lambda who: who.name)
def test_the_held_out_register_lies_inside_and_is_never_trained(who):
    register = held_out_register(who)
    assert len(register) == 4
    assert who.low < register[0] and register[-1] < who.high
    for split in ("train", "phrase"):
        assert not any(n.pitch in register for p in phrases(who, split) for n in p.notes)
    assert all(n.pitch in register for p in phrases(who, "register") for n in p.notes)


def test_registers_differ_and_drums_have_none():
    places = {held_out_register(who)[0] - who.low for who in MELODIC}
    assert len(places) > 5
    assert all(len(held_out_register(who)) == 0 for who in DRUMS)


def test_a_planned_corpus_keeps_the_held_out_apart(planned):
    for split in ("train", "phrase"):
        for phrase in planned[split]:
            register = held_out_register(BY_NAME[phrase.instrument])
            assert not any(note.pitch in register for note in phrase.notes)
    for phrase in planned["register"]:
        register = held_out_register(BY_NAME[phrase.instrument])
        assert all(note.pitch in register for note in phrase.notes)
    assert {p.instrument for p in planned["register"]} == {who.name for who in MELODIC}


def test_no_held_out_phrase_is_a_training_phrase(planned):
    def music(phrase):
        return (phrase.instrument, tuple((n.start, n.pitch) for n in phrase.notes))

    trained = {music(phrase) for phrase in planned["train"]}
    assert len(trained) == len(planned["train"])
    assert trained.isdisjoint(music(phrase) for phrase in planned["phrase"])


def test_a_corpus_has_every_kind_and_every_dynamic(planned):
    for who in INSTRUMENTS:
        own = [phrase for phrase in planned["train"] if phrase.instrument == who.name]
        assert {phrase.kind for phrase in own} == set(kinds(who))
    assert {phrase.dynamics for phrase in planned["train"]} == set(DYNAMICS)
    tempi = [phrase.tempo for phrase in planned["train"]]
    assert min(tempi) < 80 and max(tempi) > 140
    velocities = {note.velocity for phrase in planned["train"] for note in phrase.notes}
    assert min(velocities) < 40 and max(velocities) > 110


@pytest.mark.parametrize("dynamics, sign", [("crescendo", 1), ("diminuendo", -1)])
def test_dynamics_shape_the_velocities(planned, dynamics, sign):
    slopes = []
    for phrase in planned["train"]:
        if phrase.dynamics == dynamics and len(phrase.notes) > 10:
            times = [note.start for note in phrase.notes]
            slopes.append(np.polyfit(times, [note.velocity for note in phrase.notes], 1)[0])
    assert len(slopes) > 5 and np.mean(np.sign(slopes)) * sign > 0.9


def test_the_plan_is_as_long_as_was_asked():
    for minutes in (20, 100):
        jobs = corpus.plan(minutes, 1)
        trained = [job for job in jobs if job.split == "train"]
        assert len(trained) * corpus.PHRASE_SECONDS / 60 == pytest.approx(minutes, rel=0.1)
        assert len({job.name for job in jobs}) == len(jobs)


def test_a_phrase_survives_its_dictionary():
    for who in (BY_NAME["violin"], BY_NAME["standard_kit"]):
        for phrase in phrases(who, "train"):
            assert Phrase.from_dict(phrase.as_dict()) == phrase
