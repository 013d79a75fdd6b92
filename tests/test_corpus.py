"""Rendered phrases and their labels: the same every time, and the labels are where the sound is."""

import json

import numpy as np
import pytest
import soundfile
from scenes import values

from engine import lanes
from engine.controls import Controls, Hands, ask
from engine.models import corpus
from engine.models.corpus import Job, NoSoundfont, on_grid
from engine.models.instruments import INSTRUMENTS
from engine.models.phrases import Note, Phrase
from engine.models.train_denoiser import asked_of, notes_of
from engine.parameters import DRIVEN
from engine.store import Event, Kind

HOP, RATE = 512, 48000


def strikes(key: int, times, instrument="standard_kit", velocity=110) -> Phrase:
    notes = [Note(when, when + 0.2, key, velocity) for when in times]
    return Phrase(instrument, "one_shots", "train", 100, "even", 5.0, notes)


def labelled_attacks(labels: corpus.Labels) -> np.ndarray:
    """In samples."""
    latents = np.flatnonzero(labels.onset)
    return (latents + labels.onset_position[latents]) * HOP


@pytest.mark.parametrize("key, most_ms", [(42, 1.0), (38, 3.0), (36, 3.0), (40, 3.0)])
def test_a_label_is_where_the_attack_is(synthesizer, key, most_ms):
    """A hit is found in the sound, by its first loud sample, right behind its label."""
    times = 0.1 + 0.4071 * np.arange(11)
    phrase = strikes(key, times)
    audio = synthesizer.render(phrase)
    labelled = labelled_attacks(corpus.label(phrase, audio, HOP))
    np.testing.assert_allclose(labelled, [on_grid(when) for when in times], atol=1e-3)
    delays = []
    for at in labelled.round().astype(int):
        stretch = np.abs(audio[at - 2400 : at + 4800])
        delays.append(int(np.argmax(stretch > 0.1 * stretch.max())) - 2400)
    assert min(delays) >= 0 and 1000 * max(delays) / RATE <= most_ms
    assert max(delays) - min(delays) <= 48  # the rest is the sample's own silence


def test_a_label_says_how_hard_and_which_note_was_hardest(synthesizer):
    when = 47 * HOP / RATE + 0.004  # on the grid, inside latent 47
    phrase = strikes(38, [when])
    phrase.notes.insert(0, Note(when, when + 0.1, 42, 30))
    labels = corpus.label(phrase, synthesizer.render(phrase), HOP)
    assert np.flatnonzero(labels.onset).tolist() == [47]
    assert labels.onset[47] == pytest.approx(110 / 127)
    assert labels.onset_position[47] == pytest.approx((on_grid(when) - 47 * HOP) / HOP)
    assert labels.notes[47, 38] == pytest.approx(1 + 110 / 127)
    assert labels.notes[47, 42] == pytest.approx(1 + 30 / 127)
    assert labels.notes[48, 38] == pytest.approx(110 / 127)


def test_notes_are_labelled_from_their_strike_to_their_end(synthesizer):
    phrase = strikes(60, [1.0], "flute", 90)
    labels = corpus.label(phrase, synthesizer.render(phrase), HOP)
    first, last = on_grid(1.0) // HOP, on_grid(1.2) // HOP
    assert np.flatnonzero(labels.notes.any(1)).tolist() == list(range(first, last))
    assert np.flatnonzero(labels.notes.any(0)).tolist() == [60]


def test_lanes_are_those_of_the_measures(synthesizer):
    phrase = Job("violin", "train", 0, 1).phrase()
    audio = synthesizer.render(phrase)
    labels = corpus.label(phrase, audio, HOP)
    np.testing.assert_array_equal(labels.rms, lanes.loudness_db(audio, HOP))
    brightness, noisiness = lanes.brightness_and_noisiness(audio, HOP, RATE)
    np.testing.assert_array_equal(labels.brightness, brightness)
    np.testing.assert_array_equal(labels.noisiness, noisiness)
    latents = len(audio) // HOP
    for field in ("rms", "brightness", "noisiness", "onset", "onset_position", "notes"):
        column = getattr(labels, field)
        assert len(column) == latents and column.dtype == np.float32


@pytest.mark.parametrize("name", ["piano", "violin", "standard_kit", "string_ensemble"])
@pytest.mark.parametrize("size", [2, 30])
def test_what_keys_ask_for_is_what_the_model_was_trained_on(name, size):
    """The same phrase as labels in training and as events at the instrument: the same columns."""
    phrase = Job(name, "train", 1, 1).phrase()
    audio = np.random.default_rng(1).normal(0, 0.1, 480000).astype(np.float32)
    labels = corpus.label(phrase, audio, HOP)
    events = []
    for note in phrase.notes:
        start, end = on_grid(note.start), on_grid(note.end)
        end = max(end // HOP, start // HOP + 1) * HOP
        events.append((start, Event(Kind.NOTE_ON, note.pitch, note.velocity / 127)))
        events.append((end, Event(Kind.NOTE_OFF, note.pitch)))
    events.sort(key=lambda pair: (pair[0], pair[1].kind == Kind.NOTE_ON))
    knobs = values(**{f"{lane}_mode": DRIVEN
                      for lane in ("rms", "onset", "brightness", "noisiness", "notes")})
    hands, asked, notes = Hands(), [], []
    for at in range(0, len(labels.rms) - size + 1, size):
        span = slice(at, at + size)
        inside = tuple(event._replace(offset=when - at * HOP) for when, event in events
                       if at * HOP <= when < (at + size) * HOP)
        curves = {lane: getattr(labels, lane)[span] for lane in ("rms", "brightness", "noisiness")}
        found, hands = ask(Controls(knobs, inside, curves), hands, size, HOP, RATE)
        asked.append(found.lanes)
        notes.append(found.notes)
    trained = asked_of(labels)[: len(asked) * size]
    np.testing.assert_allclose(np.concatenate(asked), trained, atol=1e-6)
    expected = labels.notes[: len(trained)]
    np.testing.assert_allclose(np.concatenate(notes)[:, :128], expected, atol=1e-6)
    # Training keeps the keys as bytes; nothing is lost on the way.
    struck = expected > 1
    keys = np.round((expected - struck) * 127) + 128 * struck
    np.testing.assert_allclose(notes_of(keys.astype(np.uint8))[:, :128], expected, atol=1e-6)


@pytest.mark.parametrize("name", ["vibraphone", "string_ensemble", "brush_kit", "harp"])
def test_a_phrase_is_the_same_sound_whatever_was_rendered_before(synthesizer, name):
    """To the bit: voices that ring on, however softly, and the dither are no excuse."""
    phrase, others = Job(name, "train", 3, 1).phrase(), ("organ", "warm_pad", "harp")
    first = synthesizer.render(phrase)
    for other in others:
        synthesizer.render(Job(other, "train", 3, 1).phrase())
        np.testing.assert_array_equal(synthesizer.render(phrase), first)
    fresh = corpus.Player(corpus.DEFAULT_SOUNDFONT)
    np.testing.assert_array_equal(fresh.render(phrase), first)


@pytest.mark.parametrize("who", INSTRUMENTS, ids=lambda who: who.name)
def test_every_instrument_sounds_dry_and_about_as_loud(synthesizer, who):
    middle = 38 if who.is_drums else (who.low + who.high) // 2
    phrase = strikes(middle, [0.5, 1.0, 1.5], who.name, 96)
    audio = synthesizer.render(phrase)
    assert audio.dtype == np.float32 and audio.shape == (on_grid(5.0),)
    assert np.abs(audio[: on_grid(0.5)]).max() < 1e-3
    assert 0.02 < np.abs(audio).max() < 1
    assert np.abs(audio[-4800:]).max() < 0.1  # nothing rings for seconds in a room


def test_without_a_soundfont_there_is_a_remedy(tmp_path):
    with pytest.raises(NoSoundfont, match="install it with `apt install fluid-soundfont-gm`"):
        corpus.Player(tmp_path / "none.sf2")


def test_a_corpus_is_built_read_and_completed(synthesizer, tmp_path, monkeypatch):
    jobs = [Job("flute", "train", 0, 1), Job("brush_kit", "phrase", 1, 1),
            Job("flute", "register", 0, 1)]
    monkeypatch.setattr(corpus, "plan", lambda minutes, seed: jobs)
    index = corpus.build(tmp_path, 1.0, 1, jobs=2)
    rows = [json.loads(line) for line in index.read_text().splitlines()]
    assert [row["file"] for row in rows] == [job.name for job in jobs]
    for job in jobs:
        ((phrase, audio),) = corpus.read(tmp_path, job.split)
        assert corpus.count(tmp_path, job.split) == 1
        assert phrase == job.phrase()
        # FluidSynth's dither differs between processes, and is levelled up with the sound.
        assert np.abs(audio - synthesizer.render(phrase)).max() <= 0.004
        info = soundfile.info(tmp_path / job.name)
        assert (info.samplerate, info.subtype, info.channels) == (RATE, "PCM_16", 1)
    before = {job.name: (tmp_path / job.name).read_bytes() for job in jobs}
    (tmp_path / jobs[1].name).unlink()  # as after an interrupted run
    kept = (tmp_path / jobs[0].name).stat().st_mtime_ns
    corpus.build(tmp_path, 1.0, 1, jobs=1)
    assert {job.name: (tmp_path / job.name).read_bytes() for job in jobs} == before
    assert (tmp_path / jobs[0].name).stat().st_mtime_ns == kept
    assert not list(tmp_path.glob("*.part"))


def test_a_corpus_that_is_not_there_says_how_to_make_one(tmp_path):
    with pytest.raises(FileNotFoundError, match="make one with `flowbend corpus`"):
        next(corpus.read(tmp_path, "train"))
