"""A shipped instrument played by script: controls in, streamed sound out, as in a performance.

The sound comes through `render.step` on the ONNX files with its state carried from block to block.
How the run is cut into blocks does not change a sample (a tested law), so longer blocks than a
performer's are used: they are quicker.
"""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import soxr
from tqdm import tqdm

from engine import render
from engine.controls import Controls
from engine.instrument import Instrument
from engine.models import corpus
from engine.models.phrases import Phrase
from engine.models.workers import spread
from engine.parameters import DRIVEN, INDEX
from engine.store import Event, Kind
from engine.take import defaults

BLOCK = 32
"""Latents at a time."""
LANES = ("rms", "onset", "brightness", "noisiness", "notes")


@dataclass(frozen=True)
class Case:
    """One held-out phrase and its recording, (samples, 2) float32."""

    phrase: Phrase
    stereo: np.ndarray

    @property
    def audio(self) -> np.ndarray:
        """(samples,): both channels' mean, which is what judges hear."""
        return self.stereo.mean(axis=1)


@dataclass(frozen=True)
class Script:
    """What a performer does for so many seconds.

    `settings` are parameters by id; `notes` (start, end, pitch, velocity 0..1) in samples; `curves`
    (latents,) by lane, in the table's units. Lanes with a curve are driven, and so are notes (and
    onsets, which follow them) when `driven` names them; the rest is not asked for.
    """

    seconds: float
    settings: Mapping[str, float]
    notes: Sequence[tuple[int, int, int, float]] = ()
    curves: Mapping[str, np.ndarray] = None  # type: ignore[assignment]
    driven: Sequence[str] = ()

    def controls(self, hop: int, rate: int, latents: int = BLOCK) -> Iterator[Controls]:
        """Block by block."""
        curves = dict(self.curves or {})
        values = defaults()
        modes = {f"{lane}_mode": DRIVEN for lane in {*curves, *self.driven}}
        for id, value in {**modes, **self.settings}.items():
            values[INDEX[id]] = value
        events = []
        for start, end, pitch, velocity in self.notes:
            events.append((start, Event(Kind.NOTE_ON, pitch, velocity)))
            after = max(end // hop, start // hop + 1) * hop
            events.append((after, Event(Kind.NOTE_OFF, pitch)))
        events.sort(key=lambda e: (e[0], e[1].kind == Kind.NOTE_ON))
        total = int(self.seconds * rate) // hop
        for first in range(0, total - latents + 1, latents):
            inside = tuple(
                event._replace(offset=at - first * hop)
                for at, event in events if first * hop <= at < (first + latents) * hop
            )
            span = slice(first, first + latents)
            yield Controls(values, inside, {lane: c[span] for lane, c in curves.items()})


def script_of(
    case: Case, instrument: Instrument, steps: int, guidance: float, seed: int
) -> Script:
    """What a performer would send to get this phrase: keys, and the curves of its sound."""
    contract = instrument.contract
    rate = contract.sample_rate
    audio = corpus.heard(case.stereo, rate, 1)
    labels = corpus.label(case.phrase, audio, contract.hop, rate)

    def at(seconds: float) -> int:
        return corpus.on_grid(seconds) * rate // corpus.SAMPLE_RATE

    notes = [(at(n.start), at(n.end), n.pitch, n.velocity / 127) for n in case.phrase.notes]
    curves = {"rms": labels.rms, "brightness": labels.brightness, "noisiness": labels.noisiness}
    settings = {
        "steps": steps, "guidance": guidance, "seed_a": seed,
        "instrument_a": contract.instruments.index(case.phrase.instrument),
    }
    seconds = len(case.stereo) / corpus.SAMPLE_RATE
    known = ("onset", "notes") if case.phrase.attacks is None else ()
    return Script(seconds, settings, notes, curves, known)


def perform(instrument: Instrument, blocks: Iterable[Controls], latents: int = BLOCK) -> np.ndarray:
    """(samples, channels) float32: the controls as the instrument plays them."""
    state, pieces = render.State(), []
    for controls in blocks:
        audio, state, _ = render.step(instrument, state, controls, latents)
        pieces.append(audio)
    return np.concatenate(pieces)


def play(instrument: Instrument, script: Script, latents: int = BLOCK) -> np.ndarray:
    """(samples, channels) float32, as long as the script."""
    contract = instrument.contract
    blocks = script.controls(contract.hop, contract.sample_rate, latents)
    return as_long_as(
        perform(instrument, blocks, latents), int(script.seconds * contract.sample_rate)
    )


def as_long_as(audio: np.ndarray, samples: int) -> np.ndarray:
    """Cut, or padded with zeros: the last incomplete block is missing."""
    missing = max(0, samples - len(audio))
    return np.pad(audio, ((0, missing), (0, 0)))[:samples]


def reconstruct(instrument: Instrument, stereo: np.ndarray) -> np.ndarray:
    """(samples, channels) through encoder and decoder, at the corpus's rate: what the codec alone
    loses."""
    contract = instrument.decoder.contract
    latents = instrument.encode(corpus.heard(stereo, contract.sample_rate, contract.channels))
    decoded, _ = instrument.decoder.step(latents, instrument.decoder.start())
    return as_long_as(at_corpus_rate(decoded, contract.sample_rate), len(stereo))


def at_corpus_rate(audio: np.ndarray, rate: int) -> np.ndarray:
    """(samples, channels) as judges and recordings have them."""
    if rate == corpus.SAMPLE_RATE:
        return audio
    return soxr.resample(audio, rate, corpus.SAMPLE_RATE, "HQ").astype(np.float32, copy=False)


_instrument: Instrument | None = None


def _start_worker(folder: str, precision: str) -> None:
    global _instrument  # one per worker process; a pool offers no other place for it
    _instrument = Instrument(Path(folder), precision=precision)


def _work(script: Script) -> np.ndarray:
    assert _instrument is not None
    audio = at_corpus_rate(play(_instrument, script), _instrument.contract.sample_rate)
    return as_long_as(audio, int(script.seconds * corpus.SAMPLE_RATE)).mean(axis=1)


def play_all(instrument: Instrument, scripts: Sequence[Script], label: str) -> list[np.ndarray]:
    """Every script on every core: (samples,) each at the corpus's rate, all channels' mean."""
    what = (str(instrument.folder), instrument.precision)
    done = spread(_work, scripts, os.cpu_count() or 1, _start_worker, what)
    return list(tqdm(done, label, len(scripts), unit="clip"))
