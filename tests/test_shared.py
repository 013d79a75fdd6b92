"""Two processes see the same memory; a place has one holder; what dies leaves nothing locked."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import shared as shared_module
from engine.claim import Claim, is_taken
from engine.link import Link, Notices, Slate, State
from engine.orders import Orders
from engine.shared import NoSession, Places, Shared
from engine.store import Kind

ROOT = Path(__file__).parents[1]


@pytest.fixture
def memory(tmp_path):
    return Shared.create(tmp_path / "x.memory")


def child(code: str, *arguments: object, wait: bool = True) -> subprocess.Popen:
    """Another Python with this code; it says one line once it is ready."""
    process = subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)], cwd=ROOT, stdout=subprocess.PIPE,
        text=True,
    )
    if wait:
        process.stdout.readline()
    return process


def test_orders_come_back_as_they_were_told(memory):
    for orders in (Orders(), Orders(device=2, buffer_samples=441, outputs=(4, 3), rescue=False)):
        memory.orders.write(orders.as_document())
        assert Orders.of_document(memory.orders.read()) == orders


def test_another_process_sees_every_region(memory, tmp_path):
    memory.store().set("gain", -7, "test")
    memory.events().post(Kind.NOTE_ON, 60, 0.5)
    memory.meters().clear()
    memory.orders.write(Orders(take="t.json", safety=3).as_document())
    memory.notices.say("Two steps.")
    code = (
        "import sys; from pathlib import Path; from engine.shared import Shared\n"
        "from engine.orders import Orders; from engine.link import State\n"
        "s = Shared(Path(sys.argv[1]))\n"
        "s.meters().update(peak_db=-s.store().get('gain'))\n"
        "s.link.state, s.link.position = State.PLAYING, 12\n"
        "s.facts.write({'orders': Orders.of_document(s.orders.read()).take,\n"
        "               'event': s.events().drain()[0].a, 'said': s.notices.since(0)[0]})\n"
    )
    assert child(code, memory.path, wait=False).wait(60) == 0
    assert memory.facts.read() == {"orders": "t.json", "event": 60, "said": ["Two steps."]}
    assert memory.meters().read()["peak_db"] == 7
    assert memory.link.is_at(State.PLAYING) and memory.link.position == 12
    assert memory.events().drain() == ()
    assert (memory.path.stat().st_mode & 0o777) == 0o600


def test_new_memory_is_new(memory, tmp_path):
    memory.store().set("gain", -7, "test")
    assert Shared(memory.path).store().get("gain") == -7
    assert Shared.create(memory.path).store().get("gain") == 0
    assert memory.store().get("gain") == -7  # who still has the old one is not disturbed


@pytest.mark.parametrize("place", [0, 9])
def test_memory_of_another_version_is_refused(memory, place):
    data = bytearray(memory.path.read_bytes())
    data[place] ^= 1
    memory.path.write_bytes(data)
    with pytest.raises(NoSession, match="another version of Flowbend"):
        Shared(memory.path)


def test_regions_do_not_overlap(memory):
    places = []
    for name, size in shared_module._REGIONS.items():
        region = memory._region(name)
        assert region.nbytes == size
        region[:] = bytes([len(places) + 1]) * size
        places.append(region)
    for number, region in enumerate(places):
        assert set(region.tobytes()) == {number + 1}


# Claims


def test_a_place_has_one_holder_and_is_left_behind(tmp_path):
    path = tmp_path / "place"
    assert not is_taken(path)
    claim = Claim.take(path)
    assert claim and is_taken(path) and Claim.take(path) is None
    claim.release()
    assert not is_taken(path) and not path.exists()
    again = Claim.take(path)
    assert again is not None
    again.release()


def test_a_holder_that_is_killed_lets_go(tmp_path):
    code = (
        "import sys, time; from pathlib import Path; from engine.claim import Claim\n"
        "claim = Claim.take(Path(sys.argv[1])); print('held', flush=True); time.sleep(600)"
    )
    path = tmp_path / "place"
    holder = child(code, path)
    assert is_taken(path) and Claim.take(path) is None
    holder.send_signal(signal.SIGKILL)
    holder.wait()
    assert not is_taken(path)
    claim = Claim.take(path)
    assert claim is not None
    claim.release()


def test_a_place_that_was_removed_meanwhile_is_taken_anew(tmp_path):
    path = tmp_path / "place"
    first = Claim.take(path)
    path.unlink()
    second = Claim.take(path)  # another file by now
    assert second is not None
    first.release()
    second.release()


# Sessions


def test_a_session_s_files_are_its_user_s_alone():
    places = Places("test-places")
    folder = places.memory.parent
    assert folder.stat().st_mode & 0o777 == 0o700 and folder.stat().st_uid == os.getuid()
    assert Places.of(places.memory).engine == places.engine
    assert len({places.memory, places.bridge, places.engine, places.log}) == 4


def test_the_session_comes_from_the_option_or_the_environment(monkeypatch):
    monkeypatch.delenv("FLOWBEND_SESSION", raising=False)
    assert Places().session == "default"
    monkeypatch.setenv("FLOWBEND_SESSION", "here")
    assert Places().session == "here" and Places("there").session == "there"


@pytest.mark.parametrize("name", ["a/b", "..", "x" * 41, "a b"])
def test_a_name_that_is_none_is_refused(name):
    with pytest.raises(NoSession, match="a session's name is of letters"):
        Places(name)


def test_a_folder_that_others_can_read_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(shared_module.os, "access", lambda *_: False)
    monkeypatch.setattr(shared_module.tempfile, "gettempdir", lambda: str(tmp_path))
    folder = Places("x").memory.parent
    assert folder.parent == tmp_path  # where there is no /dev/shm
    folder.chmod(0o755)
    with pytest.raises(NoSession, match="chmod 700"):
        Places("x")


# Slates and notices


def test_a_slate_is_whole_or_empty():
    buffer = bytearray(Slate.NBYTES)
    slate = Slate(buffer)
    assert slate.read() == {}
    slate.write({"a": ["ä", 1.5, None]})
    assert Slate(buffer).read() == {"a": ["ä", 1.5, None]}
    buffer[10] ^= 1
    assert slate.read() == {}
    with pytest.raises(ValueError, match="too long for a slate"):
        slate.write({"a": "x" * Slate.NBYTES})


@given(st.lists(st.text(max_size=300), max_size=80), st.lists(st.integers(0, 10), max_size=80))
def test_notices_come_in_order_and_none_twice(texts, pauses):
    notices, heard, count = Notices(), [], 0
    pauses += [10] * len(texts)
    for text, pause in zip(texts, pauses, strict=False):
        notices.say(text)
        if pause == 0:
            new, count = notices.since(count)
            heard += new
    new, count = notices.since(count)
    heard += new
    assert count == len(texts) == notices.count
    said = [text.encode()[:252].decode(errors="ignore") for text in texts]
    if len(texts) < Notices.ROOM:
        assert heard == said
    else:
        assert heard[-Notices.ROOM + 1 :] == said[-Notices.ROOM + 1 :]
    assert notices.since(count) == ([], count)


def test_numbers_of_a_link_stay_apart():
    link = Link(bytearray(Link.NBYTES))
    names = [name for name in vars(Link) if type(vars(Link)[name]).__name__ == "_Number"]
    for number, name in enumerate(names):
        setattr(link, name, number + 0.5)
    assert [getattr(link, name) for name in names] == [n + 0.5 for n in range(len(names))]
