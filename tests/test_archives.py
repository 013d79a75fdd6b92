"""An archive of a stranger: what is in it comes out whole and inside, or nothing does."""

import gzip
import io
import random
import stat
import tarfile
import zipfile
from pathlib import Path, PurePosixPath

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from model_rig import CARD, files, tiny

from engine.contract import BrokenContract
from engine.library import adding, archives, catalogue, parts
from engine.parameters import BadValue

REFUSALS = (BadValue, BrokenContract)


@pytest.fixture(scope="module")
def model(tmp_path_factory):
    """The files of a small model, by name."""
    return files(tiny(tmp_path_factory.mktemp("model") / "tiny"))


@pytest.fixture(autouse=True)
def shelf(tmp_path, monkeypatch):
    monkeypatch.setenv(catalogue.VARIABLE, str(tmp_path / "mine"))
    return tmp_path / "mine"


def zipped(path: Path, entries) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in dict(entries).items():
            entry = zipfile.ZipInfo(name)  # of the name alone it would make what it could extract
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, data)
    return path


def tarred(path: Path, entries) -> Path:
    mode = "w:gz" if path.suffix == ".tgz" else "w"
    with tarfile.open(path, mode) as archive:
        for name, data in dict(entries).items():
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
    return path


PACKED = {"a.zip": zipped, "a.tar": tarred, "a.tgz": tarred}


def add(path: Path, name: str | None = "new") -> adding.Added:
    """Without running the model, which is not what is asked here."""
    return adding.add(str(path), name, lambda folder: None)


def assert_nothing(shelf: Path) -> None:
    assert list(shelf.rglob("*")) == []


@pytest.mark.parametrize("name", PACKED)
@pytest.mark.parametrize("top", ["", "./", "tiny/", "a/b/tiny/"])
def test_a_model_comes_out_as_it_went_in(tmp_path, shelf, model, name, top):
    junk = {f"{top}.git/config": b"x", f"__MACOSX/{top}._x.json": b"x", f"{top}.DS_Store": b""}
    more = {f"{top}train.wav": b"RIFF", "elsewhere.flac": b"x"}
    whole = {f"{top}{n}": data for n, data in model.items()} | {f"{top}pictures/a.png": b"png"}
    added = add(PACKED[name](tmp_path / name, whole | junk | more))
    assert added.folder == shelf / "new" and added.had_digest
    assert files(shelf) == {f"new/{n}": data for n, data in model.items()} | {
        "new/pictures/a.png": b"png"}
    assert {PurePosixPath(one).name for one in added.left_out} == {"train.wav", "elsewhere.flac"}


ESCAPES = ["../x.json", "a/../../x.json", "/x.json", "//x.json", "..\\x.json", "\\x.json",
           "C:/x.json", "C:x.json", "a/..", "..", "tiny/../../../x.json", "\\\\host\\x.json"]


@pytest.mark.parametrize("name", PACKED)
@pytest.mark.parametrize("escape", ESCAPES)
def test_a_name_that_leads_out_refuses_all(tmp_path, shelf, model, name, escape):
    path = PACKED[name](tmp_path / name, model | {escape: b"{}"})
    before = set(tmp_path.rglob("*"))
    with pytest.raises(BadValue, match=r"leads out of it"):
        add(path)
    assert set(tmp_path.rglob("*")) - before <= {shelf}
    assert_nothing(shelf)


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE,
                                  tarfile.BLKTYPE, tarfile.FIFOTYPE])
def test_a_link_or_a_device_in_a_tar_refuses_all(tmp_path, shelf, model, kind):
    path = tarred(tmp_path / "a.tar", model)
    with tarfile.open(path, "a") as archive:
        entry = tarfile.TarInfo("words.npz")
        entry.type, entry.linkname = kind, "/etc/passwd"
        archive.addfile(entry)
    with pytest.raises(BadValue, match="is a link, or no plain file"):
        add(path)
    assert_nothing(shelf)


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR])
def test_a_link_in_a_zip_refuses_all(tmp_path, shelf, model, kind):
    entry = zipfile.ZipInfo("words.npz")
    entry.external_attr = (kind | 0o777) << 16
    path = zipped(tmp_path / "a.zip", model)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(entry, "/etc/passwd")
    with pytest.raises(BadValue, match="is a link, or no file at all"):
        add(path)
    assert_nothing(shelf)


def test_a_link_in_a_folder_is_refused(tmp_path, shelf):
    folder = tiny(tmp_path / "tiny")
    (folder / "words.npz").symlink_to("/etc/passwd")
    with pytest.raises(BadValue, match=r"words\.npz is a link"):
        add(folder)
    assert_nothing(shelf)


@pytest.mark.parametrize("name", PACKED)
def test_what_is_there_twice_is_refused(tmp_path, shelf, model, name):
    path = PACKED[name](tmp_path / name, model | {"readme.MD": b"another"})
    with pytest.raises(BadValue, match="is twice in"):
        add(path)
    assert_nothing(shelf)


@pytest.mark.parametrize("odd", ["con.json", "a?.json", "a\x1b[2J.json", "a /b.json",
                                 "a./b.json", "x" * 101 + ".json", "a/b/c/d/e.json"])
def test_a_name_that_some_system_cannot_keep_is_refused(tmp_path, shelf, model, odd):
    with pytest.raises(BadValue, match=r"not every system|too deep") as refused:
        add(tarred(tmp_path / "a.tar", model | {odd: b"{}"}))
    assert str(refused.value).isprintable()
    assert_nothing(shelf)


@pytest.mark.parametrize("ending", parts.PICKLES)
def test_a_pickle_refuses_all(tmp_path, shelf, model, ending):
    with pytest.raises(BadValue, match="may be a pickle"):
        add(zipped(tmp_path / "a.zip", model | {f"weights{ending.upper()}": b"\x80\x04."}))
    assert_nothing(shelf)


def test_no_model_or_several_are_refused(tmp_path, model):
    with pytest.raises(BadValue, match=r"there is no denoiser\.onnx in"):
        add(zipped(tmp_path / "a.zip", {"README.md": CARD}))
    twice = {f"{one}/{name}": data for one in "ab" for name, data in model.items()}
    with pytest.raises(BadValue, match="there are several models in"):
        add(zipped(tmp_path / "b.zip", twice))
    with pytest.raises(BadValue, match=r"there is no .*none\.zip: give a folder, an archive or"):
        add(tmp_path / "none.zip")


# Bombs: by what they say, and by what they are


@pytest.fixture
def small(monkeypatch):
    """As if models were small, so that a test of too much is little."""
    monkeypatch.setattr(parts, "MOST_BYTES", 1 << 20)


@pytest.mark.parametrize("name", PACKED)
def test_too_much_is_refused_as_soon_as_it_is_said(tmp_path, shelf, model, name, small):
    path = PACKED[name](tmp_path / name, model | {"words.npz": bytes(1 << 21)})
    with pytest.raises(BadValue, match="when unpacked: no model here is"):
        add(path)
    assert_nothing(shelf)


def test_a_zip_that_says_too_little_is_found_out(tmp_path, shelf, model):
    """The size in its directory is a lie: what is packed unpacks to more."""
    path, data = tmp_path / "a.zip", bytes(range(256)) * 4096
    zipped(path, model | {"words.npz": data})
    raw = path.read_bytes()
    said = len(data).to_bytes(4, "little")
    assert raw.count(said) == 2
    path.write_bytes(raw.replace(said, (1000).to_bytes(4, "little")))
    with pytest.raises(BadValue, match=r"cannot be read|than it says"):
        add(path)
    assert_nothing(shelf)


def test_a_tar_that_says_too_much_is_found_out(tmp_path, shelf, model):
    path = tarred(tmp_path / "a.tar", model | {"words.npz": bytes(4096)})
    raw = bytearray(path.read_bytes())
    path.write_bytes(raw[: raw.index(b"words.npz") + 512 + 100])
    with pytest.raises(BadValue, match=r"cannot be read|than it says"):
        add(path)
    assert_nothing(shelf)


def test_a_long_name_of_a_tar_is_not_read_at_once(tmp_path, shelf):
    """A header may say that the next name is a gigabyte long; packed it is a megabyte."""
    entry = tarfile.TarInfo("././@LongLink")
    entry.type, entry.size = tarfile.GNUTYPE_LONGNAME, 1 << 30
    path = tmp_path / "a.tgz"
    with gzip.open(path, "wb") as file:
        file.write(entry.tobuf(tarfile.GNU_FORMAT))
        file.write(bytes(1 << 22))
    with pytest.raises(BadValue, match="a header that is too long"):
        add(path)
    assert_nothing(shelf)


def test_what_lies_between_is_bounded_too(tmp_path, shelf, small):
    """A gzip of nothing but zeros goes on and on."""
    path = tarred(tmp_path / "a.tgz", {"a.wav": bytes(1 << 19), "b.wav": bytes(1 << 20)})
    with pytest.raises(BadValue, match="no model here is"):
        add(path)
    assert_nothing(shelf)


@pytest.mark.parametrize("name", PACKED)
def test_too_many_files_are_refused(tmp_path, shelf, name, monkeypatch):
    monkeypatch.setattr(parts, "MOST_FILES", 30)
    path = PACKED[name](tmp_path / name, {f"{n}.json": b"" for n in range(40)})
    with pytest.raises(BadValue, match="more than 30 files"):
        add(path)
    folder = tmp_path / "many"
    for number in range(40):
        (folder / str(number)).mkdir(parents=True)
        (folder / str(number) / "a.json").touch()
    with pytest.raises(BadValue, match="more than 30 files"):
        add(folder)
    assert_nothing(shelf)


@pytest.mark.parametrize("in_64_bits", [False, True])
def test_a_zip_s_directory_is_measured_before_it_is_read(tmp_path, shelf, monkeypatch, in_64_bits):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for _ in range(70000 if in_64_bits else 60000):
            archive.filelist.append(entry := zipfile.ZipInfo("a" * 50))  # in the directory alone
            entry.file_size = entry.compress_size = entry.header_offset = entry.CRC = 0
        archive._didModify = True
    if in_64_bits:  # where the size at the end may be a lie
        monkeypatch.setattr(archives, "_MOST_DIRECTORY", 1 << 40)
    monkeypatch.setattr(zipfile, "ZipFile", None)
    with pytest.raises(BadValue, match=r"there are more files in a\.zip than"):
        add(path)
    assert_nothing(shelf)


# Laws


NAMES = st.lists(
    st.sampled_from(["..", ".", "", "a", "b.json", "C:", "~", "denoiser.onnx", "x\\y", "words.npz",
                     "con", "ü", "a\n"]), min_size=1, max_size=5,
).map("/".join)


@settings(max_examples=150)
@given(names=st.lists(st.tuples(NAMES, st.binary(max_size=64)), max_size=6),
       how=st.sampled_from(list(PACKED)))
def test_whatever_the_names_nothing_is_written_outside(tmp_path_factory, model, names, how):
    place = tmp_path_factory.mktemp("fuzz")
    shelf = place / "mine"
    path = PACKED[how](place / how, dict(names) | model)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(catalogue.VARIABLE, str(shelf))
        try:
            add(path)
        except REFUSALS:
            assert_nothing(shelf)
        else:
            assert [one.name for one in shelf.iterdir()] == ["new"]
            assert model.items() <= files(shelf / "new").items()
            assert not any(one.is_symlink() for one in shelf.rglob("*"))
    assert {one.name for one in place.iterdir()} <= {how, "mine"}


@pytest.mark.parametrize("how", PACKED)
def test_bytes_that_are_wrong_anywhere_are_a_sentence_and_leave_nothing(
    tmp_path, shelf, model, how
):
    whole = PACKED[how](tmp_path / how, model).read_bytes()
    draw = random.Random(how)
    for number in range(150):
        raw = bytearray(whole)
        if number % 3 == 0:
            del raw[draw.randrange(len(raw)):]
        else:
            for _ in range(draw.randint(1, 12)):
                raw[draw.randrange(len(raw))] = draw.randrange(256)
        (tmp_path / how).write_bytes(raw)
        try:
            added = add(tmp_path / how)
        except REFUSALS as refused:
            assert str(refused).isprintable()
            assert_nothing(shelf)
        else:  # it fell where nothing is read, or on what no digest covers
            kept = files(added.folder)
            for name in ("denoiser.onnx", "decoder.onnx"):
                assert kept[name] == model[name] or "SHA256SUMS" not in kept or not added.had_digest
            adding.remove(added.folder)


@settings(max_examples=150)
@given(data=st.binary(max_size=2000),
       head=st.sampled_from([b"", b"PK\3\4", b"\x1f\x8b", b"PK\5\6"]))
def test_any_bytes_at_all_are_a_sentence(tmp_path_factory, data, head):
    path = tmp_path_factory.mktemp("fuzz") / "a.zip"
    path.write_bytes(head + data)
    with pytest.raises(BadValue), archives.opened(path) as found:
        parts.choose(found, path)
