"""Recordings into a corpus that the stages of training read: phrases, their labels, instruments.

Two passes, each over every core: each file is read and cleaned into takes of its own (`takes/`),
then takes are laid into phrases, levelled and listened to. What is there already is not made again.
"""

import json
import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
import soundfile

from engine import whole
from engine.models.corpus import LOUD_DB, PHRASE_SECONDS, SAMPLE_RATE
from engine.models.instruments import DRUM_BANK, Instrument, keep_roster
from engine.models.own import cleaning, listening
from engine.models.own.cleaning import Health
from engine.models.own.estimate import listeners
from engine.models.own.finding import Recording
from engine.models.own.findings import Findings
from engine.models.own.takes import Take, clean, sections, store
from engine.models.phrases import Phrase
from engine.models.workers import spread
from engine.parameters import BadValue

GAP_S = 0.3
"""Between two short takes in one phrase."""
HELD_OUT = 0.12
"""Of every instrument's sound; whole files, where there are MANY_FILES of them."""
MANY_FILES = 8
LEAST_S = 20.0
"""Of sound, in all: with less there is nothing to learn from, and to be judged by."""

Told = Callable[[str, int, int], object]
"""Hears of what is done, how many of it are done, and how many there are."""


def gather(
    found: Sequence[Recording], folder: Path, told: Told = lambda *_: None, jobs: int | None = None
) -> Findings:
    """[control] A corpus of these recordings in `folder`, with `instruments.json` and
    `findings.json`. Raises BadValue when too little is left. It goes on where it was cut off."""
    folder = Path(folder)
    done = folder / "findings.json"
    if done.is_file() and (folder / "index.jsonl").is_file():
        return Findings(**json.loads(done.read_text()))
    (folder / "takes").mkdir(parents=True, exist_ok=True)
    findings = Findings()
    takes = _takes(found, folder, findings, told, jobs)
    total = sum(take.seconds for take in takes)
    if total < LEAST_S:
        raise BadValue(
            f"there are {total:.0f} seconds of sound in all, and {LEAST_S:.0f} are needed at least"
            " (ten minutes sound better): " + " ".join(findings.lines()[1:])
        )
    tasks = list(_phrases(takes, str(folder)))
    rows = []
    for count, row in enumerate(_over(_listen, tasks, jobs), 1):
        rows.append(row)
        told("listening", count, len(tasks))
    rows.sort(key=lambda row: row["file"])
    _roster(rows, takes, folder, findings)
    text = "".join(json.dumps(row) + "\n" for row in rows)
    whole.write_text(folder / "index.jsonl", text)
    whole.write_text(done, json.dumps(findings.__dict__, indent=1) + "\n")
    shutil.rmtree(folder / "takes")
    return findings


def _takes(found, folder, findings: Findings, told: Told, jobs) -> list[Take]:
    """Every recording cleaned, but for those that are there twice."""
    tasks = [
        (number, section, one, str(folder / "takes"))
        for number, one in enumerate(found) for section in range(sections(one.path))
    ]
    takes: list[Take] = []
    known: list[tuple[str, Health]] = []
    files = set()
    for count, (one, own, health, why) in enumerate(_over(clean, tasks, jobs), 1):
        told("cleaning", count, len(tasks))
        name = one.path.name
        if health is None:
            findings.unreadable += [why] * (why not in findings.unreadable)
            continue
        twin = next((a for a, other in known if cleaning.alike(other, health)), None)
        if twin is not None:
            findings.duplicates += [(twin, name)] * ((twin, name) not in findings.duplicates)
            continue
        known.append((name, health))
        files.add(one.path)
        findings.seconds += health.sounding
        findings.silence += health.seconds - health.sounding
        if health.clipped > cleaning.CLIPPED_SHARE:
            findings.clipped.append(f"{name} ({health.clipped:.1%} of its samples)")
        takes += own
    findings.files = len(files)
    return takes


def _phrases(takes: Sequence[Take], folder: str) -> Iterator[tuple]:
    """What is laid into one phrase after another: as much of one instrument and one split, of takes
    that play the same kind of thing, as there is room for."""
    gains, held_out = _gains(takes), _held_out(takes)
    counts: Counter[tuple[str, str]] = Counter()
    groups: dict[tuple, list[Take]] = {}
    for take in takes:
        one = take.recording
        split = "phrase" if take.file in held_out else "train"
        groups.setdefault((one.instrument, split, one.pitched), []).append(take)
    for (name, split, _), own in sorted(groups.items(), key=lambda group: str(group[0])):
        for part in _laid(own):
            number = counts[name, split]
            counts[name, split] += 1
            yield folder, name, split, number, part, gains[name]


def _laid(takes: Sequence[Take]) -> Iterator[list[Take]]:
    """One after another, as many as fit a phrase."""
    part: list[Take] = []
    for take in takes:
        if part and sum(t.seconds + GAP_S for t in part) + take.seconds > PHRASE_SECONDS:
            yield part
            part = []
        part.append(take)
    if part:
        yield part


def _gains(takes: Sequence[Take]) -> dict[str, float]:
    """The factor that makes each instrument's firm notes as loud as the corpus's."""
    loud: dict[str, list[float]] = {}
    for take in takes:
        loud.setdefault(take.recording.instrument, []).append(take.loud_db)
    return {name: float(10 ** ((LOUD_DB - np.percentile(levels, 75)) / 20))
            for name, levels in loud.items()}


def _held_out(takes: Sequence[Take]) -> set[str]:
    """Files of takes that are only judged by. The same for the same takes."""
    chosen: set[str] = set()
    for name in {take.recording.instrument for take in takes}:
        own = [take for take in takes if take.recording.instrument == name]
        wanted = HELD_OUT * sum(take.seconds for take in own)
        files: dict[Path, list[Take]] = {}
        for take in own:
            files.setdefault(take.recording.path, []).append(take)
        if len(files) >= MANY_FILES:
            order = np.random.default_rng(5).permutation(len(files))
            groups = [list(files.values())[place] for place in order]
        else:  # the end of each recording: what follows on is not what was learned
            groups = [[take] for take in sorted(own, key=lambda t: -t.number)]
        got = 0.0
        for group in groups[:-1]:  # a single take is there to learn from
            if got >= wanted:
                break
            chosen |= {take.file for take in group}
            got += sum(take.seconds for take in group)
    return chosen if len(chosen) < len(takes) else set()


def _listen(task) -> dict:
    folder, name, split, number, takes, gain = task
    audio = np.zeros((int(PHRASE_SECONDS * SAMPLE_RATE), 2), np.float32)
    file = f"{name}-{split}-{number:04d}.flac"
    rng = np.random.default_rng([number, len(name), split == "train"])
    kinds: list[str] = []
    notes, attacks = [], []
    at, known = 0, True
    for take in takes:
        sound, _ = soundfile.read(Path(folder) / "takes" / take.file, dtype="float32",
                                  always_2d=True)
        sound = (sound * np.float32(gain))[: len(audio) - at]
        audio[at : at + len(sound)] = sound
        heard = listening.listen(sound, take.recording.note, take.recording.pitched, rng)
        after = at / SAMPLE_RATE
        notes += [type(n)(n.start + after, n.end + after, n.pitch, n.velocity)
                  for n in heard.notes]
        struck = heard.attacks
        known = known and struck is None
        attacks += [(when + after, strength) for when, strength in (
            struck if struck is not None else [(n.start, n.velocity / 127) for n in heard.notes]
        )]
        kinds.append(heard.kind)
        at += len(sound) + round(GAP_S * SAMPLE_RATE)
    audio *= min(1.0, 0.97 / max(float(np.abs(audio).max()), 1e-9))
    store(Path(folder) / file, audio, "PCM_16")
    kind = Counter(kinds).most_common(1)[0][0] if known else listening.MANY
    phrase = Phrase(name, kind, split, 120.0, "even", PHRASE_SECONDS, notes if known else [],
                    source="own", attacks=None if known else attacks)
    return {"file": file, "sounding": sum(t.seconds for t in takes), **phrase.as_dict()}


def _roster(rows: list[dict], takes: Sequence[Take], folder: Path, findings: Findings) -> None:
    """The instruments, in the order of their names, and how much there is of each."""
    instruments = []
    for name in sorted({row["instrument"] for row in rows}):
        own = [row for row in rows if row["instrument"] == name]
        kinds = Counter(row["kind"] for row in own)
        keys = sorted(note["pitch"] for row in own for note in row["notes"]) or [48, 72]
        family = next((t.recording.family for t in takes
                       if t.recording.instrument == name and t.recording.family), "")
        unpitched = kinds[listening.UNPITCHED] > len(own) / 2
        instruments.append(Instrument(
            name, family, -1, keys[0], keys[-1], bank=DRUM_BANK if unpitched else 0,
            sources=("own",),
        ))
        findings.instruments[name] = {
            "seconds": sum(row.pop("sounding") for row in own), "phrases": len(own),
            "held_out": sum(row["split"] == "phrase" for row in own),
            "notes": sum(len(row["notes"]) for row in own), "kinds": dict(kinds),
        }
    if not any(row["split"] == "phrase" for row in rows):
        for row in rows[-1:]:
            row["split"] = "phrase"  # so little, that one phrase has to do
    keep_roster(tuple(instruments), folder)


def _over(work: Callable, tasks: Sequence, jobs: int | None) -> Iterable:
    """Each task's result, in order, on every core; a single job stays in this process."""
    jobs = min(jobs or listeners(), len(tasks))
    if jobs <= 1:
        yield from map(work, tasks)
        return
    yield from spread(work, tasks, jobs)


