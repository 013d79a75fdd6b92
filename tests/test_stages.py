"""Each stage takes a real step on a real, tiny corpus, and leaves weights that the next one loads.

Nothing is learned here; `docs/` says what the shipped model learned.
"""

import json

import numpy as np
import pytest
import soundfile
import torch

from engine import lanes
from engine.models import corpus, stages
from engine.models.codec import Codec, CodecConfig
from engine.models.corpus import Job
from engine.models.denoiser import Denoiser, DenoiserConfig
from engine.models.instruments import FAMILIES, INSTRUMENTS
from engine.models.train_codec import CodecStage, CodecTraining, Crops, mel_distance_db
from engine.models.train_decoder import DecoderStage, DecoderTraining
from engine.models.train_denoiser import DenoiserStage, DenoiserTraining, examples, who_of
from engine.models.training import Schedule, fit

SMALL = CodecConfig(encoder_width=16, encoder_blocks=1, decoder_width=16, decoder_blocks=1)
CODEC_STEP = CodecTraining(batch=2)
BRIEF = Schedule(minutes=0.001)


@pytest.fixture(scope="module")
def folder(synthesizer, tmp_path_factory):
    """Four phrases, two of them held out, in the corpus's own files."""
    folder, rows = tmp_path_factory.mktemp("corpus"), []
    for name in ("flute", "standard_kit"):
        for split in ("train", "phrase"):
            job = Job(name, split, 0, 1)
            phrase = job.phrase()
            audio = synthesizer.render(phrase)
            soundfile.write(folder / job.name, audio, corpus.SAMPLE_RATE, subtype="PCM_16")
            rows.append({"file": job.name, **phrase.as_dict()})
    (folder / "index.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    return folder


@pytest.fixture(scope="module")
def codec():
    torch.manual_seed(1)
    return Codec(SMALL).eval()


def moved(before, model):
    """Names of the weights that differ."""
    return {k for k, v in model.state_dict().items() if not torch.equal(v, before[k])}


def weights(model):
    return {k: v.clone() for k, v in model.state_dict().items()}


def test_the_codec_stage_trains_and_validates(folder, tmp_path):
    stage = CodecStage(folder, SMALL, CODEC_STEP)
    before = weights(stage.model)
    path = fit(stage, BRIEF, tmp_path)
    names = moved(before, stage.model)
    assert any(name.startswith("encoder.") for name in names)
    assert any(name.startswith("decoder.") for name in names)
    (row,) = [json.loads(line) for line in (tmp_path / "codec.log.jsonl").read_text().splitlines()]
    assert {"loss", "held_out_spectral", "held_out_mel_db"} <= set(row)
    assert all(np.isfinite(value) for value in row.values())
    assert path.name == "codec.safetensors"


@pytest.mark.parametrize("from_the_start", [0.0, None])
def test_finishing_changes_the_decoder_alone(folder, codec, tmp_path, from_the_start):
    before, denoiser = weights(codec), Denoiser(DenoiserConfig(
        instruments=len(INSTRUMENTS), families=len(FAMILIES)))
    training = DecoderTraining(batch=1, warm_latents=4, adversarial_from=from_the_start)
    stage = DecoderStage(folder, codec, denoiser, training)
    theirs = weights(denoiser)
    fit(stage, BRIEF, tmp_path)
    names = moved(before, stage.model)
    assert names
    assert all(name.startswith("decoder.") for name in names)
    assert not moved(theirs, denoiser)
    codec.load_state_dict(before)


def test_the_denoiser_stage_trains_and_validates(folder, codec, tmp_path):
    stage = DenoiserStage(folder, codec, DenoiserTraining(batch=2, crop_latents=20))
    before = weights(stage.model)
    with torch.no_grad():
        assert stage.validate(stage.model) == stage.validate(stage.model)
    fit(stage, BRIEF, tmp_path)
    assert moved(before, stage.model)
    (row,) = [json.loads(line)
              for line in (tmp_path / "denoiser.log.jsonl").read_text().splitlines()]
    assert 0 < row["held_out_loss"] < 100


def test_stages_load_what_training_left(tmp_path):
    from safetensors.torch import save_file

    codec = Codec(CodecConfig())
    denoiser = Denoiser(DenoiserConfig(instruments=len(INSTRUMENTS), families=len(FAMILIES)))
    for name, model in (("codec", codec), ("denoiser", denoiser)):
        with pytest.raises(FileNotFoundError, match=f"make it with `flowbend train {name}`"):
            getattr(stages, f"load_{name}")(tmp_path)
        save_file(model.state_dict(), tmp_path / f"{name}.safetensors")
        loaded = getattr(stages, f"load_{name}")(tmp_path)
        assert not moved(model.state_dict(), loaded) and not loaded.training
    other = Codec(CodecConfig())
    save_file(other.state_dict(), tmp_path / "decoder.safetensors")
    assert not moved(other.state_dict(), stages.load_codec(tmp_path))
    assert not moved(codec.state_dict(), stages.load_codec(tmp_path, finished=False))


def test_examples_are_what_the_corpus_says(folder, codec):
    found = examples(folder, "train", codec)
    assert [INSTRUMENTS[who].name for who in found.who] == ["flute", "standard_kit"]
    for row, (phrase, audio) in enumerate(corpus.read(folder, "train")):
        labels = corpus.label(phrase, audio, 512)
        latents = found.latents.shape[1]
        assert latents % 2 == 0 and len(labels.rms) - latents in (0, 1)
        asked = found.asked[row]
        np.testing.assert_allclose(asked[:, 0] * 20 - 40, labels.rms[:latents], atol=0.1)
        np.testing.assert_allclose(asked[:, 2], labels.onset[:latents], atol=1e-3)
        for group in lanes.GROUPS.values():
            assert (asked[:, group][:, -1] == 1).all()  # everything is asked
        with torch.no_grad():
            encoded = codec.encoder(torch.from_numpy(audio[: latents * 512])[None])[0].numpy()
        np.testing.assert_allclose(found.latents[row], encoded, atol=0.02)


def test_batches_are_crops_on_whole_pairs_of_latents(folder, codec):
    stage = DenoiserStage(folder, codec, DenoiserTraining(batch=3, crop_latents=20))
    latents, who, asked, notes = stage.batch(stage.train, np.random.default_rng(5), 3)
    assert latents.shape == (3, 20, 64) and asked.shape == (3, 20, len(lanes.COLUMNS))
    assert who.shape == (3, 20, len(INSTRUMENTS) + len(FAMILIES))
    assert notes.shape == (3, 20, lanes.NOTE_COLUMNS) and (notes[..., -1] == 1).all()
    every = torch.from_numpy(stage.train.latents.astype(np.float32))
    for crop in latents:
        place = (every[:, :, 0] == crop[0, 0]).nonzero()
        assert any(int(at) % 2 == 0 and torch.equal(every[row, at : at + 20], crop)
                   for row, at in place)


def test_who_is_an_instrument_and_its_family():
    for number, who in enumerate(INSTRUMENTS):
        found = who_of(number)
        assert found.sum() == 2 and found[number] == 1
        assert found[len(INSTRUMENTS) + FAMILIES.index(who.family)] == 1


def test_crops_are_not_silent_and_repeat_with_their_seed(folder):
    first, again = (Crops(folder, 512, CODEC_STEP).draw(4) for _ in range(2))
    assert torch.equal(first, again)
    assert first.shape == (4, CODEC_STEP.crop_latents * 512)
    assert first.abs().amax(1).min() > 0


def test_a_mel_distance_is_in_db():
    audio = 0.1 * torch.randn(1, 24000, generator=torch.Generator().manual_seed(1))
    assert mel_distance_db(audio, audio) == 0
    assert mel_distance_db(audio / 2, audio) == pytest.approx(6.02, abs=0.1)
