"""Lesson 4: conditions in the instrument. The shipped weights, read back into torch: which layers
hear of what, through scale and shift; and why each latent is normalised by itself.

    python docs/learn/04_conditions_played.py
"""

from pathlib import Path

import numpy as np
import page
import torch
from torch import Tensor, nn

from engine.contract import FLOAT32
from engine.instrument import SHIPPED, Instrument
from engine.models import adopt
from engine.models.denoiser import Block, Denoiser, DenoiserConfig, within_latent_norm
from engine.studio import asking, drawing

LATENTS = 32
ASKED = {"instrument_a": "flute", "rms": -30.0, "brightness": 900.0, "noisiness": 0.2}
CHANGES = {
    "level t, 1 to 0.5": {"t": 0.5},
    "length of the jump, 0 to 1": {"until": 0.0},
    "guidance, 1 to 4": {"guidance": 4.0},
    "flute to trumpet": {"instrument_a": "trumpet"},
    "key, C4 to C5": {"key": 72},
    "loudness, -30 to -12 dB": {"rms": -12.0},
    "brightness, 900 to 3000 Hz": {"brightness": 3000.0},
    "noisiness, 0.2 to 0.7": {"noisiness": 0.7},
}


def shipped(instrument: Instrument) -> Denoiser:
    """The network whose export is played, in torch (`engine/models/adopt.py`)."""
    contract = instrument.contract
    config = DenoiserConfig(contract.latent_channels, len(contract.instruments),
                            len(contract.families))
    model = Denoiser(config)
    adopt.denoiser(SHIPPED, model)
    return model.eval()


def inputs(instrument: Instrument, change: dict) -> list[Tensor]:
    """What `Denoiser.forward` is given: ASKED, but for what is changed."""
    settings = {**ASKED, "guidance": 1.0, **change}
    key, t = int(settings.pop("key", 60)), float(settings.pop("t", 1.0))
    until = float(settings.pop("until", t))
    settings["instrument_a"] = asking.number_of(instrument, settings["instrument_a"])
    settings |= {f"{lane}_mode": 1.0 for lane in ("rms", "brightness", "noisiness")}
    asked = asking.request(instrument, LATENTS, settings, notes=[asking.Note(0.0, 9.0, key)])
    guidance, who, lanes, notes = (torch.from_numpy(column)[None] for column in (
        asked.guidance, asked.who, asked.lanes, asked.notes))
    noise = torch.from_numpy(asked.noise)[None]
    return [noise, torch.tensor([t]), torch.tensor([until]), guidance, who, lanes, notes]


@torch.no_grad()
def heard(model: Denoiser, given: list[Tensor]) -> list[Tensor]:
    """Scale and shift, (2, width) at the last latent, of every block in the order of the run."""
    found: list[Tensor] = []

    def note(layer: nn.Module, told: tuple, made: Tensor) -> None:
        found.append(torch.stack(made[0, -1].chunk(2)))

    blocks = [block for block in model.modules() if isinstance(block, Block)]
    hooks = [block.modulate.register_forward_hook(note) for block in blocks]
    model(*given)
    for hook in hooks:
        hook.remove()
    return found


def looks_ahead(norm) -> float:
    """How far the first latents of a run move when only its last latent is another one."""
    run = torch.randn(1, LATENTS, 64, generator=torch.Generator().manual_seed(1))
    other = run.clone()
    other[:, -1] *= 5
    return float((norm(run) - norm(other))[:, :-1].abs().max())


def over_the_run(x: Tensor) -> Tensor:
    """Group norm as it is usual: statistics over all of the time there is. (B, T, C)"""
    return torch.nn.functional.group_norm(x.mT, 2).mT


def main(arguments: list[str] | None = None) -> dict[str, float]:
    """Change one condition at a time, and see what each block is told."""
    options = page.options(__doc__, arguments)
    instrument = Instrument(precision=FLOAT32)
    model, found = shipped(instrument), {}
    before = heard(model, inputs(instrument, {}))
    moved = np.zeros((2, len(CHANGES), len(before)))
    for row, change in enumerate(CHANGES.values()):
        for column, after in enumerate(heard(model, inputs(instrument, change))):
            moved[:, row, column] = (after - before[column]).square().mean(dim=1).sqrt()
    rows = []
    for row, name in enumerate(CHANGES):
        found[name] = float(moved[:, row].mean())
        rows.append([name, f"{moved[0, row].mean():.2f}", f"{moved[1, row].mean():.2f}"])
    page.say(["changed", "scale moves by", "shift moves by"], rows)
    found["ahead, one latent"] = looks_ahead(lambda x: within_latent_norm(x, 32))
    found["ahead, over the run"] = looks_ahead(over_the_run)
    page.say(["group norm over", "the past moves when the last latent changes, by"], [
        ["channels of one latent", f"{found['ahead, one latent']:g}"],
        ["channels and time", f"{found['ahead, over the run']:.2f}"],
    ])
    draw(options.out / "04_conditions_played.png", moved)
    return found


def draw(path: Path, moved: np.ndarray) -> None:
    """How far scale and shift of each block move with each change."""
    from matplotlib.colors import LinearSegmentedColormap

    glow = LinearSegmentedColormap.from_list("glow", (drawing.GROOVE, "#3a1d5c", drawing.CORAL,
                                                      drawing.AMBER, "#fff3d6"))
    blocks = moved.shape[2]
    with page.picture(path, 11, 3.4) as figure:
        both = figure.subplots(1, 2, sharey=True)
        for axes, name, values in zip(both, ("scale", "shift"), moved, strict=True):
            shown = axes.imshow(values, aspect="auto", cmap=glow, vmin=0, vmax=moved.max())
            axes.set(title=f"how far the {name} moves", xticks=range(blocks),
                     xlabel="block: 1-2 and 11-12 at every latent, 3-10 at every second")
            axes.set_xticklabels(range(1, blocks + 1))
            axes.set_yticks(range(len(CHANGES)), list(CHANGES))
        figure.colorbar(shown, ax=both, pad=0.01, label="root mean square")


if __name__ == "__main__":
    main()
