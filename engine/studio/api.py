"""Flowbend in Python, for notebooks and other programs: an instrument, and the clips that it makes.

    from engine import Instrument

    flute = Instrument().render(seconds=4, instrument="flute", rms=-18)
    flute.save("flute.wav")

What is wrong is a ValueError whose text is a sentence that says what to do.
"""

import base64
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from engine import instrument as models
from engine import offline
from engine.controls import CURVE_LANES
from engine.library.catalogue import find as find_model
from engine.parameters import BadValue, check, find, shown
from engine.sampler import levels
from engine.studio import asking, journey, reading, sounds, words
from engine.studio.asking import Note
from engine.studio.steering import steered
from engine.voice import Request

__all__ = ["Clip", "Instrument", "Note"]

LONGEST_S = sounds.LONGEST_S
LIVE_ONLY = ("seed_a", "loop", "loop_length", "loop_beats", "quantise")
"""Rows that a call has another word for, or that mean something only while one plays."""
Lane = float | Sequence[tuple[float, float]]
"""A value that is held, or (seconds, value) points with straight lines between them."""
Played = Note | tuple[float, float, int] | tuple[float, float, int, float]
"""A key: start and end in seconds, MIDI pitch (60 is middle C), velocity 0..1."""


@dataclass(frozen=True, eq=False)
class Clip:
    """A sound. A notebook shows it as a player.

    audio: (samples, channels) float32, full scale 1. sample_rate in Hz. settings: the rows of the
    table that were set to make it.
    """

    audio: np.ndarray
    sample_rate: int
    settings: Mapping[str, float | str] = field(default_factory=dict)

    @property
    def seconds(self) -> float:
        """[any] How long it is."""
        return len(self.audio) / self.sample_rate

    @property
    def mono(self) -> np.ndarray:
        """[any] (samples,): the mean of its channels."""
        return self.audio.mean(axis=1)

    def save(
        self, path: str | Path, format: str | None = None, rate: int | None = None
    ) -> Path:
        """[control] Write it to a .wav or .flac file: 24 bits, or `format` (wav16, wav24, wav32f,
        flac, flac16), at `rate` Hz or its own. Whole or not at all. Raises ValueError."""
        sounds.write(Path(path), self.audio, self.sample_rate, sounds.Form(format, rate))
        return Path(path)

    def _repr_html_(self) -> str:
        """A player, with the sound inside, as notebooks show it."""
        import soundfile

        file = io.BytesIO()
        soundfile.write(file, self.audio, self.sample_rate, "PCM_16", format="WAV")
        data = base64.b64encode(file.getvalue()).decode()
        return f'<audio controls src="data:audio/wav;base64,{data}"></audio>'


Sound = Clip | np.ndarray | str | Path
"""A clip, (samples, channels) or (samples,) at the instrument's rate, or a file."""


class Instrument:
    """A model, ready to render. It keeps nothing between calls: the same call makes the same
    samples."""

    def __init__(
        self, model: str | Path | None = None, precision: str | None = None,
        threads: int = offline.THREADS,
    ):
        """[control] model: its name (`flowbend models`) or a folder made by `flowbend export`,
        else the shipped one. precision: float32 or int8, else the one that is faster here. Raises
        ValueError."""
        if precision not in (None, "float32", "int8"):
            raise BadValue(f"precision is float32 or int8, not {shown(precision)}")
        self._model = models.Instrument(find_model(model), threads, precision)

    @property
    def instruments(self) -> tuple[str, ...]:
        """[any] The names that it can play."""
        return tuple(self._model.contract.instruments)

    @property
    def sample_rate(self) -> int:
        """[any] In Hz."""
        return self._model.contract.sample_rate

    def render(
        self, seconds: float = 4.0, instrument: str | None = None,
        notes: Sequence[Played] | None = None, lanes: Mapping[str, Lane] | None = None,
        seed: int = 1, steps: int = 8, guidance: float = 2.0, text: str | None = None,
        like: str | Path | None = None, **rows: float | str,
    ) -> Clip:
        """[control] A clip.

        notes: None leaves them to the model; an empty list is none. lanes: rms (dB), brightness
        (Hz), noisiness (0..1), each a number or (seconds, value) points; onset: (seconds, strength)
        attacks. seed: the same makes the same samples. steps 1..256, guidance 0.5..6. text: what it
        is to sound like, in English (extra `[text]`). like: a sound file to sound like. rows: any
        row of the table (`flowbend params`), in its unit: temperature=0.8, gain=-3.

        Rows win over words, and words over the example. Raises ValueError.
        """
        _in(seconds, "seconds", 0.02, LONGEST_S)
        asked: dict[str, float | str] = dict(steered(self._model, text, _path(like)).settings)
        asked |= rows if instrument is None else {**rows, "instrument_a": instrument}
        latents = asking.latents_of(self._model, round(seconds * self.sample_rate))
        request = self._asked(latents, asked, notes, lanes or {}, seed, steps, guidance)
        made = journey.sample(self._model, request, int(steps))
        return self._clip(made, round(seconds * self.sample_rate), asked)

    def vary(
        self, sound: Sound, strength: float = 0.4, instrument: str | None = None, seed: int = 1,
        steps: int = 8, guidance: float = 2.0, **rows: float | str,
    ) -> Clip:
        """[control] A sound like this one: noised so far (0 is not at all, 1 is anew) and brought
        back. Its loudness, brightness and noisiness are asked of the model, beside `instrument` and
        rows. Raises ValueError."""
        _in(strength, "strength", 0, 1)
        read = self._read(sound)
        asked: dict[str, float | str] = dict(rows)
        if instrument is not None:
            asked["instrument_a"] = instrument
        curves = {lane: curve for lane, curve in read.curves.items() if lane not in rows}
        request = self._request(len(read.latents), asked, curves, None, None, seed, steps, guidance)
        if instrument is None:
            request = _nobody(request)
        made = journey.vary(self._model, request, read.latents, strength, int(steps))
        return self._clip(made, read.samples, asked)

    def invert(self, sound: Sound, steps: int = 32) -> np.ndarray:
        """[control] (T, C): the noise that a sound would have grown from, asked for nothing else.
        More steps, less error. Raises ValueError."""
        _in(steps, "steps", 1, 256)
        read = self._read(sound)
        return journey.invert(self._model, self._nothing(len(read.latents)), read.latents, steps)

    def grow(self, noise: np.ndarray, steps: int = 32) -> Clip:
        """[control] The sound that noise (T, C) grows into, asked for nothing else: `invert`, the
        other way. It lasts whole blocks. Raises ValueError."""
        _in(steps, "steps", 1, 256)
        contract = self._model.contract
        noise = np.asarray(noise, np.float32)
        if noise.ndim != 2 or noise.shape[1] != contract.latent_channels or (
            not len(noise) or len(noise) % contract.stride
        ):
            raise BadValue(
                f"noise has the shape (a multiple of {contract.stride},"
                f" {contract.latent_channels}), not {noise.shape}"
            )
        request = self._nothing(len(noise))
        made = journey.flow(self._model, request, noise, levels(int(steps)))
        return self._clip(made, len(noise) * contract.hop, {})

    def _nothing(self, latents: int) -> Request:
        return _nobody(asking.request(self._model, latents, {"guidance": 1.0}))

    def _read(self, sound: Sound) -> reading.Reading:
        """A sound, read; of a file or an array whatever its channels are."""
        channels = self._model.decoder.contract.channels
        if isinstance(sound, str | Path):
            return reading.read(self._model, sounds.read(Path(sound), self.sample_rate, channels))
        rate = sound.sample_rate if isinstance(sound, Clip) else self.sample_rate
        audio = np.asarray(sound.audio if isinstance(sound, Clip) else sound, np.float32)
        audio = audio[:, None] if audio.ndim == 1 else audio
        if audio.ndim != 2 or not len(audio) or not np.isfinite(audio).all():
            raise BadValue(
                f"a sound is (samples, channels) of finite numbers, not of shape {audio.shape}"
            )
        if audio.shape[1] not in (1, channels):
            raise BadValue(f"a sound has 1 or {channels} channels, not {audio.shape[1]}")
        audio = np.repeat(audio, channels, axis=1) if audio.shape[1] < channels else audio
        return reading.read(self._model, sounds.resampled(audio, rate, self.sample_rate))

    def _asked(
        self, latents: int, asked: Mapping[str, float | str], notes: Sequence[Played] | None,
        lanes: Mapping[str, Lane], seed: int, steps: int, guidance: float,
    ) -> Request:
        """Lanes and notes as the model takes them."""
        contract = self._model.contract
        times = (np.arange(latents) + 0.5) * contract.hop / contract.sample_rate
        curves, attacks, held = {}, None, dict(asked)
        for lane, given in lanes.items():
            if lane not in offline.LANES:
                raise BadValue(f"lanes are {', '.join(offline.LANES)}, not {shown(lane)}")
            if isinstance(given, int | float):
                held[lane] = float(given)
                continue
            points = _points(lane, given)
            if lane in CURVE_LANES:
                curves[lane] = np.interp(times, *np.array(points).T)
            else:
                attacks = points
        played = None if notes is None else [_note(one) for one in notes]
        return self._request(latents, held, curves, played, attacks, seed, steps, guidance)

    def _request(
        self, latents: int, asked: Mapping[str, float | str], curves: Mapping[str, np.ndarray],
        notes: Sequence[Note] | None, attacks: Sequence[tuple[float, float]] | None, seed: int,
        steps: int, guidance: float,
    ) -> Request:
        _in(steps, "steps", 1, 256)
        given = {**asked, "guidance": guidance, "seed_a": seed}
        values = words.values(self._model, given)
        for id in (id for id in asked if id in LIVE_ONLY):
            raise BadValue(f"{id} means nothing for a clip: leave it out, or say seconds and seed")
        modes = {
            id: mode for id, mode in offline.held_by_touch(values).items()
            if id.removesuffix("_mode") not in curves and not (id == "onset_mode" and attacks)
        }
        return asking.request(self._model, latents, modes | values, curves, notes, attacks)

    def _clip(
        self, latents: np.ndarray, samples: int, settings: Mapping[str, float | str]
    ) -> Clip:
        gain = float(settings.get("gain", 0.0))
        audio = journey.finished(self._model, journey.decode(self._model, latents), gain)
        return Clip(audio[:samples], self.sample_rate, dict(settings))


def _nobody(request: Request) -> Request:
    """The same in nobody's name: the model is not told which instrument plays."""
    return Request(request.noise, np.zeros_like(request.who), *request.columns()[2:])


def _path(given: str | Path | None) -> Path | None:
    return None if given is None else Path(given)


def _in(value: float, name: str, low: float, high: float) -> None:
    if isinstance(value, bool) or not isinstance(value, int | float | np.number) or not (
        low <= value <= high
    ):
        raise BadValue(f"{name} must be a number from {low:g} to {high:g}, not {shown(value)}")


def _points(lane: str, given: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    try:
        points = [(float(when), check(find(lane), float(value))) for when, value in given]
    except (TypeError, ValueError) as error:
        raise BadValue(f"{lane} is a number or (seconds, value) points: {error}") from error
    times = [when for when, _ in points]
    if not points or times != sorted(times) or not np.isfinite(times).all():
        raise BadValue(f"the points of {lane} must be in the order of time")
    return points


def _note(given: Played) -> Note:
    try:
        note = given if isinstance(given, Note) else Note(*given)
        fits = note.end > note.start >= 0 and 0 <= int(note.pitch) <= 127 and (
            0 < note.velocity <= 1
        )
    except TypeError:
        fits = False
    if not fits:
        raise BadValue(
            "a note is (start, end, pitch 0..127, velocity 0..1), in seconds, not"
            f" {shown(given)}"
        )
    return note
