"""Measures what docs/scaling.md counts with, and writes its tables between their marks.
`python docs/scaling.py` measures (minutes) and keeps the figures in docs/scaling.json;
`--tables` only writes the tables from those.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

TEXT = Path(__file__).with_name("scaling.md")
FIGURES = TEXT.with_suffix(".json")
WORKERS = (1, 8, 100)
CORE, CARD = 0.04, 2.00
"""Assumed prices, of a core-hour and of a graphics card's hour, in any currency."""
NETWORKS = {"1 Gbit/s": 0.125e9, "10 Gbit/s": 1.25e9, "100 Gbit/s": 12.5e9}
ALWAYS_MS = 0.1
"""Assumed: what a message costs on a network, however small."""
CARD_SPEED = 200
"""Assumed: how many cores a graphics card is worth at this network. Not measured."""
STAGE_BATCH = 4
"""Examples that a measured training step has: a fifth of the stage's own, so that it is quick."""


# What is measured


def timed(work: Callable[[], object], least: int = 3) -> float:
    """Seconds of processor time that it takes, on one thread: the least of some runs, which is the
    one that others on this machine disturbed least."""
    work()
    found = []
    for _ in range(least):
        start = time.process_time()
        work()
        found.append(time.process_time() - start)
    return min(found)


def encoding() -> dict[str, float]:
    """Hours of sound that one core encodes and labels in an hour, and the bytes of one hour."""
    import tiny_corpus

    from engine.models import examples
    from engine.models.codec import Codec

    with tempfile.TemporaryDirectory() as scratch:
        folder = tiny_corpus.write(Path(scratch) / "corpus")
        weights = {k: v.numpy() for k, v in Codec().state_dict().items()}
        examples._start_worker(str(folder), "train", Codec().config, weights, 936, 1)
        row = examples._work(0)
        seconds = timed(lambda: examples._work(0))
    return {
        "encoded_per_core": 10 / seconds,
        "encoded_bytes_per_hour": 360 * sum(column.nbytes for column in row),
    }


def rendering() -> dict[str, float]:
    """Hours of sound that one core renders in an hour at the default steps, and that one process
    writes: what does not get shorter with more workers."""
    from engine.instrument import Instrument
    from engine.studio import rendering, sounds
    from engine.studio.rendering import Wish

    instrument = Instrument(threads=1)
    wish = Wish(8 * 48000)
    audio = rendering.clip(instrument, wish)
    seconds = timed(lambda: rendering.clip(instrument, wish), 2)
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "a.wav"
        written = timed(lambda: sounds.write(path, audio, 48000))
    return {"rendered_per_core": 8 / seconds, "written_per_core": 8 / written,
            "precision": instrument.precision}


def models() -> dict[str, float]:
    """Bytes of gradients that travel at each step of a stage."""
    from engine.models.codec import Codec
    from engine.models.denoiser import Denoiser
    from engine.models.train_denoiser import config_for

    codec = Codec()
    sizes = {"codec": codec, "denoiser": Denoiser(config_for(codec)), "decoder": codec.decoder}
    return {f"{name}_bytes": 4 * sum(p.numel() for p in model.parameters())
            for name, model in sizes.items()}


def training(processes: int) -> dict[str, float]:
    """A denoiser's step by one or two processes of one thread, and the sum of its gradients."""
    with tempfile.TemporaryDirectory() as scratch:
        out = Path(scratch) / "found.json"
        root = TEXT.parents[1]
        env = {**os.environ, "OMP_NUM_THREADS": "1",
               "PYTHONPATH": os.pathsep.join([str(root), str(root / "tests")])}
        command = [sys.executable, "-m", "torch.distributed.run", "--standalone",
                   "--nproc-per-node", str(processes), __file__, "--rank", str(out)]
        subprocess.run(command, check=True, env=env)
        found = json.loads(out.read_text())
    return {f"{name}_{processes}": value for name, value in found.items()}


def rank(out: Path) -> None:
    """In each of the processes that `training` starts."""
    import torch

    from engine.models import processes
    from engine.models.codec import Codec
    from engine.models.denoiser import Denoiser
    from engine.models.train_denoiser import config_for
    from engine.models.training import fast_arithmetic

    torch.set_num_threads(1)
    model = Denoiser(config_for(Codec()))
    optimiser = torch.optim.AdamW(model.parameters())
    config = model.config
    widths = (config.latent_channels, config.who_columns, 9, 129)
    x, *conditions = (torch.randn(STAGE_BATCH, 160, width) for width in widths)
    level, plain = torch.full((STAGE_BATCH,), 0.5), torch.ones(STAGE_BATCH, 160)
    walls, works, sums = [], [], []
    for _ in range(6):
        wall, work = time.perf_counter(), time.process_time()
        with fast_arithmetic():
            loss = model(x, level, level, plain, *conditions).float().square().mean()
        optimiser.zero_grad()
        loss.backward()
        works.append(time.process_time() - work)
        processes.agreed(0.0)  # nobody waits in what is measured next
        start = time.perf_counter()
        processes.average(model.parameters())
        sums.append(time.perf_counter() - start)
        work = time.process_time()
        optimiser.step()
        works[-1] += time.process_time() - work
        walls.append(time.perf_counter() - wall)
    if processes.is_first():
        found = {"step_s": min(walls[1:]), "step_core_s": min(works[1:]), "sum_s": min(sums[1:])}
        out.write_text(json.dumps(found))
    processes.leave()


def measured() -> dict:
    """All of it."""
    import torch

    torch.set_num_threads(1)
    sys.path.insert(0, str(TEXT.parents[1] / "tests"))
    load = os.getloadavg()[0]
    found = {**encoding(), **rendering(), **models(), **training(1), **training(2)}
    return {**found, "cores": os.cpu_count(), "load": load}


# What follows from it


def seconds_per_step(
    figures: dict, workers: int, bandwidth: float, batch: int, speed: float = 1
) -> float:
    """A denoiser's step by so many workers, each `speed` times a core, in a ring: every worker
    sends its gradients nearly twice, however many there are."""
    computed = figures["step_core_s_1"] * batch / STAGE_BATCH / speed
    if workers == 1:
        return computed
    sent = 2 * (workers - 1) / workers * figures["denoiser_bytes"]
    return computed + sent / bandwidth + 2 * (workers - 1) * ALWAYS_MS / 1000


def measured_table(f: dict) -> list[str]:
    """What was measured."""
    rows = [
        ("encoding and labels, hours of sound in a core-hour", f"{f['encoded_per_core']:.0f}"),
        ("an encoded hour, MB", f"{f['encoded_bytes_per_hour'] / 1e6:.0f}"),
        (f"rendering, default steps, {f['precision']}, hours of sound in a core-hour",
         f"{f['rendered_per_core']:.1f}"),
        ("writing 24-bit WAV in the process that asked, hours of sound in an hour",
         f"{f['written_per_core']:.0f}"),
        (f"the denoiser's step, batch {STAGE_BATCH}, one thread, core-seconds",
         f"{f['step_core_s_1']:.2f}"),
        ("the same by two processes, batch twice that, core-seconds each",
         f"{f['step_core_s_2']:.2f}"),
        ("steps in a second of clock, 1 process and 2, at a load of"
         f" {f['load']:.0f} on {f['cores']} cores",
         f"{1 / f['step_s_1']:.2f} and {1 / f['step_s_2']:.2f}"),
        ("gradients sent at each step, MB: codec, denoiser, decoder", ", ".join(
            f"{f[f'{name}_bytes'] / 1e6:.0f}" for name in ("codec", "denoiser", "decoder"))),
        ("their sum over two processes on loopback (denoiser), ms", f"{1000 * f['sum_s_2']:.0f}"),
    ]
    lines = (f"| {name} | {value} |" for name, value in rows)
    return ["| figure | measured |", "|---|---|", *lines]


def cost_table(f: dict) -> list[str]:
    """What an hour of sound costs, whoever makes it: c the price of a core-hour."""
    rows = []
    for name, key in (("encoded", "encoded_per_core"), ("rendered", "rendered_per_core")):
        each = 1 / f[key]
        rows.append(f"| an hour of sound {name} | {each:.4f} c | {each * CORE:.5f} |")
    steps = f["step_core_s_1"] / STAGE_BATCH * 20 * 10_000 / 3600
    rows.append(f"| 10,000 steps of the denoiser, batch 20, on cores | {steps:.0f} c |"
                f" {steps * CORE:.2f} |")
    rows.append(f"| the same on a graphics card | {steps / CARD_SPEED:.4f} g |"
                f" {steps / CARD_SPEED * CARD:.2f} |")
    return [f"| what | cost | at c = {CORE:.2f}, g = {CARD:.2f} |", "|---|---|---|", *rows]


def work_table(f: dict) -> list[str]:
    """Encoding and rendering by so many cores; hours of sound in an hour, and what that costs."""
    rows = []
    for workers in WORKERS:
        rendered = 1 / max(1 / (workers * f["rendered_per_core"]), 1 / f["written_per_core"])
        limit = " (the writer)" if rendered < workers * f["rendered_per_core"] else ""
        rows.append(
            f"| {workers} | {workers * f['encoded_per_core']:.0f} | {rendered:.0f}{limit} |"
            f" {workers} c | {workers * CORE:.2f} |"
        )
    return ["| cores | hours encoded in an hour | hours rendered in an hour | price of an hour |"
            f" at c = {CORE:.2f} |", "|---|---|---|---|---|", *rows]


def training_table(f: dict) -> list[str]:
    """Examples in a second by so many workers, as a multiple of one, by network and batch."""
    head = "| workers | batch of each | " + " | ".join(NETWORKS) + " |"
    rows = []
    for speed, kind, batches in ((1, "core", (4, 20)), (CARD_SPEED, "card", (20, 400))):
        for batch in batches:
            for workers in WORKERS[1:]:
                alone = seconds_per_step(f, 1, 1, batch, speed)
                gains = [
                    workers * alone / seconds_per_step(f, workers, rate, batch, speed)
                    for rate in NETWORKS.values()
                ]
                rows.append(f"| {workers} {kind}s | {batch} | "
                            + " | ".join(f"{gain:.1f}" for gain in gains) + " |")
    return [head, "|---|---|" + "---|" * len(NETWORKS), *rows]


TABLES = {"measured": measured_table, "cost": cost_table, "work": work_table,
          "training": training_table}


def filled(text: str, figures: dict) -> str:
    """The text with every table between its marks."""
    for name, table in TABLES.items():
        pattern = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
        if len(pattern.findall(text)) != 1:
            raise ValueError(f"{TEXT} has no marks for {name}")
        rows = "\n".join(table(figures))
        text = pattern.sub(rf"\g<1>{rows}\n\g<2>", text)
    return text


def main(arguments: list[str] | None = None) -> int:
    """Measure, or not, and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tables", action="store_true", help="from the figures that are there")
    parser.add_argument("--rank", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.rank is not None:
        rank(options.rank)
        return 0
    if not options.tables:
        FIGURES.write_text(json.dumps(measured(), indent=1) + "\n")
    TEXT.write_text(filled(TEXT.read_text(), json.loads(FIGURES.read_text())))
    return 0


if __name__ == "__main__":
    sys.exit(main())
