"""A take is read as it was written, replayed as it was played, and refused when it is damaged."""

import json
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scenes import values

from engine import render
from engine.controls import Controls
from engine.offline import blocks
from engine.parameters import DRIVEN, HELD, INDEX, TABLE, from_unit
from engine.store import Event, Kind
from engine.take import BadTake, Player, Recorder, Take, defaults, replay

HOP = 512

rows = st.sampled_from(TABLE)
settings = st.dictionaries(rows, st.floats(0, 1), max_size=4).map(
    lambda found: {row.id: from_unit(row, x) for row, x in found.items()}
)
pitches, offsets = st.integers(0, 127).map(float), st.floats(0, 1023)
events = st.one_of(
    st.builds(lambda *e: Event(Kind.NOTE_ON, *e), pitches, st.floats(0, 1), offsets),
    st.builds(lambda pitch, at: Event(Kind.NOTE_OFF, pitch, 0.0, at), pitches, offsets),
    st.builds(lambda strength, at: Event(Kind.ONSET, strength, 0.0, at), st.floats(0, 1), offsets),
    st.builds(lambda seed: Event(Kind.NEW_SEED, float(seed)), st.integers(0, 65535)),
    st.sampled_from([Event(Kind.ALL_NOTES_OFF), Event(Kind.RESET), Event(Kind.PANIC)]),
)


def timed(what):
    pairs = st.lists(st.tuples(st.integers(0, 500), what), max_size=8)
    return pairs.map(lambda found: sorted(found, key=lambda pair: pair[0]))


takes = st.builds(
    Take, st.integers(64, 10**6), st.integers(1, 64), st.text(max_size=20), timed(settings),
    timed(events),
)


@given(takes)
def test_a_take_is_read_as_it_was_written(tmp_path_factory, take):
    path = tmp_path_factory.mktemp("takes") / "t.json"
    take.save(path)
    assert Take.load(path) == take
    assert not list(path.parent.glob("*.part"))


def test_a_take_can_be_read_by_people(tmp_path):
    take = Take(8, 2, "orchestra", [(0, {"gain": -3.0})], [(2, Event(Kind.NOTE_ON, 60, 0.5, 7))])
    take.save(tmp_path / "t.json")
    lines = (tmp_path / "t.json").read_text().splitlines()
    assert '  [0, {"gain": -3.0}]' in lines
    assert '  {"at": 2, "kind": "note_on", "a": 60, "b": 0.5, "offset": 7}' in lines


def test_a_take_that_cannot_be_written_leaves_the_old_one(tmp_path):
    path = tmp_path / "t.json"
    Take(2, 2).save(path)
    before = path.read_text()
    with pytest.raises(TypeError):
        Take(4, 2, events=[(0, Event(Kind.ONSET, object()))]).save(path)
    assert path.read_text() == before


GOOD = {"flowbend_take": 1, "instrument": "x", "block_latents": 2, "latents": 10,
        "values": [[0, {"gain": -3.0}]],
        "events": [{"at": 0, "kind": "note_on", "a": 60, "b": 0.5, "offset": 0}]}
EVENT = GOOD["events"][0]
DAMAGED = {
    "no format": {k: v for k, v in GOOD.items() if k != "flowbend_take"},
    "other format": GOOD | {"flowbend_take": 2},
    "a list": [1, 2],
    "no values": {k: v for k, v in GOOD.items() if k != "values"},
    "no events": {k: v for k, v in GOOD.items() if k != "events"},
    "no length": {k: v for k, v in GOOD.items() if k != "latents"},
    "values no list": GOOD | {"values": 3},
    "values no pairs": GOOD | {"values": [[0, {"gain": -3.0}, 1]]},
    "values no dictionary": GOOD | {"values": [[0, "gain"]]},
    "unknown row": GOOD | {"values": [[0, {"gian": -3.0}]]},
    "out of range": GOOD | {"values": [[0, {"gain": -300.0}]]},
    "not a number": GOOD | {"values": [[0, {"gain": float("nan")}]]},
    "unknown kind": GOOD | {"events": [EVENT | {"kind": "note_in"}]},
    "kind no text": GOOD | {"events": [EVENT | {"kind": 1}]},
    "event without a": GOOD | {"events": [{k: v for k, v in EVENT.items() if k != "a"}]},
    "event no dictionary": GOOD | {"events": [[0, "note_on", 60]]},
    "empty": GOOD | {"latents": 0},
    "no block": GOOD | {"block_latents": 0},
    "less than a block": GOOD | {"block_latents": 12},
    "length no number": GOOD | {"latents": "long"},
    "endless": GOOD | {"latents": float("inf")},
    "a pitch beyond the keys": GOOD | {"events": [EVENT | {"a": 128}]},
    "a pitch below the keys": GOOD | {"events": [EVENT | {"a": -1}]},
    "a pitch that is none": GOOD | {"events": [EVENT | {"a": float("nan")}]},
    "a velocity that is none": GOOD | {"events": [EVENT | {"b": float("inf")}]},
    "an offset that is none": GOOD | {"events": [EVENT | {"offset": float("nan")}]},
}


@pytest.mark.parametrize("document", DAMAGED.values(), ids=DAMAGED.keys())
def test_a_damaged_take_is_refused_in_a_sentence(tmp_path, document):
    path = tmp_path / "t.json"
    path.write_text(json.dumps(GOOD))
    assert Take.load(path).latents == 10
    path.write_text(json.dumps(document))
    with pytest.raises(BadTake) as refusal:
        Take.load(path)
    assert str(path) in str(refusal.value) and str(refusal.value).endswith(".")
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe\x00", b'{"flowbend_take": 1', b"RIFF"])
def test_what_is_no_json_is_no_take(tmp_path, content):
    path = tmp_path / "t.json"
    path.write_bytes(content)
    with pytest.raises(BadTake, match="is not a take: it is not JSON"):
        Take.load(path)


def test_a_take_that_is_not_there(tmp_path):
    with pytest.raises(BadTake, match="cannot be read: No such file"):
        Take.load(tmp_path / "t.json")
    with pytest.raises(BadTake, match="cannot be read: Is a directory"):
        Take.load(tmp_path)


@given(st.integers(0, 200), st.integers(0, 255))
def test_one_wrong_byte_is_another_take_or_a_sentence(tmp_path_factory, place, byte):
    path = tmp_path_factory.mktemp("takes") / "t.json"
    Take(8, 2, "x", [(0, {"gain": -3.0})], [(2, Event(Kind.NOTE_ON, 60, 0.5, 7))]).save(path)
    data = bytearray(path.read_bytes())
    data[place % len(data)] = byte
    path.write_bytes(data)
    try:
        found = Take.load(path)
    except BadTake:
        return
    assert found.latents >= found.block_latents >= 1


# Playing and recording


def controls_of(take, latents, count, loop=False):
    player = Player(take, HOP, loop)
    return [player.block(latents) for _ in range(count)]


def test_values_hold_from_their_block_on():
    take = Take(8, 2, values=[(0, {"gain": -3.0}), (5, {"gain": -6.0, "steps": 2.0})])
    found = [(c.values[INDEX["gain"]], c.values[INDEX["steps"]]) for c in controls_of(take, 2, 5)]
    assert found == [(-3, 4), (-3, 4), (-6, 2), (-6, 2), (-6, 2)]


def test_what_is_not_in_the_take_is_the_default():
    np.testing.assert_array_equal(controls_of(Take(2, 2), 2, 1)[0].values, defaults())


@pytest.mark.parametrize("latents", [1, 2, 4, 8])
def test_an_event_falls_on_its_sample_however_large_the_block(latents):
    take = Take(8, 2, events=[(0, Event(Kind.ONSET, 1.0)), (5, Event(Kind.ONSET, 0.5, 0.0, 100))])
    found = controls_of(take, latents, 8 // latents)
    placed = [(i * latents * HOP + e.offset, e.a) for i, c in enumerate(found) for e in c.events]
    assert placed == [(0, 1.0), (5 * HOP + 100, 0.5)]


def test_a_loop_lifts_all_keys_and_begins_anew():
    take = Take(4, 2, values=[(0, {"gain": -3.0}), (2, {"morph": 1.0})],
                events=[(0, Event(Kind.NOTE_ON, 60, 0.5))])
    found = controls_of(take, 2, 5, loop=True)
    assert [c.values[INDEX["morph"]] for c in found] == [0, 1, 0, 1, 0]
    kinds = [[e.kind for e in c.events] for c in found]
    assert kinds == [[Kind.NOTE_ON], [], [Kind.ALL_NOTES_OFF, Kind.NOTE_ON], [],
                     [Kind.ALL_NOTES_OFF, Kind.NOTE_ON]]


@pytest.mark.parametrize("loop", [True, False])
@pytest.mark.parametrize("latents", [0, 2, 4, 6, 10])
def test_a_skip_leads_where_playing_would_have_led(loop, latents):
    take = Take(8, 2, values=[(0, {"gain": -3.0}), (4, {"gain": -9.0})],
                events=[(2, Event(Kind.NOTE_ON, 60, 0.5)), (6, Event(Kind.NOTE_OFF, 60))])
    played, skipped = Player(take, HOP, loop), Player(take, HOP, loop)
    for _ in range(latents // 2):
        played.block(2)
    skipped.skip(latents)
    for _ in range(5):
        left, right = played.block(2), skipped.block(2)
        np.testing.assert_array_equal(left.values, right.values)
        assert [e for e in left.events if e.kind != Kind.ALL_NOTES_OFF] == [
            e for e in right.events if e.kind != Kind.ALL_NOTES_OFF]


def test_without_a_loop_the_end_stands():
    take = Take(2, 2, values=[(0, {"gain": -3.0})], events=[(0, Event(Kind.NOTE_ON, 60, 0.5))])
    found = controls_of(take, 2, 3)
    assert [c.values[INDEX["gain"]] for c in found] == [-3, -3, -3]
    assert [len(c.events) for c in found] == [1, 0, 0]


def test_a_block_s_values_are_its_own():
    player = Player(Take(4, 2, values=[(0, {"gain": -3.0})]), HOP)
    player.block(2).values[:] = 0
    assert player.block(2).values[INDEX["gain"]] == -3


def test_a_recorder_writes_down_changes_only():
    recorder = Recorder(2, "orchestra")
    strike = Event(Kind.ONSET, 1.0, 0.0, 5.0)
    for knobs, struck in ((values(), ()), (values(), (strike,)), (values(gain=-3), ())):
        recorder.block(Controls(knobs, struck))
    take = recorder.take
    assert (take.latents, take.block_latents, take.instrument) == (6, 2, "orchestra")
    assert [at for at, _ in take.values] == [0, 4]
    assert len(take.values[0][1]) == len(TABLE) and take.values[1][1] == {"gain": -3.0}
    assert take.events == [(2, strike)]


def heard(number: int) -> dict[str, np.ndarray]:
    """Curves of one block, of numbers that no decimal fraction is, with a gap."""
    rng = np.random.default_rng(number)
    gap = np.where(np.arange(2) == number % 3, np.nan, rng.uniform(-60, 0, 2))
    return {"rms": gap, "brightness": rng.uniform(40, 16000, 2)} if number % 4 else {}


def test_curves_are_recorded_and_replayed_to_the_last_bit(tmp_path):
    """What an ear hears: without it, the same controls again; at other blocks, the same curve."""
    recorder = Recorder(2, "orchestra")
    for number in range(9):
        recorder.block(Controls(values(), curves=heard(number)))
    recorder.take.save(tmp_path / "t.json")
    take = Take.load(tmp_path / "t.json")
    assert take == recorder.take
    for number, controls in enumerate(replay(take, HOP)):
        assert controls.curves.keys() == heard(number).keys()
        for lane, curve in heard(number).items():
            np.testing.assert_array_equal(controls.curves[lane], curve)
    player = Player(take, HOP)
    for first, controls in ((0, player.block(6)), (3, player.block(6)), (6, player.block(6))):
        every = [heard(n).get("brightness", np.full(2, np.nan)) for n in range(first, first + 3)]
        np.testing.assert_array_equal(controls.curves["brightness"], np.concatenate(every))


@pytest.mark.parametrize(
    "curves", [{"gain": [0.0]}, {"rms": ["loud"]}, {"rms": [1e999]}, {"rms": 3}]
)
def test_a_curve_that_no_ear_heard_is_refused(tmp_path, curves):
    recorder = Recorder(2, "x")
    recorder.block(Controls(values()))
    recorder.take.curves.append((0, curves))
    recorder.take.save(tmp_path / "t.json")
    with pytest.raises(BadTake, match="is damaged"):
        Take.load(tmp_path / "t.json")


@pytest.mark.parametrize("latents", [2, 6])
def test_a_replay_is_the_same_samples(shipped, tmp_path, latents):
    """Record what a hand does, save, load, and play it again through the real model."""
    rng, recorder, state, played = np.random.default_rng(2), Recorder(latents, "x"), None, []
    knobs = values(notes_mode=DRIVEN, onset_mode=DRIVEN, guidance=1.7, rms_mode=HELD)
    for number in range(24):
        knobs[INDEX["rms"]] = rng.uniform(-60, 0)
        knobs[INDEX["morph"]], knobs[INDEX["gain"]] = rng.random(), rng.uniform(-60, 12)
        if number == 12:
            knobs[INDEX["steps"]], knobs[INDEX["seed_a"]] = 2, 777
        events = [Event(Kind.NOTE_ON, 60 + number, rng.random(), rng.uniform(0, latents * HOP))]
        if number % 3 == 0:
            events.append(Event(Kind.ALL_NOTES_OFF, offset=events[0].offset / 2))
        if number == 18:
            events.append(Event(Kind.RESET))
        controls = Controls(knobs.copy(), tuple(events))
        recorder.block(controls)
        audio, state, _ = render.step(shipped, state or render.State(), controls, latents)
        played.append(audio)
    recorder.take.save(tmp_path / "t.json")
    take = Take.load(tmp_path / "t.json")
    assert take == replace(recorder.take)
    again = np.concatenate(list(blocks(shipped, replay(take, HOP), take.block_latents)))
    np.testing.assert_array_equal(again, np.concatenate(played))
