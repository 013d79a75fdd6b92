"""One training loop for every stage: a time budget, EMA, a log, checkpoints without pickle.

Started several times over, by `torchrun` or `accelerate launch`, it is one run on as many batches
at once (`processes.py`). A stage says what a step and a validation are; the loop knows nothing of
sound. Checkpoints are safetensors (weights, EMA and optimiser moments) written whole and then
renamed, so that a run cut off anywhere goes on from its last one.
"""

import json
import math
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
import torch
from safetensors import safe_open
from safetensors.torch import save_file
from torch import Tensor, nn

from engine.models import processes


class Stage(Protocol):
    """What is trained. `model` holds every trained weight; `progress` runs from 0 to 1."""

    name: str
    model: nn.Module

    def step(self, progress: float) -> dict[str, Tensor]:
        """One batch: losses by name; the one called "loss" is descended."""

    def validate(self, model: nn.Module) -> dict[str, float]:
        """Figures on held-out material, with the EMA weights in `model`."""

    def draw_on(self, step: int) -> None:
        """Draw other batches from here on than a run did that was cut off at `step` (`draw_on`)."""


@dataclass(frozen=True)
class Schedule:
    """How long and how fast. Times in minutes of wall clock, counted across resumed runs."""

    minutes: float = 40.0
    learning_rate: float = 1e-3
    warmup_steps: int = 200
    ema: float = 0.999
    clip: float = 1.0
    validate_minutes: float = 4.0
    save_minutes: float = 4.0

    def rate(self, step: int, progress: float) -> float:
        """Learning rate: linear warm-up, then a cosine down to 2 % at the end of the budget."""
        warm = min(1.0, (step + 1) / self.warmup_steps)
        return self.learning_rate * warm * (0.02 + 0.49 * (1 + math.cos(math.pi * progress)))


@dataclass(frozen=True)
class Progress:
    """How far a stage is. Times in seconds; `row` is what was logged now, None between rows."""

    stage: str
    elapsed_s: float
    budget_s: float
    step: int
    row: dict[str, float] | None = None


Told = Callable[[Progress], object]
"""Who wants to know of every step, and shows it: no bar is drawn then."""


def device() -> torch.device:
    """Where training runs: the graphics card if there is one, NVIDIA's or Apple's; one each for
    several processes."""
    if (own := processes.place()) is not None:
        return own
    if torch.cuda.is_available():
        return torch.device("cuda")
    return torch.device("mps" if torch.backends.mps.is_available() else "cpu")


def fast_arithmetic() -> torch.autocast:
    """bfloat16 products where the processor has them (AVX-512 BF16, AMX, CUDA); else float32.

    Measured on two cores with AVX-512 BF16: 1.35 times the steps for the codec, 4 times for the
    denoiser.
    """
    able = {"cuda": True, "mps": False}.get(device().type, torch.cpu._is_avx512_bf16_supported())
    return torch.autocast(device().type, torch.bfloat16, enabled=able)


def draw_on(step: int, *generators: np.random.Generator | torch.Generator) -> None:
    """[any] These, and torch's own, go on as none of them has before: a run that is cut off again
    and again would learn from its first batches alone."""
    for one in generators:
        if isinstance(one, torch.Generator):
            one.manual_seed(_later(one.initial_seed(), step))
        else:
            later = np.random.default_rng(_later(int(one.integers(2**62)), step))
            one.bit_generator.state = later.bit_generator.state
    torch.manual_seed(_later(torch.initial_seed(), step))


def _later(seed: int, step: int) -> int:
    """Another seed for every step, as far from its neighbours as any."""
    return int(np.random.default_rng([seed, step]).integers(2**62))


class Ema:
    """Exponential moving average of a model's weights and buffers."""

    def __init__(self, model: nn.Module, decay: float):
        self.decay = decay
        self.shadow = {k: v.detach().clone() for k, v in model.state_dict().items()}

    @torch.no_grad()
    def update(self, model: nn.Module, step: int) -> None:
        decay = min(self.decay, (1 + step) / (10 + step))
        for name, value in model.state_dict().items():
            if value.is_floating_point():
                self.shadow[name].lerp_(value, 1 - decay)
            else:
                self.shadow[name].copy_(value)


def fit(
    stage: Stage, schedule: Schedule, folder: Path, resume: bool = False, told: Told | None = None
) -> Path:
    """Train `stage` for the budget; returns the path of its EMA weights.

    Writes `<name>.safetensors` (EMA weights, to use), `<name>.train.safetensors` (to resume) and
    `<name>.log.jsonl`. With `resume` it goes on where the last checkpoint was. `told` hears of
    every step, in place of a bar. Of several processes the first writes, validates and says when
    time is up; what is logged is the mean of all. Raises CannotShare where they do not find the
    same checkpoint.
    """
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    model = stage.model
    trained = [p for p in model.parameters() if p.requires_grad]
    optimiser = torch.optim.AdamW(trained, schedule.learning_rate, (0.9, 0.98))
    ema = Ema(model, schedule.ema)
    training, weights = (folder / f"{stage.name}{end}.safetensors" for end in (".train", ""))
    step, before = 0, 0.0
    if resume and training.exists():
        step, before = _load(training, model, ema, optimiser)
        stage.draw_on(step)
    if processes.agreed(step) != step:
        raise processes.CannotShare(
            f"One process goes on from step {step}, and the first does not: --folder must be one"
            f" that all of them share, {folder} is not."
        )
    processes.align(model)
    processes.part()
    buffers = [b for name, b in model.named_buffers() if name in ema.shadow]
    log_path = folder / f"{stage.name}.log.jsonl" if processes.is_first() else Path(os.devnull)
    log = log_path.open("a" if step else "w")
    budget, start = schedule.minutes * 60, time.monotonic()
    elapsed, saved, validated = before, before, before
    sums: dict[str, float] = {}
    counted = 0
    bar = processes.bar(
        total=round(budget), initial=round(before), unit="s", desc=stage.name,
        bar_format="{l_bar}{bar}| {n_fmt}/{total_fmt} s, {remaining} left {postfix}",
        **({} if told is None else {"disable": True}),
    )
    while elapsed < budget:
        progress = elapsed / budget
        for group in optimiser.param_groups:
            group["lr"] = schedule.rate(step, progress)
        model.train()
        losses = stage.step(progress)
        optimiser.zero_grad(set_to_none=True)
        losses["loss"].backward()
        processes.average(trained, buffers)
        norm = nn.utils.clip_grad_norm_(trained, schedule.clip)
        if torch.isfinite(norm):
            optimiser.step()
            ema.update(model, step)
        step, counted = step + 1, counted + 1
        for name, value in losses.items():
            sums[name] = sums.get(name, 0.0) + float(value.detach())
        elapsed = processes.agreed(before + time.monotonic() - start)
        bar.update(min(round(elapsed), round(budget)) - bar.n)
        last, row = elapsed >= budget, None
        if last or elapsed - validated > schedule.validate_minutes * 60:
            row = {"step": step, "minutes": round(elapsed / 60, 2)}
            seen = processes.means(sums)
            row |= {name: round(total / counted, 5) for name, total in seen.items()}
            if processes.is_first():
                row |= {f"held_out_{k}": round(v, 5) for k, v in _validate(stage, ema).items()}
            log.write(json.dumps(row) + "\n")
            log.flush()
            bar.set_postfix_str(f"step {step} loss {row['loss']:.3f}")
            sums, counted, validated = {}, 0, elapsed
        if last or elapsed - saved > schedule.save_minutes * 60:
            if processes.is_first():
                _save(training, weights, model, ema, optimiser, step, elapsed)
            saved = elapsed
        if told is not None:
            told(Progress(stage.name, elapsed, budget, step, row))
    bar.close()
    log.close()
    processes.wait()
    return weights


class DoesNotFit(ValueError):
    """Weights to start from that are of another kind of model."""

    for_the_user = True


@torch.no_grad()
def grow(model: nn.Module, tensors: dict[str, Tensor]) -> None:
    """Start `model` from the weights of a smaller relative: each tensor takes the leading corner of
    its namesake. What is new to the right and below keeps a tenth of its fresh values.

    Raises DoesNotFit when a tensor of the relative has no namesake as large as itself.
    """
    own = model.state_dict()
    for name, old in tensors.items():
        new = own.get(name)
        if new is None or new.dim() != old.dim() or any(
            n < o for n, o in zip(new.shape, old.shape, strict=True)
        ):
            raise DoesNotFit(
                f"These weights are of another kind of model: their {name} {tuple(old.shape)} has "
                "no place in this one. Start without --start, or from weights of the same stage."
            )
        if new.shape != old.shape and new.dim() > 1:
            new.mul_(0.1)
        new[tuple(slice(size) for size in old.shape)] = old


@torch.no_grad()
def _validate(stage: Stage, ema: Ema) -> dict[str, float]:
    kept = {k: v.clone() for k, v in stage.model.state_dict().items()}
    stage.model.load_state_dict(ema.shadow)
    stage.model.eval()
    try:
        return stage.validate(stage.model)
    finally:
        stage.model.load_state_dict(kept)
        stage.model.train()


def _save(training, weights, model, ema, optimiser, step, elapsed) -> None:
    tensors = {f"model.{k}": v for k, v in model.state_dict().items()}
    tensors |= {f"ema.{k}": v for k, v in ema.shadow.items()}
    for index, parameter in enumerate(optimiser.param_groups[0]["params"]):
        for key, value in optimiser.state.get(parameter, {}).items():
            tensors[f"optimiser.{index}.{key}"] = value
    _write(weights, ema.shadow, {"step": str(step)})  # first: whoever goes on finds both
    _write(training, tensors, {"step": str(step), "seconds": str(elapsed)})


def _write(path: Path, tensors: dict[str, Tensor], metadata: dict[str, str]) -> None:
    partial = path.with_suffix(".part")
    save_file({k: v.detach().cpu().contiguous() for k, v in tensors.items()}, partial, metadata)
    partial.rename(path)


def _load(path: Path, model: nn.Module, ema: Ema, optimiser) -> tuple[int, float]:
    with safe_open(path, framework="pt", device=str(device())) as file:
        tensors = {key: file.get_tensor(key) for key in file.keys()}  # noqa: SIM118
        metadata = file.metadata()
    model.load_state_dict({k[6:]: v for k, v in tensors.items() if k.startswith("model.")})
    ema.shadow = {k[4:]: v for k, v in tensors.items() if k.startswith("ema.")}
    parameters = optimiser.param_groups[0]["params"]
    for key, value in tensors.items():
        if key.startswith("optimiser."):
            _, index, name = key.split(".")
            optimiser.state[parameters[int(index)]][name] = value
    return int(metadata["step"]), float(metadata["seconds"])
