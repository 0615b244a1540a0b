"""Starts JupyterLab with the built program as a kernel, and browsers before it and before pages.

The program is named by --darkroom, or by $DARKROOM, or is .build/release/darkroom.
"""

import json
import os
import pathlib
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time

import pytest
from explorer import Explorer
from laboratory import PATIENCE, Laboratory
from processes import adopt_orphans, descendants_ended, end_with_parent
from report import Report
from selenium import webdriver

ROOT = pathlib.Path(__file__).resolve().parents[2]

# Nothing is asked of the network, every cell stays in the page when it is scrolled away, and the last cell is its end.
SETTINGS = {
    "apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False},
    "notebook-extension/tracker": {"windowingMode": "none", "scrollPastLastCell": False},
}


def pytest_addoption(parser):
    parser.addoption("--darkroom", help="the program to test")


def pytest_configure():
    # A request to end is heeded like Ctrl-C, so that fixtures are taken down.
    signal.signal(signal.SIGTERM, signal.default_int_handler)


@pytest.fixture(scope="session")
def darkroom(request):
    """The path of the program."""
    named = request.config.getoption("--darkroom") or os.environ.get("DARKROOM")
    program = pathlib.Path(named).resolve() if named else ROOT / ".build/release/darkroom"
    assert program.is_file(), f"{program} is missing: build it, or name it in DARKROOM"
    return program


@pytest.fixture(scope="session")
def folder():
    """A folder for all that the tests leave."""
    folder = pathlib.Path(tempfile.mkdtemp(prefix="darkroom-browser-"))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def environment(darkroom, folder):
    """The environment of the server and the browser, with the kernel installed in it."""
    for name in ["prefix", "data", "config", "runtime", "home", "work", "temporary"]:
        (folder / name).mkdir()
    for name, settings in SETTINGS.items():
        file = folder / f"config/lab/user-settings/@jupyterlab/{name}.jupyterlab-settings"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(settings))
    subprocess.run([darkroom, "kernel", "install", "--prefix", folder / "prefix"], check=True, timeout=60)
    cleared = {name: value for name, value in os.environ.items() if not name.startswith(("JUPYTER", "XDG_"))}
    return cleared | {
        "JUPYTER_PATH": f"{folder}/prefix/share/jupyter", "JUPYTER_DATA_DIR": f"{folder}/data",
        "JUPYTER_CONFIG_DIR": f"{folder}/config", "JUPYTER_RUNTIME_DIR": f"{folder}/runtime",
        "HOME": f"{folder}/home", "TMPDIR": f"{folder}/temporary"}


@pytest.fixture(scope="session")
def processes(folder):
    """Ends the server, its kernels and the browser at once: a server would start a kernel anew that ends before it."""
    with descendants_ended():
        yield


@pytest.fixture(scope="session")
def server(folder, environment, processes):
    """The server's address and token."""
    token = secrets.token_hex(16)
    command = [
        sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--ip=127.0.0.1", "--port=0",
        f"--ServerApp.root_dir={folder}/work", f"--IdentityProvider.token={token}",
        "--LabApp.news_url=", "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate"]
    with open(folder / "server.log", "w+") as log:
        process = subprocess.Popen(
            command, cwd=f"{folder}/work", env=environment, stdout=log, stderr=log, stdin=subprocess.DEVNULL,
            preexec_fn=end_with_parent)
        file = folder / f"runtime/jpserver-{process.pid}.json"
        deadline = time.monotonic() + PATIENCE
        while not (file.is_file() and (text := file.read_text()).endswith("}")):
            if process.poll() is not None or time.monotonic() > deadline:
                pytest.fail(f"JupyterLab did not start:\n{(folder / 'server.log').read_text()}")
            time.sleep(0.05)
        yield json.loads(text)["url"], token


def browser(folder, environment, profile):
    """A browser without a window, whose profile lies in the folder."""
    options = webdriver.ChromeOptions()
    options.binary_location = "/usr/bin/chromium"
    for argument in [
        "--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-breakpad", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--force-color-profile=srgb",
        "--remote-debugging-pipe", f"--user-data-dir={folder}/{profile}", "--window-size=1400,1700",
    ]:
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    service = webdriver.ChromeService(
        "/usr/bin/chromedriver", env=environment, log_output=f"{folder}/{profile}.log",
        popen_kw={"preexec_fn": end_with_parent})
    driver = webdriver.Chrome(options, service)
    driver.set_page_load_timeout(PATIENCE)
    driver.set_script_timeout(PATIENCE)
    # Nothing of its profile is kept, so that it need not be asked to quit.
    return driver


@pytest.fixture(scope="session")
def laboratory(folder, environment, server):
    """A browser that shows JupyterLab."""
    return Laboratory(browser(folder, environment, "browser"), *server)


@pytest.fixture(scope="session")
def explorer(folder, environment, processes):
    """A browser for the pages that `explore` writes."""
    return Explorer(browser(folder, environment, "explorer"))


@pytest.fixture(scope="session")
def report(folder, environment, processes):
    """A browser for reports."""
    return Report(browser(folder, environment, "report"))


adopt_orphans()
