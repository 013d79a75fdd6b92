"""docs/scaling.md says what its command has measured, and what follows from that."""

import importlib.util
import json
from pathlib import Path

import pytest

PATH = Path(__file__).parents[1] / "docs" / "scaling.py"


@pytest.fixture(scope="module")
def scaling():
    spec = importlib.util.spec_from_file_location("scaling", PATH)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_page_has_the_tables_of_its_figures(scaling):
    text, figures = scaling.TEXT.read_text(), json.loads(scaling.FIGURES.read_text())
    assert scaling.filled(text, figures) == text, "run `python docs/scaling.py --tables`"


def test_a_step_of_many_takes_longer_than_one_alone(scaling):
    figures = json.loads(scaling.FIGURES.read_text())
    for rate in scaling.NETWORKS.values():
        alone = scaling.seconds_per_step(figures, 1, rate, 20)
        for workers in scaling.WORKERS[1:]:
            assert alone < scaling.seconds_per_step(figures, workers, rate, 20)
    slow, *_, fast = scaling.NETWORKS.values()
    assert scaling.seconds_per_step(figures, 8, slow, 4) > scaling.seconds_per_step(
        figures, 8, fast, 4)


def test_gradients_are_as_many_bytes_as_the_models_have(scaling):
    figures = json.loads(scaling.FIGURES.read_text())
    for name, size in scaling.models().items():
        assert figures[name] == size, "run `python docs/scaling.py`"
