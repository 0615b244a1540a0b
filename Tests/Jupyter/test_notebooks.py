"""Notebooks executed by the programs that people execute them with."""

import json
import os
import pathlib
import shutil
import subprocess
import sys

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
    return result.stdout + result.stderr


def outputs(path, beginning):
    """The outputs of the cell whose source begins so."""
    cells = json.loads(path.read_text())["cells"]
    (cell,) = [c for c in cells if "".join(c["source"]).startswith(beginning)]
    return cell["outputs"]


def check_figures(path, epochs):
    for beginning, figures in [("log = train", 2), ("plot log", 1)]:
        shown = outputs(path, beginning)
        drawn = [output for output in shown if output["output_type"] == "display_data"]
        assert len(drawn) == figures
        for output in drawn:
            width, height = png_size("".join(output["data"]["image/png"]).replace("\n", ""))
            assert width > 100 and height > 100
            assert "<img " in "".join(output["data"]["text/html"])
    # What is kept of the training is its end.
    curve, images, closing = outputs(path, "log = train")
    assert "".join(curve["data"]["text/plain"]).startswith(f"epoch {epochs} of {epochs} ━━━━━━━━━━━━━━━━━━━━ training 0.")
    assert "".join(images["data"]["text/plain"]) == f"reconstructions after epoch {epochs}"
    assert "".join(closing["text"]).startswith(f"{epochs} epoch")
    stream, result = outputs(path, "print epochs")
    assert "".join(stream["text"]) == f"{epochs}\n"
    assert "".join(result["data"]["text/plain"]) == str(epochs)


def test_nbconvert(notebook):
    execute("nbconvert", "--to", "notebook", "--execute", "--output", "executed.ipynb", notebook)
    check_figures(notebook.parent / "executed.ipynb", 3)
    for kind, ending in [("html", "html"), ("slides", "slides.html"), ("markdown", "md"), ("latex", "tex")]:
        if kind == "latex" and not shutil.which("pandoc"):
            continue
        said = execute("nbconvert", "--to", kind, notebook.parent / "executed.ipynb")
        assert "Alternative text is missing" not in said and "Traceback" not in said, said
        assert "A small notebook" in (notebook.parent / f"executed.{ending}").read_text()
    # What is typeset has the figures as files of lines.
    if shutil.which("pandoc"):
        assert [file.read_bytes()[:5] for file in sorted(notebook.parent.glob("executed_files/*.pdf"))] == [b"%PDF-"] * 3
    if shutil.which("pandoc") and shutil.which("xelatex"):
        execute("nbconvert", "--to", "pdf", notebook.parent / "executed.ipynb")
        assert (notebook.parent / "executed.pdf").read_bytes().startswith(b"%PDF-")


def test_papermill(notebook):
    executed = notebook.parent / "executed.ipynb"
    execute("papermill", "-p", "epochs", "1", notebook, executed)
    check_figures(executed, 1)
    # The same where papermill is told to write Python.
    execute("papermill", "-l", "python", "-k", "darkroom", "-p", "epochs", "1", notebook, executed)
    check_figures(executed, 1)
    assert "  epochs: number (default 3)" in execute("papermill", "--help-notebook", notebook)


def test_papermill_sets_no_param_that_is_not_there(notebook):
    for name, value, message in [
        ("epoch", "1", "did you mean `epochs`"), ("epochs", "many", "`epochs` is a number, as in `3`, and this is text")
    ]:
        with pytest.raises(AssertionError, match=message):
            execute("papermill", "-p", name, value, notebook, notebook.parent / "executed.ipynb")


def test_jupyter_run(tmp_path):
    script = tmp_path / "lesson.darkroom"
    script.write_text("# %% One\nsize = 3\nprint size\n# %% Two\n(size + 1)\n")
    assert execute("jupyter", "run", "--kernel", "darkroom", script) == "3\n4"


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
    # A notebook that says just that has nothing to save when it is opened.
    assert written == said


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
