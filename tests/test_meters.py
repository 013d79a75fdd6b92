"""A reader in another place sees what the writer said, and times over the last blocks."""

from __future__ import annotations

import json

import numpy as np
import pytest

from engine.meters import BYTES, RECENT, SLOTS, Meters


def test_starts_with_counters_at_nothing_and_the_rest_unknown() -> None:
    found = Meters().read()
    counters = {"blocks", "latents", "underruns", "late_blocks", "losses", "refused_events",
                "broken_latents"}
    assert {name for name, value in found.items() if value == 0} == counters
    assert {name for name, value in found.items() if value is None} == found.keys() - counters
    assert found.keys() == SLOTS.keys() | {"block_ms_median", "block_ms_p99", "load"}


def test_reads_what_was_written() -> None:
    meters = Meters()
    meters.update(block_ms=5.0, block_duration_ms=20.0, peak_db=-3.5, latents=2, asked_rms=None)
    found = meters.read()
    assert (found["blocks"], found["latents"], found["peak_db"]) == (1, 2, -3.5)
    assert (found["load"], found["block_ms"], found["block_ms_median"]) == (0.25, 5.0, 5.0)
    assert found["asked_rms"] is None
    assert isinstance(found["latents"], int)
    json.dumps(found, allow_nan=False)


def test_only_a_block_time_counts_a_block() -> None:
    meters = Meters()
    meters.update(underruns=1)
    meters.update(block_ms=1.0)
    assert (meters.read()["blocks"], meters.read()["underruns"]) == (1, 1)


@pytest.mark.parametrize("blocks", [1, 100, RECENT, RECENT + 1, 3 * RECENT + 7])
def test_median_and_p99_look_back_on_the_recent_blocks(blocks: int) -> None:
    meters = Meters()
    times = np.random.default_rng(blocks).exponential(3.0, blocks)
    for time in times:
        meters.update(block_ms=time)
    found = meters.read()
    assert found["blocks"] == blocks
    assert found["block_ms_median"] == pytest.approx(np.median(times[-RECENT:]))
    assert found["block_ms_p99"] == pytest.approx(np.percentile(times[-RECENT:], 99))


@pytest.mark.parametrize("wrong", ["load", "blocks", "peak"])
def test_refuses_what_is_no_slot_to_set(wrong: str) -> None:
    meters = Meters()
    with pytest.raises(KeyError, match=wrong):
        meters.update(**{"peak_db": -1.0, wrong: 2.0})
    assert meters.read()["peak_db"] is None


def test_shared_memory_is_read_by_another() -> None:
    memory = bytearray(BYTES + 100)  # shared memory comes in whole pages
    writer, reader = Meters(memory), Meters(memory)
    writer.clear()
    writer.update(block_ms=4.0, onset=1.0)
    assert reader.read() == writer.read()
    assert reader.read()["onset"] == 1.0
    writer.clear()  # the engine started anew
    assert reader.read() == Meters().read()


def test_refuses_too_small_a_buffer() -> None:
    with pytest.raises(ValueError, match=str(BYTES)):
        Meters(bytearray(BYTES - 1))
