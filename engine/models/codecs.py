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


def choose(
    name: str | None, folder: Path, corpus: Path, weights: Path | None = None
) -> str:
    """Make sure that `folder` has the codec `name`, if a codec can simply be brought there; returns
    the name, which is the folder's own when none is asked for.

    weights: a file with those of EnCodec; by default the released ones are fetched.
    Raises AnotherCodec, NoEncodec, NoWeights, and FileNotFoundError where there is no corpus.
    """
    has = in_folder(folder)
    if name not in (None, *NAMES):
        raise AnotherCodec(f"There is no codec {name!r}: choose from {', '.join(NAMES)}.")
    if weights is not None and (name or has) != ENCODEC:
        raise AnotherCodec(f"--weights are those of EnCodec: add --codec {ENCODEC}.")
    name = name or has
    if name == has == OWN or (name == has and weights is None):
        return name
    if has == ENCODEC or (Path(folder) / "codec.safetensors").exists():
        raise AnotherCodec(
            f"{folder} has the codec {has} already, and what was trained on it: name another"
            " --folder, or leave out --codec and --weights."
        )
    encodec.prepare(folder, corpus, weights)
    return name


def refuse(stage: str, folder: Path, name: str | None = None) -> None:
    """Raise AnotherCodec when a stage that trains a codec is asked to train EnCodec."""
    if (name or in_folder(folder)) != ENCODEC:
        return
    sentences = {
        "codec": f"EnCodec is trained already: begin with `flowbend train denoiser --codec {ENCODEC}`.",
        "decoder": "EnCodec's decoder is played as it was released, so there is nothing to finish:"
        " go on with `flowbend export`.",
    }
    raise AnotherCodec(sentences[stage])
