"""One control at a time: what was asked against what was got, on streamed few-step sound.

Everything else stands still: a held or repeated note, no other lane asked for. The measures are the
judges' own, so a knob that does nothing shows as a flat line.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from engine.instrument import Instrument
from engine.models import corpus, judges
from engine.models.instruments import BY_NAME
from engine.models.performance import Script, play_all

SECONDS = 4.0
SETTLED = 1.0
"""Seconds before anything is measured."""
RATE = judges.RATE


@dataclass(frozen=True)
class Sweep:
    """A control, the values asked for, who plays, and how the answer is measured (same unit)."""

    name: str
    unit: str
    asked: Sequence[float]
    instruments: Sequence[str]
    script: Callable[[Instrument, str, float], tuple[dict, list, dict, tuple[str, ...]]]
    """Settings, notes, curves and driven lanes for an instrument's name and a value."""
    measure: Callable[[np.ndarray, float], float]


HELD = ("string_ensemble", "organ", "saw_lead", "clarinet", "trumpet")


def _held_note(instrument: Instrument, name: str) -> list[tuple[int, int, int, float]]:
    """One firm note in the middle of the range."""
    who = BY_NAME[name]
    return [(0, int(SECONDS * RATE), (who.low + who.high) // 2, 0.7)]


def _struck(times: Sequence[float], pitch: int, velocity: float = 0.8):
    return [
        (corpus.on_grid(t), corpus.on_grid(t + 0.08), pitch, velocity) for t in times
    ]


def _flat(value: float, hop: int = 512) -> np.ndarray:
    return np.full(int(SECONDS * RATE) // hop, value, np.float32)


def _lane(lane: str):
    def script(instrument: Instrument, name: str, value: float):
        return {}, _held_note(instrument, name), {lane: _flat(value)}, ("notes",)

    return script


def _rate(instrument: Instrument, name: str, value: float):
    times = np.arange(0.2, SECONDS - 0.2, 1 / value).tolist()
    return {}, _struck(times, 38), {}, ("notes", "onset")


def _pitch(instrument: Instrument, name: str, value: float):
    notes = [(0, int(SECONDS * RATE), int(value), 0.7)]
    return {}, notes, {}, ("notes",)


def _velocity(instrument: Instrument, name: str, value: float):
    who = BY_NAME[name]
    times = np.arange(SETTLED, SECONDS - 0.3, 0.5)
    notes = [
        (corpus.on_grid(t), corpus.on_grid(t + 0.3), (who.low + who.high) // 2, value)
        for t in times
    ]
    return {}, notes, {}, ("notes", "onset")


def _loudness(audio: np.ndarray, asked: float) -> float:
    return float(np.mean(judges.loudness_curve(audio)))


def _peak(audio: np.ndarray, asked: float) -> float:
    return float(np.percentile(judges.loudness_curve(audio), 95))


def _centroid(audio: np.ndarray, asked: float) -> float:
    return judges.brightness_semitones(audio)


def _flatness(audio: np.ndarray, asked: float) -> float:
    return judges.noisiness(audio)


def _onsets(audio: np.ndarray, asked: float) -> float:
    return len(judges.onset_times(audio)) / (len(audio) / RATE)


def _heard_pitch(audio: np.ndarray, asked: float) -> float:
    return judges.heard_pitch(audio)


SWEEPS: tuple[Sweep, ...] = (
    Sweep("rms", "dB", (-60, -50, -40, -35, -30, -25, -20, -15, -10), HELD, _lane("rms"),
          _loudness),
    Sweep("brightness", "semitones", tuple(np.arange(66, 115, 6)), HELD, _lane("brightness"),
          _centroid),
    Sweep("noisiness", "0..1", (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7),
          ("string_ensemble", "flute", "choir", "saw_lead", "percussion"), _lane("noisiness"),
          _flatness),
    Sweep("onset", "hits per second", (1, 2, 3, 4, 5, 6, 8, 10),
          ("standard_kit", "brush_kit", "snare", "marimba", "recorded_kit"), _rate, _onsets),
    Sweep("notes", "MIDI number", tuple(range(48, 85, 3)),
          ("flute", "violin", "saw_lead", "trumpet", "nylon_guitar"), _pitch, _heard_pitch),
    Sweep("velocity", "0..1", (0.15, 0.3, 0.45, 0.6, 0.75, 0.9, 1.0),
          ("piano", "nylon_guitar", "marimba", "finger_bass", "standard_kit"), _velocity, _peak),
)


def run(instrument: Instrument, steps: int = 2, guidance: float = 2.0) -> dict:
    """Every sweep: asked, got (instruments, values), correlation, and mean error in the unit.

    An answer is nan where the instrument cannot play the value (a key out of its range).
    """
    contract, found = instrument.contract, {}
    for sweep in SWEEPS:
        scripts, places = [], []
        for row, name in enumerate(sweep.instruments):
            who = BY_NAME[name]
            for column, value in enumerate(sweep.asked):
                if sweep.name == "notes" and not who.low <= value <= who.high:
                    continue
                settings, notes, curves, driven = sweep.script(instrument, name, float(value))
                if "brightness" in curves:
                    curves = {"brightness": 440 * 2 ** ((curves["brightness"] - 69) / 12)}
                settings |= {
                    "steps": steps, "guidance": guidance, "seed_a": row,
                    "instrument_a": contract.instruments.index(name),
                }
                scripts.append(Script(SECONDS, settings, notes, curves, driven))
                places.append((row, column))
        got = np.full((len(sweep.instruments), len(sweep.asked)), np.nan)
        sounds = play_all(instrument, scripts, f"sweep {sweep.name}")
        for (row, column), sound in zip(places, sounds, strict=True):
            settled = sound[int(SETTLED * RATE) : int((SECONDS - 0.2) * RATE)]
            got[row, column] = sweep.measure(settled, float(sweep.asked[column]))
        found[sweep.name] = _summary(sweep, got)
    return {"steps": steps, "guidance": guidance, "curves": found}


def _summary(sweep: Sweep, got: np.ndarray) -> dict:
    asked = np.broadcast_to(np.asarray(sweep.asked, float), got.shape)
    rows = []
    for want, have in zip(asked, got, strict=True):
        heard = np.isfinite(have)
        enough = heard.sum() > 2 and np.ptp(have[heard]) > 0
        rows.append(float(np.corrcoef(want[heard], have[heard])[0, 1]) if enough else 0.0)
    same_unit = sweep.name != "velocity"
    return {
        "unit": sweep.unit, "asked": [float(v) for v in sweep.asked],
        "instruments": list(sweep.instruments),
        "got": [[None if np.isnan(v) else float(v) for v in row] for row in got],
        "correlation": dict(zip(sweep.instruments, rows, strict=True)),
        "mean_error": float(np.nanmean(np.abs(got - asked))) if same_unit else None,
    }
