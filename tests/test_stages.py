"""Each stage takes a real step on a real, tiny corpus, and leaves weights that the next one loads.

Nothing is learned here; `docs/` says what the shipped model learned.
"""

import json
from dataclasses import replace
from functools import partial

import numpy as np
import pytest
import soundfile
import torch
from safetensors.torch import save_file

from engine import lanes
from engine.commands import train
from engine.models import corpus, stages
from engine.models.codec import Codec, CodecConfig
from engine.models.corpus import Job
from engine.models.denoiser import Denoiser, DenoiserConfig
from engine.models.examples import cores
from engine.models.instruments import FAMILIES, INSTRUMENTS
from engine.models.stages import STAGES, Order
from engine.models.train_codec import CodecStage, CodecTraining, Crops, beginnings, heard, read_pcm
from engine.models.train_decoder import DecoderStage, DecoderTraining
from engine.models.train_denoiser import DenoiserStage, DenoiserTraining, crops
from engine.models.train_distil import DistilTraining
from engine.models.training import Schedule, fit

SMALL = CodecConfig(encoder_width=16, encoder_blocks=1, decoder_width=16, decoder_blocks=1)
CODEC_STEP = CodecTraining(batch=2, silent=0)
BRIEF = Schedule(minutes=0.001)


@pytest.fixture(scope="module")
def folder(studio, tmp_path_factory):
    """Four phrases, two of them held out, in the corpus's own files."""
    folder, rows = tmp_path_factory.mktemp("corpus"), []
    for name in ("flute", "standard_kit"):
        for split in ("train", "phrase"):
            job = Job(name, split, 0, 1, ("fluid",))
            audio, phrase = studio.render(job.phrase())
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
    assert {"loss", "spectral", "mel", "held_out_spectral", "held_out_mel_db",
            "held_out_silence_db"} <= set(row)
    assert all(np.isfinite(value) for value in row.values())
    assert path.name == "codec.safetensors"


@pytest.mark.parametrize("from_the_start", [0.0, None])
def test_finishing_changes_the_decoder_alone(folder, codec, tmp_path, from_the_start):
    before, denoiser = weights(codec), Denoiser(DenoiserConfig(
        instruments=len(INSTRUMENTS), families=len(FAMILIES)))
    training = DecoderTraining(batch=1, warm_latents=4, judges_from=from_the_start,
                               adversarial_from=0.0)
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
    codec, other = Codec(CodecConfig()), Codec(CodecConfig())
    denoiser, student = (
        Denoiser(DenoiserConfig(instruments=len(INSTRUMENTS), families=len(FAMILIES)))
        for _ in range(2)
    )

    def load_codec(**kind):
        return stages.load_codec(tmp_path, **kind)

    def load_denoiser(**kind):
        return stages.load_denoiser(tmp_path, codec, **kind)

    for name, model, load in (
        ("codec", codec, load_codec), ("denoiser", denoiser, load_denoiser)
    ):
        with pytest.raises(FileNotFoundError, match=f"make it with `flowbend train {name}`"):
            load()
        save_file(model.state_dict(), tmp_path / f"{name}.safetensors")
        loaded = load()
        assert not moved(model.state_dict(), loaded) and not loaded.training
    assert not stages.is_distilled(tmp_path)
    save_file(other.state_dict(), tmp_path / "decoder.safetensors")
    assert not moved(other.state_dict(), load_codec())
    assert not moved(codec.state_dict(), load_codec(finished=False))
    with torch.no_grad():
        student.output.bias += 1
    save_file(student.state_dict(), tmp_path / "distil.safetensors")
    assert stages.is_distilled(tmp_path)
    assert not moved(student.state_dict(), load_denoiser())
    assert not moved(denoiser.state_dict(), load_denoiser(finished=False))


def test_a_denoiser_is_loaded_for_the_codec_that_it_was_trained_on(tmp_path):
    codec = Codec(CodecConfig(latent_channels=16, encoder_width=16, decoder_width=16))
    denoiser = Denoiser(DenoiserConfig(16, len(INSTRUMENTS), len(FAMILIES)))
    save_file(denoiser.state_dict(), tmp_path / "denoiser.safetensors")
    loaded = stages.load_denoiser(tmp_path, codec)
    assert loaded.config.latent_channels == 16 and not moved(denoiser.state_dict(), loaded)


def test_an_order_fills_in_what_was_asked_for_and_leaves_the_rest(tmp_path):
    plain = Order(tmp_path, tmp_path / "runs", 1.0)
    assert plain.keep == tmp_path / "runs" / "encoded"
    assert plain.fill(CodecTraining()) == CodecTraining()
    assert plain.fill(DenoiserTraining(crop_latents=8)) == DenoiserTraining(
        crop_latents=8, jobs=cores()
    )
    order = Order(tmp_path, tmp_path, 1.0, hours=2.5, batch=3)
    for settings in (CodecTraining(), DenoiserTraining(), DistilTraining(), DecoderTraining()):
        filled = order.fill(settings)
        assert (filled.hours, filled.batch, filled.seed) == (2.5, 3, settings.seed)


def test_the_command_line_trains_what_there_is():
    assert tuple(STAGES) == train.STAGES


def test_the_stages_follow_one_another_and_the_corpus_is_encoded_once(
    folder, tmp_path, monkeypatch
):
    """All four from an order, with models and steps that a test can wait for."""
    monkeypatch.setattr(stages, "CodecConfig", lambda: SMALL)
    monkeypatch.setattr(stages, "cores", lambda: 1)
    for name in ("Denoiser", "Distil", "Decoder"):
        settings = getattr(stages, f"{name}Training")
        monkeypatch.setattr(
            stages, f"{name}Training",
            partial(settings, crop_latents=12) if name != "Decoder"
            else partial(settings, warm_latents=4, crop_latents=20),
        )
    order = Order(folder, tmp_path, minutes=0.001, batch=2)
    with pytest.raises(FileNotFoundError, match="make it with `flowbend train codec`"):
        stages.denoiser(order)
    for number, (name, stage) in enumerate(STAGES.items()):
        assert stage(order) == tmp_path / f"{name}.safetensors"
        assert stages.is_distilled(tmp_path) == (number >= 2)
    # Train and phrase, whoever asked first; words keep what they hear apart.
    encoded = [p for p in order.keep.iterdir() if p.name.startswith(("train-", "phrase-"))]
    assert len(encoded) == 2
    trained, finished = stages.load_codec(tmp_path, finished=False), stages.load_codec(tmp_path)
    changes = moved(trained.state_dict(), finished)
    assert changes and all(name.startswith("decoder.") for name in changes)
    codec_steps = (tmp_path / "codec.log.jsonl").read_text()
    grown = replace(order, folder=tmp_path / "grown", start=tmp_path / "codec.safetensors",
                    minutes=1e-9)
    stages.codec(grown)  # one step, from where the other ended
    (row,) = [json.loads(x) for x in (grown.folder / "codec.log.jsonl").read_text().splitlines()]
    assert row["step"] == 1
    first = json.loads(codec_steps.splitlines()[0])
    assert row["held_out_mel_db"] == pytest.approx(first["held_out_mel_db"], rel=0.2)


def test_batches_are_crops_on_whole_pairs_of_latents(folder, codec):
    stage = DenoiserStage(folder, codec, DenoiserTraining(batch=3, crop_latents=20))
    latents, who, asked, notes = crops(stage.train, np.random.default_rng(5), 3, 20)
    assert latents.shape == (3, 20, 80) and asked.shape == (3, 20, len(lanes.COLUMNS))
    assert who.shape == (3, 20, len(INSTRUMENTS) + len(FAMILIES))
    assert notes.shape == (3, 20, lanes.NOTE_COLUMNS) and (notes[..., -1] == 1).all()
    every = torch.from_numpy(stage.train.latents.astype(np.float32))
    again = crops(stage.train, np.random.default_rng(5), 3, 20)[0]
    assert torch.equal(latents, again)
    for crop in latents:
        place = (every[:, :, 0] == crop[0, 0]).nonzero()
        assert any(int(at) % 2 == 0 and torch.equal(every[row, at : at + 20], crop)
                   for row, at in place)


def test_crops_are_not_silent_and_repeat_with_their_seed(folder):
    first, again = (Crops(folder, 512, CODEC_STEP).draw(4) for _ in range(2))
    assert torch.equal(first, again)
    assert first.shape == (4, 2, CODEC_STEP.crop_latents * 512)
    assert first.abs().amax((1, 2)).min() > 0


def test_some_crops_are_silence_or_turn_into_it(folder):
    """A codec that never met digital silence hums."""
    drawn = Crops(folder, 512, replace(CODEC_STEP, silent=0.25)).draw(60)
    loud = drawn.abs().amax(1) > 0
    silent = ~loud.any(1)
    tail = ~loud[:, -2:].any(1) & ~silent
    assert 0.1 < silent.float().mean() < 0.45
    assert 0.1 < tail.float().mean() < 0.5
    assert loud[:, -1000:].any(1).float().mean() > 0.3


def test_crops_come_either_way_round_and_at_several_levels(folder, tmp_path):
    """Left is louder in the file: in the crops it is so in about half."""
    (row, *_) = [json.loads(line) for line in (folder / "index.jsonl").read_text().splitlines()
                 if '"train"' in line]
    rng = np.random.default_rng(1)
    audio = np.clip(rng.normal(0, 0.1, (480000, 2)) * [1, 0.1], -1, 1)
    soundfile.write(tmp_path / row["file"], audio, corpus.SAMPLE_RATE, subtype="PCM_16")
    (tmp_path / "index.jsonl").write_text(json.dumps(row) + "\n")
    drawn = Crops(tmp_path, 512, CODEC_STEP).draw(60)
    left, right = drawn.square().mean(2).sqrt().unbind(1)
    assert 0.3 < (left > right).float().mean() < 0.7
    levels = 20 * torch.log10(torch.maximum(left, right))
    assert levels.max() - levels.min() > 8 and levels.max() < -20 + 3.5 and levels.min() > -29.5


def test_both_channels_are_heard_together_and_one_alone():
    audio = torch.randn(3, 2, 10, generator=torch.Generator().manual_seed(1))
    for side in (0, 1):
        found = heard(audio, side)
        assert found.shape == (6, 10)
        torch.testing.assert_close(found[:3], (audio[:, 0] + audio[:, 1]) / 2)
        assert torch.equal(found[3:], audio[:, side])


def test_training_hears_what_the_corpus_holds(folder):
    phrases = corpus.Split(folder, "train")
    sounds = read_pcm(folder, [1, 0])
    for sound, place in zip(sounds, (1, 0), strict=True):
        assert sound.dtype == np.int16
        np.testing.assert_array_equal(sound / np.float32(32768), phrases[place][1])
    (first,) = beginnings(folder)
    assert first.shape == (2, 4 * corpus.SAMPLE_RATE)
    np.testing.assert_array_equal(first.T, corpus.Split(folder, "phrase")[0][1][: 4 * 48000])


@pytest.mark.parametrize("trained_on", [False, True])
def test_a_decoder_learns_from_the_denoiser_that_will_play(
    codec, tmp_path, monkeypatch, trained_on
):
    """After `shortcut` that is the one it left, and not the one that it started from."""
    asked = []
    if trained_on:
        (tmp_path / "shortcut.safetensors").touch()
    monkeypatch.setattr(stages, "load_codec", lambda folder, finished: codec)
    monkeypatch.setattr(stages, "load_denoiser", lambda *_, finished: asked.append(finished))
    monkeypatch.setattr(stages, "DecoderStage", lambda *_: None)
    monkeypatch.setattr(stages, "fit", lambda *_: None)
    stages.decoder(Order(tmp_path, tmp_path, 1.0))
    assert asked == [trained_on]
