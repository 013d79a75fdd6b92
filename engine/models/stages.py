"""The stages of training by name, and the weights that they leave behind."""

import dataclasses
from pathlib import Path
from typing import Any

from safetensors.torch import load_file, save_file
from torch import nn

from engine.cluster import join
from engine.contract import FOLDED
from engine.library import digest
from engine.models import adopt as exported
from engine.models import codecs, processes, train_words
from engine.models.codec import Codec, CodecConfig
from engine.models.codecs import AnyCodec
from engine.models.denoiser import Denoiser
from engine.models.encodec import model as encodec
from engine.models.examples import cores, examples
from engine.models.instruments import roster
from engine.models.train_adversarial import AdversarialStage, AdversarialTraining
from engine.models.train_codec import CodecStage, CodecTraining
from engine.models.train_decoder import DecoderStage, DecoderTraining
from engine.models.train_denoiser import DenoiserStage, DenoiserTraining, config_for
from engine.models.train_distil import DistilStage, DistilTraining
from engine.models.train_shortcut import ShortcutStage, ShortcutTraining
from engine.models.train_words import WordsStage, WordsTraining, phrases_in
from engine.models.training import Schedule, Stage, Told, fit, grow


@dataclasses.dataclass(frozen=True)
class Order:
    """What is asked of a stage: the corpus, a folder for checkpoints and logs, and a budget.

    `start` names the weights of a smaller relative to start from; `hours` says how much of the
    corpus is used and `batch` how much is learned at once (defaults suit a laptop; a graphics card
    has room for ten times as much of both; of several processes each learns so much). `codec` names
    the one whose latents are learned, the folder's by default, and `weights` a file with those of
    EnCodec. `ray` is the address of the cluster that encodes it. `told` hears of every step;
    `learning_rate` and `look_minutes`, between two validations and checkpoints, are other than a
    stage's own.
    """

    corpus: Path
    folder: Path
    minutes: float
    resume: bool = False
    start: Path | None = None
    hours: float | None = None
    batch: int | None = None
    codec: str | None = None
    weights: Path | None = None
    ray: str | None = None
    told: Told | None = None
    learning_rate: float | None = None
    look_minutes: float | None = None

    def fill(self, training):
        """A stage's training settings with what was asked for."""
        given = {"hours": self.hours, "batch": self.batch}
        asked = {name: value for name, value in given.items() if value is not None}
        if hasattr(training, "jobs"):
            asked["jobs"] = cores()
        return dataclasses.replace(training, **asked)

    def fit(self, stage: Stage, **own: Any) -> Path:
        """Train a stage, by its own schedule but for what was asked for."""
        look = self.look_minutes
        asked = {"learning_rate": self.learning_rate, "validate_minutes": look,
                 "save_minutes": look}
        given = own | {name: value for name, value in asked.items() if value is not None}
        return fit(stage, Schedule(self.minutes, **given), self.folder, self.resume, self.told)

    def encode(self, codec: AnyCodec, hours: float, held_out: bool = True) -> None:
        """What a stage will ask for, made on the cluster if there is one, where the stage finds it.
        Raises NoCluster."""
        if self.ray is None:
            return
        cluster = join(self.ray) if processes.is_first() else None
        examples(self.corpus, "train", codec, hours, self.keep, cluster=cluster)
        if held_out:
            examples(self.corpus, "phrase", codec, 0.5, self.keep, cluster=cluster)

    @property
    def keep(self) -> Path:
        """Where the encoded corpus is kept."""
        return self.folder / "encoded"


def codec(order: Order) -> Path:
    """Encoder and decoder, on spectral losses."""
    codecs.check("codec", order.codec, order.folder)
    stage = CodecStage(order.corpus, CodecConfig(), order.fill(CodecTraining()))
    if order.start is not None:
        grow(stage.model, load_file(order.start))
    return order.fit(stage)


def denoiser(order: Order) -> Path:
    """The denoiser, on the latents of the trained codec, or of EnCodec."""
    codecs.choose(order.codec, order.folder, order.corpus, order.weights)
    codec, training = load_codec(order.folder, finished=False), order.fill(DenoiserTraining())
    order.encode(codec, training.hours)
    stage = DenoiserStage(order.corpus, codec, training, order.keep)
    if order.start is not None:
        grow(stage.model, load_file(order.start))
    return order.fit(stage)


def distil(order: Order) -> Path:
    """Few steps and folded guidance; leaves `distil.safetensors`, which `load_denoiser` prefers."""
    codec = load_codec(order.folder, finished=False)
    teacher = load_denoiser(order.folder, codec, finished=False)
    training = order.fill(DistilTraining())
    order.encode(codec, training.hours)
    stage = DistilStage(order.corpus, codec, teacher, training, order.keep)
    return order.fit(stage, learning_rate=4e-4, validate_minutes=2)


def adversarial(order: Order) -> Path:
    """The distilled denoiser, judged beside real latents; leaves `adversarial.safetensors`."""
    codec = load_codec(order.folder, finished=False)
    teacher = load_denoiser(order.folder, codec, finished=False)
    student = Denoiser(config_for(codec, roster(order.corpus)))
    _load(student, order.folder / "distil.safetensors", "distil")
    training = AdversarialTraining()
    training = dataclasses.replace(training, distil=order.fill(training.distil))
    order.encode(codec, training.distil.hours)
    stage = AdversarialStage(order.corpus, codec, student, teacher, training, order.keep)
    return order.fit(stage, learning_rate=2e-4, ema=0.998, validate_minutes=2)


def shortcut(order: Order) -> Path:
    """The furthest denoiser there is, on flow, jumps and guidance at once; leaves
    `shortcut.safetensors`, which `load_denoiser` prefers."""
    codec = load_codec(order.folder, finished=False)
    training = ShortcutTraining()
    training = dataclasses.replace(
        training, flow=order.fill(training.flow), distil=order.fill(training.distil)
    )
    started = Denoiser(config_for(codec, roster(order.corpus)))
    _load(started, order.start or furthest(order.folder, but=ShortcutStage.name), "denoiser")
    order.encode(codec, training.flow.hours)
    stage = ShortcutStage(order.corpus, codec, started, training, order.keep)
    return order.fit(stage, learning_rate=5e-4)


def decoder(order: Order) -> Path:
    """The decoder alone, on what the denoiser makes; the latents, and the denoiser, stay valid.

    Leaves the whole codec in `decoder.safetensors`, which `load_codec` prefers.
    """
    codecs.check("decoder", order.codec, order.folder)
    codec = load_codec(order.folder, finished=False)
    assert isinstance(codec, Codec)
    # `shortcut` goes on with the flow itself: what it started from is not what will be played.
    trained_on = (order.folder / f"{ShortcutStage.name}.safetensors").exists()
    flow = load_denoiser(order.folder, codec, finished=trained_on)
    training = order.fill(DecoderTraining())
    order.encode(codec, training.hours, held_out=False)
    stage = DecoderStage(order.corpus, codec, flow, training, order.keep)
    return order.fit(stage, learning_rate=5e-4, validate_minutes=2)


def words(order: Order) -> Path:
    """What captions mean; it needs none of the others, and none needs it."""
    training = WordsTraining()
    if order.batch is not None:
        training = dataclasses.replace(training, batch=order.batch)
    if order.hours is not None:
        training = dataclasses.replace(training, phrases=phrases_in(order.hours))
    stage = WordsStage(order.corpus, training, order.keep)
    return order.fit(stage, learning_rate=3e-3)


STAGES = {
    "codec": codec, "denoiser": denoiser, "distil": distil, "shortcut": shortcut,
    "adversarial": adversarial, "decoder": decoder, "words": words,
}
FEW_STEPS = ("shortcut", "adversarial", "distil")
"""Stages after which a denoiser knows jumps and guidance, the furthest first."""


def adopt(export: Path, folder: Path) -> list[Path]:
    """Leave an export's weights in `folder` as the stages would have; returns the files. Raises
    FileNotFoundError and DoesNotFit."""
    codec = exported.codec(export)
    denoiser = Denoiser(config_for(codec))
    guidance = exported.denoiser(export, denoiser)
    folder.mkdir(parents=True, exist_ok=True)
    models: dict[str, nn.Module] = {"codec": codec, "denoiser": denoiser}
    if guidance == FOLDED:
        models["distil"] = denoiser
    paths = []
    for name, model in models.items():
        paths.append(folder / f"{name}.safetensors")
        save_file(model.state_dict(), paths[-1])
    return paths


def export_words(folder: Path, out: Path) -> list[Path]:
    """The head for words into an export, if one was trained, and the digest; the files."""
    weights = Path(folder) / "words.safetensors"
    return [train_words.export(weights, out), digest.write(out)] if weights.exists() else []


def load_codec(folder: Path, finished: bool = True) -> AnyCodec:
    """The trained codec, with its finished decoder if there is one (and it is wanted); or EnCodec.

    Raises FileNotFoundError with the command that makes one.
    """
    folder = Path(folder)
    if codecs.in_folder(folder) == codecs.ENCODEC:
        return encodec.load(folder)
    model, after = Codec(CodecConfig()), folder / "decoder.safetensors"
    _load(model, after if finished and after.exists() else folder / "codec.safetensors", "codec")
    return model


def load_denoiser(folder: Path, codec: AnyCodec, finished: bool = True) -> Denoiser:
    """The trained denoiser for a codec's latents: the furthest stage there is, or (not `finished`)
    the flow that the others learn from.

    Raises FileNotFoundError with the command that makes one.
    """
    folder = Path(folder)
    model = Denoiser(config_for(codec, roster(folder)))
    _load(model, furthest(folder) if finished else folder / "denoiser.safetensors", "denoiser")
    return model


def furthest(folder: Path, but: str = "") -> Path:
    """The weights of the furthest stage there is, `but` that one."""
    stages = (folder / f"{name}.safetensors" for name in FEW_STEPS if name != but)
    return next((path for path in stages if path.exists()), folder / "denoiser.safetensors")


def is_distilled(folder: Path) -> bool:
    """Whether `load_denoiser` gives one that knows jumps and guidance."""
    return furthest(Path(folder)).stem in FEW_STEPS


def _load(model, path: Path, stage: str) -> None:
    if not path.exists():
        raise FileNotFoundError(f"There is no {path}: make it with `flowbend train {stage}`.")
    model.load_state_dict(load_file(path))
    model.eval()
