"""What a whole OSC 1.0 packet looks like: bytes in, the bytes of its messages out, and the other
way round. No values.

python-osc decodes messages well but trusts packets: it fills a missing float with zeros, walks a
bundle whose sizes are negative for ever, and nests without bound. Here a packet is measured first,
so that what is decoded later is complete (https://opensoundcontrol.stanford.edu/spec-1_0.html).
"""

import struct

MAX_BYTES = 8192
MAX_DEPTH = 8  # bundles within bundles
_BUNDLE = b"#bundle\0"
_AT_ONCE = struct.pack(">Q", 1)
_SIZES = {"i": 4, "f": 4, "r": 4, "m": 4, "h": 8, "d": 8, "t": 8, "T": 0, "F": 0, "N": 0}


class Malformed(ValueError):
    """Bytes that are no whole OSC packet; the text says what is wrong with them."""


def messages(packet: bytes, depth: int = 0) -> list[bytes]:
    """[any] The messages of a packet in the order they were sent, bundles unwrapped.

    Time tags are dropped: everything is for now. Raises Malformed when any part is incomplete,
    larger than MAX_BYTES, nested deeper than MAX_DEPTH, or of a type that is not understood.
    """
    if len(packet) > MAX_BYTES:
        raise Malformed(f"a packet may have {MAX_BYTES} bytes, and no more")
    if packet.startswith(_BUNDLE):
        return _unwrapped(packet, depth)
    if packet.startswith(b"/"):
        _measure(packet)
        return [packet]
    raise Malformed("a packet starts with '/' or '#bundle'")


def bundle(messages: list[bytes]) -> bytes:
    """[any] One packet: a bundle for now, or the message alone where there is but one."""
    if len(messages) == 1:
        return messages[0]
    parts = (struct.pack(">i", len(message)) + message for message in messages)
    return _BUNDLE + _AT_ONCE + b"".join(parts)


def _unwrapped(bundle: bytes, depth: int) -> list[bytes]:
    """[any] The messages of one bundle and of the bundles in it."""
    if depth >= MAX_DEPTH:
        raise Malformed(f"bundles are nested more than {MAX_DEPTH} deep")
    if len(bundle) < 16:
        raise Malformed("the bundle ends before its time tag")
    found: list[bytes] = []
    at = 16
    while at < len(bundle):
        size = _size_at(bundle, at)
        found += messages(bundle[at + 4 : at + 4 + size], depth + 1)
        at += 4 + size
    return found


def _measure(message: bytes) -> None:
    """[any] Raise Malformed unless a message has exactly the bytes that its types ask for."""
    at = _after_string(message, 0)
    if at == len(message):  # old senders leave the types out when there is no argument
        return
    types_end = _after_string(message, at)
    types = message[at:types_end].rstrip(b"\0").decode("latin-1")
    if not types.startswith(","):
        raise Malformed("the message has no list of types")
    at = types_end
    for kind in types[1:]:
        if kind == "s":
            at = _after_string(message, at)
        elif kind == "b":
            size = _size_at(message, at)
            at += 4 + size + (-size % 4)
        elif kind in _SIZES:
            at += _SIZES[kind]
        else:
            raise Malformed(f"arguments of type {kind!a} are not understood")
    if at != len(message):
        what = "ends before its last argument" if at > len(message) else "has bytes left over"
        raise Malformed(f"the message {what}")


def _after_string(message: bytes, at: int) -> int:
    """[any] Where the padded string that starts at `at` ends."""
    end = message.find(b"\0", at)
    after = end + 4 - (end - at) % 4
    if end < 0 or after > len(message):
        raise Malformed("the message ends within a string")
    return after


def _size_at(data: bytes, at: int) -> int:
    """[any] The byte count stored at `at`, which must leave room for that many bytes."""
    if at + 4 > len(data):
        raise Malformed("the packet ends before a size")
    (size,) = struct.unpack_from(">i", data, at)
    if not 0 <= size <= len(data) - at - 4:
        raise Malformed(f"a part of {size} bytes does not fit into its packet")
    return size
