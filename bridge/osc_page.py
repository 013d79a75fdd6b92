"""The facts of docs/osc.md, as `flowbend params --osc` prints them: the table and the addresses."""

from collections.abc import Iterable

from bridge import addresses, packets, subscriptions
from bridge.news import METERS, NEWS_S
from engine.meters import COUNTERS, DERIVED, SLOTS
from engine.panel import NAMED
from engine.parameters import TABLE, Parameter, describe_range, describe_value


def facts() -> str:
    """[any] Every address with what it takes, and the limits, as Markdown."""
    controls = (
        (f"`{addresses.address_of(row.id)}`", _type(row), describe_range(row),
         describe_value(row, row.default), row.about)
        for row in TABLE
    )
    happenings = (
        (f"`{address}`", _arguments(names), addresses.ABOUT[address])
        for address, names in addresses.EVENTS.items()
    )
    asked = dict.fromkeys(addresses.QUERIES, ()) | addresses.SUBSCRIPTIONS
    questions = (
        (f"`{' '.join([address, *(f'[{name}]' for name in names)])}`", addresses.ABOUT[address])
        for address, names in asked.items()
    )
    meters = (
        (f"`{addresses.address_of_meter(name)}`", "i" if name in COUNTERS else "f",
         (SLOTS | DERIVED)[name])
        for name in METERS
    )
    parts = (
        "### Controls", _table("address type range default about", controls),
        "### Events", _table("address arguments about", happenings),
        "### Questions and subscriptions", _table("address about", questions),
        "### Meters", _table("address type meaning", meters),
        "### Limits", _limits(),
    )
    return "\n\n".join(parts) + "\n"


def _limits() -> str:
    seconds, longest = subscriptions.SECONDS, subscriptions.MAX_SECONDS
    lines = (
        f"A packet has at most {packets.MAX_BYTES} bytes; bundles are nested at most"
        f" {packets.MAX_DEPTH} deep.",
        f"A subscription lasts {seconds:g} s unless it says otherwise, from 1 to {longest:g} s.",
        f"There are at most {subscriptions.MAX_SUBSCRIPTIONS} subscriptions,"
        f" {subscriptions.MAX_ON_A_HOST} of them on one host, to ports from"
        f" {subscriptions.PORTS[0]} to {subscriptions.PORTS[1]}.",
        f"News comes every {NEWS_S * 1000:g} ms at most, {1 / NEWS_S:g} times a second.",
    )
    return "\n".join(f"- {line}" for line in lines)


def _type(row: Parameter) -> str:
    named = row.choices or row.id in NAMED
    return ("i" if row.is_whole else "f") + (" or s" if named else "")


def _arguments(names: tuple[str, ...]) -> str:
    def said(name: str) -> str:
        kind, low, high = addresses.ARGUMENTS[name]
        return f"{name} ({kind}{'' if low is None else f', {low:g} to {high:g}'})"

    return ", ".join(map(said, names))


def _table(heads: str, rows: Iterable[tuple[str, ...]]) -> str:
    columns = heads.split()
    lines = [columns, ["---"] * len(columns), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
