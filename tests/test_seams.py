"""Whatever is changed while it plays, no seam is heard, and it is soon as if it had never been
otherwise. In full, 500 changes: `pytest -m slow tests/test_seams.py`.
"""

import shutil
from pathlib import Path

import numpy as np
import onnx
import pytest
from onnx import numpy_helper
from scenes import Score, perform, values

from engine import glitches, render
from engine.contract import BrokenContract
from engine.controls import Controls
from engine.instrument import SHIPPED, Instrument
from engine.meters import Meters
from engine.noise import Loop
from engine.offline import blocks
from engine.panel import Panel
from engine.parameters import DRIVEN, HELD, INDEX
from engine.performer import Performer
from engine.store import Event, Events, Kind, Store
from engine.succession import Succession
from engine.take import Recorder, load_lives, replay
from engine.take_log import TakeLog

HOP = 512
STEADY = {"steps": 2, "rms_mode": HELD, "rms": -18, "instrument_a": 8}


@pytest.fixture(scope="module")
def other(tmp_path_factory) -> Instrument:
    """Another model of the same shape: the shipped one with its weights stirred a little."""
    folder = tmp_path_factory.mktemp("models") / "other"
    folder.mkdir()
    rng = np.random.default_rng(1)
    for name in ("denoiser.onnx", "decoder.onnx"):
        model = onnx.load(SHIPPED / name)
        for weights in model.graph.initializer:
            array = numpy_helper.to_array(weights)
            if np.issubdtype(array.dtype, np.floating) and array.ndim > 1:
                stirred = array * (1 + 0.02 * rng.standard_normal(array.shape))
                weights.CopyFrom(
                    numpy_helper.from_array(stirred.astype(array.dtype), weights.name)
                )
        onnx.save(model, folder / name)
    return Instrument(folder)


CHANGES = {
    "instrument": ({}, {"instrument_a": 17}), "seed": ({}, {"seed_a": 999}),
    "loop on": ({"loop_length": 0.5}, {"loop": 1}),
    "loop off": ({"loop": 1, "loop_length": 0.5}, {"loop": 0}),
    "loop length": ({"loop": 1, "loop_length": 1.0}, {"loop_length": 0.4}),
}


def arrival(states: list[render.State]) -> int:
    """The first latent of which nothing is remembered otherwise."""
    return next(state.index for state in states if state.warming is None)


@pytest.mark.parametrize("before, after", CHANGES.values(), ids=CHANGES.keys())
def test_after_the_fade_it_sounds_as_if_it_had_been_so_all_along(shipped, before, after):
    first, then = Score(values(**STEADY | before)), Score(values(**STEADY | before | after))
    _, state = perform(shipped, first, [2] * 80)
    pieces, states = [], []
    for _ in range(60):
        piece, state = perform(shipped, then, [2], state)
        pieces.append(piece)
        states.append(state)
    assert states[0].warming is not None  # there was something to forget
    taken = arrival(states)
    assert 160 + 4 < taken <= 160 + 2 * 14
    # The same loop, in force from the start.
    along = render.State(loop=state.loop)
    expected, reference = perform(shipped, then, [40] * 7, along)
    assert reference.loop == state.loop
    heard, level = np.concatenate(pieces), np.sqrt(np.mean(expected**2))
    difference = heard[(taken - 160) * HOP :] - expected[taken * HOP :]
    assert np.sqrt(np.mean(difference**2)) < 0.02 * level
    assert np.sqrt(np.mean(difference[: 4 * HOP] ** 2)) < 0.05 * level
    no_change, _ = perform(shipped, first, [40] * 7, render.State(loop=states[0].loop))
    assert np.sqrt(np.mean((heard - no_change[160 * HOP :]) ** 2)) > 0.1 * level


def test_what_would_have_been_the_same_needs_no_warming(shipped):
    """Seed and instrument of B, while only A sounds."""
    first, state = perform(shipped, Score(values(**STEADY)), [2] * 30)
    then, state = perform(
        shipped, Score(values(**STEADY, seed_b=77, instrument_b=3)), [2] * 10, state
    )
    assert state.warming is None and state.roots.seeds == (1, 77)
    whole, _ = perform(shipped, Score(values(**STEADY)), [2] * 40)
    np.testing.assert_array_equal(np.concatenate([first, then]), whole)


def test_a_hand_that_keeps_turning_the_seed_does_not_hold_up_fewer_steps(shipped):
    """What the governor asks for arrives."""
    _, state = perform(shipped, Score(values(**STEADY | {"steps": 4})), [2] * 70)
    for seed in range(20):
        _, state = perform(shipped, Score(values(**STEADY, seed_a=seed)), [2], state)
    assert state.plan == render.Plan(2, 1)


def test_a_loop_comes_round_to_the_same_sound(shipped):
    """With the same controls; and nothing changes before the stretch is over."""
    length = 48  # latents of 0.512 s
    score = Score(values(**STEADY | {"steps": 1}, loop=1, loop_length=0.512))
    _, state = perform(shipped, Score(values(**STEADY | {"steps": 1})), [2] * 30)
    looped, state = perform(shipped, score, [2] * (3 * length), state)
    assert state.loop == Loop(48, length)
    rounds = looped[(96 + 144 - 60) * HOP :]
    here = rounds[: length * HOP]
    np.testing.assert_allclose(rounds[length * HOP : 2 * length * HOP], here, atol=1e-4)
    assert np.abs(here[: 9 * HOP] - here[9 * HOP : 18 * HOP]).max() > 0.01


def test_a_successor_takes_over_and_plays_as_if_all_along(shipped, other):
    succession, score = Succession(shipped), Score(values(**STEADY | {"steps": 1}))
    state, pieces = render.State(), []
    for block in range(150):
        if block == 80:
            succession.add(other)
        controls = score.block(state.index, 2, HOP)
        audio, state, _ = succession.step(state, controls, 2)
        pieces.append(audio)
        if succession.instrument is other and state.handovers == 1 and len(succession.retired):
            taken = len(pieces)
            succession.retired.clear()
    assert 82 < taken <= 80 + 10 and succession.instrument is other
    heard = np.concatenate(pieces)
    expected, _ = perform(other, score, [50] * 6)
    old, _ = perform(shipped, score, [50] * 6)
    np.testing.assert_allclose(heard[: 80 * 1024], old[: 80 * 1024], atol=1e-5)
    # The high-pass behind both remembers for a while what was constant in the old sound.
    np.testing.assert_allclose(heard[taken * 1024 :], expected[taken * 1024 :], atol=1e-3)
    gone = (taken + 16) * 1024
    np.testing.assert_allclose(heard[gone:], expected[gone:], atol=1e-4)
    assert np.abs(old - expected)[taken * 1024 :].max() > 0.01


def test_a_reset_does_not_lose_the_successor(shipped, other):
    succession, state = Succession(shipped), render.State()
    succession.add(other)
    knobs = values(**STEADY | {"steps": 1})
    _, state, _ = succession.step(state, Controls(knobs), 2)
    assert succession.instrument is other and state.handovers == 1
    succession.add(shipped)
    _, state, _ = succession.step(state, Controls(knobs, (Event(Kind.RESET),)), 2)
    assert succession.instrument is shipped and state.index == 2


def test_a_model_of_another_shape_is_refused_in_a_sentence(shipped, other, monkeypatch):
    assert shipped.misfit(other) == ""
    names = dict(vars(other.contract)) | {"instruments": ["kazoo"], "stride": 4}
    monkeypatch.setattr(other, "contract", type(other.contract)(**names))
    sentence = shipped.misfit(other)
    assert "differs from the model that plays in stride and instruments" in sentence
    with pytest.raises(BrokenContract, match="cannot take over"):
        Succession(shipped).add(other)


def played(shipped, other, recorder) -> np.ndarray:
    """Two hands and two models."""
    store, events = Store(), Events()
    panel = Panel(store, events, shipped.contract.instruments)
    performer = Performer(shipped, store, events, Meters(), 2, None, recorder)
    heard = []
    for block in range(60):
        if block in (10, 45):
            performer.succeed(other if block == 10 else shipped)
        if block % 6 == 0:
            panel.set("seed_a", block, "test")
        if block in (20, 30):
            panel.set("steps", block // 10, "test")
        if block in (5, 40):
            panel.set("loop", "on" if block == 5 else "off", "test")
        heard.append(performer.block())
        performer.retire()
    assert performer.instrument is shipped
    return np.concatenate(heard)


def test_a_take_replays_every_switch_to_the_same_samples(shipped, other, tmp_path):
    recorder = Recorder(2, shipped.name)
    log = TakeLog(tmp_path / "log.json", 2, shipped.name)

    class Both:
        def block(self, controls: Controls) -> None:
            recorder.block(controls)
            log.block(controls)

    heard = played(shipped, other, Both())
    log.close()
    recorder.take.save(tmp_path / "take.json")
    assert recorder.take.models == [(20, str(other.folder)), (90, str(shipped.folder))]
    for name in ("take.json", "log.json"):
        (take,) = load_lives(tmp_path / name)
        assert take.models == recorder.take.models
        again = np.concatenate(list(blocks(shipped, replay(take, HOP), 2)))
        np.testing.assert_array_equal(again, heard)
    shutil.move(other.folder, tmp_path / "gone")
    try:
        with pytest.raises(BrokenContract, match=r"There is no denoiser\.onnx in"):
            list(blocks(shipped, replay(take, HOP), 2))
    finally:
        shutil.move(tmp_path / "gone", other.folder)


# The ear's own test


def change(rng: np.random.Generator, knobs: dict[str, float]) -> dict[str, float]:
    """One random change of what cannot glide."""
    what = rng.choice(["steps", "seed_a", "seed_b", "instrument_a", "instrument_b", "loop",
                       "loop_length", "guidance", "model"])
    new = {"steps": float(rng.integers(1, 5)), "loop": 1.0 - knobs["loop"],
           "loop_length": float(rng.uniform(0.25, 2)), "guidance": float(rng.uniform(0.5, 4))}
    if what.startswith("seed"):
        return knobs | {what: float(rng.integers(65536))}
    if what.startswith("instrument"):
        return knobs | {what: float(rng.integers(35))}
    return knobs | {what: new[what]} if what in new else knobs | {"model": 1.0 - knobs["model"]}


@pytest.mark.parametrize("count", [16, pytest.param(500, marks=pytest.mark.slow)])
def test_no_random_change_clicks(shipped, other, count):
    """A click counts unless the same controls, held as they were before it or as they are after it,
    click at the same place too: that is an attack of the model's own."""
    rng, every = np.random.default_rng(count), 18
    knobs = {"steps": 2.0, "loop": 0.0, "loop_length": 1.0, "guidance": 2.0, "morph": 0.3,
             "seed_a": 1.0, "seed_b": 2.0, "instrument_a": 8.0, "instrument_b": 17.0,
             "rms_mode": HELD, "rms": -18.0, "notes_mode": DRIVEN, "model": 0.0}
    models, state, arrived = (shipped, other), render.State(), 0
    succession = Succession(shipped)
    search, found, before, keys = glitches.Search(2), [], [], []
    for number in range(count + 2):
        if 0 < number <= count:
            later = change(rng, knobs)
            if later["model"] != knobs["model"]:
                succession.add(models[int(later["model"])])
            knobs = later
        before.append((state, dict(knobs), succession.instrument))
        for block in range(every):
            key = Event(Kind.NOTE_ON, float(rng.integers(40, 80)), 0.7)
            keys.append((Event(Kind.ALL_NOTES_OFF), key) if block == 0 else ())
            was = state.warming
            audio, state, _ = succession.step(state, controls_of(knobs, keys[-1]), 2)
            arrived += was is not None and state.warming is None
            found += search.feed(audio)
    found += search.finish()
    assert arrived > 0.4 * count  # the others changed nothing that could be remembered
    last = len(before) * every * 1024
    clicks = [one for one in found if 4096 < one.sample < last - 4096]
    assert not [one for one in clicks if not is_an_attack(before, keys, one, every)], clicks


def controls_of(knobs: dict[str, float], events: tuple[Event, ...]) -> Controls:
    return Controls(values(**{id: x for id, x in knobs.items() if id != "model"}), events)


def is_an_attack(before: list, keys: list, click: glitches.Glitch, every: int) -> bool:
    """Whether the sound clicks there too under the same keys when nothing else is changed."""
    number = click.sample // (every * 1024)
    start = max(number - 1, 0)
    for knobs in (before[start][1], before[number][1]):
        state, _, instrument = before[start]
        pieces = []
        for events in keys[start * every : (start + 3) * every]:
            piece, state, _ = render.step(instrument, state, controls_of(knobs, events), 2)
            pieces.append(piece)
        cell = (click.sample - start * every * 1024) // glitches.CELL
        near = glitches.prominence(np.concatenate(pieces))[cell - 32 : cell + 32]
        if near.max() > glitches.THRESHOLD:
            return True
    return False


def test_the_shipped_folder_is_a_model_by_name():
    from engine.panel import model_folder
    from engine.parameters import BadValue

    assert model_folder(str(SHIPPED)) == str(SHIPPED)
    for wrong in ("/nowhere", "", "a\0b", "x" * 5000, str(Path(__file__))):
        with pytest.raises(BadValue, match=r"there is no denoiser\.onnx in"):
            model_folder(wrong)


def test_a_panel_without_an_engine_has_no_model_to_change():
    from engine.parameters import BadValue

    panel = Panel(Store(), Events())
    with pytest.raises(BadValue, match="no engine is playing"):
        panel.model(str(SHIPPED), "test")
    asked: list[str] = []
    panel = Panel(Store(), Events(), (), asked.append)
    assert panel.model(str(SHIPPED), "test") and asked == [str(SHIPPED)]
    for wrong in (3, None, "/nowhere"):
        with pytest.raises(BadValue):
            panel.model(wrong, "test")
    assert len(asked) == 1 and INDEX["loop"] > 0
