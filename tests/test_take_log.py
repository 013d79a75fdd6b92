"""What was performed before a kill -9 replays to the same samples, up to the last complete block.

The performer that is killed is this file run as a program: it plays a real model and leaves what
was heard in a file of its own.
"""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scenes import values

from engine import take_lines
from engine.contract import FLOAT32, INT8
from engine.controls import Controls
from engine.instrument import Instrument
from engine.meters import Meters
from engine.offline import blocks
from engine.panel import Panel
from engine.performer import Performer
from engine.store import Event, Events, Kind, Store
from engine.take import BadTake, Take, load_lives, replay
from engine.take_log import TakeLog

ROOT = Path(__file__).parents[1]
PRECISIONS = {1: FLOAT32, 2: INT8}


def perform(folder: Path, seed: int) -> None:
    """Plays with both hands, for ever; what is heard goes to a file first."""
    instrument = Instrument(precision=PRECISIONS[seed])
    rng = np.random.default_rng(seed)
    store, events = Store(), Events()
    panel = Panel(store, events, instrument.contract.instruments)
    panel.set("steps", 1, "test")
    log = TakeLog(folder / "t.json", 2, instrument.name, seed == 1, precision=instrument.precision)
    performer = Performer(instrument, store, events, Meters(), 2, None, log)
    with (folder / f"{seed}.raw").open("wb", buffering=0) as heard:
        while True:
            heard.write(performer.block().tobytes())
            panel.set("gain", rng.uniform(-60, 12), "test")
            if rng.random() < 0.1:
                panel.note_on(int(rng.integers(128)), rng.random(), "test")


def parts(folder: Path) -> int:
    """Of the take so far; the log is written every tenth of a second, however fast one plays."""
    try:
        return len(load_lives(folder / "t.json"))
    except BadTake:
        return 0


def test_a_killed_performance_replays_to_the_samples_that_were_heard(
    shipped, eight_bits, tmp_path
):
    for seed in (1, 2):
        player = subprocess.Popen(
            [sys.executable, __file__, str(tmp_path), str(seed)],
            env=os.environ | {"PYTHONPATH": str(ROOT)},
        )
        deadline, raw = time.monotonic() + 120, tmp_path / f"{seed}.raw"
        while not raw.exists() or raw.stat().st_size < 40 * 8192 or parts(tmp_path) < seed:
            assert player.poll() is None and time.monotonic() < deadline
            time.sleep(0.01)
        player.send_signal(signal.SIGKILL)
        player.wait()
    lives = load_lives(tmp_path / "t.json")
    assert len(lives) == 2
    played = {FLOAT32: shipped, INT8: eight_bits}
    for seed, life in enumerate(lives, 1):
        heard = np.fromfile(tmp_path / f"{seed}.raw", np.float32)
        again = np.concatenate(list(blocks(played[life.precision], replay(life, 512), 2))).ravel()
        assert 0 < len(again) <= len(heard) + 8192
        shorter = min(len(heard), len(again))
        np.testing.assert_array_equal(again[:shorter], heard[:shorter])


knobs = st.floats(-60, 12).map(lambda gain: Controls(values(gain=gain)))
keys = st.builds(
    lambda pitch, at: Controls(values(), (Event(Kind.NOTE_ON, float(pitch), 0.5, at),)),
    st.integers(0, 127), st.floats(0, 1023),
)


@given(st.lists(st.one_of(knobs, keys), min_size=1, max_size=20), st.data())
@settings(max_examples=30)
def test_however_it_is_cut_off_what_is_left_is_a_beginning(tmp_path_factory, played, data):
    path = tmp_path_factory.mktemp("logs") / "t.json"
    log = TakeLog(path, 2, "x")
    for number, controls in enumerate(played):
        log.block(controls)
        if number % 5 == 0:
            log._write()  # as its thread does at any time
    log.close()
    whole = path.read_bytes()
    (take,) = load_lives(path)
    everything = list(replay(take, 512))
    for controls, found in zip(played, everything, strict=True):
        np.testing.assert_array_equal(found.values, controls.values)
        assert found.events == controls.events
    path.write_bytes(whole[: data.draw(st.integers(0, len(whole)))])
    try:
        (part,) = load_lives(path)
    except BadTake:
        part = Take(0, 2)
    left = [] if not part.latents else list(replay(part, 512))
    for controls, found in zip(everything, left, strict=False):
        np.testing.assert_array_equal(found.values, controls.values)
        assert found.events == controls.events
    # Another engine goes on behind it.
    TakeLog(path, 2, "y", anew=False).close()
    other = TakeLog(path, 2, "z", anew=False)
    other.block(Controls(values(gain=-1)))
    other.close()
    parts = load_lives(path)
    assert parts[-1].instrument == "z" and parts[-1].latents == 2
    assert parts[:-1] == ([part] if part.latents else [])


def test_a_log_can_be_read_by_people(tmp_path):
    log = TakeLog(tmp_path / "t.json", 2, "orchestra")
    log.block(Controls(values()))
    log.block(Controls(values(gain=-3), (Event(Kind.NOTE_ON, 60, 0.5, 7),)))
    log.close()
    first, second, *rest = (tmp_path / "t.json").read_text().splitlines()
    assert json.loads(first) == {
        "flowbend_take": 2, "instrument": "orchestra", "precision": "float32", "block_latents": 2
    }
    assert second.startswith('[0, {"guidance": ')
    assert rest[-3:] == ['[2, {"gain": -3.0}]', '{"at": 2, "kind": "note_on", "a": 60, "b": 0.5,'
                         ' "offset": 7}', '{"latents": 4}']


HEAD = take_lines.header("x", 2, "float32")
DAMAGED = {
    "a torn line inside": HEAD + '[0, {"ga\n' + take_lines.mark(2),
    "an unknown row": HEAD + '[0, {"gian": 1.0}]\n' + take_lines.mark(2),
    "a line of another kind": HEAD + "3\n" + take_lines.mark(2),
    "nothing complete": HEAD + '[0, {"gain": 1.0}]\n',
    "a mark that is none": HEAD + '{"latents": "x"}\n',
    "no instrument": '{"flowbend_take": 2}\n' + take_lines.mark(2),
}


@pytest.mark.parametrize("text", DAMAGED.values(), ids=DAMAGED.keys())
def test_a_damaged_log_is_refused_in_a_sentence(tmp_path, text):
    path = tmp_path / "t.json"
    path.write_text(text)
    with pytest.raises(BadTake) as refusal:
        load_lives(path)
    assert str(path) in str(refusal.value) and str(refusal.value).endswith(".")


def test_a_take_of_several_parts_is_not_one(tmp_path):
    path = tmp_path / "t.json"
    for anew in (True, False):
        log = TakeLog(path, 2, "x", anew)
        log.block(Controls(values()))
        log.close()
    assert len(load_lives(path)) == 2
    with pytest.raises(BadTake, match="2 parts"):
        Take.load(path)


def test_a_disk_that_refuses_ends_the_log_and_not_the_music(tmp_path):
    log = TakeLog(tmp_path / "t.json", 2, "x")
    log._file.close()
    log._file = Path("/dev/full").open("wb", buffering=0)  # noqa: SIM115
    log.block(Controls(values()))
    deadline = time.monotonic() + 30
    while log.error is None:
        assert time.monotonic() < deadline
        time.sleep(0.01)
    log.block(Controls(values()))
    assert not log._waiting
    log.close()


def test_a_log_keeps_curves_to_the_last_bit(tmp_path):
    log, rng = TakeLog(tmp_path / "t.json", 2, "x"), np.random.default_rng(3)
    curves = [{"rms": rng.uniform(-60, 0, 2)} if n != 1 else {} for n in range(4)]
    for curve in curves:
        log.block(Controls(values(), curves=curve))
    log.close()
    (take,) = load_lives(tmp_path / "t.json")
    for controls, curve in zip(replay(take, 512), curves, strict=True):
        assert controls.curves.keys() == curve.keys()
        for lane in curve:
            np.testing.assert_array_equal(controls.curves[lane], curve[lane])


if __name__ == "__main__":
    os.environ["OMP_NUM_THREADS"] = "1"
    perform(Path(sys.argv[1]), int(sys.argv[2]))
