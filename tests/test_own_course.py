"""From a folder to an instrument that plays, by the command line; killed on the way."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
import soundfile
from test_own import SCALE, hits, tune

from engine.claim import Claim
from engine.instrument import Instrument
from engine.library import digest
from engine.models.own.kept import Kept

ENV = os.environ | {"OMP_NUM_THREADS": "1"}


def command(folder, *more):
    return [sys.executable, "-m", "engine", "train", str(folder / "my band"), "--minutes", "0.2",
            "--folder", str(folder / "runs"), "--out", str(folder / "exports"), *more]


@pytest.fixture(scope="module")
def trained(tmp_path_factory):
    """A folder in which an instrument was learned for seconds, after a kill -9 in the midst."""
    folder = tmp_path_factory.mktemp("course")
    for name in ("marimba", "snare"):  # of the shipped model, so nothing is compared with it
        (folder / "my band" / name).mkdir(parents=True)
    for number in range(4):
        keys = np.roll(SCALE, number).tolist() * 2
        soundfile.write(folder / "my band" / "marimba" / f"{number}.wav", tune(keys), 48000)
        soundfile.write(folder / "my band" / "snare" / f"{number}.wav", hits(24, number), 48000)
    first = subprocess.Popen(command(folder), env=ENV, stderr=subprocess.PIPE, text=True,
                             stdout=subprocess.DEVNULL, start_new_session=True)
    log = folder / "runs" / "my_band" / "shortcut.train.safetensors"
    until = time.monotonic() + 300
    while not log.exists() and first.poll() is None and time.monotonic() < until:
        time.sleep(0.1)
    os.killpg(first.pid, signal.SIGKILL)
    assert log.exists(), first.communicate()[1][-2000:]
    first.communicate()
    kept = json.loads((folder / "runs" / "my_band" / "course.json").read_text())
    assert kept["done"] == ["gather", "start"]
    second = subprocess.run(command(folder), env=ENV, capture_output=True, text=True, timeout=600)
    assert second.returncode == 0, second.stderr[-3000:]
    return folder, second, kept


def test_it_goes_on_where_it_was_killed(trained):
    folder, second, kept = trained
    assert "Going on after" in second.stdout
    after = json.loads((folder / "runs" / "my_band" / "course.json").read_text())
    assert after["done"] == ["gather", "start", "shortcut", "decoder", "export", "judge"]
    assert after["minutes"] == kept["minutes"] and after["elapsed"] > kept["elapsed"]
    assert after["likest"] == {"marimba": "marimba", "snare": "snare"}
    rows = [json.loads(line) for line in
            (folder / "runs" / "my_band" / "shortcut.log.jsonl").read_text().splitlines()]
    steps = [row["step"] for row in rows]
    assert steps == sorted(set(steps)), "the log of one run, not of two"


def test_the_model_plays_and_is_whole(trained):
    folder, _, _ = trained
    model = folder / "exports" / "my_band"
    assert digest.faults(model) == []
    for precision in ("float32", "int8"):
        instrument = Instrument(model, precision=precision)
        assert instrument.contract.instruments == ["marimba", "snare"]
    card = (model / "README.md").read_text()
    told = ("marimba", "snare", "held-out phrases", "times nearer", "Licence", "examples.png")
    assert [words for words in told if words not in card] == []
    assert (model / "pictures" / "examples.png").stat().st_size > 5000
    found = json.loads((model / "verdict.json").read_text())
    assert found["played"]["rms_correlation"] > 0.8
    clip = folder / "clip.wav"
    made = subprocess.run(
        [sys.executable, "-m", "engine", "render", "--model", str(model), "--seconds", "2",
         "--set", "instrument_a=0", "--out", str(clip)], capture_output=True, text=True, cwd=folder,
    )
    assert made.returncode == 0, made.stderr
    assert np.abs(soundfile.read(clip)[0]).max() > 0.01


def test_the_page_shows_what_happened(trained):
    folder, second, _ = trained
    page = (folder / "runs" / "my_band" / "index.html").read_text()
    assert "Finished" in page and "refresh" not in page
    for words in ("losses.svg", "examples.png", "<audio", "phrases of one voice"):
        assert words in page
    for file in ("losses.svg", "examples.png", "example-0.flac"):
        assert (folder / "runs" / "my_band" / file).is_file()
    assert "index.html" in second.stdout
    bars = [line for line in second.stderr.replace("\r", "\n").splitlines() if line.strip()]
    assert [line for line in bars if " left" not in line] == [], "one bar for everything"


def test_another_course_of_that_name_is_refused(trained):
    folder, _, _ = trained
    refused = subprocess.run(command(folder, "--from-scratch"), env=ENV, capture_output=True,
                             text=True)
    assert refused.returncode == 1 and "start differ" in refused.stderr
    assert "--anew" in refused.stderr and "Traceback" not in refused.stderr


def test_what_is_no_folder_says_so(tmp_path):
    said = subprocess.run([sys.executable, "-m", "engine", "train", "tuba"], cwd=tmp_path,
                          env=ENV | {"PYTHONPATH": str(Path(__file__).parent.parent)},
                          capture_output=True, text=True)
    assert said.returncode == 1 and "no folder tuba" in said.stderr


def test_two_commands_are_not_at_one_course_at_once(trained):
    folder, _, _ = trained
    claim = Claim.take(folder / "runs" / ".my_band.lock")
    try:
        refused = subprocess.run(command(folder), env=ENV, capture_output=True, text=True)
    finally:
        claim.release()
    assert refused.returncode == 1 and "another command is at" in refused.stderr


def test_more_minutes_are_for_the_stages():
    plan = (("shortcut", 0.75, None), ("decoder", 0.25, None))
    kept = Kept(Path("x"), {"minutes": 10}, minutes={"shortcut": 5.0, "decoder": 3.0},
                        done=["gather", "start", "shortcut", "decoder", "export", "judge"])
    kept.give(20, plan)
    assert kept.minutes == pytest.approx({"shortcut": 12.5, "decoder": 5.5})
    assert kept.done == ["gather", "start"]
    kept = Kept(Path("x"), {"minutes": 10}, minutes={"shortcut": 5.0}, done=["gather"])
    kept.give(5, plan)
    assert kept.minutes == {"shortcut": 5.0} and kept.done == ["gather"]
