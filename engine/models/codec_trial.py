"""The codec beside what users know: MP3 and Opus on the same clips, by the same judges.

`lame` and `opusenc` (Debian: lame, opus-tools) are needed for the anchors, and left out with a word
where they are missing. Every codec's delay is taken out before anything is measured.
"""

import shutil
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import soundfile
import soxr
from tqdm import tqdm

from engine.instrument import Instrument
from engine.models import judges
from engine.models.performance import Case, reconstruct

RATE = judges.RATE
Coded = Callable[[np.ndarray], np.ndarray]


def mp3(kbit: int) -> Coded:
    """LAME at a constant bit rate; (samples, 2) to the same."""

    def code(audio: np.ndarray) -> np.ndarray:
        with tempfile.TemporaryDirectory() as folder:
            clean, coded, back = (Path(folder) / name for name in ("a.wav", "a.mp3", "b.wav"))
            soundfile.write(clean, audio, RATE)
            _run("lame", "--quiet", "-b", str(kbit), "--cbr", str(clean), str(coded))
            _run("lame", "--quiet", "--decode", str(coded), str(back))
            return aligned(_read(back), audio)

    return code


def opus(kbit: int) -> Coded:
    """libopus at a constant bit rate, in the frames of 20 ms that it uses by itself."""

    def code(audio: np.ndarray) -> np.ndarray:
        with tempfile.TemporaryDirectory() as folder:
            clean, coded, back = (Path(folder) / name for name in ("a.wav", "a.opus", "b.wav"))
            soundfile.write(clean, audio, RATE)
            _run("opusenc", "--quiet", "--hard-cbr", "--bitrate", str(kbit), str(clean), str(coded))
            _run("opusdec", "--quiet", "--rate", str(RATE), str(coded), str(back))
            return aligned(_read(back), audio)

    return code


ANCHORS: dict[str, tuple[str, Coded]] = {
    "MP3 64 kbit/s": ("lame", mp3(64)), "MP3 128 kbit/s": ("lame", mp3(128)),
    "Opus 24 kbit/s": ("opusenc", opus(24)), "Opus 64 kbit/s": ("opusenc", opus(64)),
}


def _run(*words: str) -> None:
    subprocess.run(words, check=True, capture_output=True)


def _read(path: Path) -> np.ndarray:
    audio, rate = soundfile.read(path, dtype="float32", always_2d=True)
    audio = np.repeat(audio, 2, axis=1) if audio.shape[1] == 1 else audio
    return audio if rate == RATE else soxr.resample(audio, rate, RATE)


def aligned(made: np.ndarray, like: np.ndarray, reach: int = 4096) -> np.ndarray:
    """`made` moved by the whole samples, at most `reach`, where it resembles `like` most."""
    a, b = made.mean(axis=1), like.mean(axis=1)
    size = 1 << (len(a) + len(b)).bit_length()
    match = np.fft.irfft(np.fft.rfft(a, size) * np.conj(np.fft.rfft(b, size)), size)
    lags = np.concatenate([np.arange(reach), np.arange(-reach, 0)])
    lag = int(lags[np.argmax(match[lags])])
    moved = made[lag:] if lag >= 0 else np.pad(made, ((-lag, 0), (0, 0)))
    return np.pad(moved, ((0, max(0, len(like) - len(moved))), (0, 0)))[: len(like)]


def measure(
    instrument: Instrument, cases: Sequence[Case], others: Sequence[Case]
) -> dict:
    """Mel distance, SI-SDR, attacks and Frechet distance of our codec and of the anchors.

    Also ours by instrument, and the level that digital silence comes out with.
    """
    reference = judges.embed([case.audio for case in others])
    floor = judges.frechet_distance(judges.embed([case.audio for case in cases]), reference)
    coders: dict[str, Coded] = {"Flowbend": lambda audio: reconstruct(instrument, audio)}
    for name, (program, coded) in ANCHORS.items():
        if shutil.which(program):
            coders[name] = coded
        else:
            print(f"{name} is left out: `apt install lame opus-tools` brings it.")
    rows, ours = {}, {}
    for name, code in coders.items():
        sounds = [code(case.stereo).mean(axis=1) for case in tqdm(cases, name, unit="clip")]
        each = [_figures(case, sound) for case, sound in zip(cases, sounds, strict=True)]
        distance = judges.frechet_distance(judges.embed(sounds), reference)
        shifts = np.concatenate([shift for _, _, shift in each])
        rows[name] = {
            "mel_distance_db": float(np.mean([mel for mel, _, _ in each])),
            "si_sdr_db": float(np.mean([sdr for _, sdr, _ in each])),
            "frechet_over_floor": distance / floor,
            "attack_median_ms": float(np.median(shifts)),
            "attacks_within_5_ms": float(np.mean(shifts <= 5.0)),
        }
        if name == "Flowbend":
            ours = _by_instrument(cases, each)
    silence = reconstruct(instrument, np.zeros((RATE, 2), np.float32))
    level = 10 * np.log10(np.mean(np.square(silence, dtype=np.float64)) + 1e-20)
    return {"clips": len(cases), "coders": rows, "by_instrument": ours,
            "silence_db": float(level)}


def _figures(case: Case, sound: np.ndarray) -> tuple[float, float, np.ndarray]:
    """Mel distance, SI-SDR and how far each attack moved, in ms."""
    audio = case.audio
    times = [note.start for note in case.phrase.notes]
    return (
        judges.mel_distance_db(audio, sound), judges.si_sdr_db(audio, sound),
        judges.attack_shifts_ms(audio, sound, times),
    )


def _by_instrument(cases: Sequence[Case], each: Sequence[tuple]) -> dict[str, dict[str, float]]:
    rows: dict[str, list[tuple[float, float]]] = {}
    for case, (mel, sdr, _) in zip(cases, each, strict=True):
        rows.setdefault(case.phrase.instrument, []).append((mel, sdr))
    return {
        name: {"mel_distance_db": float(np.mean([m for m, _ in own])),
               "si_sdr_db": float(np.mean([s for _, s in own]))}
        for name, own in rows.items()
    }
