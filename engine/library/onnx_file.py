"""What an ONNX file says of itself, read without running it. The only importer of protobuf.

The schema has the few fields that are looked at, by the numbers of the ONNX standard (onnx.proto,
IR version 10); all else stays unread. So a stranger's file is known before any runtime opens it.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from google.protobuf import descriptor_pb2, descriptor_pool, message, message_factory

from engine.contract import BrokenContract
from engine.parameters import shown

MOST_BYTES = 1 << 30
"""Of one file: fifty times the largest that is shipped."""
DOMAINS = ("", "ai.onnx", "com.microsoft")
"""Whose operators every ONNX Runtime has: the standard's and its own."""
_EXTERNAL = 1
_STRING, _INT, _MESSAGE = 9, 3, 11
_SCHEMA: dict[str, dict[str, tuple[int, int | str]]] = {
    "Pair": {"key": (1, _STRING), "value": (2, _STRING)},
    "Opset": {"domain": (1, _STRING)},
    "Tensor": {"name": (8, _STRING), "external_data": (13, "Pair"), "data_location": (14, _INT)},
    "Sparse": {"values": (1, "Tensor"), "indices": (2, "Tensor")},
    "Attribute": {
        "t": (5, "Tensor"), "g": (6, "Graph"), "tensors": (10, "Tensor"), "graphs": (11, "Graph"),
        "sparse_tensor": (22, "Sparse"), "sparse_tensors": (23, "Sparse"),
    },
    "Node": {"op_type": (4, _STRING), "attribute": (5, "Attribute"), "domain": (7, _STRING)},
    "Graph": {"node": (1, "Node"), "initializer": (5, "Tensor"),
              "sparse_initializer": (15, "Sparse")},
    "Function": {"node": (7, "Node"), "opset_import": (9, "Opset"), "domain": (10, _STRING)},
    "Training": {"initialization": (1, "Graph"), "algorithm": (2, "Graph")},
    "Model": {
        "graph": (7, "Graph"), "opset_import": (8, "Opset"), "metadata_props": (14, "Pair"),
        "training_info": (20, "Training"), "functions": (25, "Function"),
    },
}
_SINGLE = {"t", "g", "sparse_tensor", "values", "indices", "graph", "initialization", "algorithm"}


class OnnxFile(NamedTuple):
    """metadata: what the file states, texts by key. domains: whose operators it wants. external:
    the first of its weights that lies in another file, or None."""

    metadata: dict[str, str]
    domains: frozenset[str]
    external: str | None


def read(path: Path) -> OnnxFile:
    """[control] Raises BrokenContract when it is no ONNX model, or a very large one."""
    if path.stat().st_size > MOST_BYTES:
        raise BrokenContract(f"{path.name} is larger than {MOST_BYTES >> 20} MB: no model here is.")
    try:
        model = _model_class().FromString(path.read_bytes())
    except (message.DecodeError, ValueError, RecursionError) as error:
        raise BrokenContract(f"{path.name} cannot be read as an ONNX model: {error}") from error
    if not model.HasField("graph"):
        raise BrokenContract(f"{path.name} cannot be read as an ONNX model: it has no graph")
    domains, external = set(), None
    for one in _walk(model):
        kind = one.DESCRIPTOR.name
        if kind in ("Node", "Opset", "Function"):
            domains.add(one.domain)
        elif kind == "Tensor" and (one.external_data or one.data_location == _EXTERNAL):
            external = external or one.name or "one without a name"
    return OnnxFile(
        {pair.key: pair.value for pair in model.metadata_props}, frozenset(domains), external
    )


def check(path: Path) -> OnnxFile:
    """[control] As `read`. Raises BrokenContract also for weights in another file, and for
    operators that only somebody's own library has."""
    found = read(path)
    if found.external is not None:
        raise BrokenContract(
            f"{path.name} keeps weights in another file ({shown(found.external)}), which could lead"
            " anywhere: a model here has them inside, as `flowbend export` writes it."
        )
    if strange := sorted(found.domains - set(DOMAINS)):
        raise BrokenContract(
            f"{path.name} wants operators of {', '.join(map(shown, strange))}, which are somebody's"
            " own code: a model here has those of ONNX and ONNX Runtime only."
        )
    return found


def _walk(one: Any) -> Iterator[Any]:
    """The message and all within it that the schema knows; protobuf itself bounds the depth."""
    yield one
    for field, value in one.ListFields():
        if field.message_type is not None:
            for inner in [value] if field.name in _SINGLE else value:
                yield from _walk(inner)


def _model_class() -> Any:
    """A message class in a pool of its own: the package onnx may have registered the real one."""
    file = descriptor_pb2.FileDescriptorProto(
        name="flowbend_onnx.proto", package="flowbend", syntax="proto3"
    )
    for kind, fields in _SCHEMA.items():
        entry = file.message_type.add(name=kind)
        for name, (number, what) in fields.items():
            field = entry.field.add(name=name, number=number)
            repeated = isinstance(what, str) and name not in _SINGLE
            field.label = field.LABEL_REPEATED if repeated else field.LABEL_OPTIONAL
            if isinstance(what, str):
                field.type, field.type_name = _MESSAGE, f".flowbend.{what}"
            else:
                field.type = what
    pool = descriptor_pool.DescriptorPool()
    pool.Add(file)
    return message_factory.GetMessageClass(pool.FindMessageTypeByName("flowbend.Model"))
