"""Presets as text: what is written is read again, and no line of any text does harm."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bridge import preset_text
from engine.panel import Panel
from engine.parameters import BY_ID, TABLE, from_unit
from engine.store import Events, Store

NAMES = ("piano", "flute", "808")
KEPT = [row for row in TABLE if row.in_presets]


def panel():
    return Panel(Store(), Events(), NAMES)


@st.composite
def whole(draw):
    """A value for every row that presets keep."""
    values = {row.id: from_unit(row, draw(st.floats(0, 1))) for row in KEPT}
    return values | {id: draw(st.sampled_from([0.0, 1.0, 2.0])) for id in values
                     if id.startswith("instrument")}


@given(whole())
def test_what_is_written_is_read_to_the_last_digit(values):
    text = preset_text.write(values, NAMES, "a title")
    assert preset_text.read(text, panel()) == (values, ())
    assert preset_text.title_of(text) == "a title"


def test_it_is_written_as_a_musician_says_it():
    values = {row.id: row.default for row in TABLE} | {"instrument_a": 1.0, "rms": -18.5}
    lines = preset_text.write(values, NAMES, "x").splitlines()
    assert lines[:3] == ["# x", "others: default", ""]
    assert {"instrument_a: flute", "rms: -18.5 dB", "rms_mode: free", "steps: 4", "loop: off",
            "brightness: 1200 Hz"} <= set(lines)
    assert not [line for line in lines if line.startswith(("snapshot", "quantise", "listen_gain"))]


@pytest.mark.parametrize(("line", "id", "value"), [
    ("rms: -18", "rms", -18), ("rms:-18dB", "rms", -18), ("  rms :  -18 db  # soft", "rms", -18),
    ("rms: -1.8e1 dB\t# soft", "rms", -18), ("rms_mode: Held", "rms_mode", 1),
    ("rms_mode: 2", "rms_mode", 2), ("instrument_a: FLUTE", "instrument_a", 1),
    ("instrument_a: 0", "instrument_a", 0), ("instrument_b: 808", "instrument_b", 2),
    ("quantise: 2 bars", "quantise", 3), ("guidance: 2.5 x", "guidance", 2.5),
    ("morph: .5", "morph", 0.5), ("loop: on", "loop", 1), ("tempo_x: 3\rgain: 1", "gain", 1),
])  # fmt: skip
def test_a_hand_may_write_it_in_many_ways(line, id, value):
    assert preset_text.read(f"# by hand\r\n{line}\r\n", panel()).values == {id: value}


@pytest.mark.parametrize(("line", "fault"), [
    ("rsm: -18", "there is no parameter 'rsm'; did you mean 'rms'?"),
    ("rms: 3", "rms must be a number from -60 to 0 dB, not 3.0"),
    ("rms: -18 Hz", "rms is in dB, not in 'Hz'"), ("morph: 0.5 dB", "morph is without a unit, no"),
    ("rms: loud", "rms must be a number"), ("rms: nan", "not 'nan'"), ("rms: 1e999", "rms must be"),
    ("rms", "expected `id: value`, not 'rms'"), ("rms:", "expected `id: value`"),
    (": 3", "there is no parameter ''"), ("rms_mode: hold", "did you mean 'held'"),
    ("instrument_a: kazoo", "no instrument 'kazoo'"), ("steps: 2.5", "steps must be a whole numb"),
    ("instrument_a: 3", "one of the model's instruments"), ("others: gone", "others must be def"),
    ("gain: 0\ngain: 1", "line 3: gain was there before; the last one counts"),
])  # fmt: skip
def test_a_line_that_cannot_be_used_is_a_sentence_and_the_others_count(line, fault):
    values, faults = preset_text.read(f"noisiness: 0.5\n{line}\nsteps: 2", panel())
    assert values.items() >= {"noisiness": 0.5}.items() and "steps" in values
    assert len(faults) == 1 and fault in f"{faults[0]}"
    assert faults[0].startswith("line ") and "\n" not in faults[0]


@given(st.one_of(
    st.text(), st.binary().map(lambda data: data.decode("latin-1")),
    st.lists(st.tuples(
        st.sampled_from([*BY_ID, "others", "nope"]),
        st.one_of(st.floats().map(repr), st.text(max_size=20), st.sampled_from(["default", "on"])),
    )).map(lambda pairs: "\n".join(f"{id}: {value}" for id, value in pairs)),
))  # fmt: skip
def test_no_text_does_harm(text):
    values, faults = preset_text.read(text, panel())
    for id, value in values.items():
        row = BY_ID[id]
        assert row.minimum <= value <= row.maximum and not math.isnan(value)
    told = preset_text.sentence("a preset", faults)
    assert len(told) < 2000 and told.isprintable()
    preset_text.title_of(text)
    board = panel()
    board.set_many(values, "preset")
    for id, value in values.items():
        assert board.get(id) == value


def test_others_go_to_their_default_and_a_knob_that_is_named_is_touched():
    board = panel()
    board.set_many({"gain": -20, "rms_mode": "driven", "brightness_mode": "driven"}, "hand")
    text = "others: default\nbrightness: 3000 Hz\n"
    board.set_many(preset_text.read(text, board).values, "preset")
    assert board.get("gain") == 0 and board.get("rms_mode") == 0
    assert board.describe("brightness_mode") == "held"
    board.set_many(preset_text.read("brightness_mode: free", board).values, "preset")
    assert board.get("brightness") == 3000 and board.describe("brightness_mode") == "free"


def test_a_preset_of_a_later_version_is_not_lost():
    text = preset_text.write({row.id: row.default for row in TABLE}, NAMES, "x") + "reverb: 3 s\n"
    values, faults = preset_text.read(text, panel())
    assert len(values) == len(KEPT) and faults == (
        f"line {text.count(chr(10))}: there is no parameter 'reverb'",)


def test_many_faults_are_told_in_short():
    told = preset_text.sentence("x", tuple(f"line {n}: bad" for n in range(1, 9)))
    assert told == "x: line 1: bad; line 2: bad; line 3: bad; line 4: bad; line 5: bad; and 3 more"
