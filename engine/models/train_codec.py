"""The codec's training stage: random crops of the corpus and spectral losses."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from tqdm import tqdm

from engine.models import corpus
from engine.models.codec import Codec, CodecConfig, reconstruction_loss
from engine.models.training import fast_arithmetic


@dataclass(frozen=True)
class CodecTraining:
    """What a step is made of."""

    batch: int = 12
    crop_latents: int = 54
    seed: int = 1


class CodecStage:
    """Encoder and decoder on spectral losses. See `training.Stage`."""

    name = "codec"

    def __init__(self, folder: Path, config: CodecConfig, training: CodecTraining):
        self.crops = Crops(folder, config.hop, training)
        torch.manual_seed(training.seed)
        self.model: nn.Module = Codec(config)
        self.batch = training.batch

    def step(self, progress: float) -> dict[str, Tensor]:
        target = self.crops.draw(self.batch)
        with fast_arithmetic():
            made = self.model(target)
        return {"loss": reconstruction_loss(made, target)}

    def validate(self, model: nn.Module) -> dict[str, float]:
        """Spectral loss and log-mel distance in dB on the beginnings of held-out phrases."""
        return validate(model, self.crops.held_out)


class Crops:
    """Random stretches of the corpus in memory, and held-out ones to validate on."""

    def __init__(self, folder: Path, hop: int, training: CodecTraining):
        self.length = training.crop_latents * hop
        self.rng = np.random.default_rng(training.seed)
        self.audio = read_pcm(folder, "train")
        self.held_out = beginnings(folder)

    def draw(self, batch: int) -> Tensor:
        """(batch, samples): crops that are not silent, at a random level."""
        rows: list[np.ndarray] = []
        while len(rows) < batch:
            phrase = self.audio[self.rng.integers(len(self.audio))]
            start = self.rng.integers(len(phrase) - self.length)
            crop = phrase[start : start + self.length].astype(np.float32) / 32768
            if np.abs(crop).max() < 1e-3 and self.rng.random() < 0.9:
                continue
            rows.append(crop * np.float32(10 ** (self.rng.uniform(-9, 3) / 20)))
        return torch.from_numpy(np.stack(rows))


def beginnings(folder: Path) -> list[Tensor]:
    """The first 4 s of every fifth held-out phrase, (samples,) each."""
    held_out = [audio for _, audio in corpus.read(folder, "phrase")][::5]
    return [torch.from_numpy(audio[: 4 * corpus.SAMPLE_RATE]) for audio in held_out]


def validate(model: nn.Module, held_out: list[Tensor]) -> dict[str, float]:
    """Spectral loss and log-mel distance in dB of a codec on (samples,) sounds."""
    losses, mels = [], []
    for audio in held_out:
        target = audio[None, : len(audio) // 512 * 512]
        made = model(target)
        losses.append(float(reconstruction_loss(made, target)))
        mels.append(mel_distance_db(made, target))
    return {"spectral": float(np.mean(losses)), "mel_db": float(np.mean(mels))}


def read_pcm(folder: Path, split: str) -> list[np.ndarray]:
    """Every phrase as (samples,) int16, which is what the corpus has: hours fit a laptop."""
    phrases = tqdm(corpus.read(folder, split), "reading corpus", unit="phrase")
    return [np.round(a * 32768).clip(-32768, 32767).astype(np.int16) for _, a in phrases]


def mel_distance_db(made: Tensor, real: Tensor, bands: int = 128) -> float:
    """Mean distance in dB of log-mel spectra 20 Hz..20 kHz, floor 80 dB below the loudest band."""
    window = torch.hann_window(2048)
    hertz = torch.linspace(0, 24000, 1025)
    edges = 700 * (10 ** (torch.linspace(0.0125, 3.8153, bands + 2) / 2.595) - 1)
    up = (hertz[None] - edges[:-2, None]) / (edges[1:-1] - edges[:-2])[:, None]
    down = (edges[2:, None] - hertz[None]) / (edges[2:] - edges[1:-1])[:, None]
    bank = torch.minimum(up, down).clamp(min=0)
    levels = []
    for audio in (made, real):
        power = torch.stft(audio, 2048, 512, window=window, return_complex=True).abs() ** 2
        levels.append(10 * torch.log10(bank @ power + 1e-10))
    floor = levels[1].max() - 80
    made_db, real_db = (level.clamp(min=float(floor)) for level in levels)
    return float((made_db - real_db).abs().mean())
