"""Options of the commands that ask a clip again: what of it is kept, what a hand sets, who plays.
No command by itself."""

import argparse

ELSEWHERE = {"steps": "--steps", "guidance": "--guidance", "seed_a": "--seed",
             "instrument_a": "--instrument"}


def add(parser: argparse.ArgumentParser, keep: str, default: str) -> None:
    """[control] The three options; `default` says what `keep`, its value, stands for."""
    parser.add_argument("--keep", metavar="LANES", default=keep,
                        help="which of rms,onset,notes,brightness,noisiness are the clip's own, or"
                        f" none; {default} by default")
    parser.add_argument("--set", action="append", default=[], metavar="ID=VALUE",
                        help="a control from `flowbend params`, over what is kept; may be given"
                        " again")


def instrument(parser: argparse.ArgumentParser, required: bool = False) -> None:
    """[control] Who plays."""
    parser.add_argument("--instrument", metavar="NAME", required=required,
                        help="who plays" + ("" if required else "; the likeliest by default"))


def settings(options: argparse.Namespace, names: list[str]) -> dict[str, float]:
    """[control] `--set` as values by row id. Raises BadValue."""
    from engine.panel import Panel
    from engine.parameters import BadValue, find
    from engine.store import Events, Store

    found: dict[str, object] = {}
    for text in options.set:
        id, sign, value = text.partition("=")
        if not sign or not id or not value:
            raise BadValue(f"expected ID=VALUE, such as temperature=0.8, not {text!r}")
        if id in ELSEWHERE:
            raise BadValue(f"{id} has an option of its own here: {ELSEWHERE[id]} {value}")
        find(id)
        try:
            found[id] = float(value)
        except ValueError:
            found[id] = value
    # A panel of its own turns names into numbers and refuses what a door would refuse.
    return Panel(Store(), Events(), names).set_many(found, "command line")
