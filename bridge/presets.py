"""Named presets: the player's own, and those that come with Flowbend. They set nothing."""

import re
from pathlib import Path

from bridge import preset_text
from bridge.preset_text import Preset
from bridge.shelf import Shelf
from engine.panel import Panel
from engine.parameters import BadValue, nearest, shown

FACTORY = Path(__file__).with_name("factory")
WHAT = "preset"


class Presets:
    """The presets of one folder, before those of Flowbend, which are never written to."""

    def __init__(self, folder: Path) -> None:
        """[control] The folder need not be there."""
        self.folder = folder
        self._mine, self._factory = Shelf(folder, WHAT), Shelf(FACTORY, WHAT)

    def names(self) -> list[str]:
        """[control] All that can be recalled, in the order of the alphabet. Raises BadValue."""
        mine = self._mine.names()
        taken = {name.casefold() for name in mine}
        others = [name for name in self._factory.names() if name.casefold() not in taken]
        return sorted([*mine, *others], key=str.casefold)

    def text(self, name: object) -> str:
        """[control] A preset as its file has it. Raises BadValue."""
        wanted = self._mine.checked(name)
        for shelf in (self._mine, self._factory):
            if shelf.has(wanted):
                return shelf.read(wanted)
        hint = nearest(wanted, self.names()) or "; `flowbend presets` and /presets list them"
        raise BadValue(f"there is no preset {shown(wanted)}{hint}")

    def load(self, name: object, panel: Panel) -> Preset:
        """[control] What a preset asks for. Raises BadValue when there is nothing in it that this
        panel can do."""
        preset = preset_text.read(self.text(name), panel)
        if not preset.values:
            why = preset.faults or ("it names no control",)
            raise BadValue(preset_text.sentence(f"the preset {shown(name)} does nothing", why))
        return preset

    def save(self, name: object, panel: Panel) -> Path:
        """[control] Keep every control as it stands; where. Raises BadValue, and then all is as it
        was."""
        title = f"Flowbend preset {self._mine.checked(name)}"
        return self.keep(
            name, preset_text.write(panel.store.values(), panel.instruments, title)
        )

    def keep(self, name: object, text: str) -> Path:
        """[control] Keep a preset's text; where. Raises BadValue as `save`."""
        known = self._mine.checked(name)
        if re.fullmatch(r"snapshot\s+\d+", known, re.IGNORECASE):
            raise BadValue(f"{shown(known)} is a snapshot's name in set lists: take another")
        return self._mine.write(known, text)
