"""`flowbend bench`, `latency`, `doctor` and `soak`: how well it does here."""

from engine.commands import cards, shared
from engine.parameters import BadValue
from engine.studio.commands.options import command, folder, precision, settings_of


def add(commands) -> None:
    """[control] The commands and their options."""
    p = command(commands, "bench", _bench, "time a block, a render and torch; print ratios")
    folder(p)
    precision(p)
    p.add_argument("--blocks", type=int, default=300)
    p.add_argument("--torch", action="store_true", help="also against torch ([train] installed)")
    p.add_argument("--json", action="store_true")

    p = command(commands, "latency", _latency, "measure how long a knob takes to be heard")
    folder(p)
    shared.settings(p)
    cards.add(p)
    p.add_argument("--control", default="rms", help="rms, note or gain: what is changed")
    p.add_argument("--changes", type=int, default=100, help="how many; 0.8 s each")
    p.add_argument("--load", type=int, default=0, metavar="N", help="beside N busy processes")
    p.add_argument("--midi", action="store_true", help="over MIDI instead of OSC")
    p.add_argument("--midi-api", help="alsa, jack, coremidi or windows; else the system's own")
    p.add_argument("--input", metavar="NAME",
                   help="a recording input that a cable joins to the output; JACK needs none")
    p.add_argument("--json", action="store_true")

    p = command(commands, "doctor", _doctor, "say what this machine can do, and what mends it")
    folder(p)
    p.add_argument("--device", help="sound card: its number or a part of its name")
    p.add_argument("--json", action="store_true")

    p = command(commands, "soak", _soak, "play for long in bad company, and count what is heard")
    folder(p)
    p.add_argument("--minutes", type=float, default=60.0)
    p.add_argument("--load", type=int, default=2, metavar="N", help="processes that burn a core")
    p.add_argument("--device", help="play to this sound card, unrecorded, and not to a JACK dummy")
    p.add_argument("--seed", type=int, default=1, help="of the hand that turns the knobs")
    p.add_argument("--json", action="store_true")


def _bench(options) -> int:
    from engine import bench

    instrument = shared.instrument(options, options.precision)
    if options.torch:
        from engine.models.bench_torch import torch_over_onnxruntime

        found = bench.measure(instrument, options.blocks, torch_over_onnxruntime)
    else:
        found = bench.measure(instrument, options.blocks)
    print(bench.as_json(found) if options.json else bench.text(found))
    return 0


def _latency(options) -> int:
    from bridge import latency
    from engine.orders import Orders

    cards.check(options)
    if options.control not in latency.CONTROLS:
        raise BadValue(f"--control takes {', '.join(latency.CONTROLS)}, not {options.control!r}")
    if not 4 <= options.changes <= 10000:
        raise BadValue(f"--changes must be from 4 to 10000, not {options.changes}")
    if not 0 <= options.load <= 64:
        raise BadValue(f"--load must be from 0 to 64, not {options.load}")
    orders = Orders(
        model=None if options.model is None else str(options.model.absolute()),
        device=cards.device(options.device), buffer_samples=options.buffer,
        outputs=cards.channels("--channels", options.channels),
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

    device = cards.device(options.device)
    findings = list(doctor.examine(options.model, device))
    card, *_ = findings
    findings += doors.examine(options.model, device, card.is_well)
    print(doctor.as_json(findings) if options.json else doctor.page(findings))
    return 0 if doctor.is_playable(findings) else 1


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
