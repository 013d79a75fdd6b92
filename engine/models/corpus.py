"""The corpus: phrases rendered dry by FluidSynth at 48 kHz, with the labels that are exact.

A corpus is a folder of 16-bit FLAC files and `index.jsonl`, one phrase per line. It is a pure
function of (soundfont, seed, minutes): every phrase has its own random generator, so the same
phrase is the same file whatever else is rendered beside it.
"""

import json
import multiprocessing
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import soundfile
from tqdm import tqdm

from engine import lanes
from engine.models.instruments import BY_NAME, INSTRUMENTS, Instrument
from engine.models.phrases import DRUM_KINDS, MELODIC_KINDS, Note, Phrase, compose

SAMPLE_RATE = 48000
EVENT_GRID = 64
"""FluidSynth acts on events every 64 samples; putting them there makes the labels exact."""
PHRASE_SECONDS = 10.0
SPLITS = ("train", "phrase", "register")
LOUD_DB = -16.0
"""Every instrument is brought to this RMS for a firm note; General MIDI presets differ by 28 dB."""
DEFAULT_SOUNDFONT = "/usr/share/sounds/sf2/FluidR3_GM.sf2"


class NoSoundfont(RuntimeError):
    """FluidSynth or its soundfont is missing; the message says how to get it."""

    for_the_user = True


@dataclass(frozen=True)
class Job:
    """One phrase to compose and render: enough to make it again, anywhere."""

    instrument: str
    split: str
    number: int
    seed: int

    @property
    def name(self) -> str:
        return f"{self.instrument}-{self.split}-{self.number:03d}.flac"

    def phrase(self) -> Phrase:
        who = BY_NAME[self.instrument]
        place = INSTRUMENTS.index(who)
        rng = np.random.default_rng([self.seed, place, SPLITS.index(self.split), self.number])
        kinds = DRUM_KINDS if who.is_drums else MELODIC_KINDS
        return compose(who, kinds[self.number % len(kinds)], self.split, PHRASE_SECONDS, rng)


class Player:
    """FluidSynth with one soundfont: phrases in, mono float32 out. Dry: no reverb, no chorus."""

    def __init__(self, soundfont: str | Path):
        if not Path(soundfont).is_file():
            raise NoSoundfont(
                f"No soundfont at {soundfont}: install it with `apt install fluid-soundfont-gm`, "
                "or name another with --soundfont."
            )
        try:
            import fluidsynth
        except ImportError as error:
            raise NoSoundfont(
                "FluidSynth is missing: `apt install libfluidsynth3` and "
                "`pip install -e '.[train]'`."
            ) from error
        self._synth, self._font = fluidsynth.Synth, str(soundfont)
        self._gains: dict[str, float] = {}

    def render(self, phrase: Phrase) -> np.ndarray:
        """(samples,) float32 at 48 kHz, levelled so that instruments are equally loud; peak < 1."""
        who = BY_NAME[phrase.instrument]
        if who.name not in self._gains:
            self._gains[who.name] = self._level(who)
        audio = self._raw(phrase) * self._gains[who.name]
        return audio * min(1.0, 0.97 / max(float(np.abs(audio).max()), 1e-9))

    def _level(self, who: Instrument) -> float:
        """The gain that brings firm notes spread over the range to LOUD_DB."""
        keys = (35, 38, 42, 38, 35) if who.is_drums else np.linspace(who.low, who.high, 5)
        notes = [Note(0.6 * i, 0.6 * i + 0.5, int(k), 96) for i, k in enumerate(keys)]
        audio = self._raw(Phrase(who.name, "level", "train", 100, "even", 3.2, notes))
        loud = np.sort(lanes.loudness_db(audio, 512))[-60:]
        return float(10 ** ((LOUD_DB - np.median(loud)) / 20))

    def _fresh(self):
        """A synthesizer that has played nothing: one that has keeps voices, filters and a dither,
        and a reset brings none of them back. It loads only the samples that it plays: 10 ms."""
        synth = self._synth(gain=0.4, samplerate=SAMPLE_RATE)
        synth.setting("synth.reverb.active", 0)
        synth.setting("synth.chorus.active", 0)
        synth.setting("synth.dynamic-sample-loading", 1)
        return synth

    def _raw(self, phrase: Phrase) -> np.ndarray:
        who, synth = BY_NAME[phrase.instrument], self._fresh()
        synth.program_select(0, synth.sfload(self._font), who.bank, who.program)
        events = []
        for when, level in phrase.expression:
            events.append((on_grid(when), 0, lambda v=level: synth.cc(0, 11, v)))
        for note in phrase.notes:
            press = lambda n=note: synth.noteon(0, n.pitch, n.velocity)  # noqa: E731
            release = lambda n=note: synth.noteoff(0, n.pitch)  # noqa: E731
            events.append((on_grid(note.end), 1, release))
            events.append((on_grid(note.start), 2, press))
        pieces, now = [], 0
        for when, _, act in sorted(events, key=lambda e: e[:2]):
            if when > now:
                pieces.append(synth.get_samples(when - now))
                now = when
            act()
        total = on_grid(phrase.seconds)
        if total > now:
            pieces.append(synth.get_samples(total - now))
        synth.delete()
        stereo = np.concatenate(pieces).reshape(-1, 2).astype(np.float32) / 32768.0
        return stereo.mean(axis=1)[:total]


def on_grid(seconds: float) -> int:
    """Seconds to the sample where FluidSynth really acts."""
    return round(seconds * SAMPLE_RATE / EVENT_GRID) * EVENT_GRID


_player: Player | None = None


def _start_worker(soundfont: str) -> None:
    global _player  # one synthesizer per worker process; a pool offers no other place for it
    _player = Player(soundfont)


def _work(task: tuple[Job, str]) -> dict:
    job, folder = task
    phrase = job.phrase()
    path = Path(folder) / job.name
    if not path.exists():
        assert _player is not None
        audio = _player.render(phrase)
        partial = path.with_suffix(".part")
        soundfile.write(partial, audio, SAMPLE_RATE, subtype="PCM_16", format="FLAC")
        partial.rename(path)  # a file that is there is whole: an interrupted run can go on
    return {"file": job.name, **phrase.as_dict()}


def plan(minutes: float, seed: int) -> list[Job]:
    """Phrases for about `minutes` of training sound, and held-out ones beside them."""
    each = max(5, round(minutes * 60 / PHRASE_SECONDS / len(INSTRUMENTS)))
    counts = {"train": each, "phrase": max(5, min(10, each // 6)), "register": 5}
    return [
        Job(who.name, split, number, seed)
        for split in SPLITS
        for who in INSTRUMENTS
        if not (split == "register" and who.is_drums)
        for number in range(counts[split])
    ]


def build(
    folder: Path, minutes: float = 240.0, seed: int = 1, soundfont: str = DEFAULT_SOUNDFONT,
    jobs: int | None = None,
) -> Path:
    """Render the corpus into `folder` (resumable); returns the index's path.

    Raises NoSoundfont when FluidSynth or the soundfont is missing.
    """
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    Player(soundfont)  # complain here, in one sentence, and not in each worker
    tasks = [(job, str(folder)) for job in plan(minutes, seed)]
    workers = jobs or os.cpu_count() or 1
    context = multiprocessing.get_context("spawn")
    with context.Pool(workers, _start_worker, (soundfont,)) as pool:
        done = pool.imap(_work, tasks, chunksize=8)
        rows = list(tqdm(done, total=len(tasks), desc="corpus", unit="phrase"))
    index = folder / "index.jsonl"
    index.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return index


def read(folder: Path, split: str) -> Iterator[tuple[Phrase, np.ndarray]]:
    """The phrases of one split, in index order, each with its (samples,) float32 sound.

    Raises FileNotFoundError, with the command that makes one, when there is no corpus.
    """
    for row in _rows(folder):
        if row["split"] == split:
            audio, _ = soundfile.read(Path(folder) / row.pop("file"), dtype="float32")
            yield Phrase.from_dict(row), audio


def count(folder: Path, split: str) -> int:
    """How many phrases `read` will yield. Raises FileNotFoundError as it does."""
    return sum(row["split"] == split for row in _rows(folder))


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
    0..1 while a key is down, plus 1 in the latent where it is struck.
    """

    rms: np.ndarray
    brightness: np.ndarray
    noisiness: np.ndarray
    onset: np.ndarray
    onset_position: np.ndarray
    notes: np.ndarray


def label(phrase: Phrase, audio: np.ndarray, hop: int) -> Labels:
    """The labels of a phrase and its (samples,) sound, `hop` samples per latent."""
    latents = len(audio) // hop
    brightness, noisiness = lanes.brightness_and_noisiness(audio, hop, SAMPLE_RATE)
    onset, position = np.zeros(latents, np.float32), np.zeros(latents, np.float32)
    notes = np.zeros((latents, 128), np.float32)
    for note in phrase.notes:
        start = on_grid(note.start)
        first, last = start // hop, max(on_grid(note.end) // hop, start // hop + 1)
        if first >= latents:
            continue
        strength = note.velocity / 127
        if strength > onset[first]:
            onset[first], position[first] = strength, start % hop / hop
        notes[first:last, note.pitch] = strength
        notes[first, note.pitch] += 1
    return Labels(
        lanes.loudness_db(audio, hop), brightness, noisiness, onset, position, notes
    )
