"""`flowbend play` on a real JACK server: recalls are heard, come by program change and on a beat,
and snapshots outlive the process that kept them.
"""

import time

import pytest
from play_rig import level_db, playing

from engine.timeline import Line

STEADY = ["--no-backing", "--set", "rms=-15", "--set", "onset_rate=8", "--set", "steps=2"]


def until(holds, seconds=20):
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_snapshots_and_the_knob_between_them_are_heard(jack_server, tmp_path):
    # The server waits for ever for a MIDI client that was killed.
    options = [*STEADY, "--no-midi", "--presets", str(tmp_path / "mine")]
    with playing(jack_server, tmp_path, *options) as player:
        player.osc("/event/snapshot_store", "i", 2)
        loud = level_db(jack_server)
        player.osc("/param/gain", "f", -40)
        player.osc("/event/snapshot_store", "i", 1)
        player.osc("/event/snapshot", "i", 2)
        assert level_db(jack_server) - loud == pytest.approx(0, abs=4)
        player.osc("/param/snapshot_morph", "f", 0.5)
        assert player.value("gain") == pytest.approx(-20)
        assert level_db(jack_server) - loud == pytest.approx(-20, abs=4)
        player.osc("/event/snapshot", "i", 1)
        player.kill_bridge()
    with playing(jack_server, tmp_path, *options) as player:  # another bridge
        assert player.ask("/snapshots") == ("/snapshots", [1, 2])
        player.osc("/event/snapshot", "i", 1)
        assert player.value("gain") == -40
        player.stop()


def test_a_set_list_by_program_changes_and_a_preset_to_begin_with(jack_server, tmp_path):
    mine = tmp_path / "mine"
    (mine / "sets").mkdir(parents=True)
    (mine / "soft.txt").write_text("gain: -30\nwarmth: 2\n")
    (mine / "loud.txt").write_text("gain: -3\n")
    (mine / "sets" / "friday.txt").write_text("loud\nsoft\nsnapshot 1\n")
    options = [*STEADY, "--presets", str(mine), "--preset", "soft", "--set-list", "Friday"]
    with playing(jack_server, tmp_path, *options) as player:
        assert player.value("gain") == -30
        player.wait_for("the preset 'soft': line 2: there is no parameter 'warmth'")
        player.wait_for("MIDI on Flowbend")
        with jack_server.midi_sender(jack_server.wait_for_port("Flowbend.*:.*")) as pad:
            pad.send(0xC0, 0)
            until(lambda: player.value("gain") == -3)
            pad.send(0xC0, 1)
            until(lambda: player.value("gain") == -30)
            pad.send(0xC0, 2)
            player.wait_for("midi Flowbend: snapshot 1 is empty")
        assert player.value("instrument_a") == 0
        assert player.ask("/entries") == ("/entries", [3, "loud", "soft", "snapshot 1"])
        player.stop()


def test_a_recall_comes_with_its_bar(jack_server, tmp_path):
    options = [*STEADY, "--presets", str(tmp_path / "mine"), "--set", "quantise=4 bars"]
    with playing(jack_server, tmp_path, *options) as player:
        player.osc("/event/snapshot_store", "i", 1)
        player.osc("/param/gain", "f", -20)
        began = time.monotonic()
        player.shared.timeline().draw(Line(0.0, began, 240.0, True))  # four bars are 4 s
        player.osc("/event/snapshot", "i", 1)
        assert player.value("gain") == -20
        until(lambda: player.value("gain") == 0)
        assert time.monotonic() - began > 3
        player.stop()
