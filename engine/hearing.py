"""What a sound does, while it comes: the measures of lanes.py and the attacks of onsets.py, with
the past as an argument. It hears a live input, and what the instrument itself plays.
"""

from dataclasses import dataclass

import numpy as np

from engine import lanes, onsets, pitch


@dataclass(frozen=True)
class Heard:
    """rms in dB, brightness in Hz and noisiness 0..1 at the last T latents' ends, (T,) float64;
    attacks since the call before; audible (T,) bool, False where brightness and noisiness are those
    that were last heard."""

    rms: np.ndarray
    brightness: np.ndarray
    noisiness: np.ndarray
    audible: np.ndarray
    attacks: tuple[onsets.Attack, ...]


@dataclass(frozen=True)
class Memory:
    """past: the last samples; the last audible brightness and noisiness; onsets' own memory."""

    past: np.ndarray
    onsets: onsets.Memory
    brightness: float = lanes.UNHEARD_BRIGHTNESS_HZ
    noisiness: float = lanes.UNHEARD_NOISINESS

    def pitch(self, sample_rate: int) -> float | None:
        """[any] The pitch that stands now, as a MIDI note number; None where there is none."""
        return pitch.pitch(self.past[-pitch.WINDOW :], sample_rate)


def start(sample_rate: int) -> Memory:
    """[any] Silence so far."""
    return Memory(np.zeros(pitch.WINDOW, np.float32), onsets.start(sample_rate))


def hear(
    audio: np.ndarray, memory: Memory, latents: int, hop: int, sample_rate: int
) -> tuple[Heard, Memory]:
    """[any] (samples,) float32, any number of them, to what stands at the ends of the last
    `latents` hops, counted back from the last sample; and the memory.

    With a whole number of hops in each call these are the labels that lanes.py gives the sound.
    """
    sound = np.concatenate([memory.past, audio])
    reach = hop * lanes.WINDOW_LATENTS
    kept = max(pitch.WINDOW, reach + (latents - 1) * hop)
    if len(sound) < kept:
        sound = np.concatenate([np.zeros(kept - len(sound), np.float32), sound])
    every = np.lib.stride_tricks.sliding_window_view(sound, reach)
    stretch = every[len(every) - 1 - (latents - 1) * hop :: hop]
    rms = lanes.loudness_of(stretch)
    audible = rms > lanes.AUDIBLE_DB
    if audible.any():
        brightness, noisiness = lanes.colour_of(stretch, sample_rate)
    else:
        brightness = noisiness = np.zeros(latents)
    brightness = lanes.held(brightness, audible, memory.brightness).astype(np.float64)
    noisiness = lanes.held(noisiness, audible, memory.noisiness).astype(np.float64)
    struck, following = onsets.attacks(audio, memory.onsets, sample_rate)
    heard = Heard(rms.astype(np.float64), brightness, noisiness, audible, struck)
    return heard, Memory(sound[-kept:], following, float(brightness[-1]), float(noisiness[-1]))
