"""`flowbend kit`: a folder of drum hits that any sampler reads."""

import argparse
from pathlib import Path

from engine.studio.commands import options as shared


def add(commands) -> None:
    """[control] The command's words and options."""
    p = shared.command(commands, "kit", _run, "make a folder of drum hits for a sampler")
    shared.model(p)
    shared.seed(p)
    shared.sampling(p, steps=8, guidance=3.0)
    p.add_argument("--count", type=int, default=32, help="how many hits; 32 by default")
    p.add_argument("--kinds", nargs="+", default=["kick", "snare", "hat", "percussion"],
                   metavar="KIND", help="kick snare hat percussion, or some of them")
    p.add_argument("--out", type=Path, required=True, help="a folder; for --only, a file")
    p.add_argument("--format", help="wav16, wav24, wav32, wav32f, flac or flac16; wav24 by default")
    p.add_argument("--rate", type=int, help="its sample rate in Hz; the instrument's by default")
    p.add_argument("--only", metavar="NAME", help="one of its hits alone, such as kick-03")
    p.add_argument("--jobs", type=int, help="hits at a time; one for each core by default")


def _run(options: argparse.Namespace) -> int:
    from engine.studio import kit_folder

    shared.check_sampling(options)
    return kit_folder.one(options) if options.only is not None else kit_folder.whole(options)
