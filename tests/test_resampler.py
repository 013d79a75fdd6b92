"""Every sample comes out at its time, whatever the rates; and what is on its way is known."""

import numpy as np
import pytest

from engine.resampler import Resampler, longest_delay_s

RATES = [44100, 88200, 96000, 48000]


@pytest.mark.parametrize("rate", RATES)
def test_a_sine_comes_out_as_the_same_sine(rate):
    stream, block = Resampler(48000, rate, 2), 1024
    t = np.arange(100 * block)[:, None] / 48000
    sound = (0.5 * np.sin(2 * np.pi * 997 * t + [0, 1])).astype(np.float32)
    out = [stream.process(sound[at : at + block]) for at in range(0, len(sound), block)]
    out.append(stream.process(sound[:0], last=True))
    found = np.concatenate(out)
    assert abs(len(found) - len(sound) * rate / 48000) <= 1
    expected = 0.5 * np.sin(2 * np.pi * 997 * np.arange(len(found))[:, None] / rate + [0, 1])
    middle = slice(rate // 10, len(found) - rate // 10)
    assert np.abs(found - expected)[middle].max() < 1e-4


@pytest.mark.parametrize("rate", RATES)
@pytest.mark.parametrize("block", [512, 1024, 2048])
def test_no_sample_is_longer_on_its_way_than_is_said(rate, block):
    longest, stream = longest_delay_s(48000, rate, block), Resampler(48000, rate, 2)
    silence = np.zeros((block, 2), np.float32)
    delays = []
    for _ in range(2000):
        stream.process(silence)
        delays.append(stream.delay_s)
    assert max(delays) <= longest + 0.001
    assert longest < 0.03 + block / 48000
    if rate == 48000:
        assert longest == 0 and stream.process(silence) is silence
