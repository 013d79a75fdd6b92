"""The table: one row per control, in musical units. It holds no values and knows no surface.

Everything else is derived from it: the OSC address, the MIDI default, the panels, the web page,
the README's table, the preset keys, the take file. An id is a promise: never renamed, never reused.
"""

import difflib
import math
import numbers
import re
from collections.abc import Iterable
from dataclasses import dataclass

CURVES = ("linear", "log", "integer", "choice")
MODES = ("free", "held", "driven")  # model; knob; curve, keys or ear
FREE, HELD, DRIVEN = 0.0, 1.0, 2.0  # what a mode row stores
MAX_INSTRUMENTS = 64
# Data entry, pedal, parameter numbers, modes; from 32 on the finer halves of those below.
RESERVED_CC = frozenset({6, *range(32, 65), *range(96, 102), *range(120, 128)})


class BadValue(ValueError):
    """A value, a name or an id that was refused; its text is a sentence for the performer."""


@dataclass(frozen=True)
class Parameter:
    """One control.

    minimum, maximum and default are in `unit`; a choice counts its `choices` from 0. `glide_ms` is
    how long the engine takes to reach a new value. `cc` is the suggested MIDI controller, or None.
    `lane` names the time-varying lane that the row drives, or is "". `in_presets` is False where a
    row belongs to the player or the room, and not to the sound: no preset or snapshot keeps it.
    """

    id: str
    label: str
    unit: str
    minimum: float
    maximum: float
    default: float
    curve: str
    glide_ms: float
    cc: int | None
    lane: str
    about: str
    choices: tuple[str, ...] = ()
    in_presets: bool = True

    @property
    def is_whole(self) -> bool:
        """[any] True when the row holds whole numbers only (curves integer and choice)."""
        return self.curve in ("integer", "choice")


def _mode(lane: str, label: str, cc: int, about: str) -> Parameter:
    """[any] The row that says who decides a lane."""
    last = len(MODES) - 1
    return Parameter(f"{lane}_mode", label, "", 0, last, 0, "choice", 0, cc, lane, about, MODES)


TABLE: tuple[Parameter, ...] = (
    Parameter(
        "guidance", "Guidance", "x", 0.5, 6, 2, "linear", 30, 77, "",
        "How strictly the model obeys instrument, notes and lanes; 1 is plain, in one pass.",
    ),
    Parameter(
        "morph", "Morph", "", 0, 1, 0, "linear", 30, 1, "",
        "From seed and instrument A (0) to seed and instrument B (1), without a seam.",
    ),
    Parameter(
        "seed_a", "Seed A", "", 0, 65535, 1, "integer", 0, 16, "",
        "Which noise the sound at A grows from; the same seed gives the same music.",
    ),
    Parameter(
        "seed_b", "Seed B", "", 0, 65535, 2, "integer", 0, 17, "",
        "Which noise the sound at B grows from.",
    ),
    Parameter(
        "instrument_a", "Instrument A", "", 0, MAX_INSTRUMENTS - 1, 0, "integer", 0, 18, "",
        "The instrument at A, by its position in the model's list or by name.",
    ),
    Parameter(
        "instrument_b", "Instrument B", "", 0, MAX_INSTRUMENTS - 1, 0, "integer", 0, 19, "",
        "The instrument at B, by its position in the model's list or by name.",
    ),
    Parameter(
        "rms", "Loudness", "dB", -60, 0, -20, "linear", 30, 2, "rms",
        "How loud the model is asked to play: the RMS level of its sound, before gain.",
    ),
    _mode(
        "rms", "Loudness mode", 80,
        "Who decides the loudness: the model, the knob, or a curve or ear.",
    ),
    Parameter(
        "onset", "Attack strength", "", 0, 1, 0.6, "linear", 30, 73, "onset",
        "Strength of the attacks while they are held by the knob; 0 is none.",
    ),
    Parameter(
        "onset_rate", "Attack rate", "Hz", 0.25, 16, 2, "log", 30, 76, "onset",
        "Attacks per second while they are held by the knob.",
    ),
    _mode(
        "onset", "Attack mode", 81,
        "Who decides the attacks: the model, the knobs, or keys or an ear.",
    ),
    Parameter(
        "pattern_pulses", "Pattern pulses", "", 0, 32, 0, "integer", 0, 22, "onset",
        "Attacks on the beat while held: so many, spread evenly over pattern_steps; 0 is none.",
    ),
    Parameter(
        "pattern_steps", "Pattern steps", "", 1, 32, 8, "integer", 0, 23, "onset",
        "After how many steps the pattern begins again.",
    ),
    Parameter(
        "pattern_rotation", "Pattern rotation", "", 0, 31, 0, "integer", 0, 24, "onset",
        "By how many steps the pattern comes later.",
    ),
    Parameter(
        "pattern_step", "Pattern step", "", 0, 7, 5, "choice", 0, 25, "onset",
        "The note value of a step; 1/8T is a triplet.",
        ("1/1", "1/2", "1/4", "1/8", "1/8T", "1/16", "1/16T", "1/32"),
    ),
    Parameter(
        "pattern_swing", "Pattern swing", "%", 50, 75, 50, "linear", 0, 26, "onset",
        "Where every second step falls between its neighbours: 50 is straight, 67 a shuffle.",
    ),
    Parameter(
        "brightness", "Brightness", "Hz", 100, 12000, 1200, "log", 30, 74, "brightness",
        "Where the middle of the spectrum lies (its centroid).",
    ),
    _mode(
        "brightness", "Brightness mode", 82,
        "Who decides the brightness: the model, the knob, or a curve or ear.",
    ),
    Parameter(
        "noisiness", "Noisiness", "", 0, 1, 0.2, "linear", 30, 71, "noisiness",
        "From tone (0) to noise (1): the flatness of the spectrum.",
    ),
    _mode(
        "noisiness", "Noisiness mode", 83,
        "Who decides the noisiness: the model, the knob, or a curve or ear.",
    ),
    _mode(
        "notes", "Notes mode", 85,
        "Who decides the notes; driven: the keys do, and no key held is silence.",
    ),
    Parameter(
        "bend", "Pitch bend", "semitones", -2, 2, 0, "linear", 10, None, "",
        "How far the keys that sound are bent; the pitch wheel's row.", in_presets=False,
    ),
    Parameter(
        "temperature", "Temperature", "", 0, 1.5, 1, "linear", 30, 78, "",
        "How far the noise strays from its mean: 0 the most expected sound, above 1 wilder.",
    ),
    Parameter(
        "steps", "Steps", "", 1, 16, 4, "integer", 0, 79, "",
        "Diffusion steps for each block: more is finer and costs more time.",
    ),
    Parameter(
        "loop", "Loop", "", 0, 1, 0, "choice", 0, 102, "",
        "Whether the noise repeats: the model then plays the same again, as far as it is asked to.",
        ("off", "on"),
    ),
    Parameter(
        "loop_length", "Loop length", "s", 0.25, 16, 2, "log", 0, 103, "",
        "How long the stretch of noise is that repeats.",
    ),
    Parameter(
        "loop_beats", "Loop beats", "beats", 0, 16, 0, "linear", 0, 27, "",
        "The same in beats, to the nearest quarter of one, and on their grid; 0 is loop_length.",
    ),
    Parameter(
        "tempo", "Tempo", "BPM", 20, 300, 120, "linear", 0, 20, "",
        "Beats per minute: set by hand, or shown as the clock has it that leads.", in_presets=False,
    ),
    Parameter(
        "beat_offset", "Beat offset", "ms", -200, 200, 0, "linear", 0, 21, "",
        "How much later what is on the beat is heard, or, below 0, earlier.", in_presets=False,
    ),
    Parameter(
        "listen_gain", "Listening gain", "dB", -24, 48, 0, "linear", 0, 104, "",
        "Gain on what a live input hears, before it drives any lane.", in_presets=False,
    ),
    Parameter(
        "listen_attack", "Listening attack", "ms", 1, 1000, 5, "log", 0, 105, "",
        "How soon a driven lane rises with what is heard.",
    ),
    Parameter(
        "listen_release", "Listening release", "ms", 1, 5000, 80, "log", 0, 106, "",
        "How soon a driven lane falls with what is heard.",
    ),
    Parameter(
        "listen_pitch", "Listening pitch", "", 0, 1, 0, "choice", 0, 107, "",
        "Whether one voice that is heard also plays the notes.", ("off", "on"),
    ),
    Parameter(
        "snapshot_from", "Snapshot from", "", 1, 8, 1, "integer", 0, 12, "",
        "The snapshot that the snapshot morph leaves at 0.", in_presets=False,
    ),
    Parameter(
        "snapshot_to", "Snapshot to", "", 1, 8, 2, "integer", 0, 13, "",
        "The snapshot that the snapshot morph arrives at, at 1.", in_presets=False,
    ),
    Parameter(
        "snapshot_morph", "Snapshot morph", "", 0, 1, 0, "linear", 0, 14, "",
        "Moves every control from the one snapshot to the other, each along its own curve.",
        in_presets=False,
    ),
    Parameter(
        "quantise", "Quantise", "", 0, 4, 0, "choice", 0, 15, "",
        "What the recall of a preset or snapshot waits for, while a beat runs.",
        ("off", "beat", "bar", "2 bars", "4 bars"), in_presets=False,
    ),
    Parameter(
        "gain", "Gain", "dB", -60, 12, 0, "linear", 30, 7, "",
        "Level of the finished sound, after the model.",
    ),
)

BY_ID: dict[str, Parameter] = {row.id: row for row in TABLE}
INDEX: dict[str, int] = {row.id: slot for slot, row in enumerate(TABLE)}


def find(id: str) -> Parameter:
    """[any] The row called `id`. Raises BadValue, naming the nearest id, when there is none."""
    row = BY_ID.get(id) if isinstance(id, str) else None
    if row is None:
        raise BadValue(f"there is no parameter {shown(id)}{nearest(id, BY_ID)}")
    return row


def mode_of(parameter: Parameter) -> Parameter | None:
    """[any] The mode row of the lane that a knob drives; None for modes and rows without a lane."""
    mode_id = f"{parameter.lane}_mode"
    if not parameter.lane or parameter.id == mode_id:
        return None
    return BY_ID.get(mode_id)


def check(parameter: Parameter, value: object) -> float:
    """[any] `value` as the float that the store keeps, in the row's unit.

    A choice may be given by its name. Raises BadValue, in a sentence that names the row, the
    value, the range and the unit, for text, NaN, infinity, a bool, a value out of range, or a
    fraction where the row counts in whole numbers.
    """
    if parameter.curve == "choice" and isinstance(value, str):
        if value not in parameter.choices:
            raise _refusal(parameter, value, hint=nearest(value, parameter.choices))
        return float(parameter.choices.index(value))
    number = as_number(value)
    if number is None or not parameter.minimum <= number <= parameter.maximum:
        raise _refusal(parameter, value)
    if parameter.is_whole and not number.is_integer():
        raise _refusal(parameter, value)
    return number + 0.0  # -0.0 becomes 0.0


def to_unit(parameter: Parameter, value: object) -> float:
    """[any] A value in the row's unit as a position 0..1 along its curve. Raises BadValue."""
    number = check(parameter, value)
    low, high = parameter.minimum, parameter.maximum
    if parameter.curve == "log":
        return math.log(number / low) / math.log(high / low)
    return (number - low) / (high - low)


def from_unit(parameter: Parameter, x: object) -> float:
    """[any] The value at position `x` (0..1) of the row's curve: to_unit, the other way round.

    Raises BadValue when x is not a number between 0 and 1.
    """
    position = as_number(x)
    if position is None or not 0 <= position <= 1:
        raise BadValue(f"{parameter.id}: a position must be a number from 0 to 1, not {shown(x)}")
    low, high = parameter.minimum, parameter.maximum
    if parameter.curve == "log":
        value = low * (high / low) ** position
    else:
        value = low + (high - low) * position
    if parameter.is_whole:
        value = math.floor(value + 0.5)
    return float(min(max(value, low), high))


def describe_value(parameter: Parameter, value: float) -> str:
    """[any] A stored value as a performer reads it: `-20 dB`, `held`, `4`."""
    if parameter.curve == "choice":
        return parameter.choices[int(value)]
    return f"{value:.6g} {parameter.unit}".rstrip()


def describe_range(parameter: Parameter) -> str:
    """[any] What a row accepts: `-60 to 0 dB`, `free, held, driven`."""
    if parameter.choices:
        return ", ".join(parameter.choices)
    return f"{parameter.minimum:g} to {parameter.maximum:g} {parameter.unit}".rstrip()


def markdown_table() -> str:
    """[any] The table as the README shows it."""
    lines = [
        "| control | range | default | CC | what it does |",
        "|---|---|---|---|---|",
    ]
    lines += (f"| `{name}` | {' | '.join(rest)} |" for name, *rest in _cells())
    return "\n".join(lines) + "\n"


def text_table() -> str:
    """[any] The table as `flowbend params` prints it, in aligned columns."""
    rows = [("control", "range", "default", "CC", "what it does"), *_cells()]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ("  ".join(map(str.ljust, row, widths)).rstrip() for row in rows)
    return "\n".join(lines) + "\n"


def validate_table(table: tuple[Parameter, ...] = TABLE) -> None:
    """[any] Raise ValueError, listing every fault, when a table breaks its own rules."""
    faults = [f"{row.id}: {fault}" for row in table for fault in _faults(row)]
    for column in ("id", "cc"):
        used = [getattr(row, column) for row in table if getattr(row, column) is not None]
        faults += [f"{column} {x!r} is used twice" for x in sorted({x for x in used if
                                                                    used.count(x) > 1})]
    modes = {row.lane for row in table if row.id == f"{row.lane}_mode" and row.choices == MODES}
    faults += [f"{row.id}: lane {row.lane!r} has no mode row" for row in table
               if row.lane and row.lane not in modes]
    if faults:
        raise ValueError("the parameter table is wrong: " + "; ".join(faults))


def as_number(value: object) -> float | None:
    """[any] A real number (NumPy's too) as a finite float; None for anything else, bools too."""
    if isinstance(value, bool) or not isinstance(value, numbers.Real):
        return None
    try:
        number = float(value)
    except OverflowError:
        return None
    return number if math.isfinite(number) else None


def shown(value: object, limit: int = 40) -> str:
    """[any] A value as a sentence quotes it, cut to `limit` characters and safe to print."""
    try:
        text = ascii(value)
    except (ValueError, RecursionError):  # an int too long to print
        text = f"a {type(value).__name__} that cannot be printed"
    return text if len(text) <= limit else text[: limit - 3] + "..."


def nearest(word: object, words: Iterable[str]) -> str:
    """[any] A hint such as `; did you mean 'morph'?`, or "" when nothing is near."""
    found = difflib.get_close_matches(str(word)[:64].lower(), list(words), n=1)
    return f"; did you mean {found[0]!r}?" if found else ""


def _refusal(parameter: Parameter, value: object, hint: str = "") -> BadValue:
    """[any] The sentence that says what a row accepts and what it got instead."""
    if parameter.choices:
        wanted = f"one of {describe_range(parameter)}, or 0 to {parameter.maximum:g}"
    else:
        kind = "a whole number" if parameter.is_whole else "a number"
        wanted = f"{kind} from {describe_range(parameter)}"
    return BadValue(f"{parameter.id} must be {wanted}, not {shown(value)}{hint}")


def _cells() -> list[tuple[str, str, str, str, str]]:
    """[any] The columns that people read, one tuple of text for each row."""
    return [
        (row.id, describe_range(row), describe_value(row, row.default),
         "" if row.cc is None else str(row.cc), row.about)
        for row in TABLE
    ]


def _faults(row: Parameter) -> list[str]:
    """[any] What is wrong with one row by itself."""
    whole = all(float(x).is_integer() for x in (row.minimum, row.maximum, row.default))
    rules = {
        "the id is not snake_case": re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", row.id),
        "the curve is unknown": row.curve in CURVES,
        "the range is empty or not finite": -math.inf < row.minimum < row.maximum < math.inf,
        "the default is outside the range": row.minimum <= row.default <= row.maximum,
        "a log curve needs a minimum above 0": row.curve != "log" or row.minimum > 0,
        "a whole-number row has a fraction": not row.is_whole or whole,
        "a whole-number row cannot glide": not row.is_whole or row.glide_ms == 0,
        "glide_ms is below 0": row.glide_ms >= 0,
        "the choices do not match the range": not row.choices or
        (row.minimum, row.maximum) == (0, len(row.choices) - 1),
        "a choice row, and only that, has choices": bool(row.choices) == (row.curve == "choice"),
        "the cc is reserved or outside 0..127": row.cc is None or
        (0 <= row.cc <= 127 and row.cc not in RESERVED_CC),
        "the label is empty": row.label.strip(),
        "the about text is empty": row.about.strip(),
    }
    return [fault for fault, kept in rules.items() if not kept]
