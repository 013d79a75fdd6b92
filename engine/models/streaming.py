"""Memory for causal layers: the past as an argument, so that whole and block-by-block runs agree.

Not a framework: three functions and a list of shapes. A layer that looks back joins its memory to
its input, computes, and hands back the newest part as the next memory. Zeros are the start, which
is what training pads with.
"""

from dataclasses import dataclass, field

import torch
from torch import Tensor


def join(memory: Tensor, x: Tensor) -> tuple[Tensor, Tensor]:
    """(B, L, C) past and (B, T, C) present to (B, L + T, C) and the next (B, L, C) past."""
    whole = torch.cat([memory, x], dim=1)
    return whole, whole[:, x.shape[1] :]


def taps(whole: Tensor, latents: Tensor, kernel: int, dilation: int) -> list[Tensor]:
    """What a causal kernel sees: `kernel` views (B, T, C), the oldest first.

    `latents` is the present (B, T, C); only its length is used, so that an export stays symbolic.
    """
    length = latents.shape[1]
    return [whole[:, k * dilation : k * dilation + length] for k in range(kernel)]


@dataclass
class Layout:
    """Where each layer's memory (length, channels) lies in one flat state of `size` numbers."""

    shapes: list[tuple[int, int]] = field(default_factory=list)

    def add(self, length: int, channels: int) -> int:
        """Reserve a memory; returns its number."""
        self.shapes.append((length, channels))
        return len(self.shapes) - 1

    @property
    def size(self) -> int:
        return sum(length * channels for length, channels in self.shapes)

    def start(self, like: Tensor) -> Tensor:
        """The state before time 0: (B, size) zeros for the batch and device of `like`."""
        return like.new_zeros(like.shape[0], self.size)

    def unpack(self, state: Tensor) -> list[Tensor]:
        """(B, size) to one (B, length, channels) per layer."""
        pieces = state.split([length * channels for length, channels in self.shapes], dim=1)
        shapes = zip(pieces, self.shapes, strict=True)
        return [piece.reshape(-1, length, channels) for piece, (length, channels) in shapes]

    def pack(self, memories: list[Tensor]) -> Tensor:
        """The inverse of `unpack`."""
        return torch.cat([memory.flatten(1) for memory in memories], dim=1)
