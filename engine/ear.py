"""What a live input makes of the driven lanes: curves and events, block by block. Opens no device.

A lane that is driven follows what is heard, by the listening rows of the table. Where nothing is
heard for a while, or there is no device, it rests where its knob stands.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from engine import hearing
from engine.controls import CURVE_LANES
from engine.parameters import DRIVEN, FREE, INDEX
from engine.store import Event, Kind

REST_S = 2.0
"""After so long without anything audible the knobs decide."""
_OLDEST_BLOCKS = 3  # an attack that was noticed longer ago is struck no more
_STEADY = 2  # blocks for which a pitch stands before it is a note, or is gone before it is none
_NEAR = 0.7  # semitones within which a note that sounds is still the same
_DIGITS = {"rms": 2, "brightness": 1, "noisiness": 4}  # what a take keeps of each, to the letter

Source = Callable[[], np.ndarray | None]
"""[render] (samples,) float32 at the engine's rate, all since the last call; None without a device.
"""


@dataclass(frozen=True)
class Driven:
    """What the ear asks for in one block.

    curves (T,) by lane; events; whether it plays the notes; attack: samples since the first attack
    that it strikes was noticed, and at which sample of the block it is struck.
    """

    curves: dict[str, np.ndarray] = field(default_factory=dict)
    events: tuple[Event, ...] = ()
    plays: bool = False
    attack: tuple[int, int] | None = None


class Ear:
    """One listener for one performer."""

    def __init__(
        self, source: Source, hop: int, sample_rate: int,
        say: Callable[[str], object] | None = None,
    ) -> None:
        """[control] Hears nothing before `block`. say: told, once, that there is only silence."""
        self._source, self._hop, self._rate = source, hop, sample_rate
        self._say = say or (lambda sentence: None)
        self._memory = hearing.start(sample_rate)
        self._followed: dict[str, float] = {}
        self._quiet_s, self._silent_s, self._told = 0.0, 0.0, False
        self._note: int | None = None
        self._other, self._others = 0, 0
        self.heard: dict[str, float | None] = {}
        """What the last block heard, after the listening gain, by lane and `pitch`; empty without a
        device."""

    def block(self, values: np.ndarray, latents: int, hushed: bool = False) -> Driven:
        """[render] What drives the next block. values (rows,) in the table's order; hushed: a panic
        lasts, and nothing is struck."""
        samples = self._source()
        if samples is None:
            return self._resting(values, latents)
        gain = np.float32(10 ** (values[INDEX["listen_gain"]] / 20))
        heard, self._memory = hearing.hear(
            samples * gain, self._memory, latents, self._hop, self._rate
        )
        self._rest(bool(heard.audible.any()), latents)
        wants_pitch = bool(values[INDEX["listen_pitch"]])
        pitch = None
        if wants_pitch and heard.audible[-1]:
            pitch = self._memory.pitch(self._rate)
        self.heard = {
            "rms": float(heard.rms[-1]), "brightness": float(heard.brightness[-1]),
            "noisiness": float(heard.noisiness[-1]), "pitch": pitch,
        }
        curves = self._curves(values, latents, heard)
        events, attack = self._attacks(values, latents, heard, hushed)
        events += self._notes(pitch, float(heard.rms[-1]), hushed)
        return Driven(curves, events, wants_pitch and self._quiet_s < REST_S, attack)

    def _resting(self, values: np.ndarray, latents: int) -> Driven:
        """Without a device: the knobs decide, and the note that sounded is lifted."""
        self._memory, self.heard = hearing.start(self._rate), {}
        self._quiet_s, self._silent_s, self._told = REST_S, 0.0, False
        return Driven(self._curves(values, latents, None), self._notes(None, 0.0, False))

    def _rest(self, audible: bool, latents: int) -> None:
        passed = latents * self._hop / self._rate
        self._quiet_s = 0.0 if audible else self._quiet_s + passed
        self._silent_s = 0.0 if audible else self._silent_s + passed
        if self._silent_s >= REST_S and not self._told:
            self._told = True
            self._say(
                "The input is silent: what it drives rests at its knobs until something is heard"
                " (listen_gain makes more of it)."
            )

    def _curves(
        self, values: np.ndarray, latents: int, heard: hearing.Heard | None
    ) -> dict[str, np.ndarray]:
        """The driven lanes, on their way to what is heard or to their knobs."""
        latent_ms = 1000 * self._hop / self._rate
        up, down = (
            np.exp(-latent_ms / values[INDEX[f"listen_{id}"]]) for id in ("attack", "release")
        )
        if heard is None or self._quiet_s >= REST_S:
            goals = {lane: np.full(latents, values[INDEX[lane]]) for lane in CURVE_LANES}
        else:
            goals = {
                "rms": np.minimum(heard.rms, 0.0), "brightness": heard.brightness,
                "noisiness": heard.noisiness,
            }
        curves = {}
        for lane in CURVE_LANES:
            if values[INDEX[f"{lane}_mode"]] != DRIVEN:
                self._followed.pop(lane, None)
                continue
            octaves = lane == "brightness"
            goal = np.log2(goals[lane]) if octaves else goals[lane]
            now, way = self._followed.get(lane, float(goal[0])), np.empty(latents)
            for latent, there in enumerate(goal):
                now = there + (now - there) * (up if there > now else down)
                way[latent] = now
            self._followed[lane] = float(now)
            curves[lane] = np.round(2.0**way if octaves else way, _DIGITS[lane])
        return curves

    def _attacks(
        self, values: np.ndarray, latents: int, heard: hearing.Heard, hushed: bool
    ) -> tuple[tuple[Event, ...], tuple[int, int] | None]:
        """Each attack as late in the block as it came in the time of the last one: a steady delay
        keeps a rhythm, which the shortest one would not."""
        if hushed or values[INDEX["onset_mode"]] != DRIVEN:
            return (), None
        length = latents * self._hop
        struck = [a for a in heard.attacks if a.ago <= _OLDEST_BLOCKS * length]
        events = tuple(
            Event(Kind.ONSET, round(a.strength, 3), 0.0, float(_within(length, a.ago)))
            for a in struck
        )
        return events, (struck[0].ago, int(events[0].offset)) if struck else None

    def _notes(self, pitch: float | None, level_db: float, hushed: bool) -> tuple[Event, ...]:
        """One voice as keys: a new one once it stands, lifted once it is gone."""
        if hushed:
            self._note = None  # the panic has lifted it
            return ()
        if self._note is not None and pitch is not None and abs(pitch - self._note) < _NEAR:
            self._others = 0
            return ()
        key = -1 if pitch is None else int(np.clip(round(pitch), 0, 127))
        self._others = self._others + 1 if key == self._other else 1
        self._other = key
        if self._others < _STEADY or (key < 0 and self._note is None):
            return ()
        lifted = () if self._note is None else (Event(Kind.NOTE_OFF, self._note),)
        self._note = None if key < 0 else key
        if key < 0:
            return lifted
        velocity = round(float(np.clip(10 ** ((level_db + 11) / 40), 0.05, 1.0)), 3)
        return (*lifted, Event(Kind.NOTE_ON, key, velocity))


def _within(length: int, ago: int) -> int:
    """The sample of a block that is as late in it as what was so long ago in the time before."""
    return min(max(length - ago, 0), length - 1)


def taken_over(values: np.ndarray, driven: Driven) -> np.ndarray:
    """[render] The values, with the notes driven where the ear plays and nobody else decides."""
    if not driven.plays or values[INDEX["notes_mode"]] != FREE:
        return values
    values = values.copy()
    values[INDEX["notes_mode"]] = DRIVEN
    return values


def start_modes() -> dict[str, float]:
    """[any] The modes by row id of a session that listens, where nobody says otherwise."""
    return {f"{lane}_mode": DRIVEN for lane in (*CURVE_LANES, "onset")}
