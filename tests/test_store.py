"""Values and events survive many writers, a reader that never waits, and a writer that dies."""

import subprocess
import sys
import threading
import time
from multiprocessing import shared_memory
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.parameters import INDEX, TABLE, BadValue
from engine.store import TAKE, Event, Events, Kind, Store

ROOT = Path(__file__).parents[1]


def value(store, id):
    """What the render thread would see."""
    return store.snapshot()[0][INDEX[id]]


def touches(store, id):
    """How often the render thread would see that a row was touched."""
    return store.snapshot()[1][INDEX[id]]


def test_starts_at_the_defaults_untouched():
    values, touched = Store().snapshot()
    assert values.tolist() == [row.default for row in TABLE]
    assert not touched.any()


def test_set_stores_returns_and_counts():
    store = Store()
    assert store.set("gain", -3, "osc") == -3.0 == store.get("gain") == value(store, "gain")
    assert touches(store, "gain") == 1
    assert touches(store, "morph") == 0


def test_a_refused_value_changes_nothing():
    store = Store()
    before = store.snapshot()
    for bad in ({"gain": 99}, {"morph": 0.5, "gain": float("nan")}, {"morph": 0.5, "gone": 1}):
        with pytest.raises(BadValue):
            store.set_many(bad, "osc")
    assert all(map(np.array_equal, store.snapshot(), before))
    with pytest.raises(BadValue, match="did you mean 'gain'"):
        store.get("gane")


@pytest.mark.parametrize("mode", ["free", "driven"])
@pytest.mark.parametrize("knob", ["rms", "onset", "onset_rate", "brightness", "noisiness"])
def test_touch_takes_over(knob, mode):
    store = Store()
    mode_id = "onset_mode" if knob == "onset_rate" else f"{knob}_mode"
    store.set(mode_id, mode, "osc")
    store.set(knob, store.get(knob), "midi")
    assert value(store, mode_id) == 1
    assert touches(store, mode_id) == 2


def test_touch_does_not_take_over_in_a_take_nor_where_there_is_no_lane():
    store = Store()
    store.set("rms", -10, TAKE)
    store.set("gain", -10, "osc")
    assert value(store, "rms_mode") == 0
    assert sum(store.snapshot()[1]) == 2


def test_a_mode_that_is_set_with_its_knob_wins():
    store = Store()
    assert store.set_many({"rms": -10, "rms_mode": "free"}, "preset") == {
        "rms": -10.0, "rms_mode": 0.0
    }
    assert value(store, "rms_mode") == 0


def test_listeners_hear_what_was_stored_in_order_with_its_source():
    store, heard = Store(), []
    forget = store.listen(lambda *news: heard.append(news))
    store.set("rms", -10, "midi")
    store.set("rms", -11, "midi")
    with pytest.raises(BadValue):
        store.set("rms", 5, "midi")
    forget()
    store.set("rms", -12, "midi")
    assert heard == [("rms", -10.0, "midi"), ("rms_mode", 1.0, "midi"), ("rms", -11.0, "midi")]


def test_a_listener_that_fails_harms_nobody():
    store, heard = Store(), []

    def broken(id, value, source):
        raise RuntimeError("no")

    store.listen(broken)
    store.listen(lambda *news: heard.append(news))
    store.set("gain", 1, "osc")
    assert heard == [("gain", 1.0, "osc")]
    assert store.listener_errors == 1
    assert str(store.last_listener_error) == "no"


def test_a_listener_may_set_values_itself():
    store, heard = Store(), []

    def follow(id, value, source):
        if id == "seed_a":
            store.set("seed_b", value, "link")

    store.listen(follow)
    store.listen(lambda *news: heard.append(news))
    store.set("seed_a", 7, "osc")
    assert heard == [("seed_a", 7.0, "osc"), ("seed_b", 7.0, "link")]


def test_every_write_of_two_threads_is_told_in_the_order_of_the_writes():
    store, heard = Store(), []
    store.listen(lambda id, value, source: heard.append(value))

    def write(start):
        for i in range(start, start + 500):
            store.set("seed_a", i, "osc")

    run_together(lambda: write(1), lambda: write(1001))
    assert len(heard) == 1000
    assert heard[-1] == store.get("seed_a")
    assert [x for x in heard if x < 1000] == list(range(1, 501))


def run_together(*targets):
    """Run each target on a thread of its own until all are done."""
    threads = [threading.Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_no_snapshot_is_torn_and_no_touch_is_lost():
    store, stop, written = Store(), threading.Event(), []

    def write(start):
        count = 0
        while not stop.is_set():
            count += 1
            pair = (start + count) % 60000
            store.set_many({"seed_a": pair, "seed_b": pair}, "osc")
        written.append(count)

    def read():
        until = time.monotonic() + 1
        while time.monotonic() < until:
            values, touched = store.snapshot()
            torn.append(values[INDEX["seed_a"]] - values[INDEX["seed_b"]])
            torn.append(touched[INDEX["seed_a"]] - touched[INDEX["seed_b"]])
        stop.set()

    torn = []
    store.set_many({"seed_a": 1, "seed_b": 1}, "osc")
    run_together(lambda: write(1), lambda: write(30000), read)
    assert len(torn) > 200
    assert not any(torn)
    assert touches(store, "seed_a") == sum(written) + 1


class Interrupted:
    """The banks of a store; half way through each copy, so many writes happen."""

    def __init__(self, store, writes, copies):
        self.banks, self.store, self.writes, self.copies = store._banks, store, writes, copies

    def __setitem__(self, slot, new):
        self.banks[slot] = new

    def __getitem__(self, slot):
        return Bank(self, self.banks[slot])


class Bank(np.ndarray):
    """One bank that is written to while it is copied."""

    def __new__(cls, owner, cells):
        bank = cells.view(cls)
        bank.owner = owner
        return bank

    def __array_finalize__(self, source):
        self.owner = None

    def copy(self):
        half = np.array(self[:3])
        if self.owner.copies:
            self.owner.copies -= 1
            for _ in range(self.owner.writes):
                seed = self.owner.store.get("seed_a") + 1
                self.owner.store.set_many({"seed_a": seed, "seed_b": seed}, "osc")
        return np.concatenate([half, np.array(self[3:])])  # between seed_a and seed_b


@pytest.mark.parametrize("writes", [1, 2, 3])
def test_a_copy_that_was_overtaken_is_made_again(writes):
    store = Store()
    store.set_many({"seed_a": 5, "seed_b": 5}, "osc")
    store._banks = Interrupted(store, writes, copies=3)
    values, _ = store.snapshot()
    assert values[INDEX["seed_a"]] == values[INDEX["seed_b"]] == 5 + 3 * writes
    assert store.stale == 0


def test_a_reader_that_is_always_overtaken_keeps_what_it_had():
    store = Store()
    store.set_many({"seed_a": 5, "seed_b": 5}, "osc")
    store.snapshot()
    store._banks = Interrupted(store, 2, copies=1000)
    values, _ = store.snapshot()
    assert values[INDEX["seed_a"]] == values[INDEX["seed_b"]] == 5
    assert store.stale == 1


WRITER = """
import sys, time
from multiprocessing import resource_tracker, shared_memory
from engine.store import Events, Kind, Store
memory = shared_memory.SharedMemory(sys.argv[1])
resource_tracker.unregister(memory._name, "shared_memory")  # it belongs to the test
store, events = Store(memory.buf), Events(64, memory.buf[Store.NBYTES:])
until = time.monotonic() + 0.5
pair = 0
while time.monotonic() < until:
    pair = (pair + 1) % 60000
    store.set_many({"seed_a": pair, "seed_b": pair}, "other process")
    events.post(Kind.NOTE_ON, pair % 128, 0.5)
store.set("gain", -7, "other process")
del store, events
"""


def test_another_process_writes_what_this_one_reads():
    memory = shared_memory.SharedMemory(create=True, size=Store.NBYTES + Events.nbytes(64))
    try:
        watch_another_process(memory)
    finally:
        memory.unlink()


def watch_another_process(memory):
    """Read, without a pause, what WRITER writes into the shared memory."""
    store, events = Store(memory.buf), Events(64, memory.buf[Store.NBYTES :])
    writer = subprocess.Popen([sys.executable, "-c", WRITER, memory.name], cwd=ROOT)
    seen, notes = set(), 0
    while writer.poll() is None:
        values, _ = store.snapshot()
        if values[INDEX["seed_a"]] != values[INDEX["seed_b"]]:
            assert (values[INDEX["seed_a"]], values[INDEX["seed_b"]]) == (1, 2)  # the defaults
        seen.add(values[INDEX["seed_a"]])
        notes += len(events.drain())
    assert writer.returncode == 0
    assert len(seen) > 20
    assert notes > 20
    assert value(store, "gain") == -7
    assert Store(memory.buf).get("gain") == -7  # a new bridge finds the values of the old


def test_a_writer_that_dies_half_way_leaves_the_last_whole_values():
    buffer = bytearray(Store.NBYTES)
    store = Store(buffer)
    store.set_many({"seed_a": 5, "seed_b": 5}, "osc")

    class Killed(BaseException):
        pass

    class Dying(dict):
        def items(self):
            yield "seed_a", 9.0
            raise Killed

    with pytest.raises(Killed):
        store._write(Dying())
    for survivor in (store, Store(buffer)):
        assert (value(survivor, "seed_a"), value(survivor, "seed_b")) == (5, 5)
        survivor.set("gain", 1, "osc")
        assert (value(survivor, "seed_a"), value(survivor, "gain")) == (5, 1)


def test_a_snapshot_belongs_to_its_reader():
    store = Store()
    values, touched = store.snapshot()
    values[:], touched[:] = 0, 9
    assert value(store, "rms") == -20
    assert touches(store, "rms") == 0


def test_a_buffer_that_does_not_fit_is_refused():
    with pytest.raises(ValueError, match=r"need .* bytes, and the buffer has 8"):
        Store(bytearray(8))
    with pytest.raises(ValueError, match="read-only"):
        Store(memoryview(bytes(Store.NBYTES)))
    with pytest.raises(ValueError, match="another version"):
        Store(bytearray(np.full(Store.NBYTES // 8, 3.0).tobytes()))
    ring = bytearray(Events.nbytes(8))
    Events(8, ring)
    with pytest.raises(ValueError, match="another version"):
        Events(4, ring)


def test_events_come_out_as_they_went_in():
    events = Events(4)
    assert events.drain() == ()
    assert events.post(Kind.NOTE_ON, 60, 0.5, 17)
    assert events.post(Kind.RESET)
    assert events.drain() == (Event(Kind.NOTE_ON, 60.0, 0.5, 17.0), Event(Kind.RESET))
    assert events.drain() == ()


def test_a_full_ring_refuses_and_counts():
    events = Events(2)
    assert [events.post(Kind.NOTE_ON, pitch, 1) for pitch in range(4)] == [True, True, False, False]
    assert (events.refused, events.room) == (2, 0)
    assert [event.a for event in events.drain()] == [0, 1]
    assert events.post(Kind.NOTE_OFF, 0)
    assert (events.refused, events.room) == (2, 1)


def test_events_must_be_known_and_finite():
    events = Events(2)
    for bad in ((99,), (Kind.ONSET, float("nan")), (Kind.ONSET, 1, 1, float("inf"))):
        with pytest.raises(ValueError):
            events.post(*bad)
    assert events.drain() == ()
    with pytest.raises(ValueError, match="room for at least one"):
        Events(0)


@given(st.lists(st.integers(0, 5), max_size=60), st.integers(1, 7))
def test_what_is_accepted_arrives_once_and_in_order(posts_before_drains, capacity):
    events, accepted, arrived, number = Events(capacity), [], [], 0
    for posts in [*posts_before_drains, 0]:
        for _ in range(posts):
            number += 1
            if events.post(Kind.ONSET, number):
                accepted.append(number)
        arrived += [event.a for event in events.drain()]
    assert arrived == accepted
    assert events.refused == number - len(accepted)


def test_an_event_that_comes_during_a_drain_waits_for_the_next():
    events = Events(4)

    class Busy:
        records = events._records

        def __setitem__(self, slot, record):
            self.records[slot] = record

        def __getitem__(self, slots):
            events.post(Kind.ONSET, 2)
            return self.records[slots]

    events.post(Kind.ONSET, 1)
    events._records = Busy()
    assert [event.a for event in events.drain()] == [1]
    assert [event.a for event in events.drain()] == [2]


def test_two_writers_and_a_reader_lose_nothing():
    events, arrived, done = Events(16), [], []

    def write(start):
        for i in range(start, start + 2000):
            while not events.post(Kind.ONSET, i):
                time.sleep(0)
        done.append(start)

    def read():
        while len(done) < 2 or events.room < 16:
            arrived.extend(event.a for event in events.drain())

    run_together(lambda: write(0), lambda: write(10000), read)
    assert [x for x in arrived if x < 10000] == list(range(2000))
    assert [x for x in arrived if x >= 10000] == list(range(10000, 12000))


def test_all_values_are_of_one_publication():
    store, stop = Store(), threading.Event()
    seen = [store.values()]
    assert seen[0] == {row.id: row.default for row in TABLE}

    def look() -> None:
        while not stop.is_set():
            seen.append(store.values())

    reader = threading.Thread(target=look)
    reader.start()
    for step in range(2000):
        store.set_many({"gain": -step % 60 - 60, "rms": -step % 60 - 60}, TAKE)
    stop.set()
    reader.join()
    assert all(found["gain"] == found["rms"] for found in seen[1:] if found["gain"] != 0)
