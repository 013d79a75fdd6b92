"""A pattern under other programs' clocks, through real JACK ports: the recording is on the beat.

Ticks and sound are timed by one server, in samples. How late a busy machine is shows in single
attacks, so medians are asked for.
"""

from __future__ import annotations

import shutil
import subprocess
import time
from contextlib import contextmanager

import jack
import numpy as np
import pytest
from play_rig import OUTPUTS, RATE, playing

from engine import onsets
from engine.parameters import BY_ID

KIT = ["--no-backing", "--set", "instrument_a=standard_kit", "--set", "notes_mode=driven",
       "--set", "steps=1", "--set", "pattern_pulses=4", "--set", "pattern_steps=4",
       "--set", "pattern_step=1/4", "--set", "onset=0.8"]


class Listener:
    """Every MIDI message that one port carries: (the server's clock in samples, bytes)."""

    def __init__(self, client):
        self.heard, self._client = [], client
        self._port = client.midi_inports.register("in")
        client.set_process_callback(self._take)
        client.activate()

    def _take(self, samples):
        start = self._client.last_frame_time
        for offset, data in self._port.incoming_midi_events():
            self.heard.append((start + offset, bytes(data)))


@contextmanager
def midi_clock(server, bpm, *ports):
    """jack_midi_clock, joined to these ports, and what it sends."""
    if shutil.which("jack_midi_clock") is None:
        pytest.fail("This test follows jack_midi_clock: `sudo apt install jack-midi-clock`")
    with server.client("ticks") as client:
        listener = Listener(client)
        process = subprocess.Popen(
            ["jack_midi_clock", "-b", str(bpm), *ports, "ticks:in"], env=server.env,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )
        try:
            server.wait_for_port("jack_midi_clock:.*")
            yield client, listener
        finally:
            process.terminate()
            process.wait()


def beats_of(heard):
    """When each quarter note falls after the last start, by the clock's own ticks."""
    start = max(at for at, (_, data) in enumerate(heard) if data == b"\xfa")
    ticks = [when for when, data in heard[start:] if data == b"\xf8"]
    return np.array(ticks[::24])


def attacks_of(recorder):
    """When attacks are heard, on the server's clock."""
    audio = recorder.audio()
    found, _ = onsets.attacks(audio.mean(axis=1), onsets.start(RATE), RATE)
    late = onsets.DELAY_MS * RATE / 1000
    return np.array([recorder.time_of(int(len(audio) - a.ago - late)) for a in found], float)


def nearest_ms(beats, attacks):
    """How late the nearest attack is of each beat, where there is one within a quarter of it."""
    quarter = np.median(np.diff(beats)) / 4
    off = np.array([attacks[np.argmin(np.abs(attacks - beat))] - beat for beat in beats])
    return off[np.abs(off) < quarter] * 1000 / RATE


def grid_ms(attacks, beat_ms):
    """Where the grid lies on which most beats have an attack within 10 ms, and how many have."""
    times = attacks * 1000 / RATE

    def hit(phase):
        beats = (times - phase + 10) // beat_ms
        return len(set(beats[(times - phase + 10) % beat_ms < 20]))

    counts = np.array([hit(phase) for phase in range(int(beat_ms))])
    best = np.flatnonzero(counts == counts.max())
    return float(np.median(best)), int(counts.max())


def until(true, seconds=20):
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.02)


@pytest.mark.slow
def test_attacks_lie_on_the_beat_of_a_midi_clock(start_jack, tmp_path):
    server = start_jack()
    with playing(server, tmp_path, *KIT) as player:
        player.wait_for("MIDI on Flowbend")
        port = server.wait_for_port("Flowbend.*:.*")
        player.osc("/event/note_on", "if", 38, 0.8)
        with midi_clock(server, 120, port) as (client, listener):
            client.transport_stop()
            client.transport_frame = 0
            client.transport_start()
            player.wait_for("The MIDI clock leads the beat.")
            until(lambda: abs(player.value("tempo") - 120) < 1)
            with server.record(*OUTPUTS) as recorder:
                recorder.wait_for(14 * RATE, 120)
            off = nearest_ms(beats_of(listener.heard)[6:-2], attacks_of(recorder))
            client.transport_stop()
            until(lambda: not player.shared.timeline().line().runs)
        middle = np.median(off)
        spread = np.median(np.abs(off - middle))
        print(f"{len(off)} beats, {middle:.1f} ms late, {spread:.1f} ms apart; ahead"
              f" {player.shared.meters().read()['beat_ahead_ms']:.1f} ms")
        assert len(off) >= 18 and spread < 10 and abs(middle) < 40
        assert abs(player.value("tempo") / 120 - 1) < 0.01
        player.stop()


def timebase(client):
    """Has the server's transport count bars of four at 120 BPM: jack_midi_clock tells the song's
    position only where somebody does."""
    ticks = 1920

    @client.set_timebase_callback
    def count(state, samples, position, new):
        beats = position.frame / RATE * 2
        position.valid = jack._lib.JackPositionBBT
        position.beats_per_bar = position.beat_type = 4
        position.ticks_per_beat, position.beats_per_minute = ticks, 120
        position.bar, position.beat = int(beats // 4) + 1, int(beats % 4) + 1
        position.tick = int(beats % 1 * ticks)
        position.bar_start_tick = (position.bar - 1) * 4 * ticks


@pytest.mark.slow
def test_the_song_goes_on_from_where_it_was_moved_to(start_jack, tmp_path):
    """jack_midi_clock tells the song position, and goes on, when the transport is moved."""
    server = start_jack()
    with playing(server, tmp_path, "--no-backing", "--set", "steps=1") as player:
        player.wait_for("MIDI on Flowbend")
        line = player.shared.timeline().line
        with midi_clock(server, 120, server.wait_for_port("Flowbend.*:.*")) as (client, listener):
            def is_with_it():
                beat = client.transport_frame / RATE * 2
                return line().runs and abs(line().beat_at(time.monotonic()) - beat) < 0.15

            timebase(client)
            client.transport_stop()
            for seconds in (20, 5):
                time.sleep(0.5)
                listener.heard.clear()
                client.transport_frame = seconds * RATE
                time.sleep(0.5)  # a song that starts while it is moved is not told to go on
                client.transport_start()
                until(lambda: b"\xfb" in [data for _, data in listener.heard], 30)
                until(is_with_it)
                told = [data for _, data in listener.heard if data != b"\xf8"]
                assert told[-2][0] == 0xF2
                client.transport_stop()  # and what it tells then is where it would go on
                until(lambda: not line().runs)
        player.stop()


@pytest.mark.slow
def test_a_beat_by_hand_is_steady_and_can_be_shifted(start_jack, tmp_path):
    server = start_jack()
    options = [*KIT, "--no-midi", "--set", "tempo=150", "--set", "instrument_a=marimba"]
    with playing(server, tmp_path, *options) as player:
        player.osc("/event/note_on", "if", 62, 0.8)
        found = []
        for offset in (0, 80):
            player.osc("/param/beat_offset", "f", offset)
            time.sleep(1)
            with server.record(*OUTPUTS) as recorder:
                recorder.wait_for(8 * RATE, 60)
            found.append(attacks_of(recorder))
        (first, hits), (then, others) = (grid_ms(times, 60000 / 150) for times in found)
        shift = (then - first) % (60000 / 150)
        print(f"{hits} and {others} beats of 20, shifted by {shift:.1f} ms")
        assert hits >= 14 and others >= 14 and abs(shift - 80) < 15
        player.stop()


def test_every_row_of_the_beat_comes_over_osc_and_midi(jack_server, tmp_path):
    """And tap, start and stop; what leads otherwise says so."""
    with playing(jack_server, tmp_path, "--no-backing") as player:
        player.wait_for("MIDI on Flowbend")
        with jack_server.midi_sender(jack_server.wait_for_port("Flowbend.*:.*")) as sender:
            for id in ("tempo", "beat_offset", "loop_beats", "pattern_pulses", "pattern_steps",
                       "pattern_rotation", "pattern_step", "pattern_swing"):
                row = BY_ID[id]
                sender.send(0xB0, row.cc, 0)  # over its whole way, as one picks a value up
                sender.send(0xB0, row.cc, 127)
                until(lambda row=row: player.value(row.id) == row.maximum)
                player.osc(f"/param/{id}", "f", row.default)
                until(lambda row=row: player.value(row.id) == row.default)
            assert player.value("onset_mode") == 1  # held: the pattern's
            line = player.shared.timeline().line
            assert line().runs
            player.osc("/event/stop")
            until(lambda: not line().runs)
            player.osc("/event/start")
            until(lambda: line().runs and line().beat == 0)
            for _ in range(3):
                player.osc("/event/tap")
                time.sleep(0.5)
            assert 60 < player.value("tempo") < 200
            sender.send(0xFA)
            for _ in range(48):
                sender.send(0xF8)
                time.sleep(0.01)
            address, (sentence,) = player.ask("/event/stop")
            assert address == "/error" and "the MIDI clock leads" in sentence
            sender.send(0xFC)
            until(lambda: not line().runs)
            until(lambda: (player.shared.meters().read()["beat"] or 0) == line().beat)
        player.stop()
