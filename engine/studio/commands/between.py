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
    p.add_argument("--out", type=Path, default=Path("between"), help="a folder; between by default")
    p.add_argument("--steps", type=int, default=16, help="each way, 1 to 256; 16 by default")
    p.add_argument("--instrument-a", metavar="NAME", help="what a is; the likeliest without it")
    p.add_argument("--instrument-b", metavar="NAME", help="what b is; the likeliest without it")
    p.add_argument("--evenly", choices=("heard", "turned"), default="heard",
                   help="points are equally far apart to the ear, or on the way through the noise")
    p.add_argument("--travel", action="store_true",
                   help="also one file that goes from a to b while it lasts")
    p.add_argument("--format", help="wav16, wav24, wav32f, flac or flac16")
    p.add_argument("--rate", type=int, help="its sample rate in Hz; 48000 by default")
    given.model(p)


def between(options: argparse.Namespace) -> None:
    """[control] Run it. Raises BadValue, BrokenContract."""
    from engine.contract import FLOAT32
    from engine.parameters import BadValue
    from engine.studio import condition, crossing, sounds, targets
    from engine.studio.batch import Batch
    from engine.studio.progress import bar
    from engine.studio.sidecar import Record

    if not 2 <= options.points <= MOST:
        raise BadValue(f"--points must be from 2 to {MOST}, not {options.points}")
    if not 1 <= options.steps <= 256:
        raise BadValue(f"--steps must be from 1 to 256, not {options.steps}")
    form = given.form(options)
    options.precision = options.precision or FLOAT32  # as with `invert`
    instrument = given.instrument(options)
    rate = instrument.contract.sample_rate
    recordings = [sounds.read(path, rate) for path in (options.a, options.b)]
    targets.folder(options.out)
    longest = max(map(len, recordings))
    heard, ends = [], []
    with bar("invert", 2 * options.steps) as passed:
        for path, audio, name in zip(
            (options.a, options.b), recordings, (options.instrument_a, options.instrument_b),
            strict=True,
        ):
            heard.append(condition.hear(
                instrument, condition.padded(instrument, audio, longest), name
            ))
            ends.append(crossing.end(instrument, heard[-1], len(audio), options.steps, passed))
            print(f"{path}: {len(audio) / rate:.2f} s, {condition.told(instrument, heard[-1])}")
    a, b = ends
    weights, turned = _weights(options, instrument, a, b)
    record = Record("between", given.recorded(options), 0, {"a": options.a, "b": options.b})
    batch = Batch(options.out, instrument, form, record)
    made = []
    with bar("between", options.points * options.steps) as passed:
        for at, where in enumerate(weights):
            audio = crossing.sound(instrument, a, b, float(where), options.steps, passed)
            batch.write(f"{at + 1:02}", audio, where=round(float(where), 4))
            made.append(audio)
    if options.travel:
        from numpy import linspace

        with bar("travel", options.steps) as passed:
            where = linspace(0, 1, len(a.request))
            audio = crossing.sound(instrument, a, b, where, options.steps, passed)
            batch.write("travel", audio)
    print(f"wrote {len(made) + options.travel} sounds to {options.out}")
    if options.points > 2:
        _measure(options, instrument, heard, weights.tolist(), made, turned)


def _weights(options: argparse.Namespace, instrument, a, b):
    """Where the points lie, and how even equal turns are: a first look tells how far the sound goes
    for how much of a turn."""
    import numpy as np

    from engine.studio import crossing, measures
    from engine.studio.progress import bar

    weights = np.linspace(0, 1, options.points)
    if options.evenly == "turned" or options.points < 3:
        return weights, None
    steps = min(options.steps, 8)
    look = np.linspace(0, 1, max(options.points, 9))
    with bar("look", len(look) * steps) as passed:
        seen = [crossing.sound(instrument, a, b, float(w), steps, passed) for w in look]
    turned = measures.evenness(seen, instrument.contract.sample_rate)
    return crossing.even(look.tolist(), turned.steps, options.points), turned


def _measure(options: argparse.Namespace, instrument, heard, weights, made, turned) -> None:
    from engine.studio import crossing, crossing_picture

    found = crossing.smoothness(
        instrument, made, weights, (heard[0].reading.latents, heard[1].reading.latents),
        turned,
    )
    print(crossing.table(weights, found))
    picture = options.out / "between.png"
    crossing_picture.draw(
        picture, made, weights, found, instrument.contract.sample_rate,
        f"From {options.a.name} to {options.b.name}",
    )
    print(f"wrote {picture}")

