"""A session of Ableton Link with another peer, in another process and by another wrapper."""

import subprocess
import sys
import threading
import time

import pytest

from bridge.ableton_link import QUANTUM, AbletonLink
from bridge.transport import LINK, Transport
from engine.panel import Panel
from engine.store import Events, Store
from engine.timeline import Timeline

PEER = """
import sys, time, link
session = link.Link(float(sys.argv[1]))
session.startStopSyncEnabled = True
session.enabled = True
for line in sys.stdin:
    word, *rest = line.split()
    state, now = session.captureSessionState(), session.clock().micros()
    if word == "tempo":
        state.setTempo(float(rest[0]), now)
        session.commitSessionState(state)
    elif word in ("play", "stop"):
        state.setIsPlaying(word == "play", now)
        session.commitSessionState(state)
    raw, plain = time.clock_gettime(time.CLOCK_MONOTONIC_RAW), time.monotonic()
    print(session.numPeers(), state.tempo(), state.beatAtTime(int(raw * 1e6), 4.0), plain,
          int(state.isPlaying()), flush=True)
"""


class Peer:
    """The other one."""

    def __init__(self, tempo):
        self.process = subprocess.Popen(
            [sys.executable, "-c", PEER, str(tempo)], stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, text=True,
        )

    def say(self, text):
        """(peers, tempo, beat, when, plays)"""
        self.process.stdin.write(text + "\n")
        self.process.stdin.flush()
        return [float(x) for x in self.process.stdout.readline().split()]


@pytest.fixture
def peer():
    found = Peer(93)
    yield found
    found.process.kill()
    found.process.wait()


@pytest.fixture
def ours():
    """(transport, link, timeline, panel)"""
    timeline, panel = Timeline(), Panel(Store(), Events())
    transport = Transport(timeline, panel, LINK)
    link = AbletonLink(transport, time.monotonic)
    link.start()
    yield transport, link, timeline, panel
    link.stop()
    transport.close()


def until(true, what):
    deadline = time.monotonic() + 20
    while not true():
        assert time.monotonic() < deadline, what
        time.sleep(0.02)


def test_two_peers_share_tempo_beat_start_and_stop(peer, ours):
    transport, link, timeline, panel = ours
    assert timeline.line().runs
    until(lambda: link.peers == 1 and peer.say("look")[0] == 1, "the two do not meet")
    peer.say("tempo 132")
    until(lambda: abs(timeline.line().tempo_bpm - 132) < 0.01, "tempo is not followed")
    until(lambda: panel.get("tempo") == pytest.approx(132, rel=1e-4), "tempo is not shown")
    panel.set("tempo", 87.5, "a hand")
    until(lambda: peer.say("look")[1] == pytest.approx(87.5, rel=1e-4), "our tempo is not followed")

    def apart_ms():
        _, tempo, beat, when_s, _ = peer.say("look")
        off = (timeline.line().beat_at(when_s) - beat) % QUANTUM
        return min(off, QUANTUM - off) * 60000 / tempo

    time.sleep(0.2)
    assert sorted(apart_ms() for _ in range(9))[4] < 2  # what is between its two clocks, too
    peer.say("play")
    peer.say("stop")
    until(lambda: not timeline.line().runs, "a stop is not followed")
    transport.start()
    until(lambda: peer.say("look")[4] == 1, "our start is not followed")
    until(lambda: timeline.line().runs, "it does not run")
    transport.stop()
    until(lambda: peer.say("look")[4] == 0, "our stop is not followed")
    assert not timeline.line().runs


def test_hands_at_the_tempo_and_at_start_and_stop_never_wait_for_each_other(ours):
    transport, _link, timeline, panel = ours

    def turn():
        for tempo in range(3000):
            panel.set("tempo", 60 + tempo % 100, "osc")

    def press():
        for _ in range(1500):
            transport.start()
            transport.stop()

    hands = [threading.Thread(target=one, daemon=True) for one in (turn, press)]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join(60)
        assert not hand.is_alive(), "who turns the tempo and who starts wait for each other"
    panel.set("tempo", 97, "osc")
    until(lambda: timeline.line().tempo_bpm == pytest.approx(97), "nobody draws the line any more")
