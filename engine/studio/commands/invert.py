"""`flowbend invert`: a clip to the noise it would have grown from, and back; how near, by steps."""

import argparse
from dataclasses import replace
from pathlib import Path

from engine.studio.commands import options as given

UNDER = ("everything", "instrument", "nothing")


def add(commands) -> None:
    """[control] The command and its options."""
    p = given.command(
        commands, "invert", invert, "take a clip to the noise that it grows from, and back"
    )
    p.add_argument("clip", type=Path, help="any sound file, or noise that --noise kept")
    p.add_argument("--steps", type=int, default=32, help="each way, 1 to 256; 32 by default")
    p.add_argument("--instrument", metavar="NAME",
                   help="that the clip is inverted as, or that kept noise is played by; the"
                   " likeliest, or its own, without it")
    p.add_argument("--under", choices=UNDER, default=UNDER[0],
                   help="what the model is told of the clip: all that is read from it by default")
    p.add_argument("--guidance", type=float, default=1.0,
                   help="of kept noise when it is played; 1, which leads back, by default")
    p.add_argument("--noise", type=Path, metavar="NOISE.npz", help="keep the noise, to play it")
    p.add_argument("--table", action="store_true",
                   help="measure 1, 2, 4 ... 256 steps by two methods, and draw it")
    p.add_argument("--most", type=int, default=256, metavar="STEPS", help="where the table ends")
    p.add_argument("--picture", type=Path, metavar="PNG",
                   help="of the table; CLIP-inversion.png by default")
    given.file(p)
    given.model(p)


def invert(options: argparse.Namespace) -> None:
    """[control] Run it. Raises BadValue, BrokenContract."""
    from engine.contract import FLOAT32
    from engine.parameters import BadValue
    from engine.studio import targets

    given.check_sampling(options)
    if not 1 <= options.most <= 256:
        raise BadValue(f"--most must be from 1 to 256, not {options.most}")
    picture = options.picture or Path(f"{options.clip.stem}-inversion.png")
    targets.check(options.out, targets.SOUND, options.clip)
    targets.check(options.noise, targets.NOISE, options.clip)
    if options.table:
        targets.check(picture, targets.PICTURE)
    # The rounding of 8 bits would be all of the error that is left after 32 steps.
    options.precision = options.precision or FLOAT32
    form = given.form(options)
    instrument = given.instrument(options)
    if options.clip.suffix == ".npz":
        _play(options, instrument, form)
    else:
        _invert(options, instrument, form, picture)


def _invert(options: argparse.Namespace, instrument, form, picture: Path) -> None:
    from engine.parameters import BadValue
    from engine.studio import condition, inversion, inversion_picture, noise_file, reading
    from engine.studio.progress import passes

    if options.guidance != 1.0:
        raise BadValue("--guidance is for kept noise: the way back under it is another one")
    contract = instrument.contract
    audio = reading.sound(instrument, options.clip)
    heard = condition.hear(instrument, audio, options.instrument, options.under)
    told = condition.told(instrument, heard, options.under)
    print(f"{options.clip}: {len(audio) / contract.sample_rate:.2f} s, {told}")
    if options.table:
        steps = tuple(n for n in inversion.STEPS if n <= options.most)
        with passes("invert", inversion.calls(steps)) as passed:
            study = inversion.study(instrument, heard, steps, told=passed)
        print(inversion.table(study))
        title = f"{options.clip.name}, {told}: to noise and back"
        inversion_picture.draw(picture, study, title)
        print(f"wrote {picture}")
    if options.table and not (options.out or options.noise):
        return
    with passes("invert", inversion.calls((options.steps,), (inversion.MIDPOINT,))) as passed:
        found = inversion.once(instrument, heard, options.steps, passed)
    print(inversion.sentence(found.study))
    if options.noise:
        request = replace(heard.request, noise=found.noise)
        noise_file.write(options.noise, request, heard.reading.samples, instrument)
        print(f"wrote {options.noise}")
    if options.out:
        trip = found.study.trips[0]
        _write(options, instrument, form, found.latents, heard.reading.samples, {
            "instrument": contract.instruments[heard.who], "latents_error": trip.latents_error,
            "snr_db": trip.snr_db, "mel_db": trip.mel_db, "codec_mel_db": found.study.codec_mel_db,
        })


def _play(options: argparse.Namespace, instrument, form) -> None:
    """Kept noise to a sound."""
    import sys

    import numpy as np

    from engine import sampler
    from engine.parameters import BadValue
    from engine.studio import asking, journey, noise_file, sidecar
    from engine.studio.progress import passes

    if options.out is None or options.table or options.noise:
        raise BadValue("kept noise is played: give --out, and neither --table nor --noise")
    kept = noise_file.read(options.clip, instrument)
    if kept.model_digest != sidecar.digest_of(instrument):
        print(f"{options.clip} was found with another model: it will not sound as its clip",
              file=sys.stderr)
    request = replace(kept.request, guidance=np.full_like(kept.request.guidance, options.guidance))
    if options.instrument is not None:
        who = asking.number_of(instrument, options.instrument)
        other = asking.request(instrument, len(request), {"instrument_a": who})
        request = replace(request, who=other.who)
    with passes("play", options.steps) as passed:
        latents = journey.flow(
            instrument, request, request.noise, sampler.levels(options.steps), passed
        )
    _write(options, instrument, form, latents, kept.samples, {})


def _write(options: argparse.Namespace, instrument, form, latents, samples, notes) -> None:
    from engine.studio import journey, sidecar, sounds

    audio = journey.finished(instrument, journey.decode(instrument, latents))[:samples]
    sounds.write(options.out, audio, instrument.contract.sample_rate, form)
    # What made this file; the table and the noise are files of their own.
    kept = given.as_given(options) | {"table": False, "picture": None, "noise": None}
    record = sidecar.Record("invert", kept, 0, {"clip": options.clip}, notes)
    sidecar.write(options.out, record, instrument)
    print(f"wrote {options.out}")
