"""What a sound does, latent by latent: loudness, brightness, noisiness. Measures; asks nothing.

The same functions label the corpus, listen to a live input and watch what is played, so a model
answers a microphone in the units it was trained in. Every value looks back only: latent n sees the
samples up to its own end and none after.
"""

from functools import cache

import numpy as np

SILENCE_DB = -80.0
"""Loudness written for digital silence, in dB relative to full scale."""
WINDOW_LATENTS = 2
"""A measure looks at this latent and the one before it: enough for a low note, still quick."""
FLATNESS_SPAN_DB = 50.0
"""Spectral flatness of -50 dB or less counts as a pure tone (noisiness 0)."""
AUDIBLE_DB = -60.0
"""Below this neither brightness nor noisiness can be heard."""
UNHEARD_BRIGHTNESS_HZ, UNHEARD_NOISINESS = 1000.0, 0.2
"""What stands before anything has been audible."""


def windows(audio: np.ndarray, hop: int) -> np.ndarray:
    """[any] (samples,) to (latents, 2 * hop): what ends with each latent, zeros before 0."""
    latents = len(audio) // hop
    padded = np.concatenate([np.zeros(hop * (WINDOW_LATENTS - 1), audio.dtype), audio])
    every = np.lib.stride_tricks.sliding_window_view(padded, hop * WINDOW_LATENTS)
    return every[: latents * hop : hop]


def loudness_db(audio: np.ndarray, hop: int) -> np.ndarray:
    """[any] (samples,) float to (latents,) float32: RMS in dB of full scale, floor -80 dB."""
    return loudness_of(windows(audio, hop))


def loudness_of(stretch: np.ndarray) -> np.ndarray:
    """[any] (T, window) samples to (T,) float32: RMS in dB of full scale, floor -80 dB."""
    power = np.mean(stretch.astype(np.float64) ** 2, axis=1)
    return np.maximum(10 * np.log10(np.maximum(power, 1e-12)), SILENCE_DB).astype(np.float32)


def brightness_and_noisiness(
    audio: np.ndarray, hop: int, sample_rate: int, audible_db: float = AUDIBLE_DB
) -> tuple[np.ndarray, np.ndarray]:
    """[any] (samples,) to two (latents,) float32 curves: brightness in Hz, noisiness 0..1.

    As `colour_of` has them. Where the sound is below `audible_db` neither can be heard: the last
    heard value is held, as a knob would stay.
    """
    stretch = windows(audio, hop)
    brightness, noisiness = colour_of(stretch, sample_rate)
    audible = loudness_of(stretch) > audible_db
    return (
        held(brightness, audible, UNHEARD_BRIGHTNESS_HZ),
        held(noisiness, audible, UNHEARD_NOISINESS),
    )


def colour_of(stretch: np.ndarray, sample_rate: int) -> tuple[np.ndarray, np.ndarray]:
    """[any] (T, window) samples to (T,) brightness in Hz and (T,) noisiness 0..1.

    Brightness is the power spectral centroid between 40 Hz and 16 kHz; noisiness maps the spectral
    flatness of that band from -50 dB (a tone, 0) to 0 dB (white noise, 1).
    """
    window, band, hertz = _spectrum(stretch.shape[1], sample_rate)
    power = np.abs(np.fft.rfft(stretch.astype(np.float32) * window, axis=1)) ** 2
    power = power[:, band] + 1e-12
    centroid = (power @ hertz) / power.sum(axis=1)
    flatness = 10 * (np.mean(np.log10(power), axis=1) - np.log10(power.mean(axis=1)))
    return centroid, np.clip(1 + flatness / FLATNESS_SPAN_DB, 0, 1)


@cache
def _spectrum(samples: int, sample_rate: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Window (samples,), which bins lie in the band, and their Hz."""
    hertz = np.fft.rfftfreq(samples, 1 / sample_rate)
    band = (hertz >= 40) & (hertz <= 16000)
    return np.hanning(samples), band, hertz[band]


def held(curve: np.ndarray, valid: np.ndarray, start: float) -> np.ndarray:
    """[any] (T,) float32: the curve with each invalid value replaced by the last valid one, or by
    `start` before any."""
    last = np.maximum.accumulate(np.where(valid, np.arange(len(curve)), -1))
    return np.where(last >= 0, curve[np.maximum(last, 0)], start).astype(np.float32)


def semitones(hertz: np.ndarray | float) -> np.ndarray | float:
    """[any] Hz to MIDI note numbers (69 is 440 Hz), fractional: distances that the ear hears."""
    return 69.0 + 12.0 * np.log2(np.maximum(hertz, 1.0) / 440.0)


# --- what a model is told: lanes as columns, each group with a flag that says "asked" ---------

COLUMNS: tuple[str, ...] = (
    "rms", "rms_asked", "onset", "onset_position", "onset_asked",
    "brightness", "brightness_asked", "noisiness", "noisiness_asked",
)
"""The model's lane input, column by column. A group that is not asked is zero throughout."""
GROUPS: dict[str, slice] = {
    "rms": slice(0, 2),
    "onset": slice(2, 5),
    "brightness": slice(5, 7),
    "noisiness": slice(7, 9),
}
NOTE_COLUMNS = 129
"""128 keys (velocity 0..1 while down, plus 1 where struck) and the flag "asked"."""


def blank(latents: int) -> np.ndarray:
    """[any] (latents, columns) float32 with nothing asked."""
    return np.zeros((latents, len(COLUMNS)), np.float32)


def bent(notes: np.ndarray, semitones: np.ndarray) -> np.ndarray:
    """[any] (T, 128) keys under a wheel at (T,) semitones: a key between two is shared by both."""
    result = np.zeros_like(notes)
    whole = np.floor(semitones).astype(int)
    share = (semitones - whole)[:, None].astype(notes.dtype)
    for shift in np.unique(np.concatenate([whole, whole + 1])):
        weight = np.where(whole[:, None] == shift, 1 - share, 0) + np.where(
            whole[:, None] + 1 == shift, share, 0
        )
        low, high = max(0, shift), min(128, 128 + shift)
        result[:, low:high] += (weight * notes)[:, low - shift : high - shift]
    return result


def ask_rms(columns: np.ndarray, db: np.ndarray | float) -> None:
    """[any] Ask for loudness in dB relative to full scale (-80..0)."""
    columns[:, 0] = (np.maximum(db, SILENCE_DB) + 40.0) / 20.0
    columns[:, 1] = 1.0


def ask_onset(columns: np.ndarray, strength: np.ndarray, position: np.ndarray) -> None:
    """[any] Ask for attacks: strength 0..1 (0 is none) and where in the latent, 0..1."""
    columns[:, 2], columns[:, 3], columns[:, 4] = strength, position, 1.0


def ask_brightness(columns: np.ndarray, hertz: np.ndarray | float) -> None:
    """[any] Ask for a spectral centroid in Hz."""
    columns[:, 5] = (semitones(hertz) - 84.0) / 18.0
    columns[:, 6] = 1.0


def ask_noisiness(columns: np.ndarray, noisiness: np.ndarray | float) -> None:
    """[any] Ask for noisiness, 0 (tone) to 1 (white noise)."""
    columns[:, 7] = 2.0 * np.asarray(noisiness) - 0.7
    columns[:, 8] = 1.0


def told(column: np.ndarray) -> dict[str, float]:
    """[any] One latent's (columns,) back in the units of the knobs, for what is asked of `rms`,
    `brightness` and `noisiness`."""
    found = {
        "rms": 20.0 * column[0] - 40.0,
        "brightness": 440.0 * 2.0 ** ((18.0 * column[5] + 84.0 - 69.0) / 12.0),
        "noisiness": (column[7] + 0.7) / 2.0,
    }
    return {lane: float(value) for lane, value in found.items() if column[GROUPS[lane].stop - 1]}
