"""Whatever the device is, or whether there is one: the right samples at the right time.

The player is this file run as a program in a child process, since PortAudio looks for JACK once.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine import devices
from engine import outlet as outlet_module
from engine.devices import NoSoundCard
from engine.outlet import Outlet, spread
from engine.ring import Ring

BLOCK, RATE = 1024, 48000
PULSE_AT = 40
"""The block of which the pulse is the middle: long after the ring is full."""
BLOCKS = 80
TONE_HZ = 750.0


def pulse(channels: int = 2) -> np.ndarray:
    """(BLOCK, channels) with a bell in the middle, so broad that every rate carries it."""
    bell = 0.5 * np.exp(-0.5 * ((np.arange(BLOCK) - BLOCK // 2) / 12.0) ** 2)
    return np.ascontiguousarray(np.repeat(bell[:, None], channels, axis=1), np.float32)


def centre(sound: np.ndarray) -> float:
    """The sample, between samples, in the middle of the bell."""
    power = sound.astype(float) ** 2
    return float((np.arange(len(sound)) * power).sum() / power.sum())


def say(**found: object) -> None:
    print(json.dumps(found), flush=True)


def wait_for_room(outlet: Outlet) -> None:
    while outlet.room() < BLOCK:
        outlet.poll()
        time.sleep(0.001)


def sends_a_pulse(buffer_samples: int | None = None) -> None:
    """Says the reported delay of the pulse, and the server's clock, when it is written."""
    import jack

    outlet = Outlet(BLOCK, 2, 4, RATE, buffer_samples=buffer_samples)
    clock = jack.Client("clock", no_start_server=True)
    outlet.start()
    say(name=outlet.name)
    sys.stdin.readline()
    for number in range(BLOCKS):
        wait_for_room(outlet)
        if number == PULSE_AT:
            while True:  # no block of the server may pass between the two
                before, latency_ms = clock.last_frame_time, outlet.latency_ms
                if clock.last_frame_time == before:
                    break
        outlet.write(pulse() if number == PULSE_AT else np.zeros((BLOCK, 2), np.float32))
        outlet.poll()
    outlet.stop()
    say(clock=before, latency_ms=latency_ms, underruns=outlet.underruns, restarts=outlet.restarts)
    clock.close()


def sends_channels(channels: int = 2, outputs: list[int] | None = None) -> None:
    """A constant for each channel: 0.25, 0.75."""
    outlet = Outlet(BLOCK, channels, 4, RATE, outputs=tuple(outputs) if outputs else None)
    outlet.start()
    say(name=outlet.name)
    sys.stdin.readline()
    sound = np.tile(np.array([0.25, 0.75], np.float32)[:channels], (BLOCK, 1))
    for _ in range(BLOCKS):
        wait_for_room(outlet)
        outlet.write(sound)
        outlet.poll()
    outlet.stop()
    say(underruns=outlet.underruns)


def survives(device: str | None = None, waits: bool = False) -> None:
    """A tone that goes on for ever, whose every block is numbered by its phase; says what the
    outlet says, and after each line on its input how far it is."""
    import threading

    outlet = Outlet(
        BLOCK, 2, 4, RATE, device, say=lambda sentence: say(said=sentence), waits=waits
    )
    if not waits:  # else what it says comes first
        outlet.start()
    say(name=outlet.name)
    stop = threading.Event()

    def listen() -> None:
        for _ in sys.stdin:
            say(written=outlet.written, now=time.monotonic(), losses=outlet.losses,
                sounding=outlet.sounding)
        stop.set()

    threading.Thread(target=listen, daemon=True).start()
    if waits:
        outlet.start()
    t = np.arange(BLOCK) / RATE
    while not stop.is_set():
        wait_for_room(outlet)
        phase = 2 * np.pi * TONE_HZ * (t + outlet.written / RATE)
        outlet.write(np.repeat(0.5 * np.cos(phase)[:, None], 2, axis=1).astype(np.float32))
        outlet.poll()
    outlet.stop()


class Child:
    """One of the functions above, with these settings, as a process."""

    def __init__(self, server: Any, what: str, **settings: object) -> None:
        self.process = subprocess.Popen(
            [sys.executable, __file__, what, json.dumps(settings)],
            env=server.env | {"PYTHONPATH": str(Path(__file__).parents[1])}, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )
        self.hello = self.read()

    def read(self) -> dict[str, Any]:
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        assert line, self.process.communicate(timeout=60)[1]
        return json.loads(line)

    def ask(self) -> dict[str, Any]:
        assert self.process.stdin is not None
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        return self.read()

    def end(self) -> str:
        """Closes its input; returns what it wrote to its errors."""
        errors = self.process.communicate(timeout=60)[1]
        assert self.process.returncode == 0, errors
        return errors


def delays(
    start_jack: Callable[..., Any], rate: int, period: int, buffer: int | None = None
) -> tuple[float, float]:
    """(reported, measured) ms from writing the pulse to hearing it."""
    server = start_jack(rate=rate, period=period)
    child = Child(server, "sends_a_pulse", buffer_samples=buffer)
    with server.record("PortAudio:out_0") as recorder:
        found = child.ask()
        assert child.end() == ""
    heard = recorder.audio()[:, 0]
    assert found["underruns"] == found["restarts"] == 0
    middle = centre(heard)
    assert np.abs(heard).max() == pytest.approx(0.5, abs=0.01)
    at = recorder.time_of(int(middle)) + middle % 1 - found["clock"]
    return found["latency_ms"], 1000 * (at / rate - BLOCK / 2 / RATE)


RATES, PERIODS = (44100, 48000, 88200, 96000), (64, 100, 128, 256, 441, 1024)
FEW = [(44100, 256), (48000, 128), (48000, 1024), (96000, 441)]
ALL = [
    pytest.param(rate, period, marks=[] if (rate, period) in FEW else [pytest.mark.slow])
    for rate in RATES for period in PERIODS
]


@pytest.mark.parametrize(("rate", "period"), ALL)
def test_the_delay_that_is_reported_is_the_delay(
    start_jack: Callable[..., Any], rate: int, period: int
) -> None:
    reported, measured = delays(start_jack, rate, period)
    print(f"{rate} Hz, {period} samples: reported {reported:.2f} ms, measured {measured:.2f} ms")
    assert abs(reported - measured) <= max(1.0, 1000 * period / rate) + 0.05


@pytest.mark.parametrize("buffer", [32, 441, 4096])
def test_any_buffer_can_be_asked_for(start_jack: Callable[..., Any], buffer: int) -> None:
    """JACK's own block stands, whatever PortAudio is asked for; and the report says so."""
    reported, measured = delays(start_jack, 48000, 256, buffer)
    assert abs(reported - measured) <= 1000 * 256 / 48000 + 0.05


@pytest.mark.parametrize(
    ("devices", "channels", "outputs", "heard"),
    [
        (1, 2, None, [0.5]), (1, 1, None, [0.25]), (2, 2, None, [0.25, 0.75]),
        (2, 1, None, [0.25, 0.25]), (8, 2, None, [0.25, 0.75]),
        (8, 2, [3, 8], [0, 0, 0.25, 0, 0, 0, 0, 0.75]), (4, 2, [2], [0, 0.5]),
        (4, 2, [2, 1], [0.75, 0.25]),
    ],
)
def test_every_number_of_outputs_gets_its_sound(
    start_jack: Callable[..., Any], devices: int, channels: int, outputs: list[int] | None,
    heard: list[float],
) -> None:
    server = start_jack(outputs=devices)
    child = Child(server, "sends_channels", channels=channels, outputs=outputs)
    ports = [f"PortAudio:out_{index}" for index in range(len(heard))]
    with server.record(*ports) as recorder:
        child.ask()
        assert child.end() == ""
    audio = recorder.audio()
    np.testing.assert_allclose(audio[np.abs(audio).max(axis=1) > 0].max(axis=0), heard, atol=1e-6)
    others = [name for name in server.ports("PortAudio:out_") if name not in ports]
    assert others == []


def test_outputs_that_cannot_be_are_refused() -> None:
    for outputs in ((0,), (1, 1), (9,), ()):
        with pytest.raises(ValueError, match="outputs are from 1 to 8, each once"):
            Outlet(BLOCK, 2, 4, outputs=outputs)


def test_sound_is_spread_to_outputs() -> None:
    np.testing.assert_array_equal(spread(2, (1, 2)), np.eye(2))
    np.testing.assert_array_equal(spread(1, (1, 2)), [[1, 1]])
    np.testing.assert_array_equal(spread(2, (1,)), [[0.5], [0.5]])
    np.testing.assert_array_equal(spread(2, (4, 2)), [[0, 0, 0, 1], [0, 1, 0, 0]])


def test_a_device_that_goes_and_comes_back(start_jack: Callable[..., Any]) -> None:
    """Its server is killed and another one started: meanwhile the clock goes on, and what is heard
    then is the sound of then."""
    server = start_jack()
    child = Child(server, "survives")
    with server.record("PortAudio:out_0") as recorder:
        recorder.wait_for(RATE // 2)
    first = child.ask()
    assert first["sounding"] and first["losses"] == 0
    server.process.kill()
    server.process.wait()
    gone = child.read()
    assert "has gone away" in gone["said"]
    before = child.ask()
    time.sleep(2.0)
    after = child.ask()
    assert not after["sounding"] and after["losses"] == 1
    pace = (after["written"] - before["written"]) / RATE / (after["now"] - before["now"])
    assert 0.9 < pace < 1.1  # two blocks' worth of doubt
    server = start_jack()
    assert child.read()["said"] == "Sounding on system, JACK Audio Connection Kit."
    server.wait_for_port("PortAudio:out_0")
    with server.record("PortAudio:out_0") as recorder:
        recorder.wait_for(RATE)
    assert child.ask()["sounding"]
    assert child.end() == ""
    heard = recorder.audio()[RATE // 2 :, 0]
    assert np.abs(heard).max() == pytest.approx(0.5, abs=0.01)


def test_a_device_that_takes_nothing_is_given_up_and_found_again(
    start_jack: Callable[..., Any],
) -> None:
    """Its server is there, and stands still: nothing tells, but that no sound is taken."""
    server = start_jack()
    child = Child(server, "survives")
    with server.record("PortAudio:out_0") as recorder:
        recorder.wait_for(RATE // 2)
    os.kill(server.process.pid, signal.SIGSTOP)
    try:
        assert "has gone away" in child.read()["said"]
        before = child.ask()["written"]
        time.sleep(1.0)
        found = child.ask()
        assert found["written"] > before and found["losses"] == 1
    finally:
        os.kill(server.process.pid, signal.SIGCONT)
    assert child.read()["said"] == "Sounding on system, JACK Audio Connection Kit."
    port = server.wait_for_port("PortAudio-01:out_0")
    with server.record(port) as recorder:
        recorder.wait_for(RATE)
    assert child.end() == ""
    assert np.abs(recorder.audio()[RATE // 2 :, 0]).max() == pytest.approx(0.5, abs=0.01)


def test_a_device_that_stays_away_is_replaced_by_the_default_one(
    start_jack: Callable[..., Any]
) -> None:
    """To PortAudio every JACK client that listens is a device: this one does not come back."""
    server = start_jack()
    with server.client("speaker") as speaker:
        for name in ("left", "right"):
            speaker.inports.register(name)
        speaker.activate()
        child = Child(server, "survives", device="speaker")
        assert child.hello["name"] == "speaker, JACK Audio Connection Kit"
        server.process.kill()
        server.process.wait()
    assert "speaker, JACK Audio Connection Kit has gone away" in child.read()["said"]
    server = start_jack()
    assert child.read()["said"] == "Sounding on system, JACK Audio Connection Kit."
    server.wait_for_port("PortAudio:out_0")
    with server.record("PortAudio:out_0") as recorder:
        recorder.wait_for(RATE // 2)
    assert child.end() == ""
    assert np.abs(recorder.audio()).max() == pytest.approx(0.5, abs=0.01)


@pytest.mark.parametrize("device", [None, "no such card"])
def test_a_device_that_is_not_there_yet_is_waited_for(
    start_jack: Callable[..., Any], device: str | None
) -> None:
    server = start_jack()
    server.process.kill()
    server.process.wait()
    child = Child(server, "survives", device=device, waits=True)
    assert child.hello["name"] == ""
    assert child.read()["said"].endswith(": the music goes on, and is heard when it is back.")
    before = child.ask()
    time.sleep(1.0)
    after = child.ask()
    assert not after["sounding"] and after["losses"] == 0 and after["written"] > before["written"]
    server = start_jack()
    assert child.read()["said"] == "Sounding on system, JACK Audio Connection Kit."
    server.wait_for_port("PortAudio:out_0")
    with server.record("PortAudio:out_0") as recorder:
        recorder.wait_for(RATE // 2)
    assert child.ask()["sounding"]
    assert child.end() == ""
    assert np.abs(recorder.audio()).max() == pytest.approx(0.5, abs=0.01)


def test_a_device_that_does_not_open_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """And opened again; who does not wait is told why."""

    class Card:
        ring, device, opened, gone, underruns, restarts = Ring(BLOCK, 2, 4), None, 0, False, 0, 0
        name = "it"

        def __init__(self, *settings: object) -> None:
            pass

        def start(self) -> None:
            Card.opened += 1
            if Card.opened < 4:
                raise NoSoundCard("it did not open (busy): close the other program")

        def stop(self) -> None:
            pass

        def poll(self, enough: bool) -> None:
            pass

    it = devices.Device(0, "it", 2, RATE, 0.0, False)
    monkeypatch.setattr(outlet_module, "SoundCard", Card)
    monkeypatch.setattr(outlet_module, "LOOK_S", 0.01)
    for name, found in (("choose", it), ("rate_for", RATE), ("look_again", None)):
        monkeypatch.setattr(devices, name, lambda *arguments, found=found: found)
    with pytest.raises(NoSoundCard, match="busy"):
        Outlet(BLOCK, 2, 4).start()
    said: list[str] = []
    outlet = Outlet(BLOCK, 2, 4, say=said.append, waits=True)
    outlet.start()
    assert not outlet.sounding and outlet.room() == 4 * BLOCK
    deadline = time.monotonic() + 30
    while len(said) < 2:
        assert time.monotonic() < deadline
        time.sleep(0.01)
    outlet.write(pulse())
    outlet.poll()
    assert outlet.sounding and outlet.filled() == BLOCK and Card.opened == 4
    assert said == [
        "it did not open (busy): the music goes on, and is heard when it is back.",
        "Sounding on it.",
    ]
    outlet.stop()


if __name__ == "__main__":
    globals()[sys.argv[1]](**json.loads(sys.argv[2]))
