"""Sound files: what goes out comes in again, and what cannot is a sentence that leaves nothing."""

import errno

import numpy as np
import pytest
import soundfile

from engine.parameters import BadValue
from engine.studio import sounds
from engine.studio.sounds import FORMATS, Form


def tone(samples=4800, channels=2, rate=48000):
    time = np.arange(samples)[:, None] / rate
    return (0.4 * np.sin(2 * np.pi * 220 * time + np.arange(channels))).astype(np.float32)


@pytest.mark.parametrize("format", FORMATS)
def test_what_is_written_is_read(format, tmp_path):
    path = tmp_path / f"clip.{FORMATS[format][0].lower()}"
    sounds.write(path, tone(), 48000, Form(format))
    step = {"PCM_16": 2**-15, "PCM_24": 2**-23, "PCM_32": 2**-23, "FLOAT": 1e-9}[FORMATS[format][1]]
    np.testing.assert_allclose(sounds.read(path, 48000), tone(), atol=1.01 * step)
    assert [p.name for p in tmp_path.iterdir()] == [path.name]


@pytest.mark.parametrize("rate", [8000, 44100, 96000, 192000])
def test_any_rate_lasts_as_long(rate, tmp_path):
    sounds.write(tmp_path / "a.wav", tone(), 48000, Form(rate=rate))
    assert soundfile.info(tmp_path / "a.wav").samplerate == rate
    back = sounds.read(tmp_path / "a.wav", 48000)
    assert len(back) == 4800
    np.testing.assert_allclose(back[500:-500], tone()[500:-500], atol=2e-3)


def test_one_channel_is_on_both_sides_and_of_six_none_is_lost(tmp_path):
    soundfile.write(tmp_path / "mono.wav", tone(channels=1), 48000, subtype="FLOAT")
    back = sounds.read(tmp_path / "mono.wav", 48000)
    assert back.shape == (4800, 2) and np.array_equal(back[:, 0], back[:, 1])
    six = np.zeros((100, 6), np.float32)
    for channel in range(6):
        six[:, channel] = 0.1
        soundfile.write(tmp_path / "six.wav", six, 192000, subtype="FLOAT")
        assert np.abs(sounds.read(tmp_path / "six.wav", 48000)).max() > 0
        six[:] = 0


def bad(folder):
    """Files by the words that say what is wrong with them."""
    (folder / "no.wav").write_bytes(b"this is no sound at all")
    soundfile.write(folder / "empty.wav", np.zeros((0, 1)), 48000)
    soundfile.write(folder / "nan.wav", np.array([0.1, np.nan, 0.1]), 48000, subtype="FLOAT")
    soundfile.write(folder / "slow.wav", np.zeros(100), 1000)
    long = folder / "long.flac"
    with soundfile.SoundFile(long, "w", 8000, 1) as file:
        for _ in range(3 * 60):
            file.write(np.zeros(60 * 8000, np.int16))
    return {"no.wav": "cannot be read as sound", "empty.wav": "is empty", "nan.wav": "no numbers",
            "slow.wav": "samples a second", "long.flac": "cut out the part",
            "nowhere.wav": "there is no file", ".": "cannot be read as sound"}


def test_what_cannot_be_read_says_why(tmp_path):
    for name, words in bad(tmp_path).items():
        with pytest.raises(BadValue, match=words):
            sounds.read(tmp_path / name, 48000)


def test_what_cannot_be_written_leaves_what_was_there(tmp_path, monkeypatch):
    good = tmp_path / "good.wav"
    sounds.write(good, tone(), 48000)
    before = good.read_bytes()
    for path, words in (
        (tmp_path / "none" / "a.wav", "no folder"), (tmp_path / "a.mp3", "ends in .wav or .flac"),
        (tmp_path / "folder.wav", "cannot be written"),
    ):
        (tmp_path / "folder.wav").mkdir(exist_ok=True)
        with pytest.raises(BadValue, match=words):
            sounds.write(path, tone(), 48000)
    with pytest.raises(BadValue, match=r"end its name in \.flac"):
        sounds.write(good, tone(), 48000, Form("flac"))

    def full(self, data):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(soundfile.SoundFile, "write", full)
    with pytest.raises(BadValue, match="disk is full"):
        sounds.write(good, tone(), 48000)
    assert good.read_bytes() == before
    assert sorted(p.name for p in tmp_path.iterdir()) == ["folder.wav", "good.wav"]


@pytest.mark.parametrize("form", [{"format": "mp3"}, {"rate": 1}, {"rate": 10**6}])
def test_a_form_that_there_is_not_is_refused(form):
    with pytest.raises(BadValue):
        Form(**form)
