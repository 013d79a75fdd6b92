"""docs/osc.md: its facts are those of the table, and what it tells people to type works."""

import re
import shlex
import subprocess
import sys
import time
from pathlib import Path

import pytest
from play_rig import free_port
from pythonosc.osc_message_builder import OscMessageBuilder

from bridge import addresses, osc_page
from bridge.interpreter import Caller
from bridge.osc import OscDoor
from bridge.query import QueryDoor
from engine.__main__ import main
from engine.panel import Panel
from engine.store import Events, Store

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "osc.md").read_text()
BLOCKS = dict.fromkeys(re.findall(r"^```(\w+)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL))
SHELL = [line.split(" #")[0] for kind, text in BLOCKS if kind == "sh" for line in text.splitlines()]


@pytest.fixture
def door(shipped):
    door = OscDoor(Panel(Store(), Events(), shipped.contract.instruments), port=0)
    door.start()
    yield door
    door.stop()


def test_the_facts_are_those_that_the_command_prints(capsys):
    """`flowbend params --osc` between the two marks, letter by letter."""
    assert PAGE.count("<!-- facts -->") == PAGE.count("<!-- /facts -->") == 1
    shown = PAGE.split("<!-- facts -->")[1].split("<!-- /facts -->")[0]
    assert main(["params", "--osc"]) == 0
    assert shown.strip() == capsys.readouterr().out.strip() == osc_page.facts().strip()


def test_every_address_is_in_it_and_no_other():
    facts = osc_page.facts()
    for address in addresses.addresses():
        assert f"`{address}`" in facts or f"`{address} [" in facts, address
    named = set(re.findall(r"`(/[a-z_]+(?:/[a-z_0-9]+)*)", PAGE))
    ours = {addresses.ERROR, addresses.PARAMS_ROW, addresses.METERS_ROW, addresses.CLIP_READY,
                "/param"}
    assert named <= set(addresses.addresses()) | ours


@pytest.mark.parametrize("line", [x for x in SHELL if x.startswith("oscsend")])
def test_every_message_is_obeyed(door, line):
    _, _, _, address, *rest = shlex.split(line)
    message = OscMessageBuilder(address)
    for kind, value in zip(rest[0] if rest else "", rest[1:], strict=True):
        message.add_arg({"i": int, "f": float, "s": str}[kind](value), kind)
    caller = Caller("osc test", sender=("127.0.0.1", 50000))
    assert door.answer(message.build().dgram, caller) == []
    assert door.refused == door.malformed == 0


def test_every_question_of_http_is_answered(door):
    query = QueryDoor(door)
    query.start()
    try:
        asked = [line for line in SHELL if line.startswith("curl")]
        for line in asked:
            url = shlex.split(line)[1].replace(":9000", f":{query.address[1]}")
            found = subprocess.run(["curl", "-sf", url], capture_output=True, timeout=20)
            assert found.returncode == 0 and found.stdout.startswith(b"{"), line
        assert len(asked) == 3
    finally:
        query.stop()


def test_the_python_lines_play_and_hear(door, tmp_path):
    ((_, text),) = [block for block in BLOCKS if block[0] == "python"]
    text = text.replace("9000", str(door.address[1])).replace("9001", str(free_port()))
    heard = tmp_path / "heard.txt"
    with heard.open("w") as out:
        process = subprocess.Popen([sys.executable, "-uc", text], stdout=out)
    try:
        deadline = time.monotonic() + 30
        while "/param/brightness 3000.0\n" not in heard.read_text():
            assert time.monotonic() < deadline, heard.read_text()
            time.sleep(0.02)
    finally:
        process.kill()
        process.wait()
    assert door.panel.get("brightness") == 3000


def test_what_it_says_of_mistakes_is_what_is_said(door):
    (sentence,) = re.findall(r"`(rms must be[^`]*)`", PAGE)
    answer = OscMessageBuilder("/param/rms")
    answer.add_arg(3.0)
    assert sentence.encode() in door.answer(answer.build().dgram)[0]
