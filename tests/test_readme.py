"""What the README says can be typed: its commands parse, its messages are understood, and the
blocks behind `<!-- run -->` are run.
"""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import soundfile
from pythonosc.osc_message import OscMessage
from pythonosc.osc_message_builder import OscMessageBuilder

from bridge import addresses
from bridge.osc import OscDoor
from engine.__main__ import _parser
from engine.panel import Panel
from engine.store import Events, Store

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text()
BLOCK = re.compile(
    r"(?:<!-- (?P<mark>\w+) -->\n)?^```(?P<kind>\w*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL
)
BLOCKS = [match.groupdict() for match in BLOCK.finditer(README)]
SHELL = [block for block in BLOCKS if block["kind"] == "sh"]
LINES = [line.split(" #")[0].strip() for block in SHELL for line in block["text"].splitlines()]
COMMANDS = [part.strip() for line in LINES for part in line.split("&&") if part.strip()]


def typed(program: str) -> list[list[str]]:
    """The arguments of every command that starts with this program."""
    return [shlex.split(c)[1:] for c in COMMANDS if c.split()[0] == program]


def test_there_is_something_to_type():
    assert README.count("```") == 2 * len(BLOCKS)
    assert len(typed("flowbend")) >= 8 and len(typed("oscsend")) >= 3
    assert any(block["mark"] == "run" for block in SHELL)


def test_the_first_block_installs_and_plays_in_one_line():
    assert SHELL[0]["text"].strip() == "pip install -e . && flowbend play"


@pytest.mark.parametrize("arguments", typed("flowbend"), ids=shlex.join)
def test_every_flowbend_line_is_one_that_flowbend_knows(arguments):
    assert callable(_parser().parse_args(arguments).run)


@pytest.mark.parametrize("arguments", typed("oscsend"), ids=shlex.join)
def test_every_osc_line_is_one_that_the_instrument_obeys(shipped, arguments):
    _, port, address, types, *values = arguments
    message = OscMessageBuilder(address)
    for kind, value in zip(types, values, strict=True):
        message.add_arg({"i": int, "f": float, "s": str}[kind](value), kind)
    door = OscDoor(Panel(Store(), Events(), shipped.contract.instruments))
    assert door.answer(message.build().dgram) == []
    assert door.refused == door.malformed == 0
    assert int(port) == door.address[1]


def test_every_address_in_the_text_exists():
    named = set(re.findall(r"`(/[a-z_/]+)(?:[ `])", README)) - {"/param/", "/error"}
    assert named and named <= set(addresses.addresses())
    answer = OscMessage(OscDoor(Panel(Store(), Events())).answer(b"/nonsense\0\0\0,\0\0\0")[0])
    assert answer.address == addresses.ERROR


def runnable() -> list[str]:
    return [block["text"] for block in SHELL if block["mark"] == "run"]


@pytest.mark.parametrize("script", runnable(), ids=lambda text: text.split("\n")[0])
def test_what_can_be_run_runs(tmp_path, script):
    """In an empty folder, without a home, and without a JACK server to play to."""
    env = {key: value for key, value in os.environ.items() if key != "HOME"}
    env["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{env['PATH']}"
    env |= {"JACK_DEFAULT_SERVER": "flowbend-no-such-server", "JACK_NO_START_SERVER": "1"}
    env["FLOWBEND_SESSION"] = f"test-readme-{os.getpid()}"
    found = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script], cwd=tmp_path, env=env, capture_output=True,
        text=True, timeout=300,
    )
    assert found.returncode == 0, found.stderr
    assert "Traceback" not in found.stderr
    for name in re.findall(r"--out (\S+)", script):
        assert soundfile.info(tmp_path / name).frames > 24000, name


def test_every_link_leads_somewhere():
    for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", README):
        assert (ROOT / target).exists(), target


def test_every_file_of_the_tree_is_there():
    (tree,) = [block["text"] for block in BLOCKS if block["text"].startswith("engine/")]
    folder = ROOT
    for line in tree.splitlines():
        name = line.split()[0]
        if line[0] != " ":
            folder = ROOT / name
            assert folder.is_dir(), name
        else:
            assert (folder / name).exists(), name
    for name in re.findall(r"\b(\w+\.py)\b", tree):
        assert list(ROOT.glob(f"engine/**/{name}")) + list(ROOT.glob(f"bridge/{name}")) or (
            name == "test_x.py" or name == "x.py"
        ), name


def shell(lines: list[str]) -> str:
    found = subprocess.run(["bash", "-euo", "pipefail", "-c", "\n".join(lines)], cwd=ROOT,
                           capture_output=True, text=True, check=True)
    return found.stdout.strip()


def test_ci_installs_what_the_readme_names_and_runs_its_test_line():
    script = (ROOT / ".ci" / "run").read_text().splitlines()
    packages = [line for line in script if line.startswith("packages=")]
    assert {"jackd2", "libportaudio2", "liblo-tools", "fluid-soundfont-gm"} <= set(
        shell([*packages, "echo $packages"]).split()
    )
    line = shell([*(line for line in script if line.startswith("line=")), 'echo "$line"'])
    (block,) = [block["text"].strip() for block in SHELL if block["mark"] == "test"]
    assert line == block
    for tool in ("ruff check", "mypy", "pytest"):
        assert tool in line
