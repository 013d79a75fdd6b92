"""Where sound comes from: nothing without a free licence; what is missing says how to get it."""

from dataclasses import replace

import pytest
from recordings import burst

from engine.models import corpus
from engine.models.instruments import INSTRUMENTS
from engine.models.players import player
from engine.models.sources import HITS, SOURCES, NoSource, hits


def test_every_source_may_become_weights_that_are_given_away():
    for name, source in SOURCES.items():
        assert source.name == name
        assert source.licence in ("MIT", "CC0") or source.licence.startswith("CC-BY-"), name
        assert source.title and source.credit
        assert source.install.startswith(("apt install ", "npm install --prefix {sounds} "))


def test_every_instrument_has_sources_that_there_are():
    for who in INSTRUMENTS:
        assert who.sources and set(who.sources) <= set(corpus.EVERY_SOURCE), who.name
        assert who.hits in ("", "kit", *HITS)
        assert bool(who.hits) == ("recordings" in who.sources)
    assert {source for rows in HITS.values() for source, _ in rows} <= set(SOURCES)
    assert set(SOURCES) > set(corpus.EVERY_SOURCE) - {"recordings"}


@pytest.mark.parametrize("name", SOURCES)
def test_a_missing_source_names_its_path_its_remedy_and_the_way_without(name, tmp_path):
    source = replace(SOURCES[name], path="not/here")
    with pytest.raises(NoSource) as error:
        source.find(tmp_path)
    said = str(error.value)
    assert said.startswith(source.title) and str(tmp_path / "not/here") in said
    assert source.install.format(sounds=tmp_path) in said and "{" not in said
    assert "leave it out with --sources" in said
    assert NoSource.for_the_user


def test_sample_packages_lie_in_their_folder_and_soundfonts_where_they_are(tmp_path):
    font = tmp_path / "a.sf2"
    font.touch()
    assert replace(SOURCES["fluid"], path=str(font)).find(tmp_path / "elsewhere") == font
    (tmp_path / "node_modules" / "@audio-samples").mkdir(parents=True)
    assert SOURCES["grand"].find(tmp_path) == tmp_path / "node_modules" / "@audio-samples"


def test_hits_are_found_by_kind_each_once_and_always_in_one_order(recordings):
    names = ["bd_b.flac", "bd_a.flac", "elec_low_kick.flac", "sn_x.flac", "elec_hi_snare.flac",
             "hat_1.wav", "elec_blip.flac", "perc_bell.flac", "drum_tom_hi.flac", "ride_1.flac"]
    for name in names:
        recordings.hit(name, burst(500))
    recordings.hit("Snare one.wav", burst(500), "audiophob")
    recordings.hit("beats_1.wav", burst(500), "rumpf")
    recordings.hit("a snare.flac", burst(500), "audiophob")

    def found(kind):
        return [path.name for path in hits(kind, recordings.sounds)]

    assert found("kick") == ["bd_a.flac", "bd_b.flac", "elec_low_kick.flac"]
    assert found("snare") == ["sn_x.flac", "elec_hi_snare.flac", "a snare.flac"]
    assert found("hat") == ["hat_1.wav"]
    assert found("percussion") == ["perc_bell.flac", "drum_tom_hi.flac", "elec_blip.flac",
                                   "beats_1.wav"]
    assert found("cymbal") == ["ride_1.flac"]


def test_loops_cut_from_records_are_left_out_and_so_is_what_is_no_sound(recordings):
    for name in ("loop_amen.flac", "loop_amen_full.flac", "loop_breakbeat.flac",
                 "loop_drone_g_97.flac", "loop_compus.flac", "loop_industrial.flac",
                 "arovane_beat_a.flac", "perc_swoosh.flac"):
        recordings.hit(name, burst(500))
    folder = recordings.sounds / SOURCES["scsynth"].path
    (folder / "loop_mika.txt").write_text("CC0")
    (folder / "loop_safari.flac").mkdir()
    found = [path.name for path in hits("loop", recordings.sounds)]
    assert found == ["loop_compus.flac", "loop_industrial.flac", "arovane_beat_a.flac"]
    with pytest.raises(NoSource, match="None of the recordings of a percussion"):
        hits("percussion", recordings.sounds)


@pytest.mark.parametrize("source", corpus.EVERY_SOURCE)
def test_a_player_without_its_sound_is_refused_at_once(source, tmp_path, monkeypatch):
    for name, row in SOURCES.items():
        monkeypatch.setitem(SOURCES, name, replace(row, path=f"none/{name}"))
    with pytest.raises(NoSource, match="install it with"):
        player(source, tmp_path)
    with pytest.raises(NoSource, match="install it with"):
        corpus.Studio((source,), tmp_path)
