"""`flowbend midi` and `learn`: ports, mappings, and a control that is bound."""

from engine.parameters import BadValue
from engine.studio.commands.options import command


def add(commands) -> None:
    """[control] The commands and their options."""
    p = command(commands, "midi", _midi, "list the MIDI ports and mappings")
    p.add_argument("--api", help="alsa, jack, coremidi or windows; else the system's own")
    p.add_argument("--markdown", action="store_true", help="the mappings as docs/midi.md has them")
    p = command(commands, "learn", _learn, "bind the next MIDI control that is moved")
    p.add_argument("target", nargs="+", help="a control from `flowbend params`, perhaps with a"
                   " range such as 200..4000, or an event such as /event/panic; quoted where a"
                   " range begins with a minus")
    p.add_argument("--forget", action="store_true", help="unbind it instead")
    p.add_argument("--osc-host", default="127.0.0.1", help="where `flowbend play` listens")
    p.add_argument("--osc-port", type=int, default=9000)


def _midi(options) -> int:
    from bridge import midi_list

    print(midi_list.markdown() if options.markdown else midi_list.page(options.api))
    return 0


def _learn(options) -> int:
    from bridge.tell import tell

    words = " ".join(options.target)
    address = "/event/forget" if options.forget else "/event/learn"
    if refused := tell(options.osc_host, options.osc_port, address, words):
        raise BadValue(refused)
    print("Forgotten." if options.forget else "Move a knob now; flowbend play says what was bound.")
    return 0
