"""What a block costs, and a render, and an engine's memory, as ratios in one run. Changes nothing.

`render.step` is timed as it is played, on one thread, in each precision that the model has; one
setting also stage by stage, with the least that each could take beside it: the time to read its
weights once.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from engine import offline, render
from engine.contract import FLOAT32, file_name
from engine.first_minute import first_minute
from engine.instrument import Instrument
from engine.parameters import INDEX
from engine.precision import offered
from engine.take import Player

STEPS = (1, 2, 4, 8)
USUAL_STEPS = 2
"""With guidance, what a performer plays with: the setting that is looked at closely."""
WARM_UP = 30
RENDER_SECONDS = 30.0


@dataclass(frozen=True)
class Row:
    """One setting. Times in ms; the factor is block time over block length (below 1 keeps up)."""

    precision: str
    steps: int
    guidance: bool
    real_time_factor: float
    median_ms: float
    p99_ms: float
    p99_over_median: float


@dataclass(frozen=True)
class Stage:
    """Of a block at the usual setting: median ms, and the least it could be, where one is known."""

    precision: str
    name: str
    median_ms: float
    floor_ms: float | None


def bench(
    folder: Path, blocks: int = 300, steps: tuple[int, ...] = STEPS,
    precisions: tuple[str, ...] | None = None,
) -> tuple[list[Row], list[Stage]]:
    """[any] Time whole `render.step` calls of every precision, or of these, decoder and controls
    included."""
    rows, stages = [], []
    for precision in precisions or offered(folder):
        instrument = Instrument(folder, precision=precision)
        length = block_ms(instrument)
        for count in steps:
            for guided in (False, True):
                times, parts = _time(instrument, count, guided, blocks)
                median, p99 = np.percentile(times, (50, 99)).tolist()
                rows.append(Row(
                    precision, count, guided, median / length, median, p99, p99 / median
                ))
                if count == USUAL_STEPS and guided:
                    stages += _stages(folder, precision, parts)
    return rows, stages


def block_ms(instrument: Instrument) -> float:
    """[any] How long a block sounds, in ms."""
    contract = instrument.contract
    return 1000 * contract.stride * contract.hop / contract.sample_rate


def _time(
    instrument: Instrument, steps: int, guided: bool, blocks: int
) -> tuple[np.ndarray, dict[str, float]]:
    """(blocks,) ms over the built-in piece, which is played again and again, and the median of
    each stage in ms."""
    state, contract = render.State(), instrument.contract
    rate = contract.sample_rate / contract.hop
    piece = Player(first_minute(contract.instruments, rate, contract.stride), contract.hop, True)
    times, laps = [], []
    for _ in range(WARM_UP + blocks):
        controls = piece.block(contract.stride)
        controls.values[INDEX["steps"]] = steps
        controls.values[INDEX["guidance"]] = 2.0 if guided else 1.0
        marks = [time.perf_counter()]

        def lap(stage: str, marks: list[float] = marks) -> None:
            marks.append(time.perf_counter())

        _, state, _ = render.step(instrument, state, controls, contract.stride, lap=lap)
        times.append(1000 * (time.perf_counter() - marks[0]))
        laps.append(1000 * np.diff(marks))
    medians = np.median(laps[WARM_UP:], axis=0).tolist()
    return np.array(times[WARM_UP:]), dict(zip(render.STAGES, medians, strict=True))


def _stages(folder: Path, precision: str, parts: dict[str, float]) -> list[Stage]:
    """The stages with their floors: a model's weights, read once for every pass."""
    floors = {}
    for kind, passes in (("denoiser", USUAL_STEPS), ("decoder", 1)):
        size = (folder / file_name(kind, precision)).stat().st_size
        # float32 weights are kept in half of their room on disk.
        floors[kind] = passes * _read_ms(2 * size if precision == FLOAT32 else size)
    return [Stage(precision, name, ms, floors.get(name)) for name, ms in parts.items()]


def _read_ms(size: int, repeats: int = 30) -> float:
    """The least ms in which one thread reads so many bytes that it has read just before."""
    numbers = np.ones(size // 4, np.float32)
    best = np.inf
    for _ in range(repeats):
        start = time.perf_counter()
        np.dot(numbers, numbers)
        best = min(best, time.perf_counter() - start)
    return 1000 * float(best)


def render_speed(folder: Path, precision: str, seconds: float = RENDER_SECONDS) -> float:
    """[any] How many times faster than it sounds `flowbend render` is, on its own threads, at the
    usual setting, over the built-in piece."""
    instrument = Instrument(folder, offline.THREADS, precision)
    contract = instrument.contract
    rate = contract.sample_rate / contract.hop
    piece = first_minute(contract.instruments, rate, contract.stride)
    script = offline.Script(
        instrument, piece, {"steps": USUAL_STEPS, "guidance": 2.0}, {}
    )
    latents = int(seconds * rate) // contract.stride * contract.stride
    start = time.perf_counter()
    for _ in offline.clip(instrument, script, latents):
        pass
    return latents / rate / (time.perf_counter() - start)


_ENGINE = """
import sys
from pathlib import Path
from engine import life, priority, render
from engine.controls import Controls
from engine.take import defaults
instrument = life.Instrument(Path(sys.argv[1]), precision=sys.argv[2])
state = render.State()
for _ in range(100):
    _, state, _ = render.step(instrument, state, Controls(defaults()), instrument.contract.stride)
print(priority.memory_mb())
"""


def engine_memory_mb(folder: Path, precision: str) -> float:
    """[any] What a process holds that has all of an engine but the sound card, after 100 blocks."""
    root = Path(__file__).resolve().parent.parent
    path = os.pathsep.join([str(root), *filter(None, [os.environ.get("PYTHONPATH")])])
    told = subprocess.run(
        [sys.executable, "-c", _ENGINE, str(folder), precision], check=True, text=True,
        stdout=subprocess.PIPE, env=os.environ | {"PYTHONPATH": path},
    )
    return float(told.stdout)


def models_ms(instrument: Instrument, blocks: int = 100) -> Callable[[], float]:
    """[any] A function that times what the models have to do in a block at the usual setting, the
    passes and the decoder and nothing else: the median of `blocks`, in ms."""
    x, guidance, who, asked, notes = pass_inputs(instrument)
    decoder, state = instrument.decoder, instrument.decoder.start()
    passes = [instrument.start_pass(len(x)) for _ in range(USUAL_STEPS)]

    def block() -> None:
        nonlocal state
        for step, before in enumerate(passes):
            _, passes[step] = instrument.denoise(
                x, 0.5, 0.2, guidance, who, asked, notes, before
            )
        _, state = decoder.step(x[0], state)

    return lambda: median_ms(block, blocks)


def median_ms(run: Callable[[], None], times: int) -> float:
    """[any] The median time of so many runs, in ms."""
    found = []
    for _ in range(times):
        start = time.perf_counter()
        run()
        found.append(1000 * (time.perf_counter() - start))
    return float(np.median(found))


def pass_inputs(instrument: Instrument) -> tuple[np.ndarray, ...]:
    """[any] x, guidance, who, asked and notes of one guided block, float32, from a fixed seed; two
    rows where guidance takes two passes."""
    c, rng = instrument.contract, np.random.default_rng(1)
    rows = 1 if instrument.folds_guidance else 2
    widths = (
        c.latent_channels, len(c.instruments) + len(c.families), len(c.lane_columns), c.note_columns
    )
    x, *others = (
        rng.standard_normal((rows, c.stride, w)).astype(np.float32) for w in widths
    )
    return x, np.full((rows, c.stride), 2, np.float32), *others


def measure(
    instrument: Instrument, blocks: int = 300,
    torch_over: Callable[[Instrument], float] | None = None,
) -> dict:
    """[any] Everything, as plain values. `torch_over` says how many times as long torch takes for
    the models' part of a block."""
    folder, precision = instrument.folder, instrument.precision
    rows, stages = bench(folder, blocks)
    usual = next(
        row for row in rows
        if row.precision == precision and row.steps == USUAL_STEPS and row.guidance
    )
    ratios = {
        "real_time_factor": usual.real_time_factor,
        "p99_over_median": usual.p99_over_median,
        "torch_over_onnxruntime": torch_over(instrument) if torch_over else None,
        "render_times_real_time": render_speed(folder, precision),
        "engine_memory_mb": engine_memory_mb(folder, precision),
    }
    return {
        "block_ms": block_ms(instrument), "precision": precision,
        "render_threads": offline.THREADS, "ratios": ratios,
        "stages": [asdict(stage) for stage in stages], "rows": [asdict(row) for row in rows],
    }


def as_json(found: dict) -> str:
    """[any] As a file keeps it."""
    return json.dumps(found, indent=1)


def summary(found: dict) -> list[str]:
    """[any] The ratios, a line each."""
    ratios, cores = found["ratios"], found["render_threads"]
    lines = [
        f"{ratios['real_time_factor']:.3f} of its time for a block at {USUAL_STEPS} steps with "
        f"guidance ({found['precision']}, one thread, controls, decoder and output stage included, "
        "meters not)",
        f"{ratios['p99_over_median']:.2f} times the median at the 99th percentile of blocks",
        f"{ratios['render_times_real_time']:.0f} times real time to a file, on "
        f"{cores} {'core' if cores == 1 else 'cores'}",
        f"{ratios['engine_memory_mb']:.0f} MB in the engine's process",
    ]
    if ratios["torch_over_onnxruntime"]:
        lines.insert(2, f"{ratios['torch_over_onnxruntime']:.1f} times as long in eager torch for "
                        "the models' part of a block")
    return lines


def tables(found: dict) -> list[tuple[tuple[str, ...], list[tuple[str, ...]]]]:
    """[any] Heads and rows of the two tables: every setting, and the stages of the usual one."""
    settings: list[tuple[str, ...]] = [
        (row["precision"], str(row["steps"]), "on" if row["guidance"] else "off",
         f"{row['real_time_factor']:.3f}", f"{row['median_ms']:.2f}", f"{row['p99_ms']:.2f}",
         f"{row['p99_over_median']:.2f}")
        for row in found["rows"]
    ]
    stages: list[tuple[str, ...]] = [
        (row["precision"], row["name"], f"{row['median_ms']:.3f}",
         "" if row["floor_ms"] is None else f"{row['floor_ms']:.3f}")
        for row in found["stages"]
    ]
    return [
        (("precision", "steps", "guidance", "real-time factor", "median ms", "p99 ms",
          "p99 / median"), settings),
        (("precision", "stage", "median ms", "weights read once, ms"), stages),
    ]


def text(found: dict) -> str:
    """[any] For a terminal."""
    lines = [f"One block is {found['block_ms']:.1f} ms of sound.", "", *summary(found)]
    for heads, rows in tables(found):
        widths = [max(map(len, column)) for column in zip(heads, *rows, strict=True)]
        lines.append("")
        for row in (heads, *rows):
            lines.append("  ".join(
                cell.rjust(width) for cell, width in zip(row, widths, strict=True)
            ))
    return "\n".join(lines)
