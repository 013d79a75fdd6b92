"""One ONNX file as step(inputs, state) -> (outputs, state). The only importer of onnxruntime."""

from pathlib import Path

import numpy as np
import onnxruntime

from engine.contract import BrokenContract

STATE_IN, STATE_OUT = "state.memory", "next.memory"


def runtime() -> str:
    """[any] The inference runtime and its version."""
    return f"onnxruntime {onnxruntime.__version__}"


def plain(path: Path, threads: int = 1) -> onnxruntime.InferenceSession:
    """[control] The runtime's own session, as it behaves beside others: for another package's
    model, in one of many processes. Raises the runtime's errors."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    # A spinning worker would take the core that the audio thread needs.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


class Session:
    """A model in ONNX Runtime on the CPU. Holds no state of its own: two callers may share it."""

    def __init__(self, path: Path, threads: int = 1):
        """[control] Load `path`. Raises BrokenContract when it is no model with a state."""
        try:
            self._session = plain(path, threads)
        except Exception as error:  # the runtime's own errors share no base class
            raise BrokenContract(f"{path} cannot be read as an ONNX model: {error}") from error
        self.metadata: dict[str, str] = self._session.get_modelmeta().custom_metadata_map
        self.inputs = [i.name for i in self._session.get_inputs()]
        outputs = [o.name for o in self._session.get_outputs()]
        if STATE_IN not in self.inputs or outputs[-1:] != [STATE_OUT] or len(outputs) != 2:
            raise BrokenContract(
                f"{path} has no {STATE_IN!r} and {STATE_OUT!r}: it cannot be played block by block."
            )

    def step(
        self, inputs: dict[str, np.ndarray], state: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray]:
        """[render] Named float32 inputs and the (B, size) state to (output, next state).

        Shapes are the contract's; a wrong one raises ONNX Runtime's own error.
        """
        output, following = self._session.run(None, {**inputs, STATE_IN: state})
        return output, following
