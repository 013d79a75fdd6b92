"""Who is told of changes over UDP, where, and until when. No sockets; the time is an argument."""

from collections.abc import Callable, Mapping, Sequence

from bridge import addresses
from bridge.news import NEWS_S, Answer, Picture, whole
from engine.parameters import BadValue, as_number, nearest, shown

MAX_SUBSCRIPTIONS = 32
MAX_ON_A_HOST = 8
SECONDS = 60.0
"""How long one lasts when it does not say."""
MAX_SECONDS = 300.0
PORTS = (1024, 65535)
"""Below are other services, which nobody may have Flowbend write to."""
WHAT = ("all", "params", "meters")

Address = tuple  # host, port, and for IPv6 two numbers more


class _Subscription:
    """One port that is told, who asked for it, and until when."""

    def __init__(self, source: Address, picture: Picture, what: str) -> None:
        self.source, self.picture, self.what = source, picture, what
        self.until = 0.0


class Subscriptions:
    """Subscriptions by the address that is told. One thread, the door's.

    News goes to the host that asked and to no other, at most every NEWS_S, for MAX_SECONDS at
    most: so that a forged sender cannot turn a packet into a flood.
    """

    def __init__(self, is_ours: Callable[[Address], bool]) -> None:
        """[control] Nobody is told yet. `is_ours` says whether an address is the door's own."""
        self._is_ours = is_ours
        self._all: dict[Address, _Subscription] = {}
        self._next = 0.0

    def __len__(self) -> int:
        """[control] How many there are, those that are over included until the next `due`."""
        return len(self._all)

    def subscribe(self, sender: Address, arguments: Sequence[object], now: float) -> None:
        """[control] `[port] [seconds] [what]`, of what `sender` sent; again is longer, and shows
        everything again. Raises BadValue."""
        defaults: tuple[object, ...] = (0, SECONDS, WHAT[0])
        port, seconds, what = [*arguments, *defaults[len(arguments):]]
        to = _at_port(sender, port)
        lasts = as_number(seconds)
        if lasts is None or not 1 <= lasts <= MAX_SECONDS:
            raise BadValue(
                f"a subscription lasts from 1 to {MAX_SECONDS:g} seconds, not {shown(seconds)};"
                " subscribe again before it is over"
            )
        if what not in WHAT:
            raise BadValue(
                f"{addresses.SUBSCRIBE} tells {', '.join(WHAT)}, not {shown(what)}"
                f"{nearest(what, WHAT)}"
            )
        if self._is_ours(to):
            raise BadValue(f"port {to[1]} is Flowbend's own: name the one that you listen to")
        known = self._all.get(to)
        if known is not None and (known.source, known.what) == (sender, what):
            known.picture.repeat()
        else:
            self._make_room(to, now)
            picture = whole(rows=what != "meters", meters=what != "params")
            known = self._all[to] = _Subscription(sender, picture, str(what))
        known.until = now + lasts

    def unsubscribe(self, sender: Address, arguments: Sequence[object]) -> None:
        """[control] `[port]`: what is told to this port of the sender's host, or else all that
        this sender asked for. Raises BadValue."""
        if arguments:
            self._all.pop(_at_port(sender, arguments[0]), None)
            return
        self._all = {to: one for to, one in self._all.items()
                     if to != sender and one.source != sender}

    def told_for(self, host: str, port: int) -> list[Address]:
        """[any] Where those are told who send from there."""
        return [to for to, one in tuple(self._all.items()) if one.source[:2] == (host, port)]

    def pictures_of(self, sender: Address) -> list[Picture]:
        """[control] The pictures of who sends from there."""
        return [one.picture for one in self._all.values() if one.source == sender]

    def due(
        self, now: float,
        read: Callable[[], tuple[Mapping[str, float], Mapping[str, float | None]]],
    ) -> list[tuple[Address, list[Answer]]]:
        """[control] What has to be sent where, at most every NEWS_S; `read` gives the values of
        rows and meters. Subscriptions that are over are forgotten."""
        if not self._all or now < self._next:
            return []
        self._next = now + NEWS_S
        self._forget(now)
        values, numbers = read()
        news = ((to, one.picture.news(values, numbers)) for to, one in self._all.items())
        return [(to, messages) for to, messages in news if messages]

    def unsent(self, to: Address) -> None:
        """[control] What was due there could not be sent: it is due again."""
        if to in self._all:
            self._all[to].picture.repeat()

    def _forget(self, now: float) -> None:
        self._all = {to: one for to, one in self._all.items() if now < one.until}

    def _make_room(self, to: Address, now: float) -> None:
        """[control] Raise BadValue where one more would be too many."""
        self._forget(now)
        others = [address for address in self._all if address != to]
        on_the_host = sum(address[0] == to[0] for address in others)
        if len(others) >= MAX_SUBSCRIPTIONS or on_the_host >= MAX_ON_A_HOST:
            raise BadValue(
                f"there are {len(others)} subscriptions, {on_the_host} of them on your host, and"
                f" no more than {MAX_SUBSCRIPTIONS} and {MAX_ON_A_HOST} can be; end one with"
                f" {addresses.UNSUBSCRIBE}, or wait until one is over"
            )


def _at_port(sender: Address, port: object) -> Address:
    """[any] That port on the sender's host; 0 is the one that it sends from. Raises BadValue."""
    asked = sender[1] if as_number(port) == 0 else port
    number = as_number(asked)
    if number is None or not PORTS[0] <= number <= PORTS[1] or not number.is_integer():
        raise BadValue(
            f"a port must be a whole number from {PORTS[0]} to {PORTS[1]}, not {shown(asked)};"
            " 0, or none, is the port that you send from"
        )
    return (sender[0], int(number), *sender[2:])
