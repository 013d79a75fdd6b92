"""Curves are read or refused with their line; a script plays them over the backing; files come."""

import numpy as np
import pytest
import soundfile
from scenes import cut, values

from engine import offline, render
from engine.controls import CURVE_LANES, Controls
from engine.first_minute import first_minute
from engine.offline import Script, read_curve
from engine.parameters import DRIVEN, FREE, HELD, INDEX, BadValue
from engine.store import Event, Kind
from engine.take import Take, defaults

HOP, RATE = 512, 48000


@pytest.fixture
def csv(tmp_path):
    """csv(text) is a file that holds it."""

    def write(text: str | bytes):
        path = tmp_path / "curve.csv"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write


@pytest.mark.parametrize("text", [
    "0,-40\n1.5,-12\n", "seconds,value\n0,-40\n1.5,-12\n", "0,-40\r\n1.5,-12",
    "\n0,-40\n\n1.5,-12\n", " 0 , -40 \n1.5, -1.2e1\n", "\ufeffseconds,value\n0,-40\n1.5,-12\n",
    "\ufeff0,-40\n1.5,-12\n",
])  # fmt: skip
def test_a_curve_is_read(csv, text):
    assert read_curve("rms", csv(text)) == [(0.0, -40.0), (1.5, -12.0)]


@pytest.mark.parametrize("text, line", [
    ("0,-40\n1,loud\n", 2), ("0,-40\n1\n", 2), ("0,-40\n1,-20,3\n", 2), ("0;-40\n1;-20\n", 2),
    ("0,-40\n-1,-20\n", 2), ("0,-40\n2,-20\n1,-20\n", 3), ("0,-40\nnan,-20\n", 2),
    ("0,-40\ninf,-20\n", 2), ("t,v\n0,-40\nt,v\n", 3), ("0,-40\n1,5\n", 2), ("0,-40\n1,nan\n", 2),
    ("0,-61\n", 1), ("-1,-20\n", 1),
])  # fmt: skip
def test_a_bad_curve_is_refused_with_its_line(csv, text, line):
    path = csv(text)
    with pytest.raises(BadValue) as refusal:
        read_curve("rms", path)
    assert f"{path}, line {line}: " in str(refusal.value)


@pytest.mark.parametrize("text", ["", "\n\n", "seconds,value\n"])
def test_a_curve_without_points_is_refused(csv, text):
    with pytest.raises(BadValue, match="has no points; write one seconds,value pair per line"):
        read_curve("rms", csv(text))


@pytest.mark.parametrize("text", [b"\xff\xfe0,1", b"0,\x00\n1,1", b'0,"' + b"1" * 200_000])
def test_what_is_no_text_is_no_curve(csv, text):
    with pytest.raises(BadValue, match=r"curve\.csv"):
        read_curve("rms", csv(text))


def test_a_curve_that_is_not_there(tmp_path):
    for path in (tmp_path / "none.csv", tmp_path):
        with pytest.raises(BadValue, match="cannot be read"):
            read_curve("rms", path)


@pytest.mark.parametrize("lane", ["notes", "gain", "", "RMS"])
def test_only_lanes_have_curves(csv, lane):
    with pytest.raises(BadValue, match="there is no lane"):
        read_curve(lane, csv("0,0\n"))


# A script


def run(script, sizes):
    return [script.block(latents) for latents in sizes]


def test_a_curve_drives_its_lane_between_its_points_and_holds_its_ends(shipped):
    script = Script(shipped, None, {}, {"rms": [(0.1, -40.0), (0.3, -20.0)]})
    (controls,) = run(script, [60])
    assert controls.values[INDEX["rms_mode"]] == DRIVEN
    times = (np.arange(60) + 0.5) * HOP / RATE
    np.testing.assert_allclose(controls.curves["rms"], np.interp(times, (0.1, 0.3), (-40, -20)))
    assert list(controls.curves) == ["rms"]


@pytest.mark.parametrize("size", [1, 2, 6, 50])
def test_curves_and_attacks_do_not_know_how_time_is_cut(shipped, size):
    attacks = [(0.0, 0.9), (0.2134, 0.5), (0.2134, 0.4), (1.0, 0.3), (1.5, 0.8), (99.0, 1.0)]
    points = [(0.0, 0.0), (0.7, 1.0), (2.0, 0.3)]

    def heard(sizes):
        blocks = run(Script(shipped, None, {}, {"onset": attacks, "noisiness": points}), sizes)
        starts = np.cumsum([0, *sizes])
        placed = [(start * HOP + e.offset, e.a)
                  for start, block in zip(starts, blocks, strict=False) for e in block.events]
        return np.concatenate([block.curves["noisiness"] for block in blocks]), placed

    curve, placed = heard(cut(200, size))
    whole, expected = heard([200])
    np.testing.assert_allclose(curve, whole, rtol=1e-12)
    np.testing.assert_allclose(placed, expected, atol=1e-6)
    np.testing.assert_allclose(placed, [(when * RATE, a) for when, a in attacks[:-1]], atol=1e-6)


def test_attacks_are_events_of_a_driven_lane(shipped):
    (controls,) = run(Script(shipped, None, {}, {"onset": [(0.01, 0.7)]}), [4])
    assert controls.values[INDEX["onset_mode"]] == DRIVEN
    assert controls.curves == {}
    ((kind, strength, _, offset),) = controls.events
    assert (kind, strength, offset) == (Kind.ONSET, 0.7, pytest.approx(480))


def test_settings_win_over_the_backing_and_touch_holds(shipped):
    backing = Take(4, 2, values=[(0, {"gain": -3.0, "morph": 0.5, "rms_mode": 0.0})])
    script = Script(shipped, backing, {"gain": -9.0, "rms": -30.0}, {})
    for controls in run(script, [2, 2, 2]):
        found = {id: controls.values[INDEX[id]] for id in ("gain", "morph", "rms", "rms_mode")}
        assert found == {"gain": -9, "morph": 0.5, "rms": -30, "rms_mode": HELD}


def test_a_setting_says_who_decides_a_lane(shipped):
    (controls,) = run(Script(shipped, None, {"rms_mode": FREE}, {"rms": [(0, -20)]}), [2])
    assert controls.values[INDEX["rms_mode"]] == FREE


def test_the_backing_loops_and_its_absence_is_the_defaults(shipped):
    backing = Take(2, 2, events=[(0, Event(Kind.ONSET, 1.0))])
    assert [len(c.events) for c in run(Script(shipped, backing, {}, {}), [2, 2, 2])] == [1, 2, 2]
    for controls in run(Script(shipped, None, {}, {}), [2, 2]):
        np.testing.assert_array_equal(controls.values, defaults())
        assert controls.events == () and controls.curves == {}


def test_touching_a_knob_holds_its_lane():
    assert offline.held_by_touch({"rms": -20, "gain": 0, "onset_rate": 3, "notes_mode": 2}) == {
        "rms_mode": HELD, "onset_mode": HELD
    }
    assert set(offline.LANES) == {*CURVE_LANES, "onset"}


@pytest.mark.parametrize("start", [0, 500, 1100, 2690])
def test_long_blocks_ask_for_what_short_ones_do(shipped, start):
    """Also where a knob sweeps, and where the piece begins again."""
    piece = first_minute(shipped.contract.instruments, 93.75, 2)
    long, short = (Script(shipped, piece, {}, {"rms": [(0, -40), (60, -10)]}) for _ in range(2))
    for script in (long, short):
        run(script, [2] * (start // 2))
    at, sizes = 0, []
    while at < 300:
        sizes.append(long.steady())
        whole = long.block(sizes[-1])
        events, curve = [], []
        for behind in range(0, sizes[-1], 2):
            block = short.block(2)
            np.testing.assert_array_equal(block.values, whole.values)
            events += [e._replace(offset=e.offset + behind * HOP) for e in block.events]
            curve.append(block.curves["rms"])
        assert tuple(events) == whole.events
        np.testing.assert_allclose(np.concatenate(curve), whole.curves["rms"])
        at += sizes[-1]
    assert max(sizes) > 2 and not any(size % 2 or size > offline.LONG for size in sizes)


@pytest.mark.parametrize("who, law", [("shipped", 1e-5), ("eight_bits", 1e-3)])
def test_a_clip_in_long_blocks_is_the_same_sound(request, who, law):
    instrument = request.getfixturevalue(who)
    piece = first_minute(instrument.contract.instruments, 93.75, 2)
    clip, short = (Script(instrument, piece, {"steps": 1}, {}) for _ in range(2))
    latents = 1240  # the piece changes its instrument at 1124
    found = np.concatenate(list(offline.clip(instrument, clip, latents)))
    controls = (short.block(2) for _ in range(latents // 2))
    expected = np.concatenate(list(offline.blocks(instrument, controls, 2)))
    assert found.shape == expected.shape == (latents * HOP, 2)
    assert np.abs(found - expected).max() <= law


# Files


def test_blocks_are_render_steps_from_the_start(shipped):
    controls = [Controls(values(steps=1)) for _ in range(3)]
    found, state = list(offline.blocks(shipped, controls, 4)), render.State()
    for audio in found:
        expected, state, _ = render.step(shipped, state, controls[0], 4)
        np.testing.assert_array_equal(audio, expected)


@pytest.mark.parametrize("name", ["a.wav", "a.flac", "A.WAV"])
def test_a_file_holds_the_samples_to_24_bits(tmp_path, name):
    rng = np.random.default_rng(1)
    blocks = [rng.uniform(-1, 1, (100, 1)).astype(np.float32) for _ in range(5)]
    blocks[0][:2] = [[1.0], [-1.0]]
    count = offline.write(tmp_path / name, iter(blocks), 5, RATE, "test")
    audio, rate = soundfile.read(tmp_path / name, always_2d=True)
    assert (count, rate, audio.shape) == (500, RATE, (500, 1))
    assert soundfile.info(tmp_path / name).subtype == "PCM_24"
    assert np.abs(audio - np.concatenate(blocks)).max() <= 2**-22


@pytest.mark.parametrize("name", ["none/a.wav", "a.nonsense", "a", "a.ogg"])
def test_a_file_that_cannot_be_written_is_a_sentence(tmp_path, name):
    with pytest.raises(BadValue, match=r"cannot be written .*name a \.wav or \.flac file"):
        offline.write(tmp_path / name, [np.zeros((9, 1), np.float32)], 1, RATE, "test")


def test_the_built_in_take_renders(shipped, tmp_path):
    script = Script(shipped, first_minute(shipped.contract.instruments, 93.75, 6), {"steps": 1}, {})
    sound = offline.blocks(shipped, (script.block(6) for _ in range(20)), 6)
    assert offline.write(tmp_path / "a.wav", sound, 20, RATE, "test") == 20 * 6 * HOP
    audio, _ = soundfile.read(tmp_path / "a.wav")
    assert np.abs(audio).max() > 0
