"""A newcomer that warms up piece by piece is the voice that ran all along, and keeps to its work.
"""

import numpy as np
import pytest
from scenes import values

from engine import newcomer, sampler, voice
from engine.controls import Controls, Hands, ask
from engine.noise import Loop, noise, stretches
from engine.parameters import HELD
from engine.voice import Plan, Roots

ROOTS = Roots((3, 4), (8, 17), Loop(20, 14))


def asked(latents: int) -> voice.Moves:
    knobs = values(morph=0.3, rms_mode=HELD, onset_mode=HELD, onset_rate=7)
    return voice.moves(ask(Controls(knobs), Hands(), latents, 512, 48000)[0])


def counted(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The latents of every stretch that is run from now on."""
    runs: list[int] = []
    run = newcomer._run
    monkeypatch.setattr(
        newcomer, "_run",
        lambda new, instrument, latents: runs.append(latents) or run(new, instrument, latents),
    )
    return runs


@pytest.mark.parametrize("steps, past", [(1, 134), (3, 134), (2, 10), (2, 2)])
def test_it_arrives_as_one_that_played_all_along(shipped, monkeypatch, steps, past):
    plan, whole = Plan(steps, 1), asked(past + 100)
    request = voice.request(shipped, ROOTS, whole, 50)
    new = newcomer.begin(shipped, plan, ROOTS, False, request.part(0, past), 50)
    runs, now = counted(monkeypatch), past
    while not new.is_warm:
        before = len(runs)
        new = newcomer.work(new, shipped, 2)
        cost = sum(newcomer.PASS_WORK + latents for latents in runs[before:])
        assert cost <= 2 * newcomer.WORK + newcomer.DECODER_FIELD + newcomer.PASS_WORK
        new = newcomer.heard(new, request.part(now, now + 2))
        now += 2
    assert now - past <= 2 * (5 + 4 * steps)
    before = len(runs)
    new = newcomer.heard(new, request.part(now, now + 2))
    audio, new = newcomer.arrive(new, shipped, 2)
    assert max(runs[before:]) <= 16  # little is left for the block of the fade
    assert audio.shape == (2 * 512, 2)
    everything = request.part(0, now + 2)
    denoise = voice.denoiser(shipped, plan, everything)
    made, passes = sampler.euler(denoise, everything.noise, steps, voice.fresh(shipped, plan))
    expected, _ = shipped.decoder.step(made, shipped.decoder.start())
    np.testing.assert_allclose(audio, expected[-1024:], atol=1e-5)
    for ours, theirs in zip(new.passes, passes, strict=True):
        np.testing.assert_allclose(ours, theirs, atol=1e-4)


@pytest.mark.parametrize("start", [0, 3, 19, 20, 33, 34, 400])
def test_a_loop_is_a_repeated_range_of_noise(start):
    loop = Loop(20, 14)
    found = np.concatenate([noise(9, at, n, 8) for at, n in stretches(start, 50, loop)])
    range_ = noise(9, 20, 14, 8)
    expected = [range_[(n - 20) % 14] for n in range(start, start + 50)]
    np.testing.assert_array_equal(found, expected)
    assert stretches(start, 50, None) == [(start, 50)]
