"""A model of a few numbers under a true contract, in no time: for what moves and judges models.
It plays its noise: the denoiser gives back what it gets, and the decoder lays latents in a row.
"""

import json
from pathlib import Path

import onnx
from onnx import TensorProto, helper

from engine import lanes
from engine.contract import FOLDED, PREFIX, VERSION, CodecContract, DenoiserContract
from engine.library import digest

CHANNELS, STATE = 256, 8
CARD = "# Tiny\n\nA model that plays its noise.\n\nLicence of the weights: CC0, as they are none.\n"
COMMON = {"version": VERSION, "sample_rate": 48000, "hop": CHANNELS, "latent_channels": CHANNELS,
          "state_size": STATE}
DENOISER = DenoiserContract(
    **COMMON, kind="denoiser", stride=2, receptive_latents=4, instruments=["tone"],
    families=["none"], family_of=[0], lane_columns=list(lanes.COLUMNS),
    note_columns=lanes.NOTE_COLUMNS, guidance=FOLDED,
)
DECODER = CodecContract(**COMMON, kind="decoder", channels=1)


def floats(name: str, *shape: int | str):
    return helper.make_tensor_value_info(name, TensorProto.FLOAT, shape)


def denoiser() -> onnx.ModelProto:
    who = len(DENOISER.instruments) + len(DENOISER.families)
    inputs = [
        floats("x", "B", "T", CHANNELS), floats("t", "B"), floats("until", "B"),
        floats("guidance", "B", "T"), floats("who", "B", "T", who),
        floats("asked", "B", "T", len(lanes.COLUMNS)),
        floats("notes", "B", "T", lanes.NOTE_COLUMNS), floats("state.memory", "B", STATE),
    ]
    nodes = [helper.make_node("Neg", ["x"], ["velocity"]),
             helper.make_node("Identity", ["state.memory"], ["next.memory"])]
    outputs = [floats("velocity", "B", "T", CHANNELS), floats("next.memory", "B", STATE)]
    return stated(helper.make_graph(nodes, "tiny", inputs, outputs), DENOISER.as_metadata())


def decoder() -> onnx.ModelProto:
    shape = helper.make_tensor("shape", TensorProto.INT64, [3], [1, 1, -1])
    nodes = [helper.make_node("Reshape", ["latents", "shape"], ["audio"]),
             helper.make_node("Identity", ["state.memory"], ["next.memory"])]
    inputs = [floats("latents", 1, "T", CHANNELS), floats("state.memory", 1, STATE)]
    outputs = [floats("audio", 1, 1, "S"), floats("next.memory", 1, STATE)]
    return stated(helper.make_graph(nodes, "tiny", inputs, outputs, [shape]),
                  DECODER.as_metadata())


def stated(graph: onnx.GraphProto, metadata: dict[str, str]) -> onnx.ModelProto:
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 20)], ir_version=10)
    helper.set_model_props(model, metadata)
    return model


def state(model: onnx.ModelProto, key: str, value: object) -> onnx.ModelProto:
    """The model, stating something else."""
    for entry in model.metadata_props:
        if entry.key == PREFIX + key:
            entry.value = json.dumps(value)
    return model


def tiny(folder: Path, with_digest: bool = True) -> Path:
    """A folder with the model, its card and, as wished, its digest."""
    folder.mkdir(parents=True)
    onnx.save(denoiser(), folder / "denoiser.onnx")
    onnx.save(decoder(), folder / "decoder.onnx")
    (folder / "README.md").write_text(CARD)
    if with_digest:
        digest.write(folder)
    return folder


def files(folder: Path) -> dict[str, bytes]:
    """Everything in a folder, by name."""
    return {path.relative_to(folder).as_posix(): path.read_bytes()
            for path in sorted(folder.rglob("*")) if path.is_file()}
