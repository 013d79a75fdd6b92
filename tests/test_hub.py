"""Models from the Hugging Face hub: a small server on loopback stands for it, and its own client
asks. No test looks beyond this machine.
"""

import hashlib
import json
import os
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from model_rig import files, tiny

from engine.library import hub
from engine.parameters import BadValue

ROOT = Path(__file__).parents[1]
REPOSITORY, COMMIT = "somebody/bells", "c" * 40


class Hub(ThreadingHTTPServer):
    """Repositories of one commit by name, each with files by name; and what was asked for."""

    def __init__(self, repositories: dict[str, dict[str, bytes]]):
        super().__init__(("127.0.0.1", 0), Answers)
        self.repositories, self.asked = repositories, []
        self.lies: dict[str, int] = {}
        """Sizes that the listing tells of files, by name."""


class Answers(BaseHTTPRequestHandler):
    """The few addresses that a download takes, as huggingface.co answers them."""

    server: Hub

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_GET(self) -> None:
        path = unquote(urlsplit(self.path).path).strip("/")
        self.server.asked.append(path)
        if path.startswith("api/models/"):
            name, _, revision = path.removeprefix("api/models/").partition("/revision/")
            if name == "somebody/gated":
                self.refuse(403, "GatedRepo")
            elif (found := self.known(name, revision)) is not None:
                self.tell(found, name)
            return
        name, _, rest = path.partition("/resolve/")
        revision, _, file = rest.partition("/")
        if (found := self.known(name, revision)) is not None:
            self.give(found.get(file))

    def known(self, name: str, revision: str) -> dict[str, bytes] | None:
        if name not in self.server.repositories:
            return self.refuse(404, "RepoNotFound")
        if revision not in ("", "main", "v1", COMMIT):
            return self.refuse(404, "RevisionNotFound")
        return self.server.repositories[name]

    def tell(self, found: dict[str, bytes], name: str) -> None:
        siblings = [{"rfilename": file, "size": self.server.lies.get(file, len(data))}
                    for file, data in found.items()]
        self.give(json.dumps({"id": name, "modelId": name, "sha": COMMIT, "private": False,
                              "tags": [], "downloads": 0, "siblings": siblings}).encode())

    def give(self, data: bytes | None) -> None:
        if data is None:
            self.refuse(404, "EntryNotFound")
            return
        self.send_response(200)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("ETag", f'"{hashlib.sha1(data).hexdigest()}"')
        self.send_header("X-Repo-Commit", COMMIT)
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(data)

    def refuse(self, status: int, code: str) -> None:
        self.send_response(status)
        self.send_header("X-Error-Code", code)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *about) -> None:
        pass


@pytest.fixture
def there(tmp_path):
    """The hub, with one model on it and what lies beside models there."""
    model = files(tiny(tmp_path / "bells"))
    beside = {".gitattributes": b"*.onnx", "runs/events.log": b"x" * 9, "demo.wav": b"RIFF"}
    server = Hub({REPOSITORY: model | beside})
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def add(tmp_path, there):
    """add(source, ...) types the command for each; the last one's status, and all that was said."""
    code = ("import sys; from engine.__main__ import main\n"
            "sys.exit([main(['models', 'add', one]) for one in sys.argv[1:]][-1])")

    def run(*sources: str, **more: str) -> subprocess.CompletedProcess[str]:
        env = {key: value for key, value in os.environ.items() if not key.startswith("HF_")}
        env |= {
            "PYTHONPATH": str(ROOT), "FLOWBEND_MODELS": str(tmp_path / "mine"),
            "HF_ENDPOINT": f"http://127.0.0.1:{there.server_port}", "HF_HOME": str(tmp_path / "hf"),
            "HF_HUB_DISABLE_TELEMETRY": "1", "NO_PROXY": "127.0.0.1", **more,
        }
        found = subprocess.run([sys.executable, "-c", code, *sources], env=env, cwd=tmp_path,
                               capture_output=True, text=True, timeout=120)
        assert "Traceback" not in found.stderr, found.stderr
        return found

    return run


def refusals(found: subprocess.CompletedProcess[str]) -> list[str]:
    assert found.returncode == 1
    return [line for line in found.stderr.splitlines() if line.startswith("flowbend: ")]


def test_a_model_comes_from_the_hub_and_only_its_files(tmp_path, there, add):
    found = add(f"hf:{REPOSITORY}@v1")
    assert found.returncode == 0, found.stderr
    assert found.stdout.endswith("flowbend play --model bells\n")
    assert files(tmp_path / "mine") == {
        f"bells/{name}": data for name, data in files(tmp_path / "bells").items()}
    fetched = {path.rpartition("/resolve/")[2] for path in there.asked if "/resolve/" in path}
    assert fetched == {f"{COMMIT}/{name}" for name in files(tmp_path / "bells")}
    assert f"api/models/{REPOSITORY}/revision/v1" in there.asked


def test_what_the_hub_has_not_is_a_sentence(tmp_path, there, add):
    nothing, revision, gated = refusals(
        add("hf:somebody/nothing", f"hf:{REPOSITORY}@v9", "hf:somebody/gated")
    )
    assert "there is no hf:somebody/nothing on the hub" in nothing
    assert "has no revision 'v9'" in revision
    assert "have agreed to its terms" in gated
    assert list((tmp_path / "mine").iterdir()) == []


def test_what_is_wrong_is_found_before_it_is_fetched(tmp_path, there, add):
    there.repositories["somebody/odd"] = there.repositories[REPOSITORY] | {"model.pt": b"\x80"}
    there.repositories["somebody/vast"] = there.repositories[REPOSITORY] | {"words.npz": b""}
    there.lies["words.npz"] = 1 << 40
    pickled, vast = refusals(add("hf:somebody/odd", "hf:somebody/vast"))
    assert "'model.pt' in hf:somebody/odd may be a pickle" in pickled
    assert "larger than 2 GB when unpacked" in vast
    assert not any("/resolve/" in path for path in there.asked)
    assert list((tmp_path / "mine").iterdir()) == []


def test_without_a_network_it_is_a_sentence(tmp_path, add):
    with ThreadingHTTPServer(("127.0.0.1", 0), Answers) as free:
        port = free.server_port
    (said,) = refusals(add(f"hf:{REPOSITORY}", HF_ENDPOINT=f"http://127.0.0.1:{port}"))
    assert f"hf:{REPOSITORY} cannot be fetched (" in said and "look at the network" in said
    (said,) = refusals(add(f"hf:{REPOSITORY}", HF_HUB_OFFLINE="1"))
    assert "not asked while HF_HUB_OFFLINE is set" in said
    assert list((tmp_path / "mine").iterdir()) == []


def test_without_the_package_it_is_a_sentence(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "huggingface_hub", None)
    said = r"`pip install 'flowbend\[hub\]'`"
    with pytest.raises(BadValue, match=said), hub.fetched(hub.parse(f"hf:{REPOSITORY}"), tmp_path):
        pass


@pytest.mark.parametrize("text", ["hf:", "hf:bells", "hf:a/b/c", "hf:a/b@", "hf:a b/c", "hf:/b",
                                  "hf:https://huggingface.co/a/b", "hf:a/b@x y", "hf:a/b\n"])
def test_an_address_is_an_owner_and_a_name(text):
    with pytest.raises(BadValue, match="a model on the hub is hf:owner/name"):
        hub.parse(text)
    assert hub.parse("hf:a/b@refs/pr/1") == ("a", "b", "refs/pr/1")
