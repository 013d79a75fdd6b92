"""The instruments of the shipped model: names, families, where their sound comes from, and ranges.

Not the control table: the table knows an instrument only by its number, and a model carries its own
list of names in its contract. The order here becomes that list, so new instruments go at the end.
A folder of one's own sounds has instruments of its own, in `instruments.json` (`own/`).
"""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from engine import whole

DRUM_BANK = 128
"""The General MIDI percussion bank, as FluidSynth numbers it."""


@dataclass(frozen=True)
class Instrument:
    """One row: a General MIDI preset and the keys, in MIDI numbers, where it sounds like itself."""

    name: str
    family: str
    program: int
    low: int
    high: int
    held: bool = False
    """True when a note sounds as long as its key is down (bow, breath, organ, pad)."""
    bank: int = 0
    sources: tuple[str, ...] = ("fluid", "musescore")
    """Rows of `sources.SOURCES` that have it; phrases take turns."""
    hits: str = ""
    """A row of `sources.HITS` whose sounds lie one to a key, from `low` up; "kit" mixes them."""

    @property
    def is_drums(self) -> bool:
        """Without pitch: a key chooses a sound and not a note."""
        return self.bank == DRUM_BANK or bool(self.hits)


def _hits(name: str, hits: str, low: int, high: int) -> Instrument:
    return Instrument(name, "drums", -1, low, high, sources=("recordings",), hits=hits)


INSTRUMENTS: tuple[Instrument, ...] = (
    Instrument("piano", "keys", 0, 28, 96, sources=("grand", "fluid", "musescore")),
    Instrument("electric_piano", "keys", 4, 36, 88),
    Instrument("vibraphone", "mallets", 11, 53, 89),
    Instrument("marimba", "mallets", 12, 45, 89),
    Instrument("organ", "organ", 16, 36, 88, held=True),
    Instrument("nylon_guitar", "guitar", 24, 40, 83),
    Instrument("finger_bass", "bass", 33, 28, 55),
    Instrument("synth_bass", "bass", 38, 28, 55),
    Instrument("violin", "strings", 40, 55, 96, held=True),
    Instrument("cello", "strings", 42, 36, 72, held=True),
    Instrument("string_ensemble", "strings", 48, 40, 88, held=True),
    Instrument("harp", "strings", 46, 36, 91),
    Instrument("choir", "voice", 52, 48, 79, held=True),
    Instrument("trumpet", "brass", 56, 55, 84, held=True),
    Instrument("french_horn", "brass", 60, 41, 77, held=True),
    Instrument("alto_sax", "reed", 65, 50, 81, held=True),
    Instrument("clarinet", "reed", 71, 50, 89, held=True),
    Instrument("flute", "pipe", 73, 60, 96, held=True),
    Instrument("saw_lead", "synth", 81, 40, 88, held=True),
    Instrument("warm_pad", "synth", 89, 40, 84, held=True),
    Instrument("standard_kit", "drums", 0, 35, 57, bank=DRUM_BANK),
    Instrument("electronic_kit", "drums", 24, 35, 57, bank=DRUM_BANK),
    Instrument("brush_kit", "drums", 40, 35, 57, bank=DRUM_BANK),
    Instrument("harpsichord", "keys", 6, 36, 88),
    Instrument("steel_guitar", "guitar", 25, 40, 83),
    Instrument("trombone", "brass", 57, 40, 72, held=True),
    Instrument("oboe", "reed", 68, 58, 89, held=True),
    Instrument("kalimba", "mallets", 108, 48, 84),
    Instrument("square_lead", "synth", 80, 40, 88, held=True),
    _hits("kick", "kick", 36, 55),
    _hits("snare", "snare", 36, 48),
    _hits("hat", "hat", 36, 61),
    _hits("percussion", "percussion", 36, 99),
    _hits("recorded_kit", "kit", 35, 57),
    _hits("loop", "loop", 48, 64),
)

BY_NAME = {instrument.name: instrument for instrument in INSTRUMENTS}
ROSTER = "instruments.json"
Roster = tuple[Instrument, ...]
FAMILIES: tuple[str, ...] = tuple(dict.fromkeys(i.family for i in INSTRUMENTS))


def roster(folder: Path) -> Roster:
    """The instruments of a corpus, or of checkpoints: its own, else the shipped model's."""
    path = Path(folder) / ROSTER
    if not path.is_file():
        return INSTRUMENTS
    rows = json.loads(path.read_text())
    return tuple(Instrument(**{**row, "sources": tuple(row["sources"])}) for row in rows)


def keep_roster(instruments: Roster, folder: Path) -> None:
    """Leave instruments where `roster` finds them."""
    rows = [asdict(instrument) for instrument in instruments]
    whole.write_text(Path(folder) / ROSTER, json.dumps(rows, indent=1) + "\n")


def held_out_register(instrument: Instrument) -> range:
    """The four neighbouring keys that no training phrase of this instrument ever plays.

    They lie inside the range, at a place that differs from one instrument to the next, so that a
    model is asked for pitches it must interpolate. Drum kits have no register: an empty range.
    """
    if instrument.is_drums:
        return range(0)
    span = instrument.high - instrument.low
    start = instrument.low + span // 3 + (INSTRUMENTS.index(instrument) * 5) % (span // 3)
    return range(start, start + 4)
