"""The keys and pedals of one MIDI port: what sounds because of them, and how it ends."""

from engine.panel import Panel

Sustained = tuple[int, int]  # channel, pitch


class Keys:
    """Presses and lifts keys at the panel, so that none is left hanging.

    A note-off lifts its key whatever channel pressed it. While the pedal of its channel is down,
    the key is kept sounding until the pedal goes up. Panel's refusals are raised (BadValue).
    """

    def __init__(self, panel: Panel, source: str) -> None:
        """[control] No key is pressed."""
        self._panel, self._source = panel, source
        self.pressed: set[int] = set()  # pitches that were pressed here and not lifted since
        self.sustained: set[Sustained] = set()  # lifted, and kept by the pedal of a channel
        self.pedals: set[int] = set()  # channels whose pedal is down

    @property
    def held(self) -> set[int]:
        """[control] All pitches that sound because of this port."""
        return self.pressed | {pitch for _, pitch in self.sustained}

    def press(self, pitch: int, velocity: int) -> None:
        """[control] A key goes down: velocity 1..127."""
        if self._panel.note_on(pitch, velocity / 127, self._source):
            self.pressed.add(pitch)

    def lift(self, channel: int, pitch: int) -> None:
        """[control] A key goes up."""
        if channel in self.pedals and pitch in self.held:
            self.sustained.add((channel, pitch))
        self.pressed.discard(pitch)
        if pitch not in self.held:
            self._panel.note_off(pitch, self._source)

    def pedal(self, channel: int, down: bool) -> None:
        """[control] The sustain pedal of a channel."""
        if down:
            self.pedals.add(channel)
            return
        self.pedals.discard(channel)
        kept = sorted(one for one in self.sustained if one[0] == channel)
        self.sustained.difference_update(kept)
        for _, pitch in kept:
            if pitch not in self.held:
                self._panel.note_off(pitch, self._source)

    def forget(self) -> None:
        """[control] Every key has been lifted by other means; pedals stay where they are."""
        self.pressed.clear()
        self.sustained.clear()

    def release(self) -> None:
        """[control] Lift every key and pedal, as when the cable is pulled."""
        for pitch in sorted(self.held):
            self._panel.note_off(pitch, self._source)
        self.forget()
        self.pedals.clear()
