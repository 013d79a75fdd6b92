"""Options that commands of several files share, and what they say."""

import argparse
import sys
from pathlib import Path

CORPUS, RUNS = Path("corpus"), Path("runs")
"""Where sound to train on, and checkpoints, lie by default."""


def session(parser: argparse.ArgumentParser) -> None:
    """[control] Which engine."""
    parser.add_argument("--session", help="the running engine's name, where there are several")


def settings(parser: argparse.ArgumentParser) -> None:
    """[control] Values of controls."""
    parser.add_argument("--set", action="append", default=[], metavar="ID=VALUE",
                        help="a control from `flowbend params`; may be given again")


def preset(parser: argparse.ArgumentParser) -> None:
    """[control] The preset to begin with, and where presets lie."""
    parser.add_argument("--preset", metavar="NAME", help="to begin with; --set wins over it")
    presets(parser)


def presets(parser: argparse.ArgumentParser) -> None:
    """[control] Where presets lie."""
    parser.add_argument("--presets", type=Path, metavar="FOLDER",
                        help="of presets, set lists and snapshots; the user's own by default")


def instrument(options, precision=None, threads=1):
    """[control] The model that was asked for, ready to play."""
    from engine.instrument import SHIPPED, Instrument

    return Instrument(options.model or SHIPPED, threads, precision)


def recalled(options, panel) -> dict[str, float]:
    """[control] The values of --preset, set; what is wrong with some of its lines is told."""
    from bridge.preset_text import sentence
    from bridge.presets import Presets
    from engine.folders import mine

    if options.preset is None:
        return {}
    found = Presets(options.presets or mine("presets")).load(options.preset, panel)
    if found.faults:
        print(sentence(options.preset, found.faults), file=sys.stderr)
    return panel.set_many(found.values, "preset")
