"""What every lesson needs beside its idea: options, a progress bar, a table, and plain pictures."""

import argparse
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
from tqdm import tqdm

from engine.studio import drawing

HERE = Path(__file__).parent
WIDE = 2.4
"""Pictures of points show the square from -WIDE to WIDE."""


def options(lesson: str | None, arguments: list[str] | None) -> argparse.Namespace:
    """`out`, the folder for pictures; `quick`; `sounds`, a folder for sounds, or None."""
    parser = argparse.ArgumentParser(
        description=lesson, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--out", type=Path, default=HERE, help="folder for the picture")
    parser.add_argument("--quick", action="store_true", help="a fifth of the work, and blurrier")
    parser.add_argument("--sounds", type=Path, help="also write what is played here, as WAV")
    return parser.parse_args(arguments)


def progress(steps: int) -> Iterable[int]:
    """So many steps, with the time that is left."""
    return tqdm(range(steps), desc="learning", unit="step")


def table(heading: list[str], rows: list[list[str]]) -> str:
    """In Markdown, as the README has it."""
    lines = [heading, ["---"] * len(heading), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def say(heading: list[str], rows: list[list[str]]) -> None:
    """Print a table."""
    print(f"{table(heading, rows)}\n", flush=True)


@contextmanager
def picture(path: Path, width: float, height: float, colours: int = 200) -> Iterator[Any]:
    """A figure of so many inches, as the studio's are, written with few colours to keep it small.
    Needs Pillow, which comes with matplotlib."""
    from PIL import Image

    with drawing.picture(path, width, height) as figure:
        yield figure
    few = Image.open(path).convert("RGB").quantize(colours, Image.Quantize.MAXCOVERAGE)
    few.save(path, optimize=True)


def points(axes: Any, where: np.ndarray, hue: np.ndarray | str, title: str) -> None:
    """A cloud (N, 2) in one colour, or in hues (N,) of an angle."""
    axes.scatter(*where.T, s=1.6, linewidths=0, **_coloured(hue))
    _square(axes, title)


def paths(axes: Any, ways: np.ndarray, hue: np.ndarray, title: str) -> None:
    """The ways (steps + 1, N, 2) of some points, each with a dot at its end."""
    colours = _wheel()((hue + np.pi) / (2 * np.pi))
    for way, colour in zip(ways.swapaxes(0, 1), colours, strict=True):
        axes.plot(*way.T, color=colour, linewidth=0.7)
    axes.scatter(*ways[-1].T, s=6, linewidths=0, **_coloured(hue))
    _square(axes, title)


def _coloured(hue: np.ndarray | str) -> dict[str, Any]:
    if isinstance(hue, str):
        return {"color": hue}
    return {"c": hue, "cmap": _wheel(), "vmin": -np.pi, "vmax": np.pi}


def _wheel() -> Any:
    from matplotlib.colors import LinearSegmentedColormap

    around = (drawing.AMBER, drawing.MINT, drawing.CYAN, drawing.VIOLET, drawing.ROSE,
              drawing.CORAL, drawing.AMBER)
    return LinearSegmentedColormap.from_list("wheel", around)


def _square(axes: Any, title: str) -> None:
    axes.set(xlim=(-WIDE, WIDE), ylim=(-WIDE, WIDE), aspect="equal", xticks=[], yticks=[])
    axes.set_title(title, fontsize=9, color=drawing.INK)
