"""Composed phrases: the same from the same seed, inside the instrument, and the held-out apart."""

import itertools
import json

import numpy as np
import pytest

from engine.models import corpus
from engine.models.corpus import Job
from engine.models.instruments import (
    BY_NAME,
    FAMILIES,
    INSTRUMENTS,
    held_out_register,
)
from engine.models.phrases import (
    BENT_KINDS,
    BENT_SHARE,
    DRUM_KINDS,
    DYNAMICS,
    LOOP_KINDS,
    MELODIC_KINDS,
    Phrase,
    compose,
)

MELODIC = [who for who in INSTRUMENTS if not who.is_drums]
DRUMS = [who for who in INSTRUMENTS if who.is_drums]


LOOPS = [who for who in INSTRUMENTS if who.hits == "loop"]
BENDABLE = [who for who in MELODIC if who.held or who.family == "guitar"]


def kinds(who):
    if who in LOOPS:
        return LOOP_KINDS
    return DRUM_KINDS if who.is_drums else MELODIC_KINDS


def phrases(who, split, seeds=range(4)):
    for kind, seed in itertools.product(kinds(who), seeds):
        yield compose(who, kind, split, 10.0, np.random.default_rng(seed), who.sources[0])


@pytest.fixture(scope="module")
def planned():
    """Every phrase of a corpus of an hour, by split."""
    found = {split: [] for split in corpus.SPLITS}
    for job in corpus.plan(60, 1):
        found[job.split].append(job.phrase())
    return found


def test_the_orchestra_is_as_large_as_was_asked():
    assert len(MELODIC) + len(DRUMS) >= 16 and len(FAMILIES) >= 8 and DRUMS
    assert len(BY_NAME) == len(INSTRUMENTS)
    for who in INSTRUMENTS:
        assert 0 <= who.low < who.high <= 127
        assert (who.program == -1) if who.hits else (0 <= who.program <= 127)
        assert not who.hits or who.is_drums


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
        if phrase.kind in LOOP_KINDS:  # where one goes in; its hits are known when it is heard
            return (phrase.instrument, phrase.notes[0].pitch, phrase.voice)
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
    for minutes, sources in itertools.product((60, 200), (corpus.EVERY_SOURCE, ("fluid",))):
        jobs = corpus.plan(minutes, 1, sources)
        trained = [job for job in jobs if job.split == "train"]
        assert len(trained) * corpus.PHRASE_SECONDS / 60 == pytest.approx(minutes, rel=0.1)
        assert len({job.name for job in jobs}) == len(jobs)


@pytest.mark.parametrize("sources", [("fluid",), ("grand",), ("recordings",), ("fluid", "grand")])
def test_a_plan_is_for_the_sources_that_there_are_and_who_they_have(sources):
    jobs = corpus.plan(10, 1, sources)
    able = {who.name for who in INSTRUMENTS if set(who.sources) & set(sources)}
    assert {job.instrument for job in jobs} == able
    for job in jobs:
        assert job.phrase().source in set(BY_NAME[job.instrument].sources) & set(sources)
    assert able != {who.name for who in INSTRUMENTS}


@pytest.mark.parametrize("name", ["piano", "violin", "standard_kit", "snare"])
def test_sources_take_turns_and_each_plays_every_kind(name):
    who = BY_NAME[name]
    count = len(kinds(who)) * len(who.sources)
    found = [Job(name, "train", number, 1).phrase() for number in range(2 * count)]
    for cycle in (found[:count], found[count:]):
        pairs = [(phrase.source, phrase.kind) for phrase in cycle]
        assert pairs == list(itertools.product(who.sources, kinds(who)))


def test_voices_are_dealt_anew():
    """Which of eight recorded kits plays."""
    found = [Job("recorded_kit", "train", number, 1).phrase().voice % 8 for number in range(60)]
    assert set(found) == set(range(8))


def test_a_phrase_survives_its_dictionary_and_a_line_of_json():
    for name in ("violin", "standard_kit", "loop", "recorded_kit"):
        for phrase in phrases(BY_NAME[name], "train"):
            assert Phrase.from_dict(phrase.as_dict()) == phrase
            assert Phrase.from_dict(json.loads(json.dumps(phrase.as_dict()))) == phrase


# The wheel


def at(phrase, when):
    """Semitones of the wheel at a time: a step at each pair."""
    return [0.0, *(s for t, s in phrase.bend if t <= when)][-1]


@pytest.fixture(scope="module")
def bending():
    """Every phrase of many that has a wheel at all."""
    found = [
        compose(who, kind, "train", 10.0, np.random.default_rng([place, seed]))
        for place, who in enumerate(BENDABLE) for kind in MELODIC_KINDS for seed in range(12)
    ]
    return found, [phrase for phrase in found if phrase.bend]


def test_a_share_of_what_can_bend_does_and_nothing_else(bending):
    every, bent = bending
    possible = [phrase for phrase in every if phrase.kind in BENT_KINDS]
    assert len(bent) / len(possible) == pytest.approx(BENT_SHARE, abs=0.07)
    assert {phrase.kind for phrase in bent} == set(BENT_KINDS)
    assert {phrase.instrument for phrase in bent} > {"flute", "nylon_guitar"}
    for who in [who for who in INSTRUMENTS if who not in BENDABLE]:
        assert not any(phrase.bend for phrase in phrases(who, "train", range(12)))
    for source in ("grand", "recordings"):
        for seed in range(12):
            rng = np.random.default_rng(seed)
            assert not compose(BY_NAME["flute"], "melody", "train", 10.0, rng, source).bend


def test_the_wheel_stays_within_two_semitones_and_moves_one_note_at_a_time(bending):
    for phrase in bending[1]:
        times = [when for when, _ in phrase.bend]
        assert np.diff(times).min() > -1e-9  # but for rounding
        assert times[0] >= 0 and times[-1] <= phrase.seconds
        assert all(abs(semitones) <= 2 for _, semitones in phrase.bend)
        for before, after in itertools.pairwise(phrase.notes):
            assert before.end <= after.start + 1e-9
            assert at(phrase, before.end) == 0 or after.start - before.end < 1e-9
        assert at(phrase, phrase.seconds) == 0


def test_bends_are_heard_and_not_all_alike(bending):
    depths = np.array([max(abs(s) for _, s in phrase.bend) for phrase in bending[1]])
    assert np.mean(depths > 0.4) > 0.8 and depths.max() > 1.5
    assert min(s for p in bending[1] for _, s in p.bend) < -1.5
    assert max(s for p in bending[1] for _, s in p.bend) > 1
