"""The written schema of the Max patches (schema.json), and every fault of a patch against it."""

import json
import re
from itertools import combinations
from pathlib import Path
from typing import Any

from bridge import addresses

SCHEMA: dict[str, Any] = json.loads(Path(__file__).with_name("schema.json").read_text())
OBJECTS: dict[str, dict[str, Any]] = SCHEMA["objects"]
_ADDRESS = re.compile(r"(?<![\w.])/(?:param|event|meters|params|subscribe|unsubscribe|clip)[\w/]*")
_RECEIVED = (addresses.CLIP_READY, "/subscribe")


def ports(maxclass: str, text: str) -> tuple[int, list[str]]:
    """[any] How many inlets a box has, and the kinds of its outlets. KeyError when the schema does
    not know the object."""
    name, *arguments = text.split() if maxclass == "newobj" else [maxclass]
    arguments = [one for one in arguments if not one.startswith("@")]
    entry = OBJECTS[name]
    variables = [int(number) for number in re.findall(r"\$[fis](\d)", text)]
    counts = {
        "args": len(arguments), "args+1": len(arguments) + 1, "vars": max(variables, default=1),
        "first": int(arguments[0]) if arguments and arguments[0].isdecimal() else 1,
    }
    inlets, outlets = entry["inlets"], entry["outlets"]
    if isinstance(outlets, str):
        outlets = [""] * counts[outlets]
    return counts.get(inlets, inlets), outlets


def addresses_in(patch: dict[str, Any]) -> set[str]:
    """[any] Every OSC address in the texts of a patch."""
    texts = (box.get("text", "") for box in _boxes(patch))
    return {found for text in texts for found in _ADDRESS.findall(text)}


def faults(patch: dict[str, Any]) -> list[str]:
    """[any] What is wrong with a patch, one sentence each; none when it is well."""
    boxes = _boxes(patch)
    by_id = {box["id"]: box for box in boxes}
    found = [] if len(by_id) == len(boxes) else ["two boxes have one id"]
    for box in boxes:
        found += _faults_of_box(box)
    for line in patch["patcher"]["lines"]:
        found += _faults_of_cord(line["patchline"], by_id)
    found += _overlaps(boxes)
    known = {*addresses.addresses(), *_RECEIVED}
    found += [f"nothing answers to {one}" for one in sorted(addresses_in(patch) - known)
              if not one.startswith(f"{addresses.METERS}/")]
    return found


def _boxes(patch: dict[str, Any]) -> list[dict[str, Any]]:
    return [one["box"] for one in patch["patcher"]["boxes"]]


def _faults_of_box(box: dict[str, Any]) -> list[str]:
    try:
        inlets, outlets = ports(box["maxclass"], box.get("text", ""))
    except (KeyError, IndexError, ValueError):
        return [f"{box['id']}: the schema has no {box.get('text') or box['maxclass']!r}"]
    found = []
    if box["numinlets"] != inlets or box["numoutlets"] != len(outlets):
        found.append(f"{box['id']}: {box['numinlets']} inlets and {box['numoutlets']} outlets, and"
                     f" not {inlets} and {len(outlets)}")
    own = OBJECTS.get(box["maxclass"], {}).get("attributes", [])
    strange = set(box) - set(SCHEMA["attributes"]) - set(own)
    found += [f"{box['id']}: a {box['maxclass']} has no {one}" for one in sorted(strange)]
    if box.get("presentation") and not OBJECTS.get(box["maxclass"], {}).get("ui"):
        found.append(f"{box['id']}: a {box['maxclass']} is nothing to look at")
    return found


def _faults_of_cord(cord: dict[str, Any], by_id: dict[str, dict[str, Any]]) -> list[str]:
    (source, outlet), (destination, inlet) = cord["source"], cord["destination"]
    if source not in by_id or destination not in by_id:
        return [f"a cord from {source} to {destination} ends nowhere"]
    found = []
    if outlet >= by_id[source]["numoutlets"]:
        found.append(f"a cord leaves {source} by outlet {outlet}, which is not there")
    if inlet >= by_id[destination]["numinlets"]:
        found.append(f"a cord enters {destination} by inlet {inlet}, which is not there")
    return found


def _overlaps(boxes: list[dict[str, Any]]) -> list[str]:
    """Boxes that lie over each other, in the patch or on the panel; backgrounds may."""
    found = []
    for view, rect in (("patch", "patching_rect"), ("panel", "presentation_rect")):
        shown = [box for box in boxes if rect in box
                 and not (view == "panel" and box.get("background"))]
        for one, other in combinations(shown, 2):
            if _meet(one[rect], other[rect]):
                found.append(f"{one['id']} and {other['id']} overlap in the {view}")
    return found


def _meet(one: list[float], other: list[float]) -> bool:
    return (one[0] < other[0] + other[2] and other[0] < one[0] + one[2]
            and one[1] < other[1] + other[3] and other[1] < one[1] + one[3])
