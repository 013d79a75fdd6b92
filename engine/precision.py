"""In which precision an instrument plays on this machine: timed once, then remembered.

Weights of 8 bits are a third of the memory traffic, and where ONNX Runtime has kernels for them
they take a third of the time; where it has none they take ten times as long. No list of processors
knows which, so both are timed, on the pass that a block is made of. A take says which one rendered
it.
"""

import json
import os
import platform
import sys
import time
from collections.abc import Callable
from pathlib import Path

from engine.contract import FLOAT32, INT8, KINDS, file_name

GAIN = 0.9
"""8 bits must take no more than this much of the time of 32, or they are not worth their error."""
PASSES, WARM_UP = 12, 3


def offered(folder: Path) -> list[str]:
    """[control] The precisions in which `folder` has both files, the exact one first."""
    return [
        precision for precision in (FLOAT32, INT8)
        if all((Path(folder) / file_name(kind, precision)).is_file() for kind in KINDS)
    ]


def choose(folder: Path, runtime: str, time_pass: Callable[[str], Callable[[], None]]) -> str:
    """[control] The precision to play `folder` in, as remembered, or by timing both now.

    `runtime` names the inference runtime and its version; `time_pass` makes a pass of a precision
    to time. The same machine, runtime and model always give the same answer, as far as a file in
    the user's cache can be kept; where it cannot, each start times again.
    """
    if INT8 not in offered(folder):
        return FLOAT32
    key = _key(Path(folder), runtime)
    known = _remembered()
    if known.get(key) not in (FLOAT32, INT8):
        known[key] = _faster({precision: time_pass(precision) for precision in (FLOAT32, INT8)})
        _remember(known)
    return known[key]


def _faster(passes: dict[str, Callable[[], None]]) -> str:
    """By the best of a few passes, taking turns: what else the machine does slows both."""
    best = dict.fromkeys(passes, float("inf"))
    for turn in range(WARM_UP + PASSES):
        for precision, run in passes.items():
            start = time.perf_counter()
            run()
            if turn >= WARM_UP:
                best[precision] = min(best[precision], time.perf_counter() - start)
    return INT8 if best[INT8] <= GAIN * best[FLOAT32] else FLOAT32


def _key(folder: Path, runtime: str) -> str:
    sizes = [
        (folder / file_name(kind, precision)).stat().st_size
        for kind in KINDS for precision in (FLOAT32, INT8)
    ]
    return " ".join(map(str, (runtime, _processor(), *sizes)))


def _processor() -> str:
    """The processor's name, as far as the system tells it."""
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return f"{platform.machine()} {platform.processor()}"
    told = [line.partition(":")[2].strip() for line in lines
            if line.startswith(("model name", "flags", "Features", "CPU part"))]
    names = [word for word in sorted({word for text in told for word in text.split()})
             if word.startswith(("avx", "amx", "asimd", "i8mm", "sve"))]
    return " ".join([platform.machine(), *(told[:1]), *names])


def _file() -> Path:
    """Where the answers are kept."""
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA")
    else:
        base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "flowbend" / "precision.json"


def _remembered() -> dict[str, str]:
    try:
        known = json.loads(_file().read_text())
    except (OSError, ValueError, RuntimeError):  # RuntimeError: there is no home
        return {}
    return known if isinstance(known, dict) else {}


def _remember(known: dict[str, str]) -> None:
    try:
        path = _file()
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_name(f"{path.name}.{os.getpid()}")
        partial.write_text(json.dumps(known, indent=1) + "\n")
        partial.replace(path)
    except (OSError, RuntimeError):
        return  # nothing depends on it but the time of the next start
