"""`flowbend render`: clips of what the controls say, loops, stems, grids, and takes once more."""

import argparse
from pathlib import Path

from engine.studio.commands import options as shared

LONGEST_S = 36000
MOST_CLIPS = 10000
NOT_WITH_A_TAKE = ("listen", "precision", "bars", "loop", "spread", "tempo", "text", "like")


def add(commands) -> None:
    """[control] The command's words and options."""
    p = shared.command(commands, "render", _run, "write clips, or a recorded take, to files")
    shared.model(p)
    shared.changes(p)
    p.add_argument("--out", type=Path, required=True,
                   help="a .wav or .flac file; a folder, for several clips")
    p.add_argument("--format",
                   help="wav16, wav24, wav32, wav32f, flac or flac16; by default 24 bits")
    p.add_argument("--rate", type=int, help="its sample rate in Hz; the instrument's by default")
    p.add_argument("--seconds", type=float, help="8 by default, or as long as --listen's sound")
    p.add_argument("--bars", type=int, metavar="N",
                   help="as long as so many bars of four beats, to the sample")
    p.add_argument("--tempo", type=float, metavar="BPM", help="as --set tempo=BPM")
    p.add_argument("--loop", action="store_true", help="the end meets the start, without a seam")
    p.add_argument("--instrument", metavar="NAME", help="who plays all of it, in A and in B")
    p.add_argument("--steps", type=int, help="as --set steps=N: 1 to 16")
    p.add_argument("--seed", type=int, metavar="N",
                   help="of the noise, 0 to 65535; of several clips the first one's, drawn and told"
                   " without it")
    p.add_argument("--count", type=int, default=1, metavar="N",
                   help="so many clips, each from the next seed")
    p.add_argument("--jobs", type=int, metavar="N",
                   help="clips at a time; one for each core by default")
    shared.ray(p, "render")
    p.add_argument("--stems", action="store_true",
                   help="beside it a file for each instrument that sounds in it")
    p.add_argument("--stem", metavar="NAME", help="only what this instrument plays of it")
    p.add_argument("--spread", nargs="+", metavar="ID=LOW..HIGH:N",
                   help="a grid over one control or two, and a page to hear it; or ID=A,B,C")
    p.add_argument("--gently", action="store_true",
                   help="on one core and behind everything else, beside an engine that plays")
    p.add_argument("--listen", type=Path, metavar="SOUND.wav",
                   help="this sound drives the lanes, as a live input does")
    shared.steering(p)
    p.add_argument("--take", type=Path, metavar="T.json",
                   help="play this take again; --set, --lane, --steps, --seed and --instrument"
                   " change it")
    p.add_argument("--no-backing", action="store_true", help="without the built-in take")


def _run(options: argparse.Namespace) -> int:
    from engine.priority import go_last
    from engine.studio import ordering

    _check(options)
    if options.gently:
        go_last()  # after all that is loaded to begin with, which would take long from there
    if options.spread:
        from engine.studio import grid

        return grid.render(options)
    return ordering.take(options) if options.take is not None else ordering.clips(options)


def _check(options: argparse.Namespace) -> None:
    """Raises BadValue for what can be seen to be wrong before anything is loaded."""
    from engine.parameters import BadValue
    from engine.studio import places

    form = shared.form(options)
    if not 1 <= options.count <= MOST_CLIPS:
        raise BadValue(f"--count must be from 1 to {MOST_CLIPS}, not {options.count}")
    if options.jobs is not None and not 1 <= options.jobs <= 256:
        raise BadValue(f"--jobs must be from 1 to 256, not {options.jobs}")
    if options.seconds is not None and not 0 < options.seconds <= LONGEST_S:
        raise BadValue(f"--seconds must be from 0 to {LONGEST_S}, not {options.seconds}")
    if options.seed is not None:
        shared.seed_of(options)
    if options.stems and options.stem:
        raise BadValue("--stems makes every stem, --stem NAME one: leave one of them out")
    if options.take is not None:
        if options.ray is not None:
            raise BadValue("a take is replayed where it was recorded: leave out --ray")
        wrong = [name for name in NOT_WITH_A_TAKE if getattr(options, name)]
        if wrong or options.count > 1:
            raise BadValue(
                "a take is replayed as long, and in the precision, as it was played: leave out"
                " --listen, --precision, --bars, --tempo, --loop, --spread, --text, --like and"
                " --count"
            )
    if options.spread and (options.count > 1 or options.stems or options.stem):
        raise BadValue("--spread makes the clips of a grid: leave out --count and stems")
    if options.count == 1 and not options.spread:
        places.one(options.out)
    if options.format and options.out.suffix and not options.spread:
        ending = places.ending_of(form)
        if options.out.suffix.lower() != ending:
            raise BadValue(f"{options.out} is to be {form.format}: end its name in {ending}")
