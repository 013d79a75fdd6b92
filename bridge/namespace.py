"""The address space as OSCQuery describes it, in JSON's types: what there is, in which range and
unit, and how it stands. No sockets (https://github.com/Vidvox/OSCQueryProposal).
"""

import math
from collections.abc import Mapping

from bridge import addresses
from bridge.news import METERS, typed
from engine.meters import COUNTERS, DERIVED, SLOTS
from engine.panel import NAMED, Panel
from engine.parameters import TABLE, Parameter

Node = dict[str, object]

EXTENSIONS = {
    "ACCESS": True, "VALUE": True, "RANGE": True, "DESCRIPTION": True, "TAGS": False,
    "EXTENDED_TYPE": False, "UNIT": True, "CRITICAL": False, "CLIPMODE": True, "OVERLOADS": True,
    "LISTEN": True, "PATH_CHANGED": False, "PATH_RENAMED": False, "PATH_ADDED": False,
    "PATH_REMOVED": False,
}
"""What of the proposal's optional parts is there."""
ATTRIBUTES = (
    "FULL_PATH", "CONTENTS", "TYPE", "ACCESS", "VALUE", "RANGE", "DESCRIPTION", "TAGS",
    "EXTENDED_TYPE", "UNIT", "CRITICAL", "CLIPMODE", "OVERLOADS",
)
"""What may be asked of a node by itself."""

_NOTHING, _READ, _WRITE, _BOTH = 0, 1, 2, 3  # ACCESS
# The table's units by the names that the proposal recommends; any other goes by its own name.
_UNITS = {"dB": "gain.db", "Hz": "time.hz", "s": "time.second", "ms": "time.ms"}


def host_info(name: str, host: str | None, port: int) -> dict[str, object]:
    """[any] What the server says of itself; `host` and `port` are OSC's, and a client takes the
    host that it asked where there is none."""
    where: dict[str, object] = {} if host is None else {"OSC_IP": host}
    return {
        "NAME": name, "EXTENSIONS": EXTENSIONS, **where, "OSC_PORT": port, "OSC_TRANSPORT": "UDP",
    }


def tree(
    panel: Panel, numbers: Mapping[str, float | int | None], lists: Mapping[str, list]
) -> Node:
    """[any] The whole address space; `numbers` are the meters by name, `lists` what is answered to
    questions, by address."""
    root = _container("/", "Flowbend: a latent diffusion model that is played.")
    _put(root, "/param", _container("/param", "The controls; each sets its value, and tells it."))
    for row in TABLE:
        _put(root, addresses.address_of(row.id), _control(row, panel))
    _put(root, "/event", _container("/event", "What happens once."))
    for address, names in addresses.EVENTS.items():
        _put(root, address, _event(address, names))
    _put(root, addresses.METERS, _container(addresses.METERS, "How the engine does."))
    for name in METERS:
        _put(root, addresses.address_of_meter(name), _meter(name, numbers[name]))
    for address, items in lists.items():
        _put(root, address, _list(address, items))
    return root


def at(root: Node, path: str) -> Node | None:
    """[any] The node of this path, or None where there is none."""
    node: object = root
    for name in filter(None, path.split("/")):
        contents = node.get("CONTENTS") if isinstance(node, dict) else None
        node = contents.get(name) if isinstance(contents, dict) else None
    return node if isinstance(node, dict) else None


def _put(root: Node, path: str, node: Node) -> None:
    """[any] A node into the container that its path names, which is there."""
    folder, _, name = path.rpartition("/")
    contents = (at(root, folder) or root)["CONTENTS"]
    assert isinstance(contents, dict)
    contents[name] = node


def _container(path: str, about: str) -> Node:
    return {"FULL_PATH": path, "ACCESS": _NOTHING, "DESCRIPTION": about, "CONTENTS": {}}


def _control(row: Parameter, panel: Panel) -> Node:
    """[any] A row. Names, of a choice or of instruments, are an overload: sent as text."""
    maximum, names = row.maximum, list(row.choices)
    if row.id in NAMED and panel.instruments:
        maximum, names = len(panel.instruments) - 1, list(panel.instruments)
    unit = {"UNIT": [_UNITS.get(row.unit, row.unit)]} if row.unit else {}
    overload = {"OVERLOADS": [{"TYPE": "s", "RANGE": [{"VALS": names}]}]} if names else {}
    return {
        "FULL_PATH": addresses.address_of(row.id),
        "ACCESS": _BOTH,
        "TYPE": "i" if row.is_whole else "f",
        "VALUE": [typed(row, panel.get(row.id))],
        "RANGE": [{"MIN": typed(row, row.minimum), "MAX": typed(row, maximum)}],
        "CLIPMODE": ["none"],  # what is out of range is refused, with an /error
        "DESCRIPTION": f"{row.label}. {row.about}",
        **unit, **overload,
    }


def _event(address: str, names: tuple[str, ...]) -> Node:
    arguments = [addresses.ARGUMENTS[name] for name in names]
    known = {"MIN": lambda x: x.minimum, "MAX": lambda x: x.maximum}
    ranges = [{key: of(argument) for key, of in known.items() if of(argument) is not None} or None
              for argument in arguments]
    wants = f" Takes {' '.join(names)}." if names else ""
    return {
        "FULL_PATH": address,
        "ACCESS": _WRITE,
        "TYPE": "".join(argument.type for argument in arguments) or "N",
        "DESCRIPTION": addresses.ABOUT[address] + wants,
        **({"RANGE": ranges} if any(ranges) else {}),
    }


def _list(address: str, items: list) -> Node:
    return {
        "FULL_PATH": address,
        "ACCESS": _READ,
        "TYPE": "".join("i" if isinstance(item, int) else "s" for item in items) or "N",
        "VALUE": items,
        "DESCRIPTION": addresses.ABOUT[address],
    }


def _meter(name: str, number: float | int | None) -> Node:
    return {
        "FULL_PATH": addresses.address_of_meter(name),
        "ACCESS": _READ,
        "TYPE": "i" if name in COUNTERS else "f",
        "VALUE": [number if number is not None and math.isfinite(number) else None],
        "DESCRIPTION": (SLOTS | DERIVED)[name],
    }
