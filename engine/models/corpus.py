"""The corpus: phrases played dry at 48 kHz in stereo, with the labels that are exact.

A corpus is a folder of 16-bit FLAC files and `index.jsonl`, one phrase per line. It is a pure
function of (sources, seed, minutes): every phrase has its own random generator, so the same
phrase is the same file whatever else is rendered beside it.
"""

import contextlib
import hashlib
import json
import multiprocessing
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import soundfile
import soxr
from tqdm import tqdm

from engine import lanes
from engine.cluster import Cluster
from engine.models import players
from engine.models.instruments import BY_NAME, INSTRUMENTS, Instrument
from engine.models.phrases import DRUM_KINDS, LOOP_KINDS, MELODIC_KINDS, Note, Phrase, compose
from engine.models.players import SAMPLE_RATE, on_grid
from engine.models.sources import SOUNDS

PHRASE_SECONDS = 10.0
SPLITS = ("train", "phrase", "register")
LOUD_DB = -16.0
"""Every instrument is brought to this RMS for a firm note; General MIDI presets differ by 28 dB."""
EVERY_SOURCE = ("fluid", "musescore", "grand", "recordings")


@dataclass(frozen=True)
class Job:
    """One phrase to compose and render: enough to make it again, anywhere."""

    instrument: str
    split: str
    number: int
    seed: int
    sources: tuple[str, ...] = EVERY_SOURCE

    @property
    def name(self) -> str:
        return f"{self.instrument}-{self.split}-{self.number:03d}.flac"

    def phrase(self) -> Phrase:
        who = BY_NAME[self.instrument]
        place = INSTRUMENTS.index(who)
        rng = np.random.default_rng([self.seed, place, SPLITS.index(self.split), self.number])
        kinds = kinds_of(who)
        own = [source for source in who.sources if source in self.sources]
        # Each source plays every kind before the turn comes round again.
        source = own[self.number // len(kinds) % len(own)]
        kind = kinds[self.number % len(kinds)]
        return compose(who, kind, self.split, PHRASE_SECONDS, rng, source)


def kinds_of(who: Instrument) -> tuple[str, ...]:
    """What an instrument plays."""
    if who.hits == "loop":
        return LOOP_KINDS
    return DRUM_KINDS if who.is_drums else MELODIC_KINDS


class Studio:
    """Every source that is asked for, and the levels that make instruments equally loud."""

    def __init__(self, sources: Sequence[str] = EVERY_SOURCE, sounds: Path = SOUNDS):
        """Raises NoSource, with the command that installs it, when one is missing."""
        self._players = {source: players.player(source, sounds) for source in sources}
        self._gains: dict[tuple, float] = {}

    def render(self, phrase: Phrase) -> tuple[np.ndarray, Phrase]:
        """(samples, 2) float32, peak below 1, and the phrase as it was really played."""
        who = BY_NAME[phrase.instrument]
        one = phrase.notes[0].pitch if who.hits == "loop" and phrase.notes else None
        key = (who.name, phrase.source, one)
        if key not in self._gains:
            self._gains[key] = self._level(who, phrase.source, one)
        audio, played = self._players[phrase.source].play(phrase)
        audio = audio * np.float32(self._gains[key])
        return audio * min(1.0, 0.97 / max(float(np.abs(audio).max()), 1e-9)), played

    def _level(self, who: Instrument, source: str, one: int | None) -> float:
        """The gain that brings firm notes spread over the range to LOUD_DB."""
        keys: Sequence[int]
        if one is not None:
            keys = (one,)
        elif who.is_drums and who.hits in ("", "kit"):
            keys = (35, 38, 42, 38, 35)
        else:
            keys = np.linspace(who.low, who.high, 5).astype(int).tolist()
        hold = 3.0 if one is not None else 0.5
        notes = [Note(0.6 * i, 0.6 * i + hold, k, 96) for i, k in enumerate(keys)]
        phrase = Phrase(who.name, "level", "train", 100, "even", 3.2, notes, source=source)
        audio = self._players[source].play(phrase)[0].mean(axis=1)
        loud = np.sort(lanes.loudness_db(audio, 512))[-60:]
        return float(10 ** ((LOUD_DB - np.median(loud)) / 20))


_studio: Studio | None = None


def _start_worker(sources: Sequence[str], sounds: Path) -> None:
    global _studio  # one per worker process; a pool offers no other place for it
    _studio = Studio(sources, sounds)


def _work(task: tuple[Job, str]) -> dict:
    job, folder = task
    phrase = job.phrase()
    path = Path(folder) / job.name
    if not path.exists() or phrase.kind in LOOP_KINDS:  # a loop's notes are known once it is heard
        assert _studio is not None
        audio, phrase = _studio.render(phrase)
        partial = path.with_suffix(".part")
        soundfile.write(partial, audio, SAMPLE_RATE, subtype="PCM_16", format="FLAC")
        partial.rename(path)  # a file that is there is whole: an interrupted run can go on
    return {"file": job.name, **phrase.as_dict()}


def plan(minutes: float, seed: int, sources: Sequence[str] = EVERY_SOURCE) -> list[Job]:
    """Phrases for about `minutes` of training sound, and held-out ones beside them.

    Instruments that none of the sources has are left out.
    """
    able = [who for who in INSTRUMENTS if set(who.sources) & set(sources)]
    each = max(5, round(minutes * 60 / PHRASE_SECONDS / len(able)))
    counts = {"train": each, "phrase": max(5, min(20, each // 6)), "register": 5}
    return [
        Job(who.name, split, number, seed, tuple(sources))
        for split in SPLITS
        for who in able
        if not (split == "register" and who.is_drums)
        for number in range(counts[split])
    ]


def build(
    folder: Path, minutes: float = 1200.0, seed: int = 1, sources: Sequence[str] = EVERY_SOURCE,
    sounds: Path = SOUNDS, jobs: int | None = None, cluster: Cluster | None = None,
) -> Path:
    """Render the corpus into `folder` (resumable); returns the index's path. On a cluster, whose
    machines all have the sources and see the folder, in as many processes as that has.

    Raises NoSource, with the command that installs it, when a source is missing.
    """
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    Studio(sources, sounds)  # complain here, in one sentence, and not in each worker
    tasks = [(job, str(folder.absolute())) for job in plan(minutes, seed, sources)]
    rows = []
    with contextlib.ExitStack() as until_done:
        setting = (tuple(sources), sounds)
        if cluster is not None:
            done = cluster.imap(_work, tasks, _start_worker, setting)
        else:
            context = multiprocessing.get_context("spawn")
            workers = jobs or os.cpu_count() or 1
            pool = until_done.enter_context(context.Pool(workers, _start_worker, setting))
            done = pool.imap(_work, tasks, chunksize=8)
        for row in tqdm(done, total=len(tasks), desc="corpus", unit="phrase"):
            if not (folder / row["file"]).exists():
                raise NotShared(NotShared.text.format(folder))
            rows.append(row)
    index = folder / "index.jsonl"
    index.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return index


class NotShared(ValueError):
    """A machine of a cluster sees another corpus than this one."""

    for_the_user = True
    text = (
        "The machines of the cluster do not see the same {}: put the corpus into a folder that all"
        " of them share, under the same name."
    )


def digest(folder: Path) -> str:
    """Of what a corpus says that it is. Raises FileNotFoundError as `Split` does."""
    _rows(folder)
    return hashlib.sha256((Path(folder) / "index.jsonl").read_bytes()).hexdigest()


def check_shared(folder: Path, wanted: str) -> None:
    """In another machine's process: raises NotShared when its corpus has not this digest."""
    try:
        found = digest(folder)
    except OSError:
        found = ""
    if found != wanted:
        raise NotShared(NotShared.text.format(folder))


class Split:
    """The phrases of one split by their place in it, each read when it is asked for.

    Raises FileNotFoundError, with the command that makes one, when there is no corpus.
    """

    def __init__(self, folder: Path, split: str):
        self._folder = Path(folder)
        self._rows = [row for row in _rows(folder) if row["split"] == split]

    def __len__(self) -> int:
        return len(self._rows)

    def instrument(self, place: int) -> str:
        """Who plays a phrase, without reading it."""
        return self._rows[place]["instrument"]

    def __getitem__(self, place: int) -> tuple[Phrase, np.ndarray]:
        """The phrase and its (samples, 2) float32 sound. Raises IndexError."""
        row = dict(self._rows[place])
        path = self._folder / row.pop("file")
        audio, _ = soundfile.read(path, dtype="float32", always_2d=True)
        return Phrase.from_dict(row), audio


def read(folder: Path, split: str) -> Iterator[tuple[Phrase, np.ndarray]]:
    """The phrases of one split, in index order. Raises FileNotFoundError as `Split` does."""
    rows = Split(folder, split)
    return (rows[place] for place in range(len(rows)))


def count(folder: Path, split: str) -> int:
    """How many phrases a split has. Raises FileNotFoundError as `Split` does."""
    return len(Split(folder, split))


def some(folder: Path, split: str, hours: float) -> list[int]:
    """Places in a split, at most so many hours, drawn once and for all: more hours are the same
    ones and more. Raises FileNotFoundError as `Split` does."""
    places = count(folder, split)
    wanted = int(min(places, max(1, hours * 3600 / PHRASE_SECONDS)))
    if wanted == places:
        return list(range(places))
    return np.random.default_rng(5).permutation(places)[:wanted].tolist()


def _rows(folder: Path) -> list[dict]:
    index = Path(folder) / "index.jsonl"
    if not index.is_file():
        raise FileNotFoundError(f"No corpus in {folder}: make one with `flowbend corpus`.")
    return [json.loads(line) for line in index.read_text().splitlines()]


@dataclass(frozen=True)
class Labels:
    """One phrase on the latent grid. All float32; T latents.

    rms (T,) dB; brightness (T,) Hz; noisiness (T,) 0..1; onset (T,) 0 or the velocity 0..1 of the
    hardest note struck in that latent; onset_position (T,) 0..1 within it; notes (T, 128): velocity
    0..1 while a key is down, plus 1 in the latent where it is struck; bend (T,) the wheel in
    semitones. What is measured is measured on both channels' mean.
    """

    rms: np.ndarray
    brightness: np.ndarray
    noisiness: np.ndarray
    onset: np.ndarray
    onset_position: np.ndarray
    notes: np.ndarray
    bend: np.ndarray


def heard(audio: np.ndarray, sample_rate: int, channels: int) -> np.ndarray:
    """A phrase's (samples, 2) sound as a codec of another rate or of one channel takes it: float32,
    resampled by soxr, which keeps time 0 where it is."""
    if channels == 1:
        audio = audio.mean(axis=1, keepdims=True)
    if sample_rate != SAMPLE_RATE:
        audio = soxr.resample(audio, SAMPLE_RATE, sample_rate, "HQ")
    return audio.astype(np.float32, copy=False)


def label(
    phrase: Phrase, audio: np.ndarray, hop: int, sample_rate: int = SAMPLE_RATE
) -> Labels:
    """The labels of a phrase and its (samples,) or (samples, channels) sound at this rate."""
    audio = audio if audio.ndim == 1 else audio.mean(axis=1)
    latents = len(audio) // hop
    brightness, noisiness = lanes.brightness_and_noisiness(audio, hop, sample_rate)

    def at(seconds: float) -> int:
        return on_grid(seconds) * sample_rate // SAMPLE_RATE

    onset, position = np.zeros(latents, np.float32), np.zeros(latents, np.float32)
    notes = np.zeros((latents, 128), np.float32)
    for note in phrase.notes:
        start = at(note.start)
        first, last = start // hop, max(at(note.end) // hop, start // hop + 1)
        if first >= latents:
            continue
        strength = note.velocity / 127
        if strength > onset[first]:
            onset[first], position[first] = strength, start % hop / hop
        notes[first:last, note.pitch] = strength
        notes[first, note.pitch] += 1
    for when, strength in phrase.attacks or ():
        place = at(when)
        if place // hop < latents and strength > onset[place // hop]:
            onset[place // hop], position[place // hop] = strength, place % hop / hop
    return Labels(
        lanes.loudness_db(audio, hop), brightness, noisiness, onset, position, notes,
        _bend(phrase, latents, hop / sample_rate),
    )


def _bend(phrase: Phrase, latents: int, seconds: float) -> np.ndarray:
    """(latents,) the wheel in semitones at the middle of each latent, which lasts so long."""
    if not phrase.bend:
        return np.zeros(latents, np.float32)
    times, semitones = zip(*phrase.bend, strict=True)
    middles = (np.arange(latents) + 0.5) * seconds
    place = np.searchsorted(times, middles, side="right") - 1
    return np.where(place >= 0, np.asarray(semitones)[place], 0.0).astype(np.float32)
