"""The render thread: wait for room, snapshot, render.step, outlet.write. Nothing else happens here.

No print, no log, no lock that another holds. `Performer` is what one block needs and is the same
without a device; `Live` is the thread that feeds a sound card from it. What has to be given up when
the machine is late, governor.py decides.
"""

import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

import numpy as np

from engine import governor, lead, onsets, priority, render
from engine.controls import Asked, Controls
from engine.ear import Ear, taken_over
from engine.follow import Follow
from engine.governor import Answer, Governor, Seen, Wish
from engine.instrument import Instrument
from engine.lead import Lead
from engine.meters import Meters
from engine.microphone import Microphone
from engine.outlet import FADE_MS, Outlet
from engine.parameters import INDEX
from engine.store import Event, Events, Kind, Store
from engine.succession import Succession
from engine.take import Player, Take, defaults
from engine.trace import Times, Trace

_NOTES_MODE, _STEPS, _GUIDANCE = (INDEX[id] for id in ("notes_mode", "steps", "guidance"))
_HEARD = ("rms", "brightness", "noisiness", "pitch")
_LISTEN_PITCH = INDEX["listen_pitch"]
_LOOK_BACK = 8  # blocks from which the next one's time is expected
_MARGIN = 1.2  # times the slowest of them


class KeepsControls(Protocol):
    """What writes a take: take.Recorder in memory, take_log.TakeLog in a file."""

    def block(self, controls: Controls) -> None:
        """[render] Remember one block's controls."""


class Performer:
    """The next block of sound, from store and events over the built-in take.

    A row that a hand has touched is the hand's; the others follow `backing`, whose notes fall
    silent once the hand has played a key, and which ends at a panic. What `ear` hears drives the
    lanes that are driven. What was really used goes to `recorder`.
    """

    def __init__(
        self, instrument: Instrument, store: Store, events: Events, meters: Meters,
        block_latents: int, backing: Take | None = None, recorder: KeepsControls | None = None,
        position: int = 0, ended_at: int | None = None, hushed: bool = False,
        ear: Ear | None = None,
    ):
        """[control] Ready to play from the start state; the backing goes on at `position`, in
        latents, or stays over where a panic ended it. hushed: the panic's silence lasts.
        """
        self._succession, self.block_latents = Succession(instrument), block_latents
        self._arrived: deque[Instrument] = deque()
        self._store, self._events, self._meters = store, events, meters
        self._backing = Player(backing, instrument.contract.hop, loop=True) if backing else None
        self._recorder, self._ear = recorder, ear
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

    def block(self) -> np.ndarray:
        """[render] (samples, channels) float32, contiguous; updates the meters."""
        self.times.begun_s = time.monotonic()
        self.attack_ms = None
        controls = self._controls()
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
        if panicked is not None and np.array_equal(asked, before):
            values[:] = panicked  # what is given up in the silence is no hand that asks for sound
        return controls

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


class Live:
    """The thread that keeps a sound card fed.

    A block is begun when the outlet holds `depth` of them or less, so that its controls are as
    fresh as they can be, and the outlet has room for one more than that. At a depth of one it is
    begun later still, as lead.py says. While there is no card, the outlet's clock takes them.
    """

    def __init__(
        self, performer: Performer, outlet: Outlet, meters: Meters,
        say: Callable[[str], object] | None = None, rescue: bool = True, urgent: bool = False,
        trace: Trace | None = None,
        microphone: Microphone | None = None,
    ):
        """[control] Nothing runs before `start`. The outlet has room for one block more than it may
        be deep.

        say: is told, on the render thread, what is given up or given back; it must not wait.
        rescue: give something up when the sound breaks off; else the ring is as deep as may be and
        all stays as it is asked for. urgent: ask for the system's best place for the thread.
        trace: is told when each block was made.
        microphone: what the performer's ear hears with; it is opened and closed with the card.
        """
        self._performer, self._outlet, self._meters = performer, outlet, meters
        self._say = say or (lambda text: None)
        self._rescue, self._urgent = rescue, urgent
        self._microphone = microphone
        self._trace = trace or Trace()
        self._deepest = max(outlet.capacity // outlet.block_samples - 1, 1)
        self._largest = outlet.capacity
        self._governor, self._lead = Governor(), Lead()
        self._has_grown = self._warmed = False
        self._depth = 1
        self._answer: Answer | None = None
        self._underruns_before = 0
        self._late = 0
        self._times: deque[float] = deque(maxlen=_LOOK_BACK)
        self._faded = False
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="render", daemon=True)
        self.error: Exception | None = None
        """Why the thread ended by itself, if it did."""

    def start(self) -> None:
        """[control] Open the card and play. Raises NoSoundCard."""
        self._follow(governor.answer(self._governor, self._wish()))
        self._make_room()
        self._has_grown = True
        self._outlet.start()
        if self._microphone is not None:
            self._microphone.start()
        self._thread.start()

    def stop(self) -> None:
        """[control] Fade the last block out, play what is queued, close the card."""
        self._stopping.set()
        if self._thread.ident is not None:
            self._thread.join()
        if self._microphone is not None:
            self._microphone.stop()
        self._outlet.stop()

    def wait(self, seconds: float) -> bool:
        """[control] Wait; True when the thread has ended by itself."""
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def _run(self) -> None:
        try:
            self._meters.update(priority=priority.go_first() if self._urgent else priority.PLAIN)
            while not self._stopping.is_set():
                self._write(self._made())
            audio = self._made()
            self._write(audio * np.linspace(1, 0, len(audio), dtype=np.float32)[:, None])
        except Exception as error:  # told to whoever waits: a thread's own traceback helps nobody
            self.error = error

    def _made(self) -> np.ndarray:
        """The next block, once there is room: begun then, or, where every millisecond counts,
        before."""
        if self._answer is not None and self._answer.fade:
            audio = self._performer.block()
            self._wait_for_room()
            return audio
        self._wait_for_room()
        return self._performer.block()

    def _wait_for_room(self) -> None:
        while self._outlet.room() < self._performer.block_samples:
            self._outlet.poll()
            time.sleep(0.001)

    def _write(self, audio: np.ndarray) -> None:
        queued = self._outlet.filled()
        dry = queued == 0 and self._outlet.written > 0
        self._late += dry
        self._times.append(self._performer.block_ms)
        if self._answer is not None and self._answer.fade:
            audio = self._with_fades(audio, queued, dry)
        written_s = time.monotonic()
        ring_ms, device_ms = self._outlet.queued_ms, self._outlet.device_ms
        if self._microphone is not None and self._performer.attack_ms is not None:
            way = self._microphone.latency_ms + self._performer.attack_ms
            self._meters.update(listen_delay_ms=way + self._outlet.latency_ms)
        self._outlet.write(audio)
        self._outlet.poll()
        self._trace.add(self._performer.times, written_s, ring_ms, device_ms, audio)
        headroom_ms = self._ms(queued)
        fell_ms = self._ms(self._outlet.capacity - self._performer.block_samples) - headroom_ms
        self._meters.update(
            underruns=self._outlet.underruns, losses=self._outlet.losses,
            late_blocks=self._late, headroom_ms=headroom_ms,
        )
        if self._rescue:
            self._govern(headroom_ms, fell_ms, dry)

    def _ms(self, samples: int) -> float:
        return 1000 * samples / self._performer.instrument.contract.sample_rate

    def _wish(self) -> Wish:
        asks = self._performer
        return Wish(asks.wished_steps, asks.wants_two_passes, self._deepest)

    def _govern(self, headroom_ms: float, fell_ms: float, dry: bool) -> None:
        broken = max(self._outlet.underruns - self._underruns_before, int(dry))
        self._underruns_before = self._outlet.underruns
        # A ring that has just grown had not been filled yet, and while a voice warms up a whole
        # block is kept: neither shows what a block needs.
        if not (self._has_grown or self._warmed):
            self._lead = lead.advance(self._lead, fell_ms)
        if broken:
            if not self._lead.wait:  # the first answer: begin in time
                broken = 0
            self._lead = lead.broken(self._lead)
        asks, wish = self._performer, self._wish()
        seen = Seen(asks.block_ms, self._ms(asks.block_samples), headroom_ms, broken)
        before = governor.answer(self._governor, wish)
        self._governor = governor.advance(self._governor, seen, wish)
        after = governor.answer(self._governor, wish)
        if said := governor.words(before, after):
            self._say(said)
        if after != self._answer:
            self._follow(after)
        self._make_room()
        self._warmed = self._performer.warms

    def _follow(self, answer: Answer) -> None:
        self._answer = answer
        self._depth = answer.depth if self._rescue else self._deepest
        if self._rescue:
            self._performer.most_steps = answer.steps if self._governor.rung else None
            self._performer.guided = answer.guided
        self._meters.update(rung=self._governor.rung, ring_blocks=self._depth)

    def _make_room(self) -> None:
        """So much, that the next block is begun when it should be."""
        block, before = self._outlet.block_samples, self._outlet.capacity
        ahead = self._depth * block
        if self._rescue and self._depth == 1 and not self._performer.warms:
            rate = self._performer.instrument.contract.sample_rate
            ahead = round(lead.lead_ms(self._lead, self._ms(block)) * rate / 1000)
        self._outlet.capacity = min(ahead + block, self._largest)
        self._has_grown = self._outlet.capacity > before

    def _with_fades(self, audio: np.ndarray, queued: int, dry: bool) -> np.ndarray:
        """Fade out where the ring will have run dry before the next block, by the times of the
        last few; fade in what follows that, or follows a silence."""
        length = int(FADE_MS * self._performer.instrument.contract.sample_rate / 1000)
        rising = (0.5 - 0.5 * np.cos(np.pi * np.arange(length) / length)).astype(np.float32)
        audio = audio.copy()
        if dry or self._faded:
            audio[:length] *= rising[:, None]
        expected_ms = _MARGIN * max(self._times) + 2  # and a look or two at the card
        self._faded = self._ms(queued + len(audio)) < expected_ms
        if self._faded:
            audio[-length:] *= rising[::-1, None]
        return audio
