"""Installs the built program as a kernel in a folder of its own, and lets every test run in another.

The program is named by --darkroom, or by $DARKROOM, or is .build/release/darkroom.
"""

import os
import pathlib
import shutil
import subprocess
import tempfile

import pytest
from support import Client

ROOT = pathlib.Path(__file__).resolve().parents[2]


def pytest_addoption(parser):
    parser.addoption("--darkroom", help="the program to test")


@pytest.fixture(scope="session", autouse=True)
def kernel(request):
    """The program's path, once Jupyter knows it as the kernel `darkroom`."""
    named = request.config.getoption("--darkroom") or os.environ.get("DARKROOM")
    program = pathlib.Path(named).resolve() if named else ROOT / ".build/release/darkroom"
    assert program.is_file(), f"{program} is missing: build it, or name it in DARKROOM"
    folder = tempfile.mkdtemp(prefix="darkroom-jupyter-")
    before = os.getcwd()
    for name in ["prefix", "data", "config", "runtime", "home", "work"]:
        os.mkdir(f"{folder}/{name}")
    subprocess.run([program, "kernel", "install", "--prefix", f"{folder}/prefix"], check=True, timeout=60)
    os.environ.update(
        JUPYTER_PATH=f"{folder}/prefix/share/jupyter", JUPYTER_DATA_DIR=f"{folder}/data",
        JUPYTER_CONFIG_DIR=f"{folder}/config", JUPYTER_RUNTIME_DIR=f"{folder}/runtime", HOME=f"{folder}/home",
        # Every test trains anew.
        DARKROOM_STORE="none")
    os.chdir(f"{folder}/work")
    yield program
    os.chdir(before)
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def client():
    """A client of a kernel of its own."""
    client = Client.start()
    yield client
    client.close()
