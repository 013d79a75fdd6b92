"""The patches and layouts: built from the table, whole, sound by the schema, and not stale."""

import json
import math
import re
import shutil
import struct
import subprocess
import sys
import zlib
from pathlib import Path
from xml.etree import ElementTree

import pytest
from py2max import Patcher

from bridge import addresses
from engine.__main__ import _parser, main
from engine.panel import Panel
from engine.parameters import BY_ID, TABLE, Parameter, to_unit
from engine.store import Events, Store
from maxpatch import build, live_parameters, picture, schema
from maxpatch.panel import GROUP_HEIGHT, METERS, panel
from maxpatch.rows import (
    GROUPS,
    MODEL,
    exponent_of,
    group_of,
    items_of,
    kind_of,
    rows_of,
    short_name,
)

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "maxpatch"


@pytest.fixture(scope="module")
def surfaces():
    return build.built()


def patch_in(name: str) -> dict:
    data = (FOLDER / name).read_bytes()
    if name.endswith(".amxd"):
        data = data[36 : data.rindex(b"\0dlst")]
    return json.loads(data)


def boxes(patch: dict) -> list[dict]:
    return [one["box"] for one in patch["patcher"]["boxes"]]


def test_nothing_is_stale():
    assert list(build.check()) == [], build.REMEDY


def test_every_row_is_on_every_surface_once(surfaces):
    shown = build.rows_shown(surfaces)
    assert len(shown) == 5
    for name, rows in shown.items():
        assert sorted(rows) == sorted(row.id for row in TABLE), name


def test_a_stale_surface_is_found_and_mended(tmp_path, capsys):
    for path in build.write(tmp_path, tmp_path):
        assert path.is_file()
    assert main(["surfaces", "--check", "--out", str(tmp_path)]) == 0
    (tmp_path / "Flowbend.pd").write_text("#N canvas 0 0 9 9 12;\n")
    (tmp_path / "Flowbend.tosc").unlink()
    shutil.copy(tmp_path / "pd.png", tmp_path / "max.png")
    assert main(["surfaces", "--check", "--out", str(tmp_path)]) == 1
    said = capsys.readouterr().out
    assert "Flowbend.pd is stale" in said and "Flowbend.tosc is missing" in said
    assert "max.png shows another patch" in said


def test_a_row_has_one_group_and_a_group_has_rows():
    assert sorted(row.id for group in GROUPS for row in rows_of(group)) == sorted(
        row.id for row in TABLE)
    for group in GROUPS:
        for lane in group.lanes:
            assert any(row.lane == lane for row in TABLE), f"{group.title}: no lane {lane}"
    named = {group.title for group in GROUPS}
    assert len(named) == len(GROUPS)


def row(id: str, curve: str = "linear", **other) -> Parameter:
    choices = other.pop("choices", ())
    return Parameter(id, other.pop("label", id), "", 1, other.pop("maximum", 8), 1, curve, 0, None,
                     other.pop("lane", ""), "about", choices)


def test_rows_that_are_yet_to_come_have_a_place():
    assert group_of(row("pattern_swing", lane="onset")).title == "Attacks"
    assert group_of(row("tempo")).title == "Time"
    assert group_of(row("snapshot_morph")).title == "Snapshots"
    assert group_of(row("something_else")) is MODEL
    assert kind_of(row("snapshot_morph")) == "fader"
    assert kind_of(row("x", "choice", choices=tuple("abcde"), maximum=4)) == "menu"
    assert short_name(row("pattern_step", lane="onset", label="Pattern step")) == "Step"


def test_groups_neither_overlap_nor_leave_their_width():
    for width in (600, 1180, 1200):
        placed = panel(width)
        for one in placed:
            if one.x:
                assert one.x + one.width <= width + 1
            for cell in one.cells:
                assert one.x <= cell.x and cell.x + cell.width <= one.x + one.width
                assert one.y <= cell.y and cell.y + cell.height <= one.y + GROUP_HEIGHT
        cells = [cell for one in placed for cell in one.cells]
        assert sorted(c.row.id for c in cells if c.row) == sorted(row.id for row in TABLE)
        assert {cell.lane for cell in cells if cell.kind == METERS} >= {"rms", "brightness"}


@pytest.mark.parametrize("name", ["Flowbend.maxpat", "Flowbend.maxhelp", "Flowbend.amxd"])
def test_max_files_keep_to_the_written_schema_and_pass_py2max(name, tmp_path):
    assert schema.faults(patch_in(name)) == []
    found = subprocess.run(
        [sys.executable, "-m", "py2max", "validate", str(FOLDER / name)],
        capture_output=True, text=True,
    )
    assert found.returncode == 0, found.stdout + found.stderr
    assert len(Patcher.from_file(FOLDER / name)._boxes) == len(boxes(patch_in(name)))


def test_the_schema_finds_what_is_wrong():
    patch = patch_in("Flowbend.maxpat")
    one, other = boxes(patch)[0], boxes(patch)[1]
    other["presentation_rect"] = one["presentation_rect"]
    other["patching_rect"] = one["patching_rect"]
    dial = next(box for box in boxes(patch) if box["maxclass"] == "live.dial")
    dial["numinlets"], dial["shine"] = 3, 1
    patch["patcher"]["lines"][0]["patchline"]["destination"][1] = 7
    patch["patcher"]["lines"][1]["patchline"]["source"][1] = 9
    patch["patcher"]["lines"][2]["patchline"]["source"][0] = "obj-nowhere"
    said = next(box for box in boxes(patch) if box.get("text", "").startswith("prepend /param/"))
    said["text"] = "prepend /param/loudnes"
    strange = next(box for box in boxes(patch) if box.get("text") == "prepend set")
    strange["text"] = "prepned set"
    found = "\n".join(schema.faults(patch))
    for words in ("overlap in the panel", "overlap in the patch", "a live.dial has no shine",
                  "3 inlets and 2 outlets, and not 1 and 2", "by inlet 7", "by outlet 9",
                  "ends nowhere", "nothing answers to /param/loudnes", "schema has no 'prepned"):
        assert words in found, words


def test_every_address_of_a_row_is_in_both_patches_and_every_address_leads_to_something():
    for name in ("Flowbend.maxpat", "Flowbend.amxd"):
        said = schema.addresses_in(patch_in(name))
        for one in TABLE:
            assert addresses.address_of(one.id) in said, name
        plain = {address for address, names in addresses.EVENTS.items() if not names}
        assert plain | {addresses.CLIP, addresses.ONSET, addresses.NOTE_ON} <= said, name


def valueof(box: dict) -> dict:
    return box["saved_attribute_attributes"]["valueof"]


@pytest.mark.parametrize("one", TABLE, ids=lambda row: row.id)
def test_a_dial_of_the_device_is_its_row(one, shipped):
    (box,) = [box for box in boxes(patch_in("Flowbend.amxd")) if box.get("varname") == one.id]
    value, instruments = valueof(box), shipped.contract.instruments
    assert box["id"] == f"obj-{one.id}" and box["parameter_enable"] == 1
    assert (value["parameter_mmin"], value["parameter_mmax"]) == (one.minimum, one.maximum)
    assert value["parameter_initial"] == [one.default]
    assert one.about in box["hint"] and one.id in box["hint"]
    assert len(value["parameter_shortname"]) <= 16
    assert value["parameter_order"] == one.id.endswith("_mode")  # a knob that turns holds its lane
    if one.choices or one.id.startswith("instrument"):
        assert value["parameter_type"] == live_parameters.ENUM
        assert tuple(value["parameter_enum"]) == items_of(one, instruments)
        assert len(value["parameter_enum"]) == one.maximum + 1
    elif value["parameter_type"] == live_parameters.INT:
        assert one.is_whole and one.maximum - one.minimum <= 255
    elif one.unit in (styles := {"dB": 4, "Hz": 3, "ms": 2, "%": 5, "semitones": 7}):
        assert value["parameter_unitstyle"] == styles[one.unit]
    elif one.unit:
        assert one.unit in value["parameter_units"]


@pytest.mark.parametrize("one", [row for row in TABLE if row.curve == "log"], ids=lambda r: r.id)
def test_a_dial_by_ratio_has_its_middle_where_the_row_has_it(one):
    middle = one.minimum + (one.maximum - one.minimum) * 0.5 ** exponent_of(one)
    assert to_unit(one, middle) == pytest.approx(0.5)


def test_long_names_are_their_own_and_stay_when_a_label_changes():
    names = [valueof(box)["parameter_longname"] for box in boxes(patch_in("Flowbend.amxd"))
             if box.get("parameter_enable")]
    assert len(set(names)) == len(names)
    kept = live_parameters.kept_names()
    assert set(kept) >= {row.id for row in TABLE}
    first = TABLE[0].id
    renamed = live_parameters.long_names({**kept, first: "An older name", "gone": TABLE[1].label})
    assert renamed[first] == "An older name" and renamed["gone"] == TABLE[1].label
    fresh = live_parameters.long_names({"gone": TABLE[0].label})
    assert fresh[first] == f"{TABLE[0].label} ({first})"
    banks = patch_in("Flowbend.amxd")["patcher"]["parameters"]["parameterbanks"].values()
    banked = [name for bank in banks for name in bank["parameters"] if name != "-"]
    assert sorted(banked) == sorted(kept[row.id] for row in TABLE)
    assert all(len(bank["parameters"]) == 8 for bank in banks)


def test_the_device_is_an_instrument_in_lives_container():
    """The header as Max exports it; see max_files.amxd."""
    data = (FOLDER / "Flowbend.amxd").read_bytes()
    assert data[:16] == b"ampf" + struct.pack("<I", 4) + b"iiii" + b"ptch"
    assert struct.unpack("<I", data[16:20]) == (len(data) - 20,)
    assert data[20:24] == b"mx@c" and struct.unpack(">II", data[24:32]) == (16, 0)
    (size,) = struct.unpack(">I", data[32:36])
    end = 36 + size - 16
    assert data[end - 1] == 0 and json.loads(data[36 : end - 1])
    assert data[end : end + 4] == b"dlst"
    assert struct.unpack(">I", data[end + 4 : end + 8]) == (len(data) - end,)
    patcher = json.loads(data[36 : end - 1])["patcher"]
    assert patcher["openinpresentation"] == 1 and patcher["project"]["amxdtype"] == 0x69696969
    highest = max(box["presentation_rect"][1] + box["presentation_rect"][3]
                  for box in boxes({"patcher": patcher}) if box.get("presentation"))
    assert highest <= 169  # Live's strip of devices


def test_what_a_hand_does_goes_out_and_what_comes_in_is_shown_silently():
    """From each dial to `s`, and from `r` through `prepend set` to the dial."""
    patch = patch_in("Flowbend.maxpat")
    by_id = {box["id"]: box for box in boxes(patch)}
    cords = [one["patchline"] for one in patch["patcher"]["lines"]]
    for one in TABLE:
        id = f"obj-{one.id}"
        leads = [by_id[c["destination"][0]] for c in cords if c["source"] == [id, 0]]
        if leads[0]["text"].startswith("expr"):  # Live has no whole numbers beyond 255
            leads = [by_id[c["destination"][0]] for c in cords
                     if c["source"][0] == leads[0]["id"]]
        assert [box["text"] for box in leads] == [f"prepend {addresses.address_of(one.id)}"]
        (out,) = [by_id[c["destination"][0]] for c in cords if c["source"][0] == leads[0]["id"]]
        assert out["text"] == "s ---fb-out"
        comes = {by_id[c["source"][0]]["text"]: c["source"][0] for c in cords
                 if c["destination"] == [id, 0]}
        last = "r ---fb-last" if one.id.endswith("_mode") else "r ---fb-first"
        assert set(comes) == {"prepend set", last}
        (route,) = [by_id[c["source"][0]] for c in cords
                    if c["destination"][0] == comes["prepend set"]]
        assert route["text"] == f"route {addresses.address_of(one.id)}"


def test_pictures_are_small_and_name_their_patch(surfaces):
    for name, (mark, _) in surfaces.pictures.items():
        path = build.PICTURES / name
        assert picture.mark_in(path) == mark and path.stat().st_size < 300_000, name


def test_the_touch_layouts_speak_the_rows_units():
    session = json.loads((FOLDER / "Flowbend.open-stage-control.json").read_text())
    widgets = {widget["id"]: widget for group in session["content"]["widgets"]
               for widget in group.get("widgets", [])}
    assert widgets["rms"]["range"] == {"min": -60, "max": 0} and widgets["rms"]["label"]
    assert widgets["brightness"]["logScale"] and widgets["rms_mode"]["values"]["held"] == 1
    ids = [widget["id"] for widget in session["content"]["widgets"]] + list(widgets)
    assert len(set(ids)) == len(ids)
    document = ElementTree.fromstring(zlib.decompress((FOLDER / "Flowbend.tosc").read_bytes()))
    spans = {
        osc.findtext("path/partial/value"): (osc.findtext("arguments/partial/scaleMin"),
                                             osc.findtext("arguments/partial/scaleMax"))
        for osc in document.iter("osc")
    }
    assert spans["/param/rms"] == ("-60", "0") and spans["/param/steps"] == ("1", "16")
    assert spans["/event/panic"] == (None, None)
    known = {*addresses.addresses(), "/subscribe"}
    assert {one for one in spans if not one.startswith("/meters/")} <= known


def test_reaper_has_a_slider_for_each_controller_and_only_patterns_that_flowbend_knows():
    effect = (FOLDER / "Flowbend.jsfx").read_text()
    for one in TABLE:
        assert (f"{one.label}" in effect) == (one.cc is not None), one.id
        if one.cc is not None:
            assert f", {one.cc}, " in effect
    patterns = (FOLDER / "Flowbend.ReaperOSC").read_text().splitlines()
    for line in patterns:
        key, *said = line.split() or ["#"]
        if not key.startswith(("#", "DEVICE_")):
            assert {one[0] for one in said} <= set("nfbtrsi")
            assert {one[1:] for one in said} <= {*addresses.addresses()}


@pytest.mark.parametrize("name", ["surfaces.md", "daws.md"])
def test_the_pages_name_files_and_addresses_that_there_are(name):
    text = (ROOT / "docs" / name).read_text()
    for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", text):
        assert (ROOT / "docs" / target).exists(), target
    for file in re.findall(r"`(?:maxpatch/)?(Flowbend\.[\w.-]+)`", text):
        assert (FOLDER / file).is_file(), file
    for line in re.findall(r"^flowbend (.*?)(?:  .*)?$", text, re.M):
        assert callable(_parser().parse_args(line.split("#")[0].split()).run)
    for address in re.findall(r"`?(/event/\w+)", text):
        assert address in addresses.EVENTS


def test_the_jsfx_means_by_a_controller_what_the_midi_door_hears(shipped):
    """Each slider's formula, at three places, through the panel's own scale."""
    names = shipped.contract.instruments
    panel = Panel(Store(), Events(), names)
    for line in (FOLDER / "Flowbend.jsfx").read_text().splitlines():
        if not (found := re.match(r"send\((\d+), \d+, (.+)\); // (\w+)", line)):
            continue
        slot, formula, id = found.groups()
        row = BY_ID[id]
        highest = len(names) - 1 if id.startswith("instrument") else row.maximum
        for share in (0, 0.4, 1):
            value = row.minimum + share * (highest - row.minimum)
            value = float(round(value)) if row.is_whole else value
            text = formula.replace(f"slider{int(slot) + 1}", str(value))
            x = eval(text, {"log": math.log, "__builtins__": {}})
            got = panel.set_unit(id, math.floor(x * 127 + 0.5) / 127, "test")
            step = (highest - row.minimum) / 127
            assert got == pytest.approx(value, abs=max(step, 0.5 if row.is_whole else 0) + (
                0.1 * value if row.curve == "log" else 0)), id
