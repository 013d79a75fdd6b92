"""`flowbend adopt`, `export`, `evaluate` and `card`: a model from weights, and its figures."""

import json
from pathlib import Path

from engine.commands import shared
from engine.commands.shared import CORPUS, RUNS
from engine.library import catalogue
from engine.parameters import BadValue
from engine.studio.commands.options import command, folder, precision


def add(commands) -> None:
    """[control] The commands and their options."""
    p = command(commands, "adopt", _adopt, "take an export's weights to train on")
    p.add_argument("export", help="a model's name, or a folder made by `flowbend export`")
    p.add_argument("--folder", type=Path, default=RUNS, help="where the checkpoints go")

    p = command(commands, "export", _export, "write the trained model as ONNX")
    p.add_argument("--folder", type=Path, default=RUNS)
    p.add_argument("--out", type=Path, required=True)

    p = command(commands, "evaluate", _evaluate, "measure the streamed sound of a model")
    folder(p)
    precision(p)
    p.add_argument("--corpus", type=Path, default=CORPUS)
    p.add_argument("--parts", nargs="+", default=["matrix"], metavar="PART",
                   help="matrix register codec sweeps silence diversity copies endurance words,"
                   " or all")
    p.add_argument("--steps", type=int, nargs="+", default=[1, 2, 4, 8, 32])
    p.add_argument("--guidance", type=float, nargs="+", default=[1.0, 2.0, 4.0])
    p.add_argument("--each", type=int, default=3, help="held-out phrases of each instrument")
    p.add_argument("--out", type=Path,
                   help="add the figures to this folder's evaluation.json, and pictures")
    p.add_argument("--json", action="store_true")

    p = command(commands, "card", _card, "write the measured figures into an instrument's card")
    p.add_argument("folder", type=Path)
    p.add_argument("--readme", type=Path, help="a text that has the ratios of `bench` as well")


def _adopt(options) -> int:
    from engine.models import stages

    if any((options.folder / f"{name}.safetensors").exists() for name in stages.STAGES):
        raise BadValue(f"{options.folder} has checkpoints already: name another --folder")
    for path in stages.adopt(catalogue.find(options.export), options.folder):
        print(path)
    return 0


def _export(options) -> int:
    from engine.models import stages
    from engine.models.export import export
    from engine.models.instruments import roster

    codec = stages.load_codec(options.folder)
    denoiser = stages.load_denoiser(options.folder, codec)
    distilled = stages.is_distilled(options.folder)
    written = export(codec, denoiser, options.out, distilled, roster(options.folder))
    for name, difference in written.items():
        print(f"{options.out}/{name}: within {difference:.1e} of torch")
    for path in stages.export_words(options.folder, options.out):
        print(path)
    return 0


def _evaluate(options) -> int:
    from engine.models import report

    wanted = list(report.PARTS) if options.parts == ["all"] else options.parts
    for part in wanted:
        if part not in report.PARTS:
            raise BadValue(f"no part {part!r}: choose from {', '.join(report.PARTS)}, or all")
    order = report.Order(
        shared.instrument(options, options.precision), options.corpus, options.steps,
        options.guidance, options.each,
    )
    found = report.run(order, wanted, options.out)
    print(json.dumps(found, indent=1) if options.json else report.text(found))
    return 0


def _card(options) -> int:
    from engine.models.card import update

    for name, made_by in (("evaluation.json", "evaluate --out"), ("bench.json", "bench --json")):
        if not (options.folder / name).is_file():
            raise BadValue(
                f"there is no {options.folder / name}, which is what `flowbend {made_by}` measures"
            )
    try:
        card = update(options.folder, options.readme)
    except ValueError as error:
        raise BadValue(f"{error}: only such a card is written anew") from error
    print(f"{card} has the figures that lie beside it.")
    return 0
