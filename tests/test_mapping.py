"""A mapping is a text that one can read; what cannot be read is told of and harms nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bridge import mapping
from bridge.mapping import KINDS, NOTHING, Control, Mapping, Target, read, read_control, read_target
from bridge.maps import SHIPPED, Maps
from engine.parameters import BadValue


def no_other(name):
    raise BadValue(f"no {name}")


controls = st.sampled_from(sorted(KINDS)).flatmap(lambda kind: st.builds(
    Control, st.just(kind), st.sampled_from(KINDS[kind]), st.none() | st.integers(1, 16)
))


@given(controls)
def test_a_control_is_written_as_it_is_read(control):
    assert read_control(str(control)) == control


@pytest.mark.parametrize("text, sentence", [
    ("c 7", "no control is called 'c 7'; did you mean 'cc'?; there are cc, cc14, nrpn, pitch"),
    ("knob 7", "there are cc, cc14"),
    ("", "no control is called ''"),
    ("cc", "'cc' is no control: write `cc 74`"),
    ("cc 7 8", "'cc 7 8' is no control"),
    ("pitch 3", "'pitch 3' is no control"),
    ("cc 120", "the number of a cc is from 0 to 119, not '120'"),
    ("cc14 32", "from 0 to 31"),
    ("cc -1", "from 0 to 119"),
    ("cc ²", "from 0 to 119"),
    ("cc 7 ch 0", "a channel is from 1 to 16, not '0'"),
    ("cc 7 ch 99999999999", "a channel is from 1 to 16"),
])
def test_what_is_no_control_is_said(text, sentence):
    with pytest.raises(BadValue) as refused:
        read_control(text)
    assert sentence in str(refused.value)


@pytest.mark.parametrize("text, target", [
    ("brightness", Target("brightness", "brightness")),
    ("brightness 200 .. 4000", Target("brightness 200..4000", "brightness", 200, 4000)),
    ("rms 0..-60 jump", Target("rms 0..-60 jump", "rms", 0, -60, words=("jump",))),
    ("rms_mode free..held toggle",
     Target("rms_mode free..held toggle", "rms_mode", 0, 1, words=("toggle",))),
    ("loop on", Target("loop on", "loop", value=1)),
    ("instrument_a flute", Target("instrument_a flute", "instrument_a", value="flute")),
    ("/event/panic", Target("/event/panic", address="/event/panic")),
    ("/event/note_on 60 velocity", Target("/event/note_on 60 velocity", address="/event/note_on",
                                          arguments=(60, "velocity"))),
    ("/event/preset  slow strings", Target("/event/preset slow strings", address="/event/preset",
                                           arguments=("slow strings",))),
    ("/event/preset 808", Target("/event/preset 808", address="/event/preset", arguments=("808",))),
    ("/event/model ../other", Target("/event/model ../other", address="/event/model",
                                     arguments=("../other",))),
    (NOTHING, Target(NOTHING)),
])
def test_targets(text, target):
    assert read_target(text) == target


@pytest.mark.parametrize("text, sentence", [
    ("brigthness", "no parameter 'brigthness'; did you mean 'brightness'?"),
    ("", "no parameter ''"),
    ("rms -70..0", "rms must be a number from -60 to 0 dB, not -70"),
    ("rms loud..quiet", "rms must be a number from -60 to 0 dB, not 'loud'"),
    ("rms -3..-3", "is no range: its ends are the same"),
    ("rms nan..0", "not nan"),
    ("rms_mode hold", "did you mean 'held'?"),
    ("/event/pannic", "no event '/event/pannic'; did you mean '/event/panic'?"),
    ("/event/note_on 60", "/event/note_on takes pitch velocity"),
    ("/event/preset", "/event/preset takes name"),
])
def test_what_is_no_target_is_said(text, sentence):
    with pytest.raises(BadValue) as refused:
        read_target(text)
    assert sentence in str(refused.value)


def test_what_cannot_be_read_is_told_of_and_the_rest_holds():
    text = """# my knobs
takeover off
cc 20 = rms        # the first
cc 21 = brigthness
feedback maybe
cc 22 = gain
include nowhere
"""
    found = read(text, "mine", no_other)
    assert found.takeover is False and found.feedback is None
    assert [c.number for c in found.bindings] == [20, 22]
    assert [fault.split(":")[0] for fault in found.faults] == [
        "mine, line 4", "mine, line 5", "mine, line 7"]
    assert all(fault.endswith("the line is left alone") for fault in found.faults)


@given(st.text())
def test_any_text_is_survived(text):
    found = read(text, "any", no_other)
    assert isinstance(found, Mapping)


def test_binding_changes_one_line_and_keeps_the_words_of_the_player():
    found = read("# mine\n\ncc 20 = rms # loud\ncc14 1 = morph\n", "mine", no_other)
    found.bind(Control("cc", 20, None), read_target("gain"))
    found.bind(Control("cc", 1, None), read_target("rms"))
    found.bind(Control("pitch", 0, 3), read_target("guidance"))
    assert found.text == "# mine\n\ncc 20 = gain\ncc 1 = rms\npitch ch 3 = guidance\n"
    again = read(found.text, "mine", no_other)
    assert again.bindings == found.bindings


def test_a_controller_of_14_bits_is_two_controllers():
    base = read("cc14 1 = morph\ncc 40 = gain\ncc 2 = rms", "base", no_other)
    over = read("include base\ncc 1 = rms\ncc14 8 = brightness", "over", lambda name: base)
    assert over.of(Control("cc14", 1, 1)) == ()  # plain now: its other half may be another knob
    assert not over.has(Control("cc", 40, 1))
    assert over.has(Control("cc", 2, 1))


@pytest.mark.parametrize("name", [*(p.stem for p in SHIPPED.glob("*.map")), "default"])
def test_every_shipped_mapping_is_understood(name):
    found = Maps().load(name)
    assert found.faults == [] and found.bindings
    text = found.text if name == "default" else (SHIPPED / f"{name}.map").read_text()
    assert read(text, name, Maps().load).bindings == found.bindings


def test_numbers_of_14_bits_are_promises():
    promised = ["guidance", "morph", "seed_a", "seed_b", "instrument_a", "instrument_b", "rms",
                "rms_mode", "onset", "onset_rate", "onset_mode", "brightness", "brightness_mode",
                "noisiness", "noisiness_mode", "notes_mode", "temperature", "steps", "loop",
                "loop_length", "listen_gain", "listen_attack", "listen_release", "listen_pitch",
                "gain"]
    found = Maps().load("nrpn")
    for number, id in enumerate(promised, 1):
        (target,) = found.of(Control("nrpn", number, 1))
        assert target.id == id
    assert mapping.KINDS["nrpn"][-1] < 16383
