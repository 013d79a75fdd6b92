"""An instrument's card: its figures, written between markers from what was measured beside it.

The prose is a person's; the tables are derived, so that no figure is typed by hand.
`evaluation.json` and `bench.json` are what `flowbend evaluate --json` and
`flowbend bench --torch --json` print.
"""

import json
import re
from pathlib import Path

from engine.models.evaluate import table


def update(folder: Path) -> Path:
    """Rewrite the tables of `README.md` in `folder`; returns its path.

    Raises FileNotFoundError when card or measurement is missing, ValueError when a marker is.
    """
    folder = Path(folder)
    evaluation = json.loads((folder / "evaluation.json").read_text())
    bench = json.loads((folder / "bench.json").read_text())
    register = folder / "evaluation_register.json"
    parts = {
        "evaluation": _evaluation(evaluation),
        "register": _evaluation(json.loads(register.read_text())) if register.exists() else "",
        "codec": _codec(evaluation["codec_by_instrument"]),
        "bench": _bench(bench),
        "sizes": _sizes(folder),
    }
    card = folder / "README.md"
    text = card.read_text()
    for name, part in parts.items():
        text = between(text, name, part)
    card.write_text(text)
    return card


def between(text: str, name: str, part: str) -> str:
    """`text` with what stands between `<!-- name -->` and `<!-- /name -->` replaced by `part`."""
    pattern = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
    if not pattern.search(text):
        raise ValueError(f"the card has no <!-- {name} --> ... <!-- /{name} -->")
    return pattern.sub(lambda found: f"{found[1]}{part.rstrip()}\n{found[2]}", text)


def _evaluation(found: dict) -> str:
    return (
        f"{found['phrases']} held-out phrases of 10 s ({found['split']} split), "
        f"{found['excerpts']} excerpts of 3 s on each side of a Frechet distance.\n\n"
        f"{table(found)}"
    )


def _codec(rows: dict[str, dict[str, float]]) -> str:
    lines = ["| instrument | mel distance dB | SI-SDR dB |", "|---|---|---|"]
    lines += [
        f"| {name} | {row['mel_distance_db']:.1f} | {row['si_sdr_db']:.1f} |"
        for name, row in rows.items()
    ]
    return "\n".join(lines)


def _bench(found: dict) -> str:
    lines = [f"One block is {found['block_ms']:.1f} ms of sound; one thread.", ""]
    heads = ("steps", "guidance", "real-time factor", "median ms", "p99 ms")
    lines += ["| " + " | ".join(heads) + " |", "|---" * len(heads) + "|"]
    lines += [
        f"| {row['steps']} | {'on' if row['guidance'] else 'off'} | "
        f"{row['real_time_factor']:.3f} | {row['median_ms']:.2f} | {row['p99_ms']:.2f} |"
        for row in found["rows"]
    ]
    if found["torch_over_onnxruntime"]:
        ratio = found["torch_over_onnxruntime"]
        lines += ["", f"Eager torch takes {ratio:.1f} times as long for the same denoiser pass."]
    return "\n".join(lines)


def _sizes(folder: Path) -> str:
    lines = ["| file | MB |", "|---|---|"]
    files = sorted(folder.glob("*.onnx"))
    lines += [f"| {p.name} | {p.stat().st_size / 1e6:.1f} |" for p in files]
    return "\n".join(lines)
