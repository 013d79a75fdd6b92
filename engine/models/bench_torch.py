"""The same denoiser pass in torch, for `flowbend bench --torch`. Shapes decide, not weights."""

import time

import numpy as np
import torch

from engine.bench import WARM_UP, pass_inputs
from engine.instrument import Instrument
from engine.models.denoiser import Denoiser, DenoiserConfig


def torch_pass_ms(instrument: Instrument, repeats: int = 200) -> float:
    """Median time of one guided denoiser pass over one block in eager torch, one thread, in ms."""
    contract = instrument.contract
    model = Denoiser(DenoiserConfig(
        latent_channels=contract.latent_channels, instruments=len(contract.instruments),
        families=len(contract.families),
    )).eval()
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    x, guidance, who, asked, notes = (torch.from_numpy(i) for i in pass_inputs(instrument))
    t, state = torch.full((len(x),), 0.5), model.layout.start(x)
    times = []
    try:
        with torch.inference_mode():
            for _ in range(WARM_UP + repeats):
                start = time.perf_counter()
                _, state = model.step(x, t, t, guidance, who, asked, notes, state)
                times.append(1000 * (time.perf_counter() - start))
    finally:
        torch.set_num_threads(threads)
    return float(np.median(times[WARM_UP:]))
