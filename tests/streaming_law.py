"""One check that every streaming module passes: whole equals blocks, and the future never leaks."""

from collections.abc import Callable, Sequence

import torch
from torch import Tensor

Step = Callable[[list[Tensor], Tensor], tuple[Tensor, Tensor]]
"""([inputs (B, T, ...)], state) to (output with time in axis 1, next state)."""


def wild(module: torch.nn.Module, seed: int = 0, scale: float = 0.5) -> torch.nn.Module:
    """Random weights where training starts from zeros too, so that every layer's past matters."""
    generator = torch.Generator().manual_seed(seed)
    with torch.no_grad():
        for parameter in module.parameters():
            fan_in = parameter.shape[-1] if parameter.dim() > 1 else 4
            parameter.copy_(scale * torch.randn(parameter.shape, generator=generator)
                            * fan_in**-0.5)
    return module.eval()


def cut(inputs: Sequence[Tensor], start: int, stop: int) -> list[Tensor]:
    return [column[:, start:stop] for column in inputs]


@torch.no_grad()
def keeps_the_law(
    step: Step, inputs: Sequence[Tensor], start: Tensor, stride: int = 1, per_latent: int = 1,
    tolerance: float = 1e-5,
) -> None:
    """Asserts that time may be cut in any way, and that nothing before a NaN becomes one."""
    latents = inputs[0].shape[1]
    whole, last = step(list(inputs), start)
    assert whole.shape[1] == latents * per_latent
    assert last.shape == start.shape
    assert torch.isfinite(whole).all() and whole.std() > 1e-3
    for size in (stride, 2 * stride, 5 * stride, latents - stride):
        state, pieces = start, []
        for at in range(0, latents, size):
            piece, state = step(cut(inputs, at, min(at + size, latents)), state)
            assert state.shape == start.shape
            pieces.append(piece)
        assert (torch.cat(pieces, 1) - whole).abs().max() <= tolerance, size
        assert (state - last).abs().max() <= tolerance, size
    assert not start.any()  # an argument, not a memory
    for poisoned in (stride, 3 * stride, latents - stride):
        for index in range(len(inputs)):
            future = [column.clone() for column in inputs]
            future[index][:, poisoned:] = torch.nan
            made, _ = step(future, start)
            before = poisoned * per_latent
            assert (made[:, :before] - whole[:, :before]).abs().max() <= tolerance, poisoned
            assert torch.isnan(made[:, before:]).any()
