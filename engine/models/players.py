"""Who plays the phrases: FluidSynth with a soundfont, a recorded grand piano, recorded hits.

Every player takes a phrase and gives it back as (samples, 2) float32 at 48 kHz, dry, not levelled,
and with it the phrase that it really played: loops only show their notes when they are heard.
"""

import ctypes.util
from dataclasses import replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Protocol

import numpy as np
import soundfile

from engine.models.instruments import BY_NAME
from engine.models.phrases import CYMBALS, HATS, KICKS, SNARES, TOMS, Note, Phrase
from engine.models.sources import PIANO_LAYERS, SOUNDS, SOURCES, NoSource, hits

SAMPLE_RATE = 48000
EVENT_GRID = 64
"""FluidSynth acts on events every 64 samples; putting them there makes the labels exact."""


def on_grid(seconds: float) -> int:
    """Seconds to the sample where an event really acts."""
    return round(seconds * SAMPLE_RATE / EVENT_GRID) * EVENT_GRID


class Player(Protocol):
    """See the module."""

    def play(self, phrase: Phrase) -> tuple[np.ndarray, Phrase]:
        """(samples, 2) float32 and the phrase as it was played."""


def player(source: str, sounds: Path = SOUNDS) -> Player:
    """The player for a source's name. Raises NoSource with the command that installs it."""
    if source == "recordings":
        return Hits(sounds)
    path = SOURCES[source].find(sounds)
    return Grand(path) if source == "grand" else Soundfont(path)


@cache
def _draw_dither(synth) -> None:
    """FluidSynth draws its dither from C's `rand`, once, where a process first uses it. Where
    others have drawn before, as in a cluster's workers, the same phrase would be another file."""
    if library := ctypes.util.find_library("c"):
        ctypes.CDLL(library).srand(1)
        synth().delete()


class Soundfont:
    """FluidSynth with one soundfont, no reverb, no chorus."""

    def __init__(self, soundfont: Path):
        try:
            import fluidsynth
        except ImportError as error:
            raise NoSource(
                "FluidSynth is missing: `apt install libfluidsynth3` and "
                "`pip install -e '.[train]'`."
            ) from error
        self._synth, self._font = fluidsynth.Synth, str(soundfont)
        _draw_dither(fluidsynth.Synth)

    def _fresh(self):
        """A synthesizer that has played nothing: one that has keeps voices, filters and a dither,
        and a reset brings none of them back. It loads only the samples that it plays: 10 ms."""
        synth = self._synth(gain=0.4, samplerate=SAMPLE_RATE)
        synth.setting("synth.reverb.active", 0)
        synth.setting("synth.chorus.active", 0)
        synth.setting("synth.dynamic-sample-loading", 1)
        return synth

    def play(self, phrase: Phrase) -> tuple[np.ndarray, Phrase]:
        """See `Player`."""
        who, synth = BY_NAME[phrase.instrument], self._fresh()
        synth.program_select(0, synth.sfload(self._font), who.bank, who.program)
        events = []
        for when, level in phrase.expression:
            events.append((on_grid(when), 0, lambda v=level: synth.cc(0, 11, v)))
        for when, semitones in phrase.bend:
            wheel = round(semitones * 4096)  # 8192 is the default range of two semitones
            events.append((on_grid(when), 0, lambda v=wheel: synth.pitch_bend(0, v)))
        for note in phrase.notes:
            press = lambda n=note: synth.noteon(0, n.pitch, n.velocity)  # noqa: E731
            release = lambda n=note: synth.noteoff(0, n.pitch)  # noqa: E731
            events.append((on_grid(note.end), 1, release))
            events.append((on_grid(note.start), 2, press))
        pieces, now = [], 0
        for when, _, act in sorted(events, key=lambda e: e[:2]):
            if when > now:
                pieces.append(synth.get_samples(when - now))
                now = when
            act()
        total = on_grid(phrase.seconds)
        if total > now:
            pieces.append(synth.get_samples(total - now))
        synth.delete()
        stereo = np.concatenate(pieces).reshape(-1, 2).astype(np.float32) / 32768.0
        return stereo[:total], phrase


class Grand:
    """The recorded grand piano: every third key, sixteen strengths, in between by resampling."""

    RELEASE = 0.12
    SECONDS = 8.0
    _NAMES = ("C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B")

    def __init__(self, folder: Path):
        self._folder = folder
        self._keys = np.arange(21, 109, 3)
        self._note = lru_cache(160)(self._load)

    def _load(self, pitch: int, layer: int) -> np.ndarray:
        """(samples, 2): one key at one strength."""
        import soxr

        root = int(self._keys[np.abs(self._keys - pitch).argmin()])
        name = f"{self._NAMES[root % 12]}{root // 12 - 1}v{layer}.ogg"
        path = self._folder / f"piano-velocity{layer}" / "audio" / name
        with soundfile.SoundFile(path) as file:
            rate, audio = file.samplerate, file.read(int(self.SECONDS * file.samplerate), "float32")
        start = _attack(audio)
        played = soxr.resample(audio[start:], rate * 2 ** ((pitch - root) / 12), SAMPLE_RATE)
        fade = np.ones(len(played), np.float32)
        fade[-4800:] = np.linspace(1, 0, 4800)
        return (played * fade[:, None]).astype(np.float16)

    def play(self, phrase: Phrase) -> tuple[np.ndarray, Phrase]:
        """See `Player`."""
        mixed = np.zeros((on_grid(phrase.seconds), 2), np.float32)
        for note in phrase.notes:
            layer = min(PIANO_LAYERS, 1 + note.velocity // 8)
            sound = self._note(note.pitch, layer).astype(np.float32)
            down = on_grid(note.end) - on_grid(note.start)
            after = np.maximum(np.arange(len(sound)) - down, 0) / SAMPLE_RATE
            sound = sound * np.exp(-after / self.RELEASE * 3).astype(np.float32)[:, None]
            _mix(mixed, sound, on_grid(note.start))
        return mixed, phrase


class Hits:
    """Recorded drums and loops, one to a key."""

    LOOP_ONSET_DB = 9.0
    """A rise of this much within 10 ms, against the 50 ms before, is a hit of a loop."""

    def __init__(self, sounds: Path = SOUNDS):
        self._sounds = sounds
        for kind in ("kick", "snare", "hat", "percussion", "cymbal", "loop"):
            hits(kind, sounds)  # complain now, in one sentence

    def play(self, phrase: Phrase) -> tuple[np.ndarray, Phrase]:
        """See `Player`."""
        who = BY_NAME[phrase.instrument]
        if who.hits == "loop":
            return self._loop(phrase)
        mixed = np.zeros((on_grid(phrase.seconds), 2), np.float32)
        for note in phrase.notes:
            sound = _recording(self._which(who, phrase, note.pitch))
            gain = np.float32((note.velocity / 100) ** 1.5)
            _mix(mixed, sound * gain, on_grid(note.start))
        return mixed, phrase

    def _which(self, who, phrase: Phrase, pitch: int) -> Path:
        """The recording on a key. A kit deals its hits anew for each of eight voices."""
        if who.hits != "kit":
            every = hits(who.hits, self._sounds)
            span = who.high - who.low + 1
            return every[(pitch - who.low) * len(every) // span % len(every)]
        kinds = {**dict.fromkeys(KICKS, "kick"), **dict.fromkeys(SNARES, "snare"),
                 **dict.fromkeys(HATS, "hat"), **dict.fromkeys(CYMBALS, "cymbal"),
                 **dict.fromkeys(TOMS, "percussion")}
        every = hits(kinds[pitch], self._sounds)
        return every[(phrase.voice % 8 * 7 + pitch * 5) % len(every)]

    def _loop(self, phrase: Phrase) -> tuple[np.ndarray, Phrase]:
        """A loop turned round and round, from somewhere inside; its hits become the notes."""
        (note,) = phrase.notes[:1]
        who = BY_NAME[phrase.instrument]
        every = hits("loop", self._sounds)
        loop = _recording(every[(note.pitch - who.low) % len(every)])
        length, start = on_grid(phrase.seconds), phrase.voice * 37 % len(loop)
        playing = on_grid(note.end)
        turned = np.tile(loop, (2 + length // len(loop), 1))[start : start + length].copy()
        turned *= np.float32((note.velocity / 100) ** 1.5)
        turned[playing:] = 0
        turned[playing - 240 : playing] *= np.linspace(1, 0, 240, dtype=np.float32)[:, None]
        heard = rises(turned.mean(axis=1), self.LOOP_ONSET_DB)
        times = [t for t in heard if t < note.end - 0.05]
        peaks = [float(np.abs(turned[on_grid(t) : on_grid(t) + 2400]).max()) for t in times]
        notes = [
            Note(t, min(t + 0.08, note.end), note.pitch, int(np.clip(127 * p, 12, 127)))
            for t, p in zip(times, peaks, strict=True)
        ]
        return turned, replace(phrase, notes=notes)


def rises(audio: np.ndarray, decibels: float) -> list[float]:
    """Times in seconds where a (samples,) sound gets louder by so much within 10 ms."""
    step = SAMPLE_RATE // 200
    frames = audio[: len(audio) // step * step].reshape(-1, step).astype(np.float64)
    level = 10 * np.log10(np.mean(frames**2, axis=1) + 1e-7)
    found, last = [], -1.0
    for index in range(1, len(level) - 1):
        before = level[max(0, index - 10) : index]
        when = index * step / SAMPLE_RATE
        now = max(level[index], level[index + 1])
        if now - before.mean() > decibels and now > -45 and when - last > 0.06:
            peak = np.abs(frames[index : index + 2]).ravel()  # the rise may lie in either
            inside = int(np.argmax(peak > 0.5 * peak.max()))
            found.append(when + inside / SAMPLE_RATE)
            last = when
    return found


@cache
def _recording(path: Path) -> np.ndarray:
    """(samples, 2) float32 at 48 kHz, peak 0.8, from its attack on."""
    import soxr

    audio, rate = soundfile.read(path, dtype="float32", always_2d=True)
    audio = np.repeat(audio, 2, axis=1) if audio.shape[1] == 1 else audio[:, :2]
    audio = soxr.resample(audio, rate, SAMPLE_RATE) if rate != SAMPLE_RATE else audio
    audio = audio[_attack(audio):]
    return (audio * (0.8 / max(float(np.abs(audio).max()), 1e-6))).astype(np.float32)


def _attack(audio: np.ndarray) -> int:
    """The first sample that matters (40 dB below the peak), less a millisecond."""
    loud = np.abs(audio).max(axis=1)
    return max(0, int(np.argmax(loud > 0.01 * loud.max())) - 48)


def _mix(into: np.ndarray, sound: np.ndarray, at: int) -> None:
    length = min(len(sound), len(into) - at)
    if length > 0:
        into[at : at + length] += sound[:length]
