"""`flowbend play` on a real JACK server, with real clients: what a hand does is heard.

Nothing here is a mock: liblo's oscsend, a JACK MIDI sender and a JACK recorder drive a process of
its own. What the sound is like does not matter here (test_sound.py), only that it obeys.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
import soundfile
from pythonosc.osc_message import OscMessage
from pythonosc.osc_message_builder import build_msg

from engine.parameters import BY_ID, from_unit

if TYPE_CHECKING:
    from jack_rig import JackServer

ROOT = Path(__file__).parents[1]
COMMAND = [sys.executable, "-m", "engine"]
RATE = 48000
OUTPUTS = ("PortAudio:out_0", "PortAudio:out_1")
STEADY = ["--no-backing", "--set", "rms=-15", "--set", "onset_rate=8", "--set", "steps=2"]
"""A sound that goes on at about one level, whatever the model is."""


class Playing:
    """A running `flowbend play`."""

    def __init__(self, server: JackServer, folder: Path, *options: str) -> None:
        self.server, self.port, self.said = server, free_port(), folder / "said.txt"
        with self.said.open("wb") as out:
            self.process = subprocess.Popen(
                [*COMMAND, "play", "--osc-port", str(self.port), *options], cwd=folder,
                env=server.env | {"PYTHONPATH": str(ROOT), "FLOWBEND_MIDI_API": "jack"},
                stdout=out, stderr=subprocess.STDOUT,
            )
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.connect(("127.0.0.1", self.port))
        self.socket.settimeout(5)

    def wait_for(self, text: str, seconds: float = 60) -> None:
        until = time.monotonic() + seconds
        while text not in self.said.read_text():
            assert self.process.poll() is None, self.said.read_text()
            assert time.monotonic() < until, f"no {text!r} in: {self.said.read_text()}"
            time.sleep(0.02)

    def osc(self, *arguments: object) -> None:
        """By liblo's oscsend, as `osc("/param/gain", "f", -30)`."""
        subprocess.run(["oscsend", "127.0.0.1", str(self.port), *map(str, arguments)], check=True)

    def ask(self, address: str, *arguments: object) -> tuple[str, list]:
        """Send, and wait for the answer: (address, arguments)."""
        self.socket.send(build_msg(address, list(arguments)).dgram)
        answer = OscMessage(self.socket.recv(65536))
        return answer.address, answer.params

    def value(self, id: str) -> float:
        address, (value,) = self.ask(f"/param/{id}")
        assert address == f"/param/{id}"
        return value

    def stop(self, how: int = signal.SIGTERM) -> str:
        """Ends it as a user does; returns all that it said."""
        self.process.send_signal(how)
        assert self.process.wait(30) == 0, self.said.read_text()
        return self.said.read_text()


@contextmanager
def playing(server: JackServer, folder: Path, *options: str) -> Iterator[Playing]:
    if shutil.which("oscsend") is None:
        pytest.fail("This test sends OSC with liblo: `sudo apt install liblo-tools`", pytrace=False)
    player = Playing(server, folder, *options)
    try:
        player.wait_for("Sounding.")
        yield player
    finally:
        player.socket.close()
        if player.process.poll() is None:
            player.process.terminate()
            player.process.wait(30)


def free_port() -> int:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def level_db(server: JackServer, settle: float = 0.8, listen: float = 1.2) -> float:
    """The middle one of the loudnesses of tenths of a second, once a change has had its time."""
    with server.record(*OUTPUTS) as recorder:
        recorder.wait_for(int(RATE * (settle + listen)))
        audio = recorder.audio()[int(RATE * settle) :]
    np.testing.assert_array_equal(audio[:, 0], audio[:, 1])
    tenths = audio[:, 0]
    tenths = tenths[: len(tenths) // 4800 * 4800].reshape(-1, 4800).astype(np.float64)
    return float(np.median(10 * np.log10(np.mean(tenths**2, axis=1) + 1e-12)))


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
    """(samples,) less every stretch of 64 zeros or more: what an empty ring puts between."""
    sounding = np.r_[-1, np.flatnonzero(audio), len(audio)]
    keep = np.ones(len(audio), bool)
    for gap in np.flatnonzero(np.diff(sounding) > 64):
        keep[sounding[gap] + 1 : sounding[gap + 1]] = False
    return audio[keep]


def place_of(part: np.ndarray, whole: np.ndarray) -> int:
    """Where in `whole` the samples of `part` lie, by correlation."""
    size = 1 << (len(whole) + len(part)).bit_length()
    product = np.fft.rfft(whole, size) * np.conj(np.fft.rfft(part, size))
    return int(np.argmax(np.fft.irfft(product, size)[: len(whole)]))


def test_a_recorded_take_renders_to_the_samples_that_were_heard(jack_server, tmp_path):
    """From the sound card's own input, with hands at work, to 24 bits of a file."""
    options = ["--take", "t.json", "--ring-blocks", "16", "--set", "steps=2"]
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
            heard = recorder.audio()[:, 0]
        said = player.stop()
    found = subprocess.run(
        [*COMMAND, "render", "--take", str(tmp_path / "t.json"), "--out", str(tmp_path / "r.wav")],
        cwd=ROOT, capture_output=True, text=True,
    )
    assert found.returncode == 0, found.stderr
    rendered, _ = soundfile.read(tmp_path / "r.wav")
    heard = without_silence(heard)
    assert len(heard) > 3 * RATE, said
    middle = len(heard) // 2
    start = place_of(heard[middle : middle + RATE], rendered) - middle
    assert start >= 0 and start + len(heard) <= len(rendered), said
    difference = np.abs(rendered[start : start + len(heard)] - heard)
    assert difference.max() <= 2**-22, (np.flatnonzero(difference > 2**-22)[:5], said)


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
            [*COMMAND, "play", "--osc-port", str(port), "--seconds", "1"], cwd=tmp_path,
            env=jack_server.env | {"PYTHONPATH": str(ROOT)}, capture_output=True, text=True,
        )
    assert found.returncode == 1
    assert f"OSC port {port} is already in use" in found.stderr and "Traceback" not in found.stderr


def test_a_server_that_ends_is_told_in_a_sentence(jack_server, tmp_path):
    with playing(jack_server, tmp_path, *STEADY) as player:
        jack_server.process.kill()
        jack_server.process.wait()
        assert player.process.wait(30) == 1
        assert "has gone away" in player.said.read_text()
        assert "Traceback" not in player.said.read_text()


def test_without_a_sound_card_it_says_so_and_writes_a_wav(tmp_path):
    """No server and no card: one sentence with the remedy, and the same sound in a file."""
    env = {"JACK_DEFAULT_SERVER": "flowbend-no-such-server", "JACK_NO_START_SERVER": "1"}
    found = subprocess.run(
        [*COMMAND, "play", "--seconds", "1", "--device", "no such card", "--take", "t.json"],
        cwd=tmp_path, env=os.environ | env | {"PYTHONPATH": str(ROOT)}, capture_output=True,
        text=True, timeout=120,
    )
    assert found.returncode == 0, found.stderr
    first, *rest = found.stdout.splitlines()
    assert first.endswith("Writing the sound to flowbend.wav instead.")
    assert "Traceback" not in found.stderr and rest
    heard, rate = soundfile.read(tmp_path / "flowbend.wav")
    assert rate == RATE and len(heard) == pytest.approx(RATE, abs=2048)
    subprocess.run([*COMMAND, "render", "--take", "t.json", "--out", "again.wav"], cwd=tmp_path,
                   env=os.environ | {"PYTHONPATH": str(ROOT)}, check=True, capture_output=True)
    np.testing.assert_array_equal(soundfile.read(tmp_path / "again.wav")[0], heard)
