"""The whole way from a folder of recordings to an instrument that plays, in steps that are kept.

What is done is written down as it is done (`course.json`), so that the same command goes on where
it was cut off, whatever cut it off.
"""

import hashlib
import json
import shutil
import tempfile
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path

from engine import cluster
from engine.claim import Claim
from engine.library import catalogue, digest
from engine.models import codecs, stages
from engine.models.examples import examples
from engine.models.export import export
from engine.models.instruments import roster
from engine.models.own import chords, gathering, hearing, starting, verdict, view
from engine.models.own.card import write as write_card
from engine.models.own.display import Display
from engine.models.own.estimate import estimate, is_full
from engine.models.own.finding import COURSE, Recording, recordings, unread
from engine.models.own.findings import Findings
from engine.models.own.kept import Kept
from engine.models.own.order import Order
from engine.models.training import Progress
from engine.parameters import BadValue

FINISHING = (0.15, 240.0)
"""Kept for export and judging: a share of the whole, and seconds at most."""
LEAST_STAGE_S = 5.0
LOOK_MINUTES = 1.0
"""Between two checkpoints: so much is lost at most."""
LISTEN_EVERY_S = 300.0


def learn(order: Order) -> Path:
    """[control] Go the whole way, or what is left of it; the model's folder. Raises BadValue."""
    _check_places(order)
    found = recordings(order.sounds)
    asked = {
        "sounds": str(order.sounds.resolve()), "minutes": order.minutes,
        "start": None if order.start is None else str(order.start.resolve()),
        "recordings": _digest(found), "codec": order.codec or codecs.OWN,
    }
    claim = Claim.take(order.runs / f".{order.name}.lock")
    if claim is None:
        raise BadValue(f"another command is at {order.folder} just now: wait for it, or end it")
    try:
        return _learn(order, found, asked)
    except Exception as error:
        if not is_full(error, order.folder, order.out):
            raise
        raise BadValue(
            f"the disk is full that holds {order.folder}, {order.out}, or what is temporary: make"
            " room, and give the same command again; it goes on from the last checkpoint"
        ) from error
    finally:
        claim.release()


def _learn(order: Order, found: list[Recording], asked: dict) -> Path:
    """The same, by the one process that is at it."""
    kept = Kept.read(order.folder / COURSE)
    if kept.order == asked | {"minutes": kept.order.get("minutes")}:
        kept.give(order.minutes, order.plan)
        kept.order = asked
    changed = kept.order and kept.order != asked
    if order.anew or (changed and "gather" not in kept.done):  # nothing was learned yet
        shutil.rmtree(order.folder, ignore_errors=True)
        order.folder.mkdir(parents=True, exist_ok=True)
        kept = Kept(order.folder / COURSE)
    elif changed:
        differ = ", ".join(key for key in asked if kept.order.get(key) != asked[key])
        raise BadValue(
            f"{order.folder} is of another course ({differ} differ): give the same command to go"
            " on with it, --anew to begin again, or another --name"
        )
    for kind in unread(order.sounds):
        order.say(f"Not used: {kind}.")
    # What one process learns from is not to hang on how much memory is free when it goes on.
    room = estimate(found, order.folder, kept.hours if order.hours is None else order.hours)
    order.say(room.line())
    if "gather" not in kept.done:
        room.check()
    for without in filter(None, (verdict.missing(), chords.missing())):
        order.say(without)
    if kept.elapsed:
        order.say(f"Going on after {kept.elapsed / 60:.1f} minutes.")
    kept.order, kept.hours = asked, room.hours
    kept.write()
    return _Course(order, kept, found, room.hours).run()


def _check_places(order: Order) -> None:
    """Make the folders, and see that nothing of anybody's is lost in them. Raises BadValue."""
    sounds, model = order.sounds.resolve(), order.out / order.name
    for place, option in ((order.folder, "--folder"), (model, "--out")):
        if sounds.is_relative_to(place.resolve()):
            raise BadValue(f"{place} holds the recordings themselves: give another {option} or"
                           " --name")
        made = [folder for folder in (place, *place.parents) if not folder.exists()]
        try:
            place.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=place):
                pass
        except OSError as error:
            raise BadValue(f"nothing can be written to {place} ({error.strerror}): give another"
                           f" {option}") from error
        if place == model:
            for folder in made:
                folder.rmdir()  # it comes when there is something to put there
    own = (order.folder / COURSE).is_file()
    if not own and any(order.folder.iterdir()):
        raise BadValue(f"{order.folder} has other things in it: give another --folder or --name")
    if not own and catalogue.is_model(model):
        raise BadValue(f"there is a model in {model} already, and this is not what made it: give"
                       " another --name or --out")


class _Course:
    def __init__(self, order: Order, kept: Kept, found, hours: float) -> None:
        self.order, self.kept, self.found, self.hours = order, kept, found, hours
        self.corpus = order.folder / "corpus"
        self.display = Display(60 * order.minutes, kept.elapsed)
        self.page = view.View(order.folder, order.name, total_s=60 * order.minutes)
        self.findings = Findings()
        self.listened: float | None = None
        self._ends = threading.Event()
        self._clock = threading.Thread(target=self._tick, name="display", daemon=True)

    def run(self) -> Path:
        model = self.order.out / self.order.name
        gone = {"judge"} if not (model / "verdict.json").is_file() else set()
        if digest.faults(model):  # it was moved, or taken away
            gone |= {"export", "judge"}
        self.kept.done = [name for name in self.kept.done if name not in gone]
        self._clock.start()
        try:
            self.findings = gathering.gather(self.found, self.corpus, self._told)
            self._did("gather")
            self.page.findings = self.findings.lines()
            self.order.say(f"Look on: {self._look('Gathered')}")
            self._step("start", self._start)
            self._encode()
            for stage, _, rate in self.order.plan:
                self._step(stage, partial(self._train, stage, rate))
            self._step("export", lambda: self._export(model))
            self._step("judge", lambda: self._judge(model))
        finally:
            self._ends.set()
            self._clock.join()
            self.display.close()
            self.kept.elapsed = self.display.elapsed_s
            self.kept.write()
        return model

    def _tick(self) -> None:
        """A thread of its own: time goes on in long steps too."""
        while not self._ends.wait(1.0):
            self.display.tick()

    def _told(self, what: str, count: int, of: int) -> None:
        self.display.doing(what, count, of)
        if count == of or count % 20 == 0:
            self._look(f"{what} {count} of {of}")

    def _step(self, name: str, work: Callable[[], object]) -> None:
        if name in self.kept.done:
            return
        self.display.doing(_WORDS.get(name, name))
        self._look(_WORDS.get(name, name))
        work()
        self._did(name)

    def _did(self, name: str) -> None:
        if name not in self.kept.done:
            self.kept.done.append(name)
        self.kept.elapsed = self.display.elapsed_s
        self.kept.write()

    def _look(self, doing: str) -> Path:
        self.page.doing, self.page.elapsed_s = doing, self.display.elapsed_s
        return self.page.write()

    def _start(self) -> None:
        order = self.order
        if order.start is None:
            starting.without_a_start(self.corpus, order.folder)
            codecs.choose(order.codec, order.folder, self.corpus, order.weights)
            return
        self.kept.likest = starting.start(order.start, self.corpus, order.folder)

    def _encode(self) -> None:
        """What the encoder makes of the corpus is kept; from scratch there is none yet. Then the
        time that is left is dealt out."""
        if self.order.start is not None or self.order.codec == codecs.ENCODEC:
            self.display.doing("encoding")
            codec = stages.load_codec(self.order.folder, finished=False)
            machines = cluster.asked(self.order.ray)
            for split, hours in (("train", self.hours), ("phrase", 0.5)):
                examples(self.corpus, split, codec, hours, self.order.folder / "encoded",
                         stages.cores(), machines)
        if not self.kept.minutes:
            whole = 60 * self.order.minutes
            left = whole - self.display.elapsed_s - min(FINISHING[0] * whole, FINISHING[1])
            self.kept.minutes = {
                stage: max(LEAST_STAGE_S, share * left) / 60 for stage, share, _ in self.order.plan
            }
            self.kept.write()

    def _train(self, stage: str, rate: float | None) -> None:
        order, minutes = self.order, self.kept.minutes[stage]
        stages.STAGES[stage](stages.Order(
            self.corpus, order.folder, minutes, resume=True, hours=self.hours, batch=order.batch,
            told=self._progress, learning_rate=rate, look_minutes=min(LOOK_MINUTES, minutes / 4),
        ))

    def _progress(self, told: Progress) -> None:
        if told.row is None:
            return
        row, known = told.row, (f"held_out_{name}" for name in ("flow", "loss", "spectral"))
        if (key := next((key for key in known if key in row), None)) is not None:
            self.display.loss(told.stage, row[key])
        self.display.doing(_WORDS.get(told.stage, told.stage))
        self.kept.elapsed = self.display.elapsed_s
        self.kept.write()
        view.losses(self.order.folder, [stage for stage, _, _ in self.order.plan])
        now = self.display.elapsed_s
        if self.listened is None or now - self.listened > LISTEN_EVERY_S:
            self.listened = now
            self._listen()
        self._look(_WORDS.get(told.stage, told.stage))

    def _listen(self) -> None:
        if not (self.order.folder / f"{self.order.plan[0][0]}.safetensors").exists():
            return
        sounds = hearing.now(self.order.folder, self.corpus)
        self.page.examples = view.keep_examples(self.order.folder, sounds)

    def _export(self, model: Path) -> None:
        folder = self.order.folder
        codec = stages.load_codec(folder)
        denoiser = stages.load_denoiser(folder, codec)
        export(codec, denoiser, model, stages.is_distilled(folder), roster(folder))

    def _judge(self, model: Path) -> None:
        cases, others = (verdict.some(self.corpus, split) for split in ("phrase", "train"))
        found = verdict.judge(model, self.order.start, self.kept.likest, cases, others)
        self._listen()
        pictures = model / "pictures"
        pictures.mkdir(exist_ok=True)
        for name in ("losses.svg", "examples.png"):
            if (self.order.folder / name).exists():
                shutil.copyfile(self.order.folder / name, pictures / name)
        self.page.closing = verdict.table(found)
        write_card(model, self.order, self.findings, self.kept.likest, found)
        (model / "verdict.json").write_text(json.dumps(found, indent=1) + "\n")  # all is there
        self.page.doing, self.page.elapsed_s = "Finished", self.display.elapsed_s
        self.page.write(finished=True)


_WORDS = {
    "start": "comparing with the shipped instruments", "shortcut": "denoiser",
    "export": "exporting", "judge": "judging",
}


def _digest(found) -> str:
    """Of the recordings and what is said of them."""
    told = hashlib.sha256()
    for one in found:
        told.update(f"{one} {one.path.stat().st_size}".encode())
    return told.hexdigest()[:16]
