"""The render thread: snapshot, render.step, ring.write, wait for room. Nothing else happens here.

No print, no log, no lock that another holds. `Performer` is what one block needs and is the same
without a device; `Live` is the thread that feeds a sound card from it.
"""

import gc
import threading
import time

import numpy as np

from engine import lanes, render
from engine.controls import Asked, Controls
from engine.instrument import Instrument
from engine.meters import Meters
from engine.parameters import INDEX
from engine.ring import Ring
from engine.soundcard import NoSoundCard, SoundCard
from engine.store import Event, Events, Kind, Store
from engine.take import Player, Recorder, Take

_PLAYED = (Kind.NOTE_ON, Kind.NOTE_OFF, Kind.ALL_NOTES_OFF)
_NOTES_MODE = INDEX["notes_mode"]


class Performer:
    """The next block of sound, from store and events over the built-in take.

    A row that a hand has touched is the hand's; the others follow `backing`, whose notes fall
    silent once the hand has played a key. What was really used goes to `recorder`.
    """

    def __init__(
        self, instrument: Instrument, store: Store, events: Events, meters: Meters,
        block_latents: int, backing: Take | None = None, recorder: Recorder | None = None,
    ):
        """[control] Ready to play from the start state."""
        self.instrument, self.block_latents = instrument, block_latents
        self._store, self._events, self._meters = store, events, meters
        self._backing = Player(backing, instrument.contract.hop, loop=True) if backing else None
        self._recorder = recorder
        self._state = render.State()
        self._notes_were_ours = False

    @property
    def block_samples(self) -> int:
        """[any] Samples in each block."""
        return self.block_latents * self.instrument.contract.hop

    def block(self) -> np.ndarray:
        """[render] (samples, channels) float32, contiguous; updates the meters."""
        start = time.perf_counter()
        controls = self._controls()
        if self._recorder is not None:
            self._recorder.block(controls)
        audio, self._state, asked = render.step(
            self.instrument, self._state, controls, self.block_latents
        )
        audio = np.ascontiguousarray(audio)
        self._measure(audio, asked, time.perf_counter() - start)
        return audio

    def _controls(self) -> Controls:
        values, touched = self._store.snapshot()
        events = self._events.drain()
        if self._backing is None:
            return Controls(values, events)
        score = self._backing.block(self.block_latents)
        values = np.where(touched > 0, values, score.values)
        played = score.events
        if touched[_NOTES_MODE]:
            played = () if self._notes_were_ours else (Event(Kind.ALL_NOTES_OFF),)
            self._notes_were_ours = True
        return Controls(values, (*played, *events))

    def _measure(self, audio: np.ndarray, asked: Asked, seconds: float) -> None:
        contract, peak = self.instrument.contract, float(np.abs(audio).max())
        level = float(np.sqrt(np.mean(np.square(audio))))
        last = asked.lanes[-1]
        self._meters.update(
            block_ms=1000 * seconds,
            block_duration_ms=1000 * len(audio) / contract.sample_rate,
            latents=self._state.index,
            refused_events=self._events.refused,
            peak_db=_db(peak),
            rms_db=_db(level),
            got_rms=_db(level) - float(asked.gain_db[-1]),
            asked_rms=float(last[0] * 20 - 40) if last[lanes.GROUPS["rms"]][1] else None,
            onset=float(asked.lanes[:, 2].max()),
        )


def _db(amplitude: float) -> float:
    return 20 * np.log10(max(amplitude, 1e-6))


def for_device(audio: np.ndarray, channels: int) -> np.ndarray:
    """[render] (samples, n) audio for so many outputs: a device with one gets the mean."""
    return audio.mean(axis=1, keepdims=True) if channels == 1 < audio.shape[1] else audio


class Live:
    """The thread that keeps a sound card fed."""

    def __init__(self, performer: Performer, ring: Ring, card: SoundCard, meters: Meters):
        """[control] Nothing runs before `start`."""
        self._performer, self._ring, self._card, self._meters = performer, ring, card, meters
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="render")
        self.error: Exception | None = None
        """Why the thread ended by itself, if it did."""

    def start(self) -> None:
        """[control] Open the card and play. Raises NoSoundCard.

        What is in memory by now is taken out of the garbage collector's sight: its pauses would
        hold the interpreter for longer than a block.
        """
        self._card.start()
        gc.collect()
        gc.freeze()
        self._thread.start()

    def stop(self) -> None:
        """[control] Fade the last block out, play what is queued, close the card."""
        self._stopping.set()
        if self._thread.ident is not None:
            self._thread.join()
        self._card.stop()

    def wait(self, seconds: float) -> bool:
        """[control] Wait; True when the thread has ended by itself."""
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def _run(self) -> None:
        try:
            while not self._stopping.is_set():
                self._write(self._performer.block())
            audio = self._performer.block()
            self._write(audio * np.linspace(1, 0, len(audio), dtype=np.float32)[:, None])
        except NoSoundCard as error:
            self.error = error
        except Exception as error:  # told to whoever waits: a thread's own traceback helps nobody
            self.error = error

    def _write(self, audio: np.ndarray) -> None:
        audio = for_device(audio, self._ring.channels)
        while self._ring.room() < len(audio):
            self._card.poll()
            time.sleep(0.001)
        self._ring.write(audio)
        self._card.poll()
        self._meters.update(underruns=self._card.underruns)
