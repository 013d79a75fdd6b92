"""The OSC name of everything a surface can say, derived from the table. No sockets, no values."""

from engine.parameters import BY_ID, TABLE, BadValue, find, nearest

_PREFIX = "/param/"

PARAMS = "/params"  # asks for the table, one PARAMS_ROW for each row
PARAMS_ROW = "/params/row"
INSTRUMENTS = "/instruments"
METERS = "/meters"  # asks how the engine does, one METERS_ROW for each number that is known
METERS_ROW = "/meters/row"
ERROR = "/error"
NOTE_ON = "/event/note_on"
NOTE_OFF = "/event/note_off"
ALL_NOTES_OFF = "/event/all_notes_off"
PANIC = "/event/panic"
ONSET = "/event/onset"
RESET = "/event/reset"
NEW_SEED = "/event/new_seed"
MODEL = "/event/model"

QUERIES = (PARAMS, INSTRUMENTS, METERS)
EVENTS: dict[str, tuple[str, ...]] = {  # address to the names of its arguments
    NOTE_ON: ("pitch", "velocity"),
    NOTE_OFF: ("pitch",),
    ALL_NOTES_OFF: (),
    PANIC: (),
    ONSET: ("strength",),
    RESET: (),
    NEW_SEED: (),
    MODEL: ("folder",),
}


def address_of(id: str) -> str:
    """[any] The address of a row: `/param/rms`. Raises BadValue for an unknown id."""
    return _PREFIX + find(id).id


def id_of(address: str) -> str | None:
    """[any] The row that an address names, or None when it names none."""
    id = address.removeprefix(_PREFIX)
    return id if address.startswith(_PREFIX) and id in BY_ID else None


def addresses() -> tuple[str, ...]:
    """[any] Every address that the instrument listens to."""
    return (*(address_of(row.id) for row in TABLE), *QUERIES, *EVENTS)


def unknown(address: str) -> BadValue:
    """[any] The sentence for an address that nothing listens to, with the nearest that is known."""
    hint = nearest(address, addresses()) or f"; {PARAMS} lists the controls"
    return BadValue(f"nothing listens to {address[:64]!a}{hint}")
