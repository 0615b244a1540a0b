#!/usr/bin/env python3
"""Goes through the lines of the Containerfile in a Debian of its own, without a container, and runs what they make.

    try-containerfile.py FOLDER

As root. FOLDER holds the archive of `make dist`; the system is made in FOLDER/container by debootstrap, and every line is
done in it as a container's builder would: COPY from the unpacked archive, RUN, ENV, USER and WORKDIR. Then a notebook is
executed by the kernel, as the line USER says, and the command of CMD is asked for its version.
"""

import json
import os
import pathlib
import re
import shlex
import shutil
import subprocess
import sys

# How this machine reaches its packages, where it does so in a way of its own.
OWN_WAYS = [
    "/etc/apt/apt.conf.d", "/etc/apt/sources.list", "/etc/apt/sources.list.d", "/etc/pip.conf", "/etc/ssl/certs",
    # Whence the system makes its certificates anew.
    "/usr/local/share/ca-certificates",
]
# Found by this machine's path, and not by that of the system.
CHROOT = shutil.which("chroot") or "/usr/sbin/chroot"
OWN_VARIABLES = re.compile(r"(?i)(https?|no)_proxy|PIP_.*")


def instructions(text):
    """The instructions of a Containerfile, each its name and what stands behind it."""
    lines = "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("#"))
    for line in lines.replace("\\\n", " ").splitlines():
        if line.strip():
            name, _, rest = line.strip().partition(" ")
            yield name, rest.strip()


class System:
    """A system below a folder, and how a builder stands in it."""
    def __init__(self, root, context):
        self.root, self.context = root, context
        self.environment = {
            name: value for name, value in os.environ.items() if OWN_VARIABLES.fullmatch(name)
        } | {"PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "LANG": "C.UTF-8"}
        self.user, self.folder = "root", "/"
        self.command = None

    def run(self, line, **options):
        words = [CHROOT, f"--userspec={self.user}", str(self.root), "/bin/sh", "-ec", f"cd {self.folder}; {line}"]
        home = {"HOME": "/root" if self.user == "root" else f"/home/{self.user}"}
        return subprocess.run(words, env=self.environment | home, check=True, **options)

    def do(self, name, rest):
        if name in ("FROM", "EXPOSE"):
            return
        if name == "RUN":
            self.run(rest)
        elif name == "COPY":
            source, target = rest.split()
            shutil.copytree(self.context / source, self.root / target.lstrip("/"), dirs_exist_ok=True)
        elif name == "ENV":
            variable, _, value = rest.partition("=")
            self.environment[variable] = value
        elif name == "USER":
            self.user = rest
        elif name == "WORKDIR":
            self.folder = rest
        elif name == "CMD":
            self.command = json.loads(rest)
        else:
            sys.exit(f"Containerfile: {name} is not known here")


def main():
    folder = pathlib.Path(sys.argv[1]).resolve()
    archive = max(folder.glob("darkroom-*-linux-x86_64.tar.gz"), key=os.path.getmtime)
    root, base, context = folder / "container", folder / "container-base", folder / "context"
    if not (base / "ready").exists():
        shutil.rmtree(base, ignore_errors=True)
        subprocess.run(["debootstrap", "--variant=minbase", "--include=ca-certificates", "bookworm", base], check=True)
        (base / "ready").touch()
    shutil.rmtree(root, ignore_errors=True)
    subprocess.run(["cp", "-a", base, root], check=True)
    for path in map(pathlib.Path, OWN_WAYS):
        copy = root / str(path).lstrip("/")
        if path.is_dir():
            # What lies there may be links, which from outside lead to this machine's own files.
            shutil.rmtree(copy, ignore_errors=True)
            shutil.copytree(path, copy)
        elif path.exists():
            shutil.copy(path, copy)
    shutil.rmtree(context, ignore_errors=True)
    context.mkdir()
    subprocess.run(["tar", "-xzf", archive, "-C", context, "--strip-components=1"], check=True)
    system = System(root, context)
    subprocess.run(["mount", "-t", "proc", "proc", root / "proc"], check=True)
    try:
        for name, rest in instructions((context / "Containerfile").read_text()):
            print(f"{name} {rest}", flush=True)
            system.do(name, rest)
        system.run(f"{shlex.join(system.command[:2])} --version")
        system.run("! command -v swift && test $(id -u) = 1000")
        system.run(
            "jupyter execute notebooks/ten-steps.ipynb --output ten.ipynb && grep -c image/png notebooks/ten.ipynb")
    finally:
        subprocess.run(["umount", root / "proc"], check=True)


if __name__ == "__main__":
    main()
