"""What each event does, by its address: the same for every door. No sockets, no ports."""

from collections.abc import Callable, Mapping

from bridge import addresses
from engine.panel import Panel

Does = Callable[..., object]
"""(source, *arguments), the arguments as `addresses.EVENTS` names them. False when the engine has
fallen behind and the event was dropped; raises BadValue."""
Deeds = Mapping[str, Does]
Asks = Mapping[str, Callable[[], list]]
"""By the address of a question, what it is answered with; raises BadValue."""


def of_panel(panel: Panel) -> dict[str, Does]:
    """[control] What the panel does itself."""
    return {
        addresses.NOTE_ON: lambda source, pitch, velocity: panel.note_on(pitch, velocity, source),
        addresses.NOTE_OFF: lambda source, pitch: panel.note_off(pitch, source) or True,
        addresses.ALL_NOTES_OFF: lambda source: panel.all_notes_off(source) or True,
        addresses.PANIC: lambda source: panel.panic(source) or True,
        addresses.ONSET: lambda source, strength: panel.onset(strength, source),
        addresses.RESET: lambda source: panel.reset(source),
        addresses.NEW_SEED: lambda source: panel.new_seed(source) is not None,
        addresses.MODEL: lambda source, folder: panel.model(folder, source),
    }
