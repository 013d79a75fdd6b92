"""The front panel: the one place that every door (OSC, MIDI, web, command line) talks to.

It holds the rules that doors would otherwise repeat: names of instruments, ranges of notes, what
touching a control implies, and that no note-off is ever lost. It keeps no values (store.py does).
"""

import os
import secrets
import threading
from collections.abc import Callable, Mapping, Sequence

from engine.library.catalogue import find as find_model
from engine.parameters import (
    DRIVEN,
    FREE,
    BadValue,
    Parameter,
    as_number,
    check,
    describe_value,
    find,
    from_unit,
    nearest,
    shown,
)
from engine.store import TAKE, Events, Kind, Store

NAMED = ("instrument_a", "instrument_b")
_RETRY_SECONDS = 0.02


class Panel:
    """Sets values and posts events, or refuses with a sentence (BadValue) and changes nothing.

    `instruments` are the model's names in its order; without them only numbers are known. Every
    method may be called from any control thread. `source` names the door, so that a surface can
    tell its own changes from those of others.
    """

    def __init__(
        self, store: Store, events: Events, instruments: Sequence[str] = (),
        ask_for_model: Callable[[str], object] | None = None,
    ) -> None:
        """[any] A panel for one store and one ring of events; ask_for_model takes the folder of
        another model to an engine that can change it while it plays."""
        self._ask_for_model = ask_for_model
        self.store = store
        self.events = events
        self.instruments = tuple(instruments)
        # Guards what is owed, and the order of posting; a listener may come back in.
        self._lock = threading.RLock()
        self._owed: list[tuple[Kind, float]] = []
        self._retry: threading.Timer | None = None

    def set(self, id: str, value: object, source: str) -> float:
        """[control] Store a value in the row's unit, or a choice or instrument by name.

        Returns what was stored. Raises BadValue and changes nothing.
        """
        return self.store.set(id, self._resolved(id, value), source)

    def check(self, id: str, value: object) -> float:
        """[any] What `set` would store. Raises BadValue."""
        return check(find(id), self._resolved(id, value))

    def set_many(self, values: Mapping[str, object], source: str) -> dict[str, float]:
        """[control] Store several values together, all or none; see Store.set_many."""
        resolved = {id: self._resolved(id, value) for id, value in values.items()}
        return self.store.set_many(resolved, source)

    def set_unit(self, id: str, x: float, source: str) -> float:
        """[control] Store the value at position `x` (0..1) of the row's curve.

        For instruments the whole travel is the model's list. Raises BadValue, changes nothing.
        """
        return self.store.set(id, self.at_unit(id, x), source)

    def at_unit(self, id: str, x: float) -> float:
        """[any] The value that set_unit would store. Raises BadValue."""
        value = from_unit(find(id), x)
        if id in NAMED and self.instruments:
            value = float(min(int(x * len(self.instruments)), len(self.instruments) - 1))
        return value

    def get(self, id: str) -> float:
        """[any] The value of a row, in its unit. Raises BadValue for an unknown id."""
        return self.store.get(id)

    def describe(self, id: str) -> str:
        """[any] The value of a row for people: `-20 dB`, `held`, `flute`."""
        value = self.get(id)
        if id in NAMED and value < len(self.instruments):
            return self.instruments[int(value)]
        return describe_value(find(id), value)

    def note_on(self, pitch: object, velocity: object, source: str) -> bool:
        """[control] Press a key: pitch 0..127 (60 is middle C), velocity 0..1; 0 lifts the key.

        The keys take over: a notes_mode that is free becomes driven, unless the source is "take"
        (held stays: keys then latch). False when the engine has fallen behind and the ring is
        full; the note is then dropped. Raises BadValue.
        """
        key = _pitch(pitch)
        strength = _share(velocity, "velocity")
        if strength == 0:
            return self.note_off(key, source)
        return self._post(Kind.NOTE_ON, key, strength, mode="notes_mode", source=source)

    def note_off(self, pitch: object, source: str) -> bool:
        """[control] Lift a key: pitch 0..127. Never lost; False means it will arrive later."""
        return self._release(Kind.NOTE_OFF, _pitch(pitch))

    def all_notes_off(self, source: str) -> bool:
        """[control] Lift every key. Never lost; False means it will arrive later."""
        return self._release(Kind.ALL_NOTES_OFF, 0.0)

    def panic(self, source: str) -> bool:
        """[control] Silence within 10 ms, and every key lifted, until something is played or asked
        for again. Never lost; False means it will arrive later."""
        return self._release(Kind.PANIC, 0.0)

    def onset(self, strength: object, source: str) -> bool:
        """[control] Strike one attack now, strength 0..1. False when the ring is full.

        An onset_mode that is free becomes driven, unless the source is "take": nothing else
        strikes from then on. Raises BadValue.
        """
        share = _share(strength, "strength")
        return self._post(Kind.ONSET, share, mode="onset_mode", source=source)

    def reset(self, source: str) -> bool:
        """[control] Ask the engine to start from a fresh state. False when the ring is full."""
        return self._post(Kind.RESET)

    def new_seed(self, source: str) -> int:
        """[control] Give seed_a another value, drawn at random, and tell the engine; returns it.

        The drawing happens here and not in the engine, so that a take records which seed it was.
        """
        other = secrets.randbelow(int(find("seed_a").maximum))
        seed = other + (other >= self.store.get("seed_a"))
        self.store.set("seed_a", seed, source)
        self._post(Kind.NEW_SEED, seed)
        return seed

    def model(self, folder: object, source: str) -> bool:
        """[control] Ask the engine to play on with a model, by name or folder. It is loaded beside
        the one that plays, and what is only found out then is told by the engine. True.

        Raises BadValue where there is no model, or nothing that could change it.
        """
        if self._ask_for_model is None:
            raise BadValue("no engine is playing that could change its model")
        if not isinstance(folder, str):
            raise BadValue(f"a model is given by its name or folder, not {shown(folder)}")
        self._ask_for_model(model_folder(folder))
        return True

    def flush(self) -> bool:
        """[control] Post the note-offs that found the ring full; True when none is owed any more.

        Nobody has to call it: every later event does, and so does a timer while any is owed.
        """
        with self._lock:
            return self._pay()

    def _take_over(self, mode: str, source: str) -> None:
        """[control] Events of a hand drive a lane that was free."""
        if source != TAKE and self.store.get(mode) == FREE:
            self.store.set(mode, DRIVEN, source)

    def _resolved(self, id: str, value: object) -> object:
        """[control] An instrument's name as its position; anything else as it is."""
        row = find(id)
        if id not in NAMED or not self.instruments:
            return value
        if isinstance(value, str):
            return self._position(row, value)
        number = as_number(value)
        if number is None or number not in range(len(self.instruments)):
            raise BadValue(
                f"{id} must be one of the model's instruments, not {shown(value)}; {self._listed()}"
            )
        return number

    def _position(self, row: Parameter, name: str) -> int:
        """[control] Where an instrument stands in the model's list, whatever its case."""
        names = [x.lower() for x in self.instruments]
        wanted = name.strip().lower()
        if wanted not in names:
            hint = nearest(wanted, self.instruments)
            raise BadValue(f"{row.id}: no instrument {shown(name)}{hint}; {self._listed()}")
        return names.index(wanted)

    def _listed(self) -> str:
        """[any] `0 piano, 1 flute`: the model's instruments for an error's sentence."""
        return "there are " + ", ".join(f"{i} {name}" for i, name in enumerate(self.instruments))

    def _post(
        self, kind: Kind, a: float = 0.0, b: float = 0.0, mode: str = "", source: str = TAKE
    ) -> bool:
        """[control] Post one event behind everything that is owed; it takes `mode` over.

        The mode comes first, for a block may begin between the two.
        """
        with self._lock:
            if self._pay() and mode and self.events.room:
                self._take_over(mode, source)
            return not self._owed and self.events.post(kind, a, b)

    def _release(self, kind: Kind, pitch: float) -> bool:
        """[control] Post a release, or owe it: a lost note-off is a hung note."""
        with self._lock:
            if self._pay() and self.events.post(kind, pitch):
                return True
            if kind is not Kind.NOTE_OFF:  # it lifts every key: those owed are lifted with them
                self._owed = [owed for owed in self._owed if owed[0] is Kind.PANIC]
            every_key = ((Kind.ALL_NOTES_OFF, 0.0), (Kind.PANIC, 0.0))
            lifted = every_key if kind is not Kind.PANIC else every_key[1:]
            if (kind, pitch) not in self._owed and not any(one in self._owed for one in lifted):
                self._owed.append((kind, pitch))
            self._retry_later()
            return False

    def _pay(self) -> bool:
        """[control] Post what is owed, oldest first; True when nothing is left. Lock held."""
        while self._owed and self.events.post(*self._owed[0]):
            del self._owed[0]
        return not self._owed

    def _retry_later(self) -> None:
        """[control] Try again soon, even if no event ever follows. Lock held."""
        if self._retry is None:
            self._retry = threading.Timer(_RETRY_SECONDS, self._retry_now)
            self._retry.daemon = True
            self._retry.start()

    def _retry_now(self) -> None:
        """[control] The timer's turn: pay, or wait once more."""
        with self._lock:
            self._retry = None
            if not self.events.room or not self._pay():  # looking first: a look is not a refusal
                self._retry_later()


def model_folder(model: str) -> str:
    """[any] The absolute path of the folder of a model, by its name or folder. Raises BadValue when
    there is none."""
    folder = find_model(model)
    for name in ("denoiser.onnx", "decoder.onnx"):
        if not os.path.isfile(os.path.join(folder, name)):  # a name that can be none is no error
            raise BadValue(
                f"there is no {name} in {shown(model)}: name a folder made by `flowbend export`"
            )
    return os.path.abspath(folder)


def _pitch(pitch: object) -> float:
    """[any] A MIDI pitch as a float. Raises BadValue unless it is a whole number 0..127."""
    number = as_number(pitch)
    if number is None or not 0 <= number <= 127 or not number.is_integer():
        raise BadValue(f"a pitch must be a whole number from 0 to 127, not {shown(pitch)}")
    return number


def _share(value: object, what: str) -> float:
    """[any] A number 0..1 as a float. Raises BadValue, with a hint for MIDI's 0..127."""
    number = as_number(value)
    if number is None or not 0 <= number <= 1:
        midi = number is not None and 1 < number <= 127
        hint = f"; MIDI's {number:g} is {number / 127:.2g}" if midi and number else ""
        raise BadValue(f"a {what} must be a number from 0 to 1, not {shown(value)}{hint}")
    return number
