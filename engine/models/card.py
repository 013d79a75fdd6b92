"""An instrument's card: its figures, written between markers from what was measured beside it.

The prose is a person's; the tables are derived, so that no figure is typed by hand.
`evaluation.json` is what `flowbend evaluate --out` keeps, `bench.json` what
`flowbend bench --torch --json` prints.
"""

import json
import re
from pathlib import Path

from engine import bench
from engine.models import report
from engine.models.sources import SOURCES


def update(folder: Path, readme: Path | None = None) -> Path:
    """Rewrite the tables of `README.md` in `folder`, and the ratios in the text `readme`; returns
    the card's path.

    Raises FileNotFoundError when card or measurement is missing, ValueError when a marker is.
    """
    folder = Path(folder)
    found = json.loads((folder / "evaluation.json").read_text())
    parts = {
        "evaluation": report.matrix_text(found["matrix"]) if "matrix" in found else "",
        "register": report.matrix_text(found["register"]) if "register" in found else "",
        "codec": report.codec_text(found["codec"]) if "codec" in found else "",
        "controls": _controls(found, folder),
        "trials": report.trials_text(found),
        "words": report.words_text(found["words"]) if "words" in found else "",
        "bench": _bench(json.loads((folder / "bench.json").read_text())),
        "sizes": _sizes(folder),
        "sources": _sources(),
    }
    card = folder / "README.md"
    text = card.read_text()
    for name, part in parts.items():
        text = between(text, name, part)
    card.write_text(text)
    if readme is not None:
        ratios = _ratios(json.loads((folder / "bench.json").read_text()))
        readme.write_text(between(readme.read_text(), "bench", ratios))
    return card


def between(text: str, name: str, part: str) -> str:
    """`text` with what stands between `<!-- name -->` and `<!-- /name -->` replaced by `part`."""
    pattern = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
    if not pattern.search(text):
        raise ValueError(f"the card has no <!-- {name} --> ... <!-- /{name} -->")
    return pattern.sub(lambda found: f"{found[1]}{part.rstrip()}\n{found[2]}", text)


def _controls(found: dict, folder: Path) -> str:
    if "sweeps" not in found:
        return ""
    pictures = sorted((folder / "pictures").glob("response_*.png"))
    links = " ".join(f"![{p.stem}](pictures/{p.name})" for p in pictures)
    return f"{report.sweeps_text(found['sweeps'])}\n\n{links}"


def _sources() -> str:
    lines = ["| source | licence | credit | where it comes from |", "|---|---|---|---|"]
    for row in SOURCES.values():
        where = row.install.split(" ")[0] + " " + row.install.split(" ")[-1]
        lines.append(f"| {row.title} | {row.licence} | {row.credit} | `{where}` |")
    return "\n".join(lines)


def _bench(found: dict) -> str:
    lines = [f"One block is {found['block_ms']:.1f} ms of sound.", "", _ratios(found)]
    for heads, rows in bench.tables(found):
        lines += ["", "| " + " | ".join(heads) + " |", "|---" * len(heads) + "|"]
        lines += ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join(lines)


def _ratios(found: dict) -> str:
    return "\n".join(f"- {line}" for line in bench.summary(found))


def _sizes(folder: Path) -> str:
    lines = ["| file | MB |", "|---|---|"]
    files = sorted([*folder.glob("*.onnx"), *folder.glob("*.npz")])
    lines += [f"| {p.name} | {p.stat().st_size / 1e6:.1f} |" for p in files]
    return "\n".join(lines)
