"""The denoiser streams, sees as far as it says and no further, and listens to every control."""

import pytest
import torch
from streaming_law import keeps_the_law, wild

from engine import lanes
from engine.models.denoiser import (
    STRIDE,
    Denoiser,
    DenoiserConfig,
    in_pairs,
    sinusoids,
    within_latent_norm,
)

SMALL = DenoiserConfig(
    latent_channels=8, instruments=3, families=2, width=32, deep_width=64,
    deep_dilations=(1, 2, 4), condition_width=24, group_size=16,
)


@pytest.fixture(scope="module")
def model():
    return wild(Denoiser(SMALL))


def inputs(batch=2, latents=20, config=SMALL, seed=0):
    """x, guidance (with a column of its own), who, asked, notes."""
    generator = torch.Generator().manual_seed(seed)
    widths = (
        config.latent_channels, 1, config.who_columns, len(lanes.COLUMNS), lanes.NOTE_COLUMNS
    )
    columns = [torch.randn(batch, latents, width, generator=generator) for width in widths]
    columns[1] = torch.exp(columns[1])
    return columns


def run(model, columns, state=None, t=0.6, until=0.2):
    x, guidance, *conditions = columns
    t, until = torch.full((len(x),), t), torch.full((len(x),), until)
    state = model.layout.start(x) if state is None else state
    with torch.no_grad():
        return model.step(x, t, until, guidance[..., 0], *conditions, state)


@pytest.mark.parametrize("t, until", [(0.0, 0.0), (0.3, 0.3), (1.0, 1.0), (1.0, 0.0), (0.6, 0.2)])
def test_it_keeps_the_law(model, t, until):
    columns = inputs(latents=40)
    start = model.layout.start(columns[0])
    keeps_the_law(
        lambda x, state: run(model, x, state, t, until), columns, start, STRIDE, tolerance=1e-4
    )


def test_the_whole_run_is_training_s_forward(model):
    x, guidance, *conditions = columns = inputs()
    t, until = torch.full((2,), 0.6), torch.full((2,), 0.2)
    with torch.no_grad():
        assert torch.equal(model(x, t, until, guidance[..., 0], *conditions),
                           run(model, columns)[0])


def test_half_a_block_is_refused(model):
    with pytest.raises(RuntimeError):
        run(model, inputs(latents=7))


@pytest.mark.parametrize("config", [
    SMALL, DenoiserConfig(latent_channels=8, width=32, deep_width=32, condition_width=16),
], ids=["small", "shipped depth"])  # fmt: skip
def test_it_sees_as_far_back_as_it_says(config):
    model, field = wild(Denoiser(config)), config.receptive_latents
    latents = field + 8
    for past in (0, 1):
        columns = inputs(1, latents, config)
        columns[0][:, past] = torch.nan
        spoilt = torch.isnan(run(model, columns)[0]).any(-1)[0]
        last = int(spoilt.nonzero().max())
        assert past < last < past + field
        assert last >= past + field - STRIDE - 1  # and says no more than it must


def test_the_shipped_field_is_what_the_contract_says(shipped):
    config = DenoiserConfig()
    assert shipped.contract.receptive_latents == config.receptive_latents
    assert shipped.contract.state_size == Denoiser(config).layout.size


def test_one_row_of_a_batch_is_nothing_to_another(model):
    columns = inputs(batch=3)
    whole, state = run(model, columns)
    alone, its = run(model, [column[1:2] for column in columns])
    assert (whole[1:2] - alone).abs().max() < 1e-5
    assert (state[1:2] - its).abs().max() < 1e-5


def test_every_control_is_heard(model):
    columns = inputs()
    before, _ = run(model, columns)
    assert (run(model, columns, t=0.9, until=0.5)[0] - before).abs().max() > 1e-3
    assert (run(model, columns, until=0.6)[0] - before).abs().max() > 1e-3
    for index in range(5):
        for column in range(columns[index].shape[-1]):
            changed = [c.clone() for c in columns]
            changed[index][:, 10:, column] += 1
            made, _ = run(model, changed)
            assert (made[:, 10:] - before[:, 10:]).abs().max() > 1e-4, (index, column)


def test_an_untrained_denoiser_forgets_nothing_because_it_hears_nothing():
    """Training starts from layers that add nothing: their last weights are zeros."""
    model = Denoiser(SMALL)
    assert all(not block.mix.weight.any() for block in (*model.before, *model.deep, *model.after))


def test_what_few_step_training_adds_says_nothing_before_it():
    """A model of before it, and one that was grown from it, are the same to `until` and guidance,
    and to nothing else."""
    model, fresh = wild(Denoiser(SMALL)), Denoiser(SMALL)
    for name in ("jump", "guidance"):
        getattr(model, name).load_state_dict(getattr(fresh, name).state_dict())
    columns = inputs()
    before, _ = run(model, columns)
    for until in (0.6, 0.59, 0.0):
        assert torch.equal(run(model, columns, until=until)[0], before)
    columns[1] = columns[1] * 3
    assert torch.equal(run(model, columns)[0], before)
    assert not torch.equal(run(model, columns, t=0.61)[0], before)


def test_few_step_training_can_teach_what_it_adds():
    """Silent is not dead: their weights have a slope."""
    model = wild(Denoiser(SMALL))
    fresh = Denoiser(SMALL)
    for name in ("jump", "guidance"):
        getattr(model, name).load_state_dict(getattr(fresh, name).state_dict())
    x, guidance, *conditions = inputs()
    t, until = torch.full((2,), 0.6), torch.full((2,), 0.2)
    model(x, t, until, guidance[..., 0], *conditions).square().mean().backward()
    assert model.jump.weight.grad.any() and model.guidance[2].weight.grad.any()


def test_the_norm_stays_within_one_latent():
    x = torch.randn(2, 6, 64, generator=torch.Generator().manual_seed(1)) * 7 + 3
    normed = within_latent_norm(x, 16)
    groups = normed.unflatten(-1, (-1, 16))
    assert groups.mean(-1).abs().max() < 1e-5
    assert (groups.var(-1, correction=0) - 1).abs().max() < 1e-3
    assert torch.equal(within_latent_norm(x[:, 3:4], 16), normed[:, 3:4])


def test_pairs_lose_nothing():
    x = torch.arange(2 * 6 * 3.0).reshape(2, 6, 3)
    pairs = in_pairs(x)
    assert pairs.shape == (2, 3, 6)
    assert torch.equal(pairs.unflatten(-1, (STRIDE, -1)).flatten(1, 2), x)


def test_noise_levels_are_told_apart():
    found = sinusoids(torch.linspace(0, 1, 101))
    assert found.shape == (101, 64)
    distances = torch.cdist(found, found) + 10 * torch.eye(101)
    assert distances.min() > 0.5
