"""How much an hour of learning gives: `python docs/own_sounds.py NOTES --minutes 60`.

NOTES is a folder of single notes of one instrument, a file each, with the note in its name. Ten
minutes of phrases are played from them, `flowbend train` learns from those, and by other phrases
the new model is judged beside the shipped one: by its Frechet distance to the recordings, and by
whether controls are still obeyed. Needs what `flowbend evaluate` does (README).
"""

import argparse
import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import soundfile
import soxr

from engine.models.corpus import SAMPLE_RATE
from engine.models.instruments import BY_NAME
from engine.models.own.finding import note_in
from engine.models.phrases import Phrase, compose

RELEASE_S = 0.08
ONE_VOICE = ("melody", "bass_line", "single_notes")


def notes_of(folder: Path) -> dict[int, np.ndarray]:
    """By MIDI number (samples, 2) at the corpus's rate."""
    found: dict[int, np.ndarray] = {}
    for path in sorted(folder.rglob("*.wav")):
        key = note_in(path.stem.split(" ")[0])
        if key is None or key in found:
            continue
        audio, rate = soundfile.read(path, dtype="float32", always_2d=True)
        audio = soxr.resample(audio, rate, SAMPLE_RATE)
        sounds = np.flatnonzero(np.abs(audio).max(axis=1) > 0.01 * np.abs(audio).max())
        audio = audio[max(0, sounds[0] - 240) :]
        found[key] = np.repeat(audio, 2, axis=1) if audio.shape[1] == 1 else audio[:, :2]
    return found


def play(phrase: Phrase, notes: dict[int, np.ndarray]) -> np.ndarray:
    """(samples, 2): each note from the nearest recording, at its pitch and velocity."""
    out = np.zeros((int((phrase.seconds + 1) * SAMPLE_RATE), 2), np.float32)
    for note in phrase.notes:
        near = min(notes, key=lambda key: abs(key - note.pitch))
        sound = notes[near]
        if near != note.pitch:
            factor = 2 ** ((note.pitch - near) / 12)
            sound = soxr.resample(sound, SAMPLE_RATE * factor, SAMPLE_RATE)
        release = int(RELEASE_S * SAMPLE_RATE)
        sound = sound[: int((note.end - note.start) * SAMPLE_RATE) + release].copy()
        length = min(release, len(sound))
        sound[-length:] *= np.linspace(1, 0, length, dtype=np.float32)[:, None]
        start = int(note.start * SAMPLE_RATE)
        sound = sound[: len(out) - start] * np.float32((note.velocity / 127) ** 2)
        out[start : start + len(sound)] += sound
    return out


def record(
    notes: dict[int, np.ndarray], folder: Path, minutes: float, seed: int, range_of: str
) -> None:
    """Recordings of one voice, ten seconds each, in the range of an instrument of the corpus."""
    who = BY_NAME[range_of]
    folder.mkdir(parents=True, exist_ok=True)
    gain = None
    for number in range(round(minutes * 6)):
        kind = ONE_VOICE[number % 3]
        rng = np.random.default_rng([seed, number])
        audio = play(compose(who, kind, "phrase", 10.0, rng, "own"), notes)
        gain = gain or 0.5 / float(np.abs(audio).max())
        audio = np.clip(audio * gain, -1, 1)
        soundfile.write(folder / f"recording-{number:03d}.flac", audio, SAMPLE_RATE)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("notes", type=Path)
    parser.add_argument("--minutes", type=float, default=60.0)
    parser.add_argument("--sound", type=float, default=10.0, help="minutes to learn from")
    parser.add_argument("--name", default="own")
    parser.add_argument("--range-of", default="alto_sax", help="an instrument that plays as high")
    parser.add_argument("--beside", nargs="+", default=[""], metavar="NAME",
                        help="shipped instruments to compare with; else the likest")
    parser.add_argument("--steps", type=int, nargs="+", help="as `play` begins with, by default")
    parser.add_argument("--work", type=Path, default=Path("own-sounds"))
    options = parser.parse_args()
    work, name = options.work, options.name
    notes = notes_of(options.notes)
    if not (work / "held-back").exists():
        record(notes, work / "sounds" / name, options.sound, 1, options.range_of)
        record(notes, work / "held-back" / name, 5.0, 2, options.range_of)
    subprocess.run(
        [sys.executable, "-m", "engine", "train", str(work / "sounds"), "--name", name,
         "--minutes", str(options.minutes), "--folder", str(work / "runs"),
         "--out", str(work / "exports")], check=True,
    )
    from engine.instrument import SHIPPED
    from engine.models.own import finding, gathering, verdict

    judged = work / "judged"
    gathering.gather(finding.recordings(work / "held-back"), judged)
    course = json.loads((work / "runs" / name / "course.json").read_text())
    cases = [case for split in ("phrase", "train") for case in verdict.some(judged, split)]
    others = verdict.some(work / "runs" / name / "corpus", "train")
    tables = {}
    for steps in options.steps or [verdict.STEPS]:
        for beside in options.beside:
            like = {own: beside or likest for own, likest in course["likest"].items()}
            title = f"{steps} steps, beside {', '.join(like.values())}"
            found = verdict.judge(work / "exports" / name, SHIPPED, like, cases, others, steps)
            tables[title] = found
            print(f"\n{title}:\n\n{verdict.table(found)}", flush=True)
    (work / "found.json").write_text(json.dumps(tables, indent=1))


if __name__ == "__main__":
    main()
