"""Which control is meant is found from what is moved, in the ways that surfaces send it."""

import mido
import pytest

from bridge.learning import Learner
from bridge.mapping import read_target

MS = 0.001


def learnt(target, *messages, apart_s=MS):
    """What comes of raw messages, one every millisecond; and how many of them it took."""
    learner = Learner(read_target(target), until_s=30.0)
    for number, message in enumerate(messages, 1):
        found = learner.hear("keys", mido.Message.from_bytes(message), number * apart_s)
        if found:
            return str(found.control), found.target.text, number
    return None


def turn(number, *values, channel=0):
    return [[0xB0 + channel, number, value] for value in values]


def test_a_knob_that_travels_is_meant_and_one_that_trembles_is_not():
    assert learnt("morph", *turn(20, 3, 4, 3, 2), *turn(21, 60, 61, 64, 68, channel=4)) == (
        "cc 21 ch 5", "morph", 8)
    assert learnt("morph", *turn(20, 3, 4, 3, 4) * 10) is None


def test_a_range_is_kept():
    assert learnt("brightness 200..4000", *turn(20, 0, 40))[1] == "brightness 200..4000"


def test_a_controller_of_14_bits_is_known_by_its_other_half():
    both = [m for coarse in range(60, 70) for m in ([0xB0, 7, coarse], [0xB0, 39, coarse])]
    assert learnt("gain", *both)[0] == "cc14 7 ch 1"
    assert learnt("gain", *turn(7, *range(60, 70)))[0] == "cc 7 ch 1"
    button = [[0xB0, 7, 60], [0xB0, 39, 127], [0xB0, 39, 0]]  # a slider trembles, then a button
    assert learnt("gain", *button, apart_s=0.2)[0] == "cc 39 ch 1"


def test_an_nrpn_is_known_by_its_number():
    turned = [[0xB2, 99, 3], [0xB2, 98, 5]]
    for value in range(20, 40):
        turned += [[0xB2, 6, value], [0xB2, 38, 127 - value]]
    assert learnt("gain", *turned)[0] == "nrpn 389 ch 3"
    assert learnt("gain", *turn(6, 1, 20))[0] == "cc 6 ch 1"  # a slider that has that number


def test_wheels_and_pressure():
    assert learnt("gain", [0xE0, 0, 64], [0xE0, 0, 80])[0] == "pitch ch 1"
    assert learnt("gain", [0xD1, 10], [0xD1, 100])[0] == "pressure ch 2"


def test_keys_are_learnt_for_switches_and_events_only():
    assert learnt("gain", [0x90, 60, 9], [0xC0, 3], *turn(20, 0, 99))[0] == "cc 20 ch 1"
    assert learnt("loop", [0x80, 60, 9], [0x90, 60, 9]) == ("note 60 ch 1", "loop toggle", 2)
    assert learnt("/event/panic", [0x99, 36, 9]) == ("note 36 ch 10", "/event/panic", 1)
    assert learnt("loop on", [0xC0, 3]) == ("program 3 ch 1", "loop on", 1)


def test_a_button_is_learnt_when_it_is_pressed_and_toggles_a_choice():
    assert learnt("rms_mode", *turn(43, 127)) == ("cc 43 ch 1", "rms_mode toggle", 1)
    assert learnt("/event/reset", *turn(43, 127)) == ("cc 43 ch 1", "/event/reset", 1)
    assert learnt("gain", *turn(43, 127, 0)) == ("cc 43 ch 1", "gain", 2)
    assert learnt("rms_mode", *turn(43, 10, 127)) == ("cc 43 ch 1", "rms_mode", 2)  # a knob
    assert learnt("rms_mode free..held toggle", *turn(43, 127))[1] == "rms_mode free..held toggle"


@pytest.mark.parametrize("message", [[0xA0, 60, 60], [0xB0, 99, 1], [0xF8], [0x80, 60, 0]])
def test_what_is_no_move_is_not_meant(message):
    assert learnt("loop", message, message) is None
