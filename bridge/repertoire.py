"""All that can be recalled, presets, snapshots and set lists, as doors ask for it."""

import threading
from collections import deque
from pathlib import Path

from bridge import addresses, preset_text, set_lists
from bridge.events import Asks, Does
from bridge.morph_knob import PRESET, SNAPSHOT, MorphKnob
from bridge.on_the_beat import OnTheBeat
from bridge.presets import Presets
from bridge.set_lists import Entry, SetList
from bridge.shelf import Shelf
from bridge.snapshots import Snapshots
from engine.panel import Panel
from engine.parameters import BadValue, shown

_MOST_NOTICES = 32


class Repertoire:
    """Recalls set all their rows together, with the source "preset" or "snapshot"; no keys are
    pressed or lifted. Any control thread may call.

    In `folder` lie the presets, in `sets` below it the set lists, in `snapshots` those of each
    session.
    """

    def __init__(self, panel: Panel, folder: Path, session: str, beat: OnTheBeat) -> None:
        """[control] Nothing runs before `start`."""
        self._panel, self._beat = panel, beat
        self.notices: deque[str] = deque(maxlen=_MOST_NOTICES)
        """Sentences for the player, oldest first; whoever shows them takes them out."""
        self.presets = Presets(folder)
        self.snapshots = Snapshots(Shelf(folder / "snapshots" / session, "snapshot"), panel)
        self._lists = Shelf(folder / "sets", "set list")
        self._list: SetList | None = None
        self._lock = threading.RLock()
        self._knob = MorphKnob(panel, self.snapshots, self.notices.append)

    def start(self) -> None:
        """[control] Hear the morph knob, and wait for beats."""
        self.notices.extend(self.snapshots.faults)
        self._knob.start()
        self._beat.start()

    def stop(self) -> None:
        """[control] Hear and wait no more. Once."""
        self._knob.stop()
        self._beat.stop()

    def deeds(self) -> dict[str, Does]:
        """[any] What each event does, by its address."""
        return {
            addresses.PRESET: lambda source, name: self.preset(name),
            addresses.PRESET_SAVE: lambda source, name: bool(self.presets.save(name, self._panel)),
            addresses.SNAPSHOT: lambda source, slot: self.snapshot(slot),
            addresses.SNAPSHOT_STORE: lambda source, slot: self.snapshot_store(slot),
            addresses.SET_LIST: lambda source, name: self.set_list(name),
            addresses.ENTRY: lambda source, number: self.entry(number),
            addresses.NEXT: lambda source: self.step(1),
            addresses.PREVIOUS: lambda source: self.step(-1),
        }

    def asks(self) -> Asks:
        """[any] What each question is answered with, by its address."""
        return {
            addresses.PRESETS: self.presets.names,
            addresses.SNAPSHOTS: self.snapshots.filled,
            addresses.SET_LISTS: self._lists.names,
            addresses.ENTRIES: self.entries,
        }

    def start_with(self, name: str) -> None:
        """[control] Recall a preset at once, whatever the beat. Raises BadValue."""
        found = self.presets.load(name, self._panel)
        self._panel.set_many(found.values, PRESET)
        if found.faults:
            told = preset_text.sentence(f"the preset {shown(name)}", found.faults)
            self.notices.append(told)

    def preset(self, name: object) -> bool:
        """[control] Recall a preset. True. Raises BadValue; when only some of its lines cannot be
        used, the others are recalled all the same."""
        found = self.presets.load(name, self._panel)
        self._beat.do(lambda: self._panel.set_many(found.values, PRESET))
        if found.faults:
            told = preset_text.sentence(f"the preset {shown(name)}", found.faults)
            raise BadValue(f"{told}; all else of it is recalled")
        return True

    def snapshot(self, slot: object) -> bool:
        """[control] Recall a snapshot. True. The morph knob goes to the end where this snapshot
        is; where it is at neither, it becomes the one to morph from. Raises BadValue."""
        number, values = self.snapshots.checked(slot), self.snapshots.get(slot)

        def recall() -> None:
            ends: dict[str, float] = {"snapshot_from": number, "snapshot_morph": 0.0}
            if number == self._panel.get("snapshot_to") != self._panel.get("snapshot_from"):
                ends = {"snapshot_morph": 1.0}
            self._panel.set_many(values | ends, SNAPSHOT)

        self._beat.do(recall)
        return True

    def snapshot_store(self, slot: object) -> bool:
        """[control] Keep the controls as they stand. True. Raises BadValue."""
        self.snapshots.checked(slot)
        self._knob.let_go()
        self.snapshots.put(slot, self._panel.store.values())
        return True

    def set_list(self, name: object) -> bool:
        """[control] Load a set list; nothing is recalled yet. True. Raises BadValue."""
        entries = set_lists.read(self._lists.read(name))
        with self._lock:
            self._list = SetList(self._lists.checked(name), entries)
        return True

    def entries(self) -> list[int | str]:
        """[any] The number of the entry in force, 0 for none, and then all entries, in order."""
        loaded = self._list
        return [0] if loaded is None else [loaded.at, *map(str, loaded.entries)]

    def entry(self, number: object) -> bool:
        """[control] Recall an entry of the set list. True. Raises BadValue."""
        with self._lock:
            return self._recall(self._loaded().go(number))

    def step(self, by: int) -> bool:
        """[control] Recall the next entry (1), or the one before (-1). True. Raises BadValue; one
        whose preset is missing is gone past all the same."""
        with self._lock:
            return self._recall(self._loaded().step(by))

    def programs(self, program: int, source: str) -> bool:
        """[control] A program change (0..127) recalls that entry of the set list, counted from 0.
        False when none is loaded: then it is no matter of ours. Never raises."""
        with self._lock:
            if self._list is None:
                return False
            try:
                self.entry(program + 1)
            except BadValue as error:
                self.notices.append(f"{source}: {error}")
            return True

    def _loaded(self) -> SetList:
        if self._list is None:
            raise BadValue("no set list is loaded: /event/set_list NAME does that")
        return self._list

    def _recall(self, entry: Entry) -> bool:
        return self.preset(entry.preset) if entry.preset else self.snapshot(entry.snapshot)
