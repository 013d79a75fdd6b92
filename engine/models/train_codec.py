"""The codec's training stage: random crops of the corpus and spectral losses."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from engine.models import corpus, processes
from engine.models.codec import Codec, CodecConfig
from engine.models.losses import mel_distance_db, reconstruction_loss
from engine.models.training import device, draw_on, fast_arithmetic


@dataclass(frozen=True)
class CodecTraining:
    """What a step is made of."""

    batch: int = 12
    crop_latents: int = 54
    hours: float = 10.0
    """Of sound kept in memory, drawn from the corpus: 0.7 GB an hour."""
    silent: float = 0.04
    """Share of crops that are digital silence, and of crops that turn into it."""
    seed: int = 1


class CodecStage:
    """Encoder and decoder on spectral losses. See `training.Stage`."""

    name = "codec"

    def __init__(self, folder: Path, config: CodecConfig, training: CodecTraining):
        self.crops = Crops(folder, config.hop, training)
        torch.manual_seed(training.seed)
        self.model: nn.Module = Codec(config).to(device())
        self.batch = training.batch

    def step(self, progress: float) -> dict[str, Tensor]:
        target = self.crops.draw(self.batch).to(device())
        with fast_arithmetic():
            made = self.model(target)
        side = int(self.crops.rng.integers(2))
        return reconstruction_loss(heard(made, side), heard(target, side))

    def draw_on(self, step: int) -> None:
        """See `training.draw_on`."""
        draw_on(step, self.crops.rng)

    def validate(self, model: nn.Module) -> dict[str, float]:
        """Spectral loss and log-mel distance in dB on the beginnings of held-out phrases."""
        return validate(model, self.crops.held_out)


class Crops:
    """Random stretches of the corpus in memory, and held-out ones to validate on."""

    def __init__(self, folder: Path, hop: int, training: CodecTraining):
        self.length = training.crop_latents * hop
        self.rng = np.random.default_rng(processes.seed(training.seed))
        self.silent = training.silent
        self.audio = read_pcm(folder, corpus.some(folder, "train", training.hours))
        self.held_out = beginnings(folder)

    def draw(self, batch: int) -> Tensor:
        """(batch, 2, samples): seldom silent, at a random level, either way round."""
        rows: list[np.ndarray] = []
        while len(rows) < batch:
            phrase = self.audio[self.rng.integers(len(self.audio))]
            start = self.rng.integers(len(phrase) - self.length)
            crop = phrase[start : start + self.length].astype(np.float32).T / 32768
            if np.abs(crop).max() < 1e-3 and self.rng.random() < 0.9:
                continue
            crop = crop * np.float32(10 ** (self.rng.uniform(-9, 3) / 20))
            chance = self.rng.random()
            if chance < 2 * self.silent:
                silent_from = 0 if chance < self.silent else self.rng.integers(self.length)
                crop[:, silent_from:] = 0
            rows.append(crop[::-1] if self.rng.random() < 0.5 else crop)
        return torch.from_numpy(np.stack(rows))


def heard(audio: Tensor, side: int) -> Tensor:
    """(B, 2, samples) to (2 B, samples): what both channels give together, and one of them."""
    return torch.cat([audio.mean(dim=1), audio[:, side]])


def beginnings(folder: Path) -> list[Tensor]:
    """The first 4 s of every tenth held-out phrase, (2, samples) each."""
    held_out = [audio for _, audio in corpus.read(folder, "phrase")][::10]
    return [torch.from_numpy(audio[: 4 * corpus.SAMPLE_RATE].T.copy()) for audio in held_out]


def validate(model: nn.Module, held_out: list[Tensor]) -> dict[str, float]:
    """Spectral loss and log-mel distance in dB of a codec on (2, samples) sounds."""
    losses, mels = [], []
    for audio in held_out:
        target = audio[None, :, : audio.shape[1] // 512 * 512].to(device())
        made, target = (heard(x, 0) for x in (model(target), target))
        losses.append(float(reconstruction_loss(made, target)["spectral"]))
        mels.append(mel_distance_db(made[:1], target[:1]))
    silence = model(torch.zeros(1, 2, 64 * 512, device=device()))
    return {
        "spectral": float(np.mean(losses)), "mel_db": float(np.mean(mels)),
        "silence_db": float(10 * torch.log10(silence.square().mean() + 1e-12)),
    }


def read_pcm(folder: Path, places: Iterable[int]) -> list[np.ndarray]:
    """Training phrases by their place, (samples, 2) int16 each, which is what the corpus has."""
    phrases = corpus.Split(folder, "train")
    bar = processes.bar(list(places), "reading corpus", unit="phrase")
    sounds = (phrases[int(place)][1] for place in bar)
    return [np.round(a * 32768).clip(-32768, 32767).astype(np.int16) for a in sounds]
