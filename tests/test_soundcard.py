"""What goes into the ring comes out of the card: every sample, once, in order, and in both ways.

The player is this file run as a program in a child process, since PortAudio looks for JACK once.
"""

from __future__ import annotations

import ctypes
import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from numpy.typing import NDArray

from engine import soundcard
from engine.ring import Ring
from engine.soundcard import SoundCard

if TYPE_CHECKING:
    from jack_rig import JackServer

BLOCK = 512
RAMP = 60_000
"""Samples of the test sound: the ramp 1, 2, ... RAMP, in steps that float32 holds exactly."""
AFTER_A_RING = 45_000
"""A sample that is written only once the sound has begun, for the ring is shorter."""
STEP = np.float32(2.0**-17)


def ramp(channels: int) -> NDArray[np.float32]:
    """The test sound: (RAMP, channels), each further channel half the last, upside down."""
    column = np.arange(1, RAMP + 1, dtype=np.float32)[:, None] * STEP
    return np.ascontiguousarray(column * (-0.5) ** np.arange(channels, dtype=np.float32))


def player(
    way: str = "callback",
    channels: int = 1,
    ring_channels: int = 2,
    blocks: int = 64,
    buffer_samples: int | None = None,
    starve_at: int = RAMP,
    hold_at: int = RAMP,
    stalled_s: float = 0.0,
) -> None:
    """Plays the ramp, of `channels`, once it reads a line; says as JSON how that went.

    64 blocks are 0.7 s: no stall of a busy machine empties that.
    starve_at: the sample before which it lets the ring run dry.
    hold_at: the sample before which the whole interpreter stands still for 0.2 s.
    stalled_s: instead of STALLED_S; and it looks at the card after each block only.
    """
    if way == "write":
        sys.modules["_rtmixer"] = None  # type: ignore[assignment]  # as where it has no wheel
    soundcard.STALLED_S = stalled_s or soundcard.STALLED_S
    ring = Ring(BLOCK, ring_channels, blocks)
    card = SoundCard(ring, buffer_samples=buffer_samples)
    card.start()
    print(json.dumps({"c_ring": ring.c_ring is not None, "name": card.name}), flush=True)
    sys.stdin.readline()
    audio, done = ramp(channels), 0
    while done < RAMP:
        if done >= starve_at:
            starve_at, before = RAMP, card.underruns
            while card.underruns == before:
                time.sleep(0.001)
                card.poll()
        if done >= hold_at:
            hold_at = RAMP
            ctypes.PyDLL(None).usleep(200_000)
        while ring.room() < min(BLOCK, RAMP - done):
            time.sleep(0.001)
            if not stalled_s:
                card.poll()
        done += ring.write(audio[done : done + BLOCK])
        card.poll()
    latency_ms = card.latency_ms
    card.stop()
    found = {"underruns": card.underruns, "restarts": card.restarts, "latency_ms": latency_ms}
    print(json.dumps(found | {"written": ring.written, "left": ring.filled()}), flush=True)


class Child:
    """The player as a process: its ports are open, and it waits to be told to go."""

    def __init__(self, server: JackServer, **settings: object) -> None:
        self._process = subprocess.Popen(
            [sys.executable, __file__, json.dumps(settings)],
            env=server.env | {"PYTHONPATH": str(Path(__file__).parents[1])},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert self._process.stdout is not None
        self.hello = self._process.stdout.readline()

    def go(self) -> tuple[str, str]:
        """Lets it play to its end; returns what it said, and its errors."""
        try:
            return self._process.communicate("go\n", timeout=60)
        except subprocess.TimeoutExpired:
            self._process.kill()
            raise AssertionError(f"the player hangs: {self._process.communicate()}") from None


def play(
    server: JackServer, ring_channels: int = 2, **settings: object
) -> tuple[NDArray[np.float32], dict[str, Any]]:
    """What the card played, (samples, ring_channels), and what the player says of it."""
    child = Child(server, ring_channels=ring_channels, **settings)
    assert child.hello, child.go()[1]
    ports = [f"PortAudio:out_{index}" for index in range(ring_channels)]
    with server.record(*ports) as recorder:
        out, errors = child.go()
    assert errors == ""
    return recorder.audio(), json.loads(child.hello) | json.loads(out)


def heard(audio: NDArray[np.float32]) -> tuple[NDArray[np.float32], int]:
    """The recording without its silence, and how many silences break it up."""
    sounding = np.flatnonzero(audio[:, 0])
    return audio[sounding], int(np.sum(np.diff(sounding) > 1))


# Way 2's thread comes late on a busy machine; a long queue in the card hides that where a test is
# about something else.
CALLBACK = {"way": "callback"}
WRITE = {"way": "write", "buffer_samples": 16384}
BOTH_WAYS = pytest.mark.parametrize("way", [CALLBACK, WRITE], ids=["callback", "write"])


@BOTH_WAYS
@pytest.mark.parametrize("channels", [1, 2])
def test_plays_every_sample_without_a_gap(
    jack_server: JackServer, way: dict[str, Any], channels: int
) -> None:
    audio, found = play(jack_server, channels=channels, **way)
    sound, gaps = heard(audio)
    np.testing.assert_array_equal(sound, np.broadcast_to(ramp(channels), (RAMP, 2)))
    assert (gaps, found["underruns"], found["restarts"], found["left"]) == (0, 0, 0, 0)
    assert found["written"] == RAMP
    assert found["name"] == "system, JACK Audio Connection Kit"
    assert found["c_ring"] == (way is CALLBACK)


@BOTH_WAYS
def test_knows_how_much_the_card_queues(jack_server: JackServer, way: dict[str, Any]) -> None:
    _, found = play(jack_server, **way)
    block_ms, queue_ms = 256 / 48, 16384 / 48
    if way is CALLBACK:
        assert found["latency_ms"] == pytest.approx(block_ms)
    else:
        assert queue_ms / 2 < found["latency_ms"] < queue_ms + block_ms + 0.1


def test_plays_a_mono_ring(jack_server: JackServer) -> None:
    audio, _ = play(jack_server, ring_channels=1)
    np.testing.assert_array_equal(heard(audio)[0], ramp(1))


@BOTH_WAYS
@pytest.mark.parametrize("blocks", [1, 4])
def test_comes_back_after_the_ring_ran_dry(
    jack_server: JackServer, way: dict[str, Any], blocks: int
) -> None:
    audio, found = play(jack_server, blocks=blocks, starve_at=RAMP // 2, **way)
    sound, gaps = heard(audio)
    np.testing.assert_array_equal(sound, np.repeat(ramp(1), 2, axis=1))
    assert gaps == found["underruns"] == found["restarts"] >= 1  # a stall of the machine adds one


def test_the_callback_plays_on_while_python_stands_still(jack_server: JackServer) -> None:
    audio, found = play(jack_server, hold_at=AFTER_A_RING)
    assert (heard(audio)[1], found["underruns"]) == (0, 0)


def test_the_writing_way_counts_what_it_misses(jack_server: JackServer) -> None:
    audio, found = play(jack_server, way="write", hold_at=AFTER_A_RING)
    sound, gaps = heard(audio)
    np.testing.assert_array_equal(sound, np.repeat(ramp(1), 2, axis=1))
    assert 1 <= gaps <= found["underruns"]  # an empty queue counts, though filled just in time
    assert found["restarts"] == 0


@BOTH_WAYS
def test_a_player_that_breaks_ends(jack_server: JackServer, way: dict[str, Any]) -> None:
    assert "ValueError: Ring wants" in Child(jack_server, channels=3, **way).go()[1]


@BOTH_WAYS
def test_a_card_that_goes_away_ends_the_player(
    jack_server: JackServer, way: dict[str, Any]
) -> None:
    child = Child(jack_server, **way)
    jack_server.process.kill()
    jack_server.process.wait()
    assert "NoSoundCard: system, JACK Audio Connection Kit has gone away: plug" in child.go()[1]


def test_a_card_that_takes_block_for_block_is_no_card_that_takes_nothing(
    start_jack: Callable[..., JackServer],
) -> None:
    """The ring then holds the same whenever one looks."""
    _, found = play(start_jack(period=BLOCK), stalled_s=0.2)
    assert (found["written"], found["left"]) == (RAMP, 0)


@pytest.mark.parametrize(("said", "believed"), [(0.02, 0.02), (2**32 / 48000, 0), (-1, 0)])
def test_a_latency_that_no_card_has_is_not_believed(said: float, believed: float) -> None:
    assert soundcard._believed(said) == believed


def test_the_writing_way_refuses_what_portaudio_would_garble(jack_server: JackServer) -> None:
    errors = Child(jack_server, way="write", ring_channels=1).go()[1]
    assert "NoSoundCard: Without rtmixer, system" in errors


def test_says_that_jack_runs_at_another_rate(start_jack: Callable[..., JackServer]) -> None:
    errors = Child(start_jack(rate=44100)).go()[1]
    assert "NoSoundCard: The JACK server does not run at 48000 Hz: start it at" in errors


if __name__ == "__main__":
    player(**json.loads(sys.argv[1]))
