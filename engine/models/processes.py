"""Several processes that train one model, each on batches of its own. `torchrun` and `accelerate
launch` start them; without either there is one, and nothing here costs anything.

A stage computes its loss in many ways and never by one `forward`, so gradients are averaged after
`backward` and not inside a wrapper of the model. Only tensors travel: no pickle.
"""

import contextlib
import functools
import multiprocessing
import os
from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any

import torch
from torch import Tensor, distributed, nn
from tqdm import tqdm

PATIENCE = timedelta(hours=12)
"""How long one waits for another: the first may have a corpus to render and encode."""
SEEDS_APART = 100_003


class CannotShare(RuntimeError):
    """Processes that cannot train together."""

    for_the_user = True


@functools.cache
def _joined() -> Any:
    """Accelerate's state of the group, which is joined here; None when this process is alone, or
    only helps one of them. Raises CannotShare without accelerate."""
    helps = multiprocessing.parent_process() is not None  # it inherits the environment
    if helps or "RANK" not in os.environ or int(os.environ.get("WORLD_SIZE", "1")) < 2:
        return None
    try:
        from accelerate import PartialState
    except ImportError as missing:
        raise CannotShare(
            "Training on several processes needs accelerate: `pip install 'flowbend[scale]'`."
        ) from missing
    # Asked to, it shares processors as it does graphics cards, but does not by itself.
    return PartialState(cpu=not torch.cuda.is_available(), timeout=PATIENCE)


def count() -> int:
    """[any] How many there are."""
    state = _joined()
    return 1 if state is None else state.num_processes


def is_first() -> bool:
    """[any] Whether this is the one that writes, prints and decides."""
    state = _joined()
    return state is None or state.is_main_process


def place() -> torch.device | None:
    """[any] Where this one of several trains: a graphics card each. None when it is alone."""
    state = _joined()
    if state is None:
        return None
    return torch.device("cpu") if state.device.type == "cpu" else state.device  # it says "cpu:0"


def seed(base: int) -> int:
    """[any] A seed of this process's own, so that each draws other batches; the first's is `base`.
    """
    state = _joined()
    return base if state is None else base + SEEDS_APART * state.process_index


@contextlib.contextmanager
def first() -> Iterator[None]:
    """[any] The first process does it while the others wait, who then find what it has left."""
    state = _joined()
    with contextlib.nullcontext() if state is None else state.main_process_first():
        yield


def wait() -> None:
    """[any] Until all are here: what the first one wrote before is then there for all."""
    if (state := _joined()) is not None:
        state.wait_for_everyone()


def bar(*arguments: Any, **named: Any) -> tqdm:
    """[any] A progress bar that only the first one shows."""
    return tqdm(*arguments, **({} if is_first() else {"disable": True}) | named)


def leave() -> None:
    """[any] The end of it, when all went well."""
    if (state := _joined()) is not None:
        state.destroy_process_group()


@torch.no_grad()
def average(parameters: Iterable[nn.Parameter], buffers: Iterable[Tensor] = ()) -> None:
    """[any] Gradients become their mean over the processes, in place, and so do `buffers` (what a
    batch norm keeps). A parameter that no process has a gradient for keeps none.

    One sum over all of it: on loopback and network alike, few large messages beat many small.
    """
    if count() == 1:
        return
    parameters, buffers = list(parameters), [b for b in buffers if b.is_floating_point()]
    gradients = [torch.zeros_like(p) if p.grad is None else p.grad for p in parameters]
    has = torch.tensor([float(p.grad is not None) for p in parameters]).to(gradients[0])
    parts = [*gradients, *buffers, has]
    whole = torch.cat([part.flatten() for part in parts])
    distributed.all_reduce(whole)
    whole /= count()
    means = [
        mean.view_as(part)
        for mean, part in zip(whole.split([part.numel() for part in parts]), parts, strict=True)
    ]
    for parameter, mean, share in zip(parameters, means, means[-1].tolist(), strict=False):
        parameter.grad = mean if share else None
    for buffer, mean in zip(buffers, means[len(parameters) :], strict=False):
        buffer.copy_(mean)


@torch.no_grad()
def align(*models: nn.Module) -> None:
    """[any] Every process begins with the first one's weights and buffers."""
    if count() > 1:
        for value in (value for model in models for value in model.state_dict().values()):
            sent = value.contiguous()  # a copy, where it was not
            distributed.broadcast(sent, 0)
            value.copy_(sent)


def part() -> None:
    """[any] From here on torch's own random numbers (dropout, noise) differ between processes."""
    if not is_first():
        torch.manual_seed(seed(torch.initial_seed()) % 2**63)


def agreed(value: float) -> float:
    """[any] The first process's value, for all."""
    if count() == 1:
        return value
    told = torch.tensor([value], dtype=torch.float64, device=place())
    distributed.broadcast(told, 0)
    return float(told)


def means(values: dict[str, float]) -> dict[str, float]:
    """[any] The mean of each over the processes, which all have the same names."""
    if count() == 1:
        return values
    told = torch.tensor([values[name] for name in sorted(values)], dtype=torch.float64)
    told = told.to(place())
    distributed.all_reduce(told)
    return dict(zip(sorted(values), (told / count()).tolist(), strict=True))
