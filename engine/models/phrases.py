"""Procedural phrases: what is played. Notes with exact times, velocities and dynamics, no sound.

A phrase is a pure function of (instrument, kind, register, random generator), so a corpus is
reproducible from its seed and every label is known before a sample is rendered.
"""

from dataclasses import asdict, dataclass, field

import numpy as np

from engine.models.instruments import Instrument, held_out_register

MELODIC_KINDS = ("melody", "chords", "bass_line", "arpeggio", "single_notes")
DRUM_KINDS = ("drum_pattern", "one_shots")
LOOP_KINDS = ("loop",)
SCALES = (
    (0, 2, 4, 5, 7, 9, 11),
    (0, 2, 3, 5, 7, 8, 10),
    (0, 2, 3, 5, 7, 9, 10),
    (0, 2, 4, 7, 9),
    (0, 3, 5, 7, 10),
)
BENT_KINDS = ("melody", "single_notes")
BENT_SHARE = 0.3
"""How many phrases of held notes and guitars, one voice at a time, bend."""
BEND_EVERY = 0.01
DYNAMICS = ("even", "accents", "crescendo", "diminuendo", "swell")
KICKS, SNARES, HATS = (35, 36), (38, 40, 37, 39), (42, 44, 46)
CYMBALS, TOMS = (49, 51, 53, 57), (41, 43, 45, 47, 48, 50)


@dataclass(frozen=True)
class Note:
    """Times in seconds from the phrase's start, pitch in MIDI numbers, velocity 1..127."""

    start: float
    end: float
    pitch: int
    velocity: int


@dataclass
class Phrase:
    """What is played, by whom and how; `expression` is CC 11 as (time in seconds, value) pairs.

    `bend` is the wheel as (time in seconds, semitones) pairs, a step at each; `source` says which
    recording or soundfont plays, and `voice` which of several kits.
    """

    instrument: str
    kind: str
    split: str
    tempo: float
    dynamics: str
    seconds: float
    notes: list[Note]
    expression: list[tuple[float, int]] = field(default_factory=list)
    bend: list[tuple[float, float]] = field(default_factory=list)
    source: str = "fluid"
    voice: int = 0
    attacks: list[tuple[float, float]] | None = None
    """(seconds, strength 0..1) of a recording of which nobody knows the notes."""

    def as_dict(self) -> dict:
        return asdict(self)

    @classmethod
    def from_dict(cls, row: dict) -> "Phrase":
        notes = [Note(**note) for note in row["notes"]]
        curves = {key: [tuple(e) for e in row.get(key, [])] for key in ("expression", "bend")}
        if row.get("attacks") is not None:
            curves["attacks"] = [tuple(e) for e in row["attacks"]]
        return cls(**{**row, **curves, "notes": notes})


def compose(
    instrument: Instrument, kind: str, split: str, seconds: float, rng: np.random.Generator,
    source: str = "fluid",
) -> Phrase:
    """A phrase of `seconds` seconds; the last 1.5 s are left free for what rings on.

    `split` is "train", "phrase" (held out: same keys, new music) or "register" (held out: only
    keys that training never plays; the other splits never touch them).
    """
    tempo = float(rng.uniform(60, 165))
    dynamics = str(rng.choice(DYNAMICS))
    playing = seconds - 1.5
    make = {
        "melody": _melody,
        "chords": _chords,
        "bass_line": _bass_line,
        "arpeggio": _arpeggio,
        "single_notes": _single_notes,
        "drum_pattern": _drum_pattern,
        "one_shots": _one_shots,
        "loop": _loop,
    }[kind]
    keys = np.asarray(_keys(instrument, split))
    raw = make(instrument, keys, 60.0 / tempo, playing, rng)
    loudness = float(rng.uniform(60, 105))
    notes = []
    for start, end, pitch, accent in raw:
        if start >= playing:
            continue
        shaped = loudness * _shape(dynamics, start / playing) * accent * rng.uniform(0.93, 1.07)
        if dynamics == "accents" and rng.random() < 0.25:
            shaped *= 1.35
        velocity = int(np.clip(round(shaped), 12, 127))
        notes.append(Note(float(start), float(min(end, seconds - 1.0)), int(pitch), velocity))
    notes = _without_overlap(sorted(notes, key=lambda n: (n.start, n.pitch)))
    expression = []
    if instrument.held and dynamics in ("crescendo", "diminuendo", "swell"):
        for when in np.arange(0.0, playing, 0.05):
            level = 127 * min(1.0, _shape(dynamics, when / playing) / 1.25)
            expression.append((float(when), int(np.clip(level, 30, 127))))
    bend = []
    bendable = instrument.held or instrument.family == "guitar"
    if source in ("fluid", "musescore") and bendable and kind in BENT_KINDS:
        bend = _bend(notes, rng) if rng.random() < BENT_SHARE else []
    voice = int(rng.integers(1 << 16))
    return Phrase(
        instrument.name, kind, split, tempo, dynamics, seconds, notes, expression, bend, source,
        voice,
    )


def _bend(notes: list[Note], rng: np.random.Generator) -> list[tuple[float, float]]:
    """The wheel through a phrase: notes scooped into, let fall, bent and brought back, shaken."""
    curve: list[tuple[float, float]] = []
    for note in notes:
        length = note.end - note.start
        times = np.arange(note.start, note.end, BEND_EVERY)
        where = (times - note.start) / length
        shape = str(rng.choice(["none", "scoop", "fall", "arch", "shake"]))
        depth = float(rng.uniform(0.5, 2.0)) * float(rng.choice([-1, 1]))
        if shape == "none" or len(times) < 8:
            curve.append((note.start, 0.0))
            continue
        semitones = {
            "scoop": -abs(depth) * np.clip(1 - (times - note.start) / 0.12, 0, 1),
            "fall": -abs(depth) * np.clip((where - 0.6) / 0.4, 0, 1),
            "arch": depth * np.sin(np.pi * where),
            "shake": 0.25 * abs(depth) * np.sin(2 * np.pi * rng.uniform(4.5, 6.5) * where * length)
            * np.clip(where * 3, 0, 1),
        }[shape]
        curve += [(float(t), round(float(s), 3)) for t, s in zip(times, semitones, strict=True)]
        curve.append((note.end, 0.0))
    return curve


def _keys(instrument: Instrument, split: str) -> list[int]:
    held_out = held_out_register(instrument)
    if split == "register" and len(held_out):
        return list(held_out)
    return [k for k in range(instrument.low, instrument.high + 1) if k not in held_out]


def _shape(dynamics: str, where: float) -> float:
    """Loudness factor at `where` (0 start, 1 end of the played part)."""
    if dynamics == "crescendo":
        return 0.45 + 0.8 * where
    if dynamics == "diminuendo":
        return 1.25 - 0.8 * where
    if dynamics == "swell":
        return 0.5 + 0.75 * float(np.sin(np.pi * where))
    return 1.0


def _without_overlap(notes: list[Note]) -> list[Note]:
    """A key struck again ends its earlier note first: one key is one voice."""
    result: list[Note] = []
    last: dict[int, int] = {}
    for note in notes:
        if note.pitch in last:
            before = result[last[note.pitch]]
            if note.start - before.start < 0.02:
                continue
            if before.end > note.start - 0.01:
                result[last[note.pitch]] = Note(
                    before.start, note.start - 0.01, before.pitch, before.velocity
                )
        last[note.pitch] = len(result)
        result.append(note)
    return result


def _scale_keys(keys: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """The keys of a random scale; all of them where too few would be left to make music."""
    root, scale = rng.integers(12), SCALES[rng.integers(len(SCALES))]
    chosen = keys[np.isin((keys - root) % 12, scale)]
    return chosen if len(chosen) >= 5 else keys


def _melody(instrument, keys, beat, playing, rng):
    keys = _scale_keys(keys, rng)
    place = int(rng.integers(len(keys)))
    articulation = rng.uniform(0.35, 1.0)
    when = 0.0
    while when < playing:
        length = beat * rng.choice([0.25, 0.5, 0.5, 1.0, 1.0, 1.5, 2.0])
        length = max(length, 0.11)
        if rng.random() > 0.12:
            yield when, when + max(0.09, length * articulation), keys[place], 1.0
        step = int(rng.choice([-4, -2, -1, -1, 0, 1, 1, 2, 4]))
        place = int(np.clip(place + step, 0, len(keys) - 1))
        if rng.random() < 0.08:
            place = int(rng.integers(len(keys)))
        when += length


def _chords(instrument, keys, beat, playing, rng):
    scale = _scale_keys(keys, rng)
    when = 0.0
    while when < playing:
        length = beat * rng.choice([1.0, 2.0, 2.0, 4.0])
        root = int(rng.integers(len(scale)))
        thirds = (0, 2, 4, 6)[: rng.integers(2, 5)]
        voices = {scale[min(root + step, len(scale) - 1)] for step in thirds}
        strum = rng.choice([0.0, 0.0, 0.02])
        for order, pitch in enumerate(sorted(voices)):
            yield when + order * strum, when + length * rng.uniform(0.7, 0.98), pitch, 0.85
        when += length


def _bass_line(instrument, keys, beat, playing, rng):
    low = keys[: max(5, len(keys) // 2)]
    scale = _scale_keys(low, rng)
    pattern = rng.choice([0.5, 0.5, 1.0, 0.75, 0.25], size=4) * beat
    places = rng.integers(len(scale), size=4)
    when, index = 0.0, 0
    while when < playing:
        length = max(float(pattern[index % 4]), 0.12)
        if rng.random() > 0.08:
            yield when, when + length * rng.uniform(0.5, 0.95), scale[places[index % 4]], (
                1.1 if index % 4 == 0 else 0.9
            )
        if index % 8 == 7:
            places = np.clip(places + rng.integers(-2, 3), 0, len(scale) - 1)
        when, index = when + length, index + 1


def _arpeggio(instrument, keys, beat, playing, rng):
    scale = _scale_keys(keys, rng)
    length = max(beat * rng.choice([0.25, 0.5]), 0.11)
    shape = rng.choice([1, 2, 3])
    when, place, direction = 0.0, int(rng.integers(len(scale))), 1
    ring = rng.choice([0.9, 1.0, 2.5])
    while when < playing:
        yield when, when + length * ring, scale[place], 0.95
        if not 0 <= place + direction * shape < len(scale):
            direction = -direction
        place = int(np.clip(place + direction * shape, 0, len(scale) - 1))
        when += length


def _single_notes(instrument, keys, beat, playing, rng):
    when = 0.0
    while when < playing:
        length = float(rng.uniform(0.4, 2.2))
        yield when, when + length, keys[rng.integers(len(keys))], float(rng.uniform(0.5, 1.3))
        when += length + float(rng.uniform(0.2, 0.9))


def _loop(instrument, keys, beat, playing, rng):
    """One recording from one key; where its hits are is heard when it is played."""
    yield 0.0, playing, keys[rng.integers(len(keys))], float(rng.uniform(0.7, 1.2))


def _one_sound_pattern(instrument, keys, beat, playing, rng):
    """What a single recorded drum does: a few of its sounds on a grid of sixteen steps."""
    step = max(beat / 4, 0.085)
    chosen = rng.choice(keys, size=rng.integers(1, 4))
    bar = rng.random(16) < rng.uniform(0.15, 0.75)
    bar[0] = True
    voices = rng.integers(len(chosen), size=16)
    for index in range(int(playing / step)):
        place = index % 16
        if bar[place]:
            yield index * step, (index + 0.9) * step, chosen[voices[place]], (
                1.1 if place % 4 == 0 else 0.8
            )


def _drum_pattern(instrument, keys, beat, playing, rng):
    if instrument.hits not in ("", "kit"):
        yield from _one_sound_pattern(instrument, keys, beat, playing, rng)
        return
    step = max(beat / 4, 0.085)
    kick, snare = rng.choice(KICKS), rng.choice(SNARES[:2])
    hat = rng.choice([*HATS[:2], 51])
    bar = 16
    kicks = {0} | {int(s) for s in rng.integers(bar, size=rng.integers(1, 4))}
    snares = {4, 12} | ({int(rng.integers(bar))} if rng.random() < 0.4 else set())
    hat_every = int(rng.choice([1, 2, 2, 4]))
    swing = rng.choice([0.0, 0.0, 0.16])
    for index in range(int(playing / step)):
        when, place = index * step + (swing * step if index % 2 else 0.0), index % bar
        hits = []
        if place in kicks:
            hits.append((kick, 1.1))
        if place in snares:
            hits.append((snare, 1.05))
        if place % hat_every == 0:
            hits.append((hat, 0.9 if place % 4 == 0 else 0.65))
        if index % 64 == 0 and rng.random() < 0.4:
            hits.append((49, 1.0))
        if index % 32 >= 28 and rng.random() < 0.4:
            hits.append((rng.choice(TOMS), 0.95))
        for pitch, accent in hits:
            yield when, when + step * 0.9, pitch, accent


def _one_shots(instrument, keys, beat, playing, rng):
    whole_kit = instrument.hits in ("", "kit")
    palette = np.array([*KICKS, *SNARES, *HATS, *CYMBALS, *TOMS]) if whole_kit else keys
    when = 0.0
    while when < playing:
        yield when, when + 0.2, rng.choice(palette), float(rng.uniform(0.5, 1.3))
        when += float(rng.uniform(0.3, 1.1))
