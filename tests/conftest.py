"""What tests share: a JACK server to play to, the shipped instrument, the soundfont, recordings.

Where one is missing, a clear sentence says how to get it.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest

from engine.contract import FLOAT32, INT8, PREFIX, TWO_PASSES
from engine.instrument import SHIPPED, Instrument

if TYPE_CHECKING:
    from jack_rig import JackServer
    from recordings import Recordings

    from engine.models import corpus

# A busy machine is slow at times; that is no fault of what is tested.
hypothesis.settings.register_profile("flowbend", deadline=None)
hypothesis.settings.load_profile("flowbend")

REMEDY = "`sudo apt install jackd2 libportaudio2` and `pip install JACK-Client`, then run it again"


@pytest.fixture
def start_jack() -> Iterator[Callable[..., JackServer]]:
    """start_jack(rate=48000, period=256, outputs=2, waits=True, patience_ms=10000) starts a server,
    which ends with the test, or when the next one is started."""
    try:
        import jack_rig
    except (ImportError, OSError) as error:  # OSError: JACK-Client is there, the library is not
        pytest.fail(f"This test plays to a JACK server ({error}): {REMEDY}", pytrace=False)
    with ExitStack() as servers:

        def start(**settings: int) -> JackServer:
            servers.close()
            try:
                return servers.enter_context(jack_rig.run_jack(**settings))
            except FileNotFoundError as error:
                pytest.fail(f"This test plays to a JACK server ({error}): {REMEDY}", pytrace=False)

        yield start


@pytest.fixture
def jack_server(start_jack: Callable[..., JackServer]) -> JackServer:
    """A synchronous 48 kHz server: see jack_rig.JackServer."""
    return start_jack()


@pytest.fixture(scope="session")
def shipped() -> Instrument:
    """The instrument of this repository, in the precision that every machine has."""
    return Instrument(precision=FLOAT32)


@pytest.fixture(scope="session")
def eight_bits() -> Instrument:
    """The same with weights of 8 bits."""
    return Instrument(precision=INT8)


@pytest.fixture(scope="session")
def two_passes(tmp_path_factory: pytest.TempPathFactory) -> Instrument:
    """The shipped instrument under the contract of one that was not distilled: the same weights,
    and guidance takes a second pass."""
    import onnx

    folder = tmp_path_factory.mktemp("two") / "passes"
    folder.mkdir()
    shutil.copy(SHIPPED / "decoder.onnx", folder)
    model = onnx.load(SHIPPED / "denoiser.onnx")
    for entry in model.metadata_props:
        if entry.key == f"{PREFIX}guidance":
            entry.value = json.dumps(TWO_PASSES)
    onnx.save(model, folder / "denoiser.onnx")
    return Instrument(folder)


@pytest.fixture(scope="session")
def studio() -> corpus.Studio:
    """FluidSynth with the one soundfont that CI installs."""
    from engine.models import corpus, sources

    remedy = "`sudo apt install fluid-soundfont-gm libfluidsynth3`, then run it again"
    try:
        return corpus.Studio(("fluid",))
    except sources.NoSource as error:
        pytest.fail(f"This test renders with FluidSynth ({error}): {remedy}", pytrace=False)


@pytest.fixture
def recordings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Recordings:
    """Sample folders laid out as the packages lay them out, with sounds that a test knows."""
    from recordings import Recordings

    return Recordings(tmp_path / "sounds", monkeypatch)


@pytest.fixture(scope="session")
def codec_of_shipped():
    """The shipped codec in torch."""
    from engine.models import adopt

    return adopt.codec(SHIPPED)
