"""The trained denoiser and decoder as ONNX graphs laid out for a block of two latents.

The same numbers as `denoiser.py` and `codec.py`, which are laid out for reading and training; the
export compares the two. What differs is how often the runtime is called upon: every layer's scale
and shift come from one product, a layer's taps from one look-up, all memories from one split, and
the inverse Fourier transform is two small products instead of an operator that takes as long as
everything else in the decoder.
"""

import copy
from typing import Any

import numpy as np
import onnx
import torch
from torch import nn

from engine import lanes
from engine.models.codec import CodecConfig, Decoder
from engine.models.denoiser import STRIDE, Denoiser, frequencies
from engine.models.graph import Graph
from engine.session import STATE_IN, STATE_OUT


def _numbers(tensor: Any) -> np.ndarray:
    # Any: the type checker takes a module's attribute for a tensor or a module.
    return tensor.detach().numpy()


def _linear(graph: Graph, x: str, *layers: Any, exact: bool = False) -> str:
    """The sum of layers, each for its part of x: one product."""
    weight = np.concatenate([_numbers(layer.weight) for layer in layers], axis=1)
    biases = [_numbers(layer.bias) for layer in layers if layer.bias is not None]
    return graph.linear(x, weight, np.asarray(sum(biases)), exact)


# --- the denoiser -----------------------------------------------------------------------------


class _Rate:
    """What the layers of one rate share. Rows are groups of channels: (B, 1, latents * groups,
    group), so that a norm, a memory and a tap are runs of rows."""

    def __init__(self, graph: Graph, latents: str, width: int, group: int):
        """`latents` (1,) says how many there are at this rate."""
        self.graph, self.group, self.groups, self.width = graph, group, width // group, width
        self.rows = graph.op("Mul", latents, graph.constant([self.groups]))
        scalar = graph.op("Squeeze", self.rows)
        first = graph.op(
            "Range", graph.constant(0), scalar, graph.constant(self.groups)
        )
        self._first = graph.reshape(first, -1, 1, 1)
        self._taps: dict[int, str] = {}

    def taps(self, dilation: int) -> str:
        """(T, 3, groups): for each latent the rows of its three taps, in memory and present."""
        if dilation not in self._taps:
            each = np.arange(3)[:, None] * dilation * self.groups + np.arange(self.groups)
            self._taps[dilation] = self.graph.op("Add", self._first, self.graph.constant(each))
        return self._taps[dilation]

    def norm(self, x: str) -> str:
        """(B, T, width) to rows, each of zero mean and unit variance."""
        rows = self.graph.reshape(x, 0, 1, -1, self.group)
        ones = self.graph.constant(np.ones(self.group, np.float32))
        return self.graph.op("LayerNormalization", rows, ones, axis=-1, epsilon=1e-5)

    def modulations(self, condition: str, blocks: list[Any]) -> list[str]:
        """Of each block 1 + scale and shift, as rows."""
        weight = np.concatenate([_numbers(block.modulate.weight) for block in blocks])
        one = np.repeat([1.0, 0.0], self.width).astype(np.float32)
        bias = np.concatenate([_numbers(block.modulate.bias) + one for block in blocks])
        every = self.graph.linear(condition, weight, bias)
        count = 2 * len(blocks)
        every = self.graph.reshape(every, 0, 0, count, self.width)
        every = self.graph.op("Transpose", every, perm=[0, 2, 1, 3])
        every = self.graph.reshape(every, 0, 0, -1, self.group)
        return self.graph.split(every, 1, [1] * count)

    def block(
        self, x: str, block: Any, scale: str, shift: str, memories: list[str]
    ) -> str:
        """(B, T, width) to the same; replaces its memory."""
        graph = self.graph
        h = graph.op("Add", graph.op("Mul", self.norm(x), scale), shift)
        whole = graph.concat(2, memories[block.place], graph.silu(h))
        memories[block.place] = graph.since(whole, self.rows, 2)
        h = graph.op("Gather", whole, self.taps(block.dilation), axis=2)
        h = _linear(graph, graph.reshape(h, 0, -1, 3 * self.width), block.look)
        return graph.op("Add", x, _linear(graph, graph.silu(h), block.mix))

    def blocks(self, x: str, blocks, modulations: list[str], memories: list[str]) -> str:
        for block in blocks:
            scale, shift = modulations.pop(0), modulations.pop(0)
            x = self.block(x, block, scale, shift, memories)
        return x


def denoiser(model: Denoiser, precision: str) -> onnx.ModelProto:
    """`Denoiser.step` as a graph."""
    graph, c = Graph(precision), model.config
    latents = graph.op("Shape", "x", start=1, end=2)
    wide = _Rate(graph, latents, c.width, c.group_size)
    pairs = graph.op("Div", latents, graph.constant([STRIDE]))
    deep = _Rate(graph, pairs, c.deep_width, c.group_size)
    condition = _condition(graph, model)
    of_pairs = _linear(graph, _in_pairs(graph, condition, c.condition_width), model.asked_deep)
    modulations = wide.modulations(graph.silu(condition), [*model.before, *model.after])
    deep_modulations = deep.modulations(graph.silu(of_pairs), [*model.deep])

    sizes = [length * width // c.group_size for length, width in model.layout.shapes]
    state = graph.reshape(STATE_IN, 0, 1, -1, c.group_size)
    memories = graph.split(state, 2, sizes)

    h = _linear(graph, graph.concat(2, "x", "notes"), model.input, model.keys)
    h = skip = wide.blocks(h, model.before, modulations, memories)
    keys = _in_pairs(graph, "notes", lanes.NOTE_COLUMNS)
    h = graph.concat(2, _in_pairs(graph, h, c.width), keys)
    h = _linear(graph, h, model.down, model.keys_deep)
    h = deep.blocks(h, model.deep, deep_modulations, memories)
    h = graph.reshape(_linear(graph, h, model.up), 0, -1, c.width)
    h = _linear(graph, graph.concat(2, h, skip), model.join)
    h = wide.blocks(h, model.after, modulations, memories)
    h = graph.reshape(wide.norm(h), 0, -1, c.width)
    velocity = _linear(graph, graph.silu(h), model.output)
    following = graph.reshape(graph.concat(2, *memories), 0, model.layout.size)
    rows = ("batch", "latents")
    return graph.model(
        {
            "x": (*rows, c.latent_channels), "t": rows[:1], "until": rows[:1], "guidance": rows,
            "who": (*rows, c.who_columns), "asked": (*rows, len(lanes.COLUMNS)),
            "notes": (*rows, lanes.NOTE_COLUMNS), STATE_IN: ("batch", model.layout.size),
        },
        {
            "velocity": (velocity, (*rows, c.latent_channels)),
            STATE_OUT: (following, ("batch", model.layout.size)),
        },
    )


def _in_pairs(graph: Graph, x: str, width: int) -> str:
    return graph.reshape(x, 0, -1, STRIDE * width)


def _condition(graph: Graph, model: Denoiser) -> str:
    """(B, T, condition): time and how far, guidance, who and what is asked. In float32: it is
    small, and every layer hears it."""
    one, last = graph.constant([1]), graph.constant([-1])
    t, far = (graph.op("Unsqueeze", x, one) for x in ("t", graph.op("Sub", "t", "until")))
    levels = graph.op("Unsqueeze", graph.concat(1, t, far), last)
    angles = graph.op("Mul", levels, graph.constant(1000.0))
    angles = graph.op("Mul", angles, graph.constant(_numbers(frequencies())))
    both = graph.concat(2, graph.op("Cos", angles), graph.op("Sin", angles))
    time, jump = graph.split(both, 1, [1, 1])
    level = graph.silu(_linear(graph, time, model.time[0], exact=True))
    level = graph.concat(2, level, jump)
    level = _linear(graph, level, model.time[2], model.jump, exact=True)

    octaves = _numbers(model.guidance[0].weight)[:, 0] / np.log(2)
    strength = graph.op("Unsqueeze", graph.op("Log", "guidance"), last)
    strength = graph.op("Mul", strength, graph.constant(octaves))
    strength = graph.op("Add", strength, graph.constant(_numbers(model.guidance[0].bias)))
    asked = _linear(graph, graph.concat(2, "asked", "notes"), model.asked[0], exact=True)
    known = graph.concat(2, graph.silu(graph.concat(2, asked, strength)), "who")
    layers = (model.asked[2], model.guidance[2], model.who, model.family)
    return graph.op("Add", _linear(graph, known, *layers, exact=True), level)


# --- the decoder ------------------------------------------------------------------------------


def folded(model: Decoder) -> Decoder:
    """A copy whose residual scales are part of the weights before them."""
    model = copy.deepcopy(model)
    with torch.no_grad():
        block: Any
        for block in model.blocks:
            block.contract.weight.mul_(block.scale[:, None])
            block.contract.bias.mul_(block.scale)
            block.scale.fill_(1.0)
    return model


def decoder(model: Decoder, precision: str) -> onnx.ModelProto:
    """`Decoder.step` as a graph, of a `folded` decoder."""
    graph, c = Graph(precision), model.config
    latents = graph.op("Shape", "latents", start=1, end=2)
    now = graph.op(
        "Range", graph.constant(0), graph.op("Squeeze", latents), graph.constant(1)
    )
    places = model.layout.shapes
    past, tail = graph.split(
        STATE_IN, 1, [sum(a * b for a, b in places[:-1]), places[-1][0] * places[-1][1]]
    )
    past = graph.reshape(past, 0, -1, c.decoder_width)
    memories = graph.split(past, 1, [length for length, _ in places[:-1]])

    h = _linear(graph, "latents", model.input)
    taps = graph.op("Add", graph.reshape(now, -1, 1), graph.constant(np.arange(c.kernel)))
    for block in model.blocks:
        h = _conv_next(graph, h, block, taps, latents, memories)
    waves = _waves(graph, _norm(graph, h, model.norm), model)
    whole = graph.concat(1, graph.reshape(tail, 0, *places[-1]), waves)
    audio = _overlapped(graph, whole, now, model)
    memories.append(graph.since(whole, latents, 1))
    following = graph.concat(1, *(
        graph.reshape(part, 0, -1)
        for part in (graph.concat(1, *memories[:-1]), memories[-1])
    ))
    return graph.model(
        {"latents": (1, "latents", c.latent_channels), STATE_IN: (1, model.layout.size)},
        {
            "audio": (audio, (1, c.channels, "samples")),
            STATE_OUT: (following, (1, model.layout.size)),
        },
    )


def _norm(graph: Graph, h: str, norm: nn.LayerNorm) -> str:
    weight, bias = (graph.constant(_numbers(part)) for part in (norm.weight, norm.bias))
    return graph.op("LayerNormalization", h, weight, bias, axis=-1, epsilon=norm.eps)


def _conv_next(
    graph: Graph, x: str, block: Any, taps: str, latents: str, memories: list[str]
) -> str:
    """(B, T, width) to the same; replaces its memory."""
    whole = graph.concat(1, memories[block.place], x)
    memories[block.place] = graph.since(whole, latents, 1)
    h = graph.op("Gather", whole, taps, axis=1)
    h = graph.op("Mul", h, graph.constant(_numbers(block.depthwise)))
    h = _norm(graph, graph.op("ReduceSum", h, graph.constant([2]), keepdims=0), block.norm)
    h = graph.silu(_linear(graph, h, block.expand))
    return graph.op("Add", x, _linear(graph, h, block.contract))


ACROSS = 32
"""The inverse transform of N bins is two products: over bins ACROSS apart, then over the rest."""


def head_order(c: CodecConfig) -> tuple[np.ndarray, np.ndarray]:
    """The rows of the decoder's head in the order that `_waves` wants, and what is added to their
    biases there: a real signal's bins count twice, but for the two at the ends."""
    window, half = c.window, c.window // 2
    bins = np.arange(half).reshape(half // ACROSS, ACROSS).T.ravel()
    own = np.concatenate([channel * (window + 2) + bins for channel in range(c.channels)])
    last = np.arange(c.channels) * (window + 2) + half  # of each channel, the highest bin
    order = np.concatenate([own, last])
    share = np.full(len(order), 2.0 / window)
    share[np.concatenate([bins == 0] * c.channels + [np.ones(c.channels, bool)])] = 1.0 / window
    order = np.concatenate([order, order + half + 1])
    return order, np.concatenate([np.log(share), np.zeros(len(share))])


def _waves(graph: Graph, h: str, model: Decoder) -> str:
    """(B, T, width) to (B, T, channels * window) windowed stretches.

    With bin k = a + ACROSS b and sample n = c + (N / ACROSS) d, the exponent k n / N falls apart
    into b c, a c and a d (Cooley & Tukey 1965): products over b, a turn by a c, a product over a.
    The bins come out of the head in the order that this wants.
    """
    c = model.config
    window, channels = c.window, c.channels
    half, rest = window // 2, window // ACROSS
    inner = half // ACROSS
    order, louder = head_order(c)
    weight, bias = _numbers(model.head.weight), _numbers(model.head.bias)
    bias = bias[order] + louder
    head = graph.linear(h, weight[order], bias)
    level, phase = graph.split(head, 2, [len(order) // 2] * 2)
    level = graph.op("Min", level, graph.constant(6.0 + louder[: len(order) // 2]))
    magnitude = graph.op("Exp", level)
    parts, highest = [], ""
    for turn in ("Cos", "Sin"):
        part = graph.op("Mul", magnitude, graph.op(turn, phase))
        part, end = graph.split(part, 2, [half * channels, channels])
        parts.append(graph.reshape(part, 0, 0, channels, ACROSS, inner))
        highest = highest or end
    a, b, at, d = np.arange(ACROSS), np.arange(inner), np.arange(rest), np.arange(ACROSS)
    first = np.exp(2j * np.pi * np.outer(b, at) / rest)
    turned = np.concatenate([first, 1j * first])  # of the real and of the imaginary parts
    both = np.concatenate([turned.real, turned.imag, -turned.imag, turned.real], axis=1)
    spread = graph.op("MatMul", graph.concat(4, *parts), graph.constant(both))
    straight, across = graph.split(spread, 4, [2 * rest] * 2)
    twist = np.exp(2j * np.pi * np.outer(a, at) / window)
    straight = graph.op("Mul", straight, graph.constant(np.tile(twist.real, 2)))
    across = graph.op("Mul", across, graph.constant(np.tile(twist.imag, 2)))
    rows = graph.reshape(graph.op("Add", straight, across), 0, 0, channels, 2 * ACROSS, rest)
    second = np.exp(2j * np.pi * np.outer(d, a) / ACROSS)
    second = np.stack([second.real, -second.imag], axis=2).reshape(ACROSS, 2 * ACROSS)
    wave = graph.op("MatMul", graph.constant(second), rows)
    highest = graph.reshape(highest, 0, 0, channels, 1, 1)
    alternating = graph.op("Mul", highest, graph.constant((-1.0) ** at))
    wave = graph.op("Add", wave, alternating)
    shape = _numbers(model.window).reshape(ACROSS, rest)
    return graph.reshape(graph.op("Mul", wave, graph.constant(shape)), 0, 0, channels * window)


def _overlapped(graph: Graph, whole: str, now: str, model: Decoder) -> str:
    """(B, past + T, channels * window) stretches to (B, channels, T * hop) audio: of the one from
    k latents ago its (k+1)-th hop, left and right instead of mid and side."""
    c, overlap = model.config, model.overlap
    ages, channels = np.arange(overlap)[:, None, None], np.arange(c.channels)[:, None]
    rows = ((overlap - 1 - ages) * c.channels + channels) * overlap + ages
    start = graph.op("Mul", now, graph.constant([c.channels * overlap]))
    hops = graph.reshape(whole, 0, -1, c.hop)
    hops = graph.op("Gather", hops, graph.op("Add", start, graph.constant(rows)), axis=1)
    audio = graph.op("ReduceSum", hops, graph.constant([1]), keepdims=0)
    audio = graph.reshape(audio, 0, c.channels, -1)
    if c.channels == 1:
        return audio
    turn = 0.5**0.5 * np.array([[1.0, 1.0], [1.0, -1.0]])
    return graph.op("MatMul", graph.constant(turn), audio)
