"""Judges: how far a sound is from what was asked, or from a recording. They measure, never train.

Every function is pure, takes mono float audio `(samples,)` at 48 kHz, -1 to 1, and raises
ValueError for anything else. None of them uses the code that made the training labels. A pair must
have equal length, and no delay is made up for: align first. Before trusting a figure, put the
original (and the codec's reconstruction of it) through the same judge: that is its ceiling.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import NamedTuple

import librosa
import mir_eval
import numpy as np
import soxr
from numpy.typing import ArrayLike, NDArray
from swift_f0 import SwiftF0

from engine.models import musicnn

RATE = 48_000  # Hz
HOP = 512  # samples per latent: 93.75 latents a second
FLOOR_DB = -80.0  # loudness of digital silence
AUDIBLE_DB = -60.0  # below this a loudness or brightness error is not heard, and not counted

ONSET_WINDOW_S = 0.05  # the customary tolerance (MIREX), and what the detector keeps apart
ONSET_LEAD_S = 0.2  # silence put in front, so that an onset at 0 has something to rise from
ONSET_LATE_S = 0.013  # how late the detector is: median over 92 corpus phrases of 23 instruments

PITCH_RATE = 16_000
PITCH_RANGE = (31, 95)  # MIDI numbers that swift-f0 can name: 47 Hz to 2094 Hz
MIDDLE = (0.2, 0.8)  # part of a note that is judged: past its attack, before the next one

EMBED_HOP_S = 1.5  # five windows of 3 s from a phrase of 10 s

Audio = NDArray[np.float32]


class Agreement(NamedTuple):
    """How one curve follows another."""

    correlation: float
    """Pearson's, -1 to 1; nan where a curve is constant, for then it is not defined."""
    error: float
    """Mean absolute difference in the unit of the curves; nan where nothing was audible."""


class Pitch(NamedTuple):
    """Shares of notes, 0 to 1; nan when no note could be judged."""

    right: float
    right_but_for_octave: float
    judged: int
    """Notes counted: those within swift-f0's range."""


def loudness_curve(audio: Audio, hop_s: float = HOP / RATE) -> NDArray[np.float32]:
    """RMS in dB relative to full scale, floor -80, one value per `hop_s`: (samples // hop,).

    Value n covers the hop that ends at sample (n + 1) * hop and the one before it (librosa's RMS,
    a window of two hops), as a latent's loudness is defined.
    """
    hop = round(hop_s * RATE)
    if hop < 1:
        raise ValueError(f"hop_s must be at least one sample, 1/48000 s, and is {hop_s}")
    audio = mono(audio)
    rms = librosa.feature.rms(y=audio, frame_length=2 * hop, hop_length=hop)[0]
    db = 20 * np.log10(np.maximum(rms[: len(audio) // hop], 1e-9))
    return np.maximum(db, FLOOR_DB).astype(np.float32)


def compare_loudness(
    asked_db: ArrayLike | None, got_audio: Audio, reference_audio: Audio | None = None
) -> Agreement:
    """Whether the sound is as loud as asked: correlation, and mean absolute error in dB.

    Asked is either a curve (latents,) in dB at 93.75 Hz, or, with `asked_db` None, the curve that
    `loudness_curve` finds in `reference_audio`. The correlation is over all latents, with asked
    held to the -80 dB floor; the error only where asked is above -60 dB.
    """
    if (asked_db is None) == (reference_audio is None):
        raise ValueError("give either asked_db or reference_audio, not both and not neither")
    if reference_audio is not None:
        reference_audio, got_audio = _pair(reference_audio, got_audio)
        asked_db = loudness_curve(reference_audio)
    asked = np.maximum(np.asarray(asked_db, np.float64), FLOOR_DB)
    got = loudness_curve(got_audio).astype(np.float64)
    if asked.shape != got.shape:
        raise ValueError(f"asked_db is {asked.shape} but the sound has {len(got)} latents")
    return _agreement(asked, got, np.ones(len(got)), asked > AUDIBLE_DB)


def onset_times(audio: Audio) -> NDArray[np.float64]:
    """Seconds at which something starts, (onsets,), ascending; empty for silence.

    librosa's detector on a flux that ignores vibrato (SuperFlux: Boeck and Widmer, DAFx 2013):
    window 1024, hop 512, 138 mel bands 27.5 Hz to 16 kHz, lag 2, maximum over 3 bands, threshold
    0.07, onsets 50 ms apart. On corpus phrases F is 0.87 (librosa's defaults: 0.82): above 0.9 for
    what is struck or plucked, 0.67 to 0.86 for bows, flute and clarinet, 0.45 for choir, 0.2 for
    a slow pad, whose figure means little.
    """
    lead = round(ONSET_LEAD_S * RATE)
    flux = librosa.onset.onset_strength(
        y=np.pad(mono(audio), (lead, 0)), sr=RATE, n_fft=1024, hop_length=HOP,
        n_mels=138, fmin=27.5, fmax=16_000, lag=2, max_size=3,
    )  # fmt: skip
    found = librosa.onset.onset_detect(
        onset_envelope=flux, sr=RATE, hop_length=HOP, units="time",
        delta=0.07, wait=ONSET_WINDOW_S * RATE / HOP,
    )  # fmt: skip
    times = np.asarray(found, np.float64) - ONSET_LEAD_S - ONSET_LATE_S
    return np.maximum(times[times > -ONSET_WINDOW_S], 0.0)


def onset_f1(reference_times: ArrayLike, audio: Audio, window: float = ONSET_WINDOW_S) -> float:
    """F-measure, 0 to 1, of the onsets heard against those played (seconds), within +-`window` s.

    Matched one to one by mir_eval (Raffel et al., ISMIR 2014). Played onsets less than 50 ms after
    another belong to it (a chord is one onset). nan when none was played and none is heard.
    """
    played: list[float] = []
    for time in np.sort(np.asarray(reference_times, np.float64).ravel()):
        if not played or time - played[-1] >= ONSET_WINDOW_S:
            played.append(float(time))
    heard = onset_times(audio)
    if not played or not len(heard):
        return 0.0 if played or len(heard) else float("nan")
    return float(mir_eval.onset.f_measure(np.array(played), heard, window=window)[0])


def brightness_correlation(reference_audio: Audio, audio: Audio) -> Agreement:
    """Whether the sound brightens as the reference does: correlation, mean error in semitones.

    Brightness is the centroid of the power spectrum (librosa, window 2048). Each latent counts by
    the reference's amplitude there, and not at all where either sound is below -60 dB.
    """
    reference_audio, audio = _pair(reference_audio, audio)
    loud, also = loudness_curve(reference_audio), loudness_curve(audio)
    weights = np.where((loud > AUDIBLE_DB) & (also > AUDIBLE_DB), 10 ** (loud / 20.0), 0.0)
    asked, got = _brightness(reference_audio), _brightness(audio)
    return _agreement(asked[: len(loud)], got[: len(loud)], weights, weights)


def right_pitch(notes: Sequence[tuple[float, float, float]], audio: Audio) -> Pitch:
    """Share of the notes (start_s, end_s, midi_pitch) of one voice heard within 50 cents.

    swift-f0's median over the voiced part (its confidence at least 0.5) of the middle of each note,
    20 % to 80 %; an unvoiced note is wrong. Notes outside 31 to 95, which it cannot name, are left
    out. On corpus phrases the share is about 0.89, or 0.93 when the octave does not matter.
    """
    voice = _pitch_finder().detect(_resampled(mono(audio), PITCH_RATE), PITCH_RATE)
    heard = librosa.hz_to_midi(voice.pitch_hz)
    right = folded = judged = 0
    for start, end, pitch in notes:
        if not PITCH_RANGE[0] <= pitch <= PITCH_RANGE[1]:
            continue
        judged += 1
        first, last = (start + part * (end - start) for part in MIDDLE)
        within = (voice.timestamps >= first) & (voice.timestamps <= last)
        if not within.any():  # a note shorter than a step of 16 ms
            within = np.arange(len(heard)) == np.abs(voice.timestamps - (start + end) / 2).argmin()
        voiced = heard[within & (voice.confidence >= 0.5)]
        if len(voiced):
            off = float(np.median(voiced)) - pitch
            right += abs(off) <= 0.5
            folded += abs(off - 12 * round(off / 12)) <= 0.5
    nan = float("nan")
    return Pitch(right / judged, folded / judged, judged) if judged else Pitch(nan, nan, 0)


def embed(audios: Sequence[Audio], hop_s: float = EMBED_HOP_S) -> NDArray[np.float32]:
    """musicnn's embedding of every 3 s window, `hop_s` apart, of every sound: (windows, 200).

    Each sound must last 3 s; how many windows there are decides how far two Frechet distances can
    be compared, so keep lengths and numbers of sounds equal. Deaf above 8 kHz.
    """
    listen = _listener()
    return np.concatenate(
        [listen(_resampled(mono(a), musicnn.RATE), hop_s).embedding for a in audios]
    )


def frechet_distance(embeddings_a: ArrayLike, embeddings_b: ArrayLike) -> float:
    """Squared distance, 0 or more, of two Gaussians fitted to (n, d) and (m, d) embeddings.

    |mean_a - mean_b|^2 + trace(A + B - 2 (A B)^0.5), A and B the covariances: Heusel et al. 2017,
    for audio Kilgour et al. 2019. With A = R'R and B = S'S by QR, the trace of the root is the sum
    of the singular values of R S', so no root of a nearly singular matrix is ever taken. It falls
    with n and m (badly where they are below d): compare only at equal counts.
    """
    sides = [np.asarray(side, np.float64) for side in (embeddings_a, embeddings_b)]
    a, b = sides
    if a.ndim != 2 or b.ndim != 2 or a.shape[1] != b.shape[1] or min(len(a), len(b)) < 2:
        raise ValueError(f"want (n, d) and (m, d) of two rows or more, not {a.shape}, {b.shape}")
    if not all(np.isfinite(side).all() for side in sides):
        raise ValueError("an embedding is not finite")
    roots = [np.linalg.qr((s - s.mean(0)) / np.sqrt(len(s) - 1)).R for s in sides]
    shared = np.linalg.svdvals(roots[0] @ roots[1].T).sum()
    spread = sum((root**2).sum() for root in roots)
    return max(0.0, float(((a.mean(0) - b.mean(0)) ** 2).sum() + spread - 2 * shared))


def mel_distance_db(reference: Audio, audio: Audio) -> float:
    """Mean absolute difference in dB, 0 or more, of 128 mel bands to 20 kHz (window 2048, hop 512).

    Both are measured from the reference's loudest band and held to -80 dB below it; ValueError
    when the reference is silent. The full-band judge: it hears what the 16 kHz ones cannot.
    """
    reference, audio = _pair(reference, audio)
    powers = [
        librosa.feature.melspectrogram(
            y=y, sr=RATE, n_fft=2048, hop_length=HOP, n_mels=128, fmax=20_000
        )
        for y in (reference, audio)
    ]
    loudest = float(powers[0].max())
    if loudest <= 0:
        raise ValueError("the reference is silent: there is nothing to measure from")
    asked, got = (10 * np.log10(np.maximum(p / loudest, 10 ** (FLOOR_DB / 10))) for p in powers)
    return float(np.abs(asked - got).mean())


def si_sdr_db(reference: Audio, audio: Audio) -> float:
    """Scale-invariant signal-to-distortion ratio in dB (Le Roux et al., ICASSP 2019), -100 to 100.

    Held to +-100 so that means exist; ValueError when the reference is silent. It follows the
    waveform: a sound with other phases is near 0 or below, however good it is.
    """
    asked, got = (side.astype(np.float64) for side in _pair(reference, audio))
    energy = float(asked @ asked)
    if energy <= 0:
        raise ValueError("the reference is silent: there is nothing to measure against")
    target = (got @ asked) / energy * asked
    ratio = (target @ target + 1e-30) / ((got - target) @ (got - target) + 1e-30)
    if not got.any():
        return -100.0
    return float(np.clip(10 * np.log10(ratio), -100, 100))


def brightness_semitones(audio: Audio) -> float:
    """Median brightness as a MIDI number where the sound is above -60 dB; nan where it never is."""
    audio = mono(audio)
    loud = loudness_curve(audio) > AUDIBLE_DB
    return float(np.median(_brightness(audio)[: len(loud)][loud])) if loud.any() else float("nan")


def noisiness(audio: Audio) -> float:
    """Median spectral flatness (librosa, window 1024, 40 Hz to 16 kHz) where the sound is above
    -60 dB, from -50 dB (a tone, 0) to 0 dB (white noise, 1); nan where it is nowhere."""
    audio = mono(audio)
    loud = loudness_curve(audio) > AUDIBLE_DB
    power = np.abs(librosa.stft(audio, n_fft=1024, hop_length=HOP)) ** 2
    hertz = librosa.fft_frequencies(sr=RATE, n_fft=1024)
    band = power[(hertz >= 40) & (hertz <= 16_000)]
    flatness = librosa.feature.spectral_flatness(S=band, power=1.0, amin=1e-12)[0]
    share = np.clip(1 + 10 * np.log10(flatness) / 50, 0, 1)[: len(loud)]
    return float(np.median(share[loud])) if loud.any() else float("nan")


def heard_pitch(audio: Audio) -> float:
    """swift-f0's median pitch as a MIDI number, nan where it hears none."""
    voice = _pitch_finder().detect(_resampled(mono(audio), PITCH_RATE), PITCH_RATE)
    voiced = voice.pitch_hz[voice.confidence >= 0.5]
    return float(np.median(librosa.hz_to_midi(voiced))) if len(voiced) else float("nan")


def attack_shifts_ms(
    reference: Audio, audio: Audio, times: Sequence[float]
) -> NDArray[np.float64]:
    """How far each attack moved, in ms, 0 or more: (attacks that the reference shows clearly,).

    Near each time, from 10 ms before to 30 ms after, the moment when the power of 1 ms first passes
    half of its peak there. Attacks that rise less than 10 dB are left out; 30 where none is left.
    """
    curves = []
    for side in _pair(reference, audio):
        power = np.convolve(side.astype(np.float64) ** 2, np.ones(48) / 48, "same")
        curves.append(power + 1e-12)
    shifts = []
    for time in times:
        first, last = round((time - 0.01) * RATE), round((time + 0.03) * RATE)
        if first < 480 or last > len(curves[0]):
            continue
        asked, got = (curve[first:last] for curve in curves)
        if 10 * np.log10(asked.max() / curves[0][first - 480 : first].max()) < 10:
            continue
        here, there = (int(np.argmax(side > side.max() / 2)) for side in (asked, got))
        clear = got.max() > 2 * curves[1][first - 480 : first].max()
        shifts.append(abs(here - there) / RATE * 1000 if clear else 30.0)
    return np.asarray(shifts, np.float64)


def _brightness(audio: Audio) -> NDArray[np.float64]:
    """Spectral centroid as a MIDI number, one per latent (and one more); 20 Hz at the lowest."""
    power = np.abs(librosa.stft(audio, n_fft=2048, hop_length=HOP)) ** 2
    centroid = librosa.feature.spectral_centroid(S=power, sr=RATE)[0]
    return librosa.hz_to_midi(np.maximum(centroid, 20.0))


def _agreement(
    asked: NDArray[np.float64],
    got: NDArray[np.float64],
    correlated: NDArray[np.float64],
    counted: NDArray,
) -> Agreement:
    """Correlation weighted by `correlated`, mean absolute error weighted by `counted`."""
    nan = float("nan")
    error = float(np.average(np.abs(asked - got), weights=counted)) if counted.any() else nan
    if not correlated.any():
        return Agreement(nan, error)
    (a, both), (_, b) = np.cov(asked, got, ddof=0, aweights=correlated)
    return Agreement(float(both / np.sqrt(a * b)) if min(a, b) > 1e-9 else nan, error)


def mono(audio: Audio) -> Audio:
    """The one check of a sound: one channel, not empty, finite; as float32. Raises ValueError."""
    audio = np.asarray(audio)
    if audio.ndim != 1 or not len(audio) or not np.issubdtype(audio.dtype, np.floating):
        raise ValueError(
            f"a judge wants float audio of one channel, (samples,), not {audio.dtype} {audio.shape}"
        )
    if not np.isfinite(audio).all():
        raise ValueError("the sound is not finite: it holds NaN or infinity")
    return np.ascontiguousarray(audio, np.float32)


def _pair(reference: Audio, audio: Audio) -> tuple[Audio, Audio]:
    """Two sounds that can be laid one on the other."""
    if len(reference) != len(audio):
        raise ValueError(f"cut both sounds to one length: {len(reference)}, {len(audio)} samples")
    return mono(reference), mono(audio)


def _resampled(audio: Audio, rate: int) -> Audio:
    """48 kHz to `rate` Hz: the one place, so every judge hears the same low-pass."""
    return soxr.resample(audio, RATE, rate, quality="HQ")


@functools.cache
def _pitch_finder() -> SwiftF0:
    return SwiftF0(threads=1)


@functools.cache
def _listener() -> musicnn.Musicnn:
    return musicnn.load()
