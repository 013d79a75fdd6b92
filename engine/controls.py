"""From knobs, keys and curves to what a model is asked, latent by latent. Knows no door.

Each time-varying lane is free (the model decides), held by its knob, or driven: loudness,
brightness and noisiness by a curve (where there is none they are free), attacks and notes by keys
and events. Everything here is a pure function of (controls, hands), so the same log of controls
asks for the same music again.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

import numpy as np

from engine import beats, lanes, rhythm
from engine.beats import Beats
from engine.parameters import DRIVEN, HELD, INDEX, TABLE
from engine.store import Event, Kind

_GLIDE_MS = np.array([row.glide_ms for row in TABLE])
_ROOTS = [INDEX[id] for id in ("seed_a", "seed_b", "instrument_a", "instrument_b")]
_BY_ITSELF = [INDEX["tempo"], INDEX["bend"]]
_SPAN = np.array([row.maximum - row.minimum for row in TABLE])
CURVE_LANES = ("rms", "brightness", "noisiness")
"""The lanes that a curve may drive, in the units of their knobs; attacks are events instead."""
RING_S = 3.0
"""So long may ring what was struck, once no key is down."""
_ASKING = (Kind.NOTE_ON, Kind.ONSET, Kind.NEW_SEED, Kind.RESET)
"""Events that end a panic."""


@dataclass(frozen=True)
class Controls:
    """What reaches one block from outside.

    values (rows,) in the table's order and units; events with offsets in samples from the block's
    start; curves (T,) by lane, NaN where the curve says nothing; model the folder of one that
    shall take over from here on, or ""; beats where the beat is from here on, None where it goes
    on as it did: by the row `tempo` as long as nobody has said.
    """

    values: np.ndarray
    events: tuple[Event, ...] = ()
    curves: Mapping[str, np.ndarray] = field(default_factory=dict)
    model: str = ""
    beats: Beats | None = None


@dataclass(frozen=True)
class Hands:
    """What is remembered of the controls between blocks.

    glided (rows,) or None before the first block; sounding (128,) velocity of each key that is
    asked to sound; down the keys that are physically held; pulse the phase of the held attacks,
    None while they are not held; panicked (rows,) what was asked for at a panic that has not ended;
    beats where the beat is, None before the first block, and led whether somebody has said it;
    rest_s for how long no key has sounded, while keys drive the notes.
    """

    glided: np.ndarray | None = None
    sounding: np.ndarray = field(default_factory=lambda: np.zeros(128, np.float32))
    down: frozenset[int] = frozenset()
    pulse: float | None = None
    panicked: np.ndarray | None = None
    beats: Beats | None = None
    led: bool = False
    rest_s: float = 1e9

    def reset(self) -> "Hands":
        """[render] Those of a fresh start, which is none of the beat's."""
        return Hands(beats=self.beats, led=self.led)


@dataclass(frozen=True)
class Asked:
    """What the model is asked for T latents. float32 unless said otherwise.

    steps and seeds are whole numbers for the block; loop_s how long the noise that repeats is,
    seconds, or 0, and loop_beats how many beats, 0 where it does not follow them; beats of the
    first latent; morph, guidance and temperature (T,);
    gain_db (T + 1,) from the last value of the block before; audible (T,) bool, False after a
    panic; instruments the pair to morph; lanes (T, lanes.COLUMNS); notes (T, lanes.NOTE_COLUMNS).
    """

    steps: int
    seeds: tuple[int, int]
    instruments: tuple[int, int]
    loop_s: float
    loop_beats: float
    beats: Beats
    morph: np.ndarray
    guidance: np.ndarray
    temperature: np.ndarray
    gain_db: np.ndarray
    audible: np.ndarray
    lanes: np.ndarray
    notes: np.ndarray


def ask(
    controls: Controls, hands: Hands, latents: int, hop: int, sample_rate: int
) -> tuple[Asked, Hands]:
    """[render] One block of controls to what is asked of the model, and the hands afterwards."""
    values = controls.values
    gliding, hands = _glide(values, hands, latents, 1000 * hop / sample_rate)
    audible, hands = _panic(controls, hands, latents, hop)
    counted, hands = _counted(controls, hands, latents, hop / sample_rate)

    def curve(name: str) -> np.ndarray:
        return gliding[1:, INDEX[name]].astype(np.float32)

    def mode(lane: str) -> float:
        return values[INDEX[f"{lane}_mode"]]

    latched = mode("notes") == HELD
    notes, onset, position, hands = _keys(controls.events, hands, latents, hop, latched)
    bend = curve("bend")
    if bend.any():
        notes[:, :-1] = lanes.bent(notes[:, :-1], bend)
    notes[:, -1] = mode("notes") in (HELD, DRIVEN)
    notes *= notes[:, -1:]

    columns = lanes.blank(latents)
    asking = {
        "rms": lanes.ask_rms, "brightness": lanes.ask_brightness, "noisiness": lanes.ask_noisiness
    }
    for lane, ask_lane in asking.items():
        if mode(lane) == HELD:
            ask_lane(columns, curve(lane))
        elif mode(lane) == DRIVEN and lane in controls.curves:
            _where_known(columns, lane, ask_lane, controls.curves[lane])
    hands = _rests(columns, notes, hands, (mode("notes"), mode("rms")), hop / sample_rate)
    if mode("onset") == HELD and values[INDEX["pattern_pulses"]]:
        hands = replace(hands, pulse=None)
        rhythm.strike(columns, notes, values, counted, curve("onset"))
    else:
        hands = _attacks(
            columns, hands, mode("onset"), gliding[1:], (onset, position), hop / sample_rate
        )
    loop_beats = np.round(4 * values[INDEX["loop_beats"]]) / 4
    loop_s = loop_beats * 60 / values[INDEX["tempo"]] or values[INDEX["loop_length"]]
    return (
        Asked(
            steps=int(values[INDEX["steps"]]),
            seeds=(int(values[INDEX["seed_a"]]), int(values[INDEX["seed_b"]])),
            instruments=(int(values[INDEX["instrument_a"]]), int(values[INDEX["instrument_b"]])),
            loop_s=float(values[INDEX["loop"]] * loop_s),
            loop_beats=float(values[INDEX["loop"]] * loop_beats),
            beats=counted,
            morph=curve("morph"),
            guidance=curve("guidance"),
            temperature=curve("temperature"),
            gain_db=gliding[:, INDEX["gain"]].astype(np.float32),
            audible=audible,
            lanes=columns,
            notes=notes,
        ),
        hands,
    )


def _glide(
    target: np.ndarray, hands: Hands, latents: int, latent_ms: float
) -> tuple[np.ndarray, Hands]:
    """(T + 1, rows): where each value stands before and after each latent, on its way to target.

    A one-pole glide with the row's time constant; what is within 1e-4 of its span has arrived.
    A morph belongs to its pair of seeds and instruments: with another pair it begins where it is
    asked to be, for on its way there it would let the wrong one of them be heard.
    """
    before = target if hands.glided is None else hands.glided
    if (before[_ROOTS] != target[_ROOTS]).any():
        before = before.copy()
        before[INDEX["morph"]] = target[INDEX["morph"]]
    left = before - target
    way = target + left * _decays(latents, latent_ms)
    way = np.where(np.abs(way - target) < 1e-4 * _SPAN, target, way)
    way[0] = before
    return way, replace(hands, glided=way[-1])


@lru_cache(maxsize=64)
def _decays(latents: int, latent_ms: float) -> np.ndarray:
    """(latents + 1, rows): what is left of each row's way after so many latents."""
    decay = np.where(_GLIDE_MS > 0, np.exp(-latent_ms / np.maximum(_GLIDE_MS, 1e-9)), 0.0)
    return decay ** np.arange(latents + 1)[:, None]


def _counted(
    controls: Controls, hands: Hands, latents: int, latent_s: float
) -> tuple[Beats, Hands]:
    """The beats of the block, and hands behind it."""
    led = hands.led or controls.beats is not None
    counted = controls.beats or hands.beats
    if counted is None or not led:
        counted = beats.by_tempo(counted, float(controls.values[INDEX["tempo"]]), latent_s)
    return counted, replace(hands, beats=counted.after(latents), led=led)


def by_same_hands(before: np.ndarray, after: np.ndarray) -> bool:
    """[render] Whether no hand has moved between these values: a clock moves the tempo as well,
    and a wheel that is let go of springs back."""
    moved = before != after
    moved[_BY_ITSELF] = False
    return not moved.any()


def _panic(
    controls: Controls, hands: Hands, latents: int, hop: int
) -> tuple[np.ndarray, Hands]:
    """(T,) bool, False from the latent of a panic to the one where something is played or asked
    for, and hands. To turn any knob is to ask."""
    before = hands.panicked
    if before is not None and not by_same_hands(before, controls.values):
        before = None
    audible = np.full(latents, before is None)
    for event in sorted(controls.events, key=lambda e: e.offset):
        at = int(np.clip(event.offset // hop, 0, latents - 1))
        if event.kind == Kind.PANIC:
            before, audible[at:] = controls.values.copy(), False
        elif event.kind in _ASKING and before is not None:
            before, audible[at:] = None, True
    return audible, replace(hands, panicked=before)


def _keys(
    events: tuple[Event, ...], hands: Hands, latents: int, hop: int, latched: bool
) -> tuple[np.ndarray, np.ndarray, np.ndarray, Hands]:
    """Key events to (notes (T, 129), onset (T,), position (T,), hands).

    While `latched` a lifted key sounds on until the next is struck with none held down.
    """
    notes = np.zeros((latents, lanes.NOTE_COLUMNS), np.float32)
    onset, position = np.zeros(latents, np.float32), np.zeros(latents, np.float32)
    sounding, down, now = hands.sounding.copy(), set(hands.down), 0
    if not latched:  # a latch that has ended lets go of what no finger holds
        held = list(down)
        kept = sounding[held]
        sounding[:] = 0
        sounding[held] = kept
    for event in sorted(events, key=lambda e: e.offset):
        at = int(np.clip(event.offset // hop, 0, latents - 1))
        notes[now:at, :128] = np.maximum(notes[now:at, :128], sounding)
        now = at
        if event.kind == Kind.NOTE_ON:
            if latched and not down:
                sounding[:] = 0
            pitch = int(event.a)
            down.add(pitch)
            sounding[pitch] = event.b
            # Struck: one more than the velocity, even when the key is lifted within the latent.
            notes[at, pitch] = 1 + event.b
        elif event.kind == Kind.NOTE_OFF:
            down.discard(int(event.a))
            if not latched:
                sounding[int(event.a)] = 0
        elif event.kind in (Kind.ALL_NOTES_OFF, Kind.PANIC):
            down.clear()
            sounding[:] = 0
        strength = {Kind.NOTE_ON: event.b, Kind.ONSET: event.a}.get(event.kind, 0.0)
        if strength > onset[at]:
            onset[at], position[at] = strength, event.offset % hop / hop
    notes[now:, :128] = np.maximum(notes[now:, :128], sounding)
    return notes, onset, position, replace(hands, sounding=sounding, down=frozenset(down))


def _rests(
    columns: np.ndarray, notes: np.ndarray, hands: Hands, modes: tuple[float, float],
    latent_seconds: float,
) -> Hands:
    """Driven keys are believed where none sounds, and not a held level, which contradicts them: an
    organ would play on for ever. What was struck may ring; after that silence is asked for, since a
    choir that is asked for no key hums on by itself. A curve of loudness is obeyed as it is."""
    of_notes, of_rms = modes
    if of_notes != DRIVEN or of_rms == DRIVEN:
        return replace(hands, rest_s=0.0)
    sounding = notes[:, :128].any(axis=1)
    at = np.arange(1, len(notes) + 1)
    last = np.maximum.accumulate(np.where(sounding, at, 0))
    rest_s = (at - last) * latent_seconds + np.where(last > 0, 0.0, hands.rest_s)
    columns[~sounding, lanes.GROUPS["rms"]] = 0
    over = rest_s > RING_S
    silent = lanes.blank(int(over.sum()))
    lanes.ask_rms(silent, lanes.SILENCE_DB)
    columns[over, lanes.GROUPS["rms"]] = silent[:, lanes.GROUPS["rms"]]
    return replace(hands, rest_s=float(rest_s[-1]))


def _where_known(columns: np.ndarray, lane: str, ask_lane, curve: np.ndarray) -> None:
    """Ask for a lane's curve where it is a number, and for nothing elsewhere."""
    known = np.isfinite(curve)
    ask_lane(columns, np.where(known, curve, 1.0))
    columns[~known, lanes.GROUPS[lane]] = 0


def _attacks(
    columns: np.ndarray, hands: Hands, mode: float, gliding: np.ndarray,
    struck: tuple[np.ndarray, np.ndarray], latent_seconds: float,
) -> Hands:
    """Ask for attacks: a pulse while held; what keys and onset events struck when driven."""
    if mode == DRIVEN:
        lanes.ask_onset(columns, *struck)
    if mode != HELD:
        return replace(hands, pulse=None)
    phase = 1.0 if hands.pulse is None else hands.pulse  # the first attack comes at once
    strength = np.zeros(len(columns), np.float32)
    position = np.zeros(len(columns), np.float32)
    for latent, row in enumerate(gliding):
        pace = row[INDEX["onset_rate"]] * latent_seconds
        if phase + pace > 1.0:
            strength[latent], position[latent] = row[INDEX["onset"]], (1.0 - phase) / pace
            phase -= 1.0
        phase += pace
    lanes.ask_onset(columns, strength, position)
    return replace(hands, pulse=phase)
