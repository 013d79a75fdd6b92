"""Where the corpus gets its sound from: what it is, who made it, its licence, how to get it.

Only sound that may become weights that are given away: MIT, CC0, CC-BY with credit. Nothing is
fetched at run time; a source that is not there is named with the command that installs it.
"""

import fnmatch
from dataclasses import dataclass
from functools import cache
from pathlib import Path

SOUNDS = Path.home() / ".cache" / "flowbend" / "sounds"
"""Where `npm install --prefix` puts the sample packages, unless told otherwise."""


class NoSource(RuntimeError):
    """A soundfont or sample package is missing; the message says how to get it."""

    for_the_user = True


@dataclass(frozen=True)
class Source:
    """One row of the credits. `path` is absolute, or lies in the folder of sample packages."""

    name: str
    title: str
    licence: str
    credit: str
    path: str
    install: str

    def find(self, sounds: Path = SOUNDS) -> Path:
        """Its file or folder. Raises NoSource with the command that installs it."""
        path = Path(sounds) / self.path  # an absolute path replaces the folder
        if not path.exists():
            raise NoSource(
                f"{self.title} is not at {path}: install it with "
                f"`{self.install.format(sounds=sounds)}`, or leave it out with --sources."
            )
        return path


PIANO_LAYERS = 16
_PIANO = " ".join(f"@audio-samples/piano-velocity{n}" for n in range(1, PIANO_LAYERS + 1))
_KITS = "/usr/share/hydrogen/data/drumkits"

SOURCES: dict[str, Source] = {
    source.name: source for source in (
        Source("fluid", "Fluid R3 GM", "MIT", "Frank Wen",
               "/usr/share/sounds/sf2/FluidR3_GM.sf2", "apt install fluid-soundfont-gm"),
        Source("musescore", "MuseScore General", "MIT", "S. Christian Collins, Frank Wen, others",
               "/usr/share/sounds/sf2/MuseScore_General_Full.sf2",
               "apt install musescore-general-soundfont-lossless"),
        Source("grand", "Salamander Grand Piano (recordings of a Yamaha C5)", "CC-BY-3.0",
               "Alexander Holm", "node_modules/@audio-samples",
               f"npm install --prefix {{sounds}} {_PIANO}"),
        Source("scsynth", "Sonic Pi's samples from freesound.org", "CC0",
               "Uwe Zahn (Arovane) and many at freesound.org",
               "node_modules/supersonic-scsynth-samples/samples",
               "npm install --prefix {sounds} supersonic-scsynth-samples"),
        Source("rumpf", "Rumpf kit Z01", "CC-BY-3.0", "the authors of hydrogen-drumkits",
               f"{_KITS}/rumpf_kit_z01_h2", "apt install hydrogen-drumkits"),
        Source("audiophob", "Audiophob kit", "CC0", "the makers named in its file names",
               f"{_KITS}/Audiophob", "apt install hydrogen-drumkits"),
    )
}

HITS: dict[str, tuple[tuple[str, str], ...]] = {
    "kick": (("scsynth", "bd_*.flac"), ("scsynth", "drum_bass_*"), ("scsynth", "drum_heavy_kick*"),
             ("scsynth", "elec_*_kick*")),
    "snare": (("scsynth", "sn_*"), ("scsynth", "drum_snare_*"), ("scsynth", "elec_*snare*"),
              ("audiophob", "*snare*")),
    "hat": (("scsynth", "hat_*"), ("scsynth", "drum_cymbal_closed*"),
            ("scsynth", "drum_cymbal_pedal*"), ("scsynth", "tbd_perc_hat*"),
            ("audiophob", "*hat*")),
    "percussion": (("scsynth", "perc_*"), ("scsynth", "tabla_*"), ("scsynth", "drum_tom_*"),
                   ("scsynth", "drum_cowbell*"), ("scsynth", "elec_*"), ("rumpf", "beats_*"),
                   ("audiophob", "*tom*")),
    "cymbal": (("scsynth", "drum_cymbal_[ohs]*"), ("scsynth", "drum_splash_*"),
               ("scsynth", "ride_*"), ("audiophob", "*crash*")),
    "loop": (("scsynth", "loop_[cegims]*"), ("scsynth", "loop_perc*"), ("scsynth", "loop_tabla*"),
             ("scsynth", "loop_weirdo*"), ("scsynth", "arovane_beat_*")),
}
"""Recorded hits by what they are, as (source, file name pattern). The Amen break and other loops
cut from records are left out, whatever their packages say."""
_NOT_HITS = ("elec_*kick*", "elec_*snare*", "elec_cymbal*", "perc_swoo*", "perc_swash*",
             "loop_breakbeat*", "loop_drone*", "loop_amen*")


@cache
def hits(kind: str, sounds: Path = SOUNDS) -> tuple[Path, ...]:
    """Every recorded hit of a kind, in a fixed order. Raises NoSource."""
    found: list[Path] = []
    for source, pattern in HITS[kind]:
        files = sorted(p for p in SOURCES[source].find(sounds).iterdir() if p.is_file())
        for path in files:
            wanted = fnmatch.fnmatch(path.name, pattern) and path.suffix in (".flac", ".wav")
            if kind not in ("kick", "snare") and any(
                fnmatch.fnmatch(path.name, no) for no in _NOT_HITS
            ):
                wanted = False
            if wanted and path not in found:
                found.append(path)
    if not found:
        raise NoSource(f"None of the recordings of a {kind} are in {sounds}: install them again.")
    return tuple(found)
