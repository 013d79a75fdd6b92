"""Players: the sound is where the phrase says, as high and as hard as it says, on both channels."""

import numpy as np
import pytest
import soundfile
from recordings import RATE, beat, burst

from engine.models import players
from engine.models.instruments import BY_NAME
from engine.models.phrases import CYMBALS, HATS, KICKS, SNARES, TOMS, Note, Phrase
from engine.models.players import Grand, Hits, Soundfont, on_grid, player, rises
from engine.models.sources import SOURCES, NoSource


def phrase(name, notes, seconds=3.0, **fields):
    kind = "loop" if BY_NAME[name].hits == "loop" else "one_shots"
    return Phrase(name, kind, "train", 100, "even", seconds, notes, **fields)


def hertz(audio, start, seconds=0.3):
    """The strongest frequency of a stretch, by a padded transform and a parabola through it."""
    stretch = audio[round(start * RATE) : round((start + seconds) * RATE)]
    stretch = stretch if stretch.ndim == 1 else stretch.mean(1)
    size = 1 << 18
    power = np.log(np.abs(np.fft.rfft(stretch * np.hanning(len(stretch)), size)) + 1e-9)
    peak = int(power[100:].argmax()) + 100
    left, middle, right = power[peak - 1 : peak + 2]
    return (peak + 0.5 * (left - right) / (left - 2 * middle + right)) * RATE / size


def level(audio):
    return 10 * np.log10(np.mean(np.square(audio, dtype=np.float64)) + 1e-12)


def semitones(a, b):
    return 12 * np.log2(a / b)


@pytest.fixture(scope="module")
def fluid(studio):
    """`studio` is asked for because it says what to install."""
    return player("fluid")


@pytest.fixture
def drums(recordings):
    """Hits over one recording of each kind, and the pitch of each."""
    pitches = recordings.one_of_each()
    return Hits(recordings.sounds), pitches


# Soundfonts


@pytest.mark.parametrize("bend", [1.0, -2.0, 0.5])
def test_the_wheel_moves_a_held_note_by_its_semitones(fluid, bend):
    note = [Note(0.1, 2.8, 76, 100)]
    plain, _ = fluid.play(phrase("flute", note))
    moved, _ = fluid.play(phrase("flute", note, bend=[(1.5, bend)]))
    assert hertz(plain, 1.0) == pytest.approx(440 * 2 ** (7 / 12), rel=0.01)
    assert semitones(hertz(moved, 1.0), hertz(plain, 1.0)) == pytest.approx(0, abs=0.02)
    assert semitones(hertz(moved, 1.8), hertz(plain, 1.8)) == pytest.approx(bend, abs=0.1)


def test_the_wheel_acts_when_it_says_and_comes_back(fluid):
    note = [Note(0.1, 2.8, 76, 100)]
    plain, _ = fluid.play(phrase("flute", note))
    moved, _ = fluid.play(phrase("flute", note, bend=[(0.5, 0.0), (1.0, 2.0), (1.6, 0.0)]))
    np.testing.assert_array_equal(moved[: on_grid(1.0)], plain[: on_grid(1.0)])
    assert semitones(hertz(moved, 1.2), hertz(plain, 1.2)) == pytest.approx(2, abs=0.1)
    assert semitones(hertz(moved, 2.0), hertz(plain, 2.0)) == pytest.approx(0, abs=0.02)


def test_a_wheel_from_an_earlier_phrase_is_forgotten(fluid):
    note = [Note(0.1, 1.0, 76, 100)]
    plain, _ = fluid.play(phrase("flute", note, 1.5))
    fluid.play(phrase("flute", note, 1.5, bend=[(0.0, -2.0)]))
    np.testing.assert_array_equal(fluid.play(phrase("flute", note, 1.5))[0], plain)


def test_a_soundfont_plays_the_phrase_as_it_is_in_stereo(fluid):
    asked = phrase("string_ensemble", [Note(0.1, 1.5, 60, 100), Note(0.1, 1.5, 79, 100)], 2.0)
    audio, played = fluid.play(asked)
    assert played == asked
    assert audio.shape == (on_grid(2.0), 2) and audio.dtype == np.float32
    assert audio.std(0).min() > 1e-3 and np.abs(audio[:, 0] - audio[:, 1]).max() > 1e-3


def test_without_fluidsynth_there_is_a_remedy(monkeypatch):
    import sys

    monkeypatch.setitem(sys.modules, "fluidsynth", None)
    with pytest.raises(NoSource, match="apt install libfluidsynth3"):
        Soundfont(SOURCES["fluid"].find())


# The grand piano


@pytest.mark.parametrize("key, root", [(69, 69), (70, 69), (71, 72), (68, 69)])
def test_the_grand_plays_between_its_recorded_keys(recordings, key, root):
    recordings.piano((root,), (8,))
    grand = player("grand", recordings.sounds)
    assert isinstance(grand, Grand)
    asked = phrase("piano", [Note(0.5, 2.0, key, 60)])
    audio, played = grand.play(asked)
    assert played == asked
    assert audio.shape == (on_grid(3.0), 2) and audio.dtype == np.float32
    assert hertz(audio, 0.6) == pytest.approx(440 * 2 ** ((key - 69) / 12), rel=0.002)


def test_the_grand_is_struck_where_it_says_and_damped_when_the_key_comes_up(recordings):
    recordings.piano((60,), (8,))
    audio, _ = player("grand", recordings.sounds).play(phrase("piano", [Note(0.5, 1.0, 60, 60)]))
    first = int(np.argmax(np.abs(audio).max(1) > 0.1 * np.abs(audio).max()))
    assert 0 <= first - on_grid(0.5) <= 0.0015 * RATE
    held, damped = audio[on_grid(0.9) : on_grid(1.0)], audio[on_grid(1.12) : on_grid(1.2)]
    assert level(held) - level(damped) > 20
    assert np.abs(audio[on_grid(1.6) :]).max() < 1e-4


def test_a_harder_key_is_a_louder_recording(recordings):
    layers = {1: 1, 7: 1, 8: 2, 64: 9, 120: 16, 127: 16}  # by velocity
    recordings.piano((60,), tuple(sorted(set(layers.values()))))
    grand = player("grand", recordings.sounds)
    for velocity, layer in layers.items():
        audio, _ = grand.play(phrase("piano", [Note(0.1, 1.0, 60, velocity)], 1.5))
        found = level(audio[on_grid(0.3) : on_grid(0.8), 0])
        assert found == pytest.approx(20 * np.log10(0.05 * layer / 2**0.5), abs=0.5), velocity


# Recorded hits


def test_a_hit_sounds_from_its_label_on_and_as_hard_as_it_says(recordings):
    late = np.concatenate([np.zeros((2000, 2)), burst(100)])  # a recording that begins with nothing
    recordings.one_of_each()
    recordings.hit("bd_one.flac", late)
    times = [0.1, 0.7, 1.3]
    notes = [Note(t, t + 0.2, 36, v) for t, v in zip(times, (100, 50, 127), strict=True)]
    asked = phrase("kick", notes)
    audio, played = Hits(recordings.sounds).play(asked)
    assert played == asked
    assert audio.shape == (on_grid(3.0), 2) and audio.dtype == np.float32
    peaks = []
    for when in times:
        at = on_grid(when)
        stretch = np.abs(audio[at - 480 : at + 9600]).max(1)
        delay = int(np.argmax(stretch > 0.1 * stretch.max())) - 480
        assert 0 <= delay <= 0.0015 * RATE
        peaks.append(stretch.max())
    assert peaks[0] == pytest.approx(0.8, rel=0.01)
    assert peaks[1] / peaks[0] == pytest.approx(0.5**1.5, rel=0.02)
    assert peaks[2] / peaks[0] == pytest.approx(1.27**1.5, rel=0.02)
    assert np.abs(audio[:, 1]).max() == pytest.approx(0.5 * peaks[2], rel=0.02)  # as recorded


def test_a_recording_of_another_rate_or_one_channel_sounds_as_high_and_in_the_middle(recordings):
    recordings.one_of_each()
    t = np.arange(13230) / 44100
    mono = 0.1 * np.cos(2 * np.pi * 1000 * t) * np.exp(-t / 0.2)
    recordings.hit("sn_one.flac", mono, rate=44100)
    audio, _ = Hits(recordings.sounds).play(phrase("snare", [Note(0.1, 0.4, 36, 100)], 1.0))
    np.testing.assert_array_equal(audio[:, 0], audio[:, 1])
    assert hertz(audio, 0.11, 0.2) == pytest.approx(1000, rel=0.002)
    assert np.abs(audio).max() == pytest.approx(0.8, rel=0.01)


@pytest.mark.parametrize("count", [3, 13, 40])
def test_every_key_has_a_hit_and_neighbours_go_through_them_in_order(recordings, count):
    recordings.one_of_each()
    for number in range(count):
        recordings.hit(f"sn_{number:02d}.flac", burst(400 + 40 * number, 0.1))
    (recordings.sounds / SOURCES["scsynth"].path / "sn_one.flac").unlink()
    who, hits = BY_NAME["snare"], Hits(recordings.sounds)
    keys = range(who.low, who.high + 1)
    found = [int(hits._which(who, phrase("snare", []), key).stem[3:]) for key in keys]
    assert found == sorted(found) and found[0] == 0
    assert max(np.diff(found)) <= -(-count // len(keys))
    if count <= len(keys):
        assert set(found) == set(range(count))


def test_a_kit_s_keys_are_drums_of_their_kind(drums):
    hits, pitches = drums
    kinds = {"kick": KICKS, "snare": SNARES, "hat": HATS, "cymbal": CYMBALS, "percussion": TOMS}
    for kind, keys in kinds.items():
        for key in keys:
            asked = phrase("recorded_kit", [Note(0.1, 0.3, key, 100)], 0.6)
            audio, _ = hits.play(asked)
            assert hertz(audio, 0.1, 0.2) == pytest.approx(pitches[kind], rel=0.05), key


def test_voices_are_different_kits_and_the_same_voice_the_same(recordings):
    recordings.one_of_each()
    for number in range(30):
        recordings.hit(f"bd_{number:02d}.flac", burst(60 + 20 * number, 0.1))
    hits, who = Hits(recordings.sounds), BY_NAME["recorded_kit"]
    chosen = [hits._which(who, phrase("recorded_kit", [], voice=v), 36) for v in range(16)]
    assert chosen[:8] == chosen[8:] and len(set(chosen)) == 8


def test_without_a_folder_of_hits_there_is_a_remedy(recordings):
    recordings.one_of_each()
    (recordings.sounds / "audiophob").rmdir()
    with pytest.raises(NoSource, match="apt install hydrogen-drumkits"):
        Hits(recordings.sounds)


# Loops


def test_a_loop_goes_round_and_its_hits_are_its_notes(recordings):
    recordings.one_of_each()
    hits, loop = (0.0, 0.25, 0.4, 0.75), 1.0
    recordings.hit("loop_compus.flac", beat(hits, loop))
    voice = 500  # starts 500 * 37 samples into the loop
    asked = phrase("loop", [Note(0.0, 4.0, 50, 100)], 5.0, voice=voice)
    audio, played = Hits(recordings.sounds).play(asked)
    assert audio.shape == (on_grid(5.0), 2) and audio.dtype == np.float32
    start = voice * 37 / RATE
    np.testing.assert_array_equal(audio[:RATE], audio[2 * RATE : 3 * RATE])
    true = np.array([k * loop + t - start for k in range(6) for t in hits])
    true = true[(true > 0) & (true < 3.95)]
    found = np.array([note.start for note in played.notes])
    assert len(found) == len(true)
    assert np.abs(found - true).max() < 0.002
    assert played.notes == sorted(played.notes, key=lambda note: note.start)
    for note in played.notes:
        assert note.pitch == 50 and 12 <= note.velocity <= 127
        assert note.start < note.end <= 4.0
    assert not np.abs(audio[on_grid(4.0) :]).any()
    rest = {k: v for k, v in played.as_dict().items() if k != "notes"}
    assert rest == {k: v for k, v in asked.as_dict().items() if k != "notes"}


def test_a_soft_loop_is_the_same_notes_struck_softer(drums):
    found = []
    for velocity in (100, 60):
        _, played = drums[0].play(phrase("loop", [Note(0.0, 4.0, 48, velocity)], 5.0, voice=700))
        found.append(played.notes)
    times = [[note.start for note in notes] for notes in found]
    assert times[0] == times[1] and len(times[0]) > 10
    ratios = [b.velocity / a.velocity for a, b in zip(*found, strict=True)]
    assert np.median(ratios) == pytest.approx(0.6**1.5, abs=0.05)


def test_every_loop_has_a_key(recordings):
    recordings.one_of_each()
    for number in range(5):
        recordings.hit(f"loop_c{number}.flac", beat((0.0, 0.1 * (number + 1)), 1.0))
    (recordings.sounds / SOURCES["scsynth"].path / "loop_compus.flac").unlink()
    hits, who = Hits(recordings.sounds), BY_NAME["loop"]
    sounds = {
        hits.play(phrase("loop", [Note(0.0, 1.0, key, 100)], 2.0))[0].tobytes()
        for key in range(who.low, who.high + 1)
    }
    assert len(sounds) == 5


@pytest.mark.parametrize("offset", [0, 60, 120, 180, 239])
def test_a_rise_is_found_to_the_millisecond_wherever_it_falls(offset):
    at = RATE // 2 + offset
    sound = np.zeros(RATE, np.float32)
    sound[at:] = 0.3 * np.sin(2 * np.pi * 500 * np.arange(RATE - at) / RATE)
    for floor in (0.0, 0.01):
        noise = np.random.default_rng(1).normal(0, floor, RATE)
        (found,) = rises(sound + noise, 9.0)
        assert found == pytest.approx(at / RATE, abs=0.001)


def test_a_steady_sound_a_swell_and_silence_do_not_rise():
    t = np.arange(2 * RATE) / RATE
    tone = np.sin(2 * np.pi * 300 * t)
    for sound in (0.3 * tone[RATE // 100 :], np.minimum(t / 2, 0.5) * tone + 0.05 * tone, 0 * t):
        assert [when for when in rises(sound, 9.0) if when > 0.1] == []


def test_what_was_read_once_is_not_read_again(drums):
    """A corpus plays each recording thousands of times."""
    before = players._recording.cache_info().misses
    for _ in range(3):
        drums[0].play(phrase("hat", [Note(0.1, 0.2, 40, 90), Note(0.5, 0.6, 40, 90)], 1.0))
    assert players._recording.cache_info().misses - before == 1


def test_recordings_are_read_as_they_were_written(recordings):
    """That the tests above hear what they wrote."""
    path = recordings.hit("bd_x.flac", burst(200))
    audio, rate = soundfile.read(path)
    assert rate == RATE and np.abs(audio - burst(200)).max() < 1e-4
