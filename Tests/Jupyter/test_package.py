"""The Python package `jupyter-darkroom`: its words, its lexer, what papermill writes, and jupytext's pairs."""

import json
import os
import pathlib
import subprocess
import sys

import nbformat
import pytest
from support import PATIENCE, Client

pytest.importorskip("jupyter_darkroom", reason="make jupyter-package, and install the wheel")

ROOT = pathlib.Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "Sources/jupyter-darkroom"


def test_words_are_the_programs_own(kernel):
    reference = subprocess.run([kernel, "help", "--reference"], capture_output=True, check=True, timeout=PATIENCE).stdout
    made = subprocess.run(
        [sys.executable, PACKAGE / "words.py"], input=reference, capture_output=True, check=True, timeout=PATIENCE).stdout
    assert json.loads(made) == json.loads((PACKAGE / "jupyter_darkroom/words.json").read_text()), (
        "python3 words.py writes them anew")


@pytest.mark.parametrize("script", sorted((ROOT / "notebooks").glob("*.darkroom")), ids=lambda path: path.stem)
def test_lexer_loses_nothing(script):
    from pygments.lexers import get_lexer_by_name
    from pygments.token import Error

    source = script.read_text()
    tokens = list(get_lexer_by_name("darkroom", stripnl=False, ensurenl=False).get_tokens(source))
    assert "".join(text for _, text in tokens) == source
    assert not any(kind is Error for kind, _ in tokens)


def test_lexer_knows_what_words_are():
    from pygments.lexers import get_lexer_for_filename

    tokens = get_lexer_for_filename("a.darkroom").get_tokens(
        'param epochs = 2  # how often\nmodel[20] = train m on=data loss=ssim "a {b}" yes 3x32\nfor x in 1..3\nend\n')
    found = [(str(kind).removeprefix("Token."), text) for kind, text in tokens if text.strip()]
    for expected in [
        ("Keyword", "param"), ("Literal.Number", "2"), ("Comment.Single", "# how often"), ("Name.Builtin", "train"),
        ("Name.Attribute", "on"), ("Name", "data"), ("Name.Class", "ssim"), ("Literal.String.Interpol", "{"),
        ("Keyword.Constant", "yes"), ("Literal.Number", "3x32"), ("Keyword", "in"), ("Literal.Number", "1..3"),
        ("Keyword", "end"),
    ]:
        assert expected in found


# A param of each type, and what Python may set it to.
TEXTS = [
    "", "plain", "two words", "Größe", "–—…", "日本語", "😀", "a\tb", "one\ntwo", "back\\slash", "C:\\new\\table", 'say "so"',
    "it's", "Loss {200}", "{", "}", "{}{size}", "\\{size}", "# %% no cell", "a,b", "None", "yes", "\x07\x1b[0m", "50 %",
]
NUMBERS = [0, 1, -3, 2.5, -0.125, 1e-05, 1e16, 123456789, 6.02e23, float("inf"), float("-inf")]
FLAGS = [True, False]
LISTS = [[1], [4, 8], [0.5, -2, 1e-3]]
NESTED = [[[1, 2], [3]], [["a {b}", "c"]]]


def written(values):
    """The cell that papermill writes."""
    from papermill.translators import papermill_translators

    return papermill_translators.find_translator("darkroom", "darkroom").codify(values)


def test_python_values_there_and_back():
    assert len(TEXTS + NUMBERS + FLAGS + LISTS + NESTED) >= 40
    client = Client.start()
    try:
        assert client.run(
            'param text = "a"\nparam number = 1\nparam flag = no\nparam list = 1,2').status == "ok"

        def back(name, value):
            outcome = client.run(written({name: value}) + f"print {name}")
            assert outcome.status == "ok", outcome.reply
            return outcome.stream().removesuffix("\n")

        for text in TEXTS:
            assert back("text", text) == text
        for number in NUMBERS:
            assert float(back("number", number)) == number
        for flag in FLAGS:
            assert back("flag", flag) == ("yes" if flag else "no")
        for values in LISTS:
            assert [float(part) for part in back("list", values).split(",")] == values
        for values in NESTED:
            kind = "1,2" if isinstance(values[0][0], int) else '"a","b"'
            client.run(f"param inner = {kind}")
            assert back("inner", values[0]) == ",".join(map(str, values[0]))
            assert client.run(written({"inner": values})).status == "error"
        assert back("number", float("nan")) == "nan"
    finally:
        client.close()


@pytest.mark.parametrize("cell, message", [
    ("# Parameters\nepoch = 1", "there is no param `epoch`"),
    ("# Parameters\nepochs = 'three'", "`epochs` is a number, as in `3`, and this is text"),
    ("# Parameters\nepochs = True", "`epochs` is a number, as in `3`, and this is true or false"),
    ("# Parameters\nepochs = None", "`None` is no value"),
    ("# Parameters\nepochs = {'a': 1}", "a dict of Python's is no value here"),
    ("# Parameters\nepochs = [1", "`[` is not closed"),
    ("# Parameters\nepochs = float('x')", "`'x'` is no number"),
    ('# Parameters\nepochs = "\\q"', r"`\q` is no escape"),
])
def test_wrong_parameters_fail_in_their_cell(cell, message):
    client = Client.start()
    try:
        client.run("param epochs = 3")
        outcome = client.run(cell)
        assert outcome.status == "error" and message in outcome.reply["evalue"]
        assert client.run("epochs").result == "3"
    finally:
        client.close()


def test_jupytext_pairs(tmp_path):
    pytest.importorskip("jupytext")
    script = tmp_path / "lesson.darkroom"
    script.write_text("# %% [markdown]\n# # A title\n\n# %%\nsize = 3\nprint size\n")

    def pairing(*arguments):
        command = [sys.executable, "-m", "jupyter_darkroom.pairing", *arguments]
        subprocess.run(command, cwd=tmp_path, check=True, timeout=PATIENCE, env=dict(os.environ))

    pairing("--to", "ipynb", "lesson.darkroom")
    notebook = nbformat.read(tmp_path / "lesson.ipynb", as_version=4)
    assert [(cell.cell_type, cell.source) for cell in notebook.cells] == [
        ("markdown", "# A title"), ("code", "size = 3\nprint size")]
    notebook.cells[1].source = "size = 4"
    nbformat.write(notebook, tmp_path / "lesson.ipynb")
    pairing("--to", "darkroom:percent", "lesson.ipynb")
    assert "size = 4" in script.read_text() and "# %% [markdown]" in script.read_text()
