"""`flowbend restyle`: what a clip plays, played by another instrument."""

import argparse
from pathlib import Path

from engine.studio.commands import keeping
from engine.studio.commands import options as shared

PLAYED = "rms,onset,notes"


def add(commands) -> None:
    """[control] The command and its options."""
    p = shared.command(commands, "restyle", run, "play what a clip plays on another instrument")
    p.add_argument("clip", type=Path, help="a sound file")
    keeping.instrument(p, required=True)
    p.add_argument("--octaves", type=int, metavar="N",
                   help="move the tune by so many; by default into the instrument's range")
    keeping.add(p, PLAYED, "the first three")
    shared.sampling(p)
    shared.seed(p)
    shared.file(p, required=True)
    shared.model(p)


def run(options: argparse.Namespace) -> None:
    """[control] Read the clip, and have it played. Raises BadValue."""
    from engine.parameters import BadValue
    from engine.studio import asking, journey, ranges, reading, sidecar, sounds
    from engine.studio import keeping as kept
    from engine.studio.progress import passes

    if options.octaves is not None and not -8 <= options.octaves <= 8:
        raise BadValue(f"--octaves must be from -8 to 8, not {options.octaves}")
    shared.check_sampling(options)
    form, keep, seed = shared.form(options), kept.lanes_of(options.keep), shared.seed_of(options)
    sounds.check_target(options.out, form, options.clip)
    instrument = shared.instrument(options)
    number = asking.number_of(instrument, options.instrument)
    options.instrument = instrument.contract.instruments[number]
    settings = keeping.settings(options, instrument.contract.instruments)
    read = reading.read(instrument, reading.sound(instrument, options.clip))
    notes, octaves, tune = None, 0, ""
    if "notes" in keep and kept.is_drums(instrument, number):
        tune = ", no tune: its keys are sounds"
    elif "notes" in keep:
        notes = kept.notes_of(instrument, read)
        tune = ", no tune found"
    if notes is not None:
        notes, octaves = ranges.moved(notes, options.instrument, options.octaves)
        tune = f", {len(notes)} notes" + (f", moved by {12 * octaves:+} semitones" * bool(octaves))
    asked = kept.Asked(keep, {"instrument_a": number, **settings}, seed, options.guidance)
    request = kept.request(instrument, read, asked, notes)
    with passes("restyle", options.steps) as told:
        latents = journey.sample(instrument, request, options.steps, told)
    sound = journey.finished(instrument, journey.decode(instrument, latents),
                             settings.get("gain", 0.0))
    sounds.write(options.out, sound[: read.samples], instrument.contract.sample_rate, form)
    given = shared.recorded(options) | {
        "seed": seed, "octaves": octaves if notes else options.octaves
    }
    sidecar.write(options.out, sidecar.Record(
        "restyle", given, seed, {"clip": options.clip}), instrument)
    print(f"{options.out}: {options.instrument}, seed {seed}{tune}")
