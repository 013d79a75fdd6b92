"""The page in a real browser: what hands do to it, what the instrument makes of that, and back."""

import time
from pathlib import Path

import numpy as np
import pytest
from page_rig import DESK, TABLET, Tab, chromium

from bridge import addresses, events
from bridge.web import WebDoor
from engine.link import State
from engine.panel import Panel
from engine.parameters import BY_ID, TABLE, from_unit, to_unit
from engine.shared import Shared
from engine.store import Kind

NAMES = ("piano", "flute", "choir")
CONTROL = '[data-row="{}"]'
FAINT = Path(__file__).with_name("faint.js").read_text()


@pytest.fixture(scope="module")
def browser():
    with chromium() as found:
        yield found


class Rig:
    """A door, what is behind it, and tabs in front of it."""

    def __init__(self, browser, folder, **settings):
        self.browser, self.settings = browser, settings
        self.shared = Shared.create(folder / "page.memory")
        self.shared.meters().clear()
        self.shared.facts.write({"instrument": "orchestra", "instruments": NAMES})
        self.shared.link.state, self.shared.link.lives = State.PLAYING, 1
        self.panel = Panel(self.shared.store(), self.shared.events(), NAMES)
        self.tabs = []
        self.open_door(0)

    def open_door(self, port):
        self.door = WebDoor(self.panel, self.shared, port=port, **self.settings)
        self.door.start()
        self.url = f"http://127.0.0.1:{self.door.address[1]}/"

    def tab(self, size=DESK, **options):
        self.tabs.append(Tab(self.browser, self.url, size, **options))
        return self.tabs[-1]

    def value(self, id, wanted, seconds=30):
        """Wait until a row has this value."""
        self.until(lambda: self.panel.get(id) == pytest.approx(wanted), seconds,
                   lambda: f"{id} is {self.panel.get(id)} and not {wanted}")

    @staticmethod
    def until(so, seconds=30, why=lambda: "never"):
        deadline = time.monotonic() + seconds
        while not so():
            assert time.monotonic() < deadline, why()
            time.sleep(0.01)

    def drained(self):
        """The next events."""
        found = []
        self.until(lambda: found.extend(self.panel.events.drain()) or found)
        return [(event.kind, event.a) for event in found]

    def close(self):
        for tab in self.tabs:
            assert tab.faults == []
            tab.context.close()
        self.door.stop()


@pytest.fixture
def rig(browser, tmp_path):
    rig = Rig(browser, tmp_path)
    yield rig
    rig.close()


def named_nodes(tab):
    """(role, name) of everything that a screen reader can come to."""
    session = tab.context.new_cdp_session(tab.page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    return [
        (node["role"]["value"], node.get("name", {}).get("value", ""))
        for node in nodes if not node.get("ignored") and "role" in node
    ]


def test_every_row_is_shown_named_and_reached_by_keyboard(rig):
    tab = rig.tab().ready()
    for row in TABLE:
        assert tab.page.locator(CONTROL.format(row.id)).count() == 1, row.id
    shown = tab.page.eval_on_selector_all("[data-row]", "all => all.map(e => e.dataset.row)")
    assert sorted(shown) == sorted(row.id for row in TABLE)
    nodes = named_nodes(tab)
    for role in ("slider", "button", "radio", "radiogroup", "combobox", "spinbutton", "meter"):
        names = [name for found, name in nodes if found == role]
        assert names and all(names), role
    for row in TABLE:
        assert any(name == row.label for _, name in nodes), row.label
    reached = set()
    for _ in range(3 * len(TABLE) + 60):
        tab.page.keyboard.press("Tab")
        reached.add(tab.page.evaluate(
            "document.activeElement.closest('[data-row]')?.dataset.row ?? ''"))
    assert reached >= {row.id for row in TABLE}


def test_no_word_is_faint(rig):
    """WCAG AA: 4.5 to 1, for each word that stands on the page, over all that lies below it;
    of a gradient, its last colour."""
    tab = rig.tab().ready()
    assert tab.page.evaluate(FAINT) == []


def test_no_number_that_moves_all_the_time_speaks_by_itself(rig):
    """What a screen reader says unasked: an octave, an entry, a sentence of the instrument's."""
    tab = rig.tab().ready()
    rig.shared.meters().update(peak_db=-6.0, rms_db=-18.0)
    tab.page.locator(".highest").get_by_text("-6.0 dB").wait_for()
    speaking = tab.page.locator("output, [role=status], [role=log], [aria-live]")
    assert not any(character in words for words in speaking.all_inner_texts()
                   for character in (" dB", " Hz", " · "))


def test_the_law_of_the_rows_is_the_table_s(rig):
    tab = rig.tab().ready()
    places = [0, 0.013, 0.25, 0.5, 0.77, 1]
    found = tab.page.evaluate("""async (places) => {
        const { toUnit, fromUnit } = await import("./rows.js");
        const told = await new Promise((done) => {
            const socket = new WebSocket(`ws://${location.host}/socket`);
            socket.onmessage = (event) => { socket.close(); done(JSON.parse(event.data)); };
        });
        return told.welcome.rows.map((row) => [row.id, places.map((x) => fromUnit(row, x)),
            places.map((x) => toUnit(row, fromUnit(row, x)))]);
    }""", places)
    assert [id for id, *_ in found] == [row.id for row in TABLE]
    for id, values, units in found:
        row = BY_ID[id]
        for x, value, unit in zip(places, values, units, strict=True):
            assert to_unit(row, value) == pytest.approx(unit, abs=1e-9)
            if row.is_whole:
                assert value == from_unit(row, x)
            else:  # rounded to what a hand can mean
                assert to_unit(row, value) == pytest.approx(x, abs=0.004)


def test_the_lamps_of_a_pattern_spread_its_pulses(rig):
    """As Toussaint writes them: the tresillo, the cinquillo, the bell of five in twelve."""
    tab = rig.tab().ready()
    for steps, pulses, turn, wanted in ((8, 3, 0, "x..x..x."), (8, 5, 0, "x.xx.xx."),
                                        (12, 5, 0, "x..x.x..x.x."), (8, 3, 2, "x.x..x.."),
                                        (4, 9, 0, "xxxx"), (5, 0, 1, "....."), (1, 1, 0, "x")):
        found = tab.page.evaluate(
            "async (them) => (await import('./pattern.js')).euclid(...them)", [steps, pulses, turn])
        assert "".join(".x"[struck] for struck in found) == wanted


def test_a_knob_obeys_mouse_wheel_keys_and_numbers(rig):
    tab = rig.tab().ready()
    knob = tab.row("gain")
    box = knob.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + 20
    tab.page.mouse.move(x, y)
    tab.page.mouse.down()
    tab.page.mouse.move(x, y + 95, steps=5)
    tab.page.mouse.up()
    rig.value("gain", from_unit(BY_ID["gain"], to_unit(BY_ID["gain"], 0) - 0.5))
    knob.dblclick()
    rig.value("gain", 0)
    knob.focus()
    for key, wanted in (("ArrowUp", 0.7), ("ArrowDown", 0), ("PageDown", -7.2), ("Home", -60),
                        ("End", 12), ("Delete", 0)):
        tab.page.keyboard.press(key)
        rig.value("gain", wanted)
    tab.page.keyboard.type("-12.5")
    tab.page.keyboard.press("Enter")
    rig.value("gain", -12.5)
    tab.see("gain", "-12.5 dB")
    tab.page.keyboard.type("99\n")
    rig.value("gain", 12)
    tab.page.mouse.wheel(0, 100)
    rig.value("gain", 11.3)
    assert rig.panel.events.drain() == ()


def test_what_others_turn_is_shown(rig):
    one, two = rig.tab().ready(), rig.tab(TABLET).ready()
    rig.panel.set("brightness", 3000, "osc")
    for tab in (one, two):
        tab.see("brightness", "3000 Hz")
        held = tab.row("brightness_mode").locator('[aria-checked="true"]')
        held.get_by_text("held").wait_for()
    one.row("brightness").press("Home")
    two.see("brightness", "100 Hz")


def test_switches_lists_and_numbers(rig):
    tab = rig.tab().ready()
    tab.row("rms_mode").get_by_text("driven").click()
    rig.value("rms_mode", 2)
    tab.page.keyboard.press("ArrowLeft")
    rig.value("rms_mode", 1)
    tab.row("instrument_b").select_option(label="choir")
    rig.value("instrument_b", 2)
    tab.row("seed_a").fill("77")
    tab.row("seed_a").press("Enter")
    rig.value("seed_a", 77)
    tab.row("seed_a").fill("99999")
    tab.row("seed_a").press("Enter")
    rig.value("seed_a", 65535)
    rig.panel.set("instrument_b", "flute", "osc")
    tab.wait("document.getElementById('row-instrument_b').value === '1'")


def test_the_pad_moves_two_rows_and_the_fader_one(rig):
    tab = rig.tab().ready()
    pad = tab.page.locator(".pad-surface")
    box = pad.bounding_box()
    tab.page.mouse.click(box["x"] + 0.75 * box["width"], box["y"] + 0.5 * box["height"])
    rig.until(lambda: rig.panel.get("morph") == pytest.approx(0.75, abs=0.02))
    rig.until(lambda: rig.panel.get("guidance") == pytest.approx(3.25, abs=0.1))
    tab.page.get_by_label("Row upwards").select_option("temperature")
    pad.press("ArrowUp")
    rig.until(lambda: rig.panel.get("temperature") == pytest.approx(1.03, abs=0.005))
    tab.row("morph").press("Home")
    rig.value("morph", 0)


def test_a_curve_that_is_drawn_is_played_until_a_hand_comes(rig):
    tab = rig.tab().ready()
    lane = tab.page.locator(".lane.brightness")
    lane.get_by_label("length").select_option("2 s")
    heard = []
    rig.panel.store.listen(lambda id, value, source: id == "brightness" and heard.append(
        (value, source)))
    box = lane.locator("canvas").bounding_box()
    left, low, width, height = box["x"], box["y"] + box["height"], box["width"], box["height"]
    tab.page.mouse.move(left + 1, low - 0.1 * height)
    tab.page.mouse.down()
    tab.page.mouse.move(left + width / 2, low - 0.9 * height, steps=8)
    tab.page.mouse.move(left + width - 1, low - 0.1 * height, steps=8)
    tab.page.mouse.up()

    def values():
        return [to_unit(BY_ID["brightness"], value) for value, _ in heard]

    rig.until(lambda: len(heard) > 20 and min(values()) < 0.3 and max(values()) > 0.7, 60)
    assert max(values()) <= 0.92 and min(values()) >= 0.08
    assert {source[:4] for _, source in heard} == {"page"}
    assert rig.panel.get("brightness_mode") == 1
    play = lane.get_by_label("Play the brightness curve")
    assert play.get_attribute("aria-pressed") == "true"
    for turn in range(600):  # a hand that goes on turning: one value may fall between two of ours
        rig.panel.set("brightness", 500 + turn, "midi")
        tab.page.wait_for_timeout(30)
        if play.get_attribute("aria-pressed") == "false":
            break
    assert play.get_attribute("aria-pressed") == "false"
    count = len(heard)
    play.click()
    rig.until(lambda: len(heard) > count + 3, 60)
    tab.row("brightness").press("Home")
    tab.page.wait_for_selector('.lane.brightness .play[aria-pressed="false"]')


def test_asked_and_got_are_shown(rig):
    tab = rig.tab().ready()
    rig.shared.meters().update(asked_rms=-20.0, got_rms=-22.5, peak_db=-6.0, rms_db=-18.0,
                               underruns=2, block_ms=5.0, block_duration_ms=20.0)
    for name, value in (("asked", "-20.0 dB"), ("got", "-22.5 dB")):
        tab.page.locator(f".lane.rms .lane-readings .{name}").get_by_text(value).wait_for()
    assert tab.page.locator("#read-underruns").inner_text() == "2"
    assert tab.page.locator("#read-load").inner_text() == "25 %"
    tab.page.wait_for_selector('#level[aria-valuetext="-18 dB"]')


def test_the_sound_is_drawn(rig):
    tab = rig.tab().ready()
    scope, wave = rig.shared.scope(), 0.7 * np.sin(np.arange(1024) * 2 * np.pi * 440 / 48000)
    sound = np.stack([wave, wave], axis=1).astype(np.float32)

    def drawn():
        for _ in range(4):
            scope.add(sound, 48000)
        return tab.page.evaluate("""() => {
            const canvas = document.getElementById("picture");
            const { width, height } = canvas, context = canvas.getContext("2d");
            const lit = (y, tall) => context.getImageData(width - 40, y, 40, tall).data
                .filter((x, n) => n % 4 === 0 && x > 150).length;
            return lit(0, height * 0.7) > 20 && lit(height * 0.7, height * 0.3) > 20;
        }""")

    rig.until(drawn, 60)


def test_keys_are_played_by_mouse_letters_and_fingers(rig):
    tab = rig.tab(touch=True).ready()
    tab.page.keyboard.down("a")
    assert rig.drained() == [(Kind.NOTE_ON, 60)]
    tab.page.keyboard.up("a")
    assert rig.drained() == [(Kind.NOTE_OFF, 60)]
    key = tab.page.locator('.key[data-pitch="64"]')
    key.tap()
    found = rig.drained()
    if len(found) == 1:
        found += rig.drained()
    assert found == [(Kind.NOTE_ON, 64), (Kind.NOTE_OFF, 64)]
    box = key.bounding_box()
    tab.page.mouse.move(box["x"] + 5, box["y"] + box["height"] - 5)
    tab.page.mouse.down()
    assert rig.drained() == [(Kind.NOTE_ON, 64)]
    tab.page.mouse.move(box["x"] + box["width"] + 5, box["y"] + box["height"] - 5)
    rig.until(lambda: rig.panel.events.posted - rig.panel.events.drained == 2)
    assert rig.drained() == [(Kind.NOTE_OFF, 64), (Kind.NOTE_ON, 65)]
    tab.page.mouse.up()
    assert rig.drained() == [(Kind.NOTE_OFF, 65)]
    tab.page.keyboard.press("x")
    tab.page.keyboard.press("s")
    assert rig.drained()[0] == (Kind.NOTE_ON, 74)
    tab.row("seed_a").focus()
    tab.page.keyboard.press("a")  # is a letter there, and no key
    tab.page.locator("#panic").click()
    rig.until(lambda: rig.drained()[-1] == (Kind.PANIC, 0))


def test_the_wheel_springs_back(rig):
    tab = rig.tab().ready()
    box = tab.row("bend").bounding_box()
    x, y = box["x"] + 10, box["y"] + 35
    tab.page.mouse.move(x, y)
    tab.page.mouse.down()
    tab.page.mouse.move(x, y - 27.5, steps=3)
    rig.until(lambda: rig.panel.get("bend") == pytest.approx(1, abs=0.05))
    tab.page.mouse.up()
    rig.value("bend", 0)


def test_it_comes_back_with_the_values_of_then(rig):
    tab = rig.tab().ready()
    rig.door.stop()
    tab.page.wait_for_selector("body.lost")
    tab.page.get_by_text("not connected").wait_for()
    tab.row("gain").press("Home")  # nobody is there to hear it
    rig.panel.set("steps", 7, "osc")
    rig.open_door(rig.door.address[1])
    tab.ready()
    tab.see("steps", "7")
    tab.see("gain", "0.0 dB")
    tab.row("gain").press("End")
    rig.value("gain", 12)
    tab.faults = [fault for fault in tab.faults if "ERR_CONNECTION_REFUSED" not in fault]


def test_an_engine_that_dies_and_comes_back_is_shown(rig):
    tab = rig.tab().ready()
    tab.page.locator("#status.on").wait_for()
    rig.shared.link.state = State.STARTING
    tab.page.locator("#status.waits").wait_for()
    rig.shared.link.state, rig.shared.link.lives = State.PLAYING, 2
    rig.shared.notices.say("Another one plays.")
    tab.page.locator("#status.on").wait_for()
    tab.page.get_by_text("Another one plays.").wait_for()


def test_snapshots_presets_and_learning(browser, tmp_path, monkeypatch):
    """Shown where the instrument has them; what they do is other files' matter."""
    told, filled = [], [1, 3]
    extra = {"/event/snapshot": ("slot",), "/event/snapshot_store": ("slot",),
             "/event/preset": ("name",), "/event/preset_save": ("name",),
             "/event/learn": ("id",), "/event/forget": ("id",)}
    monkeypatch.setattr(addresses, "EVENTS", {**addresses.EVENTS, **extra})
    deeds = {
        address: lambda source, *rest, address=address: told.append((address, *rest)) or True
        for address in extra
    }
    deeds["/event/snapshot_store"] = lambda source, slot: filled.append(slot) or True
    rig = Rig(browser, tmp_path, deeds=deeds, asks={
        "/snapshots": lambda: sorted(filled), "/presets": lambda: ["glass", "night bus"],
    })
    tab = rig.tab().ready()
    slots = tab.page.locator(".slot")
    tab.page.wait_for_selector(".slot.filled")
    assert slots.count() >= 8 and tab.page.locator(".slot.filled").count() == 2
    slots.nth(2).click()
    tab.page.get_by_role("button", name="keep").click()
    slots.nth(4).click()
    tab.wait("document.querySelectorAll('.slot.filled').length === 3")
    tab.page.get_by_label("Preset", exact=True).select_option("night bus")
    tab.page.get_by_label("Name of a new preset").fill("mine")
    tab.page.get_by_role("button", name="save").click()
    tab.page.locator("#learn").click()
    tab.row("brightness").click()
    tab.page.get_by_text("forget what moves it").click()
    tab.page.keyboard.press("Escape")
    tab.row("brightness").press("Home")
    rig.value("brightness", 100)
    assert told == [("/event/snapshot", 3), ("/event/preset", "night bus"),
                    ("/event/preset_save", "mine"), ("/event/learn", "brightness"),
                    ("/event/forget", "brightness")]
    assert filled == [1, 3, 5] and set(events.of_panel(rig.panel)) <= set(rig.door._deeds)
    rig.close()


def test_the_network_s_token_is_typed_once(browser, tmp_path):
    rig = Rig(browser, tmp_path, token="abcd-efgh")
    tab = rig.tab()
    field = tab.page.get_by_label("Token")
    field.fill("wrong-one")
    field.press("Enter")
    tab.wait("!document.querySelector('#token').open")
    tab.page.wait_for_selector("#token[open]")
    field.fill("ABCD EFGH".replace(" ", "-"))
    field.press("Enter")
    tab.ready()
    tab.page.reload()
    tab.ready()
    linked = Tab(browser, f"{rig.url}#abcd-efgh", TABLET).ready()
    assert "abcd" not in linked.page.url
    linked.context.close()
    rig.close()


@pytest.mark.parametrize("size", [DESK, TABLET], ids=["desk", "tablet"])
def test_nothing_overlaps_and_nothing_sticks_out(rig, size):
    tab = rig.tab(size).ready()
    inner, scroll = tab.page.evaluate(
        "[innerWidth, document.scrollingElement.scrollWidth]")
    assert scroll <= inner
    boxes = tab.page.eval_on_selector_all("[data-row], nav button, .tool, .slot", """all => all
        .filter(e => e.offsetParent && !e.closest('#keys')).map(e => {
            const box = e.getBoundingClientRect();
            return [e.dataset.row ?? e.textContent, box.left, box.top, box.right, box.bottom];
        })""")
    for n, (name, left, top, right, bottom) in enumerate(boxes):
        assert left >= 0 and right <= inner, name
        for other, a, b, c, d in boxes[n + 1 :]:
            apart = right <= a + 1 or c <= left + 1 or bottom <= b + 1 or d <= top + 1
            assert apart, f"{name} lies over {other}"
    if size is DESK:
        assert tab.page.evaluate("document.scrollingElement.scrollHeight <= innerHeight")
