"""`flowbend show`: a clip in one picture, what was asked beside what came out."""

import argparse
from pathlib import Path

from engine.studio.commands import options as given


def add(commands) -> None:
    """[control] The command and its options."""
    p = given.command(commands, "show", show, "draw a clip: what was asked, and what it does")
    p.add_argument("clip", type=Path, help="any sound file")
    p.add_argument("--out", type=Path, metavar="PNG", help="CLIP.png by default; or a .webp")
    p.add_argument("--sidecar", type=Path, metavar="JSON",
                   help="what made the clip; CLIP.wav.json, where there is one, by default")
    given.model(p)


def show(options: argparse.Namespace) -> None:
    """[control] Run it. Raises BadValue, BrokenContract."""
    from dataclasses import replace

    import soundfile

    from engine.studio import portrait, portrait_picture, reading, sidecar, targets

    out = options.out or Path(f"{options.clip.stem}.png")
    targets.check(out, targets.PICTURE, options.clip)
    instrument = given.instrument(options)
    rate = instrument.contract.sample_rate
    audio = reading.sound(instrument, options.clip)
    path = options.sidecar or sidecar.path_of(options.clip)
    document = sidecar.read(path) if options.sidecar or path.is_file() else None
    asked = None if document is None else _asked(document, instrument, len(audio))
    about = soundfile.info(options.clip)
    title, line = portrait.described(
        options.clip, (about.frames, about.channels), about.samplerate, document
    )
    found = portrait.measure(audio, rate)
    portrait_picture.draw(out, replace(found, asked=asked, title=title, line=line))
    print(f"wrote {out}")


def _asked(document, instrument, samples: int):
    from engine.studio import asked
    from engine.studio.asking import latents_of, number_of

    options = document["options"]
    settings = given.settings(options.get("set") or [], instrument)
    if options.get("instrument"):
        settings["instrument_a"] = number_of(instrument, options["instrument"])
    return asked.of(document, instrument, latents_of(instrument, samples), settings)
