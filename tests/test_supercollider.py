"""`flowbend play` beside SuperCollider: its language sends and listens over OSC, with bundles dated
in the future, as it dates all of them; and its LinkClock shares the beat with ours.
"""

import re
import shutil
import subprocess
import time
from contextlib import contextmanager

import numpy as np
import pytest
from play_rig import playing
from surfaces import Surface

QUIET = ["--no-backing", "--no-midi", "--set", "rms=-15", "--set", "steps=1"]
CLIENT = r"""
n = NetAddr("127.0.0.1", PORT);
OSCdef(\gain, { |message| message.postln }, "/param/gain");
OSCdef(\brightness, { |message| message.postln }, "/param/brightness");
OSCdef(\error, { |message| message.postln }, "/error");
OSCdef(\late, { n.sendBundle(60, ["/param/brightness", 3000], ["/param/rms", -20],
    ["/param/rms", -30]) }, "/late");
n.sendMsg("/subscribe", 0, 60, "params");
n.sendMsg("/param/instrument_a", "flute");
n.sendMsg("/param/nothing", 1);
("at" + NetAddr.langPort).postln;
"""
LINK = r"""
c = LinkClock(140 / 60);
OSCdef(\tempo, { |message| c.tempo = message[1] / 60 }, "/tempo");
OSCdef(\look, { |message, when, from|
    from.sendMsg("/seen", c.numPeers, c.tempo * 60, c.beats % 4) }, "/look");
("at" + NetAddr.langPort).postln;
"""

pytestmark = pytest.mark.skipif(
    not shutil.which("sclang"), reason="needs SuperCollider: apt install supercollider-language")


class Sclang:
    """The language at work on a script that ends by telling its port."""

    def __init__(self, folder, script):
        path, self._said = folder / "script.scd", folder / "sclang.txt"
        path.write_text(script)
        with self._said.open("wb") as out:
            self.process = subprocess.Popen(
                ["env", "QTWEBENGINE_DISABLE_SANDBOX=1", "QT_QPA_PLATFORM=offscreen", "sclang",
                 str(path)], stdin=subprocess.PIPE, stdout=out, stderr=subprocess.STDOUT,
                cwd=folder,
            )
        until(lambda: re.search(r"^at \d+", self.said, re.M), "sclang to begin", 60)
        port = int(re.search(r"^at (\d+)", self.said, re.M)[1])
        self.hand = Surface(("127.0.0.1", port))

    @property
    def said(self):
        return self._said.read_text(errors="replace")

    def close(self):
        self.hand.close()
        self.process.kill()
        self.process.wait()


@contextmanager
def sclang(folder, script):
    running = Sclang(folder, script)
    try:
        yield running
    finally:
        running.close()


def until(true, what, seconds=20):
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, f"waited {seconds} s for {what}"
        time.sleep(0.01)


def test_it_sends_and_listens_and_no_date_is_waited_for(jack_server, tmp_path):
    with playing(jack_server, tmp_path, *QUIET) as player, sclang(
            tmp_path, CLIENT.replace("PORT", str(player.port))) as client:
        until(lambda: "[ /param/gain, 0.0 ]" in client.said, "the table")
        until(lambda: "/error" in client.said, "the error")
        assert "nothing listens to" in client.said
        flute = player.ask("/instruments")[1].index("flute")
        assert player.value("instrument_a") == flute
        client.hand.send("/late")
        began = time.monotonic()
        until(lambda: player.value("rms") == -30, "the bundle, dated a minute from now")
        assert time.monotonic() - began < 5 and player.value("brightness") == 3000
        player.osc("/param/gain", "f", -6)
        until(lambda: "[ /param/gain, -6.0 ]" in client.said, "another's change")
        assert "[ /param/brightness, 3000.0 ]" not in client.said  # its own
        player.stop()


def test_its_link_clock_and_our_beat_are_one(jack_server, tmp_path):
    with playing(jack_server, tmp_path, *QUIET, "--clock", "link") as player, sclang(
            tmp_path, LINK) as other:
        def seen():
            other.hand.told.clear()
            other.hand.send("/look")
            other.hand.wait_for(lambda: bool(other.hand.told))
            return other.hand.told[-1][1:]

        until(lambda: seen()[0] == 1, "the two to meet")
        other.hand.send("/tempo", 140.0)
        until(lambda: player.value("tempo") == pytest.approx(140, rel=1e-3), "its tempo to be ours")
        player.osc("/param/tempo", "f", 87.5)
        until(lambda: seen()[1] == pytest.approx(87.5, rel=1e-3), "our tempo to be its")
        time.sleep(0.5)
        line = player.shared.timeline().line

        def apart_ms():
            before = time.monotonic()
            beat = seen()[2]
            middle = (before + time.monotonic()) / 2
            off = (line().beat_at(middle) - beat) % 4
            return ((off + 2) % 4 - 2) * 60000 / 87.5

        apart = [apart_ms() for _ in range(21)]
        print(f"SuperCollider's beat and ours: {np.median(apart):.1f} ms apart,"
              f" {np.ptp(apart):.1f} between extremes")
        assert abs(np.median(apart)) < 20
        player.stop()
