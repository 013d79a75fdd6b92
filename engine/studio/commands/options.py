"""Options that several of the studio's commands share, and what they say. It loads nothing."""

import argparse
from pathlib import Path
from typing import Any

SEEDS = 65536


def command(commands, name: str, run, about: str) -> argparse.ArgumentParser:
    """[control] A command's parser; `run` takes the options, returns the exit status or None."""
    parser = commands.add_parser(name, help=about, description=about[0].upper() + about[1:] + ".")
    parser.set_defaults(run=run)
    return parser


def model(parser: argparse.ArgumentParser) -> None:
    """[control] Which model, and in which precision."""
    folder(parser)
    precision(parser)


def folder(parser: argparse.ArgumentParser) -> None:
    """[control] Which model."""
    parser.add_argument("--model", type=Path, metavar="NAME",
                        help="one of `flowbend models`, or a folder made by `flowbend export`")


def precision(parser: argparse.ArgumentParser) -> None:
    """[control] The precision of its products."""
    parser.add_argument("--precision", choices=("float32", "int8"),
                        help="of the model's products; the one that is faster here by default")


def seed(parser: argparse.ArgumentParser) -> None:
    """[control] The seed, with which the same command makes the same samples."""
    parser.add_argument("--seed", type=int, metavar="N",
                        help="of the noise, 0 to 65535; drawn, and told, without it")


def sampling(parser: argparse.ArgumentParser, steps: int = 8, guidance: float = 2.0) -> None:
    """[control] How it is sampled."""
    parser.add_argument("--steps", type=int, default=steps, help=f"1 to 256; {steps} by default")
    parser.add_argument("--guidance", type=float, default=guidance,
                        help=f"0.5 to 6; {guidance:g} by default")


def ray(parser: argparse.ArgumentParser, what: str) -> None:
    """[control] On the machines of a cluster."""
    parser.add_argument("--ray", nargs="?", const="", metavar="ADDRESS",
                        help=f"{what} on the workers of the Ray cluster there (auto: this"
                        " machine's), or of one that is started on this machine (extra [scale])")


def file(parser: argparse.ArgumentParser, required: bool = False) -> None:
    """[control] Where the sound goes, and in which form."""
    parser.add_argument("--out", type=Path, required=required, help="a .wav or .flac file")
    parser.add_argument("--format", help="wav16, wav24, wav32, wav32f, flac or flac16")
    parser.add_argument("--rate", type=int, help="its sample rate in Hz; 48000 by default")


def changes(parser: argparse.ArgumentParser) -> None:
    """[control] What the controls are to be, instead of what they were."""
    parser.add_argument("--set", action="append", default=[], metavar="ID=VALUE",
                        help="a control from `flowbend params`; may be given again")
    parser.add_argument("--lane", action="append", default=[], metavar="LANE=CURVE.csv",
                        help="seconds,value rows that drive rms, brightness, noisiness or onset")


def pairs(texts: list[str], what: str) -> dict[str, str]:
    """[any] `NAME=VALUE` texts by name. Raises BadValue with `what` was expected."""
    from engine.parameters import BadValue

    found = {}
    for text in texts:
        name, sign, value = text.partition("=")
        if not sign or not name or not value:
            raise BadValue(f"expected {what}, not {text!r}")
        found[name] = value
    return found


def settings_of(texts: list[str]) -> dict[str, object]:
    """[any] `ID=VALUE` texts; numbers as numbers, names left for the panel to look up."""
    from engine.parameters import find

    found: dict[str, object] = {}
    for id, text in pairs(texts, "ID=VALUE, such as guidance=2.5").items():
        find(id)
        try:
            found[id] = float(text)
        except ValueError:
            found[id] = text
    return found


def recorded(options: argparse.Namespace) -> dict[str, Any]:
    """[any] The options as a sidecar keeps them: what JSON can hold, and paths made absolute."""

    def plain(value):
        if isinstance(value, Path):
            return str(value.absolute())
        return [plain(one) for one in value] if isinstance(value, list | tuple) else value

    return {name: plain(value) for name, value in vars(options).items() if not callable(value)}


def steering(parser: argparse.ArgumentParser, text: bool = True) -> None:
    """[control] What is wanted, in words and by example."""
    if text:
        parser.add_argument("--text", metavar="WORDS",
                            help='what it is to sound like, in English: "soft dark marimba, sparse"'
                            " (extra [text])")
    parser.add_argument("--like", type=Path, metavar="SOUND.wav",
                        help="an example: its instrument and its lanes; words win over it")
    parser.add_argument("--clap", type=Path, metavar="FOLDER",
                        help="CLAP's weights (laion/clap-htsat-unfused), which then judge by ear"
                        " what is like the words")


def instrument(options: argparse.Namespace):
    """[control] The instrument that the options name, on as many cores as offline work takes.
    Raises BrokenContract."""
    from engine import offline
    from engine.instrument import SHIPPED, Instrument

    return Instrument(options.model or SHIPPED, offline.THREADS, options.precision)


def seed_of(options: argparse.Namespace) -> int:
    """[control] The seed that was asked for, or one that is drawn. Raises BadValue."""
    import secrets

    from engine.parameters import BadValue

    if options.seed is None:
        return secrets.randbelow(SEEDS)
    if not 0 <= options.seed < SEEDS:
        raise BadValue(f"--seed must be from 0 to {SEEDS - 1}, not {options.seed}")
    return options.seed


def check_sampling(options: argparse.Namespace) -> None:
    """[control] Raises BadValue for steps or guidance that there are not."""
    from engine.parameters import BadValue

    if not 1 <= options.steps <= 256:
        raise BadValue(f"--steps must be from 1 to 256, not {options.steps}")
    if not 0.5 <= options.guidance <= 6:
        raise BadValue(f"--guidance must be from 0.5 to 6, not {options.guidance}")


def form(options: argparse.Namespace):
    """[control] How a file is written (`sounds.Form`). Raises BadValue."""
    from engine.studio.sounds import Form

    return Form(options.format, options.rate)


def settings(texts: list[str], instrument) -> dict[str, float]:
    """[control] `ID=VALUE` texts as rows of the table; names of instruments and choices become
    numbers, and a lane whose knob is set is held by it. Raises BadValue."""
    from engine.offline import held_by_touch
    from engine.parameters import BadValue, check, find
    from engine.studio.asking import number_of

    found = {}
    for text in texts:
        id, sign, value = text.partition("=")
        if not sign or not id or not value:
            raise BadValue(f"expected ID=VALUE, such as guidance=2.5, not {text!r}")
        row = find(id)
        try:
            found[id] = check(row, float(value))
        except ValueError:
            named = id in ("instrument_a", "instrument_b")
            found[id] = number_of(instrument, value) if named else check(row, value)
    return held_by_touch(found) | found


def as_given(options: argparse.Namespace) -> dict:
    """[control] What a command was given, as a sidecar keeps it: JSON values by name, paths from
    the root on."""
    return {
        name: str(value.absolute()) if isinstance(value, Path) else value
        for name, value in vars(options).items() if name != "run"
    }
