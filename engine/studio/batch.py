"""Many clips, some at a time, under one progress bar. Each is whole or not there, whatever ends it.

Threads and not processes: the models run outside the interpreter, and are loaded once.
"""

import sys
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_EXCEPTION, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass

from tqdm import tqdm

from engine.instrument import Instrument
from engine.studio.rendering import Told

BAR = "{desc}: {percentage:3.0f}%|{bar}| {n:.0f} of {total:.0f} s, {remaining} left"


@dataclass(frozen=True)
class Task:
    """One clip: what renders and writes it, and how many latents that takes."""

    make: Callable[[Told], object]
    latents: int


class Stopped(Exception):
    """The rendering shall end here."""


def run(tasks: Sequence[Task], jobs: int, label: str, instrument: Instrument) -> None:
    """[control] Do them all, `jobs` at a time. When one fails or Ctrl-C comes, those that are begun
    are given up, those that are finished stay; the error is raised again."""
    contract = instrument.contract
    total, halt, done = sum(task.latents for task in tasks), threading.Event(), 0
    with tqdm(total=total, desc=label, bar_format=BAR, leave=False,
              unit_scale=contract.hop / contract.sample_rate) as bar:

        def told(latents: int) -> None:
            if halt.is_set():
                raise Stopped
            bar.update(latents)

        def do(task: Task) -> None:
            nonlocal done
            told(0)
            task.make(told)
            with bar.get_lock():
                done += 1
                if len(tasks) > 1:
                    bar.set_description_str(f"{label} {done}/{len(tasks)}", refresh=False)

        pool = ThreadPoolExecutor(jobs, "clip")
        try:
            waiting = {pool.submit(do, task) for task in tasks}
            _wait(waiting)
        except BaseException:
            halt.set()
            pool.shutdown(wait=True, cancel_futures=True)
            bar.close()
            if len(tasks) > 1:
                print(f"{done} of {len(tasks)} clips are finished.", file=sys.stderr)
            raise
        pool.shutdown()


def _wait(waiting: set[Future]) -> None:
    """Until all are done. Raises the first error; not for ever at a time, so that Ctrl-C is heard
    on every system."""
    while waiting:
        done, waiting = wait(waiting, timeout=0.2, return_when=FIRST_EXCEPTION)
        for future in done:
            future.result()
