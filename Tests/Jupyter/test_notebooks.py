"""Notebooks executed by the programs that people execute them with."""

import json
import os
import pathlib
import subprocess
import sys
import xml.etree.ElementTree

import pytest
from support import PATIENCE, Client, png_size


def code(source, *tags):
    return {
        "cell_type": "code", "source": source, "outputs": [], "execution_count": None,
        "metadata": {"tags": list(tags)} if tags else {}}


NOTEBOOK = {
    "nbformat": 4,
    "nbformat_minor": 4,
    "metadata": {
        "kernelspec": {"name": "darkroom", "display_name": "Darkroom", "language": "darkroom"},
        "language_info": {"name": "darkroom"}},
    "cells": [
        {"cell_type": "markdown", "source": "# A small notebook", "metadata": {}},
        code("param epochs = 3  # epochs of the training", "parameters"),
        code("training = load sketches count=64\ntest = pick training one-per-class\nseed 0\n"
             "model = autoencoder latent=20 width=4"),
        code("log = train model on=training watch=test epochs=epochs"),
        code("plot log"),
        code("print epochs\n(model.epochs)"),
    ],
}


@pytest.fixture
def notebook(tmp_path):
    path = tmp_path / "small.ipynb"
    path.write_text(json.dumps(NOTEBOOK))
    return path


def execute(*arguments):
    """Runs a module of Python's that executes a notebook."""
    result = subprocess.run(
        [sys.executable, "-m", *map(str, arguments)], capture_output=True, text=True, timeout=2 * PATIENCE,
        env=dict(os.environ))
    assert result.returncode == 0, result.stderr


def outputs(path, beginning):
    """The outputs of the cell whose source begins so."""
    cells = json.loads(path.read_text())["cells"]
    (cell,) = [c for c in cells if "".join(c["source"]).startswith(beginning)]
    return cell["outputs"]


def check_figures(path, epochs):
    for beginning, figures in [("log = train", 2), ("plot log", 1)]:
        shown = outputs(path, beginning)
        assert [output["output_type"] for output in shown] == ["display_data"] * figures
        for output in shown:
            width, height = png_size("".join(output["data"]["image/png"]).replace("\n", ""))
            assert width > 100 and height > 100
            assert xml.etree.ElementTree.fromstring("".join(output["data"]["image/svg+xml"])).tag.endswith("svg")
    # What is kept of the training is its end.
    assert "".join(outputs(path, "log = train")[1]["data"]["text/plain"]) == f"reconstructions after epoch {epochs}"
    stream, result = outputs(path, "print epochs")
    assert "".join(stream["text"]) == f"{epochs}\n"
    assert "".join(result["data"]["text/plain"]) == str(epochs)


def test_nbconvert(notebook):
    execute("nbconvert", "--to", "notebook", "--execute", "--output", "executed.ipynb", notebook)
    check_figures(notebook.parent / "executed.ipynb", 3)
    execute("nbconvert", "--to", "html", notebook.parent / "executed.ipynb")
    assert "A small notebook" in (notebook.parent / "executed.html").read_text()


def test_papermill(notebook):
    executed = notebook.parent / "executed.ipynb"
    execute("papermill", "-l", "python", "-k", "darkroom", "-p", "epochs", "1", notebook, executed)
    check_figures(executed, 1)


@pytest.fixture
def quickstart(tmp_path):
    path = tmp_path / "quickstart.ipynb"
    script = pathlib.Path(__file__).parents[2] / "notebooks" / "quickstart.darkroom"
    subprocess.run([os.environ["DARKROOM"], "convert", script, path], check=True, timeout=PATIENCE)
    return path


def figures(path):
    """How many outputs of an executed notebook are pictures, cell by cell."""
    cells = [cell for cell in json.loads(path.read_text())["cells"] if cell["cell_type"] == "code"]
    assert all(cell["execution_count"] for cell in cells)
    return [sum("image/png" in output.get("data", {}) for output in cell["outputs"]) for cell in cells]


def test_papermill_of_the_quickstart(quickstart):
    executed = quickstart.parent / "executed.ipynb"
    execute(
        "papermill", "-l", "python", "-k", "darkroom", "-p", "epochs", "1", "-p", "count", "1500", quickstart, executed)
    # The injected cell stands behind the parameters; each of three trainings shows its curve and its images.
    assert figures(executed) == [0, 0, 1, 6, 1, 1, 0]
    assert "reconstructions after epoch 1" in executed.read_text()


def test_language_is_what_the_kernel_says(quickstart):
    client = Client.start()
    try:
        said = client.ask("kernel_info_request", {}, on="shell")["language_info"]
    finally:
        client.close()
    written = json.loads(quickstart.read_text())["metadata"]["language_info"]
    assert written == {name: said[name] for name in written}
    assert set(said) - set(written) == {"version"}


def test_nbconvert_of_the_quickstart(quickstart):
    notebook = json.loads(quickstart.read_text())
    (parameters,) = [cell for cell in notebook["cells"] if "parameters" in cell["metadata"].get("tags", [])]
    parameters["source"] = ["param count = 1500\n", "param epochs = 1\n", "param batch = 32"]
    quickstart.write_text(json.dumps(notebook))
    execute("nbconvert", "--to", "notebook", "--execute", "--output", "executed.ipynb", quickstart)
    assert figures(quickstart.parent / "executed.ipynb") == [0, 1, 6, 1, 1, 0]


def test_failing_notebook(notebook):
    failing = dict(NOTEBOOK, cells=[code("size = 3"), code("print sise"), code("print 1")])
    notebook.write_text(json.dumps(failing))
    with pytest.raises(AssertionError, match="did you mean `size`"):
        execute("nbconvert", "--to", "notebook", "--execute", "--output", "executed.ipynb", notebook)
