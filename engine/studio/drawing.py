"""The studio's pictures: colours, axes and files, as dark as the page. The only home of matplotlib,
which is loaded when something is drawn, and not before.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.parameters import BadValue
from engine.studio.sounds import reason

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

NIGHT, PANEL, EDGE, GROOVE = "#08090b", "#121419", "#2a2e38", "#050608"
INK, SOFT, FAINT = "#eceef2", "#9aa1af", "#7d8594"
AMBER, CORAL, CYAN, VIOLET, MINT, ROSE = (
    "#ffb454", "#ff7a66", "#5fd4e8", "#b79cff", "#6fe3a5", "#ff8fb4",
)
"""Those of the page (bridge/page)."""
HUES = (AMBER, CYAN, VIOLET, MINT, CORAL, ROSE)
DOTS = 150
"""To an inch; sizes are in inches."""
_GLOW = (GROOVE, "#151126", "#3a1d5c", "#8b2f6b", "#d95a52", AMBER, "#fff3d6")
_LOOK: dict[Any, Any] = {
    "figure.facecolor": NIGHT, "savefig.facecolor": NIGHT, "axes.facecolor": GROOVE,
    "axes.edgecolor": EDGE, "axes.linewidth": 0.8, "axes.labelcolor": SOFT,
    "axes.titlecolor": INK, "axes.titlesize": 10, "axes.titleweight": "medium",
    "axes.titlelocation": "left", "axes.labelsize": 8.5, "text.color": INK,
    "xtick.color": EDGE, "ytick.color": EDGE, "xtick.labelcolor": SOFT, "ytick.labelcolor": SOFT,
    "xtick.labelsize": 7.5, "ytick.labelsize": 7.5, "xtick.major.size": 3, "ytick.major.size": 3,
    "xtick.minor.size": 0, "ytick.minor.size": 0, "grid.color": EDGE, "grid.linewidth": 0.5,
    "legend.fontsize": 7.5, "legend.frameon": False, "legend.labelcolor": SOFT,
    "lines.linewidth": 1.5, "lines.markersize": 4, "font.family": "sans-serif",
    "font.sans-serif": ["Inter", "Segoe UI", "Helvetica Neue", "DejaVu Sans"],
}


@contextmanager
def picture(path: Path, width: float, height: float) -> Iterator[Figure]:
    """[control] An empty figure of so many inches to draw in; at the end it is written to `path`
    (.png or .webp), whole or not at all. Raises BadValue: also, with the command that mends it,
    where matplotlib is not installed."""
    path = Path(path)
    form = path.suffix.lower().lstrip(".")
    if form not in ("png", "webp"):
        raise BadValue(f"{path}: give the picture a name that ends in .png or .webp")
    try:
        import matplotlib
        from matplotlib.figure import Figure
    except ModuleNotFoundError as missing:
        raise BadValue(
            f"drawing needs {missing.name}: `pip install 'flowbend[studio]'`"
        ) from missing
    # Of the fonts in the list one is enough; matplotlib would name every other that is not there.
    logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)
    with matplotlib.rc_context(_LOOK):
        figure = Figure(figsize=(width, height), dpi=DOTS, layout="constrained")
        yield figure
        _save(figure, path, form)


def _save(figure: Figure, path: Path, form: str) -> None:
    partial = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        figure.savefig(partial, format=form)
        partial.replace(path)
    except OSError as error:
        raise BadValue(f"{path} cannot be written: {reason(path, error)}") from error
    finally:
        partial.unlink(missing_ok=True)


def heading(drawn: Figure, title: str, line: str, share: float = 0.055) -> None:
    """[control] A title and a line under it, in that share of the height, which is kept free."""
    drawn.set_layout_engine("constrained", rect=(0, 0, 1, 1 - share), h_pad=0.035, hspace=0.0)
    drawn.text(0.012, 1 - 0.33 * share, title, fontsize=14, va="center", fontweight="medium")
    drawn.text(0.012, 1 - 0.8 * share, line, fontsize=8.5, va="center", color=SOFT)


def spectrogram(axes: Axes, mel_db: np.ndarray, seconds: float, loudest_db: float) -> None:
    """[control] A (bands, columns) picture of a sound, as `measures.mel_db` makes it, from
    `loudest_db` to 80 dB below, with its frequencies at the left."""
    from matplotlib.colors import LinearSegmentedColormap

    from engine.studio import measures

    glow = LinearSegmentedColormap.from_list("glow", _GLOW)
    bands = len(mel_db)
    axes.imshow(
        mel_db, origin="lower", aspect="auto", cmap=glow, interpolation="bilinear",
        extent=(0, seconds, 0, bands), vmin=loudest_db - measures.DEPTH_DB, vmax=loudest_db,
    )
    low, high = (2595 * np.log10(1 + hz / 700)
                 for hz in (measures.LOWEST_HZ, measures.HIGHEST_HZ))
    marks = {100: "100 Hz", 500: "500", 1000: "1 kHz", 2000: "2", 5000: "5", 10000: "10",
             20000: "20"}
    at = [(2595 * np.log10(1 + hz / 700) - low) / (high - low) * bands for hz in marks]
    axes.set_yticks(at, list(marks.values()))
    axes.set(xlim=(0, seconds), ylim=(0, bands))


def legend(axes: Axes, place: Any = "best", columns: int = 1) -> None:
    """[control] What the lines are, in a box that hides little of them."""
    axes.legend(loc=place, handlelength=1.4, borderaxespad=0.6, ncols=columns)
