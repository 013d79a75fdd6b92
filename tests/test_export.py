"""An export plays as torch does, says nothing of the machine it was made on, or is not written."""

import math

import numpy as np
import onnx
import pytest
import torch
from scenes import Score, cut, perform, values
from streaming_law import wild

from engine.instrument import SHIPPED, Instrument
from engine.models.codec import Codec, CodecConfig, Decoder
from engine.models.denoiser import Denoiser, DenoiserConfig
from engine.models.export import TOLERANCE, ExportDiffers, export
from engine.models.instruments import FAMILIES, INSTRUMENTS
from engine.parameters import DRIVEN, HELD
from engine.store import Event, Kind

CODEC = CodecConfig(
    hop=64, window=256, latent_channels=8, encoder_width=16, encoder_blocks=1, decoder_width=16,
    decoder_blocks=2,
)
DENOISER = DenoiserConfig(
    latent_channels=8, instruments=len(INSTRUMENTS), families=len(FAMILIES), width=32,
    deep_width=32, dilations=(1,), deep_dilations=(1, 2), condition_width=16, group_size=16,
)


@pytest.fixture(scope="module")
def models():
    """Random weights in every layer: unlike an untrained denoiser, it listens to its past."""
    return wild(Codec(CODEC), scale=0.7), wild(Denoiser(DENOISER))


@pytest.fixture(scope="module")
def exported(models, tmp_path_factory):
    """The folder, and the differences that the export found."""
    folder = tmp_path_factory.mktemp("tiny")
    return folder, export(*models, folder)


def test_an_export_is_torch_s_numbers(exported):
    folder, differences = exported
    names = sorted(path.name for path in folder.iterdir())
    assert names == sorted(f"{name}.onnx" for name in differences)
    assert {"denoiser.onnx", "decoder.onnx"} <= set(names)
    assert all(0 < difference <= TOLERANCE for difference in differences.values())


def test_an_export_says_what_it_is(exported):
    folder, _ = exported
    instrument = Instrument(folder)
    assert instrument.name == folder.name
    contract = instrument.contract
    assert (contract.hop, contract.latent_channels) == (64, 8)
    assert contract.receptive_latents == DENOISER.receptive_latents
    assert contract.instruments == [who.name for who in INSTRUMENTS]
    for who, family in zip(INSTRUMENTS, contract.family_of, strict=True):
        assert contract.families[family] == who.family


def test_an_export_keeps_the_streaming_law(exported):
    """With every layer's memory at work, under guidance, over several steps."""
    instrument = Instrument(exported[0])
    latents = 200
    events = [Event(Kind.NOTE_ON, 40 + i, 0.5, 300.0 * i) for i in range(40)]
    curve = np.sin(np.arange(latents)) * 20 - 30
    score = Score(values(steps=3, guidance=2.5, morph=0.5, rms_mode=DRIVEN, notes_mode=DRIVEN,
                         onset_mode=HELD, gain=12), {"rms": curve}, tuple(events))
    whole, _ = perform(instrument, score, [latents])
    assert whole.std() > 1e-3
    for sizes in (cut(latents, 2), cut(latents, 6), [2, 150, 48], [190, 2, 8]):
        audio, _ = perform(instrument, score, sizes)
        assert np.abs(audio - whole).max() <= 1e-5


@torch.no_grad()
def test_an_export_decodes_as_torch(exported, models):
    instrument, decoder = Instrument(exported[0]), models[0].decoder
    latents = torch.randn(1, 20, 8, generator=torch.Generator().manual_seed(5))
    made, _ = instrument.decoder.step(latents[0].numpy(), instrument.decoder.start())
    assert made.shape == (20 * 64, 1)
    # Weights are rounded to 16 bits on the way.
    expected = decoder(latents)[0].numpy()
    assert np.abs(made[:, 0] - expected).max() < 0.01 * np.abs(expected).max()


@torch.no_grad()
def test_an_export_encodes_as_torch(exported, models):
    audio = 0.3 * torch.randn(1, 20 * 64 + 7, generator=torch.Generator().manual_seed(5))
    made = Instrument(exported[0]).encode(audio.T.numpy())
    expected = models[0].encoder(audio[:, : 20 * 64])[0].numpy()
    assert made.shape == expected.shape == (20, 8)
    assert np.abs(made - expected).max() < 0.02 * np.abs(expected).max()


def test_large_weights_are_stored_in_half_the_room(exported):
    for path in exported[0].iterdir():
        for tensor in onnx.load(path).graph.initializer:
            array = onnx.numpy_helper.to_array(tensor)
            if array.size < 256 or array.dtype != np.float32:
                continue
            assert not np.array_equal(array.astype(np.float16), array), (path.name, tensor.name)


def folders(exported):
    return [*exported[0].glob("*.onnx"), *SHIPPED.glob("*.onnx")]


def test_no_file_tells_where_it_was_made(exported):
    for path in folders(exported):
        content = path.read_bytes()
        for trace in (b"/work", b"/home", b"/tmp", b"/usr", b"site-packages", b".py", b"Traceback"):
            assert trace not in content, (path, trace)
        proto = onnx.load(path)
        onnx.checker.check_model(proto)
        assert not proto.doc_string
        assert {prop.key.split(".")[0] for prop in proto.metadata_props} == {"flowbend"}


class Drifting(Decoder):
    """A decoder that is another one each time it is called: what an export froze is not it."""

    calls = 0

    def step(self, latents, state):
        self.calls += 1
        audio, state = super().step(latents, state)
        return audio + 0.01 * math.sin(self.calls), state


def test_an_export_that_differs_is_refused_and_the_old_one_stays(models, tmp_path):
    (tmp_path / "denoiser.onnx").write_bytes(b"old")
    codec = Codec(CODEC)
    codec.decoder = wild(Drifting(CODEC))
    with pytest.raises(ExportDiffers, match=r"decoder\.onnx differs from torch by .*nothing was"):
        export(codec, models[1], tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["denoiser.onnx"]
    assert (tmp_path / "denoiser.onnx").read_bytes() == b"old"
