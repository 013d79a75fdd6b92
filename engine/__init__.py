"""Flowbend's instrument, to be used from Python: `from engine import Instrument`.

Importing this loads nothing: the names come when they are asked for (`studio/api.py`).
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.studio.api import Clip, Instrument, Note

__all__ = ["Clip", "Instrument", "Note"]


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from engine.studio import api

    return getattr(api, name)
