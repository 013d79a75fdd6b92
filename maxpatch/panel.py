"""The panel that all surfaces share: which control stands where. No surface's own words.

A group has two bands, a low one for menus, tabs and switches, and a high one for knobs, faders and
the pair of meters. Groups stand on shelves, and a shelf fills the whole width.
"""

from dataclasses import dataclass
from itertools import combinations, pairwise

from engine.parameters import TABLE, Parameter
from maxpatch.rows import (
    FADER,
    GROUPS,
    KNOB,
    MENU,
    NUMBER,
    TABS,
    TOGGLE,
    Group,
    group_of,
    kind_of,
    rows_of,
)

METERS = "meters"
COLUMN, GAP, TITLE, LOW, HIGH = 62, 6, 22, 36, 60
GROUP_HEIGHT = TITLE + LOW + GAP + HIGH + 4
_COLUMNS = {KNOB: 1.0, FADER: 3.0, TABS: 2.0, MENU: 1.7, TOGGLE: 0.8, NUMBER: 1.1, METERS: 1.0}
_HIGH = (KNOB, FADER, METERS)
_WIDEST_TABS = 220.0

FOLLOWED = {  # lane: what its meters are called, what they span, and whether by ratio
    "rms": ("rms", -60.0, 0.0, False),
    "brightness": ("brightness", 100.0, 12000.0, True),
    "noisiness": ("noisiness", 0.0, 1.0, False),
    "notes": ("pitch", 24.0, 108.0, False),
    "onset": ("onsets", 0.0, 16.0, False),
}


@dataclass(frozen=True)
class Cell:
    """One control, or the meters of a lane, and the rectangle that it has for itself."""

    kind: str
    row: Parameter | None
    lane: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Placed:
    """One group and its rectangle."""

    group: Group
    x: float
    y: float
    width: float
    cells: tuple[Cell, ...]
    height: float = GROUP_HEIGHT


def panel(width: float, top: float = 0.0, column: float = COLUMN) -> list[Placed]:
    """[any] All groups, on shelves of this width below `top`; a group that is wider has a shelf of
    its own."""
    groups = [(group, _width(group, column)) for group in GROUPS if rows_of(group)]
    placed = []
    for number, shelf in enumerate(_shelves(groups, width)):
        y = top + number * (GROUP_HEIGHT + GAP)
        spare = width - sum(wide for _, wide in shelf) - GAP * (len(shelf) - 1)
        total, x = sum(wide for _, wide in shelf), 0.0
        for index, (group, wide) in enumerate(shelf):
            full = float(round(wide + max(spare, 0.0) * wide / total))
            if index == len(shelf) - 1 and spare > 0:
                full = width - x
            placed.append(Placed(group, x, y, full, _cells(group, x, y, full, column)))
            x += full + GAP
    return placed


def _shelves(
    groups: list[tuple[Group, float]], width: float
) -> list[list[tuple[Group, float]]]:
    """As few shelves as can be, as evenly filled as can be; a group too wide stands alone."""
    for count in range(1, len(groups) + 1):
        ways = []
        for cuts in combinations(range(1, len(groups)), count - 1):
            edges = [0, *cuts, len(groups)]
            shelves = [groups[start:end] for start, end in pairwise(edges)]
            fills = [sum(wide + GAP for _, wide in shelf) - GAP for shelf in shelves]
            if all(fill <= width or len(shelf) == 1
                   for fill, shelf in zip(fills, shelves, strict=True)):
                ways.append((max(fills) - min(fills), shelves))
        if ways:
            return min(ways, key=lambda way: way[0])[1]
    return [groups]


def bottom(placed: list[Placed]) -> float:
    """[any] Where the last shelf ends."""
    return max(one.y + one.height for one in placed)


def lane_of(group: Group) -> str:
    """[any] The lane whose meters a group shows, or ""."""
    return next((lane for lane in group.lanes if lane in FOLLOWED), "")


def _kinds(group: Group) -> tuple[list[tuple[str, Parameter | None]], ...]:
    """The two bands: kinds and rows, from left to right."""
    found = [(kind_of(row), row) for row in TABLE if group_of(row) is group]
    low = [one for one in found if one[0] not in _HIGH]
    high: list[tuple[str, Parameter | None]] = [one for one in found if one[0] in _HIGH]
    if lane_of(group):
        high.append((METERS, None))
    return list(low), high


def _width(group: Group, column: float) -> float:
    """What a group needs."""
    bands = (sum(_COLUMNS[kind] * column for kind, _ in band) for band in _kinds(group))
    return max(*bands, 2 * column) + 2 * GAP


def _cells(group: Group, x: float, y: float, width: float, column: float) -> tuple[Cell, ...]:
    """The controls of a group that is so wide: each band is spread over it; faders take what is
    left."""
    cells = []
    low, high = _kinds(group)
    # A band alone stands in the middle.
    below = y + TITLE + (LOW + GAP if low else (LOW + GAP) / 2)
    above = y + TITLE + (0 if high else (HIGH + GAP) / 2)
    for band, low_y, height in ((low, above, LOW), (high, below, HIGH)):
        if not band:
            continue
        natural = [_COLUMNS[kind] * column for kind, _ in band]
        spare = width - 2 * GAP - sum(natural)
        stretches = [kind in (FADER, MENU, TABS) for kind, _ in band]
        each = spare / (sum(stretches) or len(band))
        at = x + GAP
        for (kind, row), wide, grows in zip(band, natural, stretches, strict=True):
            whole = wide + (each if grows or not any(stretches) else 0)
            shown = min(whole, _WIDEST_TABS) if kind in (TABS, MENU) else whole
            cells.append(Cell(kind, row, lane_of(group), round(at), low_y, round(shown), height))
            at += whole
    return tuple(cells)
