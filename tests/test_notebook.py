"""The notebook runs from its first cell to its last, and is kept without what it put out."""

from pathlib import Path

import pytest

nbformat = pytest.importorskip("nbformat", reason="pip install 'flowbend[test]' brings nbclient")
nbclient = pytest.importorskip("nbclient", reason="pip install 'flowbend[test]' brings it")
NOTEBOOK = Path(__file__).parents[1] / "docs" / "notebook.ipynb"


def test_the_notebook_runs():
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    kept = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert not any(cell.outputs or cell.execution_count for cell in kept), "clear its outputs"
    ran = nbclient.NotebookClient(
        notebook, timeout=120, resources={"metadata": {"path": str(NOTEBOOK.parents[1])}}
    ).execute()
    shown = [output for cell in ran.cells for output in cell.get("outputs", ())]
    assert any("<audio controls" in str(output) for output in shown)
    assert any("image/png" in output.get("data", {}) for output in shown)
    assert not [output for output in shown if output.output_type == "error"]
