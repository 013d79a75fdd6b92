"""The way to the package `encodec`, which is no part of this project, past what it asks for and
does not need. It reads no weights (`weights.py` does).

`encodec` imports torchaudio when it is imported, to resample and to save, which is done here by
soxr and soundfile. The torchaudio of the registry is linked to CUDA: beside a torch for CPUs alone
it does not load, and its absence would bring gigabytes. So where it does not load, an empty module
stands in its place for as long as the import takes, and no longer: nobody else finds it.
"""

import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any

INSTALL = "pip install --no-deps encodec einops"
"""Without what `encodec` depends on by its metadata, which is torchaudio."""


class NoEncodec(RuntimeError):
    """The package is not installed."""

    for_the_user = True


class NoTorchaudio(AttributeError):
    """Something asks the stand-in for what only torchaudio has."""

    for_the_user = True


class _StandIn(ModuleType):
    """What `import torchaudio` finds while `encodec` is imported: a name, and nothing behind it."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):  # the import system looks for some of these
            raise AttributeError(name)
        raise NoTorchaudio(
            f"torchaudio.{name} was asked for, but torchaudio does not load here: install one that"
            " fits your torch, or resample and save with soxr and soundfile."
        )


def package() -> ModuleType:
    """The package `encodec`. Raises NoEncodec, with the command that installs it."""
    with _torchaudio_or_a_stand_in():
        try:
            import encodec
        except ModuleNotFoundError as missing:
            if missing.name not in ("encodec", "einops"):
                raise
            raise NoEncodec(
                f"The codec encodec_24khz is made by a package that is not installed"
                f" ({missing.name}): `{INSTALL}`."
            ) from missing
    return encodec


def model() -> Any:
    """The package's causal 24 kHz mono model at full size, with weights yet to come, evaluating."""
    make = package().EncodecModel.encodec_model_24khz
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)  # about the way it keeps its weights
        return make(pretrained=False)


@contextmanager
def _torchaudio_or_a_stand_in() -> Iterator[None]:
    if "encodec" in sys.modules:
        yield
        return
    before = set(sys.modules)
    try:
        import torchaudio  # noqa: F401
    except Exception:  # not there, another CUDA (RuntimeError), or none (OSError)
        for name in set(sys.modules) - before:  # what it had loaded before it failed
            if name.partition(".")[0] == "torchaudio":
                del sys.modules[name]
    else:
        yield
        return
    stand_in = _StandIn("torchaudio")
    sys.modules["torchaudio"] = stand_in
    try:
        yield
    finally:
        if sys.modules.get("torchaudio") is stand_in:
            del sys.modules["torchaudio"]
