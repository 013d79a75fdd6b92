"""Ardour without a window: a session with a MIDI file on one track, that records on another.

A session is made with Ardour's own Lua. Only the MIDI region is written into its file here: what
imports a file belongs to Ardour's window.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import mido
import numpy as np
import soundfile
from numpy.typing import NDArray

if TYPE_CHECKING:
    from jack_rig import JackServer

REMEDY = "`sudo apt install --no-install-recommends ardour`, then run it again"
SCRIPT = Path(__file__).with_name("ardour.lua")
TICKS = 1920
"""Of a beat, in Ardour's own count."""
BEAT_S = 0.5
"""A session begins with 120 beats a minute."""
TRIES = 4
"""jackd drops Ardour now and then while it starts, whoever else is there."""


class Dropped(Exception):
    """Ardour did not come to its end; the words are its own."""


def program() -> str | None:
    """ardour7-lua, or that of another version, if there is one."""
    return next((found for version in range(9, 5, -1)
                 if (found := shutil.which(f"ardour{version}-lua"))), None)


class Part:
    """What one MIDI track plays: notes, and controllers as automation. Times in beats."""

    def __init__(self) -> None:
        self._events: list[tuple[float, mido.Message]] = []

    def note(self, beat: float, beats: float, pitch: int) -> None:
        self._events.append((beat, mido.Message("note_on", note=pitch, velocity=100)))
        self._events.append((beat + beats, mido.Message("note_off", note=pitch)))

    def curve(self, beat: float, beats: float, control: int, values: NDArray[np.int64]) -> None:
        """A controller's automation: these values, evenly spread."""
        for place, value in zip(np.linspace(beat, beat + beats, len(values)), values, strict=True):
            message = mido.Message("control_change", control=control, value=int(value))
            self._events.append((float(place), message))

    def save(self, path: Path) -> None:
        track, now = mido.MidiTrack(), 0
        for beat, message in sorted(self._events, key=lambda event: event[0]):
            track.append(message.copy(time=round(beat * TICKS) - now))
            now = round(beat * TICKS)
        mido.MidiFile(type=0, ticks_per_beat=TICKS, tracks=[track]).save(path)


def record(
    server: JackServer, folder: Path, part: Part, beats: int, midi: str, left: str, right: str
) -> NDArray[np.float64]:
    """What Ardour has recorded from two ports while it played the part to a third, from beat 0:
    (samples, 2), at 48 kHz.

    Errors: Dropped, with what Ardour said.
    """
    for attempt in range(TRIES):
        session = folder / f"session {attempt}"
        try:
            _ardour(server, folder, "make", session)
            _put(session, part, beats)
            _ardour(server, folder, "record", session, int(beats * BEAT_S), midi, left, right)
        except Dropped:
            if attempt == TRIES - 1:
                raise
            continue
        takes = sorted((session / "interchange").glob("*/audiofiles/Take1_Flowbend*.wav"))
        assert len(takes) == 2, takes
        sides = [soundfile.read(take)[0] for take in takes]  # %L before %R
        return np.stack(sides, axis=1)
    raise AssertionError


def _ardour(server: JackServer, folder: Path, *arguments: object) -> None:
    """Its own places are in the folder: nothing of a user's is read or written."""
    found = program()
    assert found is not None
    places = {"HOME": str(folder), "XDG_CONFIG_HOME": str(folder), "XDG_CACHE_HOME": str(folder)}
    try:
        done = subprocess.run(
            [found, "-X", str(SCRIPT), *map(str, arguments)], env=server.env | places,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=90,
        )
    except subprocess.TimeoutExpired as error:
        raise Dropped(f"Ardour hangs: {error.output}") from None
    if f"done: {arguments[0]}" not in done.stdout or "HALTED" in done.stdout:
        raise Dropped(done.stdout[-2000:])


def _put(session: Path, part: Part, beats: int) -> None:
    """Lays the part on the MIDI track, as the import of a MIDI file does."""
    part.save(session / "interchange" / session.name / "midifiles" / "part.mid")
    source = ('<Source name="part.mid" type="midi" flags="Writable,CanRename" id="900000"'
              ' origin="part.mid"/>')
    region = ('<Region name="part" type="midi" id="{id}" whole-file="{whole}" opaque="1" start="b0"'
              f' length="b{beats * TICKS}@b0" source-0="900000" master-source-0="900000"/>')
    text = (session / "session.ardour").read_text()
    text = text.replace("<Sources/>", f"<Sources>{source}</Sources>")
    text = text.replace("<Regions/>", f"<Regions>{region.format(id=900001, whole=1)}</Regions>")
    text, found = re.subn(
        r'(<Playlist id="\d+" name="Notes"[^>]*)/>',
        lambda match: f"{match[1]}>{region.format(id=900002, whole=0)}</Playlist>", text)
    assert found == 1, "Ardour's session has no empty playlist of notes"
    (session / "session.ardour").write_text(text)
