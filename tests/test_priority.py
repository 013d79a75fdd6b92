"""What the system grants is asked for, told truly, and never an error."""

import subprocess
import sys
from pathlib import Path

import pytest

from engine import priority

ROOT = Path(__file__).parents[1]


def child(code: str) -> str:
    """What a process of its own says: priorities are not given back."""
    found = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert found.stderr == ""
    return found.stdout.strip()


@pytest.mark.skipif(sys.platform != "linux", reason="Linux's own words")
def test_only_the_thread_that_asks_goes_first():
    code = (
        "import os, threading; from engine import priority\n"
        "found = []\n"
        "def run():\n"
        "    got = priority.go_first()\n"
        "    real = os.sched_getscheduler(0) & ~os.SCHED_RESET_ON_FORK == os.SCHED_FIFO\n"
        "    found.append(real == (got == priority.FIRST))\n"
        "    def inner(): found.append(os.sched_getscheduler(0) == os.SCHED_OTHER)\n"
        "    thread = threading.Thread(target=inner); thread.start(); thread.join()\n"
        "thread = threading.Thread(target=run); thread.start(); thread.join()\n"
        "print(found, os.sched_getscheduler(0) == os.SCHED_OTHER)"
    )
    assert child(code) == "[True, True] True"


@pytest.mark.parametrize("system", ["linux", "darwin", "win32"])
def test_a_system_that_grants_nothing_is_no_error(system, monkeypatch):
    """As on another system, and as under Linux without the right."""
    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(priority.sys, "platform", system)
    for name in ("sched_setscheduler", "setpriority"):
        monkeypatch.setattr(priority.os, name, refuse, raising=False)
    monkeypatch.setattr(priority.ctypes, "CDLL", refuse)
    monkeypatch.setattr(priority.ctypes, "WinDLL", refuse, raising=False)
    assert priority.go_first() == priority.go_before() == priority.PLAIN
    assert priority.lock_memory() is False


def test_memory_is_locked_as_it_is_used_and_does_not_grow():
    code = (
        "from engine import priority; import numpy\n"
        "before = priority.memory_mb(); locked = priority.lock_memory()\n"
        "print(locked in (True, False), priority.memory_mb() < before + 30, before > 1)"
    )
    assert child(code) == "True True True"


def test_the_collector_is_quiet_and_playing_leaves_it_nothing_to_do(shipped):
    code = (
        "import gc; from engine import priority; from engine.instrument import Instrument\n"
        "from engine.performer import Performer; from engine.meters import Meters\n"
        "from engine.store import Events, Kind, Store\n"
        "from engine.first_minute import first_minute\n"
        "i, store, events = Instrument(), Store(), Events()\n"
        "piece = first_minute(i.contract.instruments, 93.75, 2)\n"
        "p = Performer(i, store, events, Meters(), 2, piece)\n"
        "p.block(); priority.quiet_collector(); assert not gc.isenabled()\n"
        "for n in range(120):\n"
        "    store.set('steps', 1 + n // 40, 'test')\n"
        "    events.post(Kind.NOTE_ON, n, 0.5); p.block()\n"
        "print(gc.collect())"
    )
    assert child(code) == "0"


def test_what_python_keeps_of_freed_objects_is_let_go_of():
    """Tuples that are made longer than they began are kept, thousands of each length, and never
    used again: for hours an engine would grow."""
    code = (
        "import sys; from engine import priority\n"
        "def churn():\n"
        "    for n in range(1, 20):\n"
        "        for _ in range(3000): tuple(x for x in range(n))\n"
        "churn(); priority.quiet_collector(); priority.tidy()\n"
        "before = sys.getallocatedblocks(); churn()\n"
        "kept = sys.getallocatedblocks() - before; priority.tidy()\n"
        "print(kept > 1000, sys.getallocatedblocks() - before < 100)"
    )
    assert child(code) == "True True"


def test_a_thread_that_has_settled_its_heap_grows_no_more():
    code = (
        "import threading, numpy; from engine import priority\n"
        "def work():\n"
        "    if not priority.settle_heap(): print('True'); return\n"
        "    before = priority.memory_mb()\n"
        "    for size in range(1, 20): numpy.ones(size << 17)\n"
        "    print(abs(priority.memory_mb() - before) < 1)\n"
        "thread = threading.Thread(target=work); thread.start(); thread.join()"
    )
    assert child(code) == "True"


def test_each_achievement_has_its_words():
    assert priority.words(priority.FIRST, True) == "Priority: real-time; memory locked."
    assert priority.words(priority.PLAIN, False) == "Priority: as any program; memory not locked."
