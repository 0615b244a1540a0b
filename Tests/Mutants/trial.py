"""A copy of the tree with a build folder of its own, in which mutants are built and tested."""

import hashlib
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import tempfile
import threading
import time

from schemata import REACHED, VARIABLE, culprits, switched

ROOT = pathlib.Path(__file__).resolve().parents[2]
# A build that takes longer hangs in the compiler, and counts as none.
BUILD_LIMIT = 3600
BASELINE_LIMIT = 3600
# Tests may take so many times what they take without a mutant, and so many seconds more.
PATIENCE, GRACE = 5, 60
FAILURE = re.compile(r"^✘ ")
TEST = re.compile(r"^(\w+Tests)\.([^/\n]+)(/?)")


class Tree:
    """The copy: the files that git knows or would know, as they are in the working tree."""
    def __init__(self, folder, swift, traits):
        self.folder, self.path = folder, folder / "tree"
        self.changed = set()
        self.flags = [
            "-c", "release", "--disable-testable-imports", "--traits", traits, "--scratch-path", str(folder / "build")]
        self.swift = swift
        listed = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=ROOT, capture_output=True,
            check=True).stdout.decode().split("\0")
        names = sorted(name for name in listed if name and ((ROOT / name).is_symlink() or (ROOT / name).is_file()))
        self.identity = hashlib.sha256()
        self.originals = {}
        for name in names:
            self.take(name)
        for path in sorted(self.path.rglob("*"), reverse=True):
            name = str(path.relative_to(self.path))
            if (path.is_file() or path.is_symlink()) and name not in names and name != "Package.resolved":
                path.unlink()
        # Where the tests look for the program.
        (self.path / ".build").symlink_to(folder / "build")
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
        if name.endswith(".swift"):
            self.originals[pathlib.Path(name)] = content.decode()
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
        """Runs the package manager."""
        return Run([self.swift, *words], self.path, limit, {"SWIFT_DETERMINISTIC_HASHING": "1"})

    def build(self):
        """Builds all tests, with the flags that only `swift test` takes, and runs none."""
        return self.run_swift(["test", *self.flags, "--filter", "^none$"], BUILD_LIMIT)

    def put(self, mutants):
        """Writes the files anew, each with its mutants, and builds; those that do not compile this way are left out.

        `mutants` has for each number a file and a mutation. Gives the numbers of those that are in the tree.
        """
        left = dict(mutants)
        while True:
            names = {name for name, _ in left.values()}
            homeless = set()
            for name in self.changed | names:
                text = self.originals[name]
                own = {number: mutation for number, (file, mutation) in left.items() if file == name}
                if own:
                    text, lost = switched(text, own)
                    homeless.update(lost)
                self.write(name, text)
            self.changed = names
            left = {number: mutant for number, mutant in left.items() if number not in homeless}
            if homeless:
                continue
            print(f"building {len(left)} mutants in one tree", flush=True)
            build = self.build()
            if not build.returncode:
                return set(left)
            guilty = set()
            for name, lines in errors(build.output).items():
                own = [number for number, (file, _) in left.items() if str(file) == name]
                guilty |= culprits((self.path / name).read_text(), lines, own)
            if not guilty:
                raise SystemExit(f"the tree does not build:\n{build.output[-4000:]}")
            left = {number: mutant for number, mutant in left.items() if number not in guilty}

    def write(self, name, text):
        path = self.path / name
        if path.read_text() != text:
            path.write_text(text)

    def test(self, suites, limit, mutant=0, noting=None):
        """Runs some suites' tests, which are built, up to the first that fails.

        They have a folder of their own for what they leave behind, and what still runs there is ended. `noting` is the
        folder in which they note the mutants that they come by.
        """
        pattern = "|".join(re.escape(suite) for suite in suites)
        words = [str(self.program()), "--testing-library", "swift-testing", "--filter", f"^({pattern})"]
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            environment = {VARIABLE: str(mutant), "NO_COLOR": "1", "SWIFT_BACKTRACE": "enable=no", "TMPDIR": folder}
            if noting:
                environment[REACHED] = str(noting)
            run = Run(words, self.path, limit, environment, FAILURE)
            end_programs(folder)
        if run.returncode == 0 and not re.search(r"Test run with [1-9]\d* tests? ", run.output):
            raise SystemExit(f"no test of {', '.join(suites)} was run:\n{run.output[-4000:]}")
        return run

    def suites(self):
        """The suites of all tests, as a filter knows them: `BasicsTests.AtomicWriteTests/`, or one test that has none."""
        words = [str(self.program()), "--testing-library", "swift-testing", "--list-tests"]
        listed = map(TEST.match, Run(words, self.path, 600, {}).output.splitlines())
        return sorted({match.group(0) for match in listed if match})

    def program(self):
        found = list(self.folder.glob("build/*/release/*PackageTests.xctest"))
        if len(found) != 1:
            raise SystemExit(f"there is not one program of tests in {self.folder}: {found}")
        return found[0]

    def measure(self):
        """Tests the tree with no mutant in force, suite by suite: the seconds of each, and the mutants that it comes by."""
        self.seconds, self.reached = {}, {}
        suites = self.suites()
        print(f"testing the {len(suites)} suites without a mutant", flush=True)
        for suite in suites:
            with tempfile.TemporaryDirectory() as noting:
                self.seconds[suite] = self.timed([suite], noting)
                self.reached[suite] = {int(entry.name) for entry in os.scandir(noting)}

    def timed(self, suites, noting=None):
        """The seconds that some suites' tests take, which must pass: at the second try, where the machine is busy."""
        for _ in range(2):
            start = time.monotonic()
            run = self.test(suites, BASELINE_LIMIT, noting=noting)
            if not run.returncode:
                return time.monotonic() - start
        raise SystemExit("the tree's own tests fail:\n" + "\n".join(run.failures() or [run.output[-4000:]]))

    def trial(self, module, mutant):
        """What the tests say of a mutant that is in the tree: an outcome, and what there is to say of it.

        Only the suites that come by it are asked, the module's own first, which are the ones that should notice. A mutant
        that is the whole tree has the number 0, and may be anywhere.
        """
        targets = self.tests(module)
        suites = [suite for suite in self.seconds if suite.split(".")[0] in targets
                  and (not mutant or mutant in self.reached[suite])]
        own = [suite for suite in suites if suite.split(".")[0] in targets[:1]]
        for asked in (own, [suite for suite in suites if suite not in own]):
            if not asked:
                continue
            seconds = sum(self.seconds[suite] for suite in asked)
            run, limit, usual = self.test_patiently(asked, seconds, mutant)
            # Tests that wait for a terminal or a signal may fail by themselves on a busy machine; a mutant fails twice.
            if run.returncode and not run.hung:
                run, limit, usual = self.test_patiently(asked, seconds, mutant)
            if run.hung:
                return "hung", f"over {limit:.0f} s in {len(asked)} suites, where {usual:.0f} s are usual"
            if run.returncode:
                return "killed", next(iter(run.failures()), f"ended with {run.returncode} in {', '.join(asked)}")
        return "survived", f"{len(suites)} suites come by it"

    def test_patiently(self, suites, seconds, mutant):
        """The same as `test`, with the limit, and the seconds without the mutant, that it goes by.

        A machine that has become busy is no hanging test: where the tests without the mutant take much longer by now, too,
        it is given as much more.
        """
        while True:
            limit = PATIENCE * seconds + GRACE
            run = self.test(suites, limit, mutant)
            usual = self.timed(suites) if run.hung else seconds
            if usual <= 2 * seconds:
                return run, limit, usual
            seconds = usual

    def trial_alone(self, module, name, text):
        """The same of a mutant that is the only change to the tree, which is built for it."""
        for changed in self.changed:
            self.write(changed, self.originals[changed])
        self.changed = {name}
        self.write(name, text)
        return ("not compiled", "") if self.build().returncode else self.trial(module, 0)


def errors(output):
    """The lines of each file that a compiler's output calls wrong."""
    found = {}
    for name, line in re.findall(r"(Sources/\S+?\.swift):(\d+):\d+: error:", output):
        # The link by which a module is built a second time.
        found.setdefault(name.replace("VectorRoutinesAVX512", "VectorRoutines"), []).append(int(line))
    return found


def end_programs(folder):
    """Ends the programs that work in a folder, or below, or on it: those that tests started, and did not live to end."""
    for process in pathlib.Path("/proc").glob("[0-9]*"):
        try:
            works_there = pathlib.Path(os.readlink(process / "cwd")).is_relative_to(folder)
            if works_there or folder.encode() in (process / "cmdline").read_bytes():
                os.kill(int(process.name), signal.SIGKILL)
        except OSError:
            pass


class Run:
    """A program that was run in a folder, with all that it started, for `limit` seconds at most.

    What it writes is read as it comes: the first line that `fatal` matches ends it.
    """
    def __init__(self, words, folder, limit, environment, fatal=None):
        self.hung = False
        process = subprocess.Popen(
            words, cwd=folder, env=dict(os.environ, **environment), stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL, text=True, errors="replace", start_new_session=True)

        def end(hung):
            self.hung = self.hung or hung
            try:
                os.killpg(process.pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
        clock = threading.Timer(limit, end, [True])
        clock.start()
        lines = []
        for line in process.stdout:
            lines.append(line)
            if fatal and fatal.search(line):
                end(False)
                break
        self.returncode = process.wait()
        clock.cancel()
        end(False)
        self.output = "".join(lines)

    def failures(self):
        return re.findall(r"^✘ (?:Test|Suite) .* (?:recorded an issue.*|failed.*)$", self.output, flags=re.MULTILINE)
