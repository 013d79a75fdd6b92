"""The shipped card says what was measured, and nothing else."""

import shutil

import pytest

from engine.instrument import SHIPPED
from engine.models import card


def test_the_shipped_card_is_up_to_date(tmp_path):
    folder = tmp_path / "orchestra"
    shutil.copytree(SHIPPED, folder)
    assert card.update(folder).read_text() == (SHIPPED / "README.md").read_text(), (
        "run `flowbend card exports/orchestra`"
    )


def test_the_readme_has_the_ratios_of_the_card(tmp_path):
    folder, readme = tmp_path / "orchestra", tmp_path / "README.md"
    shutil.copytree(SHIPPED, folder)
    text = (SHIPPED.parents[1] / "README.md").read_text()
    readme.write_text(text)
    card.update(folder, readme)
    assert readme.read_text() == text, "run `flowbend card exports/orchestra --readme README.md`"


def test_it_is_small_enough_to_ship():
    assert sum(path.stat().st_size for path in SHIPPED.glob("*.onnx")) < 60e6


def test_a_missing_marker_is_named():
    with pytest.raises(ValueError, match="bench"):
        card.between("no markers here", "bench", "figures")
