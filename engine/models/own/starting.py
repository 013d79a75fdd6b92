"""Where training on one's own sounds starts: the shipped weights, with the instruments exchanged.

Each new instrument begins as the shipped one that sounds most like it when it plays the same, and
gets its family. So it can be played before anything is learned.
"""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import save_file
from torch import nn

from engine.contract import FOLDED
from engine.instrument import Instrument as Player
from engine.models import adopt, corpus, judges
from engine.models.denoiser import Denoiser
from engine.models.instruments import FAMILIES, Roster, keep_roster, roster
from engine.models.own.verdict import GUIDANCE, STEPS
from engine.models.performance import Case, play_all, script_of
from engine.models.train_denoiser import config_for
from engine.parameters import BadValue

SECONDS = 4.0
"""Of what own instruments played, which shipped ones play too."""


def likest(corpus_folder: Path, export: Path) -> dict[str, str]:
    """[control] For each own instrument the export's that plays its phrases most like it, by the
    distance of their mel spectra. Its own name is always likest."""
    player, split = Player(export), corpus.Split(corpus_folder, "train")
    names, found = player.contract.instruments, {}
    for one in roster(corpus_folder):
        if one.name in names:
            found[one.name] = one.name
            continue
        others = [name for name in names if (_family(player, name) == "drums") == one.is_drums]
        others = others or names  # a model of one's own may have none of that kind
        case = _some(split, one.name)
        scripts = [
            script_of(replace(case, phrase=replace(case.phrase, instrument=name)), player, STEPS,
                      GUIDANCE, 1)
            for name in others
        ]
        made = play_all(player, scripts, "comparing")
        far = [judges.mel_distance_db(case.audio, sound) for sound in made]
        found[one.name] = others[int(np.argmin(far))]
    return found


def _some(split: corpus.Split, name: str) -> Case:
    """The beginning of a phrase from the middle: an instrument is to be known by its voice."""
    places = [place for place in range(len(split)) if split.instrument(place) == name]
    phrase, audio = split[places[len(places) // 2]]
    return Case(phrase, audio[: int(SECONDS * corpus.SAMPLE_RATE)])


def _family(player: Player, name: str) -> str:
    contract = player.contract
    return contract.families[contract.family_of[contract.instruments.index(name)]]


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
    like, player = likest(corpus_folder, export), Player(export)
    own = tuple(
        one if one.family else replace(one, family=_family(player, like[one.name]))
        for one in roster(corpus_folder)
    )
    keep_roster(own, corpus_folder)
    model = Denoiser(config_for(codec, own))
    weights = before.state_dict()
    weights["who.weight"] = weights["who.weight"][:, [shipped.index(like[one.name]) for one in own]]
    model.load_state_dict(weights)
    folder.mkdir(parents=True, exist_ok=True)
    models: dict[str, nn.Module] = {"codec": codec, "denoiser": model, "distil": model}
    for name, one in models.items():
        save_file(one.state_dict(), folder / f"{name}.safetensors")
    keep_roster(own, folder)
    return like


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
