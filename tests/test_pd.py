"""The Pure Data patch in Pure Data itself: what is touched there reaches Flowbend, and back."""

import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from pd_rig import FAULTS, Pd, pure_data
from play_rig import level_db, playing

from bridge import addresses
from bridge.clips import Clips, Present
from bridge.osc import OscDoor
from engine.meters import Meters
from engine.panel import Panel
from engine.parameters import TABLE
from engine.store import Events, Kind, Store

PATCH = Path(__file__).parents[1] / "maxpatch" / "Flowbend.pd"
NAMES = ("piano", "flute", "cello")
STEADY = ["--no-backing", "--no-midi", "--set", "rms=-15", "--set", "onset_rate=8",
          "--set", "steps=2"]


def eventually(what, seconds: float = 60) -> None:
    until = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < until
        time.sleep(0.02)


@contextmanager
def joined(
    folder: Path, *taps: str, meters: Meters | None = None
) -> Iterator[tuple[Pd, OscDoor]]:
    """Pd with the patch, and a door for it to talk to."""
    clips = Clips(lambda: Present(None, None, False, {}), lambda *message: door.tell(*message))
    door = OscDoor(Panel(Store(), Events(), NAMES), port=0, meters=meters,
                   deeds={addresses.CLIP: clips.render})
    door.start()
    try:
        with pure_data(folder, NAMES, door.address[1], *taps) as pd:
            yield pd, door
    finally:
        door.stop()
        clips.stop()


def test_pd_finds_nothing_wrong_with_the_patch():
    """Pd is its own linter; its exit status says nothing."""
    found = subprocess.run(
        ["pd", "-nogui", "-batch", "-noaudio", "-nomidi", "-stderr", "-open", PATCH,
         "-send", "; pd quit"], capture_output=True, text=True, timeout=60,
    )
    assert not FAULTS.search(found.stdout + found.stderr), found.stdout + found.stderr


def test_every_row_moves_from_pd(tmp_path):
    """Each to its own other end, as its slider or its cells would send it."""
    with joined(tmp_path) as (pd, door):
        wanted = {}
        for row in TABLE:
            value = row.maximum if row.default < row.maximum else row.minimum
            if row.id.startswith("instrument"):
                value = len(NAMES) - 1
            wanted[row.id] = value
        modes_last = sorted(wanted, key=lambda id: id.endswith("_mode"))
        for id in modes_last:
            pd.send(f"fb-{id}", wanted[id])
        eventually(lambda: all(door.panel.get(id) == pytest.approx(x, rel=1e-5)
                               for id, x in wanted.items()), 20)
        assert door.malformed == 0


def test_a_slider_of_whole_numbers_sends_whole_numbers(tmp_path):
    with joined(tmp_path) as (pd, door):
        pd.send("fb-steps-slide", 7.4)
        eventually(lambda: door.panel.get("steps") == 7)
        pd.send("fb-brightness-slide", 3210.5)
        eventually(lambda: door.panel.get("brightness") == pytest.approx(3210.5))
        assert door.panel.get("brightness_mode") == 1  # held, as by any hand
        assert door.malformed == 0


def test_buttons_and_keys_happen(tmp_path):
    with joined(tmp_path) as (pd, door):
        for address in ("/event/onset", "/event/reset", "/event/panic"):
            pd.send(f"fb-do{address.replace('/', '-')}", "bang")
        pd.send("fb-key", 12)
        found = []

        def lifted() -> bool:
            found.extend(door.panel.events.drain())
            return any(event.kind is Kind.NOTE_OFF for event in found)

        eventually(lifted)
        kinds = [event.kind for event in found]
        assert kinds == [Kind.ONSET, Kind.RESET, Kind.PANIC, Kind.NOTE_ON, Kind.NOTE_OFF]
        assert found[3].a == found[4].a == 60 and 0.7 < found[3].b < 0.9


def test_a_clip_is_read_into_two_arrays(tmp_path):
    with joined(tmp_path, "fb-clip-samples", "fb-clip-said") as (pd, _):
        pd.send("fb-clip-bars", 1)
        pd.send("fb-clip-ask", "bang")
        pd.wait_for("fb-clip-samples", "96000", 120)
        assert "label rendering..." in pd.said()
        pd.wait_for("fb-clip-said", "label 2_s_loaded")


def test_what_others_change_is_shown_in_pd_and_does_not_come_back(tmp_path):
    meters = Meters()
    with joined(tmp_path, "fb-rms-show", "fb-rms_mode-name", "fb-instrument_a-name",
                "fb-meter-got_rms", meters=meters) as (pd, door):
        pd.wait_for("fb-rms-show", "set -20")
        sources = []
        door.panel.store.listen(lambda id, value, source: sources.append(source))
        door.panel.set("rms", -31.5, "test")
        pd.wait_for("fb-rms-show", "set -31.5")
        pd.wait_for("fb-rms_mode-name", "label held")
        door.panel.set("instrument_a", "cello", "test")
        pd.wait_for("fb-instrument_a-name", "label cello")
        meters.update(got_rms=-28.25)
        pd.wait_for("fb-meter-got_rms", "set -28.25")
        assert set(sources) == {"test"}


def test_pd_turns_the_gain_the_sound_follows_and_the_meter_comes_back(jack_server, tmp_path):
    with playing(jack_server, tmp_path, *STEADY) as player, pure_data(
        tmp_path, NAMES, player.port, "fb-meter-rms_db", "fb-gain-show"
    ) as pd:
        pd.wait_for("fb-gain-show", "set 0")

        def meter() -> float:
            return float((pd.value("fb-meter-rms_db") or "set 0").split()[1])

        loud, shown = level_db(jack_server), meter()
        pd.send("fb-gain-slide", -30)
        eventually(lambda: player.value("gain") == -30)
        eventually(lambda: meter() < shown - 18)
        assert level_db(jack_server) - loud == pytest.approx(-30, abs=6)
