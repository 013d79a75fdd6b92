"""The codec: waveform to continuous latents and back. The decoder is causal and carries its memory.

All layers run at latent rate (48000 / 512 = 93.75 per second), which is what makes it play on a
laptop: the waveform is made by an inverse Fourier transform with overlap-add, as in Vocos
(Siuzdak 2023), from log magnitudes and phases that a stack of ConvNeXt blocks (Liu et al. 2022)
predicts. Two choices keep it quick to the hand: the encoder looks no further than the end of its
latent, and the synthesis window is asymmetric (it rises within one hop and falls over three), so a
change in latent n is heard from the first sample of block n. Inside, stereo is mid and side.
Shapes: audio (B, channels, samples), latents (B, T, C).
"""

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from engine.models.streaming import Layout, join, taps


@dataclass(frozen=True)
class CodecConfig:
    """Everything that fixes the codec's shapes; written into checkpoints and contracts."""

    sample_rate: int = 48000
    hop: int = 512
    window: int = 2048
    channels: int = 2
    latent_channels: int = 80
    encoder_width: int = 192
    encoder_blocks: int = 4
    decoder_width: int = 512
    decoder_blocks: int = 8
    kernel: int = 5
    latent_noise: float = 0.1
    """Standard deviation of the noise added to unit-variance latents in training, so that the
    decoder forgives a denoiser's small errors."""

    @property
    def latent_rate(self) -> float:
        return self.sample_rate / self.hop


class ConvNext(nn.Module):
    """Depthwise causal convolution, norm within one latent, expand, contract, scaled residual."""

    def __init__(self, width: int, kernel: int, layout: Layout):
        super().__init__()
        self.kernel, self.place = kernel, layout.add(kernel - 1, width)
        self.depthwise = nn.Parameter(torch.randn(kernel, width) * kernel**-0.5)
        self.norm = nn.LayerNorm(width)
        self.expand = nn.Linear(width, 2 * width)
        self.contract = nn.Linear(2 * width, width)
        self.scale = nn.Parameter(torch.full((width,), 0.2))

    def forward(self, x: Tensor, memories: list[Tensor]) -> Tensor:
        """(B, T, width) to the same; replaces its own entry of `memories`."""
        whole, memories[self.place] = join(memories[self.place], x)
        h = sum(
            tap * weight
            for tap, weight in zip(taps(whole, x, self.kernel, 1), self.depthwise, strict=True)
        )
        h = self.contract(F.silu(self.expand(self.norm(h))))
        return x + self.scale * h


class Encoder(nn.Module):
    """(B, channels, T * hop) audio to (B, T, C) latents of zero mean and unit variance."""

    long_window: Tensor
    short_window: Tensor

    def __init__(self, config: CodecConfig):
        super().__init__()
        self.config, self.layout = config, Layout()
        hop, window = config.hop, config.window
        self.hops = window // hop
        self.heard = self.layout.add(self.hops - 1, config.channels * hop)
        bins = (window // 2 + 1) + (hop // 2 + 1)
        rise = torch.hann_window(2 * (window - hop // 2))[: window - hop // 2]
        fall = torch.hann_window(hop)[hop // 2 :]
        self.register_buffer("long_window", torch.cat([rise, fall]), persistent=False)
        self.register_buffer("short_window", torch.hann_window(hop), persistent=False)
        self.input = nn.Linear(3 * bins * config.channels, config.encoder_width)
        self.blocks = nn.ModuleList(
            ConvNext(config.encoder_width, config.kernel, self.layout)
            for _ in range(config.encoder_blocks)
        )
        self.norm = nn.LayerNorm(config.encoder_width)
        self.output = nn.Linear(config.encoder_width, config.latent_channels)
        # Without learned scale: it makes the latents unit-variance; after training, a constant.
        self.unit = nn.BatchNorm1d(config.latent_channels, affine=False, momentum=0.02)

    def forward(self, audio: Tensor) -> Tensor:
        """The whole run, from silence."""
        return self.step(audio, self.layout.start(audio))[0]

    def step(self, audio: Tensor, state: Tensor) -> tuple[Tensor, Tensor]:
        """(B, channels, T * hop) audio and (B, size) to (B, T, C) latents and the next state."""
        memories = self.layout.unpack(state)
        hops = turned(audio).unflatten(2, (-1, self.config.hop)).transpose(1, 2).flatten(2)
        whole, memories[self.heard] = join(memories[self.heard], hops)
        heard = torch.stack(taps(whole, hops, self.hops, 1), dim=2)
        features = []
        for long, short in zip(
            heard.chunk(self.config.channels, dim=-1), hops.chunk(self.config.channels, dim=-1),
            strict=True,
        ):
            features.append(self.features(long.flatten(2), short))
        h = self.input(torch.cat(features, dim=-1))
        for block in self.blocks:
            h = block(h, memories)
        z = self.output(self.norm(h))
        return self.unit(z.transpose(1, 2)).transpose(1, 2), self.layout.pack(memories)

    def features(self, long: Tensor, short: Tensor) -> Tensor:
        """Compressed complex spectra and log magnitudes of the (B, T, window) and (B, T, hop)
        stretches that end with each latent."""
        features = []
        for stretch, window in ((long, self.long_window), (short, self.short_window)):
            size = len(window)
            spectrum = torch.fft.rfft(stretch * window)
            real, imaginary = spectrum.real, spectrum.imag
            magnitude = torch.sqrt(real.square() + imaginary.square() + 1e-20)
            level = torch.log1p(100 * magnitude / size**0.5)
            turn = level / (magnitude + 1e-6)
            features += [real * turn, imaginary * turn, level]
        return torch.cat(features, dim=-1)


class Decoder(nn.Module):
    """(B, T, C) latents to (B, channels, T * hop) audio, whole (`forward`) or block by block."""

    window: Tensor

    def __init__(self, config: CodecConfig):
        super().__init__()
        self.config, self.layout = config, Layout()
        self.overlap = config.window // config.hop
        self.input = nn.Linear(config.latent_channels, config.decoder_width)
        self.blocks = nn.ModuleList(
            ConvNext(config.decoder_width, config.kernel, self.layout)
            for _ in range(config.decoder_blocks)
        )
        self.norm = nn.LayerNorm(config.decoder_width)
        self.head = nn.Linear(config.decoder_width, config.channels * (config.window + 2))
        self.tail = self.layout.add(self.overlap - 1, config.channels * config.window)
        self.register_buffer("window", synthesis_window(config), persistent=False)

    def forward(self, latents: Tensor) -> Tensor:
        """The whole run, from silence."""
        return self.step(latents, self.layout.start(latents))[0]

    def step(self, latents: Tensor, state: Tensor) -> tuple[Tensor, Tensor]:
        """(B, T, C) and (B, size) to (B, channels, T * hop) audio and the next (B, size) state."""
        memories = self.layout.unpack(state)
        h = self.input(latents)
        for block in self.blocks:
            h = block(h, memories)
        waves = self.waves(self.head(self.norm(h)))
        whole, memories[self.tail] = join(memories[self.tail], waves.flatten(2))
        hop, channels = self.config.hop, self.config.channels
        pieces = [
            piece.unflatten(2, (channels, -1)) for piece in taps(whole, latents, self.overlap, 1)
        ]
        # The wave from k latents ago gives its (k+1)-th hop now.
        audio = pieces[-1][..., :hop]
        for age in range(1, self.overlap):
            audio = audio + pieces[-1 - age][..., age * hop : (age + 1) * hop]
        return turned(audio.transpose(1, 2).flatten(2)), self.layout.pack(memories)

    def waves(self, head: Tensor) -> Tensor:
        """(B, T, channels * (window + 2)) log magnitudes and phases, channel by channel, to
        (B, T, channels, window) windowed stretches."""
        head = head.float().unflatten(2, (self.config.channels, -1))  # may come in bfloat16
        level, phase = head.chunk(2, dim=-1)
        magnitude = torch.exp(level.clamp(max=6.0))
        spectrum = torch.complex(magnitude * torch.cos(phase), magnitude * torch.sin(phase))
        return torch.fft.irfft(spectrum, n=self.config.window) * self.window


def turned(audio: Tensor) -> Tensor:
    """(B, 2, samples) left and right to mid and side, and back again; mono as it is."""
    if audio.shape[1] == 1:
        return audio
    left, right = audio[:, :1], audio[:, 1:]
    return 0.5**0.5 * torch.cat([left + right, left - right], dim=1)


def synthesis_window(config: CodecConfig) -> Tensor:
    """(window,) the asymmetric overlap-add window: up within one hop, down over the rest, sum 1."""
    hop = config.hop
    rise = torch.hann_window(2 * hop, periodic=True)[:hop]
    fall = torch.hann_window(2 * (config.window - hop), periodic=True)[config.window - hop :]
    shape = torch.cat([rise, fall])
    total = shape.reshape(-1, hop).sum(0)
    return shape / total.repeat(config.window // hop)


class Codec(nn.Module):
    """Encoder and decoder, trained together."""

    def __init__(self, config: CodecConfig | None = None):
        super().__init__()
        self.config = config or CodecConfig()
        self.encoder = Encoder(self.config)
        self.decoder = Decoder(self.config)

    def forward(self, audio: Tensor) -> Tensor:
        """(B, channels, samples) to its reconstruction, through noisy latents while training."""
        latents = self.encoder(audio)
        if self.training:
            latents = latents + self.config.latent_noise * torch.randn_like(latents)
        return self.decoder(latents)


