"""The program built without any package trait: it does all else, and says what it lacks and how to get that.

Run by `make test-plain`; DARKROOM is the path of the program.
"""

import os
import pty
import subprocess

import pytest

PROGRAM = os.environ["DARKROOM"]
SCRIPT = 'data = load sketches count=5\nshow data save=data.png\nprint "done"\n'


def run(*arguments, folder, text=""):
    return subprocess.run(
        [PROGRAM, *arguments], cwd=folder, input=text, capture_output=True, text=True, timeout=60,
        env={"HOME": str(folder), "PATH": "/usr/bin:/bin", "NO_COLOR": "1"})


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "lesson.darkroom").write_text(SCRIPT)
    return tmp_path


def test_version_says_what_is_missing(folder):
    result = run("--version", folder=folder)
    assert "Jupyter: no, HTML reports: no" in result.stdout


def test_pictures_of_other_formats_say_what_they_take(folder):
    assert "images: PNG, BMP, PPM\n" in run("--version", folder=folder).stdout
    (folder / "photo.png").write_bytes(b"\xff\xd8\xff\xe0" + bytes(20))
    (folder / "load.darkroom").write_text('photo = load images path="photo.png"\nphoto\n')
    result = run("check", "load.darkroom", folder=folder)
    assert result.returncode == 2
    assert (
        "is a JPEG, which this build does not read; `make build`, or `swift build --traits JPEG` with libturbojpeg0-dev, "
        "brings that") in result.stderr


def test_no_library_of_a_trait_is_loaded():
    libraries = subprocess.run(["ldd", PROGRAM], capture_output=True, text=True, check=True).stdout
    assert "libcairo" in libraries
    for name in ("libedit", "libzmq", "libcmark", "turbojpeg", "libwebp", "libgif", "libtiff"):
        assert name not in libraries


@pytest.mark.parametrize("arguments", [["install", "--prefix", "here"], ["run", "connection.json"]])
def test_kernel_says_how_to_get_one(folder, arguments):
    result = run("kernel", *arguments, folder=folder)
    assert result.returncode == 2
    assert result.stderr.startswith("darkroom: error: this build has no kernel for Jupyter; build one with `make build`")
    assert "--traits Jupyter" in result.stderr
    assert not (folder / "here").exists()


def test_html_says_how_to_get_it_before_anything_runs(folder):
    result = run("run", "lesson.darkroom", "--export", "lesson.html", folder=folder)
    assert result.returncode == 2
    assert "this build has no HTML reports; `make build` or `swift build --traits HTMLReports` brings them" in result.stderr
    assert not (folder / "output").exists()


def test_other_reports_are_written(folder):
    result = run("run", "lesson.darkroom", "--export", "lesson.md", "--export", "lesson.ipynb", folder=folder)
    assert result.returncode == 0, result.stderr
    assert "done" in (folder / "lesson.md").read_text()
    assert "image/png" in (folder / "lesson.ipynb").read_text()


def test_prompt_reads_plain_lines(folder):
    result = run(folder=folder, text='for i in 1..2\n  print (3 * i)\nend\n(1 + 1)\n')
    assert result.returncode == 0
    assert result.stdout == "3\n6\n2\n"


def test_prompt_at_a_terminal(folder):
    parent, child = pty.openpty()
    program = subprocess.Popen(
        [PROGRAM], cwd=folder, stdin=child, stdout=child, stderr=child,
        env={"HOME": str(folder), "PATH": "/usr/bin:/bin", "TERM": "xterm"})
    os.close(child)
    said = b""
    # What is typed before the prompt is there, the terminal reads in its own way.
    keys = [(b"In [1]: ", b'print "a {1 + 1}"\n'), (b"In [2]: ", b"\x04")]
    while True:
        try:
            piece = os.read(parent, 4096)
        except OSError:
            break
        if not piece:
            break
        said += piece
        if keys and keys[0][0] in said:
            os.write(parent, keys.pop(0)[1])
    assert program.wait(timeout=60) == 0
    os.close(parent)
    assert b"In [1]: " in said and b"a 2" in said and b"In [2]: " in said
