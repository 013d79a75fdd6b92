"""A clip is asked for over OSC, rendered by another process, and told to who asked."""

import socket
import time

import numpy as np
import pytest
import soundfile
from pythonosc.osc_message import OscMessage
from pythonosc.osc_message_builder import build_msg

from bridge import addresses
from bridge.clips import Clips, Present, command
from bridge.osc import OscDoor
from engine.panel import Panel
from engine.parameters import DRIVEN, BadValue
from engine.store import Events, Store


class Asker:
    """A client of a real OSC door, which has clips."""

    def __init__(self, present: Present) -> None:
        self.clips = Clips(lambda: present, lambda *message: self.door.tell(*message))
        self.door = OscDoor(Panel(Store(), Events()), port=0,
                            deeds={addresses.CLIP: self.clips.render})
        self.door.start()
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.connect(self.door.address)
        self.socket.settimeout(120)

    def ask(self, *arguments: object) -> None:
        self.socket.send(build_msg(addresses.CLIP, list(arguments)).dgram)

    def answer(self) -> OscMessage:
        return OscMessage(self.socket.recv(65536))

    def __enter__(self) -> "Asker":
        return self

    def __exit__(self, *_: object) -> None:
        self.door.stop()
        self.clips.stop()
        self.socket.close()


def test_a_clip_has_so_many_bars_of_what_the_controls_say_and_goes_when_its_time_is_over():
    with Asker(Present(None, None, False, {"instrument_a": 1.0, "gain": -6.0})) as asker:
        asker.ask(2)
        asker.ask(1)  # one at a time
        refusal = asker.answer()
        assert refusal.address == addresses.ERROR and "is being rendered" in refusal.params[0]
        ready = asker.answer()
        assert ready.address == addresses.CLIP_READY
        path, seconds = ready.params
        sound, rate = soundfile.read(path)
        assert seconds == pytest.approx(4.0) and len(sound) == 4 * rate
        assert sound.shape[1] == 2 and np.sqrt(np.mean(sound**2)) > 0.001
    with pytest.raises(soundfile.SoundFileError):
        soundfile.info(path)


def test_a_clip_that_fails_is_told_in_a_sentence():
    with Asker(Present("/no/such/model", None, False, {})) as asker:
        asker.ask(1)
        answer = asker.answer()
        assert answer.address == addresses.ERROR
        assert "no clip: " in answer.params[0] and "/no/such/model" in answer.params[0]
        asker.ask(1)  # and the next one is begun
        assert "no clip: " in asker.answer().params[0]


@pytest.mark.parametrize("bars", [0, 65, 1.5, "four", float("nan")])
def test_other_numbers_of_bars_are_refused(bars):
    clips = Clips(lambda: pytest.fail("asked"), lambda *_: None)
    with pytest.raises(BadValue, match="whole number of bars from 1 to 64"):
        clips.render("test", bars)


def test_stopping_ends_what_is_rendered(tmp_path):
    told = []
    clips = Clips(lambda: Present(None, None, True, {}), lambda *message: told.append(message))
    clips.render("test", 64)
    before = time.monotonic()
    clips.stop()
    assert time.monotonic() - before < 30 and told == []


def test_what_keys_drive_is_the_models_in_a_clip(tmp_path):
    values = {"notes_mode": DRIVEN, "rms_mode": DRIVEN, "rms": -12.5}
    words = command(Present("m", "int8", True, values), 3, tmp_path / "a.wav")
    assert {"notes_mode=0.0", "rms_mode=2.0", "rms=-12.5", "--gently"} <= set(words)
    assert "--no-backing" not in words and words[words.index("--bars") + 1] == "3"


def test_only_this_doors_clients_are_told():
    door = OscDoor(Panel(Store(), Events()), port=0)
    assert not door.tell("osc 127.0.0.1:9", "/clip", ["a", 1.0])  # closed
    door.start()
    try:
        assert not door.tell("midi nanoKONTROL2", "/clip", ["a", 1.0])
        assert not door.tell("snapshot", "/clip", ["a", 1.0])
    finally:
        door.stop()


def test_who_hears_at_another_port_than_he_sends_from_is_told_there():
    """As Max: udpsend and udpreceive have a port each."""
    with Asker(Present("/no/such/model", None, False, {})) as asker, socket.socket(
        socket.AF_INET, socket.SOCK_DGRAM
    ) as ears:
        ears.bind(("127.0.0.1", 0))
        ears.settimeout(60)
        asker.socket.send(
            build_msg("/subscribe", [ears.getsockname()[1], 60, "meters"]).dgram)
        asker.ask(1)
        assert asker.answer().address == addresses.ERROR
        while b"no clip" not in ears.recv(65536):
            pass
