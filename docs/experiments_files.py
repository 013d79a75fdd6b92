"""The experiments of docs/experiments.md that begin with a recording: there and back through the
noise, between two of them, one seed at several step counts, and a clip in one picture.
"""

import gzip

import numpy as np

from engine import sampler
from engine.__main__ import main
from engine.instrument import Instrument
from engine.studio import (
    asking,
    condition,
    crossing,
    inversion_picture,
    journey,
    measures,
    sounds,
)
from engine.studio import inversion as trips

NAMES = {
    "flute": "flute.aiff", "oboe": "oboe.aiff", "marimba": "marimba.aif",
    "alto sax": "saxophone-alto-C-octave0.wav", "a voice": "singFemale.aif",
    "drums": "drumsMlp.wav",
}
"""Recordings that nobody here made, in Debian's csound-doc."""
SECONDS = 2.0
PHRASES = ("violin", "marimba", "standard_kit")
"""Instruments of the corpus whose first held-out phrase is looked at."""
PAIRS = (("alto sax", "oboe"), ("marimba", "flute"), ("a voice", "drums"))


def recording(bench, name: str) -> np.ndarray:
    """(samples, channels) at the instrument's rate, SECONDS of it."""
    return sounds.read(path_of(bench, name), 48000)[: round(SECONDS * 48000)]


def path_of(bench, name: str):
    """The file; where the package has it packed, unpacked."""
    path = bench.recordings / NAMES[name]
    packed = path.with_name(f"{path.name}.gz")
    if path.is_file() or not packed.is_file():
        return path
    unpacked = bench.scratch / path.name
    unpacked.write_bytes(gzip.decompress(packed.read_bytes()))
    return unpacked


def inversion(bench) -> list[str]:
    """Error against steps, by two methods: means over all recordings, and the picture of one."""
    studies = {}
    for name in NAMES:
        heard = condition.hear(bench.instrument, recording(bench, name))
        steps = trips.STEPS if name == "flute" else trips.STEPS[:7]
        studies[name] = trips.study(bench.instrument, heard, steps)
    inversion_picture.draw(
        bench.pictures / "inversion.webp", studies["flute"],
        "A recorded flute, to noise and back",
    )
    lines = ["| steps each way | " + " | ".join(studies) + " |", "|---" * (len(studies) + 1) + "|"]
    for steps in trips.STEPS:
        cells = []
        for study in studies.values():
            pair = [t for t in study.trips if t.steps == steps]
            cells.append(" / ".join(f"{t.latents_error:.2g}" for t in pair))
        lines.append(f"| {steps} | " + " | ".join(cells) + " |")
    at = {name: next(t for t in s.of(trips.MIDPOINT) if t.steps == 32)
          for name, s in studies.items()}
    lines += [
        "| waveform at 32, midpoint | " + " | ".join(f"{t.snr_db:.0f} dB" for t in at.values())
        + " |",
        "| mel distance at 32 (the codec alone) | " + " | ".join(
            f"{t.mel_db:.2f} ({studies[name].codec_mel_db:.2f}) dB" for name, t in at.items()
        ) + " |",
    ]
    return lines


def conditions(bench) -> list[str]:
    """What the model is told on the way, and in how many bits it works."""
    lines = ["| told | 4 steps | 16 steps | deviation of the noise | neighbours |",
             "|---|---|---|---|---|"]
    eight = Instrument(bench.instrument.folder, 2, "int8")
    for under in condition.UNDER:
        few, many, noises = [], [], []
        for name in NAMES:
            heard = condition.hear(bench.instrument, recording(bench, name), None, under)
            found = [trips.once(bench.instrument, heard, steps) for steps in (4, 16)]
            few.append(found[0].study.trips[0].latents_error)
            many.append(found[1].study.trips[0].latents_error)
            noises.append(found[1].study.trips[0].noise)
        lines.append(
            f"| {under} | {np.mean(few):.3f} | {np.mean(many):.4f} |"
            f" {np.mean([n.deviation for n in noises]):.2f} |"
            f" {np.mean([n.neighbours for n in noises]):.2f} |"
        )
    wrong = {}
    for instrument in (bench.instrument, eight):
        heard = condition.hear(instrument, recording(bench, "flute"), "flute")
        wrong[instrument.precision] = [
            trips.once(instrument, heard, steps).study.trips[0].latents_error
            for steps in (16, 64)
        ]
    lines += ["", "| the flute, in | 16 steps | 64 steps |", "|---|---|---|"]
    lines += [f"| {name} | {a:.4f} | {b:.4f} |" for name, (a, b) in wrong.items()]
    return lines


def noise(bench) -> list[str]:
    """What the noise behind recordings is like, and behind the model's own sound."""
    instrument = bench.instrument
    lines = ["| sound | its noise: deviation | neighbours | two apart |", "|---|---|---|---|"]

    def row(name: str, found: np.ndarray) -> None:
        like = measures.whiteness(found)
        lines.append(
            f"| {name} | {like.deviation:.2f} | {like.neighbours:.2f} | {like.second:.2f} |"
        )

    for name in NAMES:
        heard = condition.hear(instrument, recording(bench, name))
        latents = heard.reading.latents
        row(name, journey.invert(instrument, heard.request, latents, 32))
        if name != "flute":
            continue
        levels = sampler.levels(32)
        own = journey.flow(instrument, heard.request, heard.request.noise, levels)
        row("the model's own, asked what the flute did",
            journey.invert(instrument, heard.request, own, 32))
        for amount in (0.05, 0.1):
            hiss = np.random.default_rng(1).standard_normal(latents.shape).astype(np.float32)
            row(f"the flute, its latents with {amount:g} of white noise",
                journey.invert(instrument, heard.request, latents + amount * hiss, 32))
    for name in PHRASES:
        audio = sounds.read(bench.corpus / f"{name}-phrase-000.flac", 48000)
        heard = condition.hear(instrument, audio[: round(SECONDS * 48000)], name)
        row(f"corpus, {name.replace('_', ' ')}",
            journey.invert(instrument, heard.request, heard.reading.latents, 32))
    return lines


def between(bench) -> list[str]:
    """Three pairs: how even, how straight, beside the two ways that need no noise."""
    lines = ["| | " + " | ".join(f"{a} to {b}" for a, b in PAIRS) + " |",
             "|---" * (len(PAIRS) + 1) + "|"]
    found = []
    for a, b in PAIRS:
        out = bench.scratch / f"{a} {b}".replace(" ", "-")
        clips = []
        for name in (a, b):
            clips.append(bench.scratch / f"{name}.wav".replace(" ", "-"))
            sounds.write(clips[-1], recording(bench, name), 48000)
        found.append(_way(bench, clips, out))
        if (a, b) == PAIRS[0]:
            (out / "between.webp").replace(bench.pictures / "between.webp")
    for what, key in (("largest step over the mean", "largest"), ("all steps over the direct one",
                                                                  "detour")):
        for way in found[0].named():
            cells = [f"{getattr(one.named()[way], key):.2f}" for one in found]
            lines.append(f"| {way}: {what} | " + " | ".join(cells) + " |")
    return lines


def _way(bench, clips, out) -> crossing.Smoothness:
    """As `flowbend between` goes it; here, to have the figures themselves."""
    from engine.studio import crossing_picture

    instrument, steps = bench.instrument, 16
    recordings = [sounds.read(clip, 48000) for clip in clips]
    longest = max(map(len, recordings))
    heard = [
        condition.hear(instrument, condition.padded(instrument, audio, longest))
        for audio in recordings
    ]
    a, b = (
        crossing.end(instrument, one, len(audio), steps)
        for one, audio in zip(heard, recordings, strict=True)
    )
    look = np.linspace(0, 1, 9).tolist()
    turned = measures.evenness([crossing.sound(instrument, a, b, w, 8) for w in look], 48000)
    weights = crossing.even(look, turned.steps, 9)
    made = [crossing.sound(instrument, a, b, w, steps) for w in weights]
    latents = (heard[0].reading.latents, heard[1].reading.latents)
    found = crossing.smoothness(instrument, made, weights, latents, turned)
    out.mkdir()
    crossing_picture.draw(out / "between.webp", made, weights, found, 48000,
                          f"From {clips[0].stem} to {clips[1].stem}")
    return found


def steps(bench) -> list[str]:
    """One seed, 1 to 64 steps, four instruments."""
    from engine.studio import phrase, step_counts, step_counts_picture

    counts, table = step_counts.COUNTS, []
    for name in ("violin", "piano", "flute", "standard_kit"):
        words = "c4,e4,g4,c5" if name != "standard_kit" else "36+42,42,38+42,42"
        number = asking.number_of(bench.instrument, name)
        request = asking.request(
            bench.instrument, asking.latents_of(bench.instrument, 144000),
            {"instrument_a": number, "seed_a": 7}, notes=phrase.notes(words, 3.0),
        )
        made = list(step_counts.sounds(bench.instrument, request, counts))
        stairs = step_counts.compare(
            counts, [one[1] for one in made], [one[2] for one in made], 48000
        )
        table.append((name.replace("_", " "), stairs))
        if name == "violin":
            step_counts_picture.draw(
                bench.pictures / "steps.webp", [one[2] for one in made], stairs, 48000,
                "violin, seed 7, guidance 2",
            )
    lines = ["| steps | " + " | ".join(name for name, _ in table) + " |",
             "|---" * (len(table) + 1) + "|"]
    for at, count in enumerate(counts[:-1]):
        cells = [f"{s[at].mel_db:.2f} dB, {s[at].latents_error:.2f}" for _, s in table]
        lines.append(f"| {count} | " + " | ".join(cells) + " |")
    return lines


def show(bench) -> list[str]:
    """A picture of the built-in piece, as `flowbend show` draws it."""
    from engine.studio import sidecar

    clip = bench.scratch / "first.wav"
    words = ["--model", str(bench.instrument.folder), "--precision", "float32"]
    if main(["render", "--out", str(clip), "--seconds", "8", *words]) != 0:
        raise RuntimeError("the built-in piece was not rendered")
    if not sidecar.path_of(clip).is_file():
        record = sidecar.Record("render", {"set": [], "lane": [], "seconds": 8.0}, 7)
        sidecar.write(clip, record, bench.instrument)
    picture = bench.pictures / "show.webp"
    if main(["show", str(clip), "--out", str(picture), *words]) != 0:
        raise RuntimeError("nothing was drawn")
    return ["![A clip in one picture](pictures/experiments/show.webp)"]

