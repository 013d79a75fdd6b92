"""A kit: hits that begin at once, end in silence, are equally loud and different; and its SFZ."""

from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from studio_rig import clip, run, sidecar

from engine.glitches import Search
from engine.parameters import BadValue
from engine.studio import kit, sfz
from engine.studio.hits import LOUDNESS_LUFS, as_a_hit
from engine.studio.loudness import loudest

RATE = 48000


@pytest.fixture(autouse=True)
def somewhere_else(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def test_a_kit_is_what_a_sampler_wants(capsys):
    assert run("kit --out drums --count 10 --seed 5 --steps 2") == 0
    assert capsys.readouterr().out == "drums/drums.sfz: 10 hits\n"
    paths = sorted(Path("drums").glob("*.wav"))
    assert Counter(path.name.split("-")[0] for path in paths) == {
        "kick": 3, "snare": 3, "hat": 2, "percussion": 2
    }
    sounds = [clip(path) for path in paths]
    for path, sound in zip(paths, sounds, strict=True):
        level = np.abs(sound).max(axis=1)
        assert np.argmax(level > 0.05 * level.max()) < RATE / 1000, path
        assert loudest(sound, RATE) == pytest.approx(LOUDNESS_LUFS, abs=0.05)
        assert level.max() <= 10 ** (-1 / 20) + 1e-6 and level[-1] < 1e-6
        assert 0.02 * RATE < len(sound) <= 1.6 * RATE
        search = Search(2)
        quiet = np.zeros((8192, 2), np.float32)
        found = search.feed(np.concatenate([sound, quiet])) + search.finish()
        assert [one for one in found if one.kind == "click" and one.sample > 480] == []
        notes = sidecar(path)["notes"]
        assert notes["lufs"] == LOUDNESS_LUFS and 35 <= notes["key"] < 100
    assert len({sound.tobytes() for sound in sounds}) == len(sounds)
    lowest = {kind: np.mean([brightness(s) for p, s in zip(paths, sounds, strict=True)
                             if p.name.startswith(kind)]) for kind in ("kick", "snare", "hat")}
    assert lowest["kick"] < lowest["snare"] < lowest["hat"]


def brightness(sound: np.ndarray) -> float:
    power = np.abs(np.fft.rfft(sound.mean(axis=1))) ** 2
    return float((power * np.arange(len(power))).sum() / power.sum() / len(sound) * RATE)


def test_its_sfz_is_read_by_others_and_maps_each_file_to_a_key_of_its_own():
    from sfzen import SFZ
    from sfzlint.parser import validate

    hits = kit.hits(32)
    Path("k.sfz").write_text(sfz.text(hits, ".wav", "a kit"))
    for hit in hits:
        Path(f"{hit.name}.wav").touch()
    faults = []
    validate("k.sfz", err_cb=lambda *fault: faults.append(fault))
    assert faults == []
    regions = list(SFZ("k.sfz").regions())
    assert [str(region.sample) for region in regions] == [f"{hit.name}.wav" for hit in hits]
    places = sfz.keys(hits)
    assert len(set(places.values())) == 32
    assert {hit.name: places[hit] for hit in hits if hit.number == 1} == {
        "kick-01": 36, "snare-01": 38, "hat-01": 42, "percussion-01": 37
    }
    assert len(set(sfz.keys(kit.hits(kit.MOST)).values())) == kit.MOST
    assert len(set(sfz.keys(kit.hits(kit.MOST, ("kick",))).values())) == kit.MOST


def test_a_model_without_drums_is_refused(shipped, monkeypatch):
    monkeypatch.setattr(kit, "SOUNDS", {"kick": (("tabla", (36,)),)})
    with pytest.raises(BadValue, match="orchestra has no kick: make a kit of another --model"):
        kit.make(shipped, kit.Hit("kick", 1), 1, 1, 1.0)


def hit(start: float, decay: float) -> np.ndarray:
    time = np.arange(2 * RATE) / RATE
    sound = np.sin(2 * np.pi * 200 * time) * np.exp(-np.maximum(time - start, 0) / decay)
    sound[time < start] = 0
    return np.stack([0.3 * sound] * 2, axis=1).astype(np.float32)


@pytest.mark.parametrize("start", [0.0, 0.003, 0.2])
def test_a_hit_is_trimmed_and_levelled(start):
    made = as_a_hit(hit(start, 0.05), RATE)
    assert made is not None and loudest(made, RATE) == pytest.approx(LOUDNESS_LUFS, abs=0.01)
    level = np.abs(made).max(axis=1)
    assert np.argmax(level > 0.05 * level.max()) <= 0.0006 * RATE
    assert 0.2 * RATE < len(made) < 0.5 * RATE and level[-1] < 1e-6


def test_what_is_no_hit_is_none():
    slow = hit(0.0, 10.0) * np.minimum(np.arange(2 * RATE) / RATE, 1)[:, None].astype(np.float32)
    click = np.zeros((RATE, 2), np.float32)
    click[100] = 0.5
    for sound in (np.zeros((RATE, 2), np.float32), slow, click):
        assert as_a_hit(sound, RATE) is None


def test_loudness_is_that_of_the_standard():
    """BS.1770-4: a full-scale sine of 997 Hz in one channel is -3.01 LKFS."""
    sine = np.sin(2 * np.pi * 997 * np.arange(RATE) / RATE)
    assert loudest(np.stack([sine, 0 * sine], axis=1), RATE) == pytest.approx(-3.01, abs=0.02)
    assert loudest(np.stack([sine, sine], axis=1), RATE) == pytest.approx(0.0, abs=0.02)
    low = np.sin(2 * np.pi * 25 * np.arange(RATE) / RATE)
    assert loudest(np.stack([low, low], axis=1), RATE) < -8
    assert loudest(np.zeros((9, 2)), RATE) == -120
