"""Steering by words and by example, together: what both ask for, words winning."""

from pathlib import Path

from engine.instrument import Instrument
from engine.studio import example, sounds, words
from engine.studio.words import Understood


def steered(
    instrument: Instrument, text: str | None = None, like: Path | None = None,
    clap: Path | None = None,
) -> Understood:
    """[control] Rows that a text, a sound file or both ask for; none for neither. Raises BadValue
    and BrokenContract as these do."""
    settings: dict[str, float | str] = {}
    remarks: dict[str, str] = {}
    if like is not None:
        contract, channels = instrument.contract, instrument.decoder.contract.channels
        audio = sounds.read(like, contract.sample_rate, channels)
        found = example.settings_of_sound(instrument, audio)
        settings |= found.settings
        remarks |= found.remarks
    if text is not None:
        found = words.understand(instrument, text, clap)
        settings |= found.settings
        remarks |= found.remarks
    return Understood(settings, remarks)
