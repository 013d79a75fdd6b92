"""`flowbend again`: a clip once more from its sidecar, by whichever command made it."""

import argparse
from functools import partial
from pathlib import Path

from engine.studio.commands import options as shared


def add(commands) -> None:
    """[control] The command's words and options."""
    p = shared.command(commands, "again", partial(_run, commands),
                       "make a clip once more, to the bit, from the sidecar beside it")
    p.add_argument("sidecar", type=Path, metavar="CLIP.wav.json")
    p.add_argument("--out", type=Path,
                   help="another file; by default the clip itself, where it is missing")


def _run(commands, options: argparse.Namespace) -> int:
    from engine.parameters import BadValue
    from engine.studio import again, sidecar

    document = sidecar.read(options.sidecar)
    out = options.out or options.sidecar.with_suffix("")
    if options.out is None and out.exists():
        raise BadValue(f"{out} is there: name another file with --out, or move it away")
    if document["command"] not in commands.choices:
        raise BadValue(f"{options.sidecar} was made by `flowbend {document['command']}`, which this"
                       " Flowbend has not")
    again.check(document, options.sidecar)
    parser = commands.choices[document["command"]]
    same = parser.parse_args(again.arguments(parser, document, out, options.sidecar))
    return same.run(same)
