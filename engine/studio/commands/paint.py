"""`flowbend paint`: stretches of a clip made anew, or more of it behind its end."""

import argparse
from pathlib import Path

from engine.studio.commands import keeping
from engine.studio.commands import options as shared

LONGEST_S = 60.0


def add(commands) -> None:
    """[control] The command and its options."""
    p = shared.command(commands, "paint", run,
                       "make stretches of a clip anew, or go on behind its end; the rest stays")
    p.add_argument("clip", type=Path, help="a sound file of one or two channels")
    p.add_argument("--mask", action="append", default=[], metavar="1.2-2.0",
                   help="from and to, in seconds; may be given again")
    p.add_argument("--extend", metavar="4s", help="so many seconds more behind the end")
    keeping.add(p, "none", "loudness, brightness and note then lead from one side to the other;"
                " behind the end, what came before is kept once more; none")
    keeping.instrument(p)
    bridging(p)
    shared.model(p)


def bridging(p: argparse.ArgumentParser) -> None:
    """[control] The options of whatever fills a gap."""
    p.add_argument("--tries", type=int, default=4, metavar="N",
                   help="of so many seeds the one whose end is most like what follows;"
                   " 4 by default")
    shared.sampling(p)
    shared.seed(p)
    p.add_argument("--out", type=Path, required=True,
                   help="a .wav or .flac file, in the clip's own sample rate")
    p.add_argument("--format", help="wav16, wav24, wav32, wav32f, flac or flac16; by default one"
                   " that keeps the clip's samples bit by bit")


def check_tries(tries: int) -> None:
    """[control] Raises BadValue."""
    from engine.parameters import BadValue

    if not 1 <= tries <= 64:
        raise BadValue(f"--tries must be from 1 to 64, not {tries}")


def run(options: argparse.Namespace) -> None:
    """[control] Fill each gap in turn, so that each hears those before it. Raises BadValue."""
    from dataclasses import replace

    from engine.parameters import BadValue
    from engine.studio import asking, original, painting, sidecar, sounds
    from engine.studio import keeping as kept
    from engine.studio.progress import passes

    if not options.mask and options.extend is None:
        raise BadValue("say what to paint: --mask 1.2-2.0, or --extend 4s for more behind the end")
    check_tries(options.tries)
    shared.check_sampling(options)
    masks = [stretch(text) for text in options.mask]
    more = None if options.extend is None else seconds("--extend", options.extend, LONGEST_S)
    keep, seed = kept.lanes_of(options.keep), shared.seed_of(options)
    recording = original.read(options.clip)
    form, exact = recording.form(options.out, options.format)
    sounds.check_target(options.out, form, options.clip)
    gaps = painting.gaps(masks, recording)
    if more is not None:
        end = len(recording.samples)
        recording = recording.then(more)
        gaps.append(painting.Gap(end, len(recording.samples), new=True))
    instrument = shared.instrument(options)
    settings = keeping.settings(options, instrument.contract.instruments)
    asked = kept.Asked(keep, settings, seed, options.guidance)
    who = None if options.instrument is None else (
        asking.number_of(instrument, options.instrument)
    )
    found: list[painting.Painted] = []
    with passes("paint", len(gaps) * options.tries * (options.steps + 1)) as told:
        for gap in gaps:
            if who is not None:
                gap = replace(gap, who=(who, who))
            made = painting.paint(
                instrument, recording, gap, asked, options.steps, options.tries, told
            )
            recording, who, found = made.recording, made.who[0], [*found, made]
    names = instrument.contract.instruments
    options.instrument = names[found[0].who[0]]
    sounds.write(options.out, recording.samples, recording.rate, form)
    sidecar.write(options.out, sidecar.Record(
        "paint", shared.recorded(options) | {"seed": seed}, seed, {"clip": options.clip},
        {"seeds": [made.seed for made in found], "kept_exactly": exact},
    ), instrument)
    what = ", ".join(
        f"{gap.start / recording.rate:.2f}-{gap.stop / recording.rate:.2f} s" for gap in gaps
    )
    rest = "the rest as it was, bit by bit" if exact else "the rest as exact as that format is"
    print(f"{options.out}: {what} by {options.instrument}, seed {seed}; {rest}")


def stretch(text: str) -> tuple[float, float]:
    """[any] `1.2-2.0` as seconds. Raises BadValue."""
    from engine.parameters import BadValue

    start, sign, stop = text.partition("-")
    try:
        found = float(start), float(stop)
    except ValueError:
        found = None
    if not sign or found is None or not all(0 <= one < 1e6 for one in found):
        raise BadValue(f"--mask takes seconds from and to, such as 1.2-2.0, not {text!r}")
    return found


def seconds(option: str, text: str, longest: float) -> float:
    """[any] `4s` or `4` as seconds. Raises BadValue."""
    from engine.parameters import BadValue

    try:
        found = float(text.removesuffix("s"))
    except ValueError:
        found = -1.0
    if not 0.03 <= found <= longest:
        raise BadValue(f"{option} takes 0.03 to {longest:g} seconds, such as 4s, not {text!r}")
    return found
