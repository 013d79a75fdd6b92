"""Small files that are whole or as they were: whoever is cut off in the midst loses nothing."""

from pathlib import Path


def write_text(path: Path, text: str) -> None:
    """[control] The text as a file, in UTF-8 with lines ended as they are. Raises OSError, and
    leaves what was there before."""
    partial = path.with_name(f".{path.name}.part")
    try:
        partial.write_text(text, encoding="utf-8", newline="")
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
