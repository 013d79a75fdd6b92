"""What tests share: a JACK server to play to, and a clear sentence where there is none."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from jack_rig import JackServer

REMEDY = "`sudo apt install jackd2 libportaudio2` and `pip install JACK-Client`, then run it again"


@pytest.fixture
def start_jack() -> Iterator[Callable[..., JackServer]]:
    """start_jack(rate=48000) starts a server, which ends with the test."""
    try:
        import jack_rig
    except (ImportError, OSError) as error:  # OSError: JACK-Client is there, the library is not
        pytest.fail(f"This test plays to a JACK server ({error}): {REMEDY}", pytrace=False)
    with ExitStack() as servers:

        def start(rate: int = 48000) -> JackServer:
            try:
                return servers.enter_context(jack_rig.run_jack(rate))
            except FileNotFoundError as error:
                pytest.fail(f"This test plays to a JACK server ({error}): {REMEDY}", pytrace=False)

        yield start


@pytest.fixture
def jack_server(start_jack: Callable[..., JackServer]) -> JackServer:
    """A synchronous 48 kHz server: see jack_rig.JackServer."""
    return start_jack()
