"""The page in a real browser, without an engine: Chromium, a door, a panel, and a made-up sound."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

REMEDY = "`sudo apt install chromium` and `pip install playwright`, then run it again"
DESK, TABLET = {"width": 1440, "height": 900}, {"width": 1024, "height": 768}
PATIENCE_MS = 60_000


@contextmanager
def chromium() -> Iterator[Any]:
    """A headless browser; the one that is installed, for nothing is fetched from anywhere."""
    found = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        pytest.fail(f"This test drives the page in a browser: {REMEDY}", pytrace=False)
    if found is None:
        pytest.fail(f"This test drives the page in a browser: {REMEDY}", pytrace=False)
    with sync_playwright() as driver:
        # Root has no sandbox; no page but ours is opened.
        browser = driver.chromium.launch(executable_path=found, args=["--no-sandbox"])
        try:
            yield browser
        finally:
            browser.close()


class Tab:
    """One page that is open. `faults` are what the browser complained of: scripts, and whatever
    the content policy forbids."""

    def __init__(self, browser: Any, url: str, size: dict[str, int], touch: bool = False) -> None:
        self.faults: list[str] = []
        self.context = browser.new_context(viewport=size, has_touch=touch)
        self.page = self.context.new_page()
        self.page.set_default_timeout(PATIENCE_MS)
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("console", lambda said: said.type == "error" and self.faults.append(said.text))
        self.page.goto(url)

    def ready(self) -> Tab:
        self.page.wait_for_selector("body.built:not(.lost)")
        return self

    def row(self, id: str) -> Any:
        return self.page.locator(f"#row-{id}")

    def see(self, id: str, text: str) -> None:
        """Wait until a slider says this."""
        self.page.wait_for_selector(f'#row-{id}[aria-valuetext="{text}"]')

    def wait(self, script: str) -> None:
        """Until this is so. (Playwright's own way needs `eval`, which the page forbids.)"""
        deadline = time.monotonic() + PATIENCE_MS / 1000
        while not self.page.evaluate(script):
            assert time.monotonic() < deadline, script
            self.page.wait_for_timeout(30)

    def photograph(self, path: Path) -> None:
        self.page.screenshot(path=path)
