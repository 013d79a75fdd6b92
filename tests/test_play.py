"""`flowbend play` on a real JACK server, with real clients: what a hand does is heard.

Nothing here is a mock: liblo's oscsend, a JACK MIDI sender and a JACK recorder drive a process of
its own. What the sound is like does not matter here (test_sound.py), only that it obeys.
"""

import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import time

import numpy as np
import pytest
import soundfile
from play_rig import (
    COMMAND,
    OUTPUTS,
    RATE,
    ROOT,
    level_db,
    playing,
    session_of,
    without_a_card,
)
from pythonosc.osc_message import OscMessage
from pythonosc.osc_message_builder import build_msg

from bridge.play import status
from engine.instrument import SHIPPED
from engine.meters import Meters
from engine.parameters import BY_ID, from_unit
from engine.shared import VARIABLE
from engine.take import load_lives

STEADY = ["--no-backing", "--set", "rms=-15", "--set", "onset_rate=8", "--set", "steps=2"]
"""A sound that goes on at about one level, whatever the model is."""


def test_the_sound_follows_the_knobs_of_osc(jack_server, tmp_path):
    with playing(jack_server, tmp_path, *STEADY) as player:
        loud = level_db(jack_server)
        assert loud > -70
        levels = []
        for gain in (-30, 0, -15):
            player.osc("/param/gain", "f", gain)
            levels.append(level_db(jack_server) - loud)
            assert player.value("gain") == gain
        assert levels == pytest.approx([-30, 0, -15], abs=4)
        player.osc("/param/gain", "f", -60)
        assert level_db(jack_server) - loud < -50
        assert "underruns" in player.stop()


def test_what_is_wrong_is_answered_and_the_sound_goes_on(jack_server, tmp_path):
    with playing(jack_server, tmp_path, *STEADY) as player:
        loud = level_db(jack_server, settle=0.5)
        wrong = {
            ("/param/nonsense", 1.0): "did you mean", ("/param/gain", 99.0): "from -60 to 12 dB",
            ("/param/gain", "loud"): "gain must be a number", ("/nonsense",): "nothing listens to",
            ("/param/instrument_a", "kazoo"): "no instrument 'kazoo'",
            ("/event/note_on", 60, 100): "a velocity must be a number from 0 to 1",
        }
        for message, sentence in wrong.items():
            address, (text,) = player.ask(*message)
            assert address == "/error" and sentence in text
        good, rng = build_msg("/param/gain", [-3.0]).dgram, random.Random(1)
        for number in range(300):
            broken = bytearray(good if number % 2 else rng.randbytes(rng.randrange(80)))
            if number % 2:
                del broken[rng.randrange(1, len(broken)) :]
            player.socket.send(broken)
        player.socket.send(b"#bundle\0" + bytes(8) + b"\x7f\xff\xff\xff")
        player.socket.send(b"/" * 60000)
        player.socket.settimeout(0.5)
        with pytest.raises(TimeoutError):
            while True:  # a packet cut off behind its address is a question, and is answered
                answer = OscMessage(player.socket.recv(65536))
                assert answer.address == "/error" or answer.params == [0.0]
        player.socket.settimeout(5)
        assert player.value("gain") == 0
        assert abs(level_db(jack_server, settle=0.2) - loud) < 4
        player.stop()


def test_queries_are_answered(jack_server, tmp_path):
    options = ["--set", "morph=0.25", "--set", "rms_mode=driven"]
    with playing(jack_server, tmp_path, *options) as player:
        assert player.value("morph") == 0.25
        assert player.value("rms_mode") == 2
        assert player.value("steps") == BY_ID["steps"].default
        address, names = player.ask("/instruments")
        assert address == "/instruments" and {"flute", "standard_kit"} <= set(names)
        player.osc("/param/instrument_b", "s", "flute")
        assert player.value("instrument_b") == names.index("flute")
        player.osc("/param/rms", "f", -30)
        assert player.value("rms_mode") == 1  # touch takes over
        assert "OSC on 127.0.0.1" in player.stop(signal.SIGINT)


def test_the_sound_follows_midi(jack_server, tmp_path):
    with playing(jack_server, tmp_path, *STEADY) as player:
        player.wait_for("MIDI on Flowbend")
        with jack_server.midi_sender(jack_server.wait_for_port("Flowbend.*:.*")) as keyboard:
            loud = level_db(jack_server)
            keyboard.send(0xB0, 7, 64)
            low = from_unit(BY_ID["gain"], 64 / 127)
            assert level_db(jack_server) - loud == pytest.approx(low, abs=4)
            assert player.value("gain") == pytest.approx(low)
            assert player.value("notes_mode") == 0
            keyboard.send(0x90, 60, 100)
            deadline = time.monotonic() + 5
            while player.value("notes_mode") != 2:
                assert time.monotonic() < deadline
                time.sleep(0.01)
            keyboard.send(0x80, 60, 0)
            keyboard.send(0xC0, 17)
            keyboard.send(0xB5, 1, 127)
            keyboard.send(0xB0, 123, 0)
            deadline = time.monotonic() + 5
            while (player.value("instrument_a"), player.value("morph")) != (17, 1):
                assert time.monotonic() < deadline
                time.sleep(0.01)
        player.stop()


def without_silence(audio: np.ndarray) -> np.ndarray:
    """(samples, 2) less every stretch of 64 zeros or more: what an empty ring puts between."""
    sounding = np.r_[-1, np.flatnonzero(audio.any(axis=1)), len(audio)]
    keep = np.ones(len(audio), bool)
    for gap in np.flatnonzero(np.diff(sounding) > 64):
        keep[sounding[gap] + 1 : sounding[gap + 1]] = False
    return audio[keep]


def place_of(part: np.ndarray, whole: np.ndarray) -> int:
    """Where in `whole` the samples of `part` lie: the least squared distance. (The greatest
    correlation would be wherever the music is loudest.)"""
    size = 1 << (len(whole) + len(part)).bit_length()
    product = np.fft.rfft(whole, size) * np.conj(np.fft.rfft(part, size))
    places = len(whole) - len(part) + 1
    power = np.concatenate([[0.0], np.cumsum(np.square(whole))])
    distance = power[len(part) :] - power[:places] - 2 * np.fft.irfft(product, size)[:places]
    return int(np.argmin(distance))


def test_a_recorded_take_renders_to_the_samples_that_were_heard(jack_server, tmp_path):
    """From the sound card's own input, with hands at work, to 24 bits of a file."""
    options = ["--take", "t.json", "--safety", "3", "--no-rescue", "--set", "steps=2"]
    with playing(jack_server, tmp_path, *options) as player:
        with jack_server.record(*OUTPUTS) as recorder:
            hands = [("/param/gain", "f", -6), ("/param/morph", "f", 0.5), ("/event/reset",),
                     ("/event/note_on", "if", 62, 0.8), ("/param/rms", "f", -18),
                     ("/event/onset", "f", 0.9), ("/param/seed_a", "i", 99),
                     ("/param/guidance", "f", 1), ("/event/note_off", "i", 62)]
            for hand in hands:
                recorder.wait_for(RATE // 3)
                player.osc(*hand)
            recorder.wait_for(RATE)
            heard = recorder.audio()
        said = player.stop()
    found = subprocess.run(
        [*COMMAND, "render", "--take", str(tmp_path / "t.json"), "--out", str(tmp_path / "r.wav")],
        cwd=ROOT, capture_output=True, text=True,
    )
    assert found.returncode == 0, found.stderr
    rendered = soundfile.read(tmp_path / "r.wav", always_2d=True)[0]
    heard = without_silence(heard)
    assert len(heard) > RATE, said
    assert rendered.shape[1] == 2 and np.abs(rendered[:, 0] - rendered[:, 1]).max() > 1e-4
    middle = len(heard) // 2
    start = place_of(heard[middle : middle + RATE // 4, 0], rendered[:, 0]) - middle
    assert start >= 0 and start + len(heard) <= len(rendered), said
    difference = np.abs(rendered[start : start + len(heard)] - heard)
    assert difference.max() <= 2**-22, (np.flatnonzero(difference > 2**-22)[:5], said)


def test_another_model_takes_over_while_it_plays(jack_server, tmp_path):
    """By OSC and the command line; what cannot be played is a sentence, and the sound goes on."""
    for name in ("other", "broken"):
        (tmp_path / name).mkdir()
        for file in ("denoiser.onnx", "decoder.onnx"):
            shutil.copy(SHIPPED / file, tmp_path / name / file)
    (tmp_path / "broken" / "denoiser.onnx").write_bytes(b"no model")

    def model(folder):
        return subprocess.run(
            [*COMMAND, "model", folder, "--session", player.places.session], cwd=tmp_path,
            env=os.environ | {"PYTHONPATH": str(ROOT)}, capture_output=True, text=True,
        )

    with playing(jack_server, tmp_path, *STEADY, "--take", "t.json", "--no-midi") as player:
        address, (text,) = player.ask("/event/model", "/nowhere")
        assert address == "/error" and "there is no denoiser.onnx in '/nowhere'" in text
        player.osc("/event/model", "s", str(tmp_path / "broken"))
        player.wait_for("The model goes on as it was: ")
        found = model("broken")
        assert found.returncode == 1 and "cannot be read as an ONNX model" in found.stderr
        assert "Traceback" not in found.stderr
        found = model("other")
        assert (found.returncode, found.stdout) == (0, "other takes over.\n"), found.stderr
        assert player.shared.facts.read()["instrument"] == "other"
        player.osc("/event/model", "s", str(SHIPPED))
        player.wait_for("orchestra takes over.")
        assert level_db(jack_server) > -70
        player.stop()
    (take,) = load_lives(tmp_path / "t.json")
    assert [folder for _, folder in take.models] == [str(tmp_path / "other"), str(SHIPPED)]
    assert model("other").stderr.startswith("flowbend: no engine plays in the session")


def test_it_stops_by_itself_and_leaves_its_port(jack_server, tmp_path):
    with playing(jack_server, tmp_path, "--seconds", "0.5", "--no-midi") as player:
        assert player.process.wait(30) == 0
        assert "blocks, " in player.said.read_text()
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as again:
            again.bind(("127.0.0.1", player.port))


def test_a_port_that_is_taken_is_a_sentence(jack_server, tmp_path):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        found = subprocess.run(
            [*COMMAND, "play", "--osc-port", str(port), "--seconds", "1",
             "--session", session_of(tmp_path)],
            cwd=tmp_path,
            env=jack_server.env | {"PYTHONPATH": str(ROOT)}, capture_output=True, text=True,
        )
    assert found.returncode == 1
    assert f"OSC port {port} is already in use" in found.stderr and "Traceback" not in found.stderr


def test_a_server_that_ends_is_told_and_the_sound_returns_with_it(start_jack, tmp_path):
    server = start_jack()
    with playing(server, tmp_path, *STEADY, "--no-midi") as player:
        loud = level_db(server)
        server.process.kill()
        server.process.wait()
        player.wait_for("has gone away: the music goes on")
        player.osc("/param/gain", "f", -20)
        assert player.value("gain") == -20
        server = start_jack()
        player.wait_for("Sounding on system")
        server.wait_for_port(OUTPUTS[1])
        assert level_db(server) - loud == pytest.approx(-20, abs=4)
        assert "Traceback" not in player.stop()


def test_a_card_of_another_rate_plays_on_the_outputs_asked_for(start_jack, tmp_path):
    server = start_jack(rate=44100, outputs=4)
    options = [*STEADY, "--no-midi", "--channels", "3,4", "--buffer", "512"]
    with playing(server, tmp_path, *options) as player:
        with server.record(*(f"PortAudio:out_{number}" for number in range(4))) as recorder:
            recorder.wait_for(2 * 44100)
        powers = np.mean(recorder.audio()[44100:].astype(np.float64) ** 2, axis=0)
        assert powers[2:].min() > 1e-7 and powers[:2].max() == 0
        found = player.shared.meters().read()
        assert found["losses"] == 0 and found["headroom_ms"] is not None
        player.stop()


def test_a_panic_is_silence_until_something_is_played(jack_server, tmp_path):
    with playing(jack_server, tmp_path, *STEADY, "--no-midi") as player:
        assert level_db(jack_server) > -70
        player.osc("/event/panic")
        with jack_server.record(*OUTPUTS) as recorder:
            recorder.wait_for(2 * RATE)
        heard = recorder.audio()
        assert np.abs(heard[RATE // 2 :]).max() == 0
        player.osc("/event/note_on", "if", 60, 0.9)
        assert level_db(jack_server, settle=0.2) > -70
        player.stop()


def test_a_take_that_cannot_be_kept_is_refused_before_the_performance(tmp_path):
    found = without_a_card(tmp_path, "play", "--seconds", "0.1", "--take", "none/t.json")
    assert found.returncode == 1
    assert "none/t.json" in found.stderr and "Traceback" not in found.stderr
    assert list(tmp_path.iterdir()) == []


def test_without_a_sound_card_it_says_so_and_writes_a_wav(tmp_path):
    """No server and no card: one sentence with the remedy, and the same sound in a file."""
    found = without_a_card(tmp_path, "play", "--seconds", "1", "--take", "t.json")
    assert found.returncode == 0, found.stderr
    first, *rest = found.stdout.splitlines()
    assert first.endswith("Writing the sound to flowbend.wav instead.")
    assert "Traceback" not in found.stderr and rest
    heard, rate = soundfile.read(tmp_path / "flowbend.wav")
    assert rate == RATE and len(heard) == pytest.approx(RATE, abs=2048)
    subprocess.run([*COMMAND, "render", "--take", "t.json", "--out", "again.wav"], cwd=tmp_path,
                   env=os.environ | {"PYTHONPATH": str(ROOT)}, check=True, capture_output=True)
    np.testing.assert_array_equal(soundfile.read(tmp_path / "again.wav")[0], heard)


def test_the_bridge_plays_without_the_engine_s_libraries(tmp_path):
    code = (
        "import sys; from engine.__main__ import main\n"
        "main(['play', '--seconds', '0.1', '--device', 'no such card'])\n"
        "heavy = {'onnxruntime', 'sounddevice', 'rtmixer', '_rtmixer', 'soundfile', 'torch'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    found = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT), VARIABLE: session_of(tmp_path)},
    )
    assert found.stdout.splitlines()[-1] == "[]", found
    assert (tmp_path / "flowbend.wav").exists()


def test_the_status_line_has_both_counts_of_underruns():
    meters = Meters()
    assert status(meters) == "waiting for the engine"
    meters.update(block_ms=5.0, block_duration_ms=20.0, steps=2, ring_blocks=1, underruns=3,
                  late_blocks=4, rms_db=-21.3, rung=0)
    assert status(meters) == (
        " -21 dB, load 25 %, 2 steps, ring 1, underruns 3 at the card and 4 before it"
    )
    meters.update(rung=2)
    assert status(meters).endswith(", 2 given up")
