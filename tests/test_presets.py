"""Named presets: the player's before Flowbend's, and those of Flowbend are whole and play."""

import numpy as np
import pytest
import soundfile
from hypothesis import given
from hypothesis import strategies as st

from bridge import preset_text
from bridge.presets import FACTORY, Presets
from engine.__main__ import main
from engine.panel import Panel
from engine.parameters import TABLE, BadValue, from_unit
from engine.store import Events, Store

NAMES = sorted(path.stem for path in FACTORY.glob("*.txt"))


@pytest.fixture
def presets(tmp_path):
    return Presets(tmp_path / "presets")


def panel(instruments=("piano", "flute")):
    return Panel(Store(), Events(), instruments)


def test_what_is_saved_is_recalled(presets):
    board = panel()
    board.set_many({"gain": -3, "rms": -12.34, "instrument_a": "flute"}, "hand")
    path = presets.save("my sound", board)
    assert path.read_text().startswith("# Flowbend preset my sound\nothers: default\n")
    other = panel()
    other.set_many(presets.load("my sound", other).values, "preset")
    kept = [row.id for row in TABLE if row.in_presets]
    assert all(other.get(id) == board.get(id) for id in kept)
    assert "my sound" in presets.names()


@given(st.lists(st.floats(0, 1), min_size=len(TABLE), max_size=len(TABLE)))
def test_a_recall_of_what_was_kept_changes_nothing(tmp_path_factory, places):
    presets, board = Presets(tmp_path_factory.mktemp("law")), panel(())
    for row, x in zip(TABLE, places, strict=True):
        board.store.set(row.id, from_unit(row, x), "take")
    before = board.store.values()
    presets.save("x", board)
    board.set_many(presets.load("x", board).values, "preset")
    assert board.store.values() == before


def test_mine_come_before_those_of_flowbend_which_are_never_written(presets):
    name = NAMES[0]
    before = (FACTORY / f"{name}.txt").read_bytes()
    presets.save(name.upper(), panel())
    assert (FACTORY / f"{name}.txt").read_bytes() == before
    assert presets.names().count(name.upper()) == 1 and name not in presets.names()
    assert preset_text.title_of(presets.text(name)) == f"Flowbend preset {name.upper()}"
    assert presets.load(name, panel()).faults == ()


def test_what_is_not_there_or_says_nothing_is_a_sentence(presets):
    with pytest.raises(BadValue, match="no preset 'slow string'; did you mean 'slow strings'"):
        presets.load("slow string", panel())
    with pytest.raises(BadValue, match="no preset 'zzzz'; `flowbend presets` and /presets list t"):
        presets.load("zzzz", panel())
    with pytest.raises(BadValue, match="'snapshot 3' is a snapshot's name in set lists: take anot"):
        presets.save("snapshot 3", panel())
    presets.folder.mkdir()
    for text, why in (("", "it names no control"), ("rms: loud", "line 1: rms must be")):
        (presets.folder / "bad.txt").write_text(text)
        with pytest.raises(BadValue, match=f"the preset 'bad' does nothing: {why}"):
            presets.load("bad", panel())


def test_a_preset_of_another_model_leaves_only_its_instruments_out(presets):
    board = panel(("bagpipe",))
    values, faults = presets.load("slow strings", board)
    assert len(faults) == 2 and all("no instrument" in fault for fault in faults)
    assert values["brightness"] == 1400


@pytest.mark.parametrize("name", NAMES)
def test_flowbend_s_presets_are_whole(shipped, name):
    text = (FACTORY / f"{name}.txt").read_text()
    values, faults = preset_text.read(text, panel(shipped.contract.instruments))
    assert faults == () and preset_text.title_of(text)
    assert set(values) >= {row.id for row in TABLE if row.in_presets and not row.lane}


def test_they_are_different_and_there_are_some(shipped):
    assert len(NAMES) >= 8
    board = panel(shipped.contract.instruments)
    found = [tuple(sorted(Presets(FACTORY).load(name, board).values.items())) for name in NAMES]
    assert len(set(found)) == len(found)


@pytest.mark.slow
def test_they_sound_and_do_not_clip_and_no_two_are_alike(tmp_path):
    """Over the built-in piece, for two seconds each."""
    sounds = {}
    for name in NAMES:
        out = tmp_path / f"{name}.wav"
        assert main(["render", "--preset", name, "--seconds", "2", "--out", str(out)]) == 0
        sounds[name] = soundfile.read(out)[0].mean(axis=1)
    for name, sound in sounds.items():
        assert -45 < 10 * np.log10(np.mean(sound**2) + 1e-12) < -6, name
        assert np.abs(sound).max() < 0.9, name
        for other, second in sounds.items():
            if other != name:
                assert abs(np.corrcoef(sound, second)[0, 1]) < 0.5, (name, other)


def test_the_command_line_lists_shows_and_renders(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    folder = ["--presets", str(tmp_path / "mine")]
    assert main(["presets", *folder]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split("  ")[0] for line in lines[:-1]] == sorted(NAMES, key=str.casefold)
    assert lines[-1] == f"Yours are in {tmp_path / 'mine'}." and "Strings that" in "".join(lines)
    assert main(["presets", "slow strings", *folder]) == 0
    assert capsys.readouterr().out == (FACTORY / "slow strings.txt").read_text()
    assert main(["presets", "slow string", *folder]) == 1
    assert "did you mean 'slow strings'?" in capsys.readouterr().err

    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "odd.txt").write_text("steps: 1\ngain: -60\nrsm: 3\n")
    base = ["render", "--seconds", "0.3", *folder]
    assert main([*base, "--preset", "odd", "--out", "a.wav"]) == 0
    assert "odd: line 3: there is no parameter 'rsm'" in capsys.readouterr().err
    assert main([*base, "--preset", "odd", "--set", "gain=0", "--out", "b.wav"]) == 0
    quiet, loud = (np.abs(soundfile.read(name)[0]).max() for name in ("a.wav", "b.wav"))
    assert quiet < loud / 300
    assert main([*base, "--preset", "none such", "--out", "a.wav"]) == 1
    assert main(["play", "--preset", "none such", *folder]) == 1
    assert capsys.readouterr().err.count("there is no preset 'none such'") == 2
