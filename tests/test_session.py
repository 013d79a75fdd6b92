"""One ONNX file as a step; what is no such file is refused in a sentence."""

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper

from engine.contract import BrokenContract
from engine.instrument import SHIPPED
from engine.session import STATE_IN, STATE_OUT, Session


def running_sum(path, state_in=STATE_IN, state_out=STATE_OUT, extra=()):
    """A model whose output is input + state, and whose next state is that sum."""
    shape = ["batch", 3]

    def info(name):
        return helper.make_tensor_value_info(name, TensorProto.FLOAT, shape)

    nodes = [helper.make_node("Add", ["x", state_in], ["y"]),
             helper.make_node("Identity", ["y"], [state_out])]
    nodes += [helper.make_node("Identity", ["y"], [name]) for name in extra]
    outputs = [info(name) for name in ("y", *extra, state_out)]
    graph = helper.make_graph(nodes, "sum", [info("x"), info(state_in)], outputs)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 20)], ir_version=10)
    model.metadata_props.add(key="flowbend.kind", value='"sum"')
    onnx.save(model, path)
    return path


def test_a_step_gives_output_and_next_state(tmp_path):
    session = Session(running_sum(tmp_path / "m.onnx"))
    x, state = np.ones((2, 3), np.float32), np.full((2, 3), 5, np.float32)
    output, following = session.step({"x": x}, state)
    np.testing.assert_array_equal(output, 6)
    np.testing.assert_array_equal(following, 6)
    np.testing.assert_array_equal(state, 5)  # an argument, not a memory
    np.testing.assert_array_equal(session.step({"x": x}, following)[1], 7)
    np.testing.assert_array_equal(session.step({"x": x}, state)[1], 6)


def test_what_the_file_says_of_itself(tmp_path):
    session = Session(running_sum(tmp_path / "m.onnx"))
    assert session.metadata == {"flowbend.kind": '"sum"'}
    assert session.inputs == ["x", STATE_IN]


@pytest.mark.parametrize("names", [
    {"state_in": "memory"}, {"state_out": "memory"}, {"extra": ("z",)},
])
def test_a_model_without_a_state_is_refused(tmp_path, names):
    path = running_sum(tmp_path / "m.onnx", **names)
    with pytest.raises(BrokenContract, match="cannot be played block by block"):
        Session(path)


@pytest.mark.parametrize("content", [b"", b"no model", None])
def test_what_is_no_model_is_refused(tmp_path, content):
    path = tmp_path / "m.onnx"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(BrokenContract, match=r"m\.onnx cannot be read as an ONNX model"):
        Session(path)


def test_half_a_model_is_refused(tmp_path):
    whole = (SHIPPED / "decoder.onnx").read_bytes()
    (tmp_path / "m.onnx").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(BrokenContract, match="cannot be read as an ONNX model"):
        Session(tmp_path / "m.onnx")


def test_a_wrong_shape_is_an_error_and_not_a_sound(tmp_path):
    session = Session(running_sum(tmp_path / "m.onnx"))
    with pytest.raises(Exception, match=r"(?i)dimension|shape"):
        session.step({"x": np.ones((2, 4), np.float32)}, np.ones((2, 3), np.float32))


def test_two_sessions_of_one_file_are_the_same_numbers():
    rng = np.random.default_rng(1)
    found = []
    latents = rng.standard_normal((1, 4, 80)).astype(np.float32)
    for _ in range(2):
        session = Session(SHIPPED / "decoder.onnx")
        size = int(session.metadata["flowbend.state_size"])
        found.append(session.step({"latents": latents}, np.zeros((1, size), np.float32))[0])
    np.testing.assert_array_equal(*found)
