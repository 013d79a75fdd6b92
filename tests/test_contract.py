"""A model file that does not say, or does not keep, what playing needs is turned away by name."""

import json
import shutil
from dataclasses import fields

import onnx
import pytest

from engine.contract import (
    FOLDED,
    PREFIX,
    TWO_PASSES,
    VERSION,
    BrokenContract,
    CodecContract,
    DenoiserContract,
)
from engine.instrument import SHIPPED, Instrument
from engine.session import Session

CONTRACTS = {"denoiser.onnx": DenoiserContract, "decoder.onnx": CodecContract}
KEYS = [(file, field.name) for file, contract in CONTRACTS.items() for field in fields(contract)]


@pytest.fixture(scope="module")
def metadata():
    return {file: Session(SHIPPED / file).metadata for file in CONTRACTS}


@pytest.fixture
def altered(tmp_path):
    """altered(file, key, text) is a copy of the shipped folder with one key changed or gone."""

    def alter(file: str, key: str, text: str | None):
        for name in CONTRACTS:
            shutil.copy(SHIPPED / name, tmp_path / name)
        model = onnx.load(tmp_path / file)
        kept = [p for p in model.metadata_props if p.key != PREFIX + key]
        assert len(kept) < len(model.metadata_props)
        kept = [(p.key, p.value) for p in kept]
        del model.metadata_props[:]
        if text is not None:
            kept.append((PREFIX + key, text))
        for name, value in kept:
            model.metadata_props.add(key=name, value=value)
        onnx.save(model, tmp_path / file)
        return tmp_path

    return alter


@pytest.mark.parametrize("file", CONTRACTS)
def test_what_is_written_is_read(metadata, file):
    contract = CONTRACTS[file].from_metadata(metadata[file], file)
    assert CONTRACTS[file].from_metadata(contract.as_metadata(), file) == contract
    assert contract.as_metadata().items() <= metadata[file].items()


@pytest.mark.parametrize("file, key", KEYS)
def test_a_missing_key_is_named(metadata, file, key):
    less = {k: v for k, v in metadata[file].items() if k != PREFIX + key}
    with pytest.raises(BrokenContract, match=f"{file} does not state its '{key}'"):
        CONTRACTS[file].from_metadata(less, file)


@pytest.mark.parametrize("file, key", KEYS)
def test_an_unreadable_key_is_named(metadata, file, key):
    for text in ("", "{", "[1,", "nope"):
        with pytest.raises(BrokenContract, match=f"{file} states an unreadable '{key}'"):
            CONTRACTS[file].from_metadata(metadata[file] | {PREFIX + key: text}, file)


@pytest.mark.parametrize("file, key", KEYS)
def test_a_value_of_the_wrong_kind_is_named(metadata, file, key):
    for value in (None, {}, [], [None], -1, 0, 0.5, True):
        changed = metadata[file] | {PREFIX + key: json.dumps(value)}
        with pytest.raises(BrokenContract, match=f"{file} .*('{key}'|follows contract)"):
            CONTRACTS[file].from_metadata(changed, file)


def test_another_version_is_refused(metadata):
    for file, contract in CONTRACTS.items():
        for other in (VERSION - 1, VERSION + 1):
            said = f"{file} follows contract {other}, this Flowbend plays {VERSION}"
            with pytest.raises(BrokenContract, match=said):
                contract.from_metadata(metadata[file] | {PREFIX + "version": str(other)}, file)


def test_guidance_of_an_unknown_kind_is_refused(metadata, altered):
    file = "denoiser.onnx"
    for way in (FOLDED, TWO_PASSES):
        changed = metadata[file] | {PREFIX + "guidance": json.dumps(way)}
        DenoiserContract.from_metadata(changed, file).check(file)
    with pytest.raises(BrokenContract, match=r"guidance in a way .* not know \('three passes'\)"):
        Instrument(altered(file, "guidance", '"three passes"'))


def test_other_lanes_are_refused(metadata):
    file = "denoiser.onnx"
    for key, value in (("lane_columns", ["rms"]), ("note_columns", 98)):
        changed = metadata[file] | {PREFIX + key: json.dumps(value)}
        with pytest.raises(BrokenContract, match="use the Flowbend it was exported with"):
            DenoiserContract.from_metadata(changed, file).check(file)


@pytest.mark.parametrize("file, key", [("denoiser.onnx", "stride"), ("decoder.onnx", "hop")])
def test_a_real_file_without_a_key_does_not_load(altered, file, key):
    with pytest.raises(BrokenContract, match=f"{file} does not state its '{key}'"):
        Instrument(altered(file, key, None))


@pytest.mark.parametrize("key, text", [("hop", "256"), ("sample_rate", "24000"),
                                       ("latent_channels", "32")])
def test_a_denoiser_and_a_decoder_that_disagree_do_not_load(altered, key, text):
    with pytest.raises(BrokenContract, match=f"disagree on {key}: .*Export them together"):
        Instrument(altered("decoder.onnx", key, text))


def test_the_wrong_file_in_the_right_place_does_not_load(tmp_path, altered):
    for name, source in zip(CONTRACTS, reversed(CONTRACTS), strict=True):
        shutil.copy(SHIPPED / source, tmp_path / name)
    with pytest.raises(BrokenContract, match=r"(denoiser|decoder)\.onnx"):
        Instrument(tmp_path)
    with pytest.raises(BrokenContract, match=r"decoder\.onnx .*encoder"):
        Instrument(altered("decoder.onnx", "kind", '"encoder"'))


@pytest.mark.parametrize("name", CONTRACTS)
def test_a_file_that_is_not_there_is_named(tmp_path, name):
    for other in CONTRACTS:
        if other != name:
            shutil.copy(SHIPPED / other, tmp_path / other)
    with pytest.raises(BrokenContract, match=f"There is no {name} in .*`flowbend export`"):
        Instrument(tmp_path)


def test_the_shipped_instrument_keeps_its_contract(shipped):
    contract = shipped.contract
    assert (contract.sample_rate, contract.hop, contract.stride) == (48000, 512, 2)
    assert 40 <= contract.sample_rate / contract.hop <= 95
    assert len(contract.instruments) == len(set(contract.instruments)) >= 18
    assert len(contract.families) >= 8
    assert shipped.decoder.contract.channels == 2
    assert len(contract.family_of) == len(contract.instruments)
    assert set(contract.family_of) == set(range(len(contract.families)))
    assert shipped.name == "orchestra"
    assert shipped.start_pass(2).shape == (2, contract.state_size)
    assert sum(path.stat().st_size for path in SHIPPED.glob("*.onnx")) < 60e6
