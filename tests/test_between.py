"""`flowbend between` through its door: ends that are the recordings, even steps, a file that
travels, and clips that are not equally long."""

import json

import numpy as np
import pytest
import soundfile
from clip_rig import flowbend, phrase, remains

from engine.studio import crossing, measures
from engine.studio.crossing import End
from engine.voice import Request


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("between")
    a, b = phrase(folder), phrase(folder, "flute", 0.4)
    words = ("--points", 4, "--steps", 6, "--instrument-a", "marimba", "--instrument-b", "flute",
             "--travel", "--out", folder / "made", "--format", "flac")
    assert flowbend("between", a, b, *words) == 0
    return folder


def read(path):
    return soundfile.read(path, dtype="float32")[0]


def test_the_ends_are_the_recordings_and_lengths_cross_over(made):
    names = sorted(path.name for path in (made / "made").glob("*.flac"))
    assert names == ["01.flac", "02.flac", "03.flac", "04.flac", "travel.flac"]
    points = [read(made / "made" / name) for name in names]
    a, b = read(made / "marimba.wav"), read(made / "flute.wav")
    lengths = [len(point) for point in points[:4]]
    assert lengths[0] == len(a) and lengths[3] == len(b) and lengths == sorted(lengths)[::-1]
    for end, own, other in ((points[0], a, b), (points[3], b, a)):
        assert measures.mel_distance_db(end[: len(b)], own[: len(b)], 48000) < (
            measures.mel_distance_db(end[: len(b)], other[: len(b)], 48000)
        )
    assert len(points[4]) == len(b)  # a travel ends as long as where it arrives
    about = json.loads((made / "made" / "02.flac.json").read_text())
    assert about["command"] == "between" and 0 < about["options"]["at"] < 1
    assert set(about["inputs"]) == {"a", "b"} and about["options"]["instrument_b"] == "flute"
    assert (made / "made" / "between.png").stat().st_size > 20000 and not remains(made)


def test_each_of_them_can_be_made_alone(made):
    """With the options that its sidecar has: what makes one clip again needs no others."""
    about = json.loads((made / "made" / "02.flac.json").read_text())["options"]
    words = ["--at", about["at"], "--steps", about["steps"], "--format", "flac",
             "--instrument-a", "marimba", "--instrument-b", "flute", "--out", made / "one.flac"]
    assert flowbend("between", about["a"], about["b"], *words) == 0
    np.testing.assert_array_equal(read(made / "one.flac"), read(made / "made" / "02.flac"))
    words = ["--travel", "--points", 4, *words[2:]]
    assert flowbend("between", about["a"], about["b"], *words) == 0
    np.testing.assert_array_equal(read(made / "one.flac"), read(made / "made" / "travel.flac"))


def test_even_steps_are_found():
    weights = crossing.even([0, 0.25, 0.5, 0.75, 1], [1, 1, 1, 5], 5)
    assert weights[0] == 0 and weights[-1] == 1
    np.testing.assert_allclose(weights, [0, 0.5, 0.8, 0.9, 1])
    np.testing.assert_allclose(crossing.even([0, 0.5, 1], [0, 0], 3), [0, 0.5, 1])


def end(seed):
    random = np.random.default_rng(seed)
    notes = np.zeros((6, 129), np.float32)
    notes[:, 128] = 1
    notes[1, 60 + seed] = 1.8
    notes[2:4, 60 + seed] = 0.8
    lanes = random.standard_normal((6, 9)).astype(np.float32)
    lanes[:, 2:4] = 0
    lanes[1, 2:4] = 0.8, 0.1 * (seed + 1)
    who = np.eye(5, dtype=np.float32)[[seed] * 6]
    noise = random.standard_normal((6, 80)).astype(np.float32)
    return End(Request(noise, who, lanes, notes, np.ones(6, np.float32)), 3000)


def test_between_are_noise_of_the_same_strength_and_keys_of_both():
    a, b = end(0), end(1)
    for exact, at in ((a, 0.0), (b, 1.0)):
        for mine, theirs in zip(crossing.between(a, b, at).columns(), exact.request.columns(),
                                strict=True):
            np.testing.assert_allclose(mine, theirs, atol=1e-6)
    middle = crossing.between(a, b, 0.5)
    assert middle.noise.std() == pytest.approx(1, abs=0.05)
    assert middle.notes[1, 60] == middle.notes[1, 61] == pytest.approx(1.4)
    assert middle.notes[3, 60] == middle.notes[3, 61] == pytest.approx(0.4)
    assert middle.lanes[1, 2] == pytest.approx(0.4) and middle.who[0].tolist() == [.5, .5, 0, 0, 0]
    same = crossing.between(a, a, 0.5)
    np.testing.assert_allclose(same.noise, a.request.noise, atol=1e-6)
    travels = crossing.between(a, b, np.linspace(0, 1, 6))
    np.testing.assert_allclose(travels.noise[0], a.request.noise[0], atol=1e-6)
    np.testing.assert_allclose(travels.noise[5], b.request.noise[5], atol=1e-5)


@pytest.mark.parametrize("words, sentence", [
    (("--points", 1), "--points must be from 2"), (("--at", 0.5), "--out is a folder"),
    (("--steps", 0), "--steps must be"),
    (("--instrument-a", "kazoo"), "no instrument 'kazoo'"), (("--format", "mp3"), "--format takes"),
])
def test_what_cannot_be_done_is_one_sentence(tmp_path, capsys, words, sentence):
    clip = phrase(tmp_path)
    assert flowbend("between", clip, clip, "--out", tmp_path / "o", *words) == 1
    assert sentence in capsys.readouterr().err
    (tmp_path / "file").write_text("")
    assert flowbend("between", clip, clip, "--out", tmp_path / "file") == 1
    assert "cannot be made" in capsys.readouterr().err
