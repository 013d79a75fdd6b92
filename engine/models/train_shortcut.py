"""All that a denoiser learns, at once: the flow from data, jumps and guidance from its own average.

Shortcut models (Frans et al. 2024) are trained so from the start: no stage waits for another, and
whenever training stops there is a network that plays. Guidance is folded in as `train_distil.py`
does it, but the teacher is the network's own average, asked without guidance: that part of it
learns from data alone, so the lesson cannot drift.
"""

from dataclasses import dataclass, field
from pathlib import Path

from torch import Tensor, nn

from engine.models.codecs import AnyCodec
from engine.models.denoiser import Denoiser
from engine.models.train_denoiser import DenoiserStage, DenoiserTraining
from engine.models.train_distil import DistilStage, DistilTraining


@dataclass(frozen=True)
class ShortcutTraining:
    """What a step is made of."""

    flow: DenoiserTraining = field(default_factory=lambda: DenoiserTraining(batch=12, seed=4))
    distil: DistilTraining = field(default_factory=lambda: DistilTraining(batch=10, seed=5))


class ShortcutStage:
    """See `training.Stage`. `model` starts as `denoiser`, which may know jumps already or not."""

    name = "shortcut"

    def __init__(
        self, folder: Path, codec: AnyCodec, denoiser: Denoiser, training: ShortcutTraining,
        keep: Path | None = None,
    ):
        self.distil = DistilStage(folder, codec, denoiser, training.distil, keep)
        self.distil.teacher = self.distil.target
        self.flow = DenoiserStage(folder, codec, training.flow, keep)
        self.model: nn.Module = self.distil.model
        self.flow.model = self.model

    def step(self, progress: float) -> dict[str, Tensor]:
        losses, _ = self.distil.learn()
        flow = self.flow.step(progress)["loss"]
        return losses | {"loss": losses["loss"] + flow, "flow": flow}

    def draw_on(self, step: int) -> None:
        """See `training.draw_on`."""
        self.distil.draw_on(step)
        self.flow.draw_on(step)

    def validate(self, model: nn.Module) -> dict[str, float]:
        """The loss of the flow, and how far few steps end from sixteen guided ones."""
        return self.distil.validate(model) | {"flow": self.flow.validate(model)["loss"]}
