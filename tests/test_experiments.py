"""docs/experiments.md: every figure in it is between marks that the script fills, and every command
in it is one that there is."""

import importlib.util
import re
import shlex
import sys
from pathlib import Path

import pytest

from engine.__main__ import _parser

DOCS = Path(__file__).parents[1] / "docs"
TEXT = (DOCS / "experiments.md").read_text()


@pytest.fixture(scope="module")
def script():
    sys.path.insert(0, str(DOCS))
    try:
        spec = importlib.util.spec_from_file_location("experiments", DOCS / "experiments.py")
        module = importlib.util.module_from_spec(spec)
        sys.modules["experiments"] = module
        spec.loader.exec_module(module)
        yield module
    finally:
        sys.path.remove(str(DOCS))


def test_every_experiment_has_its_place_and_was_done(script):
    opened = re.findall(r"<!-- (\w+) -->", TEXT)
    assert sorted(opened) == sorted(script.EXPERIMENTS)
    for name in opened:
        filled = TEXT.split(f"<!-- {name} -->\n")[1].split(f"<!-- /{name} -->")[0]
        assert filled.startswith(("| ", "![")), f"python docs/experiments.py {name}"


def test_every_picture_is_there_and_small():
    pictures = re.findall(r"\((pictures/experiments/[\w.]+)\)", TEXT)
    assert len(set(pictures)) == len(list((DOCS / "pictures" / "experiments").iterdir()))
    for picture in pictures:
        assert 0 < (DOCS / picture).stat().st_size < 150_000, picture


def test_every_command_is_one_that_there_is():
    blocks = re.findall(r"```sh\n(.*?)```", TEXT, re.DOTALL)
    lines = [part.split(" #")[0].strip() for block in blocks
             for line in block.splitlines() for part in line.split("&&")]
    lines += re.findall(r"`(flowbend (?:render|invert) [^`<]+?)`", TEXT.replace("\n", " "))
    commands = [shlex.split(line)[1:] for line in lines if line.startswith("flowbend ")]
    assert len(commands) >= 7
    for arguments in commands:
        if arguments[-1] in ("corpus", "export"):
            continue
        assert callable(_parser().parse_args(arguments).run), arguments


def test_a_table_goes_between_its_marks(script):
    text = "a\n<!-- x -->\nold\n<!-- /x -->\n<!-- y -->\n<!-- /y -->\nb"
    done = script.filled(script.filled(text, "x", ["1", "2"]), "y", ["3"])
    assert done == "a\n<!-- x -->\n1\n2\n<!-- /x -->\n<!-- y -->\n3\n<!-- /y -->\nb"
    with pytest.raises(ValueError, match="no marks for z"):
        script.filled(text, "z", [])
