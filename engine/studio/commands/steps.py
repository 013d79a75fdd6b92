"""`flowbend steps`: one seed at several step counts, as files, a table and a picture."""

import argparse
from pathlib import Path

from engine.studio.commands import options as given


def add(commands) -> None:
    """[control] The command and its options."""
    p = given.command(commands, "steps", steps, "make one seed at several step counts")
    p.add_argument("--out", type=Path, required=True, help="a folder, or a file for one count")
    p.add_argument("--instrument", metavar="NAME", help="piano by default")
    p.add_argument("--set", action="append", default=[], metavar="ID=VALUE",
                   help="a control from `flowbend params`; may be given again")
    p.add_argument("--notes", metavar="60,64,67",
                   help="spread over the clip: numbers or names, 60+64 together, - a rest; the"
                   " model's own without it")
    p.add_argument("--seconds", type=float, default=4.0, help="of each; 4 by default")
    p.add_argument("--counts", default="1,2,4,8,16,32,64", help="1,2,4,8,16,32,64 by default")
    given.seed(p)
    p.add_argument("--format", help="wav16, wav24, wav32, wav32f, flac or flac16")
    p.add_argument("--rate", type=int, help="its sample rate in Hz; 48000 by default")
    given.model(p)


def steps(options: argparse.Namespace) -> None:
    """[control] Run it. Raises BadValue, BrokenContract."""
    from engine.parameters import BadValue
    from engine.studio import asking, phrase, sounds, step_counts, step_counts_picture, targets
    from engine.studio.progress import passes
    from engine.studio.series import Series
    from engine.studio.sidecar import Record

    counts = _counts(options.counts)
    if not 0.1 <= options.seconds <= sounds.LONGEST_S:
        raise BadValue(
            f"--seconds must be from 0.1 to {sounds.LONGEST_S:g}, not {options.seconds:g}"
        )
    form = given.form(options)
    instrument = given.instrument(options)
    contract = instrument.contract
    options.seed = given.seed_of(options)
    settings = given.settings(options.set, instrument)
    for id, instead in {"seed_a": "--seed", "steps": "--counts"}.items():
        if id in settings:
            raise BadValue(f"{id} has an option of its own here: {instead}")
    settings["seed_a"] = options.seed
    if options.instrument is not None:
        settings["instrument_a"] = asking.number_of(instrument, options.instrument)
    samples = round(options.seconds * contract.sample_rate)
    played = None if options.notes is None else phrase.notes(options.notes, options.seconds)
    request = asking.request(
        instrument, asking.latents_of(instrument, samples), settings, notes=played
    )
    options.precision = instrument.precision
    one = options.out.suffix.lower() in targets.SOUND
    if one != (len(counts) == 1):
        raise BadValue("--out is a folder for several counts, and a .wav or .flac file for one")
    series = Series(options.out, instrument, form,
                    Record("steps", given.as_given(options), options.seed))
    latents, audio = [], []
    print(f"seed {options.seed}")
    with passes("steps", sum(counts)) as passed:
        gain = settings.get("gain", 0.0)
        for count, found, sound in step_counts.sounds(instrument, request, counts, gain, passed):
            latents.append(found)
            audio.append(sound[:samples])
            series.write(f"{count:03}_steps", audio[-1], {"counts": str(count)})
    if one:
        print(f"wrote {options.out}")
        return
    stairs = step_counts.compare(counts, latents, audio, contract.sample_rate)
    print(step_counts.table(stairs))
    picture = options.out / "steps.png"
    name = contract.instruments[int(settings.get("instrument_a", 0))].replace("_", " ")
    step_counts_picture.draw(
        picture, audio, stairs, contract.sample_rate,
        f"{name}, seed {options.seed}, guidance {float(request.guidance[0]):g}",
    )
    print(f"wrote {len(counts)} sounds and {picture}")


def _counts(text: str) -> tuple[int, ...]:
    from engine.parameters import BadValue

    found = tuple(int(one) if one.strip().isdecimal() else 0 for one in text.split(","))
    if list(found) != sorted(set(found)) or not 1 <= found[0] <= found[-1] <= 256:
        raise BadValue(f"--counts takes rising numbers from 1 to 256, such as 1,2,4, not {text!r}")
    return found
