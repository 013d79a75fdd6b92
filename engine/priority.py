"""What the system lets a player have: a thread that goes first, memory that stays in, a quiet
collector. Each is optional: what cannot be had is left, and told.

No thread of the engine is made to wait: one that is preempted while it holds the interpreter's lock
would keep the render thread waiting for it, whatever that thread's own place.
"""

import ctypes
import gc
import os
import sys
import threading
from pathlib import Path

REALTIME = 40
"""Linux's real-time priority of the render thread: below the audio servers' (JACK's clients run at
about 65, PipeWire's at 83), whose own threads have less to do and less time for it."""
NICE = -11
LAST = 19
LOCKED_MB = 400
"""More than this is not locked: others need memory too."""

HEAP_MB = 24
"""More than a render thread's blocks have been seen to need at once, with every control in play."""

PLAIN, NICER, FIRST = 0, 1, 2
"""What was achieved for a thread: nothing, a better place among equals, real-time."""


def go_first() -> int:
    """[any] Let this thread go before others, as far as the system allows; what was achieved."""
    if sys.platform == "win32":
        return FIRST if _windows_pro_audio() else PLAIN
    if sys.platform == "darwin":
        return NICER if _macos_interactive() else PLAIN
    return FIRST if _linux_realtime() else go_before()


def go_second() -> int:
    """[any] As `go_first`, but behind the threads that do: for long work beside them."""
    if sys.platform.startswith("linux") and _linux_realtime(REALTIME - 1):
        return FIRST
    return go_before()


def go_before() -> int:
    """[any] Give this thread a better place among equals, as for loading in a hurry."""
    return NICER if _nice(NICE) else PLAIN


def go_last() -> None:
    """[any] Let everything else go before this thread and those that it starts, where the system
    knows such a place."""
    _nice(LAST)


def lock_memory() -> bool:
    """[any] Keep this process's memory from being swapped out; whether that was achieved.

    Pages are locked as they are first used (MCL_ONFAULT), so nothing grows.
    """
    if not sys.platform.startswith("linux") or memory_mb() > LOCKED_MB or not may_lock():
        return False
    current, future, on_fault = 1, 2, 4
    try:
        return ctypes.CDLL(None).mlockall(current | future | on_fault) == 0
    except (OSError, AttributeError):
        return False


def settle_heap(megabytes: int = HEAP_MB) -> bool:
    """[render] Take what this thread's blocks will ever need now, and keep it: a block that needs
    more than any before it would wait for the system's pages, and the process would seem to grow
    for hours. Only where the C library is glibc; whether it was done."""
    trim_threshold, mmap_threshold = -1, -3  # of <malloc.h>
    try:
        glibc = ctypes.CDLL(None)
        settled = glibc.gnu_get_libc_version and all(
            glibc.mallopt(what, 2 * megabytes << 20) == 1
            for what in (trim_threshold, mmap_threshold)
        )
        glibc.malloc.restype, glibc.malloc.argtypes = ctypes.c_void_p, [ctypes.c_size_t]
        glibc.free.restype, glibc.free.argtypes = None, [ctypes.c_void_p]
        if settled and (taken := glibc.malloc(megabytes << 20)):
            ctypes.memset(taken, 1, megabytes << 20)  # a page is taken when it is written to
            glibc.free(taken)
    except (OSError, AttributeError):
        return False
    return bool(settled)


def may_lock() -> bool:
    """[any] Whether Linux lets all memory to come be locked: under a limit, a later allocation
    would fail."""
    import resource

    return os.geteuid() == 0 or resource.getrlimit(resource.RLIMIT_MEMLOCK)[0] < 0


def cores() -> int:
    """[any] How many this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def quiet_collector() -> None:
    """[any] No garbage collection from here on but when `tidy` asks for it: a pause for all that
    was loaded is longer than a block. What plays makes no cycles."""
    gc.collect()
    gc.freeze()
    gc.disable()


def tidy() -> None:
    """[any] Collect what is younger than `quiet_collector`, which takes a millisecond. It is
    not for cycles: Python keeps freed tuples and lists for later, up to thousands of each size, and
    lets go of them only then. Without it an engine grows by 5 MB in its first hour."""
    gc.collect()


def memory_mb() -> float:
    """[any] What this process holds in memory, MB; 0 where the system does not say."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 1e6
    except (OSError, ValueError, IndexError):
        return _peak_mb()


def words(achieved: int, locked: bool) -> str:
    """[any] `Priority: real-time; memory locked.`"""
    names = {PLAIN: "as any program", NICER: "raised", FIRST: "real-time"}
    return f"Priority: {names[achieved]}; memory {'' if locked else 'not '}locked."


def _linux_realtime(place: int = REALTIME) -> bool:
    """SCHED_FIFO for this thread alone; what it starts is ordinary again."""
    try:
        policy = os.SCHED_FIFO | os.SCHED_RESET_ON_FORK
        os.sched_setscheduler(0, policy, os.sched_param(place))
    except (OSError, AttributeError):
        return False
    return True


def _nice(value: int) -> bool:
    try:
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), value)
    except (OSError, AttributeError):
        return False
    return True


def _macos_interactive() -> bool:
    """The quality-of-service class of what the user waits for."""
    user_interactive = 0x21
    try:
        return ctypes.CDLL(None).pthread_set_qos_class_self_np(user_interactive, 0) == 0
    except (OSError, AttributeError):
        return False


def _windows_pro_audio() -> bool:
    """The multimedia class scheduler's task for audio."""
    try:
        avrt = ctypes.WinDLL("avrt")  # type: ignore[attr-defined]
        task = ctypes.c_ulong(0)
        return bool(avrt.AvSetMmThreadCharacteristicsW("Pro Audio", ctypes.byref(task)))
    except (OSError, AttributeError):
        return False


def _peak_mb() -> float:
    if sys.platform == "win32":
        return 0.0
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1e6 if sys.platform == "darwin" else peak / 1e3
