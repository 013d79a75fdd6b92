"""The stages of training by name, and the weights that they leave behind."""

from pathlib import Path

from safetensors.torch import load_file

from engine.models.codec import Codec, CodecConfig
from engine.models.denoiser import Denoiser, DenoiserConfig
from engine.models.instruments import FAMILIES, INSTRUMENTS
from engine.models.train_codec import AdversaryStage, CodecStage, CodecTraining
from engine.models.train_denoiser import DenoiserStage, DenoiserTraining
from engine.models.training import Schedule, fit


def codec(corpus: Path, folder: Path, minutes: float, resume: bool) -> Path:
    """Encoder and decoder, on spectral losses."""
    stage = CodecStage(corpus, CodecConfig(), CodecTraining())
    return fit(stage, Schedule(minutes), folder, resume)


def adversary(corpus: Path, folder: Path, minutes: float, resume: bool) -> Path:
    """The decoder alone, against discriminators; the latents, and any denoiser, stay valid.

    Leaves `adversary.safetensors`, which loading prefers to `codec.safetensors`.
    """
    stage = AdversaryStage(corpus, load_codec(folder, adversary=False), CodecTraining())
    return fit(stage, Schedule(minutes, learning_rate=2e-4), folder, resume)


def denoiser(corpus: Path, folder: Path, minutes: float, resume: bool) -> Path:
    """The denoiser, on the latents of the trained codec."""
    stage = DenoiserStage(corpus, load_codec(folder), DenoiserTraining())
    return fit(stage, Schedule(minutes), folder, resume)


def load_codec(folder: Path, adversary: bool = True) -> Codec:
    """The trained codec. Raises FileNotFoundError with the command that makes one."""
    folder = Path(folder)
    model = Codec(CodecConfig())
    after = folder / "adversary.safetensors"
    _load(model, after if adversary and after.exists() else folder / "codec.safetensors", "codec")
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
