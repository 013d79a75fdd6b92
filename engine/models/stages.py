"""The stages of training by name, and the weights that they leave behind."""

from pathlib import Path

from safetensors.torch import load_file

from engine.models.codec import Codec, CodecConfig
from engine.models.denoiser import Denoiser, DenoiserConfig
from engine.models.instruments import FAMILIES, INSTRUMENTS
from engine.models.train_codec import CodecStage, CodecTraining
from engine.models.train_decoder import DecoderStage, DecoderTraining
from engine.models.train_denoiser import DenoiserStage, DenoiserTraining
from engine.models.training import Schedule, fit


def codec(corpus: Path, folder: Path, minutes: float, resume: bool) -> Path:
    """Encoder and decoder, on spectral losses."""
    stage = CodecStage(corpus, CodecConfig(), CodecTraining())
    return fit(stage, Schedule(minutes), folder, resume)


def denoiser(corpus: Path, folder: Path, minutes: float, resume: bool) -> Path:
    """The denoiser, on the latents of the trained codec."""
    stage = DenoiserStage(corpus, load_codec(folder), DenoiserTraining())
    return fit(stage, Schedule(minutes), folder, resume)


def decoder(corpus: Path, folder: Path, minutes: float, resume: bool) -> Path:
    """The decoder alone, on what the denoiser makes; the latents, and the denoiser, stay valid.

    Leaves the whole codec in `decoder.safetensors`, which `load_codec` prefers.
    """
    codec = load_codec(folder, finished=False)
    stage = DecoderStage(corpus, codec, load_denoiser(folder), DecoderTraining())
    return fit(stage, Schedule(minutes, learning_rate=5e-4, validate_minutes=2), folder, resume)


def load_codec(folder: Path, finished: bool = True) -> Codec:
    """The trained codec, with its finished decoder if there is one (and it is wanted).

    Raises FileNotFoundError with the command that makes one.
    """
    folder = Path(folder)
    model, after = Codec(CodecConfig()), folder / "decoder.safetensors"
    _load(model, after if finished and after.exists() else folder / "codec.safetensors", "codec")
    return model


def load_denoiser(folder: Path) -> Denoiser:
    """The trained denoiser. Raises FileNotFoundError with the command that makes one."""
    model = Denoiser(DenoiserConfig(instruments=len(INSTRUMENTS), families=len(FAMILIES)))
    _load(model, Path(folder) / "denoiser.safetensors", "denoiser")
    return model


def _load(model, path: Path, stage: str) -> None:
    if not path.exists():
        raise FileNotFoundError(f"There is no {path}: make it with `flowbend train {stage}`.")
    model.load_state_dict(load_file(path))
    model.eval()
