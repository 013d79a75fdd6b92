"""One bar for the whole course: what it is doing, time left, the loss on what was held out."""

import time

from tqdm import tqdm


class Display:
    """A bar over the minutes that are asked for, whatever happens in them."""

    def __init__(self, seconds: float, done: float = 0.0) -> None:
        """[control] seconds: of the whole; done: of them in earlier runs."""
        self._done, self._began = done, time.monotonic()
        self._bar = tqdm(
            total=round(seconds), initial=min(round(done), round(seconds)), desc="starting",
            disable=False,
            bar_format="{desc}: {percentage:3.0f}%|{bar}| {n_fmt}/{total_fmt} s{postfix}",
            delay=0.1,  # nothing is shown before there is something to say
        )
        self._total, self._loss = round(seconds), ""
        self.doing("starting")

    @property
    def elapsed_s(self) -> float:
        """[any] Since the very beginning."""
        return self._done + time.monotonic() - self._began

    def doing(self, what: str, count: int = 0, of: int = 0) -> None:
        """[control] Say what is being done, and how far that is."""
        self._bar.set_description_str(f"{what} {count}/{of}" if of else what, refresh=False)
        self.tick()

    def loss(self, stage: str, value: float) -> None:
        """[control] Say how large the loss on held-out sound is."""
        self._loss = f", {stage} held-out loss {value:.4g}"

    def tick(self) -> None:
        """[control] Time goes on."""
        now = min(round(self.elapsed_s), self._total)
        left = max(0, self._total - now)
        told = f"about {left // 60} min {left % 60:02d} s left" if left else "a few minutes left"
        self._bar.set_postfix_str(f"{told}{self._loss}", refresh=False)
        if now > self._bar.n:
            self._bar.update(now - self._bar.n)
        self._bar.refresh()

    def close(self) -> None:
        """[control] The end of the bar."""
        self._bar.close()
