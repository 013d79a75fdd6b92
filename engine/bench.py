"""How long a block takes, on one thread: median, p99 and real-time factor. Prints ratios first."""

import json
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass

import numpy as np

from engine import render
from engine.controls import Controls
from engine.instrument import Instrument
from engine.parameters import INDEX
from engine.take import defaults

STEPS = (1, 2, 4, 8)
WARM_UP = 30


@dataclass(frozen=True)
class Row:
    """One setting. Times in ms; the factor is block time over block length (below 1 keeps up)."""

    steps: int
    guidance: bool
    real_time_factor: float
    median_ms: float
    p99_ms: float


def bench(
    instrument: Instrument, blocks: int = 300, block_latents: int | None = None,
    steps: tuple[int, ...] = STEPS,
) -> list[Row]:
    """[any] Time whole `render.step` calls, decoder and controls included."""
    contract = instrument.contract
    latents = block_latents or contract.stride
    block_ms = 1000 * latents * contract.hop / contract.sample_rate
    rows = []
    for count in steps:
        for guided in (False, True):
            values = defaults()
            values[INDEX["steps"]], values[INDEX["guidance"]] = count, 2.0 if guided else 1.0
            times = _time(instrument, values, latents, blocks)
            median, p99 = np.percentile(times, (50, 99))
            rows.append(Row(count, guided, median / block_ms, median, p99))
    return rows


def _time(instrument: Instrument, values: np.ndarray, latents: int, blocks: int) -> np.ndarray:
    state, times = render.State(), []
    for _ in range(WARM_UP + blocks):
        start = time.perf_counter()
        _, state, _ = render.step(instrument, state, Controls(values), latents)
        times.append(1000 * (time.perf_counter() - start))
    return np.array(times[WARM_UP:])


def report(
    instrument: Instrument, rows: list[Row], torch_ms: Callable[[], float] | None, as_json: bool
) -> str:
    """[any] The table as text or JSON; with `torch_ms` also torch against ONNX Runtime."""
    contract = instrument.contract
    block_ms = 1000 * contract.stride * contract.hop / contract.sample_rate
    ratio = None
    if torch_ms is not None:
        ratio = torch_ms() / onnx_pass_ms(instrument)
    if as_json:
        document = {"block_ms": block_ms, "torch_over_onnxruntime": ratio,
                    "rows": [asdict(row) for row in rows]}
        return json.dumps(document, indent=1)
    lines = [f"one block is {block_ms:.1f} ms of sound; one thread; whole blocks, decoder included",
             "", "steps  guidance  real-time factor  median ms  p99 ms"]
    lines += [
        f"{r.steps:5d}  {'on' if r.guidance else 'off':8s}  {r.real_time_factor:16.3f}  "
        f"{r.median_ms:9.2f}  {r.p99_ms:6.2f}"
        for r in rows
    ]
    if ratio is not None:
        lines += ["", f"torch takes {ratio:.1f} times as long as ONNX Runtime for the same pass"]
    return "\n".join(lines)


def onnx_pass_ms(instrument: Instrument, repeats: int = 200) -> float:
    """[any] Median time of one denoiser pass over one block under guidance, in ms."""
    x, guidance, who, asked, notes = pass_inputs(instrument)
    state = instrument.start_pass(len(x))
    times = []
    for _ in range(WARM_UP + repeats):
        start = time.perf_counter()
        _, state = instrument.denoise(x, 0.5, 0.2, guidance, who, asked, notes, state)
        times.append(1000 * (time.perf_counter() - start))
    return float(np.median(times[WARM_UP:]))


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
