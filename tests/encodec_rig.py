"""EnCodec at full size with seeded weights in every layer: a test has none to fetch."""

import torch
from torch import nn

from engine.models.encodec.model import Encodec


@torch.no_grad()
def lively(seed: int = 1) -> Encodec:
    """Weights under which every layer is heard: about as loud after a convolution as before, the
    recurrent layers as torch begins them, and sound of 0.1 (RMS) for latents of 1."""
    torch.manual_seed(seed)
    codec = Encodec()
    for half in (codec.encoder.seanet, codec.decoder):
        for module in half.modules():
            if isinstance(module, nn.LSTM):
                module.reset_parameters()
            if not isinstance(module, nn.Conv1d | nn.ConvTranspose1d):
                continue
            directions, rises = module.weight_v, isinstance(module, nn.ConvTranspose1d)
            directions.normal_()
            seen = 2 * len(directions) if rises else directions[0].numel()
            module.weight_g.copy_(
                1.3 * directions.norm(dim=(1, 2), keepdim=True) / seen**0.5
            )
            module.bias.normal_(0, 0.1)
    last = codec.decoder.model[-1].conv.conv
    last.weight_g.mul_(0.1 / codec.decoder(torch.randn(1, 128, 40)).std())
    last.bias.zero_()
    codec.encoder.mean.normal_()
    codec.encoder.deviation.uniform_(0.5, 2)
    return codec


def from_silence(codec: Encodec) -> Encodec:
    """The same codec, told to pad with zeros where it would reflect: then it begins as a stream."""
    for module in codec.modules():
        if hasattr(module, "pad_mode"):
            module.pad_mode = "constant"
    return codec


def released(codec: Encodec) -> dict[str, torch.Tensor]:
    """The weights by the package's names, as its checkpoint has them."""
    parts = {"encoder": codec.encoder.seanet, "decoder": codec.decoder}
    return {
        f"{part}.{name}": values.clone()
        for part, half in parts.items() for name, values in half.state_dict().items()
    }
