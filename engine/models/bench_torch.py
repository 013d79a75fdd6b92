"""The models' part of a block in eager torch, for `flowbend bench --torch`. Shapes decide, not
weights."""

import torch

from engine.bench import USUAL_STEPS, median_ms, models_ms, pass_inputs
from engine.contract import BrokenContract
from engine.instrument import Instrument
from engine.models.codec import CodecConfig, Decoder
from engine.models.denoiser import Denoiser, DenoiserConfig

ROUNDS, BLOCKS = 5, 40


def torch_over_onnxruntime(instrument: Instrument) -> float:
    """How many times as long torch takes as ONNX Runtime, one thread each, taking turns, so that
    what else the machine does slows both. Raises BrokenContract for a model of other shapes."""
    ours, threads = models_ms(instrument, BLOCKS), torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        theirs = _models_ms(instrument)
        ours(), theirs()
        pairs = [(theirs(), ours()) for _ in range(ROUNDS)]
    finally:
        torch.set_num_threads(threads)
    return min(pair[0] for pair in pairs) / min(pair[1] for pair in pairs)


def _models_ms(instrument: Instrument):
    """As `bench.models_ms`, in torch."""
    contract = instrument.contract
    denoiser = Denoiser(DenoiserConfig(
        latent_channels=contract.latent_channels, instruments=len(contract.instruments),
        families=len(contract.families),
    )).eval()
    decoder = Decoder(CodecConfig(
        hop=contract.hop, latent_channels=contract.latent_channels,
        channels=instrument.decoder.contract.channels,
    )).eval()
    sizes = denoiser.layout.size, decoder.layout.size
    if sizes != (contract.state_size, instrument.decoder.contract.state_size):
        raise BrokenContract(
            f"{instrument.name} has other shapes than this Flowbend trains: leave out --torch"
        )
    x, guidance, who, asked, notes = (torch.from_numpy(i) for i in pass_inputs(instrument))
    t, until = torch.full((len(x),), 0.5), torch.full((len(x),), 0.2)
    passes = [denoiser.layout.start(x) for _ in range(USUAL_STEPS)]
    state = decoder.layout.start(x[:1])

    @torch.inference_mode()
    def block() -> None:
        nonlocal state
        for step, before in enumerate(passes):
            _, passes[step] = denoiser.step(x, t, until, guidance, who, asked, notes, before)
        _, state = decoder.step(x[:1], state)

    return lambda: median_ms(block, BLOCKS)
