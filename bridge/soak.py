"""Plays for a long time in bad company, and says what was heard: `flowbend soak`.

The path is the player's own: `flowbend play`, its two processes, its OSC port, a device. What the
device got is recorded to a file by a process of its own, and searched afterwards piece by piece.
What a machine did to all of them alike is told by the JACK server's log, and excused by it alone.
"""

import os
import random
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import soundfile
from tqdm import tqdm

from bridge.addresses import NOTE_OFF, NOTE_ON, ONSET, address_of
from bridge.company import busy
from bridge.osc import encoded
from bridge.soak_report import Report
from engine import priority
from engine.glitches import Search
from engine.parameters import TABLE, from_unit
from engine.shared import Places, Shared

SERVER = "flowbend-soak"
"""jackd knows 8 server names at most, until the machine restarts: one is used over and over."""
PERIOD = 256
"""Samples of the dummy server's blocks."""
SWITCH_EVERY = 200
"""Of so many controls one is of those that change the voice: one a second."""
SWITCHES = ("steps", "seed_a", "seed_b", "instrument_a", "instrument_b", "loop", "loop_length",
            "loop_beats")
LIMITS = {"gain": (-12.0, 0.0), "rms": (-30.0, -8.0), "steps": (1.0, 4.0)}
"""Narrower than the table: a sound that is there, and steps that the machine is to keep up with."""
EXCUSE_S = 1.0
"""A stall of the machine excuses what happens so long before and after the log is seen to grow."""
CUT = 4096
_LOOK_S = 0.25
_SETTLE, _SETTLE_S = 0.25, 60.0
_START_S, _STOP_S = 180.0, 30.0


class CannotSoak(RuntimeError):
    """There is nothing to play to; the text is a sentence."""

    for_the_user = True


@dataclass(frozen=True)
class Plan:
    """What `flowbend soak` may be told."""

    minutes: float
    load: int
    model: Path | None = None
    device: str | None = None
    """None is a JACK dummy server of our own, from which is recorded."""
    seed: int = 1
    rate: float = 200.0
    """Controls a second."""


def soak(plan: Plan) -> Report:
    """[control] Play, listen, look, and report. Raises CannotSoak.

    The recording is kept, and named in the notices, where there is something to hear in it.
    """
    device = plan.device or f"a JACK dummy server, {PERIOD} samples"
    report = Report(plan.minutes, plan.load, device)
    with ExitStack() as stack:
        folder = Path(tempfile.mkdtemp(prefix="flowbend-soak-"))
        recording = folder / "heard.wav"
        server = None if plan.device else stack.enter_context(_server(folder))
        player = stack.enter_context(_player(plan, folder, server))
        tape = stack.enter_context(_tape(recording, player, server)) if server else None
        for _ in range(plan.load):
            stack.enter_context(busy())
        stalls = _perform(plan, player, server, report)
        if tape is not None:
            tape.finish()
    if tape is not None:
        _listen(recording, np.load(recording.with_suffix(".npy")), stalls, report)
    if report.glitches:
        report.notices.append(f"The recording is in {recording}.")
    else:
        shutil.rmtree(folder)
    return report


class _Server:
    """A JACK server of our own, that does not wait for who is late, and its log."""

    def __init__(self, process: subprocess.Popen[bytes], log: Path) -> None:
        self.process, self._log, self._read = process, log, 0
        self.env = os.environ | {"JACK_DEFAULT_SERVER": SERVER, "JACK_NO_START_SERVER": "1"}

    def look(self) -> tuple[int, int]:
        """(stalls, lates) since the last look: how often the machine kept the server itself or the
        recorder waiting, and how often the engine's callback, whose client is the first of its
        name, was late. Only the former excuse anything."""
        with self._log.open("rb") as file:
            file.seek(self._read)
            data = file.read()
        whole = data[: data.rfind(b"\n") + 1]
        self._read += len(whole)
        text = whole.decode(errors="replace")
        late = re.findall(r"client = (\S+) was not finished", text)
        ours = sum(name == "PortAudio" for name in late)
        return text.count("JackTimedDriver::Process XRun") + len(late) - ours, ours


@contextmanager
def _server(folder: Path) -> Iterator[_Server]:
    if shutil.which("jackd") is None:
        raise CannotSoak(
            "soak plays to a JACK dummy server: `sudo apt install jackd2`, or name a --device"
        )
    log = folder / "jackd.log"
    may = hasattr(os, "SCHED_FIFO") and _is_allowed_realtime()
    command = ["jackd", "-n", SERVER, *(["-R", "-P70"] if may else ["-r"]), "-t", "10000",
               "-p", "128", "-m", "-d", "dummy", "-r", "48000", "-p", str(PERIOD),
               "-C", "2", "-P", "2"]
    with log.open("wb") as out:
        process = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT)
    server = _Server(process, log)
    try:
        time.sleep(1.0)
        if process.poll() is not None:
            raise CannotSoak(f"jackd does not start: {log.read_text(errors='replace')[-300:]}")
        yield server
    finally:
        _end(process, signal.SIGTERM, 3.0)


def _is_allowed_realtime() -> bool:
    try:
        os.sched_setscheduler(0, os.SCHED_FIFO | os.SCHED_RESET_ON_FORK, os.sched_param(1))
        os.sched_setscheduler(0, os.SCHED_OTHER, os.sched_param(0))
    except OSError:
        return False
    return True


class _Player:
    """`flowbend play`, and what it says."""

    def __init__(self, process: subprocess.Popen[bytes], said: Path, session: str, port: int):
        self.process, self.said = process, said
        self.shared = Shared(Places(session).memory)
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.connect(("127.0.0.1", port))

    def send(self, address: str, *arguments: int | float | str) -> None:
        with suppress(ConnectionError):  # the bridge is gone: the report will say so
            self.socket.send(encoded((address, list(arguments))))


@contextmanager
def _player(plan: Plan, folder: Path, server: _Server | None) -> Iterator[_Player]:
    session, said = f"soak-{os.getpid()}", folder / "said.txt"
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "engine", "play", "--no-midi", "--session", session,
               "--osc-port", str(port), "--alone", "10"]
    command += ["--model", str(plan.model)] if plan.model else []
    command += ["--device", plan.device] if plan.device else []
    with said.open("wb") as out:
        process = subprocess.Popen(
            command, stdout=out, stderr=subprocess.STDOUT, env=server.env if server else None
        )
    try:
        until = time.monotonic() + _START_S
        while "Sounding." not in said.read_text():
            if process.poll() is not None or time.monotonic() > until:
                raise CannotSoak(f"`flowbend play` does not play: {said.read_text()[-300:]}")
            time.sleep(0.05)
        player = _Player(process, said, session, port)
        with player.socket:
            yield player
    finally:
        # Not SIGINT: a shell has what it starts in the background ignore that.
        _end(process, signal.SIGTERM, _STOP_S)


class _Tape:
    """The recorder's process."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process

    def finish(self) -> None:
        """End the recording, while the engine still plays. Raises CannotSoak when it broke off."""
        said = self.process.communicate("\n", timeout=_STOP_S)[0]
        if self.process.returncode:
            raise CannotSoak(f"what was played could not be recorded: {said.strip()}"
                             f" ({self.process.returncode})")


@contextmanager
def _tape(recording: Path, player: _Player, server: _Server) -> Iterator[_Tape]:
    process = subprocess.Popen(
        [sys.executable, "-m", "engine.tape", str(recording)], text=True, env=server.env,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )
    try:
        assert process.stdout is not None
        if (said := process.stdout.readline().strip()) != "ready":
            raise CannotSoak(f"what is played cannot be recorded: {said}")
        yield _Tape(process)
    finally:
        _end(process, signal.SIGTERM, 3.0)


def _end(process: subprocess.Popen, how: int, seconds: float) -> None:
    if process.poll() is None:
        process.send_signal(how)
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _perform(
    plan: Plan, player: _Player, server: _Server | None, report: Report
) -> list[float]:
    """Turn and watch until the time is over; fills in what the meters say. Returns when the machine
    stalled, by `time.monotonic()`."""
    instruments = len(player.shared.facts.read()["instruments"])
    hand, seconds = random_hand(random.Random(plan.seed), instruments), 60 * plan.minutes
    watch = _Watch(player, server, report)
    priority.go_before()  # a watch that comes late cannot tell what happened when
    begin = looked = time.monotonic()
    with tqdm(total=round(seconds), desc="soak", unit="s") as bar:
        while (elapsed := time.monotonic() - begin) < seconds and player.process.poll() is None:
            if report.controls < plan.rate * elapsed:
                player.send(*next(hand))
                report.controls += 1
            else:
                time.sleep(min(_LOOK_S, 1 / plan.rate))
            if time.monotonic() - looked >= _LOOK_S:
                looked = time.monotonic()
                watch.look(settled=elapsed > min(_SETTLE * seconds, _SETTLE_S))
                bar.update(int(elapsed) - bar.n)
    if player.process.poll() is not None:
        report.engines += 1
        report.notices.append(player.said.read_text()[-300:])
    watch.sum_up()
    return watch.stalls


class _Watch:
    """What the instrument says of itself, and the server's log of all, while it plays."""

    def __init__(self, player: _Player, server: _Server | None, report: Report) -> None:
        self._shared, self._server, self._report = player.shared, server, report
        self._meters = player.shared.meters()
        self._told = player.shared.notices.count
        self._first = self._seen = self._meters.block_times(0)[1]
        self._times = [np.zeros(0)]
        self._rung = self._settled = 0.0
        self._broken: list[tuple[float, float, float]] = []
        self.stalls: list[float] = []
        if server is not None:
            server.look()
        self.look(settled=False)

    def look(self, settled: bool) -> None:
        """Once every _LOOK_S; memory counts from where it is settled."""
        now, found, report = time.monotonic(), self._meters.read(), self._report
        new, self._seen = self._meters.block_times(self._seen)
        self._times.append(new)
        self._broken.append((now, found["underruns"] or 0, found["late_blocks"] or 0))
        rung = found["rung"] or 0
        report.rescues += rung > self._rung
        self._rung = rung
        if self._server is not None:
            waited, late = self._server.look()
            self.stalls += [now] * waited
            report.late_callbacks += late
        memory = found["memory_mb"] or 0.0
        if settled and not report.memory_mb_start:
            report.memory_mb_start, self._settled = memory, now
        if settled:
            minute = int((now - self._settled) / 60)
            most = report.memory_mb_minutes
            most += [memory] * (minute + 1 - len(most))
            most[minute] = max(most[minute], memory)
        report.memory_mb_end = memory
        report.engines = int(self._shared.link.lives)
        texts, self._told = self._shared.notices.since(self._told)
        report.notices += texts

    def sum_up(self) -> None:
        """Fill in what is known at the end only."""
        report, every = self._report, np.concatenate(self._times)
        report.blocks, report.machine_stalls = self._seen - self._first, len(self.stalls)
        if len(every):
            report.block_ms_median, report.block_ms_p99 = np.percentile(every, (50, 99)).tolist()
            report.block_ms_worst = float(every.max())
        for (_, card, ring), (when, card_now, ring_now) in pairwise(self._broken):
            at_card, before_it = int(max(card_now - card, 0)), int(max(ring_now - ring, 0))
            if _is_excused(when, self.stalls):
                report.excused_underruns += max(at_card, before_it)
            else:
                report.underruns += at_card
                report.late_blocks += before_it


def random_hand(rng: random.Random, instruments: int) -> Iterator[tuple[str, int | float]]:
    """[any] OSC messages without an end: mostly knobs, keys and attacks, now and then what changes
    the voice. No reset and no panic, which break the sound off because they shall."""
    knobs = [row for row in TABLE if row.id not in SWITCHES]
    switches = [row for row in TABLE if row.id in SWITCHES]
    held: list[int] = []
    number = 0
    while True:
        number += 1
        what = rng.random()
        if number % SWITCH_EVERY and what < 0.1:
            held.append(rng.randrange(36, 96))
            yield NOTE_ON, held[-1], round(rng.uniform(0.3, 1), 3)  # type: ignore[misc]
        elif number % SWITCH_EVERY and what < 0.2:
            yield NOTE_OFF, held.pop(0) if held else 60
        elif number % SWITCH_EVERY and what < 0.22:
            yield ONSET, round(rng.random(), 3)
        else:
            row = rng.choice(knobs if number % SWITCH_EVERY else switches)
            low, high = LIMITS.get(row.id, (row.minimum, row.maximum))
            if row.id.startswith("instrument"):
                value: float = rng.randrange(instruments)
            elif row.id in LIMITS:
                value = rng.uniform(low, high)
            else:
                value = from_unit(row, rng.random())
            yield address_of(row.id), round(value) if row.is_whole else value


def _is_excused(when: float, stalls: list[float]) -> bool:
    return any(abs(when - stall) < EXCUSE_S for stall in stalls)


def _listen(
    recording: Path, clock: np.ndarray, stalls: list[float], report: Report
) -> None:
    """Search the recording, piece by piece; `clock` has pairs of a sample and when it was there."""
    with soundfile.SoundFile(recording) as file:
        search, rate = Search(file.channels), file.samplerate
        report.recorded_s = len(file) / rate
        bar = tqdm(file.blocks(10 * rate, dtype="float32"), total=-(-len(file) // (10 * rate)),
                   desc="listen", unit="piece", leave=False)
        found = [glitch for piece in bar for glitch in search.feed(piece)] + search.finish()
    for glitch in found:
        if not CUT <= glitch.sample < report.recorded_s * rate - CUT:
            continue  # where the recording itself begins or ends, in the midst of the sound
        if _is_excused(float(np.interp(glitch.sample, *clock.T)), stalls):
            report.excused_glitches += 1
        else:
            report.glitches.append(glitch)
