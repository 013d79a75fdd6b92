"""From the words of `flowbend kit` to a folder: hits, their sidecars, and the SFZ that maps them.
"""

import argparse
import os
import sys
from pathlib import Path

from engine.instrument import SHIPPED, Instrument
from engine.parameters import BadValue
from engine.studio import batch, kit, places, sfz, sidecar, sounds
from engine.studio.asking import latents_of
from engine.studio.commands import options as words
from engine.studio.hits import LOUDNESS_LUFS, SECONDS
from engine.studio.kit import Hit
from engine.studio.rendering import Told


def whole(options: argparse.Namespace) -> int:
    """[control] Make the kit. Raises BadValue."""
    form, hits = words.form(options), kit.hits(options.count, tuple(options.kinds))
    seed = _seed(options)
    folder, ending = places.folder(options.out), places.ending_of(form)
    instrument = Instrument(options.model or SHIPPED, 1, options.precision)
    tasks = [_task(options, instrument, hit, folder / f"{hit.name}{ending}", seed) for hit in hits]
    jobs = max(1, min(len(tasks), options.jobs or os.cpu_count() or 1))
    batch.run(tasks, jobs, "kit", instrument)
    about = f"{len(hits)} drum hits by Flowbend, seed {seed}, each at {LOUDNESS_LUFS:g} LUFS"
    path = folder / f"{folder.absolute().name}.sfz"
    try:
        path.write_text(sfz.text(hits, ending, about))
    except OSError as error:
        raise BadValue(f"{path} cannot be written: {sounds.reason(path, error)}") from error
    print(f"{path}: {len(hits)} hits")
    return 0


def one(options: argparse.Namespace) -> int:
    """[control] Make one hit of the kit. Raises BadValue."""
    hit, path, seed = kit.named(options.only), places.one(options.out), _seed(options)
    instrument = Instrument(options.model or SHIPPED, 1, options.precision)
    batch.run([_task(options, instrument, hit, path, seed)], 1, "kit", instrument)
    print(path)
    return 0


def _seed(options: argparse.Namespace) -> int:
    seed = words.seed_of(options)
    if options.seed is None:
        print(f"--seed {seed} makes it again.", file=sys.stderr)
    return seed


def _task(
    options: argparse.Namespace, instrument: Instrument, hit: Hit, path: Path, seed: int
) -> batch.Task:
    """What makes one hit, and its sidecar, which makes it alone."""
    form = words.form(options)
    latents = latents_of(instrument, round(SECONDS * instrument.contract.sample_rate))
    names = instrument.contract.instruments
    kept = words.recorded(options) | {
        "only": hit.name, "seed": seed, "out": str(path.absolute()), "jobs": None,
        "precision": instrument.precision, "count": 32, "kinds": list(kit.KINDS),
    }

    def make(told: Told) -> None:
        audio, key = kit.make(instrument, hit, seed, options.steps, options.guidance)
        sounds.write(path, audio, instrument.contract.sample_rate, form)
        notes = {"instrument": names[key.instrument], "key": key.pitch, "lufs": LOUDNESS_LUFS}
        sidecar.write(path, sidecar.Record("kit", kept, seed, notes=notes), instrument)
        told(latents)

    return batch.Task(make, latents)
