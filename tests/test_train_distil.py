"""Jumps are two jumps of half the way, and guidance is the teacher's: on flows known beforehand."""

import itertools
import json
from dataclasses import replace

import numpy as np
import pytest
import tiny_corpus
import torch
from streaming_law import wild
from tiny_corpus import CODEC

from engine import lanes, sampler
from engine.models.codec import Codec
from engine.models.denoiser import Denoiser, DenoiserConfig
from engine.models.instruments import FAMILIES, INSTRUMENTS
from engine.models.train_distil import (
    STEP_COUNTS,
    DistilStage,
    DistilTraining,
    half_way,
    jumps,
    midpoint,
)
from engine.models.training import Schedule, fit

CHANNELS = CODEC.latent_channels
CONFIG = DenoiserConfig(
    latent_channels=CHANNELS, instruments=len(INSTRUMENTS), families=len(FAMILIES), width=32,
    deep_width=32, dilations=(1,), deep_dilations=(1, 2), condition_width=16, group_size=16,
)
SMALL = DistilTraining(batch=6, crop_latents=12)


@pytest.fixture(scope="module")
def corpus_folder(tmp_path_factory):
    return tiny_corpus.write(tmp_path_factory.mktemp("distil") / "corpus")


def numbers(*shape, seed=0):
    return torch.randn(*shape, generator=torch.Generator().manual_seed(seed))


def conditions(batch, latents=12):
    widths = (CONFIG.who_columns, len(lanes.COLUMNS), lanes.NOTE_COLUMNS)
    return [numbers(batch, latents, width, seed=width) for width in widths]


@pytest.mark.parametrize("steps", STEP_COUNTS)
def test_half_way_is_where_twice_as_many_steps_would_stop(steps):
    fine = torch.from_numpy(sampler.levels(2 * steps)).float()
    torch.testing.assert_close(midpoint(fine[:-2:2], fine[2::2]), fine[1::2])


def test_jumps_are_steps_of_the_schedules_that_are_played():
    t, until, finest = jumps(2000, np.random.default_rng(1))
    assert t.shape == until.shape == finest.shape == (2000,)
    assert (t > until).all() and t.max() == 1 and until.min() == 0
    known = {count: {(np.float32(a), np.float32(b))
                     for a, b in itertools.pairwise(sampler.levels(count))}
             for count in STEP_COUNTS}
    found = list(zip(t.numpy(), until.numpy(), finest.tolist(), strict=True))
    for start, end, shortest in found:
        assert ((start, end) in known[max(STEP_COUNTS)]) == shortest
        assert any((start, end) in pairs for pairs in known.values())
    assert {(start, end) for start, end, _ in found} == set().union(*known.values())
    assert finest.float().mean() == pytest.approx(1 / len(STEP_COUNTS), abs=0.05)
    assert [column.shape for column in jumps(0, np.random.default_rng(1))] == [(0,)] * 3


def pull(x, t, until, guidance, *_):
    """A flow that is no straight line, jumped: dx/dt = x, exactly."""
    way = (until - t)[:, None, None]
    short = way.abs() < 1e-4
    return torch.where(short, x, x * torch.expm1(way) / torch.where(short, torch.ones(()), way))


def bent(x, t, until, guidance, *_):
    """An answer that depends on everything it is told."""
    return x.tanh() * (1 + t + 2 * until)[:, None, None] * guidance[..., None]


@pytest.mark.parametrize("model", [pull, bent])
def test_two_steps_end_where_their_mean_velocity_leads(model):
    x, guidance = numbers(6, 12, 8), 1 + torch.rand(6, 12)
    t, until, _ = jumps(6, np.random.default_rng(2))
    made = half_way(model, x, t, until, torch.zeros(6, dtype=torch.bool), guidance, [])
    middle = midpoint(t, until)
    there = x + (middle - t)[:, None, None] * model(x, t, middle, guidance)
    there = there + (until - middle)[:, None, None] * model(there, middle, until, guidance)
    torch.testing.assert_close(x + (until - t)[:, None, None] * made, there)


def test_what_jumps_exactly_is_its_own_target():
    """Where training ends: nothing more to learn."""
    x, guidance = numbers(50, 4, 8), torch.ones(50, 4)
    t, until, _ = jumps(50, np.random.default_rng(3))
    target = half_way(pull, x, t, until, torch.zeros(50, dtype=torch.bool), guidance, [])
    torch.testing.assert_close(target, pull(x, t, until, guidance), rtol=1e-4, atol=1e-4)


def test_the_shortest_jumps_follow_the_flow_itself():
    """No schedule is finer: each half goes by the velocity where it starts."""
    x, guidance, finest = numbers(2, 4, 8), torch.ones(2, 4), torch.tensor([True, False])
    t, until = torch.tensor([0.9, 0.9]), torch.tensor([0.7, 0.7])
    told = []

    def model(x, t, until, guidance):
        told.append((t.tolist(), until.tolist()))
        return pull(x, t, until, guidance)

    made = half_way(model, x, t, until, finest, guidance, [])
    middle = midpoint(t, until).tolist()
    assert told[0] == (t.tolist(), [t[0].item(), middle[1]])
    assert told[1] == (middle, [middle[0], until[1].item()])
    first = x[0] * (1 + middle[0] - 0.9) * (1 + 0.7 - middle[0])  # two of Euler's steps
    torch.testing.assert_close(x[0] - 0.2 * made[0], first, rtol=1e-4, atol=1e-5)


@pytest.fixture
def stage(corpus_folder):
    """On a tiny corpus; its teacher answers to everything."""
    torch.manual_seed(1)
    return DistilStage(corpus_folder, Codec(CODEC).eval(), wild(Denoiser(CONFIG)), SMALL)


@torch.no_grad()
def test_the_teacher_leads_by_classifier_free_guidance(stage):
    x, t, asked = numbers(3, 12, CHANNELS), torch.tensor([0.2, 0.5, 1.0]), conditions(3)
    nothing = [torch.zeros_like(column) for column in asked]
    plain = torch.ones(3, 12)
    conditional = stage.teacher(x, t, t, plain, *asked)
    free = stage.teacher(x, t, t, plain, *nothing)
    for strength, expected in ((1.0, conditional), (0.0, free), (3.0, 3 * conditional - 2 * free)):
        made = stage.led(x, t, torch.full((3,), strength), asked)
        torch.testing.assert_close(made, expected, rtol=1e-3, atol=1e-4)
    mixed = stage.led(x, t, torch.tensor([1.0, 0.0, 3.0]), asked)
    torch.testing.assert_close(mixed[1], free[1], rtol=1e-3, atol=1e-4)
    assert (conditional - free).abs().max() > 1e-2


def test_losses_are_of_jumps_and_of_the_teacher_and_teach_only_the_student(stage):
    student, target = wild(Denoiser(CONFIG), seed=1), wild(Denoiser(CONFIG), seed=2)
    batch = [numbers(6, 12, CHANNELS, seed=9), *conditions(6)]

    def losses():
        return stage.losses(student, target, batch, np.random.default_rng(4),
                            torch.Generator().manual_seed(4))[0]

    found = losses()
    assert set(found) == {"loss", "jump", "follow"}
    assert found["loss"].item() == pytest.approx(
        0.5 * (found["jump"] + found["follow"]).item(), rel=1e-5
    )
    assert all(torch.equal(value, found[name]) for name, value in losses().items())
    found["loss"].backward()
    assert all(p.grad is not None and p.grad.any() for p in student.jump.parameters())
    assert student.guidance[2].weight.grad.any()
    assert all(p.grad is None for model in (target, stage.teacher) for p in model.parameters())


def test_at_guidance_1_there_is_nothing_to_follow_before_training(corpus_folder):
    """The student starts as the teacher, and its new inputs say nothing yet."""
    teacher, fresh = wild(Denoiser(CONFIG), scale=1.0), Denoiser(CONFIG)
    for name in ("jump", "guidance"):
        getattr(teacher, name).load_state_dict(getattr(fresh, name).state_dict())
    losses = []
    for strength in (1.0, 3.0):
        settings = replace(SMALL, jumps=0.0, guidance=(strength, strength))
        torch.manual_seed(1)
        stage = DistilStage(corpus_folder, Codec(CODEC).eval(), teacher, settings)
        losses.append(stage.step(0.0)["loss"].item())
    assert losses[0] < 0.02 * losses[1]  # but for the rounding of products


def test_a_stage_trains_the_student_alone_and_its_target_drifts_after_it(corpus_folder, tmp_path):
    torch.manual_seed(1)
    teacher = wild(Denoiser(CONFIG))
    first = {name: value.clone() for name, value in teacher.state_dict().items()}
    stage = DistilStage(corpus_folder, Codec(CODEC).eval(), teacher, SMALL)

    def distance(a, b):
        return sum(float((a[k] - b[k]).abs().sum()) for k in first)

    optimiser = torch.optim.SGD(stage.model.parameters(), 1.0)
    for _ in range(4):
        optimiser.zero_grad()
        stage.step(0.0)["loss"].backward()
        optimiser.step()
    student, target = stage.model.state_dict(), stage.target.state_dict()
    assert distance(stage.teacher.state_dict(), first) == 0
    assert 0 < distance(target, first) < distance(student, first)
    assert distance(target, student) > 0
    assert fit(stage, Schedule(minutes=1e-9), tmp_path).name == "distil.safetensors"
    row = json.loads((tmp_path / "distil.log.jsonl").read_text().splitlines()[-1])
    assert {"loss", "jump", "follow", "held_out_steps_1", "held_out_spread_4"} <= set(row)
    assert all(np.isfinite(value) for value in row.values())


def test_a_stage_validates_the_same_each_time_and_sees_a_difference(stage):
    with torch.no_grad():
        first, again = stage.validate(stage.model), stage.validate(stage.model)
        other = stage.validate(wild(Denoiser(CONFIG), seed=5))
    assert first == again
    assert {f"{what}_{count}" for what in ("steps", "spread") for count in (1, 2, 4)} == set(first)
    assert any(abs(first[key] - other[key]) > 1e-3 for key in first)
