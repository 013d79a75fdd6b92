"""Whether a model runs, tried in a process of its own that may take only so much time and memory.

`python -m engine.library.trial FOLDER` is that process: one block in each precision.
"""

import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from engine.contract import BrokenContract

MOST_S, MOST_BYTES = 180, 8 << 30
_REFUSED = 3


def run(folder: Path, patience_s: float = MOST_S) -> None:
    """[control] Wait until the model in a folder has made a block. Raises BrokenContract with what
    it said instead."""
    try:
        found = subprocess.run(
            [sys.executable, "-m", "engine.library.trial", str(folder)], timeout=patience_s,
            capture_output=True, text=True, errors="replace", stdin=subprocess.DEVNULL,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )
    except subprocess.TimeoutExpired as error:
        raise BrokenContract(f"The model does not make a block in {patience_s:g} s.") from error
    if found.returncode == _REFUSED:
        raise BrokenContract(found.stdout.strip())
    if found.returncode:
        said = (found.stderr.strip().splitlines() or [f"status {found.returncode}"])[-1]
        raise BrokenContract(f"The model does not run here: {said}")


def main(folder: Path) -> int:
    """[control] The process: its exit status, and on its output why a model is refused."""
    _bound()
    from engine import precision, render
    from engine.controls import Controls
    from engine.instrument import Instrument
    from engine.session import Session
    from engine.take import defaults

    try:
        for one in precision.offered(folder):
            instrument = Instrument(folder, precision=one)
            latents = instrument.contract.stride
            audio, _, _ = render.step(instrument, render.State(), Controls(defaults()), latents)
            wanted = (latents * instrument.contract.hop, instrument.decoder.contract.channels)
            if audio.shape != wanted:
                raise BrokenContract(f"The model makes {audio.shape} samples, not {wanted}.")
        if (folder / "encoder.onnx").is_file():
            Session(folder / "encoder.onnx")
    except BrokenContract as refused:
        print(refused)
        return _REFUSED
    return 0


def _bound() -> None:
    """What a hostile graph may take. Windows has no such limit; there only the time is bounded."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, MOST_BYTES))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
