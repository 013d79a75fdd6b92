"""A folder of somebody's recordings becomes a corpus: cleaned, labelled, split, and told of."""

import csv
import importlib.util
import json
import shutil
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
import soundfile

from engine.instrument import SHIPPED
from engine.models import corpus
from engine.models.corpus import Job
from engine.models.examples import examples
from engine.models.instruments import BY_NAME, DRUM_BANK, Instrument, keep_roster, roster
from engine.models.own import (
    chords,
    cleaning,
    finding,
    gathering,
    listening,
    starting,
    takes,
    verdict,
)
from engine.models.own.estimate import Estimate, estimate
from engine.models.phrases import compose
from engine.parameters import BadValue

RATE = 48000
SCALE = (60, 62, 64, 65, 67, 69, 71, 72)


def tone(key, seconds=0.6, rate=RATE, partials=6):
    """A plucked string of sorts."""
    t = np.arange(int(seconds * rate)) / rate
    hertz = 440 * 2 ** ((key - 69) / 12)
    wave = sum(np.sin(2 * np.pi * hertz * n * t) / n for n in range(1, partials))
    return (0.3 * wave * np.exp(-2 * t) * np.minimum(1, t / 0.004)).astype(np.float32)


def tune(keys, rate=RATE):
    return np.concatenate([np.zeros(rate // 5, np.float32), *(tone(k, rate=rate) for k in keys)])


def hits(count, seed):
    rng = np.random.default_rng(seed)
    t = np.arange(RATE // 4) / RATE
    return np.concatenate([
        (0.5 * rng.standard_normal(len(t)) * np.exp(-30 * t)).astype(np.float32)
        for _ in range(count)
    ])


@pytest.fixture(scope="module")
def sounds(tmp_path_factory):
    """Two instruments, in many formats, and what a real folder has besides."""
    folder = tmp_path_factory.mktemp("own") / "my sounds"
    lute, box = folder / "Lute (old)", folder / "box"
    lute.mkdir(parents=True)
    box.mkdir()
    for number in range(6):
        keys = np.roll(SCALE, number).tolist() * 2
        soundfile.write(lute / f"take {number}.wav", tune(keys), RATE)
    soundfile.write(lute / "take 6.flac", tune(SCALE[::-1], 44100), 44100)
    soundfile.write(lute / "take 7.mp3", tune(SCALE[::2], 44100), 44100)
    soundfile.write(lute / "copy of 2.flac", 0.5 * tune(np.roll(SCALE, 2).tolist() * 2), RATE)
    for number in range(4):
        soundfile.write(box / f"hits {number}.aiff", hits(24, number), RATE)
    soundfile.write(box / "silence.wav", np.zeros(RATE, np.float32), RATE)
    loud = np.clip(9 * hits(8, 9), -1, 1)
    soundfile.write(box / "too loud.wav", loud, RATE)
    (box / "notes.txt").write_text("not a sound")
    (box / "broken.wav").write_bytes(b"RIFF, or so it says")
    nan = np.full((RATE, 1), np.nan, np.float32)
    soundfile.write(box / "nan.wav", nan, RATE, subtype="FLOAT")
    return folder


@pytest.fixture(scope="module")
def gathered(sounds, tmp_path_factory):
    folder = tmp_path_factory.mktemp("gathered")
    return folder, gathering.gather(finding.recordings(sounds), folder, jobs=1)


def test_subfolders_are_instruments(sounds):
    found = finding.recordings(sounds)
    assert {one.instrument for one in found} == {"lute_old", "box"}
    assert all(one.path.suffix != ".txt" for one in found)


def test_a_flat_folder_is_one_instrument(tmp_path):
    soundfile.write(tmp_path / "a C#4 soft.wav", tone(61), RATE)
    (one,) = finding.recordings(tmp_path)
    assert one.instrument == finding.plain(tmp_path.name) and one.note == 61


@pytest.mark.parametrize(("stem", "note"), [
    ("violin_C#4_soft", 61), ("A4", 69), ("Ds3", 51), ("Bb2 v2", 46), ("piano-c-1", None),
    ("take 4", None), ("A4 to C5", None), ("Db-1", None), ("x G9", 127), ("x B9", None),
])
def test_notes_in_names(stem, note):
    assert finding.note_in(stem) == note or (stem == "Db-1" and finding.note_in(stem) in (1, 13))


def test_what_is_no_sound_is_told_of_and_left_out(gathered):
    _, findings = gathered
    told = "\n".join(findings.lines())
    for name in ("broken.wav", "nan.wav", "silence.wav"):
        assert any(name in reason for reason in findings.unreadable), name
    (pair,) = findings.duplicates
    assert set(pair) == {"take 2.wav", "copy of 2.flac"} and "copy of 2.flac" in told
    (clipped,) = findings.clipped
    assert clipped.startswith("too loud.wav")


def test_the_corpus_is_one_that_the_stages_read(gathered):
    folder, findings = gathered
    names = [one.name for one in roster(folder)]
    assert names == ["box", "lute_old"]
    box, lute = roster(folder)
    assert box.bank == DRUM_BANK and not lute.is_drums
    train, held_out = corpus.count(folder, "train"), corpus.count(folder, "phrase")
    assert train > held_out >= 2
    assert train + held_out == sum(row["phrases"] for row in findings.instruments.values())
    for phrase, audio in corpus.read(folder, "train"):
        assert audio.shape == (10 * RATE, 2) and 0.05 < np.abs(audio).max() <= 0.971
        assert phrase.attacks is None and phrase.notes
        assert all(0 <= n.start < n.end <= 10.1 and 1 <= n.velocity <= 127 for n in phrase.notes)
    assert not (folder / "takes").exists()


def test_the_notes_are_those_that_were_played(gathered):
    folder, _ = gathered
    heard = [
        note.pitch for split in ("train", "phrase") for phrase, _ in corpus.read(folder, split)
        if phrase.instrument == "lute_old" for note in phrase.notes
    ]
    right = sum(key in SCALE for key in heard) / len(heard)
    assert right > 0.9 and len(heard) > 0.85 * (5 * 16 + 16 + 8 + 4)


def test_drums_learn_with_any_key(gathered):
    folder, findings = gathered
    keys = {
        note.pitch for phrase, _ in corpus.read(folder, "train")
        if phrase.instrument == "box" for note in phrase.notes
    }
    assert len(keys) > 10 and min(keys) >= 36
    assert set(findings.instruments["box"]["kinds"]) == {listening.UNPITCHED}


def test_gathering_goes_on_where_it_was_cut_off(sounds, gathered, tmp_path):
    folder, _ = gathered
    index = (folder / "index.jsonl").read_text()
    shutil.copytree(folder, tmp_path / "again")
    (tmp_path / "again" / "index.jsonl").unlink()
    for path in list((tmp_path / "again").glob("*.flac"))[::2]:
        path.unlink()
    gathering.gather(finding.recordings(sounds), tmp_path / "again", jobs=2)
    assert (tmp_path / "again" / "index.jsonl").read_text() == index
    for path in folder.glob("*.flac"):
        assert (tmp_path / "again" / path.name).read_bytes() == path.read_bytes()


def test_too_little_is_a_sentence(tmp_path):
    soundfile.write(tmp_path / "short.wav", tone(60, 2), RATE)
    (tmp_path / "c" / "none").mkdir(parents=True)
    with pytest.raises(BadValue, match="20 are needed"):
        gathering.gather(finding.recordings(tmp_path), tmp_path / "c", jobs=1)
    with pytest.raises(BadValue, match="in a sub-folder"):
        finding.recordings(tmp_path / "c" / "none")
    with pytest.raises(BadValue, match="there is no folder"):
        finding.recordings(tmp_path / "nowhere")


def labelled(folder, rows, columns=("path", "instrument", "family", "note", "pitched", "skip")):
    with (folder / "labels.csv").open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        writer.writerows(rows)


def test_labels_say_more(tmp_path):
    (tmp_path / "a").mkdir()
    for name in ("one", "two", "three"):
        soundfile.write(tmp_path / "a" / f"{name}.wav", tone(60), RATE)
    labelled(tmp_path, [
        ("a", "Big Drum", "drums", "", "no", ""), ("a/two.wav", "", "", "C3", "yes", ""),
        ("a/three.wav", "", "", "", "", "yes"),
    ])
    one, two = finding.recordings(tmp_path)
    assert one.instrument == two.instrument == "big_drum" and one.family == "drums"
    assert one.pitched is False and two.pitched is True and two.note == 48
    (tmp_path / "labels.csv").unlink()
    (tmp_path / "labels.json").write_text(json.dumps({"a": "x", "a/one.wav": {"note": 40}}))
    one, *_ = finding.recordings(tmp_path)
    assert one.instrument == "x" and one.note == 40


@pytest.mark.parametrize(("rows", "told"), [
    ([("b.wav", "", "", "", "", "")], "there is no b.wav"),
    ([("a.wav", "", "noise", "", "", "")], "no family 'noise'"),
    ([("a.wav", "", "", "H2", "", "")], "no note 'H2'"),
    ([("a.wav", "", "", "", "perhaps", "")], "pitched is yes or no"),
])
def test_labels_that_say_nothing_are_told_of(tmp_path, rows, told):
    soundfile.write(tmp_path / "a.wav", tone(60), RATE)
    labelled(tmp_path, rows)
    with pytest.raises(BadValue, match=told):
        finding.recordings(tmp_path)


def test_other_columns_are_told_of(tmp_path):
    soundfile.write(tmp_path / "a.wav", tone(60), RATE)
    labelled(tmp_path, [("a.wav", "x")], ("file", "name"))
    with pytest.raises(BadValue, match="other columns"):
        finding.recordings(tmp_path)
    (tmp_path / "labels.csv").unlink()
    (tmp_path / "labels.json").write_text("{")
    with pytest.raises(BadValue, match="cannot be read"):
        finding.recordings(tmp_path)


def test_rests_are_cut_out_and_long_takes_cut_where_it_is_quiet():
    part = np.stack([tune(SCALE)] * 2, axis=1)
    rest = np.zeros((3 * RATE, 2), np.float32)
    audio = np.concatenate([rest, part, rest, part])
    (a, b), (c, d) = cleaning.stretches(audio)
    assert abs(a - 3.2 * RATE) < 0.05 * RATE and b <= c and d <= len(audio)
    long = np.concatenate([part] * 5)
    pieces = cleaning.pieces(long, 0, len(long))
    assert pieces[0][0] == 0 and pieces[-1][1] == len(long)
    assert all(b == c for (_, b), (c, _) in pairwise(pieces))
    assert max(b - a for a, b in pieces) <= 10 * RATE


def test_examples_know_whose_keys_are_unknown(tmp_path, codec_of_shipped):
    """Where nobody can tell the notes apart, none is asked for while it learns."""
    rng = np.random.default_rng(3)
    for number in range(3):
        tunes = [tune(rng.permutation(SCALE).tolist() * 2) for _ in range(3)]
        chord = sum(np.roll(one, 900 * place) for place, one in enumerate(tunes))
        soundfile.write(tmp_path / f"{number}.wav", 0.4 * chord, RATE)
    labelled(tmp_path, [])
    folder = tmp_path / "c"
    rows = [finding.Recording(one.path, "many") for one in finding.recordings(tmp_path)]
    gathering.gather(rows, folder, jobs=1)
    index = [json.loads(line) for line in (folder / "index.jsonl").read_text().splitlines()]
    for row in index:  # as the listener leaves it when it cannot tell
        row |= {"notes": [], "attacks": [[0.2, 0.5]], "kind": listening.MANY}
    (folder / "index.jsonl").write_text("".join(json.dumps(row) + "\n" for row in index))
    keep_roster(tuple(replace(one, family="strings") for one in roster(folder)), folder)
    found = examples(folder, "train", codec_of_shipped)
    assert not found.known.any()
    _, who, asked, notes = found.crop(0, 0, 64)
    assert who.shape[1] == 1 + 12 and not notes.any() and asked[:, 4].all()
    assert asked[:, 2].max() == pytest.approx(0.5, abs=1e-2)


def test_what_sounds_most_like_it_is_where_it_starts(studio, tmp_path):
    """A phrase of the corpus under a name that nobody knows."""
    audio, phrase = studio.render(Job("vibraphone", "train", 0, 1, ("fluid",)).phrase())
    row = {"file": "a.flac", **phrase.as_dict(), "instrument": "glass"}
    soundfile.write(tmp_path / "a.flac", audio, RATE, subtype="PCM_16")
    (tmp_path / "index.jsonl").write_text(json.dumps(row) + "\n")
    keep_roster((Instrument("glass", "", -1, 48, 72, sources=("own",)),), tmp_path)
    near = ("vibraphone", "electric_piano", "marimba", "kalimba")
    assert starting.likest(tmp_path, SHIPPED)["glass"] in near


def test_an_estimate_is_checked_before_anybody_works(sounds, tmp_path):
    room = estimate(finding.recordings(sounds), tmp_path / "not there yet")
    assert 1 < room.minutes < 3 and room.disk_mb > 100 and "of disk" in room.line()
    room.check()
    with pytest.raises(BadValue, match="of disk"):
        Estimate(1, 1, 2000, 1000, 1, 10).check()
    with pytest.raises(BadValue, match="of memory"):
        Estimate(1, 1, 1, 10, 2000, 1000).check()


def test_a_long_recording_is_read_in_parts(tmp_path, monkeypatch):
    """So that hours of sound need no more memory than minutes."""
    monkeypatch.setattr(takes, "SECTION_S", 20.0)
    keys = np.random.default_rng(1).choice(SCALE, 100)
    soundfile.write(tmp_path / "long.flac", tune(keys.tolist(), 16000), 16000)
    assert takes.sections(tmp_path / "long.flac") == 3
    findings = gathering.gather(finding.recordings(tmp_path), tmp_path / "c", jobs=1)
    assert findings.files == 1 and findings.seconds == pytest.approx(60, abs=2)
    (row,) = findings.instruments.values()
    assert row["notes"] == pytest.approx(100, rel=0.15)


def test_a_verdict_does_without_the_judge_that_is_not_installed(monkeypatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    assert "pip install --no-deps musicnn" in verdict.missing()
    row = {"rms_correlation": 0.9, "mel_distance_db": 4.0, "right_pitch": float("nan")}
    found = {"real": row, "codec": row, "played": row, "before": row,
             "counts": {"phrases": 3, "references": 5}}
    assert verdict.gain(found) is None
    told = verdict.table(found)
    assert "0.900" in told and "nearer" not in told and "nan" not in told
    for name, far in (("played", 2.0), ("before", 5.0)):
        found[name] = row | {"frechet_distance": far}
    assert "2.5 times nearer" in verdict.table(found)


def test_names_of_any_script_stay_apart(tmp_path):
    for name in ("チェロ", "ピアノ", "Box-1", "box 1", "Flöte", "x" * 200):
        (tmp_path / name).mkdir()
        soundfile.write(tmp_path / name / "a.wav", tone(60), RATE)
    names = {one.path.parent.name: one.instrument for one in finding.recordings(tmp_path)}
    assert len(set(names.values())) == 6 and names["Flöte"] == "flote"
    assert max(map(len, names.values())) == finding.LONGEST_NAME


def test_links_are_followed_once_and_courses_left_alone(tmp_path):
    elsewhere = tmp_path / "disk" / "cello"
    elsewhere.mkdir(parents=True)
    soundfile.write(elsewhere / "a.wav", tone(60), RATE)
    sounds = tmp_path / "sounds"
    (sounds / "runs" / "old" / "corpus").mkdir(parents=True)
    (sounds / "runs" / "old" / "course.json").write_text("{}")
    soundfile.write(sounds / "runs" / "old" / "corpus" / "b.flac", tone(60), RATE)
    (sounds / "cello").symlink_to(elsewhere, target_is_directory=True)
    (elsewhere / "again").symlink_to(sounds, target_is_directory=True)
    assert [one.instrument for one in finding.recordings(sounds)] == ["cello"]


def test_what_nobody_can_read_is_told_of(tmp_path):
    for name in ("memo.m4a", "other.M4A", "notes.txt"):
        (tmp_path / name).write_bytes(b"?")
    said, = finding.unread(tmp_path)
    assert "memo.m4a and 1 more" in said and "convert" in said


def test_labels_as_spreadsheets_save_them(tmp_path):
    (tmp_path / "a").mkdir()
    soundfile.write(tmp_path / "a" / "one.wav", tone(60), RATE)
    (tmp_path / "labels.csv").write_text("Path;Note;;\r\na\\one.wav;C#4;;\r\n;;;\r\n", "utf-8-sig")
    assert [one.note for one in finding.recordings(tmp_path)] == [61]


def test_a_lone_take_is_learned_from(tmp_path):
    (tmp_path / "one").mkdir()
    soundfile.write(tmp_path / "one" / "single.wav", tune(SCALE[:2]), RATE)
    (tmp_path / "many").mkdir()
    for number in range(3):
        keys = np.roll(SCALE, number).tolist() * 2
        soundfile.write(tmp_path / "many" / f"{number}.wav", tune(keys), RATE)
    gathering.gather(finding.recordings(tmp_path), tmp_path / "corpus", jobs=1)
    rows = [json.loads(line) for line in
            (tmp_path / "corpus" / "index.jsonl").read_text().splitlines()]
    splits = {(row["instrument"], row["split"]) for row in rows}
    assert ("one", "train") in splits and ("many", "phrase") in splits


def test_dense_recordings_are_read_in_more_parts(tmp_path):
    path = tmp_path / "six.wav"
    seconds = int(1.6 * takes.SECTION_S / 6)
    with soundfile.SoundFile(path, "w", 96000, 6, "PCM_16") as file:
        for _ in range(seconds):
            file.write(np.zeros((96000, 6), np.int16))
    assert takes.sections(path) == 2


@pytest.fixture
def basic_pitch():
    for name in chords.NEEDED:
        pytest.importorskip(name, reason=chords.INSTALL)


def performed(studio, instrument, kind, number=0):
    """What one of the corpus's soundfont instruments plays, and the keys that it was told to."""
    phrase = compose(BY_NAME[instrument], kind, "train", 10.0, np.random.default_rng([number, 5]),
                     "fluid")
    audio, phrase = studio.render(phrase)
    return audio, phrase


def f1(phrase, notes):
    """Of right keys that begin within 50 ms."""
    left = [(n.start, n.pitch) for n in phrase.notes]
    right = 0
    for note in notes:
        near = [one for one in left if one[1] == note.pitch and abs(one[0] - note.start) <= 0.05]
        if near:
            left.remove(near[0])
            right += 1
    return 2 * right / (len(phrase.notes) + len(notes))


@pytest.mark.parametrize(("instrument", "kind", "at_least"), [
    ("piano", "chords", 0.7), ("nylon_guitar", "arpeggio", 0.9), ("electric_piano", "chords", 0.9),
])
def test_chords_are_heard_as_the_keys_that_play_them(
    studio, basic_pitch, instrument, kind, at_least
):
    audio, phrase = performed(studio, instrument, kind)
    heard = listening.listen(audio, None, None, np.random.default_rng(1))
    assert heard.kind == listening.CHORDS and heard.attacks is None
    assert f1(phrase, heard.notes) >= at_least
    assert all(1 <= note.velocity <= 127 and note.end > note.start for note in heard.notes)
    assert heard.notes == sorted(heard.notes, key=lambda note: (note.start, note.pitch))


@pytest.mark.parametrize(("instrument", "kind"), [
    ("organ", "chords"), ("organ", "melody"), ("organ", "arpeggio"),
])
def test_where_partials_pass_for_notes_no_keys_are_learned(studio, basic_pitch, instrument, kind):
    audio, _ = performed(studio, instrument, kind)
    heard = listening.listen(audio, None, None, np.random.default_rng(1))
    assert heard.kind == listening.MANY and heard.notes == [] and heard.attacks


def test_one_voice_stays_one_voice(studio, basic_pitch):
    audio, phrase = performed(studio, "electric_piano", "melody")
    heard = listening.listen(audio, None, None, np.random.default_rng(1))
    assert heard.kind == listening.VOICE and f1(phrase, heard.notes) >= 0.9


def test_without_basic_pitch_chords_are_learned_without_keys(studio, monkeypatch, capsys):
    audio, _ = performed(studio, "piano", "chords")
    found = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec",
        lambda name, *rest: None if name == "basic_pitch" else found(name, *rest),
    )
    assert "pip install --no-deps basic-pitch" in chords.missing()
    heard = listening.listen(audio, None, None, np.random.default_rng(1))
    assert heard.kind == listening.MANY and heard.notes == [] and heard.attacks
    assert not capsys.readouterr().out


def heard_as(monkeypatch, *events):
    monkeypatch.setattr(chords, "missing", lambda: "")
    monkeypatch.setattr(chords, "_events", lambda *_: list(events))


def test_a_key_ends_where_it_is_struck_again(monkeypatch):
    """An attack is a little before what the listener of chords says."""
    heard_as(monkeypatch, (0.0, 1.0, 60), (1.0, 2.0, 60), (1.01, 2.0, 60), (1.0, 2.0, 64))
    found = chords.hear(np.zeros(RATE), RATE, [(0.0, 0.9), (0.98, 0.4)])
    assert [(n.start, n.end, n.pitch, n.velocity) for n in found.notes] == [
        (0.0, 0.98, 60, 0.9), (0.98, 2.0, 60, 0.4), (0.98, 2.0, 64, 0.4),
    ]
    assert not found.several


def test_a_chord_over_its_root_is_no_stop(monkeypatch):
    over = [(0.0, 2.0, key) for key in (36, 60, 64, 67)]
    heard_as(monkeypatch, *over)
    assert [n.pitch for n in chords.hear(np.zeros(RATE), RATE, ()).notes] == [36, 60, 64, 67]
    heard_as(monkeypatch, *[(0.0, 2.0, key + by) for key in (60, 64, 67) for by in (0, 12)])
    assert chords.hear(np.zeros(RATE), RATE, ()) is None


@pytest.mark.parametrize("samples", [0, 1, 540, RATE // 4, RATE])
def test_the_shortest_takes_and_silence_are_listened_to(basic_pitch, samples):
    audio = np.zeros((samples, 2), np.float32)
    assert chords.hear(audio.mean(axis=1), RATE, ()) is None
