"""EnCodec plays block by block what its own package plays of a whole clip; and where its package,
torchaudio or weights are not there, a sentence says so.
"""

import hashlib
import os
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import numpy as np
import pytest
import soundfile
import tiny_corpus
import torch
from encodec_rig import from_silence, lively, released
from hypothesis import given, settings
from hypothesis import strategies as st
from safetensors.torch import load_file, save_file
from streaming_law import keeps_the_law

from engine.__main__ import main
from engine.contract import FLOAT32, INT8, CodecContract, file_name
from engine.instrument import Instrument
from engine.models import codecs, corpus, stages, train_denoiser
from engine.models import export as exporting
from engine.models.denoiser import Denoiser, DenoiserConfig
from engine.models.encodec import model, package, weights
from engine.models.instruments import FAMILIES, INSTRUMENTS

ROOT = Path(__file__).parents[1]
HOP, LATENTS = 320, 48
FIRST = 32
"""Latents in which a stream that began with silence may differ from a clip that began with its own
reflection. The first layer sees 6 of them; the recurrent ones, with weights as torch begins them,
have then forgotten the rest to 1e-4 after 27 latents in all."""
TOLERANCE = 1e-4
SMALL = DenoiserConfig(
    latent_channels=128, instruments=len(INSTRUMENTS), families=len(FAMILIES), width=32,
    deep_width=32, dilations=(1,), deep_dilations=(1, 2), condition_width=16, group_size=16,
)
CUTS = st.lists(st.integers(1, 12), min_size=1, max_size=12)


@pytest.fixture(scope="module", autouse=True)
def one_thread():
    threads = torch.get_num_threads()
    torch.set_num_threads(1)  # blocks are short, and the machine may be busy
    yield
    torch.set_num_threads(threads)


@pytest.fixture(scope="module")
def codec():
    return lively()


@pytest.fixture(scope="module")
def halves(codec):
    return codec.streaming()


@pytest.fixture(scope="module")
def exported(codec, tmp_path_factory):
    """The folder of an instrument, and the differences that the export found."""
    torch.manual_seed(2)
    folder = tmp_path_factory.mktemp("played") / "enc"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(exporting, "BLOCKS", 12)
        return folder, exporting.export(codec, Denoiser(SMALL).eval(), folder, distilled=False)


@pytest.fixture(scope="module")
def instrument(exported):
    return Instrument(exported[0], precision=FLOAT32)


@pytest.fixture(scope="module")
def sounds(codec):
    """Unit latents (1, T, C), and the (1, samples) that the package's decoder makes of them."""
    latents = torch.randn(1, LATENTS, 128, generator=torch.Generator().manual_seed(5))
    raw = (latents * codec.encoder.deviation + codec.encoder.mean).transpose(1, 2)
    with torch.no_grad():
        return latents, codec.decoder(raw)[0]


def blocks(cut, latents=LATENTS):
    """(start, end) of blocks of these lengths, round and round."""
    at, turn = 0, 0
    while at < latents:
        end = min(at + cut[turn % len(cut)], latents)
        yield at, end
        at, turn = end, turn + 1


# --- the same sound ---------------------------------------------------------------------------


@torch.no_grad()
def test_the_decoder_that_streams_is_the_package_s(halves, sounds):
    latents, whole = sounds
    _, decoder = halves
    made = decoder.step(latents, decoder.layout.start(latents))[0][0]
    assert made.shape == whole.shape == (1, LATENTS * HOP)
    assert 0.05 < whole.std() < 0.5  # as loud as sound is, so that 1e-4 means something
    assert (made - whole)[:, FIRST * HOP :].abs().max() < TOLERANCE
    assert (made - whole)[:, : 4 * HOP].abs().max() > 100 * TOLERANCE  # they begin otherwise


@torch.no_grad()
def test_from_silence_it_is_so_from_the_first_sample():
    """With latents whose mean is 0, for there the memories are silence in both."""
    plain = from_silence(lively())
    plain.encoder.mean.zero_()
    latents = torch.randn(1, 20, 128, generator=torch.Generator().manual_seed(6))
    _, decoder = plain.streaming()
    whole = plain.decoder((latents * plain.encoder.deviation).transpose(1, 2))
    made, _ = decoder.step(latents, decoder.layout.start(latents))
    assert (made - whole).abs().max() < TOLERANCE


@torch.no_grad()
def test_the_encoder_that_streams_is_the_package_s():
    codec = from_silence(lively())
    encoder, _ = codec.streaming()
    audio = 0.2 * torch.randn(1, 1, 20 * HOP, generator=torch.Generator().manual_seed(7))
    made, _ = encoder.step(audio, encoder.layout.start(audio))
    whole = codec.encoder(audio)
    assert made.shape == whole.shape == (1, 20, 128) and whole.std() > 0.5
    assert (made - whole).abs().max() < TOLERANCE


def test_time_may_be_cut_in_any_way_and_the_future_is_not_heard(halves):
    encoder, decoder = halves
    latents = torch.randn(2, 12, 128, generator=torch.Generator().manual_seed(8))

    def decoded(inputs, state):
        audio, state = decoder.step(*inputs, state)
        return audio.transpose(1, 2), state

    def encoded(inputs, state):  # audio in hops: (B, T, hop)
        return encoder.step(inputs[0].flatten(1)[:, None], state)

    # 1e-4: what layers hand on is a hundred times as large as sound.
    start = decoder.layout.start(latents)
    keeps_the_law(decoded, [latents], start, per_latent=HOP, tolerance=1e-4)
    hops = 0.2 * torch.randn(2, 12, HOP, generator=torch.Generator().manual_seed(9))
    keeps_the_law(encoded, [hops], encoder.layout.start(hops), tolerance=1e-4)


@given(cut=CUTS)
@settings(max_examples=12)
def test_what_is_exported_is_the_package_s_however_time_is_cut(instrument, sounds, cut):
    latents, whole = sounds
    state, pieces = instrument.decoder.start(), []
    at_once, _ = instrument.decoder.step(latents[0].numpy(), state)
    for start, end in blocks(cut):
        audio, state = instrument.decoder.step(latents[0, start:end].numpy(), state)
        assert audio.shape == ((end - start) * HOP, 1)
        pieces.append(audio)
    made = np.concatenate(pieces)[:, 0]
    assert np.abs(made - at_once[:, 0]).max() < 1e-5
    assert np.abs(made - whole[0].numpy())[FIRST * HOP :].max() < TOLERANCE


@torch.no_grad()
def test_the_exported_encoder_is_the_one_that_streams(instrument, halves):
    encoder, _ = halves
    audio = 0.2 * torch.randn(1, 1, 30 * HOP, generator=torch.Generator().manual_seed(4))
    wanted, _ = encoder.step(audio, encoder.layout.start(audio))
    found = instrument.encode(audio[0].T.numpy())
    assert np.abs(found - wanted[0].numpy()).max() < 1e-3 * wanted.abs().max()


def test_an_export_says_what_it_is_and_is_as_exact_in_both_precisions(exported, halves):
    folder, differences = exported
    for precision in (FLOAT32, INT8):
        name = file_name("decoder", precision)
        assert differences[name] < TOLERANCE
        instrument = Instrument(folder, precision=precision)
        assert instrument.decoder.contract == CodecContract(
            version=instrument.contract.version, kind="decoder", sample_rate=24000, hop=HOP,
            latent_channels=128, state_size=halves[1].layout.size, channels=1,
        )


def test_it_plays_in_less_than_real_time(instrument, sounds):
    """On one thread, in blocks of two latents, by the best of many: others may be at work."""
    block, state = sounds[0][0, :2].numpy(), instrument.decoder.start()
    best = float("inf")
    for _ in range(60):
        start = time.perf_counter()
        _, state = instrument.decoder.step(block, state)
        best = min(best, time.perf_counter() - start)
    factor = best / (2 * HOP / 24000)
    print(f"real-time factor of EnCodec's decoder: {factor:.3f}")
    assert factor < 1


# --- what may be missing ----------------------------------------------------------------------


def python(code: str, **more: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code], cwd=ROOT, capture_output=True, text=True,
        env={**os.environ, "PYTHONPATH": more.pop("path", str(ROOT)), **more},
    )


@pytest.mark.parametrize("broken", [
    "raise OSError('libc10_cuda.so: cannot open shared object file')",
    "raise RuntimeError('compiled with another CUDA')",
    "from torchaudio import half; raise ImportError('half of it')",
    None,
])
def test_a_torchaudio_that_does_not_load_is_not_needed_and_none_is_left(tmp_path, broken):
    if broken is None:  # nor one that is not there at all: an import that finds nothing
        (tmp_path / "torchaudio.py").write_text("raise ModuleNotFoundError('x', name='torchaudio')")
    else:
        (tmp_path / "torchaudio").mkdir()
        (tmp_path / "torchaudio" / "half.py").write_text("")
        (tmp_path / "torchaudio" / "__init__.py").write_text(broken)
    found = python(
        "import sys\n"
        "from engine.models.encodec.package import model, package\n"
        "import torch\n"
        "assert model().encoder(torch.zeros(1, 1, 640)).shape == (1, 128, 2)\n"
        "print([name for name in sys.modules if name.startswith('torchaudio')])\n"
        "try: package().utils.convert_audio(torch.zeros(1, 9), 48000, 24000, 1)\n"
        "except AttributeError as error: print(error)\n"
        "try: import torchaudio\n"
        "except (Exception, OSError) as error: print(type(error).__name__)",
        path=f"{tmp_path}{os.pathsep}{ROOT}",
    )
    assert found.stderr == ""
    left, sentence, again = found.stdout.splitlines()
    assert left == "[]"
    assert sentence.startswith("torchaudio.transforms was asked for, but torchaudio does not load")
    assert again in ("OSError", "RuntimeError", "ImportError", "ModuleNotFoundError")


def test_a_torchaudio_that_loads_is_the_one_that_is_used(tmp_path):
    (tmp_path / "torchaudio.py").write_text("here = True")
    found = python(
        "import sys; from engine.models.encodec.package import package\n"
        "print(package().utils.torchaudio.here, sys.modules['torchaudio'].here)",
        path=f"{tmp_path}{os.pathsep}{ROOT}",
    )
    assert (found.stdout, found.stderr) == ("True True\n", "")


@pytest.mark.parametrize("missing", ["encodec", "einops"])
def test_without_the_package_a_sentence_says_what_to_type(monkeypatch, missing, capsys, tmp_path):
    for name in [n for n in sys.modules if n.partition(".")[0] in ("encodec", missing)]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, missing, None)
    with pytest.raises(package.NoEncodec, match="`pip install --no-deps encodec einops`"):
        package.package()
    train = ["train", "denoiser", "--codec", "encodec_24khz", "--minutes", "1"]
    assert main([*train, "--folder", str(tmp_path), "--corpus", str(tmp_path)]) == 1
    assert "`pip install --no-deps encodec einops`" in capsys.readouterr().err
    assert not any(tmp_path.iterdir())  # and no corpus was rendered first


def test_the_readme_and_the_extra_say_the_same():
    readme = (ROOT / "README.md").read_text()
    assert package.INSTALL in readme and package.INSTALL in (ROOT / "docs/encodec.md").read_text()
    extras = (ROOT / "pyproject.toml").read_text().split("\nencodec = [")[1].split("]\n")[0]
    assert '"einops' in extras and '"torchaudio' not in extras and '"encodec' not in extras


class Curse:
    """Unpickled, it leaves a file."""

    def __init__(self, path):
        self.path = path

    def __reduce__(self):
        return Path.touch, (self.path,)


def test_weights_of_every_form_are_read(codec, tmp_path):
    own = released(codec)
    save_file(own, tmp_path / "own.safetensors")
    torch.save({**own, "quantizer.vq.embed": torch.zeros(3)}, tmp_path / "own.th")
    hub = {}
    for name, values in own.items():
        name = name.replace(".model.", ".layers.").replace(".convtr.convtr.", ".conv.")
        name = name.replace(".conv.conv.", ".conv.").replace(
            "weight_g", "parametrizations.weight.original0"
        )
        hub[name.replace("weight_v", "parametrizations.weight.original1")] = values
    save_file(hub, tmp_path / "hub.safetensors")
    for file in ("own.safetensors", "own.th", "hub.safetensors"):
        found = released(model.with_weights(tmp_path / file))
        assert all(torch.equal(found[name], values) for name, values in own.items()), file


def test_files_that_are_no_weights_are_refused_and_nothing_is_unpickled(codec, tmp_path):
    own, cursed = released(codec), tmp_path / "cursed"
    first = "decoder.model.0.conv.conv.weight_v"
    torch.save({**own, "more": Curse(cursed)}, tmp_path / "curse.th")
    torch.save([1, 2], tmp_path / "list.th")
    (tmp_path / "noise.th").write_bytes(os.urandom(2000))
    (tmp_path / "noise.safetensors").write_bytes(os.urandom(2000))
    save_file({k: v for k, v in own.items() if k != first}, tmp_path / "less.safetensors")
    save_file({**own, first: torch.zeros(2, 3)}, tmp_path / "other.safetensors")
    for file, words in (
        ("nothing.th", "There is no"), ("curse.th", "nothing else is ever unpickled"),
        ("list.th", "more than tensors"), ("noise.th", "cannot be read as weights"),
        ("noise.safetensors", "cannot be read as weights"),
        ("less.safetensors", f"{first} is missing"), ("other.safetensors", "another model"),
    ):
        with pytest.raises(weights.NoWeights, match=words):
            model.with_weights(tmp_path / file)
    assert not cursed.exists()


def test_weights_are_fetched_by_their_digest_and_a_sentence_says_where_they_are_not(
    codec, tmp_path, monkeypatch
):
    there, cache = tmp_path / "there", tmp_path / "cache"
    there.mkdir()
    monkeypatch.setenv("TORCH_HOME", str(cache))
    monkeypatch.setattr(package.package().model, "ROOT_URL", f"{there.as_uri()}/")
    with pytest.raises(weights.NoWeights, match=r"could not be fetched.*name it with --weights"):
        model.with_weights()
    torch.save(released(codec), there / "made.th")
    digest = hashlib.sha256((there / "made.th").read_bytes()).hexdigest()[:8]
    for part, right in (("00000000", False), (digest, True)):
        monkeypatch.setattr(weights, "CHECKPOINT", f"encodec_24khz-{part}.th")
        (there / weights.CHECKPOINT).write_bytes((there / "made.th").read_bytes())
        if right:
            own = released(codec)
            found = released(model.with_weights())
            assert all(torch.equal(found[name], values) for name, values in own.items())
        else:
            with pytest.raises(weights.NoWeights, match="could not be fetched"):
                model.with_weights()


# --- from a corpus to sound -------------------------------------------------------------------


def test_labels_lie_on_the_grid_of_the_codec():
    """A phrase at half the rate has the labels that it has, on latents of 320 samples."""
    phrase = tiny_corpus.phrase_of(0, "flute", "train")
    audio = np.random.default_rng(1).normal(0, 0.1, (480000, 2)).astype(np.float32)
    audio[:240000] = 0
    heard = corpus.heard(audio, 24000, 1)
    assert heard.shape == (240000, 1) and heard.dtype == np.float32
    labels = corpus.label(phrase, heard, HOP, 24000)
    assert len(labels.rms) == 750
    struck = {corpus.on_grid(note.start) // 640 for note in phrase.notes}
    assert set(np.flatnonzero(labels.onset)) == struck
    assert labels.rms[370] < -75 and labels.rms[377] > -28
    assert labels.bend[150] == 1.0 and labels.bend[149] == 0.0
    same = corpus.heard(audio, 48000, 2)
    np.testing.assert_array_equal(same, audio)


def test_from_a_corpus_to_sound_at_24_khz(codec, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(stages, "cores", lambda: 1)
    monkeypatch.setattr(exporting, "BLOCKS", 3)
    monkeypatch.setattr(stages, "config_for", lambda codec, instruments: SMALL)
    monkeypatch.setattr(train_denoiser, "config_for", lambda codec, instruments: SMALL)
    monkeypatch.setattr(stages, "DenoiserTraining", partial(stages.DenoiserTraining, batch=2))
    music, runs, out = tmp_path / "corpus", tmp_path / "runs", tmp_path / "enc"
    index = tiny_corpus.write(music) / "index.jsonl"
    rows = index.read_text().splitlines(keepends=True)
    index.write_text("".join([*rows[:2], rows[-1]]))  # two to train on, and one held out
    save_file(released(codec), tmp_path / "w.safetensors")
    train = ["train", "denoiser", "--minutes", "0.001", "--folder", str(runs),
             "--corpus", str(music), "--batch", "2"]
    encodec = ["--codec", "encodec_24khz", "--weights", str(tmp_path / "w.safetensors")]
    assert main([*train, *encodec]) == 0
    kept = load_file(runs / "encodec_24khz.safetensors")
    assert {"encoder.mean", "encoder.deviation"} <= set(kept)
    (encoded,) = (runs / "encoded").glob("train-*")
    latents = np.load(encoded / "latents.npy").astype(np.float64)
    assert latents.shape == (2, 750, 128)
    assert np.abs(latents.mean((0, 1))).max() < 0.02
    assert np.abs(latents.std((0, 1)) - 1).max() < 0.02
    assert main([*train, "--resume"]) == 0  # the folder knows its codec, and has its weights
    said = capsys.readouterr()
    for words, sentence in (
        (["train", "decoder", "--minutes", "1"], "nothing to finish"),
        (["train", "codec", "--minutes", "1", "--codec", "encodec_24khz"], "is trained already"),
        (["train", "denoiser", "--minutes", "1", "--codec", "flowbend"], "name another --folder"),
        (["train", "denoiser", "--minutes", "1", *encodec], "name another --folder"),
    ):
        assert main([*words, "--folder", str(runs), "--corpus", str(music)]) == 1
        said = capsys.readouterr()
        assert sentence in said.err, said.err
    assert main(["export", "--folder", str(runs), "--out", str(out)]) == 0
    sound = tmp_path / "a.wav"
    assert main(["render", "--model", str(out), "--out", str(sound), "--seconds", "1",
                 "--precision", "float32", "--set", "instrument_a=flute"]) == 0
    audio, rate = soundfile.read(sound, always_2d=True)
    assert rate == 24000 and audio.shape == (24000, 1)
    assert np.isfinite(audio).all() and audio[6000:].std() > 1e-3
    assert main(["adopt", str(out), "--folder", str(tmp_path / "other")]) == 1
    assert "go on in the folder of checkpoints" in capsys.readouterr().err


def test_folders_keep_to_their_codec(tmp_path):
    where = tmp_path / "runs"
    where.mkdir()
    weight = tmp_path / "w.th"
    with pytest.raises(codecs.AnotherCodec, match="add --codec encodec_24khz"):
        codecs.check("denoiser", None, where, weight)
    with pytest.raises(codecs.AnotherCodec, match="choose from flowbend, encodec_24khz"):
        codecs.check("denoiser", "mimi", where)
    with pytest.raises(codecs.AnotherCodec, match="begin with `flowbend train denoiser"):
        codecs.check("distil", "encodec_24khz", where)
    (where / "codec.safetensors").touch()
    with pytest.raises(codecs.AnotherCodec, match="has the codec flowbend already"):
        codecs.check("denoiser", "encodec_24khz", where)
    for name in (None, "flowbend"):
        for stage in stages.STAGES:
            codecs.check(stage, name, where)
        assert codecs.choose(name, where, tmp_path) == codecs.CodecConfig()
