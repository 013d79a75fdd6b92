"""The corpus as a denoiser sees it: what the labels say, made once, kept, and found again."""


import numpy as np
import pytest
import soundfile
import tiny_corpus
import torch
from tiny_corpus import CODEC, NAMES

from engine import lanes
from engine.models import corpus
from engine.models.codec import Codec
from engine.models.examples import ARRAYS, Examples, asked_of, examples, notes_of, who_of
from engine.models.instruments import FAMILIES, INSTRUMENTS

LATENTS = 936


@pytest.fixture
def folder(tmp_path):
    """Five training phrases and two held out."""
    return tiny_corpus.write(tmp_path / "corpus")


@pytest.fixture(scope="module")
def codec():
    torch.manual_seed(1)
    return Codec(CODEC).eval()


def same(a: Examples, b: Examples, rounding: float = 0.0) -> None:
    """Threads may add up in another order, which is heard in the last bit of a latent."""
    for name in ARRAYS:
        ours, theirs = getattr(a, name), getattr(b, name)
        assert ours.dtype == theirs.dtype
        if name == "latents":
            np.testing.assert_allclose(
                ours.astype(np.float32), theirs.astype(np.float32), atol=rounding
            )
        else:
            np.testing.assert_array_equal(ours, theirs)


def test_examples_are_what_the_corpus_says(folder, codec):
    found = examples(folder, "train", codec)
    assert [INSTRUMENTS[who].name for who in found.who] == list(NAMES)
    assert found.place.tolist() == [0, 1, 2, 3, 4]
    assert found.latents.shape == (5, LATENTS, CODEC.latent_channels)
    for row, (phrase, audio) in enumerate(corpus.read(folder, "train")):
        labels = corpus.label(phrase, audio, 512)
        asked = found.asked[row]
        np.testing.assert_allclose(asked[:, 0] * 20 - 40, labels.rms[:LATENTS], atol=0.1)
        np.testing.assert_allclose(asked[:, 2], labels.onset[:LATENTS], atol=1e-3)
        for group in lanes.GROUPS.values():
            assert (asked[:, group][:, -1] == 1).all()  # everything is asked
        np.testing.assert_allclose(
            notes_of(found.keys[row])[:, :128], labels.notes[:LATENTS], atol=1e-6
        )
        np.testing.assert_array_equal(found.bend[row], labels.bend[:LATENTS].astype(np.float16))
        stereo = torch.from_numpy(audio[: LATENTS * 512].T.copy())[None]
        with torch.no_grad():
            encoded = codec.encoder(stereo)[0].numpy()
        np.testing.assert_allclose(found.latents[row], encoded, atol=0.02)
    assert found.bend[0].any() and not found.bend[1:].any()


def test_a_crop_is_a_stretch_as_the_denoiser_takes_it(folder, codec):
    found = examples(folder, "train", codec)
    phrase, audio = corpus.Split(folder, "train")[0]
    labels = corpus.label(phrase, audio, 512)
    start, length = 180, 60
    span = slice(start, start + length)
    latents, who, asked, notes = found.crop(0, start, length)
    assert {column.dtype for column in (latents, who, asked, notes)} == {np.dtype(np.float32)}
    np.testing.assert_array_equal(latents, found.latents[0, span])
    np.testing.assert_array_equal(who, np.tile(who_of(17), (60, 1)))
    np.testing.assert_allclose(asked, asked_of(labels)[span], rtol=1e-3, atol=1e-3)
    bent = lanes.bent(labels.notes[span], labels.bend[span])
    np.testing.assert_allclose(notes[:, :128], bent, atol=1e-5)
    assert np.abs(notes[:, :128] - labels.notes[span]).max() > 0.3  # the wheel is at work here
    np.testing.assert_array_equal(notes[:, 128], 1)


def test_hours_draw_the_same_phrases_and_say_which(folder, codec):
    found = examples(folder, "train", codec, hours=2.5 * 10 / 3600)
    assert found.place.tolist() == corpus.some(folder, "train", 2.5 * 10 / 3600)
    assert len(found.who) == 2
    names = [corpus.Split(folder, "train")[place][0].instrument for place in found.place]
    assert [INSTRUMENTS[who].name for who in found.who] == names


def test_two_processes_make_what_one_does(folder, codec):
    same(examples(folder, "train", codec, jobs=2), examples(folder, "train", codec), 4e-3)


def test_what_was_encoded_is_kept_and_found_again(folder, codec, tmp_path):
    keep = tmp_path / "keep" / "encoded"
    first = examples(folder, "train", codec, keep=keep)
    same(first, examples(folder, "train", codec))
    (kept,) = keep.iterdir()
    assert {path.name for path in kept.iterdir()} == {f"{name}.npy" for name in ARRAYS}
    for sound in folder.glob("*.flac"):
        sound.unlink()  # nobody needs them any more
    again = examples(folder, "train", codec, keep=keep)
    same(again, first)
    assert isinstance(again.latents, np.memmap) and not again.latents.flags.writeable
    crop = again.crop(0, 10, 20)
    assert crop[0].flags.writeable


def test_splits_and_hours_are_kept_apart(folder, codec, tmp_path):
    for split, hours in (("train", 1.0), ("phrase", 1.0), ("train", 20 / 3600)):
        made = examples(folder, split, codec, hours, tmp_path / "keep")
        same(made, examples(folder, split, codec, hours))
    assert len(list((tmp_path / "keep").iterdir())) == 3


def test_another_encoder_or_corpus_is_encoded_again(folder, codec, tmp_path):
    keep = tmp_path / "keep"
    first = examples(folder, "phrase", codec, keep=keep)
    other = Codec(CODEC).eval()
    assert np.abs(examples(folder, "phrase", other, keep=keep).latents - first.latents).max() > 0.1
    # Another decoder behind the same encoder is not another encoder.
    other.encoder.load_state_dict(codec.encoder.state_dict())
    same(examples(folder, "phrase", other, keep=keep), first)
    assert len(list(keep.iterdir())) == 2
    index = folder / "index.jsonl"
    index.write_text(index.read_text().replace('"velocity": 127', '"velocity": 13'))
    changed = examples(folder, "phrase", codec, keep=keep)
    assert not np.array_equal(changed.keys, first.keys)
    assert len(list(keep.iterdir())) == 3


def test_what_was_interrupted_is_not_taken_for_whole(folder, codec, tmp_path):
    keep, last = tmp_path / "keep", folder / "piano-phrase.flac"
    sound = last.read_bytes()
    last.write_bytes(b"cut off")
    with pytest.raises(soundfile.LibsndfileError):
        examples(folder, "phrase", codec, keep=keep)
    (partial,) = keep.iterdir()
    assert partial.suffix == ".part"
    last.write_bytes(sound)
    same(examples(folder, "phrase", codec, keep=keep), examples(folder, "phrase", codec))
    (whole,) = keep.iterdir()
    assert whole.suffix == "" and whole.stem == partial.stem


def test_who_is_an_instrument_and_its_family():
    for number, who in enumerate(INSTRUMENTS):
        found = who_of(number)
        assert found.sum() == 2 and found[number] == 1
        assert found[len(INSTRUMENTS) + FAMILIES.index(who.family)] == 1


def test_keys_as_bytes_lose_nothing():
    keys = np.zeros((4, 128), np.uint8)
    keys[0, 60], keys[1, 60], keys[2, 61] = 128 + 100, 100, 128 + 127
    notes = notes_of(keys)
    assert notes.shape == (4, lanes.NOTE_COLUMNS) and notes.dtype == np.float32
    np.testing.assert_allclose(notes[[0, 1, 2], [60, 60, 61]], [1 + 100 / 127, 100 / 127, 2])
    np.testing.assert_array_equal(notes[:, 128], 1)
    assert np.count_nonzero(notes[:, :128]) == 3
    np.testing.assert_array_equal(notes_of(keys, np.zeros(4, np.float32)), notes)
    up = notes_of(keys, np.full(4, 2, np.float32))
    np.testing.assert_array_equal(up[:, 2:128], notes[:, :126])
    np.testing.assert_array_equal(up[:, 128], 1)  # the flag is no key
