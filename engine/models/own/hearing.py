"""How it sounds by now: held-out phrases through the checkpoints of a course, in torch."""

import itertools
from pathlib import Path

import numpy as np
import torch

from engine import sampler
from engine.models import corpus, stages
from engine.models.codec import Codec
from engine.models.examples import examples
from engine.models.own.verdict import GUIDANCE, STEPS
from engine.models.performance import at_corpus_rate

MOST = 3


@torch.no_grad()
def now(folder: Path, corpus_folder: Path) -> list[tuple[str, str, np.ndarray]]:
    """[control] (instrument, what it is, (samples, 2)) of a few held-out phrases: the recording,
    and what is made of it: played, or, before there is a denoiser, through the codec alone."""
    codec = stages.load_codec(folder).cpu().eval()
    decoder = codec.decoder if isinstance(codec, Codec) else codec.streaming()[1]
    denoiser = None
    if stages.furthest(folder).exists():
        denoiser = stages.load_denoiser(folder, codec).cpu().eval()
    source = examples(corpus_folder, "phrase", codec, 0.5, folder / "encoded")
    split, seen = corpus.Split(corpus_folder, "phrase"), set[str]()
    told: list[tuple[str, str, np.ndarray]] = []
    for row in range(len(source.who)):
        name = source.instruments[int(source.who[row])].name
        if name in seen or len(seen) == MOST:
            continue
        seen.add(name)
        latents, who, asked, notes = (
            torch.from_numpy(np.ascontiguousarray(part))[None] for part in source.crop(row, 0, 560)
        )
        told.append((name, "recorded", split[int(source.place[row])][1]))
        what = "through the codec"
        if denoiser is not None:
            what = f"played, {STEPS} steps"
            x = torch.randn(latents.shape, generator=torch.Generator().manual_seed(row))
            plain = torch.full(x.shape[:2], GUIDANCE)
            for start, end in itertools.pairwise(sampler.levels(STEPS)):
                t, until = torch.full((1,), float(start)), torch.full((1,), float(end))
                x = x + (end - start) * denoiser(x, t, until, plain, who, asked, notes)
            latents = x
        made, _ = decoder.step(latents, decoder.layout.start(latents))
        told.append((name, what, at_corpus_rate(made[0].T.numpy(), codec.config.sample_rate)))
    return told
