"""The codec streams in stereo: the decoder by blocks, the encoder without a look ahead."""

from dataclasses import replace

import pytest
import torch
from streaming_law import keeps_the_law, wild

from engine.models.codec import Codec, CodecConfig, synthesis_window, turned

SMALL = CodecConfig(
    hop=64, window=256, latent_channels=8, encoder_width=24, encoder_blocks=2, decoder_width=24,
    decoder_blocks=3,
)
HOP = SMALL.hop


@pytest.fixture(scope="module")
def codec():
    return wild(Codec(SMALL), scale=0.7)


def numbers(*shape, seed=0):
    return torch.randn(*shape, generator=torch.Generator().manual_seed(seed))


def heard(audio, state):
    """A decoder's output with time in axis 1, as the law has it."""
    return audio.transpose(1, 2), state


def test_the_decoder_keeps_the_law(codec):
    latents = numbers(2, 30, 8)
    keeps_the_law(
        lambda inputs, state: heard(*codec.decoder.step(*inputs, state)), [latents],
        codec.decoder.layout.start(latents), per_latent=HOP,
    )


def test_the_encoder_keeps_the_law(codec):
    hops = numbers(2, 30, 2, HOP)

    def step(inputs, state):
        return codec.encoder.step(inputs[0].transpose(1, 2).flatten(2), state)

    keeps_the_law(step, [hops], codec.encoder.layout.start(hops), tolerance=1e-4)


@torch.no_grad()
def test_the_whole_run_is_training_s_forward(codec):
    for half, x in ((codec.decoder, numbers(2, 9, 8)), (codec.encoder, numbers(2, 2, 9 * HOP))):
        assert torch.equal(half(x), half.step(x, half.layout.start(x))[0])


@torch.no_grad()
def test_a_latent_is_heard_from_the_first_sample_of_its_block(codec):
    latents = numbers(1, 20, 8)
    other = latents.clone()
    other[:, 12] += 1
    changed = (codec.decoder(latents) - codec.decoder(other))[0].abs().amax(0)
    assert changed[: 12 * HOP].max() == 0
    assert changed[12 * HOP : 13 * HOP].max() > 0.3 * changed.max()


@torch.no_grad()
def test_the_decoder_forgets(codec):
    """After the field of its layers and of the window, nothing of a latent is left."""
    field = SMALL.decoder_blocks * (SMALL.kernel - 1) + SMALL.window // HOP - 1
    latents = numbers(1, 40, 8)
    other = latents.clone()
    other[:, 5] += 1
    changed = (codec.decoder(latents) - codec.decoder(other))[0].abs().amax(0)
    changed = changed.reshape(40, HOP).amax(1)
    assert (changed > 0).nonzero().flatten().tolist() == list(range(5, 5 + field + 1))


@torch.no_grad()
def test_windowed_waves_are_laid_over_one_another(codec):
    decoder, latents = codec.decoder, numbers(1, 10, 8)
    memories = decoder.layout.unpack(decoder.layout.start(latents))
    h = decoder.input(latents)
    for block in decoder.blocks:
        h = block(h, memories)
    waves = decoder.waves(decoder.head(decoder.norm(h)))[0]
    assert waves.shape == (10, 2, SMALL.window)
    expected = torch.zeros(2, 10 * HOP + SMALL.window)
    for latent, wave in enumerate(waves):
        expected[:, latent * HOP : latent * HOP + SMALL.window] += wave
    middle, side = expected[:, : 10 * HOP]
    stereo = torch.stack([middle + side, middle - side]) / 2**0.5
    assert (decoder(latents)[0] - stereo).abs().max() < 1e-5


@torch.no_grad()
def test_the_encoder_looks_no_further_than_its_latent(codec):
    audio = numbers(1, 2, 20 * HOP)
    latents = codec.encoder(audio)
    assert latents.shape == (1, 20, 8)
    for end in (HOP, 7 * HOP, 12 * HOP + 1):
        future = audio.clone()
        future[..., end:] = torch.nan
        made = codec.encoder(future)
        until = end // HOP
        assert (made[:, :until] - latents[:, :until]).abs().max() < 1e-5
        assert torch.isnan(made[:, until:]).all()


@pytest.mark.parametrize("channel", [0, 1])
@torch.no_grad()
def test_the_encoder_hears_the_last_sample_of_its_latent(codec, channel):
    audio = numbers(1, 2, 10 * HOP)
    other = audio.clone()
    other[:, channel, 5 * HOP - 8 : 5 * HOP] += 1.0
    changed = (codec.encoder(audio) - codec.encoder(other)).abs().amax(-1)[0]
    assert changed[:4].max() == 0 and changed[4] > 1e-4


def test_latents_have_unit_variance_in_training():
    encoder = Codec(SMALL).train().encoder
    latents = encoder(numbers(6, 2, 60 * HOP)).detach()
    assert latents.mean((0, 1)).abs().max() < 0.01
    assert (latents.var((0, 1)) - 1).abs().max() < 0.05


def test_only_training_adds_noise(codec):
    audio = numbers(1, 2, 10 * HOP)
    with torch.no_grad():
        assert torch.equal(codec(audio), codec(audio))
        assert codec(audio).shape == audio.shape
        codec.train()
        try:
            assert not torch.equal(codec(audio), codec(audio))
        finally:
            codec.eval()


@pytest.mark.parametrize("config", [SMALL, CodecConfig()], ids=["small", "shipped"])
def test_the_synthesis_window_rises_in_a_hop_falls_over_the_rest_and_sums_to_one(config):
    window, hop = synthesis_window(config), config.hop
    assert window.shape == (config.window,)
    assert (window.reshape(-1, hop).sum(0) - 1).abs().max() < 1e-6
    assert window.min() >= 0 and window[0] == 0
    assert (window[:hop].diff() > 0).all() and window[hop] > 0.9 * window.max()
    assert (window[2 * hop :].diff() < 0).all()
    assert window[-1] < 0.01


def test_the_shipped_decoder_is_the_config_s(shipped):
    config = CodecConfig()
    assert shipped.decoder.contract.state_size == Codec(config).decoder.layout.size
    assert shipped.decoder.contract.hop == config.hop
    assert shipped.decoder.contract.channels == config.channels == 2
    assert shipped.decoder.contract.latent_channels == config.latent_channels
    assert config.latent_rate == config.sample_rate / config.hop


# Stereo


def test_mid_and_side_turned_again_are_left_and_right():
    audio = numbers(3, 2, 500)
    there = turned(audio)
    assert (turned(there) - audio).abs().max() < 1e-6
    assert there.square().sum() == pytest.approx(float(audio.square().sum()), rel=1e-5)
    assert (there[:, 0] - (audio[:, 0] + audio[:, 1]) / 2**0.5).abs().max() < 1e-6
    assert not turned(audio[:, :1].expand(-1, 2, -1))[:, 1].any()  # one sound in the middle
    assert torch.equal(turned(audio[:, :1]), audio[:, :1])


@torch.no_grad()
def test_both_channels_are_heard_and_made(codec):
    audio = numbers(1, 2, 10 * HOP)
    latents, made = codec.encoder(audio), codec(audio)
    assert made.shape == audio.shape
    assert (made[:, 0] - made[:, 1]).abs().max() > 1e-3
    for channel in (0, 1):
        other = audio.clone()
        other[:, channel] *= 0.5
        assert (codec.encoder(other) - latents).abs().max() > 1e-3
    assert (codec.encoder(audio.flip(1)) - latents).abs().max() > 1e-3


@torch.no_grad()
def test_a_codec_of_one_channel_still_works():
    config = replace(SMALL, channels=1)
    mono = wild(Codec(config), scale=0.7)
    audio = numbers(2, 1, 20 * HOP)
    assert mono(audio).shape == audio.shape
    latents = numbers(2, 30, 8)
    keeps_the_law(
        lambda inputs, state: heard(*mono.decoder.step(*inputs, state)), [latents],
        mono.decoder.layout.start(latents), per_latent=HOP,
    )
