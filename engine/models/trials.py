"""What a performer would ask next: is silence silent, does it repeat itself, does it tire?"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from engine.instrument import Instrument
from engine.models import corpus, judges
from engine.models.performance import (
    BLOCK,
    Case,
    Script,
    perform,
    play_all,
    script_of,
)
from engine.parameters import BadValue

SEEDS = 6
TRAINING_PHRASES = 700
"""Against which copies are looked for: of every instrument as many."""


def silence(instrument: Instrument, steps: int = 2, guidance: float = 2.0) -> dict[str, float]:
    """The level in dB that every instrument plays when -80 dB is asked for, after one second: the
    mean over instruments and the loudest of them; with no key down, and with one held."""
    names = instrument.contract.instruments
    curve = np.full(4 * 94, -80.0, np.float32)
    found: dict[str, float] = {}
    for what, notes in (("no_key", []), ("key_held", [(0, 4 * 48000, 60, 0.7)])):
        scripts = [
            Script(4.0, {"steps": steps, "guidance": guidance, "instrument_a": number},
                   notes, {"rms": curve}, ("notes",))
            for number in range(len(names))
        ]
        sounds = play_all(instrument, scripts, f"silence, {what}")
        powers = [np.mean(np.square(s[48000:], dtype=np.float64)) for s in sounds]
        levels = 10 * np.log10(np.maximum(powers, 1e-16))
        found |= {f"{what}_median_db": float(np.median(levels)),
                  f"{what}_loudest_db": float(levels.max())}
    return found


def diversity(
    instrument: Instrument, cases: Sequence[Case], steps: int = 2, guidance: float = 2.0
) -> dict[str, float]:
    """How far the same controls lead apart with other seeds, in musicnn's embedding, and how far
    real phrases of one instrument lie apart: mean pairwise distances and their ratio.

    Raises BadValue when no instrument has two phrases.
    """
    if len({case.phrase.instrument for case in cases}) == len(cases):
        raise BadValue("diversity compares phrases of one instrument: ask for --each 2 or more")
    scripts = [
        script_of(case, instrument, steps, guidance, 1000 + seed)
        for case in cases for seed in range(SEEDS)
    ]
    made = _places(play_all(instrument, scripts, "seeds")).reshape(len(cases), SEEDS, -1)
    by_name: dict[str, list[np.ndarray]] = {}
    for case, place in zip(cases, _places([c.audio for c in cases]), strict=True):
        by_name.setdefault(case.phrase.instrument, []).append(place)
    seeds = float(np.mean([_apart(own) for own in made]))
    real = float(np.mean([_apart(np.stack(own)) for own in by_name.values() if len(own) > 1]))
    return {"between_seeds": seeds, "between_real_phrases": real, "ratio": seeds / real}


def copies(
    instrument: Instrument, folder: Path, cases: Sequence[Case], steps: int = 2,
    guidance: float = 2.0,
) -> dict[str, float]:
    """The distance from each played phrase to its nearest training phrase, and from each held-out
    recording to its own: a model that replays the corpus comes much nearer than new music does."""
    split = corpus.Split(folder, "train")
    step = max(1, len(split) // TRAINING_PHRASES)
    known = _places([split[place][1].mean(axis=1) for place in range(0, len(split), step)])
    scripts = [script_of(c, instrument, steps, guidance, s) for s, c in enumerate(cases)]
    made = _nearest(_places(play_all(instrument, scripts, "copies")), known)
    real = _nearest(_places([c.audio for c in cases]), known)
    return {
        "training_phrases": len(known), "played_median": float(np.median(made)),
        "real_median": float(np.median(real)), "ratio": float(np.median(made) / np.median(real)),
        "played_nearest": float(made.min()), "real_nearest": float(real.min()),
    }


def endurance(
    instrument: Instrument, cases: Sequence[Case], others: Sequence[Case], minutes: float = 30.0,
    steps: int = 2, guidance: float = 2.0,
) -> dict[str, float]:
    """One unbroken performance: the held-out phrases from its second minute on, then again from
    minute thirty on, the same ones; the Frechet distance of both against the same recordings."""
    contract = instrument.contract
    hop, rate = contract.hop, contract.sample_rate

    def blocks(which: Sequence[int], seconds: float):
        """Phrase after phrase with one seed for all, as one performance has."""
        left = int(seconds * rate) // (hop * BLOCK)
        while left > 0:
            for place in which:
                script = script_of(cases[place], instrument, steps, guidance, 1)
                for controls in script.controls(hop, rate):
                    yield controls
                    left -= 1
                    if left <= 0:
                        return

    def once():
        for place in range(len(cases)):
            yield from script_of(cases[place], instrument, steps, guidance, 1).controls(hop, rate)

    length = sum(1 for _ in once()) * BLOCK * hop / rate

    def whole():
        yield from blocks(range(len(cases)), 60.0)
        yield from once()
        yield from blocks(range(len(cases)), 60 * minutes - 60.0 - length)
        yield from once()

    audio = perform(instrument, whole()).mean(axis=1)
    reference = judges.embed([case.audio for case in others])
    each = int(length * rate)
    early = audio[60 * rate // (hop * BLOCK) * hop * BLOCK :][:each]
    late = audio[-each:]
    first, second = (
        judges.frechet_distance(judges.embed(np.array_split(part, len(cases))), reference)
        for part in (early, late)
    )
    return {"minutes": len(audio) / rate / 60, "one_minute_in": first,
            "thirty_minutes_in": second, "ratio": second / first}


def _places(sounds: Sequence[np.ndarray]) -> np.ndarray:
    """(sounds, 200): the mean embedding of each."""
    return np.stack([judges.embed([sound]).mean(axis=0) for sound in sounds])


def _apart(places: np.ndarray) -> float:
    """The mean distance between pairs of (n, d)."""
    distances = np.linalg.norm(places[:, None] - places[None], axis=-1)
    return float(distances[np.triu_indices(len(places), 1)].mean())


def _nearest(places: np.ndarray, known: np.ndarray) -> np.ndarray:
    return np.array([np.linalg.norm(known - place, axis=1).min() for place in places])
