"""Rendering to a file: the same `render.step` without a clock, and lanes read from CSV."""

import csv
import math
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import numpy as np
import soundfile
from tqdm import tqdm

from engine import render
from engine.controls import CURVE_LANES, Controls
from engine.ear import Driven, Ear, start_modes, taken_over
from engine.instrument import Instrument
from engine.parameters import DRIVEN, INDEX, BadValue, check, find
from engine.resampler import Resampler
from engine.store import Event, Kind
from engine.succession import Succession
from engine.take import Player, Take

LANES = (*CURVE_LANES, "onset")
THREADS = min(4, os.cpu_count() or 1)
"""Cores for a sound that nobody waits for."""
LONG = 256
"""Latents at most in a block that nobody waits for: weights are read once for all of them."""
MOST_BARS = 1024
TEMPO_BPM = 120.0
"""Where no tempo is set."""


def read_curve(lane: str, path: Path) -> list[tuple[float, float]]:
    """[control] A CSV file of `seconds,value` rows (a heading is skipped), in order of time.

    Values are in the unit of the lane's knob; for `onset` each row is one attack and its strength.
    Raises BadValue, with the line, for anything else.
    """
    if lane not in LANES:
        raise BadValue(f"there is no lane {lane!r} that a curve can drive; there are {LANES}")
    points: list[tuple[float, float]] = []
    try:
        text = Path(path).read_text(encoding="utf-8-sig")  # spreadsheets put a mark in front
        rows = list(csv.reader(text.splitlines()))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise BadValue(f"the curve {path} cannot be read: {error}") from error
    for number, row in enumerate(rows, 1):
        try:
            when, value = (float(cell) for cell in row)
        except ValueError:
            if number == 1 or not row:
                continue
            raise BadValue(f"{path}, line {number}: expected seconds,value, not {row}") from None
        if not math.isfinite(when) or when < 0 or (points and when < points[-1][0]):
            raise BadValue(f"{path}, line {number}: times must be 0 or more and must not go back")
        try:
            points.append((when, check(find(lane), value)))
        except BadValue as error:
            raise BadValue(f"{path}, line {number}: {error}") from None
    if not points:
        raise BadValue(f"the curve {path} has no points; write one seconds,value pair per line")
    return points


def read_sound(path: Path, sample_rate: int) -> np.ndarray:
    """[control] A sound file, whole: (samples,) float32 at this rate, the mean of its channels.

    Raises BadValue when it cannot be read, or holds nothing.
    """
    try:
        audio, rate = soundfile.read(path, dtype="float32", always_2d=True)
    except (OSError, soundfile.SoundFileError) as error:
        raise BadValue(f"the sound {path} cannot be listened to: {error}") from error
    if not len(audio):
        raise BadValue(f"the sound {path} is empty: there is nothing to listen to")
    mono = np.ascontiguousarray(audio.mean(axis=1, keepdims=True))
    return Resampler(rate, sample_rate, 1).process(mono, last=True)[:, 0]


class Script:
    """The controls of an offline render: a backing take, fixed values and curves over it."""

    def __init__(
        self, instrument: Instrument, backing: Take | None, settings: dict[str, float],
        curves: dict[str, list[tuple[float, float]]], heard: np.ndarray | None = None,
        at: int = 0,
    ):
        """[control] `settings` win over the backing; a curve drives its lane unless a setting says
        who decides it, and so does `heard`, (samples,) at the instrument's rate, the lanes without
        a curve. at: how many latents of the curves lie before the backing's start."""
        contract = instrument.contract
        self._rate, self._hop = contract.sample_rate / contract.hop, contract.hop
        self._sample_rate, self._stride = contract.sample_rate, contract.stride
        nothing = Take(1, contract.stride)
        self._player = Player(backing or nothing, contract.hop, loop=backing is not None)
        self._ear, self._sound = None, heard
        if heard is not None:
            self._ear = Ear(self._next_of_the_sound, contract.hop, contract.sample_rate)
        modes = {f"{lane}_mode": DRIVEN for lane in curves} | (start_modes() if self._ear else {})
        self._settings = modes | held_by_touch(settings) | settings
        self._curves = {lane: points for lane, points in curves.items() if lane in CURVE_LANES}
        self._attacks = curves.get("onset", [])
        self._at = at

    def steady(self) -> int:
        """[render] How long the next block may be without asking for anything else."""
        if self._ear is not None:  # it answers block by block, as it does live
            return self._stride
        return self._player.steady(self._stride, LONG)

    def block(self, latents: int) -> Controls:
        """[render] The next block's controls."""
        controls = self._player.block(latents)
        for id, value in self._settings.items():
            controls.values[INDEX[id]] = value
        times = (self._at + np.arange(latents) + 0.5) / self._rate
        curves = {
            lane: np.interp(times, *np.array(points).T) for lane, points in self._curves.items()
        }
        driven = Driven()
        if self._ear is not None:
            self._latents = latents
            driven = self._ear.block(controls.values, latents)
        start, end = (at / self._rate for at in (self._at, self._at + latents))
        attacks = tuple(
            Event(Kind.ONSET, strength, 0.0, (when - start) * self._sample_rate)
            for when, strength in self._attacks if start <= when < end
        )
        self._at += latents
        # As live: who plays by ear does not hear the piece's notes beside them.
        by_ear = self._ear is not None and bool(controls.values[INDEX["listen_pitch"]])
        scored = () if by_ear else controls.events
        return Controls(
            taken_over(controls.values, driven), scored + attacks + driven.events,
            {**controls.curves, **driven.curves, **curves}, controls.model, controls.beats,
        )

    def _next_of_the_sound(self) -> np.ndarray:
        """As much of it as the block is long; silence behind its end."""
        assert self._sound is not None
        part = self._sound[self._at * self._hop : (self._at + self._latents) * self._hop]
        return np.pad(part, (0, self._latents * self._hop - len(part)))


def held_by_touch(settings: dict[str, float]) -> dict[str, float]:
    """[any] The modes that setting a lane's knob implies, as at the live panel."""
    from engine.parameters import HELD, mode_of

    modes = (mode_of(find(id)) for id in settings)
    return {mode.id: HELD for mode in modes if mode is not None}


def blocks(
    instrument: Instrument, controls: Iterable[Controls], latents: int
) -> Iterator[np.ndarray]:
    """[render] One (samples, channels) block for each of `controls`, from the start state; where
    they name a model, it takes over. Raises BrokenContract where it cannot.
    """
    succession, state = Succession(instrument), render.State()
    for block in controls:
        if block.model:
            succession.add(instrument.successor(Path(block.model)))
        audio, state, _ = succession.step(state, block, latents)
        yield audio


def clip(instrument: Instrument, script: Script, latents: int) -> Iterator[np.ndarray]:
    """[render] So many latents of a script, rendered in blocks as long as they may be; they come
    one stride at a time. Long blocks round otherwise than short ones (docs/design.md)."""
    state, stride = render.State(), instrument.contract.stride
    while latents > 0:
        size = stride if state.warming is not None else min(script.steady(), latents)
        audio, state, _ = render.step(instrument, state, script.block(size), size)
        latents -= size
        yield from np.split(audio, size // stride)


def samples_of_bars(bars: int, settings: Mapping[str, float], sample_rate: int) -> int:
    """[any] How long so many bars are, of four beats each, at the tempo that is set. BadValue."""
    if not 1 <= bars <= MOST_BARS:
        raise BadValue(f"--bars must be from 1 to {MOST_BARS}, not {bars}")
    return round(bars * 4 * 60 / settings.get("tempo", TEMPO_BPM) * sample_rate)


def write(
    path: Path, sound: Iterable[np.ndarray], count: int, sample_rate: int, label: str,
    samples: int | None = None,
) -> int:
    """[control] Write `count` blocks to a 24-bit file (wav, flac: by the name), no more than so
    many `samples` of them; returns how many.

    Shows a progress bar. Raises BadValue when the file cannot be written.
    """
    path = Path(path)
    bar = tqdm(sound, total=count, desc=label, unit="block", leave=False)
    collected = np.concatenate(list(bar))[:samples]
    try:
        soundfile.write(path, collected, sample_rate, subtype="PCM_24")
    except (OSError, soundfile.SoundFileError, ValueError, TypeError) as error:
        raise BadValue(
            f"{path} cannot be written ({error}): name a .wav or .flac file in a folder that exists"
        ) from error
    return len(collected)
