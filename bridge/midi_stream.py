"""MIDI bytes to whole messages, one list of bytes each. Knows lengths, and no meanings."""

from collections.abc import Iterator, Sequence

_SYSEX, _SYSEX_END = 0xF0, 0xF7
_REAL_TIME = 0xF8  # and above: one byte, anywhere, even within another message
_COMMON = {0xF1: 1, 0xF2: 2, 0xF3: 1, 0xF6: 0}  # status to data bytes; the others are undefined
_CHANNEL = {0x80: 2, 0x90: 2, 0xA0: 2, 0xB0: 2, 0xC0: 1, 0xD0: 1, 0xE0: 2}


class MidiStream:
    """What one cable brings: running status is kept from event to event.

    A message never goes on in the next event: what an event leaves unfinished is dropped and
    counted in `malformed`, with stray bytes and undefined messages, so that no half of a message
    makes a note of another.
    """

    def __init__(self) -> None:
        """[control] A cable that has brought nothing yet."""
        self.malformed = 0
        self._running = 0

    def split(self, event: Sequence[int]) -> Iterator[list[int]]:
        """[control] The messages of one event, in order. System exclusive is left out.

        Several messages may come in one event; and RtMidi, when a system exclusive was cut off,
        hands it over with all that came after it.
        """
        message: list[int] = []
        missing = 0
        for byte in event:
            if byte >= _REAL_TIME:
                yield [byte]
            elif byte >= 0x80:
                self.malformed += missing > 0
                message, missing = self._begin(byte)
            elif message and message[0] == _SYSEX:
                continue
            else:
                if not message and self._running:
                    message, missing = [self._running], _CHANNEL[self._running & 0xF0]
                if not missing:
                    self.malformed += 1
                    continue
                message.append(byte)
                missing -= 1
            if message and not missing and message[0] != _SYSEX:
                yield message
                message = []
        self.malformed += missing > 0

    def _begin(self, status: int) -> tuple[list[int], int]:
        """[control] A message that begins with this status, and how many bytes it still needs."""
        if status < 0xF0:
            self._running = status
            return [status], _CHANNEL[status & 0xF0]
        self._running = 0
        if status == _SYSEX:
            return [status], 0
        if status not in _COMMON:
            self.malformed += status != _SYSEX_END
            return [], 0
        return [status], _COMMON[status]
