"""Where training on one's own sounds starts: the shipped weights, with the instruments exchanged.

Each new instrument begins as the mix of shipped ones in whose names the denoiser foretells it best
(a diffusion classifier, Li et al. 2023), and its family is that of the likest. So it can be played
before anything is learned.
"""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import save_file
from torch import nn

from engine.contract import FOLDED
from engine.models import adopt
from engine.models.codec import Codec
from engine.models.denoiser import Denoiser
from engine.models.examples import cores, examples, who_of
from engine.models.instruments import FAMILIES, INSTRUMENTS, Roster, keep_roster, roster
from engine.models.train_denoiser import config_for
from engine.parameters import BadValue
from engine.studio.likeness import LEVELS, SHARPNESS

LISTENED, LENGTH = 8, 128
"""Phrases of each instrument that are compared with the shipped ones, and latents of each."""


@torch.no_grad()
def likenesses(
    corpus_folder: Path, codec: Codec, denoiser: Denoiser, shipped: list[str], keep: Path
) -> np.ndarray:
    """[control] (own instruments, shipped instruments): how alike they are, each row adding up to
    1. Lanes and keys are told to the denoiser, so that only the voice decides."""
    own, source = roster(corpus_folder), examples(
        corpus_folder, "train", codec, keep=keep, jobs=cores()
    )
    shares = np.zeros((len(own), len(shipped)))
    everyone = np.stack([who_of(number, _shipped(shipped)) for number in range(len(shipped))])
    who = torch.from_numpy(everyone)[:, None].expand(-1, LENGTH, -1)
    for number, one in enumerate(own):
        if one.name in shipped:
            shares[number, shipped.index(one.name)] = 1
            continue
        rows = np.flatnonzero(source.who == number)
        error = np.zeros(len(shipped))
        for row in rows[:: max(1, len(rows) // LISTENED)][:LISTENED]:
            busy = source.asked[row, :, 0].astype(np.float32)
            start = int(np.argmax(np.convolve(busy, np.ones(LENGTH), "valid"))) // 2 * 2
            latents, _, asked, notes = (
                torch.from_numpy(np.ascontiguousarray(part))
                for part in source.crop(int(row), start, LENGTH)
            )
            for level in LEVELS:
                noise = torch.randn(latents.shape, generator=torch.Generator().manual_seed(row))
                x = ((1 - level) * latents + level * noise).expand(len(shipped), -1, -1)
                t = torch.full((len(shipped),), level)
                made = denoiser(
                    x, t, t, torch.ones(x.shape[:2]), who,
                    asked.expand(len(shipped), -1, -1), notes.expand(len(shipped), -1, -1),
                )
                error += (made - (noise - latents)).square().mean(dim=(1, 2)).numpy()
        error /= len(LEVELS) * min(LISTENED, len(rows))
        share = np.exp(-SHARPNESS * (error - error.min()))
        shares[number] = share / share.sum()
    return shares


def _shipped(names: list[str]) -> Roster:
    """The rows of an export's instruments; one that is not of the shipped model's has no family of
    its own to be told."""
    known = {one.name: one for one in INSTRUMENTS}
    return tuple(known.get(name, INSTRUMENTS[0]) for name in names)


@torch.no_grad()
def start(export: Path, corpus_folder: Path, folder: Path) -> dict[str, str]:
    """[control] Leave the export's weights in `folder`, fitted to the corpus's instruments; which
    shipped instrument each of them is most like. Raises FileNotFoundError and DoesNotFit, and
    BadValue when the export plays in two passes."""
    codec = adopt.codec(export)
    shipped = json.loads(adopt.metadata(export)["flowbend.instruments"])
    before = Denoiser(replace(config_for(codec), instruments=len(shipped)))
    if adopt.denoiser(export, before) != FOLDED:
        raise BadValue(f"{export} has not learned few steps: begin --from-scratch")
    shares = likenesses(corpus_folder, codec, before, shipped, folder / "encoded")
    likest = [_shipped(shipped)[int(row.argmax())] for row in shares]
    own = tuple(
        one if one.family else replace(one, family=like.family)
        for one, like in zip(roster(corpus_folder), likest, strict=True)
    )
    keep_roster(own, corpus_folder)
    model = Denoiser(config_for(codec, own))
    weights = before.state_dict()
    mix = torch.from_numpy(shares).float()
    weights["who.weight"] = weights["who.weight"] @ mix.T
    model.load_state_dict(weights)
    folder.mkdir(parents=True, exist_ok=True)
    models: dict[str, nn.Module] = {"codec": codec, "denoiser": model, "distil": model}
    for name, one in models.items():
        save_file(one.state_dict(), folder / f"{name}.safetensors")
    keep_roster(own, folder)
    return {who.name: shipped[int(row.argmax())] for who, row in zip(own, shares, strict=True)}


def without_a_start(corpus_folder: Path, folder: Path) -> None:
    """[control] The same for training from scratch: instruments without a family get one by what
    they do."""
    named: Roster = tuple(
        who if who.family else replace(who, family="drums" if who.is_drums else FAMILIES[0])
        for who in roster(corpus_folder)
    )
    folder.mkdir(parents=True, exist_ok=True)
    keep_roster(named, corpus_folder)
    keep_roster(named, folder)
