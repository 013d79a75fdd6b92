"""The knob that moves every row from one snapshot to another: it hears the row and sets the rest.

Where each row stands on the way, morph.py says.
"""

import threading
from collections.abc import Callable

from bridge import morph
from bridge.snapshots import Snapshots
from engine.panel import Panel
from engine.parameters import BY_ID, BadValue, find, mode_of

PRESET, SNAPSHOT = "preset", "snapshot"
"""The sources of what is recalled, and of what the knob moves."""
_KNOB, _ENDS = "snapshot_morph", ("snapshot_from", "snapshot_to")


class MorphKnob:
    """What a hand turns while the knob is on its way is the hand's, until something is recalled or
    the knob arrives at an end."""

    def __init__(
        self, panel: Panel, snapshots: Snapshots, say: Callable[[str], object]
    ) -> None:
        """[control] Hears nothing before `start`. say: told why the knob moves nothing."""
        self._panel, self._snapshots, self._say = panel, snapshots, say
        self._lock = threading.RLock()
        self._hands: set[str] = set()
        self._moved: dict[str, float] = {}
        self._said = ""
        self._forget: Callable[[], None] | None = None

    def start(self) -> None:
        """[control] Begin to hear the store."""
        self._forget = self._panel.store.listen(self._hear)

    def stop(self) -> None:
        """[control] Hear no more. Harmless when it has not begun."""
        if self._forget is not None:
            self._forget()

    def let_go(self) -> None:
        """[control] No row is the hand's any more: a snapshot of them has been kept."""
        with self._lock:
            self._hands.clear()
            self._moved.clear()

    def _hear(self, id: str, value: float, source: str) -> None:
        """[control] One write. News come in the order of the writes, so what a hand turned before
        a recall is not taken for what it turns after."""
        with self._lock:
            if source == PRESET or (source == SNAPSHOT and id == _KNOB):
                self.let_go()
            elif source != SNAPSHOT and BY_ID[id].in_presets:
                self._hands.add(id)
            if id == _KNOB and source != SNAPSHOT:
                self._move()

    def _move(self) -> None:
        """[control] Every row to where the knob is now, which may be further than in the news."""
        x = self._panel.get(_KNOB)
        try:
            a, b = (self._snapshots.get(self._panel.get(end)) for end in _ENDS)
        except BadValue as error:
            if str(error) != self._said:
                self._said = str(error)
                self._say(f"The snapshot morph moves nothing: {error}")
            return
        self._said = ""
        if x in (0.0, 1.0):
            self._hands.clear()
        now = self._panel.store.values()
        wanted = {id: v for id, v in morph.between(a, b, x).items() if id not in self._hands}
        changed = {id: v for id, v in wanted.items() if (self._moved.get(id), now[id]) != (v, v)}
        for id in list(changed):  # a mode that is set with its knob is not taken over by touch
            if mode := mode_of(find(id)):
                changed.setdefault(mode.id, wanted.get(mode.id, now[mode.id]))
        if changed:
            self._panel.set_many(changed, SNAPSHOT)
            self._moved |= changed
