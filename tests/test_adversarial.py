"""Judges of sound and of latents: they learn to tell, they pull as strongly as they are told to."""

import numpy as np
import pytest
import tiny_corpus
import torch
from streaming_law import wild
from test_train_distil import CONFIG, SMALL, conditions
from tiny_corpus import CODEC

from engine.models.balance import beside
from engine.models.codec import Codec
from engine.models.denoiser import Denoiser
from engine.models.discriminator import Discriminator
from engine.models.latent_judge import LatentJudge
from engine.models.train_adversarial import AdversarialStage, AdversarialTraining
from engine.models.train_decoder import DecoderStage, DecoderTraining


@pytest.fixture(scope="module")
def corpus_folder(tmp_path_factory):
    return tiny_corpus.write(tmp_path_factory.mktemp("adversarial") / "corpus")


@pytest.mark.parametrize("unit", [1e-6, 1.0, 1e6])
def test_a_loss_pulls_by_its_weight_whatever_its_unit(unit):
    made = torch.randn(4, 100, requires_grad=True)
    target = torch.randn(4, 100)
    main = (made - target).square().mean()
    extra = unit * made.abs().sum()
    (alone,) = torch.autograd.grad(main, made, retain_graph=True)
    (pull,) = torch.autograd.grad(beside(main, made, extra, made, 0.25), made)
    assert pull.norm().item() == pytest.approx(0.25 * alone.norm().item(), rel=1e-4)
    torch.testing.assert_close(pull / pull.norm(), made.sign() / made.numel() ** 0.5)


def test_what_has_no_opinion_does_not_pull():
    made = torch.randn(3, 5, requires_grad=True)
    pull = beside(made.square().mean(), made, 0 * made.sum(), made, 1.0)
    assert torch.autograd.grad(pull, made)[0].abs().max() == 0


def test_the_judge_of_sound_learns_to_tell_tones_from_noise():
    torch.manual_seed(1)
    judge = Discriminator()
    optimiser = torch.optim.AdamW(judge.parameters(), 1e-3)
    time = torch.arange(8192) / 48000
    losses = []
    for _ in range(12):
        tones = 0.1 * torch.sin(2 * torch.pi * (200 + 800 * torch.rand(4, 1)) * time)
        loss = judge.loss(0.1 * torch.randn(4, 8192), tones)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        losses.append(loss.item())
    assert losses[-1] < 0.5 * losses[0]
    fool, match = judge.teach(tones, tones)
    assert match.item() == 0
    assert fool < judge.teach(0.1 * torch.randn(4, 8192), tones)[0]


def test_the_judge_of_latents_hears_the_controls():
    judge = LatentJudge(CONFIG)
    latents = torch.randn(2, 12, CONFIG.latent_channels)
    asked = conditions(2)
    scores = judge(latents, asked)
    assert scores.shape == (2, 12)
    other = judge(latents, [asked[0], asked[1], asked[2] + 1])
    assert (scores - other).abs().min() > 0


@pytest.fixture
def stage(corpus_folder):
    torch.manual_seed(1)
    student, teacher = wild(Denoiser(CONFIG), seed=1), wild(Denoiser(CONFIG), seed=2)
    training = AdversarialTraining(distil=SMALL, batch=4)
    return AdversarialStage(corpus_folder, Codec(CODEC).eval(), student, teacher, training)


def test_post_training_starts_from_the_student_and_moves_it_alone(stage):
    start = wild(Denoiser(CONFIG), seed=1).state_dict()
    assert all(torch.equal(value, start[name]) for name, value in stage.model.state_dict().items())
    teacher = {k: v.clone() for k, v in stage.distil.teacher.state_dict().items()}
    early, late = stage.step(0.0), stage.step(1.0)
    assert "opinion" not in early
    assert {"loss", "jump", "follow", "judged", "opinion"} <= set(late)
    late["loss"].backward()
    assert all(p.grad is not None for p in stage.model.parameters())
    after = stage.distil.teacher.state_dict()
    assert all(torch.equal(teacher[name], value) for name, value in after.items())


def test_only_the_last_step_remembers_and_it_ends_without_noise(stage):
    for _ in range(4):
        real, made, asked = stage.ends()
        assert real.shape == made.shape and made.requires_grad and not real.requires_grad
        assert len(asked) == 3
        (gradient,) = torch.autograd.grad(made.sum(), stage.model.output.bias)
        assert torch.isfinite(gradient).all() and gradient.abs().max() > 0


def test_the_judge_of_latents_learns_from_pairs(stage):
    real, made, asked = stage.ends()
    losses = [stage.learn(real, made.detach() + 3, asked).item() for _ in range(20)]
    assert np.mean(losses[-3:]) < 0.5 * losses[0]


def test_judges_join_the_decoder_in_their_turn(corpus_folder):
    torch.manual_seed(1)
    stage = DecoderStage(
        corpus_folder, Codec(CODEC).eval(), wild(Denoiser(CONFIG)),
        DecoderTraining(batch=2, warm_latents=4, crop_latents=12, judges_from=0.15),
    )
    assert set(stage.step(0.0)) == {"loss", "spectral", "mel"}
    assert "judged" in stage.step(0.2) and "matching" not in stage.step(0.2)
    losses = stage.step(1.0)
    assert {"judged", "matching"} <= set(losses)
    losses["loss"].backward()
    assert all(torch.isfinite(p.grad).all() for p in stage.model.decoder.parameters())
