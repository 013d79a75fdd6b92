"""EnCodec's released weights: from a file, or from where the package has them. Nothing is
unpickled: a checkpoint is read as tensors by name, and one that holds anything else is refused.
"""

import re
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file
from torch import Tensor

from engine.models.encodec.package import package

CHECKPOINT = "encodec_24khz-d7cc33bc.th"
"""Of the 24 kHz model. Its SHA-256 begins with the second part of the name: the download checks
it."""
PARTS = ("encoder.", "decoder.")
"""What is used of it: latents are played before they would be quantised."""


class NoWeights(RuntimeError):
    """There are none, or none that fit."""

    for_the_user = True


def fill(model: Any, path: Path | None = None) -> None:
    """Put weights into the package's model: those of a file, or the released ones.

    path: `.safetensors` (of the package's names, or of those that the hub's encodec_24khz has), or
    the package's own `.th`.
    Raises NoWeights: the file or the network is not there, or what they give does not fit.
    """
    tensors = fetch() if path is None else read(path)
    wanted = {k: v for k, v in model.state_dict().items() if k.startswith(PARTS)}
    found = {k: v for k, v in map(_renamed, tensors.items()) if k.startswith(PARTS)}
    where = path or CHECKPOINT
    if missing := sorted(set(wanted) - set(found)):
        raise NoWeights(
            f"{where} holds no weights of EnCodec at 24 kHz ({missing[0]} is missing): name"
            f" {CHECKPOINT}, or the hub's encodec_24khz as .safetensors."
        )
    for name, values in wanted.items():
        if found[name].shape != values.shape or not found[name].is_floating_point():
            raise NoWeights(
                f"{where} is of another model than EnCodec at 24 kHz: its {name} is"
                f" {tuple(found[name].shape)} and not {tuple(values.shape)}."
            )
    model.load_state_dict({name: found[name].float() for name in wanted}, strict=False)


def read(path: Path) -> dict[str, Tensor]:
    """The tensors of a file, by name. Raises NoWeights."""
    path = Path(path)
    if not path.is_file():
        raise NoWeights(f"There is no {path}: name a file with EnCodec's weights.")
    try:
        if path.suffix == ".safetensors":
            tensors = load_file(path)
        else:
            tensors = torch.load(path, map_location="cpu", weights_only=True)
    except Exception as error:  # of either reader, and of what is no file of theirs
        raise NoWeights(
            f"{path} cannot be read as weights: it is no .safetensors, and no checkpoint of tensors"
            " alone (nothing else is ever unpickled)."
        ) from error
    return _tensors(tensors, path)


def fetch() -> dict[str, Tensor]:
    """The released weights by way of torch's own cache, downloaded once. Raises NoWeights."""
    url = package().model.ROOT_URL + CHECKPOINT
    try:
        # As the package does it, but for the last: its own call would unpickle anything.
        tensors = torch.hub.load_state_dict_from_url(
            url, map_location="cpu", check_hash=True, weights_only=True
        )
    except Exception as error:  # no network, no such file, another digest, no tensors
        raise NoWeights(
            f"EnCodec's weights could not be fetched from {url} ({error}): bring the file here by"
            " other means and name it with --weights."
        ) from error
    return _tensors(tensors, CHECKPOINT)


def _tensors(found: Any, where: object) -> dict[str, Tensor]:
    if not isinstance(found, dict) or not all(isinstance(v, Tensor) for v in found.values()):
        raise NoWeights(f"{where} holds more than tensors by name: it has no weights of EnCodec.")
    return {str(name): values for name, values in found.items()}


def _renamed(item: tuple[str, Tensor]) -> tuple[str, Tensor]:
    """The hub's `decoder.layers.3.conv.weight_g` as the package has it,
    `decoder.model.3.convtr.convtr.weight_g`; the package's own as they are."""
    name, values = item
    name = name.replace("parametrizations.weight.original0", "weight_g")
    name = name.replace("parametrizations.weight.original1", "weight_v")
    if ".layers." not in name or not name.startswith(PARTS):
        return name, values
    name = name.replace(".layers.", ".model.")
    raises = re.match(r"decoder\.model\.(3|6|9|12)\.conv\.", name)  # the upsampling layers
    return name.replace(".conv.", ".convtr.convtr." if raises else ".conv.conv."), values
