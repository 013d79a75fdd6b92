"""Listening through real JACK ports: what is fed into the input drives the sound that goes out."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest
import soundfile
from play_rig import COMMAND, OUTPUTS, RATE, ROOT, Playing, playing

from engine import lanes, onsets
from engine.take import load_lives

INPUT = "PortAudio:in_0"
QUIET = ("--no-backing", "--no-midi", "--set", "steps=1", "--set", "instrument_a=snare")


@contextmanager
def fed(server, sound: np.ndarray) -> Iterator[list[int]]:
    """Plays (samples,) over and over into the input; the server's clock where each turn began."""
    port = server.wait_for_port(INPUT)
    with server.client("feeder") as client:
        out, turns, at = client.outports.register("out"), [], 0

        def give(count: int) -> None:
            nonlocal at
            places = (at + np.arange(count)) % len(sound)
            out.get_array()[:] = sound[places]
            if places[0] + count >= len(sound) or at == 0:
                turns.append(client.last_frame_time + int((-at) % len(sound)))
            at += count

        client.set_process_callback(give)
        client.activate()
        client.connect(out, port)
        yield turns


def meter(player: Playing, name: str) -> float | None:
    return player.shared.meters().read()[name]


def until(player: Playing, true, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert player.process.poll() is None, player.said.read_text()
        assert time.monotonic() < deadline, (player.said.read_text(), player.shared.meters().read())
        time.sleep(0.05)


def clicks() -> np.ndarray:
    """Half a second with one hit in it."""
    rng, sound = np.random.default_rng(1), np.zeros(RATE // 2)
    sound[:4000] = 0.5 * rng.normal(size=4000) * np.exp(-np.arange(4000) / 500)
    return np.clip(sound, -1, 1).astype(np.float32)


def test_a_side_chain_drives_the_sound_and_the_take_needs_it_no_more(jack_server, tmp_path):
    t = np.arange(RATE) / RATE
    tone = (0.2 * sum(np.sin(2 * np.pi * 200 * k * t) / k for k in range(1, 20))).astype(np.float32)
    with playing(jack_server, tmp_path, "--listen", "--take", "t.json", *QUIET) as player:
        assert "Listening to " in player.said.read_text()
        assert player.value("rms_mode") == player.value("onset_mode") == 2
        with fed(jack_server, tone):
            until(player, lambda: (meter(player, "heard_rms") or -80) > -50)
            time.sleep(1)
            label = lanes.loudness_db(tone, 512)[-1]
            assert meter(player, "heard_rms") == pytest.approx(label, abs=0.5)
            bright = lanes.brightness_and_noisiness(tone, 512, RATE)[0][-1]
            off = lanes.semitones(meter(player, "heard_brightness")) - lanes.semitones(bright)
            assert abs(off) < 1
            assert meter(player, "asked_rms") == pytest.approx(label, abs=1.5)
        with fed(jack_server, clicks()) as turns, jack_server.record(*OUTPUTS) as recorder:
            until(player, lambda: meter(player, "listen_delay_ms") is not None)
            recorder.wait_for(6 * RATE)
            told = meter(player, "listen_delay_ms")
            audio = recorder.audio().mean(axis=1)
            origin = recorder.time_of(len(audio) - 1) - len(audio) + 1
        player.stop()
    heard, _ = onsets.attacks(audio, onsets.start(RATE), RATE)
    answers = np.array([len(audio) - a.ago for a in heard]) + origin
    delays = [(answers - turn)[answers > turn].min() / RATE * 1000
              for turn in turns if (answers > turn).any()]
    measured = float(np.median(delays)) - onsets.DELAY_MS  # which this detector is late, too
    print(f"onset to onset {measured:.1f} ms from port to port, told {told:.1f} ms")
    cards_ms = 3 * 256 / 48  # what JACK's own ports add behind and before these
    assert measured == pytest.approx(told - cards_ms, abs=20)
    (take,) = load_lives(tmp_path / "t.json")
    assert take.curves and any(event.kind.name == "ONSET" for _, event in take.events)


def test_an_input_that_goes_away_leaves_the_music_and_comes_back(start_jack, tmp_path):
    server = start_jack(waits=False)
    with playing(server, tmp_path, "--listen", *QUIET) as player:
        until(player, lambda: meter(player, "listening") == 1)
        server.process.kill()
        player.wait_for("The input system, JACK Audio Connection Kit has gone away")
        blocks = meter(player, "blocks")
        until(player, lambda: meter(player, "blocks") > blocks + 20)
        assert meter(player, "listening") == 0
        again = start_jack(waits=False)
        until(player, lambda: meter(player, "listening") == 1)
        with fed(again, clicks()):
            until(player, lambda: (meter(player, "heard_rms") or -80) > -50)
        assert player.said.read_text().count("has gone away") == 2  # the card, and the input


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--listen", "no such thing"), "cannot listen: 'no such thing' fits 0 inputs, not 1"),
        (("--listen-channels", "2"), "--listen-channels says what --listen hears"),
        (("--listen", "--listen-channels", "0"), "--listen-channels takes channels from 1 to 8"),
    ],
)
def test_what_cannot_be_listened_to_is_said(jack_server, tmp_path, options, sentence):
    found = subprocess.run(
        [*COMMAND, "play", *options, "--session", "test-mic", *QUIET], cwd=tmp_path,
        env=jack_server.env | {"PYTHONPATH": str(ROOT)}, capture_output=True, text=True,
        timeout=300,
    )
    assert found.returncode == 1 and sentence in found.stderr
    assert found.stderr.count("\n") == 1


def test_a_file_drives_a_render_as_an_input_would(tmp_path):
    t = np.arange(RATE // 2) / RATE
    sound = 0.3 * np.sin(2 * np.pi * 300 * t) * (t > 0.2)
    soundfile.write(tmp_path / "in.wav", np.stack([sound, sound], axis=1), RATE)
    made = subprocess.run(
        [*COMMAND, "render", "--listen", "in.wav", "--out", "out.wav", *QUIET[:1], *QUIET[2:]],
        cwd=tmp_path, env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin"}, capture_output=True,
        text=True, timeout=300,
    )
    assert made.returncode == 0, made.stderr
    audio, _ = soundfile.read(Path(tmp_path, "out.wav"))
    assert abs(len(audio) - len(sound)) <= 1024
    level = lanes.loudness_db(audio.mean(axis=1), 512)
    assert level[: len(level) // 3].max() < level[len(level) // 2 :].max() - 15
    bad = subprocess.run(
        [*COMMAND, "render", "--listen", "none.wav", "--out", "x.wav"], cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin"}, capture_output=True, text=True,
    )
    assert bad.returncode == 1 and "the sound none.wav cannot be listened to" in bad.stderr
