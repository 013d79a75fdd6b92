"""The search finds what was put into a sound, at levels that are heard, and nothing else."""

import numpy as np
import pytest
from scenes import Score, cut, perform, values

from engine import glitches
from engine.glitches import HOP, Search
from engine.parameters import DRIVEN, HELD
from engine.store import Event, Kind

AT = 40 * HOP
INSTRUMENTS = {"piano": 0, "organ": 4, "violin": 8, "flute": 17}


def found(audio: np.ndarray, piece: int = 10**9) -> list[glitches.Glitch]:
    search = Search(audio.shape[1])
    pieces = [audio[at : at + piece] for at in range(0, len(audio), piece)]
    return [one for each in pieces for one in search.feed(each)] + search.finish()


def kinds(audio: np.ndarray) -> set[str]:
    """Of the glitches around AT; there are none elsewhere."""
    everything = found(audio)
    assert all(abs(one.sample - AT) <= 2 * HOP for one in everything), everything
    return {one.kind for one in everything}


@pytest.fixture(scope="module", params=INSTRUMENTS.values(), ids=INSTRUMENTS.keys())
def clean(shipped, request) -> np.ndarray:
    """A chord that is held, one of whose keys is struck again; faded in and out."""
    keys = tuple(Event(Kind.NOTE_ON, key, 0.8, at * 512.0)
                 for at, key in ((0, 48), (0, 64), (0, 67), (50, 64)))
    knobs = values(steps=1, guidance=2, notes_mode=DRIVEN, rms_mode=HELD,
                   instrument_a=request.param)
    audio, _ = perform(shipped, Score(knobs, {}, keys), cut(180, 20))
    fade = np.minimum(1, np.minimum(np.arange(len(audio)), np.arange(len(audio))[::-1]) / 4096)
    return audio * fade.astype(np.float32)[:, None]


def level(audio: np.ndarray) -> float:
    return float(np.abs(audio[AT - HOP : AT + HOP]).max())


def test_a_clean_sound_has_none(clean):
    assert level(clean) > 0.01
    assert found(clean) == []


def steepest(audio: np.ndarray, length: int) -> int:
    """A place near AT where what follows `length` samples later does not go on from here: to cut at
    two that happen to be alike is no click."""
    near = np.arange(AT - HOP, AT + HOP)
    return int(near[np.abs(audio[near + length] - audio[near]).max(axis=1).argmax()])


def injected(clean: np.ndarray) -> dict[str, tuple[np.ndarray, set[str]]]:
    """(sound, kinds of which at least one is to be found) for each way to break it."""
    def joined(*parts: np.ndarray) -> np.ndarray:
        return np.concatenate(parts)

    step, spike, gap = clean.copy(), clean.copy(), clean.copy()
    step[AT : AT + 4 * HOP] += 0.1 * level(clean) * np.linspace(1, 0, 4 * HOP)[:, None]
    spike[AT] += 0.1 * level(clean)
    gap[AT : AT + 256] = 0
    spectrum = np.fft.rfft(clean, axis=0)
    turned = np.fft.irfft(spectrum * np.exp(0.5j * np.pi), len(clean), axis=0)
    turned *= np.minimum(1, np.arange(len(clean))[::-1] / 4096)[:, None]  # it rings past the end
    ways = {"a step": (step, {"click"}), "one sample": (spike, {"click"}),
            "a gap": (gap, {"gap"}),
            "a phase jump": (joined(clean[:AT], turned[AT:].astype(np.float32)), {"click"})}
    for length in (64, 256, 1024):
        at = steepest(clean, length)
        ways[f"{length} dropped"] = (joined(clean[:at], clean[at + length :]), {"click"})
        ways[f"{length} repeated"] = (
            joined(clean[: at + length], clean[at:]), {"repeat"}
        )
    return ways


def test_what_is_put_in_is_found(clean):
    missed = [way for way, (audio, wanted) in injected(clean).items() if not kinds(audio) & wanted]
    # A struck key may hide what happens in the same instant, from the ear too.
    assert len(missed) <= 1, missed


def test_pieces_of_any_size_are_the_same_search(clean):
    broken = np.tile(injected(clean)["a phase jump"][0], (3, 1))
    whole = found(broken)
    assert len({one.sample // len(clean) for one in whole}) == 3
    for piece in (1000, 4097, 48000):
        assert [(one.kind, one.sample) for one in found(broken, piece)] == [
            (one.kind, one.sample) for one in whole
        ]


def test_noise_silence_and_a_slow_fade_have_none():
    rng = np.random.default_rng(1)
    noise = 0.1 * rng.standard_normal((100 * HOP, 2)).astype(np.float32)
    faded = noise * np.clip(np.abs(np.arange(len(noise)) - 50 * HOP) / (20 * HOP) - 0.5, 0, 1)[
        :, None
    ].astype(np.float32)
    edge = np.minimum(1, np.minimum(np.arange(len(noise)), np.arange(len(noise))[::-1]) / 4096)
    for audio in (noise, faded, np.zeros_like(noise)):
        assert found(audio * edge[:, None].astype(np.float32)) == []
