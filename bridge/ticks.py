"""When the ticks of a clock really fall: a steady line through times that shake. Pure: no messages,
no clock of its own.

Least squares over as many ticks as lie on one line, up to eight beats: long, the jitter averages
out; and as soon as the newest ticks say otherwise, short. A tick that is lost, or comes twice,
shows as the clock being a whole tick off the line from then on, and is made up for.
"""

from collections import deque
from typing import Any, NamedTuple

import numpy as np

PER_BEAT = 24
"""Ticks in a quarter note, by the MIDI standard."""
LONGEST, SHORTEST = 192, 6
"""Ticks that a line may be laid through."""
SURE = 24
"""Fewer say less about the tempo than what it was before, unless they contradict that."""
OFF, OFF_SIGMA = 0.4, 2.5
"""So many ticks, or times the jitter, off the line a tick puts it on trial."""
TRIAL_S = 0.2
"""So long it is then watched what the next ones do."""
PAUSE_S = 0.3
"""No tempo has ticks so far apart: after such a gap the line is laid anew."""
_STEADY, _WHOLE, _GAP = 0.35, 0.3, 0.5  # ticks: what is the same, whole, a gap, within the jitter
_FASTEST_S = 0.002  # between two ticks, of a clock that makes no sense
_LEAST_S, _GUESS_S = 0.0002, 0.002  # jitter: what it is at least, and before it is known


class Fit(NamedTuple):
    """At `at_s` the clock is at tick `number`, and each takes `interval_s`."""

    number: float
    at_s: float
    interval_s: float

    def number_at(self, seconds: Any) -> Any:
        """[any] Where the clock is at a time."""
        return self.number + (seconds - self.at_s) / self.interval_s


class Ticks:
    """The ticks of one clock. `fit` is the line through them, None before the first; numbers count
    from 0 on, those that were lost too."""

    def __init__(self, tempo_bpm: float) -> None:
        """[control] None so far; tempo_bpm is believed until they say otherwise."""
        self.fit: Fit | None = None
        self._interval = 60 / PER_BEAT / tempo_bpm
        self._sigma = _GUESS_S
        self._numbers: deque[int] = deque(maxlen=LONGEST)
        self._times: deque[float] = deque(maxlen=LONGEST)
        self._trial = 0
        """How many of the last ones are on trial."""

    @property
    def number(self) -> int:
        """[any] That of the last tick."""
        return self._numbers[-1]

    def add(self, at_s: float) -> None:
        """[control] One tick, in order of time."""
        if self.fit is None:
            self._begin(0, at_s)
            return
        if at_s - self._times[-1] > PAUSE_S:
            self._begin(max(self.number + 1, round(self.fit.number_at(at_s))), at_s)
            return
        self._numbers.append(self.number + 1)
        self._times.append(at_s)
        off = abs(self.fit.number_at(at_s) - self.number)
        is_off = off > max(OFF, OFF_SIGMA * self._sigma / self._interval)
        if self._trial or (is_off and len(self._times) > SURE):
            self._trial += 1
            if not self._judged():
                return
        self._lay()

    def _begin(self, number: int, at_s: float) -> None:
        self._numbers.clear()
        self._times.clear()
        self._numbers.append(number)
        self._times.append(at_s)
        self._trial = 0
        self.fit = Fit(number, at_s, self._interval)

    def _judged(self) -> bool:
        """Whether those on trial have said enough: that ticks were lost or came twice, and then
        they are numbered so; or that the clock is another now, and then all before is forgotten."""
        times = np.array(self._times)[-self._trial :]
        if self._trial < SHORTEST or times[-1] - times[0] < TRIAL_S:
            return False
        numbers = np.array(self._numbers)[-self._trial :]
        assert self.fit is not None
        off = self.fit.number_at(times) - numbers
        last = off[2 * len(off) // 5 :]  # what was late at first, as after a stall, has come
        before, after = (float(np.median(part)) for part in np.array_split(last, 2))
        shift = round(float(np.median(last)))
        steady = abs(after - before) < _STEADY and abs(float(np.median(last)) - shift) < _WHOLE
        gaps = np.diff(np.array(self._times)[-self._trial - 2 :])[:2] / self._interval - 1
        if steady and (shift == 0 or np.abs(gaps - shift).min() < _GAP):
            renumbered = [*list(self._numbers)[: -self._trial], *(numbers + shift).tolist()]
            self._numbers = deque(renumbered, LONGEST)
        else:
            self._numbers = deque(numbers.tolist(), LONGEST)
            self._times = deque(times.tolist(), LONGEST)
        self._trial = 0
        return True

    def _lay(self) -> None:
        """The line through as many of the last ticks as lie on one."""
        numbers, times = np.array(self._numbers, float), np.array(self._times)
        count = len(times)
        while True:
            last = Laid.through(numbers[-count:], times[-count:], self._interval, self._sigma)
            if count <= SHORTEST or not last.contradicted:
                break
            count = max(count // 2, SHORTEST)
        if count >= SURE:
            self._sigma += (last.sigma_s - self._sigma) / SURE
        self._interval = min(max(last.interval_s, _FASTEST_S), PAUSE_S)
        self.fit = Fit(float(numbers[-1]), last.at(numbers[-1]), self._interval)


class Laid(NamedTuple):
    """A line: `middle_s` at number `middle`; the jitter around it, and whether the newest ticks
    are off it by more than that allows."""

    middle: float
    middle_s: float
    interval_s: float
    sigma_s: float
    contradicted: bool

    def at(self, number: float) -> float:
        """[any] When a tick falls."""
        return self.middle_s + (number - self.middle) * self.interval_s

    @classmethod
    def through(
        cls, numbers: np.ndarray, times: np.ndarray, believed_s: float, sigma_s: float
    ) -> "Laid":
        """[any] The line through these ticks, without those that are far off it; believed_s is the
        interval that few of them do not change unless they contradict it."""
        middle, middle_s, interval_s = _least_squares(numbers, times)
        off = times - middle_s - (numbers - middle) * interval_s
        spread = max(1.4826 * float(np.median(np.abs(off))), _LEAST_S)
        near = np.abs(off) <= 3 * spread
        if len(times) >= SURE:
            sigma_s = spread
        if not near.all() and near.sum() >= 3:
            middle, middle_s, interval_s = _least_squares(numbers[near], times[near])
        doubt = 2.5 * sigma_s * np.sqrt(12 / len(times) ** 3)
        if len(times) < 3 or (len(times) < SURE and abs(interval_s - believed_s) < doubt):
            interval_s = believed_s
            middle_s += float(np.median(times - middle_s - (numbers - middle) * interval_s))
        off = times - middle_s - (numbers - middle) * interval_s
        contradicted = any(
            abs(np.median(off[-some:])) > 4.4 * sigma_s / np.sqrt(some)
            for some in (6, 12, 24, 48) if len(off) >= 2 * some
        )
        return cls(middle, middle_s, interval_s, sigma_s, contradicted)


def _least_squares(numbers: np.ndarray, times: np.ndarray) -> tuple[float, float, float]:
    """Middle number, the time there, and the interval."""
    middle, middle_s = float(numbers.mean()), float(times.mean())
    along = numbers - middle
    power = float(along @ along)
    return middle, middle_s, float(along @ (times - middle_s)) / power if power else 0.0
