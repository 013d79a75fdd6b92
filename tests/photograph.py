"""Takes the README's pictures of the page while the instrument plays: when the table has new rows.

`python tests/photograph.py`, with a JACK server and Chromium, as the tests have them, and Pillow.
"""

import re
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from jack_rig import run_jack  # noqa: E402
from page_rig import DESK, TABLET, Tab, chromium  # noqa: E402
from PIL import Image  # noqa: E402
from play_rig import playing  # noqa: E402

FOLDER = ROOT / "docs" / "pictures"


def desk(tab: Tab) -> None:
    """An organ that becomes a choir, two curves, and chords from the computer's keys."""
    page = tab.page
    tab.row("instrument_a").select_option(label="organ")
    tab.row("instrument_b").select_option(label="choir")
    page.locator(".lane.brightness").get_by_label("draw a shape").select_option("sine")
    page.locator(".lane.rms").get_by_label("draw a shape").select_option("steps")
    tab.row("noisiness").press("ArrowDown")
    box = page.locator(".pad-surface").bounding_box()
    page.mouse.click(box["x"] + 0.38 * box["width"], box["y"] + 0.55 * box["height"])
    page.evaluate("document.activeElement.blur()")
    for chord in ("dgj", "fhk", "sgj", "dgk"):
        for key in chord:
            page.keyboard.down(key)
        page.wait_for_timeout(3000)
        for key in chord if chord != "dgk" else "":
            page.keyboard.up(key)


def tablet(tab: Tab) -> None:
    """A finger on one key after the other."""
    page = tab.page
    page.locator(".lane.rms").get_by_label("draw a shape").select_option("ramp up")
    for pitch in (60, 67, 64, 72):
        box = page.locator(f'.key[data-pitch="{pitch}"]').bounding_box()
        page.mouse.move(box["x"] + 10, box["y"] + 0.9 * box["height"])
        page.mouse.down()
        page.wait_for_timeout(2500)
        if pitch != 72:
            page.mouse.up()


def photograph(tab: Tab, name: str) -> None:
    """As WebP: a README is to be opened quickly."""
    path = FOLDER / f"{name}.webp"
    with tempfile.NamedTemporaryFile(suffix=".png") as whole:
        tab.photograph(Path(whole.name))
        Image.open(whole.name).convert("RGB").save(path, quality=92, method=6)
    print(path, path.stat().st_size)


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    places = tempfile.TemporaryDirectory()
    with places as folder, run_jack() as server, playing(server, Path(folder)) as player, \
            chromium() as browser:
        url = re.search(r"The page is at (\S+)", player.said.read_text())[1]
        for name, size, play in (("page_desk", DESK, desk), ("page_tablet", TABLET, tablet)):
            tab = Tab(browser, url, size).ready()
            play(tab)
            photograph(tab, name)
            tab.context.close()
