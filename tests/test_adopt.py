"""Weights that were given away come back: the same function in torch, and another export of it."""

import numpy as np
import pytest
import torch

from engine.contract import FOLDED
from engine.instrument import SHIPPED
from engine.models import adopt, stages
from engine.models.denoiser import Denoiser
from engine.models.train_denoiser import config_for
from engine.models.training import DoesNotFit
from engine.session import Session


@pytest.fixture(scope="module")
def codec():
    return adopt.codec(SHIPPED)


def numbers(*shape, seed=0):
    return np.random.default_rng(seed).standard_normal(shape).astype(np.float32)


@torch.no_grad()
def agree(model, file, inputs):
    """Torch and ONNX Runtime on a run from the start state."""
    session = Session(SHIPPED / file)
    state = np.zeros((1, model.layout.size), np.float32)
    names = [name for name in session.inputs if name != "state.memory"]
    got, _ = session.step(dict(zip(names, inputs, strict=True)), state)
    made, _ = model.step(*map(torch.from_numpy, inputs), torch.from_numpy(state))
    np.testing.assert_allclose(made.numpy(), got, atol=1e-3 * np.abs(got).max())


def test_the_codec_is_the_one_that_was_exported(codec):
    agree(codec.encoder, "encoder.onnx", [0.1 * numbers(1, 2, 20 * 512)])
    agree(codec.decoder, "decoder.onnx", [numbers(1, 20, 80)])


def test_the_denoiser_is_the_one_that_was_exported(codec):
    denoiser = Denoiser(config_for(codec))
    assert adopt.denoiser(SHIPPED, denoiser) == FOLDED
    c, keys = denoiser.config, np.zeros((1, 20, 129), np.float32)
    keys[:, :, 60], keys[:, :, -1] = 0.8, 1
    level = np.array([0.7], np.float32)
    inputs = [numbers(1, 20, 80), level, level / 2, np.full((1, 20), 3, np.float32),
              np.abs(numbers(1, 20, c.who_columns)), numbers(1, 20, 9, seed=1), keys]
    agree(denoiser, "denoiser.onnx", inputs)


def test_what_was_adopted_is_what_the_stages_load(tmp_path):
    names = [path.name for path in stages.adopt(SHIPPED, tmp_path)]
    assert names == ["codec.safetensors", "denoiser.safetensors", "distil.safetensors"]
    codec = stages.load_codec(tmp_path)
    assert stages.is_distilled(tmp_path)
    ours = stages.load_denoiser(tmp_path, codec).state_dict()
    theirs = stages.load_denoiser(tmp_path, codec, finished=False).state_dict()
    assert all(torch.equal(ours[name], theirs[name]) for name in ours)


def test_another_shape_is_refused(codec, monkeypatch):
    with pytest.raises(FileNotFoundError, match="flowbend export"):
        adopt.codec(SHIPPED / "nowhere")
    narrow = type(codec.config)(decoder_width=64)
    monkeypatch.setattr(adopt, "CodecConfig", lambda: narrow)
    with pytest.raises(DoesNotFit, match="of another shape"):
        adopt.codec(SHIPPED)

