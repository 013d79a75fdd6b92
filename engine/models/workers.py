"""Work over every core in processes of one machine. Ctrl-C is for the process that waits: it ends
the others, and they say nothing. One that something else ends is told of; nobody waits for it.
"""

import contextlib
import multiprocessing
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

T = TypeVar("T")
R = TypeVar("R")
LOOK_S = 2.0
"""Whether all of them still live is looked at so often while nothing comes."""


class WorkerEnded(RuntimeError):
    """A process was ended from outside, most likely by a system that ran out of memory."""

    for_the_user = True


def spread(
    work: Callable[[T], R], tasks: Sequence[T], jobs: int,
    start: Callable[..., object] | None = None, given: tuple[Any, ...] = (),
) -> Iterator[R]:
    """[control] Each task's result, in their order, from so many processes, each of which calls
    `start(*given)` first. Raises WorkerEnded, and what `work` raises."""
    context, before = multiprocessing.get_context("spawn"), set(multiprocessing.active_children())
    with _deaf():
        pool = context.Pool(jobs, start, given)
        workers = set(multiprocessing.active_children()) - before
    with pool:
        results = pool.imap(work, tasks)
        while True:
            try:
                result = results.next(timeout=LOOK_S)
            except StopIteration:
                return
            except multiprocessing.TimeoutError:
                if all(worker.is_alive() for worker in workers):
                    continue
                raise WorkerEnded(
                    "One of the processes was ended by something else, most likely because memory"
                    " ran out: close other programs, and give the same command again."
                ) from None
            yield result


@contextlib.contextmanager
def _deaf() -> Iterator[None]:
    """Processes that begin here do not hear Ctrl-C, from their first moment on."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    heard = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, heard)
