"""A copy of the tree with a build folder of its own, in which mutants are built and tested."""

import hashlib
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
# A build that takes longer hangs in the compiler, and counts as none.
BUILD_LIMIT = 3600


class Tree:
    """The copy: the files that git knows or would know, as they are in the working tree."""
    def __init__(self, folder, swift, traits):
        self.path = folder / "tree"
        self.flags = [
            "-c", "release", "--disable-testable-imports", "--traits", traits, "--scratch-path", str(folder / "build")]
        self.swift = swift
        listed = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=ROOT, capture_output=True,
            check=True).stdout.decode().split("\0")
        names = sorted(name for name in listed if name and ((ROOT / name).is_symlink() or (ROOT / name).is_file()))
        self.identity = hashlib.sha256()
        for name in names:
            self.take(name)
        for path in sorted(self.path.rglob("*"), reverse=True):
            name = str(path.relative_to(self.path))
            if (path.is_file() or path.is_symlink()) and name not in names and name != "Package.resolved":
                path.unlink()
        self.identity = self.identity.hexdigest()[:16]
        package = self.run_swift(["package", "dump-package"], 600)
        if package.returncode:
            raise SystemExit(f"the package cannot be read:\n{package.output}")
        described = json.loads(package.output[package.output.index("{\n"):])
        self.targets = {target["name"]: target for target in described["targets"]}

    def take(self, name):
        """Copies a file, unless it is there as it is."""
        source, copy = ROOT / name, self.path / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        if source.is_symlink():
            if not copy.is_symlink():
                copy.symlink_to(os.readlink(source))
            return
        content = source.read_bytes()
        if name.startswith(("Sources/", "Tests/", "Package.swift")) and not name.startswith("Tests/Mutants/"):
            self.identity.update(name.encode() + b"\0" + content)
        if not copy.is_file() or copy.read_bytes() != content:
            copy.write_bytes(content)
            shutil.copymode(source, copy)

    def modules(self):
        """The modules of Swift, each with its files."""
        modules = {}
        for folder in sorted((ROOT / "Sources").iterdir()):
            if folder.is_dir() and not folder.is_symlink():
                files = sorted(path.relative_to(ROOT) for path in folder.rglob("*.swift"))
                if files:
                    modules[folder.name] = files
        return modules

    def tests(self, module):
        """The targets of tests that a module can break: its own, and then those that depend on it, the nearest first."""
        def reaches(name, seen=()):
            if name == module:
                return 0
            depths = [
                reaches(other, (*seen, name)) for other in self.dependencies(name)
                if other in self.targets and other not in seen]
            return min((depth + 1 for depth in depths if depth is not None), default=None)
        found = []
        for name, target in self.targets.items():
            depth = reaches(name) if target["type"] == "test" else None
            if depth is not None:
                found.append((name != f"{module}Tests", depth, name))
        return [name for _, _, name in sorted(found)]

    def dependencies(self, name):
        named = (dependency.get("byName") or dependency.get("target") for dependency in self.targets[name]["dependencies"])
        return [dependency[0] for dependency in named if dependency]

    def run_swift(self, words, limit):
        """Runs the package manager; after `limit` seconds it is ended, with all that it started."""
        environment = dict(os.environ, SWIFT_DETERMINISTIC_HASHING="1")
        process = subprocess.Popen(
            [self.swift, *words], cwd=self.path, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL, text=True, errors="replace", start_new_session=True)
        hung = False
        try:
            output, _ = process.communicate(timeout=limit)
        except subprocess.TimeoutExpired:
            hung = True
        finally:
            try:
                os.killpg(process.pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
        if hung:
            output, _ = process.communicate()
        return Run(process.returncode, output, hung)

    def build(self):
        """Builds all tests, with the flags that only `swift test` takes, and runs none."""
        return self.run_swift(["test", *self.flags, "--filter", "^none$"], BUILD_LIMIT)

    def test(self, names, limit):
        """Runs some targets' tests, which are built."""
        run = self.run_swift(["test", "--skip-build", *self.flags, "--filter", rf"^({'|'.join(names)})\."], limit)
        if run.returncode == 0 and not re.search(r"Test run with [1-9]\d* tests? ", run.output):
            raise SystemExit(f"no test of {', '.join(names)} was run:\n{run.output[-4000:]}")
        return run

    def baseline(self):
        """Builds and tests the tree as it is, and gives the seconds that its tests take."""
        build = self.build()
        if build.returncode:
            raise SystemExit(f"the tree does not build:\n{build.output[-4000:]}")
        start = time.monotonic()
        tests = [name for name, target in self.targets.items() if target["type"] == "test"]
        run = self.test(tests, 3600)
        if run.returncode:
            raise SystemExit("the tree's own tests fail:\n" + "\n".join(run.failures() or [run.output[-4000:]]))
        return time.monotonic() - start

    def trial(self, module, name, text, limit):
        """What the tests say of a file with another text: an outcome, and what there is to say of it."""
        path = self.path / name
        original = path.read_text()
        path.write_text(text)
        try:
            if self.build().returncode:
                return "not compiled", ""
            tests = self.tests(module)
            # The module's own tests first, which are the ones that should notice.
            for names in filter(None, (tests[:1], tests[1:])):
                run = self.test(names, limit)
                if run.hung:
                    return "killed", f"hung in {', '.join(names)}"
                if run.returncode:
                    return "killed", next(iter(run.failures()), f"ended with {run.returncode} in {', '.join(names)}")
            return "survived", ""
        finally:
            path.write_text(original)


class Run:
    """How a run of the package manager ended."""
    def __init__(self, returncode, output, hung):
        self.returncode, self.output, self.hung = returncode, output, hung

    def failures(self):
        return re.findall(r"^✘ (?:Test|Suite) .* (?:recorded an issue.*|failed.*)$", self.output, flags=re.MULTILINE)
