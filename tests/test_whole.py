"""A small file is whole, or as it was."""

import pytest

from engine.whole import write_text


def test_it_takes_the_place_of_what_was_there(tmp_path):
    path = tmp_path / "a.json"
    for text in ("one\n", "zw\u00f6lf\r\n"):
        write_text(path, text)
        assert path.read_bytes() == text.encode()
    assert list(tmp_path.iterdir()) == [path]


def test_what_cannot_be_written_leaves_what_was_there(tmp_path):
    path = tmp_path / "a.json"
    write_text(path, "before")
    with pytest.raises(UnicodeEncodeError):
        write_text(path, "\ud800")
    with pytest.raises(OSError):
        write_text(tmp_path / "nowhere" / "a", "text")
    assert path.read_text() == "before" and list(tmp_path.iterdir()) == [path]
