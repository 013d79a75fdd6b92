"""Every row has one address, and every address leads back."""

import pytest

from bridge import addresses
from engine.meters import DERIVED, SLOTS
from engine.parameters import TABLE, BadValue


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.id)
def test_there_and_back(row):
    assert addresses.address_of(row.id) == f"/param/{row.id}"
    assert addresses.id_of(f"/param/{row.id}") == row.id


@pytest.mark.parametrize("address", ["", "/", "/param", "/param/", "/param/nope", "rms", "/rms"])
def test_other_addresses_name_no_row(address):
    assert addresses.id_of(address) is None


def test_the_list_is_whole_and_has_no_twins():
    everything = addresses.addresses()
    kinds = (TABLE, addresses.QUERIES, addresses.SUBSCRIPTIONS, addresses.EVENTS, SLOTS, DERIVED)
    assert len(set(everything)) == len(everything) == sum(map(len, kinds))
    known = {"/params", "/instruments", "/meters", "/event/note_on", "/event/reset"}
    assert known <= set(everything)


def test_an_unknown_id_has_no_address():
    with pytest.raises(BadValue):
        addresses.address_of("nope")


def test_an_unknown_address_is_answered_with_the_nearest():
    assert "did you mean '/param/guidance'" in str(addresses.unknown("/param/guidence"))
    assert "did you mean '/event/note_on'" in str(addresses.unknown("/event/noteon"))
    assert "/params lists the controls" in str(addresses.unknown("/1/fader7/zzzz"))
    assert len(str(addresses.unknown("/x" * 4000))) < 200


def test_every_address_and_every_argument_is_explained():
    """What an address does and takes is shown to people and, over OSCQuery, to programs."""
    spoken = {*addresses.QUERIES, *addresses.SUBSCRIPTIONS, *addresses.EVENTS}
    assert spoken == set(addresses.ABOUT)
    assert {name for names in addresses.EVENTS.values() for name in names} == set(
        addresses.ARGUMENTS
    )


@pytest.mark.parametrize("address", ["/meters", "/meters/", "/meters/row", "/meters/nope", ""])
def test_other_addresses_name_no_meter(address):
    assert addresses.meter_of(address) is None


def test_a_meter_s_address_leads_back():
    for name in (*SLOTS, *DERIVED):
        assert addresses.meter_of(addresses.address_of_meter(name)) == name
