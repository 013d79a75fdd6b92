"""What was asked against what the sound does: the same figures as an independent measure has."""

import librosa
import numpy as np
import pytest
from scenes import values

from engine import render
from engine.controls import Controls
from engine.follow import BEHIND, Follow
from engine.meters import Meters
from engine.parameters import DRIVEN, HELD, INDEX
from engine.performer import Performer
from engine.store import Event, Events, Kind, Store

HOP, RATE = 512, 48000


def rms_db(sound: np.ndarray) -> float:
    """librosa's, over the last two latents."""
    last = np.ascontiguousarray(sound[-2 * HOP :])
    rms = librosa.feature.rms(y=last, frame_length=2 * HOP, hop_length=2 * HOP, center=False)
    return float(20 * np.log10(rms[0, 0]))


def centroid_hz(sound: np.ndarray) -> float:
    last = np.ascontiguousarray(sound[-2 * HOP :])
    power = np.abs(librosa.stft(last, n_fft=2 * HOP, hop_length=2 * HOP, center=False)) ** 2
    hertz = librosa.fft_frequencies(sr=RATE, n_fft=2 * HOP)
    band = (hertz >= 40) & (hertz <= 16000)
    return float(librosa.feature.spectral_centroid(S=power[band], freq=hertz[band])[0, 0])


def test_the_meters_agree_with_librosa_on_what_goes_out(shipped):
    """RMS within 0.5 dB and brightness within a semitone, whatever the player's gain."""
    store, events, meters = Store(), Events(), Meters()
    store.set_many({"steps": 1, "gain": -9, "instrument_a": 4, "rms": -20.0}, "test")
    performer = Performer(shipped, store, events, meters, 2)
    played, compared = [], 0
    for number in range(42):
        if number == 20:
            store.set("gain", -15, "test")
        played.append(performer.block().mean(axis=1))
        sound, found = np.concatenate(played), meters.read()
        glides = number in range(20, 34)
        if number % 2 == 0 or found["got_brightness"] is None or glides:
            continue
        compared += 1
        gain = -9 if number < 20 else -15
        assert found["got_rms"] == pytest.approx(rms_db(sound) - gain, abs=0.5)
        semitones = 12 * np.log2(found["got_brightness"] / centroid_hz(sound))
        assert abs(semitones) < 1
        assert 0 <= found["got_noisiness"] <= 1
    assert compared >= 10


class Exact:
    """A model that does at once, and to the letter, what is asked: of loudness."""

    def __init__(self) -> None:
        self.rng = np.random.default_rng(1)

    def play(self, rms: np.ndarray) -> np.ndarray:
        """(T,) dB to (T * HOP, 2) samples."""
        level = np.repeat(10 ** (rms / 20), HOP)[:, None]
        return (level * self.rng.normal(size=(len(rms) * HOP, 1)) * [1, 1]).astype(np.float32)


def asked_for(rms: np.ndarray, events: tuple[Event, ...] = ()):
    knobs = values(rms_mode=DRIVEN, onset_mode=DRIVEN)
    return render.ask(Controls(knobs, events, {"rms": rms}), render.Hands(), len(rms), HOP, RATE)[0]


def test_what_was_asked_is_the_sound_s_own():
    """A step that is asked for is shown no later than the sound that it shaped, and not before."""
    follow, player = Follow(HOP, RATE), Exact()
    curve = np.where(np.arange(160) // 16 % 2, -10.0, -40.0)
    pairs = []
    for at in range(0, 160, 2):
        rms = curve[at : at + 2]
        found = follow.block(player.play(rms), asked_for(rms))
        if found and at > 4:
            pairs.append((found["asked_rms"], found["got_rms"]))
            assert found["asked_rms"] == pytest.approx(curve[at + 1 - BEHIND], abs=1e-4)
    asked, got = np.array(pairs).T
    assert len(pairs) >= 38
    assert np.mean(np.abs(asked - got) < 1.5) > 0.8


def test_twenty_times_a_second_and_attacks_are_counted():
    follow, player, looks, found = Follow(HOP, RATE), Exact(), 0, {}
    for block in range(188):  # four seconds
        rms = np.full(2, -60.0)
        struck: tuple[Event, ...] = ()
        if block % 12 == 0:
            rms[:], struck = -10.0, (Event(Kind.ONSET, 0.8),)
        now = follow.block(player.play(rms), asked_for(rms, struck))
        looks, found = looks + bool(now), now or found
    assert 18 <= looks / 4 <= 25
    assert found["asked_onsets"] == pytest.approx(48000 / 1024 / 12, abs=0.6)
    assert found["got_onsets"] == pytest.approx(found["asked_onsets"], abs=0.6)


def test_what_nobody_asks_is_unknown(shipped):
    knobs = values(steps=1, rms_mode=HELD)
    audio, _, asked = render.step(shipped, render.State(), Controls(knobs), 4)
    found = Follow(HOP, RATE).block(audio, asked)
    assert found["asked_rms"] == pytest.approx(knobs[INDEX["rms"]], abs=0.01)
    for lane in ("brightness", "noisiness", "pitch", "onsets"):
        assert found[f"asked_{lane}"] is None
    knobs = values(steps=1, notes_mode=DRIVEN)
    one = (Event(Kind.NOTE_ON, 64, 0.7),)
    audio, _, asked = render.step(shipped, render.State(), Controls(knobs, one), 4)
    assert Follow(HOP, RATE).block(audio, asked)["asked_pitch"] == 64
