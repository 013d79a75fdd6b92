"""Packets that a door must bear: built from good ones, and from what is wrong with them."""

import math
import random
import struct

from pythonosc.osc_message_builder import build_msg

from bridge import addresses, packets
from engine.parameters import TABLE


def bundle(*parts, tag=bytes(8)):
    """A bundle of messages and bundles."""
    return b"#bundle\0" + tag + b"".join(struct.pack(">i", len(part)) + part for part in parts)


def message(address, *arguments):
    """One message as bytes."""
    return build_msg(address, list(arguments)).dgram


def hostile_packets(seed, count):
    """Random bytes, random messages, and good packets with bytes flipped, cut, doubled."""
    chance = random.Random(seed)
    arguments = [0, 1, -1, 2**31 - 1, -(2**31), 2**62, 0.5, math.nan, math.inf, -math.inf, 1e38,
                 -1e38, 1e-40, "held", "flute", "", "x" * 300, b"x", True, False, None]
    sizes = (b"\xff\xff\xff\xfc", b"\x7f\xff\xff\xff", bytes(4))
    known = [*addresses.addresses(), "/error", "/", "/*", "/param/*", "/param/rms/", "/" + "é" * 30]

    def a_message():
        chosen = [chance.choice(arguments) for _ in range(chance.choice((0, 1, 1, 1, 2, 3)))]
        return message(chance.choice(known), *chosen)

    def a_bundle(depth):
        parts = [a_bundle(depth - 1) if depth and chance.random() < 0.5 else a_message()
                 for _ in range(chance.randrange(5))]
        return bundle(*parts, tag=chance.randbytes(8))

    def mutated(data):
        data = bytearray(data)
        for _ in range(chance.choice((1, 1, 2, 8))):
            at = chance.randrange(len(data) + 1)
            how = chance.randrange(4)
            if how == 0:
                del data[at:]
            elif how == 1:
                data[at:at] = chance.randbytes(chance.choice((1, 4, 8)))
            elif how == 2:
                data[at : at + 4] = chance.choice(sizes)
            elif data:
                data[at % len(data)] ^= 1 << chance.randrange(8)
        return bytes(data)

    for _ in range(count):
        kind = chance.randrange(5)
        good = a_message() if chance.random() < 0.6 else a_bundle(chance.choice((0, 1, 3, 12)))
        if kind == 0:
            yield chance.randbytes(chance.choice((1, 7, 16, 64, 500)))
        elif kind == 1:
            yield b"#bundle\0" + chance.randbytes(chance.choice((7, 8, 12, 40)))
        elif kind == 2:
            yield good[: packets.MAX_BYTES]
        else:
            yield mutated(good)[: packets.MAX_BYTES]


def invalid_packets(seed, count):
    """Packets that are good but for one thing that is wrong with them, of each kind in turn."""
    chance = random.Random(seed)
    wrong = [math.nan, math.inf, -math.inf, 1e30, -1e30, 2**31 - 1, 2**40, "", "lou", b"x", None,
             True, (1, 2, 3, 4)]
    good = [message("/param/rms", -12.5), message("/param/steps", 3), message("/event/onset", 0.5),
            message("/event/note_on", 60, 0.5), message("/param/loop", "on")]

    def refused():
        row = chance.choice(TABLE)
        address = chance.choice((f"/param/{row.id}", "/event/note_on", "/event/model"))
        arguments = [chance.choice(wrong) for _ in range(chance.choice((1, 1, 2, 5)))]
        return message(address, *arguments)

    def malformed():
        whole = chance.choice(good)
        kind = chance.randrange(6)
        if kind == 0:
            return whole[: -chance.randrange(1, 4)]
        if kind == 1:
            return whole + chance.randbytes(chance.choice((1, 3, 4, 8)))
        if kind == 2:
            return whole.replace(b",", chance.choice((b"", b"!", b"\0")), 1)
        if kind == 3:
            return bundle(whole) + struct.pack(">i", chance.choice((-4, 4, 2**31 - 1))) + b"//"
        if kind == 4:
            deep = whole
            for _ in range(packets.MAX_DEPTH + 1 + chance.randrange(4)):
                deep = bundle(deep)
            return deep
        return bundle(*[whole] * (packets.MAX_BYTES // len(whole)))

    for number in range(count):
        if number % 3 == 0:
            yield malformed()
        elif number % 3 == 1:
            yield refused()
        else:
            yield bundle(chance.choice(good), bundle(bundle(malformed()), chance.choice(good)))
