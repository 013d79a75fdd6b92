"""`flowbend models`: which models there are, whether they are what they were; they come and go."""

import argparse
import sys
from pathlib import Path

from engine.studio.commands.options import command


def add(commands) -> None:
    """[control] The command's words and options, and those of what it can do."""
    p = command(commands, "models", _list, "list the models, verify, add, remove or pack them")
    p.add_argument("--json", action="store_true")
    parts = p.add_subparsers(metavar="WHAT")

    p = command(parts, "verify", _verify, "compare the files of a model, or all, with its digest")
    p.add_argument("name", nargs="?", metavar="NAME", help="a model's name or folder")
    p = command(parts, "add", _add, "take a model among your own")
    p.add_argument("source", metavar="SOURCE",
                   help="a folder, a .zip, .tar or .tar.gz of one, or hf:owner/name[@revision] on"
                   " the Hugging Face hub (extra [hub])")
    p.add_argument("--name", help="what it is to be called; as its source by default")
    p = command(parts, "remove", _remove, "remove a model")
    p.add_argument("name", metavar="NAME")
    p.add_argument("--yes", action="store_true", help="do not ask")
    p = command(parts, "pack", _pack, "write a model as one .zip, to give away")
    p.add_argument("name", metavar="NAME", help="a model's name or folder")
    p.add_argument("out", type=Path, metavar="OUT.zip")


def _list(options: argparse.Namespace) -> int:
    from engine.library import catalogue, listing

    rows = listing.rows(catalogue.known())
    if options.json:
        print(listing.as_json(rows))
        return 0
    print(listing.text(rows))
    print(f"\nYours are in {catalogue.mine()}.")
    return 0


def _verify(options: argparse.Namespace) -> int:
    from tqdm import tqdm

    from engine.library import catalogue, digest

    models = catalogue.known()
    if options.name is not None:
        folder = catalogue.find(options.name)
        if not catalogue.is_model(folder):
            from engine.parameters import BadValue

            raise BadValue(f"there is no model in {folder}: name one of {', '.join(models)}")
        models = {options.name: folder}
    wrong = 0
    total = sum(path.stat().st_size for folder in models.values() for path in digest.loaded(folder))
    with tqdm(total=total, desc="reading", unit="B", unit_scale=True, leave=False, disable=None,
              delay=1) as bar:
        for name, folder in models.items():
            faults = digest.faults(folder, bar.update)
            wrong += bool(faults)
            for fault in faults:
                bar.write(f"{name}: {fault}")
            if not faults:
                bar.write(f"{name}: {len(digest.loaded(folder))} files are what {digest.FILE} says")
    return 1 if wrong else 0


def _add(options: argparse.Namespace) -> int:
    from engine.library import adding, card, catalogue, digest

    added = adding.add(options.source, options.name)
    name = added.folder.name
    for one in added.left_out[:8]:
        print(f"left out, as it is no part of a model: {one!a}", file=sys.stderr)
    if len(added.left_out) > 8:
        print(f"and {len(added.left_out) - 8} more", file=sys.stderr)
    if not added.had_digest:
        print(f"It came without {digest.FILE}: one was made of what came.", file=sys.stderr)
    if card.read(added.folder) is None:
        print("It has no card (README.md): nothing says whose sound it is.", file=sys.stderr)
    if adding.is_hidden(added.folder):
        print(f"From here {name} means {catalogue.find(name)}, which is nearer.", file=sys.stderr)
    print(f"{added.folder}: flowbend play --model {name}")
    return 0


def _remove(options: argparse.Namespace) -> int:
    from engine.library import adding
    from engine.parameters import BadValue

    folder = adding.removable(options.name)
    if not options.yes:
        if not sys.stdin.isatty():
            raise BadValue(f"{folder.absolute()} would be lost: say --yes")
        if input(f"Remove {folder.absolute()}? [y/N] ").strip().lower() not in ("y", "yes"):
            print("It stays.")
            return 1
    adding.remove(folder)
    print(f"{folder.absolute()} is gone.")
    return 0


def _pack(options: argparse.Namespace) -> int:
    from engine.library import adding, catalogue

    print(adding.pack(catalogue.find(options.name), options.out))
    return 0
