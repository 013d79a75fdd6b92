"""`flowbend render --spread`: every cell is what its name says, and the page plays them."""

import re
from pathlib import Path

import numpy as np
import pytest
from page_rig import DESK, Tab, chromium
from studio_rig import clip, run, sidecar

from engine.panel import Panel
from engine.store import Events, Store
from engine.studio import grid, thumbnails


@pytest.fixture(autouse=True)
def somewhere_else(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def axis(text: str) -> grid.Axis:
    return grid.axes([text], Panel(Store(), Events(), ("piano", "flute", "choir")))[0]


@pytest.mark.parametrize("text, values", [
    ("rms=-30..-10:3", (-30, -20, -10)), ("rms=-10..-30:2", (-10, -30)),
    ("brightness=100..10000:3", (100, 1000, 10000)), ("steps=1..4:9", (1, 2, 3, 4)),
    ("instrument_a=flute,choir,0", (1, 2, 0)), ("instrument_a=piano..choir:3", (0, 1, 2)),
    ("loop=off,on", (0, 1)), ("rms=-20..-20:4", (-20,)),
])  # fmt: skip
def test_values_lie_on_the_curve_of_their_row(text, values):
    assert axis(text).values == values


def test_names_are_those_of_the_player():
    assert axis("instrument_a=flute,choir").names == ("flute", "choir")
    assert axis("rms=-30..-10:2").names == ("-30 dB", "-10 dB")
    assert len(axis("rms=-30..-10").values) == 6


def test_a_grid_is_a_page_of_clips_that_plays(capsys):
    words = "--seconds 0.4 --steps 1 --no-backing --seed 4 --set notes_mode=free"
    assert run(f"render --out g {words} --spread rms=-30..-10:2 instrument_a=flute,trumpet") == 0
    assert capsys.readouterr().out == "g/index.html: 4 clips\n"
    names = [f"rms_{rms}-dB__instrument_a_{who}.wav" for who in ("flute", "trumpet")
             for rms in ("-30", "-10")]
    assert sorted(p.name for p in Path("g").glob("*.wav")) == sorted(names)
    assert run(f"render --out one.wav {words} --set rms=-30 --set instrument_a=trumpet") == 0
    np.testing.assert_array_equal(clip("one.wav"), clip(f"g/{names[2]}"))
    assert run(f"again g/{names[1]}.json --out b.wav") == 0
    assert Path("b.wav").read_bytes() == (Path("g") / names[1]).read_bytes()
    assert sidecar(f"g/{names[0]}")["seed"] == 4

    text = Path("g/index.html").read_text()
    assert not re.findall(r"(?:src|href|url)[=(]\W*https?:|//[a-z]+\.", text)
    with chromium() as browser:
        tab = Tab(browser, Path("g/index.html").absolute().as_uri(), DESK)
        assert tab.page.locator("figure").count() == 4
        tab.page.locator("figure button").nth(2).click()
        tab.wait("document.querySelectorAll('audio')[2].currentTime > 0.05")
        tab.page.keyboard.press("ArrowLeft")
        tab.wait("document.querySelectorAll('audio')[1].currentTime > 0.05")
        assert tab.page.evaluate("document.querySelectorAll('audio')[2].paused")
        assert tab.page.locator("#typed").text_content() == "--set rms=-10 --set instrument_a=flute"
        assert tab.page.evaluate(
            "[...document.images].every((i) => i.naturalWidth === 360 && i.naturalHeight === 176)"
        )
        assert tab.faults == []


def test_a_picture_shows_where_a_tone_lies_and_how_loud_it_is():
    time = np.arange(48000) / 48000
    sound = np.stack([0.5 * np.sin(2 * np.pi * 1000 * time)] * 2, axis=1)
    sound[24000:] = 0
    found = thumbnails.look(sound.astype(np.float32), 48000)
    row = found.spectrum[:, 90].argmax()
    hertz = 40 * 500 ** ((thumbnails.SPECTRUM - row - 0.5) / thumbnails.SPECTRUM)
    assert hertz == pytest.approx(1000, rel=0.06)
    assert found.spectrum[:, 300].max() == 0 and found.peak == pytest.approx(0.5, abs=1e-3)
    drawn = thumbnails.waveform(found, 1.0)
    assert (drawn[:, 90] == 192).sum() == pytest.approx(thumbnails.WAVE / 2, abs=2)
    assert (drawn[:, 300] == 192).sum() == 0
    from PIL import Image

    Path("a.png").write_bytes(thumbnails.picture(found, 1.0))
    picture = np.asarray(Image.open("a.png").convert("RGB"))
    assert picture.shape == (176, 360, 3)
    assert tuple(picture[0, 0]) == tuple(thumbnails.palette()[0])
