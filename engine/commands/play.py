"""`flowbend play`, `stop` and `model`: what sounds, its end, and another model."""

from pathlib import Path

from engine.commands import cards, shared
from engine.commands.shared import session
from engine.parameters import BadValue
from engine.studio.commands.options import command, folder, precision, settings_of


def add(commands) -> None:
    """[control] The commands and their options."""
    p = command(commands, "play", _play, "play live; OSC and MIDI move the controls")
    folder(p)
    precision(p)
    shared.settings(p)
    shared.preset(p)
    p.add_argument("--set-list", metavar="NAME", help="what program changes recall, in order")
    cards.add(p)
    p.add_argument("--listen", nargs="?", const="", metavar="INPUT",
                   help="a live input drives the lanes: its number or a part of its name;"
                   " the system's default without one")
    p.add_argument("--listen-channels", metavar="1,2",
                   help="which of the input's channels, counted from 1: their mean; 1 by default")
    p.add_argument("--osc-host", default="127.0.0.1", help="0.0.0.0 lets the network in")
    p.add_argument("--osc-port", type=int, default=9000)
    p.add_argument("--osc-query-port", type=int, metavar="PORT",
                   help="of HTTP and websocket; the number of --osc-port, or any that is free")
    p.add_argument("--no-osc-query", action="store_true",
                   help="tell nobody what there is, and announce nothing by mDNS")
    p.add_argument("--midi-port", action="append", default=[], metavar="NAME",
                   help="also join this MIDI input: a part of its name, or all; may be given again")
    p.add_argument("--midi-map", action="append", default=[], metavar="[PORT=]MAP",
                   help="what controls do: a mapping's name or file (`flowbend midi` lists them)")
    p.add_argument("--midi-api", help="alsa, jack, coremidi or windows; else the system's own")
    p.add_argument("--no-midi", action="store_true")
    p.add_argument("--clock", choices=("auto", "internal", "midi", "link"), default="auto",
                   help="who leads the beat: the row tempo, a MIDI clock, or Ableton Link; auto is"
                   " the row, and a MIDI clock while one comes")
    p.add_argument("--web-port", type=int, help="of the page, 9080 by default")
    p.add_argument("--no-web", action="store_true", help="without the page")
    p.add_argument("--lan", nargs="?", const="", metavar="TOKEN",
                   help="other machines may open the page too, with a token: this one, or a new"
                   " one that is printed")
    p.add_argument("--seconds", type=float, help="stop by itself")
    p.add_argument("--take", type=Path, metavar="T.json", help="record the performance")
    p.add_argument("--no-backing", action="store_true", help="without the built-in take")
    p.add_argument("--alone", type=float, metavar="SECONDS",
                   help="the engine ends when nobody keeps it for so long; else it plays on")
    session(p)
    p.add_argument("--out", type=Path, default=Path("flowbend.wav"),
                   help="where the sound goes when there is no sound card")

    session(command(commands, "stop", _stop, "end an engine that plays on by itself"))

    p = command(commands, "model", _change_model,
                 "let another model take over from the one that plays, without a seam")
    p.add_argument("folder", metavar="MODEL", help="its name or folder; of the same shape")
    session(p)


def _play(options) -> int:
    from bridge.play import play
    from bridge.settings import Settings

    if options.seconds is not None and not 0 < options.seconds < 1e6:
        raise BadValue(f"--seconds must be above 0, not {options.seconds}")
    cards.check(options)
    if options.alone is not None and not options.alone > 0:
        raise BadValue(f"--alone must be above 0, not {options.alone}")
    if options.listen_channels is not None and options.listen is None:
        raise BadValue("--listen-channels says what --listen hears: give that too")
    settings = Settings(
        model=options.model, precision=options.precision, session=options.session,
        device=cards.device(options.device),
        buffer_samples=options.buffer, outputs=cards.channels("--channels", options.channels),
        listen=cards.device(options.listen),
        listen_inputs=cards.channels("--listen-channels", options.listen_channels),
        osc_host=options.osc_host, osc_port=options.osc_port,
        osc_query=not options.no_osc_query, osc_query_port=options.osc_query_port,
        midi_ports=tuple(options.midi_port), midi_maps=_midi_maps(options.midi_map),
        midi_api=options.midi_api, midi=not options.no_midi,
        web=not options.no_web, web_port=options.web_port, web_token=_token(options),
        seconds=options.seconds, take=options.take, out=options.out,
        backing=not options.no_backing, safety=options.safety, rescue=not options.no_rescue,
        alone_seconds=options.alone, urgent=not options.no_priority, clock=options.clock,
        presets=options.presets, preset=options.preset, set_list=options.set_list,
    )
    return play(settings, settings_of(options.set))


def _token(options) -> str | None:
    """What the page asks for, where others may open it."""
    from bridge.guard import SHORTEST_TOKEN, new_token

    if options.lan is None:
        return None
    if options.no_web:
        raise BadValue("--lan opens the page to the network: leave out --no-web")
    if options.lan and not (options.lan.isascii() and len(options.lan) >= SHORTEST_TOKEN):
        raise BadValue(f"a token for --lan has {SHORTEST_TOKEN} plain characters or more")
    return options.lan or new_token()


def _midi_maps(texts: list[str]) -> dict[str, str]:
    """`PORT=MAP` or `MAP` texts: mappings by a part of a port's name, "" for all others."""
    parts = [text.rpartition("=") for text in texts]
    return {port: name for port, _, name in parts}


def _stop(options) -> int:
    from bridge.keeper import stop

    print("The engine has ended." if stop(options.session) else "No engine is playing.")
    return 0


def _change_model(options) -> int:
    from bridge.keeper import change_model

    if refused := change_model(options.session, options.folder):
        raise BadValue(refused)
    print(f"{options.folder} takes over.")
    return 0
