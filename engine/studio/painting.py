"""Stretches of a recording made anew between what stays: in-painting, out-painting and bridges.

What stays is never changed, and nothing of what is painted over is used: at a stretch's edges the
sound is led on by linear prediction, and what is encoded, decoded and faded there is that.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from engine import lanes
from engine.contract import DenoiserContract
from engine.controls import CURVE_LANES
from engine.instrument import Instrument
from engine.parameters import BadValue
from engine.studio import (
    extrapolation,
    filling,
    journey,
    keeping,
    reading,
    sounds,
    splice,
)
from engine.studio.asking import Note
from engine.studio.keeping import Asked
from engine.studio.original import Original
from engine.studio.reading import Reading
from engine.voice import Request

CONTEXT_S = 4.0
"""What is heard of either side: more than the model's layers see."""
LED_ON_S = 0.08
"""How far the sides are led on into the gap: the join, and what the codec sees before it."""
SIDE_S = 0.15
"""What is near an edge: its loudness, brightness and note lead into the gap."""
MEANS: dict[str, tuple[Callable, Callable]] = {
    "rms": (lambda db: 10 ** (db / 10), lambda power: 10 * np.log10(power)),
    "brightness": (np.log, np.exp),
}
"""In what a lane is averaged: loudness in power, brightness in octaves."""
AHEAD = 8
"""Latents behind a gap that are decoded with it: the join's, and what falls after them."""
SHORTEST_S = 0.03
LEVEL_LATENTS = 16
MOST_DB = 9.0
"""How far, over a sixth of a second, a filling is brought to the loudness that was asked: beside
what stays a decibel is heard, and of a sound unlike its own the model makes less than is asked."""


@dataclass(frozen=True)
class Gap:
    """A stretch to be made, in samples of the recording; `who`, the instrument before it and the
    one behind it, by number, None to listen; `new`, whether there was no sound before; `seamed`,
    whether two sounds meet there."""

    start: int
    stop: int
    who: tuple[int, int] | None = None
    new: bool = False
    seamed: bool = False


@dataclass(frozen=True)
class Painted:
    """recording with the gap filled; who, the pair of instruments; seed that was taken among those
    tried; steps_db, how differently each of them ends from how what follows begins."""

    recording: Original
    who: tuple[int, int]
    seed: int
    steps_db: tuple[float, ...]


def gaps(masks: Sequence[tuple[float, float]], recording: Original) -> list[Gap]:
    """[control] Stretches (start, stop), seconds, in order of time; those that touch are one.
    Raises BadValue for one that is outside, reversed, or too short."""
    found: list[Gap] = []
    for start, stop in sorted(masks):
        if not start < stop:
            raise BadValue(f"the mask {start:g}-{stop:g} ends before it begins: write it the other"
                           " way round")
        if start < 0 or stop > recording.seconds + 0.5 / recording.rate:
            raise BadValue(f"the mask {start:g}-{stop:g} is not in the clip, which lasts"
                           f" {recording.seconds:.3f} s; --extend adds to its end")
        if stop - start < SHORTEST_S:
            raise BadValue(f"the mask {start:g}-{stop:g} is too short: {1000 * SHORTEST_S:.0f} ms"
                           " are needed for the joins alone")
        one = Gap(round(start * recording.rate),
                  min(round(stop * recording.rate), len(recording.samples)))
        if found and one.start <= found[-1].stop + round(SHORTEST_S * recording.rate):
            found[-1] = replace(found[-1], stop=max(one.stop, found[-1].stop))
        else:
            found.append(one)
    if len(found) == 1 and found[0].stop - found[0].start >= len(recording.samples):
        raise BadValue("the mask is all of the clip, so nothing would be left to go by: leave some"
                       " of it, or use `flowbend render`")
    return found


def paint(
    instrument: Instrument, recording: Original, gap: Gap, asked: Asked, steps: int, tries: int,
    told: Callable[[], object] = lambda: None,
) -> Painted:
    """[control] A recording with one gap filled. Of so many `tries`, from the asked seed on, the
    one is taken that leads best to what is behind it. told is told of every pass."""
    contract, rate = instrument.contract, recording.rate
    first = _aligned(gap.start - round(CONTEXT_S * rate), rate, contract.sample_rate)
    last = min(len(recording.samples), gap.stop + round(CONTEXT_S * rate))
    start, stop = gap.start - first, gap.stop - first
    before = recording.heard(first, gap.start) if start else None
    behind = recording.heard(gap.stop, last) if gap.stop < len(recording.samples) else None
    size = stop - start
    onwards = None if before is None else extrapolation.onwards(before, round(LED_ON_S * rate))
    backwards = None if behind is None else extrapolation.backwards(behind, round(LED_ON_S * rate))
    filler = _led(size, onwards, backwards, recording.samples.shape[1])
    around = np.concatenate([part for part in (before, filler, behind) if part is not None])

    def heard(sound: np.ndarray) -> Reading:
        two = sounds.sided(sound.astype(np.float32), instrument.decoder.contract.channels)
        return reading.read(instrument, sounds.resampled(two, rate, contract.sample_rate))

    known = heard(around)
    stretch = _stretch(instrument, known, start, stop, rate, before is None, behind is None)
    who = gap.who or _who(instrument, known, stretch, gap.seamed)
    edges = (start / rate, stop / rate)
    original = heard(_with_own(recording, gap, first, last)) if asked.keep else None
    request = _request(instrument, known, original, edges, stretch, who, asked)
    made, seed, steps_db = _best(instrument, request, known, stretch, asked.seed, steps, tries,
                                  told)
    sound = sounds.resampled(made, contract.sample_rate, rate)
    sound = np.pad(sound, ((0, max(0, stop - len(sound))), (0, 0)))[start:stop]
    if recording.samples.shape[1] == 1:
        sound = sound.mean(axis=1, keepdims=True)
    new = splice.joined(sound, onwards, backwards, rate)
    return Painted(recording.with_new(gap.start, new), who, seed, steps_db)


def _with_own(recording: Original, gap: Gap, first: int, last: int) -> np.ndarray:
    """What is kept of the gap stands in it: its own sound, or, where it is new, what came before it
    once more."""
    sound = recording.heard(first, last)
    if gap.new and gap.start > first:
        before = recording.heard(max(first, 2 * gap.start - gap.stop), gap.start)
        again = np.resize(before, (gap.stop - gap.start, before.shape[1]))
        sound[gap.start - first : gap.stop - first] = again
    return sound


def _aligned(sample: int, rate: int, other: int) -> int:
    """The sample at or before, not below 0, that falls on a sample of the other rate."""
    every = rate // int(np.gcd(rate, other))
    return max(0, sample) // every * every


def _led(
    size: int, onwards: np.ndarray | None, backwards: np.ndarray | None, channels: int
) -> np.ndarray:
    """(size, channels) what stands in the gap while it is empty: both sides led on, fading out."""
    filler = np.zeros((size, channels))
    for led, reverse in ((onwards, False), (backwards, True)):
        if led is None:
            continue
        led = led[::-1] if reverse else led
        count = min(len(led), size)
        fading = np.cos(np.linspace(0, np.pi / 2, len(led)))[:count, None] ** 0.5
        place = slice(size - count, size) if reverse else slice(0, count)
        part = led[:count] * fading
        filler[place] += part[::-1] if reverse else part
    return filler


def _stretch(
    instrument: Instrument, known: Reading, start: int, stop: int, rate: int, opens: bool,
    ends: bool,
) -> slice:
    """The latents of a gap between two samples: the joins are sound that is known already."""
    contract = instrument.contract
    per = contract.sample_rate / rate / contract.hop
    fade = splice.fade(stop - start, rate) * per
    first = 0 if opens else int(np.floor(start * per + fade))
    last = len(known.latents) if ends else int(np.ceil(stop * per - fade))
    return slice(first, max(last, first + 1))


def _who(
    instrument: Instrument, known: Reading, stretch: slice, seamed: bool
) -> tuple[int, int]:
    """The instruments before and behind the stretch: one, unless two sounds meet there."""
    stride = instrument.contract.stride

    def likeliest(latents: np.ndarray) -> int:
        return keeping.likeliest(instrument, latents[: len(latents) // stride * stride])[0]

    sides = [known.latents[: stretch.start], known.latents[stretch.stop :]]
    sides = [side for side in sides if len(side) >= 8]
    if not sides:
        raise BadValue("too little of the clip is left to hear what plays in it: name --instrument")
    if not seamed or len(sides) < 2:
        one = likeliest(np.concatenate(sides))
        return one, one
    return likeliest(sides[0]), likeliest(sides[1])


def _request(
    instrument: Instrument, known: Reading, original: Reading | None, edges: tuple[float, float],
    stretch: slice, who: tuple[int, int], asked: Asked,
) -> Request:
    """Outside the gap what is heard there; in it what is kept, and else a way from one side's
    loudness, brightness and note to the other's. Attacks and notes that nothing speaks for are
    left to the model there."""
    contract, keep = instrument.contract, asked.keep
    curves = {lane: curve.copy() for lane, curve in known.curves.items()}
    for lane in CURVE_LANES:
        if original is not None and lane in keep:
            curves[lane][stretch] = original.curves[lane][stretch]
        elif lane == "noisiness":
            curves[lane][stretch] = np.nan
        else:
            _lead(curves[lane], known.curves["rms"], stretch, contract, lane)
    struck = [attack for attack in known.attacks if not edges[0] <= attack[0] < edges[1]]
    if original is not None and "onset" in keep:
        struck += [attack for attack in original.attacks if edges[0] <= attack[0] < edges[1]]
    tune, led = None, False
    if not keeping.is_drums(instrument, who[0]):
        heard = original if original is not None and "notes" in keep else known
        tune = keeping.notes_of(instrument, heard)
        if tune is not None and heard is known:
            tune, led = _led_through(tune, edges, stretch.stop >= len(known.latents))
    whole = replace(known, curves=curves, attacks=tuple(struck))

    def told(number: int) -> Request:
        settings = {"instrument_a": float(number), **asked.settings}
        every = replace(asked, keep=frozenset(keeping.KEEPABLE), settings=settings)
        return keeping.request(instrument, whole, every, tune)

    request = told(who[0])
    if not led and "onset" not in keep and "onset_mode" not in asked.settings:
        request.lanes[stretch, lanes.GROUPS["onset"]] = 0
    if not led and "notes" not in keep and "notes_mode" not in asked.settings:
        request.notes[stretch] = 0
    if who[0] == who[1]:
        return request
    # From the one instrument to the other on the way, as a morph does.
    way = np.interp(np.arange(len(request)), [stretch.start, stretch.stop], [0.0, 1.0])
    share = way.astype(np.float32).reshape(-1, 1)
    return replace(request, who=(1 - share) * request.who + share * told(who[1]).who)


def _lead(
    curve: np.ndarray, rms: np.ndarray, stretch: slice, contract: DenoiserContract, lane: str
) -> None:
    """Draws a curve through the stretch, from its mean on the one side to that on the other. Where
    nothing follows it stays where the sound last was."""
    near = max(1, round(SIDE_S * contract.sample_rate / contract.hop))
    to, back = MEANS[lane]
    sides = []
    for side in (slice(max(0, stretch.start - near), stretch.start),
                 slice(stretch.stop, stretch.stop + near)):
        part = curve[side]
        if len(part):
            sides.append(float(back(np.mean(to(part)))))
    if stretch.stop >= len(curve) and stretch.start:
        # A sound that has died away is taken up again as loud as it was in its last second.
        last = slice(max(0, stretch.start - 94), stretch.start)
        heard = curve[last][rms[last] > rms[: stretch.start].max() - 30.0]
        if len(heard):
            sides.append(float(back(np.mean(to(heard)))))
    count = stretch.stop - stretch.start
    if lane == "brightness":
        curve[stretch] = np.geomspace(sides[0], sides[-1], count)
    else:
        curve[stretch] = np.linspace(sides[0], sides[-1], count)


def _led_through(
    tune: list[Note], edges: tuple[float, float], ends_there: bool
) -> tuple[list[Note], bool]:
    """A tune around a gap, and whether it leads through: what sounds at the edges is held on, half
    way each, or through it where both are one. Where nothing follows, nothing is held on."""
    start, stop = edges
    left = [note for note in tune if note.start < start]
    through = [note for note in left if note.end > start - SIDE_S and not ends_there]
    right = [note for note in tune if note.end > stop and note not in left]
    begins = [note for note in right if note.start < stop + SIDE_S]
    outside = [replace(note, end=min(note.end, start)) for note in left if note not in through]
    outside += [note for note in right if note not in begins]
    if through and begins and through[-1].pitch == begins[0].pitch:
        held = [replace(through[-1], end=begins[0].end)]
    else:
        middle = (start + stop) / 2 if through and begins else None
        held = [replace(note, end=middle or stop) for note in through[-1:]]
        held += [replace(note, start=middle or start) for note in begins[:1]]
    whole = [*outside, *through[:-1], *held, *begins[1:]]
    return sorted(whole, key=lambda note: note.start), bool(held)


def _best(
    instrument: Instrument, request: Request, known: Reading, stretch: slice, seed: int,
    steps: int, tries: int, told: Callable[[], object],
) -> tuple[np.ndarray, int, tuple[float, ...]]:
    """(samples, channels) at the instrument's rate, right in the stretch and near it, the seed that
    it grew from, and what each of the tries leaves of a step to what follows, in dB."""
    contract, found = instrument.contract, []
    behind = known.audio[stretch.stop * contract.hop : known.samples]
    # What the layers cannot see any more is left out; the decoder goes on into what is behind.
    first = max(0, stretch.start - contract.receptive_latents) // contract.stride * contract.stride
    last = min(len(known.latents), stretch.stop + AHEAD)
    last = last // contract.stride * contract.stride
    latents, asked = known.latents[first:last], request.part(first, last)
    near = slice(stretch.start - first, stretch.stop - first)
    for number in range(tries):
        mine = filling.with_noise(asked, near, (seed + number) % 65536)
        filled = filling.fill(instrument, mine, latents, near, steps, lambda index, count: told())
        sound = _levelled(journey.decode(instrument, filled), mine, near, contract.hop)
        sound = journey.finished(instrument, sound)
        end = sound[: near.stop * contract.hop]
        step = splice.step_db(end, behind, contract.sample_rate) if len(behind) else 0.0
        found.append((step, number, sound))
        told()
    _, number, sound = min(found, key=lambda one: one[:2])
    whole = np.zeros((len(known.latents) * contract.hop, sound.shape[1]), np.float32)
    whole[first * contract.hop : last * contract.hop] = sound
    return whole, (seed + number) % 65536, tuple(one[0] for one in found)


def _levelled(sound: np.ndarray, request: Request, stretch: slice, hop: int) -> np.ndarray:
    """(samples, channels) as loud in a stretch of latents as was asked there, where it was."""
    asked = request.lanes[stretch]
    if not np.all(asked[:, 1]):
        return sound
    window = np.ones(min(LEVEL_LATENTS, len(asked)))
    weight = np.convolve(np.ones(len(asked)), window, "same")
    wanted = 10 ** ((20 * asked[:, 0].astype(np.float64) - 40) / 10)
    got = lanes.loudness_db(sound.mean(axis=1), hop)[stretch].astype(np.float64)
    powers = [np.convolve(power, window, "same") / weight for power in (wanted, 10 ** (got / 10))]
    gain_db = 10 * np.log10((powers[0] + 1e-8) / (powers[1] + 1e-8))
    # Not so loud that the limiter would have to turn it down again.
    peaks = np.abs(sound).reshape(-1, hop * sound.shape[1]).max(axis=1)
    around = np.lib.stride_tricks.sliding_window_view(np.pad(peaks, LEVEL_LATENTS // 2),
                                                      LEVEL_LATENTS + 1)
    room_db = 20 * np.log10(0.85 / np.maximum(around.max(axis=1)[stretch], 1e-4))
    gain_db = np.minimum(gain_db, np.maximum(room_db, 0.0))
    # Straight from the middle of one latent to that of the next, from none and to none in the
    # joins, where the sound is already as loud as what stays.
    gain_db = np.concatenate([[0.0], np.clip(gain_db, -MOST_DB, MOST_DB), [0.0]])
    middles = (np.arange(stretch.start - 1, stretch.stop + 1) + 0.5) * hop
    gain_db = np.interp(np.arange(len(sound)), middles, gain_db)
    return (sound * (10 ** (gain_db / 20))[:, None]).astype(np.float32)
