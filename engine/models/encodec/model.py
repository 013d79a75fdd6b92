"""EnCodec as one of the codecs: what a denoiser is trained on, and what plays what that makes.

Latents are the package's own, before it would quantise them, brought to zero mean and unit variance
channel by channel with what was measured on the corpus; the streaming pair has that in its weights.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file, save_file
from torch import Tensor, nn
from tqdm import tqdm

from engine.models import corpus
from engine.models.encodec import package, weights
from engine.models.encodec.layers import chain
from engine.models.streaming import Layout

NAME = "encodec_24khz"
MEASURED_HOURS = 0.15
"""Of the corpus, to learn mean and deviation of every channel from: 40,000 latents."""


@dataclass(frozen=True)
class EncodecConfig:
    """What the released model is; nothing of it can be chosen."""

    sample_rate: int = 24000
    hop: int = 320
    channels: int = 1
    latent_channels: int = 128

    @property
    def latent_rate(self) -> float:
        return self.sample_rate / self.hop


class Hearing(nn.Module):
    """The package's encoder: (B, 1, T * hop) audio to (B, T, C) latents of zero mean and unit
    variance, the whole clip at once."""

    mean: Tensor
    deviation: Tensor

    def __init__(self, seanet: nn.Module, channels: int):
        super().__init__()
        self.seanet = seanet
        self.register_buffer("mean", torch.zeros(channels))
        self.register_buffer("deviation", torch.ones(channels))

    def forward(self, audio: Tensor) -> Tensor:
        return (self.seanet(audio).transpose(1, 2) - self.mean) / self.deviation


class Encodec(nn.Module):
    """The package's two halves and what was measured of the latents between them."""

    def __init__(self, config: EncodecConfig | None = None):
        """Full size, with untrained weights. Raises NoEncodec."""
        super().__init__()
        self.config = config or EncodecConfig()
        model = package.model()
        self.encoder = Hearing(model.encoder, self.config.latent_channels)
        self.decoder: nn.Module = model.decoder
        self.requires_grad_(False).eval()

    def forward(self, audio: Tensor) -> Tensor:
        """(B, 1, samples) through both halves, whole."""
        latents = self.encoder(audio) * self.encoder.deviation + self.encoder.mean
        return self.decoder(latents.transpose(1, 2))

    def streaming(self) -> "tuple[Encoder, Decoder]":
        """Both halves as they play, weights and statistics of their own."""
        return Encoder(self), Decoder(self)


class Encoder(nn.Module):
    """(B, 1, T * hop) audio to (B, T, C) latents of zero mean and unit variance, block by block."""

    def __init__(self, of: Encodec):
        super().__init__()
        self.config, self.layout = of.config, Layout()
        seanet: Any = of.encoder.seanet
        self.chain = chain(seanet.model, self.layout)
        last: Any = self.chain.layers[-1]
        with torch.no_grad():
            last.weight.div_(of.encoder.deviation[:, None, None])
            last.bias.copy_((last.bias - of.encoder.mean) / of.encoder.deviation)
        self.requires_grad_(False).eval()

    def step(self, audio: Tensor, state: Tensor) -> tuple[Tensor, Tensor]:
        """(B, 1, T * hop) audio and (B, size) to (B, T, C) latents and the next state."""
        memories = self.layout.unpack(state)
        return self.chain(audio.transpose(1, 2), memories), self.layout.pack(memories)


class Decoder(nn.Module):
    """(B, T, C) latents of zero mean and unit variance to (B, 1, T * hop) audio, block by block."""

    def __init__(self, of: Encodec):
        super().__init__()
        self.config, self.layout = of.config, Layout()
        seanet: Any = of.decoder
        self.chain = chain(seanet.model, self.layout)
        first: Any = self.chain.layers[0]
        with torch.no_grad():
            first.bias.add_((first.weight * of.encoder.mean[:, None]).sum((1, 2)))
            first.weight.mul_(of.encoder.deviation[:, None])
        self.requires_grad_(False).eval()

    def step(self, latents: Tensor, state: Tensor) -> tuple[Tensor, Tensor]:
        """(B, T, C) and (B, size) to (B, 1, T * hop) audio and the next (B, size) state."""
        memories = self.layout.unpack(state)
        return self.chain(latents, memories).transpose(1, 2), self.layout.pack(memories)


def file(folder: Path) -> Path:
    """Where a folder of checkpoints keeps it."""
    return Path(folder) / f"{NAME}.safetensors"


def with_weights(path: Path | None = None) -> Encodec:
    """EnCodec as it was released, latents as they come. path: a file with the weights; they are
    fetched without one. Raises NoEncodec and NoWeights."""
    codec = Encodec()
    halves = nn.ModuleDict({"encoder": codec.encoder.seanet, "decoder": codec.decoder})
    weights.fill(halves, path)
    return codec


def prepare(folder: Path, corpus_folder: Path, path: Path | None = None) -> Encodec:
    """Bring the weights into `folder`, with the statistics of this corpus's latents, and load them.

    path: a file with the weights; the released ones by default. Raises NoEncodec and NoWeights.
    """
    codec = with_weights(path)
    measure(codec, corpus_folder)
    Path(folder).mkdir(parents=True, exist_ok=True)
    partial = file(folder).with_suffix(".part")
    save_file({k: v.contiguous() for k, v in codec.state_dict().items()}, partial)
    partial.rename(file(folder))
    return codec


def load(folder: Path) -> Encodec:
    """What `prepare` left in `folder`. Raises NoEncodec and FileNotFoundError."""
    codec = Encodec()
    codec.load_state_dict(load_file(file(folder)))
    return codec


@torch.inference_mode()
def measure(codec: Encodec, folder: Path) -> None:
    """Set mean and deviation of every channel to those of a part of the corpus."""
    split = corpus.Split(folder, "train")
    places = corpus.some(folder, "train", MEASURED_HOURS)
    shape, count = (codec.config.latent_channels,), 0
    total, squares = torch.zeros(shape).double(), torch.zeros(shape).double()
    for place in tqdm(places, "measuring latents", unit="phrase"):
        audio = corpus.heard(split[place][1], codec.config.sample_rate, codec.config.channels)
        latents = codec.encoder.seanet(torch.from_numpy(audio.T.copy())[None])[0].double()
        total += latents.sum(1)
        squares += latents.square().sum(1)
        count += latents.shape[1]
    mean = total / count
    deviation = (squares / count - mean.square()).clamp(min=1e-10).sqrt()
    codec.encoder.mean.copy_(mean)
    codec.encoder.deviation.copy_(deviation)
