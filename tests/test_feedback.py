"""A surface is told what others did to its rows: the last value, at a bounded pace, and no echo."""

import threading

from bridge import feedback
from bridge.mapping import read
from bridge.midi import MidiMap
from bridge.midi_port import MidiPort
from engine.panel import Panel
from engine.store import Events, Store

NAMES = ("piano", "flute", "drum kit")


class Surface:
    """A surface with a mapping, that keeps what it is sent."""

    def __init__(self, text):
        self.panel, self.sent, self.now = Panel(Store(), Events(), NAMES), [], 0.0
        surface = MidiMap(self.panel, "midi x", read(text, "test", None),
                          moved=lambda control, x: self.port.moved(control, x))
        self.port = MidiPort("x", surface)
        self.port.open_feedback(lambda message: self.sent.append(list(message)))
        self.news()

    def news(self):
        """What is sent by the next time that it may be."""
        self.now += feedback.EVERY_S
        self.port.wait(self.now)
        sent, self.sent = self.sent, []
        return sent


def test_a_surface_that_comes_is_sent_everything():
    x = Surface("cc 7 = gain -60..0\ncc14 1 ch 2 = morph\nnrpn 300 = rms -60..0\n"
                "note 36 = loop toggle\npitch ch 16 = rms_mode\ncc 9 = /event/panic")
    x.panel.set_many({"gain": 0, "morph": 0.5, "rms": -60, "loop": 1, "rms_mode": 2}, "osc")
    x.port.feedback.refresh()
    assert sorted(x.news()) == sorted([
        [0xB0, 7, 127], [0xB1, 1, 64], [0xB1, 33, 0], [0xB0, 99, 2], [0xB0, 98, 44], [0xB0, 6, 0],
        [0xB0, 38, 0], [0x90, 36, 127], [0xEF, 127, 127],
    ])


def test_others_are_told_of_and_the_hand_itself_is_not():
    x = Surface("cc 7 = gain\ncc 8 = steps")
    x.panel.set("gain", -60, "osc")
    assert x.news() == [[0xB0, 7, 0]]
    x.port.receive([0xB3, 7, 64])
    x.port.receive([0xB3, 8, 100])  # between two whole numbers of steps
    assert x.news() == []
    x.panel.set("gain", 12, "midi y")
    assert x.news() == [[0xB3, 7, 127]]  # on the channel that it was seen on


def test_a_number_beside_a_controller_is_told_to_those_who_use_it():
    x = Surface("cc 7 = gain\nnrpn 5 = gain")
    x.panel.set("gain", -60, "osc")
    assert x.news() == [[0xB0, 7, 0]]
    for half in ((99, 0), (98, 5), (6, 127)):
        x.port.receive([0xB0, *half])
    x.panel.set("gain", -60, "osc")
    assert x.news() == [[0xB0, 99, 0], [0xB0, 98, 5], [0xB0, 6, 0], [0xB0, 38, 0]]


def test_a_lamp_follows_its_own_button():
    x = Surface("cc 46 = loop toggle\ncc 47 = loop on")
    x.port.receive([0xB0, 46, 127])
    x.port.receive([0xB0, 46, 0])
    assert sorted(x.news()) == [[0xB0, 46, 127], [0xB0, 47, 127]]
    x.port.receive([0xB0, 46, 127])
    x.port.receive([0xB0, 46, 0])
    assert sorted(x.news()) == [[0xB0, 46, 0], [0xB0, 47, 0]]
    assert x.panel.describe("loop") == "off"


def test_a_motor_that_tells_where_it_was_sent_moves_nothing():
    x = Surface("cc 7 = brightness")
    x.panel.set("brightness", 3000, "osc")
    (sent,) = x.news()
    x.port.receive(sent)
    assert x.panel.get("brightness") == 3000  # and not the nearest of 127 steps
    x.port.receive([0xB0, 7, sent[2] + 1])
    assert x.panel.get("brightness") > 3000


def test_many_changes_are_few_messages_and_end_at_the_last():
    x = Surface("cc14 1 ch 1 = morph")
    for step in range(5000):
        x.panel.set("morph", step / 5000, "osc")
        if step % 100 == 0:
            x.port.wait(x.now)
    assert len(x.sent) <= 2
    sent = x.news()
    assert len(sent) <= 4 and sent[-2:] == [[0xB0, 1, 127], [0xB0, 33, 124]]
    assert x.news() == []


def test_writers_of_any_thread_are_heard():
    x = Surface("cc 7 = gain\ncc 1 = morph")

    def write(id, values):
        for value in values:
            x.panel.set(id, value, "osc")

    threads = [threading.Thread(target=write, args=(id, values)) for id, values in
               (("gain", range(-60, 13)), ("morph", [k / 100 for k in range(101)]))]
    for thread in threads:
        thread.start()
    for _ in range(20):
        x.now += 1
        x.port.wait(x.now)
    for thread in threads:
        thread.join()
    sent = x.sent + x.news()
    last = {message[1]: message[2] for message in sent}
    assert last == {7: 127, 1: 127}


def test_a_way_back_that_fails_does_not_end_the_listening(caplog):
    x = Surface("cc 7 = gain")
    x.port.feedback.close()
    x.port.open_feedback(lambda message: 1 / 0)
    x.panel.set("gain", -60, "osc")
    x.port.wait(9.0)
    assert x.port.failed == 1 and x.port.feedback is None and "told no more" in caplog.text
    x.port.receive([0xB0, 7, 127])
    assert x.panel.get("gain") == 12


def test_a_port_that_is_closed_hears_no_more():
    x = Surface("cc 7 = gain")
    x.port.close()
    x.panel.set("gain", -60, "osc")
    assert x.news() == []
