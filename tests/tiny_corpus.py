"""A corpus of seconds: noise under labels, in the corpus's own files. No soundfont is needed."""

import json
from pathlib import Path

import numpy as np
import soundfile

from engine.models import corpus
from engine.models.codec import CodecConfig
from engine.models.phrases import Note, Phrase

NAMES = ("flute", "standard_kit", "violin", "loop", "piano")
HELD_OUT = ("flute", "piano")
CODEC = CodecConfig(encoder_width=16, encoder_blocks=1, decoder_width=16, decoder_blocks=1)


def phrase_of(number: int, name: str, split: str) -> Phrase:
    """A note a second, the last of them struck while another is held; a flute's wheel moves."""
    notes = [Note(1.0 * i + 0.1, 1.0 * i + 0.7, 60 + i, 40 + 10 * i) for i in range(8)]
    notes.append(Note(7.4, 8.0, 64, 127))
    bend = [(2.0, 1.0), (3.0, -0.5), (4.0, 0.0)] if name == "flute" else []
    return Phrase(name, "melody", split, 100 + number, "even", 10.0, notes, bend=bend)


def write(folder: Path) -> Path:
    """NAMES to train on, HELD_OUT held out."""
    folder.mkdir(parents=True)
    rows = []
    wanted = [(name, "train") for name in NAMES] + [(name, "phrase") for name in HELD_OUT]
    for number, (name, split) in enumerate(wanted):
        file = f"{name}-{split}.flac"
        audio = np.clip(np.random.default_rng(number).normal(0, 0.1, (480000, 2)), -1, 1)
        soundfile.write(folder / file, audio, corpus.SAMPLE_RATE, subtype="PCM_16")
        rows.append({"file": file, **phrase_of(number, name, split).as_dict()})
    (folder / "index.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    return folder
