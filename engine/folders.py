"""Where this system keeps what a player has made. The only importer of platformdirs."""

from pathlib import Path

import platformdirs


def mine(what: str) -> Path:
    """[any] The user's own folder for one kind of thing; it need not be there yet."""
    return platformdirs.user_data_path("flowbend", appauthor=False) / what
