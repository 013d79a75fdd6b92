"""Measures how long a knob takes to be heard: starts an engine, sends it changes through a real
door and listens to what comes back.
"""

import json
import os
import random
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tqdm import tqdm

from bridge import addresses
from bridge.company import busy
from bridge.keeper import Keeper
from bridge.midi_door import MidiDoor
from bridge.midi_system import MidiSender
from bridge.osc import OscDoor, encoded
from engine import knob_to_sound
from engine.ears import JACK, Heard
from engine.knob_to_sound import BEFORE_S, Change, Result
from engine.link import State
from engine.orders import Orders
from engine.panel import Panel
from engine.trace import Block

CONTROLS = ("rms", "note", "gain")
"""What may be measured: a model's knob, a key, and the level behind the model."""
PITCH, VELOCITY = 60, 0.9
_QUIET_S, _LOUD_S = 0.45, 0.25  # a tail must have died away before the next change
_LOOK_S = 0.1
_STANDSTILL_S = 5.0
_STEADY = ("organ", "piano")  # sounds as long as its key is down; the second where it is missing
_CC_RMS, _CC_GAIN = 2, 7
_OWN_OUTPUT = "the engine's own output and the device's report"


class NotHeard(RuntimeError):
    """The changes were not found in the sound; the text is a sentence that says what to do."""

    for_the_user = True


@dataclass(frozen=True)
class Settings:
    """What `flowbend latency` may be told."""

    orders: Orders
    control: str = "rms"
    changes: int = 100
    midi: bool = False
    midi_api: str | None = None
    load: int = 0
    """So many other processes are busy meanwhile."""
    input: str | None = None
    """The recording input at the end of a cable; None is JACK where there is one."""
    start: Mapping[str, object] = field(default_factory=dict)
    """Values by row id, over those that the measurement begins with."""


@dataclass(frozen=True)
class _Moves:
    """The change and the way back, as a message of each door."""

    osc: tuple[tuple[str, list], tuple[str, list]]
    midi: tuple[tuple[int, ...], tuple[int, ...]]


_MOVES = {
    "rms": _Moves(
        (("/param/rms", [-12.0]), ("/param/rms", [-60.0])),
        ((0xB0, _CC_RMS, 102), (0xB0, _CC_RMS, 0)),
    ),
    "note": _Moves(
        ((addresses.NOTE_ON, [PITCH, VELOCITY]), (addresses.NOTE_OFF, [PITCH])),
        ((0x90, PITCH, 114), (0x80, PITCH, 0)),
    ),
    "gain": _Moves(
        (("/param/gain", [0.0]), ("/param/gain", [-60.0])),
        ((0xB0, _CC_GAIN, 106), (0xB0, _CC_GAIN, 0)),
    ),
}
_START: dict[str, dict[str, object]] = {
    "rms": {"rms": -60.0}, "note": {}, "gain": {"rms": -15.0, "gain": -60.0},
}


class _Watched(Panel):
    """A panel that notes when its door called it, and when that was done."""

    reached_s = stored_s = 0.0

    def set(self, id: str, value: object, source: str) -> float:
        with self._watch():
            return super().set(id, value, source)

    def set_unit(self, id: str, x: float, source: str) -> float:
        with self._watch():
            return super().set_unit(id, x, source)

    def note_on(self, pitch: object, velocity: object, source: str) -> bool:
        with self._watch():
            return super().note_on(pitch, velocity, source)

    @contextmanager
    def _watch(self) -> Iterator[None]:
        reached = time.monotonic()
        yield
        self.reached_s, self.stored_s = reached, time.monotonic()


def measure(settings: Settings) -> tuple[Result, dict[str, object]]:
    """[control] Make the changes and find them: the result, and how it was got.

    Takes 0.8 s for each change. Errors: NotHeard, EngineFailed, NoSession, DoorError, BadValue.
    """
    with ExitStack() as open_now:
        for _ in range(settings.load):
            open_now.enter_context(busy())
        keeper = Keeper(f"latency-{os.getpid()}", settings.orders)
        open_now.callback(keeper.stop)
        keeper.wait_until(State.READY)
        shared, instruments = keeper.shared, keeper.facts["instruments"]
        panel = _Watched(shared.store(), shared.events(), instruments)
        _prepare(panel, settings.control, settings.start)
        send = open_now.enter_context(_door(panel, settings))
        keeper.play()
        keeper.wait_until(State.PLAYING)
        card = keeper.facts.get("card", "")
        ears = open_now.enter_context(_ears(settings.input or (JACK if "JACK" in card else None)))
        changes, blocks = _make(settings, keeper, panel, send)
        heard = ears.heard() if ears is not None and ears.hears else None
        meters = shared.meters().read()
    block_ms = float(meters["block_duration_ms"] or 0)
    result = knob_to_sound.find(changes, blocks, block_ms, heard)
    if 2 * len(result.found) < len(changes):
        raise NotHeard(
            f"only {len(result.found)} of {len(changes)} changes were heard: see whether the input"
            " hears the output (--input), or measure without it"
        )
    how = {
        "control": settings.control, "door": "MIDI" if settings.midi else "OSC",
        "device": card or "none: a clock takes the blocks",
        "heard_by": _OWN_OUTPUT if ears is None else ears.name,
        "buffer": settings.orders.buffer_samples, "steps": meters["steps"], "load": settings.load,
        "underruns": meters["underruns"], "given_up": meters["rung"],
    }
    return result, how


def text(result: Result, how: dict[str, object]) -> str:
    """[any] The page that `flowbend latency` prints."""
    buffer = "" if how["buffer"] is None else f", buffer {how['buffer']}"
    of = (
        f"{result.sent} changes of {how['control']} over {how['door']}, {how['device']}{buffer},"
        f" {how['steps']:g} steps, {how['load']} busy processes beside,"
        f" {how['underruns']} underruns" + (", not all as asked" if how["given_up"] else "")
    )
    return knob_to_sound.report(result, of, f"heard by {how['heard_by']}")


def as_json(result: Result, how: dict[str, object]) -> str:
    """[any] The same as an object; times in ms, stages as their mean over the middle half of the
    changes."""
    document = {
        "median_ms": result.whole(50), "p95_ms": result.whole(95), "p99_ms": result.whole(99),
        "stages": result.stages(), "stages_p95": result.stages(95),
        "stages_p99": result.stages(99), "sum_ms": result.sum_ms, "apart_ms": result.apart_ms,
        "changes": result.sent, "heard": len(result.found), **how,
    }
    return json.dumps(document, indent=1)


def _prepare(panel: Panel, control: str, wishes: Mapping[str, object]) -> None:
    """A sound that is steady but for the change."""
    start: dict[str, object] = {"notes_mode": "driven", **_START[control]}
    named = [name for name in _STEADY if name in panel.instruments]
    if named:
        start["instrument_a"] = named[0]
    panel.set_many(start | dict(wishes), "latency")
    if control != "note":
        panel.note_on(PITCH, VELOCITY, "latency")


@contextmanager
def _door(panel: Panel, settings: Settings) -> Iterator[Callable[[int], object]]:
    """An open door; send(0) makes the change from outside, send(1) takes it back."""
    moves = _MOVES[settings.control]
    if settings.midi:
        name = f"Flowbend latency {os.getpid()}"
        midi = MidiDoor(panel, virtual_name=name, api=settings.midi_api)
        midi.start()
        sender = MidiSender(name, settings.midi_api)
        try:
            yield lambda way: sender.send(*moves.midi[way])
        finally:
            sender.close()
            midi.stop()
        return
    osc = OscDoor(panel, port=0)
    osc.start()
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as hand:
        packets = [encoded(message) for message in moves.osc]
        try:
            yield lambda way: hand.sendto(packets[way], osc.address)
        finally:
            osc.stop()


class _Ears:
    """A process that records what comes back."""

    def __init__(self, wanted: str, folder: Path) -> None:
        self._file = folder / "heard.npz"
        root = str(Path(__file__).parent.parent)
        paths = [root, *filter(None, [os.environ.get("PYTHONPATH")])]
        self._process = subprocess.Popen(
            [sys.executable, "-m", "engine.ears", wanted, str(self._file)],
            env=os.environ | {"PYTHONPATH": os.pathsep.join(paths)},
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )
        assert self._process.stdout is not None
        said = self._process.stdout.readline().strip()
        self.hears = said == "ready"
        self.name = "JACK, at the server's output" if wanted == JACK else f"the input {wanted!r}"
        if not self.hears:
            self.name = f"{_OWN_OUTPUT} (not by {self.name}: {said})"

    def heard(self) -> Heard:
        """What came so far; it listens no more."""
        self.close()
        return Heard.load(self._file)

    def close(self) -> None:
        self._process.communicate()


@contextmanager
def _ears(wanted: str | None) -> Iterator[_Ears | None]:
    """Errors: NotHeard when there is no such input; in JACK's place the engine's own output does.
    """
    if wanted is None:
        yield None
        return
    with tempfile.TemporaryDirectory(prefix="flowbend-") as folder:
        ears = _Ears(wanted, Path(folder))
        if not ears.hears and wanted != JACK:
            raise NotHeard(ears.name)
        try:
            yield ears
        finally:
            ears.close()


def _make(
    settings: Settings, keeper: Keeper, panel: _Watched, send: Callable[[int], object]
) -> tuple[list[Change], list[Block]]:
    """Send all changes; them, and every block from before the first to after the last."""
    trace = keeper.shared.trace()
    blocks: list[Block] = []
    told, began = trace.count, time.monotonic()

    def listen(seconds: float) -> None:
        nonlocal told
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            time.sleep(min(left, _LOOK_S))
            keeper.look()
            blocks.extend(trace.since(told))
            told = max(told, blocks[-1].number + 1 if blocks else 0)
            latest = blocks[-1].written_s if blocks else began
            if time.monotonic() - latest > _STANDSTILL_S:
                raise NotHeard(
                    "the device has stopped taking sound: start its server again, or choose"
                    " another with --device"
                )

    changes = []
    listen(1.0)  # the first blocks after the start are no measure
    for _ in tqdm(range(settings.changes), desc="latency", leave=False):
        # Anywhere in a block, so that the wait for the next one is as in life.
        listen(max(_QUIET_S, BEFORE_S) + random.uniform(0, 0.05))
        before = panel.stored_s
        sent = time.monotonic()
        send(0)
        listen(_LOUD_S)
        if panel.stored_s == before:
            raise NotHeard("a change did not come through the door: is the machine overloaded?")
        # What a block that used it has seen: nothing was sent since.
        note = settings.control == "note"
        seen = (0, panel.events.posted) if note else (panel.store.published, 0)
        changes.append(Change(sent, panel.reached_s, panel.stored_s, *seen))
        send(1)
    listen(_QUIET_S)
    return changes, blocks
