"""The experiments of docs/experiments.md that turn a control of the instrument: guidance,
temperature, the way between two seeds, and each lane asked for one value after another.
"""

from dataclasses import replace

import numpy as np

from engine import lanes, noise
from engine.studio import asking, drawing, journey, measures, phrase, reading

INSTRUMENTS = ("flute", "piano", "trumpet", "cello")
SEEDS = (1, 2)
SECONDS, STEPS = 2.4, 4
LINE = "c4,e4,g4,c5,b4,g4,f4,d4,e4,g4,a4,c4"
RATE, HOP = 48000, 512


def made(bench, name: str, settings: dict, curves: dict | None = None, notes: bool = True):
    """(samples, channels) of SECONDS, its latents, and its request."""
    instrument = bench.instrument
    settings = {"instrument_a": asking.number_of(instrument, name), **settings}
    latents = asking.latents_of(instrument, round(SECONDS * RATE))
    curves = {lane: np.asarray(c)[:latents] for lane, c in (curves or {}).items()}
    line = phrase.notes(LINE, SECONDS) if notes else None
    request = asking.request(instrument, latents, settings, curves, line)
    found = journey.sample(instrument, request, STEPS)
    return journey.finished(instrument, journey.decode(instrument, found)), found, request


def swell(latents: int = 400) -> np.ndarray:
    """A loudness that goes up and down twice, dB."""
    return -24 + 10 * np.sin(2 * np.pi * np.arange(latents) * HOP / RATE / 1.5)


def right_notes(audio: np.ndarray) -> float:
    """The share of LINE's notes in whose middle the pitch is heard that was asked for."""
    heard = reading.notes(audio.mean(axis=1), RATE)
    asked = phrase.notes(LINE, SECONDS)
    right = 0
    for note in asked:
        middle = (note.start + note.end) / 2
        right += any(h.start <= middle < h.end and h.pitch == note.pitch for h in heard)
    return right / len(asked)


def table(heading: list[str], rows: list[list[str]]) -> list[str]:
    """In Markdown."""
    return ["| " + " | ".join(heading) + " |", "|---" * len(heading) + "|",
            *("| " + " | ".join(row) + " |" for row in rows)]


def guidance(bench) -> list[str]:
    """How strictly it obeys loudness, brightness and keys, and what that costs in variety."""
    scales, hertz = (0.5, 1.0, 2.0, 3.0, 4.0, 6.0), 2400.0
    found = {key: np.zeros((len(INSTRUMENTS), len(scales)))
             for key in ("loudness", "brightness", "pitch", "variety")}
    for row, name in enumerate(INSTRUMENTS):
        for column, scale in enumerate(scales):
            sounds, here = [], {key: [] for key in found}
            for seed in SEEDS:
                audio, *_ = made(bench, name, {"guidance": scale, "seed_a": seed},
                                 {"rms": swell(), "brightness": np.full(400, hertz)})
                mono = audio.mean(axis=1)
                loud = lanes.loudness_db(mono, HOP)
                bright = lanes.brightness_and_noisiness(mono, HOP, RATE)[0]
                here["loudness"].append(np.abs(loud - swell()[: len(loud)]).mean())
                here["brightness"].append(np.abs(12 * np.log2(bright / hertz)).mean())
                here["pitch"].append(right_notes(audio))
                sounds.append(audio)
            here["variety"] = [measures.mel_distance_db(*sounds, RATE)]
            for key, values in here.items():
                found[key][row, column] = np.mean(values)
    titles = {"loudness": ("Loudness, off by", "dB"),
              "brightness": ("Brightness, off by", "semitones"),
              "pitch": ("Notes at the right pitch", "share"),
              "variety": ("Between two seeds", "mel distance, dB")}
    _lines(bench.pictures / "guidance.webp", scales, found, titles, "guidance")
    return table(
        ["guidance", "loudness off by", "brightness off by", "right pitch", "between two seeds"],
        [[f"{scale:g}", f"{found['loudness'][:, at].mean():.1f} dB",
          f"{found['brightness'][:, at].mean():.1f} semitones",
          f"{100 * found['pitch'][:, at].mean():.0f} %",
          f"{found['variety'][:, at].mean():.2f} dB"] for at, scale in enumerate(scales)],
    )


def temperature(bench) -> list[str]:
    """How far the noise strays: variety, colour, and what is obeyed."""
    heats = (0.0, 0.25, 0.5, 0.75, 1.0, 1.25, 1.5)
    found = {key: np.zeros((len(INSTRUMENTS), len(heats)))
             for key in ("variety", "noisiness", "brightness", "pitch")}
    for row, name in enumerate(INSTRUMENTS):
        for column, heat in enumerate(heats):
            sounds = [made(bench, name, {"temperature": heat, "seed_a": seed})[0]
                      for seed in SEEDS]
            colours = [lanes.brightness_and_noisiness(s.mean(axis=1), HOP, RATE) for s in sounds]
            found["variety"][row, column] = measures.mel_distance_db(*sounds, RATE)
            found["brightness"][row, column] = np.median([np.median(b) for b, _ in colours])
            found["noisiness"][row, column] = np.mean([np.median(n) for _, n in colours])
            found["pitch"][row, column] = np.mean([right_notes(s) for s in sounds])
    titles = {"variety": ("Between two seeds", "mel distance, dB"),
              "noisiness": ("Noisiness", "0 to 1"), "brightness": ("Brightness", "Hz"),
              "pitch": ("Notes at the right pitch", "share")}
    _lines(bench.pictures / "temperature.webp", heats, found, titles, "temperature")
    return table(
        ["temperature", "between two seeds", "noisiness", "brightness", "right pitch"],
        [[f"{heat:g}", f"{found['variety'][:, at].mean():.2f} dB",
          f"{found['noisiness'][:, at].mean():.2f}", f"{found['brightness'][:, at].mean():.0f} Hz",
          f"{100 * found['pitch'][:, at].mean():.0f} %"] for at, heat in enumerate(heats)],
    )


def _lines(path, across, found, titles, label) -> None:
    with drawing.picture(path, 11, 3.2) as figure:
        for axes, (key, (title, unit)) in zip(
            figure.subplots(1, len(titles)), titles.items(), strict=True
        ):
            for row, name in enumerate(INSTRUMENTS):
                axes.plot(across, found[key][row], marker="o", color=drawing.HUES[row], label=name)
            axes.set(title=title, xlabel=label, ylabel=unit)
            if key in ("loudness", "variety", "brightness", "noisiness"):
                axes.set_ylim(0, None)
            if unit in ("share", "probability"):
                axes.set_ylim(0, 1.04)
            axes.grid(True)
        drawing.legend(axes)


def seeds(bench) -> list[str]:
    """From seed 1 to seed 2 by cos and sin, as `morph` goes, and straight."""
    where, names = np.linspace(0, 1, 9), ("cos and sin", "straight")
    loud = {name: np.zeros((len(INSTRUMENTS), len(where))) for name in names}
    spread = {name: np.zeros(len(where)) for name in names}
    even = {name: [] for name in names}
    noisy = {name: np.zeros((len(INSTRUMENTS), len(where))) for name in names}
    for row, instrument in enumerate(INSTRUMENTS):
        _, _, request = made(bench, instrument, {"seed_a": 1})
        a, b = (noise.noise(seed, 0, len(request), 80) for seed in (1, 2))
        for name in names:
            sounds = []
            for at, w in enumerate(where):
                mixed = (1 - w) * a + w * b if name == "straight" else (
                    noise.morph(a, b, np.full(len(a), w))
                )
                spread[name][at] = mixed.std()
                there = replace(request, noise=mixed.astype(np.float32))
                latents = journey.sample(bench.instrument, there, STEPS)
                sounds.append(journey.finished(
                    bench.instrument, journey.decode(bench.instrument, latents)
                ))
                mono = sounds[-1].mean(axis=1)
                loud[name][row, at] = 10 * np.log10(np.mean(mono.astype(float) ** 2))
                noisy[name][row, at] = np.mean(lanes.brightness_and_noisiness(mono, HOP, RATE)[1])
            even[name].append(measures.evenness(sounds, RATE))
    with drawing.picture(bench.pictures / "seeds.webp", 11, 3.2) as figure:
        places = figure.subplots(1, 4)
        for name, hue in zip(names, (drawing.AMBER, drawing.CYAN), strict=True):
            places[0].plot(where, spread[name], marker="o", color=hue, label=name)
            places[1].plot(where, loud[name].mean(axis=0), marker="o", color=hue)
            places[2].plot(where, noisy[name].mean(axis=0), marker="o", color=hue)
            places[3].plot(range(1, len(where)), np.mean([e.steps for e in even[name]], axis=0),
                           marker="o", color=hue)
        for axes, title, unit in zip(
            places, ("The noise", "Loudness", "Noisiness", "Each step"),
            ("deviation", "dB", "0 to 1", "mel distance, dB"), strict=True,
        ):
            axes.set(title=title, ylabel=unit, xlabel="morph")
            axes.grid(True)
        places[3].set(xlabel="step", ylim=(0, None))
        drawing.legend(places[0])
    rows = []
    for name in names:
        change = loud[name][:, 4] - (loud[name][:, 0] + loud[name][:, -1]) / 2
        colour = noisy[name][:, 4] - (noisy[name][:, 0] + noisy[name][:, -1]) / 2
        rows.append([
            name, f"{spread[name][4]:.2f}", f"{change.mean():+.1f} dB", f"{colour.mean():+.3f}",
            f"{np.mean([e.largest for e in even[name]]):.2f}",
            f"{np.mean([e.detour for e in even[name]]):.2f}",
        ])
    return table(["", "deviation half-way", "loudness half-way", "noisiness half-way",
                  "largest step over the mean", "all steps over the direct one"], rows)


def response(bench) -> list[str]:
    """Each lane held at one value after another: what was asked, and what came."""
    sweeps = {
        "rms": (np.array([-42, -36, -30, -24, -18, -12]), "dB"),
        "brightness": (np.array([300, 600, 1200, 2400, 4800]), "Hz"),
        "noisiness": (np.array([0.05, 0.15, 0.25, 0.35, 0.5, 0.65]), ""),
        "onset_rate": (np.array([1.0, 2.0, 4.0, 6.0, 8.0]), "a second"),
    }
    rows = []
    with drawing.picture(bench.pictures / "response.webp", 11, 3.2) as figure:
        for axes, (lane, (asked, unit)) in zip(
            figure.subplots(1, len(sweeps)), sweeps.items(), strict=True
        ):
            axes.plot(asked, asked, color=drawing.FAINT, linewidth=4, alpha=0.5, label="as asked")
            got = np.array([[_got(bench, name, lane, value) for value in asked]
                            for name in INSTRUMENTS])
            for row, name in enumerate(INSTRUMENTS):
                axes.plot(asked, got[row], marker="o", color=drawing.HUES[row], label=name)
            if lane == "brightness":
                axes.set(xscale="log", yscale="log")
                axes.set_xticks(asked, [f"{hz:g}" for hz in asked])
                axes.set_yticks(asked, [f"{hz:g}" for hz in asked])
                axes.minorticks_off()
            axes.set(title=lane.replace("_", " "), xlabel=f"asked {unit}".strip(), ylabel="got")
            axes.grid(True)
            r = [np.corrcoef(asked, one)[0, 1] for one in got]
            off = np.abs(12 * np.log2(got / asked)) if lane == "brightness" else np.abs(got - asked)
            rows.append([f"`{lane}`", f"{np.mean(r):.2f}", f"{off.mean():.2f} "
                         + {"brightness": "semitones", "rms": "dB"}.get(lane, unit)])
        drawing.legend(axes)
    return table(["control", "correlation over the sweep", "mean error"], rows)


def _got(bench, name: str, lane: str, value: float) -> float:
    """What the sound does in the middle, of a mean over seeds."""
    found = []
    for seed in SEEDS:
        settings = {"seed_a": seed, "guidance": 2, lane: value}
        settings |= {"onset_mode": 1} if lane == "onset_rate" else {f"{lane}_mode": 1}
        audio = made(bench, name, settings, notes=lane != "onset_rate")[0]
        mono = audio.mean(axis=1)
        if lane == "onset_rate":
            found.append(len(reading.attacks(mono, RATE)) / SECONDS)
            continue
        loud = lanes.loudness_db(mono, HOP)
        if lane == "rms":
            found.append(float(np.median(loud)))
            continue
        which = {"brightness": 0, "noisiness": 1}[lane]
        curve = lanes.brightness_and_noisiness(mono, HOP, RATE)[which]
        found.append(float(np.median(curve[loud > -50])) if (loud > -50).any() else np.nan)
    return float(np.mean(found))
