"""The built-in take: what `play` performs while nobody touches anything. A small piece, as data.

Not a demo mode: it is a take like any other, and each control that a hand touches is the hand's
from then on.
"""

from engine.store import Event, Kind
from engine.take import Take

BEAT_S = 0.5
_BEATS = 120


def first_minute(instruments: list[str], latent_rate: float, block_latents: int) -> Take:
    """[control] One minute at 120 beats per minute for a model with these `instruments`.

    Instruments that the model lacks are replaced by its first.
    """
    piece = _Piece(instruments, latent_rate)
    piece.set(0, guidance=2.0, seed_a=7, seed_b=11, notes_mode=2, onset_mode=2)
    _mallets(piece, 0)
    _flute(piece, 24)
    _strings(piece, 52)
    _drums(piece, 76)
    _bass_and_choir(piece, 100)
    end = int(_BEATS * BEAT_S * latent_rate) // block_latents * block_latents
    values = sorted(piece.values, key=lambda row: row[0])
    events = sorted(piece.events, key=lambda row: (row[0], row[1].kind == Kind.NOTE_ON))
    return Take(end, block_latents, "", values, events)


class _Piece:
    """Beats to latents; collects values and events."""

    def __init__(self, instruments: list[str], latent_rate: float):
        self._instruments, self._rate = instruments, latent_rate
        self.values: list[tuple[int, dict[str, float]]] = []
        self.events: list[tuple[int, Event]] = []

    def _latent(self, beat: float) -> int:
        return int(beat * BEAT_S * self._rate)

    def set(self, beat: float, **values: float | str) -> None:
        numbers = {id: self._number(value) for id, value in values.items()}
        self.values.append((self._latent(beat), numbers))

    def _number(self, value: float | str) -> float:
        if isinstance(value, str):
            return float(self._instruments.index(value)) if value in self._instruments else 0.0
        return float(value)

    def sweep(self, beat: float, beats: float, id: str, start: float, end: float) -> None:
        steps = int(beats * 8)
        for i in range(steps + 1):
            self.set(beat + i / 8, **{id: start + (end - start) * i / steps})

    def note(self, beat: float, beats: float, pitch: int, velocity: float) -> None:
        self.events.append((self._latent(beat), Event(Kind.NOTE_ON, pitch, velocity)))
        off = max(self._latent(beat + beats), self._latent(beat) + 2)
        self.events.append((off, Event(Kind.NOTE_OFF, pitch)))


def _mallets(piece: _Piece, start: float) -> None:
    """A marimba pattern in D minor that turns, by the morph knob, into a vibraphone."""
    piece.set(start, instrument_a="marimba", instrument_b="vibraphone", morph=0)
    pattern = (62, 69, 65, 72, 69, 77, 74, 69)
    for i in range(44):
        lift = (0, 0, -2, 3)[i // 8 % 4]
        velocity = 0.75 if i % 4 == 0 else 0.55
        piece.note(start + i * 0.5, 0.45, pattern[i % 8] + lift, velocity)
    piece.sweep(start + 12, 8, "morph", 0.0, 1.0)


def _flute(piece: _Piece, start: float) -> None:
    """A flute melody, louder towards its top."""
    piece.set(start, instrument_a="flute", instrument_b="clarinet", morph=0)
    melody = (
        (0, 2, 74), (2, 1, 77), (3, 1, 76), (4, 3, 81), (7, 1, 79), (8, 2, 77), (10, 2, 74),
        (12, 1, 72), (13, 1, 74), (14, 2, 77), (16, 3, 84), (19, 1, 81), (20, 2, 79), (22, 4, 74),
    )
    for beat, beats, pitch in melody:
        piece.note(start + beat, beats * 0.92, pitch, 0.5 + (pitch - 72) / 40)
    piece.sweep(start + 18, 6, "morph", 0.0, 0.7)


def _strings(piece: _Piece, start: float) -> None:
    """Four string chords, swelling."""
    piece.set(start, instrument_a="string_ensemble", instrument_b="choir", morph=0)
    chords = ((50, 62, 65, 69), (46, 58, 62, 65), (48, 60, 64, 67), (45, 57, 60, 64))
    for i, chord in enumerate(chords):
        for pitch in chord:
            piece.note(start + i * 5.5, 5.2, pitch, 0.45 + 0.1 * i)
    piece.sweep(start + 11, 11, "morph", 0.0, 1.0)


def _drums(piece: _Piece, start: float) -> None:
    """A beat that moves from an acoustic to an electronic kit."""
    piece.set(start, instrument_a="standard_kit", instrument_b="electronic_kit", morph=0)
    for bar in range(5):
        for beat, pitch, velocity in (
            (0, 36, 0.95), (1, 38, 0.85), (1.75, 36, 0.6), (2, 36, 0.8), (3, 38, 0.9),
        ):
            piece.note(start + bar * 4 + beat, 0.2, pitch, velocity)
        for eighth in range(8):
            piece.note(start + bar * 4 + eighth / 2, 0.15, 42, 0.7 if eighth % 2 == 0 else 0.5)
    piece.sweep(start + 8, 10, "morph", 0.0, 1.0)


def _bass_and_choir(piece: _Piece, start: float) -> None:
    """A bass line, then the model is left alone for some beats: nothing asked but the singer."""
    piece.set(start, instrument_a="synth_bass", instrument_b="choir", morph=0)
    for i, pitch in enumerate((38, 38, 50, 41, 43, 38, 36, 45) * 2):
        piece.note(start + i * 0.5, 0.4, pitch, 0.85 if i % 4 == 0 else 0.65)
    piece.set(start + 9, instrument_a="choir", notes_mode=0, onset_mode=0)
    piece.set(start + 19.9, notes_mode=2, onset_mode=2)
