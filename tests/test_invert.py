"""`flowbend invert` through its door: there and back, the table, kept noise, what is refused."""

import json

import numpy as np
import pytest
import soundfile
from clip_rig import flowbend, phrase, remains

from engine.studio import inversion, measures, noise_file
from engine.studio.condition import EVERYTHING, hear


def test_it_comes_back_and_says_how_near(tmp_path, capsys):
    clip, back = phrase(tmp_path), tmp_path / "back.wav"
    assert flowbend("invert", clip, "--steps", 8, "--out", back) == 0
    said = capsys.readouterr().out
    assert "8 steps each way" in said and "neighbours correlate" in said
    ours, _ = soundfile.read(clip)
    theirs, rate = soundfile.read(back)
    assert theirs.shape == ours.shape and rate == 48000
    about = json.loads((tmp_path / "back.wav.json").read_text())
    assert about["command"] == "invert" and about["inputs"]["clip"]["path"] == str(clip)
    assert about["options"]["steps"] == 8 and about["options"]["precision"] == "float32"
    figures = about["notes"]
    assert figures["latents_error"] < 0.1
    assert figures["mel_db"] == pytest.approx(figures["codec_mel_db"], abs=0.7)


def test_the_table_falls_with_steps_and_is_drawn(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert flowbend("invert", phrase(tmp_path), "--table", "--most", 16) == 0
    lines = capsys.readouterr().out.splitlines()
    rows = [line.split() for line in lines if line.split()[0].isdecimal()]
    assert [int(row[0]) for row in rows] == [1, 2, 4, 8, 16]
    midpoint, euler = ([float(row[at]) for row in rows] for at in (2, 8))
    assert midpoint == sorted(midpoint, reverse=True) and midpoint[-1] < 0.02
    assert midpoint[-1] < euler[-1] / 4
    picture = tmp_path / "marimba-inversion.png"
    assert picture.read_bytes().startswith(b"\x89PNG") and not remains(tmp_path)


def test_the_model_s_own_sound_has_white_noise_behind_it(shipped, tmp_path):
    """So the method loses nothing; what a recording's noise lacks is the model's doing."""
    audio, _ = soundfile.read(phrase(tmp_path), dtype="float32")
    heard = hear(shipped, audio, "marimba", EVERYTHING)
    noise, _ = inversion.there_and_back(shipped, heard.request, heard.request.noise, 2)
    assert noise.shape == heard.request.noise.shape
    from engine import sampler
    from engine.studio import journey

    own = journey.flow(shipped, heard.request, heard.request.noise, sampler.levels(12))
    again = journey.invert(shipped, heard.request, own, 12)
    found = measures.whiteness(again)
    assert found.deviation == pytest.approx(1, abs=0.06) and abs(found.neighbours) < 0.06


def test_kept_noise_is_played_again_and_by_another(tmp_path, capsys, shipped):
    clip, kept, back = phrase(tmp_path), tmp_path / "n.npz", tmp_path / "back.wav"
    assert flowbend("invert", clip, "--steps", 8, "--noise", kept, "--out", back) == 0
    assert flowbend("invert", kept, "--steps", 8, "--out", tmp_path / "same.wav") == 0
    assert flowbend("invert", kept, "--steps", 8, "--out", tmp_path / "other.wav",
                    "--instrument", "flute") == 0
    same, other, first = (
        soundfile.read(tmp_path / name)[0] for name in ("same.wav", "other.wav", "back.wav")
    )
    assert measures.snr_db(same, first) > 40 > 10 > measures.snr_db(other, first)
    assert "another model" not in capsys.readouterr().err
    assert noise_file.read(kept, shipped).samples == len(first)


@pytest.mark.parametrize("words, sentence", [
    (("--steps", 0), "--steps must be from 1 to 256"),
    (("--most", 500, "--table"), "--most must be"),
    (("--instrument", "kazoo"), "there is no instrument 'kazoo'"),
    (("--guidance", 2), "--guidance is for kept noise"),
    (("--noise", "noise.npy"), "ends in .npz"),
    (("--out", "back.mp3"), "ends in .wav or .flac"),
    (("--table", "--most", 1, "--picture", "p.gif"), "ends in .png or .webp"),
    (("--table", "--most", 1, "--picture", "none/p.png"), "there is no folder"),
])
def test_what_cannot_be_done_is_one_sentence(tmp_path, capsys, monkeypatch, words, sentence):
    monkeypatch.chdir(tmp_path)
    assert flowbend("invert", phrase(tmp_path), "--steps", 1, *words) == 1
    said = capsys.readouterr().err.strip().splitlines()[-1]
    assert sentence in said and not remains(tmp_path)


def test_what_is_no_kept_noise_is_refused(tmp_path, capsys, shipped):
    bad = tmp_path / "bad.npz"
    for content in (b"", b"PK", b"\x93NUMPY"):
        bad.write_bytes(content)
        assert flowbend("invert", bad, "--out", tmp_path / "o.wav") == 1
        assert "is not noise that" in capsys.readouterr().err
    zeros = {name: np.zeros((4, 3), np.float32) for name in noise_file.ARRAYS}
    about = np.array(json.dumps({"flowbend_noise": 1, "samples": 4}))
    np.savez(bad, about=about, **zeros)
    assert flowbend("invert", bad, "--out", tmp_path / "o.wav") == 1
    assert "does not fit the instrument" in capsys.readouterr().err
    np.savez(bad, about=about, **{**zeros, "noise": np.full((4, 80), np.nan, np.float32)})
    assert flowbend("invert", bad, "--out", tmp_path / "o.wav") == 1
    assert "finite" in capsys.readouterr().err
    np.savez(bad, about=about, **{**zeros, "noise": np.array([object()])})
    assert flowbend("invert", bad, "--out", tmp_path / "o.wav") == 1
    assert flowbend("invert", tmp_path / "none.npz", "--out", tmp_path / "o.wav") == 1
    assert "there is no file" in capsys.readouterr().err
    assert not (tmp_path / "o.wav").exists()
