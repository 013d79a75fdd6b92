"""A sidecar names all that made a clip, and what is none is refused."""

import pytest

from engine.parameters import BadValue
from engine.studio import sidecar
from engine.studio.sidecar import Record


def test_a_sidecar_says_how_to_do_it_again(shipped, tmp_path):
    clip, source = tmp_path / "clip.wav", tmp_path / "in.wav"
    source.write_bytes(b"sound")
    record = Record("vary", {"strength": 0.4}, 7, {"clip": source}, {"kept": 0.5})
    path = sidecar.write(clip, record, shipped)
    assert path == tmp_path / "clip.wav.json" == sidecar.path_of(clip)
    found = sidecar.read(path)
    assert (found["command"], found["options"], found["seed"]) == ("vary", {"strength": 0.4}, 7)
    assert found["model"] == shipped.name and found["precision"] == shipped.precision
    assert found["model_digest"] == sidecar.digest_of(shipped)
    assert found["inputs"]["clip"] == {"path": str(source), "sha256": sidecar.digest(source)}


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"flowbend_clip": 2}', '{"flowbend_clip": 1}',
                                  "\x00\xff"])
def test_what_is_no_sidecar_is_refused(text, tmp_path):
    path = tmp_path / "a.json"
    path.write_text(text)
    with pytest.raises(BadValue, match="not the sidecar"):
        sidecar.read(path)
    with pytest.raises(BadValue, match="cannot be read"):
        sidecar.read(tmp_path / "none.json")
