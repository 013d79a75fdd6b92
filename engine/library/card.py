"""A model's card, `README.md`: its licence and its first words, safe to print in a terminal."""

import re
from pathlib import Path
from typing import NamedTuple

FILE = "README.md"
_MOST_BYTES = 1 << 16
_LICENCE = re.compile(
    r"^\W*licen[cs]e\b[^:\n]{0,40}:[ \t]*(\S[^\n]*)", re.IGNORECASE | re.MULTILINE
)
_FRONT = re.compile(r"\A---\r?\n(.*?)^---\s*$", re.DOTALL | re.MULTILINE)
_NO_PROSE = ("#", "<", "|", "!", "[!", "```", "---")


class Card(NamedTuple):
    """licence: as the card names it, or "". about: the first paragraph, in one line, or ""."""

    licence: str
    about: str


def read(folder: Path) -> Card | None:
    """[any] The card of the model in a folder, or None where it has none."""
    try:
        with (Path(folder) / FILE).open("rb") as file:
            text = file.read(_MOST_BYTES).decode("utf-8", "replace")
    except OSError:
        return None
    front = _FRONT.search(text)  # the model hub's own lines, in YAML
    body = text[front.end():] if front else text
    licence = (_LICENCE.search(front[1]) if front else None) or _LICENCE.search(body)
    named = re.split(r"[,;]|\.(?:\s|$)", licence[1])[0] if licence else ""
    paragraphs = (" ".join(part.split()) for part in re.split(r"\n\s*\n", body))
    about = next((part for part in paragraphs if part and not part.startswith(_NO_PROSE)), "")
    return Card(_plain(named, 40), _plain(about, 160))


def _plain(text: str, limit: int) -> str:
    """Without what would move a terminal's cursor; cut between words."""
    text = "".join(c for c in text if c.isprintable()).strip(" \"'*_")
    return text if len(text) <= limit else f"{text[:limit].rsplit(' ', 1)[0]} ..."
