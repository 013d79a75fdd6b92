"""Weights back out of an export: a model that was given away can be trained on.

An export keeps no checkpoint. Its float32 graphs have every weight all the same, laid out for
playing (`fused.py`); here each finds its way back, in the order in which `fused.py` writes them.
Where several layers were added up into one bias, the first of them gets the sum: the function is
the same. The weights are those of the file, rounded to float16; moments of an optimiser are not
among them.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from torch import Tensor, nn

from engine.contract import FLOAT32, CodecContract, DenoiserContract, file_name
from engine.models.codec import Codec, CodecConfig, Decoder, Encoder
from engine.models.denoiser import Denoiser
from engine.models.fused import head_order
from engine.models.training import DoesNotFit


def codec(folder: Path) -> Codec:
    """The encoder and decoder of an export, in torch. Raises FileNotFoundError and DoesNotFit."""
    model = Codec(CodecConfig())
    reader = _Reader(Path(folder) / "encoder.onnx")
    rate = CodecContract.from_metadata(reader.metadata, reader.path.name).sample_rate
    if rate != model.config.sample_rate:
        raise DoesNotFit(
            f"{folder} plays EnCodec at {rate} Hz, whose weights cannot be taken back out of it: go"
            " on in the folder of checkpoints that it was exported from."
        )
    _encoder(model.encoder, reader)
    _decoder(model.decoder, _Reader(Path(folder) / file_name("decoder", FLOAT32)))
    return model.eval()


def denoiser(folder: Path, model: Denoiser) -> str:
    """Fill `model` with the weights of an export's denoiser; returns how it is guided, as its
    contract says. Raises FileNotFoundError, BrokenContract and DoesNotFit."""
    reader = _Reader(Path(folder) / file_name("denoiser", FLOAT32))
    contract = DenoiserContract.from_metadata(reader.metadata, reader.path.name)
    _denoiser(model.eval(), reader)
    return contract.guidance


def metadata(folder: Path) -> dict[str, str]:
    """What an export's denoiser says of itself. Raises FileNotFoundError."""
    return _Reader(Path(folder) / file_name("denoiser", FLOAT32)).metadata


class _Reader:
    """The constants of a graph, in the order in which they are used."""

    def __init__(self, path: Path):
        if not path.exists():
            raise FileNotFoundError(f"There is no {path}: name a folder made by `flowbend export`.")
        proto = onnx.load(str(path))
        self.path, graph = path, proto.graph
        self.metadata = {entry.key: entry.value for entry in proto.metadata_props}
        known = {t.name: onnx.numpy_helper.to_array(t) for t in graph.initializer}
        for node in graph.node:
            if node.op_type == "Cast" and node.input[0] in known:
                known[node.output[0]] = known[node.input[0]].astype(np.float32)
        self._known, self._nodes = known, list(graph.node)
        self._users: dict[str, list[onnx.NodeProto]] = {}
        for node in self._nodes:
            for name in node.input:
                self._users.setdefault(name, []).append(node)
        self.products, self.norms = self._products(), self._of("LayerNormalization")

    def _products(self) -> Iterator[tuple[Tensor, Tensor]]:
        """(N, K) weights and (N,) biases of every linear layer."""
        for node in self._nodes:
            if node.op_type != "MatMul" or node.input[1] not in self._known:
                continue
            for user in self._users.get(node.output[0], []):
                if user.op_type == "Add" and user.input[1] in self._known:
                    weight, bias = self._known[node.input[1]], self._known[user.input[1]]
                    yield _tensor(weight.T), _tensor(bias)

    def _of(self, kind: str) -> Iterator[list[Tensor]]:
        """The constants of every node of a kind that has two or more of them."""
        for node in self._nodes:
            if node.op_type == kind and all(name in self._known for name in node.input[1:]):
                yield [_tensor(self._known[name]) for name in node.input[1:]]

    def factors(self, *shape: int) -> Iterator[Tensor]:
        """Constants of that shape by which something is multiplied."""
        for node in self._nodes:
            found = [self._known.get(name) for name in node.input]
            for values in found:
                if node.op_type == "Mul" and values is not None and values.shape == shape:
                    yield _tensor(values)

    def after(self, kind: str) -> list[Tensor]:
        """Factor and summand of what comes after the only node of a kind, by way of others
        without constants."""
        (node,) = (n for n in self._nodes if n.op_type == kind)
        found: list[Tensor] = []
        while len(found) < 2:
            (node,) = self._users[node.output[0]]
            if node.op_type in ("Mul", "Add"):
                found.append(_tensor(self._known[node.input[1]]))
        return found

    def named(self, name: str) -> Tensor:
        return _tensor(self._known[name])

    def linear(self, *layers: Any) -> None:
        """The next product's weights into layers that stand side by side in it."""
        weight, bias = next(self.products)
        self.put(torch.cat([layer.weight for layer in layers], dim=1), weight)
        parts = weight.split([layer.weight.shape[1] for layer in layers], dim=1)
        for layer, part in zip(layers, parts, strict=True):
            layer.weight.copy_(part)
        biased = [layer for layer in layers if layer.bias is not None]
        for layer in biased:
            layer.bias.copy_(bias if layer is biased[0] else torch.zeros_like(bias))

    def norm(self, layer: nn.LayerNorm) -> None:
        weight, bias = next(self.norms)
        self.put(layer.weight, weight)
        self.put(layer.bias, bias)

    def put(self, place: Tensor, values: Tensor) -> None:
        if place.shape != values.shape:
            raise DoesNotFit(
                f"{self.path} is of another shape than this version trains: export it with the"
                " version that made it, or train anew without --start."
            )
        place.copy_(values)


def _tensor(values: np.ndarray) -> Tensor:
    return torch.from_numpy(np.array(values, np.float32))


@torch.no_grad()
def _encoder(model: Encoder, read: _Reader) -> None:
    c = model.config
    block: Any
    taps = [tap for tap in read.factors(c.encoder_width)]
    scales = taps[c.kernel :: c.kernel + 1]
    taps = [tap for place, tap in enumerate(taps) if place % (c.kernel + 1) != c.kernel]
    read.linear(model.input)
    for place, block in enumerate(model.blocks):
        _conv_next(block, torch.stack(taps[place * c.kernel : (place + 1) * c.kernel]), read)
        block.scale.copy_(scales[place])
    read.norm(model.norm)
    read.linear(model.output)
    for name, values in model.unit.named_buffers():
        if name.startswith("running"):
            read.put(values, read.named(f"model.unit.{name}"))


@torch.no_grad()
def _decoder(model: Decoder, read: _Reader) -> None:
    c = model.config
    block: Any
    taps = read.factors(c.kernel, c.decoder_width)
    read.linear(model.input)
    for block in model.blocks:
        _conv_next(block, next(taps), read)
        block.scale.fill_(1.0)  # the export has it in the weights before
    read.norm(model.norm)
    head = nn.Linear(c.decoder_width, c.channels * (c.window + 2))
    read.linear(head)
    order, bias = head_order(c)
    model.head.weight[order] = head.weight
    model.head.bias[order] = head.bias - torch.from_numpy(bias).float()


def _conv_next(block: Any, taps: Tensor, read: _Reader) -> None:
    read.put(block.depthwise, taps)
    read.norm(block.norm)
    read.linear(block.expand)
    read.linear(block.contract)


@torch.no_grad()
def _denoiser(model: Any, read: _Reader) -> None:
    c = model.config
    read.linear(model.time[0])
    read.linear(model.time[2], model.jump)
    octaves, bias = read.after("Log")
    model.guidance[0].weight.copy_(octaves[:, None] * np.log(2))
    model.guidance[0].bias.copy_(bias)
    read.linear(model.asked[0])
    read.linear(model.asked[2], model.guidance[2], model.who, model.family)
    read.linear(model.asked_deep)
    for blocks, width in (
        ([*model.before, *model.after], c.width), ([*model.deep], c.deep_width)
    ):
        weight, bias = next(read.products)
        one = torch.cat([torch.ones(width), torch.zeros(width)])
        size = 2 * width
        for block, own, offset in zip(blocks, weight.split(size), bias.split(size), strict=True):
            read.put(block.modulate.weight, own)
            read.put(block.modulate.bias, offset - one)
    read.linear(model.input, model.keys)
    _blocks(model.before, read)
    read.linear(model.down, model.keys_deep)
    _blocks(model.deep, read)
    read.linear(model.up)
    read.linear(model.join)
    _blocks(model.after, read)
    read.linear(model.output)


def _blocks(blocks: nn.ModuleList, read: _Reader) -> None:
    block: Any
    for block in blocks:
        read.linear(block.look)
        read.linear(block.mix)
