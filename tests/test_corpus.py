"""Rendered phrases and their labels: the same every time, and the labels are where the sound is."""

import json

import numpy as np
import pytest
import soundfile
from scenes import values

from engine import lanes
from engine.controls import Controls, Hands, ask
from engine.models import corpus
from engine.models.corpus import Job, Studio
from engine.models.examples import asked_of, notes_of
from engine.models.instruments import BY_NAME, INSTRUMENTS
from engine.models.phrases import Note, Phrase
from engine.models.players import on_grid
from engine.models.sources import NoSource
from engine.parameters import DRIVEN
from engine.store import Event, Kind

HOP, RATE = 512, 48000
FLUID = ("fluid",)
IN_FLUID = [who for who in INSTRUMENTS if "fluid" in who.sources]


def strikes(key: int, times, instrument="standard_kit", velocity=110) -> Phrase:
    notes = [Note(when, when + 0.2, key, velocity) for when in times]
    return Phrase(instrument, "one_shots", "train", 100, "even", 5.0, notes)


def labelled_attacks(labels: corpus.Labels) -> np.ndarray:
    """In samples."""
    latents = np.flatnonzero(labels.onset)
    return (latents + labels.onset_position[latents]) * HOP


@pytest.mark.parametrize("key, most_ms", [(42, 1.0), (38, 3.0), (36, 3.0), (40, 3.0)])
def test_a_label_is_where_the_attack_is(studio, key, most_ms):
    """A hit is found in the sound, by its first loud sample, right behind its label."""
    times = 0.1 + 0.4071 * np.arange(11)
    phrase = strikes(key, times)
    audio, _ = studio.render(phrase)
    labelled = labelled_attacks(corpus.label(phrase, audio, HOP))
    np.testing.assert_allclose(labelled, [on_grid(when) for when in times], atol=1e-3)
    delays = []
    for at in labelled.round().astype(int):
        stretch = np.abs(audio[at - 2400 : at + 4800]).max(axis=1)
        delays.append(int(np.argmax(stretch > 0.1 * stretch.max())) - 2400)
    assert min(delays) >= 0 and 1000 * max(delays) / RATE <= most_ms
    assert max(delays) - min(delays) <= 48  # the rest is the sample's own silence


def test_a_label_says_how_hard_and_which_note_was_hardest(studio):
    when = 47 * HOP / RATE + 0.004  # on the grid, inside latent 47
    phrase = strikes(38, [when])
    phrase.notes.insert(0, Note(when, when + 0.1, 42, 30))
    labels = corpus.label(phrase, studio.render(phrase)[0], HOP)
    assert np.flatnonzero(labels.onset).tolist() == [47]
    assert labels.onset[47] == pytest.approx(110 / 127)
    assert labels.onset_position[47] == pytest.approx((on_grid(when) - 47 * HOP) / HOP)
    assert labels.notes[47, 38] == pytest.approx(1 + 110 / 127)
    assert labels.notes[47, 42] == pytest.approx(1 + 30 / 127)
    assert labels.notes[48, 38] == pytest.approx(110 / 127)


def test_notes_are_labelled_from_their_strike_to_their_end(studio):
    phrase = strikes(60, [1.0], "flute", 90)
    labels = corpus.label(phrase, studio.render(phrase)[0], HOP)
    first, last = on_grid(1.0) // HOP, on_grid(1.2) // HOP
    assert np.flatnonzero(labels.notes.any(1)).tolist() == list(range(first, last))
    assert np.flatnonzero(labels.notes.any(0)).tolist() == [60]


def test_lanes_are_those_of_the_measures(studio):
    phrase = Job("violin", "train", 0, 1, FLUID).phrase()
    audio, _ = studio.render(phrase)
    labels, mono = corpus.label(phrase, audio, HOP), audio.mean(axis=1)
    np.testing.assert_array_equal(labels.rms, lanes.loudness_db(mono, HOP))
    brightness, noisiness = lanes.brightness_and_noisiness(mono, HOP, RATE)
    np.testing.assert_array_equal(labels.brightness, brightness)
    np.testing.assert_array_equal(labels.noisiness, noisiness)
    latents = len(audio) // HOP
    for field in ("rms", "brightness", "noisiness", "onset", "onset_position", "notes", "bend"):
        column = getattr(labels, field)
        assert len(column) == latents and column.dtype == np.float32
        np.testing.assert_array_equal(column, getattr(corpus.label(phrase, mono, HOP), field))


def test_a_label_says_where_the_wheel_is_in_the_middle_of_each_latent():
    phrase, audio = strikes(60, [0.1], "flute"), np.zeros((100 * HOP, 2), np.float32)
    assert not corpus.label(phrase, audio, HOP).bend.any()
    latent = HOP / RATE
    phrase.bend = [(10 * latent, 1.0), (20.4 * latent, -2.0), (30.6 * latent, 0.5)]
    bend = corpus.label(phrase, audio, HOP).bend
    np.testing.assert_array_equal(bend[:10], 0)
    np.testing.assert_array_equal(bend[10:20], 1)
    np.testing.assert_array_equal(bend[20:31], -2)
    np.testing.assert_array_equal(bend[31:], 0.5)


def test_a_bent_note_is_labelled_as_it_sounds(studio):
    """Two semitones up by the wheel asks the model for what two keys up would."""
    phrase, other = strikes(72, [0.3], "flute"), strikes(74, [0.3], "flute")
    phrase.bend = [(0.0, 2.0)]
    audio, _ = studio.render(phrase)
    bent, plain = (corpus.label(p, audio, HOP) for p in (phrase, other))
    np.testing.assert_array_equal(lanes.bent(bent.notes, bent.bend), plain.notes)
    brightness = corpus.label(other, studio.render(other)[0], HOP).brightness
    heard = plain.notes.any(axis=1) & (bent.rms > -40)
    off = lanes.semitones(bent.brightness[heard]) - lanes.semitones(brightness[heard])
    assert np.abs(np.median(off)) < 1


@pytest.mark.parametrize("name", ["piano", "violin", "standard_kit", "string_ensemble"])
@pytest.mark.parametrize("size", [2, 30])
def test_what_keys_ask_for_is_what_the_model_was_trained_on(name, size):
    """The same phrase as labels in training and as events at the instrument: the same columns."""
    phrase = Job(name, "train", 1, 1, FLUID).phrase()
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
def test_a_phrase_is_the_same_sound_whatever_was_rendered_before(studio, name):
    """To the bit: voices that ring on, however softly, and the dither are no excuse."""
    phrase, others = Job(name, "train", 3, 1, FLUID).phrase(), ("organ", "warm_pad", "harp")
    first, _ = studio.render(phrase)
    for other in others:
        studio.render(Job(other, "train", 3, 1, FLUID).phrase())
        np.testing.assert_array_equal(studio.render(phrase)[0], first)
    np.testing.assert_array_equal(Studio(FLUID).render(phrase)[0], first)


@pytest.mark.parametrize("who", IN_FLUID, ids=lambda who: who.name)
def test_every_instrument_sounds_dry_and_about_as_loud(studio, who):
    middle = 38 if who.is_drums else (who.low + who.high) // 2
    phrase = strikes(middle, [0.5, 1.0, 1.5], who.name, 96)
    audio, played = studio.render(phrase)
    assert played == phrase
    assert audio.dtype == np.float32 and audio.shape == (on_grid(5.0), 2)
    assert np.abs(audio).max(axis=0).min() > 0.01  # from both sides
    assert np.abs(audio[: on_grid(0.5)]).max() < 1e-3
    assert 0.02 < np.abs(audio).max() < 1
    assert np.abs(audio[-4800:]).max() < 0.1  # nothing rings for seconds in a room


def loudness(studio, who, source):
    """The middle loudness in dB of what sounds of a few firm notes, as a studio levels them."""
    kit = who.is_drums and who.hits in ("", "kit")
    keys = (36, 38, 42, 38) if kit else np.linspace(who.low, who.high, 4).astype(int)
    notes = [Note(0.7 * i, 0.7 * i + 0.5, int(k), 96) for i, k in enumerate(keys)]
    phrase = Phrase(who.name, "one_shots", "train", 100, "even", 3.0, notes, source=source)
    audio, _ = studio.render(phrase)
    assert np.abs(audio).max() <= 0.97 + 1e-6
    return float(np.median(np.sort(lanes.loudness_db(audio.mean(axis=1), HOP))[-60:]))


def test_instruments_are_about_as_loud_as_one_another(studio):
    """General MIDI presets differ by 28 dB."""
    names = ("piano", "organ", "flute", "marimba", "warm_pad", "finger_bass")
    found = [loudness(studio, BY_NAME[name], "fluid") for name in names]
    np.testing.assert_allclose(found, corpus.LOUD_DB, atol=3)
    kit = loudness(studio, BY_NAME["electronic_kit"], "fluid")
    assert kit == pytest.approx(corpus.LOUD_DB, abs=8)


def test_recordings_are_as_loud_as_soundfonts(recordings):
    recordings.one_of_each()
    recordings.piano(tuple(range(27, 99, 3)), (13,))
    studio = Studio(("recordings", "grand"), recordings.sounds)
    found = [loudness(studio, BY_NAME[name], source)
             for name, source in (("piano", "grand"), ("kick", "recordings"))]
    np.testing.assert_allclose(found, corpus.LOUD_DB, atol=5)
    for velocity in (40, 100):
        phrase = Phrase("loop", "loop", "train", 100, "even", 4.0,
                        [Note(0.0, 3.0, 50, velocity)], source="recordings", voice=9)
        audio, played = studio.render(phrase)
        assert len(played.notes) > 8 and np.abs(audio).max() <= 0.97 + 1e-6
        assert -60 < lanes.loudness_db(audio.mean(axis=1), HOP)[:200].mean() < -8


def test_a_corpus_is_built_read_and_completed(studio, tmp_path, monkeypatch):
    jobs = [Job("flute", "train", 0, 1, FLUID), Job("brush_kit", "phrase", 1, 1, FLUID),
            Job("flute", "register", 0, 1, FLUID)]
    monkeypatch.setattr(corpus, "plan", lambda minutes, seed, sources: jobs)
    index = corpus.build(tmp_path, 1.0, 1, FLUID, jobs=2)
    rows = [json.loads(line) for line in index.read_text().splitlines()]
    assert [row["file"] for row in rows] == [job.name for job in jobs]
    for job in jobs:
        ((phrase, audio),) = corpus.read(tmp_path, job.split)
        assert corpus.count(tmp_path, job.split) == 1
        assert phrase == job.phrase()
        # FluidSynth's dither differs between processes, and is levelled up with the sound.
        assert np.abs(audio - studio.render(phrase)[0]).max() <= 0.004
        info = soundfile.info(tmp_path / job.name)
        assert (info.samplerate, info.subtype, info.channels) == (RATE, "PCM_16", 2)
    before = {job.name: (tmp_path / job.name).read_bytes() for job in jobs}
    (tmp_path / jobs[1].name).unlink()  # as after an interrupted run
    kept = (tmp_path / jobs[0].name).stat().st_mtime_ns
    corpus.build(tmp_path, 1.0, 1, FLUID, jobs=1)
    assert {job.name: (tmp_path / job.name).read_bytes() for job in jobs} == before
    assert (tmp_path / jobs[0].name).stat().st_mtime_ns == kept
    assert not list(tmp_path.glob("*.part"))


def test_a_corpus_of_recordings_is_built_from_where_they_are(recordings, tmp_path, monkeypatch):
    job = Job("piano", "train", 0, 1, ("grand",))
    layers = {1 + note.velocity // 8 for note in job.phrase().notes} | {13}  # 13: to be levelled
    recordings.piano(tuple(range(27, 99, 3)), tuple(sorted(layers)), seconds=0.3)
    monkeypatch.setattr(corpus, "plan", lambda minutes, seed, sources: [job])
    corpus.build(tmp_path / "made", 1.0, 1, ("grand",), recordings.sounds, jobs=1)
    ((phrase, audio),) = corpus.read(tmp_path / "made", "train")
    assert phrase == job.phrase() and phrase.source == "grand"
    assert np.abs(audio).max() > 0.05


def test_a_corpus_without_its_sources_is_refused_before_anything_is_rendered(tmp_path):
    with pytest.raises(NoSource, match="install it with `npm install"):
        corpus.build(tmp_path / "made", 10, 1, ("fluid", "grand"), tmp_path / "none")
    assert not list((tmp_path / "made").glob("*"))


def test_a_loop_s_notes_are_in_the_index_and_again_after_an_interruption(
    recordings, tmp_path, monkeypatch
):
    """In one process: a worker would look for Debian's kits where Debian puts them."""
    recordings.one_of_each()
    monkeypatch.setattr(corpus, "_studio", Studio(("recordings",), recordings.sounds))
    task = (Job("loop", "train", 0, 1, ("recordings",)), str(tmp_path))
    row = corpus._work(task)
    (tmp_path / "index.jsonl").write_text(json.dumps(row) + "\n")
    ((phrase, audio),) = corpus.read(tmp_path, "train")
    assert len(phrase.notes) > 20 and len(audio) == on_grid(corpus.PHRASE_SECONDS)
    onsets = corpus.label(phrase, audio, HOP).onset
    # Two that fall into one latent are one.
    assert len(phrase.notes) - 2 <= np.count_nonzero(onsets) <= len(phrase.notes)
    before = (tmp_path / task[0].name).read_bytes()
    assert corpus._work(task) == row
    assert (tmp_path / task[0].name).read_bytes() == before


@pytest.fixture
def index(tmp_path):
    """A corpus of 40 training phrases and 2 held-out ones, without a sound."""
    jobs = [Job("flute", "train", number, 1, FLUID) for number in range(40)]
    jobs += [Job("flute", "phrase", number, 1, FLUID) for number in range(2)]
    rows = [{"file": job.name, **job.phrase().as_dict()} for job in jobs]
    (tmp_path / "index.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    return tmp_path, jobs


def test_a_split_reads_the_phrase_that_is_asked_for_and_no_other(index):
    folder, jobs = index
    rng = np.random.default_rng(1)
    sound = rng.uniform(-0.5, 0.5, (4800, 2)).astype(np.float32)
    soundfile.write(folder / jobs[7].name, sound, RATE, subtype="PCM_24")
    split = corpus.Split(folder, "train")
    assert len(split) == corpus.count(folder, "train") == 40
    assert corpus.count(folder, "phrase") == 2
    for _ in range(2):
        phrase, audio = split[7]
        assert phrase == jobs[7].phrase()
        assert audio.dtype == np.float32 and np.abs(audio - sound).max() < 1e-6
    with pytest.raises(soundfile.LibsndfileError):
        split[8]
    with pytest.raises(IndexError):
        split[40]


def test_some_hours_are_drawn_at_random_and_more_are_the_same_and_more(index):
    folder, _ = index
    hour = 3600 / corpus.PHRASE_SECONDS
    few, more = (corpus.some(folder, "train", count / hour) for count in (6, 20))
    assert few == corpus.some(folder, "train", 6 / hour)
    assert (len(few), len(more)) == (6, 20) and len(set(more)) == 20
    assert more[:6] == few and few != sorted(few)
    assert set(more) <= set(range(40))
    for hours in (40 / hour, 100, float("inf")):
        assert corpus.some(folder, "train", hours) == list(range(40))
    assert len(corpus.some(folder, "train", 0.001 / hour)) == 1


def test_an_index_of_before_there_were_wheels_and_sources_is_still_read(index):
    folder, jobs = index
    row = {"file": "x.flac", **jobs[0].phrase().as_dict()}
    for key in ("bend", "source", "voice"):
        del row[key]
    (folder / "index.jsonl").write_text(json.dumps(row) + "\n")
    soundfile.write(folder / "x.flac", np.zeros(4800), RATE)
    phrase, audio = corpus.Split(folder, "train")[0]
    assert (phrase.bend, phrase.source, phrase.voice) == ([], "fluid", 0)
    assert audio.shape == (4800, 1)


def test_a_corpus_that_is_not_there_says_how_to_make_one(tmp_path):
    for reading in (corpus.read, corpus.count, corpus.Split):
        with pytest.raises(FileNotFoundError, match="make one with `flowbend corpus`"):
            reading(tmp_path, "train")
    with pytest.raises(FileNotFoundError, match="make one with `flowbend corpus`"):
        corpus.some(tmp_path, "train", 1)
