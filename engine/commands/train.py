"""`flowbend train`: a folder of recordings becomes an instrument; or one stage of training."""

import argparse
import json
import os
from pathlib import Path

from engine.commands.shared import CORPUS, RUNS
from engine.studio.commands.options import ray

STAGES = ("codec", "denoiser", "distil", "shortcut", "adversarial", "decoder", "words")
EXPORTS = Path("exports")
MINUTES = 90.0


def add(commands) -> None:
    """[control] The command and its options."""
    about = "learn from a folder of your own sounds, or train one stage"
    p = commands.add_parser("train", help=about, description=about[0].upper() + about[1:] + ".")
    p.set_defaults(run=run)
    p.add_argument("what", metavar="FOLDER|STAGE", help="a folder of recordings, with a sub-folder"
                   f" for each instrument; or one of {', '.join(STAGES)}")
    p.add_argument("--minutes", type=float, help=f"time budget; {MINUTES:g} for a folder")
    own = p.add_argument_group("for a folder")
    own.add_argument("--name", help="of the model; the folder's by default")
    own.add_argument("--from", dest="base", metavar="MODEL",
                     help="whose weights to start from; the shipped model's by default")
    own.add_argument("--from-scratch", action="store_true", help="start from nothing: takes longer")
    own.add_argument("--anew", action="store_true", help="forget what was learned, and begin again")
    own.add_argument("--out", type=Path, default=EXPORTS, help="where the model goes")
    p.add_argument("--folder", type=Path, default=RUNS, help="checkpoints and logs")
    p.add_argument("--hours", type=float, help="of sound to use; more is better and slower")
    p.add_argument("--batch", type=int, help="examples at once; a graphics card has room for many")
    p.add_argument("--codec", choices=("flowbend", "encodec_24khz"),
                   help="whose latents the denoiser learns: the folder's by default")
    p.add_argument("--weights", type=Path, metavar="FILE",
                   help="EnCodec's (.safetensors, or .th); fetched without one")
    ray(p, "render and encode the corpus")
    stage = p.add_argument_group("for a stage")
    stage.add_argument("--corpus", type=Path, default=CORPUS)
    stage.add_argument("--resume", action="store_true")
    stage.add_argument("--start", type=Path, help="weights (.safetensors) to start from")


def run(options: argparse.Namespace) -> int:
    """[control] Train. Raises BadValue."""
    from engine.parameters import BadValue

    if options.minutes is not None and not options.minutes > 0:
        raise BadValue(f"--minutes must be above 0, not {options.minutes}")
    if options.hours is not None and not options.hours > 0:
        raise BadValue(f"--hours must be above 0, not {options.hours}")
    if options.batch is not None and options.batch < 2:
        raise BadValue(f"--batch must be 2 or more, not {options.batch}")
    return _stage(options) if options.what in STAGES else _own(options)


def _own(options: argparse.Namespace) -> int:
    from engine.parameters import BadValue

    # One bar is drawn for the whole; those of its steps would be between its lines. And a thread
    # that waits for another shall soon sleep: on a machine that does other things too, one that
    # burns its core keeps the other from coming. Asleep at once, it would learn a quarter less on a
    # free machine: GNU's OpenMP can wait a little first, and then heeds that alone.
    os.environ.setdefault("TQDM_DISABLE", "1")
    if "OMP_WAIT_POLICY" not in os.environ:
        os.environ["OMP_WAIT_POLICY"] = "PASSIVE"
        os.environ.setdefault("GOMP_SPINCOUNT", "50000")
    sounds = Path(options.what)
    if not sounds.is_dir():
        raise BadValue(
            f"there is no folder {sounds}, and no stage of that name ({', '.join(STAGES)}):"
            " name a folder with recordings in it"
        )
    try:
        from engine.models import codecs, processes
        from engine.models.own import course
        from engine.models.own.finding import plain
        from engine.models.own.order import Order
    except ModuleNotFoundError as missing:
        raise BadValue(
            f"training needs {missing.name}: `pip install 'flowbend[evaluate]'`"
        ) from missing
    from engine.instrument import SHIPPED
    from engine.library import catalogue

    name = plain(options.name or sounds.resolve().name)
    if name == SHIPPED.name:
        raise BadValue(f"{name} is the shipped model: give yours another --name")
    if processes.count() > 1:
        raise BadValue(
            "a folder is learned by one process: under torchrun or accelerate launch train the"
            f" stages ({', '.join(STAGES)})"
        )
    if codecs.in_folder(options.folder / name) == codecs.ENCODEC:
        options.weights = None  # they are there; the same command goes on
    codecs.check("denoiser", options.codec, options.folder / name, options.weights)
    nothing = options.from_scratch or options.codec == codecs.ENCODEC
    order = Order(
        sounds, name, options.minutes or MINUTES,
        None if nothing else catalogue.find(options.base), options.folder, options.out,
        options.hours, options.batch, options.anew, options.codec, options.weights, options.ray,
    )
    try:
        model = course.learn(order)
    except KeyboardInterrupt:
        print("\nStopped. The same command goes on from the last checkpoint.")
        return 130
    from engine.models.own import verdict

    print(verdict.table(json.loads((model / "verdict.json").read_text())))
    print(f"\nThe model is in {model}: play it with `flowbend play --model {model}`.")
    return 0


def _stage(options: argparse.Namespace) -> int:
    from engine.models import codecs, processes, stages
    from engine.parameters import BadValue

    if options.minutes is None:
        raise BadValue("a stage needs --minutes, its time budget")
    codecs.check(options.what, options.codec, options.folder, options.weights)
    with processes.first():
        _corpus_if_missing(options)
    order = stages.Order(
        options.corpus, options.folder, options.minutes, options.resume, options.start,
        options.hours, options.batch, options.codec, options.weights, options.ray,
    )
    weights = stages.STAGES[options.what](order)
    first = processes.is_first()
    processes.leave()
    if first:
        print(f"The weights are in {weights}; the log is beside them.")
    return 0


def _corpus_if_missing(options: argparse.Namespace) -> None:
    """Render the corpus where it is trained on, from every source that is there."""
    from engine import cluster
    from engine.models import corpus, players

    folder = options.corpus
    if (folder / "index.jsonl").is_file():
        return
    found = []
    for source in corpus.EVERY_SOURCE:
        try:
            players.player(source)
        except players.NoSource as missing:
            print(missing)
        else:
            found.append(source)
    print(f"There is no corpus in {folder} yet: rendering one.")
    corpus.build(folder, sources=tuple(found) or corpus.EVERY_SOURCE,
                 cluster=cluster.asked(options.ray))
