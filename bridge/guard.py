"""Who may come in to the page: which hosts and origins, and which token where others can reach it.
Plain functions of what a request says; no sockets.
"""

import hmac
import ipaddress
import secrets
import socket
from urllib.parse import urlsplit

_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that looks like another
SHORTEST_TOKEN = 8


def new_token() -> str:
    """[any] Eight letters that nobody guesses (40 bits; a wrong one costs a second), to be typed
    on a tablet."""
    letters = "".join(secrets.choice(_LETTERS) for _ in range(SHORTEST_TOKEN))
    return f"{letters[:4]}-{letters[4:]}"


def is_token(said: object, token: str) -> bool:
    """[any] Whether this is the token, in however many small or capital letters and hyphens."""
    return isinstance(said, str) and hmac.compare_digest(_plain(said), _plain(token))


def is_welcome_host(host: str | None, port: int, lan: bool) -> bool:
    """[any] Whether a request's Host names this machine as one that comes from here would.

    A name that somebody else's server has given this address (DNS rebinding) is refused: in a
    network only addresses and this machine's own name are known.
    """
    name, said_port = _split(host)
    if name is None or said_port != port:
        return False
    if name in ("127.0.0.1", "localhost", "::1"):
        return True
    own = socket.gethostname().lower().split(".")[0]
    return lan and (_is_address(name) or name in (own, f"{own}.local"))


def is_welcome_origin(origin: str | None, host: str) -> bool:
    """[any] Whether a page of this origin may talk to us: our own, or a program that is no page."""
    return origin is None or origin.lower() == f"http://{host.lower()}"


def _plain(token: str) -> bytes:
    return token.strip().lower().replace("-", "").encode()


def _split(host: str | None) -> tuple[str | None, int | None]:
    """A Host header's name and port; None where it is none."""
    try:
        parts = urlsplit(f"//{host}")
        if host is None or parts.netloc != host or "@" in host:
            return None, None
        return parts.hostname, parts.port if parts.port is not None else 80
    except ValueError:
        return None, None


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
