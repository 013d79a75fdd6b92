"""Noise is a function of (seed, latent index), standard normal, and the same for ever."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.noise import morph, noise

seeds = st.integers(0, 65535)


@given(seeds, st.integers(0, 10**7), st.integers(1, 9), st.sampled_from([4, 8, 64, 80]))
def test_a_range_is_its_latents_one_by_one(seed, start, latents, channels):
    whole = noise(seed, start, latents, channels)
    assert whole.shape == (latents, channels) and whole.dtype == np.float32
    alone = [noise(seed, start + i, 1, channels)[0] for i in range(latents)]
    np.testing.assert_array_equal(whole, alone)


@given(seeds, seeds.filter(bool))
def test_other_seeds_are_other_noise(seed, step):
    other = (seed + step) % 65536
    a, b = (noise(s, 0, 64, 64).ravel() for s in (seed, other))
    assert abs(np.corrcoef(a, b)[0, 1]) < 0.1


def test_it_is_standard_normal_and_has_no_memory():
    found = noise(3, 0, 20000, 64)
    assert abs(found.mean()) < 0.005
    assert found.var() == pytest.approx(1, abs=0.005)
    assert np.mean(np.abs(found) < 1) == pytest.approx(0.6827, abs=0.002)
    assert np.mean(np.abs(found) < 2) == pytest.approx(0.9545, abs=0.001)
    assert abs(np.corrcoef(found[:-1].ravel(), found[1:].ravel())[0, 1]) < 0.005
    assert abs(np.corrcoef(found[:, 0], found[:, 1])[0, 1]) < 0.03


def test_its_values_are_a_promise():
    """A take made today sounds the same tomorrow: these numbers never change."""
    start = [0.89744467, -1.2565397, 1.8905005, 0.37427148, 0.434082, 0.14730029]
    np.testing.assert_allclose(noise(1, 0, 1, 8)[0, :6], start, rtol=1e-6)
    far = [-0.7425629, -0.24872798, 1.1670623, 0.14592566]
    np.testing.assert_allclose(noise(65535, 100000, 1, 4)[0], far, rtol=1e-6)
    third = [-0.0720204, 1.0164886, 1.5911555, -0.28725147]
    np.testing.assert_allclose(noise(7, 5, 2, 4)[1], third, rtol=1e-6)


@pytest.mark.parametrize("where", [0.0, 0.2, 0.5, 0.9, 1.0])
def test_a_morph_keeps_unit_variance(where):
    a, b = noise(1, 0, 4000, 64), noise(2, 0, 4000, 64)
    found = morph(a, b, np.full(4000, where))
    assert found.dtype == np.float32
    assert found.var() == pytest.approx(1, abs=0.01)


def test_a_morph_has_ends_and_moves_latent_by_latent():
    a, b = noise(1, 0, 3, 4), noise(2, 0, 3, 4)
    found = morph(a, b, np.array([0.0, 0.5, 1.0]))
    np.testing.assert_allclose(found[0], a[0])
    np.testing.assert_allclose(found[1], (a[1] + b[1]) / np.sqrt(2), rtol=1e-6)
    np.testing.assert_allclose(found[2], b[2], atol=1e-6)
