"""The render thread: wait for room, make a block, outlet.write. Nothing else happens here.

No print, no log, no lock that another holds. `performer.py` is what one block needs; `Live` is the
thread that feeds a sound card from it. What has to be given up when the machine is late,
governor.py decides.
"""

import threading
import time
from collections import deque
from collections.abc import Callable

import numpy as np

from engine import governor, lead, priority
from engine.governor import Answer, Governor, Seen, Wish
from engine.lead import Lead
from engine.meters import Meters
from engine.microphone import Microphone
from engine.outlet import FADE_MS, Outlet
from engine.performer import Performer
from engine.scope import Scope
from engine.trace import Trace

_LOOK_BACK = 8  # blocks from which the next one's time is expected
_MARGIN = 1.2  # times the slowest of them


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
        scope: Scope | None = None,
    ):
        """[control] Nothing runs before `start`. The outlet has room for one block more than it may
        be deep.

        say: is told, on the render thread, what is given up or given back; it must not wait.
        rescue: give something up when the sound breaks off; else the ring is as deep as may be and
        all stays as it is asked for. urgent: ask for the system's best place for the thread.
        trace: is told when each block was made.
        microphone: what the performer's ear hears with; it is opened and closed with the card.
        scope: is shown what each block sounds like.
        """
        self._performer, self._outlet, self._meters = performer, outlet, meters
        self._say = say or (lambda text: None)
        self._rescue, self._urgent = rescue, urgent
        self._microphone = microphone
        self._trace = trace or Trace()
        self._scope = scope or Scope()
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
            if self._urgent:
                priority.settle_heap()
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
            audio = self._performer.block(self._ahead_ms())
            self._wait_for_room()
            return audio
        self._wait_for_room()
        return self._performer.block(self._ahead_ms())

    def _ahead_ms(self) -> float:
        """After how long a block that is begun now is heard: behind all that is queued."""
        return self._outlet.queued_ms + self._outlet.device_ms

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
        self._scope.add(audio, self._performer.instrument.contract.sample_rate)
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
