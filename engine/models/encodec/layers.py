"""EnCodec's layers with their past as an argument: each takes the package's module and its weights.

Where the package pads a clip at its start, here stands a memory, which begins as zeros. (The
package pads by reflection, so a clip's first latents differ, and what the recurrent layer
remembers of them.) Shapes: (B, time, channels), at each layer's own rate.
"""

from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from engine.models.streaming import Layout, join


class Conv(nn.Module):
    """Causal convolution, every `stride`th output: (B, T * stride, in) to (B, T, out).

    weight (out, in, kernel), bias (out,); the memory is kernel - stride inputs.
    """

    def __init__(self, weight: Tensor, bias: Tensor, stride: int, layout: Layout):
        super().__init__()
        self.weight, self.bias = nn.Parameter(weight), nn.Parameter(bias)
        self.stride, self.kernel = stride, weight.shape[2]
        back = self.kernel - stride
        self.place = layout.add(back, weight.shape[1]) if back else None

    def forward(self, x: Tensor, memories: list[Tensor]) -> Tensor:
        if self.place is not None:
            x, memories[self.place] = join(memories[self.place], x)
        made = F.conv1d(x.transpose(1, 2), self.weight, self.bias, self.stride)
        return made.transpose(1, 2)


class Rise(nn.Module):
    """Transposed convolution with a kernel of two strides: (B, T, in) to (B, T * stride, out).

    weight (in, out, 2 * stride), bias (out,). Each input reaches over its own stretch and the next
    one; so that no sum has to wait, the memory is the last input, and not what it has yet to give.
    What would come after the end is left out, as the package trims it.
    """

    def __init__(self, weight: Tensor, bias: Tensor, stride: int, layout: Layout):
        super().__init__()
        self.weight, self.bias, self.stride = nn.Parameter(weight), nn.Parameter(bias), stride
        self.place = layout.add(1, weight.shape[0])

    def forward(self, x: Tensor, memories: list[Tensor]) -> Tensor:
        whole, memories[self.place] = join(memories[self.place], x)
        made = F.conv_transpose1d(whole.transpose(1, 2), self.weight, self.bias, self.stride)
        return made[..., self.stride : -self.stride].transpose(1, 2)


class Recurrent(nn.Module):
    """Long short-term memory in several layers, and its input added: (B, T, width) to the same."""

    def __init__(self, lstm: nn.LSTM, layout: Layout):
        super().__init__()
        width, depth = lstm.hidden_size, lstm.num_layers
        self.lstm = nn.LSTM(width, width, depth, batch_first=True)
        self.lstm.load_state_dict(lstm.state_dict())
        self.places = [(layout.add(1, width), layout.add(1, width)) for _ in range(depth)]

    def forward(self, x: Tensor, memories: list[Tensor]) -> Tensor:
        hidden, cell = (
            torch.cat([memories[place] for place in places], 1).transpose(0, 1).contiguous()
            for places in zip(*self.places, strict=True)
        )
        made, (hidden, cell) = self.lstm(x, (hidden, cell))
        for layer, (first, second) in enumerate(self.places):
            memories[first], memories[second] = hidden[layer][:, None], cell[layer][:, None]
        return made + x


class Residual(nn.Module):
    """A narrow way and a straight one, added: (B, T, width) to the same."""

    def __init__(self, narrow: "Chain", straight: Conv):
        super().__init__()
        self.narrow, self.straight = narrow, straight

    def forward(self, x: Tensor, memories: list[Tensor]) -> Tensor:
        return self.straight(x, memories) + self.narrow(x, memories)


class Chain(nn.Module):
    """Layers one after the other."""

    def __init__(self, layers: list[nn.Module]):
        super().__init__()
        self.layers = nn.ModuleList(layers)

    def forward(self, x: Tensor, memories: list[Tensor]) -> Tensor:
        for layer in self.layers:
            x = layer(x) if isinstance(layer, nn.ELU) else layer(x, memories)
        return x


@torch.no_grad()
def chain(modules: Any, layout: Layout) -> Chain:
    """The package's `nn.Sequential` as layers that stream, with weights of their own."""
    return Chain([_layer(module, layout) for module in modules])


def _layer(module: Any, layout: Layout) -> nn.Module:
    kind = type(module).__name__  # to import the package for its classes would be to need it
    if kind == "ELU":
        return nn.ELU(module.alpha)
    if kind == "SConv1d":
        return _conv(module.conv.conv, layout)
    if kind == "SConvTranspose1d":
        inner = module.convtr.convtr
        (kernel,), (stride,) = inner.kernel_size, inner.stride
        if kernel != 2 * stride or module.trim_right_ratio != 1:
            raise TypeError(f"a transposed convolution of {kernel} by {stride} is not known here")
        return Rise(_folded(inner), inner.bias.clone(), stride, layout)
    if kind == "SLSTM" and module.skip:
        return Recurrent(module.lstm, layout)
    if kind == "SEANetResnetBlock":
        straight = _conv(module.shortcut.conv.conv, layout)
        return Residual(chain(module.block, layout), straight)
    raise TypeError(f"EnCodec's {kind} is not known here: install encodec 0.1.1")


def _conv(inner: Any, layout: Layout) -> Conv:
    if inner.dilation != (1,) or inner.groups != 1:
        raise TypeError("EnCodec's convolutions are not those of encodec 0.1.1: install that")
    return Conv(_folded(inner), inner.bias.clone(), inner.stride[0], layout)


def _folded(inner: Any) -> Tensor:
    """The weight of a layer that keeps it as direction and length (Salimans & Kingma 2016)."""
    direction, length = inner.weight_v, inner.weight_g
    return direction * (length / direction.norm(dim=(1, 2), keepdim=True))
