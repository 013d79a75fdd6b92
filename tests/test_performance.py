"""Scripts become controls, block by block, whatever the block; what is made can be lined up."""

import numpy as np
import pytest

from engine.models import performance
from engine.models.codec_trial import aligned
from engine.models.performance import Script, as_long_as, perform, play, reconstruct
from engine.parameters import DRIVEN, INDEX
from engine.store import Kind

HOP, RATE = 512, 48000


def script(**changes) -> Script:
    given = {
        "seconds": 1.0, "settings": {"steps": 1, "seed_a": 3},
        "notes": [(700, 9000, 60, 0.5), (9100, 20000, 60, 0.8)],
        "curves": {"rms": np.linspace(-40, -10, 93, dtype=np.float32)}, "driven": ("notes",),
    }
    return Script(**(given | changes))


@pytest.mark.parametrize("latents", [2, 8, 32])
def test_every_note_and_curve_arrives_once_and_where_it_was(latents):
    heard, curve = [], []
    for block, controls in enumerate(script().controls(HOP, RATE, latents)):
        heard += [(block * latents * HOP + e.offset, e.kind, e.a) for e in controls.events]
        curve += controls.curves["rms"].tolist()
        assert controls.values[INDEX["steps"]] == 1
        assert controls.values[INDEX["rms_mode"]] == DRIVEN
        assert controls.values[INDEX["notes_mode"]] == DRIVEN
        assert controls.values[INDEX["brightness_mode"]] != DRIVEN
    whole = 93 // latents * latents
    np.testing.assert_array_equal(curve, script().curves["rms"][:whole])
    on = [at for at, kind, _ in heard if kind == Kind.NOTE_ON]
    assert on == [700, 9100]
    # A key is let go at the beginning of a latent, and never before it was struck.
    off = [at for at, kind, _ in heard if kind == Kind.NOTE_OFF]
    assert all(at % HOP == 0 for at in off) and off[0] <= on[1] < off[1]


def test_blocks_of_any_length_are_the_same_sound(shipped):
    # 64 latents: whole blocks at every length.
    long, short = (play(shipped, script(seconds=64 * HOP / RATE), n) for n in (32, 2))
    assert long.shape == short.shape
    np.testing.assert_allclose(long, short, atol=1e-4)


def test_a_performance_has_the_device_s_shape(shipped):
    controls = list(script(seconds=0.4).controls(HOP, RATE, 8))
    audio = perform(shipped, controls, 8)
    assert audio.shape == (len(controls) * 8 * HOP, shipped.decoder.contract.channels)


def test_the_codec_alone_keeps_the_length(shipped):
    sound = 0.1 * np.random.default_rng(1).standard_normal((RATE // 2 + 77, 2)).astype(np.float32)
    assert len(reconstruct(shipped, sound)) == len(sound)


def test_every_core_plays_what_one_plays(shipped):
    scripts = [script(seconds=0.8), script(seconds=0.8, settings={"steps": 1, "seed_a": 9})]
    both = performance.play_all(shipped, scripts, "test")
    for one, made in zip(scripts, both, strict=True):
        np.testing.assert_allclose(made, play(shipped, one).mean(axis=1), atol=1e-6)


def test_length_is_made_to_fit():
    audio = np.ones((5, 2), np.float32)
    assert as_long_as(audio, 7).sum() == 10 and as_long_as(audio, 3).shape == (3, 2)


@pytest.mark.parametrize("lag", [-1105, 0, 37, 2257])
def test_a_codec_s_delay_is_taken_out(lag):
    like = np.random.default_rng(2).standard_normal((20000, 2)).astype(np.float32)
    made = np.pad(like, ((lag, 0), (0, 0))) if lag >= 0 else like[-lag:]
    moved = aligned(made, like)
    assert moved.shape == like.shape
    inner = slice(3000, 15000)
    np.testing.assert_array_equal(moved[inner], like[inner])
