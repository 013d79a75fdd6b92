"""The OSC name of everything a surface can say, derived from the table. No sockets, no values."""

from typing import NamedTuple

from engine.meters import DERIVED, SLOTS
from engine.parameters import BY_ID, TABLE, BadValue, find, nearest

_PREFIX = "/param/"

PARAMS = "/params"  # asks for the table, one PARAMS_ROW for each row
PARAMS_ROW = "/params/row"
INSTRUMENTS = "/instruments"
METERS = "/meters"  # asks how the engine does, one METERS_ROW for each number that is known
METERS_ROW = "/meters/row"
SUBSCRIBE = "/subscribe"
UNSUBSCRIBE = "/unsubscribe"
ERROR = "/error"
NOTE_ON = "/event/note_on"
NOTE_OFF = "/event/note_off"
ALL_NOTES_OFF = "/event/all_notes_off"
PANIC = "/event/panic"
ONSET = "/event/onset"
RESET = "/event/reset"
NEW_SEED = "/event/new_seed"
MODEL = "/event/model"
PRESET = "/event/preset"
PRESET_SAVE = "/event/preset_save"
SNAPSHOT = "/event/snapshot"
SNAPSHOT_STORE = "/event/snapshot_store"
SET_LIST = "/event/set_list"
ENTRY = "/event/entry"
NEXT = "/event/next"
PREVIOUS = "/event/previous"
TAP = "/event/tap"
START = "/event/start"
CONTINUE = "/event/continue"
STOP = "/event/stop"
LEARN = "/event/learn"
FORGET = "/event/forget"
CLIP = "/event/clip"
CLIP_READY = "/clip"  # tells who asked: file, seconds

PRESETS = "/presets"  # names
SNAPSHOTS = "/snapshots"  # numbers of those that are not empty
SET_LISTS = "/set_lists"  # names
ENTRIES = "/entries"  # of the set list: number of the one in force, then all of them

LISTS = (PRESETS, SNAPSHOTS, SET_LISTS, ENTRIES)
QUERIES = (PARAMS, INSTRUMENTS, METERS, *LISTS)
EVENTS: dict[str, tuple[str, ...]] = {  # address to the names of its arguments
    NOTE_ON: ("pitch", "velocity"),
    NOTE_OFF: ("pitch",),
    ALL_NOTES_OFF: (),
    PANIC: (),
    ONSET: ("strength",),
    RESET: (),
    NEW_SEED: (),
    MODEL: ("folder",),
    PRESET: ("name",),
    PRESET_SAVE: ("name",),
    SNAPSHOT: ("slot",),
    SNAPSHOT_STORE: ("slot",),
    SET_LIST: ("name",),
    ENTRY: ("number",),
    NEXT: (),
    PREVIOUS: (),
    TAP: (),
    START: (),
    CONTINUE: (),
    STOP: (),
    LEARN: ("id",),
    FORGET: ("id",),
    CLIP: ("bars",),
}
SUBSCRIPTIONS: dict[str, tuple[str, ...]] = {  # the same; each argument may be left out at the end
    SUBSCRIBE: ("port", "seconds", "what"),
    UNSUBSCRIBE: ("port",),
}


class Argument(NamedTuple):
    """What an argument of an event is: OSC's letter for its type, and its range or None."""

    type: str
    minimum: float | None = None
    maximum: float | None = None


ARGUMENTS: dict[str, Argument] = {  # by the names in EVENTS
    "pitch": Argument("i", 0, 127),
    "velocity": Argument("f", 0, 1),
    "strength": Argument("f", 0, 1),
    "folder": Argument("s"),
    "name": Argument("s"),
    "id": Argument("s"),
    "slot": Argument("i", 1, 8),
    "number": Argument("i", 1, 128),
    "bars": Argument("i", 1, 64),
}
ABOUT: dict[str, str] = {  # what each address does, for people
    PARAMS: "Lists the controls: one `/params/row id label unit min max default value` for each.",
    INSTRUMENTS: "Asks for the names of the model's instruments, in its order.",
    METERS: "Asks for every meter that is known: one `/meters/row name value` for each.",
    SUBSCRIBE: "Has changes and meters sent to a port of yours for so many seconds.",
    UNSUBSCRIBE: "Ends that.",
    NOTE_ON: "Presses a key (60 is middle C); velocity 0 lifts it.",
    NOTE_OFF: "Lifts a key.",
    ALL_NOTES_OFF: "Lifts every key.",
    PANIC: "Silence at once, until a note is played or a knob is turned.",
    ONSET: "Strikes one attack.",
    RESET: "Starts the model from a fresh state.",
    NEW_SEED: "Draws another seed_a at random.",
    MODEL: "Plays on with this model, given by name or folder.",
    PRESET: "Recalls a preset.",
    PRESET_SAVE: "Keeps the controls as they stand as a preset of this name.",
    SNAPSHOT: "Recalls a snapshot.",
    SNAPSHOT_STORE: "Keeps the controls as they stand as this snapshot.",
    SET_LIST: "Loads a set list; nothing is recalled yet.",
    ENTRY: "Recalls this entry of the set list, from 1.",
    NEXT: "Recalls the next entry of the set list.",
    PREVIOUS: "Recalls the entry before.",
    TAP: "Taps the tempo: twice or more.",
    START: "Starts the beat from the song's start.",
    CONTINUE: "Has the beat go on from where it stopped.",
    STOP: "Stops the beat.",
    LEARN: "Binds the next MIDI control that is moved to a row or an event.",
    FORGET: "Unbinds it.",
    CLIP: "Renders so many bars beside what plays; `/clip file seconds` tells when it is there.",
    PRESETS: "Asks for the names of the presets.",
    SNAPSHOTS: "Asks for the numbers of the snapshots that are kept.",
    SET_LISTS: "Asks for the names of the set lists.",
    ENTRIES: "Asks for the set list: the number of the entry in force, then every entry.",
}


def address_of(id: str) -> str:
    """[any] The address of a row: `/param/rms`. Raises BadValue for an unknown id."""
    return _PREFIX + find(id).id


def id_of(address: str) -> str | None:
    """[any] The row that an address names, or None when it names none."""
    id = address.removeprefix(_PREFIX)
    return id if address.startswith(_PREFIX) and id in BY_ID else None


def address_of_meter(name: str) -> str:
    """[any] The address of one meter: `/meters/underruns`."""
    return f"{METERS}/{name}"


def meter_of(address: str) -> str | None:
    """[any] The meter that an address names, or None when it names none."""
    name = address.removeprefix(f"{METERS}/")
    return name if address != name and (name in SLOTS or name in DERIVED) else None


def addresses() -> tuple[str, ...]:
    """[any] Every address that the instrument listens to."""
    return (
        *(address_of(row.id) for row in TABLE), *QUERIES, *SUBSCRIPTIONS, *EVENTS,
        *(address_of_meter(name) for name in (*SLOTS, *DERIVED)),
    )


def unknown(address: str) -> BadValue:
    """[any] The sentence for an address that nothing listens to, with the nearest that is known."""
    hint = nearest(address, addresses()) or f"; {PARAMS} lists the controls"
    return BadValue(f"nothing listens to {address[:64]!a}{hint}")
