"""Euler on flows whose answer is known, and states that stay with their own step."""

import numpy as np
import pytest

from engine.sampler import euler, levels

rng = np.random.default_rng(1)
DATA, NOISE = rng.normal(size=(2, 6, 4)).astype(np.float32)


@pytest.mark.parametrize("steps", [1, 2, 4, 16])
def test_levels_run_from_noise_to_data_in_growing_steps(steps):
    found = levels(steps)
    assert found.shape == (steps + 1,)
    assert (found[0], found[-1]) == (1, 0)
    lengths = -np.diff(found)
    assert (lengths > 0).all()
    assert (np.diff(lengths) >= 0).all()


@pytest.mark.parametrize("steps", [1, 2, 3, 16])
def test_a_straight_path_is_walked_exactly(steps):
    """Velocity noise - data everywhere: one step is as good as many."""
    made, _ = euler(lambda x, t, until, state: (NOISE - DATA, state), NOISE, steps, [None] * steps)
    np.testing.assert_allclose(made, DATA, atol=1e-6)
    assert made.dtype == np.float32


@pytest.mark.parametrize("steps", [1, 2, 5])
def test_a_linear_flow_is_euler_s_product(steps):
    """dx/dt = x, from t = 1 to 0: each step of length h multiplies by 1 - h."""
    made, _ = euler(lambda x, t, until, state: (x, state), NOISE, steps, [None] * steps)
    product = np.prod(1 + np.diff(levels(steps)))
    np.testing.assert_allclose(made, NOISE * product, rtol=1e-5, atol=1e-6)


def test_more_steps_come_nearer_to_a_curved_path():
    errors = []
    for steps in (1, 4, 16, 64):
        made, _ = euler(lambda x, t, until, state: (x, state), NOISE, steps, [None] * steps)
        errors.append(float(np.abs(made - NOISE * np.exp(-1)).max()))
    assert errors == sorted(errors, reverse=True)
    assert errors[-1] < 0.02


@pytest.mark.parametrize("steps", [1, 2, 5])
def test_jumps_that_know_their_ends_are_exact_in_any_number(steps):
    """dx/dt = x again, by mean velocities: what a distilled model is."""
    made, _ = euler(
        lambda x, t, until, state: (x * np.float32(np.expm1(until - t) / (until - t)), state),
        NOISE, steps, [None] * steps,
    )
    np.testing.assert_allclose(made, NOISE * np.exp(-1), rtol=1e-5, atol=1e-6)


def test_each_step_has_its_own_state_and_knows_where_it_starts_and_leads():
    seen = []

    def denoise(x, t, until, state):
        seen.append((t, until, state))
        return np.zeros_like(x), state + 1

    _, first = euler(denoise, NOISE, 4, (0, 10, 20, 30))
    assert first == (1, 11, 21, 31)
    _, second = euler(denoise, NOISE, 4, first)
    assert second == (2, 12, 22, 32)
    starts, ends = levels(4)[:-1].tolist(), levels(4)[1:].tolist()
    assert seen[:4] == list(zip(starts, ends, (0, 10, 20, 30), strict=True))
    assert [(t, until) for t, until, _ in seen[4:]] == list(zip(starts, ends, strict=True))


def test_what_came_in_is_left_as_it_was():
    before, states = NOISE.copy(), (0, 0)
    euler(lambda x, t, until, state: (np.ones_like(x), state + 1), NOISE, 2, states)
    np.testing.assert_array_equal(NOISE, before)
    assert states == (0, 0)
