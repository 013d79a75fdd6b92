"""`flowbend vary`: variations of a clip, by noise to a strength and back."""

import argparse
import sys
from pathlib import Path

from engine.studio.commands import keeping
from engine.studio.commands import options as shared

ALL = "rms,onset,notes,brightness,noisiness"


def add(commands) -> None:
    """[control] The command and its options."""
    p = shared.command(commands, "vary", run, "make variations of a clip, near to it or far")
    p.add_argument("clip", type=Path, help="a sound file")
    p.add_argument("--strength", type=float, default=0.4,
                   help="0 is the clip through the codec, 1 leaves only what is kept of it;"
                   " 0.4 by default")
    p.add_argument("--count", type=int, default=1, metavar="N",
                   help="so many, from seeds that follow each other: name-01.wav and on")
    keeping.add(p, ALL, "all of them")
    keeping.instrument(p)
    shared.sampling(p)
    shared.seed(p)
    shared.file(p, required=True)
    shared.model(p)


def run(options: argparse.Namespace) -> None:
    """[control] Read the clip, then make and write each variation. Raises BadValue."""
    from engine.parameters import BadValue
    from engine.studio import asking, journey, reading, sidecar, sounds
    from engine.studio import keeping as kept
    from engine.studio.files import numbered
    from engine.studio.progress import passes, say

    if not 0 <= options.strength <= 1:
        raise BadValue(f"--strength must be from 0 to 1, not {options.strength}")
    if not 1 <= options.count <= 1000:
        raise BadValue(f"--count must be from 1 to 1000, not {options.count}")
    shared.check_sampling(options)
    form, keep, seed = shared.form(options), kept.lanes_of(options.keep), shared.seed_of(options)
    outs = numbered(options.out, options.count)
    for out in outs:
        sounds.check_target(out, form, options.clip)
    instrument = shared.instrument(options)
    settings = keeping.settings(options, instrument.contract.instruments)
    read = reading.read(instrument, reading.sound(instrument, options.clip))
    options.instrument = kept.named(instrument, options.instrument, read.latents)
    number = asking.number_of(instrument, options.instrument)
    notes = None
    if "notes" in keep and not kept.is_drums(instrument, number):
        notes = kept.notes_of(instrument, read)
    given = shared.recorded(options) | {"count": 1}
    done = 0
    try:
        with passes("vary", options.count * options.steps) as told:
            for index, out in enumerate(outs):
                mine = (seed + index) % shared.SEEDS
                asked = kept.Asked(
                    keep, {"instrument_a": number, **settings}, mine, options.guidance
                )
                request = kept.request(instrument, read, asked, notes)
                latents = journey.vary(
                    instrument, request, read.latents, options.strength, options.steps, told
                )
                sound = journey.finished(
                    instrument, journey.decode(instrument, latents), settings.get("gain", 0.0)
                )
                sounds.write(out, sound[: read.samples], instrument.contract.sample_rate, form)
                made = sidecar.Record(
                    "vary", given | {"seed": mine}, mine, {"clip": options.clip}
                )
                sidecar.write(out, made, instrument)
                done += 1
                say(f"{out}: seed {mine}, {options.instrument}")
    except KeyboardInterrupt:
        print(f"Stopped: {done} of {options.count} are finished and kept.", file=sys.stderr)
        raise
