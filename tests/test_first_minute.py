"""The built-in take is a take like any other: in range, in order, and every key is lifted."""

import itertools

import pytest

from engine.first_minute import first_minute
from engine.models.instruments import INSTRUMENTS
from engine.parameters import BY_ID, check
from engine.store import Kind
from engine.take import Player, Take

NAMES = [instrument.name for instrument in INSTRUMENTS]
RATE = 93.75


@pytest.fixture(params=[2, 6])
def take(request):
    return first_minute(NAMES, RATE, request.param)


def test_it_lasts_a_minute_and_a_whole_number_of_blocks(take):
    assert take.latents / RATE == pytest.approx(60, abs=0.1)
    assert take.latents % take.block_latents == 0


def test_it_is_in_order_and_ends_in_time(take):
    for log in (take.values, take.events):
        times = [at for at, _ in log]
        assert times == sorted(times)
        assert times[0] == 0 and times[-1] < take.latents


def test_all_values_are_allowed(take):
    for _, row in take.values:
        for id, value in row.items():
            assert check(BY_ID[id], value) == value


def test_every_key_is_lifted_after_it_was_struck(take):
    down = set()
    for _, event in take.events:
        assert event.kind in (Kind.NOTE_ON, Kind.NOTE_OFF)
        assert 0 <= event.a <= 127
        if event.kind == Kind.NOTE_ON:
            assert 0 < event.b <= 1
            assert event.a not in down
            down.add(event.a)
        else:
            down.remove(event.a)
    assert down == set()


def test_there_is_music_all_along(take):
    """No six seconds without a note, apart from the end, where the model is left alone."""
    starts = [at / RATE for at, event in take.events if event.kind == Kind.NOTE_ON]
    gaps = [after - before for before, after in itertools.pairwise(starts)]
    assert starts[0] == 0 and max(gaps) < 6
    assert len(starts) > 100


def test_it_plays_on_instruments_that_the_model_has(take):
    used = {NAMES[int(row[id])] for _, row in take.values
            for id in ("instrument_a", "instrument_b") if id in row}
    assert {"marimba", "flute", "string_ensemble", "standard_kit", "synth_bass"} <= used


def test_notes_lie_where_their_instruments_sound(take):
    player = {instrument.name: instrument for instrument in INSTRUMENTS}
    changes = [(at, NAMES[int(row["instrument_a"])]) for at, row in take.values
               if "instrument_a" in row]
    for at, event in take.events:
        if event.kind == Kind.NOTE_ON:
            who = player[[name for start, name in changes if start <= at][-1]]
            assert who.low <= event.a <= who.high, (who.name, event.a)


def test_a_model_without_these_instruments_plays_it_on_its_first():
    take = first_minute(["kazoo"], RATE, 2)
    used = {row[id] for _, row in take.values for id in ("instrument_a", "instrument_b")
            if id in row}
    assert used == {0.0}


def test_it_can_be_saved_and_looped(take, tmp_path):
    take.save(tmp_path / "t.json")
    assert Take.load(tmp_path / "t.json") == take
    player, held = Player(take, 512, loop=True), set()
    for _ in range(2 * take.latents // take.block_latents + 1):
        for event in player.block(take.block_latents).events:
            if event.kind == Kind.ALL_NOTES_OFF:
                held.clear()
            elif event.kind == Kind.NOTE_ON:
                held.add(event.a)
            else:
                held.discard(event.a)
    assert held <= {62.0}  # the first note of the third round, at most
