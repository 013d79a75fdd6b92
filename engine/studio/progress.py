"""A bar that says how far a command is and how long it will take."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tqdm import tqdm


@contextmanager
def passes(label: str, count: int) -> Iterator[Callable[..., object]]:
    """[control] Shows a bar of so many passes of the model; gives what is to be called for each."""
    with tqdm(total=count, desc=label, unit="pass", leave=False) as bar:
        yield lambda *_: bar.update()


def say(text: str) -> None:
    """[control] A line of output, above a bar that may be there."""
    tqdm.write(text)
