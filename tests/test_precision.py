"""Which precision plays: the faster one, the same one the next time, and a take says which."""

import json
import shutil

import numpy as np
import pytest
from scenes import values

from engine import offline, precision, render
from engine.__main__ import main
from engine.contract import FLOAT32, INT8, KINDS, BrokenContract, file_name
from engine.controls import Controls
from engine.instrument import SHIPPED, Instrument
from engine.parameters import HELD
from engine.take import BadTake, Recorder, Take, load_lives, replay
from engine.take_log import TakeLog

RUNTIME = "a runtime 1.0"


@pytest.fixture
def cache(tmp_path, monkeypatch):
    """An empty cache of the user's."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "cache"))
    return tmp_path / "cache" / "flowbend" / "precision.json"


class Clock:
    """Time that only passes of a model take, so many milliseconds each."""

    def __init__(self, monkeypatch, **pass_ms):
        self.now, self.pass_ms, self.asked = 0.0, pass_ms, []
        monkeypatch.setattr(precision.time, "perf_counter", lambda: self.now)

    def time_pass(self, one):
        self.asked.append(one)

        def run():
            self.now += self.pass_ms[one] / 1000

        return run


@pytest.mark.parametrize("float32, int8, faster", [
    (1.0, 0.3, INT8), (1.0, 0.89, INT8), (1.0, 0.95, FLOAT32), (1.0, 8.0, FLOAT32),
])
def test_the_faster_one_plays_if_it_is_worth_it(cache, monkeypatch, float32, int8, faster):
    clock = Clock(monkeypatch, float32=float32, int8=int8)
    assert precision.choose(SHIPPED, RUNTIME, clock.time_pass) == faster
    assert sorted(clock.asked) == [FLOAT32, INT8]


def test_the_answer_is_kept_for_this_machine_runtime_and_model(cache, monkeypatch):
    fast = Clock(monkeypatch, float32=1.0, int8=0.3)
    assert precision.choose(SHIPPED, RUNTIME, fast.time_pass) == INT8
    slow = Clock(monkeypatch, float32=1.0, int8=8.0)
    assert precision.choose(SHIPPED, RUNTIME, slow.time_pass) == INT8
    assert slow.asked == []
    assert precision.choose(SHIPPED, "a runtime 2.0", slow.time_pass) == FLOAT32
    assert precision.choose(SHIPPED, RUNTIME, slow.time_pass) == INT8
    assert len(json.loads(cache.read_text())) == 2


@pytest.mark.parametrize("content", ["", "no json", "[]", '{"x": 3}'])
def test_a_broken_memory_is_made_anew(cache, monkeypatch, content):
    cache.parent.mkdir(parents=True)
    cache.write_text(content)
    clock = Clock(monkeypatch, float32=1.0, int8=0.3)
    assert precision.choose(SHIPPED, RUNTIME, clock.time_pass) == INT8
    assert INT8 in json.loads(cache.read_text()).values()


def test_where_nothing_can_be_kept_it_is_timed_again(cache, monkeypatch):
    cache.parent.parent.write_text("a file where a folder should be")
    clock = Clock(monkeypatch, float32=1.0, int8=0.3)
    for _ in range(2):
        assert precision.choose(SHIPPED, RUNTIME, clock.time_pass) == INT8
    assert len(clock.asked) == 4


def test_a_real_choice_is_one_of_the_two_and_stays(cache):
    chosen = Instrument().precision
    assert chosen in precision.offered(SHIPPED)
    assert list(json.loads(cache.read_text()).values()) == [chosen]
    assert Instrument().precision == chosen


def test_a_model_of_one_precision_plays_in_that(cache, tmp_path):
    for kind in KINDS:
        shutil.copy(SHIPPED / file_name(kind, FLOAT32), tmp_path)
    assert precision.offered(tmp_path) == [FLOAT32]
    assert Instrument(tmp_path).precision == FLOAT32
    assert not cache.exists()
    with pytest.raises(BrokenContract, match=r"There is no denoiser\.int8\.onnx in .*export"):
        Instrument(tmp_path, precision=INT8)


@pytest.mark.parametrize("one", [FLOAT32, INT8])
def test_a_take_replays_to_the_bit_in_the_precision_it_was_played_in(
    request, tmp_path, capsys, one
):
    instrument = request.getfixturevalue({FLOAT32: "shipped", INT8: "eight_bits"}[one])
    recorder, state, heard = Recorder(2, instrument.name, one), render.State(), []
    for number in range(12):
        controls = Controls(values(steps=2, rms_mode=HELD, rms=-20 - number, morph=number / 12))
        recorder.block(controls)
        audio, state, _ = render.step(instrument, state, controls, 2)
        heard.append(audio)
    heard = np.concatenate(heard)
    path = tmp_path / "t.json"
    recorder.take.save(path)
    take = Take.load(path)
    assert take.precision == one
    again = np.concatenate(list(offline.blocks(instrument, replay(take, 512), 2)))
    np.testing.assert_array_equal(again, heard)
    assert main(["render", "--take", str(path), "--out", str(tmp_path / "a.wav")]) == 0
    import soundfile

    written, _ = soundfile.read(tmp_path / "a.wav", dtype="float32")
    assert np.abs(written - heard).max() <= 2**-22
    assert main(["render", "--take", str(path), "--precision", one, "--out", "b.wav"]) == 1
    said = capsys.readouterr().err
    assert "leave out --listen, --precision, --bars" in said


def test_a_take_of_before_is_exact_and_an_unknown_precision_is_refused(tmp_path):
    path = tmp_path / "t.json"
    Take(4, 2).save(path)
    document = json.loads(path.read_text())
    path.write_text(json.dumps({k: v for k, v in document.items() if k != "precision"}))
    assert Take.load(path).precision == FLOAT32
    path.write_text(json.dumps(document | {"precision": "int3"}))
    with pytest.raises(BadTake, match="a precision that this Flowbend has not"):
        Take.load(path)


def test_each_part_of_a_kept_take_says_its_own(tmp_path):
    path = tmp_path / "t.json"
    for one, anew in ((INT8, True), (FLOAT32, False)):
        log = TakeLog(path, 2, "x", anew, precision=one)
        log.block(Controls(values()))
        log.close()
    assert [life.precision for life in load_lives(path)] == [INT8, FLOAT32]


def test_models_that_follow_one_another_play_as_a_replay_plays_them(tmp_path):
    """One without int8 plays in float32, and the one after it in int8 again."""
    for kind in KINDS:
        shutil.copy(SHIPPED / file_name(kind, FLOAT32), tmp_path)
    first = Instrument(precision=INT8)
    second = first.successor(tmp_path)
    third = second.successor(SHIPPED)
    assert [one.precision for one in (first, second, third)] == [INT8, FLOAT32, INT8]
    assert {one.prefers for one in (first, second, third)} == {INT8}
    assert first.successor(SHIPPED).precision == third.precision
