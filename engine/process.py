"""The engine process: `python -m engine.process MEMORY` serves the bridge that made that memory.

Little is imported before the process has asked to go first: somebody waits for sound.
"""

import sys
from pathlib import Path

from engine import priority


def main(arguments: list[str] | None = None) -> int:
    """[control] Live one life of an engine, and return the exit status."""
    (path,) = map(Path, sys.argv[1:] if arguments is None else arguments)
    priority.go_before()
    from engine import life

    return life.live(path)


if __name__ == "__main__":
    sys.exit(main())
