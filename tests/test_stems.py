"""Stems are aligned with the whole, each has only its own, and where one plays alone it is it."""

from pathlib import Path

import numpy as np
import pytest
from studio_rig import clip, level_db, run

from engine.store import Event, Kind
from engine.studio.stems import shares_of
from engine.take import Take


@pytest.fixture(autouse=True)
def somewhere_else(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


FLUTE, MARIMBA, PIANO = 17.0, 3.0, 0.0


def test_a_take_has_a_stem_for_each_instrument_that_sounds_in_it(capsys):
    values = [
        (0, {"steps": 1.0, "notes_mode": 2.0, "onset_mode": 2.0, "instrument_a": FLUTE,
             "instrument_b": MARIMBA}),
        (96, {"morph": 1.0}), (150, {"instrument_a": PIANO}), (190, {"instrument_b": PIANO}),
    ]
    events = [row for at in range(0, 280, 20) for row in (
        (at, Event(Kind.NOTE_ON, 66, 0.8)), (at + 16, Event(Kind.NOTE_OFF, 66)))]
    Take(300, 2, "x", values, events).save(Path("t.json"))
    assert run("render --take t.json --out a.wav --stems") == 0
    names = ("flute", "marimba", "piano")
    assert sorted(path.name for path in Path().glob("a-*.wav")) == [f"a-{n}.wav" for n in names]
    whole, parts = clip("a.wav"), {name: clip(f"a-{name}.wav") for name in names}
    assert {len(part) for part in parts.values()} == {len(whole)}
    np.testing.assert_array_equal(parts["flute"][: 96 * 512], whole[: 96 * 512])
    early, middle, late = slice(0, 96 * 512), slice(120 * 512, 150 * 512), slice(260 * 512, None)
    for part, alone, silent in (("flute", early, [late]), ("marimba", middle, [early]),
                                ("piano", late, [early, middle])):
        assert abs(level_db(parts[part][alone]) - level_db(whole[alone])) < 3, part
        for others in silent:
            assert level_db(parts[part][others]) < -75, (part, others)
    # One alone is the same file.
    assert run("render --take t.json --out b.wav --stem marimba") == 0
    np.testing.assert_array_equal(clip("b.wav"), parts["marimba"])


def test_a_clip_of_two_instruments_has_two_and_they_add_up_to_its_level():
    words = ("--no-backing --set instrument_a=flute --set instrument_b=cello --set morph=0.5"
             " --set rms=-18 --steps 2 --seconds 1.5")
    assert run(f"render --out a.wav --stems {words}") == 0
    assert sorted(path.name for path in Path().glob("a-*.wav")) == ["a-cello.wav", "a-flute.wav"]
    total = clip("a-flute.wav") + clip("a-cello.wav")
    assert abs(level_db(total) - level_db(clip("a.wav"))) < 3.5


def test_an_instrument_that_is_not_in_it_is_silent():
    assert run("render --out a.wav --stem tuba --seconds 0.3") == 1
    assert run("render --out a.wav --stem choir --seconds 0.3 --steps 1") == 0
    assert not clip("a.wav").any()


def test_shares_are_those_of_the_morph():
    morph = np.linspace(0, 1, 11)
    both = shares_of((2, 5), morph, 9)
    np.testing.assert_allclose(both[2] ** 2 + both[5] ** 2, 1)
    assert both[2][0] == 1 and both[5][0] == 0 and both[5][-1] == 1
    np.testing.assert_array_equal(shares_of((4, 4), morph, 9)[4], np.ones(11))
    assert set(shares_of((63, 1), morph, 9)) == {8, 1}
