"""`flowbend between`: the sounds that lie between two others, through the noise of both."""

import argparse
from pathlib import Path

from engine.studio.commands import options as given

MOST = 65


def add(commands) -> None:
    """[control] The command and its options."""
    p = given.command(
        commands, "between", between, "make the sounds that lie between two others"
    )
    p.add_argument("a", type=Path, help="any sound file")
    p.add_argument("b", type=Path, help="another; they need not be equally long")
    p.add_argument("--points", type=int, default=9,
                   help=f"how many, both ends included: 2 to {MOST}; 9 by default")
    p.add_argument("--out", type=Path, default=Path("between"),
                   help="a folder, between by default; or a file, with --at or --travel")
    p.add_argument("--at", type=float, metavar="WHERE", help="only this point: 0 is a, 1 is b")
    p.add_argument("--steps", type=int, default=16, help="each way, 1 to 256; 16 by default")
    p.add_argument("--instrument-a", metavar="NAME", help="what a is; the likeliest without it")
    p.add_argument("--instrument-b", metavar="NAME", help="what b is; the likeliest without it")
    p.add_argument("--evenly", choices=("heard", "turned"), default="heard",
                   help="points are equally far apart to the ear, or on the way through the noise")
    p.add_argument("--travel", action="store_true",
                   help="also one file that goes from a to b while it lasts")
    p.add_argument("--format", help="wav16, wav24, wav32, wav32f, flac or flac16")
    p.add_argument("--rate", type=int, help="its sample rate in Hz; 48000 by default")
    given.model(p)


def between(options: argparse.Namespace) -> None:
    """[control] Run it. Raises BadValue, BrokenContract."""
    from engine.contract import FLOAT32

    single = _check(options)
    form = given.form(options)
    options.precision = options.precision or FLOAT32  # as with `invert`
    instrument = given.instrument(options)
    heard, a, b = _ends(options, instrument)
    if single:
        _one(options, instrument, form, a, b)
    else:
        _all(options, instrument, form, heard, a, b)


def _check(options: argparse.Namespace) -> bool:
    """Whether one sound is wanted, and no way. Raises BadValue."""
    from engine.parameters import BadValue
    from engine.studio import series, targets

    if not 2 <= options.points <= MOST:
        raise BadValue(f"--points must be from 2 to {MOST}, not {options.points}")
    if not 1 <= options.steps <= 256:
        raise BadValue(f"--steps must be from 1 to 256, not {options.steps}")
    if options.at is not None and not 0 <= options.at <= 1:
        raise BadValue(f"--at must be from 0 to 1, not {options.at:g}")
    single = options.out.suffix.lower() in targets.SOUND
    wanted = (options.at is not None) + options.travel
    if (single and wanted != 1) or (not single and options.at is not None):
        raise BadValue("--out is a folder; or a .wav or .flac file, with either --at or --travel")
    series.check(options.out, options.a, options.b)
    return single


def _ends(options: argparse.Namespace, instrument):
    """What was read off both recordings, and both with their noise."""
    from engine.studio import condition, crossing, reading
    from engine.studio.progress import passes

    rate, paths = instrument.contract.sample_rate, (options.a, options.b)
    recordings = [reading.sound(instrument, path) for path in paths]
    longest = max(map(len, recordings))
    names, heard, ends = (options.instrument_a, options.instrument_b), [], []
    with passes("invert", 2 * options.steps) as passed:
        for audio, name in zip(recordings, names, strict=True):
            padded = condition.padded(instrument, audio, longest)
            heard.append(condition.hear(instrument, padded, name))
            ends.append(crossing.end(instrument, heard[-1], len(audio), options.steps, passed))
    for path, audio, found in zip(paths, recordings, heard, strict=True):
        print(f"{path}: {len(audio) / rate:.2f} s, {condition.told(instrument, found)}")
    options.instrument_a, options.instrument_b = (
        instrument.contract.instruments[found.who] for found in heard
    )
    return heard, *ends


def _series(options: argparse.Namespace, instrument, form):
    from engine.studio.series import Series
    from engine.studio.sidecar import Record

    inputs = {"a": options.a, "b": options.b}
    return Series(
        options.out, instrument, form, Record("between", given.as_given(options), 0, inputs)
    )


def _one(options: argparse.Namespace, instrument, form, a, b) -> None:
    """A single point, or the way itself, into a file."""
    from engine.studio import crossing
    from engine.studio.progress import passes

    where = options.at
    if options.travel:
        where = crossing.travelling(a, _weights(options, instrument, a, b)[0])
    with passes("between", options.steps) as passed:
        audio = crossing.sound(instrument, a, b, where, options.steps, passed)
    path = _series(options, instrument, form).write("", audio, {})
    print(f"wrote {path}")


def _all(options: argparse.Namespace, instrument, form, heard, a, b) -> None:
    """Every point into a folder, with what was measured of the way."""
    from engine.studio import crossing
    from engine.studio.progress import passes

    weights, turned = _weights(options, instrument, a, b)
    series, made = _series(options, instrument, form), []
    with passes("between", (len(weights) + options.travel) * options.steps) as passed:
        for at, where in enumerate(weights, 1):
            audio = crossing.sound(instrument, a, b, where, options.steps, passed)
            series.write(f"{at:02}", audio, {"at": where, "travel": False})
            made.append(audio)
        if options.travel:
            way = crossing.travelling(a, weights)
            audio = crossing.sound(instrument, a, b, way, options.steps, passed)
            series.write("travel", audio, {})
    print(f"wrote {len(made) + options.travel} sounds to {options.out}")
    if len(made) > 2:
        _measure(options, instrument, heard, weights, made, turned)


def _weights(options: argparse.Namespace, instrument, a, b):
    """Where the points lie, and how even equal turns are: a first look tells how far the sound goes
    for how much of a turn."""
    import numpy as np

    from engine.studio import crossing, measures
    from engine.studio.progress import passes

    if options.evenly == "turned" or options.points < 3:
        return np.linspace(0, 1, options.points).tolist(), None
    steps = min(options.steps, 8)
    look = np.linspace(0, 1, max(options.points, 9)).tolist()
    with passes("look", len(look) * steps) as passed:
        seen = [crossing.sound(instrument, a, b, where, steps, passed) for where in look]
    turned = measures.evenness(seen, instrument.contract.sample_rate)
    return crossing.even(look, turned.steps, options.points), turned


def _measure(options: argparse.Namespace, instrument, heard, weights, made, turned) -> None:
    from engine.studio import crossing, crossing_picture

    latents = tuple(one.reading.latents for one in heard)
    found = crossing.smoothness(instrument, made, weights, latents, turned)
    print(crossing.table(weights, found))
    picture = options.out / "between.png"
    crossing_picture.draw(
        picture, made, weights, found, instrument.contract.sample_rate,
        f"From {options.a.name} to {options.b.name}",
    )
    print(f"wrote {picture}")
