"""The tagger musicnn as a listener: audio in, embedding and tags out. It is not trained here.

The weights come with the PyPI package `musicnn` (ISC) as a TensorFlow checkpoint. This file reads
that format itself and runs the network in torch, so TensorFlow is never needed. Pons and Serra,
"musicnn: pre-trained convolutional neural networks for music audio tagging", ISMIR 2019 (late
breaking); the weights `MTT_musicnn` were trained on MagnaTagATune.
"""

from __future__ import annotations

import ast
import hashlib
import importlib.util
import math
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import librosa
import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional as F

RATE = 16_000  # Hz; the network hears nothing above 8 kHz
MEL_HOP = 256
MEL_WINDOW = 512
MELS = 96
STEPS = 187  # mel steps in one window, as in training
WINDOW_S = STEPS * MEL_HOP / RATE  # 2.992 s
BATCH = 8  # windows per pass: about 100 MB at the widest layer

# A judge may not change between two columns of a table, so its weights are pinned (0.1.0).
SHA256 = {
    ".index": "da2d7bb670b2b31e9bc441bb1bd75eca31b5b061f963cc1f9630c1aff3238f57",
    ".data-00000-of-00001": "041f3935e981a65cea739842d30c188d3a7d2adf4410955c8668eb3de4a5acab",
}
INSTALL = "pip install --no-deps musicnn"
TABLE_MAGIC = 0xDB4775248B80FB57  # ends every LevelDB table
FOOTER = 48
FLOAT32 = 1  # TensorFlow's DT_FLOAT


class Heard(NamedTuple):
    """What musicnn makes of one sound, one row per window."""

    embedding: NDArray[np.float32]
    """(windows, 200): the layer before the tags, after its normalisation; no fixed range."""
    tags: NDArray[np.float32]
    """(windows, 50): likelihood of each tag, 0 to 1, each on its own (they do not sum to 1)."""


class Musicnn:
    """The network in inference mode. `load()` makes one; calling it listens."""

    def __init__(self, tensors: dict[str, NDArray[np.float32]], tag_names: tuple[str, ...]) -> None:
        """Keep the weights, named as TensorFlow named them; KeyError when one is missing."""
        self.tag_names = tag_names
        # TensorFlow stores kernels as (time, mel, in, out); torch wants (out, in, time, mel).
        self._conv = [_kernel_and_bias(tensors, "conv2d", i, (3, 2, 0, 1)) for i in range(8)]
        self._dense = [_kernel_and_bias(tensors, "dense", i, (1, 0)) for i in range(2)]
        self._norm = [_scale_and_shift(tensors, i) for i in range(11)]

    def __call__(self, audio: NDArray[np.float32], hop_s: float = WINDOW_S) -> Heard:
        """Listen to mono audio (samples,) at 16 kHz, a 2.992 s window every `hop_s` seconds.

        Windows that would reach past the end are left out; ValueError when there is none, or when
        the array is not one finite channel.
        """
        if audio.ndim != 1 or not np.isfinite(audio).all():
            raise ValueError(f"musicnn wants one finite channel (samples,), not {audio.shape}")
        mel = log_mel(audio)
        if len(mel) < STEPS:
            raise ValueError(
                f"musicnn hears {WINDOW_S:.2f} s at a time: {len(audio) / RATE:.2f} s are too few"
            )
        hop = max(1, round(hop_s * RATE / MEL_HOP))
        windows = np.lib.stride_tricks.sliding_window_view(mel, STEPS, axis=0)[::hop]
        steps = torch.from_numpy(windows.transpose(0, 2, 1).copy())  # (windows, 187, 96)
        with torch.inference_mode():
            parts = [self._run(batch) for batch in steps.split(BATCH)]
        embedding, tags = (torch.cat(column).numpy() for column in zip(*parts, strict=True))
        return Heard(embedding, tags)

    def _run(self, mel: Tensor) -> tuple[Tensor, Tensor]:
        """(windows, 187, 96) -> (windows, 200), (windows, 50)."""
        x = self._normed(mel[:, None], 0)
        # Front end: two shapes of spectrum (timbre), three lengths of time (rhythm), each pooled
        # over the whole frequency axis, so what is learnt at one pitch holds at every pitch.
        timbral = [self._block(F.pad(x, (0, 0, 3, 3)), i).amax(3) for i in (0, 1)]
        # TensorFlow's "same" padding: of an even kernel's odd padding, the extra step comes last.
        temporal = [
            self._block(F.pad(x, (0, 0, length // 2 - 1, length // 2)), i).amax(3)
            for i, length in ((2, 128), (3, 64), (4, 32))
        ]
        layers = [torch.cat(timbral + temporal, 1)]  # (windows, 561, 187)
        # Mid-end: each convolution sees all channels; the later two add to what came before.
        for i in (5, 6, 7):
            spectrum = layers[-1].transpose(1, 2)[:, None]
            new = self._block(F.pad(spectrum, (0, 0, 3, 3)), i)[..., 0]
            layers.append(new if i == 5 else new + layers[-1])
        everything = torch.cat(layers, 1)  # (windows, 753, 187)
        # Back end: maximum and mean over time, side by side for each channel.
        pooled = torch.stack([everything.amax(2), everything.mean(2)], 2).flatten(1)
        hidden = torch.relu(F.linear(self._normed(pooled, 9), *self._dense[0]))
        embedding = self._normed(hidden, 10)
        return embedding, torch.sigmoid(F.linear(embedding, *self._dense[1]))

    def _block(self, x: Tensor, i: int) -> Tensor:
        """Convolution, ReLU, normalisation, in this order: a negative scale then matters."""
        return self._normed(torch.relu(F.conv2d(x, *self._conv[i])), i + 1)

    def _normed(self, x: Tensor, i: int) -> Tensor:
        """Batch normalisation with the statistics of training; channels on axis 1."""
        shape = (1, -1) + (1,) * (x.ndim - 2)
        scale, shift = self._norm[i]
        return x * scale.view(shape) + shift.view(shape)


def load(folder: Path | None = None) -> Musicnn:
    """The network with its published weights, from the installed package (or another folder of it).

    ModuleNotFoundError when the package is missing; ValueError when a file is damaged or not the
    pinned one. The package itself is never imported: its modules import TensorFlow.
    """
    if folder is None:
        spec = importlib.util.find_spec("musicnn")
        if spec is None or not spec.submodule_search_locations:
            raise ModuleNotFoundError(f"the judge musicnn is not installed: {INSTALL}")
        folder = Path(spec.submodule_search_locations[0])
    prefix = folder / "MTT_musicnn"
    for ending, known in SHA256.items():
        file = prefix / ending
        if not file.is_file():
            raise FileNotFoundError(f"{file} is missing: {INSTALL}")
        if hashlib.sha256(file.read_bytes()).hexdigest() != known:
            raise ValueError(
                f"{file} is damaged or of another release, so its figures could not be compared:"
                f" {INSTALL}==0.1.0 --force-reinstall"
            )
    return Musicnn(read_checkpoint(prefix), _tag_names(folder / "configuration.py"))


def log_mel(audio: NDArray[np.float32]) -> NDArray[np.float32]:
    """(samples,) at 16 kHz -> (steps, 96): log10(10000 mel power + 1), 16 ms a step.

    The package rounds the power to float16 first; that is left out, because loud sound (mel power
    above 6.5) then overflows to infinity.
    """
    power = librosa.feature.melspectrogram(
        y=audio, sr=RATE, n_fft=MEL_WINDOW, hop_length=MEL_HOP, n_mels=MELS
    )
    return np.log10(10_000 * power.T + 1).astype(np.float32)


def read_checkpoint(folder: Path) -> dict[str, NDArray[np.float32]]:
    """The float32 variables of a one-shard TensorFlow checkpoint (tensor bundle), by name.

    `.index` is a LevelDB table of BundleEntryProto, `.data-00000-of-00001` the bytes they point at
    (tensorflow/core/util/tensor_bundle, leveldb/doc/table_format.md). ValueError when a file does
    not hold together; the optimiser's variables (Adam) are left out.
    """
    data = (folder / ".data-00000-of-00001").read_bytes()
    try:
        variables = list(_variables((folder / ".index").read_bytes()))
    except (IndexError, TypeError, UnicodeDecodeError, struct.error) as broken:
        raise ValueError(f"{folder / '.index'} is damaged ({broken}): {INSTALL}") from broken
    tensors = {}
    for name, shape, start, length in variables:
        if length != 4 * math.prod(shape) or start + length > len(data):
            raise ValueError(f"{folder}: the data of {name} is cut short: {INSTALL}")
        tensors[name] = np.frombuffer(data, "<f4", length // 4, start).reshape(shape).copy()
    return tensors


def _variables(index: bytes) -> Iterator[tuple[str, list[int], int, int]]:
    """(name, shape, first byte, bytes) of every float32 variable; the header has no name."""
    for name, entry in _table(index):
        fields = dict(_message(entry))
        if name and "/Adam" not in name and fields.get(1) == FLOAT32:
            shape = [dict(_message(size)).get(1, 0) for _, size in _message(fields.get(2, b""))]
            yield name, shape, fields.get(4, 0), fields.get(5, 0)


def _table(index: bytes) -> Iterator[tuple[str, bytes]]:
    """Every (key, value) of a LevelDB table, in order."""
    if len(index) < FOOTER or struct.unpack("<Q", index[-8:])[0] != TABLE_MAGIC:
        raise IndexError("no table footer")
    footer = index[-FOOTER:]
    _, at = _varint(footer, 0)  # the metaindex block, of no use here
    _, at = _varint(footer, at)
    for _, handle in _block(index, footer[at:]):
        yield from ((key.decode(), value) for key, value in _block(index, handle))


def _block(index: bytes, handle: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The entries of one block; each key keeps some first bytes of the key before it."""
    start, at = _varint(handle, 0)
    size, _ = _varint(handle, at)
    if start + size >= len(index) or index[start + size] != 0:
        raise IndexError("a block is cut short or compressed")
    block = index[start : start + size]
    (restarts,) = struct.unpack("<I", block[-4:])
    at, end, key = 0, size - 4 - 4 * restarts, b""
    while at < end:
        shared, at = _varint(block, at)
        fresh, at = _varint(block, at)
        length, at = _varint(block, at)
        key = key[:shared] + block[at : at + fresh]
        at += fresh
        yield key, block[at : at + length]
        at += length


def _message(data: bytes) -> Iterator[tuple[int, Any]]:
    """The (field number, value) pairs of a protocol buffer message."""
    at = 0
    while at < len(data):
        tag, at = _varint(data, at)
        if tag & 7 == 0:
            value, at = _varint(data, at)
            yield tag >> 3, value
        elif tag & 7 == 2:
            length, at = _varint(data, at)
            yield tag >> 3, data[at : at + length]
            at += length
        else:  # 5 is a fixed32, the checksum; 1 a fixed64
            at += 4 if tag & 7 == 5 else 8


def _varint(data: bytes, at: int) -> tuple[int, int]:
    """A little-endian number of 7-bit groups at `at`, and where it ends."""
    value = shift = 0
    while True:
        byte = data[at]
        value |= (byte & 127) << shift
        at, shift = at + 1, shift + 7
        if byte < 128:
            return value, at


def _tag_names(configuration: Path) -> tuple[str, ...]:
    """The 50 tag names, read from the package's source without running it."""
    for node in ast.parse(configuration.read_text()).body:
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "MTT_LABELS":
            return tuple(ast.literal_eval(node.value))
    raise ValueError(f"{configuration} names no tags: {INSTALL}")


def _nth(kind: str, i: int) -> str:
    """TensorFlow's name for the i-th layer of a kind: conv2d, conv2d_1, ..."""
    return f"{kind}_{i}" if i else kind


def _kernel_and_bias(
    tensors: dict[str, NDArray[np.float32]], kind: str, i: int, order: tuple[int, ...]
) -> tuple[Tensor, Tensor]:
    name = _nth(kind, i)
    kernel = np.ascontiguousarray(tensors[name + "/kernel"].transpose(order))
    return torch.from_numpy(kernel), torch.from_numpy(tensors[name + "/bias"])


def _scale_and_shift(tensors: dict[str, NDArray[np.float32]], i: int) -> tuple[Tensor, Tensor]:
    """Batch normalisation at rest: y = x * scale + shift; TensorFlow's epsilon is 0.001."""
    name = _nth("batch_normalization", i)
    scale = tensors[name + "/gamma"] / np.sqrt(tensors[name + "/moving_variance"] + 1e-3)
    shift = tensors[name + "/beta"] - tensors[name + "/moving_mean"] * scale
    return torch.from_numpy(scale), torch.from_numpy(shift)
