"""Losses of unlike size, weighed by what they do: by the length of their gradients.

After the balancer of EnCodec (Défossez et al. 2022): a discriminator's opinion has no unit, so its
weight says how long its gradient is beside that of the main loss, whatever either of them reads.
"""

import torch
from torch import Tensor


def beside(main: Tensor, at: Tensor, extra: Tensor, output: Tensor, weight: float) -> Tensor:
    """A loss to add to `main`, that pulls on `output` as `extra` does, `weight` times as strongly
    as `main` pulls on `at`.

    `at` and `output` are what the model made (they may be the same). Its value means nothing.
    """
    (wanted,) = torch.autograd.grad(main, at, retain_graph=True)
    (pull,) = torch.autograd.grad(extra, output, retain_graph=True)
    pull = pull * (weight * wanted.norm() / pull.norm().clamp(min=1e-12))
    return (output * pull.detach()).sum()
