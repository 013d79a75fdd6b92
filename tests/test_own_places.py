"""A course touches nothing of anybody's, and says early where it may not write."""

import os

import numpy as np
import pytest
import soundfile
from safetensors import SafetensorError

from engine.models import workers
from engine.models.own import course
from engine.models.own.kept import Kept
from engine.parameters import BadValue


@pytest.fixture
def sounds(tmp_path):
    folder = tmp_path / "cello"
    folder.mkdir()
    soundfile.write(folder / "a.wav", np.zeros(4800, np.float32), 48000)
    return folder


def order(sounds, runs, out, **more):
    return course.Order(sounds, "cello", 0.1, None, runs, out, say=lambda text: None, **more)


def test_the_recordings_are_never_the_course_s_own_folder(sounds, tmp_path):
    for runs, out in ((tmp_path, tmp_path / "out"), (tmp_path / "runs", tmp_path)):
        with pytest.raises(BadValue, match="holds the recordings"):
            course.learn(order(sounds, runs, out, anew=True))
    assert (sounds / "a.wav").is_file()


def test_what_is_somebody_else_s_stays(sounds, tmp_path):
    other = tmp_path / "runs" / "cello"
    other.mkdir(parents=True)
    (other / "thesis.txt").write_text("three years of work")
    with pytest.raises(BadValue, match="other things in it"):
        course.learn(order(sounds, tmp_path / "runs", tmp_path / "out", anew=True))
    assert (other / "thesis.txt").is_file()
    model = tmp_path / "out" / "cello"
    model.mkdir(parents=True)
    (model / "denoiser.onnx").write_bytes(b"a model")
    with pytest.raises(BadValue, match="a model in"):
        course.learn(order(sounds, tmp_path / "new", tmp_path / "out"))


def test_it_asks_at_once_whether_it_may_write(sounds, tmp_path):
    (tmp_path / "file").write_text("no folder")
    for runs, out, option in ((tmp_path / "file", tmp_path / "out", "--folder"),
                              (tmp_path / "runs", tmp_path / "file", "--out")):
        with pytest.raises(BadValue, match=f"nothing can be written .* {option}"):
            course.learn(order(sounds, runs, out))
    assert not (tmp_path / "out").exists()


def test_too_little_once_is_no_other_course_later(sounds, tmp_path):
    asked = order(sounds, tmp_path / "runs", tmp_path / "out")
    with pytest.raises(BadValue, match="seconds of sound"):
        course.learn(asked)
    soundfile.write(sounds / "b.wav", np.zeros(4800, np.float32), 48000)
    with pytest.raises(BadValue, match="seconds of sound"):  # and not: of another course
        course.learn(asked)


@pytest.mark.parametrize("error", [
    OSError(28, "No space left on device"),
    SafetensorError("Error while serializing: I/O error: No space left on device (os error 28)"),
])
def test_a_disk_that_fills_up_is_told_of(sounds, tmp_path, monkeypatch, error):
    def fill(*_):
        raise error

    monkeypatch.setattr(course.gathering, "gather", fill)
    with pytest.raises(BadValue, match="make room, and give the same command again"):
        course.learn(order(sounds, tmp_path / "runs", tmp_path / "out"))
    assert Kept.read(tmp_path / "runs" / "cello" / "course.json").order  # it knows what it is


def test_a_worker_that_is_ended_is_told_of():
    with pytest.raises(workers.WorkerEnded, match="memory"):
        list(workers.spread(os._exit, [9], 1))


def test_results_come_in_order_and_errors_as_they_are():
    assert list(workers.spread(abs, [-1, 2, -3], 2)) == [1, 2, 3]
    with pytest.raises(TypeError):
        list(workers.spread(abs, ["a"], 1))
