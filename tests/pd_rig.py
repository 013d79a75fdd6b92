"""Pure Data without a window, with Flowbend's patch open: moved and heard by its own names."""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from play_rig import free_port

from maxpatch import pd_patch

REMEDY = "This test runs Pure Data: `sudo apt install puredata-core`, then run it again"
FAULTS = re.compile(r"couldn't create|connection failed|error|no method|bad arguments", re.I)


class Pd:
    """A running Pd. `send` is a hand on the panel, `value` what a name was last told."""

    def __init__(self, folder: Path, instruments: tuple[str, ...], port: int, *taps: str) -> None:
        (folder / "Flowbend.pd").write_text(pd_patch.patch(instruments, port))
        self._said, hears = folder / "pd.txt", free_port()
        (folder / "host.pd").write_text(_host(hears, taps))
        with self._said.open("wb") as out:
            self.process = subprocess.Popen(
                ["pd", "-nogui", "-noaudio", "-nomidi", "-stderr", "-open", "Flowbend.pd",
                 "-open", "host.pd"], cwd=folder, stdout=out, stderr=subprocess.STDOUT,
            )
        until = time.monotonic() + 30
        while True:
            try:
                self._hand = socket.create_connection(("127.0.0.1", hears))
                return
            except OSError:
                assert time.monotonic() < until and self.process.poll() is None, self.said()
                time.sleep(0.05)

    def send(self, name: str, *values: object) -> None:
        """What a click or a turn does: `send("fb-rms-slide", -30)`."""
        self._hand.sendall(f"{' '.join(map(str, (name, *values)))};\n".encode())

    def said(self) -> str:
        """All that Pd has printed."""
        return self._said.read_text(errors="replace")

    def value(self, tap: str) -> str | None:
        """What this name was told last."""
        found = re.findall(rf"^{re.escape(tap)}: (.*)$", self.said(), re.M)
        return found[-1] if found else None

    def wait_for(self, tap: str, text: str, seconds: float = 60) -> None:
        """Until the name was told this."""
        until = time.monotonic() + seconds
        while self.value(tap) != text:
            assert time.monotonic() < until, f"no {tap}: {text} in: {self.said()[-2000:]}"
            time.sleep(0.02)

    def close(self) -> None:
        self._hand.close()
        self.process.kill()
        self.process.wait()


@contextmanager
def pure_data(
    folder: Path, instruments: tuple[str, ...], port: int, *taps: str
) -> Iterator[Pd]:
    if shutil.which("pd") is None:
        pytest.fail(REMEDY, pytrace=False)
    pd = Pd(folder, instruments, port, *taps)
    try:
        yield pd
        assert not FAULTS.search(pd.said()), pd.said()
    finally:
        pd.close()


def _host(port: int, taps: tuple[str, ...]) -> str:
    """A patch that sends what comes to a port, and prints what goes to each of `taps`."""
    lines = [
        "#N canvas 0 0 400 300 12;", f"#X obj 10 10 netreceive {port};",
        "#X obj 10 40 list prepend;", "#X obj 10 70 list split 1;", "#X obj 10 100 list;",
        "#X obj 90 100 t b a;", "#X obj 10 160 list trim;", "#X obj 10 190 send;",
        # The name first, then what it is sent.
        "#X connect 0 0 1 0;", "#X connect 1 0 2 0;", "#X connect 2 1 3 1;",
        "#X connect 2 0 4 0;", "#X connect 4 1 6 1;", "#X connect 4 0 3 0;",
        "#X connect 3 0 5 0;", "#X connect 5 0 6 0;",
    ]
    for number, tap in enumerate(taps):
        lines += [f"#X obj 200 {20 * number} r {tap};", f"#X obj 300 {20 * number} print {tap};",
                  f"#X connect {7 + 2 * number} 0 {8 + 2 * number} 0;"]
    return "\n".join(lines) + "\n"
