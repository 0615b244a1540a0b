"""What `make install` puts where, and that it works from there."""

import json
import os
import subprocess

from conftest import ROOT


def make(*arguments):
    # What is built is built: the makefile would ask the package manager again, and draw every example.
    return subprocess.run(
        ["make", "-C", ROOT, "-o", "build", "-o", "docs", *arguments], check=True, capture_output=True, text=True,
        env={**os.environ, "MAKEFLAGS": ""})


def test_install(darkroom, tmp_path):
    make("install", f"PROGRAM={darkroom}", f"DESTDIR={tmp_path}", "PREFIX=/opt/darkroom")
    root = tmp_path / "opt/darkroom"
    program = root / "bin/darkroom"
    assert subprocess.run([program, "-e", "print (2 + 3)"], capture_output=True, text=True).stdout == "5\n"
    kernel = json.loads((root / "share/jupyter/kernels/darkroom/kernel.json").read_text())
    # The place where it will be, without the folder that a package is made in.
    assert kernel["argv"][0] == "/opt/darkroom/bin/darkroom"
    assert (root / "share/darkroom/notebooks/quickstart.darkroom").is_file()
    for file in [
        "share/bash-completion/completions/darkroom", "share/zsh/site-functions/_darkroom",
        "share/fish/vendor_completions.d/darkroom.fish",
    ]:
        assert "---completion" in (root / file).read_text()
    page = subprocess.run(
        ["man", "-l", root / "share/man/man1/darkroom.1"], capture_output=True, text=True, check=True,
        env={**os.environ, "MANWIDTH": "100", "LC_ALL": "C.UTF-8"})
    assert "darkroom run [<file>...]" in page.stdout and "--keep-script" in page.stdout
    assert page.stderr == ""
    make("uninstall", f"DESTDIR={tmp_path}", "PREFIX=/opt/darkroom")
    assert not [file for file in root.rglob("*") if file.is_file()]
