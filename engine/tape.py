"""Records what the engine gives to a JACK server: `python -m engine.tape FILE` writes float32 WAV
until its standard input ends, and beside it (.npy) when which sample was there: rows of a count of
samples and `time.monotonic()`. A process of its own, which holds nothing up.
"""

import os
import select
import sys
import time
from pathlib import Path

import numpy as np
import soundfile

from engine import priority
from engine.devices import NoSoundCard
from engine.soundcard import Tap

RATE, CHANNELS = 48000, 2
_EVERY_S, _AT_MOST_S = 0.1, 30.0


def main(arguments: list[str]) -> int:
    """[control] Record; says `ready` when it has begun, and at the end what went wrong, if
    something did."""
    path = Path(arguments[0])
    priority.go_before()
    try:
        tap = Tap(CHANNELS, RATE, _AT_MOST_S)
    except NoSoundCard as error:
        print(error, flush=True)
        return 1
    with soundfile.SoundFile(path, "w", RATE, CHANNELS, "FLOAT", format="RF64") as file:
        print("ready", flush=True)
        clock, ended = [(0, time.monotonic())], False
        while not ended and tap.is_whole:
            ended = bool(select.select([sys.stdin], [], [], _EVERY_S)[0])
            file.write(tap.read())
            clock.append((file.frames, time.monotonic()))
    np.save(path.with_suffix(".npy"), np.array(clock, float))
    if not ended:
        print("the recording broke off: the server has gone, or nobody came to read", flush=True)
        os._exit(1)  # to close a stream whose server died takes ten minutes
    tap.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
