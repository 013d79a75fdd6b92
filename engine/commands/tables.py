"""`flowbend params`, `presets`, `words`, `devices` and `surfaces`: what there is to choose from."""

from pathlib import Path

from engine import parameters
from engine.commands import shared
from engine.parameters import BadValue
from engine.studio.commands.options import command, folder, precision, steering


def add(commands) -> None:
    """[control] The commands and their options."""
    p = command(commands, "params", _params, "print the table of controls")
    p.add_argument("--markdown", action="store_true", help="as the README has it")
    p.add_argument("--osc", action="store_true", help="every OSC address, as docs/osc.md has them")
    p = command(commands, "presets", _presets, "list the presets, or show one")
    p.add_argument("name", nargs="?", metavar="NAME")
    shared.presets(p)

    p = command(commands, "words", _words, "say what words, or an example, mean in rows")
    p.add_argument("text", nargs="?", help='what you want to hear: "soft dark marimba, sparse"')
    steering(p, text=False)
    folder(p)
    precision(p)
    p.add_argument("--preset", metavar="NAME", help="keep it under this name, to play it")
    shared.presets(p)

    p = command(commands, "devices", _devices, "list the sound cards")

    p = command(commands, "surfaces", _surfaces,
                 "build the patches and layouts for Max, Live, Pure Data and touch screens")
    p.add_argument("--check", action="store_true", help="only find those that are stale")
    p.add_argument("--out", type=Path, metavar="FOLDER", help="write the files there instead")


def _params(options) -> int:
    if options.osc:
        from bridge.osc_page import facts

        print(facts(), end="")
        return 0
    print(parameters.markdown_table() if options.markdown else parameters.text_table(), end="")
    return 0


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


def _words(options) -> int:
    from bridge.presets import Presets
    from engine.folders import mine
    from engine.studio.steering import steered
    from engine.studio.words import preset

    if options.text is None and options.like is None:
        raise BadValue('say what you want to hear, such as "soft dark marimba", or name --like')
    instrument = shared.instrument(options, options.precision)
    found = steered(instrument, options.text, options.like, options.clap)
    title = " ".join((options.text or f"like {options.like.name}").split())
    text = preset(title, found)
    print(text, end="")
    if options.preset is not None:
        kept = Presets(options.presets or mine("presets")).keep(options.preset, text)
        print(f"# kept as {kept}")
    return 0


def _devices(options) -> int:
    from engine.devices import list_devices, list_inputs

    print("\n".join(list_devices()) or "no sound card")
    if inputs := list_inputs():
        print("\n".join(["", "to listen to:", *inputs]))
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
