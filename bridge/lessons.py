"""Learning and forgetting over all ports of the MIDI door: who is taught what, and where that is
kept. Which control is meant, learning.py finds.
"""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from bridge import mapping
from bridge.learning import WAIT_S, Learner
from bridge.mapping import Control, Target
from bridge.maps import Maps
from bridge.midi_port import MidiPort
from engine.parameters import BadValue


@dataclass
class Pupil:
    """A port that can be taught; `keeps` names the mapping that takes what it learns."""

    port: MidiPort
    keeps: str


class Lessons:
    """One lesson at a time. Every method is called while nothing is played: the door's lock is
    held."""

    def __init__(self, maps: Maps, say: Callable[[str], None]) -> None:
        """[control] No lesson yet; `say` tells the player."""
        self._maps, self._say = maps, say
        self._learner: Learner | None = None

    def begin(self, target: object, pupils: Iterable[Pupil]) -> None:
        """[control] Bind the next control that is moved. Raises BadValue for what is no target, or
        without any port."""
        found, pupils = _target(target), list(pupils)
        if not pupils:
            raise BadValue("no MIDI port is open to learn from: see --midi-port")
        self._learner = Learner(found, time.monotonic() + WAIT_S)
        for pupil in pupils:
            self.join(pupil)
        self._say(f"Move a knob now, for {found.text}.")

    def join(self, pupil: Pupil) -> None:
        """[control] Let a port take part in the lesson, if there is one."""
        pupil.port.learner, pupil.port.learnt = self._learner, None

    def look(self, pupils: Iterable[Pupil], now_s: float) -> None:
        """[control] Bind what was learnt; give up when nothing was for too long."""
        if self._learner is None:
            return
        pupils = list(pupils)
        for pupil in pupils:
            if pupil.port.learnt is not None:
                control, target = pupil.port.learnt
                self._end(pupils)
                kept = self._bind(pupil, control, target)
                self._say(f"{control} of {pupil.port.name} now moves {target.text}; {kept}.")
                return
        if now_s > self._learner.until_s:
            text = self._learner.target.text
            self._end(pupils)
            self._say(f"No knob was moved for {text}; all stays as it was.")

    def forget(self, target: object, pupils: Iterable[Pupil]) -> None:
        """[control] Unbind every control from a row or an event. Raises BadValue when there is
        none."""
        found = _target(target)
        wanted, texts = found.id or found.address, []
        for pupil in pupils:
            for control in pupil.port.map.mapping.controls_of(wanted):
                self._bind(pupil, control, Target(mapping.NOTHING))
                texts.append(f"{control} of {pupil.port.name}")
        if not texts:
            raise BadValue(f"no MIDI control is bound to {wanted}")
        self._say(f"{wanted} is no longer moved by {', '.join(texts)}.")

    def _bind(self, pupil: Pupil, control: Control, target: Target) -> str:
        """[control] Bind a control of a port and keep that; where."""
        try:
            path = self._maps.bind(pupil.port.map.mapping, pupil.keeps, control, target)
            return f"kept in {path}"
        except BadValue as refusal:
            return f"for now only: {refusal}"
        finally:
            pupil.port.map.bound()

    def _end(self, pupils: Iterable[Pupil]) -> None:
        self._learner = None
        for pupil in pupils:
            self.join(pupil)


def _target(text: object) -> Target:
    """[any] What is to be bound. Raises BadValue."""
    if not isinstance(text, str) or text.strip() == mapping.NOTHING:
        raise BadValue(f"name a control's id or an event's address, not {text!a}")
    return mapping.read_target(text)
