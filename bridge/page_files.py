"""What the page is made of, as answers to requests: read once, by name. No path from outside is
ever looked up, so none leads out of the folder.
"""

from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "page"
_TYPES = {
    ".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml",
}
_FRONT = "page.html"


@dataclass(frozen=True)
class File:
    """One file of the page."""

    type: str
    body: bytes


def load(folder: Path = FOLDER) -> dict[str, File]:
    """[control] Every file by the path that a browser asks for; `/` is the page itself."""
    found = {
        f"/{path.name}": File(_TYPES[path.suffix], path.read_bytes())
        for path in sorted(folder.iterdir()) if path.suffix in _TYPES
    }
    return {"/": found[f"/{_FRONT}"], **found}


def headers(host: str) -> dict[str, str]:
    """[any] What every answer tells the browser; `host` is the request's own, and checked."""
    policy = (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
        f" connect-src 'self' ws://{host}; base-uri 'none'; form-action 'none';"
        " frame-ancestors 'none'"
    )
    return {
        "Content-Security-Policy": policy,
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cache-Control": "no-cache",
    }
