"""One life of an engine process: it loads an instrument, plays it, and goes on whatever becomes of
the bridge. Its orders lie in the shared memory, so that one that is killed can be followed by
another.

Its main thread beats, looks what is wanted, and touches no sound; live.py has the render thread.
Nothing is printed: what is to be known is in the facts, the notices and the meters, and a fault of
this program in the session's log.
"""

import os
import signal
import sys
import time
import traceback
from collections import deque
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from engine import precision as precisions
from engine import priority
from engine.claim import Claim
from engine.contract import FLOAT32, BrokenContract
from engine.devices import NoSoundCard
from engine.ear import Ear
from engine.first_minute import first_minute
from engine.instrument import SHIPPED, Instrument
from engine.link import State, Wanted
from engine.live import Live
from engine.microphone import Microphone
from engine.orders import Orders
from engine.outlet import Outlet
from engine.parameters import BadValue
from engine.performer import Performer
from engine.shared import NoSession, Places, Shared
from engine.take_log import TakeLog
from engine.understudy import Understudy

BEAT_S = 0.05
"""How often the main thread looks and beats."""
SWITCH_S = 0.001
"""After so long a thread gives up the interpreter's lock when another wants it, not after 5 ms."""
_CLAIM_S = 3.0
_MEMORY_S = 1.0
_TIDY_S = 30.0


def live(path: Path) -> int:
    """[control] Serve this memory until told to stop; the exit status."""
    shared, places = Shared(path), Places.of(path)
    claim = _claim(places)
    if claim is None:
        raise NoSession(f"another engine serves {path}")
    try:
        return _Life(shared).run()
    finally:
        claim.release()


def _claim(places: Places) -> Claim | None:
    """The engine's place; a bridge that looks whether it is free holds it for an instant."""
    until = time.monotonic() + _CLAIM_S
    while (claim := Claim.take(places.engine)) is None and time.monotonic() < until:
        time.sleep(0.01)
    return claim


class _Life:
    """From loading to the end."""

    def __init__(self, shared: Shared) -> None:
        self._shared, self._link = shared, shared.link
        self._orders = Orders.of_document(shared.orders.read())
        self._meters = shared.meters()
        self._sayings: deque[str] = deque()  # from any thread; this one alone writes the notices
        self._answers: deque[tuple[int, str, str]] = deque()
        self._told_to_end = False
        self._locked = False
        self._microphone: Microphone | None = None
        self._measured = 0.0
        self._tidied = time.monotonic()
        self._card = ""

    def run(self) -> int:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._end)
        self._link.engine_pid = os.getpid()
        self._link.lives += 1
        self._meters.clear()
        self._beat()
        self._link.state = State.STARTING
        try:
            self._serve()
        except Exception as error:
            told = isinstance(error, BrokenContract | BadValue | NoSoundCard)
            if not told:
                traceback.print_exc()
            self._fact(error=str(error) or type(error).__name__, for_the_user=told)
            self._link.state = State.FAILED
            return 1
        self._link.state = State.ENDED
        return 0

    def _serve(self) -> None:
        before = self._shared.facts.read()
        folder = before.get("model", self._orders.model)  # one that took over
        path = SHIPPED if folder is None else Path(folder)
        prefers = before.get("precision", self._orders.precision)
        precision = prefers
        if "model" in before and prefers not in precisions.offered(path):
            precision = FLOAT32  # as when it took over
        instrument = Instrument(path, precision=precision, prefers=prefers)
        self._fact(precision=instrument.prefers)
        log = self._log(instrument)
        try:
            self._microphone = self._listener(instrument)
            performer = self._performer(instrument, log)
            if folder != self._orders.model:
                performer.succeed(instrument)  # itself, so that the take has its name
            player = self._player(performer)
            self._fact(instrument=instrument.name, instruments=instrument.contract.instruments)
            del instrument  # another may take over, and then this one's memory is given back
            self._link.state = State.READY
            while self._link.wanted == Wanted.READY and not self._is_over():
                self._beat()
                time.sleep(BEAT_S / 5)
            if player is not None and not self._is_over():
                player = self._started(player)
            if player is not None:
                self._play(player, performer, log)
            elif not self._is_over():
                self._write_file(performer)
        finally:
            if log is not None:
                log.close()

    def _log(self, instrument: Instrument) -> TakeLog | None:
        """The take that is kept, if one is. Errors: BadValue."""
        if self._orders.take is None:
            return None
        path, anew = Path(self._orders.take), self._link.lives == 1
        try:
            return TakeLog(
                path, self._orders.block_latents, instrument.name, anew, self._orders.urgent,
                instrument.prefers,
            )
        except OSError as error:
            raise BadValue(f"the take {path} cannot be kept: {error.strerror}") from error

    def _listener(self, instrument: Instrument) -> Microphone | None:
        """The input that drives lanes, found and not yet opened. Errors: BadValue."""
        orders = self._orders
        if orders.listen is None:
            return None
        try:
            return Microphone(
                instrument.contract.sample_rate, orders.listen or None, orders.listen_inputs,
                self._sayings.append, waits=self._link.lives > 1,
            )
        except NoSoundCard as error:
            raise BadValue(f"cannot listen: {error}") from error

    def _performer(self, instrument: Instrument, log: TakeLog | None) -> Performer:
        orders, contract = self._orders, instrument.contract
        backing = None
        if orders.backing:
            rate = contract.sample_rate / contract.hop
            backing = first_minute(contract.instruments, rate, orders.block_latents)
        ear = None
        if self._microphone is not None:
            ear = Ear(
                self._microphone, contract.hop, contract.sample_rate, self._sayings.append
            )
            self._fact(input=self._microphone.name)
        return Performer(
            instrument, self._shared.store(), self._shared.events(), self._meters,
            orders.block_latents, backing, log, int(self._link.position),
            int(self._link.ended_at) - 1 if self._link.ended_at else None, self._link.hushed > 0,
            ear, self._shared.timeline(),
        )

    def _player(self, performer: Performer) -> Live | None:
        """The thread and its card, found and not yet opened; None without one, and a file takes
        its place. A card that has been heard before is waited for instead."""
        orders, instrument = self._orders, performer.instrument
        try:
            self._outlet = Outlet(
                performer.block_samples, instrument.decoder.contract.channels, orders.safety + 2,
                instrument.contract.sample_rate, orders.device, orders.buffer_samples,
                orders.outputs, self._sayings.append,
                waits=orders.waits or self._link.position > 0,
                beside=self._microphone,
            )
        except NoSoundCard as error:
            self._fact(no_card=str(error))
            return None
        self._tell_of_the_card()
        return Live(
            performer, self._outlet, self._meters, self._sayings.append, orders.rescue,
            orders.urgent, self._shared.trace(), self._microphone, self._shared.scope(),
        )

    def _tell_of_the_card(self) -> None:
        """The name of the one that there is, or was in an earlier life."""
        if self._outlet.name and self._outlet.name != self._card:
            self._card = self._outlet.name
            self._fact(card=self._card)

    def _started(self, player: Live) -> Live | None:
        if self._orders.urgent:
            self._locked = priority.lock_memory()
        priority.quiet_collector()
        try:
            player.start()
        except NoSoundCard as error:
            self._fact(no_card=str(error))
            return None
        if self._orders.urgent:
            priority.go_first()  # this thread too: it must not be preempted with the lock in hand
        sys.setswitchinterval(SWITCH_S)
        self._link.state = State.PLAYING
        return player

    def _play(self, player: Live, performer: Performer, log: TakeLog | None) -> None:
        """Until told to stop, or left alone for too long; whatever becomes of the card."""
        kept, told = True, not self._orders.urgent
        understudy = Understudy(
            self._shared.wish, performer, self._answer_about_model, self._orders.urgent
        )
        try:
            while not self._is_over() and not player.wait(BEAT_S):
                self._beat()
                self._remember(performer)
                understudy.look()
                self._write_answers()
                self._tell_of_the_card()
                if not told and (achieved := self._meters.read()["priority"]) is not None:
                    told = True
                    self._sayings.append(priority.words(int(achieved), self._locked))
                if kept and log is not None and log.error is not None:
                    kept = False
                    self._sayings.append(f"The take is no longer kept: {log.error}.")
        finally:
            player.stop()
        if player.error is not None:
            raise player.error

    def _answer_about_model(self, number: int, folder: str, refused: str) -> None:
        """Of the thread that loads; the facts are this one's to write."""
        self._answers.append((number, folder, refused))

    def _write_answers(self) -> None:
        while self._answers:
            number, folder, refused = self._answers.popleft()
            self._fact(answered=number, refused=refused)
            if refused:
                self._sayings.append(f"The model goes on as it was: {refused}")
            else:
                self._fact(model=folder, instrument=Path(folder).name)
                self._sayings.append(f"{Path(folder).name} takes over.")

    def _remember(self, performer: Performer) -> None:
        """What another engine needs, to go on from here."""
        if performer.ended_at is not None:
            self._link.ended_at = performer.ended_at + 1
        self._link.hushed = float(performer.hushed)
        self._link.position = performer.position

    def _write_file(self, performer: Performer) -> None:
        """The same sound, without a clock. Errors: BadValue when it cannot be written."""
        from engine import offline

        self._link.state = State.WRITING
        rate, samples = performer.instrument.contract.sample_rate, performer.block_samples
        count = max(1, round(self._orders.out_seconds * rate / samples))
        sound = self._until_told(performer, count)
        written = offline.write(Path(self._orders.out), sound, count, rate, "play")
        self._fact(written_seconds=written / rate)

    def _until_told(self, performer: Performer, count: int) -> Iterator[np.ndarray]:
        for number in range(count):
            if number and self._is_over():  # at least one block, for an empty file is none
                return
            self._beat()
            yield performer.block()

    def _is_over(self) -> bool:
        alone = self._orders.alone_seconds
        left = alone is not None and time.monotonic() - self._link.bridge_beat > alone
        return self._told_to_end or self._link.wanted == Wanted.STOP or left

    def _beat(self) -> None:
        now = time.monotonic()
        self._link.engine_beat = now
        while self._sayings:
            self._shared.notices.say(self._sayings.popleft())
        if now - self._tidied > _TIDY_S:
            self._tidied = now
            priority.tidy()
        if now - self._measured > _MEMORY_S:
            self._measured = now
            self._meters.update(memory_mb=priority.memory_mb(), memory_locked=float(self._locked))

    def _fact(self, **facts: object) -> None:
        self._shared.facts.write(self._shared.facts.read() | facts)

    def _end(self, *_: object) -> None:
        self._told_to_end = True
