"""The command line: `flowbend play | stop | render | params | bench | corpus | train | export ...`.

Each command imports what it needs when it runs: playing never loads torch. This file and
`engine/commands` are the one place above both engine and bridge; they hold words and wiring, no
sound.
"""

import argparse
import signal
import sys
from importlib import import_module

from engine.commands import corpus, export, measure, midi, play, shared, tables, train
from engine.library import catalogue
from engine.library import commands as library
from engine.parameters import BadValue
from engine.studio import commands as studio


def main(arguments: list[str] | None = None) -> int:
    """[control] Run one command; returns the exit status. The user's errors are one sentence."""
    options = _parser().parse_args(arguments)
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # a closed terminal stops as Ctrl-C
    try:
        if getattr(options, "model", None) is not None:  # a name, wherever a model is given
            options.model = catalogue.find(options.model)
        return options.run(options) or 0
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        if not _is_for_the_user(error):
            raise
        print(f"flowbend: {error}", file=sys.stderr)
        return 1


def _is_for_the_user(error: Exception) -> bool:
    """Errors whose text is a sentence with a remedy; anything else is a bug and shows its trace."""
    from bridge.doors import DoorError
    from engine.contract import BrokenContract
    from engine.devices import NoSoundCard
    from engine.take import BadTake

    known = (BadValue, BadTake, BrokenContract, DoorError, NoSoundCard, FileNotFoundError)
    return isinstance(error, known) or getattr(error, "for_the_user", False)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="flowbend", description="A latent diffusion model that is played."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for group in (play, library, tables, midi, measure, corpus, train, export):
        group.add(commands)
    for name in studio.NAMES:
        import_module(f"{studio.__name__}.{name}").add(commands)
    shared.preset(commands.choices["render"])
    # Presets are the bridge's, and the studio knows no door: it is handed the way to them.
    commands.choices["render"].set_defaults(recalled=shared.recalled)
    return parser


if __name__ == "__main__":
    sys.exit(main())
