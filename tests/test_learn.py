"""docs/learn: every lesson runs with a fraction of its work, what the text says of its numbers is
so, and the text names every lesson, shows every figure and carries what each of them printed.
"""

import importlib.util
import itertools
import os
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from engine.__main__ import _parser

LEARN = Path(__file__).parents[1] / "docs" / "learn"
TEXT = (LEARN / "README.md").read_text()
LESSONS = sorted(path.stem for path in LEARN.glob("[0-9]*.py"))


@pytest.fixture(scope="module")
def load():
    """load(name): a file of docs/learn as a module."""
    before = set(sys.modules)
    sys.path.insert(0, str(LEARN))

    def loaded(name):
        spec = importlib.util.spec_from_file_location(f"learn_{name}", LEARN / f"{name}.py")
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module

    yield loaded
    sys.path.remove(str(LEARN))
    for name in {"cloud", "page"} & (set(sys.modules) - before):
        del sys.modules[name]


@pytest.fixture
def lesson(load, tmp_path, capsys):
    """lesson(name): what it found, run quickly; its figure and its tables are there."""

    def run(name):
        found = load(name).main(["--quick", "--out", str(tmp_path)])
        assert (tmp_path / f"{name}.png").stat().st_size > 5000
        assert capsys.readouterr().out.startswith("|")
        assert all(np.isfinite(value) for value in found.values())
        return found

    return run


def falls(values):
    return all(b < a for a, b in itertools.pairwise(values))


def test_one_step_lands_in_the_middle_and_more_come_nearer(lesson):
    found = lesson("01_points")
    off = [found[f"distance {steps}"] for steps in (1, 2, 4, 8, 16, 64)]
    assert falls(off) and off[-1] < 0.2 * off[0] and off[-1] < 4 * found["floor"]
    assert found["spread 1"] < 0.2 * found["spread"]
    assert found["spread 2"] < 0.8 * found["spread"]
    assert found["spread 64"] == pytest.approx(found["spread"], rel=0.08)


def test_what_is_streamed_is_what_the_textbook_says(lesson):
    found = lesson("02_played")
    assert found["quavers apart"] < 1e-5 and found["quavers off"] < 0.1
    assert max(found[f"apart {block}"] for block in (2, 6, 50)) < 1e-5
    assert found["apart forgetting"] > 0.1  # which shows that the comparison can fail
    for level in ("1", "0.9", "0.7", "0.5", "0.3", "0.1"):
        assert found[f"loss {level}"] < found[f"loss {level}, told nothing"] < 2
    gain = {level: found[f"loss {level}, told nothing"] - found[f"loss {level}"]
            for level in ("1", "0.9", "0.5", "0.1")}
    assert min(gain["1"], gain["0.9"]) > 2 * max(gain["0.5"], gain["0.1"])


def test_a_network_that_is_told_does_what_is_asked(lesson):
    found = lesson("03_conditions")
    for way in ("told at the entrance", "shift", "scale and shift"):
        assert found[way] < 0.2 * found["nothing told"]
    for size in (0.4, 0.6, 0.8, 1.0, 1.2, 1.4):
        assert found[f"got {size:g}"] == pytest.approx(size, abs=0.12)
    assert 0.2 < found["half-way"] < 0.8


def test_every_condition_is_heard_and_no_latent_hears_a_later_one(lesson, load):
    found = lesson("04_conditions_played")
    assert min(found[name] for name in load("04_conditions_played").CHANGES) > 0.05
    assert found["ahead, one latent"] == 0 < 0.1 < found["ahead, over the run"]


def test_guidance_makes_points_surer_and_fewer(lesson):
    found = lesson("05_guidance")
    assert falls([found[f"spread {strength}"] for strength in (0, 1, 2, 4)])
    assert found["spread 4"] < 0.6 * found["spread 1"]
    assert found["right 0"] < 0.5 < 0.98 < found["right 1"] <= found["right 4"]
    assert found["distance 1"] == min(found[f"distance {strength}"] for strength in (0, 1, 2, 4))


def test_guidance_of_the_instrument_makes_seeds_alike_and_obeys(lesson):
    found = lesson("06_guidance_played")
    assert falls([found[f"apart {strength}"] for strength in (1, 2, 4)])
    assert falls([found[f"spread {strength}"] for strength in (1, 2, 4)])
    assert found["off 2"] < found["off 1"]


def test_a_jump_is_better_than_a_step_and_one_pass_does_for_two(lesson):
    found = lesson("07_jumps")
    assert found["after 1"] < 0.75 * found["before 1"]
    assert found["after 2"] < found["before 2"]
    assert found["spread 4"] < found["spread 2"] < found["spread 1"]
    assert found["folded 2"] < 0.2


def test_jumps_of_the_instrument_come_nearer_than_steps(lesson):
    found = lesson("08_jumps_played")
    for steps in (1, 2, 4, 8):
        assert found[f"jumps {steps}"] < found[f"steps {steps}"]
        assert found[f"jumps {steps} mel"] < found[f"steps {steps} mel"]
    assert found["jumps 1"] < 0.7 * found["steps 1"]
    for strength in (2, 4):
        assert found[f"folded {strength}"] < found[f"unfolded {strength}"]
        assert 0.1 < found[f"share {strength}"] < 1


def test_the_exact_velocity_is_the_mean_of_the_lines(load):
    """Against lines drawn at random: those that pass near a place."""
    cloud, rng = load("cloud"), np.random.default_rng(1)
    known = np.array([[-1.0, 0.0], [1.0, 0.5]], np.float32)
    count, t, place = 400_000, 0.6, np.array([0.2, 0.1])
    data = known[rng.integers(2, size=count)] + 0.3 * rng.standard_normal((count, 2))
    noise = rng.standard_normal((count, 2))
    near = np.square((1 - t) * data + t * noise - place).sum(axis=1) < 0.08**2
    expected = (noise - data)[near].mean(axis=0)
    made = cloud.exact_velocity(place[None], t, known, grain=0.3)[0]
    np.testing.assert_allclose(made, expected, atol=5 * 1.5 / np.sqrt(near.sum()))


def test_the_distance_of_a_shifted_cloud_is_the_mean_of_its_shadows(load):
    cloud = load("cloud")
    points, _ = cloud.quavers(500, np.random.default_rng(1))
    assert cloud.distance(points, points) == 0
    moved = cloud.distance(points, points + np.array([0.3, 0.0]))
    assert moved == pytest.approx(0.3 * 2 / np.pi, rel=0.01)


def test_a_lesson_is_one_command_from_anywhere(tmp_path):
    root = LEARN.parents[1]
    env = os.environ | {"PYTHONPATH": str(root)}
    command = [sys.executable, str(LEARN / "06_guidance_played.py"), "--quick", "--out", "."]
    ran = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    assert "| guidance |" in ran.stdout and (tmp_path / "06_guidance_played.png").exists()


def test_the_text_leads_through_every_lesson():
    assert len(LESSONS) == 8
    places = [TEXT.index(f"python docs/learn/{name}.py", TEXT.index(f"## {at}. "))
              for at, name in enumerate(LESSONS, 1)]
    assert places == sorted(places)
    for name in LESSONS:
        assert f"]({name}.py)" in TEXT and f"]({name}.png)" in TEXT
        said = TEXT.split(f"<!-- {name[:2]} -->\n")[1].split(f"<!-- /{name[:2]} -->")[0]
        assert said.startswith("| "), f"python docs/learn/write.py {name[:2]}"


def test_every_command_is_one_that_there_is():
    commands = re.findall(r"`flowbend ([^`]+)`", TEXT)
    assert len(commands) >= 2
    for command in commands:
        assert callable(_parser().parse_args(command.split()).run), command


def test_every_link_and_every_file_that_is_named_is_there():
    for target in re.findall(r"\]\(([^)#]+)\)", TEXT):
        assert (LEARN / target).exists(), target
    for name in re.findall(r"`((?:engine|docs)/[\w/]+\.py)`", TEXT):
        assert (LEARN.parents[1] / name).exists(), name
    assert sorted(path.stem for path in LEARN.glob("*.png")) == LESSONS
    assert all(path.stat().st_size < 200_000 for path in LEARN.glob("*.png"))


def test_what_a_lesson_said_goes_between_its_marks(load):
    write = load("write")
    text = "a\n<!-- 01 -->\nold\n<!-- /01 -->\nb"
    assert write.filled(text, "01", "new\n\n") == "a\n<!-- 01 -->\nnew\n<!-- /01 -->\nb"
    with pytest.raises(ValueError, match="no marks for lesson 02"):
        write.filled(text, "02", "")
