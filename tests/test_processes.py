"""Two processes that train one model are one with a batch twice as large."""

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import ranks
import tiny_corpus
import torch

from engine.models import processes, training
from engine.models.train_denoiser import crops

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    return tiny_corpus.write(tmp_path_factory.mktemp("some") / "corpus")


@pytest.fixture(scope="module")
def two(corpus, tmp_path_factory):
    """The folder of two processes, what each found, and what they said. Accelerate starts them with
    torchrun's own launcher."""
    folder, path = tmp_path_factory.mktemp("two"), os.pathsep.join([str(ROOT), str(ROOT / "tests")])
    launcher = subprocess.Popen(
        [sys.executable, "-m", "accelerate.commands.launch", "--multi_gpu", "--num_processes", "2",
         "--num_machines", "1", "--mixed_precision", "no", "--dynamo_backend", "no",
         "--main_process_port", "0", "-m", "ranks", str(folder), str(corpus)],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        env={**os.environ, "PYTHONPATH": path, "OMP_NUM_THREADS": "1"},
    )
    try:
        said, _ = launcher.communicate(timeout=150)
    finally:
        launcher.terminate()  # as Ctrl-C does: it ends those that it has started
        launcher.wait(30)
    assert launcher.returncode == 0, said[-4000:]
    found = [json.loads((folder / f"rank-{number}.json").read_text()) for number in (0, 1)]
    return folder, found, said


def log(folder):
    return [json.loads(line) for line in (folder / "sine.log.jsonl").read_text().splitlines()]


def test_all_stop_at_the_step_that_the_first_one_says_and_go_on_together(two):
    folder, found, _ = two
    for first, second in (one["halves"] for one in found):
        # The other's clock runs three times as fast.
        assert first["steps"] == second["steps"] == ranks.STEPS // 2
    assert found[0]["halves"] == found[1]["halves"]  # the same weights, to the bit
    assert [row["step"] for row in log(folder)] == list(range(1, ranks.STEPS + 1))
    names = {path.name for path in folder.iterdir() if path.name.startswith("sine")}
    assert names == {"sine.log.jsonl", "sine.safetensors", "sine.train.safetensors"}


def test_the_losses_fall_as_those_of_one_with_the_doubled_batch(two, tmp_path):
    folder, _, _ = two
    for until, resume in ((ranks.STEPS / 2, False), (ranks.STEPS, True)):  # as the two did
        ranks.learn(ranks.Sine(2 * ranks.BATCH), tmp_path, until, resume)
    ours, theirs = (np.array([row["loss"] for row in log(one)]) for one in (folder, tmp_path))
    ours, theirs = (losses.reshape(6, -1).mean(1) for losses in (ours, theirs))
    assert ours[-1] < 0.2 * ours[0]
    np.testing.assert_allclose(ours, theirs, rtol=0.35)
    # What is held out is measured on the average weights, without noise of its own.
    ours, theirs = (log(one)[-1]["held_out_loss"] for one in (folder, tmp_path))
    assert ours == pytest.approx(theirs, rel=0.25)


def test_the_gradient_is_that_of_both_batches_at_once(two, corpus, monkeypatch):
    stages = []
    for number in (0, 1):  # what either of them drew
        monkeypatch.setattr(
            processes, "seed", lambda base, by=number * processes.SEEDS_APART: base + by
        )
        stages.append(ranks.denoiser(corpus, 3))
    model = stages[0].model
    batches = [
        stage.noised(crops(stage.train, stage.rng, 3, 20), stage.generator) for stage in stages
    ]
    assert not torch.equal(batches[0][0], batches[1][0])
    x, velocity, t, *conditions = (torch.cat(pair) for pair in zip(*batches, strict=True))
    made = model(x, t, t, torch.ones_like(x[..., 0]), *conditions)
    (made - velocity).square().mean().backward()
    whole = {n: p.grad.flatten() for n, p in model.named_parameters() if p.grad is not None}
    for found in two[1]:
        assert set(found["gradient"]) == set(whole)
        for name, gradient in found["gradient"].items():
            np.testing.assert_allclose(gradient, whole[name], atol=1e-5, err_msg=name)
    assert max(float(g.abs().max()) for g in whole.values()) > 0.01
    assert two[1][0]["gradient"] == two[1][1]["gradient"]


def test_a_step_that_is_no_number_in_one_is_left_out_by_all(two):
    _, (first, second), _ = two
    assert first["spoilt"] == second["spoilt"]
    assert first["spoilt"]["steps"] == 4 and np.isfinite(first["spoilt"]["weights"]).all()


def test_what_a_batch_norm_keeps_is_averaged_and_no_gradient_is_invented(two):
    for found in two[1]:
        assert found["heard"] == [3.0, 3.0] and found["untouched"]


def test_each_draws_its_own(two):
    assert two[1][0]["random"] != two[1][1]["random"]


def test_the_corpus_is_encoded_once(two):
    folder, _, _ = two
    encoded = [path.name for path in (folder / "encoded").iterdir()]
    assert len(encoded) == 2 and not any(name.endswith(".part") for name in encoded)


def test_the_command_trains_and_only_the_first_one_speaks(two):
    folder, _, said = two
    (row,) = [json.loads(x) for x in (folder / "runs" / "codec.log.jsonl").read_text().splitlines()]
    assert row["step"] >= 1 and np.isfinite(row["held_out_mel_db"])
    assert said.count("The weights are in") == 1
    assert said.count("encoding train:   0%") == said.count("reading corpus:   0%") == 1


def test_one_process_needs_no_accelerate(monkeypatch):
    monkeypatch.setitem(sys.modules, "accelerate", None)
    processes._joined.cache_clear()
    assert processes.count() == 1 and processes.is_first() and processes.place() is None
    assert processes.seed(7) == 7 and processes.agreed(2.5) == 2.5
    assert processes.means({"loss": 1.0}) == {"loss": 1.0}
    for name, value in {"RANK": "0", "WORLD_SIZE": "2"}.items():
        monkeypatch.setenv(name, value)
    processes._joined.cache_clear()
    with pytest.raises(processes.CannotShare, match=r"pip install 'flowbend\[scale\]'"):
        processes.count()
    processes._joined.cache_clear()


def test_checkpoints_that_not_all_of_them_see_are_refused(monkeypatch, tmp_path):
    monkeypatch.setattr(processes, "agreed", lambda value: 12.0)  # the first one's step
    with pytest.raises(processes.CannotShare, match="must be one that all of them share"):
        training.fit(ranks.Sine(4), training.Schedule(1.0), tmp_path, resume=True)
