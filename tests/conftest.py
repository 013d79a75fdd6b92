"""What tests share: a JACK server to play to, the shipped instrument, and the soundfont.

Where one is missing, a clear sentence says how to get it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import TYPE_CHECKING

import hypothesis
import pytest

from engine.instrument import Instrument

if TYPE_CHECKING:
    from jack_rig import JackServer

    from engine.models import corpus

# A busy machine is slow at times; that is no fault of what is tested.
hypothesis.settings.register_profile("flowbend", deadline=None)
hypothesis.settings.load_profile("flowbend")

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


@pytest.fixture(scope="session")
def shipped() -> Instrument:
    """The instrument of this repository, as `flowbend play` loads it."""
    return Instrument()


@pytest.fixture(scope="session")
def synthesizer() -> corpus.Player:
    """FluidSynth with the soundfont that the corpus is made of."""
    from engine.models import corpus

    remedy = "`sudo apt install fluid-soundfont-gm libfluidsynth3`, then run it again"
    try:
        return corpus.Player(corpus.DEFAULT_SOUNDFONT)
    except corpus.NoSoundfont as error:
        pytest.fail(f"This test renders with FluidSynth ({error}): {remedy}", pytrace=False)
