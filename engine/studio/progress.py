"""How far something has come, in the terminal: a bar with the time that is left."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tqdm import tqdm


@contextmanager
def bar(label: str, passes: int) -> Iterator[Callable[..., object]]:
    """[control] A bar that one call moves by one pass (whatever it is told), gone at the end."""
    with tqdm(total=passes, desc=label, unit="pass", leave=False, dynamic_ncols=True) as shown:
        yield lambda *_: shown.update()
