"""Painting: what stays is the same sample by sample in the file, the joins cannot be told, and the
wrong word is a sentence. Through the command line, on the shipped model.
"""

import json

import numpy as np
import pytest
import soundfile

from engine import glitches
from engine.__main__ import main
from engine.parameters import BadValue
from engine.studio import asking, journey, original, painting
from engine.studio.asking import Note

QUICK = ["--tries", "1", "--steps", "2", "--seed", "3", "--instrument", "flute"]


@pytest.fixture(scope="module")
def tune(shipped):
    """Two and a half seconds of a flute, (samples, 2) at 48 kHz."""
    notes = [Note(0.1 + 0.6 * n, 0.65 + 0.6 * n, pitch) for n, pitch in enumerate((72, 76, 74, 79))]
    who = {"instrument_a": asking.number_of(shipped, "flute")}
    latents = journey.sample(shipped, asking.request(shipped, 234, who, notes=notes), 4)
    return journey.finished(shipped, journey.decode(shipped, latents))


def whole(path):
    """Every sample as a whole number of 32 bits, or as float."""
    kind = "float64" if soundfile.info(path).subtype in ("FLOAT", "DOUBLE") else "int32"
    return soundfile.read(path, dtype=kind, always_2d=True)[0]


def worst_near(path, *seconds):
    """How far the worst click stands out within 40 ms of these times."""
    audio, rate = soundfile.read(path, dtype="float32", always_2d=True)
    found = glitches.prominence(audio)
    near = [int(at * rate / glitches.CELL) for at in seconds]
    reach = int(0.04 * rate / glitches.CELL)
    return max(found[max(0, at - reach) : at + reach].max() for at in near)


@pytest.mark.parametrize("rate, subtype, ending, channels", [
    (48000, "PCM_16", "wav", 2), (44100, "PCM_16", "wav", 1), (96000, "PCM_24", "flac", 2),
    (48000, "PCM_32", "wav", 2), (48000, "FLOAT", "wav", 2), (8000, "PCM_U8", "wav", 1),
])
def test_what_stays_is_what_it_was(rate, subtype, ending, channels, tune, tmp_path):
    source, out = tmp_path / f"in.{ending}", tmp_path / f"out.{ending}"
    from engine.studio import sounds

    sound = sounds.resampled(tune, 48000, rate)[:, :channels]
    soundfile.write(source, sound, rate, subtype=subtype)
    assert main(["paint", str(source), "--mask", "0.9-1.4", "--out", str(out), *QUICK]) == 0
    before, after = whole(source), whole(out)
    info = soundfile.info(out)
    assert info.samplerate == rate and after.shape == before.shape
    first, last = round(0.9 * rate), round(1.4 * rate)
    np.testing.assert_array_equal(after[:first], before[:first])
    np.testing.assert_array_equal(after[last:], before[last:])
    assert np.mean(after[first:last] != before[first:last]) > 0.9
    assert worst_near(out, 0.9, 1.4) < glitches.THRESHOLD
    document = json.loads((tmp_path / f"out.{ending}.json").read_text())
    assert document["command"] == "paint" and document["notes"]["kept_exactly"]
    assert document["options"]["mask"] == ["0.9-1.4"] and document["seed"] == 3


def test_the_joins_would_be_heard_without_their_care(tune, tmp_path):
    cut = tune.copy()
    cut[43200:67200] = 0
    soundfile.write(tmp_path / "cut.wav", cut, 48000, subtype="FLOAT")
    assert worst_near(tmp_path / "cut.wav", 0.9, 1.4) > glitches.THRESHOLD


def test_the_same_seed_paints_the_same_and_nothing_painted_over_is_used(tune, tmp_path):
    source = tmp_path / "in.wav"
    made = []
    for name, inside in (("a", None), ("b", None), ("c", 0.0)):
        sound = tune.copy()
        if inside is not None:
            sound[43200:67200] = inside
        soundfile.write(source, sound, 48000, subtype="FLOAT")
        out = tmp_path / f"{name}.wav"
        assert main(["paint", str(source), "--mask", "0.9-1.4", "--out", str(out), *QUICK]) == 0
        made.append(whole(out))
    np.testing.assert_array_equal(made[0], made[1])
    np.testing.assert_array_equal(made[0], made[2])


def test_what_is_kept_is_the_clips_own(tune, tmp_path):
    source, out = tmp_path / "in.wav", tmp_path / "out.wav"
    soundfile.write(source, tune, 48000)
    assert main(["paint", str(source), "--mask", "0.5-2", "--out", str(out), *QUICK[:-1],
                 "flute", "--keep", "rms,notes,onset", "--steps", "4"]) == 0
    hop = 512

    def level(audio):
        parts = audio[24000:96000].mean(axis=1)[: 72000 // hop * hop].reshape(-1, hop)
        return 10 * np.log10(np.mean(parts**2, axis=1) + 1e-6)

    made = soundfile.read(out)[0]
    assert np.corrcoef(level(made), level(tune))[0, 1] > 0.8


def test_masks_at_both_ends_and_more_behind(tune, tmp_path):
    source, out = tmp_path / "in.wav", tmp_path / "out.wav"
    soundfile.write(source, tune, 48000, subtype="PCM_16")
    assert main(["paint", str(source), "--mask", "0-0.4", "--mask", "1-1.1", "--mask", "1.11-1.3",
                 "--extend", "0.8s", "--out", str(out), *QUICK]) == 0
    before, after = whole(source), whole(out)
    assert len(after) == len(before) + round(0.8 * 48000)
    np.testing.assert_array_equal(after[19200:48000], before[19200:48000])
    np.testing.assert_array_equal(after[62400 : len(before)], before[62400:])
    assert np.abs(after[len(before) :]).max() > 2**31 / 1000
    assert np.abs(after[-1]).max() < 2**31 / 1000
    assert worst_near(out, 0.4, 1.0, 1.3, len(before) / 48000) < glitches.THRESHOLD


def test_two_clips_are_joined_by_what_leads_from_one_to_the_other(tune, tmp_path):
    a, b, out = (tmp_path / f"{name}.wav" for name in "abo")
    soundfile.write(a, tune[:60000], 48000, subtype="PCM_16")
    soundfile.write(b, tune[60000:], 48000, subtype="PCM_24")
    assert main(["stitch", str(a), str(b), "--seconds", "0.7", "--out", str(out), "--tries", "2",
                 "--steps", "2", "--seed", "1", "--instrument", "flute,choir"]) == 0
    after = whole(out)
    np.testing.assert_array_equal(after[:60000], whole(a))
    np.testing.assert_array_equal(after[60000 + 33600 :], whole(b))
    assert worst_near(out, 1.25, 1.95) < glitches.THRESHOLD
    document = json.loads((tmp_path / "o.wav.json").read_text())
    assert set(document["inputs"]) == {"a", "b"} and document["notes"]["kept_exactly"]


def test_another_rate_is_brought_to_the_first_ones(tune, tmp_path, capsys):
    a, b, out = (tmp_path / f"{name}.wav" for name in "abo")
    soundfile.write(a, tune[:40000, :1], 22050)
    soundfile.write(b, tune[:40000], 48000)
    assert main(["stitch", str(a), str(b), "--out", str(out), "--tries", "1", "--steps", "1",
                 "--instrument", "flute"]) == 0
    assert soundfile.info(out).samplerate == 22050 and soundfile.info(out).channels == 1
    np.testing.assert_array_equal(whole(out)[:40000], whole(a))
    assert "brought to 22050 Hz" in capsys.readouterr().out


@pytest.mark.parametrize("words, says", [
    (["--mask", "1.0"], "from and to"), (["--mask", "2-1"], "other way round"),
    (["--mask", "1-9"], "not in the clip, which lasts 2.496 s"), (["--mask", "a-b"], "from and to"),
    (["--mask", "1-1.001"], "too short"), (["--mask", "0-2.496"], "all of the clip"),
    ([], "say what to paint"), (["--extend", "9h"], "--extend takes"),
    (["--extend", "900"], "--extend takes"), (["--mask", "nan-1"], "from and to"),
    (["--mask", "1-2", "--tries", "0"], "--tries"), (["--mask", "1-2", "--keep", "x"], "--keep"),
    (["--mask", "1-2", "--steps", "0"], "--steps"), (["--mask", "1-2", "--seed", "-1"], "--seed"),
    (["--mask", "1-2", "--set", "seed_a=3"], "--seed 3"),
    (["--mask", "1-2", "--set", "rms=99"], "rms"), (["--mask", "1-2", "--format", "mp3"], "mp3"),
    (["--mask", "1-2", "--instrument", "lute"], "no instrument 'lute'"),
])
def test_the_wrong_word_is_a_sentence(words, says, tune, tmp_path, capsys):
    source, out = tmp_path / "in.wav", tmp_path / "out.wav"
    soundfile.write(source, tune[:119808], 48000)
    assert main(["paint", str(source), "--out", str(out), *words]) == 1
    told = capsys.readouterr().err
    assert told.count("\n") == 1 and says in told
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.wav"]


def test_the_wrong_file_is_a_sentence(tune, tmp_path, capsys):
    source = tmp_path / "in.wav"
    soundfile.write(tmp_path / "six.wav", np.zeros((19200, 6)), 192000)
    soundfile.write(source, tune, 48000)
    for clip, out, says in (
        ("six.wav", "out.wav", "6 channels"), ("none.wav", "out.wav", "there is no file"),
        ("in.wav", "in.wav", "the clip itself"), ("in.wav", "no/out.wav", "no folder"),
        ("in.wav", "out.mp3", "ends in .wav or .flac"),
    ):
        words = ["paint", str(tmp_path / clip), "--mask", "0.1-0.2", "--out", str(tmp_path / out)]
        assert main(words) == 1
        assert says in capsys.readouterr().err


def test_gaps_that_touch_are_one():
    recording = original.Original(np.zeros((48000, 2), np.float32), 48000, 0)
    found = painting.gaps([(0.5, 0.7), (0.1, 0.2), (0.19, 0.3), (0.31, 0.4)], recording)
    assert [(gap.start, gap.stop) for gap in found] == [(4800, 19200), (24000, 33600)]
    with pytest.raises(BadValue):
        painting.gaps([(-0.1, 0.2)], recording)
