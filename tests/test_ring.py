"""The ring gives back every sample once and in order, whichever memory it stands on."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from threading import Thread
from time import sleep

import numpy as np
import pytest

from engine import ring as ring_module
from engine.ring import Audio, Ring


@pytest.fixture(params=["c", "numpy"], autouse=True)
def memory(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    if request.param == "numpy":
        monkeypatch.setattr(ring_module, "_c_memory", lambda element_bytes, size: None)
    elif Ring(1, 1, 1).c_ring is None:
        pytest.skip("rtmixer has no wheel here; the numpy memory is what plays")
    return str(request.param)


def ramp(samples: int, channels: int = 1, start: int = 0) -> Audio:
    """Different at every sample and channel, and exact in float32."""
    column = np.arange(start, start + samples, dtype=np.float32)[:, None]
    return np.ascontiguousarray(column * (1 + np.arange(channels, dtype=np.float32)))


def read(ring: Ring, samples: int) -> Audio:
    out = np.zeros((samples, ring.channels), np.float32)
    return out[: ring.read_into(out)]


def test_gives_back_what_it_took() -> None:
    ring = Ring(64, 2, 4)
    assert ring.write(ramp(64, 2)) == 64
    assert (ring.filled(), ring.room(), ring.written) == (64, 192, 64)
    np.testing.assert_array_equal(read(ring, 64), ramp(64, 2))
    assert (ring.filled(), ring.room(), ring.written) == (0, 256, 64)


@pytest.mark.parametrize("blocks", [1, 2, 3])
def test_holds_its_blocks_and_no_more(blocks: int) -> None:
    ring = Ring(100, 1, blocks)  # not a power of 2, as the memory is
    assert ring.write(ramp(1000)) == 100 * blocks
    assert ring.room() == 0
    assert ring.write(ramp(1)) == 0
    np.testing.assert_array_equal(read(ring, 1000), ramp(100 * blocks))


@pytest.mark.parametrize("channels", [1, 2, 5])
def test_mono_goes_to_every_channel(channels: int) -> None:
    ring = Ring(10, channels, 4)
    assert ring.write(ramp(35)) == 35  # more than the block that is spread at a time
    np.testing.assert_array_equal(read(ring, 40), np.repeat(ramp(35), channels, axis=1))


@pytest.mark.parametrize(
    "audio",
    [
        np.zeros(64, np.float32),
        np.zeros((64, 3), np.float32),
        np.zeros((2, 64), np.float32).T,
        np.zeros((128, 2), np.float32)[::2],
        np.zeros((64, 2)),
        [[0.0, 0.0]],
    ],
    ids=["flat", "channels", "order", "stride", "float64", "list"],
)
def test_refuses_another_shape(audio: Audio) -> None:
    ring = Ring(64, 2, 4)
    with pytest.raises(ValueError, match=r"float32 \(samples, 2\)"):
        ring.write(audio)
    with pytest.raises(ValueError, match=r"float32 \(samples, 2\)"):
        ring.read_into(audio)
    assert ring.filled() == ring.written == 0


def test_takes_no_samples_as_none() -> None:
    ring = Ring(64, 2, 1)
    assert ring.write(np.zeros((0, 2), np.float32)) == 0
    assert ring.read_into(np.zeros((0, 2), np.float32)) == 0


def test_refuses_to_hold_nothing() -> None:
    with pytest.raises(ValueError, match="holds nothing"):
        Ring(64, 0, 4)


def test_a_producer_and_a_consumer_lose_nothing() -> None:
    ring, total = Ring(64, 2, 3), 100_000
    heard = np.zeros((total, 2), np.float32)

    def consume() -> None:
        done = 0
        while done < total:
            done += ring.read_into(heard[done : done + 77])
            sleep(0)

    consumer = Thread(target=consume, daemon=True)
    consumer.start()
    audio, done = ramp(total, 2), 0
    while done < total:
        done += ring.write(audio[done : done + 64])
        sleep(0)
    consumer.join(30)
    np.testing.assert_array_equal(heard, audio)
    assert ring.written == total


def test_needs_no_portaudio() -> None:
    code = (
        "import sys, engine.ring; engine.ring.Ring(64, 2, 2);"
        "assert not {'sounddevice', 'rtmixer'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(__file__).parents[1])
