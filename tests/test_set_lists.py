"""Set lists: read or refused, and walked through in order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bridge.set_lists import Entry, SetList, read
from engine.parameters import BadValue

TEXT = "# Friday\r\nslow strings\n\n  snapshot 3   # the bridge\nSnapshot  12\nsnapshots\n#end"


def test_a_line_is_a_preset_or_a_snapshot():
    entries = read(TEXT)
    assert entries == [Entry("slow strings"), Entry(snapshot=3), Entry(snapshot=12),
                       Entry("snapshots")]
    assert list(map(str, entries)) == ["slow strings", "snapshot 3", "snapshot 12", "snapshots"]


@pytest.mark.parametrize("text", ["", "# nothing\n\n", "a\n" * 129])
def test_none_or_too_many_are_refused(text):
    with pytest.raises(BadValue, match="a set list has from 1 to 128 entries, one in a line, and"):
        read(text)


@given(st.text())
def test_any_text_is_read_or_refused(text):
    try:
        entries = read(text)
    except BadValue:
        return
    assert all(bool(entry.preset) != bool(entry.snapshot) or entry == Entry(snapshot=0)
               for entry in entries)


def test_it_is_walked_through():
    found = SetList("friday", read(TEXT))
    with pytest.raises(BadValue, match="'friday' is at its first entry"):
        found.step(-1)
    assert [str(found.step(1)) for _ in range(4)] == [
        "slow strings", "snapshot 3", "snapshot 12", "snapshots"]
    with pytest.raises(BadValue, match="'friday' is at its last entry"):
        found.step(1)
    assert found.at == 4 and str(found.step(-1)) == "snapshot 12"
    assert str(found.go(1.0)) == "slow strings"
    for wrong in (0, 5, 1.5, "1", None):
        with pytest.raises(BadValue, match="has entries 1 to 4, not"):
            found.go(wrong)
    assert found.at == 1
