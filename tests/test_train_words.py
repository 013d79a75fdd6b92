"""A head is trained on captions, exported, and read again to the same answers without torch."""

import hashlib

import numpy as np
import pytest
import tiny_corpus
import torch

from engine.contract import BrokenContract
from engine.models import stages, train_words
from engine.models.captions import WHO
from engine.models.training import Schedule, fit
from engine.studio import sentences
from engine.studio.words import Head


def vectors(texts) -> np.ndarray:
    """A vector of its own for each text, as an encoder would have; nothing has to be installed."""
    seeds = [int.from_bytes(hashlib.sha256(text.encode()).digest()[:4]) for text in texts]
    found = np.stack([np.random.default_rng(seed).normal(size=sentences.SIZE) for seed in seeds])
    return (found / np.linalg.norm(found, axis=1, keepdims=True)).astype(np.float32)


@pytest.fixture(scope="module")
def trained(tmp_path_factory):
    folder = tmp_path_factory.mktemp("words")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sentences, "encode", vectors)
        training = train_words.WordsTraining(captions=60, held_out=20, phrases=2, batch=16)
        stage = train_words.WordsStage(
            tiny_corpus.write(folder / "corpus"), training, folder / "encoded"
        )
        fit(stage, Schedule(0.02), folder)
    return folder, stage


def test_it_learns_and_logs(trained):
    folder, _ = trained
    assert (folder / "words.safetensors").exists() and (folder / "words.train.safetensors").exists()
    assert "held_out_right" in (folder / "words.log.jsonl").read_text()
    assert "words" in stages.STAGES


def test_the_exported_head_answers_as_the_trained_one(trained, tmp_path):
    folder, _ = trained
    head = Head(train_words.export(folder / "words.safetensors", tmp_path))
    model = train_words.Head(256, 0.0)
    model.load_state_dict(train_words.load_file(folder / "words.safetensors"))
    model.eval()
    parts = vectors(["soft", "dark", "marimba", "soft dark marimba"])
    with torch.no_grad():
        who, said, rank, spread = model(torch.tensor(parts)[None], torch.ones(1, 4, dtype=bool))
    found = head.read(parts)
    assert np.allclose(list(found.who.values()), who.softmax(1)[0, :-1], atol=1e-5)
    for at, row in enumerate(head.rows):
        bar = -1 if found.instrument else 0
        assert (row in found.rows) == bool(said[0, at] > bar)
        if row in found.rows:
            assert found.rows[row].rank == pytest.approx(float(rank[0, at]), abs=1e-5)
            assert found.rows[row].deviation == pytest.approx(float(spread[0, at].exp()), rel=1e-4)


def test_ranks_stand_for_what_instruments_do(trained, tmp_path):
    folder, _ = trained
    head = Head(train_words.export(folder / "words.safetensors", tmp_path))
    for who in ("flute", None):
        values = [head.value("rms", rank, who) for rank in (0.0, 0.5, 1.0)]
        assert values == sorted(values) and values[0] >= -60
    assert head.value("temperature", 0.5, "flute") == 1.0
    assert head.instruments == WHO


@pytest.mark.parametrize("spoil", [
    lambda path: path.unlink(),
    lambda path: path.write_bytes(path.read_bytes()[:1000]),
    lambda path: path.write_bytes(b"no archive"),
    lambda path: np.savez(path, about=np.array({"a": 1}, object)),
    lambda path: np.savez(path, about=np.array("{}")),
])
def test_a_broken_file_is_refused_in_a_sentence(trained, tmp_path, spoil):
    path = train_words.export(trained[0] / "words.safetensors", tmp_path)
    spoil(path)
    with pytest.raises(BrokenContract, match=r"words\.npz"):
        Head(path)
