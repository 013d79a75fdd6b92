"""`--ray`: what two workers of a cluster on this machine make, one of them killed on the way, is
what this process makes: all of it, once, whole, and the same to the byte.
"""

import shutil
import signal
import sys
import threading
import time
import types
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import psutil
import pytest
import tiny_corpus
import torch
from studio_rig import run

from engine import cluster
from engine.cluster import NoCluster, join
from engine.models import corpus, examples
from engine.models.codec import Codec
from engine.parameters import BadValue

LOOPBACK = ("127.0.0.1", "::1", "::ffff:127.0.0.1")


@pytest.fixture(scope="module")
def two_workers() -> Iterator[cluster.Cluster]:
    joined = join(cores=2)
    import ray  # not before: `join` says first where it may listen

    ray.cloudpickle.register_pickle_by_value(sys.modules[__name__])  # no worker can import a test
    yield joined
    ray.shutdown()


@pytest.fixture(autouse=True)
def somewhere_else(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    before = signal.getsignal(signal.SIGTERM)
    yield
    signal.signal(signal.SIGTERM, before)


class Killer(threading.Thread):
    """Kills one worker at work, once `begun` says that something is there already."""

    def __init__(self, begun):
        super().__init__(daemon=True)
        self.begun, self.killed, self.over = begun, 0, threading.Event()

    def run(self) -> None:
        while not self.over.wait(0.005):
            if self.begun() and (busy := at_work()):
                busy[0].send_signal(signal.SIGKILL)
                self.killed = busy[0].pid
                return

    def __enter__(self) -> "Killer":
        self.start()
        return self

    def __exit__(self, *error: object) -> None:
        self.over.set()
        self.join()


def at_work() -> list[psutil.Process]:
    """Ray's workers here that do something of ours: they say so where the command line was."""
    found = []
    for process in psutil.Process().children(recursive=True):
        try:
            words = process.cmdline()
        except psutil.Error:
            continue
        if words and words[0].startswith("ray::_far"):
            found.append(process)
    return found


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes()
            for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def folder(tmp_path):
    """Ten phrases to train on."""
    folder = tiny_corpus.write(tmp_path / "corpus")
    index = folder / "index.jsonl"
    index.write_text("".join([index.read_text()] * 2))
    return folder


def test_clips_are_the_same_though_a_worker_is_killed(two_workers):
    words = "render --count 6 --seed 7 --seconds 0.5 --steps 1 --precision float32 --out clips/"
    assert run(words) == 0
    ours = contents(Path("clips"))
    shutil.move("clips", "ours")
    with Killer(lambda: any(Path("clips").glob("*.wav"))) as killer:
        assert run(f"{words} --ray") == 0
    assert killer.killed and not psutil.pid_exists(killer.killed)
    assert len(ours) == 12 and contents(Path("clips")) == ours  # sidecars and all; nothing is left


def test_loops_stems_and_another_form_travel_too(two_workers):
    words = ("render --count 2 --seed 3 --seconds 0.5 --steps 1 --precision float32 --loop --stems"
             " --format flac16 --rate 44100 --instrument flute --out clips/")
    assert run(words) == 0
    ours = contents(Path("clips"))
    shutil.move("clips", "ours")
    assert run(f"{words} --ray") == 0
    assert len(ours) == 8 and contents(Path("clips")) == ours


def test_encodings_are_the_same_though_a_worker_is_killed(two_workers, folder, tmp_path):
    torch.manual_seed(1)
    codec = Codec(tiny_corpus.CODEC).eval()
    before = torch.get_num_threads()
    torch.set_num_threads(1)  # as a worker has; more of them add up in another order
    try:
        examples.examples(folder, "train", codec, keep=tmp_path / "ours")
    finally:
        torch.set_num_threads(before)
    theirs = tmp_path / "theirs"

    def begun() -> bool:  # the file is mapped: what is written first is there at once
        made = list(theirs.glob("*.part/asked.npy"))
        return bool(made) and bool(np.load(made[0], "r")[0].any())

    with Killer(begun) as killer:
        examples.examples(folder, "train", codec, keep=theirs, cluster=two_workers)
    assert killer.killed
    ours = contents(tmp_path / "ours")
    assert len(ours) == len(examples.ARRAYS) and contents(theirs) == ours


def test_a_corpus_is_the_same(two_workers, monkeypatch, tmp_path, studio):
    jobs = [corpus.Job("flute", split, 0, 1, ("fluid",)) for split in corpus.SPLITS]
    monkeypatch.setattr(corpus, "plan", lambda *order: jobs)
    for name, more in (("ours", {"jobs": 1}), ("theirs", {"cluster": two_workers})):
        corpus.build(tmp_path / name, 1.0, 1, ("fluid",), **more)
    ours = contents(tmp_path / "ours")
    assert len(ours) == 4 and contents(tmp_path / "theirs") == ours


def double(number: int) -> int:
    if number == 13:
        raise BadValue("13 is not doubled here: leave it out")
    return 2 * number


def test_results_come_in_order_and_errors_as_they_were(two_workers):
    assert list(two_workers.imap(double, range(13))) == list(range(0, 26, 2))
    with pytest.raises(BadValue, match=r"^13 is not doubled here: leave it out$"):
        list(two_workers.imap(double, range(20)))
    with pytest.raises(KeyboardInterrupt):
        two_workers.call(time.sleep, 60, told=interrupted)


def interrupted() -> None:
    raise KeyboardInterrupt


def test_what_a_worker_does_not_know_is_a_sentence(two_workers):
    module = types.ModuleType("only_here")
    exec("def work(number): pass", vars(module))
    sys.modules["only_here"] = module
    try:
        with pytest.raises(NoCluster, match=r"only_here.*: install the same Flowbend on every"):
            list(two_workers.imap(module.work, [1]))
    finally:
        del sys.modules["only_here"]


def test_a_machine_that_sees_something_else_says_so(two_workers, folder):
    with pytest.raises(corpus.NotShared, match="into a folder that all"):
        list(two_workers.imap(double, [1], corpus.check_shared, (folder, "another")))
    with pytest.raises(NoCluster, match="install the same there"):
        cluster._far("another", double, (1,))


def test_nobody_else_can_reach_it(two_workers):
    ours = [psutil.Process(), *psutil.Process().children(recursive=True)]
    open_to_all = [
        (process.name(), *where.laddr)
        for process in ours for where in process.net_connections("inet")
        if where.status == psutil.CONN_LISTEN and where.laddr.ip not in LOOPBACK
    ]
    assert not open_to_all and sum(bool(one.net_connections("inet")) for one in ours) > 2


def test_a_take_stays_here(capsys):
    Path("t.json").write_text("{}")
    assert run("render --take t.json --out a.wav --ray") == 1
    assert "leave out --ray" in capsys.readouterr().err


def test_without_ray_there_is_a_sentence(monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "ray", None)
    assert run("render --count 2 --seconds 0.1 --out a.wav --ray") == 1
    assert "pip install 'flowbend[scale]'" in capsys.readouterr().err
    assert not list(Path().iterdir())


def test_nothing_of_it_is_loaded_unless_asked():
    import subprocess

    code = ("import sys; from engine.__main__ import main; import engine.studio.ordering;"
            "main('render --seconds 0.1 --steps 1 --out a.wav'.split());"
            "sys.exit(bool({'ray', 'torch', 'accelerate'} & set(sys.modules)))")
    subprocess.run([sys.executable, "-c", code], check=True)
