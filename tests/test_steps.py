"""`flowbend steps` through its door: files, distances that fall, one of them alone, and the words
in which notes are given."""

import json

import numpy as np
import pytest
import soundfile
from clip_rig import flowbend, remains

from engine.parameters import BadValue
from engine.studio import phrase

WORDS = ("--instrument", "cello", "--notes", "c3,g3", "--seconds", 0.5, "--set", "guidance=3")


def test_more_steps_come_nearer(tmp_path, capsys):
    folder = tmp_path / "made"
    assert flowbend("steps", *WORDS, "--counts", "1,2,8,16", "--out", folder) == 0
    said = capsys.readouterr().out
    seed = int(said.split()[1])
    off = [float(line.split()[1]) for line in said.splitlines() if line.split()[0].isdecimal()]
    assert len(off) == 4 and off == sorted(off, reverse=True) and off[-1] == 0
    names = sorted(path.name for path in folder.iterdir())
    assert names == ["001_steps.wav", "001_steps.wav.json", "002_steps.wav", "002_steps.wav.json",
                     "008_steps.wav", "008_steps.wav.json", "016_steps.wav", "016_steps.wav.json",
                     "steps.png"]
    assert soundfile.info(folder / "001_steps.wav").frames == 24000 and not remains(folder)
    about = json.loads((folder / "002_steps.wav.json").read_text())
    assert about["seed"] == about["options"]["seed"] == seed
    assert about["options"]["counts"] == "2" and about["options"]["set"] == ["guidance=3"]
    assert flowbend("steps", *WORDS, "--counts", 2, "--seed", seed,
                    "--precision", about["precision"], "--out", tmp_path / "alone.wav") == 0
    ours, theirs = (soundfile.read(at)[0]
                    for at in (folder / "002_steps.wav", tmp_path / "alone.wav"))
    np.testing.assert_array_equal(ours, theirs)


@pytest.mark.parametrize("words, sentence", [
    (("--counts", "4,2"), "rising numbers"), (("--counts", "0,1"), "rising numbers"),
    (("--counts", "2"), "--out is a folder"), (("--seconds", 0), "--seconds must be"),
    (("--seed", 70000), "--seed must be"), (("--notes", "h4"), "expected notes such as"),
    (("--set", "nonsense=1"), "nonsense"), (("--set", "guidance"), "expected ID=VALUE"),
    (("--set", "steps=4"), "--counts"), (("--set", "guidance=99"), "guidance"),
    (("--set", "instrument_a=kazoo"), "no instrument"),
])
def test_what_cannot_be_done_is_one_sentence(tmp_path, capsys, words, sentence):
    assert flowbend("steps", "--seconds", 0.2, *words, "--out", tmp_path / "o") == 1
    assert sentence in capsys.readouterr().err


def test_notes_in_words():
    found = phrase.notes("c4,-,e4+G4,61", 4.0)
    assert [note.pitch for note in found] == [60, 64, 67, 61]
    assert [note.start for note in found] == [0, 2, 2, 3] and found[0].end == pytest.approx(0.85)
    assert [note.pitch for note in phrase.notes("bb3,f#2,c-1", 1.0)] == [58, 42, 0]
    for wrong in ("", "c4,,e4", "128", "c9+h", "cb-1"):
        with pytest.raises(BadValue, match="expected notes"):
            phrase.notes(wrong, 1.0)
