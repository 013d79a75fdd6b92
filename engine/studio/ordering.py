"""From the words of `flowbend render` to clips that are made, told of, and can be made again."""

import argparse
import os
import secrets
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, NamedTuple

from engine import offline
from engine.cluster import Cluster, asked
from engine.instrument import SHIPPED, Instrument
from engine.panel import NAMED, Panel
from engine.parameters import INDEX, BadValue
from engine.store import Events, Store
from engine.studio import batch, far, places, rendering, stems, takes
from engine.studio import clips as making
from engine.studio.asking import latents_of, number_of
from engine.studio.clips import Clip, Sound
from engine.studio.commands import options as words
from engine.studio.rendering import Wish
from engine.studio.sidecar import Record
from engine.studio.sounds import Form

LONGEST_LOOP_S = 600
MOST_WAITING = 256
SEED_A, SEED_B = "seed_a", "seed_b"
UNSAID = {
    "count": 1, "jobs": None, "stems": False, "spread": None, "preset": None, "presets": None,
    "instrument": None, "steps": None, "tempo": None, "seed": None, "gently": False,
    "text": None, "like": None, "clap": None, "ray": None,
}
"""What a sidecar leaves out, for it is in the settings, or makes more than one clip."""


class Made(NamedTuple):
    """A clip that has been written."""

    path: Path
    seconds: float
    notes: dict[str, Any]
    seed: int


@dataclass
class Order:
    """What the command line says, with names looked up; and what has been made of it."""

    options: argparse.Namespace
    instrument: Instrument
    form: Form
    settings: dict[str, float]
    curves: dict[str, list[tuple[float, float]]]
    cluster: Cluster | None = None
    """Where it is rendered, if not here."""
    made: list[Made] = field(default_factory=list)
    look: Callable[[Path, Sound], object] = lambda path, sound: None
    """Is shown every sound when it is there; it is kept nowhere."""

    def task(self, clip: Clip, settings: Mapping[str, float], seed: int, who: int | None
             ) -> batch.Task:
        """[any] One clip of it. who: whose stem it is."""
        record = Record("render", self._kept(clip, settings, who), seed, self._inputs())

        def told_of(clip: Clip, sound: Sound) -> None:
            seconds = len(sound.audio) / sound.rate
            self.made.append(Made(clip.path, seconds, sound.notes, seed))
            self.look(clip.path, sound)

        if self.cluster is not None:
            clip = far.elsewhere(clip, self.cluster, self.instrument)
        return making.task(clip, self.form, record, self.instrument, told_of)

    def _kept(self, clip: Clip, settings: Mapping[str, float], who: int | None) -> dict[str, Any]:
        """The options that make this clip alone."""
        names, is_take = self.instrument.contract.instruments, self.options.take is not None
        told = (
            f"{id}={names[int(value)] if id in NAMED and value < len(names) else repr(value)}"
            for id, value in settings.items()
        )
        return words.recorded(self.options) | UNSAID | {
            "set": list(told), "out": str(clip.path.absolute()),
            "lane": [f"{lane}={path.absolute()}" for lane, path in _curves(self.options).items()],
            "stem": None if who is None else names[who],
            "precision": None if is_take else self.instrument.precision,
        }

    def _inputs(self) -> dict[str, Path]:
        found = {f"lane {lane}": path for lane, path in _curves(self.options).items()}
        given = {name: getattr(self.options, name) for name in ("listen", "take")}
        return found | {name: path for name, path in given.items() if path is not None}


def order(options: argparse.Namespace, instrument: Instrument) -> Order:
    """[control] The order that the options are. Raises BadValue."""
    # A panel of its own turns names into numbers and refuses what a door would refuse.
    panel = panel_of(instrument)
    settings = options.recalled(options, panel)
    if options.text is not None or options.like is not None:
        settings |= panel.set_many(_steered(options, instrument), "words")
        options.no_backing = True  # the built-in piece knows nothing of what was asked for
    wished = words.settings_of(options.set)
    if options.instrument is not None:
        wished |= dict.fromkeys(NAMED, options.instrument)
    for id in ("steps", "tempo"):
        if getattr(options, id) is not None:
            wished[id] = getattr(options, id)
    settings |= panel.set_many(wished, "command line")
    curves = {lane: offline.read_curve(lane, path) for lane, path in _curves(options).items()}
    cluster = asked(options.ray, options.jobs)
    return Order(options, instrument, words.form(options), settings, curves, cluster)


def _steered(options: argparse.Namespace, instrument: Instrument) -> dict[str, float | str]:
    """What --text and --like ask for, which is told."""
    from engine.studio.steering import steered
    from engine.studio.words import summary

    found = steered(instrument, options.text, options.like, options.clap)
    print(f"asked for: {summary(found)}", file=sys.stderr)
    return dict(found.settings)


def panel_of(instrument: Instrument) -> Panel:
    """[control] A panel that knows the instrument's names."""
    return Panel(Store(), Events(), instrument.contract.instruments)


def instrument_of(options: argparse.Namespace, many: bool = False) -> Instrument:
    """[control] The instrument, on the cores that one clip takes. Raises BrokenContract."""
    threads = 1 if options.gently or many else offline.THREADS
    return Instrument(options.model or SHIPPED, threads, options.precision)


def clips(options: argparse.Namespace) -> int:
    """[control] Render one clip, or many from seed after seed. Raises BadValue."""
    instrument = instrument_of(options, options.count > 1)
    asked = order(options, instrument)
    wish = wish_of(asked)
    first = options.seed
    if options.count > 1:
        paths = places.many(options.out, options.count, asked.form)
        if first is None:
            first = _first_seed(asked.settings)
        asked.settings.pop(SEED_A, None)
    else:
        paths = [options.out]
    tasks = []
    for number, path in enumerate(paths):
        settings = asked.settings
        if first is not None:
            seed = (first + number) % words.SEEDS
            settings = {**seeds(seed), **settings, SEED_A: float(seed)}
        tasks += tasks_of(asked, path, replace(wish, settings=settings))
    start = time.monotonic()
    batch.run(tasks, jobs_of(options, len(tasks), asked.cluster), "render", instrument)
    _tell(asked, time.monotonic() - start)
    return 0


def tasks_of(asked: Order, path: Path, wish: Wish) -> list[batch.Task]:
    """[control] A clip, and its stems where they are wanted, or one of these alone."""
    options, instrument = asked.options, asked.instrument
    latents, found = latents_of(instrument, wish.samples), []
    who: list[int | None] = [None]
    if options.stem is not None:
        who = [number_of(instrument, options.stem)]
    elif options.stems:
        who += stems.heard_in(instrument, rendering.script(instrument, wish), latents)
    seed = _seed_played(instrument, wish)
    for file, one in zip(_files(asked, path, who), who, strict=True):
        if options.loop:
            rate = options.rate or instrument.contract.sample_rate
            clip = making.looped(instrument, file, wish, rate, options.bars is not None, one)
        else:
            clip = making.plain(instrument, file, wish, one)
        found.append(asked.task(clip, wish.settings, seed, one))
    return found


def take(options: argparse.Namespace) -> int:
    """[control] Render a recorded take, as it was or changed. Raises BadValue and BadTake."""
    def played_in(precision: str) -> Instrument:
        return Instrument(options.model or SHIPPED, offline.THREADS, precision)

    recorded = takes.load(options.take, played_in)
    instrument = recorded.instruments[0]
    asked = order(options, instrument)
    if options.seed is not None:
        asked.settings = {**seeds(options.seed), **asked.settings, SEED_A: float(options.seed)}
    recorded = replace(recorded, settings=asked.settings, curves=asked.curves)
    samples = None if options.seconds is None else _samples(options.seconds, instrument)
    who: list[int | None] = [None]
    if options.stem is not None:
        who = [number_of(instrument, options.stem)]
    elif options.stems:
        who += takes.instruments_in(recorded)
    first = recorded.players()[0].block(recorded.lives[0].block_latents)
    seed = int(first.values[INDEX[SEED_A]])
    tasks = [
        asked.task(making.taken(file, recorded, samples, one), asked.settings, seed, one)
        for file, one in zip(_files(asked, options.out, who), who, strict=True)
    ]
    start = time.monotonic()
    batch.run(tasks, jobs_of(options, len(tasks)), "render", instrument)
    _tell(asked, time.monotonic() - start)
    return 0


def jobs_of(options: argparse.Namespace, clips: int, cluster: Cluster | None = None) -> int:
    """[any] How many of so many clips are made at a time; of a cluster's some are on their way."""
    if cluster is not None:
        return max(1, min(clips, MOST_WAITING, 2 * cluster.cores))
    return 1 if options.gently else max(1, min(clips, options.jobs or os.cpu_count() or 1))


def seeds(seed: int) -> dict[str, float]:
    """[any] Both seeds from one: B's lies half way round from A's."""
    return {SEED_A: float(seed), SEED_B: float((seed + words.SEEDS // 2) % words.SEEDS)}


def wish_of(asked: Order) -> Wish:
    """[control] How long, and after what. Raises BadValue."""
    options, rate, heard = asked.options, asked.instrument.contract.sample_rate, None
    if options.listen is not None:
        heard = offline.read_sound(options.listen, rate)
    if options.bars is not None:
        samples = offline.samples_of_bars(options.bars, asked.settings, rate)
    elif options.seconds is None and heard is not None:
        samples = len(heard)
    else:
        samples = _samples(8.0 if options.seconds is None else options.seconds, asked.instrument)
    if options.loop and samples > LONGEST_LOOP_S * rate:
        raise BadValue(f"a loop lasts {LONGEST_LOOP_S} s at most, not {samples / rate:.0f}")
    return Wish(samples, asked.settings, asked.curves, not options.no_backing, heard)


def _samples(seconds: float, instrument: Instrument) -> int:
    return max(1, round(seconds * instrument.contract.sample_rate))


def _first_seed(settings: Mapping[str, float]) -> int:
    """The one that is set, or one that is drawn and told."""
    if SEED_A in settings:
        return int(settings[SEED_A])
    seed = secrets.randbelow(words.SEEDS)
    print(f"--seed {seed} is the first one's.", file=sys.stderr)
    return seed


def _seed_played(instrument: Instrument, wish: Wish) -> int:
    """Seed A at the start: the setting's, the piece's or the table's."""
    player = rendering.script(instrument, replace(wish, heard=None))
    return int(player.block(instrument.contract.stride).values[INDEX[SEED_A]])


def _curves(options: argparse.Namespace) -> dict[str, Path]:
    pairs = words.pairs(options.lane, "LANE=CURVE.csv")
    return {lane: Path(path) for lane, path in pairs.items()}


def _files(asked: Order, path: Path, who: list[int | None]) -> list[Path]:
    """The whole's name is the path's; stems beside it have the instruments' too."""
    names = [asked.instrument.contract.instruments[one] for one in who[1:] if one is not None]
    return [path, *places.parts(path, names)]


def _tell(asked: Order, took_s: float) -> None:
    """What has been made, in order of name."""
    made = sorted(asked.made, key=lambda one: one.path)
    if len(made) > 8:
        total = sum(one.seconds for one in made)
        print(f"{made[0].path.parent}: {len(made)} clips, {total:.1f} s,"
              f" {total / took_s:.0f} times real time")
        return
    for path, seconds, notes, _ in made:
        if not asked.options.loop:
            print(f"{path}: {seconds:.1f} s")
            continue
        tuned = notes["cents"]
        way = "in tune" if abs(tuned) < 0.05 else f"{tuned:+.1f} cents by its length"
        print(f"{path}: {seconds:.4f} s, a loop, {way}")
