"""From trained weights to the ONNX files that play, each with its contract inside.

Denoiser and decoder come in two precisions. Of the exact one the weights are rounded to float16 for
storage (half the download) and widened when the file is loaded; torch computes with the same
rounded weights when the two are compared. EnCodec's are kept as they are: they are somebody else's,
and are to sound as theirs do. Nothing is written unless ONNX Runtime gives torch's
numbers over 100 consecutive blocks, or, with weights of 8 bits, comes as near as it should.
"""

import copy
import logging
import warnings
from pathlib import Path
from typing import TypeVar

import numpy as np
import onnx
import onnx_ir
import torch
from torch import Tensor, nn
from torch.export import Dim

from engine import lanes
from engine.contract import (
    FLOAT32,
    FOLDED,
    INT8,
    TWO_PASSES,
    VERSION,
    CodecContract,
    DenoiserContract,
    file_name,
)
from engine.library import digest
from engine.models import fused
from engine.models.codec import Decoder, Encoder
from engine.models.codecs import AnyCodec
from engine.models.denoiser import STRIDE, Denoiser
from engine.models.encodec import graphs
from engine.models.encodec import model as encodec
from engine.models.graph import OPSET
from engine.models.instruments import FAMILIES, INSTRUMENTS, Roster
from engine.session import STATE_IN, STATE_OUT, Session

BLOCKS = 100
TOLERANCE = 1e-4
"""Largest difference from torch, of float32."""
TOLERANCE_INT8 = 0.1
"""RMS of the difference from torch, of 8 bits, over that of torch's output: 20 dB below it."""


class ExportDiffers(RuntimeError):
    """ONNX Runtime does not give torch's numbers; nothing was written."""


AnyEncoder = Encoder | encodec.Encoder
AnyDecoder = Decoder | encodec.Decoder
Model = AnyEncoder | AnyDecoder | Denoiser
M = TypeVar("M", bound=nn.Module)


class _Step(nn.Module):
    """A model's `step` as the `forward` that an exporter looks for."""

    def __init__(self, model: Model):
        super().__init__()
        self.model = model

    def forward(self, *inputs: Tensor) -> tuple[Tensor, Tensor]:
        return self.model.step(*inputs)


def export(
    codec: AnyCodec, denoiser: Denoiser, folder: Path, distilled: bool,
    instruments: Roster = INSTRUMENTS,
) -> dict[str, float]:
    """Write the ONNX files, and the digest, into `folder`; returns by file name how far each is
    from torch: of float32 the largest difference, of int8 its RMS over the output's. `distilled`
    says whether the denoiser has learned to jump and to be told of guidance.

    Raises ExportDiffers when one differs by more than TOLERANCE or TOLERANCE_INT8 over 100 blocks.
    """
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    encoder: AnyEncoder
    decoder: AnyDecoder
    if isinstance(codec, encodec.Encodec):
        encoder, decoder = codec.streaming()
    else:
        encoder, decoder = _rounded(codec.encoder), _rounded(fused.folded(codec.decoder))
    denoiser = _rounded(denoiser)
    common = {
        "version": VERSION, "sample_rate": codec.config.sample_rate, "hop": codec.config.hop,
        "latent_channels": codec.config.latent_channels,
    }
    deciding = DenoiserContract(
        **common, kind="denoiser", state_size=denoiser.layout.size, stride=STRIDE,
        receptive_latents=denoiser.config.receptive_latents,
        instruments=[i.name for i in instruments], families=list(FAMILIES),
        family_of=[FAMILIES.index(i.family) for i in instruments],
        lane_columns=list(lanes.COLUMNS), note_columns=lanes.NOTE_COLUMNS,
        guidance=FOLDED if distilled else TWO_PASSES,
    )

    try:
        written = _write_all(folder, encoder, decoder, denoiser, common, deciding)
        for name in written:
            (folder / f"{name}.part").rename(folder / name)
        digest.write(folder)
    finally:
        for leftover in folder.glob("*.onnx.part"):
            leftover.unlink()
    return written


def _write_all(
    folder: Path, encoder: AnyEncoder, decoder: AnyDecoder, denoiser: Denoiser, common: dict,
    deciding: DenoiserContract,
) -> dict[str, float]:
    """Every file, under a provisional name, and how far it is from torch."""
    channels = decoder.config.channels
    decoding, encoding = (
        CodecContract(**common, kind=kind, state_size=model.layout.size, channels=channels)
        for kind, model in (("decoder", decoder), ("encoder", encoder))
    )
    found = {}
    for precision in (FLOAT32, INT8):
        name = file_name("denoiser", precision)
        found[name] = _write(
            folder / name, denoiser, fused.denoiser(denoiser, precision), deciding,
            lambda seed: _denoiser_inputs(denoiser, 2, STRIDE, seed), precision,
        )
        name = file_name("decoder", precision)
        found[name] = _write(
            folder / name, decoder, _decoder_graph(decoder, precision), decoding,
            lambda seed: _decoder_inputs(decoder, STRIDE, seed), precision,
        )
    return found | {
        "encoder.onnx": _write(
            folder / "encoder.onnx", encoder, _encoder_graph(encoder), encoding,
            lambda seed: _encoder_inputs(encoder, STRIDE, seed), FLOAT32,
        ),
    }


def _rounded(model: M) -> M:
    """A copy in evaluation mode whose weights are representable in float16."""
    model = copy.deepcopy(model).eval()
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.copy_(parameter.half().float())
    return model


def _denoiser_inputs(model: Denoiser, batch: int, latents: int, seed: int = 0):
    """Like what playing asks: noise, a mix of two instruments, lanes in range, a few keys."""
    generator = torch.Generator().manual_seed(seed)
    c = model.config

    def random(make, columns: int) -> Tensor:
        return make(batch, latents, columns, generator=generator)

    x, asked = random(torch.randn, c.latent_channels), random(torch.rand, len(lanes.COLUMNS))
    who = torch.zeros(batch, latents, c.who_columns)
    share = torch.rand(1, generator=generator)
    for group in (slice(0, c.instruments), slice(c.instruments, c.who_columns)):
        who[..., group][..., 0], who[..., group][..., -1] = share, 1 - share
    notes = random(torch.rand, lanes.NOTE_COLUMNS)
    notes = torch.where(notes > 0.98, 2 * notes - 1, 0.0)
    notes[..., -1] = 1.0
    t = torch.rand(1, generator=generator).expand(batch)
    guidance = 0.5 + 3 * torch.rand(batch, latents, generator=generator)
    return x, t, t / 2, guidance, who, asked, notes, model.layout.start(x)


def _decoder_inputs(model: AnyDecoder, latents: int, seed: int = 0):
    generator = torch.Generator().manual_seed(seed)
    x = torch.randn(1, latents, model.config.latent_channels, generator=generator)
    return x, model.layout.start(x)


def _encoder_inputs(model: AnyEncoder, latents: int, seed: int = 0):
    generator = torch.Generator().manual_seed(seed)
    shape = (1, model.config.channels, latents * model.config.hop)
    audio = 0.1 * torch.randn(shape, generator=generator)
    return audio, model.layout.start(audio)


def _decoder_graph(model: AnyDecoder, precision: str) -> onnx.ModelProto:
    if isinstance(model, encodec.Decoder):
        return graphs.decoder(model)
    return fused.decoder(model, precision)


def _encoder_graph(model: AnyEncoder) -> onnx.ModelProto:
    return graphs.encoder(model) if isinstance(model, encodec.Encoder) else _traced(model)


def _traced(encoder: Encoder) -> onnx.ModelProto:
    """The encoder as torch's own exporter sees it: nobody waits for it while playing."""
    latents = Dim("latents", min=1, max=65536)
    # It tells that torchvision is not there, of which nothing here wants to hear.
    logging.getLogger("torch.onnx._internal.exporter").setLevel(logging.ERROR)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about the names of dynamic axes, which are as we want
        program = torch.onnx.export(
            _Step(encoder), _encoder_inputs(encoder, 3), dynamo=True,
            input_names=["audio", STATE_IN], output_names=["latents", STATE_OUT],
            dynamic_shapes=(({2: encoder.config.hop * latents}, None),), opset_version=OPSET,
            verbose=False,
        )
    assert program is not None
    program.optimize()
    return onnx_ir.to_proto(program.model)


def _write(path: Path, model, proto: onnx.ModelProto, contract, block_of, precision: str) -> float:
    _store_half(proto)
    del proto.metadata_props[:]
    for key, value in contract.as_metadata().items():
        proto.metadata_props.add(key=key, value=value)
    _forget_where(proto)
    onnx.checker.check_model(proto)
    partial = path.with_name(f"{path.name}.part")
    onnx.save(proto, str(partial))
    largest, relative = _difference(model, partial, block_of)
    difference, allowed = largest, TOLERANCE
    if precision == INT8:
        difference, allowed = relative, TOLERANCE_INT8
    if not difference <= allowed:
        partial.unlink()
        raise ExportDiffers(
            f"{path.name} differs from torch by {difference:.2g} over {BLOCKS} blocks (allowed "
            f"{allowed:g}); nothing was written. Try another version of torch or onnxruntime."
        )
    return difference


@torch.no_grad()
def _difference(model, path: Path, block_of) -> tuple[float, float]:
    """Of outputs over consecutive blocks, each side with its own state (in which the graphs keep
    another order): the largest difference, and its RMS over that of torch's output."""
    session, pairs, threads = Session(path), [], torch.get_num_threads()
    torch.set_num_threads(1)  # two latents are no work for more, which only wait for each other
    *_, state = block_of(0)
    other = state.numpy()
    for seed in range(BLOCKS):
        *block, _ = block_of(seed)
        made, state = model.step(*block, state)
        names = dict(zip(session.inputs, (b.numpy() for b in block), strict=False))
        got, other = session.step(names, other)
        pairs.append((made.numpy(), got))
    torch.set_num_threads(threads)
    made, got = (np.stack(side).astype(np.float64) for side in zip(*pairs, strict=True))
    wrong = np.abs(got - made)
    return float(wrong.max()), float(np.sqrt(np.mean(wrong**2) / np.mean(made**2)))


def _store_half(proto: onnx.ModelProto) -> None:
    """Store large float32 weights as float16 behind a Cast, which ONNX Runtime folds on loading."""
    kept, casts = [], []
    for tensor in proto.graph.initializer:
        values = onnx.numpy_helper.to_array(tensor)
        with np.errstate(over="ignore"):
            half = values.astype(np.float16)
        if values.dtype != np.float32 or values.size < 256 or not np.array_equal(half, values):
            kept.append(tensor)
            continue
        name = f"{tensor.name}.half"
        kept.append(onnx.numpy_helper.from_array(half, name))
        cast = onnx.helper.make_node("Cast", [name], [tensor.name], to=onnx.TensorProto.FLOAT)
        casts.append(cast)
    nodes = list(proto.graph.node)
    del proto.graph.initializer[:], proto.graph.node[:], proto.graph.value_info[:]
    proto.graph.initializer.extend(kept)
    proto.graph.node.extend([*casts, *nodes])


def _forget_where(proto: onnx.ModelProto) -> None:
    """Drop the exporter's notes (stack traces name files of the machine that exported)."""
    proto.doc_string = ""
    for node in proto.graph.node:
        node.doc_string = ""
        del node.metadata_props[:]
    for value in (*proto.graph.input, *proto.graph.output):
        del value.metadata_props[:]
    del proto.graph.metadata_props[:]
