"""Whole packets pass in order; anything else is refused quickly, whoever made it."""

import struct
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pythonosc.osc_message_builder import build_msg

from bridge import packets

HEAD = b"#bundle\0" + bytes(8)


def message(address, *arguments):
    """A message as python-osc writes it."""
    return build_msg(address, list(arguments)).dgram


def bundle(*parts, tag=bytes(8)):
    """A bundle of messages and bundles."""
    return b"#bundle\0" + tag + b"".join(struct.pack(">i", len(part)) + part for part in parts)


values = st.one_of(
    st.integers(-(2**31), 2**31 - 1), st.floats(width=32), st.text("abc /", max_size=9),
    st.binary(min_size=1, max_size=9), st.booleans(), st.none(),
)
whole = st.builds(
    lambda name, arguments: message("/" + name, *arguments),
    st.text("abc/", max_size=9), st.lists(values, max_size=5),
)


@given(whole)
def test_what_python_osc_writes_is_whole(data):
    assert packets.messages(data) == [data]


@given(whole, st.data())
def test_no_part_of_it_is(data, draw):
    cut = data[: draw.draw(st.integers(0, len(data) - 1))]
    ends_with_address = cut == data[: packets._after_string(data, 0)]
    if not ends_with_address:  # an address alone is a message without arguments
        with pytest.raises(packets.Malformed):
            packets.messages(cut)
    with pytest.raises(packets.Malformed):
        packets.messages(data + b"\0\0\0\0" * 2)


@given(st.lists(whole, max_size=6))
def test_bundles_keep_their_order_whatever_their_time_tags(parts):
    future = struct.pack(">Q", 2**63)
    nested = bundle(*parts[:2], bundle(*parts[2:4], tag=future), *parts[4:])
    assert packets.messages(nested) == parts


@given(st.binary(max_size=200))
def test_noise_is_refused_or_split(data):
    for packet in (data, b"/" + data, HEAD + data, b"/a\0\0," + data):
        try:
            assert all(part.startswith(b"/") for part in packets.messages(packet))
        except packets.Malformed as fault:
            assert str(fault)


@pytest.mark.parametrize(
    "size", [-4, -1, -(2**31), 2**31 - 1, 1000], ids=str
)
def test_sizes_that_lie_are_refused(size):
    lie = struct.pack(">i", size)
    for packet in (HEAD + lie, HEAD + lie + message("/a"), b"/a\0\0,b\0\0" + lie + b"abcd"):
        with pytest.raises(packets.Malformed):
            packets.messages(packet)


def test_nesting_is_bounded():
    nested = message("/a")
    for _ in range(packets.MAX_DEPTH):
        nested = bundle(nested)
    assert packets.messages(nested) == [message("/a")]
    with pytest.raises(packets.Malformed, match="nested more than 8 deep"):
        packets.messages(bundle(nested))
    for _ in range(300):
        nested = bundle(nested)
    with pytest.raises(packets.Malformed):
        packets.messages(nested)


def test_the_largest_packets_take_no_time():
    room = packets.MAX_BYTES - 16
    small = bundle(*[b"/\0\0\0"] * (room // 8))
    empty = bundle(*[HEAD] * (room // 20))
    types = b"/\0\0\0," + b"T" * (packets.MAX_BYTES - 8) + b"\0\0\0"
    started = time.perf_counter()
    assert len(packets.messages(small)) == room // 8
    assert packets.messages(empty) == []
    assert packets.messages(types) == [types]
    assert time.perf_counter() - started < 0.5
    with pytest.raises(packets.Malformed, match="8192 bytes"):
        packets.messages(b"/" * (packets.MAX_BYTES + 1))


@pytest.mark.parametrize("kind", "ScI[]x\0\xff")
def test_types_that_are_not_understood_are_named(kind):
    with pytest.raises(packets.Malformed, match=r"are not understood|left over|list of types"):
        packets.messages(b"/a\0\0," + kind.encode("latin-1") + b"\0\0" + bytes(4))
