"""docs/midi.md: its tables are those of the mappings, its mapping is read, its commands parse."""

import re
import shlex
from pathlib import Path

import pytest

from bridge import addresses, midi_list
from bridge.mapping import read
from bridge.maps import Maps
from engine.__main__ import _parser

TEXT = (Path(__file__).parents[1] / "docs" / "midi.md").read_text()
COMMANDS = [line.split(" #")[0] for block in re.findall(r"```sh\n(.*?)```", TEXT, re.DOTALL)
            for line in block.splitlines()]


def test_its_tables_are_generated():
    """`flowbend midi --markdown` between the marks, letter by letter."""
    shown = [TEXT.split(f"<!-- {mark} -->")[1].split(f"<!-- /{mark} -->")[0].strip()
             for mark in ("rows", "maps")]
    assert "\n\n".join(shown) + "\n" == midi_list.markdown()


def test_its_mapping_is_understood():
    (text,) = re.findall(r"```\n(include.*?)```", TEXT, re.DOTALL)
    found = read(text, "docs", Maps().load)
    assert found.faults == [] and len(found.bindings) >= 12


@pytest.mark.parametrize("command", COMMANDS)
def test_its_commands_are_ones_that_flowbend_knows(command):
    _, *arguments = shlex.split(command)
    assert callable(_parser().parse_args(arguments).run)


def test_its_addresses_and_links_exist():
    assert set(re.findall(r"`(/event/[a-z_]+)`", TEXT)) <= set(addresses.EVENTS)
    folder = Path(__file__).parents[1] / "docs"
    for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", TEXT):
        assert (folder / target).exists(), target
