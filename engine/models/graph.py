"""An ONNX graph as it grows, node by node: few and large ones, for a live block is short and each
node costs as much as its numbers. It knows no model (`fused.py` does) and runs nothing.

A graph is built in one of two precisions. In "int8" the weights are whole numbers of 8 bits, with a
scale for every 32 of them, and ONNX Runtime rounds what they are multiplied with in the same way,
row by row: no row knows of another, which the streaming law needs.
"""

from collections.abc import Sequence

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from engine.contract import FLOAT32, INT8

OPSET, IR_VERSION = 20, 10
CONTRIB = "com.microsoft"
"""Where ONNX Runtime keeps the operators of its own: products with weights of few bits."""
BLOCK = 32
"""Weights that share a scale."""
END = np.iinfo(np.int64).max


class Graph:
    """Nodes and weights so far. Names are handed out by it; every method returns names."""

    def __init__(self, precision: str):
        """An empty graph whose `linear` works in FLOAT32 or INT8."""
        if precision not in (FLOAT32, INT8):
            raise ValueError(f"a graph is in {FLOAT32} or {INT8}, not {precision}")
        self.precision = precision
        self._nodes: list[onnx.NodeProto] = []
        self._weights: dict[bytes, onnx.TensorProto] = {}
        self._count = 0

    def _name(self) -> str:
        self._count += 1
        return f"v{self._count}"

    def constant(self, values) -> str:
        """An array; the same one twice is kept once. Whole numbers become int64."""
        array = np.asarray(values)
        if array.dtype != np.uint8:
            array = array.astype(np.int64 if array.dtype.kind == "i" else np.float32)
        key = repr((array.dtype, array.shape)).encode() + array.tobytes()
        if key not in self._weights:
            self._weights[key] = numpy_helper.from_array(np.ascontiguousarray(array), self._name())
        return self._weights[key].name

    def op(self, kind: str, *inputs: str, domain: str = "", **attributes) -> str:
        """A node with one output."""
        (name,) = self.ops(kind, 1, *inputs, domain=domain, **attributes)
        return name

    def ops(self, kind: str, outputs: int, *inputs: str, domain: str = "", **attributes):
        """A node with several outputs, as a list."""
        names = [self._name() for _ in range(outputs)]
        self._nodes.append(
            helper.make_node(kind, list(inputs), names, domain=domain, **attributes)
        )
        return names

    def reshape(self, x: str, *shape: int) -> str:
        """0 keeps the dimension in that place, -1 is what is left."""
        return self.op("Reshape", x, self.constant(shape))

    def concat(self, axis: int, *parts: str) -> str:
        return self.op("Concat", *parts, axis=axis)

    def split(self, x: str, axis: int, sizes: Sequence[int]) -> list[str]:
        return self.ops("Split", len(sizes), x, self.constant(sizes), axis=axis)

    def since(self, x: str, start: str, axis: int) -> str:
        """What comes from `start` (1,) on."""
        return self.op("Slice", x, start, self.constant([END]), self.constant([axis]))

    def silu(self, x: str) -> str:
        return self.op("QuickGelu", x, domain=CONTRIB, alpha=1.0)

    def linear(
        self, x: str, weight: np.ndarray, bias: np.ndarray, exact: bool = False
    ) -> str:
        """(..., K) times weight (N, K), plus bias (N,); `exact` in float32 at any precision."""
        if self.precision == INT8 and not exact:
            columns, width = weight.shape
            whole, scales = quantised(weight)
            return self.op(
                "MatMulNBits", x, self.constant(whole), self.constant(scales), "", "",
                self.constant(bias), domain=CONTRIB, K=width, N=columns, bits=8, block_size=BLOCK,
                accuracy_level=4,
            )
        return self.op("Add", self.op("MatMul", x, self.constant(weight.T)), self.constant(bias))

    def model(
        self, inputs: dict[str, Sequence[str | int]], outputs: dict[str, tuple[str, Sequence]],
    ) -> onnx.ModelProto:
        """Done. inputs are shapes by name; outputs are, by name, what they are and their shapes."""
        names = {what: name for name, (what, _) in outputs.items()}
        for node in self._nodes:
            node.input[:] = [names.get(name, name) for name in node.input]
            node.output[:] = [names.get(name, name) for name in node.output]

        def info(name, shape):
            return helper.make_tensor_value_info(name, TensorProto.FLOAT, shape)

        graph = helper.make_graph(
            self._nodes, "flowbend", [info(name, shape) for name, shape in inputs.items()],
            [info(name, shape) for name, (_, shape) in outputs.items()],
            list(self._weights.values()),
        )
        opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid(CONTRIB, 1)]
        return helper.make_model(graph, opset_imports=opsets, ir_version=IR_VERSION)


def quantised(weight: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(N, K) float32 to whole numbers (N, ceil(K / 32), 32) uint8 around 128, and a scale for each
    of their blocks, (N, blocks), as ONNX Runtime's MatMulNBits wants them."""
    columns, width = weight.shape
    blocks = -(-width // BLOCK)
    padded = np.zeros((columns, blocks * BLOCK), np.float32)
    padded[:, :width] = weight
    padded = padded.reshape(columns, blocks, BLOCK)
    scales = np.abs(padded).max(axis=2) / 127
    steps = np.round(padded / np.where(scales > 0, scales, 1)[..., None])
    return (steps + 128).astype(np.uint8), scales.astype(np.float32)
