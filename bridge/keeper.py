"""Keeps an engine process: starts it or takes over one that runs, brings it back, and ends it.

It loads no model and makes no sound: what it knows of the engine is in the shared memory.
"""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import engine
from engine.claim import Claim, is_taken
from engine.link import State, Wanted
from engine.orders import Orders
from engine.panel import model_folder
from engine.shared import NoSession, Places, Shared

LOOK_S = 0.05
"""How often to look after the engine."""
_START_S = 120.0  # a slow disk, a busy machine
_STOP_S = 10.0
_HUNG_LOOKS = 300  # 15 s without a beat, while we looked; a sleeping computer is not looked at
_CRASHES = 3  # so often in a row, before it has played for a while, and it is given up


class EngineFailed(RuntimeError):
    """The engine ended by itself; the text is its sentence."""

    def __init__(self, text: str, for_the_user: bool) -> None:
        """[control] A sentence for the user, or the trace of a fault of this program."""
        super().__init__(text)
        self.for_the_user = for_the_user


class Keeper:
    """One session's engine. While a Keeper lives, no other process can have the same session."""

    def __init__(self, session: str | None, orders: Orders) -> None:
        """[control] Start an engine with these orders, or take over the one that the session has.

        Errors: NoSession when another bridge keeps it.
        """
        self.places = Places(session)
        claim = Claim.take(self.places.bridge)
        if claim is None:
            raise NoSession(
                f"another Flowbend has the session {self.places.session!r}: end it with"
                f" `flowbend stop`, or give this one another name with --session"
            )
        self._claim = claim
        self._child: subprocess.Popen[bytes] | None = None
        self._crashes = self._quiet_looks = 0
        self._last_beat = 0.0
        try:
            self.took_over = is_taken(self.places.engine)
            if self.took_over:
                self.shared = Shared(self.places.memory)
                self.orders = Orders.of_document(self.shared.orders.read())
            else:
                self.shared = Shared.create(self.places.memory)
                self.orders = orders
                self.shared.orders.write(orders.as_document())
            self.link = self.shared.link
            self.link.bridge_pid = os.getpid()
            self.beat()
            if not self.took_over:
                self._spawn()
        except BaseException:
            claim.release()
            raise

    @property
    def facts(self) -> dict[str, Any]:
        """[control] What the engine says of itself: instrument, instruments, card or no_card."""
        return self.shared.facts.read()

    @property
    def is_alive(self) -> bool:
        """[control] Whether there is an engine process."""
        if self._child is not None:
            return self._child.poll() is None
        return is_taken(self.places.engine)

    def wait_until(self, *states: State, patience_s: float = _START_S) -> State:
        """[control] Wait until the engine is at one of these; which one it is.

        Errors: EngineFailed, with its sentence.
        """
        until = time.monotonic() + patience_s
        while not self.link.is_at(*states):
            self.beat()
            if not self.is_alive and not self.link.is_at(*states, State.ENDED):
                raise self._failure()
            if self.link.is_at(State.ENDED) and not self.is_alive:
                raise EngineFailed("the engine was told to end", True)
            if time.monotonic() > until:
                raise EngineFailed(f"the engine is not ready after {patience_s:g} s", True)
            time.sleep(0.005)
        return State(int(self.link.state))

    def play(self) -> None:
        """[control] Tell the engine to sound."""
        self.link.wanted = Wanted.PLAY

    def beat(self) -> None:
        """[control] Show the engine that somebody keeps it."""
        self.link.bridge_beat = time.monotonic()

    def look(self) -> float | None:
        """[control] Beat, and see to it that there is an engine, as long as one is wanted.

        Returns None when all is well, else for how many seconds there was none, once another one
        plays. Errors: EngineFailed when it ended by itself and said why, or dies time and again.
        """
        self.beat()
        if self.is_alive and not self._is_hung():
            return None
        if self.link.is_at(State.ENDED):
            return None
        died = time.monotonic()
        if self.link.is_at(State.FAILED) and self.facts.get("for_the_user"):
            raise self._failure()
        played = self.shared.meters().read()["blocks"] or 0
        self._crashes = self._crashes + 1 if played < 500 else 1
        if self._crashes > _CRASHES:
            raise self._failure()
        self._end_it()
        self.link.state = State.NONE
        self._spawn()
        self.wait_until(State.PLAYING)
        return time.monotonic() - died

    def leave(self) -> None:
        """[control] Let go of the engine and let it play: another bridge may take it over."""
        self._claim.release()

    def stop(self) -> None:
        """[control] Let the engine fade out and end; by force when it does not. Leaves nothing."""
        self.link.wanted = Wanted.STOP
        until = time.monotonic() + _STOP_S
        try:
            while self.is_alive and time.monotonic() < until:
                self.beat()
                time.sleep(0.01)
        finally:
            self._end_it()
            _tidy(self.places)
            self._claim.release()

    def _spawn(self) -> None:
        """Start an engine process, out of reach of this terminal's Ctrl-C."""
        root = str(Path(engine.__path__[0]).parent)
        paths = [root, *filter(None, [os.environ.get("PYTHONPATH")])]
        env = os.environ | {
            "PYTHONPATH": os.pathsep.join(paths),
            "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1",
        }
        apart: dict[str, Any] = {"start_new_session": True}
        if sys.platform == "win32":
            apart = {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}
        with self.places.log.open("ab") as log:
            self._child = subprocess.Popen(
                [sys.executable, "-m", "engine.process", str(self.places.memory)],
                env=env, stdin=subprocess.DEVNULL, stdout=log, stderr=log, **apart,
            )
        self._quiet_looks = 0

    def _is_hung(self) -> bool:
        """Whether the engine has not beaten over many looks of ours."""
        beat = self.link.engine_beat
        self._quiet_looks = 0 if beat != self._last_beat else self._quiet_looks + 1
        self._last_beat = beat
        return self._quiet_looks > _HUNG_LOOKS

    def _end_it(self) -> None:
        """Make sure that there is no engine."""
        if self._child is not None:
            if self._child.poll() is None:
                self._child.kill()
            self._child.wait()
            self._child = None
        elif is_taken(self.places.engine):
            kill(int(self.link.engine_pid))
        until = time.monotonic() + _STOP_S
        while is_taken(self.places.engine) and time.monotonic() < until:
            time.sleep(0.005)

    def _failure(self) -> EngineFailed:
        facts = self.facts
        if self.link.is_at(State.FAILED) and facts.get("for_the_user"):
            return EngineFailed(str(facts["error"]), True)
        log = self.places.log.read_text(errors="replace")
        if "Traceback" in log:
            return EngineFailed(log, False)
        return EngineFailed("the engine process has died", True)


def kill(pid: int) -> None:
    """[control] End a process at once, if it is there."""
    with suppress(ProcessLookupError):
        os.kill(pid, getattr(signal, "SIGKILL", signal.SIGTERM))


def stop(session: str | None) -> bool:
    """[control] End a session's engine with a fade, whether or not a bridge keeps it; False when
    there is none. A bridge that keeps it ends with it."""
    places = Places(session)
    if not is_taken(places.engine):
        if (claim := Claim.take(places.bridge)) is not None:  # both were killed
            _tidy(places)
            claim.release()
        return False
    shared = Shared(places.memory)
    shared.link.wanted = Wanted.STOP
    until = time.monotonic() + _STOP_S
    while is_taken(places.engine) and time.monotonic() < until:
        time.sleep(0.01)
    if is_taken(places.engine):
        kill(int(shared.link.engine_pid))
    claim = Claim.take(places.bridge)
    if claim is not None:  # nobody else tidies up
        _tidy(places)
        claim.release()
    return True


def change_model(session: str | None, folder: str) -> str:
    """[control] Have a session's engine play on with a model, by name or folder, and wait until it
    does, or has said why not: that sentence, or "".

    Errors: NoSession when there is no engine; BadValue when there is no such model.
    """
    places = Places(session)
    path = model_folder(folder)
    if not is_taken(places.engine):
        raise NoSession(f"no engine plays in the session {places.session!r}: `flowbend play`"
                        " starts one")
    shared = Shared(places.memory)
    asked_life = shared.link.lives
    number = shared.ask_for_model(path)
    until = time.monotonic() + _START_S
    while is_taken(places.engine) and time.monotonic() < until:
        facts = shared.facts.read()
        if facts.get("answered") == number:
            return str(facts["refused"])
        if shared.link.lives != asked_life:
            return "the engine died over it, and another one plays with the model before"
        time.sleep(0.02)
    return "the engine has not answered: see what `flowbend play` says"


def _tidy(places: Places) -> None:
    """Leave no file of a session that has no engine; the bridge's place is held."""
    for path in (places.memory, places.log):
        path.unlink(missing_ok=True)
    if (claim := Claim.take(places.engine)) is not None:
        claim.release()
