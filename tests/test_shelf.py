"""Files by name: none leads out of the folder, none is lost, and bad ones are a sentence."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bridge.shelf import MOST_BYTES, MOST_FILES, Shelf
from engine.parameters import BadValue

ROOT = Path(__file__).parents[1]


@pytest.fixture
def shelf(tmp_path):
    return Shelf(tmp_path / "presets", "preset")


def test_what_is_kept_is_read_again(shelf):
    assert shelf.names() == []
    assert shelf.write("warm strings", "a\n") == shelf.folder / "warm strings.txt"
    assert shelf.read("warm strings") == shelf.read("Warm Strings") == "a\n"
    shelf.write("Über 2.0", "b")
    assert shelf.names() == ["warm strings", "Über 2.0"]


def test_the_one_before_is_kept(shelf):
    shelf.write("a", "first")
    shelf.write("A", "second")  # the same file on many systems, so on all
    assert shelf.read("a") == "second" and shelf.names() == ["a"]
    assert (shelf.folder / "a.previous").read_text() == "first"
    assert sorted(os.listdir(shelf.folder)) == ["a.previous", "a.txt"]


@pytest.mark.parametrize("name", [
    "", " ", ".", "..", "../a", "a/b", "a\\b", "/etc/passwd", "C:a", "a\0b", "a\nb", ".hidden",
    "a.", "con", "NUL.txt", "lpt1", "-a", "a" * 61, "é" * 31, "a*", "~a", 3, None, b"a", 1.5,
])  # fmt: skip
def test_other_names_are_refused(shelf, name):
    for act in (shelf.read, lambda name: shelf.write(name, "x"), shelf.checked):
        with pytest.raises(BadValue, match=r"a preset('s name has letters| has a name)"):
            act(name)
    assert not shelf.folder.exists()


@given(st.text(max_size=70))
def test_no_name_leads_out_of_the_folder(name):
    folder = Path("/somewhere/presets")
    try:
        known = Shelf(folder, "preset").checked(name)
    except BadValue:
        return
    path = Path(os.path.normpath(folder / f"{known}.txt"))
    assert path.parent == folder and path.name == f"{known}.txt"
    assert len(path.name.encode()) < 128


def test_a_name_that_is_not_there(shelf):
    shelf.write("warm strings", "a")
    with pytest.raises(BadValue, match=r"no preset 'warm string' in .*; did you mean 'warm str"):
        shelf.read("warm string")


@pytest.mark.parametrize(("data", "why"), [
    (b"\xff\xfea\0", "not text in UTF-8: save it again as UTF-8"), (b"gain: 1\0", "it is not text"),
    (os.urandom(256) + b"\xff", "not text in UTF-8"), (b"#" * (MOST_BYTES + 1), "is longer than"),
], ids=["utf-16", "zeros", "noise", "huge"])  # fmt: skip
def test_what_is_no_text_is_a_sentence_and_stays(shelf, data, why):
    shelf.write("a", "good")
    (shelf.folder / "a.txt").write_bytes(data)
    with pytest.raises(BadValue, match=why):
        shelf.read("a")
    shelf.write("a", "good again")
    assert (shelf.folder / "a.previous").read_bytes() == data


def test_a_mark_in_front_is_no_text(shelf):
    shelf.write("a", "\ufeffgain: 1")
    assert shelf.read("a") == "gain: 1"


def test_links_that_lead_out_pipes_and_folders_are_refused(shelf, tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("mine")
    shelf.folder.mkdir()
    (shelf.folder / "link.txt").symlink_to(secret)
    (shelf.folder / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
    (shelf.folder / "folder.txt").mkdir()
    (shelf.folder / "itself.txt").symlink_to("itself.txt")
    os.mkfifo(shelf.folder / "pipe.txt")
    for name in ("link", "gone", "folder", "pipe", "itself"):
        for act in (shelf.read, lambda name: shelf.write(name, "x")):
            with pytest.raises(BadValue, match=r"leads out of its folder|is not a file|leads now"):
                act(name)
    assert secret.read_text() == "mine" and not (tmp_path / "nowhere.txt").exists()
    shelf.write("b", "x")
    (shelf.folder / "c.txt").symlink_to("b.txt")
    assert shelf.read("c") == "x"


def test_not_more_than_so_many_files_are_seen(shelf):
    shelf.folder.mkdir()
    for number in range(MOST_FILES + 5):
        (shelf.folder / f"{number:04}.txt").touch()
    assert len(shelf.names()) == MOST_FILES
    last = f"{MOST_FILES + 4:04}"
    assert shelf.read(last) == "" and shelf.has(last) and not shelf.has("none")


def as_nobody(code: str, folder: Path) -> str:
    """What a Python says that is no superuser, and whose files may have 3000 bytes, as on a disk
    that is full."""
    code = (
        "import os, resource, signal, sys\n"
        f"sys.path.insert(0, {str(ROOT)!r})\n"
        "from pathlib import Path\nfrom bridge.shelf import Shelf\n"
        "from engine.parameters import BadValue\n"
        "if os.geteuid() == 0: os.setuid(65534)\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (3000, 3000))\n"
        f"shelf = Shelf(Path({str(folder)!r}), 'preset')\n"
        f"try:\n {code}\nexcept BadValue as error: print(error)"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert found.stderr == ""
    return found.stdout


@pytest.fixture
def open_folder():
    """A folder that anybody may reach, as pytest's own are not."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        folder = Path(name, "presets")
        folder.mkdir()
        yield folder


def test_a_folder_that_cannot_be_written_is_a_sentence(open_folder):
    Shelf(open_folder, "preset").write("a", "first")
    said = as_nobody("shelf.write('a', 'second')", open_folder)
    assert "the preset 'a' cannot be kept" in said and "make room or name another folder" in said
    assert (open_folder / "a.txt").read_text() == "first"
    open_folder.chmod(0o700)
    assert "cannot be looked into" in as_nobody("shelf.names()", open_folder)


def test_a_full_disk_loses_nothing(open_folder):
    Shelf(open_folder, "preset").write("a", "first")
    for path in (open_folder, open_folder / "a.txt"):
        path.chmod(0o777)
    said = as_nobody("shelf.write('a', 'x' * 4000)", open_folder)
    assert "cannot be kept" in said and "File too large" in said
    assert (open_folder / "a.txt").read_text() == "first"
    assert not list(open_folder.glob(".*.part"))
