"""EnCodec's two halves as ONNX graphs laid out for a block of two latents: the same numbers as
`model.py`, which the export compares them with.

Every convolution is one product over rows of its own rate, its taps side by side; a transposed one
is a product with what its last input gave beside what this one gives.
"""

from typing import Any

import numpy as np
import onnx
from torch import nn

from engine.contract import FLOAT32
from engine.models.encodec.layers import Chain, Conv, Recurrent, Residual, Rise
from engine.models.encodec.model import Decoder, Encoder
from engine.models.graph import END, Graph
from engine.session import STATE_IN, STATE_OUT


def decoder(model: Decoder) -> onnx.ModelProto:
    """`Decoder.step` as a graph, in float32 whatever the denoiser's precision: with weights of 8
    bits it took 0.92 of the time and was 28 dB from what it should be."""
    c, work = model.config, _Work(model)
    made = work.chain("latents", model.chain)
    audio = work.graph.reshape(made, 0, c.channels, -1)
    return work.done(
        {"latents": (1, "latents", c.latent_channels)}, "audio", audio, (1, c.channels, "samples")
    )


def encoder(model: Encoder) -> onnx.ModelProto:
    """`Encoder.step` as a graph."""
    c, work = model.config, _Work(model)
    latents = work.chain(work.graph.reshape("audio", 0, -1, c.channels), model.chain)
    return work.done(
        {"audio": (1, c.channels, "samples")}, "latents", latents,
        (1, "latents", c.latent_channels),
    )


def _numbers(tensor: Any) -> np.ndarray:
    # Any: the type checker takes a module's attribute for a tensor or a module.
    return tensor.detach().numpy()


class _Work:
    """A graph while its layers are written, and what each remembers. x is (1, time, channels)."""

    def __init__(self, model: Decoder | Encoder):
        self.graph, self.layout = Graph(FLOAT32), model.layout
        shapes = self.layout.shapes
        pieces = self.graph.split(STATE_IN, 1, [length * width for length, width in shapes])
        self.memories = [
            self.graph.reshape(piece, 0, *shape)
            for piece, shape in zip(pieces, shapes, strict=True)
        ]

    def done(self, inputs: dict, name: str, made: str, shape: tuple) -> onnx.ModelProto:
        """The graph, with its state as one row in and out."""
        rows = [self.graph.reshape(memory, 0, -1) for memory in self.memories]
        size = (1, self.layout.size)
        return self.graph.model(
            {**inputs, STATE_IN: size},
            {name: (made, shape), STATE_OUT: (self.graph.concat(1, *rows), size)},
        )

    def chain(self, x: str, chain: Chain) -> str:
        for layer in chain.layers:
            x = self.layer(x, layer)
        return x

    def layer(self, x: str, layer: nn.Module) -> str:
        if isinstance(layer, nn.ELU):
            return self.graph.op("Elu", x, alpha=layer.alpha)
        if isinstance(layer, Conv):
            return self.conv(x, layer)
        if isinstance(layer, Rise):
            return self.rise(x, layer)
        if isinstance(layer, Recurrent):
            return self.recurrent(x, layer)
        assert isinstance(layer, Residual)
        return self.graph.op("Add", self.conv(x, layer.straight), self.chain(x, layer.narrow))

    def joined(self, x: str, place: int) -> str:
        """The memory and x; what is newest of them is the next memory."""
        length, _ = self.layout.shapes[place]
        whole = self.graph.concat(1, self.memories[place], x)
        self.memories[place] = self.graph.since(whole, self.graph.constant([-length]), 1)
        return whole

    def conv(self, x: str, layer: Conv) -> str:
        weight = _numbers(layer.weight)  # (out, in, kernel)
        outputs, inputs, kernel = weight.shape
        weight = weight.transpose(0, 2, 1).reshape(outputs, kernel * inputs)
        if layer.place is not None:
            whole, stride = self.joined(x, layer.place), layer.stride
            if stride > 1:  # the kernel is two strides: rows of one, each beside the one before
                whole, kernel = self.graph.reshape(whole, 0, -1, stride * inputs), kernel // stride
            x = self.taps(whole, kernel)
        return self.graph.linear(x, weight, _numbers(layer.bias))

    def taps(self, whole: str, kernel: int) -> str:
        """(1, kernel - 1 + T, width) to (1, T, kernel * width), the oldest first."""
        axis, one = self.graph.constant([1]), self.graph.constant([1])
        views = []
        for tap in range(kernel):
            end = tap - kernel + 1
            span = self.graph.constant([tap]), self.graph.constant([end if end < 0 else END])
            views.append(self.graph.op("Slice", whole, *span, axis, one))
        return self.graph.concat(2, *views)

    def rise(self, x: str, layer: Rise) -> str:
        weight = _numbers(layer.weight)  # (in, out, 2 * stride)
        inputs, outputs, _ = weight.shape
        now, after = np.split(weight, 2, axis=2)  # (in, out, stride)
        both = np.concatenate([after, now])  # of the input before, and of this one
        both = both.transpose(2, 1, 0).reshape(layer.stride * outputs, 2 * inputs)
        x = self.taps(self.joined(x, layer.place), 2)
        made = self.graph.linear(x, both, np.tile(_numbers(layer.bias), layer.stride))
        return self.graph.reshape(made, 0, -1, outputs)

    def recurrent(self, x: str, layer: Recurrent) -> str:
        graph, width = self.graph, layer.lstm.hidden_size
        h = graph.op("Transpose", x, perm=[1, 0, 2])
        for number, (hidden, cell) in enumerate(layer.places):
            own = [
                _gates(_numbers(getattr(layer.lstm, f"{name}_l{number}")), width)
                for name in ("weight_ih", "weight_hh", "bias_ih", "bias_hh")
            ]
            h, self.memories[hidden], self.memories[cell] = graph.ops(
                "LSTM", 3, h, graph.constant(own[0][None]), graph.constant(own[1][None]),
                graph.constant(np.concatenate(own[2:])[None]), "",
                self.memories[hidden], self.memories[cell], hidden_size=width,
            )
            h = graph.op("Squeeze", h, graph.constant([1]))
        return graph.op("Add", graph.op("Transpose", h, perm=[1, 0, 2]), x)


def _gates(values: np.ndarray, width: int) -> np.ndarray:
    """(4 * width, ...) from torch's order of the gates (input, forget, cell, output) to ONNX's
    (input, output, forget, cell)."""
    first, forget, cell, output = np.split(values, 4)
    return np.concatenate([first, output, forget, cell])
