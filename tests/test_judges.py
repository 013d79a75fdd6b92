"""The judges, on sounds whose answer is known beforehand."""

import contextlib
import itertools
import shutil
from pathlib import Path

import numpy as np
import pytest

for package in ("torch", "librosa", "mir_eval", "soxr", "sklearn", "swift_f0"):
    pytest.importorskip(package, reason="pip install -e '.[evaluate]'")

from scipy import signal  # noqa: E402

from engine.models import evaluate, judges, musicnn  # noqa: E402
from engine.models.classifier import Classifier  # noqa: E402

RATE, HOP = judges.RATE, judges.HOP
SOUNDFONT = Path("/usr/share/sounds/sf2/FluidR3_GM.sf2")


def seconds(length: float) -> np.ndarray:
    return np.arange(round(length * RATE)) / RATE


def tone(pitch: float, length: float, partials: int = 6) -> np.ndarray:
    hertz = 440 * 2 ** ((pitch - 69) / 12)
    t = seconds(length)
    voices = [np.sin(2 * np.pi * k * hertz * t) / k for k in range(1, partials + 1)]
    return (0.2 * np.sum(voices, axis=0) * np.minimum(1, t / 0.01)).astype(np.float32)


def noise(length: float, seed: int = 0, level: float = 0.1) -> np.ndarray:
    return np.random.default_rng(seed).normal(0, level, round(length * RATE)).astype(np.float32)


def filtered(audio: np.ndarray, hertz: float, kind: str = "lowpass") -> np.ndarray:
    sos = signal.butter(6, hertz, kind, fs=RATE, output="sos")
    return signal.sosfilt(sos, audio).astype(np.float32)


def bursts(times: list[float], length: float) -> np.ndarray:
    """Short hits, each with its own decay, at known times."""
    audio = np.zeros(round(length * RATE), np.float32)
    for i, time in enumerate(times):
        hit = noise(0.1, seed=i, level=0.3) * np.exp(-seconds(0.1) / 0.02)
        at = round(time * RATE)
        audio[at : at + len(hit)] += hit[: len(audio) - at]
    return audio.astype(np.float32)


# Loudness


def ramp() -> tuple[np.ndarray, np.ndarray]:
    """Three seconds of 1 kHz growing from -50 to -10 dB RMS, and the curve on the latent grid."""
    t = seconds(3)
    db = np.interp(t, (0, 3), (-50, -10))
    audio = np.sqrt(2) * 10 ** (db / 20) * np.sin(2 * np.pi * 1000 * t)
    return audio.astype(np.float32), db[::HOP][: len(audio) // HOP]


def test_a_gain_ramp_has_the_loudness_it_was_given():
    audio, asked = ramp()
    assert judges.loudness_curve(audio).shape == asked.shape
    found = judges.compare_loudness(asked, audio)
    assert found.correlation > 0.999 and found.error < 0.1


def test_half_the_amplitude_is_six_decibels_of_error_and_still_follows():
    audio, asked = ramp()
    found = judges.compare_loudness(asked, audio / 2)
    assert found.correlation > 0.999 and found.error == pytest.approx(6.02, abs=0.1)
    same = judges.compare_loudness(None, audio / 2, reference_audio=audio)
    assert same.error == pytest.approx(6.02, abs=0.01)


def test_loudness_error_counts_only_what_was_asked_to_be_heard():
    audio, asked = ramp()
    half = len(asked) // 2
    asked = np.where(np.arange(len(asked)) < half, -70.0, asked)
    error = judges.compare_loudness(asked, audio).error
    assert error < 0.1, "below -60 dB the sound was 20 to 40 dB too loud, which is not counted"


def test_silence_is_at_the_floor_and_has_no_correlation():
    silent = np.zeros(RATE, np.float32)
    assert (judges.loudness_curve(silent) == judges.FLOOR_DB).all()
    assert len(judges.loudness_curve(silent, hop_s=0.01)) == 100
    assert np.isnan(judges.compare_loudness(None, silent, silent)).all()


def test_a_loudness_value_covers_its_own_latent_and_the_one_before():
    audio = np.where(np.arange(40 * HOP) >= 20 * HOP, 0.1, 0).astype(np.float32)
    curve = judges.loudness_curve(audio)
    assert (curve[:20] == judges.FLOOR_DB).all()
    assert curve[20] == pytest.approx(-23.01, abs=0.01), "half of its window sounds"
    assert np.allclose(curve[21:], -20, atol=0.01)


def test_asked_for_in_two_ways_or_at_another_length_is_refused():
    audio, asked = ramp()
    with pytest.raises(ValueError, match="either asked_db or reference_audio"):
        judges.compare_loudness(asked, audio, audio)
    with pytest.raises(ValueError, match="either asked_db or reference_audio"):
        judges.compare_loudness(None, audio)
    with pytest.raises(ValueError, match="latents"):
        judges.compare_loudness(asked[:-5], audio)


# Onsets


def test_every_click_is_heard_once_and_in_time():
    times = [0.0, 0.5, 0.9, 1.4, 1.52, 2.3]
    heard = judges.onset_times(bursts(times, 3))
    assert len(heard) == len(times)
    assert np.abs(heard - times).max() < 0.025
    assert judges.onset_f1(times, bursts(times, 3)) == 1.0


def test_late_missing_and_added_onsets_cost_what_they_should():
    times = [0.5, 1.0, 1.5, 2.0]
    assert judges.onset_f1(times, bursts([t + 0.1 for t in times], 3)) == 0.0
    assert judges.onset_f1(times, bursts(times[:2], 3)) == pytest.approx(2 / 3)
    assert judges.onset_f1(times, bursts([*times, 2.5], 3)) == pytest.approx(8 / 9)


def test_a_strummed_chord_is_one_onset_and_silence_none():
    assert judges.onset_f1([0.5, 0.51, 0.53, 1.0], bursts([0.5, 1.0], 2)) == 1.0
    silent = np.zeros(RATE, np.float32)
    assert judges.onset_f1([0.5], silent) == 0.0
    assert np.isnan(judges.onset_f1([], silent))
    assert judges.onset_f1([], bursts([0.5], 1)) == 0.0


# Brightness


def steps_of_noise(cutoffs: list[float], seed: int) -> np.ndarray:
    parts = [filtered(noise(0.4, seed=seed + i), hertz) for i, hertz in enumerate(cutoffs)]
    return np.concatenate(parts)


def test_noise_filtered_alike_is_equally_bright_though_no_sample_is_the_same():
    cutoffs = [500, 2000, 8000, 1000, 4000, 700]
    reference = steps_of_noise(cutoffs, seed=0)
    alike = judges.brightness_correlation(reference, steps_of_noise(cutoffs, seed=50))
    against = judges.brightness_correlation(reference, steps_of_noise(cutoffs[::-1], seed=50))
    assert alike.correlation > 0.95 and alike.error < 2.5
    assert against.correlation < 0.3 and against.error > 10


def test_brightness_an_octave_up_is_twelve_semitones_and_silence_does_not_count():
    t = seconds(2)
    cycles = np.cumsum(np.interp(t, (0, 2), (1000, 2000))) / RATE
    gate = (t > 0.5).astype(np.float32)
    sweep, octave = (
        (0.3 * gate * np.sin(2 * np.pi * k * cycles)).astype(np.float32) for k in (1, 2)
    )
    found = judges.brightness_correlation(sweep, octave)
    assert found.error == pytest.approx(12, abs=0.2) and found.correlation > 0.99
    assert np.isnan(judges.brightness_correlation(sweep, 0 * sweep)).all()


# Pitch


def test_right_pitch_counts_right_notes_wrong_notes_and_octaves():
    pitches = [60, 64, 67, 57, 72]
    audio = np.concatenate([tone(p, 0.4) for p in pitches])
    notes = [(0.4 * i, 0.4 * i + 0.4, p) for i, p in enumerate(pitches)]
    assert judges.right_pitch(notes, audio) == (1.0, 1.0, 5)
    shifted = [(a, b, p + d) for (a, b, p), d in zip(notes, (0, 1, 12, 0.4, -12), strict=True)]
    assert judges.right_pitch(shifted, audio) == (0.4, 0.8, 5)


def test_a_note_that_is_not_there_is_wrong_and_one_beyond_hearing_is_left_out():
    audio = np.concatenate([tone(60, 0.5), np.zeros(RATE // 2, np.float32)])
    assert judges.right_pitch([(0, 0.5, 60), (0.5, 1.0, 60)], audio) == (0.5, 0.5, 2)
    assert judges.right_pitch([(0, 0.5, 60), (0.5, 1.0, 28)], audio) == (1.0, 1.0, 1)
    assert judges.right_pitch([(0.3, 0.301, 60)], audio).right == 1.0, "shorter than one step"
    assert np.isnan(judges.right_pitch([], audio).right)


# Classifier


def band(kind: str, seed: int) -> np.ndarray:
    """Four seconds of one of three very different instruments, at a random pitch and level."""
    rng = np.random.default_rng(seed)
    pitch, level = rng.uniform(45, 65), 10 ** (rng.uniform(-20, 0) / 20)
    if kind == "hiss":
        audio = noise(4, seed)
    else:
        partials = 2 if kind == "dull" else 20
        audio = np.concatenate([tone(pitch + i, 0.5, partials) for i in range(8)])
    return (level * audio + noise(4, seed, 1e-5)).astype(np.float32)


@pytest.mark.parametrize("kinds", [("dull", "hiss"), ("bright", "dull", "hiss")])
def test_the_classifier_tells_instruments_apart_at_any_loudness(kinds):
    labels = list(kinds) * 10
    judge = Classifier().fit([band(k, i) for i, k in enumerate(labels)], labels)
    new = [band(k, 100 + i) for i, k in enumerate(labels)]
    assert judge.accuracy(new, labels) == 1.0
    assert judge.accuracy([x / 8 for x in new], labels) == 1.0
    assert judge.accuracy(new, labels[1:] + labels[:1]) == 0.0


def test_confusion_has_a_row_for_what_was_asked_and_a_column_for_silence():
    labels = ["dull", "hiss"] * 3
    judge = Classifier().fit([band(k, i) for i, k in enumerate(labels)], labels)
    sounds = [band("dull", 50), band("hiss", 51), np.zeros(RATE, np.float32)]
    counts, names = judge.confusion(sounds, ["dull", "dull", "hiss"])
    assert names == ("dull", "hiss")
    assert counts.tolist() == [[1, 1, 0], [0, 0, 1]]


def test_a_classifier_that_cannot_know_says_so():
    with pytest.raises(ValueError, match="call fit"):
        Classifier().predict([noise(1)])
    with pytest.raises(ValueError, match="two instruments"):
        Classifier().fit([noise(1), np.zeros(RATE, np.float32)], ["a", "b"])


# Distances


def gaussian(rows: int, seed: int, columns: int = 20) -> np.ndarray:
    """Rows whose sample mean is exactly 0 and sample covariance exactly the identity."""
    raw = np.random.default_rng(seed).normal(size=(rows, columns))
    raw -= raw.mean(0)
    return raw @ np.linalg.inv(np.linalg.cholesky(np.cov(raw.T))).T


def test_frechet_distance_of_known_gaussians():
    a, b = gaussian(300, 0), gaussian(200, 1)
    assert judges.frechet_distance(a, a) == pytest.approx(0, abs=1e-9)
    assert judges.frechet_distance(a, b) == pytest.approx(0, abs=1e-9)
    assert judges.frechet_distance(a, b + 0.5) == pytest.approx(20 * 0.25)
    assert judges.frechet_distance(a, 3 * b) == pytest.approx(20 * (3 - 1) ** 2)


def test_frechet_distance_grows_with_noise_also_where_rows_are_few():
    rng = np.random.default_rng(0)
    a = rng.normal(size=(60, 200)) @ rng.normal(size=(200, 200))
    grown = [judges.frechet_distance(a, a + s * rng.normal(size=a.shape)) for s in (0, 1, 3, 9)]
    assert grown[0] == pytest.approx(0, abs=1e-6)
    assert all(x < y for x, y in itertools.pairwise(grown))
    assert judges.frechet_distance(a, 2 * a + 1) == pytest.approx(
        judges.frechet_distance(2 * a + 1, a)
    )


@pytest.mark.parametrize("wrong", [np.zeros((1, 5)), np.zeros((9, 4)), np.full((9, 5), np.nan)])
def test_frechet_distance_refuses_what_has_no_covariance(wrong):
    with pytest.raises(ValueError, match=r"rows|finite"):
        judges.frechet_distance(np.ones((9, 5)), wrong)


def test_mel_distance_measures_gain_and_hears_the_top_octave():
    reference = noise(2)
    assert judges.mel_distance_db(reference, reference) == 0.0
    assert judges.mel_distance_db(reference, reference / 2) == pytest.approx(6.02, abs=0.01)
    dull, duller = (judges.mel_distance_db(reference, filtered(reference, f)) for f in (1e4, 4e3))
    assert 1 < dull < duller < 80
    assert judges.mel_distance_db(reference, 0 * reference) < 80


def test_si_sdr_of_known_mixtures():
    t = seconds(1)
    wanted, other = np.sin(2 * np.pi * 440 * t), np.cos(2 * np.pi * 440 * t)
    for db in (-10, 0, 20):
        mixed = wanted + 10 ** (-db / 20) * other
        assert judges.si_sdr_db(wanted, mixed) == pytest.approx(db, abs=0.01)
        assert judges.si_sdr_db(wanted, 0.1 * mixed) == pytest.approx(db, abs=0.01)
    assert judges.si_sdr_db(wanted, wanted) == 100.0
    assert judges.si_sdr_db(wanted, -3 * wanted) == 100.0
    assert judges.si_sdr_db(wanted, 0 * wanted) == -100.0


def test_sounds_that_cannot_be_judged_are_refused():
    good, silent = noise(1), np.zeros(RATE, np.float32)
    for judge in (judges.mel_distance_db, judges.si_sdr_db):
        with pytest.raises(ValueError, match="silent"):
            judge(silent, good)
        with pytest.raises(ValueError, match="one length"):
            judge(good, good[:-1])
    with pytest.raises(ValueError, match="one channel"):
        judges.loudness_curve(np.zeros((RATE, 2), np.float32))
    with pytest.raises(ValueError, match="float"):
        judges.onset_times(np.zeros(RATE, np.int16))
    with pytest.raises(ValueError, match="finite"):
        judges.loudness_curve(np.full(RATE, np.nan, np.float32))
    with pytest.raises(ValueError, match="hop_s"):
        judges.loudness_curve(good, hop_s=0.0)


# musicnn


@pytest.fixture(scope="module")
def listen() -> musicnn.Musicnn:
    pytest.importorskip("musicnn", reason=musicnn.INSTALL)
    return musicnn.load()


@pytest.fixture
def package(tmp_path: Path, listen) -> Path:
    """A copy of the package's files that a test may damage."""
    spec = musicnn.importlib.util.find_spec("musicnn")
    source = Path(spec.submodule_search_locations[0])
    shutil.copy(source / "configuration.py", tmp_path)
    (tmp_path / "MTT_musicnn").mkdir()
    for ending in musicnn.SHA256:
        shutil.copy(source / "MTT_musicnn" / ending, tmp_path / "MTT_musicnn")
    return tmp_path


def plucked_scale() -> np.ndarray:
    """Eight seconds at 16 kHz: a sine that steps up a semitone and dies away twice a second."""
    t = np.arange(16000 * 8) / 16000
    hertz = 220 * 2 ** (np.floor(t * 2) / 12)
    audio = 0.3 * np.sin(2 * np.pi * np.cumsum(hertz) / 16000) * np.exp(-3 * (t * 2 % 1))
    return audio.astype(np.float32)


def test_musicnn_answers_as_the_package_does_under_tensorflow(listen):
    # Measured once with tensorflow-cpu 2.15.1 and musicnn 0.1.0, hop 92 mel steps. The package
    # rounds mel power to float16, hence the tolerance; on equal mel the two agree to 2e-6.
    heard = listen(plucked_scale(), hop_s=92 * 256 / 16000)
    assert heard.embedding.shape == (4, 200) and heard.tags.shape == (4, 50)
    tags = [listen.tag_names.index(name) for name in ("flute", "slow", "quiet", "guitar")]
    expected = [
        [0.36190, 0.24618, 0.19441, 0.07281],
        [0.38841, 0.22833, 0.18228, 0.05818],
        [0.50450, 0.24062, 0.18497, 0.03975],
        [0.34881, 0.24712, 0.19812, 0.02783],
    ]
    np.testing.assert_allclose(heard.tags[:, tags], expected, atol=2e-4)
    first = [-0.079952, -0.032879, -0.092263, -0.186058, -0.078703, -0.170036, -0.105751, 0.585065]
    np.testing.assert_allclose(heard.embedding[0, :8], first, atol=1e-3)


def test_musicnn_knows_a_violin_and_drums(listen):
    fluidsynth = pytest.importorskip("fluidsynth", reason="pip install pyfluidsynth")
    if not SOUNDFONT.is_file():
        pytest.skip(f"no {SOUNDFONT}: apt install fluid-soundfont-gm")
    synth = fluidsynth.Synth(gain=0.4, samplerate=16000.0)
    font = synth.sfload(str(SOUNDFONT))
    for tag, bank, program, keys in (("violin", 0, 40, (67, 71, 74)), ("drums", 128, 0, (36, 38))):
        synth.program_select(0, font, bank, program)
        parts = []
        for i in range(10):
            synth.noteon(0, keys[i % len(keys)], 100)
            parts.append(synth.get_samples(16000 * 4 // 10))
            synth.noteoff(0, keys[i % len(keys)])
        audio = np.concatenate(parts).reshape(-1, 2).mean(1).astype(np.float32) / 32768
        likely = listen(audio).tags.mean(0)
        assert listen.tag_names[int(likely.argmax())] == tag
    synth.delete()


def test_embed_gives_one_row_for_each_window_of_each_sound(listen):
    sound = noise(6)
    rows = judges.embed([sound, sound / 2], hop_s=1.5)
    assert rows.shape == (2 * 3, 200) and np.isfinite(rows).all()
    with pytest.raises(ValueError, match=r"musicnn hears 2\.99 s"):
        judges.embed([noise(2)])


def test_frechet_distance_tells_tones_from_noise(listen):
    tones = [np.concatenate([tone(p + i, 0.5) for i in range(8)]) for p in range(40, 64, 4)]
    here, there = judges.embed(tones[::2]), judges.embed(tones[1::2])
    hiss = judges.embed([noise(4, seed) for seed in range(3)])
    assert judges.frechet_distance(here, hiss) > 3 * judges.frechet_distance(here, there)


@pytest.mark.parametrize("ending", list(musicnn.SHA256))
def test_a_damaged_checkpoint_is_not_used(package, ending):
    musicnn.load(package)
    file = package / "MTT_musicnn" / ending
    whole = bytearray(file.read_bytes())
    whole[len(whole) // 2] ^= 1
    file.write_bytes(whole)
    with pytest.raises(ValueError, match=r"damaged or of another release.*pip install"):
        musicnn.load(package)
    file.unlink()
    with pytest.raises(FileNotFoundError, match="pip install --no-deps musicnn"):
        musicnn.load(package)


def test_the_reader_itself_refuses_what_does_not_hold_together(package):
    folder = package / "MTT_musicnn"
    index, data = folder / ".index", folder / ".data-00000-of-00001"
    whole, numbers = index.read_bytes(), data.read_bytes()
    assert musicnn.read_checkpoint(folder)["conv2d/kernel"].shape == (7, 38, 1, 204)
    data.write_bytes(numbers[: len(numbers) // 2])
    with pytest.raises(ValueError, match="cut short"):
        musicnn.read_checkpoint(folder)
    data.write_bytes(numbers)
    for broken in (b"", whole[:-20], whole[100:], b"\0" * len(whole)):
        index.write_bytes(broken)
        with pytest.raises(ValueError, match=r"damaged|cut short"):
            musicnn.read_checkpoint(folder)
    rng = np.random.default_rng(0)
    for place in rng.integers(len(whole), size=60):
        flipped = bytearray(whole)
        flipped[place] ^= 1 << int(rng.integers(8))
        index.write_bytes(flipped)
        with contextlib.suppress(ValueError):  # the only error a damaged file may end in
            musicnn.read_checkpoint(folder)


def test_a_missing_package_says_how_to_get_it(monkeypatch):
    monkeypatch.setattr(musicnn.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(ModuleNotFoundError, match="pip install --no-deps musicnn"):
        musicnn.load()


def test_an_instrument_alone_is_judged_without_who_plays(monkeypatch):
    """Nobody can be told apart from nobody; everything else has its figure."""
    monkeypatch.setattr(evaluate, "roster", lambda folder: ("only one",))
    monkeypatch.setattr(evaluate.judges, "embed", lambda sounds: np.ones((4, 2)))
    panel = evaluate.Panel(Path("nowhere"), [], [])
    assert panel.classifier is None
    row = {key: 0.5 for _, key, _ in evaluate._COLUMNS} | {"instrument_named_right": np.nan}
    text = evaluate.table({"real": row, "codec": row, "played": []})
    assert "nan" not in text and "0.500" in text
