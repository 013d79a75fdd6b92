"""What was asked against what the sound does, lane by lane, about twenty times a second.

The sound is measured as its labels are (hearing.py), before the player's gain, on the mean of the
channels. What was asked waits until the sound that it shaped is there.
"""

from collections import deque

import numpy as np

from engine import hearing, lanes
from engine.controls import Asked

EVERY_S = 0.04
"""Between two looks, rounded up to whole blocks: 43 ms for blocks of two latents."""
BEHIND = 1
"""Latents after which the sound does most of what was asked of a latent: the decoder's window rises
within one and falls over three, and a measure looks at two."""
RATE_S = 2.0
"""Over so long attacks are counted."""
LANES = ("rms", "brightness", "noisiness")


class Follow:
    """Watches one performer's blocks."""

    def __init__(self, hop: int, sample_rate: int) -> None:
        """[control] Before the first block."""
        self._hop, self._rate = hop, sample_rate
        self._memory = hearing.start(sample_rate)
        self._sound: list[np.ndarray] = []
        self._samples = 0
        self._asked: deque[dict[str, float]] = deque([{}] * BEHIND, maxlen=BEHIND + 1)
        self._at = 0
        self._struck: deque[int] = deque()
        self._wanted: deque[int] = deque()

    def block(self, audio: np.ndarray, asked: Asked) -> dict[str, float | None]:
        """[render] (samples, channels) as it goes out, and what was asked, to meters by name: none
        between two looks; None for what nobody asks, and for what cannot be heard."""
        self._sound.append(_before_gain(audio, asked.gain_db))
        self._samples += len(audio)
        for latent, column in enumerate(asked.lanes):
            self._asked.append(lanes.told(column) | _key(asked.notes[latent]))
            if column[lanes.GROUPS["onset"]][0] > 0:
                self._wanted.append(self._at + latent * self._hop)
        self._at += len(audio)
        if self._samples < EVERY_S * self._rate:
            return {}
        sound = np.concatenate(self._sound)
        self._sound, self._samples = [], 0
        heard, self._memory = hearing.hear(sound, self._memory, 1, self._hop, self._rate)
        self._struck.extend(self._at - attack.ago for attack in heard.attacks)
        audible = bool(heard.audible[-1])
        got: dict[str, float | None] = {
            "rms": float(heard.rms[-1]),
            "brightness": float(heard.brightness[-1]) if audible else None,
            "noisiness": float(heard.noisiness[-1]) if audible else None,
            "pitch": self._memory.pitch(self._rate) if audible else None,
        }
        want = self._asked[0]
        onset_asked = asked.lanes[-1, lanes.GROUPS["onset"].stop - 1] > 0
        return {
            **{f"asked_{name}": want.get(name) for name in got},
            **{f"got_{name}": value for name, value in got.items()},
            "asked_onsets": self._pace(self._wanted) if onset_asked else None,
            "got_onsets": self._pace(self._struck),
        }

    def _pace(self, times: deque[int]) -> float:
        """Attacks per second."""
        while times and times[0] < self._at - RATE_S * self._rate:
            times.popleft()
        return len(times) / RATE_S


def _before_gain(audio: np.ndarray, gain_db: np.ndarray) -> np.ndarray:
    """(samples,): the mean of the channels, without the player's gain, which ramps within each
    latent as output.py has it."""
    gain = 10 ** (gain_db / 20)
    along = np.arange(len(audio) // (len(gain) - 1)) / (len(audio) // (len(gain) - 1))
    ramp = gain[:-1, None] + np.diff(gain)[:, None] * along
    return (audio.mean(axis=1) / ramp.ravel()).astype(np.float32)


def _key(notes: np.ndarray) -> dict[str, float]:
    """The one key that is asked to sound, if it is one."""
    keys = np.flatnonzero(notes[:-1])
    return {"pitch": float(keys[0])} if len(keys) == 1 else {}
