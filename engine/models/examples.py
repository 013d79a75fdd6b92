"""The corpus as a denoiser sees it: latents and labels on one grid, made once and kept on disk."""

import contextlib
import hashlib
import os
from collections.abc import Iterable
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np
import torch

from engine import lanes
from engine.cluster import Cluster
from engine.models import codecs, corpus, processes
from engine.models.codecs import AnyCodec, AnyConfig
from engine.models.denoiser import STRIDE
from engine.models.instruments import FAMILIES, INSTRUMENTS, Roster, roster
from engine.models.workers import spread


@dataclass(frozen=True)
class Examples:
    """One split on the latent grid, N phrases of T latents.

    latents (N, T, C) float16; asked (N, T, lanes.COLUMNS) float16, every group asked; keys
    (N, T, 128) uint8: velocity 1..127 while a key is down, plus 128 where it is struck; bend (N, T)
    float16 semitones; who (N,) instrument numbers; known (N,) whether the keys are; place (N,)
    where in the split each phrase is. `instruments` are those that the numbers mean.
    """

    latents: np.ndarray
    asked: np.ndarray
    keys: np.ndarray
    bend: np.ndarray
    who: np.ndarray
    known: np.ndarray
    place: np.ndarray
    instruments: Roster = INSTRUMENTS

    def crop(self, index: int, start: int, length: int) -> tuple[np.ndarray, ...]:
        """(latents, who, asked, notes) of one stretch, float32, as `Denoiser.step` takes them."""
        span = slice(start, start + length)
        who = who_of(int(self.who[index]), self.instruments)
        notes = notes_of(self.keys[index, span], self.bend[index, span].astype(np.float32))
        if not self.known[index]:
            notes[:] = 0  # none is asked for
        return (
            self.latents[index, span].astype(np.float32),
            np.broadcast_to(who, (length, len(who))),
            self.asked[index, span].astype(np.float32),
            notes,
        )


def examples(
    folder: Path, split: str, codec: AnyCodec, hours: float = float("inf"),
    keep: Path | None = None, jobs: int = 1, cluster: Cluster | None = None,
) -> Examples:
    """Encode and label a split of the corpus, or so many hours of it drawn at random: in so many
    processes, or on a cluster whose machines all see the corpus.

    With `keep` they are kept there and found again, as long as encoder and corpus are the same. Of
    several processes that train, the first makes them.
    """
    with processes.first() if keep is not None else contextlib.nullcontext():
        return _examples(folder, split, codec, hours, keep, jobs, cluster)


def _examples(folder, split, codec, hours, keep, jobs, cluster) -> Examples:
    places, who_plays = np.array(corpus.some(folder, split, hours)), roster(folder)
    wanted = len(places)
    name = _fingerprint(folder, split, codec, wanted)
    kept = None if keep is None else Path(keep) / f"{split}-{name}"
    if kept is not None and kept.exists():
        arrays = {name: np.load(kept / f"{name}.npy", "r") for name in ARRAYS}
        return Examples(**arrays, instruments=who_plays)
    samples = int(corpus.PHRASE_SECONDS * codec.config.sample_rate)
    latents = samples // codec.config.hop // STRIDE * STRIDE
    partial = None if kept is None else kept.with_suffix(".part")
    if partial is not None:
        partial.mkdir(parents=True, exist_ok=True)

    def room(name: str, *shape: int, dtype: type) -> np.ndarray:
        if partial is None:
            return np.zeros((wanted, *shape), dtype)
        return np.lib.format.open_memmap(
            partial / f"{name}.npy", "w+", dtype=dtype, shape=(wanted, *shape)
        )

    found = Examples(
        room("latents", latents, codec.config.latent_channels, dtype=np.float16),
        room("asked", latents, len(lanes.COLUMNS), dtype=np.float16),
        room("keys", latents, 128, dtype=np.uint8),
        room("bend", latents, dtype=np.float16),
        room("who", dtype=np.int64),
        room("known", dtype=np.bool_),
        room("place", dtype=np.int64),
        who_plays,
    )
    found.place[:] = places
    rows = _encoded(folder, split, codec, places, latents, jobs, cluster)
    bar = processes.bar(rows, f"encoding {split}", wanted, unit="phrase")
    for row, columns in enumerate(bar):
        for column, values in zip(
            (found.latents, found.asked, found.keys, found.bend, found.who, found.known), columns,
            strict=True,
        ):
            column[row] = values
    if partial is not None and kept is not None:
        partial.rename(kept)
    return found


ARRAYS = [field.name for field in fields(Examples) if field.name != "instruments"]
_LAYOUT = "2"
"""Of what is kept: another number, and it is made anew."""


def _fingerprint(folder: Path, split: str, codec: AnyCodec, wanted: int) -> str:
    digest = hashlib.sha256((Path(folder) / "index.jsonl").read_bytes())
    for value in codec.encoder.state_dict().values():
        digest.update(value.cpu().numpy().tobytes())
    digest.update(f"{split} {wanted} {_LAYOUT}".encode())
    return digest.hexdigest()[:16]


def _encoded(
    folder, split, codec, places, latents, jobs, cluster
) -> Iterable[tuple[np.ndarray, ...]]:
    """Rows in the order of `places`: latents, asked, keys, bend, who and known of one phrase."""
    weights = {k: v.cpu().numpy() for k, v in codec.state_dict().items()}
    setting = (str(Path(folder).absolute()), split, codec.config, weights, latents)
    if cluster is not None:
        known = (corpus.digest(folder), *setting)
        yield from cluster.imap(_work, places.tolist(), _start_far, known)
        return
    if jobs == 1:
        _start_worker(*setting)
        yield from map(_work, places.tolist())
        return
    yield from spread(_work, places.tolist(), jobs, _start_worker, (*setting, 1))


_worker: tuple = ()


def _start_worker(
    folder: str, split: str, config: AnyConfig, weights: dict, latents: int,
    threads: int | None = None,
) -> None:
    global _worker  # one codec per worker process; a pool offers no other place for it
    if threads is not None:
        torch.set_num_threads(threads)
    codec = codecs.of(config)
    codec.load_state_dict({k: torch.from_numpy(v) for k, v in weights.items()})
    names = [instrument.name for instrument in roster(Path(folder))]
    _worker = (codec.eval(), corpus.Split(Path(folder), split), latents, names)


def _start_far(
    digest: str, folder: str, split: str, config: AnyConfig, weights: dict, latents: int
) -> None:
    """In a cluster's worker, whose machine must see the same corpus; on one thread."""
    corpus.check_shared(Path(folder), digest)
    _start_worker(folder, split, config, weights, latents, 1)


@torch.inference_mode()
def _work(place: int) -> tuple[np.ndarray, ...]:
    codec, split, latents, names = _worker
    phrase, audio = split[place]
    hop, rate = codec.config.hop, codec.config.sample_rate
    audio = corpus.heard(audio, rate, codec.config.channels)
    labels = corpus.label(phrase, audio, hop, rate)
    encoded = codec.encoder(torch.from_numpy(audio[: latents * hop].T.copy())[None])[0]
    struck = labels.notes > 1
    return (
        encoded.numpy().astype(np.float16),
        asked_of(labels)[:latents].astype(np.float16),
        (np.round((labels.notes - struck) * 127) + 128 * struck)[:latents].astype(np.uint8),
        labels.bend[:latents].astype(np.float16),
        np.array(names.index(phrase.instrument), np.int64),
        np.array(phrase.attacks is None),
    )


def cores() -> int:
    """How many processes encode a corpus."""
    return os.cpu_count() or 1


def asked_of(labels: corpus.Labels) -> np.ndarray:
    """(T, lanes.COLUMNS): everything a phrase's labels say, asked for."""
    asked = lanes.blank(len(labels.rms))
    lanes.ask_rms(asked, labels.rms)
    lanes.ask_onset(asked, labels.onset, labels.onset_position)
    lanes.ask_brightness(asked, labels.brightness)
    lanes.ask_noisiness(asked, labels.noisiness)
    return asked


def who_of(instrument: int, instruments: Roster = INSTRUMENTS) -> np.ndarray:
    """(instruments + families,) one-hot of both, of a family only where it has one."""
    who = np.zeros(len(instruments) + len(FAMILIES), np.float32)
    who[instrument] = 1
    if family := instruments[instrument].family:
        who[len(instruments) + FAMILIES.index(family)] = 1
    return who


def notes_of(keys: np.ndarray, bend: np.ndarray | None = None) -> np.ndarray:
    """(..., 128) uint8 keys and (...) semitones to (..., lanes.NOTE_COLUMNS) float32, asked."""
    struck = keys >= 128
    velocity = (keys - 128 * struck.astype(np.uint8)).astype(np.float32) / 127
    notes = velocity + struck
    if bend is not None and np.any(bend):
        notes = lanes.bent(notes, bend)
    asked = np.ones((*keys.shape[:-1], 1), np.float32)
    return np.concatenate([notes, asked], axis=-1)
