"""Which codecs there are to train a denoiser on, by name. A folder of checkpoints has one of them.

`flowbend` is this project's own, which `flowbend train codec` makes; `encodec_24khz` is EnCodec,
which is trained already.
"""

from pathlib import Path

from engine.models.codec import Codec, CodecConfig
from engine.models.encodec import model as encodec
from engine.models.encodec.model import Encodec, EncodecConfig

OWN, ENCODEC = "flowbend", encodec.NAME
NAMES = (OWN, ENCODEC)
AnyCodec = Codec | Encodec
AnyConfig = CodecConfig | EncodecConfig


class AnotherCodec(ValueError):
    """A folder's checkpoints belong to another codec than the one asked for, or a stage does."""

    for_the_user = True


def of(config: AnyConfig) -> AnyCodec:
    """An untrained codec of that shape. Raises NoEncodec."""
    return Encodec(config) if isinstance(config, EncodecConfig) else Codec(config)


def in_folder(folder: Path) -> str:
    """The name of the codec that a folder of checkpoints has, or is yet to have."""
    return ENCODEC if encodec.file(folder).exists() else OWN


def check(stage: str, name: str | None, folder: Path, weights: Path | None = None) -> None:
    """Raise, before anything takes time, when a stage cannot go by the codec `name` in `folder`: a
    sentence of AnotherCodec, NoEncodec or NoWeights."""
    _check(stage, name, folder, weights)
    if _is_to_come(stage, name, folder):
        encodec.with_weights(weights)


def choose(name: str | None, folder: Path, corpus: Path, weights: Path | None = None) -> AnyConfig:
    """Make sure that a denoiser can be trained in `folder` on the codec `name`, by default the one
    that it has: EnCodec is brought there, with what is measured on the corpus. Returns its shape.

    weights: a file with those of EnCodec; by default the released ones are fetched.
    Raises AnotherCodec, NoEncodec, NoWeights, and FileNotFoundError where there is no corpus.
    """
    _check("denoiser", name, folder, weights)
    if _is_to_come("denoiser", name, folder):
        encodec.prepare(folder, corpus, weights)
    return EncodecConfig() if in_folder(folder) == ENCODEC else CodecConfig()


def _is_to_come(stage: str, name: str | None, folder: Path) -> bool:
    return stage == "denoiser" and name == ENCODEC and in_folder(folder) != ENCODEC


def _check(stage: str, name: str | None, folder: Path, weights: Path | None) -> None:
    if name not in (None, *NAMES):
        raise AnotherCodec(f"There is no codec {name!r}: choose from {', '.join(NAMES)}.")
    has = in_folder(folder)
    wanted = name or has
    if weights is not None and wanted != ENCODEC:
        raise AnotherCodec(f"--weights are those of EnCodec: add --codec {ENCODEC}.")
    if wanted == ENCODEC and stage in _NOT_ENCODEC:
        raise AnotherCodec(_NOT_ENCODEC[stage])
    if wanted == has and weights is None:
        return
    if has == ENCODEC or (Path(folder) / "codec.safetensors").exists():
        raise AnotherCodec(
            f"{folder} has the codec {has} already, and what was trained on it: name another"
            " --folder, or leave out --codec and --weights."
        )
    if stage != "denoiser":
        raise AnotherCodec(f"{folder} has no EnCodec yet: {_BEGIN}")


_BEGIN = f"begin with `flowbend train denoiser --codec {ENCODEC}`."
_NOT_ENCODEC = {
    "codec": f"EnCodec is trained already: {_BEGIN}",
    "decoder": "EnCodec's decoder is played as it was released, so there is nothing to finish: go"
    " on with `flowbend export`.",
}
