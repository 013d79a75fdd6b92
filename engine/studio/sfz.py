"""A kit as SFZ: a text that says which key plays which file. Any sampler reads it."""

from collections.abc import Sequence

from engine.studio.kit import Hit

KEYS = {
    "kick": (36, 35), "snare": (38, 40), "hat": (42, 46, 44),
    "percussion": (37, 39, 41, 43, 45, 47, 48, 50, 49, 51, 54, 56),
}
"""Where General MIDI has such sounds; the first hit is on the first of them."""
MORE = range(60, 128)
"""The rest follow here, kind after kind."""
STILL_MORE = (*range(24, 35), *range(52, 60))
HATS = 1
"""The group in which one hit cuts off the other, as on a stand."""


def keys(hits: Sequence[Hit]) -> dict[Hit, int]:
    """[any] A key for each hit, no two on one."""
    found, used = {}, set()
    for hit in hits:
        if hit.number <= len(KEYS[hit.kind]):
            found[hit] = KEYS[hit.kind][hit.number - 1]
            used.add(found[hit])
    free = (key for key in (*MORE, *STILL_MORE, *sum(KEYS.values(), ())) if key not in used)
    for hit in hits:
        if hit not in found:
            found[hit] = next(free)
    return found


def text(hits: Sequence[Hit], ending: str, about: str) -> str:
    """[any] The file: a group for each kind, a region for each hit. ending: of the sounds' names.
    """
    places = keys(hits)
    lines = [f"// {about}", "", "<global>", "loop_mode=one_shot", "ampeg_release=0.05"]
    for kind in dict.fromkeys(hit.kind for hit in hits):
        lines += ["", "<group>", f"group_label={kind}"]
        if kind == "hat":
            lines += [f"group={HATS}", f"off_by={HATS}", "off_mode=fast"]
        for hit in hits:
            if hit.kind == kind:
                lines.append(f"<region> key={places[hit]} sample={hit.name}{ending}")
    return "\n".join(lines) + "\n"
