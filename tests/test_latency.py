"""`flowbend latency` through a real OSC socket, or a real MIDI port, and a JACK server whose time
stretches: nothing here depends on how fast the machine is.
"""

import json
import os
import subprocess
import sys

import pytest
from play_rig import COMMAND, ROOT

from engine.knob_to_sound import STAGES

FEW = ["--changes", "4", "--set", "steps=1", "--json"]


def latency(env, *options):
    env = env | {"PYTHONPATH": str(ROOT), "FLOWBEND_MIDI_API": "jack"}
    return subprocess.run(
        [*COMMAND, "latency", *FEW, *options], env=env, capture_output=True, text=True, timeout=300
    )


def found(env, *options):
    done = latency(env, *options)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_a_knob_is_found_at_the_server_s_output_and_the_stages_add_up(jack_server):
    for _ in range(3):  # a machine that stands still within a change is no fault of the count
        result = found(jack_server.env)
        if result["apart_ms"] <= 5:
            break
    assert result["apart_ms"] <= 5 and abs(result["sum_ms"] - result["median_ms"]) <= 10
    assert tuple(result["stages"]) == tuple(STAGES)
    assert min(result["stages"].values()) >= 0
    assert result["median_ms"] <= result["p95_ms"] <= result["p99_ms"]
    assert result["heard"] >= 2 and result["heard_by"].startswith("JACK")
    assert result["stages"]["answer"] < 3 * 21.4  # in the block that used it, or soon after
    assert result["stages"]["ring"] <= 2 * 21.4  # of one block and one that is being taken


def test_a_key_over_midi_is_found(jack_server):
    result = found(jack_server.env, "--midi", "--control", "note")
    assert result["door"] == "MIDI" and result["heard"] >= 2


def test_without_a_sound_card_a_clock_takes_its_place():
    nowhere = {"JACK_DEFAULT_SERVER": "flowbend-no-such-server", "JACK_NO_START_SERVER": "1"}
    result = found(os.environ | nowhere, "--device", "no such card", "--load", "1")
    assert result["device"].startswith("none") and result["load"] == 1
    assert result["apart_ms"] == 0 and result["stages"]["device"] == 0


@pytest.mark.parametrize(
    ("options", "sentence"),
    [(["--control", "steps"], "--control takes rms, note, gain, not 'steps'"),
     (["--changes", "1"], "--changes must be from 4"), (["--load", "-1"], "--load must be from 0"),
     (["--input", "no such input"], "fits 0 recording inputs")],
)
def test_what_cannot_be_measured_is_refused(options, sentence, tmp_path):
    done = latency(dict(os.environ), "--device", "no such card", *options)
    assert done.returncode == 1
    assert sentence in done.stderr and "Traceback" not in done.stderr


def test_the_parts_load_no_engine():
    code = (
        "import sys, bridge.latency\n"
        "print(sorted({'onnxruntime', 'sounddevice', 'rtmixer'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert done.stdout == "[]\n"
