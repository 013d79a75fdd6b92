"""Work on the machines of a Ray cluster: what `--ray` stands for. Ray is loaded only then.

Ray does again what a worker that dies had begun; results come back to the process that asked for
them, and only that writes. Ray's processes speak pickle among themselves: join clusters you trust.
"""

from __future__ import annotations

import functools
import hashlib
import os
import socket
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

HERE = ""
"""The address of a cluster that is started on this machine, and ends with us."""
STORE_BYTES = 200 * 2**20
"""For results on their way; those that nobody has fetched yet are held back (`imap`)."""
RETRIES = 20
"""How often a piece of work may lose its worker: machines that are let cheaply go often."""
POLL_S = 0.2
PACKAGE = Path(__file__).resolve().parent


class NoCluster(RuntimeError):
    """A cluster that is not there, or cannot be used."""

    for_the_user = True


def asked(address: str | None, cores: int | None = None) -> Cluster | None:
    """[control] What `--ray ADDRESS` stands for; None where it is not given. Raises NoCluster."""
    return None if address is None else join(address, cores)


def join(address: str = HERE, cores: int | None = None) -> Cluster:
    """[control] The running cluster at an address ("auto": this machine's), or a new one on this
    machine's loopback, of so many cores. One that this process has joined already serves as it is.
    Raises NoCluster."""
    if address == HERE:
        # Without this, Ray would listen on every address that the machine has, on Linux too. It
        # is read when Ray is loaded, and a loopback address that is asked for is not obeyed.
        os.environ.setdefault("RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER", "0")
    try:
        import ray
    except ImportError as missing:
        raise NoCluster("--ray needs Ray: `pip install 'flowbend[scale]'`.") from missing
    if not ray.is_initialized():
        os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # it asks no other host for anything
        # Workers find this Flowbend where it lies, installed or not, if they see that folder.
        paths = [str(PACKAGE.parent), *filter(None, [os.environ.get("PYTHONPATH")])]
        quiet: dict[str, Any] = {"logging_level": "ERROR", "log_to_driver": False}
        settings: dict[str, Any] = {"address": address}
        if address == HERE:
            settings = {
                "address": "local", "num_cpus": cores or os.cpu_count() or 1,
                "include_dashboard": False, "object_store_memory": STORE_BYTES,
            }
        environment = {"env_vars": {"PYTHONPATH": os.pathsep.join(paths)}}
        try:
            ray.init(**settings, **quiet, runtime_env=environment)
        except (ConnectionError, RuntimeError, ValueError) as error:
            where = f"There is no Ray cluster at {address}" if address else "Ray does not start"
            raise NoCluster(
                f"{where} ({_first_line(error)}): start one with `ray start --head`, or leave out"
                " the address, and one is started here."
            ) from error
    return Cluster(ray)


class Cluster:
    """A cluster that was joined. Its methods may be called from several threads."""

    def __init__(self, ray: Any):
        self._ray = ray
        work = ray.remote(max_retries=RETRIES, num_cpus=1)
        self._far, self._code = work(_far), _code()

    @property
    def cores(self) -> int:
        """[any] How many pieces of work it does at a time, now."""
        return max(1, int(self._ray.cluster_resources().get("CPU", 1)))

    def imap(
        self, work: Callable[[Any], Any], tasks: Iterable[Any],
        start: Callable[..., None] | None = None, setting: tuple = (),
    ) -> Iterator[Any]:
        """[control] What `work` makes of each task, in their order, as a pool's `imap`. Each worker
        process calls `start(*setting)` once. Raises what `work` raised, and NoCluster."""
        ready = self._ray.put((start, setting))
        name, waiting = f"{id(self)}-{ready.hex()}", deque[Any]()
        try:
            for task in tasks:
                waiting.append(self._far.remote(self._code, work, (task,), name, ready))
                # Some more than there are cores: none waits for us, and we hold few results.
                if len(waiting) >= 3 * self.cores:
                    yield self._fetch(waiting.popleft())
            while waiting:
                yield self._fetch(waiting.popleft())
        finally:
            for one in waiting:
                self._ray.cancel(one)

    def call(self, work: Callable[..., Any], *arguments: Any, told: Callable[[], object]) -> Any:
        """[any] What `work` makes of its arguments. told: is called now and then meanwhile, and may
        raise, which gives it up. Raises what `work` raised, and NoCluster."""
        one = self._far.remote(self._code, work, arguments)
        try:
            while not self._ray.wait([one], timeout=POLL_S)[0]:
                told()
        except BaseException:
            self._ray.cancel(one)
            raise
        return self._fetch(one)

    def _fetch(self, one: Any) -> Any:
        from ray import exceptions

        try:
            return self._ray.get(one)
        except exceptions.RayTaskError as error:
            if not isinstance(error.cause, exceptions.RayError | ModuleNotFoundError):
                raise error.cause from None
            raise NoCluster(
                f"A worker does not know what to do ({_first_line(error.cause)}): install the same"
                " Flowbend on every machine of the cluster."
            ) from error
        except exceptions.RayError as error:
            raise NoCluster(f"The Ray cluster gave up: {_first_line(error)}") from error


_started = ""


def _far(
    code: str, work: Callable[..., Any], arguments: tuple, name: str = "", ready: Any = None
) -> Any:
    """[any] In a worker: get ready, if it is not, and do it."""
    global _started
    if _code() != code:
        raise NoCluster(
            f"{socket.gethostname()} has another Flowbend, or Python, than this machine: install"
            " the same there."
        )
    if ready is not None and _started != name:
        start, setting = ready
        if start is not None:
            start(*setting)
        _started = name
    return work(*arguments)


@functools.cache
def _code() -> str:
    """A digest of the program, as of its Python."""
    digest = hashlib.sha256(repr(sys.version_info[:2]).encode())
    for path in sorted(PACKAGE.rglob("*.py")):
        digest.update(path.relative_to(PACKAGE).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _first_line(error: BaseException) -> str:
    return next(iter(str(error).strip().splitlines()), type(error).__name__)
