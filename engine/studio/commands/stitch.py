"""`flowbend stitch`: a bridge from one clip to another."""

import argparse
from pathlib import Path

from engine.studio.commands import keeping
from engine.studio.commands import options as shared
from engine.studio.commands.paint import bridging, check_tries, seconds

LONGEST_S = 60.0


def add(commands) -> None:
    """[control] The command and its options."""
    p = shared.command(commands, "stitch", run, "join two clips by a bridge that is made for them")
    p.add_argument("a", type=Path, help="a sound file of one or two channels")
    p.add_argument("b", type=Path, help="what comes behind the bridge")
    p.add_argument("--seconds", default="1.5", help="of the bridge; 1.5 by default")
    p.add_argument("--instrument", metavar="NAME[,NAME]",
                   help="who plays the bridge, or from whom to whom; the likeliest of either clip"
                   " by default")
    p.add_argument("--set", action="append", default=[], metavar="ID=VALUE",
                   help="a control from `flowbend params`; may be given again")
    bridging(p)
    shared.model(p)


def run(options: argparse.Namespace) -> None:
    """[control] Lay the clips out with a gap between them, and fill it. Raises BadValue."""
    from dataclasses import replace

    from engine.studio import asking, original, painting, sidecar, sounds
    from engine.studio import keeping as kept
    from engine.studio.progress import passes

    check_tries(options.tries)
    shared.check_sampling(options)
    length, seed = seconds("--seconds", options.seconds, LONGEST_S), shared.seed_of(options)
    first, second = original.read(options.a), original.read(options.b)
    other = second.like(first)
    recording = first.then(length, other.samples)
    recording = replace(recording, bits=other.bits)
    form, exact = recording.form(options.out, options.format)
    sounds.check_target(options.out, form, options.a, options.b)
    instrument = shared.instrument(options)
    names = instrument.contract.instruments
    settings = keeping.settings(options, names)
    start, stop = len(first.samples), len(recording.samples) - len(other.samples)
    gap = painting.Gap(start, stop, new=True, seamed=True)
    if options.instrument is not None:
        before, _, behind = options.instrument.partition(",")
        gap = replace(gap, who=(asking.number_of(instrument, before),
                                asking.number_of(instrument, behind or before)))
    asked = kept.Asked(frozenset(), settings, seed, options.guidance)
    with passes("stitch", options.tries * (options.steps + 1)) as told:
        made = painting.paint(
            instrument, recording, gap, asked, options.steps, options.tries, told
        )
    sounds.write(options.out, made.recording.samples, recording.rate, form)
    who = [names[number] for number in made.who]
    options.instrument = ",".join(who)
    unlike = (second.rate, second.samples.shape[1]) != (first.rate, first.samples.shape[1])
    given = shared.recorded(options) | {"seed": seed}
    sidecar.write(options.out, sidecar.Record(
        "stitch", given, seed, {"a": options.a, "b": options.b},
        {"seed": made.seed, "kept_exactly": exact and not unlike},
    ), instrument)
    rest = "the clips as they were, bit by bit" if exact else "the clips as exact as that format is"
    if unlike:
        rest += f", but {options.b}, which was brought to {first.rate} Hz and the channels of" \
                f" {options.a}"
    print(f"{options.out}: {' to '.join(dict.fromkeys(who))}, seed {seed}; {rest}")
