"""Which sound cards there are, the choice of one, and what is said where there is none."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from engine import devices
from engine.devices import NoSoundCard


def test_says_what_to_install_without_portaudio() -> None:
    code = (
        "import ctypes.util; ctypes.util.find_library = lambda name: None\n"
        "import platform; platform.system = lambda: 'Linux'\n"
        "from engine import devices; devices.choose()"
    )
    found = subprocess.run(
        [sys.executable, "-c", code], cwd=Path(__file__).parents[1], capture_output=True, text=True
    )
    last = found.stderr.splitlines()[-1]
    assert "NoSoundCard: The PortAudio library is missing" in last
    assert "sudo apt install libportaudio2" in last


# Below, a stand-in for sounddevice: which cards a machine has is no matter of this project.


class PortAudioError(Exception):
    pass


class Cards:
    """A machine with these cards, as (name, outputs); the first is the default."""

    PortAudioError = PortAudioError

    def __init__(self, *cards: tuple[str, int], refusal: str = "") -> None:
        self._cards = cards
        self._refusal = refusal
        self.default = SimpleNamespace(device=[-1, 0 if cards else -1])

    def query_devices(self) -> list[dict[str, Any]]:
        facts = {"hostapi": 0, "default_samplerate": 44100.0, "default_low_output_latency": 0.01}
        return [
            facts | {"index": index, "name": name, "max_output_channels": outputs}
            for index, (name, outputs) in enumerate(self._cards)
        ]

    def query_hostapis(self, index: int) -> dict[str, Any]:
        return {"name": "ALSA"}

    def check_output_settings(self, *arguments: object, **keywords: object) -> None:
        if self._refusal:
            raise PortAudioError(self._refusal)


@pytest.fixture
def has(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """has(("card", 2), ...) gives the machine these cards."""

    def has(*cards: tuple[str, int], refusal: str = "") -> None:
        machine = Cards(*cards, refusal=refusal)
        monkeypatch.setattr(devices, "portaudio", lambda: machine)

    return has


TWO = (("HDA Intel: front", 2), ("HDA Intel: HDMI", 8), ("Microphone", 0), ("default", 128))


def test_lists_what_can_play(has: Callable[..., None]) -> None:
    has(*TWO)
    lines = devices.list_devices()
    assert lines[1] == "1: HDA Intel: HDMI, ALSA (8 outputs, 44100 Hz)"
    assert len(lines) == 3
    has()
    assert devices.list_devices() == []


@pytest.mark.parametrize(
    ("device", "name"),
    [
        (None, "HDA Intel: front"),
        (1, "HDA Intel: HDMI"),
        ("1", "HDA Intel: HDMI"),
        ("hdmi", "HDA Intel: HDMI"),
        ("default", "default"),
    ],
)
def test_finds_a_card(has: Callable[..., None], device: int | str | None, name: str) -> None:
    has(*TWO, ("default mirror", 2))
    assert devices.choose(device).name == f"{name}, ALSA"


@pytest.mark.parametrize("device", ["intel", 2, 9, "-1", "nothing"])
def test_names_the_cards_when_none_or_several_fit(
    has: Callable[..., None], device: int | str
) -> None:
    has(*TWO)
    with pytest.raises(NoSoundCard, match=r"0: HDA Intel: front.*; 1: HDA Intel: HDMI"):
        devices.choose(device)


def test_refuses_more_channels_than_there_are(has: Callable[..., None]) -> None:
    has(("mono", 1))
    with pytest.raises(NoSoundCard, match="has 1 outputs, not 2: ask for fewer channels"):
        devices.check(devices.choose(), 2, 48000)
    devices.check(devices.choose(), 1, 48000)


def test_takes_our_rate_where_it_can_and_the_card_s_own_else(has: Callable[..., None]) -> None:
    has(*TWO)
    assert devices.rate_for(devices.choose(), 2, 48000) == 48000
    has(*TWO, refusal="Invalid sample rate [PaErrorCode -9997]")
    assert devices.rate_for(devices.choose(), 2, 48000) == 44100


@pytest.mark.parametrize("system", ["Linux", "Darwin", "Windows", "FreeBSD"])
def test_each_system_has_its_remedy(
    has: Callable[..., None], system: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("platform.system", lambda: system)
    remedies = devices.DEVICE_REMEDY, devices.RATE_REMEDY
    no_device, other_rate = (remedy.get(system, remedy["Linux"]) for remedy in remedies)
    has()
    with pytest.raises(NoSoundCard) as error:
        devices.choose()
    assert str(error.value) == f"No sound card that can play was found: {no_device}"
    has(*TWO, refusal="Invalid sample rate [PaErrorCode -9997]")
    with pytest.raises(NoSoundCard) as error:
        devices.check(devices.choose(), 2, 48000)
    assert f"front, ALSA does not play at 48000 Hz: {other_rate}" in str(error.value)
    has(*TWO, refusal="Device unavailable [PaErrorCode -9985]")
    with pytest.raises(NoSoundCard, match=r"did not open .* close the program that holds it"):
        devices.check(devices.choose(), 2, 48000)
