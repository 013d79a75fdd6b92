"""Flow, jumps and guidance at once: one network, its own average for a teacher."""

from dataclasses import replace

import numpy as np
import pytest
import tiny_corpus
import torch
from streaming_law import wild
from test_train_distil import CONFIG, SMALL
from tiny_corpus import CODEC

from engine.models.codec import Codec
from engine.models.denoiser import Denoiser
from engine.models.train_denoiser import DenoiserTraining
from engine.models.train_shortcut import ShortcutStage, ShortcutTraining
from engine.models.training import Schedule, fit


@pytest.fixture
def stage(tmp_path):
    torch.manual_seed(1)
    training = ShortcutTraining(
        DenoiserTraining(batch=4, crop_latents=12), replace(SMALL, target_ema=0.5)
    )
    corpus = tiny_corpus.write(tmp_path / "corpus")
    return ShortcutStage(corpus, Codec(CODEC).eval(), wild(Denoiser(CONFIG)), training)


def test_one_network_learns_all_and_its_average_leads(stage):
    assert stage.distil.teacher is stage.distil.target
    assert stage.model is stage.distil.model is stage.flow.model
    assert stage.model is not stage.distil.target
    first = [p.clone() for p in stage.distil.teacher.parameters()]
    optimiser = torch.optim.SGD(stage.model.parameters(), 0.1)
    for _ in range(3):
        losses = stage.step(0.0)
        optimiser.zero_grad()
        losses["loss"].backward()
        optimiser.step()
    assert losses["loss"].item() == pytest.approx(
        (0.5 * (losses["jump"] + losses["follow"]) + losses["flow"]).item(), rel=1e-4
    )
    assert all(p.grad is None for p in stage.distil.teacher.parameters())
    assert any(not torch.equal(a, b)
               for a, b in zip(first, stage.distil.teacher.parameters(), strict=True))


def test_it_leaves_weights_and_figures_of_both(stage, tmp_path):
    assert fit(stage, Schedule(minutes=1e-9), tmp_path).name == "shortcut.safetensors"
    with torch.no_grad():
        found = stage.validate(stage.model)
        assert found == stage.validate(stage.model)
    assert {"flow", "steps_1", "steps_2", "steps_4", "spread_2"} <= set(found)
    assert all(np.isfinite(value) for value in found.values())
