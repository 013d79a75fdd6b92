"""What REAPER gets: an OSC pattern file (.ReaperOSC), and a JSFX whose sliders are the rows.

REAPER's OSC names its own things, not ours: of them Flowbend can use the tempo. Automation goes
by the JSFX, which sends controllers to Flowbend's MIDI port.
"""

from bridge import addresses
from engine.parameters import BY_ID, TABLE, Parameter
from maxpatch.rows import is_instrument, items_of

_QUIET = (
    "DEVICE_TRACK_COUNT", "DEVICE_SEND_COUNT", "DEVICE_RECEIVE_COUNT", "DEVICE_FX_COUNT",
    "DEVICE_FX_PARAM_COUNT", "DEVICE_FX_INST_PARAM_COUNT", "DEVICE_MARKER_COUNT",
    "DEVICE_REGION_COUNT",
)


def patterns() -> str:
    """[any] Flowbend.ReaperOSC. Nothing is sent that Flowbend would have to refuse."""
    lines = [
        "# Flowbend.ReaperOSC: what REAPER tells Flowbend.",
        "# Put it into REAPER's OSC folder, then: Preferences, Control/OSC/web, Add, OSC;",
        "# pattern config Flowbend; device IP 127.0.0.1, device port 9000.",
        "",
        *(f"{name} 0" for name in _QUIET),
        "",
    ]
    if "tempo" in BY_ID:
        lines += ["# The project's tempo, in beats per minute.",
                  f"TEMPO f{addresses.address_of('tempo')}", ""]
    return "\n".join(lines)


def effect(instruments: tuple[str, ...]) -> str:
    """[any] Flowbend.jsfx: a slider for each row that has a controller, in its own unit."""
    rows = [row for row in TABLE if row.cc is not None]
    lines = [
        "desc:Flowbend (controllers to its MIDI port)",
        "// Put it into REAPER's Effects folder and on a track whose MIDI goes to Flowbend's port.",
        "// Each slider is a control; its envelope is that control's automation.",
        "",
        *(_slider(number, row, instruments) for number, row in enumerate(rows, 1)),
        "",
        "@init",
        f"sent = 0; // {len(rows)} values: what each controller was last sent",
        f"loop({len(rows)}, sent[sent_at] = -1; sent_at += 1;);",
        "function send(slot, cc, x) local(value) (",
        "  value = floor(min(max(x, 0), 1) * 127 + 0.5);",
        "  value != sent[slot] ? (sent[slot] = value; midisend(0, 0xB0, cc, value););",
        ");",
        "",
        "@block",
        "while (midirecv(offset, first, second, third)) (midisend(offset, first, second, third););",
    ]
    order = sorted(enumerate(rows), key=lambda one: one[1].id.endswith("_mode"))
    lines += [f"send({slot}, {row.cc}, {_position(slot + 1, row, len(instruments))}); // {row.id}"
              for slot, row in order]
    return "\n".join([*lines, ""])


def _slider(number: int, row: Parameter, instruments: tuple[str, ...]) -> str:
    name = row.label + (f" ({row.unit})" if row.unit else "")
    step = 1 if row.is_whole else 0.01 if row.maximum - row.minimum > 2 else 0.001
    shape = ":log" if row.curve == "log" else ""
    words = items_of(row, instruments) if row.choices else ()
    highest = row.maximum
    if is_instrument(row):
        words, highest = items_of(row, instruments)[: len(instruments)], len(instruments) - 1
    steps = f"1{{{','.join(words)}}}" if words else f"{step:g}{shape}"
    return f"slider{number}:{row.default:g}<{row.minimum:g},{highest:g},{steps}>{name}"


def _position(number: int, row: Parameter, instruments: int) -> str:
    """The slider's value on 0..1, along the row's curve; for instruments the whole travel is the
    model's list."""
    slider = f"slider{number}"
    if is_instrument(row):
        return f"({slider} + 0.5) / {instruments}"
    if row.curve == "log":
        return f"log({slider} / {row.minimum:g}) / log({row.maximum / row.minimum:g})"
    return f"({slider} - {row.minimum:g}) / {row.maximum - row.minimum:g}"
