"""A name means the nearest model, wherever one is given; a path means itself."""

import os
from pathlib import Path

import pytest
from model_rig import tiny

from engine.library import catalogue
from engine.panel import model_folder
from engine.parameters import BadValue


@pytest.fixture(autouse=True)
def shelf(tmp_path, monkeypatch):
    """The user's own models, and a folder to stand in."""
    monkeypatch.setenv(catalogue.VARIABLE, str(tmp_path / "mine"))
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    return tmp_path / "mine"


def test_without_a_name_it_is_the_shipped_one_which_has_one_too():
    assert catalogue.find(None) == catalogue.SHIPPED == catalogue.find("orchestra")
    assert catalogue.is_shipped(catalogue.find("orchestra"))


def test_the_nearest_wins(shelf):
    tiny(shelf / "bells")
    assert catalogue.find("bells") == shelf / "bells"
    tiny(Path("exports/bells"))
    assert catalogue.find("bells") == Path("exports/bells")
    tiny(Path("bells"))
    assert catalogue.find("bells") == Path("bells")
    tiny(shelf / "orchestra")
    assert catalogue.find("orchestra") == shelf / "orchestra"
    assert catalogue.find(shelf / "bells") == catalogue.find(str(shelf / "bells"))
    assert catalogue.find("exports/bells") == Path("exports/bells")


def test_a_folder_of_sounds_does_not_hide_the_model_that_was_made_of_it():
    Path("drums").mkdir()
    assert catalogue.find("drums") == Path("drums")  # whoever loads it says what is missing
    tiny(Path("exports/drums"))
    assert catalogue.find("drums") == Path("exports/drums")


def test_every_model_is_known_once_and_nothing_else_is(shelf):
    for folder in (shelf / "bells", shelf / "Zither", Path("exports/bells"), Path("exports/.half")):
        tiny(folder)
    (shelf / "empty").mkdir()
    (shelf / "file").write_text("")
    assert catalogue.known() == {
        "bells": Path("exports/bells"), "orchestra": catalogue.SHIPPED, "Zither": shelf / "Zither",
    }


def test_an_unknown_name_is_answered_with_those_there_are(shelf):
    tiny(shelf / "bells")
    said = r"there is no model 'bels': .* one of bells, orchestra .*did you mean 'bells'\?"
    with pytest.raises(BadValue, match=said):
        catalogue.find("bels")
    with pytest.raises(BadValue, match="there is no model 'bels'"):
        model_folder("bels")
    assert model_folder("bells") == os.path.abspath(shelf / "bells")


@pytest.mark.parametrize("path", ["/none/bells", "none/bells", "../bells", "", ".", "a\0b",
                                  "é" * 99, "x" * 5000])
def test_what_can_be_no_name_is_a_path(path):
    assert catalogue.find(path) == Path(path)


@pytest.mark.parametrize("name", ["", ".", "..", ".hidden", "a/b", "a\\b", "a b", "con", "LPT1.x",
                                  "nul", "a.", "-a", "a\n", "x" * 61, "ä"])
def test_a_name_is_one_on_every_system(name):
    assert not catalogue.is_name(name)
    with pytest.raises(BadValue, match="a model's name has letters"):
        catalogue.checked(name)


def test_without_the_variable_it_is_the_user_s_data_folder(monkeypatch, tmp_path):
    monkeypatch.delenv(catalogue.VARIABLE)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert catalogue.mine().name == "models" and "flowbend" in catalogue.mine().parts
