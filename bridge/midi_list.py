"""What MIDI there is, for people: ports, mappings, and where one's own are kept."""

from bridge.mapping import Mapping
from bridge.maps import DEFAULT, SHIPPED, SUFFIX, Maps
from bridge.midi_system import MidiSystem, choose_api
from engine.folders import mine
from engine.parameters import TABLE
from engine.quiet import quiet


def page(api: str | None) -> str:
    """[control] The ports of the system, and the mappings by name. Raises DoorError."""
    with quiet():
        system = MidiSystem(choose_api(api), "Flowbend list")
    try:
        inputs, outputs = system.inputs(), system.outputs()
    finally:
        system.close()
    maps = Maps(mine("midi"))
    own = [name for name in maps.names() if maps.own(name)]
    shipped = [name for name in maps.names() if name not in own]
    return "\n".join([
        "inputs, for --midi-port:", *_listed(inputs), "",
        "outputs, for feedback:", *_listed(outputs), "",
        "mappings, for --midi-map:", *_listed(shipped), "",
        f"your own, in {maps.folder}:", *_listed([f"{name}{SUFFIX}" for name in own]),
    ])


def markdown() -> str:
    """[any] What every row answers to without a mapping, and which mappings are shipped."""
    default = Maps().load(DEFAULT)
    return "\n".join([
        "| control | controller | NRPN |", "|---|---|---|",
        *(_row(default, row.id) for row in TABLE), "",
        "| mapping | controls | takeover | feedback |", "|---|---|---|---|",
        *(_shipped(path.stem) for path in sorted(SHIPPED.glob(f"*{SUFFIX}"))),
    ]) + "\n"


def _row(default: Mapping, id: str) -> str:
    found = {"cc": "", "nrpn": ""}
    for control in default.controls_of(id):
        also = f" and {control.number + 32}" if control.kind == "cc14" else ""
        kind = "cc" if control.kind == "cc14" else control.kind
        if kind in found:
            found[kind] = f"{control.number}{also}"
    return f"| `{id}` | {found['cc']} | {found['nrpn']} |"


def _shipped(name: str) -> str:
    mapping = Maps().load(name)
    said = {None: "as the port has it", True: "on", False: "off"}
    return (
        f"| [{name}](../bridge/maps/{name}{SUFFIX}) | {len(mapping.bindings)} |"
        f" {said[mapping.takeover]} | {said[mapping.feedback]} |"
    )


def _listed(names: list[str]) -> list[str]:
    return [f"  {name}" for name in names] or ["  none"]
