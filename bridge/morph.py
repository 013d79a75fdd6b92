"""From one snapshot to another: where every row stands on the way. Pure; docs/presets.md has the
same in a musician's words.
"""

from collections.abc import Mapping

from engine.parameters import BY_ID, Parameter, from_unit, mode_of, to_unit

_ROLES = (("seed_a", "instrument_a"), ("seed_b", "instrument_b"))
"""What sounds where the row `morph` stands at 0, and at 1."""
ROOTS = frozenset(("morph", *_ROLES[0], *_ROLES[1]))

Values = Mapping[str, float]


def between(a: Values, b: Values, x: float) -> dict[str, float]:
    """[any] The values at `x` (0..1) on the way from `a` to `b`, which hold the same rows.

    The ends are exact. A row that glides moves along its own curve; whole numbers and choices
    switch in the middle, and so do the knobs of a lane whose mode does. Seeds, instruments and
    `morph` move as `_roots` says.
    """
    if x <= 0 or x >= 1:
        return dict(a if x <= 0 else b)
    moved = {id: _moved(BY_ID[id], a, b, x) for id in a if id not in ROOTS}
    return moved | (_roots(a, b, x) if set(a) >= ROOTS else {})


def _moved(row: Parameter, a: Values, b: Values, x: float) -> float:
    before, after = a[row.id], b[row.id]
    mode = mode_of(row)
    switches = row.is_whole or (mode is not None and a.get(mode.id) != b.get(mode.id))
    if switches:
        return before if x < 0.5 else after
    start, end = to_unit(row, before), to_unit(row, after)
    low, high = sorted((before, after))
    position = min(max(start + (end - start) * x, 0.0), 1.0)
    return min(max(from_unit(row, position), low), high)


def _roots(a: Values, b: Values, x: float) -> dict[str, float]:
    """Seeds, instruments and `morph`, without a jump in the sound.

    Where both have the same pair, only `morph` moves. Else there are up to three legs, each as
    long as `morph` travels on it: to the end of a's own morph that is nearer, so that one of its
    two sounds is left; from that to the one that b's morph is nearer to, which has taken the other
    place, in silence; and on to where b's morph stands.
    """
    if all(a[id] == b[id] for role in _ROLES for id in role):
        morph = a["morph"] + (b["morph"] - a["morph"]) * x
        return {id: a[id] for id in ROOTS} | {"morph": morph}
    near_a, near_b = (round(one["morph"]) for one in (a, b))
    leave, arrive = abs(a["morph"] - near_a), abs(b["morph"] - near_b)
    way = x * (leave + 1 + arrive)
    if way <= leave:
        return {id: a[id] for id in ROOTS} | {"morph": _towards(a["morph"], near_a, way)}
    if way >= leave + 1:
        left = leave + 1 + arrive - way
        return {id: b[id] for id in ROOTS} | {"morph": _towards(b["morph"], near_b, left)}
    values = {"morph": _towards(near_a, 1 - near_a, way - leave)}
    for place, source, sounding in ((near_a, a, near_a), (1 - near_a, b, near_b)):
        for id, of in zip(_ROLES[place], _ROLES[sounding], strict=True):
            values[id] = source[of]
    return values


def _towards(start: float, end: float, way: float) -> float:
    return start + way if end > start else start - way if end < start else float(start)
