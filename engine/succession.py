"""Models that follow one another while the sound goes on: which one plays, and which one is next.

The fade is render.py's; loading one is not done here, for it takes too long.
"""

from collections import deque

import numpy as np

from engine import render
from engine.contract import BrokenContract
from engine.controls import Asked, Controls
from engine.instrument import Instrument


class Succession:
    """`render.step` with the model in force and its successor, if there is one."""

    def __init__(self, instrument: Instrument) -> None:
        """[control] Only one, so far."""
        self.instrument = instrument
        self._successors: deque[Instrument] = deque()
        self.retired: deque[Instrument] = deque()
        """Those that play no more. To give back their memory takes time: the render thread leaves
        that to whoever empties this."""

    def add(self, instrument: Instrument) -> None:
        """[render] This one shall follow, once those that were named before have taken over. Raises
        BrokenContract when it cannot (`Instrument.misfit`)."""
        if misfit := self.instrument.misfit(instrument):
            raise BrokenContract(misfit)
        self._successors.append(instrument)

    def step(
        self, state: render.State, controls: Controls, latents: int,
        lap: render.Lap = lambda stage: None,
    ) -> tuple[np.ndarray, render.State, Asked]:
        """[render] `render.step`, by whoever's turn it is."""
        successor = self._successors[0] if self._successors else None
        audio, following, asked = render.step(
            self.instrument, state, controls, latents, successor, lap
        )
        if following.handovers > state.handovers:
            self.retired.append(self.instrument)
            self.instrument = self._successors.popleft()
        return audio, following, asked
