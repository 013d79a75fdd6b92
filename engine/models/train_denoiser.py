"""The denoiser's training stage: the corpus as latents and labels, and the flow-matching loss."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from tqdm import tqdm

from engine import lanes
from engine.models import corpus, flow
from engine.models.codec import Codec
from engine.models.denoiser import STRIDE, Denoiser, DenoiserConfig
from engine.models.instruments import BY_NAME, FAMILIES, INSTRUMENTS
from engine.models.training import fast_arithmetic


@dataclass(frozen=True)
class DenoiserTraining:
    """What a step is made of."""

    batch: int = 20
    crop_latents: int = 160
    seed: int = 1


@dataclass(frozen=True)
class Examples:
    """One split on the latent grid, N phrases of T latents.

    latents (N, T, C) float16; asked (N, T, lanes.COLUMNS) float16, every group asked; keys
    (N, T, 128) uint8: velocity 1..127 while a key is down, plus 128 where it is struck; who (N,)
    instrument numbers.
    """

    latents: np.ndarray
    asked: np.ndarray
    keys: np.ndarray
    who: np.ndarray


@torch.no_grad()
def examples(folder: Path, split: str, codec: Codec) -> Examples:
    """Encode and label one split of the corpus."""
    hop, codec = codec.config.hop, codec.eval()
    phrases, count = corpus.count(folder, split), int(corpus.PHRASE_SECONDS * corpus.SAMPLE_RATE)
    latents = count // hop // STRIDE * STRIDE
    # Allocated at once: arrays that grow between large temporary ones cost 15 GB of holes.
    found = Examples(
        np.zeros((phrases, latents, codec.config.latent_channels), np.float16),
        np.zeros((phrases, latents, len(lanes.COLUMNS)), np.float16),
        np.zeros((phrases, latents, 128), np.uint8),
        np.zeros(phrases, np.int64),
    )
    bar = tqdm(corpus.read(folder, split), f"encoding {split}", phrases, unit="phrase")
    for row, (phrase, audio) in enumerate(bar):
        labels = corpus.label(phrase, audio, hop)
        encoded = codec.encoder(torch.from_numpy(audio[: latents * hop])[None])[0]
        struck = labels.notes > 1
        found.latents[row] = encoded.numpy()
        found.asked[row] = asked_of(labels)[:latents]
        found.keys[row] = (np.round((labels.notes - struck) * 127) + 128 * struck)[:latents]
        found.who[row] = INSTRUMENTS.index(BY_NAME[phrase.instrument])
    return found


def asked_of(labels: corpus.Labels) -> np.ndarray:
    """(T, lanes.COLUMNS): everything a phrase's labels say, asked for."""
    asked = lanes.blank(len(labels.rms))
    lanes.ask_rms(asked, labels.rms)
    lanes.ask_onset(asked, labels.onset, labels.onset_position)
    lanes.ask_brightness(asked, labels.brightness)
    lanes.ask_noisiness(asked, labels.noisiness)
    return asked


def who_of(instrument: int) -> np.ndarray:
    """(instruments + families,) one-hot of both."""
    who = np.zeros(len(INSTRUMENTS) + len(FAMILIES), np.float32)
    who[instrument] = 1
    who[len(INSTRUMENTS) + FAMILIES.index(INSTRUMENTS[instrument].family)] = 1
    return who


def notes_of(keys: np.ndarray) -> np.ndarray:
    """(..., 128) uint8 keys to (..., lanes.NOTE_COLUMNS) float32, asked."""
    struck = keys >= 128
    velocity = (keys - 128 * struck.astype(np.uint8)).astype(np.float32) / 127
    asked = np.ones((*keys.shape[:-1], 1), np.float32)
    return np.concatenate([velocity + struck, asked], axis=-1)


class DenoiserStage:
    """See `training.Stage`."""

    name = "denoiser"

    def __init__(self, folder: Path, codec: Codec, training: DenoiserTraining):
        self.training = training
        config = DenoiserConfig(
            latent_channels=codec.config.latent_channels,
            instruments=len(INSTRUMENTS),
            families=len(FAMILIES),
        )
        torch.manual_seed(training.seed)
        self.config = config
        self.model: nn.Module = Denoiser(config)
        self.rng = np.random.default_rng(training.seed)
        self.generator = torch.Generator().manual_seed(training.seed)
        self.train = examples(folder, "train", codec)
        self.held_out = examples(folder, "phrase", codec)

    def batch(self, source: Examples, rng: np.random.Generator, size: int) -> list[Tensor]:
        """[latents, who, asked, notes] of random crops, as tensors."""
        length, rows = self.training.crop_latents, []
        for _ in range(size):
            index = rng.integers(len(source.who))
            start = rng.integers((source.latents.shape[1] - length) // 2 + 1) * 2
            crop = slice(start, start + length)
            who = np.broadcast_to(who_of(source.who[index]), (length, len(who_of(0))))
            rows.append((
                source.latents[index, crop].astype(np.float32),
                who,
                source.asked[index, crop].astype(np.float32),
                notes_of(source.keys[index, crop]),
            ))
        return [torch.from_numpy(np.stack(column)) for column in zip(*rows, strict=True)]

    def loss(self, model: nn.Module, batch: list[Tensor], generator: torch.Generator) -> Tensor:
        latents, who, asked, notes = batch
        noise = torch.randn(latents.shape, generator=generator)
        t = flow.levels(len(latents), generator)
        conditions = flow.drop_conditions(who, asked, notes, self.config.instruments, generator)
        x, velocity = flow.on_path(latents, noise, t)
        with fast_arithmetic():
            made = model(x, t, *conditions)
        return (made.float() - velocity).square().mean()

    def step(self, progress: float) -> dict[str, Tensor]:
        batch = self.batch(self.train, self.rng, self.training.batch)
        return {"loss": self.loss(self.model, batch, self.generator)}

    def validate(self, model: nn.Module) -> dict[str, float]:
        """The training loss on held-out phrases, always the same crops, noise and levels."""
        rng, generator = np.random.default_rng(7), torch.Generator().manual_seed(7)
        losses = []
        for _ in range(8):
            batch = self.batch(self.held_out, rng, 20)
            losses.append(float(self.loss(model, batch, generator)))
        return {"loss": float(np.mean(losses))}
