#!/usr/bin/env python3
"""Has every writing call of a run fail in turn, and each of some allocations, and looks at what is left.

Before each run the output folder holds what an earlier run wrote. A run in which a call failed either comes to its end
with the right files, or says what failed and leaves; each of its files is then the earlier one or the new one, whole. The
run after it, in which nothing fails, comes to the bytes of a run left alone. No failing call may end the program by a
signal, but an allocation may: the language's own runtime ends a program that gets no memory.

    python3 Tests/Torture/faults.py
"""

import argparse
import collections
import os
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).parent
LESSON = HERE / "lesson.darkroom"
CALLS = ["open", "write", "fsync", "rename", "mkdir", "flock"]


# What figures end in.
FIGURES = (".png", ".svg", ".pdf", ".gif")


def run(program, folder, environment, epochs=2):
    return subprocess.run(
        [
            program, "run", LESSON, "--store", folder / "store", "--output", folder / "output", "--threads", "2",
            "--checkpoint", "epoch", "--set", f"epochs={epochs}",
        ],
        env={**os.environ, **environment}, capture_output=True, text=True, timeout=120)


def files(folder):
    return {path.name: path.read_bytes() for path in sorted((folder / "output").iterdir())}


def check(program, shim, early, expected, call, number, counts):
    with tempfile.TemporaryDirectory() as place:
        folder = pathlib.Path(place).resolve()
        if call != "mkdir":
            shutil.copytree(early, folder / "output")
        environment = {
            "LD_PRELOAD": str(shim), "DARKROOM_FAULT": call, "DARKROOM_FAULT_AT": str(number),
            "DARKROOM_FAULT_UNDER": str(folder),
        }
        result = run(program, folder, environment)
        where = f"{call} number {number}: status {result.returncode}\n{result.stderr}"
        before = {} if call == "mkdir" else {path.name: path.read_bytes() for path in early.iterdir()}
        found = files(folder) if (folder / "output").exists() else {}
        if result.returncode == 0:
            counts["came to the end"] += 1
            # Fontconfig goes on without a part of its configuration, and cairo takes another way, which is a shade off.
            if call == "malloc":
                if found.keys() != expected.keys():
                    return f"{where}\nother files than expected"
                found = {name: content for name, content in found.items() if not name.endswith(FIGURES)}
            if any(content != expected.get(name) for name, content in found.items()) or not found:
                return f"{where}\nother files than expected"
        elif result.returncode == 1:
            counts["said what failed"] += 1
            if "error" not in result.stderr:
                return f"{where}\nno word of what failed"
        elif call == "malloc" and result.returncode < 0:
            counts["ended for lack of memory"] += 1
        else:
            return where
        for name, content in found.items():
            if name.endswith(".part") and result.returncode < 0:
                continue
            if content not in (before.get(name), expected.get(name)):
                return f"{where}\n{name} is neither the earlier file nor the new one"
        again = run(program, folder, {})
        if again.returncode != 0 or files(folder) != expected:
            return f"{where}\nand the run after it: status {again.returncode}\n{again.stderr}"
        return None


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--program", default=".build/release/darkroom")
    parser.add_argument("--allocations", type=int, default=100, help="how many allocations fail, drawn from all")
    parser.add_argument("--every", type=int, default=1, help="of the calls, only each so many'th fails")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = pathlib.Path(place).resolve()
        shim = folder / "faults.so"
        subprocess.run(["cc", "-O1", "-shared", "-fPIC", HERE / "faults.c", "-o", shim, "-ldl"], check=True)
        (folder / "early").mkdir()
        run(options.program, folder / "early", {}, epochs=1).check_returncode()
        (folder / "whole").mkdir()
        counting = {
            "LD_PRELOAD": str(shim), "DARKROOM_FAULT_UNDER": str(folder),
            "DARKROOM_FAULT_COUNTS": str(folder / "counts"),
        }
        run(options.program, folder / "whole", counting).check_returncode()
        expected = files(folder / "whole")
        total = {name: int(count) for name, count in map(str.split, (folder / "counts").read_text().splitlines())}
        draw = random.Random(1)
        numbers = {call: range(1, total[call] + 1, options.every) for call in CALLS}
        numbers["malloc"] = sorted(
            draw.sample(range(1, total["malloc"] + 1), min(options.allocations, total["malloc"])))
        for call, failing in numbers.items():
            counts = collections.Counter()
            for number in failing:
                problem = check(options.program, shim, folder / "early/output", expected, call, number, counts)
                if problem:
                    sys.exit(problem)
            told = ", ".join(f"{count} {what}" for what, count in sorted(counts.items()))
            print(f"{call}: {len(failing)} of {total[call]} calls failed in turn; of the runs {told}", flush=True)


if __name__ == "__main__":
    main()
