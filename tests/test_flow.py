"""The straight path, and what is left out on it."""

import pytest
import torch

from engine import lanes
from engine.models import flow

BATCH, LATENTS, INSTRUMENTS, FAMILIES = 4000, 2, 3, 2


def generator(seed=1):
    return torch.Generator().manual_seed(seed)


def test_the_path_runs_straight_from_data_to_noise():
    data, noise = torch.randn(2, 5, 4, 3, generator=generator())
    t = torch.tensor([0.0, 1.0, 0.5, 0.25, 0.9])
    x, velocity = flow.on_path(data, noise, t)
    assert torch.equal(velocity, noise - data)
    assert torch.equal(x[0], data[0]) and torch.equal(x[1], noise[1])
    back = x - t[:, None, None] * velocity
    torch.testing.assert_close(back, data)


def test_levels_lie_between_data_and_noise_and_mostly_in_the_middle():
    t = flow.levels(20000, generator())
    assert t.shape == (20000,) and t.min() >= 0 and t.max() <= 1
    assert ((t > 0.2) & (t < 0.8)).float().mean() > 0.6
    assert (t == 1).float().mean() == pytest.approx(flow.PURE_NOISE, abs=0.01)
    assert (t < 0.05).float().mean() > 0.005
    assert torch.equal(t, flow.levels(20000, generator()))


@pytest.fixture(scope="module")
def dropped():
    """All conditions as ones, and what is left of them."""
    shapes = (INSTRUMENTS + FAMILIES, len(lanes.COLUMNS), lanes.NOTE_COLUMNS)
    before = [torch.ones(BATCH, LATENTS, width) for width in shapes]
    after = flow.drop_conditions(*before, INSTRUMENTS, generator())
    assert all(torch.equal(column, torch.ones_like(column)) for column in before)
    return after


def kept(column):
    """(B,) whether the group is there, once it is either whole or gone in each example."""
    flat = column.flatten(1)
    there = flat.amax(1)
    assert torch.equal(flat.amin(1), there) and set(there.tolist()) <= {0.0, 1.0}
    return there.bool()


def test_each_group_is_left_out_whole_and_as_often_as_it_says(dropped):
    who, asked, notes = dropped
    some = 1 - flow.ALL_DROPPED
    for group, probability in flow.GROUP_DROPPED.items():
        share = kept(asked[..., lanes.GROUPS[group]]).float().mean()
        assert share == pytest.approx(some * (1 - probability), abs=0.03), group
    assert kept(notes).float().mean() == pytest.approx(some * (1 - flow.NOTES_DROPPED), abs=0.03)
    instrument, family = kept(who[..., :INSTRUMENTS]), kept(who[..., INSTRUMENTS:])
    there = some * (1 - flow.INSTRUMENT_DROPPED)
    assert instrument.float().mean() == pytest.approx(there, abs=0.03)
    assert not (instrument & ~family).any()  # an instrument always brings its family
    alone = some * flow.INSTRUMENT_DROPPED * (1 - flow.FAMILY_TOO)
    assert (family & ~instrument).float().mean() == pytest.approx(alone, abs=0.02)


def test_groups_are_left_out_apart_and_sometimes_all_together(dropped):
    who, asked, notes = dropped
    groups = [kept(asked[..., part]) for part in lanes.GROUPS.values()]
    groups += [kept(notes), kept(who[..., INSTRUMENTS:])]
    assert len({tuple(row) for row in torch.stack(groups, 1).tolist()}) > 40
    nothing = ~torch.stack(groups).any(0)
    assert flow.ALL_DROPPED - 0.02 < nothing.float().mean() < flow.ALL_DROPPED + 0.03


def test_the_same_generator_leaves_out_the_same():
    columns = [torch.ones(50, 1, width) for width in (5, 9, 129)]
    first, second = (flow.drop_conditions(*columns, 3, generator(7)) for _ in range(2))
    assert all(torch.equal(a, b) for a, b in zip(first, second, strict=True))
