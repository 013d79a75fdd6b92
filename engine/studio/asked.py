"""What a clip was asked for, found out from its sidecar: lanes, attacks, notes, latent by latent.
Where a sidecar does not say it, nothing is said; it makes no sound.
"""

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from engine import lanes
from engine.controls import CURVE_LANES, Controls, Hands, ask
from engine.first_minute import first_minute
from engine.instrument import Instrument
from engine.offline import read_curve
from engine.parameters import DRIVEN, INDEX
from engine.store import Event, Kind
from engine.studio import asking, phrase, reading
from engine.studio.asking import Note
from engine.take import Player, load_lives

Settings = dict[str, float]
KEEPERS = {"invert": "rms,onset,notes,brightness,noisiness"}
"""Commands that ask a recording's own lanes again, whichever these are."""


@dataclass(frozen=True)
class Asked:
    """lanes (T, lanes.COLUMNS) and notes (T, lanes.NOTE_COLUMNS), as the model was given them."""

    lanes: np.ndarray
    notes: np.ndarray
    latent_s: float

    def curve(self, lane: str) -> np.ndarray:
        """[any] (T,) in the unit of the lane's knob, NaN where it was not asked."""
        found = [lanes.told(column).get(lane, np.nan) for column in self.lanes]
        return np.array(found, np.float32)

    def attacks(self) -> list[tuple[float, float]]:
        """[any] (seconds, strength) of each."""
        strength, position, _ = self.lanes[:, lanes.GROUPS["onset"]].T
        struck = np.flatnonzero(strength > 0)
        return [((at + position[at]) * self.latent_s, float(strength[at])) for at in struck]

    def pressed(self) -> list[Note]:
        """[any] Every key that was down, from where it was struck."""
        found = []
        for pitch in np.flatnonzero(self.notes[:, :-1].any(axis=0)):
            column = self.notes[:, pitch]
            edges = np.flatnonzero(np.diff(column > 0, prepend=False, append=False))
            for first, last in edges.reshape(-1, 2):
                struck = [first, *(first + 1 + np.flatnonzero(column[first + 1 : last] > 1)), last]
                for start, end in itertools.pairwise(struck):
                    velocity = float(column[start] - (column[start] > 1))
                    found.append(Note(start * self.latent_s, end * self.latent_s, int(pitch),
                                      velocity))
        return found


def of(
    document: Mapping[str, Any], instrument: Instrument, latents: int, settings: Settings
) -> Asked | None:
    """[control] What the command of a sidecar asked in its first `latents` (a multiple of the
    stride), as far as it is known how that command asks. settings: its `--set`. Raises BadValue
    where a file that went in is no sound or curve any more."""
    command, options = document["command"], document["options"]
    inputs = {name: Path(entry["path"]) for name, entry in document["inputs"].items()}
    if command == "render":
        return _rendered(options, inputs, instrument, latents, settings)
    if command == "steps":
        words, seconds = options.get("notes"), options.get("seconds", 0)
        notes = phrase.notes(words, seconds) if words else None
        request = asking.request(instrument, latents, settings, notes=notes)
    elif command in (*KEEPERS, "vary", "restyle") and "clip" in inputs:
        keep = str(options.get("keep", KEEPERS.get(command, ""))).split(",")
        if not inputs["clip"].is_file() or inputs["clip"].suffix == ".npz":
            return None
        read, notes = _read(inputs["clip"], instrument, "notes" in keep)
        curves = {
            lane: _fitted(curve, latents) for lane, curve in read.curves.items() if lane in keep
        }
        attacks = read.attacks if "onset" in keep else None
        request = asking.request(instrument, latents, settings, curves, notes, attacks)
    else:
        return None
    contract = instrument.contract
    return Asked(request.lanes, request.notes, contract.hop / contract.sample_rate)


def _read(path: Path, instrument: Instrument, with_notes: bool):
    rate = instrument.contract.sample_rate
    read = reading.read(instrument, reading.sound(instrument, path))
    notes = reading.notes(read.audio.mean(axis=1), rate, read.attacks) if with_notes else None
    return read, notes


def _fitted(curve: np.ndarray, latents: int) -> np.ndarray:
    """As long as it is to be; nothing is asked beyond its end."""
    missing = max(0, latents - len(curve))
    return np.pad(curve[:latents], (0, missing), constant_values=np.nan)


def _rendered(
    options: Mapping[str, Any], inputs: Mapping[str, Path], instrument: Instrument, latents: int,
    settings: Settings,
) -> Asked:
    """A render is asked as a performance is: block after block, by what plays and what is set."""
    contract = instrument.contract
    rate = contract.sample_rate / contract.hop
    curves, attacks = {}, []
    for text in options.get("lane") or ():
        lane, _, name = text.partition("=")
        points = np.array(read_curve(lane, Path(name)))
        if lane in CURVE_LANES:
            curves[lane] = np.interp((np.arange(latents) + 0.5) / rate, *points.T)
        else:
            attacks = [(float(when), float(strength)) for when, strength in points]
    if "listen" in inputs and inputs["listen"].is_file():
        read, _ = _read(inputs["listen"], instrument, False)
        heard = {lane: _fitted(curve, latents) for lane, curve in read.curves.items()}
        curves, attacks = {**heard, **curves}, attacks or list(read.attacks)
    modes = {f"{lane}_mode": DRIVEN for lane in curves}
    if attacks:
        modes["onset_mode"] = DRIVEN
    hands, lanes_found, notes_found, at = Hands(), [], [], 0
    for controls, size in _played(options, inputs, instrument, latents):
        for id, value in {**modes, **settings}.items():
            controls.values[INDEX[id]] = value
        here = tuple(
            Event(Kind.ONSET, strength, 0.0, (when * rate - at) * contract.hop)
            for when, strength in attacks if at <= when * rate < at + size
        )
        now = {**controls.curves, **{k: v[at : at + size] for k, v in curves.items()}}
        controls = replace(controls, events=controls.events + here, curves=now)
        asked, hands = ask(controls, hands, size, contract.hop, contract.sample_rate)
        lanes_found.append(asked.lanes)
        notes_found.append(asked.notes)
        at += size
    return Asked(np.concatenate(lanes_found), np.concatenate(notes_found), 1 / rate)


def _played(
    options: Mapping[str, Any], inputs: Mapping[str, Path], instrument: Instrument, latents: int
) -> Iterator[tuple[Controls, int]]:
    """The controls of what plays, block by block: a take, the built-in piece, or nothing."""
    contract = instrument.contract
    values = asking.defaults()
    if "take" in inputs and inputs["take"].is_file():
        left = latents
        for life in load_lives(inputs["take"]):
            player = Player(life, contract.hop)
            for _ in range(min(life.latents, left) // life.block_latents):
                yield player.block(life.block_latents), life.block_latents
                left -= life.block_latents
        if left > 0:
            yield Controls(values), left
        return
    backing: Player | None = None
    if not options.get("no_backing") and "listen" not in inputs:
        rate = contract.sample_rate / contract.hop
        piece = first_minute(list(contract.instruments), rate, contract.stride)
        backing = Player(piece, contract.hop, loop=True)
    for start in range(0, latents, contract.stride):
        size = min(contract.stride, latents - start)
        yield (backing.block(size) if backing else Controls(values.copy())), size
