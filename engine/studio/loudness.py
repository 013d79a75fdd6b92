"""How loud a sound is to the ear: ITU-R BS.1770-4, and its loudest 400 ms (EBU Tech 3341's
momentary maximum). It changes nothing.
"""

import numpy as np

WINDOW_S, HOP_S = 0.4, 0.01
SILENT = -120.0
"""What digital silence is called, LUFS."""


def loudest(audio: np.ndarray, sample_rate: int) -> float:
    """[any] (samples, channels) to the loudness of its loudest 400 ms, in LUFS; a shorter sound has
    silence behind it."""
    window, hop = round(WINDOW_S * sample_rate), round(HOP_S * sample_rate)
    padded = np.pad(audio, ((0, window), (0, 0)))
    power = (weighted(padded, sample_rate) ** 2).sum(axis=1)
    sums = np.r_[0.0, np.cumsum(power)]
    found = float((sums[window::hop] - sums[:-window:hop]).max() / window)
    return SILENT if found < 1e-12 else -0.691 + 10 * float(np.log10(found))


def weighted(audio: np.ndarray, sample_rate: int) -> np.ndarray:
    """[any] (samples, channels) through the K weighting, by its response: it need not be causal
    here, so its phase is left out."""
    size = len(audio) + sample_rate // 2  # or its end would come round to the start
    spectrum = np.fft.rfft(audio, size, axis=0)
    z = np.exp(-2j * np.pi * np.fft.rfftfreq(size))
    response = np.abs(_shelf(z, sample_rate) * _high_pass(z, sample_rate))
    return np.fft.irfft(spectrum * response[:, None], size, axis=0)[: len(audio)]


def _shelf(z: np.ndarray, rate: int) -> np.ndarray:
    """The first stage: 4 dB more above 1.7 kHz, for the head. z is e^-jw."""
    k, q, gain = np.tan(np.pi * 1681.974450955533 / rate), 0.7071752369554196, 10 ** (3.99984 / 20)
    bend = gain**0.4996667741545416
    above = (gain + bend * k / q + k * k) + 2 * (k * k - gain) * z
    above = above + (gain - bend * k / q + k * k) * z * z
    return above / ((1 + k / q + k * k) + 2 * (k * k - 1) * z + (1 - k / q + k * k) * z * z)


def _high_pass(z: np.ndarray, rate: int) -> np.ndarray:
    """The second stage: a high-pass at 38 Hz."""
    k, q = np.tan(np.pi * 38.13547087602444 / rate), 0.5003270373238773
    below = (1 + k / q + k * k) + 2 * (k * k - 1) * z + (1 - k / q + k * k) * z * z
    return (1 - 2 * z + z * z) * (1 + k / q + k * k) / below
