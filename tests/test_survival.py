"""Never lost: real processes are killed with kill -9, and the sound, the values and the take live.

Nothing here is a mock, and nothing depends on how fast the machine is: what is waited for has a
generous deadline, and how long it took is told by the instrument itself.
"""

import os
import re
import signal
import subprocess
import time

import numpy as np
import pytest
import soundfile
from play_rig import COMMAND, RATE, ROOT, Playing, playing
from pythonosc.osc_bundle import OscBundle
from pythonosc.osc_message_builder import build_msg
from test_play import STEADY

from engine.claim import is_taken
from engine.link import State
from engine.parameters import INDEX
from engine.take import load_lives, replay

OUT = "PortAudio.*:out_0"


@pytest.fixture
def jack_server(start_jack):
    """One that goes on when a client is killed."""
    return start_jack(waits=False)


def until(true, what, seconds=60.0):
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, f"waited for {what}"
        time.sleep(0.01)


def level_db(server) -> float:
    """Of what the engine's left output carries now, whatever its port is called."""
    port = server.wait_for_port(OUT, 30)
    with server.record(port) as recorder:
        recorder.wait_for(RATE // 2)
        return float(10 * np.log10(np.mean(recorder.audio()[-RATE // 2 :] ** 2) + 1e-12))


def plays_on(player: Playing, blocks: int = 30) -> None:
    """Returns once so many more blocks have come."""
    shared = player.shared
    goal = shared.link.position + 2 * blocks
    until(lambda: shared.link.position >= goal, f"{blocks} blocks")


def test_a_killed_engine_is_back_with_the_same_values(jack_server, tmp_path):
    with playing(jack_server, tmp_path, *STEADY) as player:
        player.osc("/param/gain", "f", -7)
        player.osc("/param/instrument_a", "s", "flute")
        player.osc("/event/note_on", "if", 60, 0.8)
        until(lambda: player.value("gain") == -7, "the gain")
        plays_on(player)
        before = {id: player.value(id) for id in ("gain", "instrument_a", "rms", "notes_mode")}
        for life in (2, 3):
            dead = player.kill_engine()
            player.wait_for("with the same values", 60)
            until(lambda life=life: player.said.read_text().count("Another one plays") == life - 1,
                  "the second report")
            assert player.shared.link.engine_pid != dead
            assert player.shared.link.lives == life
            plays_on(player)
            assert {id: player.value(id) for id in before} == before
        player.osc("/event/all_notes_off")
        player.osc("/param/notes_mode", "f", 0)
        assert level_db(jack_server) > -70
        player.socket.send(build_msg("/meters", []).dgram)
        rows = [message.params for message in OscBundle(player.socket.recv(65536))]
        assert {"underruns", "late_blocks", "rung", "block_ms_p99"} <= {name for name, _ in rows}
        said = player.stop()
    assert "the last of 3 engines" in said
    gaps = [float(gap) for gap in re.findall(r"plays, ([\d.]+) s later", said)]
    print("seconds of silence:", gaps)
    assert not is_taken(player.places.engine) and not player.places.memory.exists()


def test_a_killed_bridge_leaves_the_sound_and_the_next_one_takes_over(start_jack, tmp_path):
    # Four clients of MIDI die with the bridge: with the rig's patience the server had no time for
    # others for more than a minute.
    jack_server = start_jack(waits=False, patience_ms=500)
    with playing(jack_server, tmp_path, *STEADY) as player:
        player.osc("/param/gain", "f", -5)
        until(lambda: player.value("gain") == -5, "the gain")
        engine = int(player.shared.link.engine_pid)
        player.kill_bridge()
        plays_on(player)
        assert level_db(jack_server) > -70
        player.socket.close()
        with playing(jack_server, tmp_path, "--no-midi") as other:
            assert "Taking over the running engine" in other.said.read_text()
            assert int(other.shared.link.engine_pid) == engine and other.shared.link.lives == 1
            assert other.value("gain") == -5
            other.osc("/param/gain", "f", -9)
            until(lambda: other.value("gain") == -9, "the new gain")
            plays_on(other)
            other.kill_engine()  # and the new one keeps it as the old one did
            other.wait_for("with the same values", 60)
            assert other.value("gain") == -9
            other.stop()
        assert not is_taken(player.places.engine)


def test_flowbend_stop_ends_an_engine_that_nobody_keeps(jack_server, tmp_path):
    with playing(jack_server, tmp_path, "--no-midi") as player:
        player.kill_bridge()
        plays_on(player)
        stop = [*COMMAND, "stop", "--session", player.places.session]
        env = os.environ | {"PYTHONPATH": str(ROOT)}
        for said in ("The engine has ended.\n", "No engine is playing.\n"):
            found = subprocess.run(stop, capture_output=True, text=True, env=env, cwd=tmp_path)
            assert (found.returncode, found.stdout, found.stderr) == (0, said, "")
        assert not player.places.memory.exists()


def test_flowbend_stop_ends_a_bridge_too(jack_server, tmp_path):
    with playing(jack_server, tmp_path, "--no-midi") as player:
        plays_on(player)
        found = subprocess.run(
            [*COMMAND, "stop", "--session", player.places.session], cwd=tmp_path,
            env=os.environ | {"PYTHONPATH": str(ROOT)}, capture_output=True, text=True,
        )
        assert found.stdout == "The engine has ended.\n"
        assert player.process.wait(30) == 0 and "blocks, " in player.said.read_text()


def test_an_engine_that_hangs_is_replaced(jack_server, tmp_path):
    with playing(jack_server, tmp_path, *STEADY, "--no-midi") as player:
        player.osc("/param/gain", "f", -7)
        until(lambda: player.value("gain") == -7, "the gain")
        hung = int(player.shared.link.engine_pid)
        os.kill(hung, signal.SIGSTOP)
        player.wait_for("with the same values", 120)
        assert player.shared.link.engine_pid != hung and player.value("gain") == -7
        plays_on(player)
        player.stop()


def test_an_engine_left_alone_ends_when_the_player_said_so(jack_server, tmp_path):
    with playing(jack_server, tmp_path, "--no-midi", "--alone", "1") as player:
        plays_on(player)  # no end as long as somebody is there
        shared = player.shared
        player.kill_bridge()
        until(lambda: not is_taken(player.places.engine), "the engine to end")
        assert shared.link.is_at(State.ENDED)


def test_one_session_has_one_bridge(jack_server, tmp_path):
    with playing(jack_server, tmp_path, "--no-midi") as player:
        command = [*COMMAND, "play", "--no-midi", "--session", player.places.session]
        found = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True,
                               env=jack_server.env | {"PYTHONPATH": str(ROOT)})
        assert found.returncode == 1 and "another Flowbend has the session" in found.stderr
        plays_on(player)
        player.stop()


def test_a_bridge_that_cannot_open_its_doors_leaves_the_engine_it_took_over(jack_server, tmp_path):
    with playing(jack_server, tmp_path, "--no-midi") as player:
        player.kill_bridge()
        command = [*COMMAND, "play", "--midi-map", "no such map", "--osc-port", "0",
                   "--session", player.places.session]
        env = jack_server.env | {"PYTHONPATH": str(ROOT), "FLOWBEND_MIDI_API": "jack"}
        found = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, env=env)
        assert found.returncode == 1 and "no mapping" in found.stderr
        plays_on(player)


def test_an_engine_killed_while_the_card_is_away_is_heard_when_it_is_back(start_jack, tmp_path):
    """On the outputs that were asked for, from both engines."""
    server = start_jack(waits=False, outputs=4)
    options = [*STEADY, "--no-midi", "--channels", "4,3"]
    with playing(server, tmp_path, *options) as player:
        server.wait_for_port("PortAudio.*:out_3", 30)
        player.osc("/param/gain", "f", -6)
        until(lambda: player.value("gain") == -6, "the gain")
        server.process.kill()
        server.process.wait()
        player.wait_for("has gone away: the music goes on")
        until(lambda: player.shared.meters().read()["losses"] == 1, "the loss to be counted")
        player.kill_engine()
        player.wait_for("with the same values", 60)
        assert player.said.read_text().count("the music goes on") >= 1
        plays_on(player)  # by the clock
        assert player.value("gain") == -6
        server = start_jack(waits=False, outputs=4)
        player.wait_for("Sounding on system", 60)
        left, right = (server.wait_for_port(f"PortAudio.*:out_{n}", 30) for n in (3, 2))
        silent = server.wait_for_port("PortAudio.*:out_0", 30)
        with server.record(left, right, silent) as recorder:
            recorder.wait_for(RATE)
        powers = np.mean(recorder.audio()[RATE // 2 :].astype(np.float64) ** 2, axis=0)
        assert powers[:2].min() > 1e-7 and powers[2] == 0
        said = player.stop()
    assert "the last of 2 engines" in said and "Traceback" not in said


def test_a_panic_is_silence_for_the_next_engine_too(jack_server, tmp_path):
    with playing(jack_server, tmp_path, "--no-midi", *STEADY[1:]) as player:  # with its piece
        plays_on(player)
        player.osc("/event/panic")
        until(lambda: player.shared.link.hushed, "the panic")
        over = player.shared.link.ended_at
        assert over > 1
        player.kill_engine()
        player.wait_for("with the same values", 60)
        port = jack_server.wait_for_port(OUT, 30)
        with jack_server.record(port) as recorder:
            recorder.wait_for(RATE)
        assert np.abs(recorder.audio()).max() == 0
        player.osc("/param/gain", "f", -3)
        until(lambda: not player.shared.link.hushed, "the end of the panic")
        assert player.shared.link.ended_at == over  # the piece stays over
        player.osc("/event/note_on", "if", 60, 0.8)
        plays_on(player)
        assert level_db(jack_server) > -70
        player.stop()


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_a_clean_end_ends_the_engine_with_a_fade(jack_server, tmp_path, how):
    with playing(jack_server, tmp_path, *STEADY, "--safety", "3") as player:
        plays_on(player)
        with jack_server.record(jack_server.wait_for_port(OUT)) as recorder:
            recorder.wait_for(RATE // 4)
            player.stop(how)
            audio = recorder.audio()[:, 0]
        assert not is_taken(player.places.engine)
    last = np.flatnonzero(audio)[-1]
    steps = np.abs(np.diff(audio[: last + 2]))
    assert steps[-64:].max() < max(0.25 * steps.max(), 1e-3)
    tail = audio[last - 255 : last + 1]
    assert np.abs(tail).max() < 0.5 * np.abs(audio).max() + 1e-3


def test_a_take_survives_both_deaths(jack_server, tmp_path):
    """Kill the engine, then bridge and engine: every complete block replays, to the sample."""
    options = [*STEADY, "--take", "t.json", "--no-midi"]
    with playing(jack_server, tmp_path, *options) as player:
        player.osc("/param/gain", "f", -3)
        player.osc("/event/note_on", "if", 62, 0.8)
        plays_on(player)
        player.kill_engine()
        player.wait_for("with the same values", 60)
        player.osc("/param/morph", "f", 0.5)
        until(lambda: player.value("morph") == 0.5, "the morph")
        plays_on(player)
        player.kill_bridge()
        plays_on(player)
        player.kill_engine()
        until(lambda: not is_taken(player.places.engine), "the engine to be gone")
    first, second = load_lives(tmp_path / "t.json")
    assert min(first.latents, second.latents) >= 40  # 60, less what the log had yet to write
    assert [c.values[INDEX["gain"]] for c in replay(first, 512)][-1] == -3
    assert next(replay(second, 512)).values[INDEX["gain"]] == -3
    assert [c.values[INDEX["morph"]] for c in replay(second, 512)][-1] == 0.5
    rendered = []
    for name in ("a.wav", "b.wav"):
        subprocess.run([*COMMAND, "render", "--take", "t.json", "--out", name], cwd=tmp_path,
                       env=os.environ | {"PYTHONPATH": str(ROOT)}, check=True, capture_output=True)
        rendered.append(soundfile.read(tmp_path / name)[0])
    np.testing.assert_array_equal(*rendered)
    assert len(rendered[0]) == 512 * (first.latents + second.latents)
