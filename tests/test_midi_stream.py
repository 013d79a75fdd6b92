"""Bytes become whole messages, and no half of one becomes a part of another."""

import mido
from hypothesis import given
from hypothesis import strategies as st

from bridge.midi_stream import MidiStream

data = st.integers(0, 127)
three = st.tuples(st.sampled_from([0x80, 0x95, 0xA0, 0xB0, 0xEF]), data, data)
two = st.tuples(st.sampled_from([0xC0, 0xD3]), data)
common = st.sampled_from([(0xF2, 1, 2), (0xF1, 3), (0xF3, 9), (0xF6,)])
message = st.one_of(three, three, two, common)
real_time = st.sampled_from([0xF8, 0xFA, 0xFB, 0xFC, 0xFE, 0xFF])


def split(*events):
    stream = MidiStream()
    return [found for event in events for found in stream.split(event)], stream.malformed


def test_running_status_goes_from_event_to_event():
    notes = [[0x90, 60, 1], [0x90, 62, 2], [0x90, 64, 3]]
    assert split([0x90, 60, 1, 62, 2], [64, 3]) == (notes, 0)
    assert split([0x90, 60, 1], [0xF2, 0, 0], [64, 3]) == ([[0x90, 60, 1], [0xF2, 0, 0]], 2)


def test_what_is_cut_off_is_dropped():
    assert split([0x90, 60], [100]) == ([], 2)  # not a note of the two together
    assert split([0x90, 60, 0x80, 60, 0]) == ([[0x80, 60, 0]], 1)
    assert split([0xF4, 1], [0xF5], []) == ([], 3)


def test_real_time_comes_between_the_bytes_of_others():
    assert split([0x90, 0xF8, 60, 0xFA, 1]) == ([[0xF8], [0xFA], [0x90, 60, 1]], 0)


def test_an_exclusive_is_left_out_and_what_it_swallowed_is_not():
    assert split([0xF0, 1, 2, 0xF7], [0x80, 60, 0]) == ([[0x80, 60, 0]], 0)
    assert split([0xF0, 1, 2, 0x80, 60, 0, 0xF8, 0xF7]) == ([[0x80, 60, 0], [0xF8]], 0)


@given(st.lists(st.tuples(message, st.booleans(), st.none() | real_time), max_size=20))
def test_any_message_survives_running_status_and_real_time(messages):
    """Statuses are left out where they may be, and clocks come in between."""
    cable, expected, status = [], [], 0
    for bytes_, runs, tick in messages:
        cable += bytes_[1:] if runs and bytes_[0] == status else bytes_
        status = bytes_[0] if bytes_[0] < 0xF0 else 0
        if tick is not None:
            cable.insert(len(cable) - 1, tick)
        expected.append(list(bytes_))
    found, malformed = split(cable)
    assert [one for one in found if one[0] < 0xF8] == expected and malformed == 0


@given(st.lists(st.lists(st.integers(0, 255), max_size=8), max_size=30))
def test_whatever_comes_out_is_a_message(events):
    found, _ = split(*events)
    for one in found:
        assert one[0] >= 0xF0 or mido.Message.from_bytes(one).bytes() == one
