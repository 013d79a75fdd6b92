"""Does every experiment of docs/experiments.md again: writes its tables between their marks, and
its pictures. `python docs/experiments.py --recordings FOLDER [NAME ...]`
"""

import argparse
import re
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import experiments_controls as controls
import experiments_files as files
from tqdm import tqdm

from engine.instrument import Instrument
from engine.library import catalogue
from engine.offline import THREADS

TEXT = Path(__file__).with_name("experiments.md")
PICTURES = Path(__file__).with_name("pictures") / "experiments"
RECORDINGS = Path("/usr/share/doc/csound-doc/html/examples")


@dataclass(frozen=True)
class Bench:
    """What an experiment works with: the instrument (float32, so that figures are the same on every
    machine), folders of recordings and of the training corpus, one for pictures, and one for what
    is thrown away."""

    instrument: Instrument
    recordings: Path
    corpus: Path
    pictures: Path
    scratch: Path


EXPERIMENTS = {
    "inversion": files.inversion, "conditions": files.conditions, "noise": files.noise,
    "between": files.between, "steps": files.steps, "show": files.show,
    "guidance": controls.guidance, "temperature": controls.temperature,
    "seeds": controls.seeds, "response": controls.response,
}


def filled(text: str, name: str, lines: list[str]) -> str:
    """The text with these lines between the marks of that name."""
    pattern = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
    if not pattern.search(text):
        raise ValueError(f"{TEXT} has no marks for {name}")
    return pattern.sub(lambda found: found[1] + "\n".join(lines) + "\n" + found[2], text)


def main(arguments: list[str] | None = None) -> int:
    """Run those that are named, or all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(EXPERIMENTS))
    parser.add_argument("--recordings", type=Path, default=RECORDINGS)
    parser.add_argument("--corpus", type=Path, default=Path("corpus"),
                        help="made by `flowbend corpus`: `noise` looks at its held-out phrases")
    parser.add_argument("--model", help="its name, or a folder made by `flowbend export`")
    options = parser.parse_args(arguments)
    if unknown := set(options.names) - set(EXPERIMENTS):
        parser.error(f"there is no experiment {', '.join(sorted(unknown))}")
    where = (catalogue.find(options.model),)
    instrument = Instrument(*where, threads=THREADS, precision="float32")
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        bench = Bench(instrument, options.recordings, options.corpus, PICTURES, Path(scratch))
        for name in tqdm(options.names or list(EXPERIMENTS), unit="experiment"):
            lines = EXPERIMENTS[name](bench)
            partial = TEXT.with_suffix(".part")
            partial.write_text(filled(TEXT.read_text(), name, lines))
            partial.replace(TEXT)
    return 0


if __name__ == "__main__":
    sys.exit(main())
