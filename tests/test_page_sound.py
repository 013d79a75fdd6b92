"""A knob that is turned in a browser is heard at the sound card, also after the engine has died;
and what is kept and recalled there is kept and recalled.
"""

import re
import time

import pytest
from page_rig import DESK, Tab, chromium
from play_rig import level_db, playing

STEADY = ["--no-backing", "--set", "rms=-15", "--set", "onset_rate=8", "--set", "steps=2"]


def url_of(player):
    return re.search(r"The page is at (\S+)", player.said.read_text())[1]


def wait(player, id, value, seconds=60):
    """Until the instrument has it; the page shows at once what its own hands do."""
    deadline = time.monotonic() + seconds
    while player.value(id) != value:
        assert time.monotonic() < deadline, player.value(id)
        time.sleep(0.01)


@pytest.fixture
def browser():
    with chromium() as found:
        yield found


def test_a_knob_of_the_page_is_heard(browser, jack_server, tmp_path):
    with playing(jack_server, tmp_path, *STEADY) as player:
        tab = Tab(browser, url_of(player), DESK).ready()
        tab.page.wait_for_selector("#status.on")
        loud = level_db(jack_server)
        tab.row("gain").focus()
        tab.page.keyboard.type("-24\n")
        wait(player, "gain", -24)
        assert level_db(jack_server) - loud == pytest.approx(-24, abs=4)
        tab.row("gain").dblclick()
        wait(player, "gain", 0)
        assert level_db(jack_server) - loud == pytest.approx(0, abs=4)
        player.osc("/param/brightness", "f", 3000)
        tab.see("brightness", "3000 Hz")
        tab.wait("document.querySelector('#read-latency').textContent.endsWith('ms')")
        assert tab.faults == []
        tab.context.close()
        assert "The page is at http://127.0.0.1:" in player.stop()


def test_the_page_outlives_an_engine(browser, start_jack, tmp_path):
    with playing(start_jack(waits=False), tmp_path, *STEADY) as player:
        tab = Tab(browser, url_of(player), DESK).ready()
        tab.row("gain").focus()
        tab.page.keyboard.type("-7\n")
        wait(player, "gain", -7)
        player.kill_engine()
        tab.page.get_by_text("Another one plays").wait_for()
        tab.page.wait_for_selector("#status.on")
        assert player.value("gain") == -7
        tab.row("gain").dblclick()
        wait(player, "gain", 0)
        position = player.shared.link.position
        deadline = time.monotonic() + 60
        while player.shared.link.position < position + 20:
            assert time.monotonic() < deadline
            time.sleep(0.01)
        assert tab.faults == []
        tab.context.close()
        player.stop()


def test_the_waveform_on_the_page_is_that_of_the_sound_card(browser, jack_server, tmp_path):
    with playing(jack_server, tmp_path, *STEADY) as player:
        tab = Tab(browser, url_of(player), DESK).ready()
        lit = """() => {
            const canvas = document.getElementById("picture"), from = canvas.height * 0.7;
            const data = canvas.getContext("2d").getImageData(
                canvas.width - 200, from, 200, canvas.height - from).data;
            return data.filter((x, n) => n % 4 === 0 && x > 150).length;
        }"""
        tab.wait(f"({lit})() > 3000")
        player.osc("/event/panic")
        tab.wait(f"({lit})() < 600")  # a line of one pixel
        tab.page.get_by_text("silenced").wait_for()
        tab.page.keyboard.press("a")
        tab.page.wait_for_selector("#status-text:text-is('playing')")
        tab.context.close()
        player.stop()


def test_snapshots_presets_and_set_lists_are_recalled_from_the_page(browser, jack_server, tmp_path):
    mine = tmp_path / "mine"
    (mine / "sets").mkdir(parents=True)
    (mine / "loud.txt").write_text("gain: -3\n")
    (mine / "sets" / "friday.txt").write_text("loud\nsnapshot 3\n")
    options = [*STEADY, "--no-midi", "--presets", str(mine)]
    with playing(jack_server, tmp_path, *options) as player:
        tab = Tab(browser, url_of(player), DESK).ready()
        slots = tab.page.locator(".slot")
        player.osc("/param/gain", "f", -12)
        tab.page.get_by_role("button", name="keep").click()
        slots.nth(2).click()
        tab.wait("document.querySelectorAll('.slot.filled').length === 1")
        tab.page.get_by_label("Name of a new preset").fill("mine own")
        tab.page.get_by_role("button", name="save").click()
        tab.page.locator('option[value="mine own"]').wait_for(state="attached")
        assert "gain: -12" in (mine / "mine own.txt").read_text()
        tab.page.get_by_label("Preset", exact=True).select_option("loud")
        wait(player, "gain", -3)
        slots.nth(2).click()
        wait(player, "gain", -12)
        tab.see("gain", "-12.0 dB")
        tab.page.get_by_label("Set list").select_option("friday")
        tab.page.get_by_text("0/2").wait_for()
        for button, gain, where in (("Next entry", -3, "1/2 loud"),
                                    ("Next entry", -12, "2/2 snapshot 3"),
                                    ("Previous entry", -3, "1/2 loud")):
            tab.page.get_by_role("button", name=button).click()
            wait(player, "gain", gain)
            tab.page.get_by_text(where).wait_for()
        assert tab.faults == []
        tab.context.close()
        player.stop()
