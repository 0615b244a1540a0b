"""Tries what shells know of the program, in these shells, and what `make install` puts where.

The program is named by $DARKROOM, or is .build/release/darkroom.
"""

import os
import pathlib

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def darkroom():
    """The path of the program."""
    program = pathlib.Path(os.environ.get("DARKROOM", ROOT / ".build/release/darkroom")).resolve()
    assert program.is_file(), f"{program} is missing: build it, or name it in DARKROOM"
    return program


@pytest.fixture
def lesson(tmp_path):
    """A folder with a script and other files."""
    (tmp_path / "lesson.darkroom").write_text("""\
param epochs = 10
param size = 3
param kind = roc
print (epochs + size)
found = roc normal=[1, 2] abnormal=[2, 4]
plot found kind=kind
""")
    for name in ["loss.png", "notes.txt", "lesson.ipynb"]:
        (tmp_path / name).write_text("")
    (tmp_path / "data").mkdir()
    return tmp_path
