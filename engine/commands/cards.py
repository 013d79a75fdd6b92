"""Options of the sound card, which several commands share, and what they say."""

import argparse

from engine.parameters import BadValue


def add(parser: argparse.ArgumentParser) -> None:
    """[control] Which card, and how it is driven."""
    parser.add_argument("--device", help="sound card: its number or a part of its name")
    parser.add_argument("--channels", metavar="L,R",
                        help="the card's outputs for left and right, from 1; 1,2 by default")
    parser.add_argument("--buffer", type=int, metavar="SAMPLES",
                        help="what the card should queue; the least it offers by default")
    parser.add_argument("--safety", type=int, default=1, metavar="0..3",
                        help="how far the ring may deepen against underruns: one block, to four")
    parser.add_argument("--no-rescue", action="store_true",
                        help="never fewer steps, and no fades: underruns are only counted")
    parser.add_argument("--no-priority", action="store_true",
                        help="do not ask the system for real-time priority and locked memory")


def check(options) -> None:
    """[control] Raises BadValue."""
    from engine.orders import SAFETY

    if options.buffer is not None and not 32 <= options.buffer <= 4096:
        raise BadValue(f"--buffer must be from 32 to 4096, not {options.buffer}")
    if options.safety not in SAFETY:
        raise BadValue(f"--safety must be from 0 to {SAFETY[-1]}, not {options.safety}")


def device(text: str | None) -> int | str | None:
    """[any] A card by its number, or by a part of its name."""
    return int(text) if text and text.isdigit() else text


def channels(option: str, text: str | None) -> tuple[int, ...] | None:
    """[any] `3,4` as (3, 4). Raises BadValue."""
    from engine.devices import MOST_OUTPUTS

    if text is None:
        return None
    found = tuple(int(one) if one.isdecimal() else 0 for one in text.split(","))
    if len(found) > MOST_OUTPUTS or len(set(found)) < len(found) or (
        not all(1 <= one <= MOST_OUTPUTS for one in found)
    ):
        raise BadValue(
            f"{option} takes channels from 1 to {MOST_OUTPUTS}, such as 3,4, not {text!r}"
        )
    return found
