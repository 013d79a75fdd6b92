"""Eight moments of the controls, by number: kept in files, so that they outlive the process."""

from collections.abc import Mapping

from bridge import preset_text
from bridge.shelf import Shelf
from engine.panel import Panel
from engine.parameters import BY_ID, BadValue, as_number, shown

SLOTS = range(1, int(BY_ID["snapshot_from"].maximum) + 1)


class Snapshots:
    """A slot holds a value for every row that presets keep, or nothing. Any control thread may
    call."""

    def __init__(self, shelf: Shelf, panel: Panel) -> None:
        """[control] As the files of this shelf have them. `faults` are sentences about those that
        cannot be read whole."""
        self._shelf, self._panel = shelf, panel
        self._slots: dict[int, dict[str, float]] = {}
        self.faults: list[str] = []
        self._load()

    def filled(self) -> list[int]:
        """[any] The numbers of the slots that hold something."""
        return sorted(self._slots)

    def get(self, slot: object) -> dict[str, float]:
        """[any] What a slot holds. Raises BadValue when that is nothing."""
        number = self.checked(slot)
        if number not in self._slots:
            raise BadValue(
                f"snapshot {number} is empty: /event/snapshot_store {number} keeps the controls as"
                " they stand"
            )
        return dict(self._slots[number])

    def put(self, slot: object, values: Mapping[str, float]) -> None:
        """[control] Keep these values in a slot. Raises BadValue when they cannot be written; the
        slot has them all the same, until the process ends."""
        number = self.checked(slot)
        self._slots[number] = {id: x for id, x in values.items() if BY_ID[id].in_presets}
        text = preset_text.write(values, self._panel.instruments, f"Flowbend snapshot {number}")
        try:
            self._shelf.write(str(number), text)
        except BadValue as error:
            raise BadValue(f"{error}; it can be recalled until Flowbend ends") from error

    def checked(self, slot: object) -> int:
        """[any] A slot's number. Raises BadValue."""
        number = as_number(slot)
        if number is None or number not in SLOTS:
            raise BadValue(
                f"a snapshot has a number from {SLOTS[0]} to {SLOTS[-1]}, not {shown(slot)}"
            )
        return int(number)

    def _load(self) -> None:
        try:
            names = self._shelf.names()
        except BadValue as error:
            self.faults.append(str(error))
            return
        for slot in SLOTS:
            if str(slot) not in names:
                continue
            try:
                found = preset_text.read(self._shelf.read(str(slot)), self._panel)
            except BadValue as error:
                self.faults.append(f"snapshot {slot} is empty: {error}")
                continue
            kept = {id: x for id, x in found.values.items() if BY_ID[id].in_presets}
            self._slots[slot] = _whole(kept)
            if found.faults:
                self.faults.append(preset_text.sentence(f"snapshot {slot}", found.faults))


def _whole(values: dict[str, float]) -> dict[str, float]:
    """Every row that presets keep: what the file does not name has its default."""
    rows = {row.id: row.default for row in BY_ID.values() if row.in_presets}
    return rows | values
