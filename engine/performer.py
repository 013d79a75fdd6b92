"""What one block needs: values and events over the built-in piece, what the ear hears, the model in
force, and meters of what came of it. The same with and without a device; `live.py` plays it.
"""

import time
from collections import deque
from dataclasses import replace
from typing import Protocol

import numpy as np

from engine import beats, onsets, render
from engine.beats import Follower
from engine.controls import Asked, Controls, by_same_hands
from engine.ear import Ear, taken_over
from engine.follow import Follow
from engine.instrument import Instrument
from engine.meters import Meters
from engine.parameters import INDEX
from engine.store import Event, Events, Kind, Store
from engine.succession import Succession
from engine.take import Player, Take, defaults
from engine.timeline import Timeline
from engine.trace import Times

_NOTES_MODE, _STEPS, _GUIDANCE = (INDEX[id] for id in ("notes_mode", "steps", "guidance"))
_HEARD = ("rms", "brightness", "noisiness", "pitch")
_LISTEN_PITCH, _BEAT_OFFSET = INDEX["listen_pitch"], INDEX["beat_offset"]


class KeepsControls(Protocol):
    """What writes a take: take.Recorder in memory, take_log.TakeLog in a file."""

    def block(self, controls: Controls) -> None:
        """[render] Remember one block's controls."""


class Performer:
    """The next block of sound, from store and events over the built-in take.

    A row that a hand has touched is the hand's; the others follow `backing`, whose notes fall
    silent once the hand has played a key, and which ends at a panic. What `ear` hears drives the
    lanes that are driven. The beat is where `timeline` has it, else the row `tempo` counts it. What
    was really used goes to `recorder`.
    """

    def __init__(
        self, instrument: Instrument, store: Store, events: Events, meters: Meters,
        block_latents: int, backing: Take | None = None, recorder: KeepsControls | None = None,
        position: int = 0, ended_at: int | None = None, hushed: bool = False,
        ear: Ear | None = None, timeline: Timeline | None = None,
    ):
        """[control] Ready to play from the start state; the backing goes on at `position`, in
        latents, or stays over where a panic ended it. hushed: the panic's silence lasts.
        """
        self._succession, self.block_latents = Succession(instrument), block_latents
        self._arrived: deque[Instrument] = deque()
        self._store, self._events, self._meters = store, events, meters
        self._backing = Player(backing, instrument.contract.hop, loop=True) if backing else None
        self._recorder, self._ear = recorder, ear
        self._timeline, self._follower = timeline, Follower()
        self._follow = Follow(instrument.contract.hop, instrument.contract.sample_rate)
        self._state = render.State()
        self._notes_were_ours = self._ear_played = False
        self._end: Controls | None = None
        self.ended_at = ended_at
        """Where in the performance, in latents, a panic ended the backing."""
        if self._backing is not None and ended_at is not None:
            self._backing.skip(ended_at)
            self._end = Controls(self._backing.block(block_latents).values)
        elif self._backing is not None and position:
            self._backing.skip(position)
        self._hush_first = hushed
        self._asked_before = np.zeros(0)
        self.position = position
        """Latents performed."""
        self.wished_steps, self.wants_two_passes = int(defaults()[_STEPS]), False
        self.most_steps: int | None = None
        """No more diffusion steps than these, whatever the knob says."""
        self.guided = True
        """False: guidance stays at 1."""
        self.block_ms = 0.0
        """What the last block took."""
        self.times = Times()
        """Those of the last block."""
        self.attack_ms: float | None = None
        """From an attack that the last block strikes, in the input as it was handed over, to that
        block's making, and to where in the block it is struck; None when it strikes none."""

    @property
    def instrument(self) -> Instrument:
        """[any] The model that plays."""
        return self._succession.instrument

    def succeed(self, instrument: Instrument) -> None:
        """[control] Let this model take over, from the next block on, without a seam. It fits
        (`Instrument.misfit`), and has run before: a first run takes longer."""
        self._arrived.append(instrument)

    def retire(self) -> None:
        """[control] Let go of the models that play no more."""
        self._succession.retired.clear()

    @property
    def block_samples(self) -> int:
        """[any] Samples in each block."""
        return self.block_latents * self.instrument.contract.hop

    def block(self, ahead_ms: float | None = None) -> np.ndarray:
        """[render] (samples, channels) float32, contiguous; updates the meters.

        ahead_ms: after how long its first sample will be heard; None where nobody listens now."""
        self.times.begun_s = time.monotonic()
        self.attack_ms = None
        controls = self._controls()
        if ahead_ms is not None:
            controls = self._on_the_beat(controls, ahead_ms)
        self.times.values_seen, self.times.events_seen = self._store.seen, self._events.drained
        if self._arrived:
            successor = self._arrived.popleft()
            self._succession.add(successor)
            controls = replace(controls, model=str(successor.folder))
        if self._recorder is not None:
            self._recorder.block(controls)
        audio, self._state, asked = self._succession.step(
            self._state, controls, self.block_latents, self._lap
        )
        audio = np.ascontiguousarray(audio)
        self.position += self.block_latents
        self._measure(audio, asked)
        self._meters.update(beat=asked.beats.at(0), beat_ahead_ms=ahead_ms)
        self.block_ms = 1000 * (time.monotonic() - self.times.begun_s)
        self._meters.update(block_ms=self.block_ms)
        if self.attack_ms is not None:
            self.attack_ms += self.block_ms
        return audio

    def _lap(self, stage: str) -> None:
        if stage == "denoiser":
            self.times.sampled_s = time.monotonic()

    def _controls(self) -> Controls:
        controls = self._asked_for()
        values = controls.values
        asked, before = values.copy(), self._asked_before
        self._asked_before = asked
        self.wished_steps = int(values[_STEPS])
        self.wants_two_passes = values[_GUIDANCE] != 1 and not self.instrument.folds_guidance
        if self.most_steps is not None:
            values[_STEPS] = min(values[_STEPS], self.most_steps)
        if not self.guided and self.wants_two_passes:
            values[_GUIDANCE] = 1
        panicked = self._state.hands.panicked
        if panicked is not None and before.size and by_same_hands(asked, before):
            values[:] = panicked  # what is given up in the silence is no hand that asks for sound
        return controls

    def _on_the_beat(self, controls: Controls, ahead_ms: float) -> Controls:
        """The same, told where the beat is when it is heard, where that departs from what it was on
        its way to."""
        line = self._timeline.line() if self._timeline is not None else None
        if line is None:
            return controls
        contract = self.instrument.contract
        late_ms = ahead_ms - controls.values[_BEAT_OFFSET]
        told, self._follower = beats.follow(
            self._follower, line, self.times.begun_s + late_ms / 1000, self.block_latents,
            contract.hop / contract.sample_rate,
        )
        return replace(controls, beats=told)

    @property
    def warms(self) -> bool:
        """[any] Whether another plan of sampling warms up: the next blocks take longer."""
        return self._state.warming is not None

    @property
    def hushed(self) -> bool:
        """[any] Whether the silence of a panic lasts."""
        return self._hush_first or self._state.hands.panicked is not None

    def _asked_for(self) -> Controls:
        values, touched = self._store.snapshot()
        events = self._events.drain()
        if self._hush_first:
            self._hush_first, events = False, (Event(Kind.PANIC), *events)
        if self._backing is None:
            return self._listened(values, events)
        score = self._end or self._backing.block(self.block_latents)
        if any(event.kind == Kind.PANIC for event in events):
            self._end = score = Controls(score.values)  # silence stays silence: the piece is over
            self.ended_at = self.position if self.ended_at is None else self.ended_at
        values = np.where(touched > 0, values, score.values)
        played = score.events
        ours = bool(touched[_NOTES_MODE] or (self._ear is not None and values[_LISTEN_PITCH]))
        if ours:
            played = () if self._notes_were_ours else (Event(Kind.ALL_NOTES_OFF),)
        self._notes_were_ours = ours
        return self._listened(values, (*played, *events))

    def _listened(self, values: np.ndarray, events: tuple[Event, ...]) -> Controls:
        """The controls, and what the ear makes of them. It strikes nothing in a panic, which would
        otherwise end with the first sound in the room."""
        if self._ear is None:
            return Controls(values, events)
        hushed = self.hushed or any(event.kind == Kind.PANIC for event in events)
        driven = self._ear.block(values, self.block_latents, hushed)
        if hushed:  # who plays the notes is no knob that is turned
            driven = replace(driven, plays=self._ear_played)
        self._ear_played = driven.plays
        if driven.attack is not None:
            ago, offset = driven.attack
            rate = self.instrument.contract.sample_rate
            self.attack_ms = 1000 * (ago + offset) / rate + onsets.DELAY_MS
        heard = self._ear.heard
        self._meters.update(
            listening=float(bool(heard)),
            **{f"heard_{name}": heard.get(name) for name in _HEARD},
        )
        return Controls(taken_over(values, driven), (*events, *driven.events), driven.curves)

    def _measure(self, audio: np.ndarray, asked: Asked) -> None:
        contract, peak = self.instrument.contract, float(np.abs(audio).max())
        level = float(np.sqrt(np.mean(np.square(audio))))
        self._meters.update(
            **self._follow.block(audio, asked),
            block_duration_ms=1000 * len(audio) / contract.sample_rate,
            latents=self._state.index,
            refused_events=self._events.refused,
            broken_latents=self._state.heard.broken if self._state.heard else 0,
            peak_db=_db(peak),
            rms_db=_db(level),
            onset=float(asked.lanes[:, 2].max()),
            steps=asked.steps,
        )


def _db(amplitude: float) -> float:
    return 20 * np.log10(max(amplitude, 1e-6))
