"""Words: a head on a sentence encoder that says which instrument a caption means, and where each
lane is to stand. Trained jointly on captions made up from the corpus labels.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from engine.models import captions, corpus, processes
from engine.models.captions import ROWS, WHO
from engine.models.training import draw_on
from engine.studio import sentences, words

SOUNDING_DB = 25.0
"""What is so far below a phrase's loudest moment is its decay, and nobody speaks of that."""
DECILES = 11
PLAYING_S = corpus.PHRASE_SECONDS - 1.5
TEMPERATURES = np.interp(np.linspace(0, 1, DECILES), [0, 0.5, 1], [0.6, 1.0, 1.3])
"""The corpus knows nothing of temperature: what words for it mean is set here."""


@dataclass(frozen=True)
class WordsTraining:
    """How many captions, from how many phrases of each instrument; noise is added to the encoder's
    vectors so that a word stands for its neighbours."""

    captions: int = 10000
    held_out: int = 2000
    phrases: int = 60
    batch: int = 64
    width: int = 256
    noise: float = 0.02
    dropout: float = 0.3


def phrases_in(hours: float) -> int:
    """How many phrases of each instrument so many hours are."""
    return max(1, round(hours * 3600 / corpus.PHRASE_SECONDS / len(WHO)))


@dataclass(frozen=True)
class Told:
    """Captions as numbers. parts (n, P): rows of a table of vectors, -1 where there are no more;
    who (n, 36), the last column for none; said (n, rows) 0 or 1; ranks (n, rows) 0..1, of meaning
    where said."""

    parts: Tensor
    who: Tensor
    said: Tensor
    ranks: Tensor

    def some(self, places: Tensor) -> "Told":
        """Some of them."""
        return Told(*(column[places] for column in vars(self).values()))


class Head(nn.Module):
    """A text's parts, as vectors (n, P, 384) and which there are (n, P), to who's logits (n, 36),
    and for each row: said's logit, rank, log deviation.

    For who, and for each row, it attends to the parts that speak of that. `moments` is what the
    ranks stand for: (36, rows, deciles), the last instrument being any.
    """

    moments: Tensor

    def __init__(self, width: int, dropout: float):
        super().__init__()
        self.enter = nn.Linear(sentences.SIZE, width)
        self.attend = nn.Linear(width, 1 + len(ROWS))
        self.name = nn.Linear(width, len(WHO) + 1)
        self.stand = nn.Parameter(torch.randn(len(ROWS), width, 3) / width**0.5)
        self.lean = nn.Parameter(torch.zeros(len(ROWS), 3))
        self.dropout = nn.Dropout(dropout)
        self.register_buffer("moments", torch.zeros(len(WHO) + 1, len(ROWS), DECILES))

    def forward(self, vectors: Tensor, there: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        hidden = self.dropout(functional.silu(self.enter(vectors)))  # (n, P, width)
        weight = self.attend(hidden).masked_fill(~there[..., None], -1e9).softmax(1)
        seen = torch.einsum("npk,npw->nkw", weight, hidden)  # (n, 1 + rows, width)
        out = torch.einsum("nrw,rwo->nro", seen[:, 1:], self.stand) + self.lean
        said, rank, spread = out.unbind(-1)
        return self.name(seen[:, 0]), said, torch.sigmoid(rank), spread.clamp(-4, 1)


class WordsStage:
    """The head on captions; validated on wordings that no caption to train on has."""

    name = "words"

    def __init__(self, folder: Path, training: WordsTraining, keep: Path):
        torch.manual_seed(1)
        self.training = training
        measured = _kept(folder, training, keep)
        head = Head(training.width, training.dropout)
        head.moments.copy_(torch.tensor(moments(measured)))
        self.model: nn.Module = head
        ranked = ranks(measured)
        self._table, (self._told, self._held) = tell(
            spoken(ranked, training.captions, seed=1),
            spoken(ranked, training.held_out, seed=2, held=True),
        )

    def step(self, progress: float) -> dict[str, Tensor]:
        told = self._told.some(torch.randint(len(self._told.who), (self.training.batch,)))
        parts = told.parts[:, : int((told.parts >= 0).sum(1).max())]
        vectors = self._table[parts]
        vectors = vectors + self.training.noise * torch.randn_like(vectors)
        losses = lost(self.model(vectors, parts >= 0), told)
        losses["loss"] = losses["who"] + losses["said"] + losses["rank"]
        return losses

    def draw_on(self, step: int) -> None:
        """See `training.draw_on`."""
        draw_on(step)

    def validate(self, model: nn.Module) -> dict[str, float]:
        with torch.no_grad():
            found = model(self._table[self._held.parts], self._held.parts >= 0)
        losses = {name: float(value) for name, value in lost(found, self._held).items()}
        named = self._held.who.max(1).values == 1
        right = found[0].argmax(1) == self._held.who.argmax(1)
        return losses | {"right": float(right[named].float().mean())}


def lost(found: tuple[Tensor, ...], told: Told) -> dict[str, Tensor]:
    """Who: cross-entropy. Said: the same, yes or no. Rank: the likelihood under a normal
    distribution whose spread the head says, where something is said."""
    who, said, rank, spread = found
    error = ((rank - told.ranks) / spread.exp()) ** 2 / 2 + spread
    return {
        "who": functional.cross_entropy(who, told.who),
        "said": functional.binary_cross_entropy_with_logits(said, told.said),
        "rank": (error * told.said).sum() / told.said.sum().clamp(min=1),
    }


def measure(folder: Path, each: int) -> list[dict]:
    """What phrases do, `each` of every instrument: instrument, and by row the values at their
    sounding moments. Raises FileNotFoundError without a corpus."""
    phrases = corpus.Split(folder, "train")
    left = dict.fromkeys(WHO, each)
    found = []
    for place in processes.bar(range(len(phrases)), desc="listening to the corpus", leave=False):
        who = phrases.instrument(place)
        if not left[who]:
            continue
        left[who] -= 1
        phrase, audio = phrases[place]
        labels = corpus.label(phrase, audio, 512)
        heard = labels.rms > max(labels.rms.max() - SOUNDING_DB, -60.0)
        struck = labels.onset[labels.onset > 0]
        if heard.sum() < 20 or not len(struck):
            continue
        few = np.linspace(0, heard.sum() - 1, 40).astype(int)
        rows = {
            lane: np.sort(getattr(labels, lane)[heard])[few].round(4).tolist()
            for lane in ("rms", "brightness", "noisiness")
        }
        rate = float(np.clip(len(struck) / PLAYING_S, 0.25, 16))
        found.append({"instrument": who, **rows, "onset_rate": [rate], "onset": struck.tolist()})
    return found


def _kept(folder: Path, training: WordsTraining, keep: Path) -> list[dict]:
    """As `measure`, once for a folder of checkpoints."""
    path = Path(keep) / f"words-{training.phrases}.json"
    with processes.first():
        if path.exists():
            return json.loads(path.read_text())
        found = measure(folder, training.phrases)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(found))
        return found


def ranks(measured: Sequence[dict]) -> list[tuple[str, dict[str, float]]]:
    """For each phrase its instrument, and by row where it stands among those of that, 0..1."""
    found: list[tuple[str, dict[str, float]]] = [(row["instrument"], {}) for row in measured]
    for who in WHO:
        places = [place for place, row in enumerate(measured) if row["instrument"] == who]
        for row in (row for row in ROWS if row != "temperature"):
            values = np.array([np.median(measured[place][row]) for place in places])
            order = values.argsort(kind="stable").argsort(kind="stable")
            for place, rank in zip(places, (order + 0.5) / max(len(order), 1), strict=True):
                found[place][1][row] = float(rank)
    return found


def moments(measured: Sequence[dict]) -> np.ndarray:
    """(36, rows, deciles) float32: what each instrument does from its least to its most, moment by
    moment, in the rows' units; the last is all of them together."""
    table = np.zeros((len(WHO) + 1, len(ROWS), DECILES), np.float32)
    points = np.linspace(0.02, 0.98, DECILES)  # the ends are accidents
    for place, who in enumerate((*WHO, None)):
        own = [row for row in measured if who in (None, row["instrument"])]
        for column, name in enumerate(ROWS):
            if name == "temperature":
                table[place, column] = TEMPERATURES
            elif own:
                table[place, column] = np.quantile(
                    np.concatenate([row[name] for row in own]), points
                )
    return table


def spoken(
    ranked: Sequence[tuple[str, dict[str, float]]], count: int, seed: int, held: bool = False
) -> list[captions.Caption]:
    """So many captions, every instrument as often."""
    rng = np.random.default_rng(seed)
    by_who = {who: [row for row in ranked if row[0] == who] for who in WHO}
    able = [who for who in WHO if by_who[who]]
    found = []
    for index in range(count):
        who = able[index % len(able)]
        _, where = by_who[who][rng.integers(len(by_who[who]))]
        found.append(captions.write(who, where, rng, held))
    return found


def tell(*spoken: Sequence[captions.Caption]) -> tuple[Tensor, list[Told]]:
    """Captions to numbers, through the encoder: the vectors of all their parts (m, 384), and each
    list of captions."""
    divided = [[sentences.parts(caption.text) for caption in some] for some in spoken]
    every = sorted({part for some in divided for parts in some for part in parts}, key=len)
    row = {part: place for place, part in enumerate(every)}
    bar = processes.bar(range(0, len(every), 512), desc="reading captions", leave=False)
    vectors = np.concatenate([sentences.encode(every[at : at + 512]) for at in bar])
    found = []
    for some, texts in zip(spoken, divided, strict=True):
        parts = np.full((len(some), max(map(len, texts))), -1)
        who = np.zeros((len(some), len(WHO) + 1), np.float32)
        said, where = np.zeros((2, len(some), len(ROWS)), np.float32)
        for index, (caption, text) in enumerate(zip(some, texts, strict=True)):
            parts[index, : len(text)] = [row[part] for part in text]
            who[index, -1] = not caption.who
            for name, chance in caption.who.items():
                who[index, WHO.index(name)] = chance
            for name, rank in caption.ranks.items():
                said[index, ROWS.index(name)], where[index, ROWS.index(name)] = 1, rank
        found.append(Told(*map(torch.tensor, (parts, who, said, where))))
    return torch.tensor(vectors), found


def export(weights: Path, out: Path) -> Path:
    """The trained head as `words.npz` in `out`, for `studio/words.py`."""
    tensors = {name: value.numpy() for name, value in load_file(weights).items()}
    about = {
        "format": words.FORMAT, "encoder": sentences.ENCODER, "instruments": WHO, "rows": ROWS,
    }
    arrays: dict[str, Any] = {"about": np.array(json.dumps(about)), **tensors}
    path = Path(out) / words.FILE
    np.savez(path, **arrays)
    return path
